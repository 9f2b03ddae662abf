# SPDX-License-Identifier: MIT
"""In time is what the block's timestamp says, never the clock of the machine that looks."""
import json
import time
import unittest

from harness.case import ETHER, ROUNDS_MAX, TREASURY, USDT
from harness.deadline import DeadlineCase, deadline_of

WRONG_REQUEST = 65
DAY_S = 86_400


class BoundaryTest(DeadlineCase):
    def test_native_money_in_the_deadlines_second_is_in_time(self):
        payment = self.native_payment("1")
        self.at(deadline_of(payment))
        self.pay_native(payment)
        self.assertEqual(self.anvil.timestamp(), deadline_of(payment))
        self.mine_at(deadline_of(payment) + 100)
        self.jobs("scan", "confirm")
        self.assertEqual(self.assert_status(payment, "detected")["flags"], [])
        self.assertEqual(self.events(payment), ["detected"])

    def test_token_money_in_the_deadlines_second_is_in_time(self):
        payment = self.usdt_payment("2")
        self.pay_usdt_at(payment, deadline_of(payment))
        self.mine_at(deadline_of(payment) + 100)
        self.jobs("scan", "confirm")
        self.assertEqual(self.assert_status(payment, "detected")["flags"], [])

    def test_money_one_second_later_is_late(self):
        payment, other = self.native_payment("1"), self.usdt_payment("2")
        after = max(deadline_of(payment), deadline_of(other)) + 1
        self.anvil.mint(self.usdt, self.anvil.accounts[1], 2 * USDT)
        self.anvil.automine(False)
        payer = {"from": self.anvil.accounts[1]}
        self.anvil.submit(to=payment["address"], value=ETHER, **payer)
        self.anvil.submit(to=self.usdt.address, data=self.usdt.data("transfer", other["address"], 2 * USDT), **payer)
        self.mine_at(after)
        self.anvil.automine(True)
        self.anvil.mine(2)
        self.jobs("scan", "confirm", "send-webhooks")
        for late in (payment, other):
            shown = self.assert_status(late, "expired")
            self.assertIn("late", shown["flags"])
            self.assertEqual(shown["received_raw"], late["amount_raw"])
            self.assert_told(late, "late", "expired")



class ExpiryTest(DeadlineCase):
    def test_a_payment_expires_when_a_block_behind_its_deadline_was_read(self):
        payment = self.native_payment("1")
        deadline = deadline_of(payment)
        self.mine_at(deadline)
        self.jobs("scan", "confirm")
        # Another block of the same second may follow.
        self.assert_status(payment, "pending")
        self.mine_at(deadline + 1)
        # The block is there, and confirm sees it as the head; but it has not been read.
        self.jobs("confirm")
        self.assert_status(payment, "pending")
        self.jobs("scan")
        self.assert_status(payment, "pending")
        self.jobs("confirm", "send-webhooks")
        self.assertEqual(self.assert_status(payment, "expired")["flags"], [])
        self.assert_told(payment, "expired")

    def test_the_clock_of_the_machine_expires_nothing(self):
        payment = self.ctrip.create(amount="1", expires_in="2s")
        time.sleep(3.1)
        self.jobs()
        self.assert_status(payment, "pending")
        # The payer was in time, as the chain sees it, however late that is looked at.
        self.at(deadline_of(payment))
        self.pay_native(payment)
        self.anvil.mine(2, interval_s=60)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "confirmed")

    def test_a_machine_that_was_off_for_a_month_loses_nobodys_payment(self):
        native, token, unpaid = self.native_payment("1"), self.usdt_payment("2"), self.native_payment("3")
        self.pay_native(native)
        self.pay_usdt(token)
        self.anvil.mine(800, interval_s=3600)
        self.assertGreater(self.anvil.timestamp(), deadline_of(unpaid) + 30 * DAY_S)
        # Whichever runs first after the start.
        self.jobs("confirm", "sweep", "send-webhooks")
        for payment in (native, token, unpaid):
            self.assert_status(payment, "pending")
        self.jobs("scan", "confirm")
        for payment in (native, token):
            self.assertEqual(self.assert_status(payment, "paid")["flags"], [])
            self.assertEqual(self.events(payment), ["detected", "confirmed", "paid"])
        self.assert_status(unpaid, "expired")
        self.settle(native, token)

    def test_a_payment_that_was_covered_in_time_does_not_expire_while_it_deepens(self):
        payment = self.usdt_payment("2")
        self.pay_usdt(payment)
        self.jobs("scan", "confirm")
        self.mine_at(deadline_of(payment) + DAY_S)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "detected")
        self.settle(payment)

    def test_money_that_a_reorganisation_moves_behind_the_deadline_is_late(self):
        payment = self.usdt_payment("2")
        receipt = self.pay_usdt(payment)
        raw = self.anvil.rpc("eth_getRawTransactionByHash", receipt["transactionHash"])
        self.jobs("scan")
        self.assert_status(payment, "detected")
        self.anvil.rpc("anvil_reorg", 1, [])
        self.at(deadline_of(payment) + 1)
        self.anvil.send_raw(raw)
        self.anvil.mine(2)
        self.jobs("scan", "confirm", "send-webhooks")
        shown = self.assert_status(payment, "expired")
        self.assertLessEqual({"late", "reorged"}, set(shown["flags"]))
        self.assert_told(payment, "detected", "reverted", "late", "expired")


