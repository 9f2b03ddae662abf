# SPDX-License-Identifier: MIT
"""Three ways to keep the keys: what each online host can do, and what it can't."""
import gzip
import json
import unittest

from harness.anvil import SPONSOR
from harness.case import ETHER, TREASURY, USDT
from harness.ctrip import MNEMONIC, Ctrip
from harness.sweep_case import FINAL, SweepCase

REFUSED = 65
WRONG_CONFIGURATION = 78
OTHER = "0x7e57000000000000000000000000000000000002"
CURVE_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


def read_lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def write_lines(path, lines):
    """As plain text, which is read as well."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


class WaysCase(SweepCase):
    """An offline machine with the mnemonic, and an online one with its xpub and a sponsor key."""

    def setUp(self):
        super().setUp()
        self.ctrip.run("sweep", "deploy")
        xpub = self.ctrip.run("wallet", "xpub").out.strip()
        # No node can be reached from there, and it has no database.
        self.offline = Ctrip([dict(self.ctrip.config["chains"][0], rpc_urls=["http://127.0.0.1:1"])])
        self.addCleanup(self.offline.remove)
        del self.offline.config["sweeping"]["sponsor_key_file"]
        self.offline.write_config()
        self.ctrip.config["wallet"] = {"xpub": xpub}
        (self.ctrip.folder / "mnemonic").unlink()
        self.ctrip.write_config()

    def file(self, name):
        return self.offline.folder / name

    def paid_usdt(self, *amounts):
        payments = [self.usdt_payment(amount) for amount in amounts]
        self.paid(*payments)
        return payments

    def assert_books(self):
        self.ctrip.run("scan")
        self.ctrip.run("reconcile", "--json")

    def assert_no_key(self):
        """Nothing on the online host is a deposit's key or the words they come from."""
        for path in self.ctrip.folder.rglob("*"):
            if path.is_file():
                self.assertNotIn(MNEMONIC.encode(), path.read_bytes(), path)


