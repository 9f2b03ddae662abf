# SPDX-License-Identifier: MIT
"""What each query of each job reads, on a database that is full: never the whole of a table that grows."""
import contextlib
import re
import sqlite3
import unittest

from harness import full_database, plans
from harness.anvil import Anvil
from harness.case import EndToEndCase
from harness.ctrip import chain_config
from harness.database import postgres_only
from harness.health import Server
from harness.receiver import Answer

UNAVAILABLE = 69
# Often enough for PostgreSQL to make one plan for all values.
TOKENS_PAID = 10
# Enough to fill the largest statement.
KEYS = 600
# A page of nothing but what waits is read whole; a table of this size is not.
PAYMENTS = 100_000
PAYMENTS_FEW = 40_000
# Each of them must have come, or nothing was shown: the step, and a part of the query.
EXPECTED = (
    ("create-payment", "INSERT INTO payments"),
    ("create-payment", "UPDATE counters"),
    ("create-payment", "WHERE idempotency_key ="),
    ("create-payment --batch", "FROM archived_payments WHERE idempotency_key IN"),
    ("scan, the first", "MIN(created_at)"),
    ("scan, the first", "number >= $1"),
    ("scan, nothing new", "FROM chains WHERE chain_id"),
    ("scan, new blocks", "watch_until >= $2"),
    ("scan, new blocks", "token IS NULL AND watch_until"),
    ("scan, new blocks", "FROM address_filter"),
    ("scan, new blocks", "expires_at < $2 AND asked_time <= expires_at"),
    ("scan, new blocks", "expires_at <= $3 AND asked_block < $4"),
    ("scan, new blocks", "asked_block < $2 ORDER BY asked_block"),
    ("scan, new blocks", "SET asked_block = CASE"),
    ("scan, hits", "FROM payments JOIN unnest("),
    ("scan, hits", "FROM archived_payments JOIN unnest("),
    ("scan, hits", "INSERT INTO transfers"),
    ("scan, hits", "INSERT INTO archived_transfers"),
    ("scan, hits", "FROM transfers t WHERE t.payment_id"),
    ("scan, hits", "INSERT INTO payment_history"),
    ("scan, hits", "INSERT INTO webhooks"),
    ("scan, hits", "UPDATE payments SET status"),
    ("scan, hits", "DELETE FROM checkpoints"),
    ("scan, hits", "SELECT tx_hash, log_index, block_hash, payment_id FROM transfers"),
    ("scan, a reorganisation", "FROM archived_transfers WHERE chain_id"),
    ("scan, a reorganisation", "t.depth = 'final'"),
    ("scan, a reorganisation", "SET asked_block"),
    ("scan, a reorganisation", "SELECT DISTINCT payment_id FROM transfers"),
    ("scan, a reorganisation", "UPDATE transfers SET orphaned"),
    ("scan, a reorganisation", "deadline_read = 0"),
    ("scan, a reorganisation", "AND asked_block > $1"),
    ("confirm, nothing new", "t.depth <> 'final'"),
    ("confirm, nothing new", "status = 'pending' AND expires_at"),
    ("confirm, deepening", "t.payment_id IN"),
    ("confirm, deepening", "UPDATE transfers SET depth"),
    ("confirm, deepening", "SET sweep_due = 1"),
    ("confirm, expiring", "SET deadline_read"),
    ("sweep, dry", "sweep_due = 1"),
    ("sweep, dry", "FROM sweeps WHERE payment_id"),
    ("sweep", "INSERT INTO sweep_txs"),
    ("sweep", "UPDATE sweep_txs SET"),
    ("sweep", "INSERT INTO sweeps"),
    ("sweep", "UPDATE sweeps SET"),
    ("sweep", "MAX(nonce)"),
    ("sweep", "SET swept"),
    ("sweep, nothing to do", "state IN ('signed', 'broadcast', 'mined', 'replaced')"),
    ("sweep, what is left of gas money", "AND kind = 'topup' AND state = 'final' AND payment_id >"),
    ("sweep, what is left of gas money", "AND sweep_due = 0 AND"),
    ("send-webhooks", "FROM webhooks w WHERE"),
    ("send-webhooks", "UPDATE webhooks SET state"),
    ("send-webhooks, nothing due", "FROM webhooks w WHERE"),
    ("show", "FROM payment_history"),
    ("show", "FROM webhooks WHERE payment_id"),
    ("accept", "UPDATE payments SET status"),
    ("cancel", "UPDATE transfers SET depth = 'seen'"),
    ("list", "ORDER BY id DESC"),
    ("reconcile", "address > $2 ORDER BY address"),
    ("reconcile", "t.orphaned = 0 AND t.block_number <= $1"),
    ("reconcile", "FROM sweeps WHERE payment_id IN"),
    ("explain, a transaction", "t.tx_hash = $2"),
    ("serve-health", "GROUP BY"),
    ("serve-health", "ORDER BY asked_block"),
)
# What reads much by its nature, by step: the address filter takes up, once, what it does not have yet; metrics count; and
# a list without a filter is the newest rows of the primary key.
BY_NATURE = (
    ("scan, the first", "number >= $1 ORDER BY number LIMIT"),
    ("serve-health", "COUNT(*)"),
    ("list", "WHERE 1 = 1 ORDER BY id DESC LIMIT"),
)
# What a reader does not want: all columns and places, and the values and numbers of this time.
COLUMNS = re.compile(r"SELECT (id, status|id, chain_id|t\.tx_hash)(?:, [\w.]+){8,}")
PLACES = re.compile(r"(\$\d+)(?:, \$\d+){20,}")
VALUE = re.compile(r"'[^']*'::[\w ]+|, \d+ rows visited$")
# SQLite's own query where PostgreSQL has another one.
SQLITE_ALONE = (
    ("scan, hits", "SELECT id, seq FROM payments WHERE chain_id = $1 AND address = $2"),
    ("scan, hits", "SELECT id, file FROM archived_payments WHERE chain_id = $1 AND address = $2"),
)


