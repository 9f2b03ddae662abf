# SPDX-License-Identifier: MIT
"""`ctrip reconcile`: the ledger equals the chain whatever is under way, and each difference is named with its cause."""
import unittest

from harness.case import ETHER, USDT, EndToEndCase
from harness.ctrip import chain_config
from harness.database import any_engine

DIFFERENT = 65
UNAVAILABLE = 69
WEEK_S = 7 * 86_400


class ReconcileCase(EndToEndCase):
    def reconcile(self, code=0, *arguments):
        """The lines it prints: of each address, and of the chain."""
        *entries, summary = self.ctrip.run("reconcile", "--json", *arguments, code=code).json_lines
        self.assertEqual(summary["type"], "summary")
        return entries, summary

    def assert_clean(self, *arguments):
        entries, summary = self.reconcile(0, *arguments)
        self.assertEqual([entry for entry in entries if entry["type"] == "difference"], [])
        self.assertEqual(summary["differences"], 0)
        for total in summary["currencies"]:
            self.assertEqual(total["booked_raw"], total["on_chain_raw"])
        return entries, summary

    def assert_difference(self, payment, currency, amount, *causes):
        """There is this one, and no other."""
        entries, summary = self.reconcile(DIFFERENT)
        self.assertEqual(summary["differences"], 1)
        self.assertEqual(len(entries), 1, entries)
        entry = entries[0]
        self.assertEqual((entry["payment"], entry["address"]), (payment["id"], payment["address"]))
        self.assertEqual((entry["currency"], int(entry["difference_raw"])), (currency, amount))
        self.assertEqual(entry["causes"], list(causes), entry)
        self.assertTrue(entry["likely_cause"])
        self.assertEqual(int(entry["on_chain_raw"]) - int(entry["booked_raw"]), amount)
        return entry

    def change_chain(self, **changes):
        self.ctrip.config["chains"][0].update(changes)
        self.ctrip.write_config()


