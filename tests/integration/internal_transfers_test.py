# SPDX-License-Identifier: MIT
"""Native money that contracts send: found once each, whatever the node offers, and what only looks like money is not."""
import unittest

from harness import abi
from harness.case import ETHER, TREASURY, EndToEndCase

UNKNOWN_METHOD = {"code": -32601, "message": "the method does not exist/is not available"}
MISSING_STATE = {"code": -32000, "message": "missing trie node 1a2b (path ) state 0x1a2b is not available"}
WEI = 10**15


def unknown(_params):
    return UNKNOWN_METHOD


def refuse_override(params):
    return {"code": -32602, "message": "too many arguments, want at most 2"} if len(params) > 2 else None


class PayerCase(EndToEndCase):
    """Contracts with money, and payments of some thousandths of an ether."""

    def setUp(self):
        super().setUp()
        self.wallet = self.anvil.deploy("SmartWallet")
        self.anvil.set_balance(self.wallet.address, 10 * ETHER)
        self.wei = {}

    def payment(self, **options):
        payment = self.native_payment("0.001", **options)
        self.wei[payment["id"]] = int(payment["amount_raw"])
        return payment

    def pay_by_wallet(self, payment, wei=WEI):
        return self.anvil.invoke(self.wallet, "pay", payment["address"], wei)

    def without_traces(self, node):
        node.errors.update(trace_block=unknown, debug_traceBlockByNumber=unknown)
        return node

    def assert_found(self, payment, receipt=None, **expected):
        """One transfer of all that was asked, in the receipt's block."""
        shown = self.assert_status(payment, "detected")
        self.assertEqual(shown["received_raw"], shown["amount_raw"])
        transfer, = shown["transfers"]
        if receipt:
            self.assertEqual(transfer["block_number"], int(receipt["blockNumber"], 16))
            expected.setdefault("tx_hash", receipt["transactionHash"])
        self.assertEqual({name: transfer[name] for name in expected}, expected)
        return transfer

    def mode(self, name):
        self.ctrip.config["chains"][0]["internal_transfers"] = name
        self.ctrip.write_config()

    def asked(self):
        """Payment id -> the block at which it was asked for."""
        return dict(self.ctrip.rows("SELECT id, asked_block FROM payments"))

    def ways(self):
        return self.ctrip.rows("SELECT balance_way, trace_way FROM nodes")[0]


