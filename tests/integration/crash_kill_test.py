# SPDX-License-Identifier: MIT
"""Each job is killed before every database statement and every piece of data it sends; a plain run then has to lead to
what an undisturbed run would have given. The same where its connection to PostgreSQL is lost there.

`tests/run` tries a few of those instants, others with each commit; `tests/run --all` tries every one (harness/part.py)."""
import re
import time
import unittest

from harness import kill, part
from harness.anvil import SPONSOR
from harness.case import ETHER, TREASURY, USDT, EndToEndCase
from harness.ctrip import WEBHOOK_SECRET, Ctrip
from harness.database import postgres_only
from harness.receiver import Answer, Receiver

# What differs between two equal runs: times, ids of rows, depths, and transactions that a time or a fee went into.
VOLATILE = re.compile(r"(?:^|_)(?:at|time|timestamp|id|attempts?|fee\w*|gas\w*|confirmations)$|tx|hash|block")
# A top-up, a transfer and their finality, with room to spare.
SWEEP_ROUNDS = 8
PLACES_MAX = 4
GWEI = 10**9
# Exit codes.
DONE, REFUSED, UNAVAILABLE = 0, 65, 69


def steady(value):
    """The JSON without what may differ."""
    if isinstance(value, dict):
        if value.get("kind") == "topup":  # Gas money: as much as gas cost at that moment.
            value = {key: item for key, item in value.items() if not key.startswith("amount")}
        return {key: steady(item) for key, item in value.items() if not VOLATILE.search(key)}
    if isinstance(value, list):
        return [steady(item) for item in value]
    return value


