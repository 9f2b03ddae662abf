DROP TABLE oddities;
ALTER TABLE nodes DROP COLUMN topics_grow_ms;
ALTER TABLE nodes DROP COLUMN requests_grow_ms;
ALTER TABLE nodes DROP COLUMN calls_grow_ms;
ALTER TABLE nodes DROP COLUMN batch_grow_ms;
ALTER TABLE nodes DROP COLUMN logs_blocks_grow_ms;
ALTER TABLE nodes DROP COLUMN topics_max;
