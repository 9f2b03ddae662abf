#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures what depends on the database, on both engines: jobs with nothing to do and scans among 1,000 and 1,000,000
waiting payments, making payments singly and by the batch, and look-ups, each beside the raw cost of the same statements
in sqlite3 and psql.

Each sample is a fresh process, measured from outside, in interleaved rounds. Only ratios within one run say something:
absolute times drift.
"""
import argparse
import contextlib
import json
import os
import pathlib
import random
import statistics
import sys
import time
import urllib.request

import bench
import engines
import record

FEW, MANY = 1_000, 1_000_000
LOOKUP_SIZES = (1_000, 100_000, 1_000_000)
CANDIDATES, HITS, LOOKUP_TURNS = 10_000, 100, 7
BATCH = 100_000
RATE_MUST = 8_000
RSS_MUST_MB = 64
IDLE_JOBS = ("scan", "confirm", "sweep", "send-webhooks")
LAST_BLOCK = record.FIRST_FULL_BLOCK + record.BLOCKS - 1
PARTS = ("idle", "scan", "single", "batch", "lookup")

CONFIG = """\
environment: development
database: {{url: "{database}"}}
payments: {{expires_in: 24h}}
treasury: "0x7e57000000000000000000000000000000000001"
chains:
  - name: bench
    chain_id: {chain_id}
    rpc_urls: ["{url}"]
    native: {{symbol: ETH, decimals: 18}}
    confirmations: 12
    internal_transfers: "off"
    start_block: {start_block}
    tokens:
      - {{symbol: BUSD, address: "{token}", decimals: 6}}
"""
# As if nothing had been read above a block.
REWIND = """\
DELETE FROM transfers WHERE block_number > {block};
DELETE FROM webhooks WHERE payment_id NOT IN (SELECT payment_id FROM transfers);
DELETE FROM payment_history WHERE payment_id NOT IN (SELECT payment_id FROM transfers);
UPDATE payments SET status = 'pending', received = {zero}, seq = 0, detected_in_block = NULL, flags = '', sweep_due = 0
 WHERE status IN ('detected', 'confirmed', 'paid') AND id NOT IN (SELECT payment_id FROM transfers);
DELETE FROM checkpoints WHERE block_number > {block};
UPDATE chains SET cursor_block = {cursor_block}, cursor_hash = {cursor_hash}, cursor_time = {cursor_time};
"""
# Everything done: told, and in the treasury.
CLOSE = """\
UPDATE webhooks SET state = 'delivered' WHERE state = 'pending';
UPDATE payments SET sweep_due = 0 WHERE sweep_due = 1;
"""


class Stage(bench.Bench):
    """One engine with its databases."""

    def __init__(self, options, engine):
        super().__init__(options)
        self.engine = engine
        self.database_name = None
        self.made = None
        self.env["PRIVATE_KEY"] = "0x" + "42" * 32

    def use(self, database, url="http://127.0.0.1:1"):
        self.database_name = database
        self.config.write_text(CONFIG.format(
            database=self.engine.url(database), chain_id=record.CHAIN_ID, url=url, token=record.TOKEN_ADDRESS,
            start_block=record.FIRST_FULL_BLOCK), encoding="utf-8")

    def make(self, database, waiting):
        """With those payments that the recorded blocks pay among `waiting` ones."""
        self.engine.create(database)
        self.use(database)
        self.forget_addresses()
        self.run(self.ctrip("migrate", "up"))
        lines = [{"chain": "bench", "amount": "0.001", "reference": f"native-{i}"}
                 for i in range(bench.NATIVE_PAYMENTS)]
        lines += [{"chain": "bench", "token": "BUSD", "amount": "1", "reference": f"token-{i}"}
                  for i in range(bench.TOKEN_PAYMENTS)]
        printed = self.run(self.ctrip("create-payment", "--json", "--batch", "-"),
                           input="".join(json.dumps(line) + "\n" for line in lines))
        if waiting > len(lines):
            self.engine.fill(database, len(lines), waiting)
        self.engine.settle(database)
        return [json.loads(line) for line in printed.splitlines()]

    def forget_addresses(self):
        """Each database begins with the wallet's first address, which ctrip would take for an older copy."""
        for mark in self.work.glob("addresses-given-out.*"):
            mark.unlink()

    def measure(self, command):
        """And what the server spent meanwhile."""
        before = self.engine.server_cpu_s()
        sample = super().measure(command)
        sample.server_s = self.engine.server_cpu_s() - before
        return sample

    def header(self, url, number):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "eth_getBlockByNumber", "params": [hex(number), False]})
        with urllib.request.urlopen(urllib.request.Request(url, body.encode(), {"Content-Type": "application/json"}),
                                    timeout=30) as reply:
            return json.load(reply)["result"]

    def rewind(self, database, url, block=None):
        if block is None:
            cursor = {"block": -1, "cursor_block": "NULL", "cursor_hash": "NULL", "cursor_time": "NULL"}
        else:
            header = self.header(url, block)
            cursor = {"block": block, "cursor_block": block, "cursor_hash": f"'{header['hash']}'",
                      "cursor_time": int(header["timestamp"], 16)}
        zero = "'0'" if self.engine.name == "sqlite" else "0"
        self.engine.sql(database, REWIND.format(zero=zero, **cursor))

    def candidates(self, database):
        """Addresses of payments there among others, in no order."""
        rows = self.engine.sql(database, f"SELECT address FROM payments ORDER BY number DESC LIMIT {HITS};").split()
        found = rows + [f"0x{os.urandom(20).hex()}" for _ in range(CANDIDATES - len(rows))]
        random.shuffle(found)
        return found

    def listed(self):
        """As the parent's, without paging through a million."""
        rows = self.engine.sql(self.database_name, "SELECT address || ' ' || received FROM payments WHERE status IN "
                               "('detected', 'confirmed', 'paid') OR id IN (SELECT payment_id FROM transfers);")
        return {address: int(received) for address, received in map(str.split, rows.splitlines())}


