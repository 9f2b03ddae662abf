# SPDX-License-Identifier: MIT
"""The chain changes its mind: money that was seen goes away, comes back, comes back elsewhere, and counts once."""
import unittest

from harness.case import ETHER, TREASURY, USDT
from harness.reorg import PENDING_AGAIN, ReorgCase

UNAVAILABLE = 69


class DetectedTest(ReorgCase):
    def test_a_detected_payment_whose_block_goes_away_is_pending_again(self):
        for payment, pay in ((self.native_payment("1"), self.pay_native), (self.usdt_payment("2"), self.pay_usdt)):
            with self.subTest(payment["token"]):
                pay(payment)
                self.jobs("scan")
                self.assert_status(payment, "detected")
                self.reorganise(1)
                self.jobs("scan", "send-webhooks")
                self.assert_taken_back(payment)
                events = self.assert_told(payment, *PENDING_AGAIN)
                self.assertEqual(events[1]["data"]["status"], "pending")
                self.assertEqual(events[1]["data"]["received_raw"], "0")
                self.assertEqual(events[1]["data"]["transfers"], [])
                self.assert_at_head()

    def test_the_same_transaction_mined_again_counts_once(self):
        payment = self.usdt_payment("12.5")
        receipt = self.pay_usdt(payment)
        raw = self.raw(receipt)
        self.anvil.mine(2)
        self.jobs("scan")
        self.reorganise(3)
        self.jobs("scan")
        self.assert_taken_back(payment)
        again = self.anvil.send_raw(raw)
        self.assertNotEqual(again["blockHash"], receipt["blockHash"])
        self.jobs("scan", "send-webhooks")
        shown = self.assert_status(payment, "detected")
        self.assertEqual((shown["received"], shown["flags"]), ("12.5", ["reorged"]))
        self.assertEqual(len(shown["transfers"]), 1)
        self.assertEqual(shown["detected_in_block"], int(again["blockNumber"], 16))
        self.assert_told(payment, "detected", "reverted", "detected")
        self.settle(payment)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 12_500_000)

    def test_a_transaction_that_moves_to_another_block_between_two_scans_stays_detected(self):
        payment = self.usdt_payment("3")
        receipt = self.pay_usdt(payment)
        raw = self.raw(receipt)
        self.anvil.mine(2)
        self.jobs("scan")
        self.reorganise(3, (raw, 1))
        moved = self.anvil.receipt(receipt["transactionHash"])
        self.assertEqual(int(moved["blockNumber"], 16), int(receipt["blockNumber"], 16) + 1)
        self.jobs("scan", "send-webhooks")
        shown = self.assert_status(payment, "detected")
        self.assertEqual((shown["received"], len(shown["transfers"])), ("3", 1))
        self.assertEqual(shown["detected_in_block"], int(moved["blockNumber"], 16))
        self.assertEqual(self.receiver.types(payment["id"])[-1], "payment.detected")
        self.settle(payment)

    def test_of_two_transfers_only_the_one_that_went_away_is_taken_back(self):
        payment = self.usdt_payment("5")
        self.pay_usdt(payment, 2 * USDT)
        self.jobs("scan")
        self.pay_usdt(payment, 3 * USDT)
        self.jobs("scan")
        self.assert_status(payment, "detected")
        self.reorganise(1)
        self.jobs("scan", "send-webhooks")
        shown = self.assert_status(payment, "pending")
        self.assertEqual(shown["received"], "2")
        self.assertEqual(set(shown["flags"]), {"underpaid", "reorged"})
        self.assert_told(payment, "partially_paid", "detected", "reverted")

    def test_a_shorter_chain_is_waited_for_until_it_has_grown(self):
        payment = self.native_payment("1")
        snapshot = self.anvil.rpc("evm_snapshot")
        self.pay_native(payment)
        self.anvil.mine(2)
        self.jobs("scan")
        cursor = self.cursor()
        self.anvil.rpc("evm_revert", snapshot)
        # The node has fewer blocks than were read: that proves nothing yet.
        self.jobs("scan", "confirm")
        self.assertEqual(self.cursor(), cursor)
        self.assert_status(payment, "detected")
        self.anvil.mine(4)
        self.jobs("scan")
        self.assert_taken_back(payment)
        self.assert_at_head()

    def test_a_shorter_branch_is_followed_at_once(self):
        payment = self.native_payment("1")
        raw = self.raw(self.pay_native(payment))
        self.anvil.mine(3)
        self.jobs("scan")
        self.assert_status(payment, "detected")
        self.anvil.rpc("anvil_rollback", 4)
        self.anvil.mine(2)
        self.assertLess(self.anvil.head(), self.cursor()[0])
        self.jobs("scan")
        self.assert_taken_back(payment)
        self.assert_at_head()
        self.anvil.send_raw(raw)
        self.anvil.mine()
        self.jobs("scan", "send-webhooks")
        self.assert_status(payment, "detected")
        self.assert_told(payment, "detected", "reverted", "detected")

    def test_a_payment_is_found_again_after_the_chain_was_replaced_many_times(self):
        payment = self.usdt_payment("1")
        receipt = self.pay_usdt(payment)
        raw = self.raw(receipt)
        for _ in range(4):
            self.jobs("scan")
            self.assert_status(payment, "detected")
            self.reorganise(1)
            self.jobs("scan")
            self.assert_taken_back(payment)
            self.anvil.send_raw(raw)
        self.jobs("scan", "send-webhooks")
        self.assertEqual(self.assert_status(payment, "detected")["received"], "1")
        self.assert_told(payment, *("detected", "reverted") * 4, "detected")


