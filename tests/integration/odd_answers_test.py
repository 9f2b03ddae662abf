# SPDX-License-Identifier: MIT
"""Nodes that leave out what is not needed, contradict themselves or take less than others: the chain is read on, and what was passed
over is named."""
import copy
import json
import unittest

from harness.case import EndToEndCase
from harness.ctrip import Ctrip, chain_config
from harness.health import Server

UNAVAILABLE = 69
UNUSABLE = json.dumps({"jsonrpc": "2.0", "id": None, "error": {"code": -32600, "message": "batch requests are disabled"}}).encode()


class OddAnswersCase(EndToEndCase):
    def setUp(self):
        super().setUp()
        self.node = self.fake_node()

    def hook_blocks(self, change):
        """`change` gets each block that the node shows, to alter in place."""

        def hook(params, block):
            block = copy.deepcopy(block)
            if block:
                change(block)
            return block

        self.node.hooks["eth_getBlockByNumber"] = hook

    def ranges_asked(self, refuse=lambda blocks: None):
        """Blocks of each eth_getLogs call by range in one run."""
        asked = []

        def error(params):
            if "fromBlock" not in params[0]:
                return None
            asked.append(int(params[0]["toBlock"], 16) - int(params[0]["fromBlock"], 16) + 1)
            return refuse(asked[-1])

        self.node.errors["eth_getLogs"] = error
        self.jobs("scan")
        return asked


class LeftOutTest(OddAnswersCase):
    def test_a_node_without_batches(self):
        self.node.whole = lambda request: (200, UNUSABLE) if isinstance(request, list) else None
        payments = [self.usdt_payment(), self.native_payment()]
        self.jobs("scan")
        self.pay_usdt(payments[0])
        self.pay_native(payments[1])
        self.settle(*payments)
        self.assertEqual(self.ctrip.rows("SELECT calls_max FROM nodes"), [(1,)])

    def test_transactions_without_a_recipient(self):
        first, second = self.native_payment(), self.usdt_payment()
        for value in ("absent", None, "", "0x"):

            def change(block, value=value):
                for tx in block["transactions"]:
                    if isinstance(tx, dict) and tx.get("to") is None:
                        tx.pop("to", None)
                        if value != "absent":
                            tx["to"] = value

            self.hook_blocks(change)
            self.anvil.deploy("UsdtLike")
            self.jobs("scan")
        self.pay_native(first)
        self.pay_usdt(second)
        self.jobs("scan")
        self.assert_status(first, "detected")
        self.assert_status(second, "detected")

    def test_null_where_there_is_nothing(self):
        self.node.hooks["eth_getLogs"] = lambda params, result: result or None
        self.hook_blocks(lambda block: block.update(transactions=block["transactions"] or None))
        payment = self.usdt_payment()
        self.anvil.mine(3)
        self.jobs("scan")
        self.pay_usdt(payment)
        self.anvil.mine(3)
        self.jobs("scan")
        self.assert_status(payment, "detected")

    def test_hashes_instead_of_transactions(self):
        """Tokens are found by their logs, native money by balances."""
        self.hook_blocks(lambda block: block.update(
            transactions=[tx["hash"] if isinstance(tx, dict) else tx for tx in block["transactions"]]))
        payments = [self.usdt_payment(), self.native_payment()]
        self.jobs("scan")
        self.pay_usdt(payments[0])
        self.pay_native(payments[1])
        self.jobs("scan")
        for payment in payments:
            self.assert_status(payment, "detected")

    def test_odd_fields_that_are_not_needed(self):
        odd = {"logsBloom": "0x", "uncles": None, "sha3Uncles": 7, "mixHash": "", "size": "0x", "nonce": None, "withdrawals": 1,
               "gasLimit": 30000000, "extraData": None}

        def change(block):
            block.update(odd)
            block["hash"] = "0x" + block["hash"][2:].upper()
            for tx in block["transactions"]:
                if isinstance(tx, dict):
                    tx.update(v=None, r=0, s="", yParity=[], chainId="x", type=None)
                    tx.pop("transactionIndex", None)

        self.hook_blocks(change)
        payments = [self.usdt_payment(), self.native_payment()]
        self.pay_usdt(payments[0])
        self.pay_native(payments[1])
        self.jobs("scan")
        for payment in payments:
            self.assert_status(payment, "detected")

    def test_batch_transactions_are_counted(self):
        self.native_payment()

        def change(block):
            if int(block["number"], 16) == newest:
                block["transactions"] += [
                    {"type": "0x76", "hash": "0x" + "7" * 64, "calls": []}, {"type": "0x6", "to": None, "hash": "0x" + "6" * 64}]

        self.jobs("scan")
        other = self.native_payment()
        self.pay_native(other)
        newest = self.anvil.head()
        self.hook_blocks(change)
        result = self.ctrip.run("scan")
        self.assertEqual(result.complaints, "")
        self.assert_status(other, "detected")
        server = Server(self.ctrip)
        self.addCleanup(server.stop)
        counted = server.metrics()["ctrip_chain_batch_transactions"]
        self.assertEqual(list(counted.values()), [2])
        self.assertNotIn("warnings", server.health()[1])


