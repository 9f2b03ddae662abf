# SPDX-License-Identifier: MIT
"""Tests of the harness's databases, servers and kill points, on which other tests rely."""
import os
import pathlib
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest

from harness import kill
from harness.database import PostgresDatabase, SharedDatabase, SqliteFile, postgres_only
from harness.postgres import PROGRAMS, Postgres, is_running
from harness.process import bound


class SqliteProbe:
    """What kill_probe does on SQLite: its numbers of statements and rows, and the rows there are by the statement it was killed before."""

    statements, rows, connections = 9, 3, 0
    rows_before = {1: None, 3: None, 4: 0, 7: 0, 8: 0, 9: 3}

    def __init__(self, case):
        self.case = case

    def database(self):
        return SqliteFile(pathlib.Path(tempfile.mkdtemp(dir=self.case.folder)))

    @staticmethod
    def target(database):
        return str(database.path)


class PostgresProbe:
    """The same on PostgreSQL, with a COPY."""

    statements, rows, connections = 10, 5, 0
    rows_before = {1: None, 2: 0, 4: 0, 7: 0, 8: 3, 9: 3, 10: 5}

    def __init__(self, case):
        self.server = Postgres()
        case.addCleanup(self.server.remove)
        self.databases = 0

    def database(self):
        self.databases += 1
        name = f"probe_{self.databases}"
        self.server.create_database(name)
        return PostgresDatabase(self.server, name)

    @staticmethod
    def target(database):
        return database.local_url


@postgres_only
class KillTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(self.listener.close)
        self.received = []

    def on_each_engine(self):
        for kind in (SqliteProbe, PostgresProbe):
            with self.subTest(kind.__name__):
                yield kind(self)

    def play(self, probe, **environment):
        """Runs the probe on a new database; returns its code and the number of committed rows, None without the table."""
        reader = threading.Thread(target=self.read_connection)
        reader.start()
        database = probe.database()
        command = [os.environ["CTRIP_KILL_PROBE"], probe.target(database), str(self.listener.getsockname()[1])]
        settings = [f"{key}={value}" for key, value in environment.items()]
        done = subprocess.run(bound(["env", f"LD_PRELOAD={kill.library()}", *settings, *command]), timeout=20, check=False)
        if done.returncode == kill.KILLED and "CTRIP_KILL_AT_STATEMENT" in environment:  # It did not connect.
            socket.create_connection(self.listener.getsockname(), 5).close()
        reader.join(5)
        database.wait_until_left()
        return done.returncode, len(database.dump()) if database.has_table("numbers") else None

    def read_connection(self):
        connection, _ = self.listener.accept()
        with connection:
            self.received.append(connection.recv(10) + connection.recv(10))

    def test_statements_and_sends_are_counted(self):
        file = self.folder / "counts"
        for probe in self.on_each_engine():
            self.assertEqual(self.play(probe, CTRIP_KILL_COUNT_FILE=file), (0, probe.rows))
            self.assertRegex(file.read_text(),
                             rf"^statements {probe.statements}\nsends 2\nconnections {probe.connections}\nsyncs \d+\n$")

    def test_it_kills_just_before_the_chosen_statement(self):
        for probe in self.on_each_engine():
            for statement, rows in probe.rows_before.items():
                self.assertEqual(self.play(probe, CTRIP_KILL_AT_STATEMENT=statement), (kill.KILLED, rows), statement)

    def test_it_kills_just_before_the_chosen_send(self):
        for probe in self.on_each_engine():
            self.received.clear()
            self.assertEqual(self.play(probe, CTRIP_KILL_AT_SEND=2)[0], kill.KILLED)
            self.assertEqual(self.received, [b"a"])

    def test_after_the_last_event_nothing_is_killed(self):
        for probe in self.on_each_engine():
            self.assertEqual(self.play(probe, CTRIP_KILL_AT_STATEMENT=probe.statements + 1)[0], 0)
            self.assertEqual(self.play(probe, CTRIP_KILL_AT_SEND=3)[0], 0)

    def test_a_program_without_a_shared_engine_is_refused_loudly(self):
        done = subprocess.run(
            ["env", f"LD_PRELOAD={kill.library()}", "sleep", "0"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 120)
        self.assertIn("not a shared function", done.stderr)


@postgres_only
class PostgresTest(unittest.TestCase):
    def start(self, **options):
        server = Postgres(**options)
        self.addCleanup(server.remove)
        return server

    def test_a_killed_server_comes_back_with_what_was_committed(self):
        server = self.start()
        server.sql("CREATE TABLE numbers (n INTEGER); INSERT INTO numbers VALUES (1)")
        for end in (server.kill, server.stop):
            port, pids = server.port, server.pids()
            self.assertGreater(len(pids), 3)
            end()
            self.assertFalse(server.is_running())
            self.assertFalse(any(map(is_running, pids)))
            with self.assertRaises(RuntimeError):
                server.sql("SELECT 1")
            server.start()
            self.assertEqual(server.port, port)
            self.assertEqual(server.rows("SELECT n FROM numbers"), [(1,)])
        self.assertIn("not properly shut down", server.log())

    def test_two_at_once_know_nothing_of_each_other(self):
        first, second = self.start(), self.start()
        self.assertNotEqual(first.port, second.port)
        first.sql("CREATE TABLE numbers (n INTEGER)")
        second.sql("CREATE TABLE numbers (n INTEGER)")
        first.kill()
        self.assertEqual(second.rows("SELECT COUNT(*) FROM numbers"), [(0,)])

    def test_nothing_is_left_of_a_removed_server(self):
        for end in (Postgres.kill, Postgres.stop, lambda server: None):
            server = self.start()
            pids = server.pids()
            end(server)
            server.remove()
            self.assertFalse(any(map(is_running, pids)))
            self.assertFalse(server.folder.exists())

    def test_a_server_goes_with_the_process_that_started_it(self):
        script = "import time; from harness.postgres import Postgres; s = Postgres(); print(s.folder, *s.pids(), flush=True); time.sleep(60)"
        parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        self.addCleanup(parent.stdout.close)
        folder, *pids = parent.stdout.readline().split()
        self.addCleanup(shutil.rmtree, folder)
        parent.kill()
        parent.wait(5)
        self.assert_gone(map(int, pids))

    def test_a_server_for_other_programs_ends_with_their_pipe(self):
        server = subprocess.Popen([sys.executable, "-m", "harness.postgres"], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, text=True)
        port = int(server.stdout.readline())
        children = pathlib.Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text(encoding="utf-8").split()
        self.assertEqual(len(children), 1)
        socket.create_connection(("127.0.0.1", port), 5).close()
        server.communicate(timeout=30)
        self.assertEqual(server.returncode, 0)
        self.assert_gone(map(int, children))

    def assert_gone(self, pids):
        pids = list(pids)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and any(map(is_running, pids)):
            time.sleep(0.01)
        self.assertEqual([pid for pid in pids if is_running(pid)], [])

    def test_over_the_network_a_password_may_be_asked_for(self):
        server = self.start(password=True)
        ask = [str(PROGRAMS / "psql"), "-XAtwc", "SELECT current_user"]
        done = subprocess.run([*ask, server.url()], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, "ctrip\n"))
        done = subprocess.run([*ask, server.url(password=False)], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 2)

    def test_the_program_s_role_is_nobody_special(self):
        server = self.start(max_connections=5)
        self.assertEqual(server.rows("SELECT rolname FROM pg_roles WHERE rolsuper OR rolcreatedb"), [("postgres",)])
        self.assertEqual(server.sql("SHOW max_connections"), "5\n")


