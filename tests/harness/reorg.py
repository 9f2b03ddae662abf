# SPDX-License-Identifier: MIT
"""Reorgs of the newest blocks of a chain, and checks of the ledger afterwards."""
from harness.case import EndToEndCase

PENDING_AGAIN = ("detected", "reverted")


class ReorgCase(EndToEndCase):
    def reorganise(self, depth, *transactions):
        """Replaces the `depth` newest blocks by as many new ones. `transactions`: (raw, index of the new block) to mine again."""
        self.anvil.rpc("anvil_reorg", depth, [list(pair) for pair in transactions])

    def raw(self, receipt):
        return self.anvil.rpc("eth_getRawTransactionByHash", receipt["transactionHash"])

    def forget_checkpoints(self, *kept):
        """Deletes all checkpoints but these, as if one scan had read a long range of blocks."""
        numbers = ", ".join(map(str, kept))
        self.ctrip.database.sql(f"DELETE FROM checkpoints WHERE block_number NOT IN ({numbers});")

    def checkpoints(self):
        return [row[0] for row in self.ctrip.rows("SELECT block_number FROM checkpoints ORDER BY block_number DESC")]

    def cursor(self):
        return self.ctrip.rows("SELECT cursor_block, cursor_hash FROM chains")[0]

    def assert_at_head(self):
        block = self.anvil.rpc("eth_getBlockByNumber", "latest", False)
        self.assertEqual(self.cursor(), (int(block["number"], 16), block["hash"]))

    def assert_taken_back(self, payment):
        shown = self.assert_status(payment, "pending")
        self.assertEqual((shown["received_raw"], shown["detected_in_block"], shown["confirmations"]), ("0", None, 0))
        self.assertEqual(shown["flags"], ["reorged"])
        return shown
