# SPDX-License-Identifier: MIT
"""Batches of transfers that deposits only sign (EIP-3009): who is in one, what it moves, and what goes wrong without harm."""
import unittest

from harness.anvil import SPONSOR
from harness.case import ETHER, TREASURY
from harness.sweep_case import FINAL, SweepCase

USDC = 10**6
GWEI = 10**9
TRANSFER_MANY = "0x35051531"
DAY_S = 24 * 3600
# What Amsterdam (EIP-8037, EIP-8038) asks for the first authorization of a new account more than today.
FIRST_AUTHORIZATION = 235_606 - 25_000


class TransferCase(SweepCase):
    """A token of EIP-3009 beside USDT, and version 2 of the Sweeper on the chain."""

    anvil_arguments = ("--enable-tx-gas-limit",)

    def setUp(self):
        super().setUp()
        self.usdc = self.anvil.deploy("UsdcLike")
        self.ctrip.config["chains"][0]["tokens"].append({"symbol": "USDC", "address": self.usdc.address, "decimals": 6})
        self.sweeping(strategy="batched", max_fee_gwei=500)
        self.sweeper = self.ctrip.run("sweep", "deploy", "--json").json["sweeper"]

    def at_amsterdams_prices(self):
        """A fake: the node's estimate of an authorization is what Amsterdam makes of it, which Anvil can't run."""
        node = self.fake_node()

        def dearer(params, result):
            return hex(int(result, 16) + FIRST_AUTHORIZATION * len(params[0].get("authorizationList", ())))

        node.hooks["eth_estimateGas"] = dearer
        return node

    def usdc_payments(self, *amounts):
        payments = [self.ctrip.create(token="USDC", amount=amount) for amount in amounts]
        self.pay(*payments)
        self.until_paid(*payments)
        return payments

    def pay(self, *payments):
        for payment in payments:
            self.anvil.mint(self.usdc, payment["address"], int(payment["amount_raw"]))

    def pay_again(self, payment, amount):
        self.anvil.mint(self.usdc, payment["address"], amount)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")

    def batches(self):
        """Type and selector of the sponsor's mined transactions to the Sweeper, oldest first."""
        found = []
        for receipt in self.anvil.sent_by(SPONSOR):
            if receipt["to"] == self.sweeper.lower():
                data = self.anvil.rpc("eth_getTransactionByHash", receipt["transactionHash"])["input"]
                found.append((receipt["type"], data[:10]))
        return found

    def assert_untouched(self, *payments):
        """Neither delegated nor a sender of anything."""
        for payment in payments:
            self.assertEqual(self.anvil.rpc("eth_getCode", payment["address"], "latest"), "0x")
            self.assertEqual(self.anvil.nonce(payment["address"]), 0)

    def assert_swept(self, *payments):
        for payment in payments:
            self.assertEqual(self.anvil.token_balance(self.usdc, payment["address"]), 0)
        self.assertEqual(self.anvil.token_balance(self.usdc, TREASURY), sum(int(p["amount_raw"]) for p in payments))

    def assert_books(self):
        self.ctrip.run("scan")
        self.ctrip.run("reconcile", "--json")

    def stored(self):
        return self.ctrip.rows("SELECT state, raw_tx, tx_hash FROM sweep_txs WHERE kind = 'batch' ORDER BY created_at, state")


