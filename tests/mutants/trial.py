# SPDX-License-Identifier: MIT
"""Runs the tests of a mutant, as CTest would, without CTest."""
import json
import os
import re
import signal
import subprocess
import time

from schemata import BUILD, TREE

LOGS = TREE.parent / "logs"
LIMIT_MIN_S = 20
SUITES = {"unit": "unit_tests", **dict.fromkeys(("any", "sqlite", "postgres"), "integration_tests")}
# Each engine, and the tag of the tests that are about the other one.
ENGINES = {"sqlite": "postgres", "postgres": "sqlite"}


class Test:
    """One program whose exit code tells whether it passed."""

    def __init__(self, name, command, environment, folder):
        self.name, self.command, self.environment, self.folder = name, command, environment, folder
        self.limit_s = 600.0

    def run(self, number, log):
        """Whether it passed, and in what time; beyond its limit it failed."""
        environment = {**os.environ, **self.environment}
        environment.pop("CTRIP_MUTANT", None)
        if number:
            environment["CTRIP_MUTANT"] = str(number)
        began = time.monotonic()
        with open(log, "ab") as file:
            process = subprocess.Popen(
                self.command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, stdout=file,
                stderr=subprocess.STDOUT, start_new_session=True)
            try:
                code = process.wait(self.limit_s)
            except subprocess.TimeoutExpired:
                code = None
            # Also what the test left behind: its database server, its chain.
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()
        return code == 0, time.monotonic() - began


def methods_of(test):
    """CTest runs the methods of a Python class together; a mutant wants as few as possible, so each is its own here."""
    methods = [word for word in test["command"] if re.fullmatch(r"\w+\.test_\w+", word)]
    if not methods:
        yield test
    kind_and_file = ".".join(test["name"].split(".")[:2])
    at = "@postgres" if test["name"].endswith("@postgres") else ""
    for method in methods:
        command = [word for word in test["command"] if word not in methods]
        yield {**test, "name": f"{kind_and_file}.{method}{at}", "command": [*command, method]}


class Tests:
    """Finds what an entry's `tests` mean: `unit SPEC`, `sqlite SPEC`, `postgres SPEC` and `any SPEC` are Catch2 tests
    by tag or name, all else is the beginning of names that CTest knows."""

    def __init__(self):
        self.folder = LOGS
        LOGS.mkdir(parents=True, exist_ok=True)
        listed = subprocess.run(
            ["ctest", "--show-only=json-v1"], cwd=BUILD, stdout=subprocess.PIPE, text=True, check=True)
        self.known = [one for test in json.loads(listed.stdout)["tests"] if "command" in test for one in methods_of(test)]
        self.made = {}

    def of(self, mutant):
        found = [test for words in mutant.tests for test in self.meant(mutant, words)]
        return list(dict.fromkeys(found))

    def meant(self, mutant, words):
        suite, _, spec = words.partition(" ")
        if suite in SUITES:
            yield self.suite(words, suite, spec)
            return
        beginning, at, _ = words.partition("@postgres")
        matching = [test for test in self.known
                    if test["name"].startswith(beginning) and test["name"].endswith("@postgres") == bool(at)]
        if not matching:
            raise mutant.wrong(f"no test's name begins with '{words}'")
        for test in matching:
            yield self.from_ctest(test)

    def suite(self, name, suite, spec):
        if name not in self.made:
            environment = {"ANVIL": str(TREE / "build/tools/anvil")}
            if suite in ENGINES:
                environment["CTRIP_TEST_ENGINE"] = suite
                spec = ",".join(f"{part}~[{ENGINES[suite]}]" for part in spec.split(","))
            program = str(BUILD / "tests" / SUITES[suite])
            self.made[name] = Test(name, [program, "--abort", "--warn", "NoTests", spec], environment, BUILD / "tests")
        return self.made[name]

    def from_ctest(self, test):
        name = test["name"]
        if name not in self.made:
            properties = {item["name"]: item["value"] for item in test.get("properties", [])}
            environment = dict(item.split("=", 1) for item in properties.get("ENVIRONMENT", []))
            self.made[name] = Test(name, test["command"], environment, properties.get("WORKING_DIRECTORY", BUILD))
        return self.made[name]


def verify(test):
    """Without a mutant the test passes; how long it takes bounds it from now on."""
    log = LOGS / f"{re.sub(r'[^a-zA-Z0-9]+', '_', test.name)[:100]}.txt"
    log.unlink(missing_ok=True)
    passed, took_s = test.run(0, log)
    test.limit_s = max(LIMIT_MIN_S, 6 * took_s)
    return passed, log


def killed_by(mutant, tests):
    """The first test that fails, None where all pass."""
    log = LOGS / f"{mutant.name}.txt"
    log.unlink(missing_ok=True)
    return next((test for test in tests if not test.run(mutant.number, log)[0]), None)
