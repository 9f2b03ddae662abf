#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes the benchmark's blocks on a real Anvil and records its replies, for replay_server to give again.

    ANVIL=path/to/anvil record.py --token TOKEN.json --watched WATCHED --out DIR

WATCHED holds one payment a line, "native ADDRESS" or "token ADDRESS": each block pays one of them, every
third block a token payment, in the file's order. DIR gets two files:

    data    the JSON texts of all replies, one behind the other
    index   one line a text: "block|header|receipts NUMBER OFFSET LENGTH", "receipt TX_HASH OFFSET LENGTH" or
            "log NUMBER ADDRESS TOPIC0 TOPIC2 OFFSET LENGTH". Logs lie together, in order, with a comma between them.

Blocks 0 and 1 are the genesis and the token's creation; the full ones are 2 to 301.
"""
import argparse
import http.client
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import time

CHAIN_ID = 31337
BLOCKS = 300
TXS_PER_BLOCK = 200
SENDERS = 20
FIRST_FULL_BLOCK = 2
GENESIS_TIME_S = 1_760_000_000  # Fixed, so that a recording is the same whenever it is made.
TOKEN_ADDRESS = "0x5fbdb2315678afecb367f032d93f642f64180aa3"
NATIVE_PAID_WEI = 10**15
TOKEN_PAID = 1_000_000
# Kinds of transactions in a block, the paying ones included in the first and third.
PLAIN, CALLDATA, TRANSFER, BATCH = 80, 20, 60, 40
TRANSFER_TOPIC = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"


class Node:
    """A started Anvil and one kept-alive connection to it."""

    def __init__(self, anvil):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [anvil, "--port", str(port), "--chain-id", str(CHAIN_ID), "--no-mining", "--order", "fifo",
             "--accounts", str(SENDERS), "--balance", "1000000", "--gas-limit", "1000000000",
             "--timestamp", str(GENESIS_TIME_S), "--silent"],
            stdin=subprocess.DEVNULL)
        self.http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _ in range(100):
            try:
                self.call("eth_chainId")
                return
            except OSError:
                self.http.close()
                time.sleep(0.1)
        sys.exit("record: anvil does not answer")

    def batch(self, calls):
        body = json.dumps([{"jsonrpc": "2.0", "id": i, "method": method, "params": params}
                           for i, (method, params) in enumerate(calls)])
        self.http.request("POST", "/", body, {"Content-Type": "application/json"})
        replies = json.loads(self.http.getresponse().read())
        for reply in replies:
            if "error" in reply:
                sys.exit(f"record: anvil: {reply['error']['message']}")
        return [reply["result"] for reply in sorted(replies, key=lambda reply: reply["id"])]

    def call(self, method, *params):
        return self.batch([(method, list(params))])[0]

    def stop(self):
        self.process.terminate()
        self.process.wait()


class TxMaker:
    """The benchmark's transactions: the same ones on every machine."""

    def __init__(self, senders, selectors):
        self.random = random.Random(1)
        self.senders = senders
        self.nonces = [1] + [0] * (len(senders) - 1)  # The first one created the token.
        self.turn = 0
        self.selectors = selectors

    def address(self):
        return "0x" + self.random.randbytes(20).hex()

    def send(self, **fields):
        sender = self.turn % len(self.senders)
        self.turn += 1
        tx = {"from": self.senders[sender], "nonce": hex(self.nonces[sender]), "maxFeePerGas": hex(10**10),
              "maxPriorityFeePerGas": hex(10**9), **fields}
        self.nonces[sender] += 1
        return ("eth_sendTransaction", [tx])

    def native(self, to, wei, data=b""):
        return self.send(to=to, value=hex(wei), gas=hex(21_000 + 40 * len(data)), input="0x" + data.hex())

    def transfer(self, to, amount):
        data = self.selectors["transfer(address,uint256)"] + word(to) + word(amount)
        return self.send(to=TOKEN_ADDRESS, gas=hex(100_000), input="0x" + data)

    def token_batch(self):
        recipients = [self.address() for _ in range(self.random.randint(2, 6))]
        data = (self.selectors["batch(address[],uint256)"] + word(64) + word(self.random.randint(1, 10**9))
                + word(len(recipients)) + "".join(word(to) for to in recipients))
        return self.send(to=TOKEN_ADDRESS, gas=hex(400_000), input="0x" + data)

    def block(self, native_to, token_to):
        """One block's transactions: kinds and recipients in a random order, then sent in turn by all senders."""
        rng = self.random
        if native_to:
            makers = [lambda: self.native(native_to, NATIVE_PAID_WEI)]
        else:
            makers = [lambda: self.transfer(token_to, TOKEN_PAID)]
        makers += [lambda: self.native(self.address(), rng.randint(1, 10**18))] * (PLAIN - bool(native_to))
        makers += [lambda: self.native(self.address(), rng.randint(1, 10**18),
                                       rng.randbytes(rng.randint(200, 500)))] * CALLDATA
        makers += [lambda: self.transfer(self.address(), rng.randint(1, 10**9))] * (TRANSFER - bool(token_to))
        makers += [self.token_batch] * BATCH
        rng.shuffle(makers)
        return [make() for make in makers]


