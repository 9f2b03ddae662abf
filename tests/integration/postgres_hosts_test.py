# SPDX-License-Identifier: MIT
"""Many hosts at one server: no address twice, one payment for one key, one run of a job at a time."""
import json
import unittest

from harness.case import TREASURY
from harness.ctrip import complaints
from harness.database import postgres_only
from harness.server_case import LOCKED, ServerEndToEndCase

HOSTS = 8
SINGLES = 3
BATCH = 100


@postgres_only
class CreateTest(ServerEndToEndCase):
    def all_at_once(self, *commands):
        """What each printed; every one ends well."""
        runs = [self.start(*command) for command in commands]
        ends = [self.end_of(run) for run in runs]
        self.assertEqual({end for end in ends}, {(0, "")})

    def test_no_address_twice(self):
        batch = self.ctrip.folder / "batch"
        batch.write_text('{"chain": "anvil", "amount": "1"}\n' * BATCH, encoding="utf-8")
        single = ("create-payment", "--chain", "anvil", "--amount", 1)
        self.all_at_once(*[single] * HOSTS * SINGLES, *[("create-payment", "--batch", batch)] * HOSTS)
        count = HOSTS * (SINGLES + BATCH)
        self.assertEqual(
            self.ctrip.rows("SELECT count(*) AS payments, count(DISTINCT address) AS addresses, "
                            "count(DISTINCT derivation_index) AS indexes FROM payments"), [(count, count, count)])

    def test_one_key_is_one_payment(self):
        runs = [self.start("create-payment", "--chain", "anvil", "--amount", 1, "--idempotency-key", "ORDER-1")
                for _ in range(HOSTS)]
        self.assertEqual({self.end_of(run) for run in runs}, {(0, "")})
        self.assertEqual(self.ctrip.rows("SELECT count(*) FROM payments"), [(1,)])
        again = self.ctrip.create(amount=1, idempotency_key="ORDER-1")
        self.assertEqual(again["id"], self.ctrip.payments()[0]["id"])

    def test_keys_in_batches_in_opposite_order(self):
        """Each waits for what the other holds, and both end well."""
        lines = [json.dumps({"chain": "anvil", "amount": "1", "idempotency_key": f"KEY-{i}"}) for i in range(BATCH)]
        files = [self.ctrip.folder / "up", self.ctrip.folder / "down"]
        files[0].write_text("\n".join(lines) + "\n", encoding="utf-8")
        files[1].write_text("\n".join(reversed(lines)) + "\n", encoding="utf-8")
        self.all_at_once(*[("create-payment", "--batch", file) for file in files] * 3)
        self.assertEqual(
            self.ctrip.rows("SELECT count(*) AS payments, count(DISTINCT address) AS addresses FROM payments"),
            [(BATCH, BATCH)])


@postgres_only
class JobTest(ServerEndToEndCase):
    def setUp(self):
        super().setUp()
        self.payment = self.usdt_payment()
        self.pay_usdt(self.payment)

    def until(self, job):
        """To where this job has something to do."""
        if job != "scan":
            self.jobs("scan")
            self.anvil.mine(5)
        if job == "sweep":
            self.jobs("confirm")

    def assert_one_at_a_time(self, job):
        self.until(job)
        node = self.fake_node()
        first = self.hanging(job, node)
        result = self.ctrip.run(job, code=LOCKED)
        self.assertEqual(len(result.err.splitlines()), 1, result)
        for word in (f"another run of {job}", "'anvil'"):
            self.assertIn(word, result.err)
        node.mode = "pass"
        code, err = self.end_of(first)
        self.assertEqual((code, complaints(err)), (0, ""))
        self.settle(self.payment)
        self.assert_told(self.payment, "detected", "confirmed", "paid", "settled")
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), int(self.payment["amount_raw"]))

    def test_scan(self):
        self.assert_one_at_a_time("scan")

    def test_confirm(self):
        self.assert_one_at_a_time("confirm")

    def test_sweep(self):
        self.assert_one_at_a_time("sweep")

    def test_all_at_once(self):
        """Whoever comes first; nothing is done twice."""
        for _ in range(4):
            for job in ("scan", "confirm", "sweep"):
                ends = [self.end_of(run) for run in [self.start(job) for _ in range(4)]]
                self.assertIn(0, [code for code, _ in ends])
                self.assertLessEqual({code for code, _ in ends}, {0, LOCKED}, ends)
            self.anvil.mine(5)
        self.settle(self.payment)
        self.assert_told(self.payment, "detected", "confirmed", "paid", "settled")
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), int(self.payment["amount_raw"]))

    def test_a_killed_run_leaves_no_lock(self):
        self.until("sweep")
        node = self.fake_node()
        run = self.hanging("sweep", node)
        run.process.kill()
        run.process.wait(10)
        node.mode = "pass"
        self.ctrip.database.wait_until_left()
        self.jobs("sweep")
        self.settle(self.payment)


if __name__ == "__main__":
    unittest.main()
