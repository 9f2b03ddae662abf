# SPDX-License-Identifier: MIT
"""What an operator sees of messages and does about them: each attempt, dead letters, sending again, a test message; and
endpoints that fail, are opened, probed and closed again."""
import json
import time
import unittest

from harness.case import EndToEndCase
from harness.health import Server
from harness.receiver import Answer, Receiver, body_signature, standard_signature

MISUSE, REQUEST, NOT_FOUND, UNAVAILABLE = 64, 65, 66, 69


class WebhooksCase(EndToEndCase):
    def sql(self, text):
        self.ctrip.database.sql(text)

    def detected(self, **options):
        """A payment with one message in the outbox."""
        payment = self.native_payment("1", **options)
        self.pay_native(payment)
        self.anvil.mine(1)
        self.jobs("scan")
        return payment

    def paid(self, **options):
        payment = self.detected(**options)
        self.anvil.mine(6)
        self.jobs("scan", "confirm")
        return payment

    def due(self):
        self.sql("UPDATE webhooks SET next_attempt_ms = 1 WHERE state = 'pending'")

    def list(self, *options):
        return self.ctrip.run("webhooks", "list", "--json", *options).json

    def metrics(self):
        return self.stage(Server(self.ctrip)).metrics()

    def endpoint(self):
        (one,) = self.list()["endpoints"]
        return one


