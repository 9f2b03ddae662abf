# SPDX-License-Identifier: MIT
"""A PostgreSQL server for one test: data in a temporary folder, on a free loopback port; it ends with the test.

The program under test uses the role `ctrip`, which owns the database `ctrip` and is no superuser; tests use `postgres`.
As a program, for tests in C++: starts a server, prints its port, and ends at the end of standard input."""
import atexit
import contextlib
import fcntl
import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse

from harness.process import bound, free_port

PROGRAMS = pathlib.Path("/usr/lib/postgresql/15/bin")
# The server refuses to run as root; then it runs as Debian's user for it.
SERVER_USER = "postgres" if os.geteuid() == 0 else None
PASSWORD = "the-role's-password"
# A linguistic collation, as most servers have: the program must not depend on byte order.
INITDB = ("--no-sync", "--auth=trust", "--wal-segsize=1", "--username=postgres", "--encoding=UTF8",
          "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US")
# Tests kill processes and not the machine, so no fsync is needed.
SETTINGS = """
fsync = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
min_wal_size = 2MB
max_wal_size = 256MB
shared_buffers = 16MB
max_connections = 120
autovacuum = off
jit = off
listen_addresses = '127.0.0.1'
log_line_prefix = '%m [%p] %a '
timezone = 'UTC'
"""
# Each database is files to copy for every server, so template0 is dropped.
ROLES = f"""\
CREATE ROLE ctrip LOGIN PASSWORD '{PASSWORD.replace("'", "''")}'
CREATE DATABASE ctrip OWNER ctrip
ALTER DATABASE template0 IS_TEMPLATE false
DROP DATABASE template0
"""
TIMEOUT_S = 60
ATTEMPTS_MAX = 20


def as_server(*command):
    """The command, run as the server's user and killed when its parent ends."""
    user = [f"--reuid={SERVER_USER}", f"--regid={SERVER_USER}", "--init-groups"] if SERVER_USER else []
    setpriv, *rest = bound(list(map(str, command)))
    return [setpriv, *user, *rest]


