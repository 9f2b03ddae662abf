# SPDX-License-Identifier: MIT
"""A node refuses a sweep for what no repetition changes. The words are real nodes'; a proxy before Anvil says them, since Anvil has
no fee beside gas and no such caps."""
import contextlib
import threading
import unittest

from harness.anvil import SPONSOR
from harness.case import ETHER, TREASURY
from harness.fake_node import FakeNode
from harness.sweep_case import FINAL, SweepCase

BESIDE = 4 * 10**14
ORACLE = "0x420000000000000000000000000000000000000f"


def rlp_items(data):
    """The items of one list, flat: bytes, or None for a list within it."""
    def one(at):
        first = data[at]
        if first < 0x80:
            return data[at:at + 1], at + 1
        base = 0x80 if first < 0xc0 else 0xc0
        size, begin = first - base, at + 1
        if size > 55:
            begin += size - 55
            size = int.from_bytes(data[at + 1:begin], "big")
        return (data[begin:begin + size] if first < 0xc0 else None), begin + size
    first = data[0]
    at = 1 if first < 0xf8 else 1 + first - 0xf7
    items = []
    while at < len(data):
        item, at = one(at)
        items.append(item)
    return items


def fields(raw):
    """Nonce, gas, fee and value of a signed transaction of type 2 or 4."""
    items = rlp_items(bytes.fromhex(raw[4:]))
    nonce, max_fee, gas, value = (int.from_bytes(items[place], "big") for place in (1, 3, 4, 6))
    return {"nonce": nonce, "gas": gas, "max_fee": max_fee, "value": value, "cost": gas * max_fee + value, "size": len(raw) // 2 - 1}


class RefusalCase(SweepCase):
    anvil_arguments = ("--hardfork", "prague")

    def setUp(self):
        super().setUp()
        self.node = self.stage(FakeNode(self.anvil))
        self.ctrip.config["chains"][0]["rpc_urls"] = [self.node.url]
        self.ctrip.write_config()
        self.sent = []
        self.lock = threading.Lock()

    def refuse(self, judge):
        """`judge` gets the fields of each transaction and returns the node's message, or None."""
        def answer(params):
            with self.lock:
                self.sent.append(params[0])
            message = judge(params[0])
            return {"error": {"code": -32000, "message": message}} if message else None
        self.node.instead["eth_sendRawTransaction"] = answer

    def sender(self, raw):
        return self.ctrip.rows(f"SELECT sender FROM sweep_txs WHERE raw_tx = '{raw}'")[0][0]

    def charge(self, beside, words):
        """Every transaction costs `beside` wei more than its gas; the chain takes them as it is mined."""
        def judge(raw):
            sender, cost = self.sender(raw), fields(raw)["cost"]
            have = int(self.node.ask("eth_getBalance", sender, "latest"), 16)
            if self.node.ask("eth_getTransactionCount", sender, "latest") != hex(fields(raw)["nonce"]):
                return "nonce too low"
            if have < cost + beside:
                return words.format(have=have, want=cost + beside, over=cost + beside - have, sender=sender)
            self.node.ask("anvil_setAutomine", False)
            self.node.ask("eth_sendRawTransaction", raw)
            self.node.ask("anvil_mine", "0x1")
            # Anvil keeps the state of this block when the next one is mined.
            self.node.ask("anvil_setBalance", sender, hex(int(self.node.ask("eth_getBalance", sender, "latest"), 16) - beside))
            self.node.ask("anvil_setAutomine", True)
            return "already known"
        self.refuse(judge)

    def settle(self, *payments, runs=4):
        for _ in range(runs):
            self.ctrip.run("sweep", "--wait", "1s", code=None)
            self.anvil.mine(FINAL)
        for payment in payments:
            self.assert_status(payment, "settled")

    def assert_never_twice_refused(self):
        """What was refused is not sent again."""
        dropped = [raw for raw, in self.ctrip.rows("SELECT raw_tx FROM sweep_txs WHERE state = 'dropped'")]
        counts = [self.sent.count(raw) for raw in dropped if raw in self.sent]
        self.assertTrue(counts)
        self.assertEqual(set(counts), {1})


class BesideGasTest(RefusalCase):
    """A fee beside gas, as Mantle and the OP stack since Isthmus charge it."""

    def test_native_money_leaves_room_for_it(self):
        for words in ("insufficient funds for gas * price + value: balance {have}, tx cost {want}, overshot {over}",
                      "insufficient funds for gas * price + value: address {sender} have {have} want {want}",
                      "Insufficient funds"):
            with self.subTest(words=words):
                self.ctrip.database.sql("DELETE FROM chain_limits")
                payment = self.native_payment(amount="1")
                self.charge(BESIDE if "{want}" in words else 10**12, words)
                self.paid(payment)
                self.settle(payment)
                self.assert_never_twice_refused()
                self.assertEqual(len(self.ctrip.rows("SELECT 1 FROM chain_limits WHERE name = 'fee_beside_gas'")), 1)

    def test_the_fee_is_booked_by_the_balances(self):
        payment = self.native_payment(amount="1")
        self.charge(BESIDE, "insufficient funds for gas * price + value: balance {have}, tx cost {want}, overshot {over}")
        self.paid(payment)
        self.settle(payment)
        sweep = [one for one in self.ctrip.show(payment)["sweeps"] if one["state"] == "final"][0]
        left = self.anvil.balance(payment["address"])
        self.assertEqual(int(sweep["amount_raw"]) + int(sweep["fee_wei"]) + left, ETHER)
        self.assertGreater(int(sweep["fee_wei"]), BESIDE)

    def test_a_second_deposit_is_not_refused_again(self):
        first, second = self.native_payment(amount="1"), self.native_payment(amount="1")
        self.charge(BESIDE, "insufficient funds for gas * price + value: balance {have}, tx cost {want}, overshot {over}")
        self.paid(first)
        self.settle(first, runs=2)
        refused = len(self.ctrip.rows("SELECT 1 FROM sweep_txs WHERE state = 'dropped'"))
        self.paid(second)
        self.settle(second, runs=2)
        self.assertEqual(len(self.ctrip.rows("SELECT 1 FROM sweep_txs WHERE state = 'dropped'")), refused)

    def test_a_token_is_topped_up_for_it(self):
        self.sweeping(strategy="direct")
        payment = self.usdt_payment()
        self.charge(BESIDE, "insufficient funds for gas * price + value: balance {have}, tx cost {want}, overshot {over}")
        self.paid(payment)
        self.settle(payment, runs=6)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), int(payment["amount_raw"]))


