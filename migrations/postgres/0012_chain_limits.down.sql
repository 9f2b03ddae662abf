DROP INDEX sweeps_topups;
DROP TABLE chain_limits;
-- The older schema has no place for a transaction that takes delegations back: the CHECK of kind fails, and nothing is changed.
ALTER TABLE sweep_txs DROP CONSTRAINT sweep_txs_kind_check;
ALTER TABLE sweep_txs ADD CONSTRAINT sweep_txs_kind_check CHECK (kind IN ('native', 'token', 'topup', 'batch', 'deploy'));
