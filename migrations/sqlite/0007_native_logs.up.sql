-- What a chain has shown of logs of its native transfers (EIP-7708).

ALTER TABLE chains ADD COLUMN native_logs_in_row INTEGER NOT NULL DEFAULT 0;
ALTER TABLE chains ADD COLUMN native_logs_after INTEGER;
ALTER TABLE chains ADD COLUMN native_logs_refuted INTEGER NOT NULL DEFAULT 0;
