# SPDX-License-Identifier: MIT
"""An operator decides: what has arrived is enough, or a payment is given up; and what becomes of it on the chain."""
import json
import unittest

from harness.case import TREASURY, USDT
from harness.deadline import DeadlineCase, deadline_of

WRONG_REQUEST, NOT_FOUND = 65, 66
REASON = "he called, it is fine"


class DecideCase(DeadlineCase):
    def decide(self, what, payment, reason=REASON, code=0):
        result = self.ctrip.run(what, payment["id"], "--reason", reason, "--json", code=code)
        return result.json if code == 0 else result.err

    def refused(self, what, payment, *words):
        """It says why, and changes nothing."""
        before = self.ctrip.dump()
        error = self.decide(what, payment, code=WRONG_REQUEST)
        for word in (payment["id"], *words):
            self.assertIn(word, error)
        self.assertEqual(len(error.splitlines()), 1, error)
        self.assertEqual(self.ctrip.dump(), before)

    def assert_decided(self, payment, event, came_from, to):
        """The newest entry of its history."""
        entry = self.ctrip.show(payment)["history"][-1]
        self.assertEqual(
            (entry["event"], entry["from"], entry["to"], entry["reason"]), (f"payment.{event}", came_from, to, REASON))

    def too_little(self, part=3 * USDT):
        payment = self.usdt_payment("5")
        self.pay_usdt(payment, part)
        self.jobs("scan")
        self.assert_status(payment, "pending")
        return payment


class AcceptTest(DecideCase):
    def test_too_little_becomes_enough_and_ends_in_the_treasury(self):
        payment = self.too_little()
        printed = self.decide("accept", payment)
        self.assertEqual((printed["status"], printed["flags"], printed["received"]), ("detected", ["manual"], "3"))
        self.assertEqual(printed.keys(), payment.keys())
        self.assert_decided(payment, "detected", "pending", "detected")
        self.settle(payment)
        events = self.assert_told(payment, "partially_paid", "detected", "confirmed", "paid", "settled")
        self.assertEqual(events[1]["data"]["flags"], ["manual"])
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 3 * USDT)

    def test_late_money_that_is_final_by_now_is_paid_at_once(self):
        payment = self.expired()
        self.pay_late(payment)
        self.anvil.mine(6)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "expired")
        printed = self.decide("accept", payment)
        self.assertEqual((printed["status"], printed["flags"]), ("paid", ["late", "manual"]))
        self.settle(payment)
        self.assert_told(payment, "expired", "late", "detected", "confirmed", "paid", "settled")
        reasons = [entry["reason"] for entry in self.ctrip.show(payment)["history"]]
        self.assertEqual([reason == REASON for reason in reasons], [False, False, True, False, False, False])
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 2 * USDT)

    def test_what_came_in_time_and_late_is_enough_together(self):
        payment = self.too_little(part=USDT)
        self.pass_deadline(payment)
        self.pay_late(payment, USDT)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "expired")
        printed = self.decide("accept", payment)
        self.assertEqual((printed["status"], printed["received"]), ("detected", "2"))
        self.assertEqual(printed["flags"], ["late", "multiple", "manual"])
        # More of it, later still, counts too and needs no further word.
        self.pay_late(payment, USDT)
        self.jobs("scan")
        self.assertEqual(self.assert_status(payment, "detected")["received"], "3")
        self.settle(payment)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 3 * USDT)

    def test_what_can_not_be_accepted_is_refused(self):
        nothing, wrong, enough = (self.usdt_payment("2") for _ in range(3))
        self.pay_native(wrong, 10**18)
        self.pay_usdt(enough)
        self.jobs("scan")
        self.refused("accept", nothing, "nothing has arrived", "USDT")
        self.refused("accept", wrong, "nothing has arrived", "USDT")
        for status in ("detected", "confirmed", "paid"):
            self.assert_status(enough, status)
            self.refused("accept", enough, status)
            self.anvil.mine(2)
            self.jobs("scan", "confirm")
        self.settle(enough)
        self.refused("accept", enough, "settled")

    def test_late_money_is_refused_where_the_policy_rejects_it(self):
        in_time = self.too_little()
        late = self.expired()
        self.pay_late(late)
        self.jobs("scan", "confirm")
        self.policy(late="reject")
        self.refused("accept", late, "payments.late", "reject", "review")
        self.assertEqual(self.decide("accept", in_time)["status"], "paid")
        self.policy(late="review")
        self.assertEqual(self.decide("accept", late)["status"], "detected")

    def test_the_same_decision_again_is_no_other(self):
        payment = self.too_little()
        first = self.decide("accept", payment)
        before = self.ctrip.dump()
        result = self.ctrip.run("accept", payment["id"], "--reason", "another", "--json")
        self.assertEqual(result.json, first)
        self.assertIn("before", result.err)
        self.assertEqual(self.ctrip.dump(), before)

    def test_accepted_money_that_goes_away_is_due_again_and_counts_when_it_is_back(self):
        payment = self.too_little()
        self.decide("accept", payment)
        raw = self.anvil.rpc("eth_getRawTransactionByHash", self.ctrip.show(payment)["transfers"][0]["tx_hash"])
        self.anvil.rpc("anvil_reorg", 1, [])
        self.jobs("scan")
        self.assert_status(payment, "pending")
        self.refused("accept", payment, "nothing has arrived")
        self.anvil.send_raw(raw)
        self.anvil.mine()
        self.jobs("scan", "send-webhooks")
        shown = self.assert_status(payment, "detected")
        self.assertEqual((shown["received"], shown["flags"]), ("3", ["reorged", "manual"]))
        self.assert_told(payment, "partially_paid", "detected", "reverted", "detected")