@postgres_only
class DatabaseTest(unittest.TestCase):
    """The interface that SqliteFile and SharedDatabase share."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        server = SharedDatabase()
        self.addCleanup(server.remove)
        self.both = (SqliteFile(pathlib.Path(folder.name)), server)

    def test_rows_dump_save_and_restore_mean_the_same(self):
        dumps = []
        for database in self.both:
            with self.subTest(database.engine):
                self.assertFalse(database.has_table("things"))
                database.sql("CREATE TABLE things (id INTEGER, name TEXT); CREATE TABLE job_runs (id INTEGER);"
                             "CREATE TABLE chains (name TEXT, updated_at INTEGER);"
                             "INSERT INTO things VALUES (2, 'b'), (1, NULL); INSERT INTO chains VALUES ('a', 1)")
                self.assertTrue(database.has_table("things"))
                self.assertEqual(database.rows("SELECT name, id FROM things ORDER BY id"), [(None, 1), ("b", 2)])
                before = database.dump()
                dumps.append(before)
                # dump() leaves RUN_TABLES and RUN_COLUMNS out.
                database.sql("UPDATE chains SET updated_at = 2; INSERT INTO job_runs VALUES (1)")
                self.assertEqual(database.dump(), before)
                database.save()
                database.sql("UPDATE things SET name = 'c'")
                self.assertNotEqual(database.dump(), before)
                for _ in range(2):
                    database.restore()
                    self.assertEqual(database.dump(), before)
                    database.sql("DELETE FROM things")
                self.assertIn(b"things", b"".join(database.raw()))
        self.assertEqual(*dumps)

    def test_the_next_test_on_the_same_server_begins_with_an_empty_database(self):
        first = self.both[1]
        first.sql("CREATE TABLE things (id INTEGER)")
        first.save()
        beside = SharedDatabase()
        self.assertNotEqual(beside.name, first.name)
        self.assertFalse(beside.has_table("things"))
        beside.remove()
        first.remove()
        second = SharedDatabase()
        self.addCleanup(second.remove)
        self.assertEqual((second.name, second.server.port), (first.name, first.server.port))
        self.assertFalse(second.has_table("things"))
        second.save()

    def test_gone_is_out_of_reach_until_it_comes_back(self):
        for database in self.both:
            with self.subTest(database.engine):
                database.sql("CREATE TABLE things (id INTEGER)")
                database.go_away()
                with self.assertRaises((RuntimeError, sqlite3.OperationalError)):
                    database.rows("SELECT * FROM things")
                database.come_back()
                self.assertEqual(database.rows("SELECT * FROM things"), [])


if __name__ == "__main__":
    unittest.main()
