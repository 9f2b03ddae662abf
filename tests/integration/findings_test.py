# SPDX-License-Identifier: MIT
"""/health as it is read at night: what is wrong, where, and what to do; 503 where a person is needed."""
import re
import time
import unittest

from harness.case import EndToEndCase
from harness.health import Server

FINAL = 8
WRONG_CONFIGURATION, UNAVAILABLE = 78, 69
HOUR = 3_600


def without_ages(answer):
    """A second may begin between two questions."""
    return re.sub(r"\d+ (s|min|h) ago", "some time ago", repr(answer))


class FindingsTest(EndToEndCase):
    def health(self, **limits):
        """(status, reasons, warnings) of a server that has these limits."""
        if limits:
            self.ctrip.config["health"] = limits
            self.ctrip.write_config()
        server = Server(self.ctrip)
        try:
            status, answer = server.health()
            self.assertEqual(without_ages(server.health("/health/ready")), without_ages((status, answer)))
            self.assertEqual(server.health("/health/live"), (200, {"status": "ok"}))
        finally:
            server.stop()
        self.assertEqual(answer["status"], "ok" if status == 200 else "error")
        return status, answer.get("reasons", []), answer.get("warnings", [])

    def assert_needs_person(self, *words, **limits):
        status, reasons, _ = self.health(**limits)
        self.assertEqual((status, len(reasons)), (503, 1), reasons)
        for word in words:
            self.assertIn(word, reasons[0])

    def assert_well(self, warnings=0, **limits):
        status, reasons, warned = self.health(**limits)
        self.assertEqual((status, reasons, len(warned)), (200, [], warnings), warned)
        return warned

    def sql(self, text):
        self.ctrip.database.sql(text)

    def test_a_job_that_does_not_run(self):
        self.jobs()
        self.assert_well()
        long_ago = int((time.time() - 3 * HOUR) * 1_000)
        self.sql(f"UPDATE job_runs SET last_success_ms = {long_ago}, started_ms = {long_ago} WHERE job = 'confirm'")
        self.assert_needs_person("job 'confirm' of chain 'anvil' has not run for 3 h", "timer")
        self.assert_well(stalled_after="4h")
        self.assert_well(stalled_after="0s")
        self.assert_needs_person("confirm", stalled_after="1h")
        self.jobs("confirm")
        self.assert_well()

    def test_a_job_that_fails(self):
        node = self.fake_node()
        node.errors["eth_blockNumber"] = node.errors["eth_getBlockByNumber"] = lambda _: {"code": -32000, "message": "header not found"}
        self.ctrip.run("scan", code=UNAVAILABLE)
        (warning,) = self.assert_well(1)
        self.assertIn("job 'scan' of chain 'anvil' failed", warning)
        self.assertIn("header not found", warning)
        long_ago = int((time.time() - HOUR) * 1_000)
        self.sql(f"UPDATE job_runs SET last_success_ms = {long_ago} WHERE job = 'scan'")
        self.assert_needs_person("job 'scan' of chain 'anvil' failed", "header not found", "its last success was 60 min ago")
        self.sql("UPDATE job_runs SET last_success_ms = NULL, started_ms = 1 WHERE job = 'scan'")
        self.assert_needs_person("it has never succeeded")

    def test_runs_that_could_not_be_recorded(self):
        (self.ctrip.folder / "sponsor-key").chmod(0o644)
        self.ctrip.run("sweep", code=77)
        self.assert_needs_person("job 'sweep'", "(77)", "sponsor-key")
        (self.ctrip.folder / "sponsor-key").chmod(0o600)
        self.jobs("sweep")
        self.assert_well()
        self.ctrip.run("confirm", "--nonsense", code=64)
        self.assertIn("--nonsense", self.assert_well(1)[0])

    def test_a_chain_that_stands_still_and_a_clock_that_is_wrong(self):
        now = int(time.time())
        self.sql(f"UPDATE chains SET cursor_time = {now - HOUR}")
        self.assert_well()  # A local chain makes no blocks of its own.
        self.assert_needs_person("chain 'anvil'", "no block newer than 60 min", lag_after="10m")
        self.assert_well(lag_after="2h")
        self.sql("UPDATE chains SET head_block = cursor_block + 500")
        self.assert_needs_person("scan is 500 blocks behind", lag_after="10m")
        self.sql(f"UPDATE chains SET cursor_time = {now + HOUR}")
        self.assert_needs_person("ahead of this host's clock", "set the clock")

    def test_messages_that_wait_and_endpoints_that_are_gone(self):
        payment = self.native_payment()
        self.pay_native(payment)
        self.jobs("scan")
        long_ago = int((time.time() - 2 * HOUR) * 1_000)
        self.sql(f"UPDATE webhooks SET created_at_ms = {long_ago}")
        self.assert_needs_person("1 webhook messages wait, the oldest for 2 h")
        self.assert_well(backlog_after="3h")
        self.sql("UPDATE webhooks SET state = 'dead'")
        self.assertIn("1 webhook messages were given up", self.assert_well(1)[0])
        self.sql("UPDATE webhooks SET state = 'delivered'")
        self.sql("INSERT INTO webhook_endpoints (endpoint, state, failures, since_ms, probe_ms, probes, probe_id, last_error) "
                 "VALUES ('shop', 'disabled', 1, 1, 0, 0, '', 'HTTP 410')")
        self.assert_needs_person("'ctrip webhooks enable shop'")

    def test_messages_without_an_endpoint_are_no_trouble(self):
        del self.ctrip.config["webhooks"]["url"]
        self.ctrip.write_config()
        payment = self.native_payment()
        self.pay_native(payment)
        self.jobs("scan")
        self.sql("UPDATE webhooks SET created_at_ms = 1")
        self.assert_well()

    def test_a_sweep_that_stands_still(self):
        payment = self.native_payment()
        self.pay_native(payment)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        self.anvil.automine(False)
        self.ctrip.run("sweep", "--wait", "0s")
        self.jobs("send-webhooks")
        self.assert_well()
        self.sql(f"UPDATE sweep_txs SET created_at = {int(time.time()) - 2 * HOUR}")
        self.assert_needs_person("1 transactions of sweeps are not mined, the oldest since 2 h", "ctrip list --sweeps")
        self.assert_well(sweep_after="3h")

    def test_deposits_that_wait(self):
        token = self.usdt_payment()
        self.pay_usdt(token)
        self.anvil.mine(FINAL)
        self.anvil.set_balance(self.anvil.accounts[9], 0)
        self.jobs("scan", "confirm", "send-webhooks")
        self.ctrip.run("sweep", code=None)
        (warning,) = self.assert_well(1)
        self.assertIn("1 deposits wait to be swept", warning)
        self.assertIn("sponsor", warning)
        self.sql(f"UPDATE sweep_plans SET updated_at = {int(time.time()) - 2 * HOUR}")
        self.assert_needs_person("sponsor")

    def test_a_full_disk(self):
        self.assert_needs_person("MiB left", "make room", disk_free="100000TiB")
        self.assert_well(disk_free="1MiB")

    def test_wrong_limits(self):
        for name, value, words in (("lag_after", "soon", "lag_after"), ("disk_free", "much", "disk_free"), ("disk_free", "5%", "MiB"),
                                   ("stalled", "1m", "stalled_after")):
            with self.subTest(name):
                self.ctrip.config["health"] = {name: value}
                self.ctrip.write_config()
                self.assertIn(words, self.ctrip.run("scan", code=WRONG_CONFIGURATION).err)


if __name__ == "__main__":
    unittest.main()
