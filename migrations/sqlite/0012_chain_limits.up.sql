-- What one transaction may need and cost on a chain, as its nodes turned out to see it; transactions that take delegations back; and an
-- index of deposits that had gas money.

CREATE TABLE chain_limits (
    chain_id  INTEGER NOT NULL,
    -- fee_beside_gas: what a chain charges for a transaction beside its gas; gas_percent: what a transaction needs, of its estimate
    name      TEXT    NOT NULL CHECK (name IN ('tx_gas_max', 'tx_fee_max', 'tx_size_max', 'fee_beside_gas', 'gas_percent')),
    value     TEXT    NOT NULL CHECK (length(value) BETWEEN 1 AND 78 AND value NOT GLOB '*[^0-9]*'),
    learnt_at INTEGER NOT NULL,
    PRIMARY KEY (chain_id, name)
) STRICT, WITHOUT ROWID;

-- Its kind may be undelegate as well.
CREATE TEMPORARY TABLE old_sweep_txs AS SELECT * FROM sweep_txs;
DROP TABLE sweep_txs;
CREATE TABLE sweep_txs (
    chain_id     INTEGER NOT NULL,
    tx_hash      TEXT NOT NULL CHECK (length(tx_hash) = 66),
    kind         TEXT NOT NULL CHECK (kind IN ('native', 'token', 'topup', 'batch', 'deploy', 'undelegate')),
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

-- What is left of gas money is looked for by a command of its own, which reads these alone.
CREATE INDEX sweeps_topups ON sweeps (chain_id, payment_id) WHERE kind = 'topup' AND state = 'final';
