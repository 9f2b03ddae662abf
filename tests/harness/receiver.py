# SPDX-License-Identifier: MIT
"""A webhook endpoint over HTTP that checks both signatures and can inject the faults of real endpoints."""
import base64
import dataclasses
import hashlib
import hmac
import http.server
import json
import threading
import time

from harness.server import LoopbackServer


def secret_key(secret):
    """The HMAC key: base64 after the prefix whsec_; any other secret as its bytes."""
    if secret.startswith("whsec_"):
        return base64.b64decode(secret[len("whsec_"):], validate=True)
    return secret.encode()


def standard_signature(secret, message_id, timestamp, body):
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(secret_key(secret), signed, hashlib.sha256).digest()).decode()


def body_signature(secret, body):
    return hmac.new(secret_key(secret), body, hashlib.sha256).hexdigest()


@dataclasses.dataclass
class Answer:
    """The answer to one request."""

    status: int = 200
    headers: dict = dataclasses.field(default_factory=dict)
    body: bytes = b""
    delay_s: float = 0  # before the first byte
    drip_s: float = 0  # between two bytes of the body
    endless: bool = False  # the body is repeated until the client closes the connection
    drop: bool = False  # close the connection without an answer
    reason: str | None = None  # the reason phrase, sent as it is
    gate: threading.Event | None = None  # the answer is held back until it is set


@dataclasses.dataclass
class Request:
    """One received request, and the problems that check() found."""

    path: str
    headers: dict
    body: bytes
    received_at: float
    problems: list

    @property
    def event(self):
        return json.loads(self.body)


class Receiver(LoopbackServer):
    """Answers with choose(request) if set, else with each of `answers` once, then with `default`. `requests` has all requests."""

    def __init__(self, secret="test-secret"):
        self.secret = secret
        self.requests = []
        self.answers = []
        self.default = Answer()
        self.choose = None
        self.has_body_signature = True  # X-Webhook-Signature is expected.
        self._lock = threading.Lock()
        self.serve(self._handler(), "/hooks")

    def events(self, payment_id=None):
        """The delivered events in order of arrival, all or those of one payment."""
        with self._lock:
            events = [request.event for request in self.requests]
        return [event for event in events if payment_id in (None, event["data"]["payment_id"])]

    def types(self, payment_id=None):
        return [event["type"] for event in self.events(payment_id)]

    def problems(self):
        """The problems of all requests: wrong signatures and headers."""
        with self._lock:
            return [problem for request in self.requests for problem in request.problems]

    def check(self, headers, body):
        """Checks headers and both signatures; returns a list of problems."""
        problems = []
        message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
        if not message_id.startswith("msg_"):
            problems.append(f"webhook-id is {message_id!r}")
        if not timestamp.isdigit() or abs(int(timestamp) - time.time()) > 300:
            problems.append(f"webhook-timestamp is {timestamp!r}")
        expected = standard_signature(self.secret, message_id, timestamp, body)
        if expected not in headers.get("webhook-signature", "").split(" "):
            problems.append("webhook-signature is wrong")
        expected = body_signature(self.secret, body) if self.has_body_signature else None
        if headers.get("x-webhook-signature") != expected:
            problems.append("X-Webhook-Signature is wrong")
        if not headers.get("content-type", "").startswith("application/json"):
            problems.append(f"content-type is {headers.get('content-type')!r}")
        return problems

    def _record(self, path, headers, body):
        request = Request(path, headers, body, time.time(), self.check(headers, body))
        with self._lock:
            self.requests.append(request)
            if self.choose:
                return self.choose(request)
            return self.answers.pop(0) if self.answers else self.default

    def _handler(self):
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                answer = receiver._record(self.path, headers, body)
                try:
                    receiver._reply(self, answer)
                except OSError:
                    self.close_connection = True  # The client may close the connection at any time.

            def do_GET(self):
                # Records the request, so that a redirect that was followed shows.
                self.do_POST()

            def log_message(self, *_):
                pass

        return Handler

    def _reply(self, handler, answer):
        if answer.gate:
            while not answer.gate.wait(0.05) and not self._closing.is_set():
                pass
        if answer.delay_s:
            self._closing.wait(answer.delay_s)
        if answer.drop:
            handler.close_connection = True
            return
        handler.send_response(answer.status, answer.reason)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        if answer.endless:
            handler.close_connection = True
        else:
            handler.send_header("Content-Length", str(len(answer.body)))
        handler.end_headers()
        self._send_body(handler, answer)

    def _send_body(self, handler, answer):
        while not self._closing.is_set():
            if answer.drip_s:
                for index in range(len(answer.body)):
                    handler.wfile.write(answer.body[index:index + 1])
                    if self._closing.wait(answer.drip_s):
                        return
            else:
                handler.wfile.write(answer.body)
            if not answer.endless:
                return
