# SPDX-License-Identifier: MIT
"""A reorganisation takes away what left the chain and nothing else, is seen by few remembered blocks, and is not believed
from a node that contradicts itself."""
import unittest

from harness.case import TREASURY, USDT
from harness.reorg import PENDING_AGAIN, ReorgCase

UNAVAILABLE = 69


class ExactTest(ReorgCase):
    def shown(self, payment):
        return {name: value for name, value in self.ctrip.show(payment).items() if name != "confirmations"}

    def test_what_lies_between_the_ancestor_and_the_fork_is_left_alone(self):
        for name, create, pay in (("a log a range", self.usdt_payment, self.pay_usdt),
                                  ("full blocks", self.native_payment, self.pay_native)):
            with self.subTest(name):
                early, late = create("1"), create("2")
                self.jobs("scan")
                ancestor = self.anvil.head()
                pay(early)
                self.anvil.mine(5)
                pay(late)
                self.jobs("scan", "send-webhooks")
                self.forget_checkpoints(ancestor, self.anvil.head())
                before = self.shown(early)
                self.reorganise(1)
                err = self.ctrip.run("scan").err
                self.assertIn(f"back_to_block={ancestor}", err)
                self.jobs("send-webhooks")
                self.assert_taken_back(late)
                self.assertEqual(self.shown(early), before)
                self.assert_told(early, "detected")
                self.assert_told(late, *PENDING_AGAIN)
                self.assert_at_head()

    def test_the_fork_is_found_by_the_lowest_block_that_is_known_to_be_gone(self):
        payments = [self.usdt_payment(str(n)) for n in (1, 2, 3)]
        self.jobs("scan")
        ancestor = self.anvil.head()
        for payment in payments:
            self.pay_usdt(payment)
            self.anvil.mine(2)
        self.jobs("scan")
        self.forget_checkpoints(ancestor, self.anvil.head())
        # Each takes two blocks to mint and pay, and two more: the last two payments go.
        self.reorganise(7)
        self.jobs("scan", "send-webhooks")
        self.assert_told(payments[0], "detected")
        for payment in payments[1:]:
            self.assert_taken_back(payment)

    def test_a_transfer_at_another_place_among_the_logs_counts_once(self):
        payment = self.usdt_payment("4")
        self.anvil.mint(self.usdt, self.anvil.accounts[2], USDT)
        self.anvil.mint(self.usdt, self.anvil.accounts[1], 4 * USDT)
        other = self.raw(self.anvil.transfer(self.usdt, TREASURY, USDT, **{"from": self.anvil.accounts[2]}))
        paid = self.anvil.transfer(self.usdt, payment["address"], 4 * USDT, **{"from": self.anvil.accounts[1]})
        raw = self.raw(paid)
        self.jobs("scan")
        self.assert_status(payment, "detected")
        places = [paid["logs"][0]["logIndex"]]
        # Into the block of the other one, in one run; gone; and together again in the next block, in a later run.
        for transactions, status in (([(other, 0), (raw, 0)], "detected"), ([(other, 0)], "pending"),
                                     ([(other, 1), (raw, 1)], "detected")):
            self.reorganise(2, *transactions)
            self.jobs("scan")
            shown = self.assert_status(payment, status)
            self.assertEqual(shown["received"], "4" if status == "detected" else "0")
            if status == "detected":
                places.append(self.anvil.receipt(paid["transactionHash"])["logs"][0]["logIndex"])
        self.assertGreater(len(set(places)), 1, "the log never moved")
        self.settle(payment)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 5 * USDT)

    def test_a_transaction_left_behind_in_a_block_that_nobody_saw_go_counts_once(self):
        payment = self.usdt_payment("4")
        self.jobs("scan")
        before = self.cursor()
        self.pay_usdt(payment)
        self.jobs("scan")
        # As if it had been read at another place of a block that never was on this chain.
        self.ctrip.database.sql(
            f"UPDATE transfers SET log_index = 7, block_hash = '0x{'ee' * 32}';"
            f"UPDATE chains SET cursor_block = {before[0]}, cursor_hash = '{before[1]}';")
        self.jobs("scan")
        shown = self.assert_status(payment, "detected")
        self.assertEqual(shown["received"], "4")
        self.assertEqual(self.ctrip.rows("SELECT orphaned FROM transfers ORDER BY orphaned"), [(0,), (1,)])