class EveryPayer(PayerCase):
    """What each contract pays is found once, and named; see the classes below for the modes."""

    names_transactions = True

    def will(self, payment):
        """A contract with what is asked, which leaves it to the payment as it ends."""
        made = self.anvil.deploy("LastWill", value=WEI)
        return self.anvil.invoke(made, "end", payment["address"])

    def stillborn(self, payment):
        code = abi.artifact("StillBorn")["bytecode"] + abi.encode(payment["address"])
        return self.anvil.transact(data=code, value=WEI)

    def two_payouts(self, *payments):
        batch = self.anvil.deploy("Disperse")
        return self.anvil.invoke(batch, "pay", [payment["address"] for payment in payments], WEI,
                                 value=len(payments) * WEI)

    def pretend(self, payment):
        """All that looks like a payment in one trace or another, and is none."""
        batch, delegator = self.anvil.deploy("Disperse"), self.anvil.deploy("Delegator")
        self.anvil.invoke(self.wallet, "swallow", payment["address"], WEI)
        self.anvil.invoke(batch, "boom", payment["address"], value=WEI, gas=10**6, expect_status=0)
        self.anvil.invoke(delegator, "look", payment["address"], value=WEI)
        self.anvil.send_native(self.wallet.address, WEI)
        self.assertEqual(self.anvil.balance(payment["address"]), 0)

    def check_every_payer(self):
        wallet, will, stillborn, first, second, plain, decoy = (self.payment() for _ in range(7))
        receipts = [(wallet, self.pay_by_wallet(wallet)), (will, self.will(will)),
                    (stillborn, self.stillborn(stillborn))]
        payout = self.two_payouts(first, second)
        receipts += [(first, payout), (second, payout), (plain, self.pay_native(plain))]
        self.pretend(decoy)
        self.jobs("scan")
        for payment, receipt in receipts:
            named = payment is plain or self.names_transactions
            self.assert_found(payment, receipt, tx_hash=receipt["transactionHash"] if named else None)
        # Looked at again and again, it is the same money.
        for _ in range(2):
            self.anvil.mine(2)
            self.jobs("scan")
        for payment, receipt in receipts:
            self.assertEqual(len(self.assert_status(payment, "detected")["transfers"]), 1)
        self.assertEqual(self.assert_status(decoy, "pending")["received_raw"], "0")
        self.settle(*(payment for payment, _ in receipts))
        self.assertGreater(self.anvil.balance(TREASURY), 5 * WEI)

    def check_what_comes_after_a_sweep(self):
        payment = self.payment()
        self.pay_by_wallet(payment)
        self.settle(payment)
        self.pay_by_wallet(payment, 3)
        self.anvil.mine()
        self.jobs("scan")
        shown = self.ctrip.show(payment)
        self.assertEqual((shown["status"], shown["received_raw"]), ("settled", str(WEI + 3)))
        self.assertEqual(len(shown["transfers"]), 2)

    def check_as_much_as_a_sweep_took(self):
        """The balance looks right by chance, as long as the sweep is not known to be mined."""
        payment = self.payment()
        self.pay_by_wallet(payment)
        self.anvil.mine(10)
        self.jobs("scan", "confirm")
        self.ctrip.run("sweep", "--wait", "0s")
        self.anvil.until_mined()
        self.assertEqual(self.anvil.balance(payment["address"]), 0)
        self.pay_by_wallet(payment)
        self.jobs("scan")
        self.assertEqual(self.ctrip.show(payment)["received_raw"], str(2 * WEI))


class AutoTest(EveryPayer):
    def test_every_payer_is_found_once_and_by_its_transaction(self):
        self.check_every_payer()

    def test_money_that_comes_after_a_sweep_is_found(self):
        self.check_what_comes_after_a_sweep()

    def test_as_much_as_a_sweep_took_under_way_is_found(self):
        self.check_as_much_as_a_sweep_took()


class TracesTest(EveryPayer):
    chain_changes = {"internal_transfers": "traces"}

    def test_every_payer_is_found_once_and_by_its_transaction(self):
        self.check_every_payer()
        self.assertEqual(set(self.asked().values()), {0})

    def test_a_node_of_the_other_kind_gives_the_same_transfers(self):
        payments = [self.payment(), self.payment()]
        self.two_payouts(*payments)
        node = self.fake_node()
        node.errors.update(trace_block=unknown)
        self.ctrip.database.save()
        self.jobs("scan")
        by_debug = [self.assert_found(payment) for payment in payments]
        self.assertGreater(node.counts["debug_traceBlockByNumber"], 0)
        self.ctrip.database.restore()
        node.errors.clear()
        self.jobs("scan")
        self.assertEqual([self.assert_found(payment) for payment in payments], by_debug)

    def test_a_node_that_does_not_trace_is_the_configurations_fault(self):
        payment = self.payment()
        self.pay_by_wallet(payment)
        node = self.without_traces(self.fake_node())
        result = self.ctrip.run("scan", code=78)
        self.assertIn("internal_transfers", result.err)
        node.errors.clear()
        self.mode("balances")
        self.jobs("scan")
        self.assert_found(payment)


