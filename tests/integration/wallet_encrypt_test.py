# SPDX-License-Identifier: MIT
"""Keys that are encrypted at rest: made, used, asked for, and refused."""
import json
import os
import pathlib
import pty
import select
import subprocess
import time
import unittest

from harness.anvil import SPONSOR_KEY
from harness.case import TREASURY, USDT
from harness.ctrip import MNEMONIC
from harness.sweep_case import SweepCase

REFUSED = 65
EXPOSED_SECRET = 77
WRONG_CONFIGURATION = 78
PASSWORD = "correct horse"
KEY_FILES = pathlib.Path(__file__).parents[1] / "vectors" / "web3_secret_storage.json"
TIMEOUT_S = 30


class EncryptCase(SweepCase):
    def encrypt(self, secret, name, password=PASSWORD, **options):
        plain = self.ctrip.secret_file(f"{name}.plain", secret)
        out = self.ctrip.folder / f"{name}.enc"
        result = self.ctrip.run("wallet", "encrypt", "--in", str(plain), "--out", str(out), "--password-file",
                                str(self.ctrip.secret_file(f"{name}.password", password)), **options)
        os.unlink(plain)
        return out, result

    def configure(self, **sections):
        for section, changes in sections.items():
            self.ctrip.config[section].update(changes)
        self.ctrip.write_config()


class FileTest(EncryptCase):
    def test_what_was_encrypted_sweeps_as_the_plain_keys_do(self):
        words, _ = self.encrypt(MNEMONIC, "words")
        key, _ = self.encrypt(SPONSOR_KEY, "key")
        xpub = self.ctrip.run("wallet", "xpub").out
        for path in (words, key):
            self.assertEqual(path.stat().st_mode & 0o777, 0o600)
            text = path.read_text(encoding="utf-8")
            self.assertTrue(text.startswith("ctrip-encrypted v1 scrypt 17 8 1 "))
            self.assertNotIn("legal", text)
        (self.ctrip.folder / "mnemonic").unlink()
        (self.ctrip.folder / "sponsor-key").unlink()
        self.configure(wallet={"mnemonic_file": str(words), "mnemonic_password_file": "words.password"},
                       sweeping={"sponsor_key_file": str(key), "sponsor_key_password_file": "key.password"})
        self.assertEqual(self.ctrip.run("wallet", "xpub").out, xpub)
        payment = self.usdt_payment("2")
        self.paid(payment)
        self.settle(payment)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 2 * USDT)

    def test_a_key_file_of_geth_or_ethers_sweeps_as_the_plain_key_does(self):
        vector = json.loads(KEY_FILES.read_text(encoding="utf-8"))["vectors"][2]
        self.assertEqual(vector["key"], SPONSOR_KEY)
        key = self.ctrip.secret_file("key.json", json.dumps(vector["file"]))
        password = self.ctrip.secret_file("key.password", vector["password"])
        (self.ctrip.folder / "sponsor-key").unlink()
        self.configure(sweeping={"sponsor_key_file": "key.json", "sponsor_key_password_file": "key.password"})
        payment = self.usdt_payment("2")
        self.paid(payment)
        self.settle(payment)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 2 * USDT)
        for path in (key, password):
            os.chmod(path, 0o640)
            result = self.ctrip.run("sweep", code=EXPOSED_SECRET)
            self.assertIn("chmod 600", result.err)
            os.chmod(path, 0o600)
        pathlib.Path(password).write_text("wrong horse", encoding="utf-8")
        result = self.ctrip.run("sweep", code=WRONG_CONFIGURATION)
        self.assertEqual(len(result.err.splitlines()), 1, result)
        self.assertIn("does not open the key file", result.err)
        self.assertNotIn("wrong horse", result.err)

    def test_a_password_from_systemds_credentials(self):
        words, _ = self.encrypt(MNEMONIC, "words")
        folder = self.ctrip.folder / "credentials"
        folder.mkdir(mode=0o700)
        (self.ctrip.folder / "words.password").rename(folder / "words-password")
        self.configure(wallet={"mnemonic_file": str(words), "mnemonic_password_file": "words-password"})
        self.ctrip.environment["CREDENTIALS_DIRECTORY"] = str(folder)
        self.assertTrue(self.ctrip.run("wallet", "xpub").out.startswith("xpub"))

    def test_with_the_xpub_only_what_signs_needs_the_password(self):
        xpub = self.ctrip.run("wallet", "xpub").out.strip()
        words, _ = self.encrypt(MNEMONIC, "words")
        self.configure(wallet={"mnemonic_file": str(words), "xpub": xpub})
        payment = self.native_payment("1")
        self.paid(payment)
        result = self.ctrip.run("sweep", code=WRONG_CONFIGURATION)
        self.assertIn("wallet.mnemonic_password_file", result.err)
        self.configure(wallet={"mnemonic_password_file": "words.password"})
        self.settle(payment)

    def test_a_wrong_password_a_damaged_file_and_an_open_one_are_told_apart(self):
        words, _ = self.encrypt(MNEMONIC, "words")
        self.configure(wallet={"mnemonic_file": str(words), "mnemonic_password_file": "words.password"})
        password = self.ctrip.folder / "words.password"
        password.write_text("wrong horse", encoding="utf-8")
        text = words.read_text(encoding="utf-8")
        self.assert_refused(WRONG_CONFIGURATION, "does not open")
        words.write_text(text[:60], encoding="utf-8")
        self.assert_refused(WRONG_CONFIGURATION, "damaged")
        words.write_text(text.replace(" 17 8 1 ", " 30 8 1 "), encoding="utf-8")
        self.assert_refused(WRONG_CONFIGURATION, "damaged")
        words.write_text(text, encoding="utf-8")
        password.unlink()
        self.assert_refused(WRONG_CONFIGURATION, "does not exist")
        password.write_text(PASSWORD, encoding="utf-8")
        password.chmod(0o644)
        self.assert_refused(EXPOSED_SECRET, "chmod 600")

    def assert_refused(self, code, words):
        result = self.ctrip.run("wallet", "xpub", code=code)
        self.assertEqual(len(result.err.splitlines()), 1, result)
        self.assertIn(words, result.err)
        for secret in (PASSWORD, "wrong horse", "legal"):
            self.assertNotIn(secret, result.err)

    def test_what_is_no_key_is_not_encrypted_and_nothing_is_written_over(self):
        for secret, words in (("legal winner thank", "words"), ("0x1234", "64 hex digits"), ("", "empty"),
                              (MNEMONIC + "\n" + MNEMONIC, "one line")):
            with self.subTest(secret):
                plain = self.ctrip.secret_file("plain", secret)
                out = self.ctrip.folder / "never.enc"
                result = self.ctrip.run("wallet", "encrypt", "--in", str(plain), "--out", str(out), "--password-file",
                                        str(self.ctrip.secret_file("p", PASSWORD)), code=None)
                self.assertIn(result.code, (REFUSED, WRONG_CONFIGURATION))
                self.assertIn(words, result.err)
                self.assertFalse(out.exists())
        words, _ = self.encrypt(MNEMONIC, "words")
        before = words.read_bytes()
        _, result = self.encrypt(MNEMONIC, "words", code=REFUSED)
        self.assertIn("there is one already", result.err)
        self.assertEqual(words.read_bytes(), before)
        self.assertEqual([p.name for p in self.ctrip.folder.glob("*.part")], [])


