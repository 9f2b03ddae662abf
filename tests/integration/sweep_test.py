# SPDX-License-Identifier: MIT
"""Sweeping on a real chain: what is planned, what waits and why, what moves, and that nothing moves twice."""
import time
import unittest

from harness.anvil import SPONSOR
from harness.case import ETHER, TREASURY, USDT
from harness.sweep_case import FINAL, SweepCase

UNAVAILABLE = 69
GWEI = 10**9


class PlanTest(SweepCase):
    def test_a_dry_run_prints_a_plan_and_changes_nothing(self):
        native, token = self.native_payment("1"), self.usdt_payment("2")
        self.paid(native, token)
        before, head = self.ctrip.dump(), self.anvil.head()
        report = self.sweep("--dry-run")
        plan = {entry["payment_id"]: entry for entry in report["plan"]}
        self.assertEqual(set(plan), {native["id"], token["id"]})
        entry = plan[native["id"]]
        self.assertEqual((entry["decision"], entry["value"], entry["token"]), ("sweep", "1", "ETH"))
        self.assertGreaterEqual(int(entry["fee_wei"]), 21_000)
        entry = plan[token["id"]]
        self.assertEqual((entry["decision"], entry["value"], entry["token"]), ("top up", "2", "USDT"))
        self.assertGreater(int(entry["fee_wei"]), 21_000)
        text = self.ctrip.run("sweep", "--dry-run").out
        for payment in (native, token):
            self.assertIn(payment["id"], text)
        self.assertIn("nothing was signed or sent", text)
        self.assertEqual(report["sent"], 0)
        self.assertEqual(self.ctrip.dump(), before)
        self.assertEqual(self.anvil.head(), head)
        self.assertEqual(self.anvil.rpc("txpool_status"), {"pending": "0x0", "queued": "0x0"})

    def test_a_dry_run_counts_what_is_under_way(self):
        payment = self.native_payment("1")
        self.paid(payment)
        self.anvil.automine(False)
        self.assertEqual(self.sweep("--wait", "0s")["open"], 1)
        report = self.sweep("--dry-run")
        self.assertEqual((report["open"], report["plan"]), (1, []))

    def test_a_deposit_not_worth_its_fee_waits(self):
        dust, whole = self.ctrip.create(amount_raw=30_000 * GWEI), self.native_payment("1")
        self.sweeping(max_cost="1%")
        self.paid(dust, whole)
        self.settle(whole)
        # A fee of some thousand gwei is too much of 30,000 gwei.
        entry = self.entry(dust)
        self.assertEqual(entry["decision"], "wait")
        self.assertRegex(entry["reason"], "max_cost|less than its fee")
        self.assertEqual(self.anvil.balance(dust["address"]), 30_000 * GWEI)
        self.assert_status(dust, "paid")

    def test_max_cost_decides_by_share_of_the_value(self):
        payment = self.native_payment("1")
        self.paid(payment)
        fee = int(self.entry(payment, "--dry-run")["fee_wei"])
        self.anvil.set_balance(payment["address"], 40 * fee)  # The fee is 2.5 % of it.
        self.sweeping(max_cost="2.4%")
        self.assert_waits(payment, "max_cost")
        self.sweeping(max_cost="2.6%")
        self.settle(payment)

    def test_gas_dearer_than_allowed_is_waited_out(self):
        native, token = self.native_payment("1"), self.usdt_payment("2")
        self.paid(native, token)
        self.sweeping(max_fee_gwei=0.0001)
        for payment in (native, token):
            self.assert_waits(payment, "max_fee_gwei", "gwei")
        self.sweeping(max_fee_gwei=500)
        self.settle(native, token)