class Table:
    """Samples by name; medians and their ratios."""

    def __init__(self):
        self.samples = {}

    def add(self, name, sample):
        self.samples.setdefault(name, []).append(sample)

    def median(self, name, field):
        return statistics.median(getattr(sample, field) for sample in self.samples[name])

    def row(self, label, name):
        print(f"  {label:46}{self.median(name, 'wall_s') * 1e3:9.1f}{self.median(name, 'cpu_s') * 1e3:9.1f}"
              f"{self.median(name, 'server_s') * 1e3:9.1f}{self.median(name, 'rss_mb'):8.1f}", flush=True)

    def ratio(self, name, base, field):
        least = self.median(base, field)
        return self.median(name, field) / least if least else float("nan")


def heading(text):
    print(f"\n{text}\n  {'':46}{'wall ms':>9}{'CPU ms':>9}{'server':>9}{'RSS MB':>8}")


def in_turns(rounds, names):
    """Each round begins with another one, so that none always follows the same."""
    for turn in range(rounds):
        yield from names[turn % len(names):] + names[:turn % len(names)]


def databases(stage):
    """The two, made once for a run."""
    if stage.made is None:
        stage.made = {}
        for name, waiting in (("few", FEW), ("many", MANY)):
            start = time.monotonic()
            payments = stage.make(name, waiting)
            print(f"  {stage.engine.name}: {waiting:,} waiting payments made in {time.monotonic() - start:.0f} s",
                  flush=True)
            bench.ensure_recording(stage, payments)
            stage.made[name] = payments
    return ("few", "many")


def measure_scan(stage):
    names, table = databases(stage), Table()
    expected = bench.expected_hits(stage.made["few"])
    with stage.server() as url:
        for name in names:  # Not measured: builds the address filter and warms the caches.
            stage.use(name, url)
            stage.run(stage.ctrip("scan"))
            bench.check_hits(stage, expected)
        for name in in_turns(stage.options.rounds, names):
            stage.use(name, url)
            stage.rewind(name, url)
            stage.engine.flush(name)
            table.add(f"{name} all", stage.measure(stage.ctrip("scan")))
            stage.rewind(name, url, LAST_BLOCK - 1)
            stage.engine.flush(name)
            table.add(f"{name} one", stage.measure(stage.ctrip("scan")))
            bench.check_hits(stage, expected)
    heading(f"{stage.engine.name}: scan, {FEW:,} and {MANY:,} waiting payments")
    for kind, blocks in (("one", 1), ("all", record.BLOCKS)):
        for name, waiting in (("few", FEW), ("many", MANY)):
            table.row(f"{blocks} new blocks, {waiting:,} waiting", f"{name} {kind}")
        must = 1.5 if kind == "one" else 1.25
        for field in ("wall_s", "cpu_s"):
            ratio = table.ratio(f"many {kind}", f"few {kind}", field)
            print(f"  many / few, {blocks} blocks, {field[:-2]}: {bench.verdict(ratio, must)}")
    print_rss(table)