class PresignedTest(WaysCase):
    def presign(self, *arguments, count=5, name="authorizations.jsonl.gz", **options):
        path = self.file(name)
        self.offline.run("wallet", "presign", "--chain", "anvil", "--count", str(count), "--out", str(path), *arguments,
                         **options)
        return path

    def test_deposits_are_swept_by_what_was_signed_elsewhere(self):
        path = self.presign()
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        imported = self.ctrip.run("wallet", "import", str(path), "--json").json
        self.assertEqual((imported["count"], imported["new"]), (5, 5))
        self.assertEqual(self.ctrip.run("wallet", "import", str(path), "--json").json["new"], 0)
        payments = self.paid_usdt("1", "2", "3")
        self.settle(*payments)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 6 * USDT)
        self.assertEqual([sweep["kind"] for sweep in self.ctrip.show(payments[0])["sweeps"]], ["batch"])
        # Again, without any authorization.
        self.pay_usdt(payments[0], 5 * USDT)
        self.anvil.mine(FINAL)
        for _ in range(3):
            self.jobs()
            self.anvil.mine(FINAL)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 11 * USDT)
        self.assert_no_key()
        self.assert_books()

    def test_one_deposit_alone_is_swept_too(self):
        self.ctrip.run("wallet", "import", str(self.presign()))
        payment, = self.paid_usdt("1")
        self.settle(payment)

    def test_without_authorizations_the_host_says_what_it_lacks(self):
        payment, = self.paid_usdt("1")
        self.jobs("sweep")  # The Sweeper's deployment comes to its end.
        result = self.ctrip.run("sweep", code=WRONG_CONFIGURATION)
        self.assertIn("can only watch", result.err)
        self.ctrip.run("wallet", "import", str(self.presign("--from", "100")))
        entry = self.entry(payment)
        self.assertEqual(entry["decision"], "wait")
        self.assertIn("no authorization of its address", entry["reason"])

    def test_native_money_waits_for_a_key(self):
        self.ctrip.run("wallet", "import", str(self.presign()))
        native = self.native_payment("1")
        self.paid(native)
        entry = self.entry(native)
        self.assertEqual(entry["decision"], "wait")
        self.assertIn("--export", entry["reason"])
        self.assertEqual(self.anvil.rpc("eth_getCode", native["address"], "latest"), "0x")

    def test_an_address_that_has_sent_needs_another_authorization(self):
        self.ctrip.run("wallet", "import", str(self.presign()))
        payment, = self.paid_usdt("1")
        self.anvil.rpc("anvil_setNonce", payment["address"], "0x1")
        entry = self.entry(payment)
        self.assertEqual(entry["decision"], "wait")
        self.assertIn("nonce", entry["reason"])
        self.assertEqual([r for r in self.anvil.sent_by(SPONSOR) if r["type"] == "0x4"], [])
        self.ctrip.run("wallet", "import", str(self.presign("--nonce", "1", name="second.jsonl.gz")))
        self.settle(payment)

    def test_both_versions_of_the_sweeper_are_presigned_for_and_swept_side_by_side(self):
        first = self.presign("--version", "1", count=2, name="first.jsonl.gz")
        second = self.presign("--version", "2", "--from", "1", name="second.jsonl.gz")
        refused = self.ctrip.run("wallet", "import", str(first), code=REFUSED)
        self.assertIn("sweep deploy --version 1", refused.err)
        self.ctrip.run("sweep", "deploy", "--version", "1")
        for path in (first, second):
            self.ctrip.run("wallet", "import", str(path))
        # Index 0 has an authorization for version 1, index 1 one for each, index 2 one for version 2.
        payments = self.paid_usdt("1", "2", "3")
        self.settle(*payments)
        sweepers = [self.ctrip.run("sweep", "deploy", "--version", version, "--json").json["sweeper"].lower()
                    for version in ("1", "2", "2")]
        for payment, sweeper in zip(payments, sweepers):
            self.assertEqual(self.anvil.rpc("eth_getCode", payment["address"], "latest").lower(), "0xef0100" + sweeper[2:])
        self.assertEqual(sorted(r["to"] for r in self.anvil.sent_by(SPONSOR) if r["type"] == "0x4"), sorted(sweepers[:2]))
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 6 * USDT)
        self.assert_books()

    def test_whoever_edits_the_online_host_can_send_money_nowhere_else(self):
        self.ctrip.run("wallet", "import", str(self.presign()))
        payments = self.paid_usdt("1", "2")
        thief = "0x7e57000000000000000000000000000000000bad"
        # Another treasury: its Sweeper is another contract, for which nothing was signed.
        self.ctrip.config["treasury"] = thief
        self.ctrip.write_config()
        self.ctrip.run("sweep", "deploy")
        entry = self.entry(payments[0])
        self.assertEqual(entry["decision"], "wait")
        # Authorizations made over to it: nobody has signed them.
        sweeper = self.ctrip.run("sweep", "deploy", "--json").json["sweeper"]
        self.ctrip.database.sql(f"UPDATE sweep_authorizations SET sweeper = '{sweeper.lower()}'")
        for _ in range(2):
            entry = self.entry(payments[0])
            self.assertEqual(entry["decision"], "wait")
            self.assertIn("not valid", entry["reason"])
            self.anvil.mine(FINAL)
        self.assertEqual(self.anvil.token_balance(self.usdt, thief), 0)
        for payment in payments:
            self.assertEqual(self.anvil.rpc("eth_getCode", payment["address"], "latest"), "0x")
            self.assertEqual(self.anvil.token_balance(self.usdt, payment["address"]), int(payment["amount_raw"]))

    def test_every_change_of_the_file_is_noticed(self):
        lines = read_lines(self.presign())
        self.assertEqual(len(lines), 7)
        before = self.ctrip.dump()

        def high_s(line):
            line["s"] = f"0x{CURVE_ORDER - int(line['s'], 16):064x}"
            line["y_parity"] ^= 1

        def swap(changed):
            changed[1], changed[2] = changed[2], changed[1]

        changes = (
            ("another wallet's address", lambda c: c[2].update(address=OTHER), "line 3"),
            ("a malleated signature", lambda c: high_s(c[2]), "not signed by"),
            ("a signature of another", lambda c: c[2].update(r=c[3]["r"], s=c[3]["s"]), "line 3"),
            ("another nonce", lambda c: c[0].update(nonce=1), "not signed by"),
            ("another chain", lambda c: c[0].update(chain_id=56), "not configured"),
            ("every chain", lambda c: c[0].update(chain_id=0), "every chain"),
            ("another treasury", lambda c: c[0].update(treasury=OTHER), "treasury"),
            ("another contract", lambda c: c[0].update(sweeper=OTHER), "contract"),
            ("another order", swap, "index 0"),
            ("a missing line", lambda c: c.pop(3), "index 2"),
            ("a missing last line", lambda c: c.pop(), "cut off"),
            ("too few", lambda c: (c.pop(5), c[-1].update(end=4)), "fewer lines"),
            ("another version", lambda c: c[0].update(version=2), "version 1"),
            ("another format", lambda c: c[0].update(format="x"), "not a file of"),
            ("no number", lambda c: c[2].update(i="1"), "'i'"),
            ("a large parity", lambda c: c[2].update(y_parity=2), "'y_parity'"),
        )
        for what, change, words in changes:
            with self.subTest(what):
                changed = json.loads(json.dumps(lines))
                change(changed)
                path = self.file("changed.jsonl")
                write_lines(path, changed)
                result = self.ctrip.run("wallet", "import", str(path), code=REFUSED)
                self.assertEqual(len(result.err.splitlines()), 1, result)
                self.assertIn(words, result.err)
        self.assertEqual(self.ctrip.dump(), before)
        write_lines(path, lines)
        self.assertEqual(self.ctrip.run("wallet", "import", str(path), "--json").json["new"], 5)

    def test_what_is_presigned_does_not_depend_on_a_sponsor(self):
        del self.offline.config["treasury"]
        self.offline.write_config()
        result = self.presign(code=WRONG_CONFIGURATION) and None
        self.assertFalse(self.file("authorizations.jsonl.gz").exists(), result)


