# SPDX-License-Identifier: MIT
"""A PostgreSQL server of a test's own: its data in a temporary folder, on a free loopback port, gone with the test.

The program under test is the role `ctrip`, which owns the database `ctrip` and is no superuser; a test is `postgres`.
Run by itself, it serves a test that is no Python: prints the port, and ends with its standard input."""
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
# The server refuses to run as root: there it is Debian's own user of it.
SERVER_USER = "postgres" if os.geteuid() == 0 else None
PASSWORD = "the-role's-password"
# A language's own order of words, as most servers have it: nothing may count on the order of bytes.
INITDB = ("--no-sync", "--auth=trust", "--wal-segsize=1", "--username=postgres", "--encoding=UTF8",
          "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US")
# Processes are killed here, machines are not, so nothing is forced to the disk.
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
# Fewer databases are fewer files to copy for each server.
ROLES = f"""\
CREATE ROLE ctrip LOGIN PASSWORD '{PASSWORD.replace("'", "''")}'
CREATE DATABASE ctrip OWNER ctrip
ALTER DATABASE template0 IS_TEMPLATE false
DROP DATABASE template0
"""
TIMEOUT_S = 60
ATTEMPTS_MAX = 20


def as_server(*command):
    """The command as the server's user, dying with its parent."""
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
    """The data that every server begins with; made once, by whoever comes first."""
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
    """Beside its place first: a run that is killed leaves no half one."""
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
    """A running server. password: the program has to give one (scram-sha-256) when it comes over TCP. More settings by
    name, as max_connections=5. It dies with the thread that starts it; remove() ends it and deletes its data, at the latest when Python exits."""

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
        """Again, on the same port and the same data, after stop() or kill()."""
        # Somebody's outgoing connection may have the port for a moment.
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
        """True as soon as it takes connections, False when it ended instead. Its own file says so, as to pg_ctl."""
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
        """The server's processes: its own and one for each session, and its helpers."""
        if not self.is_running():
            return []
        pid = self._process.pid
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
        return [pid, *map(int, children.split())]

    def stop(self):
        """In order: sessions are ended, their works rolled back. The data stays."""
        self._end(signal.SIGINT)

    def kill(self):
        """As if the machine had lost its power: every process at once, by SIGKILL. The data stays."""
        if not self.is_running():
            return
        # Stopped first, or it would answer its children's death with new ones.
        self._process.send_signal(signal.SIGSTOP)
        pids = self.pids()
        for pid in pids[1:] + pids[:1]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait(TIMEOUT_S)
        self._process = None
        deadline = time.monotonic() + TIMEOUT_S
        # As long as one of them is there, the data can't be opened again.
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
        """Ends it whatever it is at, and deletes its data."""
        atexit.unregister(self.remove)
        self._end(signal.SIGQUIT)
        # A killed server leaves a few bytes of shared memory to the next one on its data, and there will be none.
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
        """For the program, over TCP; with the password where the server wants one and the caller does not refuse."""
        secret = f":{urllib.parse.quote(PASSWORD, safe='')}" if self.password and password else ""
        return f"postgresql://{user}{secret}@127.0.0.1:{self.port}/{database}"

    def socket_url(self, database="ctrip", user="ctrip"):
        """The same over the Unix socket: never a password."""
        return f"postgresql://{user}@/{database}?host={urllib.parse.quote(str(self.folder), safe='')}&port={self.port}"

    def sql(self, text, database="ctrip", user="postgres"):
        """Runs statements as the superuser, on any failure an exception; what they print, unaligned."""
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
        """A new database; of copy_from nobody may have a connection."""
        self.sql(f"CREATE DATABASE {name} OWNER {owner} TEMPLATE {copy_from}", "postgres")

    def drop_database(self, name):
        """And the sessions in it."""
        self.sql(f"DROP DATABASE {name} WITH (FORCE)", "postgres")

    def replace_database(self, name, copy_from, owner="ctrip"):
        """Both at once."""
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
