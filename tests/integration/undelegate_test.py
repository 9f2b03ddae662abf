# SPDX-License-Identifier: MIT
"""`wallet undelegate`: a deposit's delegation is taken back, by its key on this host or elsewhere, and never by somebody else's."""
import unittest

from harness.anvil import SPONSOR
from harness.case import ETHER, TREASURY, USDT
from harness.ctrip import Ctrip
from harness.sweep_case import FINAL, SweepCase

REQUEST, UNAVAILABLE, CONFIG, USAGE = 65, 69, 78, 64
GWEI = 10**9
ZERO = "0x" + "00" * 20
OPEN = "state IN ('signed', 'broadcast', 'mined', 'replaced')"


class UndelegateTest(SweepCase):
    anvil_arguments = ("--enable-tx-gas-limit",)

    def setUp(self):
        super().setUp()
        self.sweeping(strategy="batched")
        self.sweeper = self.ctrip.run("sweep", "deploy", "--json").json["sweeper"]

    def code(self, payment):
        return self.anvil.rpc("eth_getCode", payment["address"], "latest")

    def delegated(self, *amounts):
        payments = [self.usdt_payment(amount) for amount in amounts]
        self.paid(*payments)
        self.settle(*payments)
        for payment in payments:
            self.assertEqual(self.code(payment), "0xef0100" + self.sweeper[2:].lower())
        return payments

    def undelegate(self, *arguments, **options):
        return self.ctrip.run("wallet", "undelegate", "--chain", "anvil", *arguments, "--json", **options).json

    def states(self, report):
        return [entry["state"] for entry in report["addresses"]]

    def finish(self):
        self.anvil.mine(FINAL)
        self.sweep()
        self.assertEqual(self.ctrip.rows(f"SELECT * FROM sweep_txs WHERE {OPEN}"), [])

    def to_zero(self):
        return [receipt for receipt in self.anvil.sent_by(SPONSOR) if receipt["to"] == ZERO]

    def test_many_are_taken_back_by_one_transaction_which_moves_nothing(self):
        payments = self.delegated("5", "6", "7")
        before = {a: self.anvil.balance(a) for a in (TREASURY, *(p["address"] for p in payments))}
        asked = [payments[0]["id"].upper(), payments[1]["address"], payments[2]["address"].lower()]
        planned = self.undelegate("--dry-run", *asked)
        self.assertEqual(self.states(planned), ["planned"] * 3)
        self.assertEqual({(e["nonce"], e["delegate"]) for e in planned["addresses"]}, {(1, self.sweeper)})
        self.assertEqual(self.to_zero(), [])
        done = self.undelegate(*asked)
        self.assertEqual((done["refused"], self.states(done)), (0, ["done"] * 3))
        self.assertEqual(len({entry["tx_hash"] for entry in done["addresses"]}), 1)
        receipt, = self.to_zero()
        self.assertEqual((receipt["type"], receipt["transactionHash"]), ("0x4", done["addresses"][0]["tx_hash"]))
        for payment in payments:
            self.assertEqual((self.code(payment), self.anvil.nonce(payment["address"])), ("0x", 2))
        self.assertEqual({a: self.anvil.balance(a) for a in before}, before)
        self.finish()
        self.assertEqual(self.ctrip.rows("SELECT state FROM sweep_txs WHERE kind = 'undelegate'"), [("final",)])
        self.assertIn("undelegate", self.ctrip.run("sweep", "report").out)
        self.jobs("scan")
        self.assertEqual(self.ctrip.run("reconcile", "--json").json_lines[-1]["differences"], 0)

    def test_an_address_that_was_taken_back_is_swept_as_a_new_one(self):
        payment, other = self.delegated("5", "6")
        # A delegated address runs code for each payment, with which 21,000 gas are too little.
        for gas, status in ((21000, 0), (21067, 1)):
            self.anvil.transact(to=payment["address"], gas=gas, expect_status=status)
        self.undelegate(payment["id"])
        self.finish()
        # Natively paid by 21,000 gas, and delegated once more for its token.
        self.anvil.send_native(payment["address"], ETHER, gas=21000)
        for one in (payment, other):
            self.pay_usdt(one, USDT)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        self.settle(payment, other)
        for _ in range(3):
            self.anvil.mine(FINAL)
            self.jobs("scan", "confirm", "sweep")
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 13 * USDT)
        self.assertEqual(self.anvil.balance(payment["address"]), 0)
        self.jobs("scan", "confirm")
        self.assertEqual(self.ctrip.run("reconcile", "--json").json_lines[-1]["differences"], 0)

    def test_each_that_is_refused_has_its_reason_and_stops_no_other(self):
        good, = self.delegated("5")
        fresh = self.usdt_payment("6")
        stranger = self.anvil.accounts[3]
        busy, = self.delegated("7")
        self.pay_usdt(busy, USDT)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        self.anvil.automine(False)
        self.sweep("--wait", "0s")
        asked = [fresh["id"], stranger, busy["id"], "01930000-0000-7000-8000-000000000000", good["id"]]
        self.anvil.automine(True)
        self.anvil.mine()
        result = self.ctrip.run("wallet", "undelegate", "--chain", "anvil", *asked, "--json", code=REQUEST)
        self.assertEqual([(e["state"], e["reason"]) for e in result.json["addresses"]], [
            ("refused", "it is not delegated"), ("refused", "no payment on this chain has this id or address"),
            ("refused", "a sweep of it is under way; run again when that is final"),
            ("refused", "no payment on this chain has this id or address"), ("done", "")])
        self.assertIn("4 of 5 addresses were refused", result.err)
        self.assertEqual(self.code(good), "0x")
        self.finish()
        # Twice is refused.
        text = self.ctrip.run("wallet", "undelegate", "--chain", "anvil", good["id"], code=REQUEST).out
        self.assertEqual(text, f"{good['id']}: refused: it is not delegated\n")
        self.assertEqual(len(self.to_zero()), 1)

    def test_an_address_of_another_wallet_in_the_database_is_not_ours(self):
        payment, = self.delegated("5")
        self.ctrip.database.sql(f"UPDATE payments SET derivation_index = 77 WHERE id = '{payment['id']}'")
        report = self.undelegate(payment["id"], code=REQUEST)
        self.assertEqual(report["addresses"][0]["reason"], "the configured wallet does not own it")
        self.assertEqual(self.to_zero(), [])

    def test_keys_elsewhere_sign_for_the_nonces_that_a_dry_run_names(self):
        first, second = self.delegated("5", "6")
        xpub = self.ctrip.run("wallet", "xpub").out.strip()
        offline = Ctrip([dict(self.ctrip.config["chains"][0], rpc_urls=["http://127.0.0.1:1"])])
        self.addCleanup(offline.remove)
        self.ctrip.config["wallet"] = {"xpub": xpub}
        self.ctrip.write_config()
        refused = self.ctrip.run("wallet", "undelegate", "--chain", "anvil", first["id"], code=CONFIG)
        self.assertIn("--dry-run says what to sign", refused.err)
        text = self.ctrip.run("wallet", "undelegate", "--chain", "anvil", first["id"], second["id"], "--dry-run").out
        command = text.splitlines()[-1].partition("ctrip ")[2].split()
        self.assertEqual(command[-2:], ["--out", "FILE"])
        offline.run(*command[:-1], offline.folder / "file")
        # One more that is for a nonce long past.
        offline.run("wallet", "undelegate", "--chain", "anvil", "--sign", "0:0", "--out", offline.folder / "old")
        self.assertIn("it was signed for the nonce 0, and its account is at 1",
                      self.undelegate("--import", offline.folder / "old", code=REQUEST)["addresses"][0]["reason"])
        self.assertEqual(self.to_zero(), [])
        report = self.undelegate("--import", offline.folder / "file")
        self.assertEqual(self.states(report), ["done", "done"])
        self.assertEqual([self.code(first), self.code(second)], ["0x", "0x"])
        self.finish()

    def test_a_file_for_another_wallet_or_chain_is_refused(self):
        self.delegated("5")
        other = Ctrip([dict(self.ctrip.config["chains"][0])])
        self.addCleanup(other.remove)
        other.secret_file("mnemonic", " ".join(["abandon"] * 11 + ["about"]))
        other.run("wallet", "undelegate", "--chain", "anvil", "--sign", "0:1", "--out", other.folder / "file")
        result = self.ctrip.run("wallet", "undelegate", "--chain", "anvil", "--import", other.folder / "file", code=REQUEST)
        self.assertIn("is not the address with index 0 of the configured wallet", result.err)
        self.assertEqual(self.to_zero(), [])

    def test_authorizations_signed_before_are_spent_and_that_is_said(self):
        payment, = self.delegated("5")
        xpub = self.ctrip.run("wallet", "xpub").out.strip()
        file = self.ctrip.folder / "presigned"
        self.ctrip.run("wallet", "presign", "--chain", "anvil", "--count", 5, "--out", file)
        self.undelegate(payment["id"])
        self.finish()
        self.ctrip.config["wallet"] = {"xpub": xpub}
        self.ctrip.write_config()
        self.ctrip.run("wallet", "import", file)
        self.pay_usdt(payment, USDT)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        self.assertIn("its authorization is for another nonce", self.entry(payment, "--dry-run")["reason"])

    def test_one_that_is_stuck_is_replaced_and_sweeps_wait_for_it(self):
        self.sweeping(max_fee_gwei=500)
        payment, = self.delegated("5")
        self.pay_usdt(payment, USDT)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        self.anvil.automine(False)
        report = self.undelegate(payment["id"], "--wait", "0s")
        self.assertEqual(self.states(report), ["under_way"])
        # Neither another run nor a sweep touches its nonce meanwhile.
        self.assertEqual(self.states(self.undelegate(payment["id"], "--wait", "0s")), ["under_way"])
        self.assertEqual(self.sweep("--wait", "0s")["sent"], 0)
        self.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(20 * GWEI))
        self.anvil.mine()
        self.assertEqual(self.sweep("--wait", "0s")["replaced"], 1)
        self.anvil.mine()
        self.assertEqual(self.code(payment), "0x")
        self.anvil.automine(True)
        self.anvil.mine(FINAL)
        self.assertEqual(self.sweep()["sent"], 1)  # And it is swept again, by a new authorization.
        self.assertEqual(self.anvil.nonce(payment["address"]), 3)
        self.assertEqual(self.ctrip.rows("SELECT state FROM sweep_txs WHERE kind = 'undelegate' ORDER BY created_at, state"),
                         [("dropped",), ("final",)])
        self.assertEqual(len(self.to_zero()), 1)

    def test_a_row_that_is_no_such_transaction_is_not_sent(self):
        """The sponsor's own signature under another call does not make it one of these."""
        payment, = self.delegated("5")
        self.anvil.automine(False)
        self.undelegate(payment["id"], "--wait", "0s")
        self.ctrip.database.sql("UPDATE payments SET derivation_index = 77")
        self.anvil.rpc("anvil_dropAllTransactions")
        result = self.ctrip.run("sweep", "--wait", "0s", code=None)
        self.assertEqual(result.code, 69, result)
        self.assertIn("its authorizations are not those of deposits", result.err)

    def test_wrong_usage(self):
        for arguments in ((), ("--sign", "1:1"), ("--sign", "x", "--out", "f"), ("--out", "f", ZERO)):
            self.ctrip.run("wallet", "undelegate", "--chain", "anvil", *arguments, code=USAGE)
        self.ctrip.run("wallet", "undelegate", "--chain", "nowhere", ZERO, code=REQUEST)


if __name__ == "__main__":
    unittest.main()
