# SPDX-License-Identifier: MIT
"""Many hosts at once: ten processes of each job on one PostgreSQL and two chains, while processes and the server are
killed at random; in the end the ledger is equal to the balances, and the shop was told everything in order.

CTRIP_SOAK_PAYMENTS makes it longer (2,000 in `tests/run --all`, 400 in `tests/run`), CTRIP_TEST_SEED repeats its throws."""
import contextlib
import json
import os
import queue
import signal
import subprocess
import threading
import time
import unittest

from harness import ctrip as ctrip_module
from harness import part
from harness.anvil import Anvil
from harness.ctrip import Ctrip, chain_config
from harness.database import postgres_only
from harness.process import bound
from harness.receiver import Receiver

JOBS = ("scan", "confirm", "sweep", "send-webhooks")
PROCESSES = 10
PAYMENTS = int(os.environ.get("CTRIP_SOAK_PAYMENTS") or part.length(400, 2000))
CREATED_AT_ONCE = 10
# Done; no database just now; another one is at it; killed.
ENDS = {0, 69, 75, -signal.SIGKILL}
PAUSE_S = (1.0, 5.0)
KILL_S = (0.1, 0.6)
# Between two kills of the server; a short run would be over before the first of a long one.
SERVER_KILL_S = part.length((2, 5), (12, 20))
STALL_TIMEOUT_S = 60  # No payment is made: how long all takes is the machine's affair.
CALM_TIMEOUT_S = 240
NATIVE, TOKEN = 10**16, 10**6
PAYERS = 4