class CommandsTest(WebhooksCase):
    def test_each_attempt_is_shown(self):
        self.detected()
        self.receiver.answers = [Answer(503, body=b"busy\x00\xff now", delay_s=0.2), Answer(drop=True)]
        self.ctrip.run("send-webhooks", code=UNAVAILABLE)
        self.due()
        self.ctrip.run("send-webhooks", code=UNAVAILABLE)
        self.due()
        self.jobs("send-webhooks")
        (message,) = self.list()["webhooks"]
        shown = self.ctrip.run("webhooks", "show", message["id"], "--json").json
        self.assertEqual({key: shown[key] for key in message}, message)
        self.assertEqual((shown["state"], shown["attempts"], shown["type"]), ("delivered", 3, "payment.detected"))
        first, second, third = shown["history"]
        self.assertEqual((first["status"], first["address"], first["answer"]), (503, "127.0.0.1", "busy   now"))
        self.assertIn("HTTP 503", first["error"])
        self.assertGreaterEqual(first["latency_ms"], 190)
        self.assertEqual((second["status"], second["answer"]), (None, ""))
        self.assertTrue(second["error"])
        self.assertEqual((third["number"], third["status"], third["error"]), (3, 200, None))
        self.assertEqual(json.loads(shown["body"]), self.receiver.events()[-1])
        text = self.ctrip.run("webhooks", "show", message["id"]).out
        for word in ("busy   now", "503", "127.0.0.1", "payment.detected", shown["body"]):
            self.assertIn(word, text)

    def test_attempts_are_kept_for_so_long(self):
        self.detected()
        self.jobs("send-webhooks")
        self.sql("UPDATE webhook_attempts SET ended_ms = ended_ms - 2505600000")
        self.jobs("send-webhooks")
        self.assertEqual(self.ctrip.rows("SELECT COUNT(*) FROM webhook_attempts")[0][0], 1)
        self.sql("UPDATE webhook_attempts SET ended_ms = ended_ms - 172800000")
        self.jobs("send-webhooks")
        self.assertEqual(self.ctrip.rows("SELECT COUNT(*) FROM webhook_attempts")[0][0], 0)
        self.assertEqual(self.list()["webhooks"][0]["attempts"], 1)

    def test_messages_are_found_by_what_they_are(self):
        other = self.stage(Receiver())
        old, new = self.paid(), self.detected(webhook_url=other.url)
        def ids(*options):
            return [(one["payment_id"], one["seq"]) for one in self.list(*options)["webhooks"]]
        everything = [(new["id"], 1), (old["id"], 3), (old["id"], 2), (old["id"], 1)]
        self.assertEqual(ids(), everything)
        self.assertEqual(ids("--payment", old["id"]), everything[1:])
        self.assertEqual(ids("--type", "payment.confirmed"), [(old["id"], 2)])
        self.assertEqual(ids("--endpoint", other.url), everything[:1])
        self.assertEqual(ids("--endpoint", f"127.0.0.1:{self.receiver.url.split(':')[2].split('/')[0]}"), everything[1:])
        self.assertEqual(ids("--state", "delivered"), [])
        self.assertEqual(ids("--since", "1h"), everything)
        self.assertEqual(ids("--until", "1h"), [])
        page = self.list("--limit", "3")
        self.assertEqual(len(page["webhooks"]), 3)
        self.assertEqual(ids("--after", page["next"]), everything[3:])
        self.jobs("send-webhooks")
        self.assertEqual(len(ids("--state", "delivered")), 4)
        self.assertIn("did you mean 'payment.paid'", self.ctrip.run("webhooks", "list", "--type", "payment.payd", code=MISUSE).err)
        self.ctrip.run("webhooks", "show", "msg_none", code=NOT_FOUND)
        self.assertIn("--until", self.ctrip.run("webhooks", "list", "--until", "12", code=MISUSE).err)

    def test_dead_letters_are_sent_again_with_all_attempts_before_them(self):
        payment = self.detected()
        self.receiver.default = Answer(500)
        for _ in range(10):
            self.ctrip.run("send-webhooks", code=UNAVAILABLE)
            self.due()
            self.sql("DELETE FROM webhook_endpoints")
        (message,) = self.list("--state", "dead")["webhooks"]
        self.assertEqual(message["attempts"], 10)
        counted = self.ctrip.run("webhooks", "retry", "--dead", "--dry-run", "--json").json
        self.assertEqual(counted, {"matched": 1, "due": 0, "dry_run": True})
        self.assertEqual(self.ctrip.run("webhooks", "retry", "--dead", "--json").json["due"], 1)
        self.ctrip.run("send-webhooks", code=UNAVAILABLE)
        (message,) = self.list("--state", "pending")["webhooks"]
        self.assertEqual(message["attempts"], 11)
        self.receiver.default = Answer()
        self.ctrip.run("webhooks", "retry", message["id"])
        self.jobs("send-webhooks")
        self.assertEqual(set(request.headers["webhook-id"] for request in self.receiver.requests), {message["id"]})
        self.assertNotIn("webhook-replayed", self.receiver.requests[-1].headers)
        self.assertEqual(self.receiver.types(payment["id"])[-1], "payment.detected")
        self.ctrip.run("webhooks", "retry", "msg_none", code=NOT_FOUND)
        self.ctrip.run("webhooks", "retry", code=MISUSE)
        self.ctrip.run("webhooks", "retry", "--dead", message["id"], code=MISUSE)

    def test_a_span_of_time_is_replayed_under_the_same_ids(self):
        payment, other = self.paid(), self.paid()
        self.jobs("send-webhooks")
        sent = [request.headers["webhook-id"] for request in self.receiver.requests]
        self.assertEqual(self.ctrip.run("webhooks", "replay", "--since", "1h", "--dry-run", "--json").json["matched"], 6)
        self.jobs("send-webhooks")
        self.assertEqual(len(self.receiver.requests), 6)
        self.assertEqual(self.ctrip.run("webhooks", "replay", "--since", "1h", "--type", "payment.paid", "--json").json["due"], 2)
        self.jobs("send-webhooks")
        self.assertEqual(sorted(self.receiver.types()[6:]), ["payment.paid"] * 2)
        self.ctrip.run("webhooks", "replay", "--since", "1h", "--chain", "anvil")
        self.jobs("send-webhooks")
        again = self.receiver.requests[8:]
        self.assertEqual(sorted(request.headers["webhook-id"] for request in again), sorted(sent))
        self.assertEqual({request.headers["webhook-replayed"] for request in again}, {"true"})
        for one in (payment, other):
            seqs = [request.event["data"]["seq"] for request in again if request.event["data"]["payment_id"] == one["id"]]
            self.assertEqual(seqs, [1, 2, 3])
        self.assertEqual(self.receiver.problems(), [])
        self.ctrip.run("webhooks", "replay", code=MISUSE)
        self.ctrip.run("webhooks", "replay", "--since", "1h", "--until", "2h", code=MISUSE)

    def test_a_test_message_says_what_a_verifier_gets(self):
        shown = self.ctrip.run("webhooks", "test", "--json").json
        (request,) = self.receiver.requests
        self.assertEqual(request.problems, [])
        self.assertEqual(request.event["type"], "payment.test")
        headers, body = shown["headers"], shown["body"]
        self.assertEqual(body.encode(), request.body)
        self.assertEqual(headers["webhook-signature"],
                         standard_signature(self.receiver.secret, headers["webhook-id"], headers["webhook-timestamp"], request.body))
        self.assertEqual(headers["X-Webhook-Signature"], body_signature(self.receiver.secret, request.body))
        self.assertEqual((shown["delivered"], shown["status"], shown["address"]), (True, 200, "127.0.0.1"))
        self.receiver.default = Answer(404, body=b"no such hook")
        failed = self.ctrip.run("webhooks", "test", self.receiver.url, code=UNAVAILABLE)
        self.assertIn("no such hook", failed.out + failed.err)
        self.assertIn("user name", self.ctrip.run("webhooks", "test", "http://me@127.0.0.1/", code=UNAVAILABLE).err)
        self.assertEqual(self.list()["webhooks"], [])


