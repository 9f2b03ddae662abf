# SPDX-License-Identifier: MIT
"""The main job on a real chain: a shop asks, somebody pays, the shop is told, the money ends in the treasury."""
import unittest

from harness.case import ETHER, TREASURY, USDT, EndToEndCase

ALL_TOLD = ("detected", "confirmed", "paid", "settled")


class EveryStatusTest(EndToEndCase):
    """Confirmed at depth 3, paid at depth 5; the block itself is the first of them."""

    def through_every_status(self, payment):
        """The payment has just been paid in the newest block."""
        self.jobs("scan", "confirm", "send-webhooks")
        shown = self.assert_status(payment, "detected")
        self.assertEqual(shown["detected_in_block"], self.anvil.head())
        self.assert_told(payment, "detected")
        for depth, status in ((2, "detected"), (3, "confirmed"), (4, "confirmed"), (5, "paid")):
            self.anvil.mine()
            self.jobs("scan", "confirm", "send-webhooks")
            self.assertEqual(self.assert_status(payment, status)["confirmations"], depth)
        self.settle(payment)
        events = self.assert_told(payment, *ALL_TOLD)
        # Each event is a snapshot of its own moment, not of the moment it was sent.
        self.assertEqual([event["data"]["status"] for event in events], list(ALL_TOLD))
        shown = self.ctrip.show(payment)
        self.assertEqual(shown["received_raw"], payment["amount_raw"])
        self.assertEqual(shown["flags"], [])
        self.assertEqual(shown["seq"], len(ALL_TOLD))
        self.assertEqual(len(shown["transfers"]), 1)
        return shown

    def test_a_native_payment_passes_every_status(self):
        payment = self.native_payment("1.5", reference="ORDER-1", metadata="customer=77")
        self.assertEqual((payment["status"], payment["seq"], payment["received_raw"]), ("pending", 0, "0"))
        self.assertEqual((payment["token"], payment["token_address"]), ("ETH", None))
        self.pay_native(payment)
        self.through_every_status(payment)
        self.assert_native_swept(payment, 15 * ETHER // 10)
        data = self.receiver.events(payment["id"])[0]["data"]
        self.assertEqual((data["reference"], data["metadata"]), ("ORDER-1", {"customer": "77"}))

    def assert_native_swept(self, payment, amount):
        """Every wei is accounted for: in the treasury, paid as fee, or left as dust smaller than the fee."""
        fee, dust = self.anvil.fees_of(payment["address"]), self.anvil.balance(payment["address"])
        self.assertGreater(fee, 0)
        self.assertLess(dust, fee)
        self.assertEqual(self.anvil.balance(TREASURY), amount - fee - dust)

    def test_a_token_payment_passes_every_status(self):
        payment = self.usdt_payment("12.5")
        self.assertEqual(payment["amount_raw"], "12500000")
        self.assertEqual((payment["token"], payment["token_address"].lower()), ("USDT", self.usdt.address.lower()))
        self.pay_usdt(payment)
        shown = self.through_every_status(payment)
        self.assertEqual(shown["received"], "12.5")
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 12_500_000)
        self.assertEqual(self.anvil.token_balance(self.usdt, payment["address"]), 0)

    def test_jobs_that_have_nothing_to_do_change_nothing(self):
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        self.settle(payment)
        before, delivered, head = self.ctrip.dump(), len(self.receiver.requests), self.anvil.head()
        for _ in range(2):
            self.jobs()
        self.assertEqual(self.ctrip.dump(), before)
        self.assertEqual(len(self.receiver.requests), delivered)
        self.assertEqual(self.anvil.head(), head, "a sweep was sent again")

    def test_a_delivered_transfer_is_named_in_the_event(self):
        payment = self.usdt_payment()
        receipt = self.pay_usdt(payment)
        self.jobs("scan", "send-webhooks")
        data = self.assert_told(payment, "detected")[0]["data"]
        self.assertEqual(
            data["transfers"],
            [
                {
                    "tx_hash": receipt["transactionHash"],
                    "log_index": int(receipt["logs"][0]["logIndex"], 16),
                    "block_number": int(receipt["blockNumber"], 16),
                    "amount_raw": "12500000",
                }
            ],
        )


