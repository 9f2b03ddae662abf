# SPDX-License-Identifier: MIT
"""transferMany of version 2 of the Sweeper (EIP-3009) on a real chain."""
import json
import unittest

from harness import abi
from harness.contract_case import ARTIFACTS, GAS, KEYS, MARGIN, TREASURY, ContractCase, address_of, node
from harness.database import any_engine


@any_engine
class TransferManyTest(ContractCase):
    """Transfers by EIP-3009, signed by another implementation."""

    version = 2
    valid = 2**40

    def setUp(self):
        super().setUp()
        self.usdc = self.anvil.deploy("UsdcLike")
        self.addresses = [address_of(key) for key in KEYS]
        self.fill(self.usdc, self.addresses)

    def transfer(self, place, nonce=0, **fields):
        return {"key": KEYS[place], "from": self.addresses[place], "to": TREASURY, "value": 1000, "validAfter": 0,
                "validBefore": self.valid, "nonce": nonce, **fields}

    def data(self, transfers, token=None, gas=GAS):
        separator = self.anvil.call(self.usdc, "DOMAIN_SEPARATOR")
        signed = json.loads(node("tests/evm/sign_transfers.js", text=json.dumps(
            {"separator": hex(separator), "transfers": transfers})))
        words = [[one["from"], one["value"], one["validAfter"], one["validBefore"], one["nonce"], *parts]
                 for one, parts in zip(transfers, signed)]
        head = [(token or self.usdc).address, 128, gas, MARGIN, len(transfers)]
        selector, = [selector for signature, selector in ARTIFACTS[2]["methodIdentifiers"].items()
                     if signature.startswith("transferMany(")]
        return "0x" + selector + "".join(abi.word(value) for value in head + [word for of in words for word in of])

    def send(self, *transfers, **fields):
        return self.anvil.transact(to=self.sweeper.address, gas=5_000_000, data=self.data(list(transfers), **fields))

    def left(self):
        return [self.anvil.token_balance(self.usdc, address) for address in self.addresses]

    def test_all_of_them_reach_the_treasury_without_a_delegation(self):
        self.send(*(self.transfer(place) for place in range(3)))
        self.assert_swept(self.usdc, self.addresses)
        for address in self.addresses:
            self.assertEqual((self.anvil.nonce(address), self.anvil.rpc("eth_getCode", address, "latest")), (0, "0x"))

    def test_one_that_fails_stops_no_other(self):
        now = int(self.anvil.rpc("eth_getBlockByNumber", "latest", False)["timestamp"], 16)
        thief = self.anvil.accounts[7]
        bad = {
            "expired": self.transfer(1, validBefore=now),
            "not valid yet": self.transfer(1, validAfter=now + 10**6),
            "more than it has": self.transfer(1, value=1001),
            "signed by another": self.transfer(1, key=KEYS[0]),
            "for another recipient": self.transfer(1, to=thief),
        }
        snapshot = self.anvil.rpc("evm_snapshot")
        for what, transfer in bad.items():
            with self.subTest(what):
                self.send(self.transfer(0), transfer, self.transfer(2))
                self.assertEqual(self.left(), [0, 1000, 0])
                self.assertEqual(self.anvil.token_balance(self.usdc, thief), 0)
                self.anvil.rpc("evm_revert", snapshot)
                snapshot = self.anvil.rpc("evm_snapshot")
        with self.subTest("blacklisted"):
            self.anvil.invoke(self.usdc, "addBlackList", self.addresses[1])
            self.send(*(self.transfer(place) for place in range(3)))
            self.assertEqual(self.left(), [0, 1000, 0])

    def test_a_nonce_moves_money_once(self):
        self.send(self.transfer(0, value=400), self.transfer(0, value=500), self.transfer(1))
        self.assertEqual(self.left(), [600, 0, 1000])
        self.send(self.transfer(0, value=600), self.transfer(2))
        self.assertEqual(self.left(), [600, 0, 0])
        self.send(self.transfer(0, nonce=1, value=600))
        self.assertEqual(self.left(), [0, 0, 0])

    def test_a_paused_token_or_one_that_is_none_moves_nothing(self):
        self.anvil.invoke(self.usdc, "setPaused", 1)
        nobody = abi.Contract("OzToken", "0x7e57000000000000000000000000000000000777")
        for token in (self.usdc, self.usdt, nobody):
            self.assertEqual(self.send(self.transfer(0), token=token)["logs"], [])
        self.assertEqual(self.left(), [1000] * 3)

    def test_it_runs_only_as_itself(self):
        self.delegate(self.addresses[0])
        self.anvil.transact(expect_status=0, to=self.addresses[0], gas=1_000_000, data=self.data([self.transfer(1)]))
        self.assertEqual(self.left(), [1000] * 3)

    def test_no_gas_limit_succeeds_and_leaves_money_behind(self):
        data = self.data([self.transfer(place) for place in range(3)])
        call = {"from": self.anvil.accounts[0], "to": self.sweeper.address, "data": data}
        estimate = int(self.anvil.rpc("eth_estimateGas", call), 16)
        seen = set()
        for share in (100, 99, 97, 95, 90, 80, 70, 50):
            snapshot = self.anvil.rpc("evm_snapshot")
            tx_hash = self.anvil.submit(to=self.sweeper.address, data=data, gas=estimate * share // 100)
            status = int(self.anvil.receipt(tx_hash)["status"], 16)
            self.assertEqual(self.left(), [0 if status else 1000] * 3, share)
            seen.add(status)
            self.anvil.rpc("evm_revert", snapshot)
        self.assertEqual(seen, {0, 1})


if __name__ == "__main__":
    unittest.main()
