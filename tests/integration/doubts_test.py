# SPDX-License-Identifier: MIT
"""Logs that a node withholds: by range, by block hash, in receipts, for a while or for long. Nothing is lost, nothing expires."""
import unittest


from harness.deadline import DeadlineCase, deadline_of
from harness.fake_node import FakeNode
from harness.health import Server

ZERO_BLOOM = "0x" + "0" * 512
BY_RANGE, BY_HASH, BY_RECEIPTS = "range", "hash", "receipts"
EVERYWHERE = (BY_RANGE, BY_HASH, BY_RECEIPTS)


def withhold(node, *ways, is_hidden=lambda block: True):
    """The node leaves out the logs of the blocks for which `is_hidden` holds, in these ways."""

    def logs(params, result):
        way = BY_HASH if "blockHash" in params[0] else BY_RANGE
        return [log for log in result if way not in ways or not is_hidden(int(log["blockNumber"], 16))]

    def receipts(_, result):
        for receipt in result or []:
            if BY_RECEIPTS in ways and is_hidden(int(receipt["blockNumber"], 16)):
                receipt["logs"] = []
        return result

    node.hooks["eth_getLogs"] = logs
    node.hooks["eth_getBlockReceipts"] = receipts


def without_blooms(node):
    node.hooks["eth_getBlockByNumber"] = lambda params, result: result and {**result, "logsBloom": ZERO_BLOOM}


class DoubtsCase(DeadlineCase):
    def setUp(self):
        super().setUp()
        self.node = self.fake_node()

    def doubted(self):
        """The doubted blocks."""
        rows = self.ctrip.rows("SELECT from_block, to_block FROM doubts ORDER BY from_block")
        return [block for first, last in rows for block in range(first, last + 1)]

    def paid(self, **options):
        """A payment and the block of its money."""
        payment = self.usdt_payment(**options)
        return payment, int(self.pay_usdt(payment)["blockNumber"], 16)

    def cursor(self):
        return self.ctrip.rows("SELECT cursor_block FROM chains")[0][0]

    def show_all(self):
        self.node.hooks.clear()


