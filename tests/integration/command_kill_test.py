# SPDX-License-Identifier: MIT
"""The commands that people and shops run are killed before every database statement and every piece of data they send:
what was asked for is there whole or not at all, asking again gives it once, and who only looks leaves nothing behind."""
import json
import time
import unittest

from harness import kill, part
from harness.case import USDT, EndToEndCase
from harness.database import any_engine

LINES = 3
PLACES_MAX = 4
SCHEMA = {
    "sqlite": "SELECT name, sql FROM sqlite_schema ORDER BY name",
    "postgres": "SELECT c.table_name, c.column_name, c.data_type, c.is_nullable, i.indexdef FROM information_schema.columns c "
                "LEFT JOIN pg_indexes i ON i.tablename = c.table_name WHERE c.table_schema = 'public' ORDER BY 1, 2, 5",
}


class CommandKillCase(EndToEndCase):
    def setUp(self):
        super().setUp()
        self.ctrip.use_local_database()

    def killed_everywhere(self, *arguments, check, change=lambda n: {}, least=1):
        """Kills the command at each of its points; `change` gives what is different for the n-th time, as --option: value
        or stdin, and `check` is told of it. How many of these runs were killed."""

        def options_of(n):
            changed = change(n)
            stdin = changed.pop("stdin", "")
            return [part for item in changed.items() for part in item], {"stdin": stdin}

        flags, options = options_of(0)
        points = kill.count(self.ctrip, *arguments, *flags, **options).points()
        self.assertGreaterEqual(len(points), least)
        points = part.part(points, PLACES_MAX, f"{self.id()} {self.ctrip.database.engine} {' '.join(arguments[:2])}")
        killed = 0
        for n, (kind, place) in enumerate(points, 1):
            with self.subTest(command=arguments[0], killed_before=kind, n=place):
                flags, options = options_of(n)
                killed += kill.run_killed(self.ctrip, kind, place, *arguments, *flags, **options)
                self.ctrip.database.wait_until_left()
                check(n, flags, options)
        # The last ones may come no more: how often a node is asked differs by little.
        self.assertGreaterEqual(killed, len(points) * 0.8 - 1)


class CreateKillTest(CommandKillCase):
    SINGLE = ("create-payment", "--chain", "anvil", "--token", "USDT", "--amount", "2", "--json")

    def test_a_payment_is_made_once_however_often_it_is_asked_for(self):
        def check(n, flags, options):
            before = self.with_key(f"key-{n}")
            self.assertLessEqual(len(before), 1)
            payment = self.ctrip.run(*self.SINGLE, *flags, **options).json
            self.assertEqual([payment["id"]], self.with_key(f"key-{n}"))
            self.assertEqual(before or [payment["id"]], [payment["id"]])
            made.append(payment)

        made = []
        self.killed_everywhere(*self.SINGLE, check=check, change=lambda n: {"--idempotency-key": f"key-{n}"}, least=5)
        self.assertEqual(len({payment["address"] for payment in made}), len(made))
        # Each of them is found when it is paid.
        for payment in made[::5]:
            self.pay_usdt(payment)
        self.jobs("scan")
        self.assertEqual({self.ctrip.status(payment) for payment in made[::5]}, {"detected"})

    def with_key(self, key):
        return [found for (found,) in self.ctrip.rows(f"SELECT id FROM payments WHERE idempotency_key = '{key}'")]

    def test_a_batch_is_made_whole_or_not_at_all(self):
        def lines(n):
            return {"stdin": "\n".join(
                json.dumps({"chain": "anvil", "amount_raw": str(1000 + line), "idempotency_key": f"batch-{n}-{line}"})
                for line in range(LINES))}

        def check(n, flags, options):
            before = self.of_batch(n)
            self.assertIn(len(before), (0, LINES))
            made = self.ctrip.run("create-payment", "--batch", "-", "--json", *flags, **options).json_lines
            self.assertEqual([payment["amount_raw"] for payment in made], [str(1000 + line) for line in range(LINES)])
            self.assertEqual(self.of_batch(n), sorted(payment["id"] for payment in made))
            self.assertIn(before, ([], self.of_batch(n)))

        self.killed_everywhere("create-payment", "--batch", "-", "--json", check=check, change=lines, least=5)

    def of_batch(self, n):
        return sorted(found for (found,) in self.ctrip.rows(
            f"SELECT id FROM payments WHERE idempotency_key LIKE 'batch-{n}-%'"))