class ConfirmTest(ReorgCase):
    def test_money_that_was_confirmed_and_is_gone_is_not_called_paid(self):
        payment = self.usdt_payment("2")
        self.pay_usdt(payment)
        self.anvil.mine(2)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "confirmed")
        self.anvil.mine(5)
        self.reorganise(8)
        # By height alone it is final.
        self.jobs("confirm")
        self.assert_status(payment, "confirmed")
        self.jobs("scan", "confirm", "send-webhooks")
        self.assert_taken_back(payment)
        self.assert_told(payment, "detected", "confirmed", "reverted")

    def test_nothing_is_confirmed_in_a_block_that_the_node_does_not_show(self):
        payment = self.native_payment("3")
        block = self.pay_native(payment)["blockNumber"]
        self.anvil.mine(2)
        self.jobs("scan")
        node = self.fake_node()
        node.hooks["eth_getBlockByNumber"] = lambda _, result: (
            None if result and result["number"] == block else result)
        self.jobs("confirm")
        self.assert_status(payment, "detected")
        node.hooks.clear()
        self.jobs("confirm")
        self.assert_status(payment, "confirmed")

    def test_nothing_is_confirmed_on_top_of_money_that_is_gone(self):
        payment = self.native_payment("3")
        first = self.pay_native(payment, 2 * ETHER)
        self.anvil.mine(2)
        self.jobs("scan", "confirm")
        self.pay_native(payment, ETHER)
        self.anvil.mine(2)
        self.jobs("scan")
        node = self.fake_node()

        def answer(params, result):
            if result and result["number"] == first["blockNumber"]:
                result["hash"] = "0x" + "ee" * 32
            return result

        # The second transfer is where it was and deep enough; the first, which made the sum, is not there any more.
        node.hooks["eth_getBlockByNumber"] = answer
        err = self.ctrip.run("confirm").err
        self.assertIn(first["transactionHash"], err)
        self.assert_status(payment, "detected")
        node.hooks.clear()
        self.jobs("confirm")
        self.assert_status(payment, "confirmed")

    def test_confirm_does_not_confirm_what_is_no_longer_there(self):
        payment = self.usdt_payment("2")
        self.pay_usdt(payment)
        self.jobs("scan")
        self.anvil.mine(10)
        self.reorganise(11)
        # The scan has not seen the reorganisation; by height alone the transfer is deep.
        self.jobs("confirm")
        shown = self.assert_status(payment, "detected")
        self.assertEqual([entry["event"] for entry in shown["history"]], ["payment.detected"])
        self.jobs("scan", "confirm", "send-webhooks")
        self.assert_taken_back(payment)
        self.assert_told(payment, *PENDING_AGAIN)

    def test_a_confirmed_payment_is_taken_back_and_confirmed_again(self):
        payment = self.usdt_payment("2")
        raw = self.raw(self.pay_usdt(payment))
        self.anvil.mine(2)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "confirmed")
        self.reorganise(3)
        self.jobs("scan", "confirm")
        self.assert_taken_back(payment)
        self.anvil.send_raw(raw)
        self.anvil.mine()
        self.jobs("scan", "confirm")
        # It begins at the surface again, however deep it once was.
        self.assert_status(payment, "detected")
        self.settle(payment)
        self.assert_told(payment, "detected", "confirmed", "reverted", "detected", "confirmed", "paid", "settled")

    def test_final_money_that_vanishes_is_an_operators_matter(self):
        payment = self.usdt_payment("2")
        receipt = self.pay_usdt(payment)
        self.anvil.mine(5)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "paid")
        self.reorganise(6)
        error, = [line for line in self.ctrip.run("scan").err.splitlines() if "reverted after it was final" in line]
        for part in ("error", payment["id"], "2 USDT", receipt["transactionHash"]):
            self.assertIn(part, error)
        self.jobs("confirm", "send-webhooks")
        shown = self.assert_status(payment, "failed")
        self.assertEqual(shown["received_raw"], "0")
        self.assert_told(payment, "detected", "confirmed", "paid", "failed")
        # And no sweep is tried with what is not there.
        head = self.anvil.head()
        self.jobs("sweep")
        self.assertEqual(self.anvil.head(), head)