class ChoiceTest(TransferCase):
    def test_the_cheaper_batch_is_taken_by_the_nodes_estimates(self):
        for strategy in ("auto", "batched"):
            with self.subTest(strategy):
                self.sweeping(strategy=strategy)
                payments = self.usdc_payments("1", "2", "3", "4")
                self.assertEqual({entry["strategy"] for entry in self.sweep()["plan"]}, {"batched"})
                self.settle(*payments)
                self.assertEqual(self.batches()[-1][0], "0x4")
        self.at_amsterdams_prices()
        for strategy in ("auto", "batched"):
            with self.subTest(strategy, prices="Amsterdam's"):
                self.sweeping(strategy=strategy)
                payments = self.usdc_payments("1", "2", "3", "4")
                self.assertEqual({entry["strategy"] for entry in self.sweep()["plan"]}, {"batched"})
                self.settle(*payments)
                self.assertEqual(self.batches()[-1], ("0x2", TRANSFER_MANY))
                self.assert_untouched(*payments)
        self.assert_books()

    def test_deposits_that_delegated_before_do_not_keep_new_ones_from_it(self):
        old = self.usdc_payments("1", "2")
        self.settle(*old)
        self.at_amsterdams_prices()
        for payment in old:
            self.anvil.mint(self.usdc, payment["address"], USDC)
        new = self.usdc_payments("3", "4")
        self.settle(*new)
        self.assertEqual(sorted(self.batches()[1:]), sorted([("0x2", "0x0133f822"), ("0x2", TRANSFER_MANY)]))
        self.assert_untouched(*new)
        self.assertEqual(self.anvil.token_balance(self.usdc, TREASURY), 12 * USDC)
        self.assert_books()

    def test_one_deposit_is_swept_the_direct_way_where_that_is_cheapest(self):
        self.at_amsterdams_prices()
        self.sweeping(strategy="auto")
        payment, = self.usdc_payments("1")
        entry = self.entry(payment, "--dry-run")
        self.assertEqual((entry["strategy"], entry["decision"]), ("direct", "top up"))
        self.settle(payment)

    def test_a_token_without_it_or_with_another_domain_is_never_signed_for(self):
        node, asked = self.at_amsterdams_prices(), []
        node.errors["eth_estimateGas"] = lambda params: asked.append(params[0].get("data", "")[:10])
        self.anvil.invoke(self.usdc, "setSeparator", 1)
        payments = self.usdc_payments("1", "2")
        usdt = self.usdt_payment("3")
        self.paid(usdt)
        self.settle(usdt, *payments)
        self.assertEqual({kind for kind, _ in self.batches()}, {"0x4"})
        self.assertIn("0xa9059cbb", asked)
        self.assertNotIn("0xe3ee160e", asked)  # Nothing was signed: transferWithAuthorization is estimated with a signature.
        self.assert_books()

    def test_an_address_that_is_never_delegated_is_swept_by_it(self):
        natives = [self.native_payment("1"), self.native_payment("2")]
        self.paid(*natives)
        self.pay(*(dict(native, amount_raw=str(3 * USDC)) for native in natives))
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        self.settle(*natives)
        for _ in range(3):
            self.jobs()
            self.anvil.mine(FINAL)
        self.assertEqual(self.anvil.token_balance(self.usdc, TREASURY), 6 * USDC)
        self.assertEqual(self.batches(), [("0x2", TRANSFER_MANY)])
        for native in natives:
            self.assertEqual(self.anvil.rpc("eth_getCode", native["address"], "latest"), "0x")
            kinds = {(sweep["kind"], sweep["token"], sweep["state"]) for sweep in self.ctrip.show(native)["sweeps"]}
            self.assertEqual(kinds, {("batch", "USDC", "final"), ("native", "ETH", "final")})
        self.assert_books()

    def test_a_host_without_the_keys_does_not_use_it(self):
        payment, = self.usdc_payments("1")
        xpub = self.ctrip.run("wallet", "xpub").out.strip()
        self.ctrip.config["wallet"] = {"xpub": xpub}
        self.ctrip.write_config()
        (self.ctrip.folder / "mnemonic").unlink()
        self.assertIn("no authorization of its address", self.entry(payment)["reason"])
        self.assertEqual(self.batches(), [])
        self.assertEqual(self.anvil.token_balance(self.usdc, payment["address"]), USDC)


