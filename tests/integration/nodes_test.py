# SPDX-License-Identifier: MIT
"""Several nodes of one chain: which of them is asked, which is believed, and what is remembered of them."""
import unittest

from harness.case import ETHER, EndToEndCase
from harness.fake_node import FakeNode
from harness.lies import Lies

UNAVAILABLE = 69
SECRET = "0123456789abcdef0123456789abcdef"


class NodesCase(EndToEndCase):
    def use_nodes(self, *urls, **changes):
        self.ctrip.config["chains"][0].update(rpc_urls=list(urls), **changes)
        self.ctrip.write_config()


class NodesTest(NodesCase):
    def front(self):
        """A node before the chain's own one, with a secret in its URL."""
        node = self.stage(FakeNode(self.anvil))
        self.use_nodes(f"{node.url}/v3/{SECRET}", self.anvil.url)
        return node

    def facts(self, *columns):
        """Those columns of the only node that something is known of."""
        rows = self.ctrip.rows(f"SELECT {', '.join(columns)} FROM nodes")
        self.assertEqual(len(rows), 1, rows)
        return rows[0]

    def test_a_pause_outlives_the_process_and_shows_no_secret(self):
        node = self.front()
        node.mode = "html"
        first = self.ctrip.run("scan")
        self.assertIn(f"{node.url}/…: answered with something that is not JSON", first.err)
        asked = node.http_requests
        self.assertGreater(asked, 0)
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        second = self.ctrip.run("scan")
        self.assert_status(payment, "detected")
        self.assertEqual((node.http_requests, second.complaints), (asked, ""))
        paused_until_ms, failures = self.facts("paused_until_ms", "failures")
        self.assertEqual((paused_until_ms > 0, failures), (True, 1))
        self.assertNotIn(SECRET, first.err)
        self.assertFalse(any(SECRET.encode() in part for part in self.ctrip.database.raw()))
        # When the pause is over it is asked again, and a good answer ends it.
        self.ctrip.database.sql("UPDATE nodes SET paused_until_ms = 1")
        node.mode = "pass"
        self.jobs("scan")
        self.assertEqual(self.facts("paused_until_ms", "failures"), (0, 0))
        self.assertGreater(node.http_requests, asked)

    def test_a_stuck_node_is_passed_over(self):
        node = self.front()
        payment = self.usdt_payment()
        self.anvil.mine(25)
        self.pay_usdt(payment)
        node.lag = 20
        result = self.ctrip.run("scan")
        self.assertIn(f"{node.url}/…: lags: its head, block {self.anvil.head() - 20}, is 20 blocks", result.err)
        self.assert_status(payment, "detected")
        asked = node.http_requests
        self.assertEqual(self.ctrip.run("scan").complaints, "")
        self.assertEqual(node.http_requests, asked)

    def test_logs_that_are_not_there_are_no_answer(self):
        node = self.fake_node()
        for method in ("eth_getLogs", "eth_getBlockReceipts"):
            node.hooks[method] = lambda params, result: []
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        self.jobs("scan")
        self.assert_status(payment, "pending")
        # The next node has them, though the first one answers.
        self.use_nodes(node.url, self.anvil.url)
        self.jobs("scan")
        self.assert_status(payment, "detected")

    def test_a_range_that_is_too_large_is_remembered(self):
        node = self.fake_node()
        payment = self.usdt_payment()
        self.anvil.mine(40)
        self.pay_usdt(payment)
        refused = []

        def limit(params):
            filter_ = params[0]
            if "blockHash" in filter_ or int(filter_["toBlock"], 16) - int(filter_["fromBlock"], 16) < 10:
                return None
            refused.append(filter_)
            return {"code": -32600, "message": "block range is too wide"}

        node.errors["eth_getLogs"] = limit
        self.jobs("scan")
        self.assert_status(payment, "detected")
        self.assertGreater(len(refused), 0)
        (learnt,) = self.facts("logs_blocks_max")
        self.assertLessEqual(learnt, 10)
        refused.clear()
        self.anvil.mine(40)
        self.jobs("scan")
        self.assertEqual((refused, self.facts("logs_blocks_max")), ([], (learnt,)))


