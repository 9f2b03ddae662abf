# SPDX-License-Identifier: MIT
"""Light verification: what a block's header proves, `confirm` believes no node against it; and `show --proof` hands it out."""
import json
import os
import pathlib
import subprocess
import unittest

from harness.abi import TRANSFER_TOPIC, word
from harness.case import ETHER, USDT, EndToEndCase
from harness.fake_node import FakeNode

REQUEST = 65
UNAVAILABLE = 69
UNKNOWN_METHOD = {"code": -32601, "message": "the method does not exist/is not available"}
CHECKER = pathlib.Path(__file__).parents[1] / "evm" / "check_proof.js"
NOT_HELD = "no node shows what its block's header proves"
REFUTED = "its block's header proves that it is not as it was booked"


def unknown(_params):
    return UNKNOWN_METHOD


class ProofCase(EndToEndCase):
    def setUp(self):
        super().setUp()
        self.node = self.fake_node()

    def words(self):
        """What the chain's headers were seen to prove."""
        (words,), = self.ctrip.rows("SELECT light_verification FROM chains")
        return words

    def confirmed(self, *payments, code=0):
        """Mines what makes them final and runs both jobs. Returns what confirm logged."""
        self.anvil.mine(6)
        self.jobs("scan")
        log = self.ctrip.run("confirm", code=code).complaints
        for payment in payments:
            self.assert_status(payment, "paid")
        return log

    def learn(self):
        """A payment by which the chain is known to be provable."""
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        self.confirmed(payment)
        self.assertIn("headers receipts", self.words())

    def false_log(self, payment, receipt, index):
        """A transfer to the payment that never was, as a log of this block."""
        return {
            "address": self.usdt.address.lower(),
            "topics": [TRANSFER_TOPIC, "0x" + word(self.anvil.accounts[1]), "0x" + word(payment["address"])],
            "data": "0x" + word(int(payment["amount_raw"])),
            "blockNumber": receipt["blockNumber"],
            "blockHash": receipt["blockHash"],
            "transactionHash": receipt["transactionHash"],
            "transactionIndex": receipt["transactionIndex"],
            "logIndex": hex(index),
            "removed": False,
        }

    def tell_logs(self, *logs):
        """The node adds these to its answers to eth_getLogs."""

        def add(params, result):
            asked = params[0]
            for log in logs:
                number = int(log["blockNumber"], 16)
                inside = (asked["blockHash"] == log["blockHash"] if "blockHash" in asked else
                          int(asked["fromBlock"], 16) <= number <= int(asked["toBlock"], 16))
                result = result + [log] if inside else result
            return result

        self.node.hooks["eth_getLogs"] = add

    def tell_receipts(self, *logs):
        """The node adds these to the receipts of their transactions."""

        def with_log(receipt):
            added = [log for log in logs if receipt and receipt["transactionHash"] == log["transactionHash"]]
            return {**receipt, "logs": receipt["logs"] + added} if added else receipt

        self.node.hooks["eth_getTransactionReceipt"] = lambda params, result: with_log(result)
        self.node.hooks["eth_getBlockReceipts"] = lambda params, result: [with_log(one) for one in result]