class LimitTest(OddAnswersCase):
    def test_a_bad_minute_is_no_limit(self):
        for message in ("method handler crashed", "block range extends beyond current head block", "whatever it is"):
            with self.subTest(message):
                self.node.errors.clear()
                payment = self.usdt_payment()
                self.anvil.mine(40)
                self.assertEqual(len(self.ranges_asked()), 1)
                self.node.errors["eth_getLogs"] = self.node.errors["eth_getBlockReceipts"] = lambda params: {
                    "code": -32000, "message": message}
                self.anvil.mine(40)
                self.assertIn(message, self.ctrip.run("scan", code=UNAVAILABLE).err)
                self.node.errors.clear()
                self.assertEqual(len(self.ranges_asked()), 1)
                self.pay_usdt(payment)
                self.jobs("scan")
                self.assert_status(payment, "detected")

    def test_what_was_learnt_grows_back_in_short_runs(self):
        self.usdt_payment()
        self.jobs("scan")
        self.anvil.mine(6)
        self.ranges_asked(lambda blocks: {"code": -32000, "message": "whatever it is"} if blocks > 1 else None)
        self.assertEqual(self.ctrip.rows("SELECT logs_blocks_max FROM nodes"), [(1,)])
        asked = []
        for _ in range(4):
            self.anvil.mine(6)
            asked.append(len(self.ranges_asked()))
        self.assertGreaterEqual(asked[0], 6)
        self.assertEqual(asked[-1], 1, asked)

    def test_the_operator_sets_the_limits(self):
        self.ctrip.config["chains"][0].update(blocks_per_call_max=3, batch_max=1)
        self.ctrip.write_config()
        lists = []
        self.node.whole = lambda request: lists.append(request) if isinstance(request, list) else None
        payment = self.usdt_payment()
        self.jobs("scan")
        self.anvil.mine(11)
        self.pay_usdt(payment)
        self.assertEqual(max(self.ranges_asked()), 3)
        self.assert_status(payment, "detected")
        self.assertEqual(lists, [])

    def test_wide_questions_that_fail_are_made_smaller(self):
        def width(request):
            calls = request if isinstance(request, list) else [request]
            blocks = [int(call["params"][0]["toBlock"], 16) - int(call["params"][0]["fromBlock"], 16) + 1 for call in calls
                      if call["method"] == "eth_getLogs" and "fromBlock" in call["params"][0]]
            return max([len(calls), *blocks])

        for status, body in ((502, b"<html>"), (504, b""), (200, b"[{"), (413, b"too large")):
            with self.subTest(status):
                self.node.whole = lambda request: (status, body) if width(request) > 7 else None
                payments = [self.usdt_payment(), self.native_payment()]
                self.jobs("scan")
                self.anvil.mine(30)
                self.pay_usdt(payments[0])
                self.pay_native(payments[1])
                self.jobs("scan")
                for payment in payments:
                    self.assert_status(payment, "detected")


