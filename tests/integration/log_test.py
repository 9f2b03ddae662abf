# SPDX-License-Identifier: MIT
"""The log as whoever ships it to a collector sees it: the same fields in each format, one line for each thing that happened,
none when nothing did, and no secret in any."""
import json
import re
import unittest

from harness.case import EndToEndCase
from harness.ctrip import MNEMONIC, SPONSOR_KEY, WEBHOOK_SECRET
from harness.receiver import Answer

FINAL = 8
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
RUN_ID = r"[0-9a-f]{32}"
JOBS = ("scan", "confirm", "sweep", "send-webhooks")
WRONG_CONFIGURATION, UNAVAILABLE = 78, 69


class LogTest(EndToEndCase):
    def log(self, *arguments, code=0, style="json"):
        """What a command logs: a list of objects, for the other formats a list of lines."""
        lines = self.ctrip.run("--log-format", style, *arguments, code=code).err.splitlines()
        return [json.loads(line) for line in lines] if style == "json" else lines

    def test_one_line_for_each_change_and_none_where_nothing_happened(self):
        payment = self.native_payment()
        self.pay_native(payment)
        lines = []
        for _ in range(4):
            for job in JOBS:
                lines += self.log(job)
            self.anvil.mine(FINAL)
        for line in lines:
            self.assertRegex(line["time"], f"^{TIME}$")
            self.assertRegex(line["run_id"], f"^{RUN_ID}$")
            self.assertIn(line["job"], JOBS)
            self.assertEqual("chain" in line, line["job"] != "send-webhooks", line)
            self.assertEqual(line["level"], "info")
        told = [(line["job"], line["event"]) for line in lines if line["event"] != "job.done"]
        self.assertEqual(told, [("scan", "payment.detected"), ("confirm", "payment.confirmed"), ("confirm", "payment.paid"),
                                ("sweep", "sweep.sent"), ("sweep", "sweep.final"), ("sweep", "payment.settled")])
        by_event = {line["event"]: line for line in lines}
        self.assertEqual({line.get("payment") for line in lines if line["event"] != "job.done"}, {payment["id"]})
        (sweep,) = self.ctrip.show(payment)["sweeps"]
        self.assertEqual((by_event["sweep.sent"]["tx"], by_event["sweep.final"]["tx"]), (sweep["tx_hash"],) * 2)
        self.assertEqual(len({line["run_id"] for line in lines if line["job"] == "sweep"}), 2)
        self.assertEqual([self.log(job) for job in JOBS], [[], [], [], []])
        self.anvil.mine()
        self.assertEqual([self.log(job) for job in JOBS], [[], [], [], []])

    def test_the_formats_have_the_same_fields(self):
        (failed,) = self.log("scan", "--chain", "nowhere", code=65)
        (text,) = self.log("scan", "--chain", "nowhere", code=65, style="text")
        (journal,) = self.log("scan", "--chain", "nowhere", code=65, style="journal")
        self.assertEqual(list(failed), ["time", "level", "message", "event", "job", "run_id"])
        rest = f"error: {re.escape(failed['message'])} event=job.failed job=scan run_id={RUN_ID}"
        self.assertRegex(text, f"^{TIME} {rest}$")
        self.assertRegex(journal, f"^<3>{rest}$")  # No journal listens here; it has its own time.
        # What a person types at a prompt stays as short as before.
        self.assertEqual(self.ctrip.run("show", "nothing", code=66).err.split(" ")[0], "error:")

    def test_who_accepted_or_cancelled_is_in_the_log(self):
        payment = self.native_payment()
        (line,) = self.log("cancel", payment["id"], "--reason", "a test")
        self.assertEqual((line["event"], line["payment"], line["status"]), ("payment.failed", payment["id"], "failed"))
        self.assertEqual((line["reason"], line["by"]), ("a test", self.ctrip.show(payment)["history"][-1]["by"]))
        (again,) = self.log("cancel", payment["id"], "--reason", "a test")
        self.assertNotIn("event", again)

    def test_levels(self):
        payment = self.native_payment()
        self.pay_native(payment)
        for level in ("warn", "warning", "error"):
            self.assertEqual(self.log("--log-level", level, "scan"), [])
        self.assertIn("can't be 'warned'", self.ctrip.run("--log-level", "warned", "scan", code=64).err)

    def test_no_line_of_any_job_has_a_secret(self):
        node = self.fake_node()
        password, key = "s3cret-of-the-node", "kEy0fTheNode1234567890"
        secrets = (password, key, SPONSOR_KEY, WEBHOOK_SECRET, " ".join(MNEMONIC.split()[:3]))
        self.ctrip.set_node_url(node.url.replace("http://", f"http://user:{password}@") + f"/v3/{key}")
        self.ctrip.config["webhooks"]["url"] = f"{self.receiver.url}/{key}"
        self.ctrip.config["telemetry"] = {"otlp_url": "http://127.0.0.1:9"}
        self.ctrip.write_config()
        payment, token = self.native_payment(), self.usdt_payment()
        said = []

        def round_of_jobs():
            for job in (*JOBS, "reconcile", "archive"):
                arguments = ("--dry-run",) if job == "archive" else ()
                result = self.ctrip.run("--log-format", "json", "--log-level", "debug", job, *arguments, code=None)
                said.append(result.out + result.err)

        round_of_jobs()
        self.pay_native(payment)
        self.pay_usdt(token)
        self.receiver.default = Answer(500, body=f"no {key}".encode())
        for _ in range(3):
            round_of_jobs()
            self.anvil.mine(FINAL)
        node.errors["eth_getBlockByNumber"] = lambda _: {"code": -32000, "message": f"no key {key}"}
        round_of_jobs()
        node.stop()
        round_of_jobs()
        for path in ("sponsor-key", "webhook-secret", "mnemonic"):
            (self.ctrip.folder / path).chmod(0o644)
            round_of_jobs()
        spans = (self.ctrip.folder / "spans.jsonl").read_text()
        self.assertIn("eth_getBlockByNumber", spans)
        said.append(spans)
        self.assertGreater(len("".join(said)), 2_000)
        for secret in secrets:
            for text in said:
                self.assertNotIn(secret.removeprefix("0x"), text)


