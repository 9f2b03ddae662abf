DELETE FROM counters WHERE name = 'database_id';
DROP TABLE token_facts;
DROP TABLE unissued_money;
DROP TABLE unissued_windows;
-- What never was a payer's is not in the older schema.
DELETE FROM transfers WHERE standing IN ('early', 'own');
ALTER TABLE transfers DROP CONSTRAINT transfers_standing_check;
ALTER TABLE transfers ADD CONSTRAINT transfers_standing_check CHECK (standing IN ('counts', 'late', 'wrong_token'));
ALTER TABLE payments DROP COLUMN base_line;
ALTER TABLE payments DROP COLUMN created_block;
