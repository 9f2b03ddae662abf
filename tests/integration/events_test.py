# SPDX-License-Identifier: MIT
"""The feed of events: each once, in the order of commits, with a cursor behind which nothing can appear."""
import json
import unittest

from harness.case import EndToEndCase

REQUEST, UNAVAILABLE = 65, 69


class FeedTest(EndToEndCase):
    def events(self, after=0, limit=1000, code=0):
        out = self.ctrip.run("events", "--after", str(after), "--limit", str(limit), "--json", code=code).out
        return [json.loads(line) for line in out.splitlines()]

    def paid(self):
        payment = self.native_payment("1")
        self.pay_native(payment)
        self.anvil.mine(6)
        self.jobs("scan", "confirm")
        return payment

    def test_each_event_comes_once_in_the_order_of_commits(self):
        self.assertEqual(self.events(), [])
        self.assertIn("no events", self.ctrip.run("events").out)
        first = self.paid()
        read = self.events(limit=2)
        self.assertEqual([(event["data"]["payment_id"], event["data"]["seq"]) for event in read], [(first["id"], 1), (first["id"], 2)])
        second = self.paid()
        read += self.events(after=read[-1]["cursor"])
        self.assertEqual([(event["data"]["payment_id"], event["data"]["seq"]) for event in read],
                         [(first["id"], 1), (first["id"], 2), (first["id"], 3)] + [(second["id"], seq) for seq in (1, 2, 3)])
        cursors = [int(event["cursor"]) for event in read]
        self.assertEqual(cursors, sorted(set(cursors)))
        self.assertEqual(self.events(after=cursors[-1]), [])
        self.assertEqual(self.events(), read)
        self.jobs("send-webhooks")
        sent = {request.headers["webhook-id"]: request.event for request in self.receiver.requests}
        self.assertEqual({event["id"]: {key: event[key] for key in ("type", "timestamp", "data")} for event in read}, sent)
        self.assertIn("payment.confirmed", self.ctrip.run("events").out)
        for cursor in ("x", "1.5", "9" * 30):
            self.ctrip.run("events", "--after", cursor, code=REQUEST)

    def test_a_clock_that_is_set_back_keeps_the_order_within_a_payment(self):
        payment = self.paid()
        self.ctrip.database.sql("UPDATE webhooks SET created_at_ms = created_at_ms - 1000000 * seq")
        self.assertEqual([event["data"]["seq"] for event in self.events() if event["data"]["payment_id"] == payment["id"]], [1, 2, 3])

    def test_an_event_that_ctrip_did_not_write_is_left_out_and_named(self):
        payment, other = self.paid(), self.paid()
        self.ctrip.database.sql(f"UPDATE webhooks SET body = replace(body, '\"1\"', '\"9\"') WHERE payment_id = '{payment['id']}'")
        ran = self.ctrip.run("events", "--json", code=UNAVAILABLE)
        self.assertEqual({json.loads(line)["data"]["payment_id"] for line in ran.out.splitlines()}, {other["id"]})
        self.assertEqual(ran.err.count(payment["id"]), 3)
        # A page of nothing but those does not stop a reader.
        self.assertEqual(len(self.events(limit=1, code=UNAVAILABLE)), 1)

    def test_cursors_of_the_time_before_a_restore_are_not_used_again(self):
        self.paid()
        self.events()
        self.ctrip.database.save()
        self.paid()
        last = int(self.events()[-1]["cursor"])
        self.ctrip.database.restore()
        self.ctrip.run("migrate", "restored", "--skip", "5")
        self.paid()
        self.assertEqual(len(self.events(after=last)), 3)

    def test_readers_at_once_miss_nothing_while_events_are_written(self):
        payments = [self.native_payment("1") for _ in range(12)]
        read, cursor = [], 0
        for payment in payments:
            self.pay_native(payment)
            self.anvil.mine(1)
            runs = [self.ctrip.start(name) for name in ("scan", "confirm", "events")]
            read += self.events(after=cursor)
            cursor = read[-1]["cursor"] if read else 0
            for run in runs:
                run.process.wait(60)
                run.stop()
        self.anvil.mine(6)
        self.jobs("scan", "confirm")
        read += self.events(after=cursor)
        self.assertEqual(sorted(event["id"] for event in read), sorted(row[0] for row in self.ctrip.rows("SELECT id FROM webhooks")))
        for payment in payments:
            seqs = [event["data"]["seq"] for event in read if event["data"]["payment_id"] == payment["id"]]
            self.assertEqual(seqs, sorted(seqs))


if __name__ == "__main__":
    unittest.main()