class Hosts:
    """Processes of the program that are started again and again, and killed now and then."""

    def __init__(self, ctrip, dice):
        self.ctrip = ctrip
        self.dice = dice
        self.ends = {}
        self.problems = []
        self.calm = threading.Event()
        self._running = set()
        self._lock = threading.Lock()
        self._threads = []

    def start(self, target, *arguments):
        thread = threading.Thread(target=self._guarded, args=(target, *arguments), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _guarded(self, target, *arguments):
        try:
            target(*arguments)
        except Exception as error:  # pylint: disable=broad-except  # A thread's end must fail the test.
            self.problems.append(f"{target.__name__}: {error!r}")

    def run(self, *arguments, stdin=""):
        """One process to its end: its exit code and its output."""
        with subprocess.Popen(
                bound(self.ctrip.command(*arguments)), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, text=True, env=self.ctrip.environment, cwd=self.ctrip.folder) as process:
            with self._lock:
                self._running.add(process)
            out, err = process.communicate(stdin)
            with self._lock:
                self._running.remove(process)
        key = (arguments[0], process.returncode)
        self.ends[key] = self.ends.get(key, 0) + 1
        if process.returncode not in ENDS:
            self.problems.append(f"ctrip {' '.join(arguments)} ended with {process.returncode}: {err}")
        return process.returncode, out

    def repeat(self, job):
        while not self.calm.is_set():
            self.run(job)
            self.calm.wait(self.dice.uniform(*PAUSE_S))

    def kill_some(self):
        while not self.calm.wait(self.dice.uniform(*KILL_S)):
            with self._lock:
                victim = self.dice.choice(list(self._running)) if self._running else None
                if victim:
                    victim.kill()

    def join(self):
        self.calm.set()
        for thread in self._threads:
            thread.join(60)
            if thread.is_alive():
                self.problems.append("a thread did not end")


class Shop:
    """Creates payments as a careful shop does: with a key, and again with the same key until there is an answer."""

    def __init__(self, hosts, chains):
        self.hosts = hosts
        self.chains = chains
        self.created = queue.Queue()

    def create(self, first, end):
        for begin in range(first, end, CREATED_AT_ONCE):
            lines = [self._request(n) for n in range(begin, min(begin + CREATED_AT_ONCE, end))]
            if self.hosts.dice.random() < 0.5:
                self._until_answered(lines)
            else:
                for line in lines:
                    self._until_answered([line])

    def _request(self, n):
        wanted = {"chain": self.chains[n % 2], "reference": f"order-{n}", "idempotency_key": f"key-{n}"}
        if n % 4 < 2:
            return wanted | {"amount_raw": str(NATIVE + n)}
        return wanted | {"amount_raw": str(TOKEN + n), "token": "USDT"}

    def _until_answered(self, lines):
        text = "".join(json.dumps(line) + "\n" for line in lines)
        while True:
            code, out = self.hosts.run("create-payment", "--batch", "-", "--json", stdin=text)
            if code == 0:
                for line in out.splitlines():
                    self.created.put(json.loads(line))
                return
            time.sleep(0.05)


@postgres_only
class ManyHostsTest(unittest.TestCase):
    """The stage: two chains that make a block a second, a shop's receiver, an installation on PostgreSQL."""

    maxDiff = None

    def setUp(self):
        self.dice = part.dice(self.id())
        print(f"CTRIP_SOAK_PAYMENTS={PAYMENTS}")
        self.anvils = [self._chain(31337), self._chain(31338)]
        self.tokens = [anvil.deploy("UsdtLike") for anvil in self.anvils]
        for anvil, token in zip(self.anvils, self.tokens):
            for payer in anvil.accounts[1:1 + PAYERS]:
                anvil.mint(token, payer, 10**18)
            anvil.set_balance(ctrip_module.TREASURY, 0)
            anvil.rpc("evm_setIntervalMining", 1)
        self.receiver = Receiver(ctrip_module.WEBHOOK_SECRET)
        self.addCleanup(self.receiver.stop)
        chains = [
            chain_config(anvil, name=f"chain{anvil.chain_id}", chain_id=anvil.chain_id,
                         tokens=[{"symbol": "USDT", "address": token.address, "decimals": 6}])
            for anvil, token in zip(self.anvils, self.tokens)
        ]
        self.ctrip = Ctrip(chains, webhook_url=self.receiver.url)
        self.addCleanup(self.ctrip.remove)
        self.ctrip.migrate()
        self.ctrip.run("scan")
        self.hosts = Hosts(self.ctrip, self.dice)
        self.shop = Shop(self.hosts, [chain["name"] for chain in chains])
        self.paid = {}
        self.kills = 0

    def _chain(self, chain_id):
        anvil = Anvil("--silent", chain_id=chain_id)
        self.addCleanup(anvil.stop)
        return anvil

    def test_books_equal_balances_whatever_is_killed(self):
        self.live_through_chaos()
        self.assertGreater(self.kills, 0)
        self.assertEqual(self.hosts.problems, [])
        self.come_to_rest()
        print(f"the server was killed {self.kills} times; processes ended so: {sorted(self.hosts.ends.items())}")
        payments = self.all_payments()
        self.assertEqual(len(payments), PAYMENTS)
        self.check_payments(payments)
        for index in range(len(self.anvils)):
            self.check_chain(index, [p for p in payments if p["chain_id"] == self.anvils[index].chain_id])
        self.check_webhooks(payments)

    def live_through_chaos(self):
        share = PAYMENTS // PROCESSES
        for job in JOBS:
            for _ in range(PROCESSES):
                self.hosts.start(self.hosts.repeat, job)
        for n in range(PROCESSES):
            end = PAYMENTS if n == PROCESSES - 1 else (n + 1) * share
            self.hosts.start(self.shop.create, n * share, end)
        self.hosts.start(self.hosts.kill_some)
        self.pay_all()
        self.hosts.join()

    def pay_all(self):
        """And now and then kills the server: here, since it dies with the thread that started it."""
        deadline = time.monotonic() + STALL_TIMEOUT_S
        next_kill = time.monotonic() + self.dice.uniform(*SERVER_KILL_S)
        while len(self.paid) < PAYMENTS and not self.hosts.problems:
            with contextlib.suppress(queue.Empty):
                self.pay(self.shop.created.get(timeout=1))
                deadline = time.monotonic() + STALL_TIMEOUT_S
            # Once at least, however fast the machine is.
            if time.monotonic() > next_kill or (self.kills == 0 and len(self.paid) >= PAYMENTS // 2):
                self.kill_the_server()
                next_kill = time.monotonic() + self.dice.uniform(*SERVER_KILL_S)
            self.assertLess(time.monotonic(), deadline, f"only {len(self.paid)} payments were made")

    def kill_the_server(self):
        server = self.ctrip.database.server
        server.kill()
        time.sleep(self.dice.uniform(0, 1))
        server.start()
        self.kills += 1

    def pay(self, payment):
        """Whole, in two parts, or more than asked; the chain mines it with its next block."""
        if payment["id"] in self.paid:
            return
        amount = int(payment["amount_raw"])
        kind = self.dice.randrange(10)
        parts = [amount // 3, amount - amount // 3] if kind == 0 else [amount + 7] if kind == 1 else [amount]
        index = payment["chain_id"] - self.anvils[0].chain_id
        anvil, token = self.anvils[index], self.tokens[index]
        payer = anvil.accounts[1 + self.dice.randrange(PAYERS)]
        for part in parts:
            if payment["token_address"]:
                anvil.submit(to=token.address, data=token.data("transfer", payment["address"], part), **{"from": payer})
            else:
                anvil.submit(to=payment["address"], value=part, **{"from": payer})
        self.paid[payment["id"]] = sum(parts)

    def come_to_rest(self):
        """Nobody kills any more: plain runs end what was begun."""
        deadline = time.monotonic() + CALM_TIMEOUT_S
        pending = "SELECT COUNT(*) AS n FROM webhooks WHERE state = 'pending'"
        unsettled = "SELECT COUNT(*) AS n FROM payments WHERE status <> 'settled'"
        while self.ctrip.database.rows(unsettled) + self.ctrip.database.rows(pending) != [(0,), (0,)]:
            self.assertLess(time.monotonic(), deadline,
                            self.ctrip.database.rows("SELECT status, COUNT(*) AS n FROM payments GROUP BY status"))
            for job in JOBS:
                self.ctrip.run(job)

    def all_payments(self):
        payments, after = [], []
        while True:
            page = self.ctrip.run("list", "--limit", 500, "--json", *after).json
            payments += page["payments"]
            if page["next"] is None:
                return payments
            after = ["--after", page["next"]]

    def check_payments(self, payments):
        self.assertEqual(len({payment["address"] for payment in payments}), PAYMENTS)
        self.assertEqual(len({payment["derivation_path"] for payment in payments}), PAYMENTS)
        self.assertEqual({payment["id"]: int(payment["received_raw"]) for payment in payments}, self.paid)

    def check_chain(self, index, payments):
        """What the ledger says has left the payers is in the treasury, but for the fees; nothing is left on the way."""
        anvil, token = self.anvils[index], self.tokens[index]
        native = [payment for payment in payments if not payment["token_address"]]
        usdt = [payment for payment in payments if payment["token_address"]]
        swept, fees = self.ctrip.database.rows(
            "SELECT CAST(SUM(amount) AS TEXT) AS swept, CAST(SUM(fee) AS TEXT) AS fees FROM sweeps "
            f"WHERE chain_id = {anvil.chain_id} AND kind = 'native' AND state = 'final'")[0]
        self.assertEqual(anvil.balance(ctrip_module.TREASURY), int(swept))
        self.assertEqual(int(swept) + int(fees), sum(self.paid[payment["id"]] for payment in native))
        self.assertEqual(anvil.token_balance(token, ctrip_module.TREASURY), sum(self.paid[p["id"]] for p in usdt))
        self.assertEqual([payment for payment in native if anvil.balance(payment["address"])], [])
        self.assertEqual([p for p in usdt if anvil.token_balance(token, p["address"])], [])

    def check_webhooks(self, payments):
        self.assertEqual(self.receiver.problems(), [])
        told = {}
        for event in self.receiver.events():
            seen = told.setdefault(event["data"]["payment_id"], [])
            if event["data"]["seq"] not in [seq for seq, _ in seen]:
                seen.append((event["data"]["seq"], event["type"]))
        self.assertEqual(told.keys(), {payment["id"] for payment in payments})
        for payment in payments:
            events = told[payment["id"]]
            self.assertEqual([seq for seq, _ in events], list(range(1, payment["seq"] + 1)), payment["id"])
            self.assertEqual(events[-1][1], "payment.settled")


if __name__ == "__main__":
    unittest.main()
