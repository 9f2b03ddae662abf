DROP INDEX sweeps_topups;
DROP TABLE chain_limits;
-- The older schema has no place for a transaction that takes delegations back: the CHECK of kind fails, and nothing is changed.
CREATE TEMPORARY TABLE old_sweep_txs AS SELECT * FROM sweep_txs;
DROP TABLE sweep_txs;
CREATE TABLE sweep_txs (
    chain_id     INTEGER NOT NULL,
    tx_hash      TEXT NOT NULL CHECK (length(tx_hash) = 66),
    kind         TEXT NOT NULL CHECK (kind IN ('native', 'token', 'topup', 'batch', 'deploy')),
    -- replaced: another of its nonce was sent after it, and either may be mined yet
    state        TEXT NOT NULL CHECK (state IN ('signed', 'broadcast', 'mined', 'final', 'replaced', 'dropped')),
    sender       TEXT NOT NULL CHECK (length(sender) = 42),
    nonce        INTEGER NOT NULL,
    raw_tx       TEXT NOT NULL,
    signed_block INTEGER NOT NULL,  -- the newest block when it was signed, and that block's time
    signed_time  INTEGER NOT NULL,
    block_number INTEGER,
    block_hash   TEXT CHECK (length(block_hash) = 66),
    fee          TEXT CHECK (length(fee) BETWEEN 1 AND 78 AND fee NOT GLOB '*[^0-9]*'),
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    PRIMARY KEY (chain_id, tx_hash)
) STRICT, WITHOUT ROWID;
INSERT INTO sweep_txs (chain_id, tx_hash, kind, state, sender, nonce, raw_tx, signed_block, signed_time, block_number, block_hash, fee,
    created_at, updated_at)
SELECT chain_id, tx_hash, kind, state, sender, nonce, raw_tx, signed_block, signed_time, block_number, block_hash, fee, created_at, updated_at
FROM old_sweep_txs;
DROP TABLE old_sweep_txs;
-- One transaction a nonce that counts: a second one for the same money can't even be stored.
CREATE UNIQUE INDEX sweep_txs_nonce ON sweep_txs (chain_id, sender, nonce) WHERE state IN ('signed', 'broadcast', 'mined', 'final');
CREATE INDEX sweep_txs_open ON sweep_txs (chain_id, sender, nonce) WHERE state IN ('signed', 'broadcast', 'mined', 'replaced');
CREATE INDEX sweep_txs_created ON sweep_txs (created_at);
