# SPDX-License-Identifier: MIT
"""Databases of earlier schemas, as the programs of their time left them (tests/data), brought to this program's schema:
nothing of what they held is lost, and the jobs go on with it."""
import http.server
import json
import pathlib
import re
import unittest

from harness.ctrip import Ctrip, WEBHOOK_SECRET
from harness.database import any_engine, engine
from harness.receiver import Receiver
from harness.server import LoopbackServer

DATA = pathlib.Path(__file__).resolve().parents[1] / "data"
CHAIN_ID = 31337
BALANCE_OF = "0x70a08231"
UNKNOWN_METHOD = {"code": -32601, "message": "the method does not exist/is not available"}
# A sweep had its transaction in its own row until migration 3.
MOVED_COLUMNS = {"sweeps": {"nonce", "raw_tx", "fee_max"}}
# A mark that closes a database, a cache that is stored once it is large, what nodes that are at fault leave behind, and
# limits that none has shown.
MAY_BE_EMPTY = {"moved", "address_filter", "doubts", "oddities", "unissued_money", "chain_limits"}
EVERY_STATUS = {"pending", "detected", "confirmed", "paid", "settled", "expired", "failed"}


class RecordedNode(LoopbackServer):
    """A node of which no more is known than what was recorded at one block."""

    def __init__(self, chain):
        self._chain = chain
        node = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                calls = request if isinstance(request, list) else [request]
                replies = [{"jsonrpc": "2.0", "id": call["id"], **node.answer(call["method"], call["params"])}
                           for call in calls]
                body = json.dumps(replies if isinstance(request, list) else replies[0]).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.serve(Handler)

    def answer(self, method, params):
        chain = self._chain
        if method == "eth_chainId":
            return {"result": hex(CHAIN_ID)}
        if method == "eth_getBlockByNumber":
            is_known = params[0] in ("latest", "safe", "finalized", chain["header"]["number"])
            return {"result": chain["header"] if is_known else None}
        if method == "eth_getTransactionReceipt":
            return {"result": chain["receipts"].get(params[0])}
        if method == "eth_getBalance" and params[1] == chain["header"]["number"]:
            # Beside the deposits it asks for addresses that try its way of asking.
            return {"result": chain["native"].get(params[0].lower(), "0x0")}
        # One owner's token balance; what puts code in by an override is refused.
        if method == "eth_call" and len(params) == 2 and params[0]["data"].startswith(BALANCE_OF):
            return {"result": f"{chain['token']['0x' + params[0]['data'][-40:]]:#066x}"}
        if method == "eth_getCode":
            return {"result": "0x"}
        return {"error": UNKNOWN_METHOD}


def rows_of(database, table):
    """By column name, amounts as text on both engines."""
    if engine() == "postgres":
        return [row for (row,) in database.rows(f"SELECT to_jsonb(t) AS row FROM {table} AS t")]
    names = [name for (name,) in database.rows(f"SELECT name FROM pragma_table_info('{table}')")]
    return [dict(zip(names, row)) for row in database.rows(f"SELECT * FROM {table}")]


