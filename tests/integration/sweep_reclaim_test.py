# SPDX-License-Identifier: MIT
"""`sweep --reclaim`: what is left of gas money comes home, where that is worth its fee and nothing needs it any more."""
import unittest

from harness.case import ETHER, TREASURY, USDT
from harness.ctrip import Ctrip
from harness.sweep_case import FINAL, SweepCase

GWEI = 10**9
USAGE = 64


class ReclaimTest(SweepCase):
    def swept(self, *amounts):
        """Settled payments of USDT with what was left of their gas money; no run has anything to do for them."""
        self.sweeping(max_fee_gwei=500)
        payments = [self.usdt_payment(amount) for amount in amounts]
        self.paid(*payments)
        self.base_fee(20 * GWEI)  # Later it is a fraction of that.
        self.settle(*payments)
        self.sweep()
        return payments

    def base_fee(self, wei):
        self.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(wei))
        self.anvil.mine()

    def cheap(self):
        """Gas at a fraction of what it was when the gas money was sent."""
        self.base_fee(10**6)

    def reclaim(self, *arguments, **options):
        return self.sweep("--reclaim", *arguments, **options)

    def left(self, payments):
        return [self.anvil.balance(payment["address"]) for payment in payments]

    def finish(self):
        self.anvil.mine(FINAL)
        return self.reclaim()

    def test_what_is_left_comes_home_once_and_is_booked(self):
        payments = self.swept("5", "7.5")
        before = self.left(payments)
        self.assertTrue(all(before), before)
        self.cheap()
        plan = self.reclaim("--dry-run")
        self.assertEqual({(entry["payment_id"], entry["token"], entry["decision"], entry["strategy"]) for entry in plan["plan"]},
                         {(payment["id"], "ETH", "sweep", "direct") for payment in payments})
        self.assertEqual((plan["sent"], plan["not_worth_it"]), (0, 0))
        self.assertEqual(self.left(payments), before)
        text = self.ctrip.run("sweep", "--reclaim", "--dry-run").out
        self.assertIn("ETH of 2 deposits", text)
        # An ordinary run has nothing to do with it.
        self.assertEqual(self.sweep()["sent"], 0)

        self.assertEqual(self.reclaim()["sent"], 2)
        self.assertEqual(self.left(payments), [0, 0])
        # Each sent its token and its gas money: what is in the treasury is what was left less the second fee.
        fees = [int(r["gasUsed"], 16) * int(r["effectiveGasPrice"], 16)
                for payment in payments for r in self.anvil.sent_by(payment["address"])[1:]]
        self.assertEqual(self.anvil.balance(TREASURY), sum(before) - sum(fees))
        self.assertEqual(self.finish()["plan"], [])
        for payment in payments:
            shown = self.assert_status(payment, "settled")
            self.assertEqual([(s["kind"], s["state"]) for s in shown["sweeps"]],
                             [("topup", "final"), ("token", "final"), ("native", "final")])
        self.jobs("scan", "confirm")
        self.assertEqual(self.ctrip.run("reconcile", "--json").json_lines[-1]["differences"], 0)
        # Twice is once.
        self.assertEqual((self.reclaim()["sent"], self.reclaim("--dry-run")["plan"]), (0, []))
        self.assertEqual(self.ctrip.rows("SELECT * FROM sweep_plans"), [])

    def test_money_that_waits_for_its_transfer_keeps_it(self):
        settled, waiting = self.swept("5", "7.5")
        self.anvil.invoke(self.usdt, "setPaused", 1)
        self.pay_later(waiting)
        self.sweep()
        self.cheap()
        self.assertEqual({entry["payment_id"] for entry in self.reclaim("--dry-run")["plan"]}, {settled["id"]})
        self.assertEqual(self.reclaim()["sent"], 1)
        self.assertGreater(self.left([waiting])[0], 0)

    def pay_later(self, payment):
        """More of its token, final, though the contract is paused for everybody else."""
        self.anvil.invoke(self.usdt, "setPaused", 0)
        self.pay_usdt(payment, USDT)
        self.anvil.invoke(self.usdt, "setPaused", 1)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")

    def test_a_transfer_that_is_not_final_keeps_it_too(self):
        payment, = self.swept("5")
        self.pay_usdt(payment, USDT)
        self.ctrip.run("scan")
        self.cheap()
        self.assertEqual(self.reclaim("--dry-run")["plan"], [])

    def test_less_than_twice_its_fee_stays_unless_somebody_says_so(self):
        payments = self.swept("5")
        rest, = self.left(payments)
        # A transfer of native money costs two thirds of it, then more than all of it.
        self.set_gas(rest * 2 // 3 // 21000)
        entry, = self.reclaim("--dry-run")["plan"]
        self.assertEqual((entry["decision"], entry["reason"]), ("done", "what is left is not worth its fee"))
        entry, = self.reclaim("--dry-run", "--max-cost", "90%")["plan"]
        self.assertEqual(entry["decision"], "sweep")
        self.set_gas(rest * 2 // 21000)
        plan = self.reclaim("--dry-run")
        self.assertEqual((plan["plan"], plan["not_worth_it"]), ([], 1))
        self.assertIn("1 deposits have less gas money left than moving it costs", self.ctrip.run("sweep", "--reclaim").out)
        self.assertEqual(self.left(payments), [rest])

    def set_gas(self, wei):
        """Base fee so that a sweep would pay so much for a unit of gas; it grows with that in a line."""
        low, high = self.price_at(GWEI), self.price_at(2 * GWEI)
        self.base_fee(GWEI + (wei - low) * GWEI // (high - low))

    def price_at(self, base_fee):
        self.base_fee(base_fee)
        entry, = self.reclaim("--dry-run", "--max-cost", "100%")["plan"]
        return int(entry["fee_wei"]) // 21000

    def test_gas_money_is_exported_signed_elsewhere_and_imported(self):
        payments = self.swept("5")
        xpub = self.ctrip.run("wallet", "xpub").out.strip()
        offline = Ctrip([dict(self.ctrip.config["chains"][0], rpc_urls=["http://127.0.0.1:1"])])
        self.addCleanup(offline.remove)
        self.ctrip.config["wallet"] = {"xpub": xpub}
        self.ctrip.write_config()
        self.cheap()
        self.reclaim("--export", offline.folder / "unsigned")
        offline.run("wallet", "sign", offline.folder / "unsigned", "--out", offline.folder / "signed", "--yes")
        self.assertEqual(self.sweep("--import", offline.folder / "signed")["sent"], 1)
        self.assertEqual(self.left(payments), [0])

    def test_a_payment_that_is_open_and_one_of_native_money_that_was_not_paid_keep_theirs(self):
        """Both got gas money for a token that was not theirs."""
        open_one, expired = self.usdt_payment("5"), self.native_payment("1", expires_in="1m")
        self.ctrip.config["chains"][0]["tokens"].append(
            {"symbol": "OTHER", "address": self.anvil.deploy("UsdtLike").address, "decimals": 6})
        self.ctrip.write_config()
        other = self.ctrip.config["chains"][0]["tokens"][1]["address"]
        for payment in (open_one, expired):
            self.pay_other(other, payment)
        self.anvil.rpc("evm_increaseTime", 3600)
        self.anvil.mine(FINAL)
        for _ in range(4):
            self.jobs("scan", "confirm", "sweep")
            self.anvil.mine(FINAL)
        self.pay_native(expired, ETHER // 4)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm", "sweep")
        self.assert_status(open_one, "pending")
        self.assert_status(expired, "expired")
        self.assertEqual(self.ctrip.rows("SELECT COUNT(*) FROM sweeps WHERE kind = 'topup' AND state = 'final'"), [(2,)])
        before = self.left([open_one, expired])
        self.cheap()
        self.assertEqual((self.reclaim("--dry-run")["plan"], self.reclaim()["sent"]), ([], 0))
        self.assertEqual(self.left([open_one, expired]), before)

    def pay_other(self, token, payment):
        for method, to in (("mint", self.anvil.accounts[1]), ("transfer", payment["address"])):
            self.anvil.transact(to=token, data=self.usdt.data(method, to, USDT), **{"from": self.anvil.accounts[1]})

    def test_the_share_is_checked(self):
        for arguments, words in ((("--reclaim", "--max-cost", "0%"), "above 0%"), (("--reclaim", "--max-cost", "half"), "above 0%"),
                                 (("--max-cost", "10%"), "is for --reclaim")):
            self.assertIn(words, self.ctrip.run("sweep", *arguments, code=USAGE).err)


if __name__ == "__main__":
    unittest.main()