class LateTest(DeadlineCase):
    def test_late_money_is_taken_where_the_policy_says_so(self):
        self.policy(late="accept")
        payment = self.expired()
        self.pay_late(payment)
        self.jobs("scan")
        shown = self.assert_status(payment, "detected")
        self.assertEqual(shown["flags"], ["late"])
        self.settle(payment)
        self.assertEqual(self.events(payment), ["expired", "detected", "late", "confirmed", "paid", "settled"])
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 2 * USDT)

    def test_a_deadline_is_read_again_where_the_chain_goes_back_before_it(self):
        self.policy(late="accept")
        payment = self.expired()
        self.pay_late(payment)
        self.jobs("scan")
        self.assert_status(payment, "detected")
        # The money, and the block that was read past the deadline: in time it may come again.
        self.anvil.rpc("anvil_reorg", 5, [])
        self.jobs("scan")
        self.assert_status(payment, "pending")
        self.assertEqual(self.events(payment)[-1], "reverted")
        self.mine_at(deadline_of(payment) + 100)
        self.anvil.mine(2)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "expired")

    def test_late_money_is_booked_and_left_where_it_is_otherwise(self):
        for policy in ("review", "reject"):
            with self.subTest(policy):
                self.policy(late=policy)
                payment = self.expired()
                self.pay_late(payment)
                self.anvil.mine(6)
                self.jobs()
                shown = self.assert_status(payment, "expired")
                self.assertEqual((shown["received"], shown["flags"]), ("2", ["underpaid", "late"]))
                self.assertEqual([transfer["standing"] for transfer in shown["transfers"]], ["late"])
                self.assertEqual(shown["sweeps"], [])
                self.assertEqual(self.events(payment), ["expired", "late"])
                self.assertEqual(self.anvil.token_balance(self.usdt, payment["address"]), 2 * USDT)

    def test_the_rest_comes_late(self):
        payment = self.usdt_payment("2")
        self.pay_usdt(payment, 1_500_000)
        self.jobs("scan")
        self.pay_late(payment, 500_000)
        self.anvil.mine(2)
        self.jobs("scan", "confirm", "send-webhooks")
        shown = self.assert_status(payment, "expired")
        self.assertEqual(shown["received"], "2")
        self.assertEqual(set(shown["flags"]), {"underpaid", "late", "multiple"})
        self.assert_told(payment, "partially_paid", "late", "expired")

    def test_late_money_on_top_changes_no_status(self):
        payment = self.usdt_payment("2")
        self.pay_usdt(payment)
        self.jobs("scan")
        self.pay_late(payment, USDT)
        self.jobs("scan", "send-webhooks")
        shown = self.assert_status(payment, "detected")
        self.assertEqual(set(shown["flags"]), {"overpaid", "late", "multiple"})
        self.assert_told(payment, "detected", "late")
        self.settle(payment)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 3 * USDT)


    def test_late_money_after_enough_in_time_changes_no_status_whatever_the_policy(self):
        confirmed, settled = {}, {}
        for policy in ("review", "accept", "reject"):
            confirmed[policy], settled[policy] = self.usdt_payment("2"), self.usdt_payment("2")
            self.pay_usdt(settled[policy])
        self.settle(*settled.values())
        payer = {"from": self.anvil.accounts[1]}
        self.anvil.mint(self.usdt, payer["from"], 6 * USDT)
        # In one block, so that all of them are confirmed and none is final.
        self.anvil.automine(False)
        for payment in confirmed.values():
            self.anvil.submit(to=self.usdt.address, data=self.usdt.data("transfer", payment["address"], 2 * USDT), **payer)
        self.anvil.mine()
        self.anvil.automine(True)
        self.anvil.mine(2)
        self.jobs("scan", "confirm")
        for policy, payment in confirmed.items():
            self.assert_status(payment, "confirmed")
            self.policy(late=policy)
            for late in (payment, settled[policy]):
                self.pay_late(late, USDT)
            self.jobs("scan")
        self.jobs("send-webhooks")
        for policy in confirmed:
            with self.subTest(policy):
                shown = self.assert_status(confirmed[policy], "confirmed")
                self.assertEqual((shown["received"], shown["flags"]), ("3", ["overpaid", "late", "multiple"]))
                self.assert_told(confirmed[policy], "detected", "confirmed", "late")
                standing = "counts" if policy == "accept" else "late"
                self.assertEqual([transfer["standing"] for transfer in shown["transfers"]], ["counts", standing])
                shown = self.assert_status(settled[policy], "settled")
                self.assertEqual((shown["received"], shown["flags"]), ("3", ["overpaid", "late", "multiple"]))
                self.assert_told(settled[policy], "detected", "confirmed", "paid", "settled", "late")
        # All of it reaches the treasury.
        self.settle(*confirmed.values())
        for _ in range(ROUNDS_MAX):
            if self.anvil.token_balance(self.usdt, TREASURY) == 18 * USDT:
                break
            self.anvil.mine(5)
            self.jobs()
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 18 * USDT)


