-- Limits of nodes that are raised between runs, and what nodes show that contradicts itself.

ALTER TABLE nodes ADD COLUMN topics_max BIGINT; -- recipients in one eth_getLogs call
-- The time from which a run may raise each limit for the next one, 0 at any time.
ALTER TABLE nodes ADD COLUMN logs_blocks_grow_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE nodes ADD COLUMN batch_grow_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE nodes ADD COLUMN calls_grow_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE nodes ADD COLUMN requests_grow_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE nodes ADD COLUMN topics_grow_ms BIGINT NOT NULL DEFAULT 0;

-- What was passed over, by kind: one row for each chain and kind.
CREATE TABLE oddities (
    chain_id BIGINT NOT NULL,
    kind     TEXT COLLATE "C" NOT NULL,
    total    BIGINT NOT NULL, -- how often it was seen
    runs     BIGINT NOT NULL, -- that saw it, each within a day of the one before
    subject  TEXT COLLATE "C" NOT NULL, -- the last one, for messages
    seen_ms  BIGINT NOT NULL,
    PRIMARY KEY (chain_id, kind)
);
