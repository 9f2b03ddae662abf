# SPDX-License-Identifier: MIT
"""The rows of a database after three years: payments in every status with their transfers, history, webhooks and sweeps.

No job has work on any of these rows, except that balances are read in turn: a test adds a few due rows and checks that a job reads
only those."""
import functools
import hashlib
import time

OTHER_CHAIN_ID = 56
DAY_S = 86_400
YEARS_S = 3 * 365 * DAY_S
# Old transfers are in blocks below this one.
BLOCKS = 250
# Payments of each status among a thousand: of the older payments, and of the youngest YOUNG_SHARE.
OLD = (("settled", 650), ("expired", 300), ("failed", 20), ("paid", 30))
YOUNG = (("pending", 850), ("detected", 20), ("confirmed", 10), ("paid", 20), ("settled", 70), ("expired", 30))
YOUNG_SHARE = 0.25
PAID_FOR = ("detected", "confirmed", "paid", "settled")
# Confirmations that are never reached, so that no job changes the payment.
NEVER_DEEP = 1_000_000_000

PAYMENTS = (
    "id", "status", "chain", "chain_id", "token", "symbol", "decimals", "wallet_id", "derivation_index", "address",
    "amount", "amount_min", "received", "received_late", "flags", "seq", "confirmations_required", "detected_in_block",
    "reference", "metadata", "webhook_url", "idempotency_key", "request_digest", "expires_at", "watch_until",
    "created_at", "updated_at", "deadline_read", "swept", "sweep_due", "revision", "number", "asked_block")
TRANSFERS = ("chain_id", "tx_hash", "log_index", "payment_id", "token", "from_address", "to_address", "amount",
             "block_number", "block_hash", "block_time", "standing", "depth", "orphaned")
HISTORY = ("payment_id", "seq", "event", "status_from", "status_to", "reason", "at")
WEBHOOKS = ("id", "payment_id", "seq", "event", "url", "body", "state", "attempts", "created_at_ms", "next_attempt_ms")
SWEEPS = ("id", "chain_id", "payment_id", "kind", "state", "from_address", "to_address", "token", "symbol", "decimals",
          "amount", "tx_hash", "block_number", "block_hash", "fee", "note", "created_at", "updated_at")
SWEEP_TXS = ("chain_id", "tx_hash", "kind", "state", "sender", "nonce", "raw_tx", "signed_block", "signed_time",
             "block_number", "block_hash", "fee", "created_at", "updated_at")
ARCHIVED_PAYMENTS = ("id", "chain_id", "address", "derivation_index", "number", "idempotency_key", "file", "archived_at")
ARCHIVED_TRANSFERS = TRANSFERS[:11]


def address(name):
    """A deterministic address, uniformly distributed as real ones are."""
    return "0x" + hashlib.sha256(name.encode()).hexdigest()[:40]


def tx_hash(name):
    return "0x" + hashlib.sha256(name.encode()).hexdigest()


def identifier(at_s, number):
    """A version 7 UUID: ordered by time."""
    digits = f"{at_s * 1000:012x}7{number % 4096:03x}8{number:015x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def status_of(number, count):
    place = number % 1000
    for status, share in OLD if number < count * (1 - YOUNG_SHARE) else YOUNG:
        if place < share:
            return status
        place -= share
    raise ValueError("the shares of a thousand are not a thousand")