class TransfersTest(TransferCase):
    def setUp(self):
        super().setUp()
        self.node = self.at_amsterdams_prices()

    def pooled(self, *payments):
        """Their batch waits in the pool."""
        self.anvil.automine(False)
        self.assertEqual(self.sweep("--wait", "0s")["open"], 1)

    def mined(self):
        self.anvil.automine(True)
        self.anvil.mine()
        self.anvil.mine(FINAL)
        self.jobs()

    def test_one_transaction_of_the_sponsor_moves_them_all(self):
        payments = self.usdc_payments("1", "2", "3.5")
        self.assertEqual(self.sweep("--simulate")["sent"], 1)
        self.settle(*payments)
        self.assert_swept(*payments)
        self.assert_untouched(*payments)
        self.assertEqual(self.batches(), [("0x2", TRANSFER_MANY)])
        receipt = [one for one in self.anvil.sent_by(SPONSOR) if one["to"] == self.sweeper.lower()][0]
        shares = []
        for payment in payments:
            sweep, = self.ctrip.show(payment)["sweeps"]
            self.assertEqual((sweep["kind"], sweep["state"], sweep["amount"]), ("batch", "final", payment["amount"]))
            shares.append(int(sweep["fee_wei"]))
        self.assertEqual(sum(shares), int(receipt["gasUsed"], 16) * int(receipt["effectiveGasPrice"], 16))
        self.assert_books()

    def test_one_that_is_blacklisted_waits_and_the_others_are_swept(self):
        payments = self.usdc_payments("1", "2", "3")
        self.anvil.invoke(self.usdc, "addBlackList", payments[1]["address"])
        report = self.sweep()
        decisions = {entry["payment_id"]: entry for entry in report["plan"]}
        self.assertEqual([decisions[payment["id"]]["decision"] for payment in payments], ["sweep", "wait", "sweep"])
        self.assertIn("refuses", decisions[payments[1]["id"]]["reason"])
        self.settle(payments[0], payments[2])
        self.assert_status(payments[1], "paid")
        self.assert_books()

    def test_one_that_is_blacklisted_or_paused_meanwhile_stops_no_other_and_is_swept_later(self):
        payments = self.usdc_payments("1", "2", "3")
        self.pooled()
        self.anvil.submit(**{"from": self.anvil.accounts[0], "to": self.usdc.address, "gas": 100_000,
                             "data": self.usdc.data("addBlackList", payments[1]["address"]), "maxFeePerGas": hex(10**12),
                             "maxPriorityFeePerGas": hex(10**11)})
        self.mined()
        self.settle(payments[0], payments[2])
        self.assertEqual([sweep["state"] for sweep in self.ctrip.show(payments[1])["sweeps"]], ["failed"])
        self.anvil.invoke(self.usdc, "setPaused", 1)
        late, = self.usdc_payments("4")
        self.assertIn("refuses", self.entry(late)["reason"])
        self.anvil.invoke(self.usdc, "setPaused", 0)
        self.settle(late)
        self.assert_books()

    def test_money_that_comes_later_is_signed_for_with_another_nonce(self):
        payment, other = self.usdc_payments("1", "2")
        self.settle(payment, other)
        for amount in (5, 6):
            self.pay_again(payment, amount * USDC)
            self.pay_again(other, amount * USDC)
            for _ in range(3):
                self.jobs()
                self.anvil.mine(FINAL)
        self.assertEqual(self.anvil.token_balance(self.usdc, TREASURY), (1 + 2 + 2 * (5 + 6)) * USDC)
        self.assertEqual(self.batches(), [("0x2", TRANSFER_MANY)] * 3)
        amounts = [sweep["amount"] for sweep in self.ctrip.show(payment)["sweeps"]]
        self.assertEqual(sorted(amounts), ["1", "5", "6"])
        self.assert_books()

    def test_whoever_sends_what_was_signed_pays_the_treasury_and_it_moves_once(self):
        payments = self.usdc_payments("1", "2")
        self.pooled()
        words = self.anvil.rpc("eth_getTransactionByHash", self.stored()[0][2])["input"][10:]
        words = [words[i:i + 64] for i in range(0, len(words), 64)]
        first = words[5:13]
        data = "0xe3ee160e" + first[0] + TREASURY[2:].rjust(64, "0") + "".join(first[1:])
        self.anvil.submit(**{"from": self.anvil.accounts[2], "to": self.usdc.address, "gas": 200_000, "data": data,
                             "maxFeePerGas": hex(10**12), "maxPriorityFeePerGas": hex(10**11)})
        self.mined()
        self.settle(*payments)
        self.assert_swept(*payments)
        kinds = sorted(sweep["kind"] for payment in payments for sweep in self.ctrip.show(payment)["sweeps"]
                       if sweep["state"] == "final")
        self.assertEqual(kinds, ["batch", "foreign"])
        self.assert_books()

    def test_a_batch_below_the_base_fee_is_signed_again_with_the_same_nonces(self):
        payments = self.usdc_payments("1", "2")
        self.pooled()
        before = int(self.anvil.rpc("eth_getBlockByNumber", "latest", False)["baseFeePerGas"], 16)
        self.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(10 * before))
        self.anvil.mine()
        self.assertEqual(self.sweep("--wait", "0s")["replaced"], 1)
        old, new = (self.transfers(state) for state in ("replaced", "broadcast"))
        self.assertEqual([one[:3] + one[4:5] for one in old], [one[:3] + one[4:5] for one in new])
        self.mined()
        self.settle(*payments)
        self.assert_swept(*payments)
        self.assertEqual(sorted(row[0] for row in self.stored()), ["dropped", "final"])
        self.assert_books()

    def transfers(self, state):
        """The words of each transfer in the stored batch of this state: from, value, validAfter, validBefore, nonce, v, r, s."""
        raw, = [row[1] for row in self.stored() if row[0] == state]
        data = raw[raw.index(TRANSFER_MANY[2:]) + 8:]
        words = [data[i:i + 64] for i in range(0, len(data) - 63, 64)]
        count = int(words[4], 16)
        return [words[5 + 8 * i:13 + 8 * i] for i in range(count)]

    def test_one_that_expired_is_built_again_and_not_resent(self):
        payments = self.usdc_payments("1", "2")
        self.pooled()
        tx_hash = self.stored()[0][2]
        self.anvil.rpc("anvil_dropTransaction", tx_hash)
        before = self.transfers("broadcast")
        self.anvil.rpc("evm_increaseTime", hex(DAY_S + 60))
        self.anvil.mine()
        self.node.reset_counts()
        self.assertEqual(self.sweep("--wait", "0s")["replaced"], 1)
        self.assertEqual(self.node.counts["eth_sendRawTransaction"], 1)
        self.assertIsNone(self.anvil.rpc("eth_getTransactionByHash", tx_hash))
        after = self.transfers("broadcast")
        self.assertEqual([one[4] for one in after], [one[4] for one in before])
        for old, new in zip(before, after):
            self.assertGreaterEqual(int(new[3], 16), int(old[3], 16) + DAY_S)
        self.mined()
        self.settle(*payments)
        self.assert_swept(*payments)
        self.assert_books()

    def test_one_that_expires_in_the_pool_moves_nothing_and_is_planned_again(self):
        payments = self.usdc_payments("1", "2")
        self.pooled()
        self.anvil.rpc("evm_increaseTime", hex(DAY_S + 60))
        self.mined()
        self.settle(*payments)
        self.assert_swept(*payments)
        states = sorted(sweep["state"] for payment in payments for sweep in self.ctrip.show(payment)["sweeps"])
        self.assertEqual(states, ["failed", "failed", "final", "final"])
        self.assert_books()

    def test_a_batch_that_somebody_changed_in_the_database_is_not_sent(self):
        payments = self.usdc_payments("1")
        self.pooled()
        self.anvil.rpc("anvil_dropTransaction", self.stored()[0][2])
        raw = self.stored()[0][1]
        address = payments[0]["address"][2:].lower()
        changed = raw.replace(address, "7e57" + "0" * 33 + "bad")
        self.assertNotEqual(changed, raw)
        self.ctrip.database.sql(f"UPDATE sweep_txs SET raw_tx = '{changed}' WHERE kind = 'batch'")
        result = self.ctrip.run("sweep", "--wait", "0s", code=None)
        self.assertIn("its bytes are not the transaction of that hash", result.err)
        self.assertEqual(self.batches(), [])