class Recording:
    def __init__(self, folder):
        self.data = open(folder / "data", "wb")
        self.index = open(folder / "index", "w", encoding="ascii")

    def add(self, key, value):
        text = json.dumps(value, separators=(",", ":")).encode()
        self.index.write(f"{key} {self.data.tell()} {len(text)}\n")
        self.data.write(text)

    def add_block(self, number, block, receipts):
        self.add(f"block {number}", block)
        self.add(f"header {number}", {**block, "transactions": [tx["hash"] for tx in block["transactions"]]})
        self.add(f"receipts {number}", receipts)
        for receipt in receipts:
            self.add(f"receipt {receipt['transactionHash']}", receipt)

    def add_logs(self, logs):
        for log in logs:
            topics = log["topics"]
            self.add(f"log {int(log['blockNumber'], 16)} {log['address']} {topics[0]} {topics[2]}", log)
            self.data.write(b",")

    def close(self):
        self.data.close()
        self.index.close()


def paid_in(i, natives, tokens):
    """The watched address that the i-th full block pays: a native payment's or a token payment's, the other is None."""
    return (None, tokens[i // 3 % len(tokens)]) if i % 3 == 0 else (natives[i % len(natives)], None)


def word(value):
    return (value[2:] if isinstance(value, str) else f"{value:x}").rjust(64, "0")


def create_token(node, senders, token):
    """Block 1. Its address follows from the sender and the nonce: always TOKEN_ADDRESS."""
    code = token["bytecode"] + word(32) + word(len(senders)) + "".join(word(a) for a in senders)
    tx = {"from": senders[0], "nonce": "0x0", "gas": hex(5_000_000), "input": "0x" + code}
    tx_hash, _ = node.batch([("eth_sendTransaction", [tx]), ("evm_mine", [])])
    if node.call("eth_getTransactionReceipt", tx_hash)["contractAddress"].lower() != TOKEN_ADDRESS:
        sys.exit("record: the token has another address than planned")


def record_block(node, recording, number, txs):
    tag = hex(number)
    block, receipts, logs = node.batch([
        ("eth_getBlockByNumber", [tag, True]), ("eth_getBlockReceipts", [tag]),
        ("eth_getLogs", [{"fromBlock": tag, "toBlock": tag, "topics": [TRANSFER_TOPIC]}])])
    if len(block["transactions"]) != txs or any(receipt["status"] != "0x1" for receipt in receipts):
        sys.exit(f"record: block {number} is not as planned")
    recording.add_block(number, block, receipts)
    return logs


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--token", type=pathlib.Path, required=True)
    parser.add_argument("--watched", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    options = parser.parse_args()
    watched = [line.split() for line in options.watched.read_text().splitlines()]
    natives = [address for kind, address in watched if kind == "native"]
    tokens = [address for kind, address in watched if kind == "token"]
    options.out.mkdir(parents=True, exist_ok=True)

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # So that Anvil is stopped, too.
    node = Node(os.environ["ANVIL"])
    try:
        token = json.loads(options.token.read_text())
        senders = node.call("eth_accounts")
        node.call("anvil_setBlockTimestampInterval", 1)
        create_token(node, senders, token)
        maker = TxMaker(senders, token["selectors"])
        recording = Recording(options.out)
        logs = record_block(node, recording, 0, 0) + record_block(node, recording, 1, 1)
        for i in range(BLOCKS):
            node.batch(maker.block(*paid_in(i, natives, tokens)))
            node.call("evm_mine")
            logs += record_block(node, recording, FIRST_FULL_BLOCK + i, TXS_PER_BLOCK)
            if i % 50 == 49:
                print(f"record: {i + 1} of {BLOCKS} blocks", file=sys.stderr)
        recording.add_logs(logs)
        recording.close()
    finally:
        node.stop()


if __name__ == "__main__":
    main()
