DROP TABLE webhook_endpoints;
DROP TABLE webhook_attempts;
-- The older schema has one message for each event, the one to webhooks.url or to the payment's own.
DELETE FROM webhooks WHERE position = 0;
UPDATE webhooks SET state = 'dead' WHERE state = 'skipped';
DROP INDEX webhooks_position;
DROP INDEX webhooks_unnumbered;
DROP INDEX webhooks_created;
DROP INDEX webhooks_dead;
CREATE INDEX webhooks_dead ON webhooks (created_at_ms) WHERE state = 'dead';
DROP INDEX webhooks_waiting;
CREATE INDEX webhooks_waiting ON webhooks (payment_id, seq) WHERE state = 'pending';
DROP INDEX webhooks_due_own;
CREATE INDEX webhooks_due_own ON webhooks (next_attempt_ms, id) WHERE state = 'pending' AND claimed_by IS NULL AND url IS NOT NULL;
ALTER TABLE webhooks
    DROP CONSTRAINT webhooks_payment_id_seq_endpoint_key,
    ADD CONSTRAINT webhooks_payment_id_seq_key UNIQUE (payment_id, seq),
    DROP CONSTRAINT webhooks_state_check,
    ADD CONSTRAINT webhooks_state_check CHECK (state IN ('pending', 'delivered', 'dead')),
    DROP COLUMN position,
    DROP COLUMN resume_ms,
    DROP COLUMN replayed,
    DROP COLUMN step_shift,
    DROP COLUMN endpoint;
DELETE FROM counters WHERE name = 'events';
