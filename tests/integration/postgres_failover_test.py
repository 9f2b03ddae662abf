# SPDX-License-Identifier: MIT
"""A server that only reads is refused with a clear line; when a replica takes over, the next run goes on there."""
import unittest

from harness.case import TREASURY
from harness.database import postgres_only
from harness.replica import PRIMARY_SETTINGS, Replica
from harness.server_case import UNAVAILABLE, ServerEndToEndCase

READ_ONLY = ["read", "name all hosts in database.url"]


@postgres_only
class ReadOnlyTest(ServerEndToEndCase):
    def setUp(self):
        super().setUp()
        self.payment = self.usdt_payment()
        self.pay_usdt(self.payment)
        self.before = self.ctrip.dump()
        self.server.sql("ALTER DATABASE ctrip SET default_transaction_read_only = on")

    def tearDown(self):
        self.assertEqual(self.ctrip.dump(), self.before)
        self.server.sql("ALTER DATABASE ctrip SET default_transaction_read_only = off", "postgres")
        self.settle(self.payment)

    def test_a_server_that_only_reads(self):
        for arguments in (("scan",), ("create-payment", "--chain", "anvil", "--amount", 1), ("migrate", "up")):
            self.assert_refused(*arguments, code=UNAVAILABLE, words=READ_ONLY)

    def test_a_url_that_takes_any_server(self):
        """Whoever only looks may look at a replica; who writes is told."""
        url = self.ctrip.database.url
        self.use_url(url + "?target_session_attrs=any")
        self.assertEqual(len(self.ctrip.payments()), 1)
        self.assert_refused("create-payment", "--chain", "anvil", "--amount", 1, code=UNAVAILABLE, words=READ_ONLY)
        self.assert_refused("scan", code=UNAVAILABLE, words=READ_ONLY)
        self.use_url(url)


@postgres_only
class FailoverTest(ServerEndToEndCase):
    server_settings = PRIMARY_SETTINGS

    def setUp(self):
        super().setUp()
        self.replica = Replica(self.server)
        self.addCleanup(self.replica.remove)

    def both(self, *first):
        """A URL with both hosts, the first ones in front."""
        servers = sorted((self.server, self.replica), key=lambda server: server not in first)
        hosts = ",".join(f"127.0.0.1:{server.port}" for server in servers)
        return f"postgresql://ctrip@{hosts}/ctrip"

    def fail_over(self):
        """From here on the replica is the server that the test looks at."""
        self.server.kill()
        self.assert_refused("scan", code=UNAVAILABLE, words=["Connection refused", *READ_ONLY])
        self.replica.promote()
        self.ctrip.database.server = self.replica

    def test_a_replica_alone(self):
        before = self.ctrip.dump()
        self.use_url(self.replica.url())
        for arguments in (("scan",), ("create-payment", "--chain", "anvil", "--amount", 1)):
            self.assert_refused(*arguments, code=UNAVAILABLE, words=READ_ONLY)
        self.use_url(self.replica.url() + "?target_session_attrs=any")
        self.assert_refused("create-payment", "--chain", "anvil", "--amount", 1, code=UNAVAILABLE, words=READ_ONLY)
        self.assertEqual(self.ctrip.dump(), before)

    def test_a_replica_takes_over(self):
        self.use_url(self.both(self.replica))
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        self.jobs("scan")
        before = self.ctrip.dump()
        self.fail_over()
        self.assertEqual(self.ctrip.dump(), before)
        other = self.usdt_payment()
        self.assertNotEqual(other["address"], payment["address"])
        self.pay_usdt(other)
        self.settle(payment, other)
        for told in (payment, other):
            self.assert_told(told, "detected", "confirmed", "paid", "settled")
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY),
                         int(payment["amount_raw"]) + int(other["amount_raw"]))

    def test_a_replica_takes_over_from_a_running_sweep(self):
        self.use_url(self.both(self.server))
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        self.jobs("scan")
        self.anvil.mine(5)
        self.jobs("confirm")
        before = self.ctrip.dump()
        node = self.fake_node()
        run = self.hanging("sweep", node)
        self.fail_over()
        node.mode = "pass"
        code, err = self.end_of(run)
        self.assertEqual(code, UNAVAILABLE, err)
        self.assert_clear(err, "anvil", "run again")
        self.assertEqual(self.ctrip.dump(), before)
        self.ctrip.set_node_url(self.anvil.url)
        self.settle(payment)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), int(payment["amount_raw"]))


if __name__ == "__main__":
    unittest.main()
