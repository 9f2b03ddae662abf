DELETE FROM counters WHERE name = 'database_id';
DROP TABLE token_facts;
DROP TABLE unissued_money;
DROP TABLE unissued_windows;
-- What never was a payer's is not in the older schema.
DELETE FROM transfers WHERE standing IN ('early', 'own');
ALTER TABLE transfers RENAME TO old_transfers;
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
INSERT INTO transfers SELECT * FROM old_transfers;
DROP TABLE old_transfers;
CREATE INDEX transfers_payment ON transfers (payment_id);
CREATE INDEX transfers_block ON transfers (chain_id, block_number);
CREATE INDEX transfers_young ON transfers (chain_id, block_number) WHERE depth <> 'final' AND orphaned = 0;
ALTER TABLE payments DROP COLUMN base_line;
ALTER TABLE payments DROP COLUMN created_block;