class ContradictionTest(OddAnswersCase):
    def show_again(self, tx):
        """The node shows the transaction in its newest block as well."""

        def hook(params, block):
            block = copy.deepcopy(block)
            if block and int(block["number"], 16) == self.newest:
                again = dict(tx, blockNumber=block["number"], blockHash=block["hash"])
                block["transactions"].append(again if params[1] else tx["hash"])
            return block

        self.node.hooks["eth_getBlockByNumber"] = hook

    def test_a_transaction_of_two_blocks_counts_once_and_lasting_ones_are_named(self):
        first, second = self.native_payment(), self.native_payment()
        tx_hash = self.pay_native(first)["transactionHash"]
        self.jobs("scan")
        self.newest = 0
        self.show_again(self.anvil.rpc("eth_getTransactionByHash", tx_hash))
        errors = []
        for _ in range(3):
            self.anvil.mine()
            self.newest = self.anvil.head()
            errors.append(self.ctrip.run("scan").err)
        for error in errors:
            self.assertEqual(len(error.splitlines()), 1, error)
            self.assertIn("shown in another block than that of its receipt", error)
            self.assertIn(tx_hash, error)
        self.assertNotIn("rpc_urls", errors[1])
        self.assertIn("in 3 runs now); put another node first in rpc_urls", errors[2])
        self.pay_native(second)
        self.newest = self.anvil.head()
        self.ctrip.run("scan")
        self.assert_status(second, "detected")
        self.assertEqual(self.ctrip.show(first)["received"], "1.5")
        server = Server(self.ctrip)
        self.addCleanup(server.stop)
        (warning,) = server.health()[1]["warnings"]
        self.assertIn("put another node first in rpc_urls", warning)
        self.assertEqual(list(server.metrics()["ctrip_chain_oddities"].values()), [4])

    def test_a_log_that_is_numbered_differently_is_booked_once(self):
        payment = self.usdt_payment("10")
        for _ in range(2):
            self.pay_usdt(payment, 5_000_000)
        self.jobs("scan")
        block = self.anvil.head()
        self.assert_status(payment, "detected")
        number = lambda log: dict(log, logIndex=hex(int(log["logIndex"], 16) + 7))
        self.node.hooks["eth_getLogs"] = lambda params, logs: [number(log) for log in logs]
        self.node.hooks["eth_getTransactionReceipt"] = lambda params, receipt: dict(
            receipt, logs=[number(log) for log in receipt["logs"]])
        self.ctrip.run("scan", "--from", str(block - 1))
        self.assertEqual(self.ctrip.show(payment)["received"], "10")
        self.assertEqual(len(self.ctrip.show(payment)["transfers"]), 2)
        self.anvil.mine(6)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "paid")


class HistoryTest(OddAnswersCase):
    def leave_out(self, gone):
        """The chain has no block at these heights: the block above follows the block below."""

        def hook(params, block):
            if not block or gone(int(block["number"], 16)):
                return None
            parent = int(block["number"], 16) - 1
            while gone(parent):
                parent -= 1
            if parent == int(block["number"], 16) - 1:
                return block
            call = {"jsonrpc": "2.0", "id": 1, "method": "eth_getBlockByNumber", "params": [hex(parent), False]}
            return dict(block, parentHash=self.node._forward([call])[0]["result"]["hash"])

        self.node.hooks["eth_getBlockByNumber"] = hook

    def prune(self, last, error):
        """The node has no block up to this one: null, or an error."""

        def is_gone(params):
            return params[0].startswith("0x") and int(params[0], 16) <= last

        self.node.hooks["eth_getBlockByNumber"] = lambda params, block: None if is_gone(params) else block
        if error:
            self.node.errors["eth_getBlockByNumber"] = lambda params: error if is_gone(params) else None

    def test_heights_without_a_block(self):
        first = self.anvil.head()
        self.leave_out(lambda number: number > first and number % 5 == 0)
        self.jobs("scan")
        while (self.anvil.head() + 1) % 5:
            self.anvil.mine()
        self.jobs("scan")
        self.anvil.mine(2)
        self.jobs("scan")  # Nothing is watched.
        for _ in range(3):
            payments = [self.usdt_payment(), self.native_payment()]
            while self.anvil.head() % 5 != 0:
                self.anvil.mine()
            self.pay_usdt(payments[0])
            self.pay_native(payments[1])
            self.anvil.mine(6)
            while self.anvil.head() % 5 == 0:
                self.anvil.mine()
            self.jobs("scan")
            for payment in payments:
                self.assert_status(payment, "detected")

    def test_a_first_scan_begins_with_what_the_node_still_has(self):
        for error in (None, {"code": 4444, "message": "pruned history unavailable"},
                      {"code": -32001, "message": "Resource not found."}, {"code": -32000, "message": "header not found"}):
            with self.subTest(error):
                self.node.hooks.clear()
                self.node.errors.clear()
                with Ctrip([chain_config(self.anvil, rpc_urls=[self.node.url])]) as ctrip:
                    ctrip.migrate()
                    payment = ctrip.create(amount="1.5")
                    self.anvil.mine(3)
                    self.prune(self.anvil.head(), error)
                    self.anvil.mine(30)
                    self.pay_native(payment)
                    ctrip.run("scan")
                    self.assertEqual(ctrip.status(payment), "detected")


if __name__ == "__main__":
    unittest.main()