class AmountTest(DeadlineCase):
    def test_too_little_expires_and_says_how_much_came(self):
        payment = self.native_payment("1")
        self.pay_native(payment, ETHER - 1)
        self.jobs("scan")
        self.assert_status(payment, "pending")
        self.mine_at(deadline_of(payment) + 1)
        self.jobs("scan", "confirm", "send-webhooks")
        shown = self.assert_status(payment, "expired")
        self.assertEqual((shown["received_raw"], shown["flags"]), (str(ETHER - 1), ["underpaid"]))
        self.assert_told(payment, "partially_paid", "expired")

    def test_parts_count_together_each_once(self):
        payment = self.usdt_payment("3")
        for part in range(1, 3):
            self.pay_usdt(payment, USDT)
            self.jobs("scan", "scan")
            self.assertEqual(self.assert_status(payment, "pending")["received"], str(part))
        self.pay_usdt(payment, USDT)
        self.jobs("scan", "send-webhooks")
        shown = self.assert_status(payment, "detected")
        self.assertEqual((shown["received"], shown["flags"]), ("3", ["multiple"]))
        self.assertEqual(shown["detected_in_block"], self.anvil.head())
        self.assert_told(payment, "partially_paid", "partially_paid", "detected")

    def test_the_tolerance_that_held_when_the_payment_was_made_decides(self):
        self.policy(underpayment_tolerance="1%")
        tolerant = self.usdt_payment("100")
        self.policy(underpayment_tolerance=0)
        exact = self.usdt_payment("100")
        for payment in (tolerant, exact):
            self.pay_usdt(payment, 99 * USDT)
        self.jobs("scan")
        self.assertEqual(self.assert_status(tolerant, "detected")["received"], "99")
        self.assertEqual(self.assert_status(exact, "pending")["flags"], ["underpaid"])

    def test_one_unit_below_the_tolerance_is_too_little(self):
        self.policy(underpayment_tolerance="1%")
        payment = self.usdt_payment("100")
        self.pay_usdt(payment, 99 * USDT - 1)
        self.jobs("scan")
        self.assert_status(payment, "pending")

    def test_one_unit_too_much_is_flagged(self):
        payment = self.native_payment("1")
        self.pay_native(payment, ETHER + 1)
        self.jobs("scan")
        shown = self.assert_status(payment, "detected")
        self.assertEqual((shown["received_raw"], shown["flags"]), (str(ETHER + 1), ["overpaid"]))

    def test_another_currency_is_flagged_and_pays_nothing(self):
        native, token = self.native_payment("1"), self.usdt_payment("2")
        self.pay_usdt(native, 5 * USDT)
        self.pay_native(token, 5 * ETHER)
        self.jobs("scan", "confirm")
        for payment, currency in ((native, self.usdt.address.lower()), (token, None)):
            shown = self.assert_status(payment, "pending")
            self.assertEqual((shown["received_raw"], shown["flags"]), ("0", ["wrong_token"]))
            (transfer,) = shown["transfers"]
            found = transfer["token_address"]
            self.assertEqual((transfer["standing"], found.lower() if found else None), ("wrong_token", currency))
        # The right one counts all the same.
        self.pay_usdt(token)
        self.jobs("scan")
        self.assertEqual(self.assert_status(token, "detected")["flags"], ["wrong_token"])


    def test_a_transfer_of_nothing_is_nothing(self):
        payment = self.usdt_payment("2")
        # What address poisoning does: an event to the address, of value zero.
        self.pay_usdt(payment, 0)
        self.pay_native(payment, 0)
        self.jobs("scan", "confirm", "send-webhooks")
        shown = self.assert_status(payment, "pending")
        self.assertEqual((shown["flags"], shown["transfers"], shown["history"]), ([], [], []))
        self.assert_told(payment)

    def test_a_transaction_that_reverted_moved_nothing(self):
        native, token = self.native_payment("1"), self.usdt_payment("2")
        payer = self.anvil.accounts[1]
        self.anvil.mint(self.usdt, payer, 2 * USDT)
        self.anvil.invoke(self.usdt, "setPaused", True)
        # Enough gas, so that it is mined and reverts.
        gas = {"from": payer, "gas": 200_000, "expect_status": 0}
        self.anvil.transfer(self.usdt, token["address"], 2 * USDT, **gas)
        disperse = self.anvil.deploy("Disperse")
        self.anvil.invoke(disperse, "boom", native["address"], value=ETHER, **gas)
        self.jobs("scan", "confirm")
        for payment in (native, token):
            shown = self.assert_status(payment, "pending")
            self.assertEqual((shown["received_raw"], shown["transfers"]), ("0", []))


