-- Counters and histograms of processes that live shortly, what job_runs keeps over several runs, who made a decision, and counts by
-- status that are kept instead of counted.

CREATE TABLE metric_values (
    name   TEXT    NOT NULL,  -- of the family, such as ctrip_job_runs_total
    labels TEXT    NOT NULL,  -- as the text format writes them, in the family's order: job="scan",chain="bsc"
    part   TEXT    NOT NULL,  -- of a histogram: sum, or a bucket's upper bound in the family's own unit, +Inf for the last; '': a counter
    shard  INTEGER NOT NULL,  -- PostgreSQL has several rows of one value, so that its writers do not wait for each other
    value  INTEGER NOT NULL,
    PRIMARY KEY (name, labels, part, shard)
) STRICT, WITHOUT ROWID;

ALTER TABLE job_runs ADD COLUMN run_id TEXT;                            -- of the last run; NULL: recorded before there were any
ALTER TABLE job_runs ADD COLUMN last_success_ms INTEGER;                -- end of the last run with exit code 0; NULL: none is known
ALTER TABLE job_runs ADD COLUMN skipped INTEGER NOT NULL DEFAULT 0;     -- runs since, which another one's lock kept from working
ALTER TABLE job_runs ADD COLUMN memory_peak_bytes INTEGER;              -- resident, of the last run's process until it ended
UPDATE job_runs SET last_success_ms = started_ms + duration_ms WHERE exit_code = 0;

ALTER TABLE payment_history ADD COLUMN actor TEXT;                      -- user@host of who decided; NULL: nobody did, or not known

-- Written by the triggers below alone. A migration that makes payments or webhooks anew has to make them anew too.
CREATE TABLE status_counts (
    subject TEXT    NOT NULL,  -- the table whose rows are counted
    chain   TEXT    NOT NULL,  -- '': not by chain
    status  TEXT    NOT NULL,
    shard   INTEGER NOT NULL,  -- as in metric_values
    value   INTEGER NOT NULL,
    PRIMARY KEY (subject, chain, status, shard)
) STRICT, WITHOUT ROWID;
INSERT INTO status_counts (subject, chain, status, shard, value) SELECT 'payments', chain, status, 0, COUNT(*) FROM payments GROUP BY chain, status;
INSERT INTO status_counts (subject, chain, status, shard, value) SELECT 'webhooks', '', state, 0, COUNT(*) FROM webhooks GROUP BY state;

CREATE TRIGGER payments_counted_insert AFTER INSERT ON payments BEGIN
    INSERT INTO status_counts (subject, chain, status, shard, value) VALUES ('payments', NEW.chain, NEW.status, 0, 1)
    ON CONFLICT (subject, chain, status, shard) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER payments_counted_delete AFTER DELETE ON payments BEGIN
    UPDATE status_counts SET value = value - 1 WHERE subject = 'payments' AND chain = OLD.chain AND status = OLD.status;
END;
CREATE TRIGGER payments_counted_update AFTER UPDATE OF status, chain ON payments WHEN OLD.status <> NEW.status OR OLD.chain <> NEW.chain BEGIN
    UPDATE status_counts SET value = value - 1 WHERE subject = 'payments' AND chain = OLD.chain AND status = OLD.status;
    INSERT INTO status_counts (subject, chain, status, shard, value) VALUES ('payments', NEW.chain, NEW.status, 0, 1)
    ON CONFLICT (subject, chain, status, shard) DO UPDATE SET value = value + 1;
END;

CREATE TRIGGER webhooks_counted_insert AFTER INSERT ON webhooks BEGIN
    INSERT INTO status_counts (subject, chain, status, shard, value) VALUES ('webhooks', '', NEW.state, 0, 1)
    ON CONFLICT (subject, chain, status, shard) DO UPDATE SET value = value + 1;
END;
CREATE TRIGGER webhooks_counted_delete AFTER DELETE ON webhooks BEGIN
    UPDATE status_counts SET value = value - 1 WHERE subject = 'webhooks' AND chain = '' AND status = OLD.state;
END;
CREATE TRIGGER webhooks_counted_update AFTER UPDATE OF state ON webhooks WHEN OLD.state <> NEW.state BEGIN
    UPDATE status_counts SET value = value - 1 WHERE subject = 'webhooks' AND chain = '' AND status = OLD.state;
    INSERT INTO status_counts (subject, chain, status, shard, value) VALUES ('webhooks', '', NEW.state, 0, 1)
    ON CONFLICT (subject, chain, status, shard) DO UPDATE SET value = value + 1;
END;

-- The oldest message that waits, without reading all that do. Only a query that names the second condition can use it: PostgreSQL's
-- planner would prefer it to the right index for the messages that are due.
CREATE INDEX webhooks_pending ON webhooks (created_at_ms) WHERE state = 'pending' AND created_at_ms >= 0;
