# SPDX-License-Identifier: MIT
"""Counts what `ctrip sweep` asks a node for each deposit that it moves, until all are settled: token deposits in batches (EIP-7702),
token deposits one by one with their top-ups, and native deposits. The node is a real Anvil with a block each second; a proxy before it
counts the calls. How long the direct ones take is measured without the proxy."""
import argparse
import collections
import http.client
import http.server
import json
import os
import sys
import threading
import time

from harness.server import LoopbackServer

DEPOSITS = 400
BLOCK_S = 1
ROUNDS_MAX = 20
# Goals: JSON-RPC calls for each deposit, and seconds until the treasury has the money of all direct ones.
GOALS = {"batched": 1.0, "token": 3.0, "native": 3.0}
WALL_GOAL_S = 15.0
WAYS = {"batched": ("batched", "USDT"), "token": ("direct", "USDT"), "native": ("direct", None)}
AMOUNT_RAW = {"USDT": 12_500_000, None: 10**16}


class CountingProxy(LoopbackServer):
    """Passes each request on as it is; counts requests, and calls by method."""

    def __init__(self, port):
        self.counts = collections.Counter()
        self.requests = 0
        self._lock = threading.Lock()
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1  # Head and body in one packet: apart, each answer takes 40 ms.

            def setup(self):
                super().setup()
                self.node = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                proxy.count(json.loads(body))
                self.node.request("POST", "/", body, {"Content-Type": "application/json"})
                answer = self.node.getresponse().read()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_):
                pass

        self.serve(Handler)

    def count(self, request):
        with self._lock:
            self.requests += 1
            for call in request if isinstance(request, list) else [request]:
                self.counts[call["method"]] += 1


def paid(anvil, usdt, ctrip, token, deposits):
    """So many payments of one currency whose money is final, and no block on its way."""
    request = {"chain": "anvil", "amount_raw": str(AMOUNT_RAW[token]), **({"token": token} if token else {})}
    made = ctrip.run("create-payment", "--batch", "-", "--json", stdin=(json.dumps(request) + "\n") * deposits, timeout_s=300).json_lines
    payer = anvil.accounts[1]
    anvil.mint(usdt, payer, AMOUNT_RAW["USDT"] * deposits)
    anvil.automine(False)
    for payment in made:
        if token:
            anvil.submit(**{"from": payer}, to=usdt.address, data=usdt.data("transfer", payment["address"], AMOUNT_RAW[token]))
        else:
            anvil.submit(**{"from": payer}, to=payment["address"], value=AMOUNT_RAW[token])
    while int(anvil.rpc("txpool_status")["pending"], 16):
        anvil.mine()
    anvil.mine(5)
    for job in ("scan", "confirm"):
        ctrip.run(job, timeout_s=300)
    if (waiting := unsettled(ctrip, "paid")):
        raise RuntimeError(f"{waiting} payments are not paid")


def unsettled(ctrip, status="settled"):
    ((left,),) = ctrip.rows(f"SELECT COUNT(*) FROM payments WHERE status <> '{status}'")
    return left


def in_treasury(anvil, usdt, token):
    from harness.ctrip import TREASURY
    return anvil.token_balance(usdt, TREASURY) if token else anvil.balance(TREASURY)


def sweep_all(ctrip, anvil, usdt, token, deposits):
    """Runs sweep until all are settled. The seconds until the treasury had all of it."""
    began, arrived_s = time.monotonic(), None
    # Of native money, what is left after the fees: one percent of it pays all of them here.
    all_of_it = AMOUNT_RAW[token] * deposits * (100 if token else 99) // 100
    for _ in range(ROUNDS_MAX):
        ctrip.run("sweep", "--wait", "5m", timeout_s=600)
        if arrived_s is None and in_treasury(anvil, usdt, token) >= all_of_it:
            arrived_s = time.monotonic() - began
        if not unsettled(ctrip):
            return arrived_s
        time.sleep(BLOCK_S)
    raise RuntimeError(f"{unsettled(ctrip)} payments are not settled after {ROUNDS_MAX} runs of sweep")


def measure(way, deposits, counted):
    """Swept on a new chain: the proxy's counts by method and of requests, and the seconds."""
    from harness.anvil import Anvil
    from harness.ctrip import Ctrip, chain_config
    strategy, token = WAYS[way]
    anvil = Anvil("--gas-limit", "60000000")
    node = CountingProxy(anvil.port)
    try:
        usdt = anvil.deploy("UsdtLike")
        chain = chain_config(anvil, confirmations=1, final=1, tokens=[{"symbol": "USDT", "address": usdt.address, "decimals": 6}])
        with Ctrip([chain], sweeping={"strategy": strategy}) as ctrip:
            ctrip.migrate()
            ctrip.run("scan")
            if strategy == "batched":
                ctrip.run("sweep", "deploy")
                anvil.mine(5)
            paid(anvil, usdt, ctrip, token, deposits)
            anvil.rpc("evm_setIntervalMining", BLOCK_S)
            if counted:
                ctrip.set_node_url(node.url)
            seconds = sweep_all(ctrip, anvil, usdt, token, deposits)
    finally:
        node.stop()
        anvil.stop()
    return dict(node.counts), node.requests, seconds


def beside(value, goal):
    return f"{value:6.2f} (under {goal:g}){'' if value < goal else '  MISSED'}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ctrip", required=True)
    parser.add_argument("--tools")
    parser.add_argument("--work")
    parser.add_argument("--deposits", type=int, default=DEPOSITS)
    parser.add_argument("--way", action="append", choices=tuple(WAYS), help="only this one (repeatable)")
    parser.add_argument("--methods", action="store_true", help="print the calls of each method")
    options = parser.parse_args()
    os.environ["CTRIP_BIN"] = options.ctrip
    for way in options.way or WAYS:
        counts, requests, _ = measure(way, options.deposits, counted=True)
        calls = sum(counts.values())
        print(f"{way:8} calls for each deposit {beside(calls / options.deposits, GOALS[way])}; {calls} calls in {requests} requests, "
              f"{requests / options.deposits:.3f} for each deposit", flush=True)
        if options.methods:
            for method, count in sorted(counts.items(), key=lambda one: -one[1]):
                print(f"    {count:6} {method}", flush=True)
        if way != "batched":
            _, _, seconds = measure(way, options.deposits, counted=False)
            print(f"{way:8} seconds until the treasury has all {beside(seconds, WALL_GOAL_S)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
