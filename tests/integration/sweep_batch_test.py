# SPDX-License-Identifier: MIT
"""Batched sweeping on a real chain with EIP-7702: who is in a batch, what it moves, and what goes wrong without harm."""
import unittest

from harness.anvil import SPONSOR
from harness.case import ETHER, TREASURY, USDT
from harness.sweep_case import FINAL, SweepCase

REFUSED = 65
LOCKED = 75


class BatchCase(SweepCase):
    """With the Sweeper on the chain."""

    anvil_arguments = ("--enable-tx-gas-limit",)

    def setUp(self):
        super().setUp()
        self.sweeping(strategy="batched")
        self.sweeper = self.deploy_sweeper()

    def deploy_sweeper(self):
        deployed = self.ctrip.run("sweep", "deploy", "--json").json
        self.assertTrue(deployed["verified"], deployed)
        return deployed["sweeper"]

    def code(self, address):
        return self.anvil.rpc("eth_getCode", address, "latest")

    def delegation(self):
        return "0xef0100" + self.sweeper[2:].lower()

    def paid_usdt(self, *amounts):
        payments = [self.usdt_payment(amount) for amount in amounts]
        self.paid(*payments)
        return payments

    def assert_books(self):
        self.ctrip.run("scan")
        self.ctrip.run("reconcile", "--json")

    def sponsor_txs(self):
        return [receipt for receipt in self.anvil.sent_by(SPONSOR) if receipt["to"] == self.sweeper.lower()]


class DeployTest(SweepCase):
    anvil_arguments = ("--enable-tx-gas-limit",)

    def test_the_sweeper_is_put_where_its_code_and_the_treasury_say(self):
        first = self.ctrip.run("sweep", "deploy", "--json").json
        self.assertEqual((first["was_there"], first["verified"]), (False, True))
        code = self.anvil.rpc("eth_getCode", first["sweeper"], "latest")
        self.assertEqual(len(code), 2 + 2 * 2248)
        self.assertIn(TREASURY[2:].lower(), code)
        again = self.ctrip.run("sweep", "deploy", "--json").json
        self.assertEqual((again["was_there"], again["verified"], again["sweeper"]), (True, True, first["sweeper"]))
        self.assertEqual(len(self.anvil.sent_by(SPONSOR)), 1)
        self.assertIn("its code is right", self.ctrip.run("sweep", "deploy").out)

    def test_another_treasury_has_another_sweeper(self):
        first = self.ctrip.run("sweep", "deploy", "--json").json
        self.ctrip.config["treasury"] = "0x7e57000000000000000000000000000000000002"
        self.ctrip.write_config()
        other = self.ctrip.run("sweep", "deploy", "--json").json
        self.assertNotEqual(other["sweeper"], first["sweeper"])
        self.assertTrue(first["verified"] and other["verified"])


class NoDelegationTest(SweepCase):
    anvil_arguments = ("--hardfork", "cancun")

    def test_a_chain_without_delegation_is_named_and_swept_the_direct_way(self):
        result = self.ctrip.run("sweep", "deploy", code=REFUSED)
        self.assertIn("no EIP-7702", result.err)
        self.assertEqual(self.anvil.sent_by(SPONSOR), [])
        payments = [self.usdt_payment(amount) for amount in ("1", "2", "3")]
        self.paid(*payments)
        self.settle(*payments)
        self.sweeping(strategy="batched")
        late = self.usdt_payment("2")
        self.paid(late)
        self.assert_waits(late, "Sweeper is not on this chain", "sweep deploy")


class NoDeployerTest(SweepCase):
    anvil_arguments = ("--disable-default-create2-deployer",)

    def test_a_chain_without_the_deterministic_deployer_is_named(self):
        result = self.ctrip.run("sweep", "deploy", code=REFUSED)
        self.assertEqual(len(result.err.splitlines()), 1, result)
        self.assertIn("no deterministic deployer", result.err)


