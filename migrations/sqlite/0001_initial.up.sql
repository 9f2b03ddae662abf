-- Amounts are decimal text: SQLite integers stop at 2^63, which is only 9.2 ether in wei.
-- Addresses and hashes are lower-case 0x text; times are Unix seconds unless a name ends in _ms.

CREATE TABLE counters (
    name  TEXT    PRIMARY KEY,
    value INTEGER NOT NULL CHECK (value >= 0)
) STRICT;
-- The next derivation index, one for all wallets: what was given out once is never given out again.
INSERT INTO counters (name, value) VALUES ('derivation_index', 0);
-- The next payment's number, taken in the transaction that inserts it: in the order of commits, unlike the index.
INSERT INTO counters (name, value) VALUES ('payment_number', 0);

CREATE TABLE chains (
    chain_id     INTEGER PRIMARY KEY,
    name         TEXT    NOT NULL,
    cursor_block INTEGER,                     -- the last block that was read; NULL: never scanned
    cursor_hash  TEXT,
    cursor_time  INTEGER,
    head_block   INTEGER,                     -- the newest block that was seen
    final_block  INTEGER,                     -- the newest block that was seen to be final
    updated_at   INTEGER NOT NULL,
    CHECK ((cursor_block IS NULL) = (cursor_hash IS NULL) AND (cursor_block IS NULL) = (cursor_time IS NULL))
) STRICT;

