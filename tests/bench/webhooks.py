# SPDX-License-Identifier: MIT
"""Measures how fast `ctrip send-webhooks` delivers 10,000 messages that are due, to nginx on loopback by 8 connections, on
both engines: beside wrk, a loop in Node, and libcurl that stores nothing, all in the same rounds. Only the ratios say
something: absolute times drift."""
import argparse
import contextlib
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

MESSAGES, CONNECTIONS = 10_000, 8
WRK_S = 3
TARGETS = {"wrk": 0.25, "node": 3.0, "libcurl": 0.5}  # SQLite is to have so many times the rate of each.
POSTGRES_TARGET = 0.6  # Of SQLite's rate.

NGINX = """\
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    access_log off;
    keepalive_requests 10000000;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{ listen 127.0.0.1:{port}; location / {{ return 200; }} }}
}}
"""
WRK = """\
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = [==[{body}]==]
"""
NODE = """\
const http = require("http");
const [url, file, count, connections] = process.argv.slice(1);
const body = require("fs").readFileSync(file);
const agent = new http.Agent({keepAlive: true, maxSockets: Number(connections)});
let begun = 0;
const next = () => {
    if (begun++ >= Number(count)) { return; }
    const request = http.request(url, {method: "POST", agent, headers: {"Content-Type": "application/json", "Content-Length": body.length}},
        (response) => { response.resume(); response.on("end", next); });
    request.end(body);
};
for (let i = 0; i < Number(connections); ++i) { next(); }
"""
AGAIN = """\
UPDATE webhooks SET state = 'pending', attempts = 0, step_shift = 0, next_attempt_ms = 1, attempted_ms = NULL, last_status = NULL,
    claimed_by = NULL;
DELETE FROM webhook_attempts;
"""


@contextlib.contextmanager
def nginx():
    from harness.process import Background, free_port
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        config = pathlib.Path(folder) / "nginx.conf"
        config.write_text(NGINX.format(folder=folder, port=port))
        server = Background(["nginx", "-c", str(config), "-p", folder, "-e", f"{folder}/error.log"])
        url = f"http://127.0.0.1:{port}/hooks"
        try:
            for _ in range(100):
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(url).close()
                    break
                time.sleep(0.05)
            yield url
        finally:
            server.stop()


def shop(anvil, url):
    """An installation with so many messages that are due: of payments that nobody has paid."""
    from harness.ctrip import Ctrip, chain_config
    ctrip = Ctrip([chain_config(anvil)], webhook_url=url)
    ctrip.migrate()
    ctrip.run("scan")
    line = json.dumps({"chain": "anvil", "amount": "1", "expires_in": "1m", "reference": "ORDER-1042"}) + "\n"
    ctrip.run("create-payment", "--batch", "-", stdin=line * MESSAGES)
    anvil.rpc("evm_increaseTime", 86_400)
    anvil.mine(20)
    pending = 0
    for _ in range(20):  # A run expires so many at most.
        ctrip.run("scan", timeout_s=300)
        ctrip.run("confirm", timeout_s=300)
        ((pending,),) = ctrip.rows("SELECT COUNT(*) FROM webhooks WHERE state = 'pending'")
        if pending == MESSAGES:
            break
    if pending != MESSAGES:
        raise RuntimeError(f"{pending} messages are due instead of {MESSAGES}")
    return ctrip


def seconds(command, **options):
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)
    return time.monotonic() - began


def wrk_rate(url, script):
    out = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{WRK_S}s", "-s", script, url], check=True, capture_output=True,
                         text=True).stdout
    return float(next(line.split(":")[1] for line in out.splitlines() if line.startswith("Requests/sec")))


def measure(url, tools, rounds):
    """The median rate of each, in messages a second."""
    from harness.anvil import Anvil
    anvil = Anvil()
    rates = {}
    try:
        with shop(anvil, url) as ctrip, tempfile.TemporaryDirectory() as folder:
            body = ctrip.rows("SELECT body FROM webhooks LIMIT 1")[0][0]
            body_file, script = pathlib.Path(folder) / "body.json", pathlib.Path(folder) / "post.lua"
            requests = pathlib.Path(folder) / "requests"
            body_file.write_text(body)
            requests.write_text((body + "\n") * MESSAGES)
            script.write_text(WRK.format(body=body))
            for _ in range(rounds):
                ctrip.database.sql(AGAIN)
                if ctrip.database.engine == "postgres":  # As autovacuum does in time.
                    for table in ("webhooks", "webhook_attempts"):
                        ctrip.database.sql(f"VACUUM ANALYZE {table}")
                began = time.monotonic()
                sent = ctrip.run("send-webhooks", "--json", timeout_s=600).json
                rates.setdefault("ctrip", []).append(MESSAGES / (time.monotonic() - began))
                if sent["delivered"] != MESSAGES:
                    raise RuntimeError(f"not all were delivered: {sent}")
                rates.setdefault("wrk", []).append(wrk_rate(url, str(script)))
                rates.setdefault("node", []).append(
                    MESSAGES / seconds(["node", "-e", NODE, "--", url, str(body_file), str(MESSAGES), str(CONNECTIONS)]))
                rates.setdefault("libcurl", []).append(
                    MESSAGES / seconds([f"{tools}/bench_download", url, str(requests), str(CONNECTIONS)]))
    finally:
        anvil.stop()
    return {name: statistics.median(values) for name, values in rates.items()}


def verdict(ratio, target):
    return f"{ratio:6.2f} (at least {target:.2f}){'' if ratio >= target else '  MISSED'}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ctrip", required=True)
    parser.add_argument("--tools", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--engine", choices=("sqlite", "postgres"))
    options = parser.parse_args()
    os.environ["CTRIP_BIN"] = options.ctrip
    if options.engine:  # A process of its own: the harness reads its environment once.
        with nginx() as url:
            print(json.dumps(measure(url, options.tools, options.rounds)))
        return 0
    rates = {}
    for engine in ("sqlite", "postgres"):
        done = subprocess.run([sys.executable, "-B", *sys.argv, "--engine", engine], env=os.environ | {"CTRIP_TEST_ENGINE": engine},
                              check=True, stdout=subprocess.PIPE, text=True)
        rates[engine] = json.loads(done.stdout.splitlines()[-1])
        print(f"{engine}: " + ", ".join(f"{name} {rate:,.0f}/s" for name, rate in rates[engine].items()), flush=True)
    sqlite = rates["sqlite"]
    for name, target in TARGETS.items():
        print(f"SQLite, times {name:8} {verdict(sqlite['ctrip'] / sqlite[name], target)}")
    # Each engine against its own round of libcurl, since absolute times drift.
    postgres = rates["postgres"]["ctrip"] / rates["postgres"]["libcurl"]
    print(f"PostgreSQL, times SQLite {verdict(postgres / (sqlite['ctrip'] / sqlite['libcurl']), POSTGRES_TARGET)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
