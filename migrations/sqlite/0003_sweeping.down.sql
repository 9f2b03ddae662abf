-- What the older schema has no place for, batches and sweeps by strangers, makes it refuse: the CHECK of kind fails, and nothing is
-- changed. A transaction that was replaced is forgotten; the one that was sent last stands for its nonce.
DROP TABLE sweep_authorizations;
DROP TABLE sweep_plans;
CREATE TEMPORARY TABLE old_sweeps AS SELECT s.*, t.nonce, t.raw_tx FROM sweeps s LEFT JOIN sweep_txs t ON t.chain_id = s.chain_id AND
    t.tx_hash = s.tx_hash;
DROP TABLE sweeps;
DROP TABLE sweep_txs;

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

INSERT INTO sweeps (id, chain_id, payment_id, kind, state, from_address, to_address, token, symbol, decimals, amount, nonce, tx_hash, raw_tx,
    fee_max, block_number, block_hash, fee, note, created_at, updated_at)
SELECT id, chain_id, payment_id, kind, state, from_address, to_address, token, symbol, decimals, amount, nonce, tx_hash, raw_tx,
    '0', block_number, block_hash, fee, note, created_at, updated_at FROM old_sweeps;
DROP TABLE old_sweeps;