class ConfirmTest(ProofCase):
    def test_an_honest_payment_costs_one_call(self):
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        self.anvil.mine(6)
        self.jobs("scan")
        self.node.reset_counts()
        self.jobs("confirm")
        self.assert_status(payment, "paid")
        self.assertEqual(self.node.counts["eth_getBlockReceipts"], 1)
        self.assertEqual(self.node.counts["eth_getBlockByHash"], 0)
        self.assertEqual(self.words(), "headers receipts")
        self.node.reset_counts()
        self.jobs("confirm")
        self.assertEqual(sum(self.node.counts[name] for name in ("eth_getBlockReceipts", "eth_getBlockByHash", "eth_getProof")), 0)

    def test_native_money_is_proved_by_its_transaction(self):
        payment = self.native_payment()
        self.pay_native(payment)
        self.assertEqual(self.confirmed(payment), "")
        self.assertEqual(self.words(), "headers receipts transactions")
        self.assertEqual((self.node.counts["eth_getBlockReceipts"], self.node.counts["eth_getBlockByHash"]), (1, 0))

    def test_a_made_up_log_in_a_real_block_is_not_confirmed(self):
        victim, honest = self.usdt_payment(), self.usdt_payment()
        receipt = self.pay_usdt(honest)
        self.tell_logs(self.false_log(victim, receipt, 1))
        log = self.confirmed(honest, code=UNAVAILABLE)
        self.assertIn(REFUTED, log)
        self.assertIn(receipt["transactionHash"], log)
        self.assertIn("light_verification: off", log)
        self.assert_status(victim, "detected")

    def test_receipts_that_lie_too_are_refused_where_the_chain_is_known(self):
        self.learn()
        victim, honest = self.usdt_payment(), self.usdt_payment()
        receipt = self.pay_usdt(honest)
        log = self.false_log(victim, receipt, 1)
        self.tell_logs(log)
        self.tell_receipts(log)
        self.assertIn(NOT_HELD, self.confirmed(code=UNAVAILABLE))
        self.assert_status(victim, "detected")
        self.assert_status(honest, "detected")
        # Another node is asked, and proves both the honest payment and the lie.
        self.ctrip.config["chains"][0]["rpc_urls"] = [self.node.url, self.anvil.url]
        self.ctrip.write_config()
        self.assertIn(REFUTED, self.ctrip.run("confirm", code=UNAVAILABLE).err)
        self.assert_status(victim, "detected")
        self.assert_status(honest, "paid")

    def test_a_liar_does_not_turn_verification_off(self):
        self.learn()
        known = self.words()
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        self.node.hooks["eth_getBlockByNumber"] = lambda params, result: result and {**result, "stateRoot": "0x" + "5a" * 32}
        self.node.hooks["eth_getBlockByHash"] = self.node.hooks["eth_getBlockByNumber"]
        for _ in range(3):
            self.assertIn(NOT_HELD, self.confirmed(code=UNAVAILABLE))
            self.assert_status(payment, "detected")
        self.assertEqual(self.words(), known)
        self.node.hooks.clear()
        self.confirmed(payment)

    def test_two_nodes_that_show_the_same_mean_another_format(self):
        self.learn()
        second = self.stage(FakeNode(self.anvil))
        self.ctrip.config["chains"][0]["rpc_urls"] = [self.node.url, second.url]
        self.ctrip.write_config()

        def strange(_params, block):
            return block and {**block, "mixHash": "0x" + "5a" * 32}

        for node in (self.node, second):
            node.hooks.update(eth_getBlockByNumber=strange, eth_getBlockByHash=strange)
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        self.assertEqual(self.confirmed(payment), "")

    def test_a_chain_whose_headers_never_hash_goes_on(self):
        self.node.hooks["eth_getBlockByNumber"] = lambda params, result: result and {**result, "mixHash": "0x" + "5a" * 32}
        self.node.hooks["eth_getBlockByHash"] = self.node.hooks["eth_getBlockByNumber"]
        coin, token = self.native_payment(), self.usdt_payment()
        self.pay_native(coin)
        self.pay_usdt(token)
        self.assertEqual(self.confirmed(coin, token), "")
        self.assertIsNone(self.words())
        self.assertEqual(self.node.counts["eth_getBlockReceipts"], 0)

    def test_another_value_or_recipient_of_a_transaction_is_refuted(self):
        payment = self.native_payment("1")
        self.pay_native(payment, ETHER // 10)

        def more(_params, block):
            for tx in block["transactions"] if block else ():
                if isinstance(tx, dict) and tx["to"] == payment["address"].lower():
                    tx["value"] = hex(ETHER)
            return block

        self.node.hooks["eth_getBlockByNumber"] = more
        self.assertIn(REFUTED, self.confirmed(code=UNAVAILABLE))
        self.assert_status(payment, "detected")

    def test_a_balance_that_never_was_is_refuted(self):
        self.ctrip.config["chains"][0]["internal_transfers"] = "balances"
        self.ctrip.write_config()
        payment = self.native_payment("1")
        self.node.errors.update(eth_call=unknown, trace_block=unknown, debug_traceBlockByNumber=unknown)
        since = self.anvil.head() + 1
        self.anvil.mine(3)

        def rich(params, result):
            return hex(ETHER) if params[0] == payment["address"].lower() and int(params[1], 16) >= since else result

        self.node.hooks["eth_getBalance"] = rich
        self.jobs("scan")
        self.assert_status(payment, "detected")
        log = self.confirmed(code=UNAVAILABLE)
        self.assertIn("the balance of the address went from 0 to 0 in that block", log)
        self.assert_status(payment, "detected")

    def test_a_node_without_receipts_of_blocks_is_asked_for_each(self):
        self.node.errors["eth_getBlockReceipts"] = unknown
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        self.confirmed(payment)
        self.assertEqual(self.words(), "headers receipts")

    def test_what_a_proof_does_not_need_may_be_odd(self):
        self.learn()
        payments = [self.usdt_payment() for _ in range(3)]
        for payment in payments:
            self.pay_usdt(payment)
        self.anvil.mine(6)
        self.jobs("scan")
        odd = [{"logsBloom": None}, {"logsBloom": "0x" + "ff" * 256}, {"logsBloom": "0x0"}]

        def other_bloom(_params, block):
            return block and {**block, **odd[int(block["number"], 16) // 2 % 3]}

        def bare(receipt):
            return {name: value for name, value in receipt.items() if name not in ("gasUsed", "logsBloom", "effectiveGasPrice", "status")}

        self.node.hooks.update(eth_getBlockByNumber=other_bloom, eth_getBlockByHash=other_bloom,
                               eth_getBlockReceipts=lambda params, result: [bare(one) for one in result])
        self.assertEqual(self.ctrip.run("confirm").complaints, "")
        for payment in payments:
            self.assert_status(payment, "paid")

    def test_it_can_be_turned_off(self):
        self.ctrip.config["chains"][0]["light_verification"] = "off"
        self.ctrip.write_config()
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        self.confirmed(payment)
        self.assertEqual((self.words(), self.node.counts["eth_getBlockReceipts"]), (None, 0))


class ShowTest(ProofCase):
    def proof(self, payment, code=0):
        file = self.ctrip.folder / f"{payment['id']}.json"
        result = self.ctrip.run("show", payment["id"], "--proof", file, "--json", code=code)
        return file, result

    def check(self, file, code=0):
        """What the independent implementation says of the file."""
        done = subprocess.run(["node", CHECKER, file], capture_output=True, text=True, timeout=60, check=False)
        self.assertEqual(done.returncode, code, done.stderr)
        return json.loads(done.stdout) if code == 0 else done.stderr

    def test_a_third_party_can_check_each_kind_of_payment(self):
        self.ctrip.config["chains"][0]["internal_transfers"] = "balances"
        self.ctrip.write_config()
        self.node.errors.update(trace_block=unknown, debug_traceBlockByNumber=unknown)
        wallet = self.anvil.deploy("SmartWallet")
        self.anvil.set_balance(wallet.address, 10 * ETHER)
        payments = [self.usdt_payment(), self.native_payment(), self.native_payment("0.001")]
        self.anvil.automine(False)
        self.anvil.submit(to=self.usdt.address, data=self.usdt.data("mint", self.anvil.accounts[1], 10**9))
        self.anvil.mine()
        # All in one block, among others.
        for account in self.anvil.accounts[2:6]:
            self.anvil.submit(**{"from": account, "to": self.anvil.accounts[7], "value": 1})
        self.anvil.submit(**{"from": self.anvil.accounts[1], "to": self.usdt.address,
                             "data": self.usdt.data("transfer", payments[0]["address"], int(payments[0]["amount_raw"]))})
        self.anvil.submit(**{"from": self.anvil.accounts[6], "to": payments[1]["address"], "value": int(payments[1]["amount_raw"])})
        self.anvil.submit(to=wallet.address, data=wallet.data("pay", payments[2]["address"], int(payments[2]["amount_raw"])))
        self.anvil.mine()
        self.anvil.automine(True)
        self.confirmed(*payments)
        self.assertEqual(self.words(), "headers receipts transactions")
        for payment, kind in zip(payments, ("event", "value", "balance"), strict=True):
            file, result = self.proof(payment)
            self.assertEqual(result.json["id"], payment["id"])
            self.assertEqual(os.stat(file).st_mode & 0o777, 0o600)
            paid, = self.check(file)
            self.assertEqual((paid["kind"], paid["to"], paid["amount"]), (kind, payment["address"].lower(), payment["amount_raw"]))
            self.assertEqual(paid["token"], self.usdt.address.lower() if kind == "event" else None)
            self.assertEqual(paid["block_hash"], self.ctrip.show(payment)["transfers"][0]["block_hash"])
            self.assert_no_edit_passes(file)

    def assert_no_edit_passes(self, file):
        """The checker takes no file in which anything is changed."""
        whole = json.loads(file.read_text())
        transfer = whole["transfers"][0]
        edits = [("amount_raw", str(int(transfer["amount_raw"]) + 1)), ("to", "0x" + "11" * 20), ("block_hash", "0x" + "22" * 32)]
        for name, value in edits:
            self.assert_fails(file, {**whole, "transfers": [{**transfer, name: value}]})
        header = whole["blocks"][0]["header"]
        self.assert_fails(file, {**whole, "blocks": [{**whole["blocks"][0], "header": header[:-1] + ("0" if header[-1] != "0" else "1")}]})
        for name in ("receipt", "transaction"):
            if transfer[name]:
                shorter = {**transfer[name], "path": transfer[name]["path"][:-1]}
                self.assert_fails(file, {**whole, "transfers": [{**transfer, name: shorter}]})
        if transfer["account"]:
            before = {**transfer["account"]["before"], "path": transfer["account"]["after"]["path"]}
            self.assert_fails(file, {**whole, "transfers": [{**transfer, "account": {**transfer["account"], "before": before}}]})

    def assert_fails(self, file, document):
        edited = file.with_suffix(".edited")
        edited.write_text(json.dumps(document))
        self.assertIn("check_proof:", self.check(edited, code=1))

    def test_no_file_where_nothing_is_proved(self):
        payment = self.usdt_payment()
        file, result = self.proof(payment, code=REQUEST)
        self.assertIn("nothing was received that could be proved", result.err)
        self.pay_usdt(payment)
        self.confirmed(payment)
        self.node.hooks["eth_getBlockByHash"] = lambda params, result: result and {**result, "stateRoot": "0x" + "5a" * 32}
        file, result = self.proof(payment, code=UNAVAILABLE)
        self.assertIn("no transfer could be proved", result.err)
        self.assertIn("does not hash to the block's hash", result.err)
        self.assertFalse(file.exists())
        self.node.hooks.clear()
        file, _ = self.proof(payment)
        before = file.read_bytes()
        file, result = self.proof(payment, code=REQUEST)
        self.assertIn("there is one already", result.err)
        self.assertEqual(file.read_bytes(), before)

    def test_a_part_is_written_and_named(self):
        payment = self.usdt_payment("12.5")
        first = self.pay_usdt(payment, 5 * USDT)
        self.pay_usdt(payment, 15 * USDT // 2)
        self.confirmed(payment)
        self.node.hooks["eth_getBlockByHash"] = (
            lambda params, result: None if result["hash"] == first["blockHash"] else result)
        file, result = self.proof(payment, code=UNAVAILABLE)
        self.assertIn("proves 1 of 2 transfers", result.err)
        self.assertEqual([one["amount"] for one in self.check(file)], [str(15 * USDT // 2)])


if __name__ == "__main__":
    unittest.main()
