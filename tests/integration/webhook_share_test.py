# SPDX-License-Identifier: MIT
"""Several runs of send-webhooks at once: they share the queue, keep the order of each payment, and inherit from the dead."""
import json
import random
import threading
import time
import unittest

from harness.case import USDT, EndToEndCase
from harness.ctrip import SANITIZER_WORDS
from harness.database import postgres_only
from harness.kill import KILLED
from harness.process import Background
from harness.receiver import Answer

PAYMENTS = 100
MESSAGES = 5
# A run claims 24 messages at a time for an endpoint that has not answered yet: each of so many finds some.
RUNS = 4
WAIT_S = 120
KILLS = 30


class Run:
    """One run in the background, and what it said."""

    def __init__(self, ctrip, number):
        self._out, self._err = ((ctrip.folder / f"run-{number}.{kind}").open("w+") for kind in ("out", "err"))
        self._background = Background(
            ctrip.command("send-webhooks", "--json"),
            stdout=self._out,
            stderr=self._err,
            env=ctrip.environment,
            cwd=ctrip.folder,
        )
        self.process = self._background.process

    def kill(self):
        self.process.kill()

    def end(self, codes=(0, KILLED)):
        """Waits for its end: its exit code, and its report where it came to that."""
        try:
            code = self.process.wait(WAIT_S)
            said = []
            for file in (self._out, self._err):
                file.seek(0)
                said.append(file.read())
        finally:
            self._background.stop()
            self._out.close()
            self._err.close()
        if any(found in said[1] for found in SANITIZER_WORDS):
            raise AssertionError(f"a sanitizer found something: {said[1]}")
        if code not in codes:
            raise AssertionError(f"send-webhooks ended with {code}: {said[1]}")
        return code, json.loads(said[0]) if code == 0 else None


class ShareCase(EndToEndCase):
    config_changes = {"webhooks": {"timeout": "60s"}}

    def setUp(self):
        super().setUp()
        self.runs = []
        self.gate = threading.Event()
        self.addCleanup(self.gate.set)

    def fill_the_queue(self):
        """Two parts that are not enough, the rest, and the depths: five messages of each payment, none of them sent."""
        request = json.dumps({"chain": "anvil", "token": "USDT", "amount": "4"})
        lines = "\n".join([request] * PAYMENTS) + "\n"
        payments = self.ctrip.run("create-payment", "--batch", "-", "--json", stdin=lines).json_lines
        disperse = self.anvil.deploy("Disperse")
        self.anvil.mint(self.usdt, disperse.address, 4 * PAYMENTS * USDT)
        addresses = [payment["address"] for payment in payments]
        for part in (USDT, USDT, 2 * USDT):
            self.anvil.invoke(disperse, "payTokens", self.usdt.address, addresses, [part] * PAYMENTS)
            self.jobs("scan")
        for _ in range(2):
            self.anvil.mine(2)
            self.jobs("scan", "confirm")
        self.assertEqual(self.left(), PAYMENTS * MESSAGES)
        return payments

    def start(self):
        self.runs.append(Run(self.ctrip, len(self.runs)))
        return self.runs[-1]

    def left(self):
        return self.ctrip.rows("SELECT COUNT(*) FROM webhooks WHERE state = 'pending'")[0][0]

    def claims(self):
        """How many messages each place has claimed."""
        found = self.ctrip.rows(
            "SELECT claimed_by, COUNT(*) FROM webhooks WHERE claimed_by IS NOT NULL GROUP BY claimed_by")
        return dict(found)

    def wait_for(self, condition, what):
        deadline = time.monotonic() + WAIT_S
        while not condition():
            if time.monotonic() > deadline:
                self.fail(f"waited too long until {what}; claims: {self.claims()}")
            time.sleep(0.02)

    def assert_all_told(self, payments, at_most=None):
        """Each message came at least once (at_most: and not more often), those of each payment in order."""
        self.assertEqual(self.left(), 0)
        self.assertEqual(self.claims(), {})
        self.assertEqual(self.receiver.problems(), [])
        firsts, times = {}, {}
        for request in list(self.receiver.requests):
            message = request.headers["webhook-id"]
            times[message] = times.get(message, 0) + 1
            if times[message] == 1:
                data = request.event["data"]
                firsts.setdefault(data["payment_id"], []).append(data["seq"])
        self.assertEqual(firsts, {payment["id"]: list(range(1, MESSAGES + 1)) for payment in payments})
        if at_most:
            self.assertEqual({count for count in times.values() if count > at_most}, set())


