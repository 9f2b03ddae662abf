# SPDX-License-Identifier: MIT
"""Who holds which key: a host with an xpub alone does all but sweep, and no secret is written anywhere."""
import concurrent.futures
import json
import os
import pathlib
import subprocess
import unittest

from harness.anvil import SPONSOR_KEY
from harness.case import TREASURY, EndToEndCase
from harness.ctrip import MNEMONIC, WEBHOOK_SECRET, Ctrip, chain_config
from harness.process import Background, bound

WRONG_CONFIGURATION = 78
EXPOSED_SECRET = 77
PROCESSES = 8


def vectors():
    """Made by two other implementations; its file names them."""
    path = pathlib.Path(os.environ["CTRIP_SOURCE_DIR"]) / "tests/vectors/bip39_bip32_bip44.json"
    return json.loads(path.read_text(encoding="utf-8"))


class NoChain:
    """A chain that is configured and never asked."""

    chain_id = 31337
    url = "http://127.0.0.1:9"


class WatchingHostTest(EndToEndCase):
    """One host has the xpub alone, another the mnemonic; both look at the same database."""

    def setUp(self):
        super().setUp()
        self.xpub = self.ctrip.run("wallet", "xpub").out.strip()
        self.keys = {name: self.ctrip.config.pop(name) for name in ("wallet", "sweeping")}
        for file in ("mnemonic", "sponsor-key"):
            (self.ctrip.folder / file).rename(self.ctrip.folder / f"{file}.elsewhere")
        self.ctrip.config["wallet"] = {"xpub": self.xpub}
        self.ctrip.write_config()

    def to_the_host_that_sweeps(self):
        for file in ("mnemonic", "sponsor-key"):
            (self.ctrip.folder / f"{file}.elsewhere").rename(self.ctrip.folder / file)
        self.ctrip.config.update(self.keys)
        self.ctrip.write_config()

    def test_everything_but_sweep_works_without_a_private_key(self):
        native, token = self.native_payment("1"), self.usdt_payment("2")
        self.pay_native(native)
        self.pay_usdt(token)
        self.anvil.mine(5)
        self.jobs("scan", "confirm", "send-webhooks")
        for payment in (native, token):
            self.assert_status(payment, "paid")
            self.assert_told(payment, "detected", "confirmed", "paid")
        self.assertEqual(len(self.ctrip.payments()), 2)
        server = Background(
            self.ctrip.command("serve-health", "--listen", "127.0.0.1:0"),
            stderr=subprocess.PIPE,
            text=True,
            env=self.ctrip.environment,
            cwd=self.ctrip.folder,
        )
        self.addCleanup(server.stop)
        self.assertIn("listening", server.process.stderr.readline())
        before = self.ctrip.dump()
        for arguments in (("sweep",), ("sweep", "--dry-run")):
            result = self.ctrip.run(*arguments, code=WRONG_CONFIGURATION)
            self.assertIn("wallet.mnemonic_file", result.err)
            self.assertEqual(len(result.err.splitlines()), 1, result)
        self.assertEqual(self.ctrip.dump(), before)
        # What the one host has watched, the other can spend.
        self.to_the_host_that_sweeps()
        self.settle(native, token)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 2_000_000)

    def test_both_hosts_give_out_the_same_addresses(self):
        watched = [self.ctrip.run("wallet", "address", "--index", i).out for i in range(3)]
        created = self.native_payment("1")
        self.assertEqual(created["address"], watched[0].strip())
        self.to_the_host_that_sweeps()
        self.assertEqual([self.ctrip.run("wallet", "address", "--index", i).out for i in range(3)], watched)
        self.assertEqual(self.native_payment("1")["address"], watched[1].strip())

    def test_an_xpub_and_a_mnemonic_of_two_wallets_are_refused(self):
        self.to_the_host_that_sweeps()
        other = vectors()["vectors"][0]["account"]["xpub"]
        self.ctrip.config["wallet"]["xpub"] = other
        self.ctrip.write_config()
        before = self.ctrip.dump()
        for arguments in (("create-payment", "--chain", "anvil", "--amount", "1"), ("sweep",)):
            result = self.ctrip.run(*arguments, code=WRONG_CONFIGURATION)
            self.assertEqual(len(result.err.splitlines()), 1, result)
            self.assertIn("another wallet", result.err)
            self.assertNotIn(MNEMONIC, result.err)
        self.assertEqual(self.ctrip.dump(), before)
        # With the right one beside it all is well.
        self.ctrip.config["wallet"]["xpub"] = self.xpub
        self.ctrip.write_config()
        self.native_payment("1")


