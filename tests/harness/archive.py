# SPDX-License-Identifier: MIT
"""Shared by tests of `archive`: payments that are closed within seconds, and archives of them."""
import datetime
import math
import time

from harness.case import EndToEndCase

# Longer than these tests watch any payment.
WATCH_MAX_S = 120


class ArchiveCase(EndToEndCase):
    """Payments are watched only until their deadline. Late transfers count, so a payment can be settled after it."""

    config_changes = {"payments": {"expires_in": "24h", "late": "accept", "watch_late": "0s"}}

    def short(self):
        """A span from now until just after the newest block, whose time may be ahead of the clock."""
        return f"{max(0, math.ceil(self.anvil.timestamp() - time.time())) + 2}s"

    def short_payment(self, amount, pay=True, **options):
        """A payment with a short deadline, found by a scan before that."""
        payment = self.ctrip.create(amount=amount, expires_in=self.short(), **options)
        if pay:
            (self.pay_usdt if payment["token_address"] else self.pay_native)(payment)
            self.jobs("scan")
        return payment

    def expire(self, *payments):
        """Moves the chain past their deadlines and sends the webhooks."""
        self.anvil.rpc("evm_increaseTime", 3600)
        self.anvil.mine(3)
        self.jobs("scan", "confirm", "send-webhooks")
        for payment in payments:
            self.assert_status(payment, "expired")

    def wait_until_old(self, *payments):
        """Waits until the clock is past the watch time of all of them."""
        deadlines = [datetime.datetime.fromisoformat(payment["expires_at"].replace("Z", "+00:00")) for payment in payments]
        end = max(deadline.timestamp() for deadline in deadlines) + 1
        self.assertLess(end, time.time() + WATCH_MAX_S)
        while time.time() < end:
            time.sleep(min(0.1, max(0.0, end - time.time())))

    def archive(self, *arguments, **options):
        return self.ctrip.run("archive", "--older-than", "0s", *arguments, "--json", **options).json

    def restore(self, file, *ids, **options):
        return self.ctrip.run("archive", "--restore", file, *ids, "--json", **options).json

    def rows(self):
        """The database as sorted text, to compare two states."""
        return sorted(self.ctrip.dump())