class OfflineTest(WaysCase):
    def export(self, name="unsigned.jsonl.gz", **options):
        path = self.file(name)
        self.ctrip.run("sweep", "--export", str(path), **options)
        return path

    def sign(self, path, name="signed.jsonl.gz", **options):
        out = self.file(name)
        self.offline.run("wallet", "sign", str(path), "--out", str(out), "--yes", **options)
        return out

    def test_what_was_signed_without_a_network_is_sent_and_followed(self):
        native, token = self.native_payment("1"), self.usdt_payment("2")
        self.paid(native, token)
        path = self.export()
        lines = read_lines(path)[1:-1]
        # The token's address got its gas money from the sponsor within the same run.
        self.assertEqual({line["payment_id"] for line in lines}, {native["id"], token["id"]})
        self.assertEqual({line["to"] for line in lines}, {TREASURY})
        shown = self.offline.run("wallet", "sign", str(path), "--out", str(self.file("shown.gz")), "--yes").out
        for words in (native["address"], token["address"], TREASURY, "2 USDT", " ETH"):
            self.assertIn(words, shown)
        signed = self.sign(path)
        self.assertEqual(self.ctrip.run("sweep", "--import", str(signed), "--json").json["sent"], 2)
        self.settle(native, token)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 2 * USDT)
        self.assertEqual(self.anvil.balance(native["address"]), 0)
        self.assertEqual(self.anvil.balance(TREASURY), ETHER - self.anvil.fees_of(native["address"]))
        self.assert_no_key()
        self.assert_books()

    def test_a_file_that_pays_somebody_else_is_refused_whole(self):
        first, second = self.native_payment("1"), self.native_payment("2")
        self.paid(first, second)
        lines = read_lines(self.export())
        changes = (
            ("another destination", {"to": OTHER}, "treasury configured here"),
            ("another address", {"from": OTHER}, "not the address with index"),
            ("an unknown token", {"token": OTHER}, "no token that is configured"),
            ("another chain", {"chain_id": 56}, "not configured here"),
            ("a ruinous fee", {"max_fee_wei": str(10**15)}, "max_fee_gwei"),
            ("other decimals", {"decimals": 6}, "not the native currency"),
        )
        for what, change, words in changes:
            with self.subTest(what):
                changed = json.loads(json.dumps(lines))
                changed[2].update(change)
                path = self.file("changed.jsonl")
                write_lines(path, changed)
                result = self.sign(path, name="never.gz", code=REFUSED) and None
                self.assertFalse(self.file("never.gz").exists(), result)
                said = self.offline.run("wallet", "sign", str(path), "--out", str(self.file("never.gz")), "--yes",
                                        code=REFUSED).err
                self.assertIn(words, said)

    def test_nothing_is_signed_where_nobody_agrees(self):
        payment = self.native_payment("1")
        self.paid(payment)
        path = self.export()
        result = self.offline.run("wallet", "sign", str(path), "--out", str(self.file("never.gz")), code=REFUSED)
        self.assertIn("--yes", result.err)
        self.assertFalse(self.file("never.gz").exists())

    def test_an_import_takes_what_fits_and_names_the_rest(self):
        first, second = self.native_payment("1"), self.native_payment("2")
        self.paid(first, second)
        signed = self.sign(self.export())
        # By the time it comes back, one of them has moved.
        self.anvil.rpc("anvil_setNonce", first["address"], "0x1")
        result = self.ctrip.run("sweep", "--import", str(signed), "--json", code=REFUSED)
        self.assertIn("nonce", result.err)
        self.assertEqual(json.loads(result.out)["sent"], 1)
        self.anvil.mine(FINAL)
        self.jobs()
        self.assert_status(second, "settled")
        # Twice is once.
        result = self.ctrip.run("sweep", "--import", str(signed), code=REFUSED)
        self.assertEqual(len(self.anvil.sent_by(second["address"])), 1)

    def test_an_import_waits_for_the_sweep_that_is_under_way(self):
        payment = self.native_payment("1")
        self.paid(payment)
        signed = self.sign(self.export())
        self.anvil.automine(False)
        again = ("sweep", "--import", str(signed), "--wait", "0s")
        self.ctrip.run(*again)
        self.assertIn("is under way", self.ctrip.run(*again, code=REFUSED).err)

    def test_an_import_pays_no_other_treasury_than_this_hosts(self):
        payment = self.native_payment("1")
        self.paid(payment)
        signed = self.sign(self.export())
        self.ctrip.config["treasury"] = OTHER
        self.ctrip.write_config()
        self.assertIn("is not the treasury", self.ctrip.run("sweep", "--import", str(signed), code=REFUSED).err)
        self.assertEqual(self.anvil.sent_by(payment["address"]), [])

    def test_a_changed_signature_or_an_unsigned_file_is_not_imported(self):
        payment = self.native_payment("1")
        self.paid(payment)
        unsigned = self.export()
        signed = read_lines(self.sign(unsigned))
        before = self.ctrip.dump()
        self.assertIn("not signed", self.ctrip.run("sweep", "--import", str(unsigned), code=REFUSED).err)
        for change, words in (({"amount_raw": "1"}, "another transaction"), ({"raw": "0x02"}, "not a signed"),
                              ({"raw": signed[1]["raw"][:-2] + "00"}, "line 2"), ({"to": OTHER}, "another transaction")):
            changed = json.loads(json.dumps(signed))
            changed[1].update(change)
            path = self.file("changed.jsonl")
            write_lines(path, changed)
            result = self.ctrip.run("sweep", "--import", str(path), code=REFUSED)
            self.assertIn(words, result.err)
        self.assertEqual(self.ctrip.dump(), before)

    def test_an_export_leaves_what_goes_in_a_batch_to_the_sponsor(self):
        authorizations = self.file("authorizations.gz")
        self.offline.run("wallet", "presign", "--chain", "anvil", "--count", "2", "--out", str(authorizations))
        self.ctrip.run("wallet", "import", str(authorizations))
        self.sweeping(strategy="batched")
        tokens, native = self.paid_usdt("1", "2"), self.native_payment("1")
        self.paid(native)
        lines = read_lines(self.export())[1:-1]
        self.assertEqual([line["payment_id"] for line in lines], [native["id"]])
        self.settle(*tokens)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 3 * USDT)

    def test_an_export_writes_over_nothing(self):
        path = self.file("there.gz")
        path.write_bytes(b"mine")
        result = self.ctrip.run("sweep", "--export", str(path), code=REFUSED)
        self.assertIn("there is one already", result.err)
        self.assertEqual(path.read_bytes(), b"mine")


if __name__ == "__main__":
    unittest.main()
