# SPDX-License-Identifier: MIT
"""One of two nodes lies, with a quorum of one and of two. See the table under NODES in ctrip.yaml(5), which the column `alone` holds."""
import dataclasses
import unittest

from harness import part
from harness.case import ETHER, EndToEndCase
from harness.database import sqlite_only
from harness.fake_node import FakeNode
from harness.lies import Lies

UNAVAILABLE = 69
ROUNDS = 3
LATER = ("pending", "paid")  # Found when these blocks are read again.
ORDER = ("pending", "detected", "confirmed", "paid", "settled")


@dataclasses.dataclass
class Lie:
    """name: a method of Lies. pays: what the victim is really paid, None: nothing.

    limit   the status that the victim may reach with a quorum of two while the node lies
    alone   its status with a quorum of one whose first node lies, while it lies
    honest  whether the payments beside it are paid meanwhile, with a quorum of two
    end     its status once both nodes are honest; after: the same with a quorum of one whose first node lied
    """

    name: str
    pays: str = None
    part: float = 1  # Of the amount that it asks for.
    token: bool = True
    limit: str = "detected"
    alone: str = "detected"
    honest: bool = True
    end: str = "paid"
    after: str = None
    others_after: str = "paid"  # The other payments then.
    chain: dict = dataclasses.field(default_factory=dict)
    rests: int = 0  # Blocks to mine before the end, for what is final late.
    own_block: bool = False  # The victim's block has no other payments.


LIES = (
    # Invented. What receipts show is caught with one node as well.
    Lie("made_up_log", end="pending", alone="detected", after="pending"),
    Lie("made_up_log_with_receipt", end="pending", alone="paid", after="paid"),
    Lie("log_of_a_reverted_transaction", end="pending", alone="detected", after="pending"),
    Lie("amount_of_a_log", pays="token", part=0.5, end="pending", alone="detected", after="pending"),
    Lie("amount_of_a_log_and_its_receipt", pays="token", part=0.5, end="pending", alone="paid", after="paid"),
    Lie("value_of_a_transaction", pays="native", part=0.5, token=False, end="pending", alone="paid", after="paid"),
    Lie("balance_that_is_not_there", token=False, limit="pending", end="pending", alone="paid", after="paid"),
    # Of the chain.
    Lie("other_branch", pays="token", honest=False, alone="paid", after="failed", others_after="failed"),
    Lie("final_block_ahead", pays="token", limit="confirmed", alone="paid", honest=False, rests=70, chain={"final": "finalized"}),
    Lie("head_far_ahead", pays="token", limit="paid", alone="paid"),
    Lie("times_ahead", limit="pending", honest=False, end="pending", alone=("pending", "expired"), after=("pending", "expired")),
    # Withheld: nothing worse than a delay.
    Lie("hidden_log", pays="token", limit="paid", alone="paid", own_block=True),
    Lie("hidden_log_and_bloom", pays="token", limit="paid", alone="pending", after=LATER, end=LATER),
    Lie("hidden_value", pays="native", token=False, limit="paid", alone="paid"),
    Lie("hidden_balance", pays="contract", token=False, alone="pending"),
    Lie("reverted_receipt", pays="token", alone="detected"),
    Lie("no_receipt", pays="token", alone="paid"),
    Lie("receipt_of_another_transaction", pays="token", alone="paid"),
    Lie("receipt_of_another_block", pays="token", alone="detected"),
)
# What headers refute: one node alone does not get further with it.
PROVED = ("made_up_log_with_receipt", "amount_of_a_log_and_its_receipt", "value_of_a_transaction", "balance_that_is_not_there")
# Headers prove what these receipts hide.
NOT_NEEDED = ("reverted_receipt", "receipt_of_another_block")
SWEEP_LIES = ("gas", "price", "nonce", "receipt_of_a_sweep")