class DeadlineReadTest(DecideCase):
    """A payment that was accepted after its deadline, when the chain takes its money away."""

    def test_with_the_deadline_ahead_again_it_waits_for_its_money(self):
        payment = self.too_little()
        raw = self.anvil.rpc("eth_getRawTransactionByHash", self.ctrip.show(payment)["transfers"][0]["tx_hash"])
        self.pass_deadline(payment)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "expired")
        self.decide("accept", payment)
        # Back before the deadline: blocks in time may still follow.
        self.anvil.rpc("anvil_rollback", 4)
        time_s = self.anvil.timestamp()
        for n in range(1, 6):
            self.mine_at(time_s + n)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "pending")
        self.at(deadline_of(payment))
        self.anvil.send_raw(raw)
        self.mine_at(deadline_of(payment) + 1)
        self.jobs("scan")
        self.assertEqual(self.assert_status(payment, "detected")["received"], "3")
        self.assertEqual(self.events(payment), ["partially_paid", "expired", "detected", "confirmed", "reverted", "detected"])

    def test_with_the_deadline_behind_it_expires(self):
        payment = self.expired()
        self.pay_late(payment)
        self.jobs("scan", "confirm")
        self.decide("accept", payment)
        self.anvil.rpc("anvil_reorg", 1, [])
        self.jobs("scan", "confirm")
        self.assert_status(payment, "expired")
        self.assertEqual(self.events(payment), ["expired", "late", "detected", "reverted", "expired"])


class CancelTest(DecideCase):
    def test_money_that_comes_after_it_is_booked_and_left_to_the_operator(self):
        payment = self.usdt_payment("2")
        printed = self.decide("cancel", payment)
        self.assertEqual((printed["status"], printed["flags"]), ("failed", ["manual"]))
        self.assert_decided(payment, "failed", "pending", "failed")
        self.pay_usdt(payment, 3 * USDT)
        log = self.ctrip.run("scan").err
        self.assertIn(payment["id"], log)
        self.anvil.mine(6)
        self.jobs()
        shown = self.assert_status(payment, "failed")
        self.assertEqual((shown["received"], shown["flags"], shown["sweeps"]), ("3", ["overpaid", "manual"], []))
        self.assertEqual(self.anvil.token_balance(self.usdt, payment["address"]), 3 * USDT)
        self.assert_told(payment, "failed", "received_after_end")
        # Taken up again, the chain decides how far it has come.
        self.assertEqual(self.decide("accept", payment)["status"], "paid")
        self.settle(payment)
        self.assert_told(payment, "failed", "received_after_end", "detected", "confirmed", "paid", "settled")
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 3 * USDT)

    def test_only_what_is_not_paid_yet_can_be_cancelled(self):
        detected, confirmed, expired, paid = (
            self.usdt_payment("2", expires_in=span) for span in ("24h", "24h", "1s", "24h"))
        for payment in (paid, confirmed):
            self.pay_usdt(payment)
        self.mine_at(max(self.anvil.timestamp(), deadline_of(expired)) + 1)
        self.pay_usdt(detected)  # Two blocks.
        self.jobs("scan", "confirm")
        for payment, status in ((detected, "detected"), (confirmed, "confirmed"), (expired, "expired")):
            self.assert_status(payment, status)
            self.decide("cancel", payment)
            self.assert_decided(payment, "failed", status, "failed")
        self.assert_status(paid, "paid")
        self.refused("cancel", paid, "paid")
        self.settle(paid)
        self.refused("cancel", paid, "settled")
        # However deep it gets, what was given up stays so and is not swept.
        for payment in (detected, confirmed, expired):
            shown = self.assert_status(payment, "failed")
            self.assertEqual(shown["sweeps"], [])
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 2 * USDT)
        # Nothing has come for that one.
        self.refused("accept", expired, "nothing has arrived")

    def test_the_same_decision_again_is_no_other(self):
        payment = self.usdt_payment("2")
        first = self.decide("cancel", payment)
        before = self.ctrip.dump()
        result = self.ctrip.run("cancel", payment["id"], "--reason", "another", "--json")
        self.assertEqual(result.json, first)
        self.assertIn("before", result.err)
        self.assertEqual(self.ctrip.dump(), before)

    def test_a_payment_in_an_archive_is_named_with_its_file(self):
        payment = self.expired()
        self.ctrip.database.sql(f"UPDATE payments SET updated_at = 1, watch_until = 1 WHERE id = '{payment['id']}'")
        self.jobs("send-webhooks")
        archived = self.ctrip.run("archive", "--older-than", "1d", "--directory", self.ctrip.folder, "--json").json
        self.assertEqual(archived["payments"], 1, archived)
        for what in ("accept", "cancel"):
            error = self.decide(what, payment, code=NOT_FOUND)
            self.assertIn(payment["id"], error)
            self.assertIn("archive --restore", error)


