# SPDX-License-Identifier: MIT
"""Where money comes from: nothing counts from before a payment was made, from ctrip's own accounts, or from addresses that this
database never gave out; and no address is given out twice."""
import re
import unittest

from harness.case import ETHER, TREASURY, USDT, EndToEndCase
from harness.ctrip import Ctrip, chain_config


class OriginCase(EndToEndCase):
    """A wallet that is a contract, and addresses that nobody asked for."""

    def address(self, index):
        return re.search("0x[0-9a-fA-F]{40}", self.ctrip.run("wallet", "address", "--index", index).out)[0]

    def rich_wallet(self):
        wallet = self.anvil.deploy("SmartWallet")
        self.anvil.set_balance(wallet.address, 9 * ETHER)
        return wallet


class BeforeTest(OriginCase):
    """Money from before the payment."""

    def test_a_balance_from_seconds_before_is_not_the_payments(self):
        self.anvil.send_native(self.address(0), ETHER)
        self.anvil.mine(2)
        self.ctrip.run("scan")
        payment = self.native_payment("1")
        self.assertEqual(payment["address"], self.address(0))
        self.anvil.mine(8)
        result = self.ctrip.run("scan")
        self.assertIn("money from before its payment was made does not count", result.err)
        self.jobs("confirm")
        self.assertEqual(self.assert_status(payment, "pending")["received"], "0")
        self.assertNotIn("does not count", self.ctrip.run("scan").err)
        difference = self.ctrip.run("reconcile", "--json", code=65).json_lines[0]
        self.assertEqual(difference["causes"], ["before_payment"])

        wallet = self.rich_wallet()
        self.anvil.invoke(wallet, "pay", payment["address"], ETHER)
        self.ctrip.run("scan")
        shown = self.assert_status(payment, "detected")
        self.assertEqual([transfer["amount_raw"] for transfer in shown["transfers"]], [str(ETHER)])

    def test_a_state_that_is_gone_is_unknown_and_not_empty(self):
        payment = self.native_payment("1")
        wallet = self.rich_wallet()
        self.anvil.invoke(wallet, "pay", payment["address"], ETHER)
        self.anvil.mine(3)
        node = self.fake_node()
        node.errors["eth_getBalance"] = self.pruned
        node.errors["eth_call"] = self.pruned
        result = self.ctrip.run("scan")
        self.assertIn("no node has the state that shows since when this money is there", result.err)
        self.assertEqual(self.assert_status(payment, "pending")["received"], "0")
        # What comes afterwards counts.
        self.anvil.invoke(wallet, "pay", payment["address"], ETHER)
        self.ctrip.run("scan")
        self.assert_status(payment, "detected")

    def pruned(self, params):
        """Of the two newest blocks alone there is a state."""
        number = next((part for part in params[1:] if isinstance(part, str) and part.startswith("0x")), None)
        if number is not None and int(number, 16) < self.anvil.head() - 1:
            return {"code": -32000, "message": "missing trie node 1a2b (path ) state 0x1a2b is not available"}
        return None

    def test_a_transfer_of_an_old_block_is_recorded_and_told_to_nobody(self):
        payment = self.usdt_payment("5")
        transfer = self.pay_usdt(payment)
        # As if the address had been given out after that block.
        self.ctrip.database.sql(f"UPDATE payments SET created_block = {int(transfer['blockNumber'], 16)}")
        result = self.ctrip.run("scan")
        self.assertIn("a transfer from before its payment was made does not count", result.err)
        shown = self.assert_status(payment, "pending")
        self.assertEqual((shown["received"], shown["flags"]), ("0", []))
        self.assertEqual([one["standing"] for one in shown["transfers"]], ["early"])
        self.jobs("confirm", "send-webhooks")
        self.assert_told(payment)
        self.assertIn("before the payment was made", self.ctrip.run("explain", transfer["transactionHash"]).out)


class OwnTest(EndToEndCase):
    """Money of ctrip's own."""

    def test_what_the_treasury_or_a_deposit_sends_pays_nothing(self):
        first, second = self.usdt_payment("5"), self.usdt_payment("5")
        for sender in (TREASURY, first["address"]):
            self.anvil.rpc("anvil_impersonateAccount", sender)
            self.anvil.set_balance(sender, ETHER)
            self.anvil.mint(self.usdt, sender, 5 * USDT)
            self.anvil.transfer(self.usdt, second["address"], 5 * USDT, **{"from": sender})
        self.anvil.mine(8)
        self.assertEqual(self.ctrip.run("scan").err.count("a transfer from ctrip's own money does not count"), 2)
        self.jobs("confirm")
        shown = self.assert_status(second, "pending")
        self.assertEqual([one["standing"] for one in shown["transfers"]], ["own", "own"])
        self.pay_usdt(second)
        self.settle(second)
        # It lay on the deposit, so it went to the treasury with the rest.
        self.assertEqual(self.anvil.token_balance(self.usdt, second["address"]), 0)