class AccountTest(EndToEndCase):
    """A wallet with a passphrase, and an account other than the first."""

    def test_a_payment_of_another_account_is_paid_and_swept(self):
        self.ctrip.config["wallet"].update(passphrase_file=self.ctrip.secret_file("passphrase", "TREZOR"), account=3)
        self.ctrip.write_config()
        native, token = self.native_payment("1"), self.usdt_payment("2")
        self.assertEqual([payment["derivation_path"] for payment in (native, token)],
                         ["m/44'/60'/3'/0/0", "m/44'/60'/3'/0/1"])
        self.assertEqual(native["address"], "0xE404E48A101512B1EEeD42F7a5526645fC03cb1a")
        self.pay_native(native)
        self.pay_usdt(token)
        self.settle(native, token)
        self.assertEqual(self.ctrip.show(token)["derivation_path"], "m/44'/60'/3'/0/1")
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 2_000_000)
        # Without the passphrase it is another wallet.
        del self.ctrip.config["wallet"]["passphrase_file"]
        self.ctrip.write_config()
        self.assertIn("another wallet's", self.ctrip.run("show", native["id"]).err)


class SecretTest(EndToEndCase):
    def setUp(self):
        super().setUp()
        # A wallet whose private keys are known, so that they can be looked for.
        self.wallet = next(v for v in vectors()["vectors"] if v["words"] == 24 and not v["passphrase"])
        self.ctrip.secret_file("mnemonic", self.wallet["mnemonic"])

    def test_no_secret_is_written_anywhere(self):
        payments = [self.native_payment("1"), self.usdt_payment("2")]
        self.pay_native(payments[0])
        self.pay_usdt(payments[1])
        said = []
        for _ in range(12):
            for job in ("scan", "confirm", "sweep", "send-webhooks"):
                result = self.ctrip.run("--log-level", "debug", "--log-format", "json", job)
                said.append(result.out + result.err)
            if all(self.ctrip.status(payment) == "settled" for payment in payments):
                break
            self.anvil.mine(5)
        for payment in payments:
            said.append(json.dumps(self.assert_status(payment, "settled")))
        # Those that say what is wrong with a secret must not say the secret.
        self.ctrip.config["treasury"] = "0x1234"
        self.ctrip.write_config()
        said.append(self.ctrip.run("sweep", code=WRONG_CONFIGURATION).err)
        self.ctrip.config["treasury"] = TREASURY
        self.ctrip.secret_file("mnemonic", self.wallet["mnemonic"] + " yellow")
        self.ctrip.secret_file("sponsor-key", SPONSOR_KEY + "ff")
        self.ctrip.write_config()
        said.append(self.ctrip.run("sweep", code=WRONG_CONFIGURATION).err)
        self.ctrip.secret_file("mnemonic", self.wallet["mnemonic"])
        said.append(self.ctrip.run("sweep", code=WRONG_CONFIGURATION).err)
        self.assert_no_secret("\n".join(said).encode())
        stored = self.ctrip.database.raw()
        self.assertIn(payment["id"].encode(), b"".join(stored))
        for content in stored:
            self.assert_no_secret(content)

    def assert_no_secret(self, content):
        words = self.wallet["mnemonic"].split()
        keys = [SPONSOR_KEY, *(entry["privateKey"] for entry in self.wallet["addresses"][:2])]
        wanted = {f"key {i}": bytes.fromhex(key.removeprefix("0x")) for i, key in enumerate(keys)}
        for what, key in wanted.items():
            self.assertNotIn(key, content, f"{what}, as bytes")
        content = content.lower()
        wanted = {what: key.hex().encode() for what, key in wanted.items()}
        wanted.update({f"words {i} to {i + 2}": " ".join(words[i:i + 3]).encode() for i in range(22)})
        wanted.update({"the webhook secret": WEBHOOK_SECRET.encode(), "the account's xprv": b"xprv"})
        for what, text in wanted.items():
            self.assertNotIn(text, content, what)


class SecretFileTest(unittest.TestCase):
    def setUp(self):
        self.ctrip = Ctrip([chain_config(NoChain)])
        self.addCleanup(self.ctrip.remove)
        self.ctrip.migrate()

    def test_a_secret_that_others_can_read_is_refused(self):
        cases = (
            ("mnemonic", ("create-payment", "--chain", "anvil", "--amount", "1")),
            ("mnemonic", ("wallet", "xpub")),
            ("mnemonic", ("sweep",)),
            ("sponsor-key", ("sweep",)),
            ("webhook-secret", ("send-webhooks",)),
        )
        for name, arguments in cases:
            for mode in (0o640, 0o604, 0o660, 0o602, 0o610):
                with self.subTest(file=name, mode=oct(mode), command=arguments[0]):
                    file = self.ctrip.folder / name
                    file.chmod(mode)
                    result = self.ctrip.run(*arguments, code=EXPOSED_SECRET)
                    file.chmod(0o600)
                    self.assertEqual(len(result.err.splitlines()), 1, result)
                    self.assertIn(str(file), result.err)
                    self.assertIn("chmod 600", result.err)
                    self.assertNotIn(MNEMONIC, result.err)

    def test_a_secret_that_only_its_owner_can_read_is_taken(self):
        for mode in (0o600, 0o400, 0o700):
            (self.ctrip.folder / "mnemonic").chmod(mode)
            self.ctrip.create(amount="1")