class WithheldTest(DoubtsCase):
    def test_what_is_withheld_in_one_way_is_found_in_another(self):
        for ways in ((BY_RANGE,), (BY_RANGE, BY_HASH)):
            with self.subTest(ways=ways):
                withhold(self.node, *ways)
                payment, _ = self.paid()
                self.anvil.mine(2)
                self.jobs("scan", "confirm")
                self.assert_status(payment, "confirmed")
                self.assertEqual(self.doubted(), [])

    def test_a_long_first_read_is_checked_as_well(self):
        withhold(self.node, BY_RANGE)
        payment, _ = self.paid()
        self.anvil.mine(400)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "paid")

    def test_what_is_withheld_altogether_is_remembered(self):
        withhold(self.node, *EVERYWHERE)
        payment, block = self.paid()
        self.anvil.mine(40)
        self.jobs("scan")
        self.assertEqual((self.doubted(), self.cursor()), ([block], self.anvil.head()))
        self.jobs("scan")
        third = self.ctrip.run("scan").err
        self.assertIn(f"no node shows the logs of block {block}", third)
        self.assertIn(f"'ctrip scan --chain anvil --from {block} --to {block}'", third)
        self.assertIn("add another node to rpc_urls", third)
        self.assert_shown(payment, block)
        self.anvil.mine(40)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "pending")
        self.show_all()
        # No new block is needed.
        self.jobs("scan", "confirm")
        self.assert_status(payment, "paid")
        self.assertEqual(self.doubted(), [])
        self.assertEqual(self.ctrip.run("scan").err, "")

    def assert_shown(self, payment, block):
        """health, metrics and explain name the doubt."""
        server = self.stage(Server(self.ctrip))
        status, answer = server.health()
        self.assertEqual((status, answer["status"]), (200, "ok"))
        self.assertIn(f"no node shows the logs of block {block}", answer["warnings"][0])
        metrics = server.metrics()
        self.assertEqual(metrics["ctrip_chain_doubted_blocks"], {(("chain", "anvil"),): 1})
        self.assertIn("ctrip_chain_doubted_since_timestamp_seconds", metrics)
        for what in (payment["id"], self.anvil.rpc("eth_getBlockByNumber", hex(block), False)["transactions"][0]):
            self.assertIn(f"no node shows the logs of block {block}", self.ctrip.run("explain", what).out)

    def test_another_node_ends_a_doubt_in_the_same_run(self):
        withhold(self.node, *EVERYWHERE)
        payment, _ = self.paid()
        self.ctrip.config["chains"][0]["rpc_urls"] = [self.node.url, self.anvil.url]
        self.ctrip.write_config()
        self.jobs("scan")
        self.assert_status(payment, "detected")
        self.assertEqual(self.doubted(), [])

    def test_a_node_without_logs_and_blooms_ends_no_doubt(self):
        withhold(self.node, *EVERYWHERE)
        payment, block = self.paid()
        other = self.stage(FakeNode(self.anvil))
        withhold(other, *EVERYWHERE)
        without_blooms(other)
        self.ctrip.config["chains"][0]["rpc_urls"] = [self.node.url, other.url]
        self.ctrip.write_config()
        self.jobs("scan", "scan")
        self.assertEqual(self.doubted(), [block])
        other.hooks.clear()
        self.jobs("scan")
        self.assert_status(payment, "detected")

    def test_an_index_that_is_50_blocks_behind_loses_nothing(self):
        withhold(self.node, *EVERYWHERE, is_hidden=lambda block: block > self.anvil.head() - 50)
        payments = []
        for _ in range(3):
            payments.append(self.paid()[0])
            self.anvil.mine(10)
            self.jobs("scan")
        self.assertEqual({self.ctrip.status(payment) for payment in payments}, {"pending"})
        for _ in range(3):
            self.anvil.mine(20)
            self.jobs("scan", "confirm")
        self.assertEqual({self.ctrip.status(payment) for payment in payments}, {"paid"})
        self.assertEqual(self.doubted(), [])

    def test_a_node_behind_a_load_balancer_that_answers_every_other_time(self):
        asked = []

        def logs(_, result):
            asked.append(1)
            return result if len(asked) % 2 == 0 else []

        self.node.hooks["eth_getLogs"] = logs
        payments = []
        for _ in range(4):
            payments.append(self.paid()[0])
            self.anvil.mine(2)
            self.jobs("scan")
        self.assertEqual({self.ctrip.status(payment) for payment in payments}, {"detected"})

    def test_questions_that_a_node_refuses_stop_nothing(self):
        def refuse(params):
            return {"code": -32000, "message": "no such thing here"} if "blockHash" in params[0] else None

        withhold(self.node, BY_RANGE)
        self.node.errors["eth_getLogs"] = refuse
        self.node.errors["eth_getBlockReceipts"] = lambda params: {"code": -32601, "message": "method not found"}
        payment, block = self.paid()
        self.jobs("scan")
        self.assertEqual((self.doubted(), self.cursor()), ([block], self.anvil.head()))
        # Its transaction has a receipt, which is enough for a person who knows the hash.
        block = self.anvil.rpc("eth_getBlockByNumber", hex(block), False)
        self.ctrip.run("scan", "--tx", block["transactions"][0])
        self.assert_status(payment, "detected")

    def test_old_blocks_that_are_read_again_end_their_doubts(self):
        withhold(self.node, *EVERYWHERE)
        payment, first = self.paid()
        other, second = self.paid()
        self.jobs("scan")
        self.assertEqual(self.doubted(), [first, second] if second == first + 2 else self.doubted())
        # Still withheld: it stays a doubt.
        self.ctrip.run("scan", "--chain", "anvil", "--from", first, "--to", second)
        self.assertIn(first, self.doubted())
        self.show_all()
        self.ctrip.run("scan", "--chain", "anvil", "--from", first, "--to", first)
        self.assert_status(payment, "detected")
        self.assert_status(other, "pending")
        self.assertEqual(self.doubted(), [second])
        # One transaction of a doubted block: all of the block is booked.
        tx = self.anvil.rpc("eth_getBlockByNumber", hex(second), False)["transactions"][0]
        self.ctrip.run("scan", "--tx", tx)
        self.assert_status(other, "detected")
        self.assertEqual(self.doubted(), [])

    def test_a_doubt_of_a_branch_that_is_gone_is_none_of_the_new_one(self):
        withhold(self.node, *EVERYWHERE)
        payment, block = self.paid()
        raw = self.anvil.rpc("eth_getRawTransactionByHash",
                             self.anvil.rpc("eth_getBlockByNumber", hex(block), False)["transactions"][0])
        self.anvil.mine(2)
        self.jobs("scan")
        self.assertEqual(self.doubted(), [block])
        self.anvil.rpc("anvil_reorg", 3, [])
        self.jobs("scan")
        self.assertEqual(self.doubted(), [])
        self.anvil.send_raw(raw)
        self.jobs("scan")
        self.assertEqual(self.doubted(), [self.anvil.head()])
        self.show_all()
        self.jobs("scan")
        self.assert_status(payment, "detected")

    def test_a_scan_that_is_killed_between_two_looks_loses_nothing(self):
        withhold(self.node, *EVERYWHERE)
        payment, block = self.paid()
        self.jobs("scan")
        self.show_all()
        self.node.latency_s = 0.2
        for delay_s in (0.1, 0.5, 0.9):
            process = self.ctrip.start("scan")
            self.node._closing.wait(delay_s)
            process.process.kill()
            process.stop()
            self.assertIn((self.ctrip.status(payment), self.doubted()), [("pending", [block]), ("detected", [])])
        self.node.latency_s = 0
        self.jobs("scan")
        self.assert_status(payment, "detected")
        self.assertEqual(len(self.ctrip.show(payment)["transfers"]), 1)


