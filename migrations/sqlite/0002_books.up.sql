-- What an operator decided on a payment, and what is remembered of the nodes.

-- The sum that had arrived when an operator took it as enough.
ALTER TABLE payments ADD COLUMN accepted TEXT CHECK (length(accepted) <= 78 AND accepted GLOB '[1-9]*' AND accepted NOT GLOB '*[^0-9]*');
ALTER TABLE payments ADD COLUMN cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1));
-- Money that had been final left the chain, and no operator has decided since.
ALTER TABLE payments ADD COLUMN vanished INTEGER NOT NULL DEFAULT 0 CHECK (vanished IN (0, 1));
-- The block at which its native balance was last asked for, 0: never; NULL: it is not to be asked for, or no more.
ALTER TABLE payments ADD COLUMN asked_block INTEGER;
-- That block's time.
ALTER TABLE payments ADD COLUMN asked_time INTEGER NOT NULL DEFAULT 0;
UPDATE payments SET asked_block = 0 WHERE token IS NULL;
CREATE INDEX payments_asked ON payments (chain_id, asked_block) WHERE asked_block IS NOT NULL;
-- Whose deadline is near or has passed, among those whose balance is asked for.
CREATE INDEX payments_pending_native ON payments (chain_id, expires_at) WHERE status = 'pending' AND token IS NULL;

-- What was learnt of a chain's nodes.
CREATE TABLE nodes (
    chain_id        INTEGER NOT NULL,
    node            TEXT    NOT NULL,  -- a hash of its URL, which may hold a secret
    paused_until_ms INTEGER NOT NULL,  -- it failed: not asked before, while there are others
    failures        INTEGER NOT NULL,  -- in a row
    logs_blocks_max INTEGER,           -- blocks of one eth_getLogs call; NULL: not learnt
    batch_max       INTEGER,           -- full blocks of one HTTP request
    calls_max       INTEGER,           -- other calls of one HTTP request
    requests_max    INTEGER,           -- HTTP requests under way
    balance_way     TEXT,              -- how it gives many balances at once
    trace_way       TEXT,              -- how it tells what a block's transactions did
    updated_ms      INTEGER NOT NULL,
    PRIMARY KEY (chain_id, node)
) STRICT, WITHOUT ROWID;
