# SPDX-License-Identifier: MIT
"""Tests of the harness, on which all end-to-end tests rely."""
import http.client
import json
import os
import socket
import subprocess
import sys
import time
import unittest
import urllib.error
import urllib.request
from unittest import mock

from harness import abi, ctrip, golden, one_engine, part, receiver
from harness.anvil import Anvil, RpcError
from harness.database import any_engine
from harness.fake_node import FakeNode
from harness.list_tests import by_class, by_method
from harness.postgres import is_running
from harness.process import Background, bound, free_port
from harness.receiver import Answer, Receiver
from harness.summary import kind_of, lines_of

ETHER = 10**18


def post(url, body, headers=None, timeout_s=5):
    request = urllib.request.Request(url, body, headers or {})
    try:
        with urllib.request.urlopen(request, timeout=timeout_s) as reply:
            return reply.status, reply.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


@any_engine
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

    def test_a_kept_chain_comes_back_as_it_was(self):
        with Anvil() as anvil:
            token = anvil.deploy("UsdtLike")
            anvil.keep()
            kept = (anvil.head(), anvil.rpc("eth_getBlockByNumber", "latest", False)["hash"])
            for _ in range(2):
                anvil.rpc("evm_increaseTime", 86_400)
                anvil.rpc("evm_setIntervalMining", 1)
                anvil.send_native("0x" + "11" * 20, 1)
                anvil.mint(token, anvil.accounts[1], 5)
                anvil.automine(False)
                waiting = anvil.submit(to="0x" + "22" * 20, value=1)
                self.assertTrue(anvil.rewind())
                self.assertEqual((anvil.head(), anvil.rpc("eth_getBlockByNumber", "latest", False)["hash"]), kept)
                self.assertIsNone(anvil.rpc("eth_getTransactionByHash", waiting))
                self.assertEqual(anvil.token_balance(token, anvil.accounts[1]), 0)
                # Automine is on again, block times follow the clock, and nonces start at 0.
                anvil.send_native("0x" + "33" * 20, 1)
                self.assertEqual((anvil.head(), anvil.balance("0x" + "22" * 20)), (kept[0] + 1, 0))
                self.assertLess(abs(anvil.timestamp() - time.time()), 60)

    def test_a_chain_that_lost_its_kept_blocks_is_not_taken_for_the_same(self):
        with Anvil() as anvil:
            anvil.mine(2)
            anvil.keep()
            anvil.mine(1)
            anvil.rpc("anvil_reorg", 2, [])
            self.assertFalse(anvil.rewind())
        self.assertFalse(anvil.rewind())

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
            # setpriv has set the parent-death signal by the time it executes sleep.
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


@any_engine
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


@any_engine
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