class ExpiryTest(DoubtsCase):
    def test_nothing_expires_that_a_doubted_block_may_have_paid(self):
        withhold(self.node, *EVERYWHERE)
        payment, _ = self.paid()
        unpaid, native = self.usdt_payment("3"), self.native_payment("1")
        self.jobs("scan")
        self.mine_at(deadline_of(native) + 100)
        self.anvil.mine(60)
        self.jobs("scan", "confirm", "confirm")
        for held in (payment, unpaid):
            self.assert_status(held, "pending")
        self.assert_status(native, "expired")
        self.assertIn("does not expire before a node shows", self.ctrip.run("explain", unpaid["id"]).out)
        later = self.usdt_payment("4")
        self.show_all()
        self.jobs("scan", "confirm")
        self.assert_status(payment, "paid")
        self.assert_status(unpaid, "expired")
        self.assert_status(later, "pending")

    def test_a_payment_of_after_the_doubted_blocks_expires(self):
        withhold(self.node, *EVERYWHERE)
        self.paid()
        self.jobs("scan")
        payment = self.usdt_payment("3")
        # So much later that no clock's error explains it.
        self.ctrip.database.sql(f"UPDATE payments SET created_at = created_at + 9000 WHERE id = '{payment['id']}'")
        self.mine_at(deadline_of(payment) + 100)
        self.anvil.mine(2)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "expired")

    def test_a_token_payment_expires_at_the_depth_of_the_second_look_and_no_later(self):
        payment = self.usdt_payment("3")
        self.mine_at(deadline_of(payment) + 1)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "pending")
        self.assertIn("read a second time", self.ctrip.run("explain", payment["id"]).out)
        self.anvil.mine(1)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "pending")
        self.anvil.mine(1)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "expired")

    def test_a_token_payment_expires_in_one_run_after_a_pause(self):
        payment = self.usdt_payment("3")
        self.mine_at(deadline_of(payment) + 1)
        self.anvil.mine(2)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "expired")


class TransactionsTest(DoubtsCase):
    """A node that shows no transactions of a block whose header says that there are some."""

    def setUp(self):
        super().setUp()
        self.ctrip.config["chains"][0]["internal_transfers"] = "off"  # Nothing else would find the money.
        self.ctrip.write_config()

    def hide(self, hidden):
        def hook(params, block):
            return block and int(block["number"], 16) in hidden and {**block, "transactions": None} or block

        self.node.hooks["eth_getBlockByNumber"] = hook

    def paid_native(self):
        payment = self.native_payment()
        return payment, int(self.pay_native(payment)["blockNumber"], 16)

    def test_the_chain_is_read_on_and_nothing_is_lost(self):
        payment, block = self.paid_native()
        self.hide({block})
        other, _ = self.paid_native()
        unpaid, token = self.native_payment("3"), self.usdt_payment("3")
        self.jobs("scan", "confirm")
        self.assertEqual((self.doubted(), self.cursor()), ([block], self.anvil.head()))
        self.assert_status(payment, "pending")
        self.assert_status(other, "detected")
        self.mine_at(max(deadline_of(one) for one in (payment, unpaid, token)) + 100)
        self.anvil.mine(60)
        self.jobs("scan")
        third = self.ctrip.run("scan").err
        self.assertIn(f"no node shows the logs and transactions of block {block}", third)
        self.jobs("confirm")
        for held in (payment, unpaid):
            self.assert_status(held, "pending")
        self.assertIn("does not expire before a node shows", self.ctrip.run("explain", unpaid["id"]).out)
        self.show_all()
        self.jobs("scan", "confirm")
        self.assert_status(payment, "paid")
        self.assert_status(unpaid, "expired")
        self.assertEqual(self.doubted(), [])

    def test_another_node_ends_the_doubt_in_the_same_run(self):
        payment, block = self.paid_native()
        self.hide({block})
        self.ctrip.config["chains"][0]["rpc_urls"] = [self.node.url, self.anvil.url]
        self.ctrip.write_config()
        self.jobs("scan")
        self.assert_status(payment, "detected")
        self.assertEqual(self.doubted(), [])

    def test_a_block_that_is_read_again_is_doubted_then(self):
        payment, block = self.paid_native()
        self.jobs("scan")
        self.assert_status(payment, "detected")
        self.hide({block})
        self.ctrip.run("scan", "--chain", "anvil", "--from", block, "--to", block)
        self.assertEqual(self.doubted(), [block])
        self.show_all()
        self.ctrip.run("scan", "--chain", "anvil", "--from", block, "--to", block)
        self.assertEqual(self.doubted(), [])
        self.assertEqual(len(self.ctrip.show(payment)["transfers"]), 1)