class BatchTest(BatchCase):
    def test_a_batch_moves_all_of_them_and_needs_no_gas_money(self):
        payments = self.paid_usdt("1", "2", "3.5")
        report = self.sweep()
        self.assertEqual(report["sent"], 1)
        self.assertEqual({entry["strategy"] for entry in report["plan"]}, {"batched"})
        self.settle(*payments)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 6_500_000)
        for payment in payments:
            self.assertEqual(self.anvil.token_balance(self.usdt, payment["address"]), 0)
            self.assertEqual(self.anvil.balance(payment["address"]), 0)
            self.assertEqual(self.code(payment["address"]).lower(), self.delegation())
            swept = self.ctrip.show(payment)["sweeps"]
            self.assertEqual([(sweep["kind"], sweep["state"]) for sweep in swept], [("batch", "final")])
            self.assert_told(payment, "detected", "confirmed", "paid", "settled")
        receipts = self.sponsor_txs()
        self.assertEqual([receipt["type"] for receipt in receipts], ["0x4"])
        fee = int(receipts[0]["gasUsed"], 16) * int(receipts[0]["effectiveGasPrice"], 16)
        shares = [int(self.ctrip.show(payment)["sweeps"][0]["fee_wei"]) for payment in payments]
        self.assertEqual(sum(shares), fee)
        self.assert_books()

    def test_money_that_comes_after_a_sweep_is_swept_again_without_an_authorization(self):
        payments = self.paid_usdt("1", "2")
        self.settle(*payments)
        self.pay_usdt(payments[0], 5 * USDT)
        self.anvil.mine(FINAL)
        for _ in range(3):
            self.jobs()
            self.anvil.mine(FINAL)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 8 * USDT)
        self.assertEqual([receipt["type"] for receipt in self.sponsor_txs()], ["0x4", "0x2"])
        self.assert_status(payments[0], "settled")
        self.assert_books()

    def test_native_money_on_a_deposit_of_tokens_is_taken_along_and_booked(self):
        self.native_payment("1")  # While one waits, native money is looked for.
        payments = self.paid_usdt("1", "2")
        self.anvil.send_native(payments[0]["address"], ETHER, **{"from": self.anvil.accounts[1]})
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        for _ in range(FINAL + 1):  # Also while the batch can still be undone.
            self.assert_books()
            self.jobs("sweep")
            self.assert_books()
            self.anvil.mine()
        self.settle(*payments)
        self.assertEqual(self.anvil.balance(TREASURY), ETHER)
        sweeps = {(sweep["kind"], sweep["token"], sweep["amount"]) for sweep in self.ctrip.show(payments[0])["sweeps"]}
        self.assertEqual(sweeps, {("batch", "USDT", "1"), ("batch", "ETH", "1")})
        self.assert_books()

    def test_batches_are_as_large_as_configured(self):
        self.sweeping(batch_max=2)
        payments = self.paid_usdt("1", "2", "3", "4", "5")
        self.assertEqual(self.sweep()["sent"], 3)
        self.settle(*payments)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 15 * USDT)
        nonces = [int(self.anvil.rpc("eth_getTransactionByHash", r["transactionHash"])["nonce"], 16)
                  for r in self.sponsor_txs()]
        self.assertEqual(nonces, [1, 2, 3])

    def test_addresses_that_wait_for_native_money_are_never_delegated(self):
        native, token = self.native_payment("1"), self.usdt_payment("1")
        self.paid(native, token)
        self.settle(native, token)
        self.assertEqual(self.code(native["address"]), "0x")
        self.assertEqual(self.anvil.balance(native["address"]), 0)
        self.assert_books()

    def test_a_blacklisted_deposit_waits_and_the_others_are_swept(self):
        payments = self.paid_usdt("1", "2", "3")
        self.anvil.invoke(self.usdt, "addBlackList", payments[1]["address"])
        report = self.sweep()
        decisions = {entry["payment_id"]: entry["decision"] for entry in report["plan"]}
        self.assertEqual([decisions[payment["id"]] for payment in payments], ["sweep", "wait", "sweep"])
        self.settle(payments[0], payments[2])
        shown = self.ctrip.show(payments[1])
        self.assertEqual((shown["status"], shown["sweeps"]), ("paid", []))
        self.assertEqual(self.code(payments[1]["address"]), "0x")
        self.assert_books()

    def test_a_sponsor_without_money_is_named(self):
        payments = self.paid_usdt("1", "2")
        before = self.anvil.balance(SPONSOR)
        self.anvil.set_balance(SPONSOR, 1000)
        self.assert_waits(payments[0], SPONSOR, "send it gas money")
        self.anvil.set_balance(SPONSOR, before)
        self.settle(*payments)

    def test_a_deposit_that_runs_other_code_waits(self):
        payments = self.paid_usdt("1", "2")
        other = "0x7e57000000000000000000000000000000000009"
        self.anvil.rpc("anvil_setCode", payments[0]["address"], "0xef0100" + other[2:])
        entry = self.entry(payments[0], "--dry-run")
        self.assertEqual(entry["decision"], "wait")
        self.assertIn("not the Sweeper", entry["reason"])
        self.settle(payments[1])
        self.assert_status(payments[0], "paid")

    def test_a_stranger_who_sweeps_first_is_noticed_and_paid_for_it_all(self):
        payments = self.paid_usdt("1", "2")
        self.settle(*payments)
        self.pay_usdt(payments[0], 5 * USDT)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        data = ("0x6c81afad" + f"{96:064x}" + f"{100000:064x}" + f"{20000:064x}" + f"{1:064x}" + self.usdt.address[2:].rjust(64, "0"))
        self.anvil.transact(to=payments[0]["address"], data=data, gas=500_000, **{"from": self.anvil.accounts[2]})
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 8 * USDT)
        self.ctrip.run("scan")
        difference, summary = self.ctrip.run("reconcile", "--json", code=None).json_lines
        self.assertEqual((difference["difference"], difference["causes"], summary["differences"]),
                         ("-5", ["swept_by_others"], 1))
        self.assertIn(TREASURY.lower(), difference["likely_cause"].lower())
        self.anvil.mine(FINAL)
        self.jobs()
        kinds = [(sweep["kind"], sweep["amount"]) for sweep in self.ctrip.show(payments[0])["sweeps"]]
        self.assertEqual(kinds, [("batch", "1"), ("foreign", "5")])
        self.assert_status(payments[0], "settled")
        self.assert_books()
        self.assertEqual(len(self.sponsor_txs()), 1)


    def test_a_deposit_that_runs_the_code_still_signs_for_itself(self):
        (payment,) = self.paid_usdt("1")
        self.settle(payment)
        self.assertEqual((self.code(payment["address"]), self.anvil.nonce(payment["address"])), (self.delegation(), 1))
        self.sweeping(strategy="direct")
        self.pay_usdt(payment, 2 * USDT)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        self.settle(payment)
        kinds = [sweep["kind"] for sweep in self.ctrip.show(payment)["sweeps"]]
        self.assertEqual(kinds, ["batch", "topup", "token"])
        self.assertEqual((self.code(payment["address"]), self.anvil.nonce(payment["address"])), (self.delegation(), 2))
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 3 * USDT)
        self.assert_books()


