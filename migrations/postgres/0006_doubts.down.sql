DROP TABLE doubts;
ALTER TABLE chains DROP COLUMN second_block;
