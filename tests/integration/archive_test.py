# SPDX-License-Identifier: MIT
"""Closed payments go out to a file and come back; nothing of theirs is ever used again, and money that still comes to
them is not lost."""
import gzip
import json
import os
import pathlib
import re
import unittest

from harness.archive import ArchiveCase
from harness.case import ETHER, TREASURY

WRONG_REQUEST = 65
NO_SUCH_PAYMENT = 66


class SettledTest(ArchiveCase):
    """One payment that was paid, swept and told, and is archived."""

    def setUp(self):
        super().setUp()
        self.payment = self.short_payment("1.5", idempotency_key="ORDER-1", reference="one")
        self.settle(self.payment)
        self.wait_until_old(self.payment)
        self.before = self.ctrip.show(self.payment)
        self.file = self.ctrip.folder / self.archive()["file"]

    def assert_archived(self, payment):
        shown = self.ctrip.run("show", payment["id"], code=NO_SUCH_PAYMENT).err
        self.assertIn(f"'ctrip archive --restore {self.file.name} {payment['id']}'", shown)
        self.assertEqual(self.ctrip.payments(), [])

    def test_a_settled_payment_goes_out_and_comes_back_as_it_was(self):
        self.assert_archived(self.payment)
        self.assertEqual(self.file.parent, self.ctrip.folder)
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o600)
        with gzip.open(self.file, "rt", encoding="utf-8") as lines:
            head, payment, end = map(json.loads, lines)
        self.assertEqual((head["format"], head["version"], head["file"]), ("ctrip-archive", 1, self.file.name))
        self.assertEqual((payment["payment"]["id"], payment["payment"]["amount"]), (self.payment["id"], "1500000000000000000"))
        self.assertEqual(end["end"], {"payments": 1, "transfers": 1, "history": 4, "webhooks": 4, "sweeps": 1, "attempts": 4})
        self.assertEqual(self.restore(self.file), {"restored": 1, "present": 0, "elsewhere": 0, "transfers": 0})
        self.assertEqual(self.ctrip.show(self.payment), self.before)
        self.assertEqual(self.restore(self.file)["present"], 1)
        self.jobs()
        self.assertEqual(self.ctrip.show(self.payment), self.before)

    def test_its_key_and_its_address_are_not_used_again(self):
        for amount in ("1.5", "2"):  # The same request, and another.
            refused = self.ctrip.run("create-payment", "--chain", "anvil", "--amount", amount, "--reference", "one",
                                     "--expires-in", self.short(), "--idempotency-key", "ORDER-1", code=WRONG_REQUEST)
            self.assertIn(f"'ctrip archive --restore {self.file.name} {self.payment['id']}'", refused.err)
        batch = "\n".join(json.dumps({"chain": "anvil", "amount": "1", "idempotency_key": f"ORDER-{n}"}) for n in (2, 1))
        self.assertIn("line 2", self.ctrip.run("create-payment", "--batch", "-", code=WRONG_REQUEST, stdin=batch).err)
        self.assertEqual(self.ctrip.payments(), [])
        other = self.native_payment("1")
        self.assertNotEqual(other["address"], self.payment["address"])
        self.assertEqual(self.restore(self.file)["restored"], 1)
        newest = self.native_payment("1")
        self.assertEqual(len({payment["derivation_path"] for payment in (self.payment, other, newest)}), 3)

    def test_money_that_still_comes_is_warned_of_once_and_swept_when_its_payment_is_back(self):
        self.native_payment("1")  # Somebody waits, so blocks are read.
        receipt = self.pay_native(self.payment, ETHER)
        warned = self.ctrip.run("scan").err
        for word in (self.payment["id"], receipt["transactionHash"],
                     f"ctrip archive --restore {self.file.name} {self.payment['id']}"):
            self.assertIn(word, warned)
        self.anvil.mine(6)
        self.assertNotIn(self.payment["id"], self.ctrip.run("scan").err)
        before = self.anvil.balance(TREASURY)
        self.assertEqual(self.restore(self.file), {"restored": 1, "present": 0, "elsewhere": 0, "transfers": 1})
        shown = self.assert_status(self.payment, "settled")
        self.assertEqual((shown["received"], len(shown["transfers"])), ("2.5", 2))
        self.assertEqual(set(shown["flags"]), {"overpaid", "late", "multiple"})
        self.assertEqual([entry["event"] for entry in shown["history"]][-1], "payment.late")
        self.jobs("confirm", "sweep", "send-webhooks")
        self.assertEqual(self.receiver.types(self.payment["id"])[-1], "payment.late")
        self.anvil.mine(6)
        self.jobs("sweep")
        self.assertGreater(self.anvil.balance(TREASURY), before)

    def test_money_that_a_reorganisation_takes_away_is_forgotten(self):
        self.native_payment("1")
        self.jobs("scan")
        self.pay_native(self.payment, ETHER)
        self.assertIn(self.payment["id"], self.ctrip.run("scan").err)
        self.anvil.rpc("anvil_reorg", 1, [])
        self.jobs("scan")
        shown_later = self.anvil.head() - self.before["detected_in_block"] + 1
        self.assertEqual(self.restore(self.file), {"restored": 1, "present": 0, "elsewhere": 0, "transfers": 0})
        self.assertEqual(self.ctrip.show(self.payment), self.before | {"confirmations": shown_later})

    def test_a_damaged_file_restores_nothing(self):
        content = self.file.read_bytes()
        self.file.write_bytes(content[:-9])
        refused = self.ctrip.run("archive", "--restore", self.file, code=WRONG_REQUEST).err
        self.assertRegex(refused, f"file '{re.escape(str(self.file))}', line [34]: the file is cut off here")
        self.assert_archived(self.payment)
        self.file.write_bytes(content)
        missing = "01930000-0000-7000-8000-000000000000"
        self.assertIn(missing, self.ctrip.run("archive", "--restore", self.file, missing, code=NO_SUCH_PAYMENT).err)
        self.assert_archived(self.payment)


