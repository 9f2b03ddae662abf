# SPDX-License-Identifier: MIT
"""Random steps of payers, miners, reorgs, operators and jobs, some of which are killed; and the expected result, computed from
the chain alone."""
import collections
import json
import subprocess
import time

from harness import kill
from harness.abi import TRANSFER_TOPIC
from harness.anvil import SPONSOR, RpcError
from harness.case import ETHER, TREASURY
from harness.ctrip import SANITIZER_WORDS
from harness.process import bound

JOBS = ("scan", "confirm", "sweep", "send-webhooks")
CREATED_AT_ONCE = 3
REORG_DEPTH_MAX = 4  # Less than the depth that is final.
PAYERS = 7
KILL_AFTER_MAX = 30
PROCESS_TIMEOUT_S = 120
GAS = 300_000
GWEI = 10**9
# A nonce that another transaction has at the final block is given up after two minutes, one at a newer block after ten.
GIVEN_UP_S = 130


def only_not_asked_yet(out):
    """True if each difference is only of balances that a killed scan had not read yet."""
    lines = [json.loads(line) for line in out.splitlines()]
    return all(line["causes"] == ["not_asked_yet"] for line in lines if line["type"] == "difference")


class Runner:
    """Runs commands, up to `at_once` concurrently."""

    def __init__(self, ctrip, at_once):
        self.ctrip = ctrip
        self.at_once = at_once
        self.ends = collections.Counter()
        self.problems = []
        self._running = []

    def _allowed(self, name, killed):
        allowed = {0}
        if killed:
            allowed.add(kill.KILLED)
        if name == "reconcile":
            allowed.add(69)  # A reorg that no scan has followed yet.
        if self.at_once > 1:
            allowed |= {69, 75}  # 69: the chain changed while it was read; 75: another run holds the lock.
        if name in ("accept", "cancel", "wallet"):
            allowed.add(65)  # The payment's status does not allow the decision; the address is not delegated.
        return allowed

    def start(self, *arguments, kill_at=None, stdin=""):
        """Starts a command; kill_at=(kind, n) kills it at that point (see kill.py). Waits for its end if at_once is 1."""
        settings = []
        if kill_at:
            settings = [f"LD_PRELOAD={kill.library()}", f"CTRIP_KILL_AT_{kill_at[0].upper()}={kill_at[1]}"]
        while len(self._running) >= self.at_once:
            self._finish(self._running.pop(0))
        process = subprocess.Popen(  # pylint: disable=consider-using-with
            bound(["env", *settings, *self.ctrip.command(*arguments)]), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, env=self.ctrip.environment, cwd=self.ctrip.folder)
        process.stdin.write(stdin)
        process.stdin.close()
        process.stdin = None
        self._running.append((arguments, bool(kill_at), process))
        if self.at_once == 1:
            self.wait()
            if kill_at:  # The server keeps a killed run's lock until it sees that the connection is gone.
                self.ctrip.database.wait_until_left()

    def wait(self):
        while self._running:
            self._finish(self._running.pop(0))

    def _finish(self, run):
        arguments, killed, process = run
        out, err = process.communicate(timeout=PROCESS_TIMEOUT_S)
        code = process.returncode
        self.ends[arguments[0], code] += 1
        allowed = self._allowed(arguments[0], killed)
        if arguments[0] == "reconcile" and code == 65 and only_not_asked_yet(out):
            allowed.add(65)
        if code not in allowed or any(word in err for word in SANITIZER_WORDS):
            self.problems.append(f"ctrip {' '.join(map(str, arguments))} ended with {code}: {out[-2000:]}{err[-2000:]}")

    def stop(self):
        for _, _, process in self._running:
            process.kill()
            process.communicate()


