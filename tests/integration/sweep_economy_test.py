# SPDX-License-Identifier: MIT
"""What sweeping costs, and what an operator sees of it: plans, totals, least values, fees for data, simulations, reports."""
import time
import unittest

from harness.anvil import SPONSOR
from harness.case import ETHER, TREASURY, USDT
from harness.sweep_case import FINAL, SweepCase

GWEI = 10**9
ORACLE = "0x420000000000000000000000000000000000000F"
# Answers every call with 10^13.
ORACLE_CODE = "0x6509184e72a00060005260206000f3"


class PlanTest(SweepCase):
    def test_a_dry_run_sums_up_and_sets_the_price_of_gas_beside_the_last_days(self):
        payments = [self.native_payment("1"), self.native_payment("2"), self.usdt_payment("5")]
        self.paid(*payments)
        self.anvil.mine(50, 3600)
        report = self.sweep("--dry-run")
        totals = report["totals"]
        self.assertEqual({symbol: (of["deposits"], of["amount"]) for symbol, of in totals["value"].items()},
                         {"ETH": (2, "3"), "USDT": (1, "5")})
        self.assertEqual(int(totals["fee_wei"]), sum(int(entry["fee_wei"]) for entry in report["plan"]))
        gas = report["gas"]
        self.assertEqual(gas["days"], 3)
        self.assertLessEqual(int(gas["lowest_wei"]), int(gas["median_wei"]))
        self.assertLessEqual(int(gas["median_wei"]), int(gas["highest_wei"]))
        self.assertEqual(int(gas["max_fee_wei"]), 50 * GWEI)
        text = self.ctrip.run("sweep", "--dry-run").out
        self.assertIn("in the last 3 days", text)
        self.assertIn("moves 3 ETH of 2 deposits, 5 USDT of 1 deposits, for ", text)

    def test_gas_that_costs_ten_times_the_median_of_the_last_days_waits_unless_it_is_configured(self):
        self.paid(self.usdt_payment("5"))
        self.anvil.mine(50, 3600)
        self.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(40 * GWEI))
        self.anvil.mine(1)
        report = self.sweep()
        self.assertEqual(report["sent"], 0, report)
        reason = report["plan"][0]["reason"]
        self.assertIn("ten times the median of the last 3 days", reason)
        self.assertIn("sweeping.max_fee_gwei", reason)
        self.sweeping(max_fee_gwei=500)
        self.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(40 * GWEI))
        self.anvil.mine(1)
        self.assertGreater(self.sweep()["sent"], 0)

    def test_less_than_the_least_value_waits_until_it_is_more(self):
        chain = self.ctrip.config["chains"][0]
        chain["native"]["min_value"] = "0.5"
        chain["tokens"][0]["min_value"] = 2
        self.ctrip.write_config()
        small, enough = self.usdt_payment("1.999999"), self.usdt_payment("2")
        native, exact = self.native_payment("0.499999999999999999"), self.native_payment("0.5")
        self.paid(small, enough, native, exact)
        for payment in (small, native):
            self.assert_waits(payment, "min_value")
        self.settle(enough, exact)
        self.pay_usdt(small, 1)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        self.settle(small)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 4 * USDT)

    def test_what_has_waited_long_is_asked_about_less_often(self):
        self.ctrip.config["chains"][0]["tokens"][0]["min_value"] = 2
        self.ctrip.write_config()
        small = self.usdt_payment("1")
        self.paid(small)
        self.assert_waits(small, "min_value")
        self.assertEqual(len(self.sweep()["plan"]), 1)
        # It has waited for a quarter of an hour; so it is asked about, and then not for another half of that.
        self.ctrip.database.sql("UPDATE sweep_plans SET updated_at = updated_at - 900;")
        self.assertEqual(len(self.sweep()["plan"]), 1)
        ((wait,),) = self.ctrip.rows("SELECT ask_at - updated_at FROM sweep_plans")
        self.assertTrue(1350 <= wait < 1500, wait)
        self.assertEqual(self.sweep()["plan"], [])
        self.assert_waits_in_sight(small)
        # For years: an hour.
        self.ctrip.database.sql("UPDATE sweep_plans SET updated_at = 1, ask_at = 1;")
        before = int(time.time())
        self.assertEqual(len(self.sweep()["plan"]), 1)
        ((ask_at,),) = self.ctrip.rows("SELECT ask_at FROM sweep_plans")
        self.assertTrue(before + 3600 <= ask_at <= int(time.time()) + 3600, ask_at)
        # More money is a reason to look at once.
        self.pay_usdt(small, USDT)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        self.settle(small)
        self.assertEqual(self.ctrip.rows("SELECT * FROM sweep_plans"), [])

    def assert_waits_in_sight(self, payment):
        """Whoever wants to know sees it all the same."""
        self.assertIn("min_value", self.entry(payment, "--dry-run")["reason"])
        plans = self.ctrip.run("list", "--sweeps", "--json").json["plans"]
        self.assertEqual([plan["payment_id"] for plan in plans], [payment["id"]])

    def test_what_waits_is_listed_with_its_reason_and_what_moved_with_its_fee(self):
        native, token = self.native_payment("1"), self.usdt_payment("2")
        self.paid(native, token)
        self.anvil.invoke(self.usdt, "setPaused", 1)
        self.settle(native)
        listed = self.ctrip.run("list", "--sweeps", "--json").json
        self.assertEqual([(s["payment_id"], s["kind"], s["state"]) for s in listed["sweeps"]],
                         [(native["id"], "native", "final")])
        self.assertGreater(int(listed["sweeps"][0]["fee_wei"]), 0)
        plan, = listed["plans"]
        self.assertEqual((plan["payment_id"], plan["state"]), (token["id"], "blocked"))
        self.assertIn("refuses", plan["reason"])
        text = self.ctrip.run("list", "--sweeps").out
        for words in (native["id"], token["id"], "blocked", "refuses", "final"):
            self.assertIn(words, text)
        self.anvil.invoke(self.usdt, "setPaused", 0)
        self.anvil.automine(False)
        self.sweep("--wait", "0s")
        plan, = self.ctrip.run("list", "--sweeps", "--json").json["plans"]
        self.assertEqual((plan["state"], plan["strategy"]), ("planned", "direct"))
        self.anvil.automine(True)
        self.anvil.mine()
        # The gas money is there; the node goes away before the transfer is made.
        node = self.fake_node()
        node.hooks["eth_estimateGas"] = lambda *_: (_ for _ in ()).throw(OSError("gone"))
        self.ctrip.run("sweep", "--wait", "0s", code=69)
        plan, = self.ctrip.run("list", "--sweeps", "--json").json["plans"]
        self.assertEqual(plan["state"], "funded")
        self.ctrip.set_node_url(self.anvil.url)
        self.settle(token)
        self.assertEqual(self.ctrip.run("list", "--sweeps", "--json").json["plans"], [])

    def test_pages_of_sweeps_follow_each_other(self):
        payments = [self.native_payment("1") for _ in range(5)]
        self.paid(*payments)
        self.settle(*payments)
        seen, after = [], []
        while True:
            page = self.ctrip.run("list", "--sweeps", "--limit", "2", "--json", *after).json
            seen += [sweep["id"] for sweep in page["sweeps"]]
            if not page["next"]:
                break
            after = ["--after", page["next"]]
        self.assertEqual(len(seen), 5)
        self.assertEqual(seen, sorted(set(seen), reverse=True))

    def test_a_report_adds_up_to_what_was_paid(self):
        native, token = self.native_payment("1"), self.usdt_payment("2")
        self.paid(native, token)
        before = self.anvil.balance(SPONSOR)
        self.settle(native, token)
        days = self.ctrip.run("sweep", "report", "--json").json["days"]
        self.assertEqual([(day["chain"], day["strategy"], day["transactions"], day["sweeps"], day["failed"]) for day in days],
                         [("anvil", "direct", 3, 2, 0)])
        paid = self.anvil.fees_of(SPONSOR) + sum(self.anvil.fees_of(p["address"]) for p in (native, token))
        self.assertEqual(int(days[0]["fee_wei"]), paid)
        self.assertLess(self.anvil.balance(SPONSOR), before)
        self.assertIn("direct", self.ctrip.run("sweep", "report").out)
        self.assertIn("nothing was swept", self.ctrip.run("sweep", "report", "--since", "2100-01-01").out)


