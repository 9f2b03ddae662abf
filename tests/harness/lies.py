# SPDX-License-Identifier: MIT
"""What a lying node answers: hooks of a FakeNode, in the place of what the chain says."""
import json

from harness import abi

NO_TX = "0x" + "ab" * 32
NO_BLOOM = "0x" + "00" * 256


def number_of(text):
    return int(text, 16)


class Lies:
    """The lies of one node about one payment, the victim. Each method begins one; end() ends all."""

    def __init__(self, anvil, usdt, node, victim):
        self.anvil, self.usdt, self.node, self.victim = anvil, usdt, node, victim
        self.first = anvil.head() + 1  # The block of what is paid next, which most lies are about.
        self.tx = None  # The victim's honest transaction, where it has one.

    def end(self):
        self.node.hooks.clear()
        self.node.errors.clear()

    # Money that is not there.

    def _block(self, number):
        return self.node.ask("eth_getBlockByNumber", hex(number), False)

    def _head(self):
        return number_of(self.node.ask("eth_blockNumber"))

    def _log(self, tx_hash, index="0x63"):
        block = self._block(self.first)
        return {
            "address": self.usdt.address.lower(),
            "topics": [abi.TRANSFER_TOPIC, "0x" + abi.word(self.anvil.accounts[1]), "0x" + abi.word(self.victim["address"])],
            "data": "0x" + abi.word(int(self.victim["amount_raw"])),
            "blockNumber": block["number"],
            "blockHash": block["hash"],
            "transactionHash": tx_hash,
            "transactionIndex": "0x0",
            "logIndex": index,
            "removed": False,
        }

    def _is_asked(self, filter_):
        """Whether eth_getLogs with this filter asks for the victim's log in the block `first`."""
        if self._head() < self.first:
            return False
        if "blockHash" in filter_:
            return filter_["blockHash"] == self._block(self.first)["hash"]
        topics = filter_.get("topics", [])
        recipients = topics[2] if len(topics) > 2 else None
        return (
            number_of(filter_["fromBlock"]) <= self.first <= number_of(filter_["toBlock"])
            and topics[:1] == [abi.TRANSFER_TOPIC]
            and (recipients is None or any(abi.word(self.victim["address"]) in one for one in recipients))
            and (len(topics) < 2 or topics[1] is None)
        )

    def made_up_log(self):
        """An event of a transaction that does not exist, in a block that does."""

        def logs(params, result):
            return result + [self._log(NO_TX)] if self._is_asked(params[0]) else result

        self.node.hooks["eth_getLogs"] = logs

    def _receipt(self, logs):
        block = self._block(self.first)
        return {
            "transactionHash": NO_TX,
            "transactionIndex": "0x0",
            "blockHash": block["hash"],
            "blockNumber": block["number"],
            "from": self.anvil.accounts[1],
            "to": self.usdt.address,
            "status": "0x1",
            "gasUsed": "0x5208",
            "effectiveGasPrice": "0x1",
            "logs": logs,
            "logsBloom": NO_BLOOM,
            "type": "0x2",
        }

    def made_up_log_with_receipt(self):
        self.made_up_log()
        self.node.hooks["eth_getTransactionReceipt"] = lambda params, result: (
            self._receipt([self._log(NO_TX)]) if params[0] == NO_TX else result
        )

    def log_of_a_reverted_transaction(self):
        """0xPolygon/zkevm-node#1871"""
        data = self.usdt.data("transfer", self.victim["address"], int(self.victim["amount_raw"]))
        fields = {"from": self.anvil.accounts[3], "to": self.usdt.address, "data": data, "gas": 100_000}
        self.tx = self.anvil.transact(expect_status=0, **fields)["transactionHash"]

        def logs(params, result):
            return result + [self._log(self.tx)] if self._is_asked(params[0]) else result

        self.node.hooks["eth_getLogs"] = logs

    def _more_data(self, log):
        ours = self.tx == log["transactionHash"]
        return {**log, "data": "0x" + abi.word(int(self.victim["amount_raw"]))} if ours else log

    def amount_of_a_log(self):
        self.node.hooks["eth_getLogs"] = lambda params, result: [self._more_data(log) for log in result]

    def amount_of_a_log_and_its_receipt(self):
        self.amount_of_a_log()
        self.node.hooks["eth_getTransactionReceipt"] = lambda params, result: (
            result and {**result, "logs": [self._more_data(log) for log in result["logs"]]}
        )

    def value_of_a_transaction(self):
        def tx(found):
            ours = isinstance(found, dict) and found["hash"] == self.tx
            return {**found, "value": hex(int(self.victim["amount_raw"]))} if ours else found

        self.node.hooks["eth_getBlockByNumber"] = lambda params, result: (
            result and {**result, "transactions": [tx(one) for one in result["transactions"]]}
        )
        self.node.hooks["eth_getTransactionByHash"] = lambda params, result: tx(result)

    def balance_that_is_not_there(self):
        def balance(params, result):
            ours = params[0].lower() == self.victim["address"].lower()
            late = params[1] == "latest" or number_of(params[1]) >= self.first
            return hex(int(self.victim["amount_raw"])) if ours and late else result

        self.node.hooks["eth_getBalance"] = balance

    # Another chain.

    def other_branch(self):
        """Other hashes for all blocks from `first` on."""

        def other(_, result):
            text = json.dumps(result)
            for number in range(self.first, self._head() + 1):
                real = self._block(number)["hash"]
                text = text.replace(real, "0x" + "f" * 8 + real[10:])
            return json.loads(text)

        for what in ("BlockByNumber", "BlockByHash", "Logs", "TransactionReceipt", "TransactionByHash"):
            self.node.hooks[f"eth_get{what}"] = other

    def final_block_ahead(self):
        """Its finalized block is its latest."""
        self.node.hooks["eth_getBlockByNumber"] = lambda params, result: (
            self._block(self._head()) if params[0] == "finalized" else result
        )

    def head_far_ahead(self):
        def block(params, result):
            if params[0] != "latest":
                return result
            number = hex(number_of(result["number"]) + 400)
            return {**result, "number": number, "timestamp": hex(number_of(result["timestamp"]) + 4_800), "hash": "0x" + "cd" * 32}

        self.node.hooks["eth_getBlockByNumber"] = block

    def times_ahead(self):
        def block(_, result):
            return result and {**result, "timestamp": hex(number_of(result["timestamp"]) + 3_000)}

        self.node.hooks["eth_getBlockByNumber"] = block
        self.node.hooks["eth_getBlockByHash"] = block

    # Money that it hides.

    def hidden_log(self):
        """The block's bloom has it."""
        self.node.hooks["eth_getLogs"] = lambda params, result: [
            log for log in result if abi.word(self.victim["address"]) not in "".join(log["topics"]).lower()
        ]

    def hidden_log_and_bloom(self):
        self.hidden_log()
        self.node.hooks["eth_getBlockByNumber"] = lambda params, result: (
            {**result, "logsBloom": NO_BLOOM} if result and number_of(result["number"]) == self.first else result
        )

    def hidden_value(self):
        def block(_, result):
            if not result:
                return result
            kept = [tx for tx in result["transactions"] if self.tx not in (tx, isinstance(tx, dict) and tx["hash"])]
            return {**result, "transactions": kept}

        self.node.hooks["eth_getBlockByNumber"] = block

    def hidden_balance(self):
        self.node.hooks["eth_getBalance"] = lambda params, result: (
            "0x0" if params[0].lower() == self.victim["address"].lower() else result
        )

    def _receipt_of_victim(self, change):
        self.node.hooks["eth_getTransactionReceipt"] = lambda params, result: (
            change(result) if result and params[0] == self.tx else result
        )

    def reverted_receipt(self):
        self._receipt_of_victim(lambda receipt: {**receipt, "status": "0x0", "logs": []})

    def no_receipt(self):
        self._receipt_of_victim(lambda receipt: None)

    def receipt_of_another_transaction(self):
        self._receipt_of_victim(lambda receipt: {**receipt, "transactionHash": NO_TX})

    def receipt_of_another_block(self):
        self._receipt_of_victim(lambda receipt: {**receipt, "blockHash": "0x" + "cd" * 32})

    # About sweeps.

    def gas(self):
        self.node.hooks["eth_estimateGas"] = lambda params, result: hex(50 * number_of(result))

    def nonce(self):
        self.node.hooks["eth_getTransactionCount"] = lambda params, result: hex(3 + number_of(result))

    def price(self):
        def more(text):
            return hex(1_000 * number_of(text))

        self.node.hooks["eth_gasPrice"] = lambda params, result: more(result)
        self.node.hooks["eth_maxPriorityFeePerGas"] = lambda params, result: more(result)
        self.node.hooks["eth_getBlockByNumber"] = lambda params, result: (
            result and {**result, "baseFeePerGas": more(result.get("baseFeePerGas", "0x1"))}
        )

    def receipt_of_a_sweep(self):
        """Every transaction that is in the pool is mined, in a block that is final."""
        self.first -= 6

        def receipt(params, result):
            return result or {**self._receipt([]), "transactionHash": params[0]}

        self.node.hooks["eth_getTransactionReceipt"] = receipt
