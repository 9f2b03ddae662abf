# SPDX-License-Identifier: MIT
"""Traces and error reports: what a collector gets of a payment's life, and that one that is slow, dead or wrong holds up no run."""
import fcntl
import json
import os
import subprocess
import time
import unittest

from harness.case import EndToEndCase
from harness.collector import Collector
from harness.database import sqlite_only
from harness.process import free_port

UNAVAILABLE, CONFIG, PERMISSION = 69, 78, 77
SERVER_SECRET = "collector-key-7291"


class TelemetryCase(EndToEndCase):
    def setUp(self):
        super().setUp()
        self.collector = self.stage(Collector())
        self.state = self.ctrip.folder

    def configure(self, **telemetry):
        self.ctrip.config["telemetry"] = telemetry
        self.ctrip.write_config()

    def with_traces(self, **more):
        self.configure(otlp_url=self.collector.url, **more)

    def with_reports(self, dsn=None):
        self.configure(sentry_dsn_file=self.ctrip.secret_file("sentry-dsn", dsn or self.collector.dsn))

    def flush(self, code=0):
        result = self.ctrip.run("telemetry", "flush", "--json", code=code)
        return json.loads(result.out) if result.out else None

    def lines(self, name):
        file = self.state / name
        return file.read_text().splitlines() if file.exists() else []


