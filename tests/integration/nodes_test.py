# SPDX-License-Identifier: MIT
"""Several nodes of one chain: which of them is asked, which is believed, and what is remembered of them."""
import unittest

from harness.case import EndToEndCase
from harness.fake_node import FakeNode

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
        self.assertEqual((node.http_requests, second.err), (asked, ""))
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
        self.assertEqual(self.ctrip.run("scan").err, "")
        self.assertEqual(node.http_requests, asked)

    def test_logs_that_are_not_there_are_no_answer(self):
        node = self.fake_node()
        node.hooks["eth_getLogs"] = lambda params, result: []
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        before = self.ctrip.dump()
        self.assertIn("whose bloom says that it has some", self.ctrip.run("scan", code=UNAVAILABLE).err)
        # The index of ranges alone.
        node.hooks["eth_getLogs"] = lambda params, result: result if "blockHash" in params[0] else []
        self.assertIn("left out logs", self.ctrip.run("scan", code=UNAVAILABLE).err)
        self.assertEqual(self.ctrip.dump(), before)
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
        """Nothing is called final."""
        result = self.ctrip.run("confirm", code=UNAVAILABLE)
        for word in words:
            self.assertIn(word, result.err)
        for payment in (self.token_payment, self.coin_payment):
            self.assertNotEqual(self.ctrip.status(payment), "paid")

    def test_money_is_final_where_two_nodes_show_it(self):
        self.jobs("confirm")
        for payment in (self.token_payment, self.coin_payment):
            self.assert_status(payment, "paid")
        self.assertGreater(self.node.counts["eth_getTransactionReceipt"], 0)

    def test_money_is_not_final_where_they_differ(self):
        other = "0x" + "ab" * 32
        self.node.hooks["eth_getTransactionReceipt"] = lambda params, result: {**result, "blockHash": other}
        self.assert_refused(f"node {self.node.url} shows block {other}", "differ on 2 transfers")
        self.node.hooks.clear()
        self.jobs("confirm")
        self.assert_status(self.coin_payment, "paid")

    def test_money_is_not_final_with_too_few_nodes(self):
        self.node.mode = "html"
        self.assert_refused("only 1 of the 2 nodes")
        for payment in (self.token_payment, self.coin_payment):
            self.assert_status(payment, "confirmed")
        self.node.mode = "pass"
        self.jobs("confirm")
        self.assert_status(self.token_payment, "paid")


if __name__ == "__main__":
    unittest.main()
