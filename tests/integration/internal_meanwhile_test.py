# SPDX-License-Identifier: MIT
"""Balances are asked for, and before what they tell is booked another process has changed the ledger, or no node tells one of them."""
import unittest

from harness.case import ETHER, EndToEndCase

UNKNOWN_METHOD = {"code": -32601, "message": "the method does not exist/is not available"}
MISSING_STATE = {"code": -32000, "message": "missing trie node 1a2b (path ) state 0x1a2b is not available"}
FIRST_INTERNAL = 10**9  # The log index of a transaction's first payment by a contract.


class MeanwhileTest(EndToEndCase):
    def setUp(self):
        super().setUp()
        wallet = self.anvil.deploy("SmartWallet")
        self.anvil.set_balance(wallet.address, ETHER)
        self.payment = self.native_payment("0.001")
        self.jobs("scan")
        self.receipt = self.anvil.invoke(wallet, "pay", self.payment["address"], int(self.payment["amount_raw"]))
        self.anvil.mine(3)
        self.node = self.fake_node()
        self.node.errors.update(dict.fromkeys(("trace_block", "debug_traceBlockByNumber"), lambda _: UNKNOWN_METHOD))

    def meanwhile(self, statement):
        """Runs it when an older balance is asked for: what the ledger lacks is being looked for then."""
        ran = []

        def answer(params, result):
            is_ours = params[0].lower() == self.payment["address"].lower()
            if is_ours and int(params[1], 16) < self.anvil.head() and not ran:
                ran.append(params)
                self.ctrip.database.sql(statement)
            return result

        self.node.hooks["eth_getBalance"] = answer
        self.jobs("scan")
        self.assertEqual(len(ran), 1)
        self.node.hooks.clear()

    def booked(self):
        return self.ctrip.rows("SELECT COUNT(*) FROM transfers")[0][0]

    def test_money_that_was_booked_meanwhile_is_not_booked_again(self):
        block = self.anvil.rpc("eth_getBlockByHash", self.receipt["blockHash"], False)
        self.meanwhile(
            "INSERT INTO transfers (chain_id, tx_hash, log_index, payment_id, from_address, to_address, amount,"
            " block_number, block_hash, block_time, standing, depth, orphaned) VALUES"
            f" ({self.anvil.chain_id}, '{self.receipt['transactionHash']}', {FIRST_INTERNAL}, '{self.payment['id']}',"
            f" '{self.receipt['to']}', '{self.payment['address'].lower()}', '{self.payment['amount_raw']}',"
            f" {int(block['number'], 16)}, '{block['hash']}', {int(block['timestamp'], 16)}, 'counts', 'seen', 0)")
        self.assertEqual(self.booked(), 1)
        self.anvil.mine()
        self.jobs("scan")
        self.assertEqual(self.booked(), 1)

    def test_nothing_is_booked_where_the_cursor_is_on_another_branch_by_now(self):
        self.meanwhile(f"UPDATE chains SET cursor_hash = '0x{'5' * 64}'")
        self.assertEqual(self.booked(), 0)


class OneAddressTest(EndToEndCase):
    """Of one address the node tells no balance: the others are checked."""

    def setUp(self):
        super().setUp()
        self.wallet = self.anvil.deploy("SmartWallet")
        self.anvil.set_balance(self.wallet.address, 10 * ETHER)
        self.node = self.fake_node()

    def check(self, payments, error):
        bad, good = payments[0], payments[1]
        for payment in (bad, good):
            self.anvil.invoke(self.wallet, "pay", payment["address"], int(payment["amount_raw"]))
        address = bad["address"].lower()
        self.node.errors.update(
            dict.fromkeys(("trace_block", "debug_traceBlockByNumber"), lambda _: UNKNOWN_METHOD),
            eth_getBalance=lambda params: error if params[0].lower() == address else None,
            eth_call=lambda params: error if address[2:] in str(params).lower() else None)
        result = self.ctrip.run("scan")
        self.assertIn("no node tells the balance of an address", result.err)
        self.assertIn(bad["id"], result.err)
        self.assert_status(good, "detected")
        self.assert_status(bad, "pending")
        self.node.errors.clear()
        self.anvil.mine()
        self.ctrip.run("scan")
        self.assert_status(bad, "detected")

    def test_one_of_two(self):
        for error in (MISSING_STATE, {"code": -32603, "message": "internal error"}):
            with self.subTest(error=error):
                payments = [self.native_payment("0.001") for _ in range(2)]
                self.jobs("scan")
                self.check(payments, error)

    def test_one_of_many(self):
        payments = [self.native_payment("0.001") for _ in range(8)]
        self.jobs("scan")
        self.check(payments, MISSING_STATE)


if __name__ == "__main__":
    unittest.main()
