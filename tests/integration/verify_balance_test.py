# SPDX-License-Identifier: MIT
"""A token that takes a fee on transfer, and says in its event that all of it came: what came counts."""
import unittest

from harness.case import TREASURY, EndToEndCase

MISSING_STATE = {"code": -32000, "message": "header not found"}
UNIT = 10**6


class FeeTokenTest(EndToEndCase):
    def setUp(self):
        super().setUp()
        self.token = self.anvil.deploy("FeeToken")
        self.ctrip.config["chains"][0]["tokens"] = [
            {"symbol": "FEE", "address": self.token.address, "decimals": 6, "verify_balance": True}]
        self.ctrip.write_config()
        self.anvil.invoke(self.token, "setFee", 1000)
        self.anvil.mint(self.token, self.anvil.accounts[0], 1000 * UNIT)

    def payment(self, amount="9"):
        return self.ctrip.create(token="FEE", amount=amount)

    def pay(self, payment, units):
        return self.anvil.transfer(self.token, payment["address"], units * UNIT)

    def amounts(self, payment):
        return [int(entry["amount_raw"]) for entry in self.ctrip.show(payment)["transfers"] if entry["token_address"]]

    def test_what_came_counts(self):
        short, enough = self.payment("10"), self.payment("9")
        for payment in (short, enough):
            self.pay(payment, 10)
        self.jobs("scan")
        for payment, status in ((short, "pending"), (enough, "detected")):
            self.assertEqual(self.assert_status(payment, status)["received"], "9")
        self.settle(enough)
        # The treasury pays the fee of the sweep.
        self.assertEqual(self.anvil.token_balance(self.token, TREASURY), 81 * UNIT // 10)

    def test_an_event_without_money_is_not_booked(self):
        payment = self.payment()
        self.anvil.invoke(self.token, "pretend", payment["address"], 9 * UNIT)
        self.jobs("scan")
        self.assertEqual(self.assert_status(payment, "pending")["received_raw"], "0")
        self.assertEqual(self.amounts(payment), [])

    def test_of_several_in_one_block_the_last_are_made_smaller(self):
        payment = self.payment("12")
        self.anvil.automine(False)
        for units in (5, 6, 7):
            self.anvil.submit(to=self.token.address, gas=10**6,
                              data=self.token.data("transfer", payment["address"], units * UNIT))
        self.anvil.submit(to=self.token.address, gas=10**6,
                          data=self.token.data("pretend", payment["address"], 8 * UNIT))
        self.anvil.mine()
        self.anvil.automine(True)
        self.jobs("scan")
        self.assertEqual(sum(self.amounts(payment)), 162 * UNIT // 10)
        self.assertEqual(self.amounts(payment)[:2], [5 * UNIT, 6 * UNIT])
        self.assertEqual(len(self.amounts(payment)), 3)

    def test_what_left_in_the_same_block_had_come(self):
        payment = self.payment("9")
        self.anvil.mint(self.token, payment["address"], 3 * UNIT)
        self.jobs("scan")
        self.anvil.set_balance(payment["address"], 10**18)
        self.anvil.rpc("anvil_impersonateAccount", payment["address"])
        self.anvil.automine(False)
        self.anvil.submit(to=self.token.address, gas=10**6,
                          data=self.token.data("transfer", payment["address"], 10 * UNIT))
        self.anvil.submit(**{"from": payment["address"]}, to=self.token.address, gas=10**6,
                          data=self.token.data("transfer", TREASURY, 4 * UNIT))
        self.anvil.mine()
        self.anvil.automine(True)
        self.jobs("scan")
        self.assertEqual(self.amounts(payment), [3 * UNIT, 9 * UNIT])

    def test_without_the_state_of_its_block_what_is_there_now_decides(self):
        payment = self.payment("9")
        block = int(self.pay(payment, 10)["blockNumber"], 16)
        self.anvil.mine(3)
        node = self.fake_node()
        node.errors["eth_call"] = lambda params: (
            MISSING_STATE if params[1] != "latest" and int(params[1], 16) <= block else None)
        result = self.ctrip.run("scan")
        self.assertIn(payment["id"], result.err)
        self.assertEqual(self.assert_status(payment, "detected")["received"], "9")

    def test_a_token_that_is_not_marked_is_believed(self):
        del self.ctrip.config["chains"][0]["tokens"][0]["verify_balance"]
        self.ctrip.write_config()
        payment = self.payment("10")
        self.pay(payment, 10)
        self.jobs("scan")
        self.assertEqual(self.assert_status(payment, "detected")["received"], "10")


if __name__ == "__main__":
    unittest.main()
