# SPDX-License-Identifier: MIT
"""A chain that logs each move of its native money (EIP-7708). Anvil does not have it yet: a proxy adds the logs to its answers."""
import unittest

from harness.case import ETHER, EndToEndCase
from harness.fake_node import FakeNode

SYSTEM = "0xfffffffffffffffffffffffffffffffffffffffe"
TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"
FIRST_INDEX = 500  # Above those of Anvil's own logs.
FULL = True


def topic(address):
    return "0x" + address[2:].lower().rjust(64, "0")


class LoggingNode(FakeNode):
    """Logs the moves of money that it was told of."""

    def __init__(self, anvil):
        super().__init__(anvil)
        self.logs = []
        self.full_blocks = 0
        self.hooks.update(eth_getLogs=self._get_logs, eth_getTransactionReceipt=self._with_logs,
                          eth_getBlockByNumber=self._count_full)

    def log(self, receipt, sender, to, wei):
        same_block = sum(log["blockHash"] == receipt["blockHash"] for log in self.logs)
        self.logs.append({"address": SYSTEM, "topics": [TRANSFER, topic(sender), topic(to)], "data": f"0x{wei:064x}",
                          "logIndex": hex(FIRST_INDEX + same_block), "removed": False,
                          **{name: receipt[name] for name in ("blockNumber", "blockHash", "transactionHash",
                                                              "transactionIndex")}})

    def _get_logs(self, params, result):
        wanted = params[0]
        addresses = wanted.get("address", SYSTEM)
        topics = wanted.get("topics", [])
        to = topics[2] if len(topics) > 2 else None

        def is_wanted(log):
            block = int(log["blockNumber"], 16)
            there = (log["blockHash"] == wanted["blockHash"] if "blockHash" in wanted
                     else int(wanted["fromBlock"], 16) <= block <= int(wanted["toBlock"], 16))
            return there and (to is None or log["topics"][2] in to)

        if SYSTEM not in [address.lower() for address in (addresses if isinstance(addresses, list) else [addresses])]:
            return result
        return result + [log for log in self.logs if is_wanted(log)]

    def _with_logs(self, params, receipt):
        if receipt:
            receipt["logs"] += [log for log in self.logs if log["transactionHash"] == params[0]]
        return receipt

    def _count_full(self, params, result):
        self.full_blocks += params[1] is FULL
        return result


class NativeLogsTest(EndToEndCase):
    def setUp(self):
        super().setUp()
        self.wallet = self.anvil.deploy("SmartWallet")
        self.anvil.set_balance(self.wallet.address, 10 * ETHER)
        self.node = self.stage(LoggingNode(self.anvil))
        # The headers of Anvil's blocks would prove that these logs are not in them.
        self.ctrip.config["chains"][0]["light_verification"] = "off"
        self.ctrip.set_node_url(self.node.url)

    def pay(self, payment, by_contract=False, logged=True):
        wei = int(payment["amount_raw"])
        if by_contract:
            receipt, sender = self.anvil.invoke(self.wallet, "pay", payment["address"], wei), self.wallet.address
        else:
            receipt, sender = self.pay_native(payment), self.anvil.accounts[1]
        if logged:
            self.node.log(receipt, sender, payment["address"], wei)
        return receipt

    def shown(self):
        """Payments whose transfers come with their log: the chain has shown that it logs them."""
        payments = [self.native_payment("0.1") for _ in range(3)]
        for payment in payments:
            self.pay(payment)
        self.ctrip.run("scan")
        self.assertEqual(self.ctrip.rows("SELECT native_logs_after FROM chains"), [(self.anvil.head(),)])
        return payments

    def scan(self):
        """What it said, and how many full blocks it read."""
        self.node.full_blocks = 0
        said = self.ctrip.run("scan").complaints
        return said, self.node.full_blocks

    def test_once_it_is_shown_no_full_blocks_are_read(self):
        payments = self.shown()
        direct, inner = self.native_payment("0.2"), self.native_payment("0.3")
        receipts = [self.pay(direct), self.pay(inner, by_contract=True)]
        self.assertEqual(self.scan(), ("", 0))
        for payment, receipt in zip((direct, inner), receipts):
            transfer, = self.assert_status(payment, "detected")["transfers"]
            self.assertEqual(transfer["tx_hash"], receipt["transactionHash"])
        # Blocks that were read as full ones are read by their logs, and the other way round.
        again = self.ctrip.run("scan", "--from", 1, "--json").json
        self.assertEqual(again["transfers"], 0)
        self.settle(*payments, direct, inner)
        self.assertEqual(self.ctrip.run("reconcile", "--json").json_lines[-1]["differences"], 0)

    def test_money_without_its_log_is_found_and_ends_it(self):
        self.shown()
        for by_contract in (True, False):
            payment = self.native_payment("0.2")
            self.pay(payment, by_contract, logged=False)
            said, _ = self.scan()
            self.assertEqual("came without a log" in said, by_contract)  # Said once.
            self.assert_status(payment, "detected")
        self.native_payment()
        self.anvil.mine()
        self.assertGreater(self.scan()[1], 0)

    def test_a_transfer_without_a_log_in_between_begins_the_count_anew(self):
        for logged in (True, True, False, True, True):
            self.pay(self.native_payment("0.1"), logged=logged)
            self.scan()
        self.pay(self.native_payment("0.1"))
        self.assertGreater(self.scan()[1], 0)
        self.pay(self.native_payment("0.1"))
        self.assertEqual(self.scan()[1], 0)

    def test_the_operator_decides(self):
        for word, full_blocks in (("on", 0), ("off", 1)):
            self.ctrip.config["chains"][0]["native_logs"] = word
            self.ctrip.write_config()
            self.scan()
            payment = self.native_payment("0.1")
            self.pay(payment)
            self.assertEqual(self.scan(), ("", full_blocks), word)
            self.assert_status(payment, "detected")


if __name__ == "__main__":
    unittest.main()