class SweepTest(ReorgCase):
    def test_a_sweep_whose_block_goes_away_is_sent_again_and_not_made_again(self):
        payment = self.native_payment("1")
        self.pay_native(payment)
        self.anvil.mine(5)
        self.jobs("scan", "confirm", "sweep")
        sent = self.ctrip.rows("SELECT tx_hash, raw_tx, state FROM sweep_txs")
        self.assertEqual([row[2] for row in sent], ["mined"])
        self.assertGreater(self.anvil.balance(TREASURY), 0)
        self.reorganise(1)
        self.assertEqual(self.anvil.balance(TREASURY), 0)
        self.settle(payment)
        self.assertEqual([row[:2] for row in self.ctrip.rows("SELECT tx_hash, raw_tx FROM sweep_txs")], [sent[0][:2]])
        self.assertEqual(len(self.anvil.sent_by(payment["address"])), 1)
        self.assertEqual(self.anvil.balance(TREASURY), ETHER - self.anvil.fees_of(payment["address"]))


    def test_money_that_can_still_be_undone_is_not_swept_with_what_is_final(self):
        native, token = self.native_payment("1"), self.usdt_payment("5")
        self.pay_native(native)
        self.pay_usdt(token)
        self.anvil.mine(5)
        self.pay_native(native, 3 * ETHER)
        self.pay_usdt(token, 2 * USDT)
        self.jobs("scan", "confirm", "sweep")
        self.assertLess(self.anvil.balance(TREASURY), ETHER)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 5 * USDT)
        # What came last goes away again; a sweep that had taken it could never be mined.
        self.reorganise(self.anvil.head() - int(self.ctrip.show(native)["transfers"][1]["block_number"]) + 1)
        # The sweeps are undone as well; what is sent again can't be mined at once, and is not waited for.
        self.jobs("scan", "confirm")
        self.ctrip.run("sweep", "--wait", "0s")
        self.anvil.mine(5)
        self.settle(native, token)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 5 * USDT)
        self.assertEqual(self.anvil.balance(TREASURY), ETHER - self.anvil.fees_of(native["address"]))
        # Paid again and final, it is swept like all else.
        self.pay_native(native, ETHER)
        for _ in range(4):
            self.anvil.mine(5)
            self.jobs()
        self.assertEqual(self.anvil.balance(native["address"]), 0)


class DeepTest(ReorgCase):
    def test_a_reorganisation_beyond_what_is_remembered_changes_nothing(self):
        payment = self.native_payment("1")
        self.pay_native(payment)
        self.jobs("scan")
        self.assert_status(payment, "detected")
        oldest, oldest_hash = self.cursor()
        self.anvil.mine(3)
        self.jobs("scan")
        cursor = self.cursor()
        self.forget_checkpoints(oldest, cursor[0])
        self.reorganise(4)
        before = self.ctrip.dump()
        for _ in range(2):
            line, = self.ctrip.run("scan", code=UNAVAILABLE).err.splitlines()
            now = self.anvil.rpc("eth_getBlockByNumber", hex(oldest), False)["hash"]
            for part in ("'anvil'", "2 checkpoints", f"block {oldest}", oldest_hash, now, "nothing was changed", "rpc_urls"):
                self.assertIn(part, line)
            self.assertEqual(self.ctrip.dump(), before)
            self.anvil.mine(3)
        # Neither does confirm believe what the ledger says.
        self.jobs("confirm")
        self.assert_status(payment, "detected")
        self.assertEqual(self.cursor(), cursor)

    def test_a_reorganisation_is_followed_far_back(self):
        early, late = self.usdt_payment("1"), self.usdt_payment("2")
        self.pay_usdt(early)
        self.jobs("scan")
        for _ in range(80):
            self.anvil.mine()
            self.jobs("scan")
        self.pay_usdt(late)
        self.jobs("scan")
        self.assert_status(late, "detected")
        self.reorganise(80)
        self.jobs("scan")
        self.assert_at_head()
        self.assert_taken_back(late)
        self.assert_status(early, "detected")


if __name__ == "__main__":
    unittest.main()
