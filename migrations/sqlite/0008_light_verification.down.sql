ALTER TABLE chains DROP COLUMN light_verification;