class UnissuedTest(OriginCase):
    """Addresses that this database never gave out."""

    def refused(self, *words):
        result = self.ctrip.run("create-payment", "--chain", "anvil", "--amount", "1", code=78)
        for word in words:
            self.assertIn(word, result.err)

    def test_money_on_a_next_address_stops_creation_until_restored(self):
        first = self.native_payment("1")
        self.anvil.send_native(self.address(500), ETHER)
        result = self.ctrip.run("scan")
        self.assertIn("never gave out", result.err)
        self.refused(self.address(500), "number 500", "migrate restored")
        self.assertNotIn("never gave out", self.ctrip.run("scan").err)
        out = self.ctrip.run("migrate", "restored", "--skip", 600, "--json").json
        self.assertEqual((out["skipped_from"], out["next_index"]), (1, 601))
        second = self.native_payment("1")
        self.assertEqual(second["derivation_path"], "m/44'/60'/0'/0/601")
        # A customer of the lost database is still heard of, and stops nothing.
        self.anvil.send_native(self.address(7), ETHER)
        self.assertIn("a payment that was lost", self.ctrip.run("scan").err)
        self.native_payment("1")
        self.pay_native(first)
        self.pay_native(second)
        self.settle(first, second)

    def test_tokens_on_the_very_next_address_are_seen(self):
        self.usdt_payment("1")
        self.anvil.mint(self.usdt, self.anvil.accounts[1], USDT)
        self.anvil.transfer(self.usdt, self.address(1), USDT, **{"from": self.anvil.accounts[1]})
        self.ctrip.run("scan")
        self.refused("number 1", "migrate restored")

    def test_after_a_gap_the_balances_are_looked_at(self):
        self.usdt_payment("1")
        self.jobs("scan")
        wallet = self.rich_wallet()
        self.anvil.invoke(wallet, "pay", self.address(900), 1)
        self.anvil.mine(2, interval_s=400)
        self.ctrip.run("scan")
        self.refused("number 900")

    def test_a_new_database_passes_over_what_was_used(self):
        self.anvil.send_native(self.address(3), ETHER)
        other = Ctrip([chain_config(self.anvil)])
        self.addCleanup(other.remove)
        other.migrate()
        self.assertIn("the wallet was used before", other.run("scan").err)
        self.assertEqual(other.create(amount="1")["derivation_path"], "m/44'/60'/0'/0/1004")

    def test_an_older_copy_gives_no_address_out(self):
        self.ctrip.database.save()
        self.native_payment("1")
        self.ctrip.database.restore()
        self.refused("1 addresses were given out", "migrate restored")
        self.ctrip.run("scan")
        self.ctrip.run("migrate", "restored")
        self.assertEqual(self.native_payment("1")["derivation_path"], "m/44'/60'/0'/0/100001")