class DerivationTest(unittest.TestCase):
    """The addresses that payments get, against those of other implementations."""

    def addresses(self, mnemonic, count):
        ctrip = Ctrip([chain_config(NoChain)])
        self.addCleanup(ctrip.remove)
        ctrip.secret_file("mnemonic", mnemonic)
        ctrip.migrate()
        lines = "\n".join(json.dumps({"chain": "anvil", "amount": "1"}) for _ in range(count))
        made = ctrip.run("create-payment", "--batch", "-", "--json", stdin=lines + "\n").json_lines
        self.assertEqual([payment["derivation_path"] for payment in made], [f"m/44'/60'/0'/0/{i}" for i in range(count)])
        return [payment["address"] for payment in made]

    def test_addresses_are_those_of_other_wallets(self):
        told = [vector for vector in vectors()["vectors"] if not vector["passphrase"]]
        self.assertGreaterEqual(len(told), 2)
        for vector in told:
            known = {entry["index"]: entry["address"] for entry in vector["addresses"] if entry["index"] < 1000}
            with self.subTest(vector["name"]):
                made = self.addresses(vector["mnemonic"], max(known) + 1)
                self.assertEqual({index: made[index] for index in known}, known)

    def test_keys_with_leading_zeros_lose_none_of_them(self):
        vector = vectors()["leadingZeroChildKeys"]
        made = self.addresses(vector["mnemonic"], max(entry["index"] for entry in vector["vectors"]) + 1)
        for entry in vector["vectors"]:
            self.assertEqual(made[entry["index"]], entry["address"])


class AtOnceTest(unittest.TestCase):
    def setUp(self):
        self.ctrip = Ctrip([chain_config(NoChain)])
        self.addCleanup(self.ctrip.remove)
        self.ctrip.migrate()

    def test_processes_at_once_never_share_an_address(self):
        each = 6

        def shop(number):
            return [self.ctrip.create(amount=f"{number + 1}", reference=f"{number}-{i}") for i in range(each)]

        with concurrent.futures.ThreadPoolExecutor(PROCESSES) as pool:
            made = [payment for shop_made in pool.map(shop, range(PROCESSES)) for payment in shop_made]
        self.assertEqual(len(made), PROCESSES * each)
        self.assertEqual(len({payment["address"] for payment in made}), len(made))
        indexes = sorted(int(payment["derivation_path"].rsplit("/", 1)[1]) for payment in made)
        self.assertEqual(indexes, list(range(len(made))))
        for payment in made[::7]:
            index = payment["derivation_path"].rsplit("/", 1)[1]
            self.assertEqual(self.ctrip.run("wallet", "address", "--index", index).out.strip(), payment["address"])

    def test_batches_at_once_never_share_an_address(self):
        each = 200
        lines = "\n".join(json.dumps({"chain": "anvil", "amount": "1"}) for _ in range(each)) + "\n"

        def shop(_):
            return self.ctrip.run("create-payment", "--batch", "-", "--json", stdin=lines).json_lines

        with concurrent.futures.ThreadPoolExecutor(PROCESSES) as pool:
            made = [payment for batch in pool.map(shop, range(PROCESSES)) for payment in batch]
        self.assertEqual(len({payment["address"] for payment in made}), PROCESSES * each)
        self.assertEqual(len({payment["derivation_path"] for payment in made}), PROCESSES * each)
        self.assertEqual(self.ctrip.rows("SELECT COUNT(*) FROM payments"), [(PROCESSES * each,)])

    def test_one_key_used_by_processes_at_once_makes_one_payment(self):
        command = self.ctrip.command(
            "create-payment", "--chain", "anvil", "--amount", "1", "--idempotency-key", "ORDER-1", "--json")

        def shop(_):
            return subprocess.run(
                bound(command), capture_output=True, text=True, timeout=60, env=self.ctrip.environment,
                cwd=self.ctrip.folder, check=True).stdout

        with concurrent.futures.ThreadPoolExecutor(PROCESSES) as pool:
            printed = list(pool.map(shop, range(PROCESSES)))
        self.assertEqual(len({json.loads(text)["id"] for text in printed}), 1)
        self.assertEqual(self.ctrip.rows("SELECT COUNT(*) FROM payments"), [(1,)])


if __name__ == "__main__":
    unittest.main()
