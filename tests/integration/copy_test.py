# SPDX-License-Identifier: MIT
"""A living system moves from SQLite to PostgreSQL and back, while shops go on asking for payments."""
import fcntl
import json
import os
import sqlite3
import subprocess
import threading
import unittest

from harness import part
from harness.case import EndToEndCase
from harness.ctrip import Ctrip
from harness.database import any_engine
from harness.postgres import PASSWORD, Postgres
from harness.process import bound

# Nobody answers there, and nobody asks: making payments needs no node.
CHAIN = {
    "name": "anvil",
    "chain_id": 31337,
    "rpc_urls": ["http://127.0.0.1:9"],
    "native": {"symbol": "ETH", "decimals": 18},
    "confirmations": 3,
}
TIMEOUT_S = 120
# Payments that a copy takes long enough for, so that shops come in between.
LIVING = part.length(1_000, 3_000)


def use(ctrip, url):
    """The configuration names this database from here on."""
    ctrip.config["database"]["url"] = url
    ctrip.write_config()


def copy_started(ctrip, *arguments):
    """`migrate copy` in the background, its standard error to be read."""
    return subprocess.Popen(
        bound(ctrip.command("migrate", "copy", *arguments)),
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ctrip.environment,
        cwd=ctrip.folder)


@any_engine
class LivingSystem(EndToEndCase):
    def test_payments_go_on_where_they_were_in_postgresql_and_back_in_sqlite(self):
        server = self.stage_server()
        paid = self.usdt_payment("12.5", metadata="shop=1")
        waiting = self.native_payment("1.5", idempotency_key="waiting")
        self.pay_usdt(paid)
        self.ctrip.run("scan")
        self.move(server.url())
        self.settle(paid)
        self.pay_native(waiting)
        self.ctrip.run("scan")
        self.move(f"sqlite://{self.ctrip.folder}/back.db")
        again = self.native_payment("1.5", idempotency_key="waiting")
        self.assertEqual(again["id"], waiting["id"])
        self.settle(waiting)
        fresh = self.native_payment("2")
        self.assertNotIn(fresh["address"], (paid["address"], waiting["address"]))
        for payment in (paid, waiting):
            self.assert_told(payment, "detected", "confirmed", "paid", "settled")

    def stage_server(self):
        server = Postgres()
        self.addCleanup(server.remove)
        return server

    def move(self, url):
        """Copies to there; every payment is shown as before, and the old database is closed."""
        before = [self.ctrip.show(payment) for payment in self.ctrip.payments()]
        old = self.ctrip.config["database"]["url"]
        report = self.ctrip.run("migrate", "copy", "--to", url, "--json").json
        self.assertEqual(report["outcome"], "copied")
        self.assertEqual({table["table"]: table["rows"] for table in report["tables"]}["payments"], len(before))
        for command in ("scan", "confirm", "sweep", "send-webhooks", "list"):
            self.assertIn("it was copied to", self.ctrip.run(command, code=78).err)
        use(self.ctrip, url)
        self.assertEqual([self.ctrip.show(payment) for payment in self.ctrip.payments()], before)
        # The other way round it says the same, and changes nothing.
        self.assertEqual(self.ctrip.run("migrate", "copy", "--from", old, "--json").json["outcome"], "moved_before")