class RememberedTest(ReorgCase):
    def test_a_reorganisation_right_after_the_first_scan_is_followed(self):
        self.anvil.mine(20)
        self.ctrip.database.sql("DELETE FROM checkpoints; DELETE FROM chains;")
        self.jobs("scan")
        head = self.anvil.head()
        self.assertEqual(self.checkpoints(), [head - n for n in (0, 1, 2, 4, 8, 16)] + [0])
        payment = self.native_payment("1")
        self.reorganise(3)
        self.pay_native(payment)
        self.jobs("scan")
        self.assert_status(payment, "detected")
        self.assert_at_head()

    def test_blocks_near_the_head_are_remembered_after_a_long_stretch_and_not_asked_for_again(self):
        self.usdt_payment()
        self.jobs("scan")
        self.anvil.mine(600)
        self.jobs("scan")
        head, known = self.anvil.head(), self.checkpoints()
        self.assertEqual(known[:10], [head - n for n in (0, 1, 2, 4, 8, 16, 32, 64, 128, 256)])
        for _ in range(3):
            self.anvil.mine()
            self.jobs("scan")
        self.assertEqual(self.checkpoints(), [head + 3, head + 2, head + 1, *known])

    def test_as_many_blocks_are_remembered_as_money_takes_to_be_final(self):
        self.ctrip.config["chains"][0]["final"] = 500
        self.ctrip.write_config()
        self.anvil.mine(1_200)
        self.jobs("scan")
        head = self.anvil.head()
        self.assertEqual(self.checkpoints()[9:11], [head - 256, head - 500])
        # A payment deep down, and everything above it replaced.
        payment = self.native_payment("1")
        self.pay_native(payment)
        self.anvil.mine(400)
        self.jobs("scan")
        self.forget_checkpoints(*[block for block in self.checkpoints() if block != head])
        self.reorganise(402)
        self.jobs("scan")
        self.assert_taken_back(payment)
        self.assert_at_head()


class FlappingNodeTest(ReorgCase):
    """A node that shows two branches is believed in neither."""

    def setUp(self):
        super().setUp()
        self.payment = self.native_payment("1")
        self.pay_native(self.payment)
        self.jobs("scan")
        self.block = self.cursor()[0]
        self.old = {full: self.anvil.rpc("eth_getBlockByNumber", hex(self.block), full) for full in (True, False)}
        self.reorganise(1)
        self.anvil.mine()
        self.node = self.fake_node()

    def assert_refused(self, old_from):
        """The node shows the old block again from this question for it on."""
        asked = []

        def answer(params, result):
            if not result or int(result["number"], 16) != self.block:
                return result
            asked.append(params)
            return self.old[params[1]] if len(asked) >= old_from else result

        self.node.hooks["eth_getBlockByNumber"] = answer
        before = self.ctrip.dump()
        result = self.ctrip.run("scan", code=UNAVAILABLE)
        self.assertIn("do not agree", result.err)
        self.assertEqual(self.ctrip.dump(), before)
        self.assertGreaterEqual(len(asked), old_from)
        self.node.hooks.clear()
        self.jobs("scan")
        self.assert_taken_back(self.payment)
        self.assert_at_head()

    def test_a_block_that_follows_another_than_it_shows(self):
        self.assert_refused(1)

    def test_a_block_that_comes_back_while_the_fork_is_looked_for(self):
        self.assert_refused(2)

    def test_an_ancestor_that_goes_while_the_fork_is_looked_for(self):
        asked = []

        def answer(params, result):
            if result and int(result["number"], 16) == self.block - 1:
                asked.append(params)
                return {**result, "hash": "0x" + "55" * 32} if len(asked) > 1 else result
            return result

        self.node.hooks["eth_getBlockByNumber"] = answer
        before = self.ctrip.dump()
        self.assertIn("do not agree", self.ctrip.run("scan", code=UNAVAILABLE).err)
        self.assertEqual((self.ctrip.dump(), len(asked)), (before, 2))

    def test_a_chain_that_reorganises_behind_the_head_that_was_seen(self):
        self.jobs("scan")
        payment = self.native_payment("2")
        self.pay_native(payment)
        self.jobs("scan")
        self.pay_native(payment)
        turns = []

        def answer(params, result):
            if params[0] == "latest" and not turns:
                turns.append(params)
                self.reorganise(2)
            return result

        self.node.hooks["eth_getBlockByNumber"] = answer
        self.jobs("scan")
        self.assertEqual(len(turns), 1)
        self.assert_taken_back(payment)
        self.assert_at_head()


if __name__ == "__main__":
    unittest.main()
