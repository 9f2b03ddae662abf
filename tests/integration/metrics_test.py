# SPDX-License-Identifier: MIT
"""The metrics that processes keep in the database, over whole runs: what they count, that nothing is lost or invented, and
what they cost."""
import re
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

from harness import kill
from harness.case import EndToEndCase
from harness.database import sqlite_only
from harness.health import parsed_metrics
from harness.process import free_port

LOCKED, UNAVAILABLE, REQUEST = 75, 69, 65


def checked_by_promtool(text):
    """What promtool has against it; empty if nothing."""
    result = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True, check=False)
    return result.stdout + result.stderr if result.returncode else ""


class MetricsCase(EndToEndCase):
    def metrics(self):
        return parsed_metrics(self.ctrip.run("metrics").out)

    def value(self, name, **labels):
        return self.metrics().get(name, {}).get(tuple(sorted(labels.items())), 0)

    def total(self, name, **labels):
        """The sum over all samples that have these labels."""
        return sum(value for key, value in self.metrics().get(name, {}).items() if set(labels.items()) <= set(key))


class EverythingTest(MetricsCase):
    def test_a_payment_s_whole_life_is_counted_and_promtool_has_nothing_against_it(self):
        native, usdt = self.native_payment(), self.usdt_payment()
        self.pay_native(native)
        self.pay_usdt(usdt)
        self.settle(native, usdt)
        self.ctrip.run("create-payment", "--chain", "anvil", "--amount", "nonsense", code=REQUEST)
        text = self.ctrip.run("metrics").out
        self.assertEqual(checked_by_promtool(text), "")
        found = parsed_metrics(text)

        def sample(name, **labels):
            return found[name][tuple(sorted(labels.items()))]

        self.assertEqual(sample("ctrip_payments_created_total", chain="anvil", token="ETH"), 1)
        self.assertEqual(sample("ctrip_payments_created_total", chain="anvil", token="USDT"), 1)
        self.assertEqual(sample("ctrip_payments_refused_total", reason="request"), 1)
        self.assertEqual(sample("ctrip_payments", chain="anvil", status="settled"), 2)
        self.assertEqual(sample("ctrip_payments", chain="anvil", status="pending"), 0)
        for event in ("detected", "confirmed", "paid", "settled"):
            self.assertEqual(sample("ctrip_payment_events_total", chain="anvil", event=f"payment.{event}"), 2)
        for name in ("payment_detection", "block_detection", "payment_confirmation", "payment_finality", "payment_settlement"):
            self.assertEqual(sample(f"ctrip_{name}_seconds_count", chain="anvil"), 2, name)
            self.assertEqual(sample(f"ctrip_{name}_seconds_bucket", chain="anvil", le="+Inf"), 2, name)
        self.assertEqual(sample("ctrip_scan_transfers_total", chain="anvil"), 2)
        self.assertGreater(sample("ctrip_scan_blocks_total", chain="anvil"), 0)
        node = self.anvil.url.removeprefix("http://").rstrip("/")
        self.assertGreater(sample("ctrip_node_calls_total", chain="anvil", node=node, method="eth_getBlockByNumber"), 0)
        self.assertEqual(sample("ctrip_node_requests_total", chain="anvil", node=node),
                         sample("ctrip_node_request_duration_seconds_count", chain="anvil", node=node))
        self.assertGreater(sample("ctrip_node_received_bytes_total", chain="anvil", node=node), 0)
        self.assertEqual(sample("ctrip_webhook_attempts_total", endpoint="default", result="2xx"), 8)
        self.assertEqual(sample("ctrip_webhook_delay_seconds_count", endpoint="default"), 8)
        self.assertEqual(sample("ctrip_sweep_transactions_total", chain="anvil", kind="native", event="final"), 1)
        self.assertGreater(sample("ctrip_sweep_fees_native_total", chain="anvil"), 0)
        self.assertGreater(sample("ctrip_job_runs_total", job="scan", chain="anvil", outcome="ok"), 1)
        self.assertEqual(sample("ctrip_job_runs_total", job="scan", chain="anvil", outcome="ok"),
                         sample("ctrip_job_duration_seconds_count", job="scan", chain="anvil"))
        self.assertGreater(sample("ctrip_database_statements_total", statement="update payments"), 0)
        self.assertGreater(sample("ctrip_database_size_bytes"), 0)
        self.assertGreater(sample("ctrip_job_last_run_memory_peak_bytes", job="scan", chain="anvil"), 1_000_000)

    def test_openmetrics_has_the_same_samples_an_end_and_run_ids_as_exemplars(self):
        text = self.ctrip.run("metrics", "--openmetrics").out
        self.assertTrue(text.endswith("# EOF\n"))
        self.assertIn("# TYPE ctrip_job_runs counter\n", text)
        self.assertIn('ctrip_job_runs_total{job="scan",chain="anvil",outcome="ok"} 1\n', text)
        self.assertRegex(text, r'ctrip_job_duration_seconds_bucket\{job="scan",chain="anvil",le="[0-9.]+"\} 1 '
                               r'# \{trace_id="[0-9a-f]{32}"\} [0-9.]+ [0-9.]+\n')

    def test_failed_and_skipped_runs_are_counted_and_the_last_success_is_kept(self):
        labels = {"job": "scan", "chain": "anvil"}
        success = self.value("ctrip_job_last_success_timestamp_seconds", **labels)
        self.assertGreater(success, time.time() - 600)
        dead = free_port()
        self.ctrip.set_node_url(f"http://user:hidden@127.0.0.1:{dead}/key")
        self.ctrip.run("scan", code=UNAVAILABLE)
        found = self.ctrip.run("metrics").out
        self.assertNotIn("hidden", found)
        self.assertEqual(self.value("ctrip_job_runs_total", outcome="unavailable", **labels), 1)
        self.assertEqual(self.value("ctrip_job_last_success_timestamp_seconds", **labels), success)
        self.assertEqual(self.value("ctrip_node_failures_total", chain="anvil", node=f"127.0.0.1:{dead}", kind="unreachable"), 1)

    def test_a_run_that_another_one_s_lock_keeps_from_working_is_counted(self):
        labels = {"job": "scan", "chain": "anvil"}
        node = self.fake_node()
        node.latency_s = 2
        slow = subprocess.Popen(self.ctrip.command("scan"), env=self.ctrip.environment, cwd=self.ctrip.folder)
        self.addCleanup(slow.kill)
        while node.http_requests == 0:
            time.sleep(0.01)
        self.ctrip.run("scan", code=LOCKED)
        self.assertEqual(self.value("ctrip_job_skipped_runs", **labels), 1)
        self.assertEqual(slow.wait(60), 0)
        self.assertEqual(self.value("ctrip_job_skipped_runs", **labels), 0)
        self.assertEqual(self.value("ctrip_job_skipped_total", **labels), 1)

    def test_accept_and_cancel_say_who_decided(self):
        payment = self.native_payment()
        self.ctrip.run("cancel", payment["id"], "--reason", "test")
        history = self.ctrip.run("show", payment["id"], "--json").json["history"]
        self.assertRegex(history[0]["by"], f"^[^@]+@{re.escape(socket.gethostname())}$")
        self.assertIn(history[0]["by"], self.ctrip.run("show", payment["id"]).out)
        self.jobs("send-webhooks")
        self.assert_told(payment, "failed")
        self.assertNotIn("by", self.receiver.events(payment["id"])[0]["data"])