def print_rss(table):
    most = max(sample.rss_mb for samples in table.samples.values() for sample in samples)
    print(f"  most memory: {most:.1f} MB, must be at most {RSS_MUST_MB}: {'met' if most <= RSS_MUST_MB else 'NOT met'}")


def measure_idle(stage):
    names, table = databases(stage), Table()
    with stage.server() as url:
        for name in names:
            stage.use(name, url)
            stage.run(stage.ctrip("scan"))
            stage.run(stage.ctrip("confirm"))
            stage.engine.sql(name, CLOSE)
            stage.engine.settle(name)
            for job in IDLE_JOBS:
                stage.run(stage.ctrip(job))
        for job, name in in_turns(stage.options.rounds, [(job, name) for job in IDLE_JOBS for name in names]):
            stage.use(name, url)
            table.add(f"{name} {job}", stage.measure(stage.ctrip(job)))
    heading(f"{stage.engine.name}: nothing to do, {FEW:,} and {MANY:,} waiting payments")
    for job in IDLE_JOBS:
        table.row(f"{job}, {FEW:,} waiting", f"few {job}")
        table.row(f"{job}, {MANY:,} waiting", f"many {job}")
        for field in ("wall_s", "cpu_s"):
            print(f"  many / few, {job}, {field[:-2]}: "
                  f"{bench.verdict(table.ratio(f'many {job}', f'few {job}', field), 1.25)}")
    print_rss(table)


def insert_of(stage, number):
    """The statements that make one payment, as they run in its transaction."""
    quoted = "'1000'" if stage.engine.name == "sqlite" else "1000"
    zero = "'0'" if stage.engine.name == "sqlite" else "0"
    return (f"UPDATE counters SET value = value + 1 WHERE name = 'derivation_index' RETURNING value;\n"
            f"UPDATE counters SET value = value + 1 WHERE name = 'payment_number' RETURNING value;\n"
            f"INSERT INTO payments ({engines.COLUMNS}) VALUES ('01900001-0000-7000-8000-{number:012x}', 'pending', "
            f"'bench', {engines.CHAIN_ID}, NULL, 'ETH', 18, 'wallet', {10**9 + number}, '0x{os.urandom(20).hex()}', "
            f"{quoted}, {quoted}, {zero}, {zero}, '', 0, 12, NULL, 'single', '{{}}', NULL, NULL, 'digest', 2000000000, "
            f"2000000000, 1, 1, 0, 0, 0, 0, {10**9 + number});\n")


def fdatasync_s(folder):
    """One write of 4 KB until it is on the disk."""
    path = folder / "fdatasync"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        os.pwrite(descriptor, bytes(4096 * 64), 0)
        os.fsync(descriptor)
        took = []
        for place in range(64):
            os.pwrite(descriptor, b"x" * 4096, 4096 * place)
            start = time.perf_counter()
            os.fdatasync(descriptor)
            took.append(time.perf_counter() - start)
        return statistics.median(took)
    finally:
        os.close(descriptor)
        path.unlink()


def measure_single(stage):
    table, disk = Table(), []
    stage.make("single", FEW)
    script = stage.work / "single.sql"
    commands = {
        "ours": stage.ctrip("create-payment", "--chain", "bench", "--amount", "1", "--json"),
        "raw": stage.engine.raw("single", script),
        "empty": stage.engine.raw("single", None),
        "start": [str(stage.options.ctrip), "--version"],
    }
    for number, name in enumerate(in_turns(4 * stage.options.rounds, list(commands))):
        script.write_text(stage.engine.single(insert_of(stage, number)), encoding="utf-8")
        table.add(name, stage.measure(commands[name]))
        if name == "ours":
            disk.append(fdatasync_s(stage.work))
    heading(f"{stage.engine.name}: one payment, from the start of the process to its end")
    client = "sqlite3" if stage.engine.name == "sqlite" else "psql"
    for name, label in (("ours", "ctrip create-payment"), ("raw", f"the same transaction by {client}"),
                        ("empty", f"{client}, nothing asked"), ("start", "ctrip --version")):
        table.row(label, name)
    sync_s = statistics.median(disk)
    own_s = table.median("ours", "wall_s") - table.median("start", "wall_s")
    print(f"  fdatasync of 4 KB: {sync_s * 1e3:.2f} ms")
    print(f"  ctrip / raw, wall: {table.ratio('ours', 'raw', 'wall_s'):.2f}x, CPU: "
          f"{table.ratio('ours', 'raw', 'cpu_s'):.2f}x; without its start, in fdatasyncs: {own_s / sync_s:.1f}")