def shortened(text):
    return PLACES.sub(r"\1, …", COLUMNS.sub(r"SELECT \1, …", text))


def show(engine, queries):
    """For a person to read: each query once with each of its plans, and the steps it came in."""
    steps = {}
    for query in queries:
        text = shortened(query.text)
        plan = "".join(f"    {VALUE.sub('', node)}\n" for node in query.nodes)
        steps.setdefault((text, plan), []).append(query.step)
    print(f"{engine}, {len(steps)} queries\n")
    for (text, plan), names in steps.items():
        print(f"{text}\n{plan}  in: {'; '.join(dict.fromkeys(names))}\n")


def faults(queries):
    return [f"{query.step}: {shortened(query.text)}\n{'; '.join(query.faults)}" for query in queries
            if query.faults and not any(step == query.step and part in query.text for step, part in BY_NATURE)]


class FullDatabaseCase(EndToEndCase):
    """The log of a server that tells each query, and a database that is as full as after years."""

    count = PAYMENTS
    # A turn takes many runs.
    chain_changes = {"balances_per_run": 200}

    def setUp(self):
        super().setUp()
        self.server = self.ctrip.database.server
        # No scan was ever here: that of setUp() was on an empty database.
        self.ctrip.database.sql("DELETE FROM checkpoints; DELETE FROM chains;")
        self.rows = full_database.rows_of(self.count, self.anvil.chain_id)
        full_database.fill_postgres(self.ctrip.database, self.rows)
        plans.switch_on(self.server)
        self.queries = []
        # The old transfers lie in these.
        self.anvil.mine(full_database.BLOCKS + 10)

    @contextlib.contextmanager
    def step(self, name):
        """The queries of the program in here belong to this step."""
        before = len(self.server.log())
        yield
        self.queries += plans.read(self.server.log()[before:], name)

    def run_step(self, name, *arguments, **options):
        with self.step(name):
            return self.ctrip.run(*arguments, **options)

    @contextlib.contextmanager
    def sqlite(self):
        """A file as the program makes it, without a row: SQLite's planner looks at statistics only, and an installation has none."""
        path = self.ctrip.folder / "plans.db"
        self.ctrip.run("migrate", "up", environment={"DATABASE_URL": f"sqlite://{path}"})
        connection = sqlite3.connect(path)
        try:
            yield connection
        finally:
            connection.close()

    def sqlite_queries(self, connection):
        asked = [(query.step, plans.for_sqlite(query.text)) for query in self.queries]
        return [plans.ask_sqlite(connection, step, text) for step, text in [*asked, *SQLITE_ALONE] if text]


