-- The older schema has no such events: their messages go, and the history keeps the step under the name that is nearest.
DELETE FROM webhooks WHERE event IN ('payment.wrong_token', 'payment.received_after_end');
UPDATE payment_history SET event = 'payment.late' WHERE event IN ('payment.wrong_token', 'payment.received_after_end');
UPDATE payments SET asked_block = NULL WHERE token IS NOT NULL;
ALTER TABLE payments DROP COLUMN other_transfers;
