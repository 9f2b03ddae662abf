ALTER TABLE chains DROP COLUMN native_logs_refuted;
ALTER TABLE chains DROP COLUMN native_logs_after;
ALTER TABLE chains DROP COLUMN native_logs_in_row;