class VanishedTest(DecideCase):
    def final_and_gone(self):
        """Its payment was paid; what it paid with left the chain, and is handed back to be mined again."""
        payment = self.usdt_payment("2")
        raw = self.anvil.rpc("eth_getRawTransactionByHash", self.pay_usdt(payment)["transactionHash"])
        self.anvil.mine(5)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "paid")
        self.anvil.rpc("anvil_reorg", 6, [])
        return payment, raw

    def errors(self, job="scan"):
        lines = self.ctrip.run("--log-format", "json", job).err.splitlines()
        return [line for line in map(json.loads, lines) if line["level"] == "error"]

    def test_an_operator_decides_even_if_the_money_is_mined_again(self):
        payment, raw = self.final_and_gone()
        error, = self.errors()
        self.assertEqual(error["payment"], payment["id"])
        self.assertIn("reverted after it was final", error["message"])
        self.assert_status(payment, "failed")
        self.refused("accept", payment, "nothing has arrived")
        self.refused("cancel", payment, "reverted after it was final")
        self.anvil.send_raw(raw)
        self.anvil.mine(6)
        self.assertEqual(self.errors(), [])
        self.jobs("confirm", "sweep")
        shown = self.assert_status(payment, "failed")
        self.assertEqual((shown["received"], shown["flags"], shown["sweeps"]), ("2", ["reorged"], []))
        self.assertEqual(self.decide("accept", payment)["status"], "paid")
        self.settle(payment)
        self.assert_told(payment, "detected", "confirmed", "paid", "failed", "received_after_end", "detected", "confirmed",
                         "paid", "settled")
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 2 * USDT)

    def test_what_is_left_can_be_taken_as_enough(self):
        payment = self.usdt_payment("2")
        self.pay_usdt(payment, USDT)
        self.anvil.mine()
        self.jobs("scan")
        self.pay_usdt(payment, USDT)
        self.anvil.mine(5)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "paid")
        self.anvil.rpc("anvil_reorg", 6, [])
        self.assertEqual(len(self.errors()), 1)
        self.assert_status(payment, "failed")
        printed = self.decide("accept", payment)
        self.assertEqual((printed["status"], printed["received"]), ("paid", "1"))
        # What vanished before that word is no reason to fail once more.
        self.anvil.rpc("anvil_reorg", 1, [])
        self.jobs("scan", "confirm")
        self.settle(payment)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), USDT)

    def test_what_is_in_the_treasury_stays_settled_and_the_log_says_what_vanished(self):
        payment = self.usdt_payment("2")
        self.pay_usdt(payment)
        paid_in = self.anvil.head()
        self.settle(payment)
        self.anvil.rpc("anvil_reorg", self.anvil.head() - paid_in + 1, [])
        error, = self.errors()
        self.assertEqual(error["payment"], payment["id"])
        shown = self.assert_status(payment, "settled")
        self.assertEqual((shown["received_raw"], shown["flags"]), ("0", ["reorged"]))
        self.assert_told(payment, "detected", "confirmed", "paid", "settled")
        # Said once.
        self.anvil.mine()
        self.assertEqual(self.errors(), [])


if __name__ == "__main__":
    unittest.main()
