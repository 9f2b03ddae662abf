#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures `ctrip scan` over recorded blocks against merely downloading the same replies, in interleaved rounds.

Each sample is a fresh process, measured from outside. Only ratios within one run say something: absolute times drift.
"""
import argparse
import contextlib
import dataclasses
import hashlib
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

import record

HERE = pathlib.Path(__file__).resolve().parent
# Published test words, and not those of Anvil's own accounts, which send the blocks' transactions.
MNEMONIC = " ".join(["abandon"] * 11 + ["about"])
NATIVE_PAYMENTS, TOKEN_PAYMENTS, BULK_PAYMENTS = 900, 100, 10_000
PLAIN_BATCH = 10
WALL_MUST, CPU_MUST = 2.5, 3.0

CONFIG = """\
environment: development
database: {{url: "sqlite://{database}"}}
payments: {{expires_in: 24h}}
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


@dataclasses.dataclass
class Sample:
    wall_s: float
    cpu_s: float
    rss_mb: float


class Samples:
    def __init__(self):
        self.all = []

    def median(self, field):
        return statistics.median(getattr(sample, field) for sample in self.all)


class Bench:
    def __init__(self, options):
        self.options = options
        self.work = options.work
        self.database = self.work / "work.db"
        self.config = self.work / "ctrip.yaml"
        self.recording = self.work / "recording"
        # Nothing of the caller's environment may point ctrip elsewhere.
        self.env = {"PATH": os.environ["PATH"], "HOME": str(self.work), "MNEMONIC": MNEMONIC}

    def write_config(self, url):
        self.config.write_text(CONFIG.format(
            database=self.database, chain_id=record.CHAIN_ID, url=url, token=record.TOKEN_ADDRESS,
            start_block=record.FIRST_FULL_BLOCK))

    def ctrip(self, *arguments):
        return [str(self.options.ctrip), "--config", str(self.config), *arguments]

    def run(self, command, **more):
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False, **more)
        if done.returncode != 0:
            sys.exit(f"bench: {' '.join(command)} ended with {done.returncode}:\n{done.stderr}")
        return done.stdout

    def measure(self, command):
        report = self.work / "report"
        self.run([str(self.options.tools / "bench_measure"), str(report), *command])
        wall, user, system, rss_kb, _ = report.read_text().split()
        return Sample(float(wall), float(user) + float(system), int(rss_kb) / 1024)

    def remove_database(self):
        for path in self.work.glob("work.db*"):
            path.unlink()

    def new_database(self):
        self.remove_database()
        self.run(self.ctrip("migrate", "up"))

    def create_payments(self):
        """The prepared database, kept aside; returns the payments as ctrip printed them."""
        self.new_database()
        lines = [{"chain": "bench", "amount": "0.001", "reference": f"native-{i}"} for i in range(NATIVE_PAYMENTS)]
        lines += [{"chain": "bench", "token": "BUSD", "amount": "1", "reference": f"token-{i}"}
                  for i in range(TOKEN_PAYMENTS)]
        batch = "".join(json.dumps(line) + "\n" for line in lines)
        printed = self.run(self.ctrip("create-payment", "--json", "--batch", "-"), input=batch)
        for path in self.work.glob("prepared.db*"):
            path.unlink()
        for path in self.work.glob("work.db*"):
            shutil.copy(path, self.work / path.name.replace("work", "prepared"))
        return [json.loads(line) for line in printed.splitlines()]

    def fresh_database(self):
        self.remove_database()
        for path in self.work.glob("prepared.db*"):
            shutil.copy(path, self.work / path.name.replace("prepared", "work"))
        os.sync()  # So that the scan does not wait for the copy to reach the disk.

    @contextlib.contextmanager
    def server(self, *trace):
        command = [str(self.options.tools / "bench_replay_server"), str(self.recording), *map(str, trace)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                url = f"http://127.0.0.1:{int(process.stdout.readline())}"
                self.write_config(url)
                yield url
            finally:
                process.terminate()

    def listed(self):
        """Every payment that received something: its address and how much."""
        received, after = {}, []
        while True:
            page = json.loads(self.run(self.ctrip("list", "--json", "--limit", "200", *after)))
            received.update({payment["address"].lower(): int(payment["received_raw"])
                             for payment in page["payments"] if payment["received_raw"] != "0"})
            if page["next"] is None:
                return received
            after = ["--after", str(page["next"])]


def ensure_recording(bench, payments):
    """Records anew only when the payments' addresses or what makes the blocks are others than last time."""
    watched = "".join(f"{'token' if payment['token_address'] else 'native'} {payment['address'].lower()}\n"
                      for payment in payments)
    sources = [HERE / "record.py", HERE / "BenchToken.sol", HERE / "compile.js"]
    made_from = hashlib.sha256(watched.encode() + b"".join(path.read_bytes() for path in sources)).hexdigest()
    marker = bench.recording / "made_from"
    if marker.exists() and marker.read_text() == made_from:
        return
    print("making and recording the blocks on Anvil, once (a minute or two)", flush=True)
    shutil.rmtree(bench.recording, ignore_errors=True)
    (bench.work / "watched").write_text(watched)
    with open(bench.work / "token.json", "w", encoding="utf-8") as token:
        subprocess.run(["node", str(HERE / "compile.js")], stdout=token, check=True)
    subprocess.run([sys.executable, str(HERE / "record.py"), "--token", str(bench.work / "token.json"), "--watched",
                    str(bench.work / "watched"), "--out", str(bench.recording)], check=True)
    marker.write_text(made_from)


def expected_hits(payments):
    natives = [payment["address"].lower() for payment in payments if not payment["token_address"]]
    tokens = [payment["address"].lower() for payment in payments if payment["token_address"]]
    hits = {}
    for i in range(record.BLOCKS):
        native_to, token_to = record.paid_in(i, natives, tokens)
        paid = record.NATIVE_PAID_WEI if native_to else record.TOKEN_PAID
        hits[native_to or token_to] = hits.get(native_to or token_to, 0) + paid
    return hits


def write_plain_requests(path):
    """Whole blocks and all their Transfer events in batches, as a scanner that leaves nothing out would ask."""
    with open(path, "w", encoding="ascii") as file:
        first, end = record.FIRST_FULL_BLOCK, record.FIRST_FULL_BLOCK + record.BLOCKS
        for begin in range(first, end, PLAIN_BATCH):
            last = min(begin + PLAIN_BATCH, end) - 1
            calls = [("eth_getBlockByNumber", [hex(number), True]) for number in range(begin, last + 1)]
            calls.append(("eth_getLogs", [{"fromBlock": hex(begin), "toBlock": hex(last),
                                           "address": record.TOKEN_ADDRESS, "topics": [record.TRANSFER_TOPIC]}]))
            file.write(json.dumps([{"jsonrpc": "2.0", "id": i, "method": method, "params": params}
                                   for i, (method, params) in enumerate(calls)]) + "\n")


def check_hits(bench, expected):
    found = bench.listed()
    if found != expected:
        wrong = sorted(address for address in expected.keys() | found.keys()
                       if expected.get(address) != found.get(address))
        sys.exit(f"bench: scan found {len(found)} paid payments, {len(expected)} expected; "
                 f"{len(wrong)} differ, the first is {wrong[0]}")


def run_rounds(bench, expected):
    """The samples of every program, by name, and the bytes and number of the replies to scan's own requests."""
    trace, plain = bench.work / "trace", bench.work / "plain"
    write_plain_requests(plain)
    bench.fresh_database()
    with bench.server(trace):  # Not measured: shows what scan asks for, and warms the caches.
        bench.run(bench.ctrip("scan"))
    check_hits(bench, expected)

    with bench.server() as url:
        download = [str(bench.options.tools / "bench_download"), url]
        in_flight = str(bench.options.in_flight)
        commands = {"same": download + [str(trace), in_flight], "plain": download + [str(plain), in_flight],
                    "scan": bench.ctrip("scan"), "version": [str(bench.options.ctrip), "--version"]}
        size = int(bench.run(commands["same"]))
        samples = {name: Samples() for name in (*commands, "idle")}
        for turn in range(bench.options.rounds):
            bench.fresh_database()
            # Each round begins with another command, so that none always follows the same one.
            names = list(commands)
            for name in names[turn % len(names):] + names[:turn % len(names)]:
                samples[name].all.append(bench.measure(commands[name]))
            check_hits(bench, expected)
            samples["idle"].all.append(bench.measure(bench.ctrip("scan")))
    return samples, size, len(trace.read_text().splitlines())


def measure_bulk(bench):
    bulk = bench.work / "bulk"
    bulk.write_text("".join(json.dumps({"chain": "bench", "amount": "0.001", "reference": f"bulk-{i}"}) + "\n"
                            for i in range(BULK_PAYMENTS)))
    bench.new_database()
    return bench.measure(bench.ctrip("create-payment", "--json", "--batch", str(bulk)))


def verdict(ratio, must):
    return f"{ratio:.2f}x, must be at most {must}x: {'met' if ratio <= must else 'NOT met'}"


def print_results(samples, size, requests, rounds, bulk):
    print(f"\n{record.BLOCKS} blocks of {record.TXS_PER_BLOCK} transactions; scan's own requests: {requests}, "
          f"{size / 1e6:.1f} MB of replies. Medians of {rounds} interleaved rounds.\n")
    print(f"{'':44}{'wall ms':>9}{'CPU ms':>9}{'RSS MB':>9}{'blocks/s':>10}")
    rows = {"same": "download of the same replies (libcurl)", "plain": f"download in plain batches of {PLAIN_BATCH}",
            "scan": "ctrip scan", "idle": "ctrip scan with nothing to do", "version": "ctrip --version"}
    for name, label in rows.items():
        wall = samples[name].median("wall_s")
        rate = f"{record.BLOCKS / wall:10.0f}" if name in ("same", "plain", "scan") else ""
        print(f"{label:44}{wall * 1e3:9.1f}{samples[name].median('cpu_s') * 1e3:9.1f}"
              f"{samples[name].median('rss_mb'):9.1f}{rate}")
    print()
    for field, what, must in (("wall_s", "wall", WALL_MUST), ("cpu_s", "CPU", CPU_MUST)):
        scan = samples["scan"].median(field)
        print(f"scan / download, {what}: {verdict(scan / samples['same'].median(field), must)}"
              f" ({scan / samples['plain'].median(field):.2f}x of the plain batches)")
    print(f"create-payment --batch: {BULK_PAYMENTS} in {bulk.wall_s:.2f} s, {BULK_PAYMENTS / bulk.wall_s:.0f} a second, "
          f"{bulk.rss_mb:.0f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ctrip", type=pathlib.Path, required=True, help="the binary to measure")
    parser.add_argument("--tools", type=pathlib.Path, required=True, help="folder of the benchmark's own programs")
    parser.add_argument("--work", type=pathlib.Path, required=True, help="folder for the recording and databases")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--in-flight", type=int, default=2, help="requests the download has under way at once")
    options = parser.parse_args()
    if options.rounds < 5:
        parser.error("--rounds must be at least 5")
    options.work = options.work.resolve()  # The URL of a database takes no other.
    options.work.mkdir(parents=True, exist_ok=True)
    bench = Bench(options)
    bench.write_config("http://127.0.0.1:1")  # No node yet: creating payments needs none.
    payments = bench.create_payments()
    ensure_recording(bench, payments)
    samples, size, requests = run_rounds(bench, expected_hits(payments))
    print_results(samples, size, requests, options.rounds, measure_bulk(bench))


if __name__ == "__main__":
    main()
