# SPDX-License-Identifier: MIT
"""shop.py NAME: a small shop's life, played by the program that make.py chose; see there."""
import json
import pathlib
import subprocess
import sys
import unittest

from harness.archive import ArchiveCase
from harness.case import ETHER, USDT
from harness.database import engine
from harness.postgres import PROGRAMS
from harness.receiver import Answer

FOLDER = pathlib.Path(__file__).resolve().parent
FINAL = 5
REORG = 7
ROUNDS_MAX = 12
RETRY, GONE = 500, 410


class Shop(ArchiveCase):
    """Leaves payments in every status, and rows in every table that the program has."""

    anvil_arguments = ("--enable-tx-gas-limit",)

    def runTest(self):
        self.knows = self.ctrip.run("--help").out
        self.receiver.choose = self.answer
        self.bad, self.gone, self.all = set(), set(), []
        self.archived()
        self.settled()
        self.expired()
        self.failed()
        self.batched()
        self.waiting()
        self.unfinished()
        self.write()

    def answer(self, request):
        payment = request.event["data"]["payment_id"]
        return Answer(RETRY if payment in self.bad else GONE if payment in self.gone else 200)

    def made(self, token=None, **options):
        currency = {"token": token} if token else {}
        payment = self.ctrip.create(**currency, **options)
        self.all.append(payment)
        return payment

    def jobs(self, *names):
        """send-webhooks ends with 69 where a message was not taken."""
        for job in names or ("scan", "confirm", "sweep", "send-webhooks"):
            self.ctrip.run(job, code=None if job == "send-webhooks" else 0)

    def until(self, status, *payments):
        for _ in range(ROUNDS_MAX):
            self.jobs("scan", "confirm", *(["sweep"] if status == "settled" else []))
            if all(self.ctrip.status(payment) == status for payment in payments):
                return
            self.anvil.mine(FINAL)
        self.fail(f"not {status}: {[self.ctrip.show(payment) for payment in payments]}")

    def change(self, section, **changes):
        self.ctrip.config[section].update(changes)
        self.ctrip.write_config()

    def archived(self):
        """One payment in an archive, to whose address money came later."""
        payment = self.short_payment("0.5", reference="ARCHIVED-1", idempotency_key="archived-1")
        self.until("settled", payment)
        self.jobs("send-webhooks")
        self.wait_until_old(payment)
        self.archive_file = self.archive("--directory", str(self.ctrip.folder))["file"]
        self.change("payments", late="review", watch_late="7d")
        self.made(amount="0.25", reference="WATCHED")  # Somebody has to wait, or no block is read.
        self.pay_native(payment, ETHER // 100)
        self.jobs("scan")

    def settled(self):
        native = self.made(amount="1.5", reference="ORDER-1", idempotency_key="key-1")
        token = self.made("USDT", amount="12.5", reference="ORDER-2", metadata="customer=77")
        self.pay_native(native)
        self.pay_usdt(token)
        self.until("settled", native, token)
        # After the end: booked, flagged, and swept again.
        self.pay_usdt(token, USDT)
        self.until("settled", token)
        self.jobs("send-webhooks")

    def expired(self):
        """One that nobody paid, one that was paid too late, one of which an operator accepted too little."""
        unpaid = self.made(amount="0.1", expires_in="30s", reference="UNPAID")
        late = self.made(amount="0.2", expires_in="30s", reference="LATE")
        part = self.made(amount="0.4", expires_in="30s", reference="PART")
        self.pay_native(part, ETHER // 10)
        self.anvil.rpc("evm_increaseTime", 3600)
        self.anvil.mine()
        self.jobs("scan", "confirm")
        for payment in (unpaid, late, part):
            self.assert_status(payment, "expired")
        self.pay_native(late)
        self.jobs("scan", "confirm")
        if "\n  accept " in self.knows:
            self.ctrip.run("accept", part["id"], "--reason", "the rest was paid in cash")
            self.until("settled", part)
        self.jobs("send-webhooks")

    def failed(self):
        """Final money that a reorg took; and one that was cancelled. The shop takes no message about the first."""
        lost = self.made(amount="0.3", reference="LOST")
        self.gone.add(lost["id"])
        self.anvil.mine(REORG)
        self.jobs("scan")
        self.pay_native(lost)
        self.anvil.mine(FINAL)
        self.until("paid", lost)
        self.anvil.rpc("anvil_reorg", REORG - 1, [])
        self.jobs("scan")
        self.assert_status(lost, "failed")
        if "\n  cancel " in self.knows:
            self.ctrip.run("cancel", self.made(amount="3", reference="CANCELLED")["id"], "--reason", "out of stock")
        self.jobs("send-webhooks")

    def batched(self):
        if "deploy" not in self.ctrip.run("sweep", "--help", code=None).out:
            return
        self.ctrip.run("sweep", "deploy")
        self.change("sweeping", strategy="batched")
        payments = [self.made("USDT", amount=amount, reference="BATCH") for amount in ("5", "6.25")]
        for payment in payments:
            self.pay_usdt(payment)
        self.until("settled", *payments)
        self.change("sweeping", strategy="auto")
        file = str(self.ctrip.folder / "authorizations")
        self.ctrip.run("wallet", "presign", "--chain", "anvil", "--from", 1000, "--count", 3, "--out", file)
        self.ctrip.run("wallet", "import", file)
        self.jobs("send-webhooks")

    def waiting(self):
        """Paid, and not worth its fee; overpaid in two transfers, its sweep in the pool; confirmed; detected; in part."""
        dust = self.made(amount="0.00001", reference="DUST")
        over = self.made(amount="2", reference="OVERPAID", metadata="customer=78")
        self.pay_native(dust)
        self.pay_native(over, ETHER)
        self.pay_native(over, 3 * ETHER // 2)
        self.anvil.mine(FINAL)
        self.until("paid", dust, over)
        self.jobs("send-webhooks")
        self.confirmed = self.made("USDT", amount="7", reference="CONFIRMED")
        self.detected = self.made(amount="0.7", reference="DETECTED")
        self.part = self.made("USDT", amount="9", reference="PART-2")
        self.wrong = self.made(amount="0.9", reference="WRONG-TOKEN")
        self.pay_usdt(self.confirmed)
        self.anvil.mint(self.usdt, self.anvil.accounts[1], 4 * USDT)
        self.anvil.automine(False)
        self.anvil.submit(**{"from": self.anvil.accounts[1]}, to=self.detected["address"], value=7 * ETHER // 10)
        for payment in (self.part, self.wrong):
            self.anvil.submit(**{"from": self.anvil.accounts[1]}, to=self.usdt.address,
                              data=self.usdt.data("transfer", payment["address"], 2 * USDT))
        self.anvil.mine(2)

    def unfinished(self):
        """The last run of each job, after which no block is mined."""
        self.bad.add(self.detected["id"])
        self.jobs("scan", "confirm")
        self.assert_status(self.confirmed, "confirmed")
        self.assert_status(self.detected, "detected")
        for payment in (self.part, self.wrong):
            self.assert_status(payment, "pending")
        self.ctrip.run("sweep", code=None)
        self.jobs("send-webhooks", "scan")

    def write(self):
        said = {"list": self.ctrip.payments(),
                "show": {payment["id"]: payment for payment in map(self.ctrip.show, self.ctrip.payments())},
                "archived": self.ctrip.rows("SELECT id FROM archived_payments ORDER BY id"),
                "chain": self.chain_state(), "tokens": self.ctrip.config["chains"][0]["tokens"]}
        text = json.dumps(said, indent=1, sort_keys=True)
        (FOLDER / f"{self.name}.{engine()}.json").write_text(text + "\n", encoding="utf-8")
        (FOLDER / f"{self.name}.{engine()}.sql").write_text(self.sql(), encoding="utf-8")

    def chain_state(self):
        """What reconcile asks for, at the last block that was read."""
        (block,), = self.ctrip.rows("SELECT cursor_block FROM chains")
        addresses = [payment["address"] for payment in self.all]
        hashes = [row[0] for row in self.ctrip.rows("SELECT tx_hash FROM sweeps ORDER BY tx_hash")]
        return {
            "header": self.anvil.rpc("eth_getBlockByNumber", hex(block), False),
            "native": {a.lower(): self.anvil.rpc("eth_getBalance", a, hex(block)) for a in addresses},
            "token": {a.lower(): self.anvil.token_balance(self.usdt, a) for a in addresses},
            "receipts": {h: self.anvil.rpc("eth_getTransactionReceipt", h) for h in sorted(set(hashes))},
        }

    def sql(self):
        if engine() == "sqlite":
            connection = self.ctrip.database._connect()
            text = "\n".join(connection.iterdump()) + "\n"
            connection.close()
            return text
        dump = [str(PROGRAMS / "pg_dump"), "--no-owner", "--no-privileges", "--inserts",
                self.ctrip.database.server.socket_url(self.ctrip.database.database, "postgres")]
        lines = subprocess.run(dump, capture_output=True, text=True, check=True).stdout.splitlines()
        # What a psql of another version may not know, and what only a superuser may set.
        return "\n".join(line for line in lines if not line.startswith(("\\", "--", "SET ", "SELECT pg_catalog"))
                         and line) + "\n"


if __name__ == "__main__":
    Shop.name = sys.argv[1]
    sys.exit(not unittest.TextTestRunner().run(Shop()).wasSuccessful())
