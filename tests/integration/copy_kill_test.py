# SPDX-License-Identifier: MIT
"""`migrate copy` is killed before statements and packets all over its way; the next run ends what it began."""
import bisect
import json
import shutil
import sqlite3
import unittest

from harness import kill, part
from harness.ctrip import Ctrip
from harness.database import any_engine
from harness.postgres import Postgres

CHAIN = {
    "name": "anvil",
    "chain_id": 31337,
    "rpc_urls": ["http://127.0.0.1:9"],
    "native": {"symbol": "ETH", "decimals": 18},
    "confirmations": 3,
}
PAYMENTS = 5
# So many points, spread over the whole run; and around the commits of both sides every single one.
SPREAD = 20
BEFORE_COMMITS = 8
BEHIND_COMMITS = 4
# Of the spread ones, in a run that plays a part.
PLACES_MAX = 3
CONTENT = ("SELECT id, status, address, amount, number FROM payments ORDER BY id",
           "SELECT name, value FROM counters ORDER BY name")


@any_engine
class CopyKilled(unittest.TestCase):
    def setUp(self):
        self.ctrip = Ctrip([CHAIN])
        self.addCleanup(self.ctrip.remove)
        self.file = self.ctrip.folder / "living.db"
        self.use(f"sqlite://{self.file}")
        self.ctrip.migrate()
        lines = [json.dumps({"chain": "anvil", "amount": str(n)}) for n in range(1, PAYMENTS + 1)]
        self.ctrip.run("create-payment", "--batch", "-", stdin="\n".join(lines) + "\n")
        self.saved = self.ctrip.folder / "saved"
        self.saved.mkdir()
        for file in self.ctrip.folder.glob("living.db*"):
            shutil.copy2(file, self.saved)
        self.content = self.of_file(self.file)

    def use(self, url):
        self.ctrip.config["database"]["url"] = url
        self.ctrip.write_config()

    def of_file(self, file):
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        try:
            return [[tuple(map(str, row)) for row in connection.execute(sql)] for sql in CONTENT]
        finally:
            connection.close()

    def of_server(self, database):
        return [[tuple(map(str, row)) for row in self.server.rows(sql, database)] for sql in CONTENT]

    def clear(self, name):
        for file in self.ctrip.folder.glob(f"{name}*"):
            file.unlink()

    def restored_file(self):
        self.clear("living.db")
        for file in self.saved.iterdir():
            shutil.copy2(file, self.ctrip.folder)

    def new_file(self):
        self.clear("new.db")

    def crash_everywhere(self, target, content_of, kind, prepare):
        """Killed at each point, then run again: the target is whole, and the source closed. What was seen after the
        kills: what the second run did, and "two" where the first had filled the target only."""
        arguments = ("migrate", "copy", "--to", target, "--json")
        prepare()
        points = getattr(kill.count(self.ctrip, *arguments), f"{kind}s")
        self.assertGreater(points, SPREAD)

        def is_closed_by(n):
            prepare()
            kill.run_killed(self.ctrip, kind, n, *arguments)
            return self.ctrip.run("list", code=None).code == 78

        commit = bisect.bisect_left(range(points + 1), True, lo=1, key=is_closed_by)
        near = range(max(1, commit - BEFORE_COMMITS), min(points, commit + BEHIND_COMMITS) + 1)
        seen = set()
        spread = part.part(range(1, points + 1, points // SPREAD), PLACES_MAX, f"{self.id()} {kind}")
        for n in sorted({*spread, *near}):
            with self.subTest(kind=kind, n=n, commit=commit, points=points):
                prepare()
                killed = kill.run_killed(self.ctrip, kind, n, *arguments)
                if killed and self.is_in_two(target):
                    seen.add("two")
                outcome = self.ctrip.run(*arguments).json["outcome"]
                self.assertEqual(content_of(), self.content)
                self.assertIn("it was copied to", self.ctrip.run("list", code=78).err)
                self.assertEqual(self.list_of(target).code, 0)
                if killed:
                    seen.add(outcome)
        return seen

    def list_of(self, url):
        return self.ctrip.run("list", "--json", code=None, environment={"DATABASE_URL": url})

    def is_in_two(self, target):
        """Whether both hold everything; never do both work with it."""
        source, copied = self.ctrip.run("list", "--json", code=None), self.list_of(target)
        working = [answer for answer in (source, copied) if answer.code == 0 and answer.json["payments"]]
        self.assertLessEqual(len(working), 1, working)
        return source.code == 0 and "is not finished" in copied.err

    def test_from_file_to_file(self):
        def prepare():
            self.restored_file()
            self.new_file()

        new = self.ctrip.folder / "new.db"
        seen = self.crash_everywhere(f"sqlite://{new}", lambda: self.of_file(new), "statement", prepare)
        self.assertLessEqual({"copied", "two", "finished"}, seen)

    def stage_server(self):
        self.server = Postgres()
        self.addCleanup(self.server.remove)

    def new_database(self, copy_from="template1"):
        if self.server.rows("SELECT 1 FROM pg_database WHERE datname = 'target'", "postgres"):
            self.server.drop_database("target")
        self.server.create_database("target", copy_from)

    def to_server(self, kind):
        self.stage_server()

        def prepare():
            self.restored_file()
            self.new_database()

        return self.crash_everywhere(self.server.url("target"), lambda: self.of_server("target"), kind, prepare)

    def test_from_file_to_server_by_statement(self):
        self.assertLessEqual({"copied", "two", "finished"}, self.to_server("statement"))

    def test_from_file_to_server_by_packet(self):
        # The file's commit is no packet: it comes between two of them.
        self.assertLessEqual({"copied", "finished"}, self.to_server("send"))

    def test_from_server_to_file_by_statement(self):
        self.stage_server()
        self.ctrip.run("migrate", "copy", "--to", self.server.url())
        # The database that was copied to serves as the template of each new source.
        self.server.sql("ALTER DATABASE ctrip RENAME TO saved", "postgres")
        self.use(self.server.url("target"))

        def prepare():
            self.new_database("saved")
            self.new_file()

        new = self.ctrip.folder / "new.db"
        seen = self.crash_everywhere(f"sqlite://{new}", lambda: self.of_file(new), "statement", prepare)
        self.assertLessEqual({"copied", "two", "finished"}, seen)


if __name__ == "__main__":
    unittest.main()
