-- Messages to several endpoints, each attempt, how endpoints answer, and the order of events.

ALTER TABLE webhooks
    ADD COLUMN endpoint TEXT COLLATE "C" NOT NULL DEFAULT '', -- name of the configured endpoint; '': webhooks.url, or the payment's own
    ADD COLUMN step_shift BIGINT NOT NULL DEFAULT 0, -- attempts and this: the steps of the retry schedule that are behind it
    ADD COLUMN replayed BIGINT NOT NULL DEFAULT 0 CHECK (replayed IN (0, 1)), -- sent again by hand after it was delivered or given up
    ADD COLUMN resume_ms BIGINT, -- its next scheduled attempt, while one is made earlier
    ADD COLUMN position BIGINT CHECK (position >= 0), -- in the order of events; NULL: not numbered yet; 0: another endpoint's copy
    DROP CONSTRAINT webhooks_state_check,
    -- skipped: no configured endpoint takes events of its type
    ADD CONSTRAINT webhooks_state_check CHECK (state IN ('pending', 'delivered', 'dead', 'skipped')),
    DROP CONSTRAINT webhooks_payment_id_seq_key,
    ADD CONSTRAINT webhooks_payment_id_seq_endpoint_key UNIQUE (payment_id, seq, endpoint);
UPDATE webhooks SET position = numbered.place
FROM (SELECT id, row_number() OVER (ORDER BY created_at_ms, payment_id, seq) AS place FROM webhooks) numbered WHERE numbered.id = webhooks.id;
INSERT INTO counters (name, value) SELECT 'events', COUNT(*) FROM webhooks;

DROP INDEX webhooks_due_own;
-- For a shop without a URL of its own in the configuration: those messages that go elsewhere all the same.
CREATE INDEX webhooks_due_own ON webhooks (next_attempt_ms, id) WHERE state = 'pending' AND claimed_by IS NULL AND (url IS NOT NULL OR endpoint <> '');
DROP INDEX webhooks_waiting;
CREATE INDEX webhooks_waiting ON webhooks (payment_id, endpoint, seq) WHERE state = 'pending';
DROP INDEX webhooks_dead;
CREATE INDEX webhooks_dead ON webhooks (created_at_ms, payment_id, seq, endpoint) WHERE state = 'dead';
CREATE INDEX webhooks_created ON webhooks (created_at_ms, payment_id, seq, endpoint);
CREATE INDEX webhooks_unnumbered ON webhooks (created_at_ms, payment_id, seq) WHERE position IS NULL;
CREATE UNIQUE INDEX webhooks_position ON webhooks (position) WHERE position > 0;

-- Each request that was made.
CREATE TABLE webhook_attempts (
    payment_id  TEXT COLLATE "C" NOT NULL REFERENCES payments (id),
    message_id  TEXT COLLATE "C" NOT NULL,
    number      BIGINT NOT NULL CHECK (number > 0), -- 1, 2, … of the message
    ended_ms    BIGINT NOT NULL,
    duration_ms BIGINT NOT NULL CHECK (duration_ms >= 0),
    status      BIGINT, -- NULL: no answer
    address     TEXT, -- connected to, or tried last
    answer      TEXT NOT NULL, -- its first bytes
    error       TEXT, -- NULL: it was delivered
    PRIMARY KEY (payment_id, message_id, number)
);
CREATE INDEX webhook_attempts_ended ON webhook_attempts (ended_ms);

-- Endpoints that do not answer as they should. One that does has no row.
CREATE TABLE webhook_endpoints (
    endpoint   TEXT COLLATE "C" PRIMARY KEY, -- its name, or host:port
    -- failing: messages are sent; open: only now and then one; disabled: none until an operator enables it
    state      TEXT COLLATE "C" NOT NULL CHECK (state IN ('failing', 'open', 'disabled')),
    failures   BIGINT NOT NULL CHECK (failures >= 0), -- in a row
    since_ms   BIGINT NOT NULL, -- of the first of these failures
    probe_ms   BIGINT NOT NULL, -- while it is open: no message is sent before
    probes     BIGINT NOT NULL CHECK (probes >= 0), -- that failed since it is open
    probe_id   TEXT COLLATE "C" NOT NULL, -- a message for it, the next probe
    last_error TEXT NOT NULL
);
