# SPDX-License-Identifier: MIT
"""An operator's decision is killed before every database statement; made again, it is there once."""
import unittest

from crash_kill_test import KillCase
from harness.case import USDT


class DecideKillCase(KillCase):
    def crash_everywhere_at(self, command):
        payment, = self.payments
        self.crash_everywhere(command, "statement", payment["id"], "--reason", "he called")
        self.assertEqual(self.facts()[0]["history"][-1]["reason"], "he called")
        # A message for each step, and no more.
        self.assertEqual(self.ctrip.rows("SELECT COUNT(*) FROM webhooks"), self.ctrip.rows("SELECT seq FROM payments"))


class AcceptKillTest(DecideKillCase):
    def prepare(self):
        self.token("12.5", paid=USDT)
        self.jobs("scan")

    def test_accept_killed_before_any_statement(self):
        self.crash_everywhere_at("accept")


class CancelKillTest(DecideKillCase):
    def prepare(self):
        self.token("12.5")
        self.jobs("scan")

    def test_cancel_killed_before_any_statement(self):
        self.crash_everywhere_at("cancel")


if __name__ == "__main__":
    unittest.main()
