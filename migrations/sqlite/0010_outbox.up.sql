-- Messages to several endpoints, each attempt, how endpoints answer, and the order of events.

ALTER TABLE webhooks RENAME TO old_webhooks;
CREATE TABLE webhooks (
    id              TEXT    PRIMARY KEY,
    payment_id      TEXT    NOT NULL REFERENCES payments (id),
    seq             INTEGER NOT NULL,
    event           TEXT    NOT NULL,
    endpoint        TEXT    NOT NULL DEFAULT '',                               -- name of the configured endpoint; '': webhooks.url, or the payment's own
    url             TEXT,                                                      -- the payment's own; NULL: a configured one
    body            TEXT    NOT NULL,
    -- skipped: no configured endpoint takes events of its type
    state           TEXT    NOT NULL CHECK (state IN ('pending', 'delivered', 'dead', 'skipped')),
    attempts        INTEGER NOT NULL,                                          -- requests that were made
    step_shift      INTEGER NOT NULL DEFAULT 0,                                -- attempts and this: the steps of the retry schedule that are behind it
    replayed        INTEGER NOT NULL DEFAULT 0 CHECK (replayed IN (0, 1)),     -- sent again by hand after it was delivered or given up
    created_at_ms   INTEGER NOT NULL,
    next_attempt_ms INTEGER NOT NULL,
    resume_ms       INTEGER,                                                   -- its next scheduled attempt, while one is made earlier
    attempted_ms    INTEGER,
    last_status     INTEGER,
    last_error      TEXT,
    claimed_by      INTEGER          CHECK (claimed_by >= 0),                  -- the place of the run that delivers it; NULL: nobody
    position        INTEGER          CHECK (position >= 0),                    -- in the order of events; NULL: not numbered yet; 0: another endpoint's copy
    UNIQUE (payment_id, seq, endpoint)
) STRICT;
INSERT INTO webhooks (id, payment_id, seq, event, url, body, state, attempts, created_at_ms, next_attempt_ms, attempted_ms, last_status,
    last_error, claimed_by, position)
SELECT id, payment_id, seq, event, url, body, state, attempts, created_at_ms, next_attempt_ms, attempted_ms, last_status, last_error,
    claimed_by, row_number() OVER (ORDER BY created_at_ms, payment_id, seq) FROM old_webhooks;
DROP TABLE old_webhooks;
INSERT INTO counters (name, value) SELECT 'events', COUNT(*) FROM webhooks;

CREATE INDEX webhooks_due ON webhooks (next_attempt_ms, id) WHERE state = 'pending' AND claimed_by IS NULL;
-- For a shop without a URL of its own in the configuration: those messages that go elsewhere all the same.
CREATE INDEX webhooks_due_own ON webhooks (next_attempt_ms, id) WHERE state = 'pending' AND claimed_by IS NULL AND (url IS NOT NULL OR endpoint <> '');
CREATE INDEX webhooks_claimed ON webhooks (claimed_by) WHERE claimed_by IS NOT NULL;
CREATE INDEX webhooks_waiting ON webhooks (payment_id, endpoint, seq) WHERE state = 'pending';
CREATE INDEX webhooks_dead ON webhooks (created_at_ms, payment_id, seq, endpoint) WHERE state = 'dead';
CREATE INDEX webhooks_created ON webhooks (created_at_ms, payment_id, seq, endpoint);
CREATE INDEX webhooks_unnumbered ON webhooks (created_at_ms, payment_id, seq) WHERE position IS NULL;
CREATE UNIQUE INDEX webhooks_position ON webhooks (position) WHERE position > 0;

-- Each request that was made.
CREATE TABLE webhook_attempts (
    payment_id  TEXT    NOT NULL REFERENCES payments (id),
    message_id  TEXT    NOT NULL,
    number      INTEGER NOT NULL CHECK (number > 0),  -- 1, 2, … of the message
    ended_ms    INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL CHECK (duration_ms >= 0),
    status      INTEGER,                              -- NULL: no answer
    address     TEXT,                                 -- connected to, or tried last
    answer      TEXT    NOT NULL,                     -- its first bytes
    error       TEXT,                                 -- NULL: it was delivered
    PRIMARY KEY (payment_id, message_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_attempts_ended ON webhook_attempts (ended_ms);

-- Endpoints that do not answer as they should. One that does has no row.
CREATE TABLE webhook_endpoints (
    endpoint   TEXT    PRIMARY KEY,  -- its name, or host:port
    -- failing: messages are sent; open: only now and then one; disabled: none until an operator enables it
    state      TEXT    NOT NULL CHECK (state IN ('failing', 'open', 'disabled')),
    failures   INTEGER NOT NULL CHECK (failures >= 0),  -- in a row
    since_ms   INTEGER NOT NULL,                        -- of the first of these failures
    probe_ms   INTEGER NOT NULL,                        -- while it is open: no message is sent before
    probes     INTEGER NOT NULL CHECK (probes >= 0),    -- that failed since it is open
    probe_id   TEXT    NOT NULL,                        -- a message for it, the next probe
    last_error TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
