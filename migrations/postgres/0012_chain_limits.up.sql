-- What one transaction may need and cost on a chain, as its nodes turned out to see it; transactions that take delegations back; and an
-- index of deposits that had gas money.

CREATE TABLE chain_limits (
    chain_id  BIGINT NOT NULL,
    -- fee_beside_gas: what a chain charges for a transaction beside its gas; gas_percent: what a transaction needs, of its estimate
    name      TEXT COLLATE "C" NOT NULL CHECK (name IN ('tx_gas_max', 'tx_fee_max', 'tx_size_max', 'fee_beside_gas', 'gas_percent')),
    value     NUMERIC(78, 0) NOT NULL CHECK (value >= 0),
    learnt_at BIGINT NOT NULL,
    PRIMARY KEY (chain_id, name)
);

ALTER TABLE sweep_txs DROP CONSTRAINT sweep_txs_kind_check;
ALTER TABLE sweep_txs ADD CONSTRAINT sweep_txs_kind_check CHECK (kind IN ('native', 'token', 'topup', 'batch', 'deploy', 'undelegate'));

-- What is left of gas money is looked for by a command of its own, which reads these alone.
CREATE INDEX sweeps_topups ON sweeps (chain_id, payment_id) WHERE kind = 'topup' AND state = 'final';
