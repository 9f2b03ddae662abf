# SPDX-License-Identifier: MIT
"""A node that is down, wrong or slow costs time, never money: one clear line, nothing changed, and later all is right."""
import time
import unittest

from harness.anvil import Anvil
from harness.case import TREASURY, EndToEndCase
from harness.ctrip import chain_config
from harness.process import free_port

UNAVAILABLE = 69
LOCKED = 75
WRONG_CONFIGURATION = 78
# A hanging node is given up after some timeouts and retries.
HANG_MAX_S = 150


class NodeTroubleTest(EndToEndCase):
    def setUp(self):
        super().setUp()
        self.payment = self.usdt_payment()
        self.pay_usdt(self.payment)

    def assert_refused(self, job, code):
        """The job ends with this code and one line, and the database is what it was."""
        before = self.ctrip.dump()
        result = self.ctrip.run(job, code=code, timeout_s=HANG_MAX_S)
        self.assertEqual(len(result.err.splitlines()), 1, result)
        self.assertIn("anvil", result.err, "the line does not name the chain")
        self.assertEqual(self.ctrip.dump(), before)

    def assert_recovers(self):
        """With a good node plain runs end as if nothing had been."""
        self.ctrip.set_node_url(self.anvil.url)
        self.settle(self.payment)
        self.assert_told(self.payment, "detected", "confirmed", "paid", "settled")
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), int(self.payment["amount_raw"]))

    def jobs_are_refused(self, code):
        """Each of the three jobs, when it has something to do."""
        node_url = self.ctrip.config["chains"][0]["rpc_urls"][0]
        self.assert_refused("scan", code)
        self.ctrip.set_node_url(self.anvil.url)
        self.jobs("scan")
        self.anvil.mine(5)
        self.ctrip.set_node_url(node_url)
        self.assert_refused("confirm", code)
        self.ctrip.set_node_url(self.anvil.url)
        self.jobs("scan", "confirm")
        self.ctrip.set_node_url(node_url)
        self.assert_refused("sweep", code)
        self.assert_recovers()

    def test_a_node_that_is_down(self):
        self.ctrip.set_node_url(f"http://127.0.0.1:{free_port()}")
        self.jobs_are_refused(UNAVAILABLE)

    def test_a_node_that_answers_html(self):
        self.fake_node().mode = "html"
        self.jobs_are_refused(UNAVAILABLE)

    def test_a_node_on_another_chain(self):
        self.fake_node().chain_id = 1
        self.jobs_are_refused(WRONG_CONFIGURATION)

    def test_a_node_that_drops_connections(self):
        self.fake_node().mode = "drop"
        self.assert_refused("scan", UNAVAILABLE)
        self.assert_recovers()

    def test_a_node_that_answers_broken_json(self):
        self.fake_node().mode = "garbage"
        self.assert_refused("scan", UNAVAILABLE)
        self.assert_recovers()

    def test_a_node_with_an_internal_error(self):
        self.fake_node().mode = "error"
        self.assert_refused("scan", UNAVAILABLE)
        self.assert_recovers()

    def test_a_node_that_hangs(self):
        self.fake_node().mode = "hang"
        began = time.monotonic()
        self.assert_refused("scan", UNAVAILABLE)
        self.assertLess(time.monotonic() - began, HANG_MAX_S)
        self.assert_recovers()

    def test_a_second_node_takes_over(self):
        node = self.fake_node()
        node.mode = "html"
        self.ctrip.config["chains"][0]["rpc_urls"] = [node.url, self.anvil.url]
        self.ctrip.write_config()
        self.jobs("scan")
        self.assert_status(self.payment, "detected")
        self.assertGreater(node.http_requests, 0, "the first node was not even asked")

    def test_a_node_that_lags_is_believed_later(self):
        node = self.fake_node()
        node.lag = 3
        self.anvil.mine(2)
        self.jobs("scan", "confirm")
        self.assert_status(self.payment, "pending")
        node.lag = 0
        self.jobs("scan", "confirm")
        self.assert_status(self.payment, "confirmed")

    def test_a_dead_chain_does_not_hold_up_another(self):
        other = self.stage(Anvil(chain_id=31338))
        self.ctrip.config["chains"].append(chain_config(other, name="other", native={"symbol": "OTH", "decimals": 18}))
        self.ctrip.write_config()
        self.jobs("scan")
        payment = self.ctrip.run("create-payment", "--chain", "other", "--amount", 1, "--json").json
        other.send_native(payment["address"], 10**18)
        self.fake_node().mode = "html"
        result = self.ctrip.run("scan", code=UNAVAILABLE)
        self.assertIn("anvil", result.err)
        self.assert_status(payment, "detected")


class LockTest(EndToEndCase):
    def hanging_scan(self):
        """A scan that waits for its node and holds its lock meanwhile."""
        node = self.fake_node()
        node.mode = "hang"
        scan = self.ctrip.start("scan")
        self.addCleanup(scan.stop)
        deadline = time.monotonic() + 20
        while node.http_requests == 0:
            self.assertLess(time.monotonic(), deadline, "the scan did not ask its node")
            self.assertFalse(scan.exited(), "the scan ended at once")
            time.sleep(0.01)
        return node, scan

    def test_a_second_run_sees_the_lock_of_the_first(self):
        self.hanging_scan()
        began = time.monotonic()
        result = self.ctrip.run("scan", code=LOCKED)
        self.assertEqual(len(result.err.splitlines()), 1, result)
        self.assertLess(time.monotonic() - began, 10)

    def test_another_job_runs_beside_it(self):
        self.hanging_scan()
        self.ctrip.run("send-webhooks")

    def test_a_killed_run_leaves_no_lock(self):
        _, scan = self.hanging_scan()
        scan.process.kill()
        scan.process.wait(10)
        payment = self.usdt_payment()
        self.pay_usdt(payment)
        self.ctrip.set_node_url(self.anvil.url)
        self.jobs("scan")
        self.assert_status(payment, "detected")


if __name__ == "__main__":
    unittest.main()