class ChoiceTest(ArchiveCase):
    def test_only_what_is_closed_long_enough_is_archived(self):
        expired = self.short_payment("1", pay=False)
        token = self.short_payment("2", pay=False, token="USDT")
        self.expire(expired, token)
        pending = self.native_payment("3")
        self.wait_until_old(expired, token)
        before = self.rows()
        self.assertEqual(self.archive("--dry-run"),
                         {"payments": 2, "left": 0, "file": None, "bytes": 0, "dry_run": True})
        text = self.ctrip.run("archive", "--older-than", "400d").out
        self.assertEqual(text, "nothing to archive\n")
        self.assertEqual(self.rows(), before)
        folder = self.ctrip.folder / "elsewhere"
        self.ctrip.run("archive", "--older-than", "0s", "--directory", folder, code=WRONG_REQUEST)
        folder.mkdir()
        done = self.archive("--directory", folder, "--chain", "anvil")
        self.assertEqual((done["payments"], done["left"]), (2, 0))
        self.assertEqual(os.listdir(folder), [pathlib.Path(done["file"]).name])
        self.assertEqual([payment["id"] for payment in self.ctrip.payments()], [pending["id"]])
        self.assertEqual(self.restore(done["file"], token["id"].upper())["restored"], 1)
        self.assertEqual(self.restore(done["file"]), {"restored": 1, "present": 1, "elsewhere": 0, "transfers": 0})
        self.assertEqual(self.rows(), before)

    def test_a_payment_whose_message_is_undelivered_stays(self):
        payment = self.short_payment("1", pay=False)
        self.anvil.rpc("evm_increaseTime", 3600)
        self.anvil.mine()
        self.jobs("scan", "confirm")
        self.wait_until_old(payment)
        self.assertEqual(self.archive("--dry-run")["payments"], 0)
        self.assertIsNone(self.archive()["file"])
        self.jobs("send-webhooks")
        self.assertEqual(self.archive()["payments"], 1)


if __name__ == "__main__":
    unittest.main()
