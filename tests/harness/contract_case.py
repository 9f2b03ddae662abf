# SPDX-License-Identifier: MIT
"""Shared by tests of the Sweeper contract: its artifacts, deployed ones, and what another implementation signs."""
import functools
import json
import os
import pathlib
import subprocess
import unittest

from harness import abi
from harness.anvil import SPONSOR_KEY, Anvil

TREASURY = "0x7e57000000000000000000000000000000000001"
SOURCE = pathlib.Path(os.environ["CTRIP_SOURCE_DIR"])
ARTIFACTS = {1: json.loads((SOURCE / "contracts/Sweeper.json").read_text(encoding="utf-8")),
             2: json.loads((SOURCE / "contracts/SweeperV2.json").read_text(encoding="utf-8"))}
GAS = 100_000
MARGIN = 50_000  # Of version 2, which is given it.
# Keys of deposits, and the addresses they belong to.
KEYS = [f"0x{number:064x}" for number in (0xA11CE, 0xB0B, 0xCA401)]


def node(script, *arguments, text=None):
    return subprocess.run(["node", str(SOURCE / script), *arguments], input=text, capture_output=True, text=True, check=True,
                          timeout=280).stdout


class Sweeper:
    """A deployed one of either version."""

    def __init__(self, anvil, treasury=TREASURY, version=1):
        self.anvil, self.version = anvil, version
        receipt = anvil.transact(data=ARTIFACTS[version]["initcode"] + abi.word(treasury))
        self.address = receipt["contractAddress"]

    def data(self, method, *arguments):
        selectors = ARTIFACTS[self.version]["methodIdentifiers"]
        selector, = [selector for signature, selector in selectors.items() if signature.startswith(method + "(")]
        return "0x" + selector + abi.encode(*arguments, *([MARGIN] if self.version == 2 else []))

    def sweep_data(self, tokens, gas=GAS):
        return self.data("sweep", [token.address for token in tokens], gas)

    def sweep_many_data(self, deposits, tokens, gas=GAS):
        return self.data("sweepMany", list(deposits), [token.address for token in tokens], gas)

    def sweep_many(self, deposits, tokens, gas=GAS, **fields):
        fields.setdefault("gas", 10_000_000)
        return self.anvil.transact(to=self.address, data=self.sweep_many_data(deposits, tokens, gas), **fields)


class ContractCase(unittest.TestCase):
    treasury = TREASURY
    version = 1

    def setUp(self):
        self.anvil = self.stage(Anvil())
        self.sweeper = Sweeper(self.anvil, self.treasury, self.version)
        self.usdt = self.anvil.deploy("UsdtLike")

    def stage(self, thing):
        self.addCleanup(thing.stop)
        return thing

    def deposits(self, count=3, delegate=True):
        addresses = [f"0x{0xD0 * 2**152 + number:040x}" for number in range(1, count + 1)]
        for address in addresses if delegate else ():
            self.delegate(address)
        return addresses

    def delegate(self, address, to=None):
        self.anvil.rpc("anvil_setCode", address, "0xef0100" + (to or self.sweeper.address)[2:])

    def fill(self, token, deposits, amount=1000):
        for deposit in deposits:
            self.anvil.mint(token, deposit, amount)

    def assert_swept(self, token, deposits, amount=1000):
        for deposit in deposits:
            self.assertEqual(self.anvil.token_balance(token, deposit), 0, deposit)
        self.assertEqual(self.anvil.token_balance(token, self.treasury), amount * len(deposits))


@functools.cache
def address_of(key):
    return json.loads(node("tests/evm/sender.js", signed_tx([], key=key, nonce=0, to=TREASURY, data="0x")))


def signed_tx(authorizations, *, nonce, key=SPONSOR_KEY, chain_id=31337, **fields):
    tx = {"chainId": hex(chain_id), "nonce": hex(nonce), "maxFeePerGas": hex(10**11), "maxPriorityFeePerGas": "0x1",
          "gasLimit": hex(3_000_000), "value": "0x0", **fields}
    return node("tests/evm/sign.js", text=json.dumps({"key": key, "tx": tx, "authorizations": authorizations})).strip()