class ShareTest(ShareCase):
    def test_runs_at_once_share_the_queue_and_deliver_each_message_once(self):
        payments = self.fill_the_queue()
        self.receiver.default = Answer(gate=self.gate)
        for _ in range(RUNS):
            self.start()
        self.wait_for(lambda: sorted(self.claims()) == list(range(RUNS)), "each run has claimed some")
        self.gate.set()
        reports = [run.end()[1] for run in self.runs]
        self.assertEqual(sum(report["delivered"] for report in reports), PAYMENTS * MESSAGES)
        for report in reports:
            self.assertGreater(report["delivered"], 0, reports)
            self.assertEqual(report["retried"] + report["dead"], 0, reports)
        self.assert_all_told(payments, at_most=1)

    def test_runs_that_are_killed_at_any_moment_lose_nothing_and_keep_the_order(self):
        payments = self.fill_the_queue()
        seed = random.randrange(2**32)
        chance = random.Random(seed)
        self.receiver.default = Answer(delay_s=0.1)
        killed, alive = 0, []
        with self.subTest(seed=seed):
            # Each dies while it is at work, as long as there is work: so there is always another that goes on.
            while self.left() and killed < KILLS:
                alive += [self.start() for _ in range(RUNS - len(alive))]
                came = len(self.receiver.requests)
                more = chance.randrange(1, PAYMENTS * MESSAGES // KILLS)
                self.wait_for(lambda: len(self.receiver.requests) >= came + more or not self.left(), "more has come")
                victim = alive.pop(chance.randrange(len(alive)))
                victim.kill()
                killed += victim.end()[0] == KILLED
                for run in [run for run in alive if run.process.poll() is not None]:
                    run.end()
                    alive.remove(run)
            for run in alive:
                run.end()
            self.assertGreater(killed, 5)
            self.ctrip.run("send-webhooks")
            self.assert_all_told(payments)

    def test_a_run_at_work_takes_over_what_a_dead_one_has_claimed(self):
        payments = self.fill_the_queue()
        self.receiver.default = Answer(gate=self.gate)
        dead = self.start()
        self.wait_for(lambda: self.claims().get(0), "the first has claimed some")
        heir = self.start()
        self.wait_for(lambda: self.claims().get(1), "the second has claimed some")
        dead.kill()
        self.assertEqual(dead.end()[0], KILLED)
        self.wait_for(lambda: 0 not in self.claims(), "the dead has no claims any more")
        self.assertIn(1, self.claims())
        self.gate.set()
        self.assertEqual(heir.end()[1]["delivered"], PAYMENTS * MESSAGES)
        self.assert_all_told(payments)

    @postgres_only
    def test_outcomes_that_a_broken_session_did_not_take_are_delivered_again(self):
        payments = self.fill_the_queue()
        self.receiver.default = Answer(gate=self.gate)
        run = self.start()
        self.wait_for(lambda: self.receiver.requests, "something is under way")
        self.ctrip.database.sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ctrip/send-webhooks'")
        self.gate.set()
        run.end(codes=(69,))
        self.assertEqual(self.left(), PAYMENTS * MESSAGES)
        self.ctrip.run("send-webhooks")
        self.assert_all_told(payments)


class AnswerTest(EndToEndCase):
    def test_garbage_from_the_shop_is_recorded_as_a_failure(self):
        """Bytes that are no text must not keep the outcome from being stored."""
        payments = [self.native_payment("1") for _ in range(4)]
        for payment in payments:
            self.pay_native(payment)
        self.jobs("scan")
        garbage = bytes(range(256))
        self.receiver.answers = [
            Answer(status=500, body=garbage),
            Answer(status=500, reason="\xff\x01\xfe\x1b[31m \xc3\x28", body=garbage[::-1]),
            Answer(status=500, reason="no\x00way", body=b"\xf0\x28\x8c\x28"),
            Answer(status=302, headers={"Location": "http://\xff\x02/", "X": "\xfe\x03"}, body=b"\xed\xa0\x80\x00"),
        ]
        self.ctrip.run("send-webhooks", code=69)
        rows = self.ctrip.rows("SELECT state, attempts, last_error FROM webhooks")
        self.assertEqual([row[:2] for row in rows], [("pending", 1)] * 4, rows)
        for _, _, error in rows:
            self.assertTrue(error)
            self.assertTrue(error.isprintable(), repr(error))
        for payment in payments:
            self.ctrip.show(payment)
        self.assertEqual(len(self.receiver.requests), 4)


if __name__ == "__main__":
    unittest.main()
