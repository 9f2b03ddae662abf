-- 78 digits hold any 256-bit amount. Texts that are compared and sorted are bytes to us, whatever the server's language.
-- Addresses and hashes are lower-case 0x text; times are Unix seconds unless a name ends in _ms.

CREATE TABLE counters (
    name  TEXT COLLATE "C" PRIMARY KEY,
    value BIGINT NOT NULL CHECK (value >= 0)
);
-- The next derivation index, one for all wallets: what was given out once is never given out again.
INSERT INTO counters (name, value) VALUES ('derivation_index', 0);
-- The next payment's number, taken in the transaction that inserts it: in the order of commits, unlike the index.
INSERT INTO counters (name, value) VALUES ('payment_number', 0);

CREATE TABLE chains (
    chain_id     BIGINT PRIMARY KEY,
    name         TEXT COLLATE "C" NOT NULL,
    cursor_block BIGINT,  -- the last block that was read; NULL: never scanned
    cursor_hash  TEXT COLLATE "C",
    cursor_time  BIGINT,
    head_block   BIGINT,  -- the newest block that was seen
    final_block  BIGINT,  -- the newest block that was seen to be final
    updated_at   BIGINT NOT NULL,
    CHECK ((cursor_block IS NULL) = (cursor_hash IS NULL) AND (cursor_block IS NULL) = (cursor_time IS NULL))
);

-- Where the cursor stood: a reorganisation is followed back to the newest of these that is still on the chain.
CREATE TABLE checkpoints (
    chain_id     BIGINT NOT NULL REFERENCES chains (chain_id),
    block_number BIGINT NOT NULL,
    block_hash   TEXT COLLATE "C" NOT NULL CHECK (length(block_hash) = 66),
    block_time   BIGINT NOT NULL,
    PRIMARY KEY (chain_id, block_number)
);

CREATE TABLE payments (
    id                     TEXT COLLATE "C" PRIMARY KEY CHECK (length(id) = 36),
    status                 TEXT COLLATE "C" NOT NULL CHECK (status IN
        ('pending', 'detected', 'confirmed', 'paid', 'settled', 'expired', 'failed')),
    chain                  TEXT COLLATE "C" NOT NULL,
    chain_id               BIGINT NOT NULL,
    token                  TEXT COLLATE "C" CHECK (length(token) = 42),        -- NULL: the native currency
    symbol                 TEXT COLLATE "C" NOT NULL,
    decimals               BIGINT NOT NULL CHECK (decimals BETWEEN 0 AND 77),
    wallet_id              TEXT COLLATE "C" NOT NULL,
    derivation_index       BIGINT NOT NULL UNIQUE CHECK (derivation_index BETWEEN 0 AND 2147483647),
    address                TEXT COLLATE "C" NOT NULL CHECK (length(address) = 42),
    amount                 NUMERIC(78, 0) NOT NULL CHECK (amount > 0),
    amount_min             NUMERIC(78, 0) NOT NULL CHECK (amount_min > 0),
    received               NUMERIC(78, 0) NOT NULL CHECK (received >= 0),
    received_late          NUMERIC(78, 0) NOT NULL CHECK (received_late >= 0),
    flags                  TEXT NOT NULL,
    seq                    BIGINT NOT NULL,
    confirmations_required BIGINT NOT NULL CHECK (confirmations_required >= 1),
    detected_in_block      BIGINT,
    reference              TEXT,
    metadata               TEXT NOT NULL,
    webhook_url            TEXT COLLATE "C",
    idempotency_key        TEXT COLLATE "C" UNIQUE,
    request_digest         TEXT COLLATE "C" NOT NULL,
    expires_at             BIGINT NOT NULL,
    watch_until            BIGINT NOT NULL,
    created_at             BIGINT NOT NULL,
    updated_at             BIGINT NOT NULL,
    deadline_read          SMALLINT NOT NULL CHECK (deadline_read IN (0, 1)),
    swept                  SMALLINT NOT NULL CHECK (swept IN (0, 1)),
    sweep_due              SMALLINT NOT NULL CHECK (sweep_due IN (0, 1)),
    revision               BIGINT NOT NULL,
    number                 BIGINT NOT NULL UNIQUE,
    UNIQUE (chain_id, address)
);
CREATE INDEX payments_watched ON payments (chain_id, watch_until);
CREATE INDEX payments_watched_native ON payments (chain_id, watch_until) WHERE token IS NULL;
CREATE INDEX payments_created ON payments (chain_id, created_at);
CREATE INDEX payments_pending ON payments (chain_id, expires_at) WHERE status = 'pending';
CREATE INDEX payments_sweep_due ON payments (chain_id, derivation_index) WHERE sweep_due = 1;
CREATE INDEX payments_status ON payments (status, id);
CREATE INDEX payments_chain_status ON payments (chain, status);
CREATE INDEX payments_reference ON payments (reference) WHERE reference IS NOT NULL;

