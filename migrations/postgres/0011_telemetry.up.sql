-- Counters and histograms of processes that live shortly, what job_runs keeps over several runs, who made a decision, and counts by
-- status that are kept instead of counted.

CREATE TABLE metric_values (
    name   TEXT COLLATE "C" NOT NULL, -- of the family, such as ctrip_job_runs_total
    labels TEXT COLLATE "C" NOT NULL, -- as the text format writes them, in the family's order: job="scan",chain="bsc"
    part   TEXT COLLATE "C" NOT NULL, -- of a histogram: sum, or a bucket's upper bound in the family's own unit, +Inf for the last; '': a counter
    shard  BIGINT NOT NULL, -- the value is the sum of its rows: a writer takes one that no other has locked, or makes one
    value  BIGINT NOT NULL,
    PRIMARY KEY (name, labels, part, shard)
) WITH (fillfactor = 50);

-- Adds to a value and never waits: a row that another database transaction has locked is passed over. So many processes that create
-- payments at once do not commit one after the other.
CREATE FUNCTION add_metric(of_name TEXT, of_labels TEXT, of_part TEXT, change BIGINT) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    free BIGINT;
BEGIN
    -- Two statements: the second sees the row as the first locked it, also where that was changed since the first began.
    SELECT shard INTO free FROM metric_values WHERE name = of_name AND labels = of_labels AND part = of_part LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF FOUND THEN
        UPDATE metric_values SET value = value + change WHERE name = of_name AND labels = of_labels AND part = of_part AND shard = free;
    ELSE
        INSERT INTO metric_values (name, labels, part, shard, value) VALUES (of_name, of_labels, of_part, (random() * 9e15)::BIGINT, change)
        ON CONFLICT (name, labels, part, shard) DO UPDATE SET value = metric_values.value + excluded.value;
    END IF;
END $$;

ALTER TABLE job_runs
    ADD COLUMN run_id TEXT, -- of the last run; NULL: recorded before there were any
    ADD COLUMN last_success_ms BIGINT, -- end of the last run with exit code 0; NULL: none is known
    ADD COLUMN skipped BIGINT NOT NULL DEFAULT 0, -- runs since, which another one's lock kept from working
    ADD COLUMN memory_peak_bytes BIGINT; -- resident, of the last run's process until it ended
UPDATE job_runs SET last_success_ms = started_ms + duration_ms WHERE exit_code = 0;

ALTER TABLE payment_history ADD COLUMN actor TEXT; -- user@host of who decided; NULL: nobody did, or not known

-- Written by the triggers below alone. A migration that makes payments or webhooks anew has to make them anew too.
CREATE TABLE status_counts (
    subject TEXT COLLATE "C" NOT NULL, -- the table whose rows are counted
    chain   TEXT COLLATE "C" NOT NULL, -- '': not by chain
    status  TEXT COLLATE "C" NOT NULL,
    shard   BIGINT NOT NULL, -- as in metric_values
    value   BIGINT NOT NULL,
    PRIMARY KEY (subject, chain, status, shard)
) WITH (fillfactor = 50);
INSERT INTO status_counts (subject, chain, status, shard, value) SELECT 'payments', chain, status, 0, COUNT(*) FROM payments GROUP BY chain, status;
INSERT INTO status_counts (subject, chain, status, shard, value) SELECT 'webhooks', '', state, 0, COUNT(*) FROM webhooks GROUP BY state;

CREATE FUNCTION count_status(of_subject TEXT, of_chain TEXT, of_status TEXT, change BIGINT) RETURNS VOID LANGUAGE plpgsql AS $$
DECLARE
    free BIGINT;
BEGIN
    SELECT shard INTO free FROM status_counts WHERE subject = of_subject AND chain = of_chain AND status = of_status LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF FOUND THEN
        UPDATE status_counts SET value = value + change WHERE subject = of_subject AND chain = of_chain AND status = of_status AND shard = free;
    ELSE
        INSERT INTO status_counts (subject, chain, status, shard, value) VALUES (of_subject, of_chain, of_status, (random() * 9e15)::BIGINT, change)
        ON CONFLICT (subject, chain, status, shard) DO UPDATE SET value = status_counts.value + excluded.value;
    END IF;
END $$;
-- By statement where rows are added or removed, since a batch has thousands.
CREATE FUNCTION count_payments() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_status('payments', chain, status, CASE TG_OP WHEN 'INSERT' THEN COUNT(*) ELSE -COUNT(*) END) FROM counted GROUP BY chain, status;
    RETURN NULL;
END $$;
CREATE FUNCTION count_payment_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_status('payments', OLD.chain, OLD.status, -1);
    PERFORM count_status('payments', NEW.chain, NEW.status, 1);
    RETURN NULL;
END $$;
CREATE TRIGGER payments_counted_insert AFTER INSERT ON payments REFERENCING NEW TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION count_payments();
CREATE TRIGGER payments_counted_delete AFTER DELETE ON payments REFERENCING OLD TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION count_payments();
CREATE TRIGGER payments_counted_update AFTER UPDATE OF status, chain ON payments FOR EACH ROW
    WHEN (OLD.status <> NEW.status OR OLD.chain <> NEW.chain) EXECUTE FUNCTION count_payment_change();

CREATE FUNCTION count_webhooks() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_status('webhooks', '', state, CASE TG_OP WHEN 'INSERT' THEN COUNT(*) ELSE -COUNT(*) END) FROM counted GROUP BY state;
    RETURN NULL;
END $$;
CREATE FUNCTION count_webhook_change() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_status('webhooks', '', OLD.state, -1);
    PERFORM count_status('webhooks', '', NEW.state, 1);
    RETURN NULL;
END $$;
CREATE TRIGGER webhooks_counted_insert AFTER INSERT ON webhooks REFERENCING NEW TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION count_webhooks();
CREATE TRIGGER webhooks_counted_delete AFTER DELETE ON webhooks REFERENCING OLD TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION count_webhooks();
CREATE TRIGGER webhooks_counted_update AFTER UPDATE OF state ON webhooks FOR EACH ROW
    WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION count_webhook_change();

-- The oldest message that waits, without reading all that do. Only a query that names the second condition can use it: PostgreSQL's
-- planner would prefer it to the right index for the messages that are due.
CREATE INDEX webhooks_pending ON webhooks (created_at_ms) WHERE state = 'pending' AND created_at_ms >= 0;
