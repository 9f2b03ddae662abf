# SPDX-License-Identifier: MIT
"""A hot standby of a test's PostgreSQL server; it can be promoted."""
import atexit

from harness.postgres import PROGRAMS, Postgres, run_as_server, server_folder
from harness.process import free_port

# Settings that the primary needs at its start.
PRIMARY_SETTINGS = {"wal_level": "replica", "max_wal_senders": "4"}


class Replica(Postgres):
    """Streams from `primary`, whose commits from then on wait until they are applied here."""

    def __init__(self, primary):  # pylint: disable=super-init-not-called
        self.password = primary.password
        self.settings = primary.settings
        self.port = free_port()
        self._process = None
        self.folder = server_folder()
        atexit.register(self.remove)
        self._data = self.folder / "data"
        self._log = self.folder / "log"
        with open(primary.folder / "data" / "pg_hba.conf", "a", encoding="utf-8") as rules:
            rules.write("local replication all trust\n")
        primary.sql("SELECT pg_reload_conf()")
        run_as_server(PROGRAMS / "pg_basebackup", "-D", self._data, "-R", "-c", "fast", "-X", "stream", "--no-sync",
                      "-d", primary.socket_url("postgres", "postgres"))
        self._start(lambda: setattr(self, "port", free_port()))
        primary.sql("ALTER SYSTEM SET synchronous_standby_names = '*';\nALTER SYSTEM SET synchronous_commit = "
                    "'remote_apply';\nSELECT pg_reload_conf()")

    def promote(self):
        """Makes it the primary, without synchronous standbys."""
        self.sql("SELECT pg_promote(true, 60)")
        self.sql("ALTER SYSTEM RESET ALL;\nSELECT pg_reload_conf()")