def measure_batch(stage):
    table = Table()
    for kind in ("plain", "keyed"):
        (stage.work / kind).write_text("".join(
            json.dumps({"chain": "bench", "amount": "0.001", "reference": f"bulk-{i}",
                        **({"idempotency_key": f"key-{i}"} if kind == "keyed" else {})}) + "\n"
            for i in range(BATCH)), encoding="utf-8")
    for kind in in_turns(stage.options.batch_rounds, ["plain", "keyed"]):
        stage.engine.create("batch")
        stage.use("batch")
        stage.forget_addresses()
        stage.run(stage.ctrip("migrate", "up"))
        stage.engine.settle("batch")
        table.add(kind, stage.measure(stage.ctrip("create-payment", "--json", "--batch", str(stage.work / kind))))
    heading(f"{stage.engine.name}: create-payment --batch of {BATCH:,}")
    for kind, label in (("plain", "without keys"), ("keyed", "each with an idempotency key")):
        table.row(label, kind)
        cpu, server = table.median(kind, "cpu_s"), table.median(kind, "server_s")
        rate = BATCH / cpu
        print(f"  {label}: {BATCH / table.median(kind, 'wall_s'):,.0f} a second; a second and core: {rate:,.0f}, must be "
              f"at least {RATE_MUST:,}: {'met' if rate >= RATE_MUST else 'NOT met'}; with the server's: "
              f"{BATCH / (cpu + server):,.0f}")


def measure_lookup(stage):
    print(f"\n{stage.engine.name}: {CANDIDATES:,} candidates looked up, {HITS} of them ours; us a candidate")
    script, candidates = stage.work / "lookup.sql", stage.work / "candidates"
    for size in LOOKUP_SIZES:
        stage.make("lookup", size)
        addresses = stage.candidates("lookup")
        candidates.write_text("\n".join(addresses) + "\n", encoding="utf-8")
        script.write_text(stage.engine.lookups(engines.COLUMNS.removesuffix(", number"), addresses, LOOKUP_TURNS), encoding="utf-8")
        ours, raw = [], []
        for _ in range(stage.options.rounds):
            printed = stage.run([str(stage.options.tools / "bench_lookup"), stage.engine.url("lookup"),
                                 str(engines.CHAIN_ID), str(candidates), str(LOOKUP_TURNS)])
            lines = [line.split() for line in printed.splitlines()]
            if any(int(found) != HITS for _, found in lines):
                sys.exit(f"bench: look-ups found {lines}, {HITS} expected")
            ours.append(statistics.median(float(took) for took, _ in lines))
            raw.append(statistics.median(stage.engine.times(stage.run(stage.engine.raw("lookup", script)))))
        mine, theirs = (statistics.median(all_of) * 1e3 / CANDIDATES for all_of in (ours, raw))
        client = "sqlite3" if stage.engine.name == "sqlite" else "psql"
        print(f"  {size:>9,} waiting: ctrip {mine:.2f}, {client} {theirs:.2f}: {mine / theirs:.2f}x", flush=True)


MEASURES = {"idle": measure_idle, "scan": measure_scan, "single": measure_single, "batch": measure_batch,
            "lookup": measure_lookup}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ctrip", type=pathlib.Path, required=True, help="the binary to measure")
    parser.add_argument("--tools", type=pathlib.Path, required=True, help="folder of the benchmark's own programs")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder for the recording and databases")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--batch-rounds", type=int, default=3)
    parser.add_argument("--engine", action="append", choices=engines.ENGINES, help="only this one; default: both")
    parser.add_argument("--part", action="append", choices=PARTS, help="only this one; default: all")
    options = parser.parse_args()
    options.work = options.work.resolve()  # The URL of a database takes no other.
    options.work.mkdir(parents=True, exist_ok=True)
    for name in options.engine or engines.ENGINES:
        with contextlib.closing(engines.ENGINES[name](options.work)) as engine:
            stage = Stage(options, engine)
            for part in options.part or PARTS:
                MEASURES[part](stage)


if __name__ == "__main__":
    main()