class ClockTest(DeadlineCase):
    """The chain's time and this host's differ; the chain's decides. The chain is moved, not the host's clock."""

    def test_a_clock_that_is_an_hour_behind_the_chain_gives_the_whole_span(self):
        self.mine_at(int(time.time()) + 3600)
        self.jobs("scan")
        payment = self.usdt_payment("2", expires_in="10m")
        self.assertEqual(deadline_of(payment), self.anvil.timestamp() + 600)
        self.pay_usdt_at(payment, deadline_of(payment))
        self.jobs("scan", "confirm")
        self.assertEqual(self.assert_status(payment, "detected")["flags"], [])
        # A batch has no other rule.
        line = json.dumps({"chain": "anvil", "amount": "1", "expires_in": "1s"}) + "\n"
        made, = self.ctrip.run("create-payment", "--batch", "-", "--json", stdin=line).json_lines
        self.assertEqual(deadline_of(made), self.anvil.timestamp() + 1)

    def test_a_second_and_a_month_are_spans_like_any_other(self):
        self.mine_at(int(time.time()) + 3600)
        self.jobs("scan")
        short, long = (self.native_payment("1", expires_in=span) for span in ("1s", "30d"))
        self.assertEqual(deadline_of(short), self.anvil.timestamp() + 1)
        self.mine_at(deadline_of(short))
        self.jobs("scan", "confirm")
        self.assert_status(short, "pending")
        self.mine_at(deadline_of(short) + 1)
        self.jobs("scan", "confirm")
        self.assert_status(short, "expired")
        self.at(deadline_of(long))
        self.pay_native(long)
        self.mine_at(deadline_of(long) + 1)
        self.jobs("scan", "confirm")
        self.assertEqual(self.assert_status(long, "detected")["flags"], [])

    def test_the_first_scan_finds_what_was_paid_while_the_clock_was_an_hour_ahead(self):
        """The oldest payment was made, by this clock, an hour after the blocks that pay it."""
        payment = self.usdt_payment("1")
        self.ctrip.database.sql("DELETE FROM checkpoints; DELETE FROM chains;"
                                "UPDATE payments SET created_at = created_at + 3600, expires_at = expires_at + 3600")
        self.pay_usdt(payment)
        self.mine_at(self.anvil.timestamp() + 3600)
        self.jobs("scan")
        self.assert_status(payment, "detected")

    def test_a_chain_that_stood_still_expires_nobody(self):
        payment = self.ctrip.create(token="USDT", amount="2", expires_in="1s")
        deadline, head = deadline_of(payment), self.anvil.head()
        while time.time() < deadline + 2:
            self.jobs("scan", "confirm")
        self.assertEqual(self.anvil.head(), head)
        self.assert_status(payment, "pending")
        # Its next block is later than the deadline, and only then is it over.
        self.pass_deadline(payment)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "expired")


