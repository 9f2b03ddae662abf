# SPDX-License-Identifier: MIT
"""The set-up of an end-to-end test: chain, tokens, receiver and program; torn down also after a failure."""
import unittest

from harness import ctrip as ctrip_module
from harness.anvil import Anvil
from harness.ctrip import Ctrip, chain_config
from harness.fake_node import FakeNode
from harness.receiver import Receiver

ETHER = 10**18
USDT = 10**6
TREASURY = ctrip_module.TREASURY
# A token sweep needs a top-up, a transfer and the finality of both, one step in each round of jobs.
ROUNDS_MAX = 12


class EndToEndCase(unittest.TestCase):
    """Each test has its own chain and installation. The tests of a class share one Anvil, which is rewound to its first state
    before each test. Account 1 pays; account 9 is the sponsor."""

    maxDiff = None
    anvil_arguments = ()
    chain_changes = {}
    config_changes = {}
    _chain = None

    @classmethod
    def chain(cls):
        """(Anvil with nothing but the token USDT deployed, the token)."""
        if cls.__dict__.get("_chain") is None or not cls._chain[0].rewind():
            cls.tearDownClass()
            anvil = Anvil(*cls.anvil_arguments)
            cls._chain = (anvil, anvil.deploy("UsdtLike"))
            anvil.keep()
        return cls._chain

    @classmethod
    def tearDownClass(cls):
        if cls.__dict__.get("_chain") is not None:
            cls._chain[0].stop()
            cls._chain = None

    def setUp(self):
        self.anvil, self.usdt = self.chain()
        self.receiver = self.stage(Receiver(ctrip_module.WEBHOOK_SECRET))
        tokens = [{"symbol": "USDT", "address": self.usdt.address, "decimals": 6}]
        chain = chain_config(self.anvil, tokens=tokens, **self.chain_changes)
        self.ctrip = Ctrip([chain], webhook_url=self.receiver.url, **self.config_changes)
        self.addCleanup(self.ctrip.remove)
        self.ctrip.migrate()
        # The first scan starts at the head; later scans read every block from here.
        self.ctrip.run("scan")

    def stage(self, thing):
        self.addCleanup(thing.stop)
        return thing

    def fake_node(self):
        """Puts a FakeNode between the program and the chain."""
        node = self.stage(FakeNode(self.anvil))
        self.ctrip.set_node_url(node.url)
        return node

    def native_payment(self, amount="1.5", **options):
        return self.ctrip.create(amount=amount, **options)

    def usdt_payment(self, amount="12.5", **options):
        return self.ctrip.create(token="USDT", amount=amount, **options)

    def pay_native(self, payment, wei=None, **fields):
        fields.setdefault("from", self.anvil.accounts[1])
        return self.anvil.send_native(payment["address"], int(payment["amount_raw"]) if wei is None else wei, **fields)

    def pay_usdt(self, payment, amount=None, **fields):
        amount = int(payment["amount_raw"]) if amount is None else amount
        self.anvil.mint(self.usdt, self.anvil.accounts[1], amount)
        fields.setdefault("from", self.anvil.accounts[1])
        return self.anvil.transfer(self.usdt, payment["address"], amount, **fields)

    def jobs(self, *names):
        for name in names or ("scan", "confirm", "sweep", "send-webhooks"):
            self.ctrip.run(name)

    def settle(self, *payments):
        """Mines and runs the jobs until all these payments are settled."""
        for _ in range(ROUNDS_MAX):
            self.jobs()
            if all(self.ctrip.status(payment) == "settled" for payment in payments):
                self.jobs("send-webhooks")
                return
            self.anvil.mine(5)
        self.fail("not settled:\n" + "\n".join(str(self.ctrip.show(payment)) for payment in payments))

    def assert_status(self, payment, status):
        shown = self.ctrip.show(payment)
        self.assertEqual(shown["status"], status, shown)
        return shown

    def assert_told(self, payment, *types):
        """The shop received exactly these events, in this order, with valid signatures and seq growing by one."""
        self.assertEqual(self.receiver.problems(), [])
        events = self.receiver.events(payment["id"])
        self.assertEqual([event["type"] for event in events], [f"payment.{name}" for name in types])
        self.assertEqual([event["data"]["seq"] for event in events], list(range(1, len(types) + 1)))
        return events