class NoTracesTest(EveryPayer):
    """No node names the transaction: a change of the balance, in its block."""

    names_transactions = False
    chain_changes = {"internal_transfers": "balances"}

    def setUp(self):
        super().setUp()
        self.node = self.without_traces(self.fake_node())

    def test_every_payer_is_found_once_and_by_its_block(self):
        self.check_every_payer()
        self.assertEqual(self.ways(), ("override", "none"))

    def test_several_changes_are_found_in_their_blocks(self):
        payment = self.native_payment("0.006")
        self.jobs("scan")
        blocks = []
        for share in (1, 2, 3):
            blocks.append(int(self.pay_by_wallet(payment, share * WEI)["blockNumber"], 16))
            self.anvil.mine(30)
        # In the block of a payment of its own kind, a plain one.
        self.anvil.automine(False)
        self.anvil.submit(to=payment["address"], value=7)
        self.anvil.submit(to=self.wallet.address, data=self.wallet.data("pay", payment["address"], 5))
        self.anvil.mine()
        self.anvil.automine(True)
        self.jobs("scan")
        shown = self.assert_status(payment, "detected")
        transfers = sorted((entry["block_number"], int(entry["amount_raw"])) for entry in shown["transfers"])
        self.assertEqual(transfers, [(blocks[0], WEI), (blocks[1], 2 * WEI), (blocks[2], 3 * WEI),
                                     (self.anvil.head(), 5), (self.anvil.head(), 7)])

    def test_where_old_state_is_gone_the_oldest_that_is_left_has_to_do(self):
        payment = self.payment()
        self.jobs("scan")
        paid = int(self.pay_by_wallet(payment)["blockNumber"], 16)
        self.anvil.mine(40)
        oldest = paid + 20
        self.node.errors["eth_getBalance"] = lambda params: (
            MISSING_STATE if params[1] != "latest" and int(params[1], 16) < oldest else None)
        result = self.ctrip.run("scan")
        self.assertIn(payment["id"], result.err)
        self.assert_found(payment, block_number=oldest, tx_hash=None)

    def test_state_that_one_node_has_thrown_away_is_asked_of_another(self):
        payment = self.payment()
        self.jobs("scan")
        receipt = self.pay_by_wallet(payment)
        self.anvil.mine(40)
        self.node.errors["eth_getBalance"] = lambda params: (
            MISSING_STATE if int(params[1], 16) < self.anvil.head() else None)
        self.ctrip.config["chains"][0]["rpc_urls"] = [self.node.url, self.anvil.url]
        self.ctrip.write_config()
        self.jobs("scan")
        self.assert_found(payment, receipt)