def run_as_server(*command, **options):
    done = subprocess.run(as_server(*command), capture_output=True, text=True, timeout=TIMEOUT_S, cwd="/", check=False,
                          **options)
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def server_folder():
    """A new folder that the server's user can write."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix="ctrip-pg-"))
    if SERVER_USER:
        shutil.chown(folder, SERVER_USER, SERVER_USER)
    return folder


def copy_of(data, target):
    subprocess.run(["cp", "-a", "--reflink=auto", data, target], check=True, timeout=TIMEOUT_S)


def template():
    """The initial data of every server; created once, under a lock."""
    if not (PROGRAMS / "initdb").exists():
        raise RuntimeError(f"{PROGRAMS}/initdb is not there: packaging/install-packages test")
    key = hashlib.sha256("\n".join([*INITDB, SETTINGS, ROLES]).encode()).hexdigest()[:12]
    build = pathlib.Path(os.environ["CTRIP_SOURCE_DIR"]) / "build"
    made = build / f"postgres-template-{os.geteuid()}-{key}"
    if made.exists():
        return made
    with open(f"{made}.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            make_template(made)
    return made


def make_template(made):
    """Creates it under another name and renames it, so that a killed run leaves no partial template."""
    folder = server_folder()
    try:
        run_as_server(PROGRAMS / "initdb", *INITDB, folder / "data")
        with open(folder / "data" / "postgresql.conf", "a", encoding="utf-8") as config:
            config.write(SETTINGS)
        said = run_as_server(PROGRAMS / "postgres", "--single", "-D", folder / "data", "postgres", input=ROLES)
        if "ERROR" in said:
            raise RuntimeError(f"postgres --single: {said}")
        half = made.with_suffix(".half")
        shutil.rmtree(half, ignore_errors=True)
        copy_of(folder / "data", half)
        half.rename(made)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def is_running(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


class Postgres:
    """A running server. password: connections over TCP need one (scram-sha-256). `settings` as in postgresql.conf, such as
    max_connections=5. The server is killed when the thread that started it ends; remove() ends it and deletes its data, at the
    latest when Python exits."""

    def __init__(self, password=False, **settings):
        self.password = password
        self.settings = settings
        self.port = free_port()
        self._process = None
        made = template()
        self.folder = server_folder()
        atexit.register(self.remove)
        self._data = self.folder / "data"
        self._log = self.folder / "log"
        copy_of(made, self._data)
        way = "scram-sha-256" if password else "trust"
        (self._data / "pg_hba.conf").write_text(
            f"local all all trust\nhost all all 127.0.0.1/32 {way}\n", encoding="utf-8")
        self._start(lambda: setattr(self, "port", free_port()))

    def start(self):
        """Starts it again after stop() or kill(), on the same port and data."""
        # An outgoing connection of another process may have this local port for a moment.
        self._start(lambda: time.sleep(0.1))

    def _start(self, on_port_taken):
        if self._process is not None:
            raise RuntimeError("the server runs already")
        for _ in range(ATTEMPTS_MAX):
            said = len(self.log())
            options = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
            command = [PROGRAMS / "postgres", "-D", self._data, "-p", self.port, "-k", self.folder, *options]
            with open(self._log, "ab") as log:
                self._process = subprocess.Popen(as_server(*command), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            if self._is_ready():
                return
            self._process = None
            if "Address already in use" not in self.log()[said:]:
                break
            on_port_taken()
        raise RuntimeError(f"PostgreSQL did not start:\n{self.log()}")

    def _is_ready(self):
        """Waits until postmaster.pid says ready, as pg_ctl does: True. False if the process ended."""
        deadline = time.monotonic() + TIMEOUT_S
        while time.monotonic() < deadline and self._process.poll() is None:
            with contextlib.suppress(FileNotFoundError):
                lines = (self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
                if len(lines) > 7 and lines[0] == str(self._process.pid) and lines[7].strip() == "ready":
                    return True
            time.sleep(0.005)
        if self._process.poll() is None:
            self.kill()
            raise RuntimeError(f"PostgreSQL was not ready after {TIMEOUT_S} s:\n{self.log()}")
        return False

    def is_running(self):
        return self._process is not None and self._process.poll() is None

    def pids(self):
        """The ids of the server's processes: the postmaster first, then its children."""
        if not self.is_running():
            return []
        pid = self._process.pid
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
        return [pid, *map(int, children.split())]

    def stop(self):
        """Fast shutdown: sessions are ended, their transactions rolled back. The data stays."""
        self._end(signal.SIGINT)

    def kill(self):
        """Crash: all processes are killed by SIGKILL. The data stays."""
        if not self.is_running():
            return
        # The postmaster is stopped first: it would start new children for killed ones.
        self._process.send_signal(signal.SIGSTOP)
        pids = self.pids()
        for pid in pids[1:] + pids[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait(TIMEOUT_S)
        self._process = None
        deadline = time.monotonic() + TIMEOUT_S
        # A new server can't open the data while one of these processes exists.
        while any(map(is_running, pids)):
            if time.monotonic() > deadline:
                raise RuntimeError(f"processes of the server did not end: {pids}")
            time.sleep(0.005)

    def _end(self, how):
        if self.is_running():
            self._process.send_signal(how)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()
        self._process = None

    def remove(self):
        """Immediate shutdown; deletes the data."""
        atexit.unregister(self.remove)
        self._end(signal.SIGQUIT)
        # A killed server leaves a shared memory segment, which the next server on the same data would remove.
        with contextlib.suppress(FileNotFoundError):
            lines = (self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
            subprocess.run(["ipcrm", "-m", lines[6].split()[1]], capture_output=True, check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.remove()

    def log(self):
        try:
            return self._log.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return ""

    def changes(self):
        """The files of its write-ahead log, as bytes."""
        return [path.read_bytes() for path in sorted((self._data / "pg_wal").iterdir()) if path.is_file()]

    def url(self, database="ctrip", user="ctrip", password=True):
        """The URL for the program, over TCP; with the password if the server needs one, unless password=False."""
        secret = f":{urllib.parse.quote(PASSWORD, safe='')}" if self.password and password else ""
        return f"postgresql://{user}{secret}@127.0.0.1:{self.port}/{database}"

    def socket_url(self, database="ctrip", user="ctrip"):
        """The same over the Unix socket, which needs no password."""
        return f"postgresql://{user}@/{database}?host={urllib.parse.quote(str(self.folder), safe='')}&port={self.port}"

    def sql(self, text, database="ctrip", user="postgres"):
        """Runs statements, as the superuser by default; returns their unaligned output. Raises RuntimeError if one fails."""
        done = subprocess.run(
            bound([str(PROGRAMS / "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", self.socket_url(database, user)]),
            input=text, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
        if done.returncode:
            raise RuntimeError(f"psql: {done.stderr.strip()}\n{text}")
        return done.stdout

    def rows(self, query, database="ctrip"):
        """The result of one SELECT as tuples: numbers, texts, booleans and None."""
        text = self.sql(f"SELECT row_to_json(found)::text FROM ({query}) AS found", database)
        return [tuple(json.loads(line).values()) for line in text.splitlines()]

    def create_database(self, name, copy_from="template1", owner="ctrip"):
        """Creates a database as a copy of copy_from, to which there must be no session."""
        self.sql(f"CREATE DATABASE {name} OWNER {owner} TEMPLATE {copy_from}", "postgres")

    def drop_database(self, name):
        """Ends the sessions in the database and drops it."""
        self.sql(f"DROP DATABASE {name} WITH (FORCE)", "postgres")

    def replace_database(self, name, copy_from, owner="ctrip"):
        """Drops the database and creates it anew as a copy of copy_from."""
        self.sql(f"DROP DATABASE {name} WITH (FORCE);\nCREATE DATABASE {name} OWNER {owner} TEMPLATE {copy_from};\n",
                 "postgres")


def main():
    def leave(*_):
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, leave)
    with Postgres() as server:
        print(server.port, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
