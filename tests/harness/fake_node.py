# SPDX-License-Identifier: MIT
"""FakeNode: a proxy in front of Anvil that injects the faults of real nodes."""
import collections
import copy
import http.client
import http.server
import json
import threading

from harness.server import LoopbackServer

HTML = b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>"


class FakeNode(LoopbackServer):
    """Set the attributes while it runs:

    mode       'pass', 'html' (a web page instead of JSON), 'hang' (no answer while it is in this mode), 'drop' (closes the connection),
               'error' (HTTP 500), 'limit' (HTTP 429 with Retry-After: 0), 'garbage' (broken JSON)
    chain_id   answered instead of the chain's own
    lag        blocks by which its head is behind the chain's; it answers as if newer blocks did not exist
    latency_s  added to every HTTP request
    hooks      method -> function(params, result) that returns what is answered instead
    errors     method -> function(params) that returns an error to answer with, or None; the chain's own node gets the call all the same
    instead    method -> function(params) that returns what is answered without asking the chain's own node, {"result": …} or
               {"error": …}, or None
    whole      function(request) that returns status and body of the whole HTTP answer, or None
    counts     calls by method; http_requests counts requests, a batch being one
    """

    def __init__(self, anvil):
        self.mode = "pass"
        self.chain_id = None
        self.lag = 0
        self.latency_s = 0
        self.hooks = {}
        self.errors = {}
        self.instead = {}
        self.whole = None
        self.counts = collections.Counter()
        self.http_requests = 0
        self.headers = []  # of each request, by lower-case name
        self._anvil = anvil
        self._lock = threading.Lock()
        self.serve(self._handler())

    def reset_counts(self):
        with self._lock:
            self.counts.clear()
            self.http_requests = 0

    def _handler(self):
        node = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                node.headers.append({name.lower(): value for name, value in self.headers.items()})
                try:
                    node._serve(self, body)
                except OSError:
                    self.close_connection = True  # The client may close the connection at any time.

            def log_message(self, *_):
                pass

        return Handler

    def _serve(self, handler, body):
        request = json.loads(body)
        with self._lock:
            self.http_requests += 1
            for call in request if isinstance(request, list) else [request]:
                self.counts[call["method"]] += 1
        if self.latency_s:
            self._closing.wait(self.latency_s)
        if self.mode in ("hang", "drop"):
            while self.mode == "hang" and not self._closing.wait(0.02):
                pass
            handler.close_connection = True
            return
        status, kind, headers, reply = self._reply(request)
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(reply)))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(reply)

    def _reply(self, request):
        whole = self.whole(request) if self.whole else None
        if whole:
            return whole[0], "application/json", {}, whole[1]
        if self.mode == "html":
            return 200, "text/html", {}, HTML
        if self.mode == "error":
            return 500, "text/plain", {}, b"internal error"
        if self.mode == "limit":
            return 429, "application/json", {"Retry-After": "0"}, b'{"error": "too many requests"}'
        if self.mode == "garbage":
            return 200, "application/json", {}, b'{"jsonrpc": "2.0", "id": 1, "resu'
        return 200, "application/json", {}, json.dumps(self._answer(request)).encode()

    def _answer(self, request):
        plain = self.chain_id is None and not self.lag and not self.hooks and not self.errors and not self.instead
        calls = request if isinstance(request, list) else [request]
        own = [] if plain else [self._own(call) for call in calls if call["method"] in self.instead]
        answered = {reply["id"] for reply in own if reply}
        rest = [call for call in calls if call["id"] not in answered]
        replies = [reply for reply in own if reply]
        if rest:
            replies += self._forward(rest if plain else [self._rewritten(call) for call in rest])
        if not plain:
            by_id = {call["id"]: call for call in calls}
            replies = [self._changed(by_id[reply["id"]], reply) for reply in replies]
        return replies if isinstance(request, list) else replies[0]

    def _forward(self, calls):
        connection = http.client.HTTPConnection("127.0.0.1", self._anvil.port, timeout=60)
        try:
            connection.request("POST", "/", json.dumps(calls), {"Content-Type": "application/json"})
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()

    def _own(self, call):
        answer = self.instead[call["method"]](call.get("params", []))
        return {"jsonrpc": "2.0", "id": call["id"], **answer} if answer else None

    def ask(self, method, *params):
        """What the chain's own node answers. For hooks, which run in threads: Anvil.rpc() has one connection."""
        return self._forward([{"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)}])[0]["result"]

    def _head(self):
        return max(0, int(self.ask("eth_blockNumber"), 16) - self.lag)

    def _rewritten(self, call):
        """Replaces the tags latest and pending by the number of this node's lagging head."""
        if not self.lag:
            return call
        call = copy.deepcopy(call)
        params = call.get("params", [])
        for index, param in enumerate(params):
            if param in ("latest", "pending"):
                params[index] = hex(self._head())
            elif isinstance(param, dict) and param.get("toBlock") in ("latest", "pending"):
                param["toBlock"] = hex(self._head())
        return call

    def _changed(self, call, reply):
        method, params = call["method"], call.get("params", [])
        if method in ("eth_chainId", "net_version") and self.chain_id is not None:
            reply["result"] = hex(self.chain_id) if method == "eth_chainId" else str(self.chain_id)
        if self.lag:
            self._hide_new_blocks(method, params, reply)
        error = self.errors[method](params) if method in self.errors else None
        if error:
            return {"jsonrpc": "2.0", "id": call["id"], "error": error}
        if method in self.hooks and "result" in reply:
            reply["result"] = self.hooks[method](params, reply["result"])
        return reply

    def _hide_new_blocks(self, method, params, reply):
        head, result = self._head(), reply.get("result")
        if method == "eth_blockNumber":
            reply["result"] = hex(head)
        elif method == "eth_getLogs" and isinstance(result, list):
            reply["result"] = [log for log in result if int(log["blockNumber"], 16) <= head]
        elif method in ("eth_getBlockByNumber", "eth_getBlockByHash") and result and int(result["number"], 16) > head:
            reply["result"] = None
        elif method in ("eth_getTransactionReceipt", "eth_getBlockReceipts") and result:
            first = result[0] if isinstance(result, list) else result
            if int(first["blockNumber"], 16) > head:
                reply["result"] = None