class Walk:
    """Runs random steps, all chosen by `dice`."""

    STEPS = {"pay": 36, "pay_by_contract": 4, "mine": 20, "create": 4, "pass_time": 4, "reorganise": 5, "resend": 3, "job": 17, "killed_job": 7,
             "decide": 2, "reconcile": 2, "share_sponsor": 3,
             "reclaim": 2, "undelegate": 2}

    def __init__(self, case, dice, runner, tokens):
        self.anvil = case.anvil
        self.ctrip = case.ctrip
        self.dice = dice
        self.runner = runner
        self.usdt, self.other, self.foreign, self.disperse = tokens
        self.payments = []
        self.dropped = []
        self.by_contract = {}  # Internal transfers by transaction: hash -> [(address, wei)].
        self.counts = collections.Counter()
        self.first_block = self.highest = self.anvil.head()
        self.latest = 0  # The largest block time so far, on any branch.
        self._orders = 0

    def step(self):
        name = self.dice.choices(list(self.STEPS), list(self.STEPS.values()))[0]
        self.counts[name] += 1
        getattr(self, name)()

    # Payers.

    def submit(self, **fields):
        payer = self.anvil.accounts[1 + self.dice.randrange(PAYERS)]
        return self.anvil.submit(gas=GAS, **{"from": payer}, **fields)

    def send_token(self, token, address, amount):
        self.submit(to=token.address, data=token.data("transfer", address, amount))

    def pay(self):
        payment = self.dice.choice(self.payments[-40:] if self.dice.random() < 0.8 else self.payments)
        address, due = payment["address"], int(payment["amount_raw"])
        kind = self.dice.randrange(20)
        amount = due if kind < 9 else due // 2 if kind < 13 else due + 7 if kind < 14 else 1 + self.dice.randrange(due)
        if kind == 19:
            self.mislead(payment)
        elif payment["token"] == "ETH":
            self.submit(to=address, value=amount)
        else:
            self.send_token(self.usdt if payment["token"] == "USDT" else self.other, address, amount)

    def pay_by_contract(self):
        """A batch payout by a contract: internal transfers."""
        natives = [payment for payment in self.payments if payment["token"] == "ETH"]
        chosen = self.dice.choices(natives[-15:], k=1 + self.dice.randrange(3))
        wei = self.dice.choice((int(chosen[0]["amount_raw"]), 10**16 + self.dice.randrange(10**17)))
        to = [payment["address"] for payment in chosen]
        tx = self.submit(to=self.disperse.address, data=self.disperse.data("pay", to, wei), value=wei * len(to))
        self.by_contract[tx] = [(address, wei) for address in to]

    def mislead(self, payment):
        """Transfers that do not count, or count as zero."""
        address, due = payment["address"], int(payment["amount_raw"])
        kind = self.dice.randrange(5)
        if kind == 0:
            self.send_token(self.foreign, address, due)
        elif kind == 1:
            self.send_token(self.usdt if payment["token"] != "USDT" else self.other, address, 1 + due % 10**9)
        elif kind == 2:
            self.send_token(self.usdt, address, 0)
        elif kind == 3:
            self.submit(to=self.disperse.address, data=self.disperse.data("boom", address), value=10**9)
        else:
            self.submit(to=address, value=1 + due % 10**9)

    def resend(self):
        """Sends a transaction again that a reorg dropped; the node may refuse it."""
        if self.dropped:
            raw = self.dropped.pop(self.dice.randrange(len(self.dropped)))
            try:
                self.anvil.rpc("eth_sendRawTransaction", raw)
            except RpcError:
                self.counts["resend refused"] += 1

    # The chain.

    def mine(self):
        self.anvil.mine(self.dice.choice((1, 1, 1, 2, 3)), self.dice.choice((1, 2, 12)))

    def pass_time(self):
        self.anvil.rpc("evm_increaseTime", self.dice.choice((30, 300, 1800)))
        self.anvil.mine()

    def reorganise(self):
        head = self.anvil.head()
        self.latest = max(self.latest, self.anvil.timestamp())
        # Blocks that were final at the largest height so far are never replaced.
        self.highest = max(self.highest, head)
        depth = min(1 + self.dice.randrange(REORG_DEPTH_MAX), head - max(self.first_block, self.highest - REORG_DEPTH_MAX))
        if depth < 1:
            return
        kept = self.kept_transactions(depth)
        if self.dice.random() < 0.2:
            # The new branch is shorter until blocks are mined.
            self.counts["reorganise shorter"] += 1
            self.anvil.rpc("anvil_rollback", depth)
            self.anvil.rpc("anvil_dropAllTransactions")
            return
        try:
            self.anvil.rpc("anvil_reorg", depth, kept)
        except RpcError:
            # A kept transaction depends on a dropped one.
            self.counts["reorganise without"] += 1
            self.anvil.rpc("anvil_reorg", depth, [])
        # Transactions in the pool may depend on dropped ones.
        self.anvil.rpc("anvil_dropAllTransactions")

    def kept_transactions(self, depth):
        """[raw, index of its new block] of the transactions to mine again: in nonce order for each sender, and none after a dropped
        one of the same sender."""
        kept, stopped, places = [], set(), collections.defaultdict(int)
        keeps = self.dice.choice((0, 0.5, 0.9, 1))
        for place in range(depth):
            block = self.anvil.rpc("eth_getBlockByNumber", hex(self.anvil.head() - depth + 1 + place), True)
            for tx in block["transactions"]:
                raw = self.anvil.rpc("eth_getRawTransactionByHash", tx["hash"])
                if tx["from"] in stopped or self.dice.random() >= keeps:
                    stopped.add(tx["from"])
                    self.dropped.append(raw)
                    continue
                places[tx["from"]] = max(places[tx["from"]], min(depth - 1, place + self.dice.choice((0, 0, 1))))
                kept.append([raw, places[tx["from"]]])
        return sorted(kept, key=lambda pair: pair[1])

    # The shop, its operator and its timers.

    def create(self):
        ahead = self.anvil.timestamp() - int(time.time())
        lines = []
        for _ in range(CREATED_AT_ONCE):
            self._orders += 1
            token = self.dice.choice((None, "USDT", "TUSD"))
            amount = ETHER // 10 + self.dice.randrange(ETHER) if token != "USDT" else 10**6 + self.dice.randrange(10**8)
            span = max(1, ahead) + self.dice.choice((60, 600, 7200, 86_400))
            lines.append(json.dumps({"chain": "anvil", "amount_raw": str(amount), "idempotency_key": f"key-{self._orders}",
                                     "expires_in": f"{span}s", **({"token": token} if token else {})}))
        made = self.ctrip.run("create-payment", "--batch", "-", "--json", stdin="\n".join(lines))
        self.payments += made.json_lines

    def arguments_of(self, job):
        return (job, "--wait", "0s") if job == "sweep" else (job,)

    def job(self):
        for _ in range(self.runner.at_once if self.dice.random() < 0.2 else 1):
            self.runner.start(*self.arguments_of(self.dice.choice(JOBS)))

    def killed_job(self):
        job = self.dice.choice(JOBS)
        kind = self.dice.choice(("statement", "send"))
        self.runner.start(*self.arguments_of(job), kill_at=(kind, 1 + self.dice.randrange(KILL_AFTER_MAX)))

    def decide(self):
        payment = self.dice.choice(self.payments[1:])
        self.runner.start(self.dice.choice(("accept", "cancel")), payment["id"], "--reason", "the dice")

    def reclaim(self):
        self.runner.start("sweep", "--reclaim", "--max-cost", "100%", "--wait", "0s")

    def undelegate(self):
        ids = [payment["id"] for payment in self.dice.sample(self.payments, min(len(self.payments), 8))]
        self.runner.start("wallet", "undelegate", "--chain", "anvil", "--wait", "0s", *ids)

    def reconcile(self):
        self.runner.start("reconcile", "--json")

    # Somebody else who has the sponsor's key.

    def share_sponsor(self):
        """A transaction of the sponsor that is not ours: its next nonce, or that of a sweep under way at a higher fee."""
        fields = {"from": SPONSOR, "to": SPONSOR, "value": 1, "gas": 21_000}
        ours = self.ctrip.rows(f"SELECT nonce, tx_hash FROM sweep_txs WHERE sender = '{SPONSOR.lower()}' AND state IN "
                               "('signed', 'broadcast') ORDER BY nonce")
        if ours and self.dice.random() < 0.6:
            self.counts["share_sponsor, the nonce of a sweep"] += 1
            nonce, tx_hash = self.dice.choice(ours)
            tx = self.anvil.rpc("eth_getTransactionByHash", tx_hash) or {}
            fee = 2 * max(GWEI, *(int(tx.get(name) or "0x0", 16) for name in ("maxFeePerGas", "gasPrice")))
            fields.update(nonce=nonce, maxFeePerGas=fee, maxPriorityFeePerGas=fee)
        try:
            self.anvil.submit(**fields)
        except RpcError:
            self.counts["share_sponsor refused"] += 1
        self.let_time_pass()

    def let_time_pass(self):
        """As if what is under way had been signed some time ago; of a nonce that was taken, the program wants to be sure."""
        self.ctrip.database.sql(f"UPDATE sweep_txs SET created_at = {int(time.time()) - GIVEN_UP_S} WHERE created_at > "
                                f"{int(time.time()) - GIVEN_UP_S} AND state IN ('signed', 'broadcast', 'replaced')")

    # The end.

    def come_to_rest(self, rounds_max=40):
        """Mines blocks and runs the jobs until they have no work left. False if they still have after rounds_max rounds."""
        self.runner.wait()
        self.anvil.mine(2)
        unfinished = ("SELECT (SELECT COUNT(*) FROM webhooks WHERE state = 'pending') + (SELECT COUNT(*) FROM sweeps WHERE "
                      "state IN ('signed', 'broadcast', 'mined')) + (SELECT COUNT(*) FROM sweep_txs WHERE state IN ('signed', "
                      "'broadcast', 'mined', 'replaced')) + (SELECT COUNT(*) FROM payments WHERE sweep_due = 1 OR "
                      "status IN ('detected', 'confirmed', 'paid')) AS n")
        for _ in range(rounds_max):
            for job in JOBS:
                self.ctrip.run(*self.arguments_of(job))
            if self.ctrip.rows(unfinished) == [(0,)]:
                return True
            self.let_time_pass()
            self.anvil.mine(3)
        return False

    def canonical_transfers(self):
        """Everything that reached a payment's address, as [address] -> [(token or None, amount, block time)]."""
        arrived = collections.defaultdict(list)
        for number in range(self.first_block, self.anvil.head() + 1):
            block = self.anvil.rpc("eth_getBlockByNumber", hex(number), True)
            receipts = {r["transactionHash"]: r for r in self.anvil.rpc("eth_getBlockReceipts", hex(number)) or []}
            at = int(block["timestamp"], 16)
            for tx in block["transactions"]:
                receipt = receipts[tx["hash"]]
                if int(receipt["status"], 16) != 1:
                    continue
                if tx["to"] and int(tx["value"], 16) and tx["from"].lower() != SPONSOR.lower():
                    arrived[tx["to"].lower()].append((None, int(tx["value"], 16), at))
                for address, wei in self.by_contract.get(tx["hash"], ()):
                    arrived[address.lower()].append((None, wei, at))
                for log in receipt["logs"]:
                    if log["topics"][0] == TRANSFER_TOPIC and int(log["data"], 16):
                        arrived["0x" + log["topics"][2][26:]].append((log["address"].lower(), int(log["data"], 16), at))
        return arrived

    def swept(self, arrived, token=None):
        """The sum of transfers of a currency to the treasury."""
        wanted = token.address.lower() if token else None
        return sum(amount for currency, amount, _ in arrived[TREASURY.lower()] if currency == wanted)
