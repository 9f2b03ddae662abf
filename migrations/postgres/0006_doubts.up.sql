-- Blocks whose logs or transactions no node showed, and how far events were read a second time.

-- A node has these blocks and showed no logs of them, though there may be some, or no transactions. Each run looks at some of them again; a row
-- ends when a node shows them. No payment that they could have paid expires before.
CREATE TABLE doubts (
    chain_id   BIGINT NOT NULL REFERENCES chains (chain_id),
    from_block BIGINT NOT NULL,
    to_block   BIGINT NOT NULL,
    from_time  BIGINT NOT NULL,                      -- of the first block, or earlier
    to_time    BIGINT NOT NULL,                      -- of the last block, or later
    reason     TEXT COLLATE "C" NOT NULL,
    transactions SMALLINT NOT NULL CHECK (transactions IN (0, 1)), -- 1: the transactions of some of them were not shown either
    since      BIGINT NOT NULL,
    looks      BIGINT NOT NULL CHECK (looks >= 0),   -- runs that looked again
    looked_at  BIGINT NOT NULL,                      -- when the last one did; 0: none yet
    next_block BIGINT NOT NULL,                      -- where the next one begins
    PRIMARY KEY (chain_id, from_block),
    CHECK (from_block <= next_block AND next_block <= to_block)
);

-- The events of the blocks up to this one were read a second time, when the blocks were as deep as the chain's confirmations. NULL: of none.
ALTER TABLE chains ADD COLUMN second_block BIGINT;
UPDATE chains SET second_block = cursor_block;