-- Where the cursor stood: a reorganisation is followed back to the newest of these that is still on the chain.
CREATE TABLE checkpoints (
    chain_id     INTEGER NOT NULL REFERENCES chains (chain_id),
    block_number INTEGER NOT NULL,
    block_hash   TEXT    NOT NULL CHECK (length(block_hash) = 66),
    block_time   INTEGER NOT NULL,
    PRIMARY KEY (chain_id, block_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE payments (
    id                     TEXT    PRIMARY KEY CHECK (length(id) = 36),
    status                 TEXT    NOT NULL CHECK (status IN
        ('pending', 'detected', 'confirmed', 'paid', 'settled', 'expired', 'failed')),
    chain                  TEXT    NOT NULL,
    chain_id               INTEGER NOT NULL,
    token                  TEXT             CHECK (length(token) = 42),        -- NULL: the native currency
    symbol                 TEXT    NOT NULL,
    decimals               INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 77),
    wallet_id              TEXT    NOT NULL,
    derivation_index       INTEGER NOT NULL UNIQUE CHECK (derivation_index BETWEEN 0 AND 2147483647),
    address                TEXT    NOT NULL CHECK (length(address) = 42),
    amount                 TEXT    NOT NULL CHECK (length(amount) <= 78 AND amount GLOB '[1-9]*' AND amount NOT GLOB '*[^0-9]*'),
    amount_min             TEXT    NOT NULL CHECK (length(amount_min) <= 78 AND amount_min GLOB '[1-9]*' AND amount_min NOT GLOB '*[^0-9]*'),
    received               TEXT    NOT NULL CHECK (length(received) BETWEEN 1 AND 78 AND received NOT GLOB '*[^0-9]*'),
    received_late          TEXT    NOT NULL CHECK (length(received_late) BETWEEN 1 AND 78 AND received_late NOT GLOB '*[^0-9]*'),
    flags                  TEXT    NOT NULL,
    seq                    INTEGER NOT NULL,
    confirmations_required INTEGER NOT NULL CHECK (confirmations_required >= 1),
    detected_in_block      INTEGER,
    reference              TEXT,
    metadata               TEXT    NOT NULL,
    webhook_url            TEXT,
    idempotency_key        TEXT    UNIQUE,
    request_digest         TEXT    NOT NULL,
    expires_at             INTEGER NOT NULL,
    watch_until            INTEGER NOT NULL,
    created_at             INTEGER NOT NULL,
    updated_at             INTEGER NOT NULL,
    deadline_read          INTEGER NOT NULL CHECK (deadline_read IN (0, 1)),
    swept                  INTEGER NOT NULL CHECK (swept IN (0, 1)),
    sweep_due              INTEGER NOT NULL CHECK (sweep_due IN (0, 1)),
    revision               INTEGER NOT NULL,
    number                 INTEGER NOT NULL UNIQUE,
    UNIQUE (chain_id, address)
) STRICT;
CREATE INDEX payments_watched ON payments (chain_id, watch_until);
CREATE INDEX payments_watched_native ON payments (chain_id, watch_until) WHERE token IS NULL;
CREATE INDEX payments_created ON payments (chain_id, created_at);
CREATE INDEX payments_pending ON payments (chain_id, expires_at) WHERE status = 'pending';
CREATE INDEX payments_sweep_due ON payments (chain_id, derivation_index) WHERE sweep_due = 1;
CREATE INDEX payments_status ON payments (status, id);
CREATE INDEX payments_chain_status ON payments (chain, status);
CREATE INDEX payments_reference ON payments (reference) WHERE reference IS NOT NULL;

CREATE TABLE transfers (
    chain_id     INTEGER NOT NULL,
    tx_hash      TEXT    NOT NULL CHECK (length(tx_hash) = 66),
    log_index    INTEGER NOT NULL CHECK (log_index >= -1),                     -- -1: the transaction's own value
    payment_id   TEXT    NOT NULL REFERENCES payments (id),
    token        TEXT             CHECK (length(token) = 42),
    from_address TEXT    NOT NULL CHECK (length(from_address) = 42),
    to_address   TEXT    NOT NULL CHECK (length(to_address) = 42),
    amount       TEXT    NOT NULL CHECK (length(amount) <= 78 AND amount GLOB '[1-9]*' AND amount NOT GLOB '*[^0-9]*'),
    block_number INTEGER NOT NULL,
    block_hash   TEXT    NOT NULL CHECK (length(block_hash) = 66),
    block_time   INTEGER NOT NULL,
    standing     TEXT    NOT NULL CHECK (standing IN ('counts', 'late', 'wrong_token')),
    depth        TEXT    NOT NULL CHECK (depth IN ('seen', 'confirmed', 'final')),
    orphaned     INTEGER NOT NULL CHECK (orphaned IN (0, 1)),
    PRIMARY KEY (chain_id, tx_hash, log_index)
) STRICT;
CREATE INDEX transfers_payment ON transfers (payment_id);
CREATE INDEX transfers_block ON transfers (chain_id, block_number);
CREATE INDEX transfers_young ON transfers (chain_id, block_number) WHERE depth <> 'final' AND orphaned = 0;

CREATE TABLE payment_history (
    payment_id  TEXT    NOT NULL REFERENCES payments (id),
    seq         INTEGER NOT NULL CHECK (seq >= 1),
    event       TEXT    NOT NULL,
    status_from TEXT    NOT NULL,
    status_to   TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (payment_id, seq)
) STRICT, WITHOUT ROWID;

-- The outbox: written with the status change, delivered by send-webhooks.
CREATE TABLE webhooks (
    id              TEXT    PRIMARY KEY,
    payment_id      TEXT    NOT NULL REFERENCES payments (id),
    seq             INTEGER NOT NULL,
    event           TEXT    NOT NULL,
    url             TEXT,                                                      -- NULL: the configured one
    body            TEXT    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts        INTEGER NOT NULL,
    created_at_ms   INTEGER NOT NULL,
    next_attempt_ms INTEGER NOT NULL,
    attempted_ms    INTEGER,
    last_status     INTEGER,
    last_error      TEXT,
    claimed_by      INTEGER          CHECK (claimed_by >= 0),                  -- the place of the run that delivers it; NULL: nobody
    UNIQUE (payment_id, seq)
) STRICT;
CREATE INDEX webhooks_due ON webhooks (next_attempt_ms, id) WHERE state = 'pending' AND claimed_by IS NULL;
-- For a shop without a URL of its own in the configuration: those messages that have one all the same.
CREATE INDEX webhooks_due_own ON webhooks (next_attempt_ms, id) WHERE state = 'pending' AND claimed_by IS NULL AND url IS NOT NULL;
CREATE INDEX webhooks_claimed ON webhooks (claimed_by) WHERE claimed_by IS NOT NULL;
CREATE INDEX webhooks_waiting ON webhooks (payment_id, seq) WHERE state = 'pending';
CREATE INDEX webhooks_dead ON webhooks (created_at_ms) WHERE state = 'dead';

-- Every transaction that was signed, stored before it was sent.
CREATE TABLE sweeps (
    id           TEXT    PRIMARY KEY,
    chain_id     INTEGER NOT NULL,
    payment_id   TEXT    NOT NULL REFERENCES payments (id),
    kind         TEXT    NOT NULL CHECK (kind IN ('native', 'token', 'topup')),
    state        TEXT    NOT NULL CHECK (state IN ('signed', 'broadcast', 'mined', 'final', 'failed', 'dropped')),
    from_address TEXT    NOT NULL CHECK (length(from_address) = 42),
    to_address   TEXT    NOT NULL CHECK (length(to_address) = 42),
    token        TEXT             CHECK (length(token) = 42),
    symbol       TEXT    NOT NULL,
    decimals     INTEGER NOT NULL,
    amount       TEXT    NOT NULL CHECK (length(amount) BETWEEN 1 AND 78 AND amount NOT GLOB '*[^0-9]*'),
    nonce        INTEGER NOT NULL,
    tx_hash      TEXT    NOT NULL CHECK (length(tx_hash) = 66),
    raw_tx       TEXT    NOT NULL,
    fee_max      TEXT    NOT NULL CHECK (length(fee_max) BETWEEN 1 AND 78 AND fee_max NOT GLOB '*[^0-9]*'),
    block_number INTEGER,
    block_hash   TEXT,
    fee          TEXT             CHECK (length(fee) BETWEEN 1 AND 78 AND fee NOT GLOB '*[^0-9]*'),
    note         TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;
-- One transaction a nonce: a second one for the same money can't even be stored.
CREATE UNIQUE INDEX sweeps_nonce ON sweeps (chain_id, from_address, nonce) WHERE state <> 'dropped';
CREATE INDEX sweeps_payment ON sweeps (payment_id);
CREATE INDEX sweeps_open ON sweeps (chain_id, created_at) WHERE state IN ('signed', 'broadcast', 'mined');

-- A Bloom filter of every issued address; one row.
CREATE TABLE address_filter (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    next_number INTEGER NOT NULL,                                              -- payments below it are in the filter
    capacity    INTEGER NOT NULL,
    bits        BLOB    NOT NULL
) STRICT;

CREATE TABLE job_runs (
    job         TEXT    NOT NULL,
    chain       TEXT    NOT NULL,                                              -- '' where a job is not by chain
    started_ms  INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    exit_code   INTEGER NOT NULL,
    message     TEXT    NOT NULL,
    PRIMARY KEY (job, chain)
) STRICT, WITHOUT ROWID;

-- What was moved out to files. Neither address nor key is ever used again, and money that still comes is kept here until
-- its payment is restored.
CREATE TABLE archived_payments (
    id               TEXT    PRIMARY KEY CHECK (length(id) = 36),
    chain_id         INTEGER NOT NULL,
    address          TEXT    NOT NULL CHECK (length(address) = 42),
    derivation_index INTEGER NOT NULL UNIQUE CHECK (derivation_index BETWEEN 0 AND 2147483647),
    number           INTEGER NOT NULL UNIQUE,
    idempotency_key  TEXT    UNIQUE,
    file             TEXT    NOT NULL,                                         -- its name, without the folder
    archived_at      INTEGER NOT NULL,
    UNIQUE (chain_id, address)
) STRICT;

CREATE TABLE archived_transfers (
    chain_id     INTEGER NOT NULL,
    tx_hash      TEXT    NOT NULL CHECK (length(tx_hash) = 66),
    log_index    INTEGER NOT NULL CHECK (log_index >= -1),
    payment_id   TEXT    NOT NULL REFERENCES archived_payments (id),
    token        TEXT             CHECK (length(token) = 42),
    from_address TEXT    NOT NULL CHECK (length(from_address) = 42),
    to_address   TEXT    NOT NULL CHECK (length(to_address) = 42),
    amount       TEXT    NOT NULL CHECK (length(amount) <= 78 AND amount GLOB '[1-9]*' AND amount NOT GLOB '*[^0-9]*'),
    block_number INTEGER NOT NULL,
    block_hash   TEXT    NOT NULL CHECK (length(block_hash) = 66),
    block_time   INTEGER NOT NULL,
    PRIMARY KEY (chain_id, tx_hash, log_index)
) STRICT;
CREATE INDEX archived_transfers_payment ON archived_transfers (payment_id);
CREATE INDEX archived_transfers_block ON archived_transfers (chain_id, block_number);

-- Where `migrate copy` stands. One row. 'left': on the database that was copied from, where nobody works any more.
-- 'arriving': on the one that was copied to, where nobody works before the other has that mark.
CREATE TABLE moved (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    state TEXT    NOT NULL CHECK (state IN ('arriving', 'left')),
    other TEXT    NOT NULL,                                                    -- the other database, without its credentials
    at    INTEGER NOT NULL
) STRICT;