class OracleTest(SweepCase):
    """The oracle of the OP stack, as code of ours at its address."""
    BYTES_FEE, OPERATOR_FEE = 10**10, BESIDE

    def put_oracle(self, operator=True):
        """getL1Fee(bytes), and getOperatorFee(uint256) where the oracle is Isthmus's; anything else reverts."""
        def returns(value):
            return "5b67" + f"{value:016x}" + "5f5260205ff3"
        head = "5f3560e01c8063" "49948e0e" "14" "60{first:02x}" "57" + ("63" "275aedd2" "14" "60{second:02x}" "57" if operator else "50") \
            + "5f5ffd"
        size = len(head.format(first=0, second=0)) // 2
        body = returns(self.BYTES_FEE)
        code = head.format(first=size, second=size + len(body) // 2) + body + returns(self.OPERATOR_FEE)
        self.anvil.rpc("anvil_setCode", ORACLE, "0x" + code)

    def test_both_fees_are_set_aside(self):
        for operator, least in ((True, self.OPERATOR_FEE + self.BYTES_FEE), (False, self.BYTES_FEE)):
            with self.subTest(operator=operator):
                self.put_oracle(operator)
                payment = self.native_payment(amount="1")
                self.paid(payment)
                entry = self.entry(payment, "--dry-run")
                price = int(entry["fee_wei"]) - (self.OPERATOR_FEE if operator else 0) - self.BYTES_FEE * 3 // 2
                self.assertEqual(price % 21000, 0, entry)
                self.assertGreater(int(entry["fee_wei"]), least)


class ForGoodTest(RefusalCase):
    def test_too_little_gas(self):
        """The node estimates 21,000 and then wants more (EIP-7623 and the like)."""
        for words in ("intrinsic gas too low: gas {gas}, minimum needed {need}", "intrinsic gas too low"):
            with self.subTest(words=words):
                self.ctrip.database.sql("DELETE FROM chain_limits")
                self.sent.clear()
                def judge(raw, words=words):
                    gas = fields(raw)["gas"]
                    return words.format(gas=gas, need=25000) if gas < 25000 else None
                self.refuse(judge)
                payments = [self.native_payment(amount="1") for _ in range(2)]
                self.paid(*payments)
                self.settle(*payments)
                self.assert_never_twice_refused()

    def test_a_batch_of_too_many_bytes(self):
        for words in ("oversized data: transaction size {size}, limit 700", "oversized data"):
            with self.subTest(words=words):
                self.ctrip.database.sql("DELETE FROM chain_limits")
                self.sent.clear()
                def judge(raw, words=words):
                    size = fields(raw)["size"]
                    return words.format(size=size) if size > 700 else None
                self.sweeping(strategy="batched")
                with contextlib.suppress(KeyError):
                    del self.node.instead["eth_sendRawTransaction"]
                self.ctrip.run("sweep", "deploy")
                self.refuse(judge)
                payments = [self.usdt_payment() for _ in range(6)]
                self.paid(*payments)
                self.settle(*payments)
                self.assert_never_twice_refused()

    def test_a_poor_sponsor_is_said_and_sends_nothing_twice(self):
        """Its pool counts more against the sponsor than the balance shows."""
        self.refuse(lambda raw: "insufficient funds for gas * price + value: balance 5, queued cost 7, tx cost 9, overshot 11"
                    if self.sender(raw) == SPONSOR else None)
        self.sweeping(strategy="direct")
        payment = self.usdt_payment()
        self.paid(payment)
        for _ in range(3):
            self.ctrip.run("sweep", "--wait", "1s", code=None)
        self.assert_status(payment, "paid")
        self.assertLessEqual(len(self.sent), 3)
        self.node.instead.clear()
        self.settle(payment)


if __name__ == "__main__":
    unittest.main()
