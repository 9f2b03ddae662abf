# SPDX-License-Identifier: MIT
"""The harness itself: a test that stands on it is worth no more than these."""
import http.client
import json
import os
import pathlib
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request

from harness import abi, golden, kill, receiver
from harness.anvil import Anvil, RpcError
from harness.database import PostgresDatabase, SqliteFile
from harness.fake_node import FakeNode
from harness.list_tests import tests_of
from harness.postgres import PROGRAMS, Postgres, is_running
from harness.process import Background, bound, free_port
from harness.receiver import Answer, Receiver

ETHER = 10**18


def post(url, body, headers=None, timeout_s=5):
    request = urllib.request.Request(url, body, headers or {})
    try:
        with urllib.request.urlopen(request, timeout=timeout_s) as reply:
            return reply.status, reply.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


class AnvilTest(unittest.TestCase):
    def test_native_and_token_transfers_move_money(self):
        with Anvil() as anvil:
            usdt = anvil.deploy("UsdtLike")
            to = "0x" + "11" * 20
            anvil.send_native(to, ETHER)
            anvil.mint(usdt, anvil.accounts[1], 100)
            receipt = anvil.transfer(usdt, to, 40, **{"from": anvil.accounts[1]})
            self.assertEqual(anvil.balance(to), ETHER)
            self.assertEqual(anvil.token_balance(usdt, to), 40)
            self.assertEqual(receipt["logs"][0]["topics"][0], abi.TRANSFER_TOPIC)

    def test_one_transaction_emits_three_transfers(self):
        with Anvil() as anvil:
            usdt, disperse = anvil.deploy("UsdtLike"), anvil.deploy("Disperse")
            to = ["0x" + f"{n}{n}" * 20 for n in (1, 2, 3)]
            anvil.mint(usdt, disperse.address, 60)
            receipt = anvil.invoke(disperse, "payTokens", usdt.address, to, [10, 20, 30])
            self.assertEqual(len(receipt["logs"]), 3)
            self.assertEqual([anvil.token_balance(usdt, address) for address in to], [10, 20, 30])

    def test_a_standard_token_and_a_native_batch_work_too(self):
        with Anvil() as anvil:
            token, disperse = anvil.deploy("OzToken"), anvil.deploy("Disperse")
            to = ["0x" + f"{n}{n}" * 20 for n in (1, 2)]
            anvil.mint(token, to[0], 5)
            anvil.invoke(disperse, "pay", to, 7, value=14)
            self.assertEqual(anvil.token_balance(token, to[0]), 5)
            self.assertEqual([anvil.balance(address) for address in to], [7, 7])

    def test_without_automine_one_block_takes_what_waits(self):
        with Anvil() as anvil:
            anvil.automine(False)
            hashes = [anvil.submit(to="0x" + "22" * 20, value=1) for _ in range(2)]
            anvil.mine()
            self.assertEqual(len({anvil.receipt(tx_hash)["blockNumber"] for tx_hash in hashes}), 1)

    def test_a_thousand_blocks_are_mined_at_once(self):
        with Anvil() as anvil:
            anvil.mine(1000)
            self.assertEqual(anvil.head(), 1000)

    def test_a_reverting_transaction_is_an_error_unless_expected(self):
        with Anvil() as anvil:
            disperse = anvil.deploy("Disperse")
            call = {"to": disperse.address, "data": disperse.data("boom", "0x" + "33" * 20), "value": 1, "gas": 100000}
            with self.assertRaises(RpcError):
                anvil.transact(**call)
            anvil.transact(expect_status=0, **call)

    def test_stop_ends_the_process(self):
        anvil = Anvil()
        process = anvil._background.process
        anvil.stop()
        self.assertIsNotNone(process.poll())

    def test_a_child_dies_with_a_killed_parent(self):
        script = (
            "import subprocess, sys, time\n"
            "from harness.process import bound\n"
            "child = subprocess.Popen(bound(['sleep', '60']))\n"
            # Bound from the moment that it has become what it was started for, and no earlier.
            "while open(f'/proc/{child.pid}/comm').read() != 'sleep\\n':\n"
            "    time.sleep(0.01)\n"
            "print(child.pid, flush=True)\n"
            "time.sleep(60)\n"
        )
        parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        self.addCleanup(parent.stdout.close)
        child = int(parent.stdout.readline())
        parent.kill()
        parent.wait(5)
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline and is_running(child):
            time.sleep(0.01)
        self.assertFalse(is_running(child))