CREATE TABLE transfers (
    chain_id     BIGINT NOT NULL,
    tx_hash      TEXT COLLATE "C" NOT NULL CHECK (length(tx_hash) = 66),
    log_index    BIGINT NOT NULL CHECK (log_index >= -1),  -- -1: the transaction's own value
    payment_id   TEXT COLLATE "C" NOT NULL REFERENCES payments (id),
    token        TEXT COLLATE "C" CHECK (length(token) = 42),
    from_address TEXT COLLATE "C" NOT NULL CHECK (length(from_address) = 42),
    to_address   TEXT COLLATE "C" NOT NULL CHECK (length(to_address) = 42),
    amount       NUMERIC(78, 0) NOT NULL CHECK (amount > 0),
    block_number BIGINT NOT NULL,
    block_hash   TEXT COLLATE "C" NOT NULL CHECK (length(block_hash) = 66),
    block_time   BIGINT NOT NULL,
    standing     TEXT COLLATE "C" NOT NULL CHECK (standing IN ('counts', 'late', 'wrong_token')),
    depth        TEXT COLLATE "C" NOT NULL CHECK (depth IN ('seen', 'confirmed', 'final')),
    orphaned     SMALLINT NOT NULL CHECK (orphaned IN (0, 1)),
    PRIMARY KEY (chain_id, tx_hash, log_index)
);
CREATE INDEX transfers_payment ON transfers (payment_id);
CREATE INDEX transfers_block ON transfers (chain_id, block_number);
CREATE INDEX transfers_young ON transfers (chain_id, block_number) WHERE depth <> 'final' AND orphaned = 0;

CREATE TABLE payment_history (
    payment_id  TEXT COLLATE "C" NOT NULL REFERENCES payments (id),
    seq         BIGINT NOT NULL CHECK (seq >= 1),
    event       TEXT COLLATE "C" NOT NULL,
    status_from TEXT COLLATE "C" NOT NULL,
    status_to   TEXT COLLATE "C" NOT NULL,
    reason      TEXT NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (payment_id, seq)
);

-- The outbox: written with the status change, delivered by send-webhooks.
CREATE TABLE webhooks (
    id              TEXT COLLATE "C" PRIMARY KEY,
    payment_id      TEXT COLLATE "C" NOT NULL REFERENCES payments (id),
    seq             BIGINT NOT NULL,
    event           TEXT COLLATE "C" NOT NULL,
    url             TEXT,  -- NULL: the configured one
    body            TEXT NOT NULL,
    state           TEXT COLLATE "C" NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts        BIGINT NOT NULL,
    created_at_ms   BIGINT NOT NULL,
    next_attempt_ms BIGINT NOT NULL,
    attempted_ms    BIGINT,
    last_status     BIGINT,
    last_error      TEXT,
    claimed_by      BIGINT CHECK (claimed_by >= 0),  -- the place of the run that delivers it; NULL: nobody
    UNIQUE (payment_id, seq)
);
CREATE INDEX webhooks_due ON webhooks (next_attempt_ms, id) WHERE state = 'pending' AND claimed_by IS NULL;
-- For a shop without a URL of its own in the configuration: those messages that have one all the same.
CREATE INDEX webhooks_due_own ON webhooks (next_attempt_ms, id) WHERE state = 'pending' AND claimed_by IS NULL AND url IS NOT NULL;
CREATE INDEX webhooks_claimed ON webhooks (claimed_by) WHERE claimed_by IS NOT NULL;
CREATE INDEX webhooks_waiting ON webhooks (payment_id, seq) WHERE state = 'pending';
CREATE INDEX webhooks_dead ON webhooks (created_at_ms) WHERE state = 'dead';