def tables_of(database):
    if engine() == "postgres":
        return [name for (name,) in database.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
    return [name for (name,) in database.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")]


def schema_of(database):
    """Everything that makes two schemas the same, as texts."""
    if engine() == "sqlite":
        return sorted(database.rows("SELECT type, name, tbl_name, sql FROM sqlite_schema"), key=str)
    return [database.rows(query) for query in (
        "SELECT table_name, column_name, ordinal_position, data_type, numeric_precision, collation_name, is_nullable, "
        "column_default FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
        "SELECT conrelid::regclass::text AS name, conname, pg_get_constraintdef(oid) AS definition FROM pg_constraint "
        "WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
        "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1")]


def load(database, name):
    """As the role that the program is: it has to own what it is to change."""
    text = (DATA / f"{name}.{engine()}.sql").read_text(encoding="utf-8")
    if engine() == "postgres":
        database.server.sql(text, database.database, "ctrip")
    else:
        database.sql(text)


def with_native_watch(payment, chains):
    """Since migration 5 native money is looked for on a token payment's address too, as long as that is watched."""
    cursor_s = max((chain["cursor_time"] or 0 for chain in chains if chain["chain_id"] == payment["chain_id"]), default=0)
    if payment["token"] is None or payment["watch_until"] < cursor_s:
        return payment
    return {key: 0 if key == "asked_block" else value for key, value in payment.items()}


class UpgradeTest(unittest.TestCase):
    maxDiff = None

    def upgraded(self, name):
        """The installation after migrate up, what its program had said, and its tables before."""
        said = json.loads((DATA / f"{name}.{engine()}.json").read_text(encoding="utf-8"))
        node, receiver = RecordedNode(said["chain"]), Receiver(WEBHOOK_SECRET)
        self.addCleanup(node.stop)
        self.addCleanup(receiver.stop)
        chain = {"name": "anvil", "chain_id": CHAIN_ID, "rpc_urls": [node.url], "native": {"symbol": "ETH", "decimals": 18},
                 "confirmations": 3, "final": 5, "tokens": said["tokens"]}
        ctrip = Ctrip([chain], webhook_url=receiver.url)
        self.addCleanup(ctrip.remove)
        load(ctrip.database, name)
        before = {table: rows_of(ctrip.database, table) for table in tables_of(ctrip.database)}
        ctrip.migrate()
        return ctrip, receiver, said, before

    def assert_contains(self, wanted, found, path=""):
        """What the old program said, the new one says too; it may say more."""
        if isinstance(wanted, dict):
            for key, value in wanted.items():
                self.assertIn(key, found, path)
                self.assert_contains(value, found[key], f"{path}.{key}")
        elif isinstance(wanted, list):
            self.assertEqual(len(wanted), len(found), path)
            for index, (one, other) in enumerate(zip(wanted, found)):
                self.assert_contains(one, other, f"{path}[{index}]")
        else:
            self.assertEqual(wanted, found, path)

    def assert_rows_kept(self, ctrip, before):
        for table, rows in before.items():
            after = rows_of(ctrip.database, table)
            if table == "schema_migrations":
                self.assertEqual(after[:len(rows)], rows)
                continue
            gone = MOVED_COLUMNS.get(table, set()) if rows and "raw_tx" in rows[0] else set()
            kept = [{key: value for key, value in row.items() if key not in gone} for row in rows]
            if table == "payments" and "created_block" not in rows[0]:
                kept = [with_native_watch(row, before["chains"]) for row in kept]
            names = kept[0].keys() if kept else ()
            # The only rows that later schemas add.
            added = {"database_id", "events"} - {row.get("name") for row in kept}
            known = [{key: row[key] for key in names} for row in after if row.get("name") not in added]
            self.assertEqual(sorted(map(str, known)), sorted(map(str, kept)), table)

    def assert_txs_moved(self, ctrip, before):
        """Before migration 3 each sweep was one transaction."""
        sweeps = before["sweeps"]
        if "raw_tx" not in sweeps[0]:
            return
        txs = {row["tx_hash"]: row for row in rows_of(ctrip.database, "sweep_txs")}
        self.assertEqual(len(txs), len(sweeps))
        for sweep in sweeps:
            tx = txs[sweep["tx_hash"]]
            self.assertEqual({key: tx[key] for key in ("chain_id", "kind", "nonce", "raw_tx", "block_number", "block_hash",
                                                       "fee", "created_at", "updated_at")},
                             {key: sweep[key] for key in ("chain_id", "kind", "nonce", "raw_tx", "block_number",
                                                          "block_hash", "fee", "created_at", "updated_at")})
            self.assertEqual(tx["sender"], sweep["from_address"])
            self.assertEqual(tx["state"], {"failed": "final"}.get(sweep["state"], sweep["state"]))

    def assert_goes_on(self, ctrip, receiver, said, before):
        """The ledger is what the chain held; what was not delivered is, word for word; no address is given out again."""
        self.assert_contains(said["list"], ctrip.payments())
        for payment_id, shown in said["show"].items():
            self.assert_contains(shown, ctrip.run("show", payment_id, "--json").json)
        summary = ctrip.run("reconcile", "--json").json_lines[-1]
        self.assertEqual((summary["differences"], summary["addresses"]), (0, len(said["list"])))
        pending = {row["id"]: row["body"] for row in before["webhooks"] if row["state"] == "pending"}
        self.assertTrue(pending)
        ctrip.run("send-webhooks")
        self.assertEqual({request.headers["webhook-id"]: request.body.decode() for request in receiver.requests}, pending)
        self.assertEqual(receiver.problems(), [])
        used = {row["address"] for table in ("payments", "archived_payments") for row in before[table]}
        self.assertNotIn(ctrip.create(amount="1")["address"].lower(), used)
        self.assertEqual(ctrip.run("show", said["archived"][0][0], "--json", code=66).out, "")

    def assert_schema_is_fresh(self, ctrip):
        with Ctrip(ctrip.config["chains"]) as fresh:
            fresh.migrate()
            self.assertEqual(schema_of(ctrip.database), schema_of(fresh.database))

    def assert_upgrades(self, name):
        ctrip, receiver, said, before = self.upgraded(name)
        self.assertEqual({payment["status"] for payment in said["list"]}, EVERY_STATUS)
        empty = {table for table, rows in before.items() if not rows}
        self.assertLessEqual(empty, MAY_BE_EMPTY)
        self.assert_rows_kept(ctrip, before)
        self.assert_txs_moved(ctrip, before)
        self.assert_schema_is_fresh(ctrip)
        self.assert_goes_on(ctrip, receiver, said, before)
        # Nothing is left to do.
        self.assertEqual(ctrip.run("migrate", "up").code, 0)

    def test_schema_1(self):
        self.assert_upgrades("schema_1")

    def test_schema_2(self):
        self.assert_upgrades("schema_2")

    def test_schema_9(self):
        self.assert_upgrades("schema_9")

    def test_schema_10(self):
        self.assert_upgrades("schema_10")

    def test_schema_11(self):
        self.assert_upgrades("schema_11")

    def test_version_0_2_0(self):
        self.assert_upgrades("0.2.0")


@any_engine
class EveryReleaseTest(unittest.TestCase):
    def test_each_released_version_has_its_database(self):
        changelog = (DATA.parents[1] / "CHANGELOG.md").read_text(encoding="utf-8")
        versions = re.findall(r"^## (\d+\.\d+\.\d+) ", changelog, re.MULTILINE)
        self.assertIn("0.2.0", versions)
        for version in versions:
            for suffix in ("sqlite.sql", "sqlite.json", "postgres.sql", "postgres.json"):
                self.assertTrue((DATA / f"{version}.{suffix}").exists(), f"tests/data/{version}.{suffix}: make it by make.py")


if __name__ == "__main__":
    unittest.main()
