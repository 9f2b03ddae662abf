# SPDX-License-Identifier: MIT
"""An archive run and a restoration are killed before every database statement. Whatever was done by then: a plain run and
the files that are there bring back every payment as it was."""
import json
import unittest

from harness import kill
from harness.archive import ArchiveCase

# More than one database transaction takes.
PAYMENTS = 250


class ArchiveKillTest(ArchiveCase):
    def setUp(self):
        super().setUp()
        self.ctrip.use_local_database()
        settled = self.short_payment("1.5")
        span = self.short()
        batch = "\n".join(json.dumps({"chain": "anvil", "amount": "1", "expires_in": span}) for _ in range(PAYMENTS))
        self.payments = self.ctrip.run("create-payment", "--batch", "-", "--json", stdin=batch).json_lines
        self.settle(settled)
        self.expire(*self.payments[:1])
        self.payments.append(settled)
        self.wait_until_old(*self.payments)
        self.jobs("send-webhooks")
        self.before = self.rows()
        self.folder = self.ctrip.folder / "archives"
        self.folder.mkdir()

    def files(self):
        return sorted(self.folder.glob("*.jsonl.gz"))

    def bring_back(self):
        """From every file there is, and then there is none."""
        restored = sum(self.restore(file)["restored"] for file in self.files())
        self.assertEqual(self.rows(), self.before)
        for file in self.folder.iterdir():
            file.unlink()
        return restored

    def killed_everywhere(self, counts, job, afterwards):
        """Before each statement of this job, one after the other."""
        self.assertGreater(counts.statements, 30)
        killed = 0
        for n in range(1, counts.statements + 1):
            with self.subTest(killed_before_statement=n):
                killed += kill.run_killed(self.ctrip, "statement", n, *job())
                self.ctrip.database.wait_until_left()
                afterwards()
        self.assertGreaterEqual(killed, counts.statements * 0.8)

    def test_archive_killed_before_any_statement(self):
        job = ("archive", "--older-than", "0s", "--directory", self.folder)
        counts = kill.count(self.ctrip, *job)
        self.assertEqual(self.ctrip.payments(), [])
        self.bring_back()

        def afterwards():
            # Nothing is deleted before its file is there.
            if len(self.ctrip.payments()) < len(self.payments):
                self.assertEqual(len(self.files()), 1)
            self.ctrip.run(*job)
            self.assertEqual(self.ctrip.payments(), [])
            self.assertEqual(self.bring_back(), len(self.payments))

        self.killed_everywhere(counts, lambda: job, afterwards)

    def test_restore_killed_before_any_statement(self):
        self.archive("--directory", self.folder)
        counts = kill.count(self.ctrip, "archive", "--restore", *self.files())
        self.assertEqual(self.rows(), self.before)

        def afterwards():
            self.bring_back()
            self.archive("--directory", self.folder)

        afterwards()
        self.killed_everywhere(counts, lambda: ("archive", "--restore", *self.files()), afterwards)


if __name__ == "__main__":
    unittest.main()
