# SPDX-License-Identifier: MIT
"""One, ten, a hundred and four hundred deposits of each kind, on a chain that limits the gas of a transaction (EIP-7825)."""
import functools
import json
import unittest

from harness import part
from harness.anvil import SPONSOR
from harness.case import ETHER, TREASURY
from harness.sweep_case import FINAL, SweepCase

CHUNK = 200
TX_GAS_MAX = 2**24
# Per deposit in the first batch, as another EVM has it (tests/evm/gas.js); Anvil reports less, since it refunds more.
ELSEWHERE = {"TUSD": {1: 62104, 10: 34518, 100: 31757, 400: 31528}, "USDT": {1: 70611, 10: 37625, 100: 34324, 400: 34050}}


# Half a minute each, nearly all of it Anvil's, which looks for the gas of so large transactions: one of them in an ordinary run.
LONGEST = part.part(["TUSD", "USDT", "all in one"], 1, "the longest of sweep_sizes")


def in_turn(name):
    """Plays nothing where another one's turn is."""
    def of(test):
        return test if name in LONGEST else functools.wraps(test)(lambda case: print(f"{case.id()}: another one's turn"))
    return of


class SizeCase(SweepCase):
    anvil_arguments = ("--enable-tx-gas-limit", "--gas-limit", "60000000")

    def setUp(self):
        super().setUp()
        self.oz = self.anvil.deploy("OzToken")
        self.disperse = self.anvil.deploy("Disperse")
        self.ctrip.config["chains"][0]["tokens"].append({"symbol": "TUSD", "address": self.oz.address, "decimals": 18})
        self.sweeping(strategy="batched")
        self.ctrip.run("sweep", "deploy")

    def make(self, symbol, count):
        """Paid and final."""
        token = {"TUSD": self.oz, "USDT": self.usdt}.get(symbol)
        line = {"chain": "anvil", "amount": "1", "expires_in": "24h", **({"token": symbol} if token else {})}
        made = self.ctrip.run("create-payment", "--batch", "-", "--json", stdin=(json.dumps(line) + "\n") * count)
        payments = made.json_lines
        addresses = [payment["address"] for payment in payments]
        amount = int(payments[0]["amount_raw"])
        if token:
            self.anvil.mint(token, TREASURY, 1)
            self.anvil.mint(token, self.disperse.address, amount * count)
        for first in range(0, count, CHUNK):
            some = addresses[first:first + CHUNK]
            if token:
                self.anvil.invoke(self.disperse, "payTokens", token.address, some, [amount] * len(some), gas=TX_GAS_MAX)
            else:
                self.send_native(some, amount)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        return payments

    def send_native(self, addresses, amount):
        """By nonces of our own, and each with its receipt. Mined together: while it mines by itself, Anvil at times leaves one of
        many quick transactions in its pool."""
        payer = self.anvil.accounts[0]
        nonce = self.anvil.nonce(payer)
        self.anvil.automine(False)
        sent = [self.anvil.submit(to=address, value=amount, nonce=nonce + n) for n, address in enumerate(addresses)]
        self.anvil.mine()
        self.anvil.automine(True)
        for tx_hash in sent:
            self.assertEqual(self.anvil.receipt(tx_hash)["status"], "0x1")

    def settled(self):
        return self.ctrip.rows("SELECT COUNT(*) FROM payments WHERE status = 'settled'")[0][0]

    def settle_all(self, count):
        for _ in range(8):
            self.ctrip.run("sweep")
            self.anvil.mine(FINAL)
            if self.settled() == count:
                break
        self.assertEqual(self.settled(), count, self.ctrip.rows("SELECT status, COUNT(*) FROM payments GROUP BY status"))
        self.ctrip.run("scan")
        self.ctrip.run("reconcile", "--json")

    def batches(self):
        return [receipt for receipt in self.anvil.sent_by(SPONSOR) if receipt["type"] == "0x4"]

    def check_tokens(self, symbol, count, batches):
        token = {"TUSD": self.oz, "USDT": self.usdt}[symbol]
        settled, earlier = self.settled(), len(self.batches())
        payments = self.make(symbol, count)
        self.settle_all(settled + count)
        self.assertEqual(self.anvil.token_balance(token, TREASURY), count * int(payments[0]["amount_raw"]) + 1)
        self.assertEqual([p["id"] for p in payments if self.anvil.token_balance(token, p["address"]) != 0], [])
        receipts = self.batches()[earlier:]
        self.assertEqual(len(receipts), batches)
        gas = sum(int(receipt["gasUsed"], 16) for receipt in receipts) / count
        print(f"{symbol}: {count} deposits in {batches} batches, {gas:.0f} gas each on Anvil; "
              f"elsewhere {ELSEWHERE[symbol][count]} in one batch")
        self.assertLess(gas, 1.05 * ELSEWHERE[symbol][min(count, 100)])


class TokenTest(SizeCase):
    def test_one_of_a_standard_token(self):
        self.check_tokens("TUSD", 1, 1)

    def test_ten_of_a_standard_token(self):
        self.check_tokens("TUSD", 10, 1)

    def test_a_hundred_of_a_standard_token(self):
        self.check_tokens("TUSD", 100, 1)

    def test_one_of_a_token_like_usdt(self):
        self.check_tokens("USDT", 1, 1)

    def test_ten_of_a_token_like_usdt(self):
        self.check_tokens("USDT", 10, 1)

    def test_a_hundred_of_a_token_like_usdt(self):
        self.check_tokens("USDT", 100, 1)

    @in_turn("TUSD")
    def test_four_hundred_of_a_standard_token(self):
        self.check_tokens("TUSD", 400, 4)

    @in_turn("USDT")
    def test_four_hundred_of_a_token_like_usdt(self):
        self.check_tokens("USDT", 400, 4)

    @in_turn("all in one")
    def test_the_most_gas_of_a_transaction_is_learnt_from_the_node(self):
        """All in one would need more than the chain allows, which is not in the configuration."""
        self.sweeping(batch_max=1000)
        self.make("USDT", 420)
        self.settle_all(420)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 420 * 10**6 + 1)
        limits = [int(self.anvil.rpc("eth_getTransactionByHash", receipt["transactionHash"])["gas"], 16)
                  for receipt in self.batches()]
        self.assertEqual(len(limits), 2)
        self.assertLessEqual(max(limits), TX_GAS_MAX)


class NativeTest(SizeCase):
    def check_native(self, count):
        payments = self.make("ETH", count)
        self.settle_all(count)
        self.assertEqual([p["id"] for p in payments if self.anvil.balance(p["address"]) != 0], [])
        fees = sum(int(row[0]) for row in self.ctrip.rows("SELECT CAST(fee AS TEXT) FROM sweep_txs WHERE kind = 'native'"))
        self.assertEqual(self.anvil.balance(TREASURY), count * ETHER - fees)
        self.assertEqual(self.batches(), [])

    def test_one_of_native_money(self):
        self.check_native(1)

    def test_ten_of_native_money(self):
        self.check_native(10)

    def test_a_hundred_of_native_money(self):
        self.check_native(100)

    def test_four_hundred_of_native_money(self):
        self.check_native(400)


if __name__ == "__main__":
    unittest.main()
