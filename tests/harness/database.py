# SPDX-License-Identifier: MIT
"""The database of an installation, on the engine that CTRIP_TEST_ENGINE names: what a test does behind the program's
back. And which engines a test is for; list_tests.py reads those words off, so they stand there as they are here."""
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
# What each run changes, whatever it finds: its record, what it learnt of the nodes, and when it saw a chain.
RUN_TABLES = re.compile(r"\w*runs?|job_\w+|locks?|nodes")
RUN_COLUMNS = {"chains": {"updated_at"}}


def engine():
    """sqlite or postgres."""
    name = os.environ.get("CTRIP_TEST_ENGINE", "sqlite")
    if name not in ("sqlite", "postgres"):
        raise RuntimeError(f"CTRIP_TEST_ENGINE={name!r}: sqlite or postgres")
    return name


def sqlite_only(test):
    """A test, or a class of them, about a database that is a file."""
    return test


def postgres_only(test):
    """A test, or a class of them, about a server."""
    return test


def any_engine(test):
    """A test, or a class of them, that has nothing to do with the database: played once."""
    return test


def steady(table, row):
    """A row as text, to be compared."""
    return json.dumps({name: value for name, value in row.items() if name not in RUN_COLUMNS.get(table, ())},
                      default=bytes.hex)


class SqliteFile:
    """A file in the installation's folder."""

    engine = "sqlite"

    def __init__(self, folder):
        self.path = folder / "ctrip.db"
        self.url = self.local_url = f"sqlite://{self.path}"
        # As the program's messages name it.
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
        """All rows as text, to compare two states; without what each run changes."""
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
        """All that it wrote to the disk, as bytes."""
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
        """Nothing to do: a killed process holds no locks on a file."""


class PostgresDatabase:
    """Of a server that a test made for itself."""

    engine = "postgres"

    def __init__(self, server, database="ctrip"):
        self.server = server
        self.database = database
        self.url, self.local_url = self.server.url(database), self.server.socket_url(database)
        # As the program's messages name it.
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
        """All rows as text, to compare two states; without what each run changes."""
        names = [name for (name,) in self.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]
        parts = [f"SELECT '{name}' AS name, to_jsonb(t) AS row FROM {name} AS t" for name in names
                 if not RUN_TABLES.fullmatch(name)]
        rows = self.rows(" UNION ALL ".join(parts)) if parts else []
        return sorted(f"{name} {steady(name, row)}" for name, row in rows)

    def has_table(self, name):
        return self.rows(f"SELECT 1 FROM pg_tables WHERE schemaname = 'public' AND tablename = '{name}'") == [(1,)]

    def raw(self):
        """All that it wrote to the disk, as bytes: the rows, the log of changes, and what the server says."""
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
        """The server takes a moment to see that a process was killed, and only then undoes its work and its locks."""
        deadline = time.monotonic() + TIMEOUT_S
        query = f"SELECT pid FROM pg_stat_activity WHERE datname = '{self.database}' AND backend_type = 'client backend'"
        while self.server.rows(query, "postgres"):
            if time.monotonic() > deadline:
                raise AssertionError(f"somebody is still connected to {self.name}")
            time.sleep(0.01)


class SharedDatabase(PostgresDatabase):
    """Of the process's own server, which serves one test after the other: empty at first, gone with its test."""

    _server = None
    _made = set()
    _taken = set()

    def __init__(self):
        shared = SharedDatabase
        if shared._server is None or not shared._server.is_running():
            # The first has the name that the server is made with, so that a lone test pays for no second one.
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
    """An empty one for an installation in that folder."""
    return SharedDatabase() if engine() == "postgres" else SqliteFile(folder)