class KillCase(EndToEndCase):
    def setUp(self):
        super().setUp()
        self.ctrip.use_local_database()
        self.payments = []
        self.prepare()
        self.ctrip.database.save()
        self.snapshot = self.anvil.rpc("evm_snapshot")

    def restore(self):
        """Database and chain as prepare() left them; a snapshot serves once."""
        self.ctrip.database.restore()
        self.assertTrue(self.anvil.rpc("evm_revert", self.snapshot))
        self.snapshot = self.anvil.rpc("evm_snapshot")
        self.receiver.requests.clear()

    def native(self, amount, paid=None):
        payment = self.native_payment(amount)
        self.payments.append(payment)
        if paid != 0:
            self.pay_native(payment, paid)
        return payment

    def token(self, amount, paid=None):
        payment = self.usdt_payment(amount)
        self.payments.append(payment)
        if paid != 0:
            self.pay_usdt(payment, paid)
        return payment

    def facts(self):
        return [steady(self.ctrip.show(payment)) for payment in self.payments]

    def outcome(self):
        """What has to be the same, right after the job."""
        return self.facts()

    def crash_everywhere(self, job, kind, *arguments, codes=(DONE,)):
        counts = kill.count(self.ctrip, job, *arguments)
        undisturbed = self.outcome()
        points = counts.statements if kind == "statement" else counts.sends
        self.assertGreater(points, 0, f"{job} has no {kind} to be killed at")
        killed = 0
        places = self.places(job, kind, points)
        for n in places:
            with self.subTest(job=job, killed_before=kind, n=n):
                self.restore()
                killed += kill.run_killed(self.ctrip, kind, n, job, *arguments)
                self.ctrip.database.wait_until_left()
                again = self.ctrip.run(job, *arguments, code=None)
                self.assertIn(again.code, codes, again)
                self.assertEqual(self.outcome(), undisturbed)
        # How often a job asks a node whether a transaction is mined differs between runs, by up to a third.
        self.assertGreaterEqual(killed, sum(n <= points // 2 for n in places))

    def places(self, job, kind, points):
        """Those of so many instants that are tried."""
        return part.part(range(1, points + 1), PLACES_MAX, f"{self.id()} {self.ctrip.database.engine} {job} {kind}")

    def sweep_to_the_end(self):
        """Until all is settled and nothing is under way; `outcome` sees what it is like then."""
        for _ in range(SWEEP_ROUNDS):
            self.anvil.mine(5)
            self.ctrip.run("sweep")
            ((open_txs,),) = self.ctrip.rows(
                "SELECT COUNT(*) FROM sweep_txs WHERE state IN ('signed', 'broadcast', 'mined', 'replaced')")
            if open_txs == 0 and all(self.ctrip.status(payment) == "settled" for payment in self.payments):
                return
        self.fail("not settled:\n" + "\n".join(str(self.ctrip.show(payment)) for payment in self.payments))

    def cut_off_everywhere(self, job, *arguments):
        """A run works by the connection that holds its lock, or not at all: it ends with that."""
        points = kill.count(self.ctrip, job, *arguments).statements
        undisturbed = self.outcome()
        ended = 0
        places = self.places(job, "cut", points)
        for n in places:
            with self.subTest(job=job, cut_off_before=n):
                self.restore()
                result, counts = kill.run_cut(self.ctrip, n, job, *arguments)
                self.assertIn(result.code, (DONE, UNAVAILABLE), result)
                self.assertEqual(counts.connections, 1, result)
                ended += result.code == UNAVAILABLE
                self.ctrip.database.wait_until_left()
                self.ctrip.run(job, *arguments)
                self.assertEqual(self.outcome(), undisturbed)
        # Nobody needs the connection to record the end of a run and to let go of its lock.
        self.assertGreaterEqual(ended, sum(n <= points // 2 for n in places))


class ScanKillTest(KillCase):
    def prepare(self):
        self.native("1.5")
        self.token("12.5")
        self.token("3", paid=USDT)
        self.native("1", paid=0)
        self.anvil.mine(3)

    def test_scan_killed_before_any_statement(self):
        self.crash_everywhere("scan", "statement")

    def test_scan_killed_before_any_send(self):
        self.crash_everywhere("scan", "send")

    @postgres_only
    def test_scan_cut_off_before_any_statement(self):
        self.cut_off_everywhere("scan")


class ReorganisedScanKillTest(KillCase):
    """A branch of which one transfer is gone, one was mined again elsewhere, and one stays where it was."""

    def prepare(self):
        self.native("1")
        self.anvil.mine()
        moves = self.native("2", paid=0)
        raw = self.anvil.rpc("eth_getRawTransactionByHash", self.pay_native(moves)["transactionHash"])
        self.native("3", paid=ETHER)
        self.anvil.mine(2)
        self.jobs("scan", "confirm")
        # Few blocks are left to tell it by, so that those of the booked transfers are looked at.
        self.ctrip.database.sql("DELETE FROM checkpoints WHERE block_number > 1 AND block_number < "
                                "(SELECT cursor_block FROM chains);")
        self.anvil.rpc("anvil_reorg", 4, [[raw, 2]])

    def outcome(self):
        cursor = self.ctrip.rows("SELECT cursor_block FROM chains")
        self.assertEqual(cursor, [(self.anvil.head(),)])
        return self.facts()

    def test_a_scan_that_follows_a_reorganisation_killed_before_any_statement(self):
        self.crash_everywhere("scan", "statement")


class ConfirmKillTest(KillCase):
    def prepare(self):
        self.native("1.5")
        self.anvil.mine(2)
        self.token("12.5")
        self.anvil.mine(2)
        self.token("3", paid=USDT)
        expiring = self.native_payment("1", expires_in="60s")
        self.payments.append(expiring)
        self.anvil.rpc("evm_increaseTime", 3600)
        self.anvil.mine()
        self.jobs("scan")

    def test_confirm_killed_before_any_statement(self):
        self.crash_everywhere("confirm", "statement")

    def test_confirm_killed_before_any_send(self):
        self.crash_everywhere("confirm", "send")

    @postgres_only
    def test_confirm_cut_off_before_any_statement(self):
        self.cut_off_everywhere("confirm")


class DirectKillCase(KillCase):
    def prepare(self):
        self.native("1.5")
        self.token("12.5")
        self.anvil.mine(5)
        self.jobs("scan", "confirm")

    def outcome(self):
        """At the end of all sweeps: everything settled, nothing sent twice."""
        self.sweep_to_the_end()
        native, token = self.payments
        fees = self.anvil.fees_of(native["address"])
        dust = self.anvil.balance(native["address"])
        self.assertEqual(self.anvil.balance(TREASURY), 3 * ETHER // 2 - fees - dust)
        return {
            "facts": self.facts(),
            "tokens": self.anvil.token_balance(self.usdt, TREASURY),
            "left": self.anvil.token_balance(self.usdt, token["address"]),
            "sent": [self.anvil.nonce(payment["address"]) for payment in self.payments],
        }


class SweepKillTest(DirectKillCase):
    def test_sweep_killed_before_any_statement(self):
        self.crash_everywhere("sweep", "statement")

    def test_sweep_killed_before_any_send(self):
        self.crash_everywhere("sweep", "send")


class ReclaimKillTest(KillCase):
    """What is left of gas money is sent once, whenever the run is killed."""

    def prepare(self):
        self.ctrip.config["sweeping"]["max_fee_gwei"] = 500
        self.ctrip.write_config()
        self.token("12.5")
        self.token("3")
        self.anvil.mine(5)
        self.jobs("scan", "confirm")
        self.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(20 * GWEI))
        self.anvil.mine()
        self.sweep_to_the_end()
        self.ctrip.run("sweep")
        self.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(1))
        self.anvil.mine()

    def outcome(self):
        self.sweep_to_the_end()
        native = [sweep for payment in self.payments for sweep in self.ctrip.show(payment)["sweeps"] if sweep["kind"] == "native"]
        self.assertEqual(self.anvil.balance(TREASURY), sum(int(sweep["amount_raw"]) for sweep in native))
        return {"sent": [self.anvil.nonce(payment["address"]) for payment in self.payments],
                "left": [self.anvil.balance(payment["address"]) for payment in self.payments],
                "states": [sweep["state"] for sweep in native]}

    def test_a_reclaim_killed_before_any_statement(self):
        self.crash_everywhere("sweep", "statement", "--reclaim")

    def test_a_reclaim_killed_before_any_send(self):
        self.crash_everywhere("sweep", "send", "--reclaim")


class ImportKillTest(DirectKillCase):
    """Sweeps that were signed on a host without network: what an import took before it was killed is refused the second
    time, since it is under way."""

    def prepare(self):
        super().prepare()
        xpub = self.ctrip.run("wallet", "xpub").out.strip()
        offline = Ctrip([dict(self.ctrip.config["chains"][0], rpc_urls=["http://127.0.0.1:1"])])
        self.addCleanup(offline.remove)
        self.ctrip.config["wallet"] = {"xpub": xpub}
        self.ctrip.write_config()
        self.ctrip.run("sweep", "--export", offline.folder / "unsigned")
        self.signed = str(offline.folder / "signed")
        offline.run("wallet", "sign", offline.folder / "unsigned", "--out", self.signed, "--yes")

    def test_an_import_killed_before_any_statement(self):
        self.crash_everywhere("sweep", "statement", "--import", self.signed, codes=(DONE, REFUSED))

    def test_an_import_killed_before_any_send(self):
        self.crash_everywhere("sweep", "send", "--import", self.signed, codes=(DONE, REFUSED))


class BatchKillTest(KillCase):
    """Batches by the Sweeper; the first run signs one and leaves it in the pool."""

    def prepare(self):
        self.ctrip.config["sweeping"]["strategy"] = "batched"
        self.ctrip.write_config()
        self.ctrip.run("sweep", "deploy")
        self.token("12.5")
        self.token("3")
        self.anvil.mine(5)
        self.jobs("scan", "confirm", "sweep")
        for payment in self.payments:
            self.assertEqual(self.ctrip.show(payment)["sweeps"][0]["state"], "mined")
        # Not final yet; one more comes meanwhile.
        self.token("7")
        self.anvil.mine(5)
        self.jobs("scan", "confirm")

    def outcome(self):
        self.sweep_to_the_end()
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 22_500_000)
        batches = [receipt for receipt in self.anvil.sent_by(SPONSOR) if receipt["type"] == "0x4"]
        return {"facts": self.facts(), "batches": len(batches),
                "left": [self.anvil.token_balance(self.usdt, payment["address"]) for payment in self.payments]}

    def test_a_batched_sweep_killed_before_any_statement(self):
        self.crash_everywhere("sweep", "statement")

    def test_a_batched_sweep_killed_before_any_send(self):
        self.crash_everywhere("sweep", "send")

    @postgres_only
    def test_a_batched_sweep_cut_off_before_any_statement(self):
        self.cut_off_everywhere("sweep")


class UndelegateKillTest(KillCase):
    """Delegations are taken back once, whenever the run is killed. One that was is refused the second time."""

    def prepare(self):
        self.ctrip.config["sweeping"]["strategy"] = "batched"
        self.ctrip.write_config()
        self.ctrip.run("sweep", "deploy")
        self.token("12.5")
        self.token("3")
        self.anvil.mine(5)
        self.jobs("scan", "confirm")
        self.sweep_to_the_end()

    def outcome(self):
        self.sweep_to_the_end()
        return {"code": [self.anvil.rpc("eth_getCode", payment["address"], "latest") for payment in self.payments],
                "nonces": [self.anvil.nonce(payment["address"]) for payment in self.payments],
                "sent": len(self.anvil.sent_by(SPONSOR))}

    def undelegate_everywhere(self, kind):
        ids = [payment["id"] for payment in self.payments]
        self.crash_everywhere("wallet", kind, "undelegate", "--chain", "anvil", *ids, codes=(DONE, REFUSED))

    def test_undelegate_killed_before_any_statement(self):
        self.undelegate_everywhere("statement")

    def test_undelegate_killed_before_any_send(self):
        self.undelegate_everywhere("send")


class StuckKillTest(KillCase):
    """Sweeps that the base fee has left behind: replaced once for all, whenever the run is killed."""

    def prepare(self):
        self.ctrip.config["sweeping"].update(strategy="batched", max_fee_gwei=500)
        self.ctrip.write_config()
        self.ctrip.run("sweep", "deploy")
        self.native("1.5")
        self.token("12.5")
        self.token("3")
        self.anvil.mine(5)
        self.jobs("scan", "confirm")
        self.anvil.automine(False)
        self.ctrip.run("sweep", "--wait", "0s")
        fee = int(self.anvil.rpc("eth_getBlockByNumber", "latest", False)["baseFeePerGas"], 16)
        self.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(10 * fee))
        self.anvil.mine()

    def restore(self):
        super().restore()
        self.anvil.automine(False)

    def outcome(self):
        self.anvil.automine(True)
        self.sweep_to_the_end()
        native = self.payments[0]
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 15_500_000)
        self.assertEqual(self.anvil.balance(TREASURY), 3 * ETHER // 2 - self.anvil.fees_of(native["address"]))
        return {"sent": [self.anvil.nonce(payment["address"]) for payment in self.payments],
                "batches": len([r for r in self.anvil.sent_by(SPONSOR) if r["type"] == "0x4"]),
                "states": [self.ctrip.show(payment)["status"] for payment in self.payments]}

    def test_a_replacement_killed_before_any_statement(self):
        self.crash_everywhere("sweep", "statement", "--wait", "0s")

    def test_a_replacement_killed_before_any_send(self):
        self.crash_everywhere("sweep", "send", "--wait", "0s")


class WebhookKillTest(KillCase):
    def prepare(self):
        self.native("1.5")
        self.token("12.5")
        self.anvil.mine(5)
        self.jobs("scan", "confirm")

    def outcome(self):
        """At least once, in order: a repetition is recognised by its webhook-id."""
        self.assertEqual(self.receiver.problems(), [])
        told = []
        for payment in self.payments:
            seen = {}
            for request in list(self.receiver.requests):
                if request.event["data"]["payment_id"] == payment["id"]:
                    seen.setdefault(request.headers["webhook-id"], request.event["type"])
            told.append(list(seen.values()))
        return {"facts": self.facts(), "told": told}

    def test_send_webhooks_killed_before_any_statement(self):
        self.crash_everywhere("send-webhooks", "statement")

    def test_send_webhooks_killed_before_any_send(self):
        self.crash_everywhere("send-webhooks", "send")


class EndpointsKillTest(KillCase):
    """An endpoint with a name gets messages of its own, and the usual one, which was open, is back."""

    def prepare(self):
        self.other = self.stage(Receiver(WEBHOOK_SECRET))
        self.native("1.5")
        self.anvil.mine(1)
        self.jobs("scan")
        self.receiver.default = Answer(500)
        for _ in range(5):
            self.ctrip.run("send-webhooks", code=UNAVAILABLE)
            self.ctrip.database.sql("UPDATE webhooks SET next_attempt_ms = 1 WHERE state = 'pending'")
        self.receiver.default = Answer()
        self.ctrip.config["webhooks"]["endpoints"] = [{"name": "erp", "url": self.other.url, "types": ["payment.confirmed", "payment.paid"]}]
        self.ctrip.write_config()
        self.token("12.5")
        self.anvil.mine(5)
        self.jobs("scan", "confirm")
        # What was tried waits; only the probe tries the usual endpoint now.
        self.ctrip.database.sql(f"UPDATE webhooks SET next_attempt_ms = {int(time.time() * 1000) + 3600000}; "
                                "UPDATE webhook_endpoints SET probe_ms = 1")

    def restore(self):
        super().restore()
        self.other.requests.clear()

    def outcome(self):
        told = []
        for receiver in (self.receiver, self.other):
            self.assertEqual(receiver.problems(), [])
            for payment in self.payments:
                seen = {}
                for request in list(receiver.requests):
                    if request.event["data"]["payment_id"] == payment["id"]:
                        seen.setdefault(request.headers["webhook-id"], request.event["type"])
                told.append(list(seen.values()))
        self.assertEqual(self.ctrip.rows("SELECT COUNT(*) FROM webhook_endpoints"), [(0,)])
        return {"facts": self.facts(), "told": told}

    def test_send_webhooks_to_several_killed_before_any_statement(self):
        self.crash_everywhere("send-webhooks", "statement")

    def test_send_webhooks_to_several_killed_before_any_send(self):
        self.crash_everywhere("send-webhooks", "send")


if __name__ == "__main__":
    unittest.main()