class RunsTest(EndToEndCase):
    """A run that fails before it has a database is told by the next one that has."""

    def runs(self):
        return {(job, chain): (code, message)
                for job, chain, code, message in self.ctrip.rows("SELECT job, chain, exit_code, message FROM job_runs")}

    def spooled(self):
        path = self.ctrip.folder / "runs.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def test_a_wrong_configuration(self):
        good = self.ctrip.config_file.read_text()
        self.ctrip.config_file.write_text(good.replace('"confirmations"', '"confirmation"'))
        said = self.ctrip.run("scan", code=WRONG_CONFIGURATION).err
        self.ctrip.run("show", "nothing", code=None)
        (kept,) = self.spooled()
        self.assertEqual((kept["job"], kept["chain"], kept["exit_code"]), ("scan", "*", WRONG_CONFIGURATION))
        self.assertIn(kept["message"], said)
        self.ctrip.config_file.write_text(good)
        self.ctrip.run("confirm")
        self.assertEqual(self.runs()["scan", "anvil"], (WRONG_CONFIGURATION, kept["message"]))
        self.assertEqual(self.spooled(), [])
        self.ctrip.run("scan")
        self.assertEqual(self.runs()["scan", "anvil"], (0, ""))

    def test_a_secret_that_others_can_read_and_one_that_is_missing(self):
        (self.ctrip.folder / "sponsor-key").chmod(0o644)
        self.ctrip.run("sweep", code=77)
        (self.ctrip.folder / "webhook-secret").unlink()
        self.ctrip.run("send-webhooks", code=WRONG_CONFIGURATION)
        self.ctrip.run("scan")
        self.assertEqual({key: code for key, (code, _) in self.runs().items()},
                         {("scan", "anvil"): 0, ("sweep", "anvil"): 77, ("send-webhooks", ""): WRONG_CONFIGURATION})

    def test_a_database_that_is_away(self):
        self.ctrip.database.go_away()
        self.ctrip.run("confirm", "--chain", "anvil", code=None)
        self.ctrip.run("send-webhooks", code=None)
        self.assertEqual([(run["job"], run["chain"]) for run in self.spooled()], [("confirm", "anvil"), ("send-webhooks", "")])
        self.ctrip.database.come_back()
        self.ctrip.run("scan")
        self.assertNotIn(0, (self.runs()["confirm", "anvil"][0], self.runs()["send-webhooks", ""][0]))

    def test_a_timer_with_a_wrong_command_line(self):
        self.ctrip.run("scan", "--nonsense", code=64)
        self.ctrip.run("sweep", "report", "--nonsense", code=64)  # No run of the job.
        self.ctrip.run("confirm")
        self.assertEqual({key: code for key, (code, _) in self.runs().items()},
                         {("scan", "anvil"): 64, ("confirm", "anvil"): 0})

    def test_what_is_taken_up_twice_counts_once_and_newer_runs_stay(self):
        self.ctrip.run("confirm", "--nonsense", code=64)
        kept = (self.ctrip.folder / "runs.jsonl").read_text()
        self.ctrip.run("scan")
        self.ctrip.run("confirm")
        (self.ctrip.folder / "runs.jsonl").write_text(kept + "{\"half\": ")
        self.ctrip.run("scan")
        self.assertEqual(self.runs()["confirm", "anvil"], (0, ""))

    def test_runs_of_another_installation_are_left_alone(self):
        other = self.ctrip.folder / "other.yaml"
        other.write_text("nonsense: 1\n")
        self.ctrip.run("--config", str(other), "scan", code=WRONG_CONFIGURATION, with_config=False)
        self.ctrip.run("confirm")
        self.assertEqual(len(self.spooled()), 1)
        self.assertNotIn(WRONG_CONFIGURATION, [code for code, _ in self.runs().values()])


if __name__ == "__main__":
    unittest.main()