class BreakerTest(WebhooksCase):
    def failed(self, times=5):
        """The endpoint fails so often in a row."""
        self.receiver.default = Answer(500, body=b"down")
        for _ in range(times):
            self.ctrip.run("send-webhooks", code=UNAVAILABLE)
            self.due()
        self.sent = len(self.receiver.requests)

    def probe_now(self):
        self.sql("UPDATE webhook_endpoints SET probe_ms = 1")

    def probe_later(self):
        self.sql(f"UPDATE webhook_endpoints SET probe_ms = {int(time.time() * 1000) + 60000}")

    def test_an_endpoint_that_fails_is_opened_probed_and_closed_and_all_that_waits_is_due(self):
        waiting = self.detected()
        self.failed()
        self.assertEqual((self.endpoint()["state"], self.endpoint()["failures"]), ("open", 5))
        self.assertEqual(self.metrics()["ctrip_webhook_endpoints"],
                         {(("state", "failing"),): 0.0, (("state", "open"),): 1.0, (("state", "disabled"),): 0.0})
        self.assertIn("down", self.endpoint()["last_error"])
        newer = [self.detected() for _ in range(3)]
        self.probe_later()
        held = self.ctrip.run("send-webhooks", "--json", code=UNAVAILABLE)
        self.assertEqual((held.json["held"], held.json["retried"]), (4, 0))
        self.assertEqual(len(self.receiver.requests), self.sent)
        self.assertIn("is open", self.ctrip.run("webhooks", "list").out.replace("open after", "is open after"))
        self.probe_now()
        self.ctrip.run("send-webhooks", code=UNAVAILABLE)
        self.assertEqual(len(self.receiver.requests), self.sent + 1)
        self.assertEqual(self.endpoint()["failures"], 6)
        # No message is due by its own schedule now; the probe finds the shop back.
        self.receiver.default = Answer()
        self.probe_now()
        self.jobs("send-webhooks")
        told = {event["data"]["payment_id"] for event in self.receiver.events()[self.sent + 1:]}
        self.assertEqual(told, {waiting["id"]} | {payment["id"] for payment in newer})
        self.assertEqual(self.list()["endpoints"], [])
        self.assertEqual(self.list("--state", "pending")["webhooks"], [])

    def test_an_early_attempt_that_fails_changes_nothing_in_the_schedule(self):
        self.detected()
        self.failed()
        scheduled = int(time.time() * 1000) + 3600000
        self.sql(f"UPDATE webhooks SET next_attempt_ms = {scheduled}")
        ((steps, attempts),) = self.ctrip.rows("SELECT attempts + step_shift AS steps, attempts FROM webhooks")
        self.probe_now()
        self.ctrip.run("send-webhooks", code=UNAVAILABLE)
        self.assertEqual(self.ctrip.rows("SELECT attempts + step_shift AS steps, attempts, next_attempt_ms, resume_ms IS NULL AS none FROM webhooks"),
                         [(steps, attempts + 1, scheduled, True)])

    def test_messages_that_are_held_back_are_given_up_when_they_would_have_been(self):
        self.detected()
        self.failed()
        for _ in range(5):
            self.probe_later()
            self.ctrip.run("send-webhooks", code=UNAVAILABLE)
            self.due()
        (message,) = self.list("--state", "dead")["webhooks"]
        self.assertEqual(message["attempts"], 5)
        self.assertIn("not sent: 127.0.0.1", message["last_error"])
        self.assertEqual(len(self.receiver.requests), self.sent)

    def test_one_message_that_always_fails_does_not_hold_up_the_others(self):
        poison = self.detected()
        self.receiver.choose = lambda request: Answer(
            400 if request.event["data"]["payment_id"] == poison["id"] else 200)
        for _ in range(6):
            self.ctrip.run("send-webhooks", code=UNAVAILABLE)
            self.due()
            self.probe_now()
        self.assertEqual(self.endpoint()["state"], "open")
        self.sql(f"UPDATE webhook_endpoints SET probes = 7, probe_ms = {int(time.time() * 1000) + 200000}")
        self.sql(f"UPDATE webhooks SET next_attempt_ms = {int(time.time() * 1000) + 3600000}")
        newer = self.detected()
        self.ctrip.run("send-webhooks", code=UNAVAILABLE)
        self.assertEqual(self.receiver.types(newer["id"]), ["payment.detected"])
        self.assertEqual(self.list("--state", "pending")["webhooks"][0]["payment_id"], poison["id"])

    def test_410_disables_the_url_until_an_operator_enables_it(self):
        gone = f"{self.receiver.url}/gone"
        first = self.detected(webhook_url=gone)
        self.receiver.choose = lambda request: Answer(410 if request.path.endswith("/gone") else 200)
        self.ctrip.run("send-webhooks", code=UNAVAILABLE)
        name = self.endpoint()["endpoint"]
        self.assertEqual(self.endpoint()["state"], "disabled")
        second, usual = self.detected(webhook_url=gone), self.detected()
        told = self.ctrip.run("send-webhooks", code=UNAVAILABLE)
        self.assertEqual(self.receiver.types(usual["id"]), ["payment.detected"])
        self.assertEqual(self.receiver.types(second["id"]), [])
        self.assertIn("held back", told.out)
        self.assertIn(f"webhooks enable {name}", self.ctrip.run("webhooks", "list").out)
        self.ctrip.run("webhooks", "enable", "elsewhere:1", code=NOT_FOUND)
        self.receiver.choose = None
        self.assertEqual(self.ctrip.run("webhooks", "enable", name, "--json").json["due"], 1)
        self.jobs("send-webhooks")
        self.assertEqual(self.receiver.types(second["id"]), ["payment.detected"])
        self.ctrip.run("webhooks", "retry", "--dead")
        self.jobs("send-webhooks")
        self.assertEqual(self.receiver.types(first["id"]), ["payment.detected"] * 2)


if __name__ == "__main__":
    unittest.main()
