# SPDX-License-Identifier: MIT
"""The Sweeper contract on a real chain: what its comments claim, and what was tried against it."""
import json
import os
import random
import re
import unittest

from harness import abi, part
from harness.anvil import SPONSOR, Anvil
from harness.contract_case import ARTIFACTS, KEYS, SOURCE, TREASURY, ContractCase, Sweeper, address_of, node, signed_tx
from harness.database import any_engine

NATIVE_SWEPT = "0x1ed033bc10f1dd641f4df398853976d2b76ee062cce863301929fe8ee8336faa"
CURVE_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


@any_engine
class CodeTest(unittest.TestCase):
    def test_the_artifacts_are_what_their_compiler_makes_of_the_sources(self):
        for name in ("Sweeper", "SweeperV2"):
            made = json.loads(node("contracts/compile.js", str(SOURCE / "tests/node_modules/solc"), name))
            self.assertEqual(made, json.loads((SOURCE / f"contracts/{name}.json").read_text(encoding="utf-8")))

    def test_the_programs_of_wide_calls_are_what_their_compiler_makes_of_the_sources(self):
        made = json.loads(node("contracts/calls/compile.js", str(SOURCE / "tests/node_modules/solc")))
        text = (SOURCE / "lib/rpc/read/wide_call.cpp").read_text(encoding="utf-8")
        for name, code in made.items():
            literal = re.search(rf"k{name.capitalize()}Code =\s+([^;]*);", text).group(1)
            self.assertEqual("".join(re.findall('"([^"]*)"', literal)), code, name)

    def test_gas_is_what_it_was_measured_to_be_on_an_independent_evm(self):
        """Both versions and EIP-3009, at today's prices and at those of Amsterdam."""
        # A hundred signatures in JavaScript take seconds.
        sizes = part.length(("1", "10"), ("1", "10", "100"))
        for fork in ("prague", "amsterdam"):
            out = node("tests/evm/gas.js", os.environ["CTRIP_CONTRACTS"], str(SOURCE / "contracts"), fork, *sizes)
            print(out)
            self.assertEqual(len(out.splitlines()), 1 + 10 * len(sizes) + 4)


@any_engine
class TokenTest(ContractCase):
    def test_tokens_that_return_nothing_or_true_are_swept(self):
        for token in (self.usdt, self.anvil.deploy("OzToken")):
            deposits = self.deposits()
            self.fill(token, deposits)
            self.sweeper.sweep_many(deposits, [token])
            self.assert_swept(token, deposits)

    def test_the_others_of_a_batch_are_swept_whatever_one_does(self):
        """Blacklisted, frozen (false), burning all gas: the one stays, the others go."""
        burner, says_no = self.anvil.deploy("GasBurner"), self.anvil.deploy("FalseToken")
        for token, stop in ((self.usdt, "addBlackList"), (says_no, "freeze"), (burner, "setBad")):
            with self.subTest(stop):
                deposits = self.deposits()
                self.fill(token, deposits)
                self.anvil.invoke(token, stop, deposits[1])
                self.sweeper.sweep_many(deposits, [token])
                self.assertEqual([self.anvil.token_balance(token, deposit) for deposit in deposits], [0, 1000, 0])
                self.assertEqual(self.anvil.token_balance(token, TREASURY), 2000)

    def test_a_token_that_can_not_be_swept_does_not_hold_up_another(self):
        """Paused, without code, an answer of a megabyte, false for all."""
        paused, bomb = self.anvil.deploy("UsdtLike"), self.anvil.deploy("ReturnBomb")
        nobody = abi.Contract("OzToken", "0x7e57000000000000000000000000000000000777")
        deposits = self.deposits()
        self.fill(paused, deposits)
        self.anvil.invoke(paused, "setPaused", 1)
        self.fill(self.usdt, deposits)
        self.sweeper.sweep_many(deposits, [paused, nobody, bomb, self.usdt])
        self.assert_swept(self.usdt, deposits)
        self.assertEqual(self.anvil.token_balance(paused, TREASURY), 0)

    def test_a_fee_on_transfer_takes_its_share_and_the_rest_arrives(self):
        deposits = self.deposits()
        self.anvil.invoke(self.usdt, "setParams", 100, 10**9)
        self.fill(self.usdt, deposits, 10_000)
        self.sweeper.sweep_many(deposits, [self.usdt])
        self.assertEqual([self.anvil.token_balance(self.usdt, deposit) for deposit in deposits], [0, 0, 0])
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 29_700)