class TerminalTest(EncryptCase):
    def ask(self, arguments, answers):
        """Runs it on a terminal of its own; what the terminal shows, and the code."""
        main, side = pty.openpty()
        process = subprocess.Popen(self.ctrip.command(*arguments), stdin=side, stdout=side, stderr=side, close_fds=True,
                                   env=self.ctrip.environment, cwd=self.ctrip.folder, start_new_session=True,
                                   preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0))
        os.close(side)
        shown, answers = b"", list(answers)
        deadline = time.monotonic() + TIMEOUT_S
        while time.monotonic() < deadline:
            if select.select([main], [], [], 0.05)[0]:
                try:
                    shown += os.read(main, 4096)
                except OSError:
                    break
            if answers and shown.rstrip(b" ").endswith(b":"):
                time.sleep(0.1)  # It has stopped the echo by then.
                os.write(main, answers.pop(0))
                shown += b"\n"
        code = process.wait(TIMEOUT_S)
        os.close(main)
        return shown.decode(), code

    def test_a_password_is_asked_for_twice_and_never_shown(self):
        out = self.ctrip.folder / "words.enc"
        plain = self.ctrip.secret_file("plain", MNEMONIC)
        arguments = ("wallet", "encrypt", "--in", str(plain), "--out", str(out))
        shown, code = self.ask(arguments, [b"secret one\n", b"secret two\n"])
        self.assertEqual(code, REFUSED, shown)
        self.assertIn("differ", shown)
        self.assertFalse(out.exists())
        shown, code = self.ask(arguments, [b"secret one\n", b"secret one\n"])
        self.assertEqual(code, 0, shown)
        self.assertNotIn("secret", shown.replace("the secret", ""))
        self.configure(wallet={"mnemonic_file": str(out)})
        shown, code = self.ask(("wallet", "xpub"), [b"secret one\n"])
        self.assertEqual(code, 0, shown)
        self.assertIn("xpub", shown)
        self.assertNotIn("secret one", shown)

    def test_control_c_leaves_a_terminal_that_echoes(self):
        out = self.ctrip.folder / "words.enc"
        plain = self.ctrip.secret_file("plain", MNEMONIC)
        shown, code = self.ask(("wallet", "encrypt", "--in", str(plain), "--out", str(out)), [b"sec\x03"])
        self.assertEqual(code, -2, shown)
        self.assertFalse(out.exists())


if __name__ == "__main__":
    unittest.main()