@any_engine
class Meanwhile(unittest.TestCase):
    def setUp(self):
        self.ctrip = Ctrip([CHAIN])
        self.addCleanup(self.ctrip.remove)
        self.file = self.ctrip.folder / "living.db"
        use(self.ctrip, f"sqlite://{self.file}")

    def server(self, **options):
        server = Postgres(**options)
        self.addCleanup(server.remove)
        return server

    def fill(self, count):
        self.ctrip.migrate()
        lines = [json.dumps({"chain": "anvil", "amount": "1.5", "reference": f"before {n}"}) for n in range(count)]
        self.ctrip.run("create-payment", "--batch", "-", "--json", stdin="\n".join(lines) + "\n", timeout_s=TIMEOUT_S)

    def ask_until_refused(self, shop, made):
        """One shop: a payment after the other, until one is refused."""
        for n in range(10_000):
            result = self.ctrip.run("create-payment", "--chain", "anvil", "--amount", "1", "--reference", f"{shop}/{n}",
                                    "--json", code=None)
            if result.code:
                made.append(result)
                return
            made.append(result.json)

    def copy_under_load(self, target):
        """Three shops go on while it copies: what they were given is in the target, and nothing else."""
        self.fill(LIVING)
        source = self.ctrip.config["database"]["url"]
        answers = [[] for _ in range(3)]
        shops = [threading.Thread(target=self.ask_until_refused, args=(n, made)) for n, made in enumerate(answers)]
        for shop in shops:
            shop.start()
        self.ctrip.run("migrate", "copy", "--to", target, timeout_s=TIMEOUT_S)
        for shop in shops:
            shop.join(TIMEOUT_S)
        for made in answers:
            self.assertIn(made[-1].code, (69, 78), made[-1])
        print(f"made while it copied, by shop: {[len(made) - 1 for made in answers]}")
        given = {payment["id"]: payment["address"] for made in answers for payment in made[:-1]}
        use(self.ctrip, target)
        there = dict(self.rows(target, "SELECT id, address FROM payments"))
        self.assertEqual({payment_id: there.get(payment_id) for payment_id in given},
                         {payment_id: address.lower() for payment_id, address in given.items()})
        # Each shop's first and last one as the program shows them.
        for made in answers:
            for payment in (made[:-1][:1] + made[:-1][-1:]):
                self.assertEqual(self.ctrip.show(payment)["address"], payment["address"])
        # Nothing is in the source that is not in the target, and nobody's next payment has an old address.
        counts = [self.counts(url) for url in (source, target)]
        self.assertEqual(counts[0], counts[1])
        self.assertEqual(counts[1], (LIVING + len(given),) * 2)
        fresh = self.ctrip.create(amount="1")
        self.assertNotIn(fresh["address"], given.values())

    def counts(self, url):
        """Payments, and different addresses."""
        return self.rows(url, "SELECT COUNT(*) AS payments, COUNT(DISTINCT address) AS addresses FROM payments")[0]

    def rows(self, url, sql):
        if url.startswith("postgresql"):
            return self.postgres.rows(sql)
        connection = sqlite3.connect(f"file:{url.removeprefix('sqlite://')}?mode=ro", uri=True)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def test_no_payment_is_lost_on_the_way_to_postgresql(self):
        self.postgres = self.server()
        self.copy_under_load(self.postgres.url())

    def test_no_payment_is_lost_on_the_way_to_sqlite(self):
        self.postgres = self.server()
        use(self.ctrip, self.postgres.url())
        self.copy_under_load(f"sqlite://{self.file}")

    def held_by_a_job(self, *arguments):
        """A copy that waits for a job to end, and what to close to let it go on."""
        lock = open(f"{self.file}-scan-anvil.lock", "w", encoding="utf-8")  # pylint: disable=consider-using-with
        self.addCleanup(lock.close)
        fcntl.flock(lock, fcntl.LOCK_EX)
        copy = copy_started(self.ctrip, *arguments)
        for line in copy.stderr:
            if "waiting for the run that holds the lock 'scan-anvil'" in line:
                return copy, lock
        self.fail(f"it did not wait: {copy.wait(TIMEOUT_S)}")

    def test_it_waits_for_a_job_to_end(self):
        self.fill(1)
        copy, lock = self.held_by_a_job("--to", f"sqlite://{self.ctrip.folder}/new.db")
        lock.close()
        out, err = copy.communicate(timeout=TIMEOUT_S)
        self.assertEqual(copy.returncode, 0, err)
        self.assertIn("copied", out)

    def test_a_server_that_dies_leaves_the_source_in_charge(self):
        self.fill(20)
        server = self.server()
        copy, lock = self.held_by_a_job("--to", server.url())
        server.kill()
        lock.close()
        _, err = copy.communicate(timeout=TIMEOUT_S)
        self.assertEqual(copy.returncode, 69, err)
        self.ctrip.create(amount="1")
        server.start()
        report = self.ctrip.run("migrate", "copy", "--to", server.url(), "--json").json
        self.assertEqual(report["outcome"], "copied")
        self.assertEqual(server.rows("SELECT COUNT(*) FROM payments"), [(21,)])

    def test_a_password_is_taken_from_where_it_belongs(self):
        self.fill(3)
        server = self.server(password=True)
        source = self.ctrip.config["database"]["url"]
        refused = self.ctrip.run("migrate", "copy", "--to", server.url(), code=64)
        self.assertNotIn(PASSWORD, refused.err)
        passwords = self.ctrip.folder / "pgpass"
        passwords.touch(0o600)
        passwords.write_text(f"127.0.0.1:{server.port}:*:ctrip:{PASSWORD}\n", encoding="utf-8")
        there = self.ctrip.run("migrate", "copy", "--to", server.url(password=False),
                               environment={"PGPASSFILE": str(passwords)})
        # The configured side has it in its URL, which only its owner can read.
        use(self.ctrip, server.url())
        os.chmod(self.ctrip.config_file, 0o600)
        again = self.ctrip.run("migrate", "copy", "--from", source)
        back = self.ctrip.run("migrate", "copy", "--to", f"sqlite://{self.ctrip.folder}/back.db")
        closed = self.ctrip.run("list", code=78)
        for result in (there, again, back, closed):
            self.assertNotIn(PASSWORD, result.out + result.err)
        self.assertEqual(server.rows("SELECT state, other FROM moved"),
                         [("left", f"sqlite://{os.path.realpath(self.ctrip.folder)}/back.db")])


if __name__ == "__main__":
    unittest.main()