class TextfileTest(MetricsCase):
    def test_the_file_is_replaced_whole_and_readable_by_all(self):
        folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder)
        for _ in range(2):
            self.assertEqual(self.ctrip.run("metrics", "--textfile", str(folder)).out, "")
            self.assertEqual([path.name for path in folder.iterdir()], ["ctrip.prom"])
        path = folder / "ctrip.prom"
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o644)
        self.assertIn("ctrip_build_info", parsed_metrics(path.read_text()))
        self.ctrip.run("metrics", "--textfile", str(folder / "missing"), code=UNAVAILABLE)


class ConcurrentTest(MetricsCase):
    def test_processes_at_once_lose_no_increment(self):
        before = self.total("ctrip_payments_created_total")
        count = 12
        processes = [subprocess.Popen(self.ctrip.command("create-payment", "--chain", "anvil", "--amount", "1"),
                                      env=self.ctrip.environment, cwd=self.ctrip.folder, stdout=subprocess.DEVNULL)
                     for _ in range(count)]
        self.assertEqual([process.wait(60) for process in processes], [0] * count)
        self.assertEqual(self.total("ctrip_payments_created_total"), before + count)
        self.assertEqual(self.value("ctrip_payments", chain="anvil", status="pending"), before + count)

    def test_a_run_that_is_killed_counts_nothing_that_was_not_done(self):
        runs = self.total("ctrip_job_runs_total", job="scan")
        node = self.fake_node()
        node.latency_s = 5
        process = subprocess.Popen(self.ctrip.command("scan"), env=self.ctrip.environment, cwd=self.ctrip.folder)
        while node.http_requests == 0:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait(30)
        self.assertEqual(self.total("ctrip_job_runs_total", job="scan"), runs)


class CostTest(MetricsCase):
    @sqlite_only
    def test_an_idle_scan_syncs_as_often_as_before_there_were_metrics(self):
        for _ in range(2):
            self.jobs("scan")
        counts = [kill.count(self.ctrip, "scan").syncs for _ in range(3)]
        # What the chain, the nodes and the run write, and the WAL merged at the end.
        self.assertEqual(counts, [5, 5, 5])

    def test_a_request_that_is_repeated_writes_no_counts(self):
        self.native_payment(idempotency_key="a")
        before = self.ctrip.rows("SELECT SUM(value) FROM metric_values")
        self.native_payment(idempotency_key="a")
        self.assertEqual(self.ctrip.rows("SELECT SUM(value) FROM metric_values"), before)


if __name__ == "__main__":
    unittest.main()
