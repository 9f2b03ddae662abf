# SPDX-License-Identifier: MIT
"""What receives traces and error reports: decodes them by the public definitions (tests/telemetry/decode.js)."""
import http.server
import json
import os
import pathlib
import subprocess
import threading

from harness.server import LoopbackServer

DECODER = pathlib.Path(os.environ["CTRIP_SOURCE_DIR"]) / "tests" / "telemetry" / "decode.js"


class Collector(LoopbackServer):
    """Takes everything with `status` and `body`. `requests`: (path, headers, body)."""

    def __init__(self):
        self.requests = []
        self.status = 200
        self.body = b"{}"
        self.hang = threading.Event()  # set: no answer
        self._lock = threading.Lock()
        self.serve(self._handler(), "")

    @property
    def dsn(self):
        return self.url.replace("http://", "http://public-key@").rstrip("/") + "/42"

    def decoded(self):
        """{"spans": […], "events": […]} of all that was taken so far."""
        with self._lock:
            taken = [request for request in self.requests if request[3] == 200]
        told = {"otlp": [body for path, _, body, _ in taken if path == "/v1/traces"],
                "envelopes": [body for path, _, body, _ in taken if path.endswith("/envelope/")]}
        result = subprocess.run(["node", DECODER], input=json.dumps(told), capture_output=True, text=True, timeout=60, check=False)
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    def spans(self):
        return self.decoded()["spans"]

    def events(self):
        return self.decoded()["events"]

    def _handler(self):
        collector = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                headers = {name.lower(): value for name, value in self.headers.items()}
                while collector.hang.is_set() and not collector._closing.wait(0.05):
                    pass
                with collector._lock:
                    collector.requests.append((self.path, headers, body, collector.status))
                try:
                    self.send_response(collector.status)
                    self.send_header("Content-Length", str(len(collector.body)))
                    self.end_headers()
                    self.wfile.write(collector.body)
                except OSError:
                    self.close_connection = True

            def log_message(self, *_):
                pass

        return Handler