class DataFeeTest(SweepCase):
    """A chain that charges for data besides gas, as the OP stack does."""

    def setUp(self):
        super().setUp()
        self.anvil.rpc("anvil_setCode", ORACLE, ORACLE_CODE)

    def test_native_money_is_left_for_the_fee_of_its_data(self):
        payment = self.native_payment("1")
        self.paid(payment)
        self.settle(payment)
        # Anvil takes no such fee, so what was kept for it is left: as much as the oracle says for the bytes, and a half; and as much
        # for the operator, since this oracle says the same to every question.
        self.assertEqual(self.anvil.balance(payment["address"]), 25 * 10**12)

    def test_gas_money_covers_the_fee_of_the_data(self):
        payment = self.usdt_payment("1")
        self.paid(payment)
        fee = int(self.entry(payment, "--dry-run")["fee_wei"])
        self.assertGreater(fee, 30 * 10**12)
        self.settle(payment)
        self.assertGreaterEqual(self.anvil.balance(payment["address"]), 15 * 10**12)

    def test_an_oracle_that_does_not_answer_is_named(self):
        self.anvil.rpc("anvil_setCode", ORACLE, "0x00")
        payment = self.native_payment("1")
        self.paid(payment)
        self.assertIn("GasPriceOracle", self.ctrip.run("sweep", code=69).err)
        self.assertEqual(self.anvil.sent_by(payment["address"]), [])


