DROP TABLE webhook_endpoints;
DROP TABLE webhook_attempts;
-- The older schema has one message for each event, the one to webhooks.url or to the payment's own.
DELETE FROM webhooks WHERE position = 0;
ALTER TABLE webhooks RENAME TO old_webhooks;
CREATE TABLE webhooks (
    id              TEXT    PRIMARY KEY,
    payment_id      TEXT    NOT NULL REFERENCES payments (id),
    seq             INTEGER NOT NULL,
    event           TEXT    NOT NULL,
    url             TEXT,                                                      -- NULL: the configured one
    body            TEXT    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts        INTEGER NOT NULL,
    created_at_ms   INTEGER NOT NULL,
    next_attempt_ms INTEGER NOT NULL,
    attempted_ms    INTEGER,
    last_status     INTEGER,
    last_error      TEXT,
    claimed_by      INTEGER          CHECK (claimed_by >= 0),                  -- the place of the run that delivers it; NULL: nobody
    UNIQUE (payment_id, seq)
) STRICT;
INSERT INTO webhooks (id, payment_id, seq, event, url, body, state, attempts, created_at_ms, next_attempt_ms, attempted_ms, last_status,
    last_error, claimed_by)
SELECT id, payment_id, seq, event, url, body, CASE state WHEN 'skipped' THEN 'dead' ELSE state END, attempts, created_at_ms, next_attempt_ms,
    attempted_ms, last_status, last_error, claimed_by FROM old_webhooks;
DROP TABLE old_webhooks;
CREATE INDEX webhooks_due ON webhooks (next_attempt_ms, id) WHERE state = 'pending' AND claimed_by IS NULL;
-- For a shop without a URL of its own in the configuration: those messages that have one all the same.
CREATE INDEX webhooks_due_own ON webhooks (next_attempt_ms, id) WHERE state = 'pending' AND claimed_by IS NULL AND url IS NOT NULL;
CREATE INDEX webhooks_claimed ON webhooks (claimed_by) WHERE claimed_by IS NOT NULL;
CREATE INDEX webhooks_waiting ON webhooks (payment_id, seq) WHERE state = 'pending';
CREATE INDEX webhooks_dead ON webhooks (created_at_ms) WHERE state = 'dead';
DELETE FROM counters WHERE name = 'events';