@any_engine
class PartTest(unittest.TestCase):
    def chosen(self, places, most, **environment):
        script = f"from harness import part\nprint(*part.part({places}, {most}, 'x'))"
        environment = {name: value for name, value in {**os.environ, **environment}.items() if value is not None}
        done = subprocess.run([sys.executable, "-B", "-c", script], env=environment, capture_output=True, text=True, check=True)
        return [int(word) for word in done.stdout.splitlines()[-1].split()]

    def test_each_place_is_played_by_some_seed_and_the_same_ones_by_the_same(self):
        seen = set()
        for seed in range(20):
            chosen = self.chosen("range(1, 21)", 5, CTRIP_TEST_SEED=str(seed), CTRIP_TEST_ALL="0")
            self.assertEqual(chosen, list(range(chosen[0], 21, 4)))
            seen.update(chosen)
        self.assertEqual(seen, set(range(1, 21)))
        self.assertEqual(self.chosen("range(99)", 3, CTRIP_TEST_SEED="7", CTRIP_TEST_ALL=None),
                         self.chosen("range(99)", 3, CTRIP_TEST_SEED="7", CTRIP_TEST_ALL=None))

    def test_few_places_are_all_played_and_so_is_everything_where_that_is_asked_for(self):
        self.assertEqual(self.chosen("range(3)", 5, CTRIP_TEST_ALL="0"), [0, 1, 2])
        self.assertEqual(self.chosen("range(30)", 5, CTRIP_TEST_ALL="1"), list(range(30)))

    def test_the_sanitizers_watch_a_third_of_the_tests_and_all_where_that_is_asked_for(self):
        def program(test, seed=1, all_of_it="0", shipped="/bin/true"):
            environment = {"CTRIP_BIN": "/bin/sh", "CTRIP_TEST_ALL": all_of_it, **({"CTRIP_SHIPPED_BIN": shipped} if shipped else {})}
            with mock.patch.dict(os.environ, environment, clear=True), mock.patch.object(part, "_seed", str(seed)), \
                    mock.patch.object(sys, "argv", ["x_test.py", f"{test}.test_x"]):
                return ctrip.program.__wrapped__()

        names = "ABCDEFGH"
        watched = [{name for name in names if program(name, seed) == "/bin/sh"} for seed in range(16)]
        self.assertEqual(set().union(*watched), set(names))
        self.assertGreater(len(set(map(frozenset, watched))), 4)
        self.assertLess(sum(map(len, watched)), 16 * 8 // 2)
        self.assertEqual({program(name, all_of_it="1") for name in names}, {"/bin/sh"})
        self.assertEqual({program(name, shipped=None) for name in names}, {"/bin/sh"})


@any_engine
class OneEngineTest(unittest.TestCase):
    PAIRS = [f"integration.sweep.Test{n}" for n in range(6)]
    ALONE = ["integration.main_job.TwiceTest", "integration.crash_kill.KillTest.test_x", "integration.job_scan", "cli.show"]

    def left_out(self, seed, all_of_it="0"):
        names = self.PAIRS + self.ALONE
        names += [f"{name}@postgres" for name in names] + ["integration.keys.FileTest", "integration.postgres_pooler.ModeTest@postgres"]
        with mock.patch.dict(os.environ, {"CTRIP_TEST_ALL": all_of_it}), mock.patch.object(part, "_seed", str(seed)):
            return one_engine.left_out(names)

    def test_each_class_is_played_on_one_engine_and_on_the_other_by_another_seed(self):
        by_name = {name: set() for name in self.PAIRS}
        for seed in range(16):
            out = self.left_out(seed)
            self.assertEqual(sorted(name.removesuffix("@postgres") for name in out), self.PAIRS)
            self.assertEqual(sum(name.endswith("@postgres") for name in out), 3)
            for name in out:
                by_name[name.removesuffix("@postgres")].add(name.endswith("@postgres"))
        self.assertEqual(list(by_name.values()), [{True, False}] * len(by_name))
        self.assertEqual(self.left_out(1), self.left_out(1))

    def test_everything_is_played_on_both_where_that_is_asked_for(self):
        self.assertEqual(self.left_out(1, all_of_it="1"), [])

    def test_what_ctest_lists_is_read(self):
        listed = "Test project /x\n  Test  #1: cli.show\n  Test #12: integration.keys.FileTest@postgres\n\nTotal Tests: 2\n"
        self.assertEqual(one_engine.LISTED.findall(listed), ["cli.show", "integration.keys.FileTest@postgres"])


@any_engine
class SummaryTest(unittest.TestCase):
    def test_tests_are_added_up_by_kind(self):
        self.assertEqual([kind_of(name) for name in ("integration.reorg.A.test_x@postgres", "integration.http", "cli.show",
                                                     "unit.base.hex", "integration.store_chain@postgres")],
                         ["integration.reorg", "integration.http", "cli", "unit", "integration.store_chain"])
        lines = list(lines_of([(2.0, "integration.reorg.A"), (1.5, "integration.reorg.B@postgres"), (0.5, "cli.show")]))
        self.assertEqual(lines[1:4], ["     2.0  integration.reorg.A", "     1.5  integration.reorg.B@postgres", "     0.5  cli.show"])
        self.assertEqual(lines[5:7], ["     3.5    2  integration.reorg", "     0.5    1  cli"])


@any_engine
class ListTestsTest(unittest.TestCase):
    def test_only_test_methods_are_listed(self):
        source = "class A:\n def test_x(self): pass\n def helper(self): pass\nclass B:\n def test_y(self): pass\n"
        self.assertEqual(list(by_class(source)), ["A sqlite A.test_x", "A postgres A.test_x",
                                                  "B sqlite B.test_y", "B postgres B.test_y"])
        self.assertEqual(list(by_method(source))[:2], ["A.test_x sqlite A.test_x", "A.test_x postgres A.test_x"])

    def test_the_engine_of_a_test_is_its_own_word_or_its_class_s(self):
        source = ("@any_engine\nclass A:\n @sqlite_only\n def test_x(self): pass\n def test_y(self): pass\n"
                  "class B:\n @unittest.skip\n @postgres_only\n def test_z(self): pass\n")
        self.assertEqual(list(by_method(source)), ["A.test_x sqlite A.test_x", "A.test_y any A.test_y",
                                                   "B.test_z postgres_only B.test_z"])
        # A test for any engine is run together with the SQLite tests of its class.
        self.assertEqual(list(by_class(source)), ["A sqlite A.test_x A.test_y", "B postgres_only B.test_z"])

    def test_a_test_for_servers_beside_one_for_both_takes_the_shipped_program(self):
        source = "class A:\n @postgres_only\n def test_x(self): pass\n def test_y(self): pass\n"
        self.assertEqual(list(by_class(source)), ["A postgres A.test_x A.test_y", "A sqlite A.test_y"])

    def test_a_method_that_hides_another_is_refused(self):
        with self.assertRaises(SystemExit):
            list(by_class("class A:\n def test_x(self): pass\n def test_x(self): pass\n"))


@any_engine
class GoldenTest(unittest.TestCase):
    """Runs transcripts with a shell as the program under test."""

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


@any_engine
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