@any_engine
class CallerTest(ContractCase):
    """Everybody may call every function: value can only go to the treasury."""

    def test_a_hostile_caller_with_a_hostile_token_gets_nothing(self):
        real = self.anvil.deploy("OzToken")
        thief = self.anvil.accounts[5]
        receipt = self.anvil.transact(data=abi.artifact("EvilToken")["bytecode"] + abi.word(real.address), **{"from": thief})
        evil = abi.Contract("EvilToken", receipt["contractAddress"])
        deposit, = self.deposits(1)
        self.fill(real, [deposit])
        self.anvil.set_balance(deposit, 10**18)
        for gas in (2_000_000, 0, 2**256 - 1):
            self.anvil.rpc("eth_sendTransaction", {"from": thief, "to": deposit, "gas": hex(5_000_000),
                                                   "data": self.sweeper.sweep_data([evil, real], gas)})
            self.anvil.mine()
        self.assertGreater(self.anvil.call(evil, "attempts"), 0)
        self.assertEqual(self.anvil.token_balance(real, thief), 0)
        self.assertEqual(self.anvil.token_balance(real, evil.address), 0)
        self.assertEqual(self.anvil.token_balance(real, TREASURY), 1000)
        self.assertEqual(self.anvil.balance(TREASURY), 10**18)

    def test_a_deposit_never_runs_a_batch(self):
        first, second = self.deposits(2)
        self.fill(self.usdt, [first, second])
        self.anvil.transact(expect_status=0, to=first, gas=1_000_000, data=self.sweeper.sweep_many_data([second], [self.usdt]))
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 0)

    def test_nothing_of_it_is_stored(self):
        deposits = self.deposits()
        self.fill(self.usdt, deposits)
        receipt_of = self.sweeper.sweep_many(deposits, [self.usdt])
        self.assertEqual(receipt_of["status"], "0x1")
        for address in (*deposits, self.sweeper.address):
            proof = self.anvil.rpc("eth_getProof", address, [], "latest")
            # The root of a tree with nothing in it.
            self.assertEqual(proof["storageHash"], "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421")

    def test_a_treasury_of_zero_is_refused(self):
        self.anvil.transact(expect_status=0, gas=3_000_000, data=ARTIFACTS[self.version]["initcode"] + abi.word(0))


@any_engine
class NativeTest(ContractCase):
    def test_native_money_is_swept_and_the_deposit_itself_says_so(self):
        deposits = self.deposits()
        for deposit in deposits:
            self.anvil.set_balance(deposit, 10**17)
        receipt = self.sweeper.sweep_many(deposits, [])
        self.assertEqual(self.anvil.balance(TREASURY), 3 * 10**17)
        self.assertEqual([(log["address"], log["topics"], int(log["data"], 16)) for log in receipt["logs"]],
                         [(deposit, [NATIVE_SWEPT], 10**17) for deposit in deposits])

    def test_native_money_keeps_arriving_after_the_delegation(self):
        deposit, = self.deposits(1)
        payer = self.anvil.deploy("StipendPayer")
        self.anvil.invoke(payer, "pay", deposit, value=5)
        self.assertEqual(self.anvil.balance(deposit), 5)
        # A sender that gives exactly 21,000 gas fails, which is why addresses that wait for native money never delegate.
        self.anvil.transact(expect_status=0, to=deposit, value=7, gas=21_000)
        self.anvil.transact(to=deposit, value=7, gas=22_000)
        self.assertEqual(self.anvil.balance(deposit), 12)


