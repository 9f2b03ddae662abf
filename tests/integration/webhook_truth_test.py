# SPDX-License-Identifier: MIT
"""Only what ctrip has written of a payment is signed and sent, whatever somebody puts into the table of messages; and no
payment is confirmed whose address is not the wallet's."""
import json
import unittest

from harness.case import ETHER, EndToEndCase

UNAVAILABLE = 69
WRONG_CONFIGURATION = 78
THIEF = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8"


class TruthTest(EndToEndCase):
    def sql(self, text):
        self.ctrip.database.sql(text)

    def paid(self, *payments):
        for payment in payments:
            self.pay_native(payment)
        self.anvil.mine(6)
        self.jobs("scan", "confirm")
        for payment in payments:
            self.assert_status(payment, "paid")

    def message(self, payment, seq):
        (row,) = self.ctrip.rows(f"SELECT id, body FROM webhooks WHERE payment_id = '{payment['id']}' AND seq = {seq}")
        return row[0], json.loads(row[1])

    def state(self, payment):
        return self.ctrip.rows("SELECT seq, state, attempts, last_error FROM webhooks WHERE "
                               f"payment_id = '{payment['id']}' ORDER BY seq")

    def test_a_restored_database_sends_an_event_under_the_id_that_it_had(self):
        payment = self.native_payment("1")
        self.jobs("scan")
        self.ctrip.database.save()
        self.paid(payment)
        told = self.ctrip.rows("SELECT seq, event, id FROM webhooks ORDER BY seq")
        self.assertEqual([event for _, event, _ in told], ["payment.detected", "payment.confirmed", "payment.paid"])
        self.ctrip.database.restore()
        self.assertEqual(self.ctrip.rows("SELECT id FROM webhooks"), [])
        self.jobs("scan", "confirm")
        self.assertEqual(self.ctrip.rows("SELECT seq, event, id FROM webhooks ORDER BY seq"), told)

    def test_the_signature_without_a_time_is_off_where_the_configuration_says_so(self):
        self.ctrip.config["webhooks"]["body_signature"] = False
        self.ctrip.write_config()
        payment = self.native_payment("1")
        self.paid(payment)
        self.receiver.has_body_signature = False
        self.jobs("send-webhooks")
        self.assertEqual(len(self.receiver.requests), 3)
        for request in self.receiver.requests:
            self.assertEqual(self.receiver.check(request.headers, request.body), [])

    def test_a_message_that_was_put_in_or_changed_is_not_sent(self):
        honest, put_in, edited, moved = (self.native_payment("1") for _ in range(4))
        self.paid(honest, edited, moved)
        _, body = self.message(honest, 3)
        body["data"] |= {"payment_id": put_in["id"], "address": put_in["address"], "seq": 1}
        text = json.dumps(body, separators=(",", ":"))
        self.sql("INSERT INTO webhooks (id, payment_id, seq, event, body, state, attempts, created_at_ms, next_attempt_ms) "
                 f"VALUES ('msg_1', '{put_in['id']}', 1, 'payment.paid', '{text}', 'pending', 0, 1, 1)")
        message, body = self.message(edited, 2)
        body["data"]["amount_raw"] = str(9 * ETHER)
        self.sql(f"UPDATE webhooks SET body = '{json.dumps(body, separators=(',', ':'))}' WHERE id = '{message}'")
        message, _ = self.message(moved, 3)
        self.sql(f"UPDATE webhooks SET url = '{self.receiver.url}/elsewhere' WHERE id = '{message}'")
        refused = self.ctrip.run("send-webhooks", "--json", code=UNAVAILABLE)
        self.assertEqual(refused.json, {"delivered": 7, "retried": 0, "dead": 0, "refused": 3, "postponed": 0, "held": 0,
                                        "without_endpoint": False})
        for payment, word in ((put_in, "history has no such event"), (edited, "its amount_raw is not the payment's"),
                              (moved, "its URL is not the payment's")):
            (line,) = [line for line in refused.err.splitlines() if payment["id"] in line]
            self.assertIn(word, line)
        self.assert_told(honest, "detected", "confirmed", "paid")
        self.assertEqual(self.receiver.types(put_in["id"]), [])
        self.assertEqual(self.receiver.types(edited["id"]), ["payment.detected", "payment.paid"])
        self.assertEqual(self.state(edited)[1][1:3], ("dead", 0))
        self.assertIn("not signed: its amount_raw", self.state(edited)[1][3])
        self.assertEqual(self.receiver.types(moved["id"]), ["payment.detected", "payment.confirmed"])
        self.jobs("send-webhooks")

    def test_an_address_that_is_not_the_wallets_is_neither_confirmed_nor_told(self):
        honest, changed, told = (self.native_payment("1") for _ in range(3))
        self.paid(told)
        for payment in (changed, told):
            self.sql(f"UPDATE payments SET address = '{THIEF[:-1]}{payment['address'][-1].lower()}' "
                     f"WHERE id = '{payment['id']}'")
        self.pay_native(honest)
        self.pay_native(changed | {"address": THIEF[:-1] + changed["address"][-1].lower()})
        self.anvil.mine(6)
        self.jobs("scan")
        refused = self.ctrip.run("confirm", code=WRONG_CONFIGURATION)
        (line,) = [line for line in refused.err.splitlines() if changed["id"] in line]
        self.assertIn("is not the one that the wallet has at index 1", line)
        self.assertNotIn(honest["id"], refused.complaints)
        self.assertEqual([row[0] for row in self.ctrip.rows("SELECT status FROM payments ORDER BY derivation_index")],
                         ["paid", "detected", "paid"])
        refused = self.ctrip.run("send-webhooks", code=UNAVAILABLE).err
        self.assertIn("is not the one that the wallet has", refused)
        self.assertEqual(self.receiver.types(changed["id"]) + self.receiver.types(told["id"]), [])
        self.assert_told(honest, "detected", "confirmed", "paid")

    def test_payments_of_a_former_wallet_wait_for_its_xpub(self):
        payment = self.native_payment("1")
        xpub = self.ctrip.run("wallet", "xpub").out.strip()
        self.pay_native(payment)
        self.anvil.mine(6)
        self.jobs("scan")
        self.ctrip.config["wallet"]["account"] = 1
        self.ctrip.write_config()
        self.assertIn("wallet.former_xpubs", self.ctrip.run("confirm", code=WRONG_CONFIGURATION).err)
        self.assertIn("wallet.former_xpubs", self.ctrip.run("send-webhooks", code=WRONG_CONFIGURATION).err)
        self.assertEqual(self.state(payment), [(1, "pending", 0, self.state(payment)[0][3])])
        self.ctrip.config["wallet"]["former_xpubs"] = [xpub]
        self.ctrip.write_config()
        self.jobs("confirm", "send-webhooks")
        self.assert_status(payment, "paid")
        self.sql("UPDATE webhooks SET next_attempt_ms = 1 WHERE state = 'pending'")
        self.jobs("send-webhooks")
        self.assert_told(payment, "detected", "confirmed", "paid")


if __name__ == "__main__":
    unittest.main()
