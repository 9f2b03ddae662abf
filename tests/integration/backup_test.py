# SPDX-License-Identifier: MIT
"""A copy of the database is whole and of one moment while others write, opens elsewhere, and is never half there."""
import os
import shutil
import subprocess
import threading
import unittest

from harness.ctrip import Ctrip
from harness.database import SqliteFile, postgres_only, sqlite_only
from harness.postgres import PASSWORD, PROGRAMS
from harness.process import bound
from harness.server_case import PASSWORD_PART, ServerCase

WRONG_REQUEST = 65
UNAVAILABLE = 69
WRONG_CONFIGURATION = 78
CHAIN = {"name": "anvil", "chain_id": 31337, "rpc_urls": ["http://127.0.0.1:9"], "native": {"symbol": "ETH", "decimals": 18},
         "confirmations": 3}
BATCH = '{"chain": "anvil", "amount": "1"}\n' * 40


class BackupCase(unittest.TestCase):
    def setUp(self):
        self.ctrip = Ctrip([CHAIN])
        self.addCleanup(self.ctrip.remove)
        self.ctrip.migrate()
        self.file = self.ctrip.folder / "copy"

    def left(self):
        return sorted(path.name for path in self.ctrip.folder.glob("*copy*"))

    def restored(self):
        """The ids of the copy's payments, listed by the program from a place of its own."""
        other = Ctrip([CHAIN])
        self.addCleanup(other.remove)
        if isinstance(other.database, SqliteFile):
            shutil.copy(self.file, other.database.path)
        else:
            url = other.database.url
            subprocess.run(bound([PROGRAMS / "pg_restore", "--no-owner", f"--dbname={url}", self.file]), check=True,
                           timeout=60)
        payments = [payment["id"] for payment in other.payments()]
        other.create(amount="2")
        self.assertEqual(len(other.payments()), len(payments) + 1)
        return payments


class BackupTest(BackupCase):
    def test_a_copy_is_of_one_moment_while_payments_are_made(self):
        self.ctrip.run("create-payment", "--batch", "-", stdin=BATCH)
        stop = threading.Event()

        def write():
            while not stop.is_set():
                self.ctrip.run("create-payment", "--batch", "-", stdin=BATCH)

        writer = threading.Thread(target=write)
        writer.start()
        try:
            report = self.ctrip.run("backup", "--out", self.file, "--json").json
        finally:
            stop.set()
            writer.join()
        self.assertEqual(self.left(), ["copy"])
        self.assertEqual((report["file"], report["bytes"]), (str(self.file), self.file.stat().st_size))
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o600)
        payments = self.restored()
        self.assertEqual(report["payments"], len(payments))
        self.assertEqual(len(payments) % 40, 0)  # Each batch whole, or not at all.
        self.assertGreaterEqual(len(payments), 40)
        self.assertLessEqual(set(payments), {payment["id"] for payment in self.ctrip.payments()})
        runs = self.ctrip.rows("SELECT exit_code FROM job_runs WHERE job = 'backup'")
        self.assertEqual(runs, [(0,)])

    def test_a_database_of_an_older_schema_is_copied_too(self):
        self.ctrip.run("migrate", "down", "--yes")
        report = self.ctrip.run("backup", "--out", self.file, "--json").json
        self.assertEqual(report["schema_version"], self.ctrip.rows("SELECT MAX(version) FROM schema_migrations")[0][0])

    def test_nothing_is_left_where_the_file_can_not_be_written(self):
        self.ctrip.run("create-payment", "--batch", "-", stdin=BATCH * 10)
        # 64 blocks of 512 bytes; as on a full disk, writing fails, and no signal ends the program.
        command = ["sh", "-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "sh",
                   *self.ctrip.command("backup", "--out", self.file)]
        done = subprocess.run(bound(command), capture_output=True, text=True, timeout=60, env=self.ctrip.environment,
                              cwd=self.ctrip.folder, check=False)
        self.assertEqual(done.returncode, UNAVAILABLE, done.stderr)
        self.assertRegex(done.stderr, f"error: backup of '.*' to '{self.file}")
        self.assertEqual(self.left(), [])

    @unittest.skipIf(os.geteuid() == 0, "root may write anywhere")
    def test_a_folder_that_may_not_be_written(self):
        folder = self.ctrip.folder / "closed"
        folder.mkdir(0o500)
        refused = self.ctrip.run("backup", "--out", folder / "copy", code=UNAVAILABLE).err
        self.assertIn("Permission denied", refused)

    def test_a_file_that_is_there_is_left_alone(self):
        for place in ("file", "folder", "link"):
            path = self.ctrip.folder / place
            {"file": path.touch, "folder": path.mkdir, "link": lambda at=path: at.symlink_to("nowhere")}[place]()
            refused = self.ctrip.run("backup", "--out", path, code=WRONG_REQUEST).err
            self.assertIn("there is one already", refused)
        self.assertEqual((self.ctrip.folder / "file").stat().st_size, 0)