class CleanTest(ReconcileCase):
    def test_books_equal_the_chain_at_every_step_of_a_payment(self):
        native, token = self.native_payment("1.5"), self.usdt_payment("12.5")
        self.assert_clean()
        self.pay_native(native)
        self.pay_usdt(token)
        # What the scan has not read is not compared either.
        entries, summary = self.assert_clean("--all")
        self.assertEqual((entries, summary["addresses"]), ([], 2))
        self.jobs("scan")
        entries, summary = self.assert_clean("--all")
        self.assertEqual({(entry["payment"], entry["currency"], entry["booked"], entry["on_chain"]) for entry in entries},
                         {(native["id"], "ETH", "1.5", "1.5"), (token["id"], "USDT", "12.5", "12.5")})
        self.assertEqual((summary["block"], summary["chain_id"]), (self.anvil.head(), self.anvil.chain_id))
        for _ in range(12):
            self.jobs("scan", "confirm")
            self.assert_clean()
            # A sweep is signed, mined, and final; the ledger knows of it sooner or later than the chain.
            self.anvil.automine(False)
            self.ctrip.run("sweep", "--wait", "0s")
            self.assert_clean()
            self.anvil.automine(True)
            self.anvil.mine(2)
            self.assert_clean()
            self.jobs("scan")
            self.assert_clean()
            self.jobs("sweep")
            self.assert_clean()
            self.anvil.mine(3)
        self.assert_status(native, "settled")
        self.assert_status(token, "settled")
        text = self.ctrip.run("reconcile").out
        self.assertRegex(text, r"^anvil: block \d+: 2 addresses, 0 differences; booked [\d.]+ ETH, on chain [\d.]+ ETH; ")

    def test_several_late_and_wrong_transfers_are_all_booked(self):
        native, token = self.native_payment("1", expires_in="60s"), self.usdt_payment("5")
        self.pay_native(native, ETHER // 3)
        self.pay_usdt(native, 7)
        self.pay_native(token, 11)
        self.anvil.rpc("evm_increaseTime", 3600)
        self.pay_native(native, ETHER)
        self.pay_usdt(token, 2 * USDT)
        self.pay_usdt(token, 4 * USDT)
        self.jobs("scan", "confirm")
        entries, _ = self.assert_clean("--all")
        self.assertEqual({(entry["payment"], entry["currency"], int(entry["on_chain_raw"])) for entry in entries},
                         {(native["id"], "ETH", ETHER // 3 + ETHER), (native["id"], "USDT", 7), (token["id"], "ETH", 11),
                          (token["id"], "USDT", 6 * USDT)})

    def test_gas_money_that_a_scan_has_read_as_well_counts_once(self):
        # While a native payment waits, a scan reads the value of every transaction.
        self.native_payment("1")
        token = self.usdt_payment("5")
        self.pay_usdt(token)
        self.settle(token)
        self.jobs("scan")
        shown = self.assert_status(token, "settled")
        self.assertEqual(shown["flags"], [])
        self.assertEqual(self.ctrip.rows(f"SELECT COUNT(*) FROM transfers WHERE payment_id = '{token['id']}'"), [(1,)])
        self.assert_clean()

    def test_a_reverted_sweep_costs_its_fee_alone(self):
        token = self.usdt_payment("5")
        self.pay_usdt(token)
        self.anvil.mine(5)
        self.jobs("scan", "confirm")
        # Gas money first.
        self.ctrip.run("sweep", "--wait", "0s")
        self.anvil.automine(False)
        self.ctrip.run("sweep", "--wait", "0s")
        self.anvil.submit(to=self.usdt.address, data=self.usdt.data("setPaused", 1), gasPrice=10**12)
        self.anvil.mine()
        self.anvil.automine(True)
        self.jobs("scan")
        self.assertEqual(self.anvil.token_balance(self.usdt, token["address"]), 5 * USDT)
        self.assert_clean()
        self.anvil.mine(5)
        self.jobs("scan", "sweep")
        self.assert_clean()

    def test_more_pages_than_one(self):
        lines = "\n".join('{"chain": "anvil", "amount_raw": "1000"}' for _ in range(520))
        made = self.ctrip.run("create-payment", "--batch", "-", "--json", stdin=lines).json_lines
        for payment in (made[0], made[-1]):
            self.pay_native(payment)
        self.jobs("scan")
        _, summary = self.assert_clean()
        self.assertEqual(summary["addresses"], 520)
        self.assertEqual(summary["currencies"][0]["on_chain_raw"], "2000")


class CauseTest(ReconcileCase):
    def test_native_money_at_a_token_payments_address(self):
        self.change_chain(internal_transfers="off")
        payment = self.usdt_payment("5")
        self.pay_native(payment, 5)
        self.jobs("scan")
        self.assert_difference(payment, "ETH", 5, "not_looked_for")
        line, summary = self.ctrip.run("reconcile", code=DIFFERENT).out.splitlines()
        self.assertTrue(line.startswith(f"anvil: {payment['address']} booked 0 ETH, on chain 0.000000000000000005 ETH: "
                                        f"0.000000000000000005 ETH too much (payment {payment['id']}): "), line)
        self.assertIn("1 addresses, 1 differences", summary)

    def test_money_from_a_contract_while_nobody_looks_for_it(self):
        self.change_chain(internal_transfers="off")
        payment = self.native_payment("1")
        disperse = self.anvil.deploy("Disperse")
        self.anvil.invoke(disperse, "pay", [payment["address"]], 100, value=100)
        self.jobs("scan")
        self.assert_difference(payment, "ETH", 100, "internal_transfers_off")

    def test_money_from_a_contract_before_it_was_asked_for(self):
        self.change_chain(internal_transfers="balances", balances_per_run=1)
        wallet = self.anvil.deploy("SmartWallet")
        self.anvil.set_balance(wallet.address, ETHER)
        payment, _ = self.native_payment("0.1"), self.native_payment("0.1")
        while not self.ctrip.rows(f"SELECT 1 FROM payments WHERE id = '{payment['id']}' AND asked_block > 0"):
            self.anvil.mine()
            self.jobs("scan")
        self.anvil.invoke(wallet, "pay", payment["address"], 10**17)
        self.jobs("scan")  # The other one's turn.
        entry = self.assert_difference(payment, "ETH", 10**17, "not_asked_yet")
        self.assertIn("last read at block", entry["likely_cause"])
        self.anvil.mine()
        self.jobs("scan")
        self.assert_clean()

    def test_money_after_the_address_was_watched(self):
        self.ctrip.config["payments"]["watch_late"] = "60s"
        self.ctrip.write_config()
        payment = self.usdt_payment("5", expires_in="60s")
        self.anvil.rpc("evm_increaseTime", WEEK_S)
        for _ in range(2):  # The blocks up to then are read a second time, too.
            self.anvil.mine(5)
            self.jobs("scan", "confirm")
        self.assert_clean()
        self.pay_usdt(payment)
        self.jobs("scan")
        self.assert_difference(payment, "USDT", 5 * USDT, "not_watched")

    def test_money_before_the_first_block_that_was_read(self):
        self.ctrip.database.sql("DELETE FROM checkpoints; DELETE FROM chains;")
        payment = self.native_payment("1", expires_in="24h")
        self.change_chain(internal_transfers="off")
        self.pay_native(payment)
        self.anvil.mine(3)
        self.change_chain(start_block=self.anvil.head())
        self.jobs("scan")
        self.assert_difference(payment, "ETH", ETHER, "before_first_block", "internal_transfers_off")

    def test_a_token_that_is_not_configured_any_more(self):
        payment = self.usdt_payment("5")
        self.pay_usdt(payment)
        self.jobs("scan")
        self.change_chain(tokens=[])
        self.assert_clean()
        # It is watched for its payments, unless ctrip does not know of it.
        self.ctrip.database.sql("DELETE FROM token_facts")
        self.pay_usdt(payment, 3)
        self.jobs("scan")
        self.assert_difference(payment, "USDT", 3, "token_not_configured")

    def test_a_token_that_was_configured_later(self):
        other = self.anvil.deploy("OzToken")
        payment = self.usdt_payment("5")
        self.anvil.mint(other, payment["address"], 7)
        self.jobs("scan")
        self.assert_clean()
        tokens = self.ctrip.config["chains"][0]["tokens"]
        self.change_chain(tokens=[*tokens, {"symbol": "TUSD", "address": other.address, "decimals": 18}])
        self.assert_difference(payment, "TUSD", 7, "not_seen")

    def test_money_that_somebody_else_moved(self):
        native, token = self.native_payment("1"), self.usdt_payment("5")
        self.pay_native(native)
        self.pay_usdt(token)
        self.jobs("scan")
        self.anvil.rpc("anvil_impersonateAccount", token["address"])
        self.anvil.set_balance(token["address"], ETHER)
        self.anvil.transfer(self.usdt, self.anvil.accounts[3], USDT, **{"from": token["address"]})
        self.anvil.set_balance(token["address"], 0)
        self.jobs("scan")
        self.assert_difference(token, "USDT", -USDT, "moved_by_others")

    def test_a_token_that_takes_some_of_it_back(self):
        payment = self.usdt_payment("5")
        self.pay_usdt(payment)
        self.jobs("scan")
        # The place of balanceOf[address] in the contract's storage; its mapping is the eighth variable.
        slots = [self.slot(payment["address"], n) for n in range(12)]
        held = [slot for slot in slots if int(self.anvil.rpc("eth_getStorageAt", self.usdt.address, slot, "latest"), 16)]
        self.assertEqual(len(held), 1)
        self.anvil.rpc("anvil_setStorageAt", self.usdt.address, held[0], f"0x{4 * USDT:064x}")
        self.anvil.mine()
        self.jobs("scan")
        self.assert_difference(payment, "USDT", -USDT, "token_fee", "changed_by_issuer")

    def slot(self, address, mapping):
        return self.anvil.rpc("web3_sha3", f"0x{int(address, 16):064x}{mapping:064x}")

    def test_a_sweep_that_the_node_does_not_show_is_named(self):
        payment = self.native_payment("1")
        self.pay_native(payment)
        self.anvil.mine(5)
        self.jobs("scan", "confirm", "sweep", "scan")
        self.ctrip.database.sql("UPDATE sweeps SET state = 'broadcast', block_number = NULL, block_hash = NULL, fee = NULL")
        self.assert_clean()
        node = self.fake_node()
        node.hooks["eth_getTransactionReceipt"] = lambda params, result: None
        entries, _ = self.reconcile(DIFFERENT)
        self.assertEqual([entry["causes"] for entry in entries], [["sweep_under_way"]])
        self.assertLess(int(entries[0]["difference_raw"]), 0)

    def test_what_nothing_explains_is_said_to_be_so(self):
        payment = self.native_payment("1")
        self.pay_native(payment)
        self.jobs("scan")
        self.anvil.set_balance(payment["address"], ETHER - 1)
        self.anvil.mine()
        self.jobs("scan")
        self.assert_difference(payment, "ETH", -1, "unknown")

    def test_a_difference_is_exact_beyond_64_bits(self):
        payment = self.native_payment("1")
        self.jobs("scan")
        self.change_chain(internal_transfers="off")
        huge = 2**200 + 1
        self.anvil.set_balance(payment["address"], huge)
        self.anvil.mine()
        self.jobs("scan")
        self.assert_difference(payment, "ETH", huge, "internal_transfers_off")


class RefusalTest(ReconcileCase):
    def assert_refused(self, *words):
        result = self.ctrip.run("reconcile", code=UNAVAILABLE)
        self.assertEqual(result.out, "")
        for word in words:
            self.assertIn(word, result.err)

    def test_a_chain_that_was_never_scanned_is_not_compared(self):
        self.ctrip.database.sql("DELETE FROM checkpoints; DELETE FROM chains;")
        self.assert_refused("never scanned", "ctrip scan")

    def test_a_node_that_lags_is_waited_for(self):
        self.anvil.mine(5)
        self.jobs("scan")
        node = self.fake_node()
        node.lag = 2
        self.assert_refused(f"block {self.anvil.head()}", "run again")
        node.lag = 0
        self.assert_clean()

    def test_a_reorganisation_that_was_not_followed_is_not_taken_for_a_difference(self):
        payment = self.native_payment("1")
        self.pay_native(payment)
        self.jobs("scan")
        self.anvil.rpc("anvil_reorg", 1, [])
        self.assert_refused("had a reorg", "ctrip scan")
        self.jobs("scan")
        self.assert_clean()

    def test_a_reorganisation_meanwhile_is_not_taken_for_a_difference(self):
        payment = self.usdt_payment("1")
        self.pay_usdt(payment)
        self.jobs("scan")
        node = self.fake_node()

        def reorganised(_, result):
            """The chain changes after the first look at it, while the balances are asked."""
            node.hooks.clear()
            self.anvil.rpc("anvil_reorg", 1, [])
            return result

        node.hooks["eth_getBalance"] = reorganised
        node.hooks["eth_call"] = reorganised
        self.assert_refused("had a reorg meanwhile")

    def test_the_run_is_recorded_with_its_end(self):
        self.change_chain(internal_transfers="off")
        payment = self.usdt_payment("5")
        self.pay_native(payment, 5)
        self.jobs("scan")
        self.reconcile(DIFFERENT)
        runs = self.ctrip.rows("SELECT chain, exit_code, message FROM job_runs WHERE job = 'reconcile'")
        self.assertEqual([run[:2] for run in runs], [("anvil", DIFFERENT)])
        self.assertIn("1 differences", runs[0][2])

    def test_nothing_is_changed(self):
        payment = self.native_payment("1")
        self.pay_native(payment)
        self.jobs("scan", "confirm")
        before = self.ctrip.dump()
        self.assert_clean()
        self.assertEqual(self.ctrip.dump(), before)


@any_engine
class DeadChainTest(ReconcileCase):
    def test_a_dead_chain_does_not_hold_up_the_others(self):
        dead = chain_config(self.anvil, name="dead", chain_id=99, rpc_urls=["http://127.0.0.1:9"])
        self.ctrip.config["chains"].insert(0, dead)
        self.ctrip.write_config()
        result = self.ctrip.run("reconcile", "--json", code=UNAVAILABLE)
        self.assertEqual([line["chain"] for line in result.json_lines], ["anvil"])


if __name__ == "__main__":
    unittest.main()