class ReceiverTest(unittest.TestCase):
    # The example of the Standard Webhooks specification.
    SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    BODY = b'{"test": 2432232314}'

    def headers(self, secret, body, **changes):
        now = str(int(time.time()))
        made = {
            "webhook-id": "msg_1",
            "webhook-timestamp": now,
            "webhook-signature": receiver.standard_signature(secret, "msg_1", now, body),
            "X-Webhook-Signature": receiver.body_signature(secret, body),
            "Content-Type": "application/json",
        }
        made.update(changes)
        return made

    def test_the_published_signature_is_computed(self):
        self.assertEqual(
            receiver.standard_signature(self.SECRET, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", self.BODY),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        )

    def test_a_well_signed_delivery_has_no_problem(self):
        with Receiver("s") as shop:
            self.assertEqual(post(shop.url, b"{}", self.headers("s", b"{}"))[0], 200)
            self.assertEqual(shop.problems(), [])

    def test_one_right_signature_among_several_is_enough(self):
        with Receiver("s") as shop:
            headers = self.headers("s", b"{}")
            headers["webhook-signature"] = "v1,AAAA " + headers["webhook-signature"]
            post(shop.url, b"{}", headers)
            self.assertEqual(shop.problems(), [])

    def test_each_defect_of_a_delivery_is_found(self):
        defects = {
            "webhook-id": "1",
            "webhook-timestamp": "1",
            "webhook-signature": "v1,AAAA",
            "X-Webhook-Signature": "00",
            "Content-Type": "text/plain",
        }
        for name, value in defects.items():
            with self.subTest(name), Receiver("s") as shop:
                post(shop.url, b"{}", self.headers("s", b"{}", **{name: value}))
                self.assertTrue(any(name.lower() in problem.lower() for problem in shop.problems()), shop.problems())

    def test_another_body_is_badly_signed_twice(self):
        with Receiver("s") as shop:
            post(shop.url, b"{ }", self.headers("s", b"{}"))
            self.assertEqual(len(shop.problems()), 2)

    def test_answers_are_given_in_turn_then_the_default(self):
        with Receiver("s") as shop:
            shop.answers = [Answer(503), Answer(410)]
            self.assertEqual([post(shop.url, b"{}")[0] for _ in range(3)], [503, 410, 200])

    def test_an_answer_is_delayed_dripped_or_dropped(self):
        with Receiver("s") as shop:
            shop.answers = [Answer(delay_s=0.2), Answer(body=b"abc", drip_s=0.1), Answer(drop=True)]
            for least_s in (0.2, 0.2):
                began = time.monotonic()
                post(shop.url, b"{}")
                self.assertGreaterEqual(time.monotonic() - began, least_s)
            with self.assertRaises((OSError, http.client.HTTPException)):
                post(shop.url, b"{}")

    def test_an_endless_body_goes_on_until_the_client_leaves(self):
        with Receiver("s") as shop:
            shop.default = Answer(body=b"x" * 65536, endless=True)
            request = urllib.request.Request(shop.url, b"{}")
            with urllib.request.urlopen(request, timeout=5) as reply:
                self.assertEqual(len(reply.read(1_000_000)), 1_000_000)


class FakeNodeTest(unittest.TestCase):
    def setUp(self):
        self.anvil = Anvil()
        self.addCleanup(self.anvil.stop)
        self.node = FakeNode(self.anvil)
        self.addCleanup(self.node.stop)

    def ask(self, method, *params, **options):
        body = json.dumps({"jsonrpc": "2.0", "id": 7, "method": method, "params": params}).encode()
        status, reply = post(self.node.url, body, {"Content-Type": "application/json"}, **options)
        return status, reply

    def result(self, method, *params):
        return json.loads(self.ask(method, *params)[1])["result"]

    def test_it_passes_calls_and_batches_on_and_counts_them(self):
        self.assertEqual(self.result("eth_chainId"), hex(31337))
        batch = [{"jsonrpc": "2.0", "id": n, "method": "eth_blockNumber", "params": []} for n in (1, 2)]
        replies = json.loads(post(self.node.url, json.dumps(batch).encode())[1])
        self.assertEqual([reply["id"] for reply in replies], [1, 2])
        self.assertEqual(self.node.counts, {"eth_chainId": 1, "eth_blockNumber": 2})
        self.assertEqual(self.node.http_requests, 2)

    def test_it_is_on_another_chain_when_told(self):
        self.node.chain_id = 1
        self.assertEqual(self.result("eth_chainId"), "0x1")

    def test_it_answers_html_errors_limits_and_garbage(self):
        for mode, status, start in (
            ("html", 200, b"<!DOCTYPE"),
            ("error", 500, b"internal"),
            ("limit", 429, b"{"),
            ("garbage", 200, b'{"jsonrpc"'),
        ):
            with self.subTest(mode):
                self.node.mode = mode
                got, body = self.ask("eth_chainId")
                self.assertEqual(got, status)
                self.assertTrue(body.startswith(start), body)

    def test_it_hangs_and_drops(self):
        self.node.mode = "hang"
        with self.assertRaises(OSError):
            self.ask("eth_chainId", timeout_s=0.3)
        self.node.mode = "drop"
        with self.assertRaises((OSError, http.client.HTTPException)):
            self.ask("eth_chainId")

    def test_a_lagging_node_has_no_newer_blocks(self):
        self.anvil.mine(10)
        self.node.lag = 4
        self.assertEqual(self.result("eth_blockNumber"), hex(6))
        self.assertEqual(self.result("eth_getBlockByNumber", "latest", False)["number"], hex(6))
        self.assertIsNone(self.result("eth_getBlockByNumber", hex(7), False))
        self.assertIsNotNone(self.result("eth_getBlockByNumber", hex(6), False))

    def test_a_hook_changes_a_result(self):
        self.node.hooks["eth_blockNumber"] = lambda params, result: "0x2a"
        self.assertEqual(self.result("eth_blockNumber"), "0x2a")

    def test_latency_is_added(self):
        self.node.latency_s = 0.2
        began = time.monotonic()
        self.result("eth_chainId")
        self.assertGreaterEqual(time.monotonic() - began, 0.2)


class SqliteProbe:
    """What the probe does to a file: its statements, its rows, and the rows by the statement it was killed before."""

    statements, rows = 9, 3
    rows_before = {1: None, 3: None, 4: 0, 7: 0, 8: 0, 9: 3}

    def __init__(self, case):
        self.case = case

    def database(self):
        return SqliteFile(pathlib.Path(tempfile.mkdtemp(dir=self.case.folder)))

    @staticmethod
    def target(database):
        return str(database.path)


class PostgresProbe:
    """The same on a server, with a COPY."""

    statements, rows = 10, 5
    rows_before = {1: None, 2: 0, 4: 0, 7: 0, 8: 3, 9: 3, 10: 5}

    def __init__(self, case):
        self.server = Postgres()
        case.addCleanup(self.server.remove)
        self.databases = 0

    def database(self):
        self.databases += 1
        name = f"probe_{self.databases}"
        self.server.create_database(name)
        return PostgresDatabase(self.server, name)

    @staticmethod
    def target(database):
        return database.local_url


class KillTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(self.listener.close)
        self.received = []

    def on_each_engine(self):
        for kind in (SqliteProbe, PostgresProbe):
            with self.subTest(kind.__name__):
                yield kind(self)

    def play(self, probe, **environment):
        """Runs the probe on a new database; returns its code and the number of committed rows, None without the table."""
        reader = threading.Thread(target=self.read_connection)
        reader.start()
        database = probe.database()
        command = [os.environ["CTRIP_KILL_PROBE"], probe.target(database), str(self.listener.getsockname()[1])]
        settings = [f"{key}={value}" for key, value in environment.items()]
        done = subprocess.run(bound(["env", f"LD_PRELOAD={kill.library()}", *settings, *command]), timeout=20, check=False)
        if done.returncode == kill.KILLED and "CTRIP_KILL_AT_STATEMENT" in environment:  # It never came to that.
            socket.create_connection(self.listener.getsockname(), 5).close()
        reader.join(5)
        database.wait_until_left()
        return done.returncode, len(database.dump()) if database.has_table("numbers") else None

    def read_connection(self):
        connection, _ = self.listener.accept()
        with connection:
            self.received.append(connection.recv(10) + connection.recv(10))

    def test_statements_and_sends_are_counted(self):
        file = self.folder / "counts"
        for probe in self.on_each_engine():
            self.assertEqual(self.play(probe, CTRIP_KILL_COUNT_FILE=file), (0, probe.rows))
            self.assertEqual(file.read_text(), f"statements {probe.statements}\nsends 2\n")

    def test_it_kills_just_before_the_chosen_statement(self):
        for probe in self.on_each_engine():
            for statement, rows in probe.rows_before.items():
                self.assertEqual(self.play(probe, CTRIP_KILL_AT_STATEMENT=statement), (kill.KILLED, rows), statement)

    def test_it_kills_just_before_the_chosen_send(self):
        for probe in self.on_each_engine():
            self.received.clear()
            self.assertEqual(self.play(probe, CTRIP_KILL_AT_SEND=2)[0], kill.KILLED)
            self.assertEqual(self.received, [b"a"])

    def test_after_the_last_event_nothing_is_killed(self):
        for probe in self.on_each_engine():
            self.assertEqual(self.play(probe, CTRIP_KILL_AT_STATEMENT=probe.statements + 1)[0], 0)
            self.assertEqual(self.play(probe, CTRIP_KILL_AT_SEND=3)[0], 0)

    def test_a_program_without_a_shared_engine_is_refused_loudly(self):
        done = subprocess.run(
            ["env", f"LD_PRELOAD={kill.library()}", "sleep", "0"], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 120)
        self.assertIn("not a shared function", done.stderr)


class PostgresTest(unittest.TestCase):
    def start(self, **options):
        server = Postgres(**options)
        self.addCleanup(server.remove)
        return server

    def test_a_killed_server_comes_back_with_what_was_committed(self):
        server = self.start()
        server.sql("CREATE TABLE numbers (n INTEGER); INSERT INTO numbers VALUES (1)")
        for end in (server.kill, server.stop):
            port, pids = server.port, server.pids()
            self.assertGreater(len(pids), 3)
            end()
            self.assertFalse(server.is_running())
            self.assertFalse(any(map(is_running, pids)))
            with self.assertRaises(RuntimeError):
                server.sql("SELECT 1")
            server.start()
            self.assertEqual(server.port, port)
            self.assertEqual(server.rows("SELECT n FROM numbers"), [(1,)])
        self.assertIn("not properly shut down", server.log())

    def test_two_at_once_know_nothing_of_each_other(self):
        first, second = self.start(), self.start()
        self.assertNotEqual(first.port, second.port)
        first.sql("CREATE TABLE numbers (n INTEGER)")
        second.sql("CREATE TABLE numbers (n INTEGER)")
        first.kill()
        self.assertEqual(second.rows("SELECT COUNT(*) FROM numbers"), [(0,)])

    def test_nothing_is_left_of_a_removed_server(self):
        for end in (Postgres.kill, Postgres.stop, lambda server: None):
            server = self.start()
            pids = server.pids()
            end(server)
            server.remove()
            self.assertFalse(any(map(is_running, pids)))
            self.assertFalse(server.folder.exists())

    def test_a_server_goes_with_the_process_that_started_it(self):
        script = "import time; from harness.postgres import Postgres; s = Postgres(); print(s.folder, *s.pids(), flush=True); time.sleep(60)"
        parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        self.addCleanup(parent.stdout.close)
        folder, *pids = parent.stdout.readline().split()
        self.addCleanup(shutil.rmtree, folder)
        parent.kill()
        parent.wait(5)
        self.assert_gone(map(int, pids))

    def test_a_server_for_other_programs_ends_with_their_pipe(self):
        server = subprocess.Popen([sys.executable, "-m", "harness.postgres"], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, text=True)
        port = int(server.stdout.readline())
        children = pathlib.Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text(encoding="utf-8").split()
        self.assertEqual(len(children), 1)
        socket.create_connection(("127.0.0.1", port), 5).close()
        server.communicate(timeout=30)
        self.assertEqual(server.returncode, 0)
        self.assert_gone(map(int, children))

    def assert_gone(self, pids):
        pids = list(pids)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and any(map(is_running, pids)):
            time.sleep(0.01)
        self.assertEqual([pid for pid in pids if is_running(pid)], [])

    def test_over_the_network_a_password_may_be_asked_for(self):
        server = self.start(password=True)
        ask = [str(PROGRAMS / "psql"), "-XAtwc", "SELECT current_user"]
        done = subprocess.run([*ask, server.url()], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, "ctrip\n"))
        done = subprocess.run([*ask, server.url(password=False)], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 2)

    def test_the_program_s_role_is_nobody_special(self):
        server = self.start(max_connections=5)
        self.assertEqual(server.rows("SELECT rolname FROM pg_roles WHERE rolsuper OR rolcreatedb"), [("postgres",)])
        self.assertEqual(server.sql("SHOW max_connections"), "5\n")


class DatabaseTest(unittest.TestCase):
    """What both kinds promise a test alike."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        server = PostgresDatabase()
        self.addCleanup(server.remove)
        self.both = (SqliteFile(pathlib.Path(folder.name)), server)

    def test_rows_dump_save_and_restore_mean_the_same(self):
        dumps = []
        for database in self.both:
            with self.subTest(database.engine):
                self.assertFalse(database.has_table("things"))
                database.sql("CREATE TABLE things (id INTEGER, name TEXT); CREATE TABLE job_runs (id INTEGER);"
                             "CREATE TABLE chains (name TEXT, updated_at INTEGER);"
                             "INSERT INTO things VALUES (2, 'b'), (1, NULL); INSERT INTO chains VALUES ('a', 1)")
                self.assertTrue(database.has_table("things"))
                self.assertEqual(database.rows("SELECT name, id FROM things ORDER BY id"), [(None, 1), ("b", 2)])
                before = database.dump()
                dumps.append(before)
                # What each run changes is no change.
                database.sql("UPDATE chains SET updated_at = 2; INSERT INTO job_runs VALUES (1)")
                self.assertEqual(database.dump(), before)
                database.save()
                database.sql("UPDATE things SET name = 'c'")
                self.assertNotEqual(database.dump(), before)
                for _ in range(2):
                    database.restore()
                    self.assertEqual(database.dump(), before)
                    database.sql("DELETE FROM things")
                self.assertIn(b"things", b"".join(database.raw()))
        self.assertEqual(*dumps)

    def test_gone_is_out_of_reach_until_it_comes_back(self):
        for database in self.both:
            with self.subTest(database.engine):
                database.sql("CREATE TABLE things (id INTEGER)")
                database.go_away()
                with self.assertRaises((RuntimeError, sqlite3.OperationalError)):
                    database.rows("SELECT * FROM things")
                database.come_back()
                self.assertEqual(database.rows("SELECT * FROM things"), [])


class ListTestsTest(unittest.TestCase):
    def test_only_test_methods_are_listed(self):
        source = "class A:\n def test_x(self): pass\n def helper(self): pass\nclass B:\n def test_y(self): pass\n"
        self.assertEqual(tests_of(source), ["A.test_x", "B.test_y"])

    def test_the_engine_of_a_test_is_its_own_word_or_its_class_s(self):
        source = ("@any_engine\nclass A:\n @sqlite_only\n def test_x(self): pass\n def test_y(self): pass\n"
                  "class B:\n @unittest.skip\n @postgres_only\n def test_z(self): pass\n")
        self.assertEqual(tests_of(source), ["A.test_x sqlite_only", "A.test_y any_engine", "B.test_z postgres_only"])

    def test_a_method_that_hides_another_is_refused(self):
        with self.assertRaises(SystemExit):
            tests_of("class A:\n def test_x(self): pass\n def test_x(self): pass\n")


class GoldenTest(unittest.TestCase):
    """On a shell as the program under test."""

    def play(self, *lines):
        os.environ["CTRIP_BIN"] = "/bin/sh"
        return golden.play(lines)

    def test_output_error_and_code_are_compared(self):
        step = "$ ctrip -c 'echo out; echo err >&2; exit 3'"
        self.assertEqual(self.play(step, "> out", "! err", "= 3")[1], [])
        for wrong in (("> out", "! err"), ("> out", "= 3"), ("! err", "= 3"), ("> out", "> more", "! err", "= 3")):
            with self.subTest(wrong):
                self.assertEqual(len(self.play(step, *wrong)[1]), 1)

    def test_placeholders_match_their_kind_only(self):
        step = "$ echo 2026-11-22T04:00:00Z 12 x"
        self.assertEqual(self.play(step, "> [time] [n] [...]")[1], [])
        self.assertEqual(len(self.play(step, "> [n] [n] x")[1]), 1)
        self.assertEqual(self.play("$ seq 5", "> 1", "> [...]", "> 5")[1], [])
        self.assertEqual(len(self.play("$ seq 5", "> 1", "> [...]", "> 4")[1]), 1)

    def test_files_have_their_content_and_mode(self):
        lines = ("@file note 0640", "    text", "$ cat note; stat -c %a note mnemonic", "> text", "> 640", "> 600")
        self.assertEqual(self.play(*lines)[1], [])

    def test_what_came_is_a_transcript_that_passes(self):
        came, _ = self.play("# about", "$ seq 2; exit 1", "$ date -u +%Y-%m-%dT%H:%M:%SZ")
        self.assertEqual(came, ["# about", "$ seq 2; exit 1", "> 1", "> 2", "= 1", "", came[6], "> [time]"])
        self.assertEqual(self.play(*came)[1], [])

    def test_a_stray_line_is_refused(self):
        with self.assertRaises(SystemExit):
            self.play("$ true", "stray")


class ProcessTest(unittest.TestCase):
    def test_a_free_port_can_be_bound(self):
        with socket.create_server(("127.0.0.1", free_port())):
            pass

    def test_a_stubborn_process_is_stopped_too(self):
        script = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
        background = Background([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        background.process.stdout.readline()
        background.stop()
        self.assertTrue(background.exited())


if __name__ == "__main__":
    unittest.main()