class LiesCase(EndToEndCase):
    verification = {"light_verification": "off"}  # What headers prove is proof_test's; here nodes are all there is.

    def begin(self, quorum, place, **changes):
        """A chain and an installation of its own for each lie."""
        self.doCleanups()
        self.setUp()
        nodes = [self.stage(FakeNode(self.anvil)) for _ in range(2)]
        self.ctrip.config["chains"][0].update(rpc_urls=[node.url for node in nodes], quorum=quorum, **self.verification, **changes)
        self.ctrip.write_config()
        self.wallet = self.anvil.deploy("SmartWallet")
        self.anvil.set_balance(self.wallet.address, 10 * ETHER)
        self.honest = [self.usdt_payment(), self.native_payment()]
        return nodes[place]

    def pay(self, way, payment, amount):
        if way == "token":
            self.anvil.mint(self.usdt, self.anvil.accounts[1], amount)
            return lambda: self.anvil.submit(to=self.usdt.address, data=self.usdt.data("transfer", payment["address"], amount),
                                             **{"from": self.anvil.accounts[1]})
        if way == "native":
            return lambda: self.anvil.submit(to=payment["address"], value=amount, **{"from": self.anvil.accounts[1]})
        return lambda: self.anvil.submit(to=self.wallet.address, data=self.wallet.data("pay", payment["address"], amount))

    def runs(self, rounds, *jobs, blocks=2):
        """Runs that may end with 69, as those of a timer."""
        codes = []
        for _ in range(rounds):
            for job in jobs or ("scan", "confirm"):
                result = self.ctrip.run(job, code=None)
                self.assertIn(result.code, (0, UNAVAILABLE), result)
                codes.append(result.code)
            self.anvil.mine(blocks)
        return codes

    def unpause(self):
        self.ctrip.database.sql("UPDATE nodes SET paused_until_ms = 1")

    def statuses(self, *payments):
        return [self.ctrip.status(payment) for payment in payments]


class LiesTest(LiesCase):
    def check(self, lie, quorum, place):
        node = self.begin(quorum, place, **lie.chain)
        victim = self.usdt_payment(amount="40", expires_in="30m") if lie.token else self.native_payment(amount="4", expires_in="30m")
        amount = int(int(victim["amount_raw"]) * lie.part)
        self.runs(1)
        payments = [self.pay("token", self.honest[0], int(self.honest[0]["amount_raw"])),
                    self.pay("native", self.honest[1], int(self.honest[1]["amount_raw"]))]
        pay = self.pay(lie.pays, victim, amount) if lie.pays else None
        # All in one block, which the lie is about.
        self.anvil.automine(False)
        for one in payments:
            one()
        if lie.own_block:
            self.anvil.mine()
        lies = Lies(self.anvil, self.usdt, node, victim)
        lies.tx = pay() if pay else None
        self.anvil.mine()
        self.anvil.automine(True)
        getattr(lies, lie.name)()
        self.runs(1)
        self.anvil.mine(8)
        self.runs(ROUNDS)
        self.while_it_lies(lie, quorum, place, victim)
        lies.end()
        self.unpause()
        self.anvil.mine(8 + lie.rests)
        self.runs(ROUNDS)
        self.assertEqual(self.runs(1), [0, 0])
        lied_alone = quorum == 1 and place == 0 and lie.after is not None
        self.assertEqual(self.statuses(*self.honest), 2 * [lie.others_after if lied_alone else "paid"])
        shown = self.assert_one_of(victim, lie.after if lied_alone else lie.end)
        if lied_alone or shown["status"] in LATER and lie.end == LATER:
            return
        # What the node invented is gone, and what was paid is there.
        self.assertEqual(int(shown["received_raw"]), amount if lie.pays else 0, shown)
        for payment in self.honest:
            self.assertEqual(self.ctrip.show(payment)["received_raw"], payment["amount_raw"])

    def while_it_lies(self, lie, quorum, place, victim):
        if quorum == 1:
            self.assert_one_of(victim, lie.alone if place == 0 else lie.end if not lie.rests else "confirmed")
            return
        self.assert_at_most(victim, lie.limit)
        if lie.honest:
            self.assertEqual(self.statuses(*self.honest), ["paid", "paid"])
        else:
            for payment in self.honest:
                self.assertIn(self.ctrip.status(payment), ORDER)

    def assert_one_of(self, payment, statuses):
        statuses = (statuses,) if isinstance(statuses, str) else statuses
        shown = self.ctrip.show(payment)
        self.assertIn(shown["status"], statuses, shown)
        return shown

    def assert_at_most(self, payment, limit):
        """Nor was it ever more."""
        shown = self.ctrip.show(payment)
        for status in [shown["status"], *(step["to"] for step in shown["history"])]:
            self.assertIn(status, ORDER, shown)
            self.assertLessEqual(ORDER.index(status), ORDER.index(limit), shown)

    def check_part(self, quorum, place):
        for lie in part.part(LIES, 2, f"lies, quorum {quorum}, node {place}"):
            with self.subTest(lie=lie.name):
                self.check(lie, quorum, place)

    @sqlite_only
    def test_one_node_of_a_quorum_of_two_lies_first(self):
        self.check_part(2, 0)

    @sqlite_only
    def test_one_node_of_a_quorum_of_two_lies_second(self):
        self.check_part(2, 1)

    @sqlite_only
    def test_the_only_node_that_is_asked_lies(self):
        self.check_part(1, 0)

    @sqlite_only
    def test_the_node_that_is_not_asked_lies(self):
        self.check_part(1, 1)


