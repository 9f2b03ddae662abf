-- Money in another currency than its payment's is told and swept.

-- Transfers in another currency on the chain, as they were last told.
ALTER TABLE payments ADD COLUMN other_transfers BIGINT NOT NULL DEFAULT 0;
UPDATE payments SET other_transfers = (SELECT COUNT(*) FROM transfers t WHERE t.payment_id = payments.id AND t.standing = 'wrong_token' AND
    t.orphaned = 0) WHERE flags LIKE '%wrong_token%';
-- Native money on the addresses of token payments that are still watched is looked for as well, as the other native balances are.
UPDATE payments SET asked_block = 0 WHERE token IS NOT NULL AND watch_until >= COALESCE((SELECT c.cursor_time FROM chains c WHERE
    c.chain_id = payments.chain_id), 0);
-- What lies on an address in another currency and is final is due.
UPDATE payments SET sweep_due = 1 WHERE flags LIKE '%wrong_token%' AND EXISTS (SELECT 1 FROM transfers t WHERE t.payment_id = payments.id
    AND t.depth = 'final' AND t.orphaned = 0 AND t.token IS DISTINCT FROM payments.token);