class QuorumTest(NodesCase):
    def setUp(self):
        super().setUp()
        self.node = self.stage(FakeNode(self.anvil))
        self.use_nodes(self.anvil.url, self.node.url, quorum=2)
        self.token_payment = self.usdt_payment()
        self.pay_usdt(self.token_payment)
        self.coin_payment = self.native_payment()
        self.pay_native(self.coin_payment)
        self.anvil.mine(6)
        self.jobs("scan")

    def assert_refused(self, *words):
        """Nothing is called confirmed."""
        result = self.ctrip.run("confirm", code=UNAVAILABLE)
        for word in words:
            self.assertIn(word, result.err)
        for payment in (self.token_payment, self.coin_payment):
            self.assert_status(payment, "detected")

    def test_money_is_final_where_two_nodes_show_it(self):
        self.jobs("confirm")
        for payment in (self.token_payment, self.coin_payment):
            self.assert_status(payment, "paid")
        self.assertGreater(self.node.counts["eth_getTransactionReceipt"], 0)

    def test_money_is_not_final_where_they_differ(self):
        other = "0x" + "ab" * 32
        self.node.hooks["eth_getTransactionReceipt"] = lambda params, result: {**result, "blockHash": other}
        self.assert_refused(f"node {self.node.url} shows block {other}", "differ in 2 cases")
        self.node.hooks.clear()
        self.jobs("confirm")
        self.assert_status(self.coin_payment, "paid")

    def test_money_is_not_final_with_too_few_nodes(self):
        self.node.mode = "html"
        self.assert_refused("only 1 of the 2 nodes")
        self.node.mode = "pass"
        self.jobs("confirm")
        self.assert_status(self.token_payment, "paid")

    def test_one_transfer_on_which_they_differ_holds_up_no_other(self):
        """A receipt that one node does not show stopped every payment of the chain."""
        missing = self.anvil.rpc("eth_getBlockByNumber", hex(self.anvil.head() - 6), False)["transactions"][0]
        self.node.hooks["eth_getTransactionReceipt"] = lambda params, result: None if params[0] == missing else result
        result = self.ctrip.run("confirm", code=UNAVAILABLE)
        self.assertIn(f"node {self.node.url} shows no receipt of it", result.err)
        self.assertIn(missing, result.err)
        self.assert_status(self.coin_payment, "detected")
        self.assert_status(self.token_payment, "paid")
        self.node.hooks.clear()
        self.jobs("confirm")
        self.assert_status(self.coin_payment, "paid")

    def test_nothing_expires_where_another_node_shows_money(self):
        """The first node hides a token's event and its bloom."""
        hidden = self.usdt_payment(expires_in="10m")
        first, second = FakeNode(self.anvil), self.node
        self.stage(first)
        self.use_nodes(first.url, second.url, quorum=2)
        self.jobs("scan")
        number = self.anvil.head() + 1
        first.hooks["eth_getLogs"] = lambda params, result: []
        first.hooks["eth_getBlockByNumber"] = lambda params, result: (
            {**result, "logsBloom": "0x" + "00" * 256} if result and int(result["number"], 16) >= number else result
        )
        self.pay_usdt(hidden)
        self.anvil.mine(2, interval_s=700)
        self.anvil.mine(2)
        self.jobs("scan")
        result = self.ctrip.run("confirm", code=UNAVAILABLE)
        self.assertIn("a payment does not expire: node", result.err)
        self.assertIn("ctrip scan --from", result.err)
        self.assert_status(hidden, "pending")
        # One that nobody paid does, in the same run.
        first.hooks.clear()
        found = self.ctrip.run("scan", "--from", number, "--chain", "anvil")
        self.assertIn("1 transfers found", found.out)
        self.anvil.mine(5)
        self.jobs("scan", "confirm")
        self.assert_status(hidden, "paid")

    def test_a_payment_expires_on_what_both_show(self):
        unpaid = self.usdt_payment(expires_in="10m")
        self.anvil.mine(4, interval_s=700)  # The deadline's block is as deep as the confirmations.
        self.jobs("scan")
        self.node.mode = "html"
        self.assertIn("only 1 of the 2 nodes", self.ctrip.run("confirm", code=UNAVAILABLE).err)
        self.assert_status(unpaid, "pending")
        self.node.mode = "pass"
        self.ctrip.database.sql("UPDATE nodes SET paused_until_ms = 1")
        self.jobs("confirm")
        self.assert_status(unpaid, "expired")


