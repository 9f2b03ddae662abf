# SPDX-License-Identifier: MIT
"""Runs the program in a temporary folder, with a configuration, a database and keys made for the test."""
import dataclasses
import functools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from harness import part
from harness.anvil import SPONSOR_KEY
from harness.database import new_database
from harness.process import Background, bound

# A published BIP-39 test vector. Not Anvil's mnemonic: its addresses have a balance in the genesis block.
MNEMONIC = "legal winner thank year wave sausage worth useful legal winner thank yellow"
TREASURY = "0x7e57000000000000000000000000000000000001"
WEBHOOK_SECRET = "test-secret"
TIMEOUT_S = 60
# A run whose standard error has one of these fails the test, whatever its exit code.
SANITIZER_WORDS = ("AddressSanitizer", "LeakSanitizer", "runtime error:", "ThreadSanitizer")


class CtripError(AssertionError):
    """The exit code is not the expected one, or a sanitizer reported."""


def complaints(err):
    """A log in text without the lines that only tell what happened, and without how long a statement took."""
    lines = [line for line in err.splitlines() if " info: " not in line[:32] and "a database statement was slow" not in line]
    return "".join(f"{line}\n" for line in lines)


@dataclasses.dataclass
class Result:
    """Arguments, exit code and output of one run."""

    arguments: tuple
    code: int
    out: str
    err: str

    @property
    def complaints(self):
        return complaints(self.err)

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def json_lines(self):
        return [json.loads(line) for line in self.out.splitlines()]

    def __str__(self):
        return f"ctrip {' '.join(self.arguments)}: code {self.code}\n--- stdout\n{self.out}\n--- stderr\n{self.err}"


def base_environment(folder):
    """Without the caller's proxy, configuration and colour settings. CTRIP_MUTANT selects a mutant of tests/mutants."""
    kept = ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "CTRIP_MUTANT")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment.update(HOME=str(folder), STATE_DIRECTORY=str(folder), XDG_CONFIG_HOME=str(folder / "xdg"), LANG="C.UTF-8", TZ="UTC")
    environment.setdefault("ASAN_OPTIONS", "detect_leaks=1:abort_on_error=0")
    environment.setdefault("UBSAN_OPTIONS", "print_stacktrace=1:halt_on_error=1")
    return environment


def chain_config(anvil, **changes):
    """One chain of the configuration; `changes` overrides its keys."""
    chain = {
        "name": "anvil",
        "chain_id": anvil.chain_id,
        "rpc_urls": [anvil.url],
        "native": {"symbol": "ETH", "decimals": 18},
        "confirmations": 3,
        "final": 5,
        "tokens": [],
    }
    chain.update(changes)
    return chain


@functools.cache
def program():
    """The program under test: CTRIP_BIN, or CTRIP_SHIPPED_BIN if it is set and this test is not among those run with sanitizers."""
    name = "CTRIP_BIN"
    if "CTRIP_SHIPPED_BIN" in os.environ:
        classes = sorted({argument.partition(".")[0] for argument in sys.argv[1:]})
        name = "CTRIP_BIN" if part.is_watched(" ".join([pathlib.Path(sys.argv[0]).stem, *classes])) else "CTRIP_SHIPPED_BIN"
    binary = os.environ.get(name)
    if not binary or not os.access(binary, os.X_OK):
        raise RuntimeError(f"{name}={binary!r} is not a program: run the tests through ctest")
    return binary


class Ctrip:
    """One installation: folder, configuration, database."""

    def __init__(self, chains=(), webhook_url=None, **config):
        self.binary = program()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="ctrip-test-"))
        self.database = new_database(self.folder)
        self.config_file = self.folder / "ctrip.yaml"
        self.environment = base_environment(self.folder)
        self.config = {
            "environment": "development",
            "database": {"url": self.database.url},
            "wallet": {"mnemonic_file": self.secret_file("mnemonic", MNEMONIC)},
            "treasury": TREASURY,
            "sweeping": {"sponsor_key_file": self.secret_file("sponsor-key", SPONSOR_KEY)},
            # Mined blocks have times ahead of the clock; payments must not expire by that.
            "payments": {"expires_in": "24h"},
            "webhooks": {
                "secret_file": self.secret_file("webhook-secret", WEBHOOK_SECRET),
                "allow_private_addresses": True,
            },
            "chains": list(chains),
        }
        if webhook_url:
            self.config["webhooks"]["url"] = webhook_url
        for section, value in config.items():
            if isinstance(value, dict):
                self.config.setdefault(section, {}).update(value)
            else:
                self.config[section] = value
        self.write_config()

    def remove(self):
        self.database.remove()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()

    def secret_file(self, name, content):
        """A file that only its owner can read."""
        path = self.folder / name
        path.touch(0o600)
        path.chmod(0o600)
        path.write_text(content + "\n")
        return str(path)

    def write_config(self):
        """Writes the configuration as JSON, which is valid YAML."""
        self.config_file.write_text(json.dumps(self.config, indent=2) + "\n")

    def set_node_url(self, url, chain=0):
        self.config["chains"][chain]["rpc_urls"] = [url]
        self.write_config()

    def use_local_database(self):
        """Connects to the database without TCP, so that only other network writes count as sends (see kill.py)."""
        self.config["database"]["url"] = self.database.local_url
        self.write_config()

    def command(self, *arguments):
        return [self.binary, "--config", str(self.config_file), *map(str, arguments)]

    def run(self, *arguments, code=0, stdin="", timeout_s=TIMEOUT_S, environment=None, with_config=True):
        """Runs the program and waits for its end. Fails the test on another exit code than `code` (None: any)."""
        arguments = tuple(map(str, arguments))
        command = self.command(*arguments) if with_config else [self.binary, *arguments]
        settings = [f"{name}={value}" for name, value in (environment or {}).items()]
        # Set by env(1), so that LD_PRELOAD applies to the program and not to setpriv.
        done = subprocess.run(
            bound(["env", *settings, *command]),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=timeout_s,
            env=self.environment,
            cwd=self.folder,
            check=False,
        )
        result = Result(arguments, done.returncode, done.stdout, done.stderr)
        if any(found in result.err for found in SANITIZER_WORDS):
            raise CtripError(f"a sanitizer found something: {result}")
        if code is not None and result.code != code:
            raise CtripError(f"expected code {code}: {result}")
        return result

    def start(self, *arguments):
        """Starts the program and does not wait; its output is discarded."""
        return Background(
            self.command(*arguments),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self.environment,
            cwd=self.folder,
        )

    def migrate(self):
        return self.run("migrate", "up")

    def create(self, *arguments, **options):
        """Creates a payment and returns it as the program printed it."""
        flags = [part for name, value in options.items() for part in (f"--{name.replace('_', '-')}", value)]
        return self.run("create-payment", "--chain", "anvil", *flags, *arguments, "--json").json

    def show(self, payment):
        return self.run("show", payment["id"], "--json").json

    def status(self, payment):
        return self.show(payment)["status"]

    def payments(self):
        return self.run("list", "--limit", 1000, "--json").json["payments"]

    def rows(self, sql):
        """Reads the database directly."""
        return self.database.rows(sql)

    def dump(self):
        """The database as text, to compare two states."""
        return self.database.dump()
