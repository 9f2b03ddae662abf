# SPDX-License-Identifier: MIT
"""serve-health against clients that are slow, many, wrong or without the token, and as a service manager and a proxy use it."""
import base64
import http.client
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import statistics
import subprocess
import time
import unittest

from harness.ctrip import TIMEOUT_S, Ctrip, chain_config
from harness.health import Server
from harness.process import Background, bound, free_port

SOURCE = pathlib.Path(os.environ["CTRIP_SOURCE_DIR"])
EXPOSED_SECRET = 77
TOKEN = "Zm9yLXRoZS10ZXN0+/~._-0123456789=="
SILENT = 100


class NoChain:
    """A chain that is configured and never asked."""

    chain_id = 31337
    url = f"http://127.0.0.1:{free_port()}"


class ServerCase(unittest.TestCase):
    def setUp(self):
        self.ctrip = Ctrip([chain_config(NoChain)])
        self.addCleanup(self.ctrip.remove)
        self.ctrip.migrate()

    def serve(self, **options):
        server = Server(self.ctrip, **options)
        self.addCleanup(server.stop)
        return server

    def connect(self, server):
        connection = socket.create_connection((server.host, server.port), 30)
        self.addCleanup(connection.close)
        return connection


class ClientsTest(ServerCase):
    def test_a_hundred_half_open_connections_delay_nobody(self):
        server = self.serve()
        paths = ("/health/live", "/health")

        def median_s(path):
            """Of seven looks: this machine may be busy in one of them."""
            times = []
            for _ in range(7):
                began = time.monotonic()
                self.assertEqual(server.health(path)[0], 200)
                times.append(time.monotonic() - began)
            return statistics.median(times)

        before = {path: median_s(path) for path in paths}
        for i in range(SILENT):
            connection = self.connect(server)
            if i % 2:
                connection.sendall(b"GET /hea")
        for path in paths:
            self.assertLess(median_s(path) - before[path], 0.1, path)

    def test_a_head_that_drips_is_cut_off(self):
        server = self.serve()
        connection = self.connect(server)
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nX: ")
        began = time.monotonic()
        with self.assertRaises(OSError):
            while time.monotonic() - began < 60:
                connection.sendall(b"x")
                time.sleep(0.2)
        self.assertGreater(time.monotonic() - began, 4)
        self.assertEqual(server.health()[0], 200)

    def test_two_requests_go_over_one_connection(self):
        server = self.serve()
        connection = http.client.HTTPConnection(server.host, server.port, timeout=30)
        self.addCleanup(connection.close)
        local = set()
        for path in ("/health", "/metrics", "/health/live"):
            connection.request("GET", path)
            answer = connection.getresponse()
            self.assertEqual(answer.status, 200)
            answer.read()
            local.add(connection.sock.getsockname())
        self.assertEqual(len(local), 1)

    def test_large_heads_and_bodies_are_refused(self):
        server = self.serve()
        self.assertEqual(server.request("/health", headers={"X": "x" * 8_000})[0], 200)
        self.assertEqual(server.request("/health", headers={"X": "x" * 8_200})[0], 431)
        self.assertEqual(server.request("/health", body="x")[0], 413)
        self.assertEqual(server.request("/health", "POST", body="x")[0], 405)
        status, headers, _ = server.request("/health", "DELETE")
        self.assertEqual((status, headers["Allow"]), (405, "GET, HEAD"))

    def test_a_part_is_not_given(self):
        server = self.serve()
        for path in ("/health", "/metrics"):
            status, headers, body = server.request(path, headers={"Range": "bytes=0-1"})
            self.assertEqual(status, 200)
            self.assertNotIn("Content-Range", headers)
            self.assertEqual(len(body.encode()), int(headers["Content-Length"]))
            self.assertGreater(len(body), 2)
            self.assertEqual(headers["Cache-Control"], "no-store")

    def test_the_metrics_may_need_a_token(self):
        file = self.ctrip.secret_file("metrics-token", TOKEN)
        self.ctrip.config["health"] = {"metrics_token_file": file}
        self.ctrip.write_config()
        server = self.serve()
        wrong = ({}, *({"Authorization": text} for text in (
            TOKEN, f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}x", f"Basic {base64.b64encode(TOKEN.encode()).decode()}")))
        for headers in wrong:
            for method in ("GET", "HEAD"):
                status, answer, body = server.request("/metrics?x=1", method, headers)
                self.assertEqual((status, answer["WWW-Authenticate"]), (401, "Bearer"), headers)
                self.assertNotIn("ctrip_", body)
        status, _, body = server.request("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        self.assertEqual(status, 200)
        self.assertIn("ctrip_build_info", body)
        for path in ("/health", "/health/live", "/health/ready"):
            self.assertEqual(server.health(path), (200, {"status": "ok"}))

    def test_a_token_that_others_can_read_is_refused(self):
        file = self.ctrip.secret_file("metrics-token", TOKEN)
        pathlib.Path(file).chmod(0o640)
        self.ctrip.config["health"] = {"metrics_token_file": file}
        self.ctrip.write_config()
        result = self.ctrip.run("serve-health", "--listen", "127.0.0.1:0", code=EXPOSED_SECRET)
        self.assertIn("metrics_token_file", result.err)
        self.assertNotIn(TOKEN, result.err)

    def test_it_listens_on_ipv6(self):
        try:
            with socket.create_server(("::1", 0), family=socket.AF_INET6):
                pass
        except OSError as error:
            self.skipTest(f"no IPv6 here: {error}")
        server = self.serve(host="[::1]")
        self.assertEqual(server.health(), (200, {"status": "ok"}))


class FakeServiceManager:
    """Receives what a service notifies systemd of."""

    def __init__(self, folder):
        self.path = str(folder / "notify")
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.path)

    def close(self):
        self._socket.close()

    def next(self, timeout_s=TIMEOUT_S):
        """The next message; None: there is none for so long."""
        self._socket.settimeout(timeout_s)
        try:
            return self._socket.recv(4096).decode()
        except TimeoutError:
            return None


class ServiceTest(ServerCase):
    def test_the_watchdog_is_told_as_long_as_it_serves(self):
        manager = FakeServiceManager(self.ctrip.folder)
        self.addCleanup(manager.close)
        server = self.serve(environment={"NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "300000"})
        self.assertEqual(manager.next(), "READY=1")
        began = time.monotonic()
        for _ in range(4):
            self.assertEqual(manager.next(), "WATCHDOG=1")
        self.assertGreater(time.monotonic() - began, 0.3)
        server.process.send_signal(signal.SIGTERM)
        last = [manager.next()]
        while last[-1] == "WATCHDOG=1":
            last.append(manager.next())
        self.assertEqual(last[-1], "STOPPING=1")
        self.assertEqual(server.process.wait(TIMEOUT_S), 0)

    def test_without_a_watchdog_only_the_states_are_told(self):
        manager = FakeServiceManager(self.ctrip.folder)
        self.addCleanup(manager.close)
        server = self.serve(environment={"NOTIFY_SOCKET": manager.path})
        self.assertEqual(manager.next(), "READY=1")
        self.assertIsNone(manager.next(0.5))
        server.process.send_signal(signal.SIGTERM)
        self.assertEqual(manager.next(), "STOPPING=1")

    def activate(self, place):
        """serve-health behind a socket that systemd's own tool opens; the first connection starts it."""
        passed = [argument for name, value in self.ctrip.environment.items() for argument in ("-E", f"{name}={value}")]
        service = Background(
            ["systemd-socket-activate", "-l", place, *passed, *self.ctrip.command("serve-health", "--listen", "127.0.0.1:1")],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=self.ctrip.environment, cwd=self.ctrip.folder)
        self.addCleanup(service.stop)
        self.assertIn("Listening on", service.process.stderr.readline())
        return service.process

    def test_a_socket_of_the_service_manager_is_taken(self):
        port = free_port()
        path = str(self.ctrip.folder / "health.sock")
        for place, family, address in ((f"127.0.0.1:{port}", socket.AF_INET, ("127.0.0.1", port)), (path, socket.AF_UNIX, path)):
            with self.subTest(place), socket.socket(family) as client:
                process = self.activate(place)
                client.settimeout(TIMEOUT_S)
                client.connect(address)
                client.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                answer = b""
                while part := client.recv(4096):
                    answer += part
                self.assertTrue(answer.startswith(b"HTTP/1.1 200 "), answer)
                self.assertTrue(answer.endswith(b'{"status":"ok"}\n'), answer)
                process.send_signal(signal.SIGTERM)
                self.assertEqual(process.wait(TIMEOUT_S), 0)
                shown = f"unix:{path}" if family == socket.AF_UNIX else f"http://{place}"
                self.assertIn(f"listening on {shown}", process.stderr.read())


class ProxyTest(ServerCase):
    """packaging/examples/nginx.conf in a real nginx, with a certificate and ports of the test's own."""

    def test_nginx_gives_it_tls(self):
        server = self.serve()
        folder = self.ctrip.folder
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
             "/CN=ctrip.example", "-addext", "subjectAltName=DNS:ctrip.example", "-keyout", "key.pem", "-out", "certificate.pem"],
            cwd=folder, check=True, capture_output=True)
        port = free_port()
        text = (SOURCE / "packaging/examples/nginx.conf").read_text(encoding="utf-8")
        for old, new in (
                (r"ssl_certificate_key \S+;", f"ssl_certificate_key {folder}/key.pem;"),
                (r"ssl_certificate \S+;", f"ssl_certificate {folder}/certificate.pem;"),
                (r"listen \d+ ssl;", f"listen 127.0.0.1:{port} ssl;"),
                (r"server 127\.0\.0\.1:9180;", f"server 127.0.0.1:{server.port};")):
            text, found = re.subn(old, new, text)
            self.assertEqual(found, 1, old)
        (folder / "site.conf").write_text(text, encoding="utf-8")
        paths = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (folder / "nginx.conf").write_text(
            f"daemon off; pid {folder}/nginx.pid; error_log stderr; events {{}} "
            f"http {{ access_log off; {paths} include {folder}/site.conf; }}\n", encoding="utf-8")
        nginx = [shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"), "-p", str(folder), "-e", "stderr", "-c",
                 str(folder / "nginx.conf")]
        tried = subprocess.run(bound([*nginx, "-t"]), capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
        self.assertEqual(tried.returncode, 0, tried.stderr)
        proxy = Background(nginx, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(proxy.stop)
        for path, status in (("/health", 200), ("/health/live", 200), ("/metrics", 200), ("/other", 404)):
            self.assertEqual(self.status_by_tls(port, path), status, path)

    def status_by_tls(self, port, path):
        context = ssl.create_default_context(cafile=str(self.ctrip.folder / "certificate.pem"))
        deadline = time.monotonic() + TIMEOUT_S
        while True:
            try:
                with socket.create_connection(("127.0.0.1", port), TIMEOUT_S) as plain, \
                        context.wrap_socket(plain, server_hostname="ctrip.example") as secure:
                    secure.sendall(f"GET {path} HTTP/1.1\r\nHost: ctrip.example\r\nConnection: close\r\n\r\n".encode())
                    return int(secure.makefile("rb").readline().split()[1])
            except ConnectionRefusedError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)


if __name__ == "__main__":
    unittest.main()
