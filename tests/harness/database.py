# SPDX-License-Identifier: MIT
"""Direct access to an installation's database, on the engine of CTRIP_TEST_ENGINE; and the decorators that name a test's engines,
which list_tests.py reads from the source by their names."""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import time

from harness.postgres import PROGRAMS, Postgres
from harness.process import bound

TIMEOUT_S = 30
# Changed by every run of a job: its record, what it counted, the facts about nodes, and when a chain was last read. Counts by
# status are kept in parts of any number on PostgreSQL.
RUN_TABLES = re.compile(r"\w*runs?|job_\w+|locks?|nodes|metric_values|status_counts")
RUN_COLUMNS = {"chains": {"updated_at"}}


def engine():
    """sqlite or postgres."""
    name = os.environ.get("CTRIP_TEST_ENGINE", "sqlite")
    if name not in ("sqlite", "postgres"):
        raise RuntimeError(f"CTRIP_TEST_ENGINE={name!r}: sqlite or postgres")
    return name


def sqlite_only(test):
    """Decorator: the test or class is run on SQLite only."""
    return test


def postgres_only(test):
    """Decorator: the test or class is run on PostgreSQL only."""
    return test


def any_engine(test):
    """Decorator: the test or class does not depend on the engine and is run on one of them."""
    return test


def steady(table, row):
    """A row as text without RUN_COLUMNS, for comparison."""
    return json.dumps({name: value for name, value in row.items() if name not in RUN_COLUMNS.get(table, ())},
                      default=bytes.hex)


class SqliteFile:
    """A SQLite database in the installation's folder."""

    engine = "sqlite"

    def __init__(self, folder):
        self.path = folder / "ctrip.db"
        self.url = self.local_url = f"sqlite://{self.path}"
        # The name in the program's messages.
        self.name = str(self.path)
        self._saved = folder / "saved"
        self._away = folder / "away"

    def remove(self):
        """Nothing to do: the file is removed with the folder."""

    def _connect(self):
        return sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)

    def rows(self, sql):
        """The result of one SELECT as tuples."""
        connection = self._connect()
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def sql(self, text):
        """Runs statements."""
        connection = sqlite3.connect(self.path)
        try:
            connection.executescript(text)
        finally:
            connection.close()

    def dump(self):
        """All rows as text, to compare two states; without RUN_TABLES and RUN_COLUMNS."""
        connection = self._connect()
        connection.row_factory = sqlite3.Row
        try:
            names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
            return [f"{name} {line}" for (name,) in names if not RUN_TABLES.fullmatch(name)
                    for line in sorted(steady(name, dict(row)) for row in connection.execute(f"SELECT * FROM {name}"))]
        finally:
            connection.close()

    def has_table(self, name):
        return self.path.exists() and self.rows(f"SELECT 1 FROM sqlite_schema WHERE name = '{name}'") == [(1,)]

    def raw(self):
        """The contents of its files: database, WAL and lock files."""
        return [path.read_bytes() for path in self.path.parent.glob("ctrip.db*") if path.is_file()]

    def _move(self, source, target):
        for file in source.glob("ctrip.db*"):
            shutil.move(file, target / file.name)

    def go_away(self):
        """Makes the database unreachable for the program until come_back()."""
        self._away.mkdir()
        self._move(self.path.parent, self._away)

    def come_back(self):
        self._move(self._away, self.path.parent)

    def save(self):
        """Keeps its state for restore()."""
        self._saved.mkdir()
        for file in self.path.parent.glob("ctrip.db*"):
            shutil.copy2(file, self._saved)

    def restore(self):
        for file in self.path.parent.glob("ctrip.db*"):
            file.unlink()
        for file in self._saved.iterdir():
            shutil.copy2(file, self.path.parent)

    def wait_until_left(self):
        """Nothing to do: the kernel releases file locks when a process is killed."""


class PostgresDatabase:
    """A database on a server that the test started."""

    engine = "postgres"

    def __init__(self, server, database="ctrip"):
        self.server = server
        self.database = database
        self.url, self.local_url = self.server.url(database), self.server.socket_url(database)
        # The name in the program's messages.
        self.name = f"postgresql://127.0.0.1:{self.server.port}/{database}"

    def remove(self):
        """Nothing to do: it is removed with the server."""

    def rows(self, sql):
        """The result of one SELECT as tuples; an amount comes as text where it is CAST(… AS TEXT), as on SQLite."""
        return self.server.rows(sql, self.database)

    def sql(self, text):
        """Runs statements."""
        return self.server.sql(text, self.database)

    def dump(self):
        """All rows as text, to compare two states; without RUN_TABLES and RUN_COLUMNS."""
        names = [name for (name,) in self.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]
        parts = [f"SELECT '{name}' AS name, to_jsonb(t) AS row FROM {name} AS t" for name in names
                 if not RUN_TABLES.fullmatch(name)]
        rows = self.rows(" UNION ALL ".join(parts)) if parts else []
        return sorted(f"{name} {steady(name, row)}" for name, row in rows)

    def has_table(self, name):
        return self.rows(f"SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tablename = '{name}'") == [(1,)]

    def raw(self):
        """What is on the disk, as bytes: a dump of the rows, the write-ahead log, and the server's log."""
        dump = subprocess.run(
            bound([str(PROGRAMS / "pg_dump"), "--inserts", self.server.socket_url(self.database, "postgres")]),
            capture_output=True, timeout=TIMEOUT_S, check=True).stdout
        return [dump, *self.server.changes(), self.server.log().encode()]

    def go_away(self):
        """Makes the database unreachable for the program until come_back()."""
        self.server.stop()

    def come_back(self):
        self.server.start()

    def save(self):
        """Keeps its state for restore()."""
        self.wait_until_left()
        self.server.create_database("saved", self.database)

    def restore(self):
        self.server.replace_database(self.database, "saved")

    def wait_until_left(self):
        """Waits until the server has closed the sessions of killed processes: only then their transactions are rolled back and their
        locks released."""
        deadline = time.monotonic() + TIMEOUT_S
        query = f"SELECT pid FROM pg_stat_activity WHERE datname = '{self.database}' AND backend_type = 'client backend'"
        while self.server.rows(query, "postgres"):
            if time.monotonic() > deadline:
                raise AssertionError(f"there are still sessions on {self.name}")
            time.sleep(0.01)


class SharedDatabase(PostgresDatabase):
    """A new database for one test, on a server that all tests of this process share. remove() drops it."""

    _server = None
    _made = set()
    _taken = set()

    def __init__(self):
        shared = SharedDatabase
        if shared._server is None or not shared._server.is_running():
            # The first name is that of the server's existing database: a process with one test creates no other.
            shared._server, shared._made, shared._taken = Postgres(), {"ctrip"}, set()
        name = next(name for name in map("ctrip{}".format, ("", *range(2, 100))) if name not in shared._taken)
        super().__init__(shared._server, name)
        if name not in shared._made:
            self.server.create_database(name)
        shared._made.add(name)
        shared._taken.add(name)

    def remove(self):
        self._taken.discard(self.database)
        self._made.discard(self.database)
        if self.server.is_running():
            self.server.sql("".join(f"DROP DATABASE IF EXISTS {name} WITH (FORCE);\n" for name in (self.database, "saved")),
                            "postgres")


def new_database(folder):
    """A new empty database, on the engine of this run, for the installation in this folder."""
    return SharedDatabase() if engine() == "postgres" else SqliteFile(folder)