class ReaderKillTest(CommandKillCase):
    def setUp(self):
        super().setUp()
        self.native, self.token = self.native_payment("1"), self.usdt_payment("5", expires_in="36h")
        self.tx_hash = self.pay_native(self.native)["transactionHash"]
        self.pay_usdt(self.token, 2 * USDT)
        self.anvil.mine(5)
        self.jobs("scan", "confirm", "sweep", "scan")

    def looks_only(self, *arguments):
        """A killed look changes nothing, holds nobody up, and the next one sees all."""
        seen, before = self.ctrip.run(*arguments).out, self.ctrip.dump()

        def check(_, flags, options):
            self.assertEqual(self.ctrip.dump(), before)
            self.assertEqual(self.ctrip.run(*arguments, *flags, **options).out, seen)

        self.killed_everywhere(*arguments, check=check, least=5)

    def test_reconcile(self):
        self.looks_only("reconcile", "--all", "--json")

    def test_explain_of_a_payment(self):
        self.looks_only("explain", self.token["id"], "--json")

    def test_explain_of_a_transaction(self):
        self.looks_only("explain", self.tx_hash, "--json")

    def test_show_and_list(self):
        self.looks_only("show", self.native["id"], "--json")
        self.looks_only("list", "--json")


class AuthorizationKillTest(CommandKillCase):
    COUNT = 1200

    def test_an_import_goes_on_where_it_was_killed(self):
        self.ctrip.run("sweep", "deploy")
        path = str(self.ctrip.folder / "authorizations.gz")
        self.ctrip.run("wallet", "presign", "--chain", "anvil", "--count", str(self.COUNT), "--out", path)

        def check(*_):
            ((before,),) = self.ctrip.rows("SELECT COUNT(*) FROM sweep_authorizations")
            self.assertLessEqual(before, self.COUNT)
            self.ctrip.run("wallet", "import", path)
            self.assertEqual(self.ctrip.rows("SELECT COUNT(*) FROM sweep_authorizations"), [(self.COUNT,)])
            self.ctrip.database.sql("DELETE FROM sweep_authorizations;")

        self.killed_everywhere("wallet", "import", path, check=check, least=5)

    @any_engine
    def test_who_signs_leaves_a_whole_file_or_none(self):
        path = self.ctrip.folder / "authorizations"
        command = ("wallet", "presign", "--chain", "anvil", "--count", str(part.length(2000, 8000)), "--out", str(path))
        begun = time.monotonic()
        self.ctrip.run(*command)
        whole, took_s = path.read_bytes(), time.monotonic() - begun
        path.unlink()
        for fifth in range(1, 5):
            run = self.ctrip.start(*command)
            time.sleep(took_s * fifth / 5)
            run.process.kill()
            run.stop()
            self.assertFalse(path.exists() and path.read_bytes() != whole, f"killed after {fifth} fifths")
            path.unlink(missing_ok=True)
            self.ctrip.run(*command)
            self.assertEqual(path.read_bytes(), whole)
            path.unlink()


class MigrateKillTest(CommandKillCase):
    def test_a_step_is_taken_whole_or_not_at_all(self):
        self.ctrip.run("migrate", "down", "--yes")
        self.ctrip.database.save()
        points = kill.count(self.ctrip, "migrate", "up").points()
        undisturbed = self.schema()
        points = part.part(points, PLACES_MAX, f"{self.id()} {self.ctrip.database.engine}")
        killed = 0
        for kind, place in points:
            with self.subTest(killed_before=kind, n=place):
                self.ctrip.database.restore()
                killed += kill.run_killed(self.ctrip, kind, place, "migrate", "up")
                self.ctrip.database.wait_until_left()
                self.ctrip.migrate()
                self.assertEqual(self.schema(), undisturbed)
        self.assertGreaterEqual(killed, len(points) * 0.8 - 1)

    def schema(self):
        return self.ctrip.rows(SCHEMA[self.ctrip.database.engine])


if __name__ == "__main__":
    unittest.main()
