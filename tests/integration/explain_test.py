# SPDX-License-Identifier: MIT
"""`ctrip explain`: why a payment or a transaction is not (yet) paid, and what to do, whatever the case."""
import socket
import unittest

from harness.case import ETHER, USDT, EndToEndCase
from harness.ctrip import chain_config
from harness.receiver import Answer

UNAVAILABLE = 69
NO_SUCH = 66
DAY_S = 86_400
NATIVE_LOG = "0xfffffffffffffffffffffffffffffffffffffffe"
TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"


class ExplainCase(EndToEndCase):
    def explain(self, subject, *arguments, code=0):
        subject = subject["id"] if "id" in subject else subject
        said = self.ctrip.run("explain", subject, "--json", *arguments, code=code).json
        self.assertEqual(list(said), ["subject", "verdict", "facts", "sentences", "next"])
        self.assertEqual(said["subject"], subject)
        text = self.ctrip.run("explain", subject, *arguments, code=code).out
        self.assertEqual(len(text.splitlines()), len(said["sentences"]) + 1, text)
        self.assertTrue(text.endswith(".\n"))
        return said

    def assert_verdict(self, subject, verdict, *words, arguments=(), code=0):
        """The verdict, and these words in what is said."""
        said = self.explain(subject, *arguments, code=code)
        text = "\n".join([*said["sentences"], "Next: " + said["next"]])
        self.assertEqual(said["verdict"], verdict, text)
        for word in words:
            self.assertIn(word, text)
        return said

    def hash_of(self, receipt):
        return receipt["transactionHash"]

    def later(self, seconds):
        self.anvil.rpc("evm_increaseTime", seconds)
        self.anvil.mine()


