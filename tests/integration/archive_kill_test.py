# SPDX-License-Identifier: MIT
"""An archive run and a restoration are killed before database statements. Whatever was done by then: a plain run and the
files that are there bring back every payment as it was."""
import json
import unittest

from harness import kill, part
from harness.archive import ArchiveCase

# Of those instants, in a run that plays a part.
PLACES_MAX = 4


class ArchiveKillCase(ArchiveCase):
    payments_count = 0
    # Every instant of a job is tried where all is played; where one takes long, at most so many, evenly spread.
    points_max = None

    def setUp(self):
        super().setUp()
        self.ctrip.use_local_database()
        settled = self.short_payment("1.5")
        request = json.dumps({"chain": "anvil", "amount": "1", "expires_in": self.short()})
        batch = "\n".join([request] * self.payments_count)
        self.payments = self.ctrip.run("create-payment", "--batch", "-", "--json", stdin=batch).json_lines
        self.settle(settled)
        self.expire(*self.payments[:1])
        self.payments.append(settled)
        self.wait_until_old(*self.payments)
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

    def kill_everywhere(self, counts, job, afterwards):
        self.assertGreater(counts.statements, 20)
        step = -(-counts.statements // self.points_max) if self.points_max else 1
        points = part.part(range(1, counts.statements + 1, step), PLACES_MAX, f"{self.id()} {self.ctrip.database.engine}")
        killed = 0
        for n in points:
            with self.subTest(killed_before_statement=n, of=counts.statements):
                killed += kill.run_killed(self.ctrip, "statement", n, *job())
                self.ctrip.database.wait_until_left()
                afterwards()
        self.assertGreaterEqual(killed, sum(n < counts.statements * 0.8 for n in points))

    def check_archive(self):
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

        self.kill_everywhere(counts, lambda: job, afterwards)

    def check_restore(self):
        self.archive("--directory", self.folder)
        counts = kill.count(self.ctrip, "archive", "--restore", *self.files())

        def afterwards():
            self.bring_back()
            self.archive("--directory", self.folder)

        afterwards()
        self.kill_everywhere(counts, lambda: ("archive", "--restore", *self.files()), afterwards)


class FewPaymentsTest(ArchiveKillCase):
    """Before every statement."""

    payments_count = 2

    def test_archive_killed_before_any_statement(self):
        self.check_archive()

    def test_restore_killed_before_any_statement(self):
        self.check_restore()


class ManyPaymentsTest(ArchiveKillCase):
    """More than one database transaction takes, so that a kill comes between two of them, too."""

    payments_count = 250
    points_max = 40

    def test_archive_killed_here_and_there(self):
        self.check_archive()

    def test_restore_killed_here_and_there(self):
        self.check_restore()


if __name__ == "__main__":
    unittest.main()
