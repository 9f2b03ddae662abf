# SPDX-License-Identifier: MIT
"""Runs a golden transcript (tests/cli/<command>/<name>.golden) and compares its output. --update writes the actual output where it
differs; --pin writes it everywhere, also in place of placeholders.

    # A comment, before the first command only.
    @file NAME [MODE]       a file of the working folder; its lines follow, indented by four spaces
    @migrated               brings the database to this program's schema first
    @engine sqlite          run on SQLite only (postgres: on PostgreSQL only; any: on one engine); default: run on both
    $ ctrip list --json     run by sh, with the program in PATH and the folder's ctrip.yaml
    $ sql "DELETE …"        runs this SQL on the database directly, on either engine
    > a line of standard output
    ! a line of standard error
    = 65                    the exit code, where it is not 0

Within a line [...] matches any text, [uuid], [time], [address], [hex], [run] and [n] a value of that kind, [database] the database's
name in messages; a line that is only [...] matches any number of lines. The whole output of each command is compared. Without @file
ctrip.yaml the configuration has the chains anvil and other, whose nodes are down, the token USDT, a wallet and a treasury.
"""
import contextlib
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

from harness.ctrip import MNEMONIC, SANITIZER_WORDS, base_environment
from harness.database import SharedDatabase, engine
from harness.postgres import PROGRAMS
from harness.process import bound

CONFIG = """\
environment: development
database: {url: "DATABASE"}
wallet: {mnemonic_file: mnemonic}
treasury: "0x7e57000000000000000000000000000000000001"
webhooks: {url: "http://127.0.0.1:9/hooks", allow_private_addresses: true}
chains:
  - name: anvil
    chain_id: 31337
    rpc_url: http://127.0.0.1:9
    native: {symbol: ETH, decimals: 18}
    confirmations: 3
    tokens:
      - {symbol: USDT, address: "0x5FbDB2315678afecb367f032d93F642f64180aa3", decimals: 6}
  - name: other
    chain_id: 31338
    rpc_url: http://127.0.0.1:9
    native: {symbol: OTH, decimals: 18}
    confirmations: 1
"""
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z"
PLACEHOLDERS = {
    "[...]": ".*",
    "[uuid]": UUID,
    "[time]": TIME,
    "[address]": "0x[0-9a-fA-F]{40}",
    "[hex]": "0x[0-9a-f]+",
    "[run]": "[0-9a-f]{16,32}",
    "[n]": r"\d+(?:\.\d+)?",
}
TIMEOUT_S = 30


