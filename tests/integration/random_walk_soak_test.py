# SPDX-License-Identifier: MIT
"""A random walk: payers pay too little, too much, late and wrong, the chain reorganises, time jumps, operators decide, jobs
run and are killed, and somebody else sends with the sponsor's key. In the end the ledger, the statuses, the treasury and what
the shop was told are what the chain says, and no transaction is under way.

CTRIP_TEST_SEED repeats a walk, CTRIP_WALK_STEPS makes it longer: 2,000 in `tests/run --all`, 300 in `tests/run`."""
import datetime
import os
import unittest

from harness import part
from harness.case import ETHER, TREASURY, EndToEndCase
from harness.database import postgres_only
from harness.walk import Runner, Walk

STEPS = int(os.environ.get("CTRIP_WALK_STEPS") or part.length(300, 2000))
PROCESSES = 10


def seconds_of(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


class RandomWalkTest(EndToEndCase):
    anvil_arguments = ("--silent",)
    config_changes = {"payments": {"expires_in": "24h", "watch_late": "365d"}}

    def setUp(self):
        super().setUp()
        self.dice = part.dice(f"{self.id()} {self.ctrip.database.engine}")
        print(f"CTRIP_WALK_STEPS={STEPS}", flush=True)
        self.other, self.foreign = self.anvil.deploy("OzToken"), self.anvil.deploy("OzToken")
        self.disperse = self.anvil.deploy("Disperse")
        chain = self.ctrip.config["chains"][0]
        chain["internal_transfers"] = self.dice.choice(("auto", "balances", "traces"))
        print(f"internal_transfers: {chain['internal_transfers']}")
        chain["tokens"].append({"symbol": "TUSD", "address": self.other.address, "decimals": 18})
        self.ctrip.use_local_database()
        for token in (self.usdt, self.other, self.foreign):
            for payer in self.anvil.accounts[1:9]:
                self.anvil.mint(token, payer, 10**24)
        self.anvil.set_balance(TREASURY, 0)
        self.anvil.mine(10)
        self.jobs("scan")
        # With the Sweeper on the chain tokens go in batches where that is cheaper.
        self.ctrip.config["sweeping"]["strategy"] = self.dice.choice(("auto", "batched", "direct"))
        print(f"strategy: {self.ctrip.config['sweeping']['strategy']}")
        # Else what is left of gas money beside stray wei waits for cheaper gas, which never comes here.
        self.ctrip.config["sweeping"]["max_cost"] = "100%"
        self.ctrip.write_config()
        self.ctrip.run("sweep", "deploy")
        self.anvil.mine(10)
        self.jobs("scan", "sweep")
        self.anvil.automine(False)

    def walk(self, at_once):
        runner = Runner(self.ctrip, at_once)
        self.addCleanup(runner.stop)
        walk = Walk(self, self.dice, runner, (self.usdt, self.other, self.foreign, self.disperse))
        # While it waits, native money is looked for everywhere.
        walk.payments.append(self.native_payment("1", expires_in="365d"))
        walk.create()
        for number in range(STEPS):
            walk.step()
            self.assertEqual(runner.problems, [], f"at step {number}")
        rested = walk.come_to_rest()
        print(f"steps: {dict(sorted(walk.counts.items()))}\nprocesses ended so: {sorted(runner.ends.items())}")
        for what in ("kind, state FROM sweep_txs", "kind, state, note FROM sweeps"):
            columns, _, table = what.partition(" FROM ")
            print(f"{table}:", self.ctrip.rows(f"SELECT {columns}, COUNT(*) FROM {table} GROUP BY {columns} ORDER BY {columns}"))
        self.assertEqual(runner.problems, [])
        self.assertTrue(rested, self.unfinished())
        self.check(walk)

    def unfinished(self):
        """What keeps the jobs busy, for who has to find out why."""
        rows = self.ctrip.rows("SELECT id FROM payments WHERE sweep_due = 1 OR status IN ('detected', 'confirmed', 'paid')")
        plan = self.ctrip.run("sweep", "--dry-run", "--json", code=None)
        return "\n".join([str(plan), *(str(self.ctrip.show({"id": found})) for (found,) in rows)])

    def check(self, walk):
        summary = self.ctrip.run("reconcile", "--json").json_lines[-1]
        payments = self.all_payments()
        self.assertEqual({payment["id"] for payment in walk.payments}, {payment["id"] for payment in payments})
        self.assertEqual((summary["differences"], summary["addresses"]), (0, len(payments)))
        arrived = walk.canonical_transfers()
        for payment in payments:
            self.check_payment(walk, payment, arrived[payment["address"].lower()])
        self.check_treasury(walk, arrived)
        self.check_webhooks(payments)

    def all_payments(self):
        payments, after = [], ()
        while True:
            page = self.ctrip.run("list", "--limit", 500, "--json", *after).json
            payments += page["payments"]
            if page["next"] is None:
                return payments
            after = ("--after", page["next"])

    def check_payment(self, walk, payment, transfers):
        """Status, sums and flags follow from the chain, the deadline and the operator's word alone."""
        accepted, cancelled, minimum = self.ctrip.rows(
            "SELECT CAST(accepted AS TEXT) AS accepted, cancelled, CAST(amount_min AS TEXT) AS minimum FROM payments "
            f"WHERE id = '{payment['id']}'")[0]
        token, deadline = (payment["token_address"] or "").lower() or None, seconds_of(payment["expires_at"])
        right = [(amount, at) for currency, amount, at in transfers if currency == token]
        in_time = sum(amount for amount, at in right if at <= deadline)
        received = sum(amount for amount, _ in right)
        due = min(int(minimum), int(accepted)) if accepted else int(minimum)
        counted = received if accepted else in_time
        if cancelled:
            expected = "failed"
        elif counted >= due:
            expected = "settled"
        elif self.anvil.timestamp() <= deadline < walk.latest:
            # A branch that is gone had passed the deadline: whether a job saw that is nobody's business.
            self.assertIn(payment["status"], ("expired", "pending"))
            expected = payment["status"]
        else:
            expected = "expired" if deadline < self.anvil.timestamp() else "pending"
        what = (payment, transfers, accepted)
        self.assertEqual(payment["status"], expected, what)
        self.assertEqual(int(payment["received_raw"]), received, what)
        configured = (None, self.usdt.address.lower(), self.other.address.lower())
        flags = {"underpaid": received > 0 and counted < due, "overpaid": received > int(payment["amount_raw"]),
                 "late": received > in_time, "multiple": len(right) > 1,
                 "wrong_token": any(currency != token and currency in configured for currency, _, _ in transfers)}
        for flag, expected in flags.items():
            self.assertEqual(flag in payment["flags"], expected, (flag, what))

    def check_treasury(self, walk, arrived):
        """All that was swept is there, once; and the ledger says the same."""
        sweeps = self.ctrip.rows("SELECT symbol, CAST(amount AS TEXT) AS amount FROM sweeps WHERE state = 'final' AND "
                                 "kind <> 'topup'")
        for symbol, token in (("ETH", None), ("USDT", self.usdt), ("TUSD", self.other)):
            booked = sum(int(amount) for of, amount in sweeps if of == symbol)
            held = self.anvil.token_balance(token, TREASURY) if token else self.anvil.balance(TREASURY)
            self.assertEqual(held, booked, (symbol, self.ctrip.rows(
                "SELECT s.kind, s.state, CAST(s.amount AS TEXT) AS amount, s.tx_hash, t.state AS tx_state, t.nonce, s.note, s.payment_id "
                f"FROM sweeps s LEFT JOIN sweep_txs t ON t.tx_hash = s.tx_hash WHERE s.symbol = '{symbol}'")))
            # A batch takes native money along, whoever sent it there.
            along = 0 if token else sum(int(row[0]) for row in self.ctrip.rows(
                "SELECT CAST(amount AS TEXT) FROM sweeps WHERE kind = 'batch' AND token IS NULL AND state = 'final'"))
            self.assertEqual(held, walk.swept(arrived, token) + along, symbol)
        self.assertGreater(self.anvil.balance(TREASURY), ETHER)

    def check_webhooks(self, payments):
        self.assertEqual(self.receiver.problems(), [])
        told, ids = {}, {}
        for request in list(self.receiver.requests):
            data = request.event["data"]
            key = (data["payment_id"], data["seq"])
            self.assertEqual(ids.setdefault(key, request.headers["webhook-id"]), request.headers["webhook-id"])
            seen = told.setdefault(data["payment_id"], [])
            if data["seq"] not in [event["seq"] for event in seen]:
                seen.append(data)
        for payment in payments:
            events = told.get(payment["id"], [])
            self.assertEqual([event["seq"] for event in events], list(range(1, payment["seq"] + 1)), payment)
            if events:
                self.assertEqual(events[-1]["status"], payment["status"])

    def test_books_equal_the_chain_whatever_happened(self):
        self.walk(1)

    @postgres_only
    def test_books_equal_the_chain_with_ten_processes_at_once(self):
        self.walk(PROCESSES)


if __name__ == "__main__":
    unittest.main()
