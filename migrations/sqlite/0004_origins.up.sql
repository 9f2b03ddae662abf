-- What proves where money comes from, and what a token's contract says of itself.

-- The chain's cursor when the payment was made: nobody could know its address in this block or before. NULL: the chain was never scanned.
ALTER TABLE payments ADD COLUMN created_block INTEGER;
-- Native money on its address that is not known to be a payer's: it was there before the payment was made, or may have been. NULL: none.
ALTER TABLE payments ADD COLUMN base_line TEXT CHECK (length(base_line) BETWEEN 1 AND 78 AND base_line NOT GLOB '*[^0-9]*');

-- early: it came before the payment was made; own: it came from an address or a transaction of ctrip's own. Neither is a payer's.
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
    standing     TEXT    NOT NULL CHECK (standing IN ('counts', 'late', 'wrong_token', 'early', 'own')),
    depth        TEXT    NOT NULL CHECK (depth IN ('seen', 'confirmed', 'final')),
    orphaned     INTEGER NOT NULL CHECK (orphaned IN (0, 1)),
    PRIMARY KEY (chain_id, tx_hash, log_index)
) STRICT;
INSERT INTO transfers SELECT * FROM old_transfers;
DROP TABLE old_transfers;
CREATE INDEX transfers_payment ON transfers (payment_id);
CREATE INDEX transfers_block ON transfers (chain_id, block_number);
CREATE INDEX transfers_young ON transfers (chain_id, block_number) WHERE depth <> 'final' AND orphaned = 0;

-- Addresses of the wallet that this database never gave out: money on one of them proves that it is older than its customers.
CREATE TABLE unissued_windows (
    first_index INTEGER PRIMARY KEY,
    wallet_id   TEXT NOT NULL,
    is_lost     INTEGER NOT NULL CHECK (is_lost IN (0, 1)),  -- 0: the next ones; 1: passed over by 'migrate restored'
    addresses   BLOB NOT NULL  -- 20 bytes each, by index
) STRICT;

-- Money that was found on such an address. It is kept when the address's index is passed over.
CREATE TABLE unissued_money (
    chain_id         INTEGER NOT NULL,
    address          TEXT NOT NULL CHECK (length(address) = 42),
    token            TEXT NOT NULL,  -- '': native money
    wallet_id        TEXT NOT NULL,
    derivation_index INTEGER NOT NULL,
    amount           TEXT NOT NULL CHECK (length(amount) BETWEEN 1 AND 78 AND amount NOT GLOB '*[^0-9]*'),
    block_number     INTEGER NOT NULL,  -- where it was seen
    tx_hash          TEXT CHECK (length(tx_hash) = 66),  -- NULL: only the balance shows it
    found_at         INTEGER NOT NULL,
    PRIMARY KEY (chain_id, address, token)
) STRICT, WITHOUT ROWID;
CREATE INDEX unissued_money_index ON unissued_money (derivation_index);

-- Every token that a payment was asked in or that is configured, and what its contract says of itself, asked again daily.
CREATE TABLE token_facts (
    chain_id INTEGER NOT NULL,
    token    TEXT NOT NULL CHECK (length(token) = 42),
    has_code INTEGER CHECK (has_code IN (0, 1)),  -- NULL: not asked yet
    decimals INTEGER,  -- NULL: it does not say, or was not asked
    asked_at INTEGER NOT NULL,  -- 0: never
    PRIMARY KEY (chain_id, token)
) STRICT, WITHOUT ROWID;
INSERT INTO token_facts (chain_id, token, asked_at) SELECT DISTINCT chain_id, token, 0 FROM payments WHERE token IS NOT NULL;

-- Tells this database and its copies from others.
INSERT INTO counters (name, value) VALUES ('database_id', abs(random() % 9007199254740992));
