# SPDX-License-Identifier: MIT
"""A server that breaks off, hangs, is full or is held by somebody: a clear line and 69, nothing half done, and later
all is right."""
import os
import shutil
import signal
import time
import unittest
from unittest import mock

from harness.anvil import Anvil
from harness.case import TREASURY
from harness.ctrip import chain_config
from harness.database import postgres_only
from harness.postgres import Postgres, server_folder
from harness.server_case import UNAVAILABLE, ServerCase, ServerEndToEndCase, wait_until

# What is given up by lock_timeout, and by the client when the server says nothing any more.
LOCK_TIMEOUT_S = 15
ANSWER_TIMEOUT_S = 75


class Case(ServerEndToEndCase):
    def setUp(self):
        super().setUp()
        self.payment = self.usdt_payment()
        self.pay_usdt(self.payment)

    def assert_recovers(self):
        """Plain runs end as if nothing had been."""
        self.ctrip.set_node_url(self.anvil.url)
        self.settle(self.payment)
        self.assert_told(self.payment, "detected", "confirmed", "paid", "settled")
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), int(self.payment["amount_raw"]))

    def until(self, job):
        """To where this job has something to do."""
        if job != "scan":
            self.jobs("scan")
            self.anvil.mine(5)
        if job == "sweep":
            self.jobs("confirm")

    def assert_broken_off(self, job, trouble, *words):
        """The job waits for its node; then there is trouble with the server, and then the node answers."""
        self.until(job)
        before = self.ctrip.dump()
        self.ctrip.database.wait_until_left()
        node = self.fake_node()
        run = self.hanging(job, node)
        trouble()
        node.mode = "pass"
        code, err = self.end_of(run, ANSWER_TIMEOUT_S + 60)
        self.assertEqual(code, UNAVAILABLE, err)
        self.assert_clear(err, f"127.0.0.1:{self.server.port}/ctrip", *words)
        return before

    def restart(self, how):
        how()
        self.server.start()


@postgres_only
class BrokenSessionTest(Case):
    def end_session(self, job):
        ended = self.server.rows("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
                                 f"WHERE application_name = 'ctrip/{job}/anvil'")
        self.assertEqual(ended, [(True,)])

    def session_is_ended(self, job):
        before = self.assert_broken_off(job, lambda: self.end_session(job), "run again")
        self.assertEqual(self.ctrip.dump(), before)
        self.assert_recovers()

    def test_an_administrator_ends_a_scan(self):
        self.session_is_ended("scan")

    def test_an_administrator_ends_a_confirm(self):
        self.session_is_ended("confirm")

    def test_an_administrator_ends_a_sweep(self):
        self.session_is_ended("sweep")

    def test_the_server_restarts_in_order(self):
        before = self.assert_broken_off("scan", lambda: self.restart(self.server.stop), "run again")
        self.assertEqual(self.ctrip.dump(), before)
        self.assert_recovers()

    def test_the_server_loses_its_power(self):
        before = self.assert_broken_off("sweep", lambda: self.restart(self.server.kill), "run again")
        self.assertEqual(self.ctrip.dump(), before)
        self.assert_recovers()

    def test_the_server_stays_down(self):
        self.assert_broken_off("scan", self.server.kill, "run again")
        for arguments in (("scan",), ("create-payment", "--chain", "anvil", "--amount", 1), ("list",)):
            self.assert_refused(*arguments, code=UNAVAILABLE,
                                words=["Connection refused", "check that the server runs"])
        self.server.start()
        self.assertEqual(len(self.ctrip.payments()), 1)
        self.assert_recovers()

    def test_the_next_chain_goes_on(self):
        other = self.stage(Anvil(chain_id=31338))
        self.ctrip.config["chains"].append(chain_config(other, name="other", native={"symbol": "OTH", "decimals": 18}))
        self.ctrip.write_config()
        self.jobs("scan")
        payment = self.ctrip.run("create-payment", "--chain", "other", "--amount", 1, "--json").json
        other.send_native(payment["address"], 10**18)
        self.anvil.mine(1)
        node = self.fake_node()
        run = self.hanging("scan", node)
        self.restart(self.server.kill)
        node.mode = "pass"
        code, err = self.end_of(run)
        self.assertEqual(code, UNAVAILABLE, err)
        self.assert_clear(err, "anvil: ")
        self.assert_status(payment, "detected")
        self.assert_recovers()