class HostileTokenTest(BatchCase):
    """Tokens that change their mind between the node's last answer and the block."""

    def token(self, name, symbol="BAD"):
        token = self.anvil.deploy(name)
        self.ctrip.config["chains"][0]["tokens"].append({"symbol": symbol, "address": token.address, "decimals": self.anvil.decimals(token)})
        self.ctrip.write_config()
        return token

    def paid_in(self, token, *amounts):
        payments = [self.ctrip.create(token="BAD", amount=amount) for amount in amounts]
        for payment in payments:
            self.anvil.mint(token, payment["address"], int(payment["amount_raw"]))
        self.until_paid(*payments)
        return payments

    def signed(self):
        """A batch of all that is due waits in the pool."""
        self.anvil.automine(False)
        self.assertEqual(self.sweep("--wait", "0s")["sent"], 1)

    def mined(self):
        self.anvil.automine(True)
        self.anvil.mine()
        self.anvil.mine(FINAL)
        self.jobs()

    def test_one_that_burns_all_gas_for_one_deposit_holds_up_the_others_for_one_batch(self):
        token = self.token("GasBurner")
        payments = self.paid_in(token, "1", "2", "3")
        self.anvil.set_balance(TREASURY, 1)  # It has an account, so that no gas is held back for one.
        self.signed()
        self.anvil.submit(**{"from": self.anvil.accounts[5], "to": token.address, "gas": 100_000,
                             "data": token.data("setBad", payments[1]["address"]), "maxFeePerGas": hex(10**12),
                             "maxPriorityFeePerGas": hex(10**11)})
        self.mined()  # Whole or not at all: with what was burnt, the gas would not do for the last deposit.
        self.assertEqual([receipt["status"] for receipt in self.sponsor_txs()][0], "0x0")
        self.settle(payments[0], payments[2])
        self.assertEqual([len(self.ctrip.show(payment)["sweeps"]) for payment in payments], [2, 1, 2])
        self.assert_status(payments[1], "paid")
        self.assertIn("refuses", self.entry(payments[1])["reason"])
        self.assertEqual(self.anvil.token_balance(token, TREASURY), 4 * USDT)
        self.assert_books()

    def test_one_that_says_no_is_in_no_batch(self):
        token = self.token("FalseToken")
        payments = self.paid_in(token, "1", "2")
        self.anvil.invoke(token, "freeze", payments[0]["address"])
        self.settle(payments[1])
        self.assertIn("refuses", self.entry(payments[0])["reason"])
        self.assertEqual(self.ctrip.show(payments[0])["sweeps"], [])

    def test_one_that_is_paused_meanwhile_is_swept_when_it_goes_on(self):
        payments = self.paid_usdt("1", "2")
        self.signed()
        self.anvil.submit(**{"from": self.anvil.accounts[0], "to": self.usdt.address, "gas": 100_000,
                             "data": self.usdt.data("setPaused", 1), "maxFeePerGas": hex(10**12),
                             "maxPriorityFeePerGas": hex(10**11)})
        self.mined()
        self.assertEqual([self.ctrip.status(payment) for payment in payments], ["paid", "paid"])
        for payment in payments:
            self.assertEqual([sweep["state"] for sweep in self.ctrip.show(payment)["sweeps"]], ["failed"])
            self.assertIn("refuses", self.entry(payment)["reason"])
        self.anvil.invoke(self.usdt, "setPaused", 0)
        self.settle(*payments)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 3 * USDT)
        self.assert_books()

    def test_one_that_takes_a_fee_arrives_with_what_it_left(self):
        self.anvil.invoke(self.usdt, "setParams", 100, 10**12)  # One per cent.
        self.ctrip.config["chains"][0]["tokens"][0]["verify_balance"] = True
        self.ctrip.write_config()
        payments = [self.usdt_payment(amount) for amount in ("100", "200")]
        for payment in payments:
            self.pay_usdt(payment, int(payment["amount_raw"]) * 100 // 99 + 1)
        self.until_paid(*payments)
        held = [self.anvil.token_balance(self.usdt, payment["address"]) for payment in payments]
        self.settle(*payments)
        self.assertEqual([self.anvil.token_balance(self.usdt, payment["address"]) for payment in payments], [0, 0])
        arrived = [amount - amount // 100 for amount in held]
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), sum(arrived))
        booked = [sweep["amount_raw"] for payment in payments for sweep in self.ctrip.show(payment)["sweeps"]]
        self.assertEqual(booked, list(map(str, arrived)))
        self.assert_books()


