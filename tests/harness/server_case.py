# SPDX-License-Identifier: MIT
"""The set-up of a test about the database server: a server with its own settings, and checks of the program's error messages."""
import contextlib
import subprocess
import time
import unittest
from unittest import mock

from harness import ctrip as ctrip_module
from harness.case import EndToEndCase
from harness.ctrip import Ctrip, chain_config
from harness.database import PostgresDatabase
from harness.postgres import PROGRAMS, Postgres
from harness.process import Background

UNAVAILABLE = 69
LOCKED = 75
EXPOSED_SECRET = 77
WRONG_CONFIGURATION = 78
TIMEOUT_S = 60
# A part of the role's password that is the same in plain text and percent-encoded.
PASSWORD_PART = "the-role"


def wait_until(is_true, what, timeout_s=TIMEOUT_S):
    deadline = time.monotonic() + timeout_s
    while not is_true():
        if time.monotonic() > deadline:
            raise AssertionError(f"not in {timeout_s} s: {what}")
        time.sleep(0.02)


class DeadChain:
    """A chain to whose node no request is sent."""

    chain_id = 31337
    url = "http://127.0.0.1:9"


class ServerMixin:
    """server_settings: settings of the installation's server; override make_server() for another server."""

    server_settings = {}

    def make_server(self):
        return Postgres(**self.server_settings)

    @contextlib.contextmanager
    def on_own_server(self):
        self.server = self.make_server()
        self.addCleanup(self.server.remove)
        database = PostgresDatabase(self.server)
        with mock.patch.object(ctrip_module, "new_database", lambda _: database):
            yield

    def use_url(self, url):
        self.ctrip.config["database"]["url"] = url
        self.ctrip.write_config()

    def assert_clear(self, err, *words):
        """One line on the database with these words and without the password."""
        self.assertEqual(len(ctrip_module.complaints(err).splitlines()), 1, err)
        for word in ("database", *words):
            self.assertIn(word, err)
        self.assert_no_password(err)

    def assert_no_password(self, *texts):
        """The password is in none of these texts and not in the server's log."""
        for text in (*texts, self.server.log()):
            self.assertNotIn(PASSWORD_PART, text)

    def assert_refused(self, *arguments, code, words, **options):
        """The run ends with this code and a clear line, and prints nothing else."""
        result = self.ctrip.run(*arguments, code=code, **options)
        self.assertEqual(result.out, "")
        self.assert_clear(result.err, *words)
        return result.err

    def session(self, sql, user="postgres"):
        """Another session: runs this SQL, then keeps its session and transaction open until it is stopped."""
        psql = Background([str(PROGRAMS / "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", sql, "-c", r"\echo done",
                           "-c", "SELECT pg_sleep(600)", self.server.socket_url("ctrip", user)],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.addCleanup(psql.stop)
        for line in psql.process.stdout:
            if line == "done\n":
                return psql
        raise AssertionError(f"psql did not get so far: {sql}")

    def start(self, *arguments):
        """Starts the program; its standard error is read by end_of()."""
        run = Background(self.ctrip.command(*arguments), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                         env=self.ctrip.environment, cwd=self.ctrip.folder)
        self.addCleanup(run.stop)
        return run

    def end_of(self, run, timeout_s=TIMEOUT_S):
        """Code and standard error of what start() started."""
        _, err = run.process.communicate(timeout=timeout_s)
        return run.process.returncode, err


class ServerCase(ServerMixin, unittest.TestCase):
    """Without a chain."""

    maxDiff = None

    def setUp(self):
        with self.on_own_server():
            self.ctrip = Ctrip([chain_config(DeadChain)])
        self.addCleanup(self.ctrip.remove)


class ServerEndToEndCase(ServerMixin, EndToEndCase):
    """With a chain, a receiver and a schema."""

    def setUp(self):
        with self.on_own_server():
            super().setUp()

    def hanging(self, job, node):
        """Starts the job and returns it while it waits for the answer of that node."""
        node.mode = "hang"
        asked = node.http_requests
        run = self.start(job)
        wait_until(lambda: node.http_requests > asked or run.exited(), "the job asks its node")
        self.assertFalse(run.exited(), f"{job} ended at once")
        return run

    def sessions(self):
        """The application names of the program's sessions."""
        return sorted(name for (name,) in self.server.rows(
            "SELECT application_name FROM pg_stat_activity WHERE usename = 'ctrip'", "postgres"))
