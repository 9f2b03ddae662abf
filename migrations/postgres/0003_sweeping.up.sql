-- A sweep is what one transaction moves of one payment. A batch moves many payments' money and a transaction that does not
-- get through is replaced by another of the same nonce, so transactions have a table of their own.
CREATE TEMPORARY TABLE old_sweeps AS SELECT * FROM sweeps;
DROP TABLE sweeps;

-- Every transaction that was signed, stored before it was sent.
CREATE TABLE sweep_txs (
    chain_id     BIGINT NOT NULL,
    tx_hash      TEXT COLLATE "C" NOT NULL CHECK (length(tx_hash) = 66),
    kind         TEXT COLLATE "C" NOT NULL CHECK (kind IN ('native', 'token', 'topup', 'batch', 'deploy')),
    -- replaced: another of its nonce was sent after it, and either may be mined yet
    state        TEXT COLLATE "C" NOT NULL CHECK (state IN ('signed', 'broadcast', 'mined', 'final', 'replaced', 'dropped')),
    sender       TEXT COLLATE "C" NOT NULL CHECK (length(sender) = 42),
    nonce        BIGINT NOT NULL,
    raw_tx       TEXT NOT NULL,
    signed_block BIGINT NOT NULL,  -- the newest block when it was signed, and that block's time
    signed_time  BIGINT NOT NULL,
    block_number BIGINT,
    block_hash   TEXT COLLATE "C" CHECK (length(block_hash) = 66),
    fee          NUMERIC(78, 0) CHECK (fee >= 0),
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL,
    PRIMARY KEY (chain_id, tx_hash)
);
-- One transaction a nonce that counts: a second one for the same money can't even be stored.
CREATE UNIQUE INDEX sweep_txs_nonce ON sweep_txs (chain_id, sender, nonce) WHERE state IN ('signed', 'broadcast', 'mined', 'final');
CREATE INDEX sweep_txs_open ON sweep_txs (chain_id, sender, nonce) WHERE state IN ('signed', 'broadcast', 'mined', 'replaced');
CREATE INDEX sweep_txs_created ON sweep_txs (created_at);

CREATE TABLE sweeps (
    id           TEXT COLLATE "C" PRIMARY KEY,
    chain_id     BIGINT NOT NULL,
    payment_id   TEXT COLLATE "C" NOT NULL REFERENCES payments (id),
    kind         TEXT COLLATE "C" NOT NULL CHECK (kind IN ('native', 'token', 'topup', 'batch', 'foreign')),
    state        TEXT COLLATE "C" NOT NULL CHECK (state IN ('signed', 'broadcast', 'mined', 'final', 'failed', 'dropped')),
    from_address TEXT COLLATE "C" NOT NULL CHECK (length(from_address) = 42),
    to_address   TEXT COLLATE "C" NOT NULL CHECK (length(to_address) = 42),
    token        TEXT COLLATE "C" CHECK (length(token) = 42),
    symbol       TEXT COLLATE "C" NOT NULL,
    decimals     BIGINT NOT NULL,
    amount       NUMERIC(78, 0) NOT NULL CHECK (amount >= 0),
    tx_hash      TEXT COLLATE "C" NOT NULL CHECK (length(tx_hash) = 66),  -- the newest of its nonce, or the one that was mined
    block_number BIGINT,
    block_hash   TEXT COLLATE "C",
    fee          NUMERIC(78, 0) CHECK (fee >= 0),  -- its share of what the transaction cost
    note         TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
CREATE INDEX sweeps_payment ON sweeps (payment_id);
CREATE INDEX sweeps_tx ON sweeps (chain_id, tx_hash);

INSERT INTO sweep_txs (chain_id, tx_hash, kind, state, sender, nonce, raw_tx, signed_block, signed_time, block_number, block_hash, fee,
    created_at, updated_at)
SELECT chain_id, tx_hash, kind, CASE state WHEN 'failed' THEN 'final' ELSE state END, from_address, nonce, raw_tx, 0, 0, block_number,
    block_hash, fee, created_at, updated_at FROM old_sweeps;
INSERT INTO sweeps (id, chain_id, payment_id, kind, state, from_address, to_address, token, symbol, decimals, amount, tx_hash, block_number,
    block_hash, fee, note, created_at, updated_at)
SELECT id, chain_id, payment_id, kind, state, from_address, to_address, token, symbol, decimals, amount, tx_hash, block_number, block_hash,
    fee, note, created_at, updated_at FROM old_sweeps;
DROP TABLE old_sweeps;

-- What is to be swept and has no transaction under way.
CREATE TABLE sweep_plans (
    payment_id  TEXT COLLATE "C" NOT NULL REFERENCES payments (id),
    token       TEXT COLLATE "C" NOT NULL,  -- '': native money
    state       TEXT COLLATE "C" NOT NULL CHECK (state IN ('planned', 'funded', 'blocked')),
    strategy    TEXT COLLATE "C" NOT NULL,  -- '' where none is possible
    reason      TEXT NOT NULL,  -- why it is blocked, or not sent yet
    updated_at  BIGINT NOT NULL,  -- since when it says this
    ask_at      BIGINT NOT NULL,  -- not looked at before
    searched_to BIGINT NOT NULL,  -- the block up to which sweeps by others were looked for
    PRIMARY KEY (payment_id, token)
);

-- Authorizations that were signed elsewhere: who holds them can send a deposit to the treasury and nowhere else.
CREATE TABLE sweep_authorizations (
    chain_id BIGINT NOT NULL,
    address  TEXT COLLATE "C" NOT NULL CHECK (length(address) = 42),
    sweeper  TEXT COLLATE "C" NOT NULL CHECK (length(sweeper) = 42),
    nonce    BIGINT NOT NULL CHECK (nonce >= 0),
    y_parity BIGINT NOT NULL CHECK (y_parity IN (0, 1)),
    r        TEXT COLLATE "C" NOT NULL CHECK (length(r) = 66),
    s        TEXT COLLATE "C" NOT NULL CHECK (length(s) = 66),
    PRIMARY KEY (chain_id, address, sweeper, nonce)
);