class Place:
    """The database of a transcript: its URL, its name in messages, and the command that runs SQL on it."""

    def __init__(self):
        self.database = SharedDatabase() if engine() == "postgres" else None
        if self.database:
            self.url, self.name = self.database.url, self.database.name
            self.sql = [str(PROGRAMS / "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", self.database.local_url, "-c"]
        else:
            self.url, self.name, self.sql = "sqlite:ctrip.db", "ctrip.db", ["sqlite3", "ctrip.db"]

    def close(self):
        if self.database:
            self.database.remove()


class Step:
    """One command with its expected output and exit code."""

    def __init__(self, command):
        self.command = command
        self.out, self.err, self.code = [], [], 0


def parse(lines):
    """(lines before the first command, files, whether to migrate the database first, steps)."""
    head, files, migrated, steps = [], {}, False, []
    for number, line in enumerate(lines, 1):
        if line.startswith("$ "):
            steps.append(Step(line[2:]))
        elif steps and (line in (">", "!") or line[:2] in ("> ", "! ")):
            (steps[-1].out if line[0] == ">" else steps[-1].err).append(line[2:])
        elif steps and line.startswith("= "):
            steps[-1].code = int(line[2:])
        elif steps and not line:
            continue
        elif not steps and (not line or line[0] in "#@" or line.startswith("    ")):
            head.append(line)
            words = line.split()
            if line == "@migrated":
                migrated = True
            elif line.startswith("@file "):
                files[words[1]] = (int(words[2], 8) if len(words) > 2 else 0o644, [])
            elif line.startswith("    "):
                files[list(files)[-1]][1].append(line[4:])
        else:
            raise SystemExit(f"line {number} is not part of a transcript: {line}")
    if not steps:
        raise SystemExit("no command in it")
    return head, files, migrated, steps


def pattern(line):
    parts = re.split(r"(\[(?:\.\.\.|uuid|time|address|hex|run|n)\])", line)
    return "".join(PLACEHOLDERS.get(part) or re.escape(part) for part in parts)


def matches(expected, actual):
    """Whether the lines match; an expected line [...] matches any number of lines."""
    whole = "".join("(?:.*\n)*?" if line == "[...]" else pattern(line) + "\n" for line in expected)
    return re.fullmatch(whole, "".join(line + "\n" for line in actual)) is not None


def generalised(line):
    """The line with placeholders for UUIDs, times and the ids of runs."""
    line = re.sub(r"\brun_id=[0-9a-f]{16,32}\b", "run_id=[run]", line)
    return re.sub(TIME, "[time]", re.sub(UUID, "[uuid]", line))


def prepare(folder, place, files, migrated):
    """Writes the files; returns the working folder and the environment of the commands."""
    program = os.environ["CTRIP_BIN"]
    (folder / "bin").mkdir()
    (folder / "bin" / "ctrip").symlink_to(program)
    sql = folder / "bin" / "sql"
    sql.write_text(f'#!/bin/sh\nexec {shlex.join(place.sql)} "$1"\n')
    sql.chmod(0o755)
    work = folder / "work"
    work.mkdir()
    wanted = {"ctrip.yaml": (0o644, CONFIG.replace("DATABASE", place.url).splitlines()), "mnemonic": (0o600, [MNEMONIC]), **files}
    for name, (mode, content) in wanted.items():
        path = work / name
        path.touch(0o600)
        path.write_text("".join(line + "\n" for line in content))
        path.chmod(mode)
    environment = base_environment(folder)
    environment["PATH"] = f"{folder / 'bin'}:{environment['PATH']}"
    if migrated:
        run("ctrip migrate up >/dev/null 2>&1", work, environment)
    return work, environment


def run(command, work, environment):
    # By name: where the tests run as root, the program takes none that it finds in the folder.
    if (work / "ctrip.yaml").exists():
        environment = {**environment, "CTRIP_CONFIG": "ctrip.yaml"}
    return subprocess.run(
        bound(["sh", "-c", command]),
        cwd=work,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )


def play(lines, pin=False):
    """Runs a transcript; returns its lines with the actual output, and the differences."""
    head, files, migrated, steps = parse(lines)
    came, differences = list(head), []
    place = Place()
    with contextlib.closing(place), tempfile.TemporaryDirectory(prefix="ctrip-golden-") as folder:
        work, environment = prepare(pathlib.Path(folder), place, files, migrated)
        for index, step in enumerate(steps):
            done = run(step.command, work, environment)
            out, err = (
                text.replace(str(work), "[...]").replace(place.name, "[database]").splitlines()
                for text in (done.stdout, done.stderr))
            came += ([""] if index and came[-1] else []) + [f"$ {step.command}"]
            for mark, expected, actual in ((">", step.out, out), ("!", step.err, err)):
                if matches(expected, actual):
                    actual = actual if pin else expected  # Keeps placeholders that were written by hand.
                else:
                    differences.append(f"$ {step.command}\n" + compared(mark, expected, actual))
                came += [f"{mark} {generalised(line)}".rstrip() for line in actual]
            came += [f"= {done.returncode}"] if done.returncode else []
            if done.returncode != step.code:
                differences.append(f"$ {step.command}\nexit code {done.returncode}, expected {step.code}")
            if any(word in done.stderr for word in SANITIZER_WORDS):
                raise SystemExit(f"a sanitizer found something: {done.stderr}")
    return came, differences


def compared(mark, expected, actual):
    return "".join(f"expected {mark} {line}\n" for line in expected) + "".join(f"came     {mark} {line}\n" for line in actual)


def main(arguments):
    pin = "--pin" in arguments
    update = pin or "--update" in arguments
    bad = False
    for name in arguments:
        if name.startswith("--"):
            continue
        path = pathlib.Path(name)
        came, differences = play(path.read_text(encoding="utf-8").splitlines(), pin)
        if update:
            path.write_text("".join(line + "\n" for line in came), encoding="utf-8")
        elif differences:
            print(f"{shlex.quote(name)}:", *differences, sep="\n")
            bad = True
    return int(bad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