@postgres_only
class HangingServerTest(Case):
    def freeze(self, how=signal.SIGSTOP):
        for pid in self.server.pids():
            os.kill(pid, how)

    def test_a_new_connection_is_given_up(self):
        self.use_url(self.ctrip.database.url + "?connect_timeout=2")
        self.freeze()
        self.addCleanup(self.freeze, signal.SIGCONT)
        began = time.monotonic()
        self.assert_refused("scan", code=UNAVAILABLE, words=["timeout expired", "check that the server runs"])
        self.assertLess(time.monotonic() - began, 30)
        self.freeze(signal.SIGCONT)
        self.assert_recovers()

    def test_a_statement_is_given_up(self):
        """Takes as long as the client waits for an answer."""
        began = time.monotonic()
        self.assert_broken_off("scan", self.freeze, "did not answer in time", "run again")
        self.assertGreaterEqual(time.monotonic() - began, ANSWER_TIMEOUT_S)
        self.freeze(signal.SIGCONT)
        wait_until(lambda: not self.sessions(), "the server sees that the run has ended")
        self.assert_recovers()


@postgres_only
class HeldTableTest(Case):
    def test_somebody_holds_a_table(self):
        before = self.ctrip.dump()
        holder = self.session("BEGIN; LOCK TABLE payments IN ACCESS EXCLUSIVE MODE")
        began = time.monotonic()
        self.assert_refused("create-payment", "--chain", "anvil", "--amount", 1, code=UNAVAILABLE,
                            words=["lock timeout", "another process holds", "run again"])
        self.assertGreaterEqual(time.monotonic() - began, LOCK_TIMEOUT_S)
        self.assert_refused("scan", code=UNAVAILABLE, words=["anvil", "lock timeout", "another process holds"])
        holder.stop()
        self.server.sql("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
                        "WHERE query LIKE '%pg_sleep(600)%' AND pid <> pg_backend_pid()")
        self.assertEqual(self.ctrip.dump(), before)
        self.assert_recovers()


@postgres_only
class FullServerTest(ServerCase):
    server_settings = {"max_connections": "6", "superuser_reserved_connections": "3"}

    def test_no_session_is_left(self):
        self.ctrip.migrate()
        self.ctrip.database.wait_until_left()
        held = [self.session("SELECT 1", "ctrip") for _ in range(3)]
        self.assert_refused("list", code=UNAVAILABLE, words=["max_connections", "pgbouncer in session mode"])
        held[0].stop()
        self.server.sql("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = 'ctrip'")
        self.assertEqual(self.ctrip.payments(), [])

    def test_the_role_has_a_limit(self):
        self.ctrip.migrate()
        self.ctrip.database.wait_until_left()
        self.server.sql("ALTER ROLE ctrip CONNECTION LIMIT 1")
        self.session("SELECT 1", "ctrip")
        self.assert_refused("list", code=UNAVAILABLE,
                            words=["too many connections for role", "pgbouncer in session mode"])


@postgres_only
class FullDiskTest(ServerCase):
    def make_server(self):
        library = os.environ.get("CTRIP_FULL_DISK", "")
        if not os.path.exists(library):
            raise RuntimeError(f"CTRIP_FULL_DISK={library!r} is not the preload library: run the tests through ctest")
        folder = server_folder()
        self.addCleanup(shutil.rmtree, folder)
        self.flag = folder / "full"
        # The server's user need not see the folder that the project was built in; it would leave the library out.
        copy = shutil.copy(library, folder)
        with mock.patch.dict(os.environ, LD_PRELOAD=str(copy), CTRIP_FULL_DISK_FLAG=str(self.flag)):
            return Postgres()

    def stored(self):
        """All but the counters: addresses that were reserved for nothing are not used again."""
        return [row for row in self.ctrip.dump() if not row.startswith("counters ")]

    def assert_full(self, *arguments, **options):
        before = self.stored()
        self.flag.touch()
        self.assert_refused(*arguments, code=UNAVAILABLE, words=["No space left on device", "free disk space"],
                            **options)
        self.flag.unlink()
        self.assertEqual(self.stored(), before)

    def test_a_payment(self):
        self.ctrip.migrate()
        self.assert_full("create-payment", "--chain", "anvil", "--amount", 1)
        self.ctrip.create(amount=1)
        self.assertEqual(len(self.ctrip.payments()), 1)

    def test_a_batch(self):
        self.ctrip.migrate()
        self.ctrip.create(amount=1)
        lines = '{"chain": "anvil", "amount": "1"}\n' * 900
        self.assert_full("create-payment", "--batch", "-", stdin=lines)
        self.assertEqual(len(self.ctrip.run("create-payment", "--batch", "-", "--json", stdin=lines).json_lines), 900)
        self.assertEqual(
            self.ctrip.rows("SELECT count(*) AS payments, count(DISTINCT address) AS addresses FROM payments"),
            [(901, 901)])

    def test_the_schema(self):
        self.assert_full("migrate", "up")
        self.ctrip.migrate()
        self.assertEqual(self.ctrip.payments(), [])


if __name__ == "__main__":
    unittest.main()