class VerifiedLiesTest(LiesTest):
    """The same where headers prove what their blocks have: then one node alone invents no money either."""

    verification = {}

    def check(self, lie, quorum, place):
        if lie.name in PROVED:
            lie = dataclasses.replace(lie, alone="detected", after=None)
        elif lie.name in NOT_NEEDED:
            lie = dataclasses.replace(lie, alone="paid")
        super().check(lie, quorum, place)

    def while_it_lies(self, lie, quorum, place, victim):
        if quorum == 1 and place == 0 and lie.name in PROVED:
            self.assert_at_most(victim, "detected")
        else:
            super().while_it_lies(lie, quorum, place, victim)

    @sqlite_only
    def test_one_node_of_a_quorum_of_two_lies_to_a_host_that_verifies(self):
        for place in (0, 1):
            self.check_part(2, place)

    @sqlite_only
    def test_the_only_node_that_is_asked_lies_to_a_host_that_verifies(self):
        self.check_part(1, 0)


class TakenBackTest(LiesCase):
    """Money that two nodes called final, and one of them takes back."""

    def check(self, quorum, place):
        node = self.begin(quorum, place)
        self.runs(1)
        lies = Lies(self.anvil, self.usdt, node, self.honest[0])
        self.pay_usdt(self.honest[0])
        self.pay_native(self.honest[1])
        self.anvil.mine(6)
        self.runs(1)
        self.assertEqual(self.statuses(*self.honest), ["paid", "paid"])
        lies.other_branch()
        self.runs(ROUNDS)
        return lies

    @sqlite_only
    def test_one_node_does_not_take_back_what_two_called_final(self):
        for place in (0, 1):
            with self.subTest(place=place):
                lies = self.check(2, place)
                self.assertEqual(self.statuses(*self.honest), ["paid", "paid"])
                late = self.usdt_payment()
                lies.end()
                self.unpause()
                self.runs(1)
                self.pay_usdt(late)
                self.anvil.mine(6)
                self.assertEqual(self.runs(1), [0, 0])
                self.assertEqual(self.statuses(*self.honest, late), ["paid"] * 3)

    @sqlite_only
    def test_the_only_node_that_is_asked_does(self):
        self.check(1, 0)
        self.assertEqual(self.statuses(*self.honest), ["failed", "failed"])


class SweepLiesTest(LiesCase):
    """Lies to `sweep` delay it, at most."""

    def check(self, name, quorum, place):
        node = self.begin(quorum, place)
        self.runs(1)
        self.pay_usdt(self.honest[0])
        self.pay_native(self.honest[1])
        self.anvil.mine(6)
        self.runs(1)
        self.assertEqual(self.statuses(*self.honest), ["paid", "paid"])
        lies = Lies(self.anvil, self.usdt, node, self.honest[0])
        self.anvil.automine(name != "receipt_of_a_sweep")
        getattr(lies, name)()
        said = ""
        for _ in range(ROUNDS):
            result = self.ctrip.run("sweep", "--wait", "0s", code=None)
            self.assertIn(result.code, (0, UNAVAILABLE), result)
            said += result.err
            if name != "receipt_of_a_sweep":
                self.anvil.mine(5)
        if name == "receipt_of_a_sweep" and quorum == 2:
            self.assertEqual(self.statuses(*self.honest), ["paid", "paid"])
            self.assertEqual("the nodes differ on a transaction of ours" in said, place == 0, said)
        lies.end()
        self.unpause()
        self.anvil.automine(True)
        self.anvil.mine(6)
        self.settle(*self.honest)

    def check_part(self, quorum, place):
        for name in part.part(SWEEP_LIES, 1, f"lies about sweeps, quorum {quorum}, node {place}"):
            if name == "receipt_of_a_sweep" and (quorum, place) == (1, 0):
                continue  # It is believed, see the manual.
            with self.subTest(lie=name):
                self.check(name, quorum, place)

    @sqlite_only
    def test_sweeps_go_on_once_both_nodes_are_honest(self):
        for quorum in (1, 2):
            for place in (0, 1):
                self.check_part(quorum, place)


if __name__ == "__main__":
    unittest.main()
