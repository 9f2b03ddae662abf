-- What an operator decided on a payment, and what is remembered of the nodes.

-- The sum that had arrived when an operator took it as enough.
ALTER TABLE payments ADD COLUMN accepted NUMERIC(78, 0) CHECK (accepted > 0);
ALTER TABLE payments ADD COLUMN cancelled SMALLINT NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1));
-- Money that had been final left the chain, and no operator has decided since.
ALTER TABLE payments ADD COLUMN vanished SMALLINT NOT NULL DEFAULT 0 CHECK (vanished IN (0, 1));
-- The block at which its native balance was last asked for, 0: never; NULL: it is not to be asked for, or no more.
ALTER TABLE payments ADD COLUMN asked_block BIGINT;
-- That block's time.
ALTER TABLE payments ADD COLUMN asked_time BIGINT NOT NULL DEFAULT 0;
UPDATE payments SET asked_block = 0 WHERE token IS NULL;
CREATE INDEX payments_asked ON payments (chain_id, asked_block) WHERE asked_block IS NOT NULL;
-- Whose deadline is near or has passed, among those whose balance is asked for.
CREATE INDEX payments_pending_native ON payments (chain_id, expires_at) WHERE status = 'pending' AND token IS NULL;

-- What was learnt of a chain's nodes.
CREATE TABLE nodes (
    chain_id        BIGINT NOT NULL,
    node            TEXT COLLATE "C" NOT NULL,  -- a hash of its URL, which may hold a secret
    paused_until_ms BIGINT NOT NULL,            -- it failed: not asked before, while there are others
    failures        BIGINT NOT NULL,            -- in a row
    logs_blocks_max BIGINT,                     -- blocks of one eth_getLogs call; NULL: not learnt
    batch_max       BIGINT,                     -- full blocks of one HTTP request
    calls_max       BIGINT,                     -- other calls of one HTTP request
    requests_max    BIGINT,                     -- HTTP requests under way
    balance_way     TEXT COLLATE "C",           -- how it gives many balances at once
    trace_way       TEXT COLLATE "C",           -- how it tells what a block's transactions did
    updated_ms      BIGINT NOT NULL,
    PRIMARY KEY (chain_id, node)
);
