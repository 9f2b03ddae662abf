# SPDX-License-Identifier: MIT
"""One host: who owns the files there, what root leaves behind, what of a secret is in memory, what production refuses."""
import http.server
import os
import pathlib
import signal
import sqlite3
import subprocess
import time
import unittest

from harness.anvil import SPONSOR_KEY
from harness.ctrip import MNEMONIC, SANITIZER_WORDS, WEBHOOK_SECRET, Ctrip, chain_config
from harness.database import any_engine, postgres_only, sqlite_only
from harness.process import Background
from harness.server import LoopbackServer

UNAVAILABLE, WRONG_CONFIGURATION = 69, 78
JOBS = ("scan", "confirm", "sweep", "send-webhooks", "reconcile")
# Not root's, and nobody's on the machine.
USER, OTHER_USER, GROUP = 60_001, 60_002, 60_000
needs_root = unittest.skipUnless(os.geteuid() == 0, "not root, so no file can be given to another user")


class NoChain:
    """A chain whose node does not answer."""

    chain_id = 31337
    url = "http://127.0.0.1:9"


def secrets():
    return {"MNEMONIC": MNEMONIC, "PRIVATE_KEY": SPONSOR_KEY, "WEBHOOK_SECRET": WEBHOOK_SECRET}


class HostCase(unittest.TestCase):
    def setUp(self):
        self.ctrip = Ctrip([chain_config(NoChain)])
        self.addCleanup(self.ctrip.remove)

    def as_user(self, *arguments, user=USER, start=False):
        """Runs the program as another user, whom the folders above it need not let through."""
        descriptor = os.open(self.ctrip.binary, os.O_RDONLY)
        self.addCleanup(os.close, descriptor)
        command = ["setpriv", "--reuid", str(user), "--regid", str(GROUP), "--clear-groups", "--pdeathsig", "KILL",
                   f"/proc/self/fd/{descriptor}", "--config", str(self.ctrip.config_file), *map(str, arguments)]
        options = {"env": self.ctrip.environment, "cwd": self.ctrip.folder, "pass_fds": (descriptor,), "text": True}
        if start:
            background = Background(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
            self.addCleanup(background.stop)
            return background
        done = subprocess.run(command, capture_output=True, timeout=60, check=False, **options)
        self.assertFalse(any(word in done.stderr for word in SANITIZER_WORDS), done.stderr)
        return done


@needs_root
@sqlite_only
class RootTest(HostCase):
    """An installation of one user, in a folder of theirs; root runs what they run."""

    def setUp(self):
        super().setUp()
        for name in ("wallet", "sweeping"):
            self.ctrip.config.pop(name)
        self.ctrip.config["webhooks"].pop("secret_file")
        self.ctrip.write_config()
        self.ctrip.environment.update(secrets())
        for path in (self.ctrip.folder, self.ctrip.config_file):
            os.chown(path, USER, GROUP)

    def jobs(self, run):
        """The exit code of each; what a job says of a file would be 69 too, so that is looked at."""
        codes = {}
        for job in JOBS:
            done = run(job)
            codes[job] = done.code if hasattr(done, "code") else done.returncode
            said = done.err if hasattr(done, "err") else done.stderr
            self.assertFalse("denied" in said or "readonly" in said or "unable" in said, said)
        return codes

    def root(self, *arguments):
        return self.ctrip.run(*arguments, code=None)

    def test_what_root_ran_first_the_user_can_go_on_with(self):
        self.ctrip.migrate()
        payment = self.ctrip.create(amount="1")
        archives = self.ctrip.folder / "archives"
        archives.mkdir()
        os.chown(archives, USER, GROUP)
        self.ctrip.run("cancel", payment["id"], "--reason", "a test")
        self.ctrip.database.sql("UPDATE payments SET status = 'expired', updated_at = 0, watch_until = 0; "
                                "UPDATE webhooks SET state = 'delivered'")
        self.ctrip.run("archive", "--older-than", "1d", "--directory", archives)
        expected = self.jobs(self.root)
        self.assertEqual(expected["send-webhooks"], 0)
        self.assertEqual(self.jobs(self.as_user), expected)
        foreign = [path for path in self.ctrip.folder.rglob("*")
                   if path.stat().st_uid != USER and not path.name.startswith(("mnemonic", "sponsor", "webhook-secret"))]
        self.assertEqual(foreign, [])
        self.assertTrue(list(archives.iterdir()))
        made = self.as_user("create-payment", "--chain", "anvil", "--amount", "2")
        self.assertEqual(made.returncode, 0, made.stderr)

    def test_what_root_left_before_is_put_right_by_root_and_named_to_the_user(self):
        self.assertEqual(self.as_user("migrate", "up").returncode, 0)
        lock = self.ctrip.folder / "ctrip.db-scan-anvil.lock"
        lock.touch(0o600)
        lock.chmod(0o600)
        os.chown(lock, 0, 0)
        done = self.as_user("scan")
        self.assertEqual(done.returncode, UNAVAILABLE)
        self.assertIn(f"'{lock}' belongs to root; as root, run chown {USER}:{GROUP} '{lock}'", done.stderr)
        self.root("scan")
        self.assertEqual((lock.stat().st_uid, lock.stat().st_gid), (USER, GROUP))
        self.assertNotIn("denied", self.as_user("scan").stderr)
        database = self.ctrip.folder / "ctrip.db"
        os.chown(database, 0, 0)
        database.chmod(0o600)
        self.assertIn(f"'{database}' belongs to root; as root, run chown", self.as_user("list").stderr)

    def test_root_gives_away_only_what_is_empty_and_has_one_name(self):
        self.assertEqual(self.as_user("migrate", "up").returncode, 0)
        secret = pathlib.Path(self.ctrip.secret_file("roots-own", ""))
        secret.write_text("")
        lock = self.ctrip.folder / "ctrip.db-scan-anvil.lock"
        for make in (os.link, os.symlink):
            make(secret, lock)
            self.root("scan")
            self.assertEqual(secret.stat().st_uid, 0)
            lock.unlink()

    def test_two_users_share_a_folder_of_their_group(self):
        os.chown(self.ctrip.folder, 0, GROUP)
        self.ctrip.folder.chmod(0o2770)
        self.ctrip.config_file.chmod(0o644)
        os.chown(self.ctrip.config_file, 0, 0)
        self.ctrip.migrate()  # By root, with root's umask.
        expected = self.jobs(self.as_user)
        self.assertEqual(self.jobs(lambda job: self.as_user(job, user=OTHER_USER)), expected)
        self.assertEqual(self.jobs(self.as_user), expected)
        self.assertEqual((self.ctrip.folder / "ctrip.db").stat().st_mode & 0o777, 0o660)


class SilentNode(LoopbackServer):
    """Takes requests and answers none."""

    def __init__(self):
        self.asked = False
        node = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                node.asked = True
                node._closing.wait(30)

            def log_message(self, *_):
                pass

        self.serve(Handler)


@needs_root
@any_engine
class MemoryTest(HostCase):
    def test_a_process_with_keys_can_neither_be_read_nor_dumped(self):
        # The program as it is shipped: LeakSanitizer needs a process that can be read.
        self.ctrip.binary = os.environ.get("CTRIP_SHIPPED_BIN", self.ctrip.binary)
        if b"__asan_init" in pathlib.Path(self.ctrip.binary).read_bytes():
            self.skipTest("a sanitizer is in it; --release")
        node = SilentNode()
        self.addCleanup(node.stop)
        for path in (self.ctrip.folder, *self.ctrip.folder.iterdir()):
            os.chown(path, USER, GROUP)
        self.ctrip.set_node_url(node.url)
        os.chown(self.ctrip.config_file, USER, GROUP)
        self.assertEqual(self.as_user("migrate", "up").returncode, 0)
        xpub = self.as_user("wallet", "xpub").stdout.strip()
        self.assertEqual(self.facts_of("sweep", node), (0, True, 0))
        # With an xpub alone there is nothing to hide.
        self.ctrip.config["wallet"] = {"xpub": xpub}
        self.ctrip.config["sweeping"] = {}
        self.ctrip.write_config()
        node.asked = False
        self.assertEqual(self.facts_of("scan", node)[:2], (USER, False))

    def facts_of(self, job, node):
        """While it waits for the node: whose its files in /proc are (root's, where it is not dumpable), whether memory
        is locked, and the largest core dump."""
        running = self.as_user(job, start=True)
        deadline = time.monotonic() + 20
        while not node.asked:
            self.assertFalse(running.exited() or time.monotonic() > deadline, "it did not come to the node")
            time.sleep(0.01)
        proc = pathlib.Path(f"/proc/{running.process.pid}")
        locked = next(line for line in (proc / "status").read_text().splitlines() if line.startswith("VmLck:"))
        core = next(line for line in (proc / "limits").read_text().splitlines() if line.startswith("Max core file size"))
        facts = ((proc / "environ").stat().st_uid, int(locked.split()[1]) > 0, int(core.split()[-2].replace("unlimited", "-1")))
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(10)
        return facts


class ProductionTest(HostCase):
    """What production refuses before anything is sent, and what allows it."""

    def setUp(self):
        super().setUp()
        self.ctrip.migrate()
        self.ctrip.config["environment"] = "production"
        self.ctrip.config["webhooks"]["secret_file"] = self.ctrip.secret_file("webhook-secret", "k" * 24)
        # The harness's own words are everybody's.
        self.ctrip.secret_file("mnemonic", self.ctrip.run("wallet", "new", with_config=False).out.strip())
        self.ctrip.write_config()

    def set(self, section, **keys):
        self.ctrip.config[section].update(keys)
        self.ctrip.write_config()

    def refused(self, *arguments, **options):
        result = self.ctrip.run(*arguments, code=WRONG_CONFIGURATION, **options)
        self.assertEqual(len(result.err.splitlines()), 1, result)
        return result.err

    @any_engine
    def test_a_database_over_a_network_without_tls(self):
        line = ""
        self.set("database", url="postgresql://ctrip@db.invalid/ctrip")
        for environment in ({}, {"PGSSLMODE": "prefer"}):
            line = self.refused("list", environment=environment)
            self.assertIn("database.url: 'db.invalid' (sslmode=prefer)", line)
            self.assertIn("database.allow_plaintext", line)
        self.assertRegex(line, r"ctrip\.yaml:\d+: database\.url")
        line = self.refused("list", environment={"DATABASE_URL": "postgresql://10.0.0.1/ctrip?sslmode=disable"})
        self.assertIn("environment variable DATABASE_URL: '10.0.0.1' (sslmode=disable)", line)
        service = self.ctrip.folder / "services"
        service.write_text("[far]\nhost=db.invalid\nsslmode=allow\n")
        self.set("database", url="postgresql:///ctrip?service=far")
        self.assertIn("'db.invalid' (sslmode=allow)", self.refused("list", environment={"PGSERVICEFILE": str(service)}))
        self.set("database", url="postgresql://ctrip@db.invalid/ctrip")
        self.ctrip.run("list", code=UNAVAILABLE, environment={"PGSSLMODE": "verify-full"})
        self.set("database", allow_plaintext=True)
        self.ctrip.run("list", code=UNAVAILABLE)

    @any_engine
    def test_a_copy_to_a_database_over_a_network_without_tls(self):
        line = self.refused("migrate", "copy", "--to", "postgresql://ctrip@db.invalid/ctrip")
        self.assertIn("'db.invalid' (sslmode=prefer)", line)

    @sqlite_only
    def test_a_file_that_is_not_utf8(self):
        path = self.ctrip.folder / "wide.db"
        with sqlite3.connect(path) as connection:
            connection.executescript("PRAGMA encoding = 'UTF-16'; CREATE TABLE t (x); DROP TABLE t;")
        self.set("database", url=f"sqlite://{path}")
        for command in (("migrate", "up"), ("list",)):
            line = self.refused(*command)
            self.assertIn("stores text as UTF-16", line)
            self.assertIn("database.allow_other_encoding", line)
        self.set("database", allow_other_encoding=True)
        self.ctrip.migrate()
        self.ctrip.run("list")

    @postgres_only
    def test_a_server_database_that_is_not_utf8(self):
        server = self.ctrip.database.server
        # The harness's servers have no template0, of which another encoding could be made.
        server.create_database("ascii")
        self.addCleanup(server.drop_database, "ascii")
        server.sql("UPDATE pg_database SET encoding = 0 WHERE datname = 'ascii';\n", "postgres")
        self.set("database", url=server.url("ascii"))
        line = self.refused("migrate", "up")
        self.assertIn("stores text as SQL_ASCII", line)
        self.assertIn("createdb -E UTF8", line)
        self.set("database", allow_other_encoding=True)
        self.ctrip.migrate()

    @any_engine
    def test_a_payments_own_webhook_over_plain_http(self):
        request = ("create-payment", "--chain", "anvil", "--amount", "1", "--webhook-url")
        line = self.refused(*request, "http://shop.example/hooks")
        self.assertIn("webhooks.allow_plain_http", line)
        batch = '{"chain": "anvil", "amount": "1", "webhook_url": "http://shop.example"}\n'
        self.assertIn("line 1: webhook_url", self.refused("create-payment", "--batch", "-", stdin=batch))
        self.ctrip.run(*request, "http://127.0.0.1/hooks")
        self.set("webhooks", allow_plain_http=True)
        payment = self.ctrip.run(*request, "http://shop.example/hooks", "--json").json
        self.ctrip.run("cancel", payment["id"], "--reason", "a message to send")
        # What is stored already is not sent either, once it is not allowed.
        self.set("webhooks", allow_plain_http=False, timeout="1s")
        result = self.ctrip.run("send-webhooks", code=UNAVAILABLE)
        self.assertIn("plain http to another host", result.err)

    @any_engine
    def test_a_weak_webhook_secret(self):
        self.ctrip.secret_file("webhook-secret", "k" * 23)
        self.assertIn("webhooks.secret_file: the webhook secret has 23 bytes", self.refused("send-webhooks"))
        self.ctrip.secret_file("webhook-secret", "k" * 30 + "\u200b")
        self.assertIn("U+200B behind 30 bytes", self.refused("send-webhooks"))


if __name__ == "__main__":
    unittest.main()