class SecondLookTest(DoubtsCase):
    """Without blooms nothing shows that logs are missing: the second look finds them."""

    def setUp(self):
        super().setUp()
        without_blooms(self.node)

    def second(self):
        return self.ctrip.rows("SELECT second_block FROM chains")[0][0]

    def test_what_was_left_out_near_the_head_is_found_at_depth(self):
        newest = 2
        withhold(self.node, *EVERYWHERE, is_hidden=lambda block: block > self.anvil.head() - newest)
        payment, block = self.paid()
        for depth in (1, 2):
            self.jobs("scan")
            self.assert_status(payment, "pending")
            self.assertLess(self.second(), block)
            self.anvil.mine()
        self.jobs("scan", "confirm")
        self.assertEqual(self.assert_status(payment, "confirmed")["flags"], [])
        self.assertEqual(self.second(), block)

    def test_money_before_a_deadline_is_found_before_the_payment_expires(self):
        withhold(self.node, *EVERYWHERE, is_hidden=lambda block: block > self.anvil.head() - 2)
        payment = self.usdt_payment("2")
        self.pay_usdt_at(payment, deadline_of(payment))
        self.jobs("scan", "confirm")
        self.mine_at(deadline_of(payment) + 1)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "pending")
        self.anvil.mine(1)
        self.jobs("scan", "confirm")
        self.assertEqual(self.assert_status(payment, "confirmed")["flags"], [])

    def test_what_was_left_out_in_a_catch_up_is_found_by_the_next_run(self):
        withhold(self.node, *EVERYWHERE)
        payment, _ = self.paid()
        self.anvil.mine(1_500)
        self.jobs("scan")
        self.assert_status(payment, "pending")
        self.show_all()
        self.jobs("scan")
        self.assert_status(payment, "pending")
        self.anvil.mine()
        self.jobs("scan", "confirm")
        self.assert_status(payment, "paid")
        self.assertEqual(self.second(), self.anvil.head() - 2)

    def test_a_second_look_that_fails_holds_up_nothing(self):
        withhold(self.node, *EVERYWHERE)
        payment, block = self.paid()
        self.anvil.mine(1_500)
        self.jobs("scan")
        self.show_all()
        without_blooms(self.node)
        old = block + 500

        def pruned(params):
            first = int(params[0].get("fromBlock", "0xffffff"), 16)
            return {"code": 4444, "message": "pruned history unavailable"} if first < old else None

        self.node.errors["eth_getLogs"] = pruned
        self.node.errors["eth_getBlockReceipts"] = lambda params: {"code": 4444, "message": "pruned history unavailable"}
        self.anvil.mine()
        self.jobs("scan")
        self.assertEqual(self.cursor(), self.anvil.head())
        self.assertIn(block, self.doubted())
        self.node.errors.clear()
        self.ctrip.run("scan", "--chain", "anvil", "--from", min(self.doubted()), "--to", old)
        self.assert_status(payment, "detected")
        self.assertGreater(min(self.doubted()), old)


class CostTest(DoubtsCase):
    """A run with one new block takes its header with the logs, another answer about the head, the cursor's header and the balance of
    each address. Before the second look it was 6 requests, the block's bloom being asked for apart."""

    ONE_BLOCK = (5, {"eth_chainId": 1, "eth_getBlockByNumber": 4, "eth_getLogs": 1, "eth_getBalance": 1})

    def calls(self):
        self.node.reset_counts()
        self.jobs("scan")
        return self.node.http_requests, dict(self.node.counts)

    def test_the_second_look_adds_no_call(self):
        self.usdt_payment()
        self.anvil.mine(5)
        self.jobs("scan")
        # Chain id and head.
        self.assertEqual(self.calls(), (2, {"eth_chainId": 1, "eth_getBlockByNumber": 1}))
        for _ in range(3):
            self.anvil.mine()
            self.assertEqual(self.calls(), self.ONE_BLOCK)

    def test_what_is_booked_already_costs_no_call_when_it_is_read_again(self):
        payment, _ = self.paid()
        self.jobs("scan")
        self.assert_status(payment, "detected")
        for _ in range(4):
            self.anvil.mine()
            self.assertEqual(self.calls(), self.ONE_BLOCK)
        self.assertEqual(len(self.ctrip.show(payment)["transfers"]), 1)


if __name__ == "__main__":
    unittest.main()
