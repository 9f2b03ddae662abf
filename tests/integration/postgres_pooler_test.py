# SPDX-License-Identifier: MIT
"""pgbouncer: in session mode all works; in the others, which lend one session to many, no run goes on."""
import unittest

from harness.case import TREASURY
from harness.database import postgres_only
from harness.pgbouncer import PgBouncer
from harness.server_case import LOCKED, WRONG_CONFIGURATION, ServerEndToEndCase, wait_until

JOBS = ("scan", "confirm", "sweep", "send-webhooks")
CLIENTS = 8
ROUNDS = 3


class Case(ServerEndToEndCase):
    def pooler(self, mode, **settings):
        pooler = self.stage(PgBouncer(self.server, mode, **settings))
        self.use_url(pooler.url())
        return pooler

    def locks(self):
        """Advisory locks that somebody holds, whatever becomes of the runs."""
        return self.server.rows("SELECT pid, objid FROM pg_locks WHERE locktype = 'advisory'")


@postgres_only
class SessionModeTest(Case):
    def main_job(self):
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        self.settle(payment)
        self.assert_told(payment, "detected", "confirmed", "paid", "settled")
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), int(payment["amount_raw"]))
        self.assertEqual(self.locks(), [])

    def test_the_main_job(self):
        self.pooler("session")
        self.main_job()

    def test_in_turn(self):
        self.pooler("session", server_round_robin=1)
        self.main_job()

    def test_a_pool_of_one(self):
        """A second session never comes, which is no reason to fail."""
        self.pooler("session", default_pool_size=1)
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        self.jobs()
        self.assert_status(payment, "detected")
        self.assertEqual(self.locks(), [])

    def test_a_second_run_sees_the_lock(self):
        self.pooler("session")
        node = self.fake_node()
        run = self.hanging("scan", node)
        result = self.ctrip.run("scan", code=LOCKED)
        self.assertEqual(len(result.err.splitlines()), 1, result)
        wait_until(lambda: self.sessions().count("ctrip/scan/anvil") == 1, "the pooler cleans the second one's session")
        node.mode = "pass"
        self.assertEqual(self.end_of(run), (0, ""))
        self.jobs("scan")

    def test_a_killed_run_leaves_no_lock(self):
        self.pooler("session")
        node = self.fake_node()
        run = self.hanging("scan", node)
        self.assertEqual(len(self.locks()), 1)
        run.process.kill()
        run.process.wait(10)
        wait_until(lambda: not self.locks(), "the pooler ends the session of a client that is gone")
        node.mode = "pass"
        self.jobs("scan")

    def test_sessions_that_are_not_reset(self):
        """A lock would stay behind, in the hands of whoever comes next."""
        self.pooler("session", server_reset_query="", default_pool_size=1)
        self.ctrip.run("scan", code=None)
        self.assert_refused("scan", code=WRONG_CONFIGURATION, words=["server_reset_query = DISCARD ALL"])
        self.assertEqual(self.locks(), [])


@postgres_only
class SharedSessionTest(Case):
    def setUp(self):
        super().setUp()
        self.payment = self.usdt_payment()
        self.pay_usdt(self.payment)
        self.before = self.ctrip.dump()

    def tearDown(self):
        self.assertEqual(self.locks(), [])
        self.assertEqual(self.ctrip.dump(), self.before)
        self.use_url(self.ctrip.database.url)
        self.settle(self.payment)

    def assert_jobs_refused(self):
        for job in JOBS:
            self.assert_refused(job, code=WRONG_CONFIGURATION, words=["pool_mode = session"])

    def assert_crowd_refused(self):
        """Many runs at once, each with others' sessions in its way."""
        for _ in range(ROUNDS):
            runs = [self.start(JOBS[i % len(JOBS)]) for i in range(CLIENTS)]
            for run in runs:
                code, err = self.end_of(run)
                self.assertEqual(code, WRONG_CONFIGURATION, err)
                self.assert_clear(err, "pool_mode = session")

    def test_each_job(self):
        self.pooler("transaction")
        self.assert_jobs_refused()

    def test_sessions_in_turn(self):
        self.pooler("transaction", server_round_robin=1, min_pool_size=5)
        self.assert_jobs_refused()

    def test_a_pool_of_one(self):
        self.pooler("transaction", default_pool_size=1)
        self.assert_jobs_refused()

    def test_a_new_pool_for_each_run(self):
        """No run before has left its mark there."""
        for job in JOBS:
            for in_turn in (0, 1):
                pooler = self.pooler("transaction", server_round_robin=in_turn, min_pool_size=3)
                self.assert_refused(job, code=WRONG_CONFIGURATION, words=["pool_mode = session"])
                pooler.stop()

    def test_each_statement_by_itself(self):
        self.pooler("statement")
        self.assert_jobs_refused()

    def test_a_crowd(self):
        self.pooler("transaction")
        self.assert_crowd_refused()

    def test_a_crowd_at_a_small_pool(self):
        self.pooler("transaction", default_pool_size=2, server_round_robin=1)
        self.assert_crowd_refused()


if __name__ == "__main__":
    unittest.main()