@any_engine
class TreasuryTest(ContractCase):
    def treasury_of(self, name):
        contract = self.anvil.deploy(name)
        self.sweeper = Sweeper(self.anvil, contract.address, self.version)
        return contract.address

    def test_a_treasury_that_needs_gas_gets_it(self):
        treasury = self.treasury_of("HeavyTreasury")
        deposits = self.deposits()
        for deposit in deposits:
            self.anvil.set_balance(deposit, 10**17)
        self.sweeper.sweep_many(deposits, [])
        self.assertEqual(self.anvil.balance(treasury), 3 * 10**17)

    def test_a_treasury_that_refuses_leaves_native_money_and_takes_tokens(self):
        treasury = self.treasury_of("RejectingTreasury")
        deposits = self.deposits()
        self.fill(self.usdt, deposits)
        for deposit in deposits:
            self.anvil.set_balance(deposit, 10**17)
        receipt = self.sweeper.sweep_many(deposits, [self.usdt])
        self.assertEqual([self.anvil.balance(deposit) for deposit in deposits], [10**17] * 3)
        self.assertEqual(self.anvil.token_balance(self.usdt, treasury), 3000)
        self.assertNotIn(NATIVE_SWEPT, [log["topics"][0] for log in receipt["logs"]])


@any_engine
class GasTest(ContractCase):
    """With too little gas it reverts as a whole: a transaction that succeeds has moved everything."""

    def outcome(self, deposits, gas):
        snapshot = self.anvil.rpc("evm_snapshot")
        tx_hash = self.anvil.submit(to=self.sweeper.address, gas=gas,
                                    data=self.sweeper.sweep_many_data(deposits, [self.usdt]))
        status = int(self.anvil.receipt(tx_hash)["status"], 16)
        left = [deposit for deposit in deposits if self.anvil.token_balance(self.usdt, deposit) != 0]
        self.anvil.rpc("evm_revert", snapshot)
        return status, len(left)

    def test_no_gas_limit_succeeds_and_leaves_money_behind(self):
        for count in (1, 10, 50):
            deposits = self.deposits(count)
            self.fill(self.usdt, [deposit for deposit in deposits if self.anvil.token_balance(self.usdt, deposit) == 0])
            call = {"from": self.anvil.accounts[0], "to": self.sweeper.address,
                    "data": self.sweeper.sweep_many_data(deposits, [self.usdt])}
            estimate = int(self.anvil.rpc("eth_estimateGas", call), 16)
            self.assertEqual(self.outcome(deposits, estimate), (1, 0))
            for share in (30, 50, 70, 80, 90, 95, 97, 98, 99):
                status, left = self.outcome(deposits, max(100_000, estimate * share // 100))
                self.assertIn((status, left), ((1, 0), (0, count)), (count, share))
            self.assertEqual(self.outcome(deposits, estimate * 9 // 10)[0], 0)


@any_engine
class AuthorizationTest(ContractCase):
    """Real transactions of type 4, signed by another implementation; the table of evm.md, row by row."""

    def setUp(self):
        super().setUp()
        self.addresses = [address_of(key) for key in KEYS]
        self.fill(self.usdt, self.addresses)

    def sign(self, authorizations, **fields):
        return signed_tx(authorizations, **{"nonce": self.anvil.nonce(SPONSOR), **fields})

    def authorization(self, place=0, **fields):
        return {"key": KEYS[place], "chainId": 31337, "address": self.sweeper.address, "nonce": 0, **fields}

    def sweep_by(self, *authorizations, places=(0, 1, 2), anvil=None, **fields):
        anvil = anvil or self.anvil
        data = self.sweeper.sweep_many_data([self.addresses[place] for place in places], [self.usdt])
        return anvil.send_raw(self.sign(list(authorizations), to=self.sweeper.address, data=data, **fields))

    def swept(self):
        return [self.anvil.token_balance(self.usdt, address) == 0 for address in self.addresses]

    def code(self, place):
        return self.anvil.rpc("eth_getCode", self.addresses[place], "latest")

    def delegation(self):
        return "0xef0100" + self.sweeper.address[2:].lower()

    def test_a_batch_of_first_sweeps(self):
        receipt = self.sweep_by(*(self.authorization(place) for place in range(3)))
        self.assertEqual((receipt["type"], receipt["status"], self.swept()), ("0x4", "0x1", [True] * 3))
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 3000)

    def test_an_authorization_that_was_used_first_by_somebody_changes_nothing(self):  # S1
        stolen = self.sign([self.authorization(0)], to=self.anvil.accounts[7], data="0x")
        self.anvil.send_raw(stolen)
        self.assertEqual(self.code(0), self.delegation())
        self.sweep_by(*(self.authorization(place) for place in range(3)))
        self.assertEqual(self.swept(), [True] * 3)

    def test_a_whole_sweep_that_somebody_ran_first_pays_the_treasury(self):  # S1b
        self.sweep_by(self.authorization(0), places=(0,))
        receipt = self.sweep_by(self.authorization(0), places=(0,))
        self.assertEqual((receipt["status"], receipt["logs"]), ("0x1", []))
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 1000)

    def test_an_address_with_another_nonce_is_skipped_in_silence(self):  # S2
        self.anvil.rpc("anvil_setNonce", self.addresses[0], "0x1")
        receipt = self.sweep_by(self.authorization(0), self.authorization(1, nonce=1), self.authorization(2))
        self.assertEqual(receipt["status"], "0x1")
        self.assertEqual(self.swept(), [False, False, True])
        self.assertEqual(self.code(0), "0x")

    def test_a_changed_target_is_another_signers(self):  # S3
        self.sweep_by(self.authorization(0, changed={"address": self.anvil.accounts[7].lower()}), self.authorization(1))
        self.assertEqual((self.code(0), self.swept()), ("0x", [False, True, False]))

    def test_a_malleated_authorization_is_skipped(self):  # S4
        self.sweep_by(self.authorization(0, malleate=True), self.authorization(1))
        self.assertEqual((self.code(0), self.swept()), ("0x", [False, True, False]))

    def test_a_delegation_stays_when_the_transaction_reverts(self):  # S6
        raw = self.sign([self.authorization(0)], to=self.usdt.address, data="0xdeadbeef")
        self.assertEqual(self.anvil.send_raw(raw)["status"], "0x0")
        self.assertEqual((self.code(0), self.anvil.nonce(self.addresses[0])), (self.delegation(), 1))

    def test_an_authorization_for_one_chain_is_worth_nothing_on_another(self):  # S8, S16
        other = self.stage(Anvil(chain_id=56))
        self.assertEqual(other.nonce(SPONSOR), 0)
        raw = self.sign([self.authorization(0)], nonce=0, chain_id=56, to=self.sweeper.address, data="0x")
        other.send_raw(raw)
        self.assertEqual(other.rpc("eth_getCode", self.addresses[0], "latest"), "0x")

    def list_of(self, raw):
        return json.loads(node("tests/evm/authorizations.js", raw))

    def test_an_address_without_a_key_can_be_swept(self):  # S9
        dice = random.Random(7702)
        for _ in range(40):  # About every second choice of a signature is somebody's.
            changed = {"r": hex(dice.randrange(1, CURVE_ORDER)), "s": hex(dice.randrange(1, CURVE_ORDER // 2)), "yParity": "0x"}
            authorization = self.authorization(0, changed=changed)
            (made,) = self.list_of(self.sign([authorization], to=TREASURY, data="0x"))
            if made["authority"]:
                break
        keyless = made["authority"]
        self.anvil.mint(self.usdt, keyless, 1000)
        self.anvil.set_balance(keyless, 5)
        data = self.sweeper.sweep_many_data([keyless], [self.usdt])
        self.anvil.send_raw(self.sign([authorization], to=self.sweeper.address, data=data))
        self.assertEqual(self.anvil.rpc("eth_getCode", keyless, "latest"), self.delegation())
        self.assertEqual((self.anvil.token_balance(self.usdt, keyless), self.anvil.balance(keyless)), (0, 0))
        self.assertEqual(self.anvil.token_balance(self.usdt, TREASURY), 1000)

    def test_a_node_tells_beforehand_what_an_authorization_makes_of_an_address(self):  # S11
        raw = self.sign([self.authorization(0)], to=TREASURY, data="0x")
        (made,) = self.list_of(raw)
        self.assertEqual(made.pop("authority"), self.addresses[0].lower())
        asked = {"from": SPONSOR, "to": self.addresses[0], "data": "0x61d027b3"}  # treasury()
        self.assertEqual(self.anvil.rpc("eth_call", asked, "latest"), "0x")
        answer = "0x" + abi.word(TREASURY)
        self.assertEqual(self.anvil.rpc("eth_call", asked | {"authorizationList": [made]}, "latest"), answer)
        overridden = self.anvil.rpc("eth_call", asked, "latest", {self.addresses[0]: {"code": self.delegation()}})
        self.assertEqual(overridden, answer)
        sweep = asked | {"to": self.sweeper.address, "data": self.sweeper.sweep_many_data([self.addresses[0]], [self.usdt])}
        first = int(self.anvil.rpc("eth_estimateGas", sweep | {"authorizationList": [made]}), 16)
        self.assertGreater(first, int(self.anvil.rpc("eth_estimateGas", sweep), 16) + 12_500)

    def test_an_address_that_runs_the_code_sends_its_own_transactions(self):  # S14
        self.sweep_by(self.authorization(0), places=(0,))
        self.anvil.set_balance(self.addresses[0], 10**18)
        receipt = self.anvil.send_raw(self.sign([], key=KEYS[0], nonce=1, to=self.anvil.accounts[7], data="0x", value="0x5"))
        self.assertEqual((receipt["status"], self.anvil.nonce(self.addresses[0])), ("0x1", 2))
        self.assertEqual(self.code(0), self.delegation())

    def test_an_authorization_that_stands_twice_counts_once(self):  # S15
        self.sweep_by(self.authorization(0), self.authorization(0))
        self.assertEqual(self.swept(), [True, False, False])
        self.assertEqual(self.anvil.nonce(self.addresses[0]), 1)

    def test_whoever_has_the_key_can_delegate_elsewhere(self):  # S18
        elsewhere = self.anvil.accounts[7].lower()
        self.anvil.send_raw(self.sign([self.authorization(0, address=elsewhere)], to=self.anvil.accounts[7], data="0x"))
        self.assertEqual(self.code(0), "0xef0100" + elsewhere[2:])
        self.sweep_by(self.authorization(0), places=(0,))
        self.assertEqual(self.swept(), [False, False, False])


class VersionTwo:
    """The same of version 2."""

    version = 2


@any_engine
class TokenVersionTwoTest(VersionTwo, TokenTest):
    pass


@any_engine
class CallerVersionTwoTest(VersionTwo, CallerTest):
    pass


@any_engine
class NativeVersionTwoTest(VersionTwo, NativeTest):
    pass


@any_engine
class TreasuryVersionTwoTest(VersionTwo, TreasuryTest):
    pass


@any_engine
class GasVersionTwoTest(VersionTwo, GasTest):
    pass


@any_engine
class AuthorizationVersionTwoTest(VersionTwo, AuthorizationTest):
    def test_it_says_its_version(self):
        asked = {"to": self.sweeper.address, "data": "0x54fd4d50"}  # version()
        self.assertEqual(self.anvil.rpc("eth_call", asked, "latest"), "0x" + abi.word(2))


if __name__ == "__main__":
    unittest.main()