class ReceiptTest(NodesCase):
    """Token events and their receipts, with a single node, where headers prove nothing."""

    def setUp(self):
        super().setUp()
        self.ctrip.config["chains"][0]["light_verification"] = "off"
        self.ctrip.write_config()

    def test_each_event_costs_one_receipt(self):
        node = self.fake_node()
        payments = [self.usdt_payment(), self.usdt_payment()]
        for payment in payments:
            self.pay_usdt(payment)
        self.anvil.mine(2)  # Confirmed, and later final.
        self.jobs("scan", "confirm")
        self.assertEqual([self.ctrip.status(payment) for payment in payments], ["paid", "confirmed"])
        self.anvil.mine(4)
        for _ in range(2):
            self.jobs("scan", "confirm")
        self.assertEqual([self.ctrip.status(payment) for payment in payments], ["paid", "paid"])
        self.assertEqual(node.counts["eth_getTransactionReceipt"], 2)

    def test_an_event_that_its_receipt_does_not_have_is_taken_back(self):
        """0xPolygon/zkevm-node#1871: eth_getLogs has the log of a reverted transaction."""
        node = self.fake_node()
        payment, other = self.usdt_payment(), self.usdt_payment()
        self.pay_usdt(other)
        lies = Lies(self.anvil, self.usdt, node, payment)
        lies.log_of_a_reverted_transaction()
        self.anvil.mine(6)
        self.jobs("scan")
        self.assert_status(payment, "detected")
        for _ in range(2):
            result = self.ctrip.run("confirm", code=UNAVAILABLE)
            self.assertIn("the node does not show a transfer as it was booked; it goes no further", result.err)
            self.assertIn("'ctrip cancel'", result.err)
        self.assert_status(payment, "detected")
        self.assert_status(other, "paid")
        lies.end()
        self.assertIn("was taken back", self.ctrip.run("confirm").err)
        shown = self.assert_status(payment, "pending")
        self.assertEqual((shown["received_raw"], shown["flags"]), ("0", ["reorged"]))
        self.assertEqual(self.ctrip.run("confirm").complaints, "")

    def test_a_block_that_another_one_replaced_is_read_again(self):
        """A node had shown another time, by which the payment would have been late."""
        node = self.fake_node()
        payment = self.usdt_payment(expires_in="20m")
        later = self.usdt_payment()
        node.hooks["eth_getBlockByNumber"] = lambda params, result: (
            {**result, "timestamp": hex(int(result["timestamp"], 16) + 3_000)} if result else result
        )
        self.pay_usdt(payment)
        self.jobs("scan")
        self.assertIn("late", self.ctrip.show(payment)["flags"])
        node.hooks.clear()
        self.pay_usdt(later)
        self.anvil.mine(4)
        self.jobs("scan")
        self.assertIn("was taken back", self.ctrip.run("confirm").err)
        self.jobs("scan", "confirm")
        self.assertEqual([self.ctrip.status(one) for one in (payment, later)], ["paid", "paid"])
        self.assertEqual(self.ctrip.show(payment)["flags"], ["reorged"])
        self.assertEqual(self.ctrip.show(later)["flags"], [])


class PastStateTest(NodesCase):
    """A node that answers with the latest state whatever block is asked for."""

    def ignore_blocks(self, node):
        def latest(method):
            return lambda params, result: node.ask(method, params[0], "latest", *params[2:]) if len(params) > 1 else result

        for method in ("eth_getBalance", "eth_call", "eth_getTransactionCount"):
            node.hooks[method] = latest(method)

    def test_no_past_balance_of_it_is_used(self):
        node = self.fake_node()
        self.ignore_blocks(node)
        wallet = self.anvil.deploy("SmartWallet")
        self.anvil.set_balance(wallet.address, 10 * ETHER)
        payment = self.native_payment()
        self.jobs("scan")
        self.anvil.mine()
        self.anvil.invoke(wallet, "pay", payment["address"], int(payment["amount_raw"]))
        self.anvil.mine(3)
        result = self.ctrip.run("scan")
        self.assertIn("answers with the latest state whatever block is asked for", result.err)
        self.assertEqual(self.ctrip.rows("SELECT balance_way FROM nodes"), [("latest",)])
        self.anvil.mine(6)
        self.jobs("scan", "confirm")
        shown = self.assert_status(payment, "paid")
        self.assertEqual(shown["received_raw"], payment["amount_raw"])
        self.assertEqual(self.ctrip.run("scan").complaints, "")

    def test_another_node_is_asked_for_them(self):
        node = self.stage(FakeNode(self.anvil))
        self.ignore_blocks(node)
        self.use_nodes(node.url, self.anvil.url)
        wallet = self.anvil.deploy("SmartWallet")
        self.anvil.set_balance(wallet.address, 10 * ETHER)
        payment = self.native_payment()
        self.jobs("scan")
        block = int(self.anvil.invoke(wallet, "pay", payment["address"], int(payment["amount_raw"]))["blockNumber"], 16)
        self.anvil.mine(3)
        self.jobs("scan")
        shown = self.assert_status(payment, "detected")
        self.assertEqual(shown["detected_in_block"], block)


class HeadTest(NodesCase):
    def test_a_head_that_a_node_does_not_show_makes_no_other_lag(self):
        liar = self.stage(FakeNode(self.anvil))
        for urls in ((liar.url, self.anvil.url), (self.anvil.url, liar.url)):
            self.use_nodes(*urls)
            payment = self.usdt_payment()
            self.pay_usdt(payment)
            lies = Lies(self.anvil, self.usdt, liar, payment)
            lies.head_far_ahead()
            result = self.ctrip.run("scan")
            self.assertIn(f"node {liar.url}: reports block {self.anvil.head() + 400} as its head and does not show it", result.err)
            self.assertNotIn("lags", result.err)
            self.assert_status(payment, "detected")
            lies.end()
            self.ctrip.database.sql("UPDATE nodes SET paused_until_ms = 1")


if __name__ == "__main__":
    unittest.main()
