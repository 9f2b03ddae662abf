# SPDX-License-Identifier: MIT
"""A real Prometheus scrapes a real installation while one thing after another goes wrong: for each the alert that fires, what
/health says and what the log says; nothing else fires. The alerts are the shipped ones but for their `for`, which is a second."""
import json
import os
import pathlib
import re
import subprocess
import tempfile
import time
import unittest
import urllib.request

from harness.anvil import SPONSOR
from harness.case import EndToEndCase
from harness.database import sqlite_only
from harness.health import Server
from harness.part import part
from harness.process import Background, free_port
from harness.receiver import Answer

ROOT = pathlib.Path(__file__).parents[2]
FINAL = 8
HOUR = 3_600
WAIT_S = 60


class Prometheus:
    def __init__(self, port, folder):
        self.port = free_port()
        rules = (ROOT / "packaging/observability/alerts.yml").read_text(encoding="utf-8")
        (folder / "alerts.yml").write_text(re.sub(r"for: \d+m", "for: 1s", rules), encoding="utf-8")
        config = (ROOT / "packaging/observability/prometheus.yml").read_text(encoding="utf-8")
        config = config.replace("15s", "1s").replace("127.0.0.1:9180", f"127.0.0.1:{port}")
        (folder / "prometheus.yml").write_text(config, encoding="utf-8")
        self._background = Background(
            ["prometheus", f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data",
             f"--web.listen-address=127.0.0.1:{self.port}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop(self):
        self._background.stop()

    def ask(self, path):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/{path}", timeout=10) as answer:
            return json.load(answer)["data"]

    def firing(self):
        return {alert["labels"]["alertname"] for alert in self.ask("alerts")["alerts"] if alert["state"] == "firing"}


@sqlite_only
class AlertsTest(EndToEndCase):
    def setUp(self):
        super().setUp()
        self.ctrip.config["health"] = {"lag_after": "10m"}
        self.ctrip.write_config()
        self.seen = set()
        self.full = self.ctrip.folder / "full"
        self.preload = {"LD_PRELOAD": os.environ["CTRIP_FULL_DISK"], "CTRIP_FULL_DISK_FLAG": str(self.full)}
        self.server = self.stage(Server(self.ctrip, environment=self.preload))
        folder = tempfile.TemporaryDirectory(prefix="ctrip-prometheus-")
        self.addCleanup(folder.cleanup)
        self.prometheus = self.stage(Prometheus(self.server.port, pathlib.Path(folder.name)))
        self.wait_until(lambda: [target["health"] for target in self.prometheus.ask("targets")["activeTargets"]] == ["up"])

    def wait_until(self, condition):
        end = time.monotonic() + WAIT_S
        while True:
            try:
                if condition():
                    return
            except OSError:
                pass  # It is starting.
            if time.monotonic() > end:
                break
            self.run_jobs()
            time.sleep(0.5)
        self.fail(f"firing: {self.prometheus.firing()}; health: {self.server.health()}")

    def run_jobs(self):
        """What the timers would do; keeps what is logged."""
        said = []
        for job in ("scan", "confirm", "sweep", "send-webhooks"):
            if job != self.unscheduled:
                said.append(self.ctrip.run("--log-format", "json", job, code=None, environment=self.preload).err)
        self.said = "".join(said) or self.said

    unscheduled = None
    said = ""

    def assert_told(self, alerts, health, log=None):
        """Exactly these alerts fire, /health has these words, and a line of the log those."""
        self.wait_until(lambda: self.firing() == set(alerts))
        status, answer = self.server.health()
        text = " ".join([*answer.get("reasons", []), *answer.get("warnings", [])])
        self.assertIn(health, text, (status, answer))
        if log:
            self.run_jobs()
            self.assertIn(log, self.said)

    def assert_fires(self, alert, *also):
        """This alert fires, and at most those besides: what it brings along, and what looks back 15 minutes."""
        self.wait_until(lambda: alert in self.firing())
        self.assertLessEqual(self.firing(), {alert, "CtripNodeFailing", "CtripNodeDisagrees", *also})

    def firing(self):
        """Those that fire now; notes them for the page at the end."""
        alerts = self.prometheus.firing()
        self.seen |= alerts
        return alerts

    def assert_quiet(self):
        self.wait_until(lambda: not self.firing() and self.server.health() == (200, {"status": "ok"}))

    def sql(self, text):
        self.ctrip.database.sql(text)

    def node_down(self):
        url = self.ctrip.config["chains"][0]["rpc_urls"][0]
        self.ctrip.set_node_url("http://127.0.0.1:9")
        self.assert_told(["CtripJobFailing", "CtripNodeFailing"], "job 'scan' of chain 'anvil' failed", "cannot be reached")
        self.ctrip.set_node_url(url)
        self.wait_until(lambda: "CtripJobFailing" not in self.firing())

    def shop_down(self):
        self.receiver.default = Answer(500)
        payments = [self.native_payment() for _ in range(6)]
        for payment in payments:
            self.pay_native(payment)
        self.assert_fires("CtripEndpointDown", "CtripJobFailing")
        self.assertIn("webhook endpoint", str(self.server.health()))
        self.receiver.default = Answer()
        self.sql("UPDATE webhook_endpoints SET probe_ms = 0")
        self.sql("UPDATE webhooks SET next_attempt_ms = 0 WHERE state = 'pending'")
        self.wait_until(lambda: "CtripEndpointDown" not in self.firing())

    def dead_letter(self):
        payment = self.native_payment()
        self.pay_native(payment)
        self.run_jobs()
        self.sql("UPDATE webhooks SET state = 'dead' WHERE id = (SELECT MIN(id) FROM webhooks)")
        self.assert_fires("CtripDeadLetter")
        self.assertIn("given up", str(self.server.health()))
        self.ctrip.run("webhooks", "retry", "--dead")
        self.wait_until(lambda: "CtripDeadLetter" not in self.firing())

    def job_unscheduled(self):
        self.unscheduled = "confirm"
        long_ago = int((time.time() - HOUR) * 1_000)
        self.sql(f"UPDATE job_runs SET last_success_ms = {long_ago}, started_ms = {long_ago} WHERE job = 'confirm'")
        self.assert_fires("CtripJobStalled")
        self.assertIn("has not run for 60 min; is its timer enabled?", str(self.server.health()))
        self.unscheduled = None
        self.wait_until(lambda: "CtripJobStalled" not in self.firing())

    def clock_off(self):
        self.unscheduled = "scan"  # It would write the block's own time.
        self.sql(f"UPDATE chains SET cursor_time = {int(time.time()) + HOUR}")
        self.assert_fires("CtripClockOff")
        self.assertIn("set the clock", str(self.server.health()))
        self.unscheduled = None
        self.anvil.mine()
        self.wait_until(lambda: "CtripClockOff" not in self.firing())

    def node_lies(self):
        """The second of two nodes that have to agree shows transactions that failed."""
        honest = self.ctrip.config["chains"][0]["rpc_urls"][0]
        node = self.fake_node()
        node.hooks["eth_getTransactionReceipt"] = lambda _, receipt: receipt and {**receipt, "status": "0x0", "logs": []}
        self.ctrip.config["chains"][0].update(rpc_urls=[honest, node.url], quorum=2)
        self.ctrip.write_config()
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        self.anvil.mine(FINAL)
        self.assert_fires("CtripNodeDisagrees", "CtripJobFailing")
        self.assertNotIn(self.ctrip.status(payment), ("confirmed", "paid", "settled"))
        self.assertIn("job 'confirm' of chain 'anvil' failed", str(self.server.health()))
        self.run_jobs()
        self.assertIn("the nodes differ on a transfer", self.said)
        node.hooks.clear()
        self.wait_until(lambda: "CtripJobFailing" not in self.firing())
        self.ctrip.config["chains"][0].update(rpc_urls=[honest], quorum=1)
        self.ctrip.write_config()

    def sponsor_empty(self):
        self.anvil.set_balance(SPONSOR, 0)
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        self.anvil.mine(FINAL)
        self.assert_fires("CtripSponsorLow", "CtripSweepWaiting")
        self.wait_until(lambda: "CtripSweepWaiting" in self.firing())
        self.sql(f"UPDATE sweep_plans SET updated_at = {int(time.time()) - 2 * HOUR}")
        self.assertIn("send it gas money", str(self.server.health()))
        self.assertEqual(self.server.health()[0], 503)
        self.anvil.set_balance(SPONSOR, 10**22)
        self.wait_until(lambda: not {"CtripSponsorLow", "CtripSweepWaiting"} & self.firing())

    def disk_full(self):
        self.full.touch()
        payment = {"address": self.anvil.accounts[2], "amount_raw": "1"}
        self.pay_native(payment)
        self.anvil.mine(FINAL)
        self.assert_fires("CtripDiskLow", "CtripJobFailing", "CtripJobStalled")
        self.assertIn("a full disk stops every job", str(self.server.health()))
        self.full.unlink()
        self.wait_until(lambda: not {"CtripDiskLow", "CtripJobFailing"} & self.firing())

    def server_down(self):
        self.server.stop()
        self.assert_fires("CtripDown")

    def test_each_fault_is_told_and_nothing_else(self):
        self.run_jobs()
        self.assert_quiet()
        faults = [self.node_down, self.node_lies, self.shop_down, self.sponsor_empty, self.disk_full, self.dead_letter,
                  self.job_unscheduled, self.clock_off]
        told = []
        for fault in [*part(faults, 3, "faults that Prometheus sees"), self.server_down]:
            with self.subTest(fault.__name__):
                began = time.monotonic()
                fault()
                told.append(f"{fault.__name__:16} {time.monotonic() - began:4.0f} s  {', '.join(sorted(self.seen))}")
                self.seen.clear()
        print("\n".join(["fault             took  alerts that fired meanwhile", *told]))
        print(f"series scraped: {len(self.prometheus.ask('label/__name__/values'))}")


if __name__ == "__main__":
    unittest.main()