class PaymentTest(ExplainCase):
    def test_every_status_on_the_way_is_explained(self):
        payment = self.native_payment("1.5")
        said = self.assert_verdict(payment, "waiting_for_money", "1.5 ETH is due", "The deadline is", "wait for the payer",
                                   f"'ctrip cancel {payment['id']}")
        self.assertEqual({name: said["facts"][name] for name in ("status", "received", "amount", "deadline_read")},
                         {"status": "pending", "received": "0", "amount": "1.5", "deadline_read": False})
        self.pay_native(payment, ETHER)
        # Booked by a scan only.
        self.assert_verdict(payment, "waiting_for_money", "1 block behind the chain's head")
        self.jobs("scan")
        self.assert_verdict(payment, "underpaid", "1 of 1.5 ETH has arrived", "0.5 ETH is missing", "wait for the rest",
                            f"'ctrip accept {payment['id']}")
        self.pay_native(payment, ETHER // 2)
        self.jobs("scan", "confirm")
        self.assert_verdict(payment, "waiting_for_confirmations", "1 block deep; 3 are needed", "wait for 2 blocks more")
        self.anvil.mine(2)
        self.assert_verdict(payment, "waiting_for_confirm", "3 blocks deep", "run 'ctrip confirm'")
        self.jobs("scan", "confirm")
        self.assert_verdict(payment, "waiting_for_finality", "3 blocks deep; a transfer is final 5 blocks deep")
        self.anvil.mine(2)
        self.jobs("scan", "confirm")
        self.assert_verdict(payment, "waiting_for_sweep", "No sweep of it was sent yet", "has never run on this chain")
        self.ctrip.config["chains"][0]["native"]["min_value"] = 5
        self.ctrip.write_config()
        self.jobs("sweep")
        self.assert_verdict(payment, "waiting_for_sweep", "can't be swept: below min_value (5 ETH)")
        del self.ctrip.config["chains"][0]["native"]["min_value"]
        self.ctrip.write_config()
        self.jobs("sweep")
        self.assert_verdict(payment, "waiting_for_sweep", "A sweep of", "is mined")
        self.settle(payment)
        self.assert_verdict(payment, "settled", "nothing is to be done")

    def test_a_deadline_passes_by_the_chains_time_alone(self):
        payment = self.usdt_payment("5", expires_in="1s")
        # The clock is past it as soon as a second has gone by; the chain's time does not move by itself.
        self.ctrip.database.sql("UPDATE payments SET expires_at = expires_at - 3600, created_at = created_at - 3600")
        self.ctrip.database.sql("UPDATE chains SET cursor_time = cursor_time - 7200")
        self.assert_verdict(payment, "waiting_for_money", "has passed by the clock", "nothing expires until then")
        self.later(60)
        self.jobs("scan")
        self.assert_verdict(payment, "waiting_for_money", "the scan has read past it", "next 'ctrip confirm' expires")
        self.jobs("confirm")
        self.assert_verdict(payment, "expired_unpaid", "The payment expired", "make a new payment")

    def test_late_and_short_money_wants_an_operator(self):
        late, short = self.usdt_payment("5", expires_in="60s"), self.usdt_payment("5", expires_in="60s")
        self.pay_usdt(short, 2 * USDT)
        self.later(3600)
        self.pay_usdt(late)
        self.anvil.mine(2)
        self.jobs("scan", "confirm")
        self.assert_verdict(late, "expired_late", "5 USDT of it came in blocks after the deadline",
                            f"'ctrip accept {late['id']}", "return the money")
        self.ctrip.config["payments"]["late"] = "reject"
        self.ctrip.write_config()
        self.assert_verdict(late, "expired_late", "payments.late is 'reject'")
        self.assert_verdict(short, "expired_underpaid", "2 of 5 USDT", "3 USDT is missing", "return the money")

    def test_what_an_operator_decided_is_explained(self):
        payment, given_up = self.usdt_payment("5", expires_in="60s"), self.usdt_payment("5")
        self.pay_usdt(given_up, USDT)
        self.pay_usdt(payment, 2 * USDT)
        self.jobs("scan")
        self.ctrip.run("accept", payment["id"], "--reason", "a good customer")
        self.assert_verdict(payment, "waiting_for_confirmations", "2 of 5 USDT has arrived")
        self.ctrip.run("cancel", given_up["id"], "--reason", "a mistake")
        self.assert_verdict(given_up, "cancelled", f"@{socket.gethostname()}) cancelled the payment",
                            "return the money by hand")

    def test_what_does_not_count_is_named(self):
        payment = self.native_payment("1")
        self.pay_usdt(payment, 7)
        self.jobs("scan")
        self.assert_verdict(payment, "waiting_for_money", "7 base units of", "does not count")

    def test_money_that_a_reorganisation_took(self):
        payment = self.usdt_payment("5")
        self.pay_usdt(payment)
        self.jobs("scan")
        self.anvil.rpc("anvil_reorg", 1, [])
        self.jobs("scan")
        self.assert_verdict(payment, "waiting_for_money", "A reorg of the chain orphaned transfers")

    def test_final_money_that_vanished(self):
        payment = self.usdt_payment("5")
        self.pay_usdt(payment)
        self.anvil.mine(5)
        self.jobs("scan", "confirm")
        self.anvil.rpc("anvil_reorg", 6, [])
        self.jobs("scan", "confirm")
        self.assert_status(payment, "failed")
        self.assert_verdict(payment, "vanished", "reverted after it was final", "before delivering anything more")

    def test_jobs_that_fail_or_stand_still_are_named(self):
        payment = self.usdt_payment("5")
        node = self.fake_node()
        node.mode = "error"
        self.ctrip.run("scan", code=UNAVAILABLE)
        node.mode = "pass"
        self.assert_verdict(payment, "waiting_for_money", "The last run of 'ctrip scan'", "failed with 69")
        self.ctrip.database.sql("UPDATE job_runs SET exit_code = 0, started_ms = started_ms - 7200000")
        self.assert_verdict(payment, "waiting_for_money", "'ctrip scan' last ran 2 hours ago", "timer seems to be stopped")

    def test_messages_that_were_not_delivered_are_named(self):
        payment = self.usdt_payment("5")
        self.pay_usdt(payment)
        self.jobs("scan")
        self.assert_verdict(payment, "waiting_for_confirmations", "1 message to the shop is not delivered yet")
        self.receiver.answers.append(Answer(status=410))
        self.ctrip.run("send-webhooks", code=None)
        said = self.assert_verdict(payment, "waiting_for_confirmations", "given up")
        self.assertEqual((said["facts"]["webhooks_waiting"], said["facts"]["webhooks_dead"]), (0, 1))

    def test_without_its_node_the_database_is_told_of(self):
        payment = self.usdt_payment("5")
        node = self.fake_node()
        node.mode = "error"
        self.assert_verdict(payment, "waiting_for_money", "5 USDT is due", code=UNAVAILABLE)
        self.assertIn("based on the database alone", self.ctrip.run("explain", payment["id"], code=UNAVAILABLE).err)

    def test_a_chain_that_is_not_configured_any_more(self):
        payment = self.usdt_payment("5")
        self.ctrip.config["chains"][0].update(name="other", chain_id=99)
        self.ctrip.write_config()
        self.assert_verdict(payment, "waiting_for_money", "'anvil' is not configured any more", "put the chain 'anvil' back")


class TransactionTest(ExplainCase):
    def test_a_transfer_from_the_pool_to_its_depth(self):
        payment = self.native_payment("1")
        self.anvil.automine(False)
        tx_hash = self.anvil.submit(to=payment["address"], value=ETHER, **{"from": self.anvil.accounts[1]})
        self.assert_verdict(tx_hash, "not_mined", "not mined", payment["id"])
        self.anvil.mine()
        self.anvil.automine(True)
        self.assert_verdict(tx_hash, "not_read_yet", f"It sends 1 ETH to {payment['address']}", "1 block before it",
                            "run 'ctrip scan'")
        self.jobs("scan", "confirm")
        said = self.assert_verdict(tx_hash, "waiting_for_confirmations", "It is booked and counts", "wait for 2 blocks more")
        self.assertEqual((said["facts"]["chain"], said["facts"]["succeeded"], said["facts"]["confirmations"]),
                         ("anvil", True, 1))
        self.assertEqual(said["facts"]["transfers"], [{
            "payment": payment["id"], "address": payment["address"], "token_address": None, "amount_raw": str(ETHER),
            "booked": True, "standing": "counts", "verdict": "waiting_for_confirmations"}])
        self.anvil.mine(2)
        self.assert_verdict(tx_hash, "counted", "It is booked and counts")  # Exactly as deep as is needed.
        self.anvil.mine(2)
        self.jobs("scan", "confirm")
        # As block explorers show it, too.
        without = self.ctrip.run("explain", tx_hash[2:], "--json").json
        self.assertEqual((without["verdict"], without["subject"]), ("counted", tx_hash))
        self.jobs("sweep")
        swept = self.ctrip.show(payment)["sweeps"][0]["tx_hash"]
        self.assert_verdict(swept, "own", "sweep to the treasury", payment["id"])

    def test_one_transaction_that_pays_several(self):
        payments = [self.usdt_payment(amount) for amount in ("1", "2")]
        disperse = self.anvil.deploy("Disperse")
        self.anvil.mint(self.usdt, disperse.address, 3 * USDT)
        receipt = self.anvil.invoke(disperse, "payTokens", self.usdt.address, [p["address"] for p in payments],
                                    [USDT, USDT])
        self.jobs("scan")
        said = self.assert_verdict(self.hash_of(receipt), "underpaid", *(p["id"] for p in payments))
        self.assertEqual([transfer["verdict"] for transfer in said["facts"]["transfers"]],
                         ["waiting_for_confirmations", "underpaid"])

    def test_what_reverted_moved_nothing(self):
        payment = self.native_payment("1")
        disperse = self.anvil.deploy("Disperse")
        receipt = self.anvil.invoke(disperse, "boom", payment["address"], value=ETHER, gas=200_000, expect_status=0)
        self.jobs("scan")
        said = self.assert_verdict(self.hash_of(receipt), "reverted", "It reverted: it moved nothing", "send it again")
        self.assertFalse(said["facts"]["succeeded"])

    def test_a_token_that_is_not_configured(self):
        other = self.anvil.deploy("OzToken")
        payment = self.usdt_payment("5")
        receipt = self.anvil.mint(other, payment["address"], 5 * ETHER)
        self.jobs("scan")
        self.assert_status(payment, "pending")
        self.assert_verdict(self.hash_of(receipt), "token_not_configured", str(5 * ETHER), "nothing is booked", payment["id"],
                            "return the token by hand")

    def test_a_log_of_native_money_is_no_token(self):
        """EIP-7708, which Anvil does not have yet: a node's answers get the log that such a chain has."""
        node = self.fake_node()

        def log(receipt, sender, to, amount):
            return {"address": NATIVE_LOG, "topics": [TRANSFER, "0x" + sender[2:].rjust(64, "0"), "0x" + to[2:].rjust(64, "0")],
                    "data": f"0x{amount:064x}", "logIndex": "0x0", "removed": False,
                    **{name: receipt[name] for name in ("blockNumber", "blockHash", "transactionHash", "transactionIndex")}}

        def with_log(_, receipt):
            if receipt:
                receipt["logs"] = [log(receipt, receipt["to"], payment["address"].lower(), ETHER)]
            return receipt

        node.hooks["eth_getTransactionReceipt"] = with_log
        wallet = self.anvil.deploy("SmartWallet")
        self.anvil.set_balance(wallet.address, 9 * ETHER)
        for send in (lambda to: self.anvil.send_native(to, ETHER, **{"from": self.anvil.accounts[1]}),
                     lambda to: self.anvil.invoke(wallet, "pay", to, ETHER)):
            payment = self.native_payment("1")
            receipt = send(payment["address"])
            self.assert_verdict(self.hash_of(receipt), "not_read_yet", f"It sends 1 ETH to {payment['address']}")
            self.jobs("scan")
            said = self.assert_verdict(self.hash_of(receipt), "waiting_for_confirmations", "It is booked and counts")
            self.assertEqual([transfer["token_address"] for transfer in said["facts"]["transfers"]], [None])

    def test_another_configured_currency(self):
        payment = self.native_payment("1")
        receipt = self.pay_usdt(payment, USDT)
        self.jobs("scan")
        self.assert_verdict(self.hash_of(receipt), "wrong_token", "It sends 1 USDT", "The payment asks for ETH",
                            "'ctrip sweep' moves this to the treasury")
        token = self.usdt_payment("1")
        self.ctrip.database.sql("UPDATE payments SET watch_until = 0 WHERE token IS NULL")
        receipt = self.pay_native(token, 5)
        self.jobs("scan")
        self.assert_verdict(self.hash_of(receipt), "wrong_token", "The payment asks for USDT")
        self.ctrip.config["chains"][0]["internal_transfers"] = "off"
        self.ctrip.write_config()
        receipt = self.pay_native(token, 5)
        self.jobs("scan")
        self.assert_verdict(self.hash_of(receipt), "not_looked_for", "The payment asks for USDT")

    def test_money_that_came_too_late(self):
        payment = self.usdt_payment("5", expires_in="60s")
        self.later(2 * 3600)
        receipt = self.pay_usdt(payment)
        self.jobs("scan", "confirm")
        self.assert_verdict(self.hash_of(receipt), "late", "after the deadline", "1 hour", "ctrip accept")
        self.later(9 * DAY_S)
        self.jobs("scan")
        self.anvil.mine(3)  # The end of its watch is read a second time.
        self.jobs("scan")
        receipt = self.pay_usdt(payment)
        self.jobs("scan")
        self.assert_verdict(self.hash_of(receipt), "not_watched", "no longer watched")

    def test_an_event_of_nothing(self):
        payment = self.usdt_payment("5")
        receipt = self.pay_usdt(payment, 0)
        self.jobs("scan")
        self.assert_verdict(self.hash_of(receipt), "zero_value", "Transfer event of amount zero", "nothing was paid")

    def test_a_payment_that_is_archived(self):
        payment = self.usdt_payment("5")
        self.pay_usdt(payment)
        self.settle(payment)
        # Closed and not watched for longer than a year.
        self.ctrip.database.sql("UPDATE payments SET watch_until = 1, updated_at = 1; UPDATE chains SET cursor_time = 400000000")
        self.ctrip.run("archive", "--older-than", "1d", "--directory", self.ctrip.folder)
        receipt = self.pay_usdt(payment, 3)
        self.assert_verdict(self.hash_of(receipt), "archived", payment["id"], "ctrip archive --restore")
        self.ctrip.run("explain", payment["id"], code=NO_SUCH)

    def test_a_block_that_left_the_chain(self):
        payment = self.usdt_payment("5")
        receipt = self.pay_usdt(payment)
        raw = self.anvil.rpc("eth_getRawTransactionByHash", self.hash_of(receipt))
        self.jobs("scan")
        self.anvil.rpc("anvil_reorg", 1, [])
        self.assert_verdict(self.hash_of(receipt), "reorganised", "No node shows it any more", payment["id"])
        self.anvil.send_raw(raw)
        self.anvil.mine()
        self.assert_verdict(self.hash_of(receipt), "reorganised", "has left the chain", "run 'ctrip scan'")
        self.jobs("scan")
        self.assert_verdict(self.hash_of(receipt), "waiting_for_confirmations")

    def test_what_pays_nobody_of_ours(self):
        receipt = self.anvil.send_native(self.anvil.accounts[3], 5)
        self.assert_verdict(self.hash_of(receipt), "not_for_us", "none of them is an address of ours", "which address")
        disperse = self.anvil.deploy("Disperse")
        receipt = self.anvil.invoke(disperse, "pay", [self.anvil.accounts[3]], 5, value=5)
        self.assert_verdict(self.hash_of(receipt), "not_for_us", "It runs a contract", "reconcile")
        self.ctrip.config["chains"][0]["internal_transfers"] = "off"
        self.ctrip.write_config()
        self.assert_verdict(self.hash_of(receipt), "not_for_us", "internal_transfers is off")

    def test_money_before_the_first_block_that_was_read(self):
        payment = self.usdt_payment("5")
        receipt = self.pay_usdt(payment)
        self.anvil.mine(3)
        self.ctrip.database.sql("DELETE FROM checkpoints; DELETE FROM chains;")
        self.ctrip.config["chains"][0]["start_block"] = self.anvil.head()
        self.ctrip.write_config()
        self.jobs("scan")
        self.assert_verdict(self.hash_of(receipt), "not_booked", "before the first one that was read", "ctrip scan --tx")

    def test_what_is_nowhere(self):
        self.assert_verdict("0x" + "ab" * 32, "not_found", "No node of anvil knows", "ask the payer")

    def test_on_whichever_chain_it_is(self):
        payment = self.usdt_payment("5")
        receipt = self.pay_usdt(payment)
        dead = chain_config(self.anvil, name="dead", chain_id=99, rpc_urls=["http://127.0.0.1:9"])
        self.ctrip.config["chains"].insert(0, dead)
        self.ctrip.write_config()
        self.assert_verdict(self.hash_of(receipt), "not_read_yet", "On anvil it is mined")
        self.assert_verdict(self.hash_of(receipt), "not_found", "No node of dead could be asked", "run this again",
                            arguments=("--chain", "dead"), code=UNAVAILABLE)
        self.assert_verdict("0x" + "ab" * 32, "not_found", "Not every chain could be asked", code=UNAVAILABLE)

    def test_without_its_node_the_books_are_told_of(self):
        payment = self.usdt_payment("5")
        receipt = self.pay_usdt(payment)
        self.jobs("scan")
        node = self.fake_node()
        node.mode = "error"
        self.assert_verdict(self.hash_of(receipt), "booked", f"booked for payment {payment['id']}", code=UNAVAILABLE)


if __name__ == "__main__":
    unittest.main()
