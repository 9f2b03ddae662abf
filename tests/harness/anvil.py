# SPDX-License-Identifier: MIT
"""An Anvil process, and the operations of tests on its chain."""
import http.client
import json
import os
import subprocess
import time

from harness import abi
from harness.process import Background, free_port

# Anvil's well-known account 9. Its balance pays the gas of sweeps.
SPONSOR_KEY = "0x2a871d0798f97d79848a013d4936a73bf4cc922c825d33c1cf7073dff6d409c6"
SPONSOR = "0xa0Ee7A142d267C1f36714E4a8F75612F20a79720"
STARTS_MAX = 5
READY_TIMEOUT_S = 60
RECEIPT_TIMEOUT_S = 60


class RpcError(Exception):
    """The node answered with an error."""


class Anvil:
    """One chain on a free loopback port; use it as a context manager, or call stop()."""

    def __init__(self, *arguments, chain_id=31337):
        self.chain_id = chain_id
        self._background = None
        self._connection = None
        self._kept = None
        for _ in range(STARTS_MAX):
            self.port = free_port()
            self._start(arguments)
            if self._wait_until_ready():
                break
            self.stop()
        else:
            raise RuntimeError("anvil did not start; see its output above")
        self.url = f"http://127.0.0.1:{self.port}"
        self.accounts = self.rpc("eth_accounts")
        # On a hardfork before London, eth_sendTransaction needs an explicit gasPrice.
        self.legacy = "baseFeePerGas" not in self.rpc("eth_getBlockByNumber", "latest", False)

    def _start(self, arguments):
        binary = os.environ.get("ANVIL", "anvil")
        command = [binary, "--host", "127.0.0.1", "--port", str(self.port), "--chain-id", str(self.chain_id)]
        self._background = Background([*command, *arguments], stdout=subprocess.DEVNULL)

    def _wait_until_ready(self):
        deadline = time.monotonic() + READY_TIMEOUT_S
        while time.monotonic() < deadline and not self._background.exited():
            try:
                # Another process may listen on the port: the chain id must be ours.
                return int(self.rpc("eth_chainId"), 16) == self.chain_id
            except (OSError, http.client.HTTPException, ValueError):
                time.sleep(0.01)
        return False

    def stop(self):
        if self._connection:
            self._connection.close()
            self._connection = None
        if self._background:
            self._background.stop()
            self._background = None

    def keep(self):
        """Saves the state of the chain for rewind()."""
        self._kept = (self.rpc("evm_snapshot"), self._blocks())

    def rewind(self):
        """Restores the chain, the pool, the clock and the mining mode of keep(). False after a reorg of the kept blocks, or
        if Anvil does not answer; then the caller starts a new one."""
        snapshot, blocks = self._kept
        try:
            self.rpc("anvil_dropAllTransactions")
            # In this order: interval 0 alone turns mining off.
            self.rpc("evm_setIntervalMining", 0)
            self.rpc("evm_setAutomine", True)
            self.rpc("anvil_removeBlockTimestampInterval")
            if not self.rpc("evm_revert", snapshot) or self._blocks() != blocks:
                return False
            self.rpc("evm_setTime", int(time.time()))
            if not self.legacy:
                self.rpc("anvil_setNextBlockBaseFeePerGas", blocks[-1]["baseFeePerGas"])
            self.keep()
        except (OSError, http.client.HTTPException, RpcError):
            return False
        return True

    def _blocks(self):
        return [self.rpc("eth_getBlockByNumber", hex(number), False) for number in range(self.head() + 1)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def rpc(self, method, *params, timeout_s=30):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
        if not self._connection:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout_s)
        try:
            self._connection.request("POST", "/", body, {"Content-Type": "application/json"})
            reply = json.loads(self._connection.getresponse().read())
        except (OSError, http.client.HTTPException):
            self._connection.close()
            self._connection = None
            raise
        if "error" in reply:
            raise RpcError(f"{method}: {reply['error']}")
        return reply["result"]

    def head(self):
        return int(self.rpc("eth_blockNumber"), 16)

    def timestamp(self):
        return int(self.rpc("eth_getBlockByNumber", "latest", False)["timestamp"], 16)

    def mine(self, blocks=1, interval_s=1):
        self.rpc("anvil_mine", hex(blocks), hex(interval_s))

    def automine(self, on):
        """If off, transactions stay in the pool until mine(), which puts all of them into one block."""
        self.rpc("evm_setAutomine", on)

    def balance(self, address):
        return int(self.rpc("eth_getBalance", address, "latest"), 16)

    def set_balance(self, address, wei):
        self.rpc("anvil_setBalance", address, hex(wei))

    def nonce(self, address):
        return int(self.rpc("eth_getTransactionCount", address, "latest"), 16)

    def submit(self, **fields):
        """Adds a transaction of an unlocked account to the pool and returns its hash."""
        fields.setdefault("from", self.accounts[0])
        if self.legacy:
            fields.setdefault("gasPrice", self.rpc("eth_gasPrice"))
        return self.rpc("eth_sendTransaction", {k: hex(v) if isinstance(v, int) else v for k, v in fields.items()})

    def receipt(self, tx_hash):
        """Waits for the receipt: an automining Anvil may not have it right after the send."""
        deadline = time.monotonic() + RECEIPT_TIMEOUT_S
        while time.monotonic() < deadline:
            receipt = self.rpc("eth_getTransactionReceipt", tx_hash)
            if receipt:
                return receipt
            time.sleep(0.005)
        raise TimeoutError(f"no receipt of {tx_hash}")

    def until_mined(self):
        """Waits until an automining Anvil has mined its pool: a send returns before that."""
        deadline = time.monotonic() + RECEIPT_TIMEOUT_S
        while int(self.rpc("txpool_status")["pending"], 16) != 0:
            if time.monotonic() > deadline:
                raise TimeoutError("transactions are still in the pool")
            time.sleep(0.005)

    def send_raw(self, raw):
        """Sends a signed transaction again, and waits until it is mined."""
        return self.receipt(self.rpc("eth_sendRawTransaction", raw))

    def transact(self, expect_status=1, **fields):
        """Sends and waits until it is mined with the expected status."""
        receipt = self.receipt(self.submit(**fields))
        if int(receipt["status"], 16) != expect_status:
            raise RpcError(f"transaction {receipt['transactionHash']}: status {receipt['status']}")
        return receipt

    def send_native(self, to, wei, **fields):
        return self.transact(to=to, value=wei, **fields)

    def deploy(self, name, **fields):
        receipt = self.transact(data=abi.artifact(name)["bytecode"], **fields)
        return abi.Contract(name, receipt["contractAddress"])

    def sent_by(self, address):
        """The receipts of all transactions of one sender, oldest first."""
        found = []
        for number in range(self.head() + 1):
            block = self.rpc("eth_getBlockByNumber", hex(number), True)
            found += [tx["hash"] for tx in block["transactions"] if tx["from"].lower() == address.lower()]
        return [self.receipt(tx_hash) for tx_hash in found]

    def fees_of(self, address):
        """The fees that one sender paid for all its transactions, in wei."""
        return sum(int(r["gasUsed"], 16) * int(r["effectiveGasPrice"], 16) for r in self.sent_by(address))

    def call(self, contract, method, *arguments):
        data = contract.data(method, *arguments)
        return int(self.rpc("eth_call", {"to": contract.address, "data": data}, "latest"), 16)

    def decimals(self, token):
        """What the token's contract says; 6 where it says nothing."""
        try:
            answer = self.rpc("eth_call", {"to": token.address, "data": "0x313ce567"}, "latest")
        except RpcError:
            return 6
        return int(answer, 16) if len(answer) == 66 else 6

    def invoke(self, contract, method, *arguments, **fields):
        return self.transact(to=contract.address, data=contract.data(method, *arguments), **fields)

    def mint(self, token, to, amount):
        return self.invoke(token, "mint", to, amount)

    def transfer(self, token, to, amount, **fields):
        return self.invoke(token, "transfer", to, amount, **fields)

    def token_balance(self, token, address):
        return self.call(token, "balanceOf", address)