class SimulationTest(SweepCase):
    def setUp(self):
        super().setUp()
        self.sweeping(strategy="batched")
        self.ctrip.run("sweep", "deploy")

    def test_a_plan_is_run_by_the_node_before_anything_is_signed(self):
        for method in (None, "eth_simulateV1"):
            with self.subTest(without=method):
                payments = [self.native_payment("1"), self.usdt_payment("1"), self.usdt_payment("2")]
                self.paid(*payments)
                node = self.fake_node()
                asked = []
                if method:  # By eth_call then.
                    node.errors[method] = lambda params: asked.append(params) or {"code": -32601, "message": "no such method"}
                else:
                    node.hooks["eth_simulateV1"] = lambda params, result: asked.append(params) or result
                report = self.sweep("--simulate", "--dry-run")
                self.assertEqual({entry["decision"] for entry in report["plan"]}, {"sweep"})
                self.assertEqual(len(asked), 1)
                self.ctrip.set_node_url(self.anvil.url)
                self.settle(*payments)

    def test_what_would_move_nothing_waits(self):
        token = self.anvil.deploy("QuietToken")
        self.ctrip.config["chains"][0]["tokens"].append({"symbol": "FLS", "address": token.address, "decimals": 18})
        self.ctrip.write_config()
        self.sweeping(strategy="direct")
        payment = self.ctrip.create(token="FLS", amount="3")
        self.anvil.mint(token, payment["address"], 3 * ETHER)
        self.anvil.send_native(payment["address"], ETHER, **{"from": self.anvil.accounts[1]})
        self.until_paid(payment)
        self.anvil.invoke(token, "freeze", payment["address"])
        report = self.sweep("--simulate")
        entry, = (entry for entry in report["plan"] if entry["token"] == "FLS")
        self.assertEqual(entry["decision"], "wait")
        self.assertIn("moves nothing", entry["reason"])
        self.assertNotIn("token", [row[0] for row in self.sweeps()])


class LiarTest(SweepCase):
    def test_a_token_whose_event_lies_is_never_settled(self):
        token = self.anvil.deploy("LyingToken")
        self.ctrip.config["chains"][0]["tokens"].append({"symbol": "LIE", "address": token.address, "decimals": 18})
        self.ctrip.write_config()
        payment = self.ctrip.create(token="LIE", amount="3")
        self.anvil.mint(token, payment["address"], 3 * ETHER)
        self.until_paid(payment)
        for _ in range(4):
            self.jobs("sweep")
            self.anvil.mine(FINAL)
        shown = self.assert_status(payment, "paid")
        swept = [sweep for sweep in shown["sweeps"] if sweep["kind"] == "token"]
        self.assertEqual({sweep["state"] for sweep in swept}, {"failed"})
        notes = {row[0] for row in self.ctrip.rows("SELECT note FROM sweeps WHERE kind = 'token'")}
        self.assertEqual(notes, {"its event says that it moved, but the balance did not fall"})

    def test_a_payer_who_pays_just_as_much_in_the_sweeps_block_makes_no_liar_of_it(self):
        self.native_payment("1")  # While one waits, native money is looked for.
        payment = self.usdt_payment("2")
        self.paid(payment)
        self.anvil.send_native(payment["address"], ETHER, **{"from": self.anvil.accounts[1]})
        self.anvil.mine(FINAL)
        self.jobs("scan")
        self.anvil.mint(self.usdt, self.anvil.accounts[1], 2 * USDT)
        self.anvil.automine(False)
        self.sweep("--wait", "0s")
        self.anvil.submit(to=self.usdt.address, data=self.usdt.data("transfer", payment["address"], 2 * USDT), gas=200_000,
                          **{"from": self.anvil.accounts[1]})
        self.anvil.mine()
        self.assertEqual(self.anvil.token_balance(self.usdt, payment["address"]), 2 * USDT)
        self.anvil.automine(True)
        self.settle(payment)
        self.anvil.mine(FINAL)
        self.jobs()
        self.anvil.mine(FINAL)
        self.jobs()
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 4 * USDT)
        self.assertEqual({sweep["state"] for sweep in self.ctrip.show(payment)["sweeps"]}, {"final"})
        self.ctrip.run("reconcile")


if __name__ == "__main__":
    unittest.main()
