# SPDX-License-Identifier: MIT
"""serve-health as a monitor meets it: over HTTP, for days, whatever becomes of the database meanwhile."""
import concurrent.futures
import contextlib
import pathlib
import signal
import socket
import sqlite3
import time
import unittest

from harness.anvil import Anvil
from harness.case import ETHER, EndToEndCase
from harness.ctrip import Ctrip, chain_config
from harness.database import sqlite_only
from harness.health import Server
from harness.process import free_port

UNAVAILABLE = 69


class HealthTest(unittest.TestCase):
    """Needs no chain: only the database matters to /health."""

    def setUp(self):
        self.ctrip = Ctrip([chain_config(NoChain)])
        self.addCleanup(self.ctrip.remove)

    def serve(self):
        server = Server(self.ctrip)
        self.addCleanup(server.stop)
        return server

    def assert_healthy(self, server):
        self.assertEqual(server.health(), (200, {"status": "ok"}))
        self.assertEqual(server.health("/health/ready"), (200, {"status": "ok"}))
        self.assertEqual(server.health("/health/live"), (200, {"status": "ok"}))

    def assert_ill(self, server, *words):
        """Both pages tell why; alive it is all the same."""
        for path in ("/health", "/health/ready"):
            status, answer = server.health(path)
            self.assertEqual((status, answer["status"]), (503, "error"))
            self.assertEqual(len(answer["reasons"]), 1)
            for word in words:
                self.assertIn(word, answer["reasons"][0])
        self.assertEqual(server.ask("/metrics")[0], 503)
        self.assertEqual(server.health("/health/live"), (200, {"status": "ok"}))

    def test_a_good_database_is_healthy(self):
        self.ctrip.migrate()
        self.assert_healthy(self.serve())

    def test_a_database_that_comes_later_is_waited_for(self):
        server = self.serve()
        self.assert_ill(server, "migrate up")
        self.ctrip.migrate()
        self.assert_healthy(server)

    @sqlite_only
    def test_a_look_at_the_health_makes_no_database(self):
        self.assert_ill(self.serve(), self.ctrip.database.name)
        self.assertFalse(self.ctrip.database.path.exists())

    def test_a_database_that_goes_away_is_told_and_taken_back(self):
        self.ctrip.migrate()
        server = self.serve()
        self.assert_healthy(server)
        self.ctrip.database.go_away()
        self.assert_ill(server, self.ctrip.database.name)
        self.ctrip.database.come_back()
        self.assert_healthy(server)

    def test_another_schema_is_told(self):
        self.ctrip.migrate()
        server = self.serve()
        self.ctrip.run("migrate", "down", "--to", "0", "--yes")
        self.assert_ill(server, "migrate up")
        self.ctrip.migrate()
        self.assert_healthy(server)

    def test_a_database_that_was_away_between_two_looks_is_taken_back(self):
        self.ctrip.migrate()
        server = self.serve()
        self.assert_healthy(server)
        self.ctrip.database.go_away()
        self.ctrip.database.come_back()
        self.assert_healthy(server)

    def test_one_connection_is_kept(self):
        self.ctrip.migrate()
        server = self.serve()
        self.assertEqual(self.connections(server), [])
        self.assert_healthy(server)
        first = self.connections(server)
        self.assertEqual(len(first), 1)
        self.assert_healthy(server)
        self.assertEqual(server.ask("/metrics")[0], 200)
        self.assertEqual(self.connections(server), first)

    def connections(self, server):
        """What serve-health has open to its database, while nobody asks it: files or sessions."""
        if self.ctrip.database.engine == "sqlite":
            files = pathlib.Path(f"/proc/{server.process.pid}/fd").iterdir()
            return [file.name for file in files if file.resolve() == self.ctrip.database.path.resolve()]
        return self.ctrip.rows(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend' "
            "AND pid <> pg_backend_pid()")

    @sqlite_only
    def test_a_file_that_was_replaced_is_noticed(self):
        self.ctrip.migrate()
        self.ctrip.database.save()
        server = self.serve()
        self.assert_healthy(server)
        # The kept connection still has the old file, whose schema is right.
        for file in self.ctrip.folder.glob("ctrip.db*"):
            file.unlink()
        self.ctrip.migrate()
        self.ctrip.run("migrate", "down", "--to", "0", "--yes")
        self.assert_ill(server, "migrate up")
        self.ctrip.database.restore()
        self.assert_healthy(server)

    @sqlite_only
    def test_the_file_is_not_written(self):
        """An operator who did not stop serve-health copies a backup over the file: the journal of before is none of its own."""
        self.ctrip.migrate()
        backup = self.ctrip.folder / "backup.db"
        self.ctrip.run("backup", "--out", str(backup))
        server = self.serve()
        self.assert_healthy(server)
        self.ctrip.run("migrate", "down", "--to", "0", "--yes")
        self.assert_ill(server, "migrate up")
        file = self.ctrip.database.path
        journals = [file.with_name(f"{file.name}-{kind}") for kind in ("wal", "shm")]
        self.assertGreater(journals[0].stat().st_size, 0)
        for journal in journals:
            journal.unlink()
        content = backup.read_bytes()
        file.write_bytes(content)
        server.process.send_signal(signal.SIGTERM)
        self.assertEqual(server.process.wait(15), 0)
        self.assertEqual(file.read_bytes(), content)

    @sqlite_only
    def test_a_slow_database_holds_up_no_other_page(self):
        self.ctrip.migrate()
        server = self.serve()
        with contextlib.closing(sqlite3.connect(self.ctrip.database.path, isolation_level=None)) as holder:
            holder.execute("PRAGMA locking_mode = EXCLUSIVE")
            holder.execute("BEGIN EXCLUSIVE")
            with concurrent.futures.ThreadPoolExecutor() as pool:
                waiting = [pool.submit(server.health) for _ in range(3)]
                time.sleep(0.5)
                for _ in range(5):
                    self.assertEqual(server.health("/health/live"), (200, {"status": "ok"}))
                self.assertFalse(any(one.done() for one in waiting))
                holder.execute("ROLLBACK")
                holder.close()
                for one in waiting:
                    self.assertEqual(one.result(), (200, {"status": "ok"}))

    @sqlite_only
    def test_a_file_that_is_no_database_is_told(self):
        self.ctrip.database.path.write_text("not a database at all\n" * 100)
        self.assert_ill(self.serve(), self.ctrip.database.name)

    def test_other_pages_and_methods_are_refused(self):
        self.ctrip.migrate()
        server = self.serve()
        for path in ("/", "/health/", "/metrics/x", "/healthz", "/../etc/passwd", "/%00"):
            self.assertEqual(server.ask(path)[0], 404, path)
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
            for path in ("/health", "/metrics"):
                self.assertEqual(server.ask(path, method)[0], 405, f"{method} {path}")
        status, _, body = server.ask("/health", "HEAD")
        self.assertEqual((status, body), (200, ""))
        self.assertEqual(server.health("/health?verbose=1")[0], 200)
        self.assert_healthy(server)

    def test_nonsense_and_silence_do_not_hold_up_others(self):
        self.ctrip.migrate()
        server = self.serve()
        silent = [socket.create_connection(("127.0.0.1", server.port), 10) for _ in range(4)]
        for connection in silent[:2]:
            connection.sendall(b"\x16\x03\x01 nonsense\r\n\r\n")
        began = time.monotonic()
        self.assert_healthy(server)
        self.assertLess(time.monotonic() - began, 15)
        for connection in silent:
            connection.close()
        self.assert_healthy(server)

    def test_it_ends_well_when_told_to(self):
        self.ctrip.migrate()
        for told in (signal.SIGTERM, signal.SIGINT):
            server = self.serve()
            self.assert_healthy(server)
            server.process.send_signal(told)
            self.assertEqual(server.process.wait(15), 0)

    def test_a_port_in_use_is_one_clear_line(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            result = self.ctrip.run("serve-health", "--listen", f"127.0.0.1:{port}", code=UNAVAILABLE)
        self.assertEqual(len(result.err.splitlines()), 1, result)
        self.assertIn(str(port), result.err)


class NoChain:
    """A chain that is configured and never asked."""

    chain_id = 31337
    url = f"http://127.0.0.1:{free_port()}"


class MetricsTest(EndToEndCase):
    def setUp(self):
        super().setUp()
        self.server = Server(self.ctrip)
        self.addCleanup(self.server.stop)

    def value(self, name, **labels):
        return self.server.metrics().get(name, {}).get(tuple(sorted(labels.items())))

    def test_payments_are_counted_by_chain_and_status(self):
        payments = [self.native_payment("1") for _ in range(3)]
        self.pay_native(payments[0])
        self.assertEqual(self.value("ctrip_payments", chain="anvil", status="pending"), 3)
        self.jobs("scan")
        self.assertEqual(self.value("ctrip_payments", chain="anvil", status="pending"), 2)
        self.assertEqual(self.value("ctrip_payments", chain="anvil", status="detected"), 1)

    def test_cursor_and_head_of_each_chain_are_shown(self):
        other = self.stage(Anvil(chain_id=31338))
        other.mine(7)
        self.ctrip.config["chains"].append(chain_config(other, name="other", native={"symbol": "OTH", "decimals": 18}))
        self.ctrip.write_config()
        self.anvil.mine(3)
        self.jobs("scan")
        self.assertEqual(self.value("ctrip_chain_cursor_block", chain="anvil"), self.anvil.head())
        self.assertEqual(self.value("ctrip_chain_head_block", chain="anvil"), self.anvil.head())
        self.assertEqual(self.value("ctrip_chain_cursor_block", chain="other"), 7)
        # A new head that confirm has seen and no scan has read: the gap is what an alarm is made of.
        self.anvil.mine(4)
        self.jobs("confirm")
        self.assertEqual(self.value("ctrip_chain_head_block", chain="anvil"), self.anvil.head())
        self.assertEqual(self.value("ctrip_chain_cursor_block", chain="anvil"), self.anvil.head() - 4)

    def test_how_long_a_turn_of_balances_takes_is_shown(self):
        self.ctrip.config["chains"][0]["balances_per_run"] = 1
        self.ctrip.write_config()
        for _ in range(2):
            self.native_payment("1", expires_in="1d")
        times = []
        for wait_s in (1, 90):
            self.anvil.rpc("evm_increaseTime", wait_s)
            self.anvil.mine()
            self.jobs("scan")
            times.append(int(self.anvil.rpc("eth_getBlockByNumber", "latest", False)["timestamp"], 16))
        # Of the one that was asked first: it is next.
        self.assertGreaterEqual(times[1] - times[0], 90)
        self.assertEqual(self.value("ctrip_balance_turn_seconds", chain="anvil"), times[1] - times[0])

    def test_the_webhook_backlog_is_shown(self):
        self.assertEqual(self.value("ctrip_webhooks_pending"), 0)
        payment = self.native_payment("1")
        self.pay_native(payment, ETHER // 2)
        self.jobs("scan")
        self.pay_native(payment, ETHER // 2)
        self.jobs("scan")
        time.sleep(0.05)
        self.assertEqual(self.value("ctrip_webhooks_pending"), 2)
        self.assertGreater(self.value("ctrip_webhooks_oldest_pending_age_seconds"), 0)
        self.jobs("send-webhooks")
        self.assertEqual(self.value("ctrip_webhooks_pending"), 0)
        self.assertEqual(self.value("ctrip_webhooks_dead"), 0)
        self.assertEqual(self.value("ctrip_webhooks_oldest_pending_age_seconds"), 0)

    def test_the_last_run_of_each_job_is_shown(self):
        began = time.time()
        self.jobs()
        for job, chain in (("scan", "anvil"), ("confirm", "anvil"), ("sweep", "anvil"), ("send-webhooks", "")):
            samples = self.server.metrics()
            labels = next((key for key in samples["ctrip_job_last_run_exit_code"] if dict(key)["job"] == job), None)
            self.assertIsNotNone(labels, f"{job} is missing")
            self.assertEqual(dict(labels).get("chain", ""), chain)
            self.assertEqual(samples["ctrip_job_last_run_exit_code"][labels], 0)
            self.assertGreaterEqual(samples["ctrip_job_last_run_timestamp_seconds"][labels], began - 1)
            self.assertLessEqual(samples["ctrip_job_last_run_timestamp_seconds"][labels], time.time() + 1)
            self.assertLess(samples["ctrip_job_last_run_duration_seconds"][labels], 60)
        self.ctrip.set_node_url(f"http://127.0.0.1:{free_port()}")
        self.ctrip.run("scan", code=UNAVAILABLE)
        self.assertEqual(self.value("ctrip_job_last_run_exit_code", job="scan", chain="anvil"), UNAVAILABLE)
        self.assertEqual(self.value("ctrip_job_last_run_exit_code", job="confirm", chain="anvil"), 0)
        self.ctrip.set_node_url(self.anvil.url)
        self.jobs("scan")
        self.assertEqual(self.value("ctrip_job_last_run_exit_code", job="scan", chain="anvil"), 0)


if __name__ == "__main__":
    unittest.main()