class VersionsTest(SweepCase):
    """Deposits of both versions of the Sweeper side by side."""

    anvil_arguments = ("--enable-tx-gas-limit",)

    def setUp(self):
        super().setUp()
        self.sweeping(strategy="batched")
        self.first = self.deploy("1")

    def deploy(self, version):
        deployed = self.ctrip.run("sweep", "deploy", "--version", version, "--json").json
        self.assertTrue(deployed["verified"], deployed)
        return deployed["sweeper"]

    def paid_usdt(self, *amounts):
        payments = [self.usdt_payment(amount) for amount in amounts]
        self.paid(*payments)
        return payments

    def code(self, payment):
        return self.anvil.rpc("eth_getCode", payment["address"], "latest").lower()

    def batches(self):
        return [receipt["to"] for receipt in self.anvil.sent_by(SPONSOR)
                if receipt["to"] in (self.first.lower(), getattr(self, "second", "").lower())]

    def test_a_deposit_stays_with_the_version_that_it_runs_and_new_ones_get_the_newest(self):
        old, = self.paid_usdt("1")
        self.settle(old)
        self.assertEqual(self.code(old), "0xef0100" + self.first[2:].lower())
        self.second = self.deploy("2")
        self.assertNotEqual(self.second, self.first)
        new, = self.paid_usdt("2")
        self.pay_usdt(old, 5 * USDC)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        self.assertEqual(self.sweep()["sent"], 2)
        self.settle(new)
        self.assertEqual(self.code(new), "0xef0100" + self.second[2:].lower())
        self.assertEqual(self.code(old), "0xef0100" + self.first[2:].lower())
        self.assertEqual(sorted(self.batches()), sorted([self.first.lower()] * 2 + [self.second.lower()]))
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 8 * USDC)
        self.ctrip.run("scan")
        self.ctrip.run("reconcile", "--json")

    def test_a_treasury_that_is_a_sweeper_of_either_version_is_refused(self):
        for sweeper in (self.first, self.deploy("2")):
            self.ctrip.config["treasury"] = sweeper
            self.ctrip.write_config()
            payment, = self.paid_usdt("1")
            self.assertIn("is a Sweeper contract", self.ctrip.run("sweep", code=78).err)

    def test_only_two_versions_exist(self):
        for wrong in ("0", "3", "x"):
            self.ctrip.run("sweep", "deploy", "--version", wrong, code=64)


if __name__ == "__main__":
    unittest.main()