class MoneyTest(SweepCase):
    def test_a_native_sweep_leaves_nothing_behind(self):
        payments = [self.native_payment(amount) for amount in ("1", "0.37")]
        self.paid(*payments)
        self.settle(*payments)
        fees = 0
        for payment in payments:
            self.assertEqual(self.anvil.balance(payment["address"]), 0)
            self.assertEqual(len(self.anvil.sent_by(payment["address"])), 1)
            fees += self.anvil.fees_of(payment["address"])
        self.assertEqual(self.anvil.balance(TREASURY), 137 * ETHER // 100 - fees)

    def test_without_a_treasury_the_sponsor_gets_the_money(self):
        del self.ctrip.config["treasury"]
        self.ctrip.write_config()
        payment = self.usdt_payment("2")
        self.paid(payment)
        self.settle(payment)
        self.assertEqual(self.anvil.token_balance(self.usdt, SPONSOR), 2 * USDT)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 0)

    def test_a_sponsor_without_money_holds_up_only_what_needs_gas_money(self):
        native, token = self.native_payment("1"), self.usdt_payment("2")
        self.paid(native, token)
        before = self.anvil.balance(SPONSOR)
        self.anvil.set_balance(SPONSOR, 1000)
        self.assertEqual(self.entry(token, "--dry-run")["decision"], "wait")
        self.settle(native)
        self.assert_waits(token, SPONSOR, "send it gas money")
        self.anvil.set_balance(SPONSOR, before)
        self.settle(token)

    def test_without_a_sponsor_tokens_wait_and_native_money_does_not(self):
        del self.ctrip.config["sweeping"]["sponsor_key_file"]
        self.ctrip.write_config()
        native, token = self.native_payment("1"), self.usdt_payment("2")
        self.paid(native, token)
        self.settle(native)
        self.assert_waits(token, "sponsor_key_file")

    def test_gas_money_that_somebody_else_sent_is_used(self):
        payment = self.usdt_payment("2")
        self.paid(payment)
        self.anvil.send_native(payment["address"], ETHER)
        spent = self.anvil.balance(SPONSOR)
        self.settle(payment)
        self.assertEqual(self.anvil.balance(SPONSOR), spent)
        kinds = [row[0] for row in self.sweeps()]
        self.assertIn(kinds, (["token"], ["token", "native"]))  # What is left of it goes home as well.

    def test_settled_waits_for_the_sweep_to_be_final(self):
        payment = self.native_payment("1")
        self.paid(payment)
        self.jobs("sweep")
        for _ in range(FINAL - 1):
            self.jobs("scan", "confirm", "sweep")
            self.assert_status(payment, "paid")
            self.anvil.mine()
        self.jobs("sweep")
        self.assert_status(payment, "settled")


class LegacyTest(SweepCase):
    anvil_arguments = ("--hardfork", "berlin")

    def test_a_chain_without_a_base_fee_is_swept_by_legacy_transactions(self):
        native, token = self.native_payment("1"), self.usdt_payment("2")
        self.paid(native, token)
        self.settle(native, token)
        self.assertEqual(self.anvil.balance(native["address"]), 0)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 2 * USDT)
        kinds = {receipt["type"] for payment in (native, token) for receipt in self.anvil.sent_by(payment["address"])}
        self.assertEqual(kinds, {"0x0"})