class TracesTest(TelemetryCase):
    def test_a_payment_s_life_is_one_trace_over_all_processes(self):
        self.with_traces()
        payment = self.native_payment()
        self.pay_native(payment)
        time.sleep(1.1)  # The history has whole seconds.
        self.settle(payment)
        self.assertEqual(self.flush()["spans"]["left"], 0)
        self.assertEqual(self.lines("spans.jsonl"), [])
        spans = self.collector.spans()
        trace = payment["id"].replace("-", "")
        life = [span for span in spans if span["traceId"] == trace]
        (root,) = (span for span in life if "parentSpanId" not in span)
        self.assertEqual((root["name"], root["spanId"]), ("create-payment", trace[16:]))
        self.assertEqual({span["parentSpanId"] for span in life if span is not root}, {root["spanId"]})
        steps = [span["name"] for span in life if span["name"].startswith("payment.")]
        self.assertEqual(steps, ["payment.detected", "payment.confirmed", "payment.paid", "payment.settled"])
        starts = {span["name"]: int(span["startTimeUnixNano"]) for span in life}
        self.assertGreater(starts["payment.confirmed"], starts["payment.detected"])  # Each begins with the one before.
        for span in life:
            self.assertEqual(span["attributes"]["ctrip.payment"], payment["id"])
            self.assertLessEqual(int(span["startTimeUnixNano"]), int(span["endTimeUnixNano"]))
            self.assertEqual(span["resource"]["service.name"], "ctrip")
        # Each message's request is a span, which the shop was told.
        sent = [span for span in life if span["name"] == "POST"]
        told = [request.headers["traceparent"] for request in self.receiver.requests]
        self.assertEqual([f"00-{trace}-{span['spanId']}-01" for span in sent], told)
        self.assertEqual({span["attributes"]["http.response.status_code"] for span in sent}, {200})
        # Each run is a trace of its own, with its requests to the nodes, and linked from what it did.
        runs = {span["traceId"]: span for span in spans if span["traceId"] != trace and "parentSpanId" not in span}
        self.assertEqual({span["name"] for span in runs.values()}, {"scan", "confirm", "sweep", "send-webhooks"})
        for span in life:
            if span is not root:
                self.assertIn(span["links"][0]["traceId"], runs)
        calls = [span for span in spans if span["attributes"].get("rpc.system") == "jsonrpc"]
        self.assertTrue(calls)
        for span in calls:
            self.assertEqual(span["parentSpanId"], runs[span["traceId"]]["spanId"])
            self.assertEqual(span["attributes"]["server.address"], self.anvil.url.removeprefix("http://").rstrip("/"))
        recorded = {row[0] for row in self.ctrip.rows("SELECT run_id FROM job_runs WHERE job <> 'telemetry'")}
        self.assertLessEqual(recorded, set(runs))

    def test_what_fails_is_an_error_of_its_span(self):
        self.with_traces()
        self.receiver.default.status = 500
        payment = self.native_payment()
        self.ctrip.run("cancel", payment["id"], "--reason", "test")
        self.ctrip.run("send-webhooks", code=UNAVAILABLE)
        self.flush()
        spans = self.collector.spans()
        (attempt,) = (span for span in spans if span["name"] == "POST")
        self.assertEqual(attempt["status"]["code"], 2)
        self.assertIn("HTTP 500", attempt["status"]["message"])
        (run,) = (span for span in spans if span["name"] == "send-webhooks")
        self.assertEqual((run["status"]["code"], run["attributes"]["ctrip.exit_code"]), (2, UNAVAILABLE))

    def test_nodes_are_told_of_their_spans_only_where_that_is_configured(self):
        node = self.fake_node()
        for is_told in (False, True):
            self.with_traces(traceparent_to_nodes=is_told)
            before = len(node.headers)
            self.ctrip.run("scan")
            told = [headers.get("traceparent") for headers in node.headers[before:]]
            self.assertTrue(told)
            self.assertEqual({value is not None for value in told}, {is_told})

    def test_without_a_target_nothing_is_kept_and_shops_are_told_a_trace_all_the_same(self):
        payment = self.native_payment()
        self.ctrip.run("cancel", payment["id"], "--reason", "test")
        self.jobs("scan", "send-webhooks")
        self.assertFalse((self.state / "spans.jsonl").exists())
        self.assertRegex(self.receiver.requests[-1].headers["traceparent"], f"^00-{payment['id'].replace('-', '')}-[0-9a-f]{{16}}-01$")
        self.assertEqual(self.flush(), {"spans": None, "reports": None})
        self.assertIn("nothing is configured", self.ctrip.run("telemetry", "flush").out)

    def test_a_dead_slow_or_refusing_collector_holds_up_no_run_and_loses_nothing_at_first(self):
        self.with_traces()
        self.ctrip.run("scan")
        for _ in range(2):
            self.collector.status = 503
            self.assertEqual(self.flush(code=UNAVAILABLE)["spans"]["sent"], 0)
        waiting = len(self.lines("spans.jsonl"))
        self.assertGreater(waiting, 0)
        # A run writes to a file, whatever the collector does.
        self.collector.hang.set()
        began = time.monotonic()
        self.ctrip.run("scan")
        self.assertLess(time.monotonic() - began, 30)
        self.collector.hang.clear()
        self.collector.status = 401  # A wrong key: nothing is lost until it is right.
        self.flush(code=UNAVAILABLE)
        self.collector.status = 200
        report = self.flush()["spans"]
        self.assertGreater(report["sent"], waiting)
        self.assertEqual((report["left"], report["refused"], self.lines("spans.jsonl")), (0, 0, []))

    def test_what_a_collector_will_never_take_is_dropped_and_said(self):
        self.with_traces()
        self.ctrip.run("scan")
        self.collector.body = json.dumps({"partialSuccess": {"rejectedSpans": "1", "errorMessage": "too old"}}).encode()
        result = self.ctrip.run("telemetry", "flush")
        self.assertIn("the collector refused spans", result.err)
        self.assertIn("too old", result.err)
        self.collector.status = 400
        self.ctrip.run("scan")
        self.assertGreater(self.flush()["spans"]["refused"], 0)
        self.assertEqual(self.lines("spans.jsonl"), [])

    def test_headers_of_a_file_go_along_and_are_in_no_log(self):
        file = self.ctrip.secret_file("otlp-headers", f"Authorization: Bearer {SERVER_SECRET}\n")
        self.with_traces(otlp_headers_file=file)
        self.ctrip.run("scan")
        result = self.ctrip.run("--log-level", "debug", "telemetry", "flush")
        self.assertNotIn(SERVER_SECRET, result.out + result.err)
        self.assertEqual(self.collector.requests[-1][1]["authorization"], f"Bearer {SERVER_SECRET}")
        self.with_traces(otlp_headers_file=self.ctrip.secret_file("otlp-headers", "no header\n"))
        self.assertIn("Name: value", self.ctrip.run("telemetry", "flush", code=CONFIG).err)
        os.chmod(file, 0o644)
        self.ctrip.run("telemetry", "flush", code=PERMISSION)

    def test_the_spool_is_bounded_and_takes_the_newest(self):
        self.with_traces()
        self.ctrip.run("scan")
        line = self.lines("spans.jsonl")[0]
        file = self.state / "spans.jsonl"
        file.write_text((line + "\n") * (8 * 2**20 // (len(line) + 1)))
        self.ctrip.run("scan")
        self.assertLess(file.stat().st_size, 5 * 2**20)
        newest = json.loads(self.lines("spans.jsonl")[-1])["object"]
        self.assertEqual(newest["traceId"], self.ctrip.rows("SELECT run_id FROM job_runs WHERE job = 'scan'")[0][0])

    def test_a_file_that_another_process_holds_costs_a_run_its_spans_and_no_more(self):
        self.with_traces()
        self.ctrip.run("scan")
        before = self.lines("spans.jsonl")
        with open(self.state / "spans.jsonl", "rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            began = time.monotonic()
            self.ctrip.run("scan")
            self.assertLess(time.monotonic() - began, 20)
        self.assertEqual(self.lines("spans.jsonl"), before)
        self.assertEqual(self.ctrip.rows("SELECT exit_code FROM job_runs WHERE job = 'scan'"), [(0,)])

    @sqlite_only
    def test_lines_that_are_cut_off_or_foreign_are_passed_over(self):
        self.with_traces()
        self.ctrip.run("scan")
        file = self.state / "spans.jsonl"
        ours = file.read_text()
        foreign = json.dumps({"installation": "/etc/other.yaml", "object": {"traceId": "0"}})
        file.write_text(ours + '{"installation": "' + "\n" + foreign + "\nnonsense\n" + ours[:40])
        report = self.flush()["spans"]
        self.assertEqual(report["sent"], ours.count("\n"))
        self.assertEqual(self.lines("spans.jsonl"), [foreign])
        self.assertEqual(len(self.collector.spans()), report["sent"])


class ReportsTest(TelemetryCase):
    def test_what_needs_a_person_is_reported_once_and_again_after_a_day(self):
        self.with_reports()
        self.ctrip.run("cancel", self.native_payment()["id"], "--reason", "test")
        self.ctrip.database.sql("UPDATE webhooks SET created_at_ms = 1")
        self.assertEqual(self.flush()["reports"], {"sent": 1, "left": 0, "refused": 0})
        self.assertEqual(self.flush()["reports"]["sent"], 0)
        (event,) = self.collector.events()
        self.assertEqual((event["level"], event["fingerprint"]), ("error", ["webhooks"]))
        self.assertIn("1 webhook messages wait", event["message"]["formatted"])
        self.assertTrue(event["release"].startswith("ctrip@"))
        path, headers, _, _ = self.collector.requests[0]
        self.assertEqual(path, "/api/42/envelope/")
        self.assertIn("sentry_key=public-key", headers["x-sentry-auth"])
        file = self.state / "reports.jsonl"
        records = [json.loads(line) for line in file.read_text().splitlines()]
        for record in records:
            record["sent_ms"] -= 25 * 3_600_000
        file.write_text("".join(json.dumps(record) + "\n" for record in records))
        self.assertEqual(self.flush()["reports"]["sent"], 1)

    def test_a_database_that_is_away_is_reported(self):
        self.with_reports()
        self.ctrip.config["database"]["url"] = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
        self.ctrip.write_config()
        self.ctrip.run("telemetry", "flush", code=UNAVAILABLE)
        (event,) = self.collector.events()
        self.assertEqual(event["fingerprint"], ["database"])

    def test_a_dead_target_keeps_reports_and_many_are_one(self):
        self.with_reports()
        report = {"subject": "defect/scan/anvil", "is_defect": True, "message": "defect in ctrip: test", "job": "scan",
                  "chain": "anvil", "run_id": "0" * 15 + "1" * 17}
        line = {"installation": str(self.ctrip.config_file), "object": None}
        now = int(time.time() * 1_000)
        (self.state / "defects.jsonl").write_text("".join(
            json.dumps({**line, "object": {**report, "at_ms": now - age}}) + "\n" for age in range(30)))
        self.collector.status = 503
        self.assertEqual(self.flush(code=UNAVAILABLE)["reports"], {"sent": 0, "left": 30, "refused": 0})
        self.collector.status = 200
        self.assertEqual(self.flush()["reports"]["sent"], 1)
        self.assertEqual(self.lines("defects.jsonl"), [])
        (event,) = self.collector.events()
        self.assertEqual((event["level"], event["extra"]["occurrences"], event["tags"]["job"]), ("fatal", 30, "scan"))
        self.assertEqual(event["exception"]["values"][0]["value"], "defect in ctrip: test")
        self.assertEqual(event["contexts"]["trace"]["trace_id"], report["run_id"])

    def test_twelve_flushes_at_once_send_each_report_once(self):
        self.with_reports()
        self.ctrip.run("cancel", self.native_payment()["id"], "--reason", "test")
        self.ctrip.database.sql("UPDATE webhooks SET created_at_ms = 1")
        running = [subprocess.Popen(self.ctrip.command("telemetry", "flush"), env=self.ctrip.environment, cwd=self.ctrip.folder,
                                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(12)]
        codes = {process.wait(60) for process in running}
        self.assertLessEqual(codes, {0, 75})
        self.assertEqual(len(self.collector.events()), 1)

    def test_a_dsn_that_is_none_is_a_configuration_error(self):
        for dsn in ("http://127.0.0.1/1", "nonsense", "http://key@127.0.0.1/", "ftp://key@127.0.0.1/1"):
            self.with_reports(dsn)
            self.assertIn("DSN", self.ctrip.run("telemetry", "flush", code=CONFIG).err)


if __name__ == "__main__":
    unittest.main()
