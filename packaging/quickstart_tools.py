# SPDX-License-Identifier: MIT
"""What packaging/quickstart does besides running ctrip: customers who pay, blocks, and a shop that is told."""
import http.client
import json
import os
import pathlib
import sys
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
from harness.abi import encode  # noqa: E402
from harness.receiver import Receiver  # noqa: E402

# Selectors of transfer(address,uint256), mint(address,uint256), balanceOf(address).
TRANSFER, MINT, BALANCE_OF = "0xa9059cbb", "0x40c10f19", "0x70a08231"
RECEIPT_TIMEOUT_S = 10


def rpc(method, *params):
    node = urllib.parse.urlsplit(os.environ["ANVIL_URL"])
    connection = http.client.HTTPConnection(node.hostname, node.port, timeout=10)
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
    connection.request("POST", "/", body, {"Content-Type": "application/json"})
    reply = json.loads(connection.getresponse().read())
    connection.close()
    if "error" in reply:
        sys.exit(f"{method}: {reply['error'].get('message', reply['error'])}")
    return reply["result"]


def transact(**fields):
    """From Anvil's second account, which is unlocked and rich."""
    tx_hash = rpc("eth_sendTransaction", {"from": rpc("eth_accounts")[1], **fields})
    deadline = time.monotonic() + RECEIPT_TIMEOUT_S
    while time.monotonic() < deadline:
        receipt = rpc("eth_getTransactionReceipt", tx_hash)
        if receipt:
            if receipt["status"] != "0x1":
                sys.exit(f"transaction {tx_hash} failed")
            return receipt
        time.sleep(0.01)
    sys.exit(f"transaction {tx_hash} was not mined")


def deploy(artifact):
    print(transact(data=json.loads(pathlib.Path(artifact).read_text())["bytecode"])["contractAddress"])


def pay_native(to, wei):
    transact(to=to, value=hex(int(wei)))


def pay_token(token, to, amount):
    transact(to=token, data=MINT + encode(rpc("eth_accounts")[1], int(amount)))
    transact(to=token, data=TRANSFER + encode(to, int(amount)))


def mine(blocks):
    rpc("anvil_mine", hex(int(blocks)))


def balance(address):
    print(int(rpc("eth_getBalance", address, "latest"), 16))


def token_balance(token, address):
    print(int(rpc("eth_call", {"to": token, "data": BALANCE_OF + encode(address)}, "latest"), 16))


def field(name):
    print(json.load(sys.stdin)[name])


def receive(secret_file, url_file, log_file):
    """The shop: prints each notification as it comes, until it is stopped."""
    log = open(log_file, "w", buffering=1, encoding="utf-8")
    receiver = Receiver(pathlib.Path(secret_file).read_text().strip())
    answer = receiver.default

    def tell(request):
        event = request.event
        data = event["data"]
        signed = "BAD: " + "; ".join(request.problems) if request.problems else "signatures good"
        line = (
            f"shop: {event['type']:<18} {data['reference']}, {data['received']} of {data['amount']} {data['token']}"
            f" received ({signed})"
        )
        print(f"    {line}", flush=True)
        print(line, file=log)
        return answer

    receiver.choose = tell
    # Renamed into place, so that it is never read half written.
    made = pathlib.Path(url_file + ".new")
    made.write_text(receiver.url)
    made.rename(url_file)
    while True:
        time.sleep(3600)


COMMANDS = {
    "deploy": deploy,
    "pay-native": pay_native,
    "pay-token": pay_token,
    "mine": mine,
    "balance": balance,
    "token-balance": token_balance,
    "field": field,
    "receive": receive,
}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(f"usage: quickstart_tools.py {'|'.join(COMMANDS)} …")
    COMMANDS[sys.argv[1]](*sys.argv[2:])