@postgres_only
class QueryPlanTest(FullDatabaseCase):
    def create_step(self, name, *arguments, **options):
        return self.run_step(name, "create-payment", *arguments, "--json", **options).json_lines

    def create_payments(self):
        single = ("--chain", "anvil", "--amount", "1")
        self.coin, = self.create_step("create-payment", *single, "--reference", "ORDER-COIN")
        keyed = (*single, "--idempotency-key", "once")
        self.create_step("create-payment", *keyed)
        self.create_step("create-payment, a known key", *keyed)
        lines = ['{"chain": "anvil", "token": "USDT", "amount": "2"}'] * 20
        lines += [f'{{"chain": "anvil", "amount": "1", "idempotency_key": "batch-{n}"}}' for n in range(KEYS)]
        made = self.create_step("create-payment --batch", "--batch", "-", stdin="\n".join(lines))
        self.tokens, self.unpaid = made[:TOKENS_PAID], made[TOKENS_PAID]
        self.overdue, = self.create_step("create-payment", *single, "--expires-in", "1s")

    def scan_and_confirm(self):
        self.run_step("scan, the first", "scan")
        self.run_step("scan, nothing new", "scan")
        self.anvil.mine(3, 120)
        self.run_step("scan, new blocks", "scan")
        self.run_step("confirm, expiring", "confirm")
        self.run_step("confirm, nothing new", "confirm")
        self.assert_status(self.overdue, "expired")
        self.pay_native(self.coin)
        for payment in self.tokens:
            self.pay_usdt(payment)
        # To an address whose payment was moved out to a file long ago.
        self.anvil.send_native(full_database.address(f"deposit {PAYMENTS + 1}"), 1)
        self.run_step("scan, hits", "scan")
        self.assert_status(self.coin, "detected")
        self.assert_status(self.tokens[0], "detected")
        self.anvil.rpc("anvil_reorg", 2, [])
        self.run_step("scan, a reorganisation", "scan")
        self.assert_status(self.tokens[-1], "pending")
        self.pay_usdt(self.tokens[-1])
        self.run_step("scan, hits again", "scan")
        self.anvil.mine(5)
        self.run_step("confirm, deepening", "confirm")
        self.assert_status(self.coin, "paid")

    def sweep(self):
        self.run_step("sweep, dry", "sweep", "--dry-run")
        for _ in range(8):
            self.run_step("sweep", "sweep")
            self.anvil.mine(5)
            self.ctrip.run("scan")
        self.run_step("sweep, nothing to do", "sweep")
        self.run_step("sweep, what is left of gas money", "sweep", "--reclaim")
        for payment in (self.coin, *self.tokens):
            self.assert_status(payment, "settled")

    def send_webhooks(self):
        self.receiver.answers.append(Answer(status=500))
        # One is to be tried again later, all others arrive.
        self.run_step("send-webhooks", "send-webhooks", code=UNAVAILABLE)
        self.assertGreater(len(self.receiver.requests), 10)
        self.run_step("send-webhooks, nothing due", "send-webhooks")

    def look(self):
        self.run_step("show", "show", self.coin["id"])
        self.pay_usdt(self.unpaid, 1)
        self.ctrip.run("scan")
        for what in ("accept", "cancel"):
            self.run_step(what, what, self.unpaid["id"], "--reason", "he called")
        self.assert_status(self.unpaid, "failed")
        for name, *options in (("list",), ("list --status", "--status", "detected"),
                               ("list --chain", "--chain", "anvil"), ("list --reference", "--reference", "ORDER-COIN"),
                               ("list --since", "--since", "1h"), ("list --after", "--after", self.coin["id"])):
            self.run_step(name, "list", *options)

    def compare(self):
        """On a chain of their own, since the old rows' money is on none; the tables are the same."""
        small = self.stage(Anvil(chain_id=self.anvil.chain_id + 1))
        self.ctrip.config["chains"].append(chain_config(small, name="small"))
        self.ctrip.write_config()
        self.ctrip.run("scan", "--chain", "small")
        payment = self.ctrip.run("create-payment", "--chain", "small", "--amount", "1", "--json").json
        paid = small.send_native(payment["address"], 10**18)
        self.ctrip.run("scan", "--chain", "small")
        self.run_step("reconcile", "reconcile", "--chain", "small")
        self.run_step("explain, a payment", "explain", payment["id"])
        self.run_step("explain, a transaction", "explain", paid["transactionHash"], "--chain", "small")

    def ask_health(self):
        server = self.stage(Server(self.ctrip))
        with self.step("serve-health"):
            self.assertEqual(server.ask("/health")[0], 503)  # The old messages wait.
            self.assertEqual(server.ask("/metrics")[0], 200)

    def assert_all_came(self):
        missing = [part for part in EXPECTED
                   if not any(part[0] == query.step and part[1] in query.text for query in self.queries)]
        self.assertEqual(missing, [], "these queries never came")

    def test_no_query_reads_the_whole_of_a_table_that_grows(self):
        self.create_payments()
        self.scan_and_confirm()
        self.sweep()
        self.send_webhooks()
        self.look()
        self.compare()
        self.ask_health()
        with self.sqlite() as connection:
            on_sqlite = self.sqlite_queries(connection)
        show("PostgreSQL", self.queries)
        show("SQLite", on_sqlite)
        self.assert_all_came()
        self.assertEqual(faults(self.queries), [])
        self.assertEqual(faults(on_sqlite), [])


@postgres_only
class LostIndexTest(FullDatabaseCase):
    """That a query without its index is seen, on both engines."""

    count = PAYMENTS_FEW

    def lose(self, index, *jobs):
        """What is said about these jobs without that index."""
        self.ctrip.database.sql(f"DROP INDEX {index}")
        self.queries = []
        for job in jobs:
            self.run_step(job, job)
        with self.sqlite() as connection:
            connection.execute(f"DROP INDEX {index}")
            return faults(self.queries), faults(self.sqlite_queries(connection))

    def test_a_scan_without_its_index_is_seen(self):
        payment = self.native_payment()
        self.ctrip.run("scan")
        self.pay_native(payment)
        on_postgres, on_sqlite = self.lose("transfers_payment", "scan")
        self.assertIn("Seq Scan on transfers", on_postgres[0])
        self.assertIn("SCAN t", on_sqlite[0])

    def test_a_vague_index_in_place_of_the_right_one_is_seen(self):
        self.ctrip.run("scan")
        on_postgres, on_sqlite = self.lose("payments_pending", "confirm")
        self.assertIn("status = 'pending' AND expires_at", on_postgres[0])
        self.assertIn("status = 'pending' AND expires_at", on_sqlite[0])


if __name__ == "__main__":
    unittest.main()
