-- What proves where money comes from, and what a token's contract says of itself.

-- The chain's cursor when the payment was made: nobody could know its address in this block or before. NULL: the chain was never scanned.
ALTER TABLE payments ADD COLUMN created_block BIGINT;
-- Native money on its address that is not known to be a payer's: it was there before the payment was made, or may have been. NULL: none.
ALTER TABLE payments ADD COLUMN base_line NUMERIC(78, 0) CHECK (base_line >= 0);

-- early: it came before the payment was made; own: it came from an address or a transaction of ctrip's own. Neither is a payer's.
ALTER TABLE transfers DROP CONSTRAINT transfers_standing_check;
ALTER TABLE transfers ADD CONSTRAINT transfers_standing_check CHECK (standing IN ('counts', 'late', 'wrong_token', 'early', 'own'));

-- Addresses of the wallet that this database never gave out: money on one of them proves that it is older than its customers.
CREATE TABLE unissued_windows (
    first_index BIGINT PRIMARY KEY,
    wallet_id   TEXT COLLATE "C" NOT NULL,
    is_lost     BIGINT NOT NULL CHECK (is_lost IN (0, 1)),  -- 0: the next ones; 1: passed over by 'migrate restored'
    addresses   BYTEA NOT NULL  -- 20 bytes each, by index
);

-- Money that was found on such an address. It is kept when the address's index is passed over.
CREATE TABLE unissued_money (
    chain_id         BIGINT NOT NULL,
    address          TEXT COLLATE "C" NOT NULL CHECK (length(address) = 42),
    token            TEXT COLLATE "C" NOT NULL,  -- '': native money
    wallet_id        TEXT COLLATE "C" NOT NULL,
    derivation_index BIGINT NOT NULL,
    amount           NUMERIC(78, 0) NOT NULL CHECK (amount >= 0),
    block_number     BIGINT NOT NULL,  -- where it was seen
    tx_hash          TEXT COLLATE "C" CHECK (length(tx_hash) = 66),  -- NULL: only the balance shows it
    found_at         BIGINT NOT NULL,
    PRIMARY KEY (chain_id, address, token)
);
CREATE INDEX unissued_money_index ON unissued_money (derivation_index);

-- Every token that a payment was asked in or that is configured, and what its contract says of itself, asked again daily.
CREATE TABLE token_facts (
    chain_id BIGINT NOT NULL,
    token    TEXT COLLATE "C" NOT NULL CHECK (length(token) = 42),
    has_code SMALLINT CHECK (has_code IN (0, 1)),  -- NULL: not asked yet
    decimals BIGINT,  -- NULL: it does not say, or was not asked
    asked_at BIGINT NOT NULL,  -- 0: never
    PRIMARY KEY (chain_id, token)
);
INSERT INTO token_facts (chain_id, token, asked_at) SELECT DISTINCT chain_id, token, 0 FROM payments WHERE token IS NOT NULL;

-- Tells this database and its copies from others.
INSERT INTO counters (name, value) VALUES ('database_id', floor(random() * 9007199254740992)::bigint);