-- Every transaction that was signed, stored before it was sent.
CREATE TABLE sweeps (
    id           TEXT COLLATE "C" PRIMARY KEY,
    chain_id     BIGINT NOT NULL,
    payment_id   TEXT COLLATE "C" NOT NULL REFERENCES payments (id),
    kind         TEXT COLLATE "C" NOT NULL CHECK (kind IN ('native', 'token', 'topup')),
    state        TEXT COLLATE "C" NOT NULL CHECK (state IN ('signed', 'broadcast', 'mined', 'final', 'failed', 'dropped')),
    from_address TEXT COLLATE "C" NOT NULL CHECK (length(from_address) = 42),
    to_address   TEXT COLLATE "C" NOT NULL CHECK (length(to_address) = 42),
    token        TEXT COLLATE "C" CHECK (length(token) = 42),
    symbol       TEXT COLLATE "C" NOT NULL,
    decimals     BIGINT NOT NULL,
    amount       NUMERIC(78, 0) NOT NULL CHECK (amount >= 0),
    nonce        BIGINT NOT NULL,
    tx_hash      TEXT COLLATE "C" NOT NULL CHECK (length(tx_hash) = 66),
    raw_tx       TEXT NOT NULL,
    fee_max      NUMERIC(78, 0) NOT NULL CHECK (fee_max >= 0),
    block_number BIGINT,
    block_hash   TEXT COLLATE "C",
    fee          NUMERIC(78, 0) CHECK (fee >= 0),
    note         TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
-- One transaction a nonce: a second one for the same money can't even be stored.
CREATE UNIQUE INDEX sweeps_nonce ON sweeps (chain_id, from_address, nonce) WHERE state <> 'dropped';
CREATE INDEX sweeps_payment ON sweeps (payment_id);
CREATE INDEX sweeps_open ON sweeps (chain_id, created_at) WHERE state IN ('signed', 'broadcast', 'mined');

-- A Bloom filter of every issued address; one row.
CREATE TABLE address_filter (
    id          BIGINT PRIMARY KEY CHECK (id = 1),
    next_number BIGINT NOT NULL,  -- payments below it are in the filter
    capacity    BIGINT NOT NULL,
    bits        BYTEA NOT NULL
);

CREATE TABLE job_runs (
    job         TEXT COLLATE "C" NOT NULL,
    chain       TEXT COLLATE "C" NOT NULL,  -- '' where a job is not by chain
    started_ms  BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL,
    exit_code   BIGINT NOT NULL,
    message     TEXT NOT NULL,
    PRIMARY KEY (job, chain)
);

-- What was moved out to files. Neither address nor key is ever used again, and money that still comes is kept here until
-- its payment is restored.
CREATE TABLE archived_payments (
    id               TEXT COLLATE "C" PRIMARY KEY CHECK (length(id) = 36),
    chain_id         BIGINT NOT NULL,
    address          TEXT COLLATE "C" NOT NULL CHECK (length(address) = 42),
    derivation_index BIGINT NOT NULL UNIQUE CHECK (derivation_index BETWEEN 0 AND 2147483647),
    number           BIGINT NOT NULL UNIQUE,
    idempotency_key  TEXT COLLATE "C" UNIQUE,
    file             TEXT COLLATE "C" NOT NULL,  -- its name, without the folder
    archived_at      BIGINT NOT NULL,
    UNIQUE (chain_id, address)
);

CREATE TABLE archived_transfers (
    chain_id     BIGINT NOT NULL,
    tx_hash      TEXT COLLATE "C" NOT NULL CHECK (length(tx_hash) = 66),
    log_index    BIGINT NOT NULL CHECK (log_index >= -1),
    payment_id   TEXT COLLATE "C" NOT NULL REFERENCES archived_payments (id),
    token        TEXT COLLATE "C" CHECK (length(token) = 42),
    from_address TEXT COLLATE "C" NOT NULL CHECK (length(from_address) = 42),
    to_address   TEXT COLLATE "C" NOT NULL CHECK (length(to_address) = 42),
    amount       NUMERIC(78, 0) NOT NULL CHECK (amount > 0),
    block_number BIGINT NOT NULL,
    block_hash   TEXT COLLATE "C" NOT NULL CHECK (length(block_hash) = 66),
    block_time   BIGINT NOT NULL,
    PRIMARY KEY (chain_id, tx_hash, log_index)
);
CREATE INDEX archived_transfers_payment ON archived_transfers (payment_id);
CREATE INDEX archived_transfers_block ON archived_transfers (chain_id, block_number);

-- Where `migrate copy` stands. One row. 'left': on the database that was copied from, where nobody works any more.
-- 'arriving': on the one that was copied to, where nobody works before the other has that mark.
CREATE TABLE moved (
    id    BIGINT PRIMARY KEY CHECK (id = 1),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('arriving', 'left')),
    other TEXT COLLATE "C" NOT NULL,  -- the other database, without its credentials
    at    BIGINT NOT NULL
);
-- For triggers on the tables of a database that was moved; the argument is the message.
CREATE FUNCTION refuse_write() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN RAISE EXCEPTION USING ERRCODE = ''CT001'', MESSAGE = TG_ARGV[0]; END';