class Rows:
    """All rows by table. The numbers and derivation indexes of payments begin at 0; those of archived payments follow."""

    def __init__(self, count, chain_id, now_s=None):
        self.now_s = int(now_s or time.time())
        self.chain_id = chain_id
        self.count = count
        self.tables = {"payments": (PAYMENTS, []), "transfers": (TRANSFERS, []), "payment_history": (HISTORY, []),
                       "webhooks": (WEBHOOKS, []), "sweeps": (SWEEPS, []), "sweep_txs": (SWEEP_TXS, []),
                       "archived_payments": (ARCHIVED_PAYMENTS, []), "archived_transfers": (ARCHIVED_TRANSFERS, [])}
        for number in range(count):
            self._add_payment(number)
        self.next_number = count + count // 10
        for number in range(count, self.next_number):
            self._add_archived(number)

    def _add(self, table, *row):
        self.tables[table][1].append(row)

    def _chain_of(self, number):
        return ("other", OTHER_CHAIN_ID) if number % 5 == 4 else ("anvil", self.chain_id)

    def _transfer(self, number, payment_id, created_s):
        """The first eleven columns of a transfer to the payment."""
        block = number * BLOCKS // (self.next_number if hasattr(self, "next_number") else self.count)
        return (self._chain_of(number)[1], tx_hash(f"transfer {number}"), -1, payment_id, None, address("payer"),
                address(f"deposit {number}"), 10**18, block, tx_hash(f"block {block}"), created_s + 60)

    def _add_payment(self, number):
        status = status_of(number, self.count)
        chain, chain_id = self._chain_of(number)
        waiting = status == "pending"
        created_s = self.now_s - YEARS_S + number * YEARS_S // self.count
        expires_s = self.now_s + 30 * DAY_S if waiting else created_s + 1800
        paid = status in PAID_FOR
        payment_id = identifier(created_s, number)
        swept = int(status == "settled")
        never = status in ("detected", "confirmed")
        seq = PAID_FOR.index(status) + 1 if paid else int(not waiting)
        token = address("usdt") if number % 3 else None
        self._add("payments", payment_id, status, chain, chain_id, token, "USDT" if token else "ETH", 18, "wallet",
                  number, address(f"deposit {number}"), 10**18, 10**18, 10**18 if paid else 0, 0, "", seq,
                  NEVER_DEEP if never else 3, number * BLOCKS // self.count if paid else None, f"ORDER-{number}", "{}",
                  "http://127.0.0.1:9/own" if number % 10 == 0 else None, f"key-{number}" if number % 2 else None,
                  "digest", expires_s, expires_s + 30 * DAY_S, created_s, created_s, int(not waiting), swept, 0, seq,
                  number, 0 if waiting and not token else None)
        if paid:
            self._add("transfers", *self._transfer(number, payment_id, created_s), "counts",
                      "seen" if never else "final", 0)
        for step in range(seq):
            self._add_step(number, step + 1, payment_id, PAID_FOR[step] if paid else status, created_s)
        if swept:
            self._add_sweep(number, payment_id, chain_id, created_s)

    def _add_step(self, number, seq, payment_id, status, created_s):
        self._add("payment_history", payment_id, seq, status, "pending", status, "money came", created_s + seq)
        # One in a hundred waits for a later attempt, one is a dead letter.
        state = {0: "pending", 1: "dead"}.get(number % 100, "delivered")
        self._add("webhooks", f"msg_{payment_id}-{seq}", payment_id, seq, status,
                  "http://127.0.0.1:9/own" if number % 10 == 0 else None, '{"type": "payment.detected"}', state, 3,
                  created_s * 1000, (self.now_s + DAY_S) * 1000 if state == "pending" else created_s * 1000)

    def _add_sweep(self, number, payment_id, chain_id, created_s):
        other_open = chain_id == OTHER_CHAIN_ID and number % 1000 < 20
        state = "broadcast" if other_open else ("dropped" if number % 50 == 0 else "final")
        mined = None if state != "final" else number * BLOCKS // self.count
        self._add("sweeps", identifier(created_s + 3600, number), chain_id, payment_id, "native", state,
                  address(f"deposit {number}"), address("treasury"), None, "ETH", 18, 10**18,
                  tx_hash(f"sweep {number}"), mined, mined and tx_hash(f"block {mined}"),
                  mined and 10**14, "", created_s + 3600, created_s + 3600)
        is_mined = mined is not None
        self._add("sweep_txs", chain_id, tx_hash(f"sweep {number}"), "native", state, address(f"deposit {number}"), 0,
                  "0x02", 1, created_s, mined, tx_hash(f"block {mined}") if is_mined else None, 10**14 if is_mined else None,
                  created_s + 3600, created_s + 3600)

    def _add_archived(self, number):
        created_s = self.now_s - 2 * YEARS_S + number
        chain_id = self._chain_of(number)[1]
        payment_id = identifier(created_s, number)
        self._add("archived_payments", payment_id, chain_id, address(f"deposit {number}"), number, number,
                  f"key-{number}" if number % 2 else None, "closed.jsonl.gz", self.now_s)
        self._add("archived_transfers", *self._transfer(number, payment_id, created_s))


@functools.cache
def rows_of(count, chain_id):
    """Made once for all tests of a class."""
    return Rows(count, chain_id)


def counters(rows):
    return (f"UPDATE counters SET value = {rows.next_number} WHERE name IN ('derivation_index', 'payment_number');\n"
            "INSERT INTO chains (chain_id, name, updated_at) "
            f"VALUES ({rows.chain_id}, 'anvil', 0), ({OTHER_CHAIN_ID}, 'other', 0) ON CONFLICT DO NOTHING;\n")


def fill_postgres(database, rows):
    """Inserts the rows and runs ANALYZE, as autovacuum does in an installation."""
    for table, (columns, values) in rows.tables.items():
        lines = "".join("\t".join("\\N" if value is None else str(value) for value in row) + "\n" for row in values)
        database.sql(f"COPY {table} ({', '.join(columns)}) FROM STDIN;\n{lines}\\.\n")
    database.sql(counters(rows) + "ANALYZE;\n")
