# SPDX-License-Identifier: MIT
"""Money in another currency than its payment's is told and brought home, and what a restored database has forgotten is found."""
import unittest

from harness import abi
from harness.case import ETHER, TREASURY, USDT, EndToEndCase

FINAL = 8
ROUNDS_MAX = 12
CELO_ADDRESS = "0x471EcE3750Da237f93B8E339c536989b8978a438"


class OtherCurrencyTest(EndToEndCase):
    def other_token(self, symbol="USDC", name="UsdtLike"):
        token = self.anvil.deploy(name)
        self.ctrip.config["chains"][0]["tokens"].append({"symbol": symbol, "address": token.address, "decimals": 6})
        self.ctrip.write_config()
        return token

    def pay(self, token, payment, amount):
        self.anvil.mint(token, self.anvil.accounts[1], amount)
        return self.anvil.transfer(token, payment["address"], amount, **{"from": self.anvil.accounts[1]})

    def until(self, condition):
        """Mines and runs the jobs until it is so, and all is final."""
        for _ in range(ROUNDS_MAX):
            self.anvil.mine(FINAL)
            self.jobs("scan", "confirm", "sweep")
            if condition():
                self.jobs("send-webhooks")
                return
        self.fail(self.ctrip.run("sweep", "--dry-run").out)

    def assert_clean(self):
        self.ctrip.run("reconcile")

    def test_native_money_beside_a_token_is_told_and_swept(self):
        payment = self.usdt_payment("5")
        receipt = self.anvil.send_native(payment["address"], ETHER)
        self.pay_usdt(payment)
        self.until(lambda: self.anvil.balance(TREASURY) > ETHER * 99 // 100)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm", "sweep", "send-webhooks")
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 5 * USDT)
        self.assertEqual(self.anvil.balance(payment["address"]), 0)
        shown = self.assert_status(payment, "settled")
        self.assertEqual((shown["flags"], shown["received"]), (["wrong_token"], "5"))
        events = {event["type"]: event["data"] for event in self.receiver.events(payment["id"])}
        self.assertEqual(self.receiver.problems(), [])
        told = events["payment.wrong_token"]
        self.assertEqual(told["other_transfers"],
                         [{"tx_hash": receipt["transactionHash"], "log_index": None,
                           "block_number": int(receipt["blockNumber"], 16), "amount_raw": str(ETHER), "token_address": None}])
        self.assertNotIn("other_transfers", events["payment.paid"])
        self.assert_clean()

    def test_it_is_swept_whatever_becomes_of_its_payment(self):
        usdc = self.other_token()
        for payment in (self.native_payment("1"), self.usdt_payment("1")):
            with self.subTest(payment["token"]):
                before = self.anvil.token_balance(usdc, TREASURY)
                self.pay(usdc, payment, 7 * USDT)
                self.until(lambda: self.anvil.token_balance(usdc, TREASURY) == before + 7 * USDT)
                self.assert_status(payment, "pending")
                self.assert_told(payment, "wrong_token")
                (self.pay_usdt if payment["token_address"] else self.pay_native)(payment)
                self.settle(payment)
                self.assert_told(payment, "wrong_token", "detected", "confirmed", "paid", "settled")
                self.assertLess(self.anvil.balance(payment["address"]), ETHER // 1000)
        self.assert_clean()

    def test_a_token_on_a_native_payments_address_is_swept_where_tokens_are_swept_in_batches_only(self):
        self.ctrip.config["sweeping"]["strategy"] = "batched"
        self.ctrip.write_config()
        payment = self.native_payment("1")
        self.pay_usdt(payment, 7 * USDT)
        self.until(lambda: self.anvil.token_balance(self.usdt, TREASURY) == 7 * USDT)

    def test_two_tokens_and_native_money_on_one_address_come_home_one_after_the_other(self):
        usdc, usdd = self.other_token("USDC"), self.other_token("USDD")
        payment = self.native_payment("2")
        self.pay(usdc, payment, 3 * USDT)
        self.pay(usdd, payment, 4 * USDT)
        self.pay_native(payment)
        self.until(lambda: self.anvil.balance(TREASURY) > 2 * ETHER * 99 // 100)
        self.assertEqual([self.anvil.token_balance(token, TREASURY) for token in (usdc, usdd)], [3 * USDT, 4 * USDT])
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm", "sweep")
        self.assert_status(payment, "settled")
        self.assert_clean()
        self.assertEqual(self.ctrip.run("sweep", "--json").json["plan"], [])

    def test_a_token_that_refuses_holds_up_itself_alone(self):
        usdc = self.other_token()
        payment = self.usdt_payment("5")
        self.pay(usdc, payment, 3 * USDT)
        self.pay_usdt(payment)
        self.anvil.invoke(usdc, "addBlackList", payment["address"])
        self.settle(payment)
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 5 * USDT)
        waiting = [entry for entry in self.ctrip.run("sweep", "--dry-run", "--json").json["plan"] if entry["decision"] == "wait"]
        self.assertEqual([entry["token"] for entry in waiting], ["USDC"], waiting)
        self.assertIn("refuses its transfer", waiting[0]["reason"])

    def test_money_for_a_payment_that_was_given_up(self):
        payment = self.native_payment("1")
        self.ctrip.run("cancel", payment["id"], "--reason", "sold out")
        self.pay_native(payment)
        self.anvil.mine(FINAL)
        self.jobs()
        shown = self.assert_status(payment, "failed")
        self.assertEqual(shown["received"], "1")
        self.assert_told(payment, "failed", "received_after_end")
        # It is the operator's to decide on.
        self.assertEqual(self.anvil.balance(payment["address"]), ETHER)
        self.ctrip.run("accept", payment["id"], "--reason", "found one more")
        self.settle(payment)

    def test_what_the_issuer_took_is_not_called_theft(self):
        coin = self.other_token("COIN", "IssuerToken")
        payment = self.ctrip.create(token="COIN", amount="5")
        self.pay(coin, payment, 5 * USDT)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        self.assert_status(payment, "paid")
        self.anvil.invoke(coin, "wipe", payment["address"])
        self.anvil.mine(FINAL)
        self.jobs("scan")
        (entry,) = self.ctrip.run("sweep", "--json").json["plan"]
        self.assertEqual(entry["decision"], "wait")
        self.assertIn("the issuer took it back or burnt it, or the token was rebased", entry["reason"])
        out = self.ctrip.run("reconcile", "--json", code=65).json_lines
        self.assertIn("changed_by_issuer", out[0]["causes"])
        self.assertNotIn("moved_by_others", out[0]["causes"])
        self.assertNotIn("holder of its key", out[0]["likely_cause"])

    def test_what_the_issuer_burnt_is_booked_as_that(self):
        coin = self.other_token("COIN", "IssuerToken")
        payment = self.ctrip.create(token="COIN", amount="5")
        self.pay(coin, payment, 5 * USDT)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        self.anvil.invoke(coin, "burn", payment["address"], 5 * USDT)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        result = self.ctrip.run("sweep")
        self.assertIn("its issuer took it back or burnt it", result.err)
        self.assertNotIn("another holder", result.err)
        self.assertEqual([(sweep["kind"], sweep["amount"]) for sweep in self.ctrip.show(payment)["sweeps"]], [("foreign", "5")])
        self.assert_status(payment, "paid")
        self.assert_clean()

    def test_a_treasury_that_is_a_sweeper_is_refused(self):
        self.ctrip.run("sweep", "deploy", "--chain", "anvil")
        sweeper = next(entry["sweeper"] for entry in self.ctrip.run("sweep", "deploy", "--chain", "anvil", "--json").json_lines)
        payment = self.native_payment("1")
        self.pay_native(payment)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        self.ctrip.config["treasury"] = sweeper
        self.ctrip.write_config()
        self.assertIn("is a Sweeper contract", self.ctrip.run("sweep", code=78).err)
        self.assertEqual(self.anvil.balance(payment["address"]), ETHER)


class ForgottenTest(EndToEndCase):
    """A database that was restored from before its sweeps."""

    def test_native_sweeps_are_found_and_booked_as_what_they_were(self):
        payments = [self.native_payment(amount) for amount in ("1", "2", "3")]
        for payment in payments[:2]:
            self.pay_native(payment)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        self.ctrip.database.save()
        self.settle(*payments[:2])
        before = self.anvil.balance(TREASURY)
        fees = [self.ctrip.show(payment)["sweeps"][0]["fee_wei"] for payment in payments[:2]]
        for arguments in ((), ("pruned",)):
            with self.subTest(arguments):
                self.ctrip.database.restore()
                self.ctrip.run("migrate", "restored")
                if arguments:
                    node = self.fake_node()
                    node.errors["eth_getBalance"] = self.pruned
                    node.errors["eth_call"] = self.pruned
                self.jobs("scan", "confirm")
                result = self.ctrip.run("reconcile", "--json", code=65).json_lines
                self.assertIn("restored", result[0]["likely_cause"])
                result = self.ctrip.run("sweep")
                self.assertIn("a foreign sweep moved a deposit to the treasury", result.err)
                self.assertNotIn("another holder", result.err)
                for payment, fee in zip(payments[:2], fees):
                    shown = self.assert_status(payment, "settled")
                    self.assertEqual([(entry["kind"], entry["fee_wei"]) for entry in shown["sweeps"]], [("native", fee)])
                self.assertEqual(self.anvil.balance(TREASURY), before)
                self.ctrip.run("reconcile")
                self.assert_status(payments[2], "pending")

    def pruned(self, params):
        """Of the two newest blocks alone there is a state."""
        number = next((part for part in params[1:] if isinstance(part, str) and part.startswith("0x")), None)
        if number is not None and int(number, 16) < self.anvil.head() - 1:
            return {"code": -32000, "message": "missing trie node 1a2b (path ) state 0x1a2b is not available"}
        return None

    def test_money_that_somebody_else_sent_away_is_named(self):
        payment = self.native_payment("1")
        self.pay_native(payment)
        self.anvil.mine(FINAL)
        self.jobs("scan", "confirm")
        self.anvil.rpc("anvil_impersonateAccount", payment["address"])
        thief = self.anvil.accounts[5]
        self.anvil.send_native(thief, ETHER // 2, **{"from": payment["address"]})
        self.anvil.rpc("anvil_setBalance", payment["address"], "0x0")
        self.anvil.mine(FINAL)
        self.jobs("scan")
        result = self.ctrip.run("sweep")
        self.assertIn("another holder of its key", result.err)
        (sweep,) = self.ctrip.show(payment)["sweeps"]
        self.assertEqual(sweep["amount"], "0.5")
        self.assert_status(payment, "paid")


class SameAsTest(EndToEndCase):
    """A native currency that is a token's contract as well, as on Celo."""

    anvil_arguments = ("--celo",)

    def setUp(self):
        super().setUp()
        code = self.anvil.rpc("eth_getCode", self.anvil.deploy("CeloToken").address, "latest")
        self.anvil.rpc("anvil_setCode", CELO_ADDRESS, code)
        self.celo = abi.Contract("CeloToken", CELO_ADDRESS)
        chain = self.ctrip.config["chains"][0]
        chain["native"] = {"symbol": "CELO", "decimals": 18, "same_as": "CELO"}
        chain["tokens"].append({"symbol": "CELO", "address": CELO_ADDRESS, "decimals": 18})
        self.ctrip.write_config()

    def send(self, payment, wei):
        return self.anvil.transfer(self.celo, payment["address"], wei, **{"from": self.anvil.accounts[1]})

    def test_both_ways_pay_one_sum_and_are_swept_once(self):
        native, by_symbol = self.native_payment("3"), self.ctrip.create(token="CELO", amount="2")
        by_address = self.ctrip.create(token=CELO_ADDRESS, amount="1")
        for payment in (native, by_symbol, by_address):
            self.assertEqual((payment["token"], payment["token_address"], payment["decimals"]), ("CELO", None, 18))
        self.send(native, ETHER)
        self.anvil.send_native(native["address"], 2 * ETHER)
        self.send(by_symbol, 2 * ETHER)
        self.anvil.send_native(by_address["address"], ETHER)
        self.jobs("scan")
        for payment in (native, by_symbol, by_address):
            shown = self.assert_status(payment, "detected")
            self.assertEqual(shown["received"], shown["amount"])
            self.assertNotIn("wrong_token", shown["flags"])
        before = self.anvil.balance(TREASURY)
        self.settle(native, by_symbol, by_address)
        self.assertGreater(self.anvil.balance(TREASURY) - before, 6 * ETHER * 99 // 100)
        for payment in (native, by_symbol, by_address):
            self.assertEqual(len(self.ctrip.show(payment)["sweeps"]), 1)
            self.assertEqual(self.anvil.balance(payment["address"]), 0)
        summary = self.ctrip.run("reconcile", "--json").json
        self.assertEqual([of["currency"] for of in summary["currencies"]], ["CELO", "USDT"])

    def test_one_transaction_is_explained_and_read_again(self):
        payment = self.native_payment("1")
        receipt = self.send(payment, ETHER)
        self.jobs("scan")
        tx = receipt["transactionHash"]
        self.assertIn("It sends 1 CELO", self.ctrip.run("explain", tx).out)
        self.ctrip.database.sql("DELETE FROM transfers; UPDATE payments SET received = 0, status = 'pending'")
        self.ctrip.run("scan", "--tx", tx)
        self.assert_status(payment, "detected")

    def test_wrong_configurations(self):
        chain = self.ctrip.config["chains"][0]
        for native, words in (({"symbol": "GOLD", "same_as": "NONE"}, "must be the symbol of one of the chain's tokens"),
                              ({"symbol": "CELO", "decimals": 6, "same_as": "CELO"}, "as many or fewer"),
                              ({"symbol": "CELO"}, "say native.same_as")):
            chain["native"] = native
            self.ctrip.write_config()
            self.assertIn(words, self.ctrip.run("scan", code=78).err)


if __name__ == "__main__":
    unittest.main()