class HostsTest(BatchCase):
    def test_many_hosts_that_sweep_at_once_send_nothing_twice(self):
        payments = self.paid_usdt(*[str(amount) for amount in range(1, 9)])
        native = [self.native_payment("1") for _ in range(4)]
        self.paid(*native)
        self.sweeping(batch_max=3)
        for _ in range(4):
            runs = [self.ctrip.start("sweep") for _ in range(6)]
            for run in runs:
                self.addCleanup(run.stop)
            self.assertLessEqual({run.process.wait(60) for run in runs}, {0, LOCKED})
            self.anvil.mine(FINAL)
        self.settle(*payments, *native)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 36 * USDT)
        self.assertEqual([len(self.anvil.sent_by(payment["address"])) for payment in native], [1] * 4)
        self.assertEqual(len(self.sponsor_txs()), 3)
        self.assert_books()


class AutoTest(BatchCase):
    def setUp(self):
        super().setUp()
        self.sweeping(strategy="auto")

    def strategies(self):
        return sorted({(entry["strategy"], entry["decision"]) for entry in self.sweep("--dry-run")["plan"]})

    def test_one_deposit_is_cheaper_the_direct_way_and_several_in_a_batch(self):
        payments = self.paid_usdt("1")
        self.assertEqual(self.strategies(), [("direct", "top up")])
        payments += self.paid_usdt("2", "3", "4")
        self.assertEqual(self.strategies(), [("batched", "sweep")])
        self.settle(*payments)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 10 * USDT)
        self.assert_books()


if __name__ == "__main__":
    unittest.main()