class BatchTest(DeadlineCase):
    def batch(self, *requests, code=0):
        lines = "".join((request if isinstance(request, str) else json.dumps(request)) + "\n" for request in requests)
        return self.ctrip.run("create-payment", "--batch", "-", "--json", stdin=lines, code=code)

    def test_a_bad_line_is_named_and_nothing_is_stored(self):
        good = {"chain": "anvil", "amount": "1", "idempotency_key": "A"}
        self.ctrip.create(amount="7", idempotency_key="USED")
        before = self.ctrip.dump()
        for bad in (
            "{", '["chain"]', '{"chain": "anvil", "amount": "1", "colour": "red"}', {"chain": "none", "amount": "1"},
            {"chain": "anvil"}, {"chain": "anvil", "amount": "0"}, {"chain": "anvil", "amount": "1", "amount_raw": "1"},
            {"chain": "anvil", "amount": "1", "token": "NONE"}, {"chain": "anvil", "amount": "0.0000001", "token": "USDT"},
            {"chain": "anvil", "amount_raw": str(2**256)}, {"chain": "anvil", "amount": "1", "expires_in": "soon"},
            {"chain": "anvil", "amount": "1", "webhook_url": "ftp://shop"},
            {"chain": "anvil", "amount": "8", "idempotency_key": "USED"}, {"chain": "anvil", "amount": "2", "idempotency_key": "A"},
        ):
            with self.subTest(bad=bad):
                result = self.batch(good, good | {"idempotency_key": "B"}, bad, good, code=WRONG_REQUEST)
                self.assertEqual(result.out, "")
                self.assertEqual(len(result.err.splitlines()), 1, result)
                self.assertRegex(result.err, r"\b3\b")
                self.assertEqual(self.ctrip.dump(), before)
        # No index was used up either.
        made = self.batch(good, {"chain": "anvil", "amount": "7", "idempotency_key": "USED"}, good).json_lines
        self.assertEqual([payment["derivation_path"][-2:] for payment in made], ["/1", "/0", "/1"])


if __name__ == "__main__":
    unittest.main()
