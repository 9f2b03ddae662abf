# SPDX-License-Identifier: MIT
"""A scan that finds contracts' money by balances is killed before every database statement; the next one leads to what an
undisturbed one would have given."""
import unittest

from crash_kill_test import KillCase
from harness.case import ETHER

WEI = 10**15


class BalancesKillTest(KillCase):
    chain_changes = {"internal_transfers": "balances"}

    def prepare(self):
        wallet = self.anvil.deploy("SmartWallet")
        self.anvil.set_balance(wallet.address, ETHER)
        for _ in range(3):
            self.native("0.001", paid=0)
        self.jobs("scan")
        for payment in self.payments[:2]:
            self.anvil.invoke(wallet, "pay", payment["address"], WEI)
        self.pay_native(self.payments[0], 7)
        self.anvil.mine(3)

    def outcome(self):
        self.assertEqual([fact["received_raw"] for fact in self.facts()], [str(WEI + 7), str(WEI), "0"])
        asked = self.ctrip.rows("SELECT DISTINCT asked_block FROM payments")
        self.assertEqual(asked, [(self.anvil.head(),)])
        return self.facts()

    def test_scan_killed_before_any_statement(self):
        self.crash_everywhere("scan", "statement")


if __name__ == "__main__":
    unittest.main()
