DROP TABLE nodes;
DROP INDEX payments_pending_native;
DROP INDEX payments_asked;
ALTER TABLE payments DROP COLUMN asked_time;
ALTER TABLE payments DROP COLUMN asked_block;
ALTER TABLE payments DROP COLUMN vanished;
ALTER TABLE payments DROP COLUMN cancelled;
ALTER TABLE payments DROP COLUMN accepted;