class AgainTest(OriginCase):
    """Old blocks are read again, and what is missing is booked; the cursor stays."""

    def lost(self, *payments):
        """As a scan would have left it that missed the transfers."""
        ids = ", ".join(f"'{payment['id']}'" for payment in payments)
        self.ctrip.database.sql(f"DELETE FROM transfers WHERE payment_id IN ({ids}); "
                                f"UPDATE payments SET received = 0, status = 'pending' WHERE id IN ({ids})")

    def cursor(self):
        return self.ctrip.rows("SELECT cursor_block, cursor_hash FROM chains")

    def test_a_span_of_blocks(self):
        native, token = self.native_payment("1"), self.usdt_payment("5")
        first = self.anvil.head() + 1
        self.pay_native(native)
        self.pay_usdt(token)
        wallet, inner = self.rich_wallet(), self.native_payment("0.5")
        self.jobs("scan")
        self.anvil.invoke(wallet, "pay", inner["address"], ETHER // 2)
        self.jobs("scan")
        cursor = self.cursor()
        self.lost(native, token, inner)
        # The host's clock may be ahead of the chain's.
        self.ctrip.database.sql(f"UPDATE payments SET created_at = created_at + 5 WHERE id = '{inner['id']}'")
        result = self.ctrip.run("scan", "--from", first, "--json").json
        self.assertEqual((result["from"], result["transfers"]), (first, 3))
        self.assertEqual(self.cursor(), cursor)
        for payment in (native, token, inner):
            self.assert_status(payment, "detected")
        again = self.ctrip.run("scan", "--from", first, "--to", first, "--json").json
        self.assertEqual((again["blocks"], again["transfers"]), (1, 0))

    def test_one_transaction(self):
        native, token = self.native_payment("1"), self.usdt_payment("5")
        receipt = self.pay_native(native)
        self.pay_usdt(token)
        self.jobs("scan")
        self.lost(native, token)
        tx = receipt["transactionHash"]
        self.assertIn(f"scan --tx {tx}", self.ctrip.run("explain", tx).out)
        self.assertEqual(self.ctrip.run("scan", "--tx", tx, "--json").json["transfers"], 1)
        self.assert_status(native, "detected")
        self.assertEqual(self.assert_status(token, "pending")["transfers"], [])
        self.assertEqual(self.ctrip.run("scan", "--tx", tx, "--json").json["transfers"], 0)

    def test_money_of_unknown_age_counts_once_its_transaction_is_named(self):
        payment, wallet = self.native_payment("1"), self.rich_wallet()
        receipt = self.anvil.invoke(wallet, "pay", payment["address"], ETHER)
        self.jobs("scan")
        self.lost(payment)
        self.ctrip.database.sql("UPDATE payments SET base_line = '" + str(ETHER) + "'")
        self.ctrip.run("scan", "--tx", receipt["transactionHash"])
        self.assertEqual(len(self.ctrip.show(payment)["transfers"]), 1)
        self.assertEqual(self.ctrip.rows("SELECT base_line FROM payments"), [(None,)])
        self.anvil.mine(1)
        self.assertNotIn("less native money", self.ctrip.run("scan").err)

    def test_bad_requests(self):
        head = self.anvil.head()
        for code, words, *arguments in (
            (64, "--to needs --from", "--to", 1),
            (64, "exclude", "--from", 1, "--tx", "0x" + "11" * 32),
            (64, "64 hex digits", "--tx", "0x11"),
            (65, "was not read yet", "--from", head + 5),
            (65, "is after --to", "--from", 1, "--to", 0),
            (65, "no chain has it", "--tx", "0x" + "11" * 32),
        ):
            self.assertIn(words, self.ctrip.run("scan", *arguments, code=code).err)


class TokenTest(EndToEndCase):
    """What a token's contract says, against the configuration."""

    def configure(self, *tokens):
        self.ctrip.config["chains"][0]["tokens"] = list(tokens)
        self.ctrip.write_config()

    def test_wrong_decimals_stop_that_token_alone(self):
        good = self.anvil.deploy("UsdtLike")
        self.configure({"symbol": "USDT", "address": self.usdt.address, "decimals": 2},
                       {"symbol": "GOOD", "address": good.address, "decimals": 6},
                       {"symbol": "NONE", "address": "0x" + "ab" * 20, "decimals": 6})
        self.ctrip.database.sql("DELETE FROM token_facts")  # As if no scan had asked it yet.
        before = self.usdt_payment("12.50")
        result = self.ctrip.run("scan", code=78)
        self.assertIn("configured with 2 decimals", result.err)
        self.assertIn("has 6", result.err)
        self.assertIn("there is no contract at", result.err)
        for token in ("USDT", "NONE"):
            self.assertIn(f"token {token}", self.ctrip.run("create-payment", "--chain", "anvil", "--token", token,
                                                            "--amount", "1", code=78).err)
        payment = self.ctrip.create(token="GOOD", amount="1")
        self.anvil.mint(good, self.anvil.accounts[1], USDT)
        self.anvil.transfer(good, payment["address"], USDT, **{"from": self.anvil.accounts[1]})
        self.pay_usdt(before)
        self.ctrip.run("scan", code=78)
        self.assert_status(payment, "detected")
        shown = self.assert_status(before, "pending")
        self.assertEqual([one["standing"] for one in shown["transfers"]], ["wrong_token"])

    def test_a_token_that_left_the_configuration_is_watched_for_its_payments(self):
        payment = self.usdt_payment("5")
        other = self.anvil.deploy("UsdtLike")
        self.configure({"symbol": "USDT", "address": other.address, "decimals": 6})
        self.pay_usdt(payment)
        self.assertIn("another contract than the configuration", self.ctrip.run("scan").err)
        self.assert_status(payment, "detected")
        self.assertNotIn("another contract", self.ctrip.run("scan").err)


if __name__ == "__main__":
    unittest.main()