@sqlite_only
class FileTest(BackupCase):
    """With what is about a file: its own names are no backup's."""

    def test_the_database_itself_is_no_place_for_a_copy(self):
        path = self.ctrip.database.path
        (self.ctrip.folder / "way").symlink_to(self.ctrip.folder)
        for name in (path, f"{path}-wal", f"{path}-shm", f"{path}-journal", self.ctrip.folder / "way" / f"{path.name}-wal"):
            refused = self.ctrip.run("backup", "--out", name, code=WRONG_REQUEST).err
            self.assertIn(f"error: file '{name}': it is the database's own; name another", refused)
        self.assertEqual(self.ctrip.payments(), [])

    def test_a_database_without_a_schema(self):
        self.ctrip.run("migrate", "down", "--to", 0, "--yes")
        self.assertIn("'ctrip migrate up'", self.ctrip.run("backup", "--out", self.file, code=WRONG_CONFIGURATION).err)
        self.assertEqual(self.left(), [])

    def test_a_damaged_database_is_not_called_a_backup(self):
        self.ctrip.run("create-payment", "--batch", "-", stdin=BATCH * 10)
        self.ctrip.database.sql("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA foreign_keys = OFF; "
                                "INSERT INTO payment_history SELECT 'nobody', 1, 'e', 'a', 'b', '', 1, NULL;")
        refused = self.ctrip.run("backup", "--out", self.file, code=UNAVAILABLE).err
        self.assertIn("a row of payment_history refers to one that is not there", refused)
        self.assertEqual(self.left(), [])


@postgres_only
class DumpTest(ServerCase):
    """pg_dump's own failures, and what others on the machine see of it."""

    server_settings = {"password": True}

    def setUp(self):
        self.addCleanup(os.umask, os.umask(0o077))
        super().setUp()
        self.ctrip.migrate()
        self.file = self.ctrip.folder / "copy"
        self.programs = self.ctrip.folder / "programs"
        self.programs.mkdir()

    def program(self, name, script):
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o700)
        self.ctrip.environment["PATH"] = f"{self.programs}:{os.environ['PATH']}"

    def left(self):
        return sorted(path.name for path in self.ctrip.folder.glob("copy*"))

    def test_url_and_password_are_on_no_command_line(self):
        seen = self.ctrip.folder / "seen"
        self.program("pg_dump", f"echo \"$0 $*\" >> {seen}; exec {PROGRAMS}/pg_dump \"$@\"")
        self.ctrip.run("backup", "--out", self.file)
        arguments = seen.read_text(encoding="utf-8")
        self.assertIn("--format=custom", arguments)
        for part in (PASSWORD_PART, "postgresql:", str(self.server.port)):
            self.assertNotIn(part, arguments)

    def test_the_password_of_a_file(self):
        self.use_url(self.server.url(password=False))
        self.ctrip.config["database"]["password_file"] = self.ctrip.secret_file("password", PASSWORD)
        self.ctrip.write_config()
        self.ctrip.run("backup", "--out", self.file)
        self.assertEqual(self.left(), ["copy"])

    def test_no_pg_dump(self):
        self.ctrip.environment["PATH"] = str(self.programs)
        refused = subprocess.run(bound(self.ctrip.command("backup", "--out", self.file)), capture_output=True, text=True,
                                 timeout=60, env=self.ctrip.environment, cwd=self.ctrip.folder, check=False)
        self.assertEqual(refused.returncode, WRONG_CONFIGURATION)
        self.assertIn("'pg_dump' is not in PATH; install", refused.stderr)
        self.assertEqual(self.left(), [])

    def test_a_dump_that_fails_or_is_cut_off_leaves_nothing(self):
        out = 'for word in "$@"; do case $word in --file=*) out=${word#--file=} ;; esac; done'
        real = f'{PROGRAMS}/pg_dump "$@"'
        for script, word in ((f"{out}; echo half > $out; echo 'pg_dump: error: no luck' >&2; exit 1", "pg_dump: no luck"),
                             (f"{out}; echo half > $out", "pg_restore: "),
                             (f"{out}; {real}; truncate -s -200 $out", "the dump is not good"),
                             (f"{real} --exclude-table=payments", "it lacks the payments")):
            self.program("pg_dump", script)
            refused = self.ctrip.run("backup", "--out", self.file, code=UNAVAILABLE).err
            self.assertIn(word, refused)
            self.assertEqual(refused.count("\n"), 1)
            self.assertNotIn(PASSWORD_PART, refused)
            self.assertEqual(self.left(), [])


if __name__ == "__main__":
    unittest.main()