class WaysTest(PayerCase):
    """Many balances at once, by what the node offers."""

    def setUp(self):
        super().setUp()
        self.node = self.fake_node()
        self.many = [self.payment() for _ in range(5)]

    def check(self, way):
        receipt = self.pay_by_wallet(self.many[3])
        self.jobs("scan")
        self.assert_found(self.many[3], receipt)
        self.assertEqual(self.ways()[0], way)
        receipt = self.pay_by_wallet(self.many[1])
        self.jobs("scan")
        self.assert_found(self.many[1], receipt)
        self.assertEqual([self.ctrip.status(self.many[place]) for place in (0, 2, 4)], ["pending"] * 3)

    def test_a_state_override_is_believed_once_it_told_what_is_known(self):
        self.check("override")
        # Asked again it is one call, however many wait.
        self.anvil.mine()
        self.node.reset_counts()
        self.jobs("scan")
        self.assertEqual((self.node.counts["eth_call"], self.node.counts["eth_getBalance"]), (1, 0))

    def test_a_node_without_overrides_is_asked_one_by_one(self):
        self.node.errors["eth_call"] = refuse_override
        self.check("batch")

    def test_a_node_that_leaves_the_override_out_is_not_believed(self):
        self.node.hooks["eth_call"] = lambda params, result: "0x" if len(params) > 2 else result
        self.check("batch")

    def test_a_node_that_answers_nonsense_is_not_believed(self):
        self.node.hooks["eth_call"] = (
            lambda params, result: "0x" + "00" * ((len(result) - 2) // 2) if len(params) > 2 else result)
        # Somebody burnt something here, so that nothing but zeros is a lie.
        self.anvil.set_balance("0x000000000000000000000000000000000000dEaD", 5)
        self.check("batch")

    def test_a_contract_in_multicalls_place_is_not_asked(self):
        self.node.errors["eth_call"] = refuse_override
        code = self.anvil.rpc("eth_getCode", self.anvil.deploy("MulticallLike").address, "latest")
        self.anvil.rpc("anvil_setCode", "0xcA11bde05977b3631167028862bE2a173976CA11", code)
        self.check("batch")

    def test_a_way_that_ends_is_left_for_the_next(self):
        self.check("override")
        self.node.errors["eth_call"] = refuse_override
        receipt = self.pay_by_wallet(self.many[0])
        self.jobs("scan")
        self.assert_found(self.many[0], receipt)
        self.assertIsNone(self.ways()[0])  # It may be back in the next run.
        receipt = self.pay_by_wallet(self.many[2])
        self.jobs("scan")
        self.assert_found(self.many[2], receipt)
        self.assertEqual(self.ways()[0], "batch")

    def test_nothing_new_costs_no_question(self):
        self.check("override")
        self.node.reset_counts()
        self.jobs("scan")
        self.assertEqual((self.node.counts["eth_call"], self.node.counts["eth_getBalance"]), (0, 0))


class EarlyStateTest(PayerCase):
    """A node that has made a block and not shown it yet may answer for the one before with its state."""

    def test_money_of_a_block_that_is_not_shown_yet_is_booked_once(self):
        node = self.without_traces(self.fake_node())
        payment = self.payment()
        self.jobs("scan")
        self.anvil.mine()
        receipt = self.pay_native(payment)
        early = []

        def once_of_the_next_block(params, result):
            if params[0].lower() != payment["address"].lower() or early:
                return result
            early.append(params)
            return self.anvil.rpc("eth_getBalance", params[0], "latest")

        node.lag = 1
        node.errors["eth_call"] = refuse_override
        node.hooks["eth_getBalance"] = once_of_the_next_block
        self.jobs("scan")
        self.assertEqual(len(early), 1)
        self.assertEqual(self.assert_status(payment, "pending")["transfers"], [])
        node.lag = 0
        self.jobs("scan")
        self.assert_found(payment, receipt, tx_hash=receipt["transactionHash"])

    def test_money_of_a_contract_in_the_newest_block_is_still_found_at_once(self):
        self.without_traces(self.fake_node())
        payment = self.payment()
        self.jobs("scan")
        receipt = self.pay_by_wallet(payment)
        self.jobs("scan")
        self.assert_found(payment, receipt, tx_hash=None)


class BudgetTest(PayerCase):
    chain_changes = {"balances_per_run": 2}

    def test_every_address_is_asked_in_turn(self):
        payments = [self.payment() for _ in range(6)]
        for run in range(1, 4):
            self.anvil.mine()
            self.jobs("scan")
            self.assertEqual(sum(block > 0 for block in self.asked().values()), 2 * run)
        first = min(self.asked().values())
        for _ in range(3):
            self.anvil.mine()
            self.jobs("scan")
        self.assertGreater(min(self.asked().values()), first)
        self.assertEqual({self.ctrip.status(payment) for payment in payments}, {"pending"})

    def test_whoever_was_paid_in_time_is_asked_before_he_may_expire(self):
        payments = [self.payment(expires_in="60s") for _ in range(7)]
        receipt = self.pay_by_wallet(payments[6])
        self.anvil.mine(1, 3600)
        for _ in range(8):
            self.anvil.mine()
            self.jobs("scan", "confirm")
        self.assertEqual([self.ctrip.status(payment) for payment in payments[:6]], ["expired"] * 6)
        self.assertEqual(self.ctrip.status(payments[6]), "paid")
        self.assertEqual(self.ctrip.show(payments[6])["transfers"][0]["tx_hash"], receipt["transactionHash"])
        for payment in payments:
            asked_s, deadline_s = self.ctrip.rows(
                f"SELECT asked_time, expires_at FROM payments WHERE id = '{payment['id']}'")[0]
            self.assertGreater(asked_s, deadline_s)

    def test_nobody_expires_before_he_was_asked(self):
        for _ in range(5):
            self.payment(expires_in="60s")
        self.anvil.mine(1, 3600)
        expired = 0
        while expired < 5:
            self.anvil.mine()
            self.jobs("scan", "confirm")
            now = sum(payment["status"] == "expired" for payment in self.ctrip.payments())
            self.assertLessEqual(now - expired, 2)
            self.assertGreater(now, expired)
            expired = now

    def test_a_near_deadline_comes_before_a_turn(self):
        for _ in range(8):
            self.payment()
        self.anvil.mine(1, 3600)
        self.jobs("scan")
        near = self.payment(expires_in="5m")
        self.anvil.mine()
        self.jobs("scan")
        self.assertGreater(self.asked()[near["id"]], 0)


class ReorgTest(PayerCase):
    def check(self, node=None):
        payment = self.payment()
        self.jobs("scan")
        self.pay_by_wallet(payment)
        self.anvil.mine()
        self.jobs("scan")
        self.assert_status(payment, "detected")
        self.anvil.rpc("anvil_reorg", 2, [])
        self.jobs("scan")
        shown = self.assert_status(payment, "pending")
        self.assertEqual((shown["received_raw"], shown["flags"]), ("0", ["reorged"]))
        receipt = self.pay_by_wallet(payment)
        self.jobs("scan")
        shown = self.assert_status(payment, "detected")
        self.assertEqual(shown["received_raw"], str(WEI))
        counted = [entry["block_number"] for entry in shown["transfers"] if not entry["orphaned"]]
        self.assertEqual(counted, [int(receipt["blockNumber"], 16)])
        self.settle(payment)

    def test_a_reorganisation_takes_an_internal_transfer_away(self):
        self.check()

    def test_a_reorganisation_takes_a_change_of_a_balance_away(self):
        self.without_traces(self.fake_node())
        self.check()

    def test_what_was_answered_above_the_ancestor_does_not_count_any_more(self):
        payment = self.payment()
        self.jobs("scan")
        before = self.asked()[payment["id"]]
        self.anvil.mine(3)
        self.jobs("scan")
        self.assertEqual(self.asked()[payment["id"]], self.anvil.head())
        self.anvil.rpc("anvil_reorg", 3, [])
        node = self.fake_node()
        # The scan follows, and then no node tells a balance.
        node.errors["eth_getBalance"] = lambda params: MISSING_STATE
        self.jobs("scan")
        self.assertEqual(self.asked()[payment["id"]], before)


class ModeTest(PayerCase):
    def test_money_counts_once_whatever_the_mode_was_and_is(self):
        payments = [self.payment() for _ in range(3)]
        node = self.without_traces(self.fake_node())
        for payment, mode in zip(payments, ("balances", "traces", "auto")):
            self.mode(mode)
            if mode != "balances":
                node.errors.clear()
                self.ctrip.set_node_url(self.anvil.url)
            self.pay_by_wallet(payment)
            self.anvil.mine()
            self.jobs("scan")
            self.assert_found(payment)
        for mode in ("balances", "traces", "off", "auto"):
            self.mode(mode)
            self.anvil.mine()
            self.jobs("scan")
            for payment in payments:
                self.assert_found(payment)

    def test_off_asks_nobody_and_finds_nothing(self):
        self.mode("off")
        node = self.fake_node()
        payment = self.payment()
        self.pay_by_wallet(payment)
        self.jobs("scan")
        self.assertEqual((node.counts["eth_call"], node.counts["eth_getBalance"]), (0, 0))
        self.assert_status(payment, "pending")
        # What came meanwhile is found when it is looked for.
        self.mode("auto")
        self.jobs("scan")
        self.assert_found(payment)


if __name__ == "__main__":
    unittest.main()
