# SPDX-License-Identifier: MIT
"""What a sweep books and leaves behind, to the wei, and what never passes for one."""
import re
import unittest

from harness.anvil import SPONSOR
from harness.case import ETHER, TREASURY, USDT
from harness.sweep_case import FINAL, SweepCase

CHANGED_DATABASE = 69
WRONG_CONFIGURATION = 78
MISSING_STATE = {"code": -32000, "message": "missing trie node 1a2b (path ) state 0x1a2b is not available"}


class BooksTest(SweepCase):
    def due(self):
        return {id for id, due in self.ctrip.rows("SELECT id, sweep_due FROM payments") if due}

    def test_a_native_sweep_is_booked_with_what_arrived(self):
        payment = self.native_payment("1")
        self.paid(payment)
        self.settle(payment)
        sweep, = self.ctrip.show(payment)["sweeps"]
        self.assertEqual(int(sweep["amount_raw"]), self.anvil.balance(TREASURY))
        self.assertEqual(int(sweep["amount_raw"]) + int(sweep["fee_wei"]), ETHER)
        self.ctrip.run("scan")
        self.ctrip.run("reconcile")

    def test_what_is_settled_is_due_no_more(self):
        payments = [self.native_payment("1"), self.usdt_payment("2")]
        self.paid(*payments)
        self.assertEqual(self.due(), {payment["id"] for payment in payments})
        self.settle(*payments)
        self.jobs("sweep")
        self.assertEqual(self.due(), set())

    def test_the_fee_is_no_money_that_should_be_there(self):
        """By the ledger the address is empty: no node has to have the state of an older block."""
        payment = self.native_payment("1")
        self.paid(payment)
        node = self.fake_node()
        node.errors["eth_getBalance"] = lambda params: (
            MISSING_STATE if params[1].startswith("0x") and int(params[1], 16) < self.anvil.head() else None)
        self.settle(payment)
        self.jobs("sweep")
        self.assertEqual(self.due(), set())

    def test_a_plan_is_gone_when_it_was_carried_out(self):
        self.paid(self.native_payment("1"))
        self.sweep("--wait", "0s")
        self.assertEqual(self.ctrip.rows("SELECT payment_id FROM sweep_plans"), [])


class GasMoneyTest(SweepCase):
    def test_the_sponsor_spends_no_more_than_there_is(self):
        payments = [self.usdt_payment("1"), self.usdt_payment("2")]
        self.paid(*payments)
        self.anvil.set_balance(SPONSOR, int(self.entry(payments[0], "--dry-run")["fee_wei"]))
        decisions = [entry["decision"] for entry in self.sweep("--dry-run")["plan"]]
        self.assertEqual(decisions, ["top up", "wait"])

    def test_a_deposit_gets_what_it_lacks(self):
        payments = [self.usdt_payment("2"), self.usdt_payment("2")]
        self.paid(*payments)
        self.anvil.send_native(payments[1]["address"], 10**12, **{"from": self.anvil.accounts[1]})
        plan = self.sweep("--dry-run")["plan"]
        all_of_it, rest = (
            round(float(re.match(r"with (\S+) ETH", entry["reason"])[1]) * 10**12) for entry in plan)
        self.assertEqual(all_of_it - rest, 10**6)  # In millionths of a gwei, which a float holds.

    def test_what_was_funded_is_swept_at_once_and_not_settled_by_it(self):
        payment = self.usdt_payment("2")
        self.paid(payment)
        self.assertEqual(self.sweep("--wait", "0s")["sent"], 1)
        self.assertEqual([row[0] for row in self.sweeps()], ["topup"])
        self.anvil.until_mined()  # That it can still be undone does not matter.
        self.anvil.automine(False)
        self.assertEqual(self.sweep("--wait", "0s")["sent"], 1)
        self.assertEqual([row[0] for row in self.sweeps()], ["topup", "token"])

    def test_final_gas_money_settles_nothing(self):
        payment = self.usdt_payment("2")
        self.paid(payment)
        self.sweep("--wait", "0s")
        self.anvil.until_mined()
        self.anvil.mine(FINAL)
        self.anvil.automine(False)
        self.sweep("--wait", "0s")
        self.assertEqual(sorted(row[:2] for row in self.sweeps()), [("token", "broadcast"), ("topup", "final")])
        self.assert_status(payment, "paid")
        self.anvil.automine(True)
        self.settle(payment)


class NeverTest(SweepCase):
    def test_a_payment_with_another_index_is_never_signed_for(self):
        payment = self.native_payment("1")
        self.paid(payment)
        self.ctrip.database.sql("UPDATE payments SET derivation_index = 7")
        result = self.ctrip.run("sweep", code=WRONG_CONFIGURATION)
        self.assertIn("does not own its address", result.err)
        self.assertEqual(self.sweeps(), [])

    def test_a_changed_address_is_not_told(self):
        payment = self.native_payment("1", idempotency_key="ORDER-1")
        thief = self.anvil.accounts[3]
        self.ctrip.database.sql(f"UPDATE payments SET address = '{thief.lower()}'")
        again = ("create-payment", "--chain", "anvil", "--amount", "1", "--idempotency-key", "ORDER-1")
        for command in (("show", payment["id"]), ("show", payment["id"], "--json"), again, (*again, "--json")):
            with self.subTest(command=command):
                result = self.ctrip.run(*command, code=CHANGED_DATABASE)
                self.assertIn(payment["id"], result.err)
                self.assertIn("changed outside ctrip", result.err)
                self.assertNotIn(thief.lower(), (result.out + result.err).lower())

    def test_money_that_went_to_somebody_else_settles_nothing(self):
        payment = self.usdt_payment("2")
        self.paid(payment)
        self.anvil.rpc("anvil_impersonateAccount", payment["address"])
        self.anvil.set_balance(payment["address"], ETHER)
        self.anvil.transfer(self.usdt, self.anvil.accounts[3], 2 * USDT, **{"from": payment["address"]})
        self.anvil.set_balance(payment["address"], 0)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        result = self.ctrip.run("sweep")
        self.assertIn("another holder of its key", result.err)
        sweep, = self.assert_status(payment, "paid")["sweeps"]
        self.assertEqual((sweep["kind"], sweep["amount_raw"]), ("foreign", str(2 * USDT)))

    def test_a_nonce_is_not_given_up_by_a_nodes_word_alone(self):
        payment = self.native_payment("1")
        self.paid(payment)
        self.anvil.automine(False)
        node = self.fake_node()
        node.errors["eth_sendRawTransaction"] = lambda _: {"code": -32000, "message": "nonce too low"}
        self.sweep("--wait", "0s")
        self.ctrip.database.sql("UPDATE sweep_txs SET created_at = created_at - 601")
        self.sweep("--wait", "0s")
        self.assertEqual([row[:2] for row in self.sweeps()], [("native", "signed")])
        node.errors.clear()
        self.anvil.automine(True)
        self.anvil.mine()
        self.settle(payment)
        self.assertEqual(len(self.anvil.sent_by(payment["address"])), 1)


if __name__ == "__main__":
    unittest.main()