class TreasuryTest(SweepCase):
    def treasury(self, name):
        contract = self.anvil.deploy(name)
        self.ctrip.config["treasury"] = contract.address
        self.ctrip.write_config()
        return contract

    def test_a_treasury_that_needs_gas_gets_it(self):
        treasury = self.treasury("HeavyTreasury")
        payments = [self.native_payment(amount) for amount in ("1", "2")]
        self.paid(*payments)
        self.settle(*payments)
        got = self.anvil.balance(treasury.address)
        self.assertEqual(self.anvil.call(treasury, "total"), got)
        left = sum(self.anvil.balance(p["address"]) + self.anvil.fees_of(p["address"]) for p in payments)
        self.assertEqual(got, 3 * ETHER - left)
        self.assertLess(left, ETHER // 1000)

    def test_a_treasury_that_refuses_is_waited_for(self):
        self.treasury("RejectingTreasury")
        native, token = self.native_payment("1"), self.usdt_payment("2")
        self.paid(native, token)
        self.assert_waits(native, "revert")
        self.settle(token)
        self.ctrip.config["treasury"] = TREASURY
        self.ctrip.write_config()
        self.settle(native)


class FalseTokenTest(SweepCase):
    def setUp(self):
        super().setUp()
        self.token = self.anvil.deploy("FalseToken")
        self.ctrip.config["chains"][0]["tokens"].append({"symbol": "FLS", "address": self.token.address, "decimals": 18})
        self.ctrip.write_config()

    def test_a_token_that_says_no_is_never_settled(self):
        payment = self.ctrip.create(token="FLS", amount="3")
        self.anvil.mint(self.token, payment["address"], 3 * ETHER)
        self.anvil.invoke(self.token, "freeze", payment["address"])
        self.until_paid(payment)
        for _ in range(3):
            self.jobs()
            self.anvil.mine(FINAL)
        self.assert_waits(payment, "the token refuses its transfer: it returns false")
        self.assertEqual(self.anvil.token_balance(self.token, payment["address"]), 3 * ETHER)
        self.assertNotIn("payment.settled", self.receiver.types(payment["id"]))

    def test_the_same_token_in_good_humour_is_swept(self):
        payment = self.ctrip.create(token="FLS", amount="3")
        self.anvil.mint(self.token, payment["address"], 3 * ETHER)
        self.until_paid(payment)
        self.settle(payment)
        self.assertEqual(self.anvil.token_balance(self.token, TREASURY), 3 * ETHER)

    def test_a_paused_token_waits_with_the_nodes_words(self):
        payment = self.usdt_payment("2")
        self.paid(payment)
        self.anvil.invoke(self.usdt, "setPaused", 1)
        self.assert_waits(payment, "revert")
        self.anvil.invoke(self.usdt, "setPaused", 0)
        self.settle(payment)


class BrokenConnectionTest(SweepCase):
    """The pending nonce is the last thing that is asked before a transaction is stored and sent."""

    def setUp(self):
        super().setUp()
        self.payment = self.native_payment("1")
        self.paid(self.payment)
        self.node = self.fake_node()

    def assert_one_transaction(self, raw):
        """Plain runs send the very bytes that were stored, and nothing else ever."""
        self.ctrip.set_node_url(self.anvil.url)
        self.settle(self.payment)
        self.assertEqual([row[2] for row in self.sweeps()], [raw])
        receipts = self.anvil.sent_by(self.payment["address"])
        self.assertEqual(len(receipts), 1)
        self.assertEqual(self.anvil.rpc("eth_getRawTransactionByHash", receipts[0]["transactionHash"]), raw)
        self.assertEqual(self.anvil.balance(TREASURY), ETHER - self.anvil.fees_of(self.payment["address"]))

    def stored(self):
        rows = self.sweeps()
        self.assertEqual(len(rows), 1)
        self.assertEqual(rows[0][:2], ("native", "signed"))
        return rows[0][2]

    def then(self, mode):
        def answer(params, result):
            if params[1] == "pending":
                self.node.mode = mode
            return result

        self.node.hooks["eth_getTransactionCount"] = answer

    def test_a_node_that_fails_before_the_transaction_reaches_it(self):
        self.then("drop")
        result = self.ctrip.run("sweep", code=UNAVAILABLE)
        self.assertEqual(len(result.err.splitlines()), 1, result)
        self.assertEqual(self.anvil.nonce(self.payment["address"]), 0)
        self.assert_one_transaction(self.stored())

    def test_a_node_that_takes_the_transaction_and_does_not_answer(self):
        def lost(*_):
            self.node.mode = "drop"
            raise OSError("the answer is lost")

        self.node.hooks["eth_sendRawTransaction"] = lost
        self.ctrip.run("sweep", code=UNAVAILABLE)
        raw = self.stored()
        self.assertEqual(self.anvil.nonce(self.payment["address"]), 1)
        self.assert_one_transaction(raw)

    def test_a_node_that_hangs_and_a_run_that_is_killed_meanwhile(self):
        self.then("hang")
        sweep = self.ctrip.start("sweep")
        self.addCleanup(sweep.stop)
        deadline = time.monotonic() + 30
        while not self.sweeps():
            self.assertLess(time.monotonic(), deadline, "nothing was stored")
            time.sleep(0.02)
        time.sleep(0.2)
        self.assertFalse(sweep.exited())
        sweep.process.kill()
        sweep.process.wait(10)
        self.assert_one_transaction(self.stored())

    def test_a_node_that_refuses_the_transaction_for_now(self):
        self.node.instead["eth_sendRawTransaction"] = lambda params: {"error": {"code": -32000, "message": "txpool is full"}}
        result = self.ctrip.run("sweep", "--wait", "0s")
        self.assertIn("the node refused", result.err)
        self.assert_one_transaction(self.stored())

    def test_money_that_is_gone_for_a_moment_is_planned_for_again(self):
        real = self.anvil.balance(self.payment["address"])

        def robbed(params):
            self.node.ask("anvil_setBalance", self.payment["address"], "0x1")

        self.node.instead["eth_sendRawTransaction"] = robbed
        result = self.ctrip.run("sweep", "--wait", "0s")
        self.assertIn("the node refused", result.err)
        self.assertEqual([state for _, state, _ in self.sweeps()], ["dropped"])
        self.assertEqual(self.ctrip.rows("SELECT name FROM chain_limits"), [])
        self.node.instead.clear()
        self.anvil.set_balance(self.payment["address"], real)
        self.settle(self.payment)
        self.assertEqual(len(self.anvil.sent_by(self.payment["address"])), 1)


if __name__ == "__main__":
    unittest.main()