class ManyPaymentsTest(EndToEndCase):
    def test_one_transaction_pays_three_payments(self):
        payments = [self.usdt_payment(amount) for amount in ("1", "2", "3")]
        disperse = self.anvil.deploy("Disperse")
        self.anvil.mint(self.usdt, disperse.address, 6 * USDT)
        to, amounts = ([p["address"] for p in payments], [int(p["amount_raw"]) for p in payments])
        receipt = self.anvil.invoke(disperse, "payTokens", self.usdt.address, to, amounts)
        self.jobs("scan")
        transfers = [self.assert_status(payment, "detected")["transfers"] for payment in payments]
        self.assertEqual([len(found) for found in transfers], [1, 1, 1])
        self.assertEqual({found[0]["tx_hash"] for found in transfers}, {receipt["transactionHash"]})
        self.assertEqual(len({found[0]["log_index"] for found in transfers}), 3)
        self.settle(*payments)
        for payment in payments:
            self.assert_told(payment, *ALL_TOLD)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 6 * USDT)

    def test_two_payments_are_paid_in_one_block(self):
        native, token = self.native_payment("2"), self.usdt_payment("5")
        payer = self.anvil.accounts[1]
        self.anvil.mint(self.usdt, payer, 5 * USDT)
        self.anvil.automine(False)
        paid = [
            self.anvil.submit(to=native["address"], value=2 * ETHER, **{"from": payer}),
            self.anvil.submit(
                to=self.usdt.address, data=self.usdt.data("transfer", token["address"], 5 * USDT), **{"from": payer}),
        ]
        self.anvil.mine()
        self.anvil.automine(True)
        self.assertEqual(len({self.anvil.receipt(tx_hash)["blockNumber"] for tx_hash in paid}), 1)
        self.settle(native, token)
        for payment in (native, token):
            self.assert_told(payment, *ALL_TOLD)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 5 * USDT)
        self.assertGreater(self.anvil.balance(TREASURY), 199 * ETHER // 100)

    def test_two_native_payments_to_different_addresses_in_one_block_are_kept_apart(self):
        payments = [self.native_payment("1"), self.native_payment("3")]
        self.anvil.automine(False)
        for payment in payments:
            self.anvil.submit(to=payment["address"], value=int(payment["amount_raw"]))
        self.anvil.mine()
        self.anvil.automine(True)
        self.jobs("scan")
        for payment, received in zip(payments, ("1", "3")):
            shown = self.assert_status(payment, "detected")
            self.assertEqual((shown["received"], shown["flags"]), (received, []))


class TwiceTest(EndToEndCase):
    def test_two_halves_make_a_whole(self):
        payment = self.usdt_payment("12.5")
        self.pay_usdt(payment, 5 * USDT)
        self.jobs("scan", "confirm", "send-webhooks")
        shown = self.assert_status(payment, "pending")
        self.assertEqual(shown["received"], "5")
        self.assertEqual(self.receiver.types(payment["id"]), ["payment.partially_paid"])
        self.pay_usdt(payment, 7_500_000)
        self.jobs("scan")
        shown = self.assert_status(payment, "detected")
        self.assertEqual((shown["received"], shown["flags"]), ("12.5", ["multiple"]))
        self.settle(payment)
        self.assertEqual(
            self.receiver.types(payment["id"]),
            ["payment.partially_paid", *(f"payment.{status}" for status in ALL_TOLD)],
        )
        self.assertEqual(self.receiver.problems(), [])
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 12_500_000)

    def test_money_on_top_is_booked_and_flagged(self):
        payment = self.native_payment("1")
        self.pay_native(payment)
        self.pay_native(payment, ETHER // 2)
        self.jobs("scan")
        shown = self.assert_status(payment, "detected")
        self.assertEqual(shown["received"], "1.5")
        self.assertEqual(set(shown["flags"]), {"multiple", "overpaid"})
        self.settle(payment)
        fee, dust = self.anvil.fees_of(payment["address"]), self.anvil.balance(payment["address"])
        self.assertEqual(self.anvil.balance(TREASURY), 3 * ETHER // 2 - fee - dust)

    def test_money_after_the_end_is_booked_and_swept_too(self):
        payment = self.usdt_payment("2")
        self.pay_usdt(payment)
        self.settle(payment)
        self.pay_usdt(payment, USDT)
        for _ in range(6):
            self.jobs()
            self.anvil.mine(5)
        shown = self.ctrip.show(payment)
        self.assertEqual(shown["received"], "3")
        self.assertLessEqual({"multiple", "overpaid"}, set(shown["flags"]))
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 3 * USDT)


class ChainTest(EndToEndCase):
    def test_a_thousand_blocks_since_the_last_scan_lose_nothing(self):
        early, late = self.usdt_payment("4"), self.native_payment("1")
        self.pay_usdt(early)
        self.anvil.mine(0x3E8)
        self.pay_native(late)
        self.jobs("scan", "confirm", "send-webhooks")
        self.assert_status(early, "paid")
        # What happened at once is told step by step all the same.
        self.assert_told(early, "detected", "confirmed", "paid")
        self.assert_status(late, "detected")
        self.settle(early, late)

    def test_a_reverted_transaction_moved_nothing(self):
        payment = self.native_payment("1")
        self.anvil.rpc("anvil_setCode", payment["address"], "0x60006000fd")
        self.pay_native(payment, expect_status=0, gas=100_000)
        self.anvil.rpc("anvil_setCode", payment["address"], "0x")
        self.jobs("scan", "confirm")
        shown = self.assert_status(payment, "pending")
        self.assertEqual((shown["received_raw"], shown["transfers"]), ("0", []))

    def test_another_token_pays_nothing(self):
        payment = self.usdt_payment("1")
        foreign = self.anvil.deploy("OzToken")
        self.anvil.mint(foreign, payment["address"], USDT)
        self.jobs("scan", "confirm")
        self.assertEqual(self.assert_status(payment, "pending")["received_raw"], "0")


class FinalizedTest(EndToEndCase):
    # Anvil's finalized block is two epochs behind its head.
    anvil_arguments = ("--slots-in-an-epoch", "4")
    chain_changes = {"final": "finalized", "confirmations": 2}

    def test_paid_waits_for_the_finalized_block(self):
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        self.anvil.mine(7)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "confirmed")
        self.anvil.mine()
        self.jobs("scan", "confirm")
        self.assert_status(payment, "paid")


if __name__ == "__main__":
    unittest.main()
