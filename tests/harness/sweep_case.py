# SPDX-License-Identifier: MIT
"""Shared by tests of sweeping."""
from harness.case import EndToEndCase

FINAL = 5


class SweepCase(EndToEndCase):
    def paid(self, *payments):
        """Pays exactly the due amounts, mines until they are final, and runs scan and confirm."""
        for payment in payments:
            (self.pay_usdt if payment["token_address"] else self.pay_native)(payment)
        self.until_paid(*payments)

    def until_paid(self, *payments):
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        for payment in payments:
            self.assert_status(payment, "paid")

    def sweep(self, *arguments, **options):
        return self.ctrip.run("sweep", "--json", *arguments, **options).json

    def entry(self, payment, *arguments):
        """The entry of one payment in the plan of a sweep run."""
        found = [entry for entry in self.sweep(*arguments)["plan"] if entry["payment_id"] == payment["id"]]
        self.assertEqual(len(found), 1)
        return found[0]

    def assert_waits(self, payment, *words):
        """A dry run and an ordinary run both plan to wait, with these words as reason; nothing is sent, and the payment stays paid."""
        for arguments in (("--dry-run",), ()):
            entry = self.entry(payment, *arguments)
            self.assertEqual(entry["decision"], "wait", entry)
            for word in words:
                self.assertIn(word, entry["reason"])
            self.assertEqual(len(entry["reason"].splitlines()), 1)
        self.assertEqual(self.anvil.sent_by(payment["address"]), [])
        self.assert_status(payment, "paid")

    def sweeping(self, **changes):
        self.ctrip.config["sweeping"].update(changes)
        self.ctrip.write_config()

    def sweeps(self):
        return self.ctrip.rows("SELECT kind, state, raw_tx FROM sweep_txs ORDER BY created_at, nonce")
