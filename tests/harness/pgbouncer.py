# SPDX-License-Identifier: MIT
"""pgbouncer in front of a test's PostgreSQL server, on a free loopback port; it ends with the test."""
import pathlib
import shutil
import socket
import subprocess
import time

from harness.postgres import as_server, server_folder
from harness.process import free_port

PROGRAM = "/usr/sbin/pgbouncer"
TIMEOUT_S = 60
ATTEMPTS_MAX = 20


class PgBouncer:
    """mode: session, transaction or statement. `settings` are further settings of pgbouncer.ini. stop() ends it."""

    def __init__(self, server, mode, **settings):
        if not pathlib.Path(PROGRAM).exists():
            raise RuntimeError(f"{PROGRAM} is not there: packaging/install-packages test")
        self._server = server
        self._settings = {"pool_mode": mode, "default_pool_size": 20, "max_client_conn": 200, **settings}
        self._process = None
        self.folder = server_folder()
        for _ in range(ATTEMPTS_MAX):
            self.port = free_port()
            if self._start():
                return
        self.stop()
        raise RuntimeError(f"pgbouncer did not start:\n{self.log()}")

    def _start(self):
        settings = {
            "listen_addr": "127.0.0.1", "listen_port": self.port, "unix_socket_dir": "", "auth_type": "trust",
            "auth_file": self.folder / "users", "logfile": self.folder / "log", **self._settings,
        }
        (self.folder / "users").write_text('"ctrip" ""\n', encoding="utf-8")
        (self.folder / "pgbouncer.ini").write_text("\n".join([
            "[databases]", f"ctrip = host=127.0.0.1 port={self._server.port} dbname=ctrip", "[pgbouncer]",
            *(f"{name} = {value}" for name, value in settings.items())]) + "\n", encoding="utf-8")
        self._process = subprocess.Popen(as_server(PROGRAM, "-q", self.folder / "pgbouncer.ini"),
                                         stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + TIMEOUT_S
        while time.monotonic() < deadline and self._process.poll() is None:
            with socket.socket() as probe:
                # If another process has taken the port, pgbouncer ends: its log must say that it listens.
                if probe.connect_ex(("127.0.0.1", self.port)) == 0 and "listening on" in self.log():
                    return True
            time.sleep(0.02)
        return False

    def log(self):
        try:
            return (self.folder / "log").read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return ""

    def url(self):
        return f"postgresql://ctrip@127.0.0.1:{self.port}/ctrip"

    def stop(self):
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait(TIMEOUT_S)
        shutil.rmtree(self.folder, ignore_errors=True)
