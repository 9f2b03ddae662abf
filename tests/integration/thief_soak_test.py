# SPDX-License-Identifier: MIT
"""A thief with every right on the database: whatever one changes there, no money goes anywhere but to the treasury.

Each edit writes into one column of one row, copies a row with another value, or deletes one; the values are the thief's address, bytes
that the thief signed, amounts, and what other rows have. Then all jobs run. 1,000 edits in `tests/run --all`, 25 in `tests/run`;
CTRIP_TEST_SEED repeats them."""
import unittest

from harness import part
from harness.case import ETHER, TREASURY, USDT, EndToEndCase

THIEF = "0x" + "7f" * 20
EDITS = part.length(25, 1000)
# A run may refuse (65), name what is wrong (69), find a lock (75) or a wrong configuration (78). 70 would be a defect.
CODES = {0, 65, 66, 69, 75, 77, 78}
GAS_MAX = ETHER // 10


class ThiefTest(EndToEndCase):
    def setUp(self):
        super().setUp()
        self.dice = part.dice(f"{self.id()} {self.ctrip.database.engine}")
        self.deposits = []
        self.accomplice = self.anvil.accounts[5]
        self.anvil.set_balance(TREASURY, 0)
        self.lay_out()
        self.ctrip.database.save()
        self.bytes = self.signed_by_the_thief()
        # What the accomplice signed may be sent; it has nothing to send.
        self.anvil.set_balance(self.accomplice, 0)
        self.snapshot = self.anvil.rpc("evm_snapshot")
        self.tables = self.columns()

    def lay_out(self):
        """Payments of every kind: waiting, settled, with a transaction that is not mined, and due."""
        settled = self.native_payment("1"), self.usdt_payment("5")
        waiting = self.native_payment("1"), self.usdt_payment("5")
        self.pay_native(settled[0])
        self.pay_usdt(settled[1])
        self.settle(*settled)
        stuck, due = (self.native_payment("2"), self.usdt_payment("7")), (self.native_payment("3"), self.usdt_payment("9"))
        self.pay_native(stuck[0])
        self.pay_usdt(stuck[1])
        self.anvil.mine(6)
        self.jobs("scan", "confirm")
        self.anvil.automine(False)
        self.ctrip.run("sweep", "--wait", "0s")
        self.anvil.rpc("anvil_dropAllTransactions")
        self.anvil.automine(True)
        self.pay_native(due[0])
        self.pay_usdt(due[1])
        self.anvil.mine(6)
        self.jobs("scan", "confirm")
        self.deposits = [payment["address"] for payment in (*settled, *waiting, *stuck, *due)]

    def signed_by_the_thief(self):
        data = "0xa9059cbb" + THIEF[2:].rjust(64, "0") + hex(USDT)[2:].rjust(64, "0")
        signed = []
        for nonce in range(3):
            for fields in ({"to": THIEF, "value": hex(ETHER // 2)}, {"to": self.usdt.address, "data": data}):
                answer = self.anvil.rpc("eth_signTransaction", {
                    "from": self.accomplice, "nonce": hex(nonce), "gas": hex(90_000), "chainId": hex(self.anvil.chain_id),
                    "maxFeePerGas": hex(10**10), "maxPriorityFeePerGas": hex(10**9), **fields})
                signed.append(answer if isinstance(answer, str) else answer["raw"])
        return signed

    def columns(self):
        """Table -> its columns, of tables that have rows or may get some by a copy."""
        if self.ctrip.database.engine == "sqlite":
            names = self.ctrip.rows("SELECT m.name, c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'")
        else:
            names = self.ctrip.rows("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'")
        tables = {}
        for table, column in names:
            tables.setdefault(table, []).append(column)
        return {table: sorted(found) for table, found in sorted(tables.items())
                if table not in ("schema_migrations", "unissued_windows", "address_filter") and self.ctrip.rows(f"SELECT 1 FROM {table} LIMIT 1")}

    def value(self, table, column):
        """An SQL expression: something of the thief's, or of another row."""
        choice = self.dice.randrange(6)
        if choice == 0:
            return f"'{THIEF}'"
        if choice == 1:
            return f"'{self.dice.choice(self.bytes)}'"
        if choice == 2:
            return str(self.dice.choice((0, 1, 2, 10**6, 10**15, 2**62)))
        if choice == 3:
            return f"'{self.dice.choice((10**18, 10**24, USDT, 7 * USDT))}'"
        if choice == 4:
            return f"'{self.dice.choice(('final', 'mined', 'signed', 'paid', 'settled', 'token', 'native', 'topup', 'batch', 'counts', ''))}'"
        return f"(SELECT {column} FROM {table} ORDER BY {self.dice.choice(self.tables[table])} LIMIT 1 OFFSET {self.dice.randrange(4)})"

    def edit(self):
        """One statement with which a thief might try."""
        table = self.dice.choice(list(self.tables))
        columns = self.tables[table]
        order = self.dice.choice(columns)
        count = self.ctrip.rows(f"SELECT COUNT(*) FROM {table}")[0][0]
        key = "ctid" if self.ctrip.database.engine != "sqlite" else None
        offset = self.dice.randrange(max(count, 1))
        changed = self.dice.sample(columns, min(len(columns), self.dice.choice((1, 1, 1, 2, 3))))
        kind = self.dice.randrange(8)
        # A row by all its columns: tables have keys of several columns, and some have no row number.
        match = " AND ".join(f"{table}.{name} IS NOT DISTINCT FROM picked.{name}" if key else f"{table}.{name} IS picked.{name}"
                             for name in columns)
        picked = f"(SELECT * FROM {table} ORDER BY {order} LIMIT 1 OFFSET {offset}) AS picked"
        if kind == 0:
            return f"DELETE FROM {table} WHERE EXISTS (SELECT 1 FROM {picked} WHERE {match});"
        if kind <= 2:
            values = ", ".join(self.value(table, name) if name in changed else f"picked.{name}" for name in columns)
            return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {picked};"
        sets = ", ".join(f"{name} = {self.value(table, name)}" for name in changed)
        return f"UPDATE {table} SET {sets} WHERE EXISTS (SELECT 1 FROM {picked} WHERE {match});"

    def money(self):
        """(wei, base units of USDT) on the deposits and in the treasury."""
        owners = [*self.deposits, TREASURY]
        return (sum(self.anvil.balance(owner) for owner in owners), sum(self.anvil.token_balance(self.usdt, owner) for owner in owners))

    def assert_nothing_stolen(self, before, statement):
        wei, units = self.money()
        self.assertEqual(self.anvil.balance(THIEF), 0, statement)
        self.assertEqual(self.anvil.token_balance(self.usdt, THIEF), 0, statement)
        self.assertEqual(units, before[1], statement)
        self.assertGreaterEqual(wei, before[0] - GAS_MAX, statement)

    def test_no_edit_moves_money_to_a_thief(self):
        before, applied = self.money(), 0
        sponsor = self.anvil.accounts[9]
        for number in range(EDITS):
            statement = self.edit()
            try:
                self.ctrip.database.sql(statement)
            except Exception:  # pylint: disable=broad-except # The schema refuses it, by either driver's error.
                continue
            applied += 1
            funds = self.anvil.balance(sponsor)
            for _ in range(2):
                for job in (("scan",), ("confirm",), ("sweep", "--wait", "0s"), ("send-webhooks",)):
                    result = self.ctrip.run(*job, code=None)
                    self.assertIn(result.code, CODES, f"{number}: {statement}\n{result}")
                self.anvil.mine(3)
            self.assert_nothing_stolen(before, f"{number}: {statement}")
            self.assertLess(funds - self.anvil.balance(sponsor), GAS_MAX, f"{number}: {statement}")
            self.assertTrue(self.anvil.rpc("evm_revert", self.snapshot))
            self.snapshot = self.anvil.rpc("evm_snapshot")
            self.ctrip.database.restore()
        print(f"{applied} of {EDITS} edits were possible")
        self.assertGreater(applied, EDITS // 8)


if __name__ == "__main__":
    unittest.main()
