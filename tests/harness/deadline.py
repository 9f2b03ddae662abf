# SPDX-License-Identifier: MIT
"""Shared by tests of deadlines, which are compared with block times."""
import datetime

from harness.case import EndToEndCase


def deadline_of(payment):
    return int(datetime.datetime.fromisoformat(payment["expires_at"].replace("Z", "+00:00")).timestamp())


class DeadlineCase(EndToEndCase):
    def at(self, timestamp):
        """Sets the timestamp of the next block."""
        self.anvil.rpc("evm_setNextBlockTimestamp", timestamp)

    def mine_at(self, timestamp):
        self.at(timestamp)
        self.anvil.mine()

    def pass_deadline(self, *payments):
        """Mines a block behind the deadlines and buries it as deep as the confirmations, where events are read a second time."""
        self.mine_at(max([deadline_of(payment) for payment in payments] + [self.anvil.timestamp()]) + 1)
        self.anvil.mine(2)

    def events(self, payment):
        return [entry["event"].removeprefix("payment.") for entry in self.ctrip.show(payment)["history"]]

    def policy(self, **changes):
        self.ctrip.config["payments"].update(changes)
        self.ctrip.write_config()

    def pay_late(self, payment, amount=None):
        amount = int(payment["amount_raw"]) if amount is None else amount
        self.anvil.mint(self.usdt, self.anvil.accounts[1], amount)
        self.at(max(deadline_of(payment), self.anvil.timestamp()) + 1)
        self.anvil.transfer(self.usdt, payment["address"], amount, **{"from": self.anvil.accounts[1]})

    def expired(self):
        payment = self.usdt_payment("2")
        self.pass_deadline(payment)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "expired")
        return payment

    def pay_usdt_at(self, payment, timestamp):
        """Pays in a block with exactly this timestamp."""
        amount = int(payment["amount_raw"])
        self.anvil.mint(self.usdt, self.anvil.accounts[1], amount)
        self.at(timestamp)
        receipt = self.anvil.transfer(self.usdt, payment["address"], amount, **{"from": self.anvil.accounts[1]})
        block = self.anvil.rpc("eth_getBlockByNumber", receipt["blockNumber"], False)
        self.assertEqual(int(block["timestamp"], 16), timestamp)
