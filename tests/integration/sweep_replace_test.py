# SPDX-License-Identifier: MIT
"""Transactions that do not get through: sent again, replaced by ones that pay more, overtaken, undone."""
import unittest

from harness.anvil import SPONSOR
from harness.case import ETHER, TREASURY, USDT
from harness.sweep_case import FINAL, SweepCase

GWEI = 10**9


class StuckCase(SweepCase):
    """A chain on which blocks come when the test wants them."""

    anvil_arguments = ("--enable-tx-gas-limit",)
    strategy = "auto"

    def setUp(self):
        super().setUp()
        self.sweeping(strategy=self.strategy, max_fee_gwei=500)
        self.sponsor_nonce = self.anvil.nonce(SPONSOR)

    def base_fee(self, gwei):
        """Of the next block, which is mined empty: what waits can't pay it."""
        self.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(gwei * GWEI))
        self.anvil.mine()

    def stuck(self, *payments):
        """Their sweeps are in the pool, and the fees have risen tenfold since."""
        self.anvil.automine(False)
        before = int(self.anvil.rpc("eth_getBlockByNumber", "latest", False)["baseFeePerGas"], 16)
        self.assertEqual(self.sweep("--wait", "0s")["open"], len(payments))
        self.base_fee(10 * before // GWEI + 1)
        for payment in payments:
            self.assertEqual(self.anvil.sent_by(payment["address"]), [])

    def txs(self):
        return self.ctrip.rows("SELECT kind, state, nonce FROM sweep_txs ORDER BY created_at, nonce, state")

    def assert_books(self):
        self.ctrip.run("scan")
        self.ctrip.run("reconcile", "--json")


class NativeTest(StuckCase):
    def test_a_sweep_below_the_base_fee_is_replaced_and_moves_all_that_is_left(self):
        payment = self.native_payment("1")
        self.paid(payment)
        self.stuck(payment)
        self.assertEqual(self.sweep("--wait", "0s")["replaced"], 1)
        self.assertEqual(sorted(row[1] for row in self.txs()), ["broadcast", "replaced"])
        self.anvil.automine(True)
        self.anvil.mine()
        self.settle(payment)
        self.assertEqual(self.anvil.balance(payment["address"]), 0)
        self.assertEqual(len(self.anvil.sent_by(payment["address"])), 1)
        self.assertEqual(self.anvil.balance(TREASURY), ETHER - self.anvil.fees_of(payment["address"]))
        swept = self.ctrip.show(payment)["sweeps"]
        self.assertEqual([int(sweep["amount_raw"]) for sweep in swept], [self.anvil.balance(TREASURY)])
        self.assertEqual(sorted(row[1] for row in self.txs()), ["dropped", "final"])
        self.assert_books()

    def test_fees_are_raised_by_the_networks_rule_and_once_a_run(self):
        payment = self.native_payment("1")
        self.paid(payment)
        self.anvil.automine(False)
        self.sweep("--wait", "0s")
        old = self.pool_tx("broadcast")
        # A price that would do, and no block that takes it: the network's least, not more.
        self.anvil.rpc("anvil_dropTransaction", old["hash"])
        self.anvil.mine(3, 70)
        self.sweep("--wait", "1s")
        self.assertEqual(sorted(row[1] for row in self.txs()), ["broadcast", "replaced"])
        fresh = self.pool_tx("broadcast")
        for field in ("maxFeePerGas", "maxPriorityFeePerGas"):
            self.assertGreaterEqual(8 * int(fresh[field], 16), 9 * int(old[field], 16))
            self.assertLess(int(fresh[field], 16), 2 * int(old[field], 16))
        self.assertEqual(fresh["nonce"], old["nonce"])
        paid = [int(tx["value"], 16) + int(tx["gas"], 16) * int(tx["maxFeePerGas"], 16) for tx in (old, fresh)]
        self.assertEqual(paid, [ETHER, ETHER])

    def pool_tx(self, state):
        tx_hash, = self.ctrip.rows(f"SELECT tx_hash FROM sweep_txs WHERE state = '{state}'")[0]
        return self.anvil.rpc("eth_getTransactionByHash", tx_hash)

    def test_nothing_is_paid_above_max_fee(self):
        payment = self.native_payment("1")
        self.paid(payment)
        self.stuck(payment)
        self.sweeping(max_fee_gwei=2)
        result = self.ctrip.run("sweep", "--wait", "0s")
        self.assertIn("max_fee_gwei", result.err)
        self.assertEqual([row[1] for row in self.txs()], ["broadcast"])
        self.assert_status(payment, "paid")
        # The fees fall again, and the old one is mined.
        self.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(GWEI // 10))
        self.anvil.automine(True)
        self.anvil.mine()
        self.settle(payment)
        self.assertEqual(len(self.anvil.sent_by(payment["address"])), 1)

    def test_the_replaced_one_may_be_mined_after_all(self):
        payment = self.native_payment("1")
        self.paid(payment)
        self.stuck(payment)
        old = self.ctrip.rows("SELECT raw_tx, tx_hash FROM sweep_txs")[0]
        self.sweep("--wait", "0s")
        fresh = self.ctrip.rows("SELECT tx_hash FROM sweep_txs WHERE state = 'broadcast'")[0][0]
        # A block maker that saw only the old one.
        self.anvil.rpc("anvil_dropTransaction", fresh)
        self.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(GWEI // 10))
        self.anvil.rpc("eth_sendRawTransaction", old[0])
        self.anvil.mine()
        self.assert_books()  # No sweep has seen yet which of them it was.
        self.anvil.automine(True)
        self.settle(payment)
        swept = self.ctrip.show(payment)["sweeps"]
        self.assertEqual([sweep["tx_hash"] for sweep in swept], [old[1]])
        self.assertEqual(int(swept[0]["amount_raw"]), self.anvil.balance(TREASURY))
        self.assert_books()

    def test_a_reorganisation_of_the_replacement_loses_and_doubles_nothing(self):
        payment = self.native_payment("1")
        self.paid(payment)
        self.stuck(payment)
        self.assertEqual(self.sweep("--wait", "0s")["replaced"], 1)
        self.anvil.mine()
        self.sweep("--wait", "0s")
        self.assertEqual(sorted(row[1] for row in self.txs()), ["mined", "replaced"])
        raws = {raw for _, _, raw in self.sweeps()}
        self.anvil.rpc("anvil_reorg", 1, [])
        self.assertEqual(self.anvil.balance(TREASURY), 0)
        self.sweep("--wait", "0s")
        self.assert_status(payment, "paid")
        self.anvil.automine(True)
        self.anvil.mine()
        self.settle(payment)
        self.assertEqual(len(self.anvil.sent_by(payment["address"])), 1)
        self.assertEqual(self.anvil.balance(payment["address"]), 0)
        self.assertEqual(self.anvil.balance(TREASURY), ETHER - self.anvil.fees_of(payment["address"]))
        # The same bytes again: nothing new had to be signed.
        self.assertEqual({raw for _, _, raw in self.sweeps()}, raws)
        self.assertEqual(sorted(row[1] for row in self.txs()), ["dropped", "final"])
        self.assert_books()


class TokenTest(StuckCase):
    strategy = "direct"

    def test_a_reorganisation_takes_gas_money_back_and_the_same_bytes_bring_it_again(self):
        payment = self.usdt_payment("2")
        self.paid(payment)
        self.anvil.automine(False)
        self.sweep("--wait", "0s")
        self.anvil.mine()
        self.sweep("--wait", "0s")  # Finds the gas money, and signs the transfer.
        self.assertEqual({row[:2] for row in self.txs()}, {("topup", "mined"), ("token", "broadcast")})
        raws = {raw for _, _, raw in self.sweeps()}
        self.assertGreater(self.anvil.balance(payment["address"]), 0)
        self.anvil.rpc("anvil_reorg", 1, [])
        self.assertEqual(self.anvil.balance(payment["address"]), 0)
        self.sweep("--wait", "0s")
        self.assertEqual(dict(row[:2] for row in self.txs())["topup"], "broadcast")
        self.anvil.automine(True)
        self.anvil.mine()
        self.settle(payment)
        self.assertEqual({raw for _, _, raw in self.sweeps()}, raws)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 2 * USDT)
        self.assertEqual((len(self.anvil.sent_by(payment["address"])), self.anvil.nonce(SPONSOR)),
                         (1, self.sponsor_nonce + 1))
        self.assert_books()

    def test_gas_money_that_is_stuck_is_replaced_and_known_as_such(self):
        waiting = self.native_payment("1")  # So that native money is looked for.
        payment = self.usdt_payment("2")
        self.paid(payment)
        self.stuck(payment)
        self.assertEqual(self.txs()[0][0], "topup")
        self.sweep("--wait", "0s")
        self.anvil.automine(True)
        self.anvil.mine()
        self.settle(payment)
        self.assertEqual([t for t in self.ctrip.show(payment)["transfers"] if t["token"] != "USDT"], [])
        self.assertEqual(self.ctrip.show(waiting)["received_raw"], "0")
        topups = [row for row in self.txs() if row[0] == "topup"]
        self.assertEqual(sorted(row[1] for row in topups if row[2] == 0), ["dropped", "final"])
        self.assert_books()

    def test_a_transfer_whose_gas_money_became_too_little_gets_more(self):
        payment = self.usdt_payment("2")
        self.paid(payment)
        self.sweep("--wait", "5s")  # Topped up, and with automining swept.
        self.settle(payment)
        late = self.usdt_payment("3")
        self.paid(late)
        node = self.fake_node()
        # The transfer itself is lost on its way, so that it is stuck by its own.
        sent = []

        def lose_transfer(params, result):
            sent.append(params[0])
            return result

        node.hooks["eth_sendRawTransaction"] = lose_transfer
        self.sweep("--wait", "0s")
        self.anvil.automine(False)
        self.sweep("--wait", "0s")
        before = int(self.anvil.rpc("eth_getBlockByNumber", "latest", False)["baseFeePerGas"], 16)
        self.base_fee(20 * before // GWEI + 1)
        self.sweep("--wait", "0s")
        self.assertEqual(sorted((row[0], row[1]) for row in self.txs() if row[1] != "final" and row[0] != "deploy")[-1][0],
                         "topup")
        self.anvil.automine(True)
        self.anvil.mine()
        self.settle(late)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 5 * USDT)
        self.assertEqual(len(self.anvil.sent_by(late["address"])), 1)
        self.assert_books()


class BatchTest(StuckCase):
    strategy = "batched"

    def setUp(self):
        super().setUp()
        self.ctrip.run("sweep", "deploy")
        self.anvil.mine(FINAL)
        self.ctrip.run("sweep")

    def test_a_batch_below_the_base_fee_is_replaced_whole(self):
        payments = [self.usdt_payment(amount) for amount in ("1", "2", "3")]
        self.paid(*payments)
        self.anvil.automine(False)
        self.assertEqual(self.sweep("--wait", "0s")["open"], 1)
        before = int(self.anvil.rpc("eth_getBlockByNumber", "latest", False)["baseFeePerGas"], 16)
        self.base_fee(10 * before // GWEI + 1)
        self.assertEqual(self.sweep("--wait", "0s")["replaced"], 1)
        self.anvil.automine(True)
        self.anvil.mine()
        self.settle(*payments)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 6 * USDT)
        self.assertEqual([row[1] for row in self.txs() if row[0] == "batch"], ["dropped", "final"])
        self.assert_books()

    def test_a_reorganisation_sends_a_batch_back_and_the_same_bytes_again(self):
        payments = [self.usdt_payment(amount) for amount in ("1", "2")]
        self.paid(*payments)
        self.jobs("sweep")
        raw = self.ctrip.rows("SELECT raw_tx FROM sweep_txs WHERE kind = 'batch'")
        self.assertEqual({s["state"] for p in payments for s in self.ctrip.show(p)["sweeps"]}, {"mined"})
        self.anvil.rpc("anvil_reorg", 1, [])
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 0)
        for payment in payments:
            self.assert_status(payment, "paid")
        self.settle(*payments)
        self.assertEqual(self.ctrip.rows("SELECT raw_tx FROM sweep_txs WHERE kind = 'batch'"), raw)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 3 * USDT)
        self.assert_books()

    def test_a_nonce_that_somebody_else_used_is_noticed(self):
        payments = [self.usdt_payment(amount) for amount in ("1", "2")]
        self.paid(*payments)
        self.anvil.automine(False)
        self.sweep("--wait", "0s")
        ours = self.ctrip.rows("SELECT tx_hash FROM sweep_txs WHERE kind = 'batch'")[0][0]
        self.anvil.rpc("anvil_dropTransaction", ours)
        self.anvil.submit(**{"from": SPONSOR, "to": self.anvil.accounts[3], "value": 1})
        self.anvil.automine(True)
        self.anvil.mine()
        self.ctrip.run("sweep", "--wait", "0s")  # It could still be a receipt that the node does not show yet.
        self.assertEqual([row[1] for row in self.txs() if row[0] == "batch"], ["broadcast"])
        self.ctrip.database.sql("UPDATE sweep_txs SET created_at = created_at - 601")
        result = self.ctrip.run("sweep")
        self.assertIn("foreign transaction", result.err)
        self.settle(*payments)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 3 * USDT)
        self.assertEqual([row[1] for row in self.txs() if row[0] == "batch"], ["dropped", "final"])
        self.assert_books()


if __name__ == "__main__":
    unittest.main()
