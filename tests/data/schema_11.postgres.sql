CREATE FUNCTION public.add_metric(of_name text, of_labels text, of_part text, change bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    free BIGINT;
BEGIN
    -- Two statements: the second sees the row as the first locked it, also where that was changed since the first began.
    SELECT shard INTO free FROM metric_values WHERE name = of_name AND labels = of_labels AND part = of_part LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF FOUND THEN
        UPDATE metric_values SET value = value + change WHERE name = of_name AND labels = of_labels AND part = of_part AND shard = free;
    ELSE
        INSERT INTO metric_values (name, labels, part, shard, value) VALUES (of_name, of_labels, of_part, (random() * 9e15)::BIGINT, change)
        ON CONFLICT (name, labels, part, shard) DO UPDATE SET value = metric_values.value + excluded.value;
    END IF;
END $$;
CREATE FUNCTION public.count_payment_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM count_status('payments', OLD.chain, OLD.status, -1);
    PERFORM count_status('payments', NEW.chain, NEW.status, 1);
    RETURN NULL;
END $$;
CREATE FUNCTION public.count_payments() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM count_status('payments', chain, status, CASE TG_OP WHEN 'INSERT' THEN COUNT(*) ELSE -COUNT(*) END) FROM counted GROUP BY chain, status;
    RETURN NULL;
END $$;
CREATE FUNCTION public.count_status(of_subject text, of_chain text, of_status text, change bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    free BIGINT;
BEGIN
    SELECT shard INTO free FROM status_counts WHERE subject = of_subject AND chain = of_chain AND status = of_status LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF FOUND THEN
        UPDATE status_counts SET value = value + change WHERE subject = of_subject AND chain = of_chain AND status = of_status AND shard = free;
    ELSE
        INSERT INTO status_counts (subject, chain, status, shard, value) VALUES (of_subject, of_chain, of_status, (random() * 9e15)::BIGINT, change)
        ON CONFLICT (subject, chain, status, shard) DO UPDATE SET value = status_counts.value + excluded.value;
    END IF;
END $$;
CREATE FUNCTION public.count_webhook_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM count_status('webhooks', '', OLD.state, -1);
    PERFORM count_status('webhooks', '', NEW.state, 1);
    RETURN NULL;
END $$;
CREATE FUNCTION public.count_webhooks() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    PERFORM count_status('webhooks', '', state, CASE TG_OP WHEN 'INSERT' THEN COUNT(*) ELSE -COUNT(*) END) FROM counted GROUP BY state;
    RETURN NULL;
END $$;
CREATE FUNCTION public.refuse_write() RETURNS trigger
    LANGUAGE plpgsql
    AS $$BEGIN RAISE EXCEPTION USING ERRCODE = 'CT001', MESSAGE = TG_ARGV[0]; END$$;
CREATE TABLE public.address_filter (
    id bigint NOT NULL,
    next_number bigint NOT NULL,
    capacity bigint NOT NULL,
    bits bytea NOT NULL,
    CONSTRAINT address_filter_id_check CHECK ((id = 1))
);
CREATE TABLE public.archived_payments (
    id text NOT NULL COLLATE pg_catalog."C",
    chain_id bigint NOT NULL,
    address text NOT NULL COLLATE pg_catalog."C",
    derivation_index bigint NOT NULL,
    number bigint NOT NULL,
    idempotency_key text COLLATE pg_catalog."C",
    file text NOT NULL COLLATE pg_catalog."C",
    archived_at bigint NOT NULL,
    CONSTRAINT archived_payments_address_check CHECK ((length(address) = 42)),
    CONSTRAINT archived_payments_derivation_index_check CHECK (((derivation_index >= 0) AND (derivation_index <= 2147483647))),
    CONSTRAINT archived_payments_id_check CHECK ((length(id) = 36))
);
CREATE TABLE public.archived_transfers (
    chain_id bigint NOT NULL,
    tx_hash text NOT NULL COLLATE pg_catalog."C",
    log_index bigint NOT NULL,
    payment_id text NOT NULL COLLATE pg_catalog."C",
    token text COLLATE pg_catalog."C",
    from_address text NOT NULL COLLATE pg_catalog."C",
    to_address text NOT NULL COLLATE pg_catalog."C",
    amount numeric(78,0) NOT NULL,
    block_number bigint NOT NULL,
    block_hash text NOT NULL COLLATE pg_catalog."C",
    block_time bigint NOT NULL,
    CONSTRAINT archived_transfers_amount_check CHECK ((amount > (0)::numeric)),
    CONSTRAINT archived_transfers_block_hash_check CHECK ((length(block_hash) = 66)),
    CONSTRAINT archived_transfers_from_address_check CHECK ((length(from_address) = 42)),
    CONSTRAINT archived_transfers_log_index_check CHECK ((log_index >= '-1'::integer)),
    CONSTRAINT archived_transfers_to_address_check CHECK ((length(to_address) = 42)),
    CONSTRAINT archived_transfers_token_check CHECK ((length(token) = 42)),
    CONSTRAINT archived_transfers_tx_hash_check CHECK ((length(tx_hash) = 66))
);
CREATE TABLE public.chains (
    chain_id bigint NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    cursor_block bigint,
    cursor_hash text COLLATE pg_catalog."C",
    cursor_time bigint,
    head_block bigint,
    final_block bigint,
    updated_at bigint NOT NULL,
    second_block bigint,
    native_logs_in_row bigint DEFAULT 0 NOT NULL,
    native_logs_after bigint,
    native_logs_refuted bigint DEFAULT 0 NOT NULL,
    light_verification text,
    CONSTRAINT chains_check CHECK ((((cursor_block IS NULL) = (cursor_hash IS NULL)) AND ((cursor_block IS NULL) = (cursor_time IS NULL))))
);
CREATE TABLE public.checkpoints (
    chain_id bigint NOT NULL,
    block_number bigint NOT NULL,
    block_hash text NOT NULL COLLATE pg_catalog."C",
    block_time bigint NOT NULL,
    CONSTRAINT checkpoints_block_hash_check CHECK ((length(block_hash) = 66))
);
CREATE TABLE public.counters (
    name text NOT NULL COLLATE pg_catalog."C",
    value bigint NOT NULL,
    CONSTRAINT counters_value_check CHECK ((value >= 0))
);
CREATE TABLE public.doubts (
    chain_id bigint NOT NULL,
    from_block bigint NOT NULL,
    to_block bigint NOT NULL,
    from_time bigint NOT NULL,
    to_time bigint NOT NULL,
    reason text NOT NULL COLLATE pg_catalog."C",
    transactions smallint NOT NULL,
    since bigint NOT NULL,
    looks bigint NOT NULL,
    looked_at bigint NOT NULL,
    next_block bigint NOT NULL,
    CONSTRAINT doubts_check CHECK (((from_block <= next_block) AND (next_block <= to_block))),
    CONSTRAINT doubts_looks_check CHECK ((looks >= 0)),
    CONSTRAINT doubts_transactions_check CHECK ((transactions = ANY (ARRAY[0, 1])))
);
CREATE TABLE public.job_runs (
    job text NOT NULL COLLATE pg_catalog."C",
    chain text NOT NULL COLLATE pg_catalog."C",
    started_ms bigint NOT NULL,
    duration_ms bigint NOT NULL,
    exit_code bigint NOT NULL,
    message text NOT NULL,
    run_id text,
    last_success_ms bigint,
    skipped bigint DEFAULT 0 NOT NULL,
    memory_peak_bytes bigint
);
CREATE TABLE public.metric_values (
    name text NOT NULL COLLATE pg_catalog."C",
    labels text NOT NULL COLLATE pg_catalog."C",
    part text NOT NULL COLLATE pg_catalog."C",
    shard bigint NOT NULL,
    value bigint NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.moved (
    id bigint NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    other text NOT NULL COLLATE pg_catalog."C",
    at bigint NOT NULL,
    CONSTRAINT moved_id_check CHECK ((id = 1)),
    CONSTRAINT moved_state_check CHECK ((state = ANY (ARRAY['arriving'::text, 'left'::text])))
);
CREATE TABLE public.nodes (
    chain_id bigint NOT NULL,
    node text NOT NULL COLLATE pg_catalog."C",
    paused_until_ms bigint NOT NULL,
    failures bigint NOT NULL,
    logs_blocks_max bigint,
    batch_max bigint,
    calls_max bigint,
    requests_max bigint,
    balance_way text COLLATE pg_catalog."C",
    trace_way text COLLATE pg_catalog."C",
    updated_ms bigint NOT NULL,
    topics_max bigint,
    logs_blocks_grow_ms bigint DEFAULT 0 NOT NULL,
    batch_grow_ms bigint DEFAULT 0 NOT NULL,
    calls_grow_ms bigint DEFAULT 0 NOT NULL,
    requests_grow_ms bigint DEFAULT 0 NOT NULL,
    topics_grow_ms bigint DEFAULT 0 NOT NULL
);
CREATE TABLE public.oddities (
    chain_id bigint NOT NULL,
    kind text NOT NULL COLLATE pg_catalog."C",
    total bigint NOT NULL,
    runs bigint NOT NULL,
    subject text NOT NULL COLLATE pg_catalog."C",
    seen_ms bigint NOT NULL
);
CREATE TABLE public.payment_history (
    payment_id text NOT NULL COLLATE pg_catalog."C",
    seq bigint NOT NULL,
    event text NOT NULL COLLATE pg_catalog."C",
    status_from text NOT NULL COLLATE pg_catalog."C",
    status_to text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL,
    at bigint NOT NULL,
    actor text,
    CONSTRAINT payment_history_seq_check CHECK ((seq >= 1))
);
CREATE TABLE public.payments (
    id text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    chain text NOT NULL COLLATE pg_catalog."C",
    chain_id bigint NOT NULL,
    token text COLLATE pg_catalog."C",
    symbol text NOT NULL COLLATE pg_catalog."C",
    decimals bigint NOT NULL,
    wallet_id text NOT NULL COLLATE pg_catalog."C",
    derivation_index bigint NOT NULL,
    address text NOT NULL COLLATE pg_catalog."C",
    amount numeric(78,0) NOT NULL,
    amount_min numeric(78,0) NOT NULL,
    received numeric(78,0) NOT NULL,
    received_late numeric(78,0) NOT NULL,
    flags text NOT NULL,
    seq bigint NOT NULL,
    confirmations_required bigint NOT NULL,
    detected_in_block bigint,
    reference text,
    metadata text NOT NULL,
    webhook_url text COLLATE pg_catalog."C",
    idempotency_key text COLLATE pg_catalog."C",
    request_digest text NOT NULL COLLATE pg_catalog."C",
    expires_at bigint NOT NULL,
    watch_until bigint NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    deadline_read smallint NOT NULL,
    swept smallint NOT NULL,
    sweep_due smallint NOT NULL,
    revision bigint NOT NULL,
    number bigint NOT NULL,
    accepted numeric(78,0),
    cancelled smallint DEFAULT 0 NOT NULL,
    vanished smallint DEFAULT 0 NOT NULL,
    asked_block bigint,
    asked_time bigint DEFAULT 0 NOT NULL,
    created_block bigint,
    base_line numeric(78,0),
    other_transfers bigint DEFAULT 0 NOT NULL,
    CONSTRAINT payments_accepted_check CHECK ((accepted > (0)::numeric)),
    CONSTRAINT payments_address_check CHECK ((length(address) = 42)),
    CONSTRAINT payments_amount_check CHECK ((amount > (0)::numeric)),
    CONSTRAINT payments_amount_min_check CHECK ((amount_min > (0)::numeric)),
    CONSTRAINT payments_base_line_check CHECK ((base_line >= (0)::numeric)),
    CONSTRAINT payments_cancelled_check CHECK ((cancelled = ANY (ARRAY[0, 1]))),
    CONSTRAINT payments_confirmations_required_check CHECK ((confirmations_required >= 1)),
    CONSTRAINT payments_deadline_read_check CHECK ((deadline_read = ANY (ARRAY[0, 1]))),
    CONSTRAINT payments_decimals_check CHECK (((decimals >= 0) AND (decimals <= 77))),
    CONSTRAINT payments_derivation_index_check CHECK (((derivation_index >= 0) AND (derivation_index <= 2147483647))),
    CONSTRAINT payments_id_check CHECK ((length(id) = 36)),
    CONSTRAINT payments_received_check CHECK ((received >= (0)::numeric)),
    CONSTRAINT payments_received_late_check CHECK ((received_late >= (0)::numeric)),
    CONSTRAINT payments_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'detected'::text, 'confirmed'::text, 'paid'::text, 'settled'::text, 'expired'::text, 'failed'::text]))),
    CONSTRAINT payments_sweep_due_check CHECK ((sweep_due = ANY (ARRAY[0, 1]))),
    CONSTRAINT payments_swept_check CHECK ((swept = ANY (ARRAY[0, 1]))),
    CONSTRAINT payments_token_check CHECK ((length(token) = 42)),
    CONSTRAINT payments_vanished_check CHECK ((vanished = ANY (ARRAY[0, 1])))
);
CREATE TABLE public.schema_migrations (
    version integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at bigint NOT NULL
);
CREATE TABLE public.status_counts (
    subject text NOT NULL COLLATE pg_catalog."C",
    chain text NOT NULL COLLATE pg_catalog."C",
    status text NOT NULL COLLATE pg_catalog."C",
    shard bigint NOT NULL,
    value bigint NOT NULL
)
WITH (fillfactor='50');
CREATE TABLE public.sweep_authorizations (
    chain_id bigint NOT NULL,
    address text NOT NULL COLLATE pg_catalog."C",
    sweeper text NOT NULL COLLATE pg_catalog."C",
    nonce bigint NOT NULL,
    y_parity bigint NOT NULL,
    r text NOT NULL COLLATE pg_catalog."C",
    s text NOT NULL COLLATE pg_catalog."C",
    CONSTRAINT sweep_authorizations_address_check CHECK ((length(address) = 42)),
    CONSTRAINT sweep_authorizations_nonce_check CHECK ((nonce >= 0)),
    CONSTRAINT sweep_authorizations_r_check CHECK ((length(r) = 66)),
    CONSTRAINT sweep_authorizations_s_check CHECK ((length(s) = 66)),
    CONSTRAINT sweep_authorizations_sweeper_check CHECK ((length(sweeper) = 42)),
    CONSTRAINT sweep_authorizations_y_parity_check CHECK ((y_parity = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);
CREATE TABLE public.sweep_plans (
    payment_id text NOT NULL COLLATE pg_catalog."C",
    token text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    strategy text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL,
    updated_at bigint NOT NULL,
    ask_at bigint NOT NULL,
    searched_to bigint NOT NULL,
    CONSTRAINT sweep_plans_state_check CHECK ((state = ANY (ARRAY['planned'::text, 'funded'::text, 'blocked'::text])))
);
CREATE TABLE public.sweep_txs (
    chain_id bigint NOT NULL,
    tx_hash text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    sender text NOT NULL COLLATE pg_catalog."C",
    nonce bigint NOT NULL,
    raw_tx text NOT NULL,
    signed_block bigint NOT NULL,
    signed_time bigint NOT NULL,
    block_number bigint,
    block_hash text COLLATE pg_catalog."C",
    fee numeric(78,0),
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    CONSTRAINT sweep_txs_block_hash_check CHECK ((length(block_hash) = 66)),
    CONSTRAINT sweep_txs_fee_check CHECK ((fee >= (0)::numeric)),
    CONSTRAINT sweep_txs_kind_check CHECK ((kind = ANY (ARRAY['native'::text, 'token'::text, 'topup'::text, 'batch'::text, 'deploy'::text]))),
    CONSTRAINT sweep_txs_sender_check CHECK ((length(sender) = 42)),
    CONSTRAINT sweep_txs_state_check CHECK ((state = ANY (ARRAY['signed'::text, 'broadcast'::text, 'mined'::text, 'final'::text, 'replaced'::text, 'dropped'::text]))),
    CONSTRAINT sweep_txs_tx_hash_check CHECK ((length(tx_hash) = 66))
);
CREATE TABLE public.sweeps (
    id text NOT NULL COLLATE pg_catalog."C",
    chain_id bigint NOT NULL,
    payment_id text NOT NULL COLLATE pg_catalog."C",
    kind text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    from_address text NOT NULL COLLATE pg_catalog."C",
    to_address text NOT NULL COLLATE pg_catalog."C",
    token text COLLATE pg_catalog."C",
    symbol text NOT NULL COLLATE pg_catalog."C",
    decimals bigint NOT NULL,
    amount numeric(78,0) NOT NULL,
    tx_hash text NOT NULL COLLATE pg_catalog."C",
    block_number bigint,
    block_hash text COLLATE pg_catalog."C",
    fee numeric(78,0),
    note text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    CONSTRAINT sweeps_amount_check CHECK ((amount >= (0)::numeric)),
    CONSTRAINT sweeps_fee_check CHECK ((fee >= (0)::numeric)),
    CONSTRAINT sweeps_from_address_check CHECK ((length(from_address) = 42)),
    CONSTRAINT sweeps_kind_check CHECK ((kind = ANY (ARRAY['native'::text, 'token'::text, 'topup'::text, 'batch'::text, 'foreign'::text]))),
    CONSTRAINT sweeps_state_check CHECK ((state = ANY (ARRAY['signed'::text, 'broadcast'::text, 'mined'::text, 'final'::text, 'failed'::text, 'dropped'::text]))),
    CONSTRAINT sweeps_to_address_check CHECK ((length(to_address) = 42)),
    CONSTRAINT sweeps_token_check CHECK ((length(token) = 42)),
    CONSTRAINT sweeps_tx_hash_check CHECK ((length(tx_hash) = 66))
);
CREATE TABLE public.token_facts (
    chain_id bigint NOT NULL,
    token text NOT NULL COLLATE pg_catalog."C",
    has_code smallint,
    decimals bigint,
    asked_at bigint NOT NULL,
    CONSTRAINT token_facts_has_code_check CHECK ((has_code = ANY (ARRAY[0, 1]))),
    CONSTRAINT token_facts_token_check CHECK ((length(token) = 42))
);
CREATE TABLE public.transfers (
    chain_id bigint NOT NULL,
    tx_hash text NOT NULL COLLATE pg_catalog."C",
    log_index bigint NOT NULL,
    payment_id text NOT NULL COLLATE pg_catalog."C",
    token text COLLATE pg_catalog."C",
    from_address text NOT NULL COLLATE pg_catalog."C",
    to_address text NOT NULL COLLATE pg_catalog."C",
    amount numeric(78,0) NOT NULL,
    block_number bigint NOT NULL,
    block_hash text NOT NULL COLLATE pg_catalog."C",
    block_time bigint NOT NULL,
    standing text NOT NULL COLLATE pg_catalog."C",
    depth text NOT NULL COLLATE pg_catalog."C",
    orphaned smallint NOT NULL,
    CONSTRAINT transfers_amount_check CHECK ((amount > (0)::numeric)),
    CONSTRAINT transfers_block_hash_check CHECK ((length(block_hash) = 66)),
    CONSTRAINT transfers_depth_check CHECK ((depth = ANY (ARRAY['seen'::text, 'confirmed'::text, 'final'::text]))),
    CONSTRAINT transfers_from_address_check CHECK ((length(from_address) = 42)),
    CONSTRAINT transfers_log_index_check CHECK ((log_index >= '-1'::integer)),
    CONSTRAINT transfers_orphaned_check CHECK ((orphaned = ANY (ARRAY[0, 1]))),
    CONSTRAINT transfers_standing_check CHECK ((standing = ANY (ARRAY['counts'::text, 'late'::text, 'wrong_token'::text, 'early'::text, 'own'::text]))),
    CONSTRAINT transfers_to_address_check CHECK ((length(to_address) = 42)),
    CONSTRAINT transfers_token_check CHECK ((length(token) = 42)),
    CONSTRAINT transfers_tx_hash_check CHECK ((length(tx_hash) = 66))
);
CREATE TABLE public.unissued_money (
    chain_id bigint NOT NULL,
    address text NOT NULL COLLATE pg_catalog."C",
    token text NOT NULL COLLATE pg_catalog."C",
    wallet_id text NOT NULL COLLATE pg_catalog."C",
    derivation_index bigint NOT NULL,
    amount numeric(78,0) NOT NULL,
    block_number bigint NOT NULL,
    tx_hash text COLLATE pg_catalog."C",
    found_at bigint NOT NULL,
    CONSTRAINT unissued_money_address_check CHECK ((length(address) = 42)),
    CONSTRAINT unissued_money_amount_check CHECK ((amount >= (0)::numeric)),
    CONSTRAINT unissued_money_tx_hash_check CHECK ((length(tx_hash) = 66))
);
CREATE TABLE public.unissued_windows (
    first_index bigint NOT NULL,
    wallet_id text NOT NULL COLLATE pg_catalog."C",
    is_lost bigint NOT NULL,
    addresses bytea NOT NULL,
    CONSTRAINT unissued_windows_is_lost_check CHECK ((is_lost = ANY (ARRAY[(0)::bigint, (1)::bigint])))
);
CREATE TABLE public.webhook_attempts (
    payment_id text NOT NULL COLLATE pg_catalog."C",
    message_id text NOT NULL COLLATE pg_catalog."C",
    number bigint NOT NULL,
    ended_ms bigint NOT NULL,
    duration_ms bigint NOT NULL,
    status bigint,
    address text,
    answer text NOT NULL,
    error text,
    CONSTRAINT webhook_attempts_duration_ms_check CHECK ((duration_ms >= 0)),
    CONSTRAINT webhook_attempts_number_check CHECK ((number > 0))
);
CREATE TABLE public.webhook_endpoints (
    endpoint text NOT NULL COLLATE pg_catalog."C",
    state text NOT NULL COLLATE pg_catalog."C",
    failures bigint NOT NULL,
    since_ms bigint NOT NULL,
    probe_ms bigint NOT NULL,
    probes bigint NOT NULL,
    probe_id text NOT NULL COLLATE pg_catalog."C",
    last_error text NOT NULL,
    CONSTRAINT webhook_endpoints_failures_check CHECK ((failures >= 0)),
    CONSTRAINT webhook_endpoints_probes_check CHECK ((probes >= 0)),
    CONSTRAINT webhook_endpoints_state_check CHECK ((state = ANY (ARRAY['failing'::text, 'open'::text, 'disabled'::text])))
);
CREATE TABLE public.webhooks (
    id text NOT NULL COLLATE pg_catalog."C",
    payment_id text NOT NULL COLLATE pg_catalog."C",
    seq bigint NOT NULL,
    event text NOT NULL COLLATE pg_catalog."C",
    url text,
    body text NOT NULL,
    state text NOT NULL COLLATE pg_catalog."C",
    attempts bigint NOT NULL,
    created_at_ms bigint NOT NULL,
    next_attempt_ms bigint NOT NULL,
    attempted_ms bigint,
    last_status bigint,
    last_error text,
    claimed_by bigint,
    endpoint text DEFAULT ''::text NOT NULL COLLATE pg_catalog."C",
    step_shift bigint DEFAULT 0 NOT NULL,
    replayed bigint DEFAULT 0 NOT NULL,
    resume_ms bigint,
    "position" bigint,
    CONSTRAINT webhooks_claimed_by_check CHECK ((claimed_by >= 0)),
    CONSTRAINT webhooks_position_check CHECK (("position" >= 0)),
    CONSTRAINT webhooks_replayed_check CHECK ((replayed = ANY (ARRAY[(0)::bigint, (1)::bigint]))),
    CONSTRAINT webhooks_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'dead'::text, 'skipped'::text])))
);
INSERT INTO public.archived_payments VALUES ('01a22dbe-d951-7089-bf30-4ef2971bb042', 31337, '0x58a57ed9d8d624cbd12e2c467d34787555bb1b25', 0, 0, 'archived-1', 'ctrip-archive-20261130T183654Z-9060867bcc189041.jsonl.gz', 1796063814);
INSERT INTO public.archived_transfers VALUES (31337, '0x627e8dfe13b7eae39a78abd6d9fc52c4a876b92e333f316a0226d3e35e058040', -1, '01a22dbe-d951-7089-bf30-4ef2971bb042', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x58a57ed9d8d624cbd12e2c467d34787555bb1b25', 10000000000000000, 14, '0x27ddebf7b197d58725e3b25aba0eb75b42eee4a007ae7529ebd4cbf504ff815b', 1796063824);
INSERT INTO public.chains VALUES (31337, 'anvil', 90, '0xdfe4e27b4e99ff6b06516b49c6f294c3743658e69ced2ca0799a2b944f7a8719', 1796067471, 90, 86, 1796063817, 85, 0, NULL, 0, 'headers receipts transactions');
INSERT INTO public.checkpoints VALUES (31337, 1, '0x2da256e0e3203736c899fc48d2b33966e6ec506b4c1550b3462b836dde909583', 1796063811);
INSERT INTO public.checkpoints VALUES (31337, 0, '0xc3b2a098c15b79145c190bb349db490a29025e1ad9b22afac09c6fc2e65e6a6f', 1796063811);
INSERT INTO public.checkpoints VALUES (31337, 2, '0x64db7d9a66cfac7b5c6c01bd6cea86b964d356066e862aaf41a20e2d17b927f3', 1796063811);
INSERT INTO public.checkpoints VALUES (31337, 7, '0x7b6620aa7be3afeb509b0ffb836c0b7a7f31db750f5c86e6f6e1c8f4db9725a6', 1796063817);
INSERT INTO public.checkpoints VALUES (31337, 13, '0x6ae678c7e63d23e30cd150db57554b5e59b32a1eee94588b72c2ef3c492b6db2', 1796063822);
INSERT INTO public.checkpoints VALUES (31337, 14, '0x27ddebf7b197d58725e3b25aba0eb75b42eee4a007ae7529ebd4cbf504ff815b', 1796063824);
INSERT INTO public.checkpoints VALUES (31337, 17, '0xb7e743cd6abe8c4d86f349bca8d4da00728b9b55f9cbfcfc633e8d10adb17b64', 1796063824);
INSERT INTO public.checkpoints VALUES (31337, 22, '0x8517941f0c23db1704d2b46cd13505e88b616df81d2efe388766713166938a28', 1796063829);
INSERT INTO public.checkpoints VALUES (31337, 30, '0xd0f7cc09993c7e60fb75469d21e8cd4d1b88ff50fd8129c5af03a872d84ef53e', 1796063834);
INSERT INTO public.checkpoints VALUES (31337, 32, '0x5510024699f833d0f58484973922ea7aadc45dfec74ebf7d2d3c418cdd60317c', 1796063834);
INSERT INTO public.checkpoints VALUES (31337, 34, '0x24d64196b19e4bb96162f8c8d499d2f8c5a4211317306d031caac434d674b6dc', 1796067436);
INSERT INTO public.checkpoints VALUES (31337, 35, '0x2b31cdca2877afec9cdb953f67983855cc97ddf0cc84feebcd3a673033b45804', 1796067436);
INSERT INTO public.checkpoints VALUES (31337, 40, '0xaf021542ceaad29dc0a116e660290235709d77e873b21415c48c37bff93946cf', 1796067441);
INSERT INTO public.checkpoints VALUES (31337, 48, '0xad9784df6469fc03e1b5c06b57a5aaf7cd7059f457ab8330b8a2fdecaa1c8e7a', 1796067446);
INSERT INTO public.checkpoints VALUES (31337, 55, '0xd36dccd901af012f489859b8df3bb1b0f783948592893b669c110ebbb592ab5f', 1796067453);
INSERT INTO public.checkpoints VALUES (31337, 61, '0xef0cac2091b16766f19eb6f2e09398d30c0000ab7460b57475e0a751adaf8a8c', 1796067453);
INSERT INTO public.checkpoints VALUES (31337, 66, '0x2e81037369e636402dd0b3bdc4c2887f38854ef3fc6c0c8d35767ae17bd0eab6', 1796067453);
INSERT INTO public.checkpoints VALUES (31337, 71, '0x1a314cf8736a72f19b702adb4d9dee59a352c684f45d0d42baaa07e680ec161a', 1796067458);
INSERT INTO public.checkpoints VALUES (31337, 77, '0xed653541c26dfc5afff00545915750696cff30ab1cd44ce2b88cc1abe6ebe426', 1796067463);
INSERT INTO public.checkpoints VALUES (31337, 85, '0x6828249a96d210edce38ac2f19b08d0e5a2616e33a8981200becd08ff4be7d1d', 1796067469);
INSERT INTO public.checkpoints VALUES (31337, 90, '0xdfe4e27b4e99ff6b06516b49c6f294c3743658e69ced2ca0799a2b944f7a8719', 1796067471);
INSERT INTO public.counters VALUES ('database_id', 4861367729732702);
INSERT INTO public.counters VALUES ('events', 0);
INSERT INTO public.counters VALUES ('derivation_index', 17);
INSERT INTO public.counters VALUES ('payment_number', 17);
INSERT INTO public.job_runs VALUES ('confirm', 'anvil', 1796063817545, 16, 0, '', '01a22dbeef42776f9bf4599e1136feaf', 1796063817561, 0, 27516928);
INSERT INTO public.job_runs VALUES ('sweep', 'anvil', 1796063817694, 20135, 0, '', '01a22dbeefde72cb8137d019c18deeec', 1796063837829, 0, 27516928);
INSERT INTO public.job_runs VALUES ('send-webhooks', '', 1796063837911, 8, 69, '9 webhook messages are due and were not sent, since their endpoints fail; ''ctrip webhooks list'' names these', '01a22dbf3ed772ae8a49d28d8e7dbe7a', 1796063815930, 0, 27516928);
INSERT INTO public.job_runs VALUES ('archive', '', 1796063814084, 29, 0, '', '01a22dbee1a6717d99966dd1602d2299', 1796063814113, 0, 27516928);
INSERT INTO public.job_runs VALUES ('scan', 'anvil', 1796063837951, 11, 0, '', '01a22dbf3ef875a39bfa3104d553e55a', 1796063837962, 0, 27516928);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="delete unissued_windows"', '', 2798051952973196, 225);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="insert chains"', '', 504042762373750, 407);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="insert token_facts"', '', 8530674634372163, 290);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="insert unissued_windows"', '', 1530803928615662, 1628);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="delete unissued_windows"', '', 3710956016100596, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="insert chains"', '', 3687960904790640, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="insert token_facts"', '', 6107227867433019, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="insert unissued_windows"', '', 5106014193064745, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="begin"', '', 8781075727359245, 22329);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="commit"', '', 215232886446131, 24548);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select chains"', '', 7682283074599254, 52500);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select doubts"', '', 3887359527977258, 6777);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="begin"', '', 2401958276170689, 162);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="commit"', '', 2130788692733999, 162);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="update chains"', '', 4808991031016162, 20361);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="delete checkpoints"', '', 8308157095219496, 5292);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="insert checkpoints"', '', 7411204908508611, 6635);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select nodes"', '', 4225771658031262, 20304);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select payments"', '', 924713900516185, 155535);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select token_facts"', '', 3621124966999456, 8885);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select chains"', '', 4266909756058566, 292);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="update chains"', '', 1250082842955783, 79);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select doubts"', '', 5785220517528243, 24);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select nodes"', '', 1920930871734921, 58);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select checkpoints"', '', 605274049014196, 11415);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select counters"', '', 3745518953071274, 10675);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select payments"', '', 8648544821038336, 384);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select token_facts"', '', 3428885132345106, 24);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select unissued_windows"', '', 3178678230192302, 9495);
INSERT INTO public.metric_values VALUES ('ctrip_job_start_seconds', 'job="scan"', '10', 748571861199612, 24);
INSERT INTO public.metric_values VALUES ('ctrip_job_start_seconds', 'job="scan"', 'sum', 4643873688424349, 186);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="delete checkpoints"', '', 1753805508275019, 22);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="insert checkpoints"', '', 6368531614278716, 22);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select checkpoints"', '', 8775715154197756, 40);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select counters"', '', 4970683830213342, 58);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select unissued_windows"', '', 6123952738819854, 23);
INSERT INTO public.metric_values VALUES ('ctrip_scan_proof_blocks_total', 'chain="anvil",proof="unwatched"', '', 6340776467991365, 1);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="scan",chain="anvil"', '100', 6441043258342048, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="insert payment_history"', '', 3137691358498162, 12545);
INSERT INTO public.metric_values VALUES ('ctrip_payment_creation_duration_seconds', '', '5', 8413915252291179, 17);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="insert webhooks"', '', 4863736381920609, 65127);
INSERT INTO public.metric_values VALUES ('ctrip_payment_creation_duration_seconds', '', 'sum', 3594274188718288, 69);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select"', '', 8007271629012740, 7824);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="update payments"', '', 7554491856207826, 54350);
INSERT INTO public.metric_values VALUES ('ctrip_block_detection_seconds', 'chain="anvil"', '1', 2782543994261837, 10);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select sweep_txs"', '', 1031983437206218, 114075);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="insert payment_history"', '', 8474749585964083, 42);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="insert webhooks"', '', 4715344877070959, 42);
INSERT INTO public.metric_values VALUES ('ctrip_node_calls_total', 'chain="anvil",node="127.0.0.1:43155",method="eth_chainId"', '', 130538831792823, 57);
INSERT INTO public.metric_values VALUES ('ctrip_node_calls_total', 'chain="anvil",node="127.0.0.1:43155",method="eth_getBlockByNumber"', '', 7334429345642657, 395);
INSERT INTO public.metric_values VALUES ('ctrip_node_received_bytes_total', 'chain="anvil",node="127.0.0.1:43155"', '', 7281891118329354, 1059149);
INSERT INTO public.metric_values VALUES ('ctrip_payments_created_total', 'chain="anvil",token="ETH"', '', 813196191467760, 12);
INSERT INTO public.metric_values VALUES ('ctrip_node_request_duration_seconds', 'chain="anvil",node="127.0.0.1:43155"', '5', 8312712805153246, 589);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="insert transfers"', '', 7855622748147095, 6169);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select sweeps"', '', 976235878682945, 18363);
INSERT INTO public.metric_values VALUES ('ctrip_node_request_duration_seconds', 'chain="anvil",node="127.0.0.1:43155"', 'sum', 1518249217929828, 161);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select address_filter"', '', 409902914840544, 3584);
INSERT INTO public.metric_values VALUES ('ctrip_node_requests_total', 'chain="anvil",node="127.0.0.1:43155"', '', 8375235406777805, 592);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select transfers"', '', 5440798697029367, 73509);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select archived_payments"', '', 6208442506096288, 7414);
INSERT INTO public.metric_values VALUES ('ctrip_node_sent_bytes_total', 'chain="anvil",node="127.0.0.1:43155"', '', 3708222418017441, 294439);
INSERT INTO public.metric_values VALUES ('ctrip_node_calls_total', 'chain="anvil",node="127.0.0.1:43155",method="eth_getBalance"', '', 3627440090284391, 185);
INSERT INTO public.metric_values VALUES ('ctrip_node_calls_total', 'chain="anvil",node="127.0.0.1:43155",method="eth_getCode"', '', 3239296618430386, 130);
INSERT INTO public.metric_values VALUES ('ctrip_node_calls_total', 'chain="anvil",node="127.0.0.1:43155",method="eth_getTransactionCount"', '', 4078256233896610, 140);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="scan",chain="anvil"', 'sum', 6982736326745795, 484);
INSERT INTO public.metric_values VALUES ('ctrip_job_runs_total', 'job="scan",chain="anvil",outcome="ok"', '', 8594795372549209, 24);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="insert transfers"', '', 2559660090770895, 16);
INSERT INTO public.metric_values VALUES ('ctrip_node_calls_total', 'chain="anvil",node="127.0.0.1:43155",method="eth_call"', '', 4941617886153655, 140);
INSERT INTO public.metric_values VALUES ('ctrip_scan_blocks_total', 'chain="anvil"', '', 246086141133317, 96);
INSERT INTO public.metric_values VALUES ('ctrip_scan_range_blocks', 'chain="anvil"', '1', 4250350589491648, 4);
INSERT INTO public.metric_values VALUES ('ctrip_scan_range_blocks', 'chain="anvil"', 'sum', 5228218935822470, 96);
INSERT INTO public.metric_values VALUES ('ctrip_chain_head_timestamp_seconds', 'chain="anvil"', 'level', 1984154739251076, 1796067471);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select"', '', 8672415291730290, 27);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="update payments"', '', 6036810099502139, 97);
INSERT INTO public.metric_values VALUES ('ctrip_sponsor_left_seconds', 'chain="anvil"', 'level', 5676403174822176, 315360000);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="scan",chain="anvil"', '50', 4729083615803970, 21);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select sweeps"', '', 507035953312597, 67);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select transfers"', '', 1306410905179872, 190);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="confirm",chain="anvil"', '10', 88575174088724, 7);
INSERT INTO public.metric_values VALUES ('ctrip_job_start_seconds', 'job="sweep"', '25', 8822999259167740, 14);
INSERT INTO public.metric_values VALUES ('ctrip_job_start_seconds', 'job="sweep"', 'sum', 7392635169636884, 197);
INSERT INTO public.metric_values VALUES ('ctrip_job_start_seconds', 'job="confirm"', '10', 3828826418360366, 18);
INSERT INTO public.metric_values VALUES ('ctrip_job_start_seconds', 'job="confirm"', 'sum', 1274762765143602, 134);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="confirm",chain="anvil"', 'sum', 5860137988489949, 249);
INSERT INTO public.metric_values VALUES ('ctrip_job_runs_total', 'job="confirm",chain="anvil",outcome="ok"', '', 1886463454899197, 18);
INSERT INTO public.metric_values VALUES ('ctrip_node_calls_total', 'chain="anvil",node="127.0.0.1:43155",method="eth_getTransactionReceipt"', '', 3052972700549041, 126);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="sweep",chain="anvil"', 'sum', 5160425209657330, 20442);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select metric_values"', '', 3955498516641460, 12694);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="scan",chain="anvil"', '10', 4836680934216396, 2);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select metric_values"', '', 8913382087130017, 42);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="sweep",chain="anvil"', '10', 535679906584545, 5);
INSERT INTO public.metric_values VALUES ('ctrip_node_calls_total', 'chain="anvil",node="127.0.0.1:43155",method="eth_getLogs"', '', 420118243872521, 23);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select address_filter"', '', 4937809667255762, 20);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select archived_payments"', '', 4067711349318610, 40);
INSERT INTO public.metric_values VALUES ('ctrip_payment_detection_seconds', 'chain="anvil"', '1', 2128431579519090, 10);
INSERT INTO public.metric_values VALUES ('ctrip_payment_events_total', 'chain="anvil",event="payment.detected"', '', 3993293860774100, 10);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select sweep_txs"', '', 3073431193695939, 159);
INSERT INTO public.metric_values VALUES ('ctrip_scan_proof_blocks_total', 'chain="anvil",proof="bloom"', '', 8592730195145520, 95);
INSERT INTO public.metric_values VALUES ('ctrip_scan_transfers_total', 'chain="anvil"', '', 1206827039197947, 16);
INSERT INTO public.metric_values VALUES ('ctrip_job_runs_total', 'job="sweep",chain="anvil",outcome="ok"', '', 7080623329614820, 15);
INSERT INTO public.metric_values VALUES ('ctrip_sponsor_balance', 'chain="anvil"', 'level', 5131455379365787, 9999999340);
INSERT INTO public.metric_values VALUES ('ctrip_payment_confirmation_seconds', 'chain="anvil"', 'sum', 4981404923392656, 1);
INSERT INTO public.metric_values VALUES ('ctrip_payment_finality_seconds', 'chain="anvil"', 'sum', 4732095210634909, 1);
INSERT INTO public.metric_values VALUES ('ctrip_scan_range_blocks', 'chain="anvil"', '5', 5489498256344476, 7);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="delete sweep_plans"', '', 5023680824194524, 1676);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select payment_history"', '', 6687634743020595, 5200);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="update transfers"', '', 7811701688186312, 4985);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select payment_history"', '', 5614103323867026, 26);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="update sweep_plans"', '', 4631624049585630, 2913);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="insert sweep_plans"', '', 6545009589682758, 4510);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="insert sweep_txs"', '', 112742915610318, 6018);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="update transfers"', '', 7031826935166361, 18);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="update sweep_plans"', '', 3483295410953585, 11);
INSERT INTO public.metric_values VALUES ('ctrip_node_calls_total', 'chain="anvil",node="127.0.0.1:43155",method="eth_getBlockReceipts"', '', 6175853829884026, 13);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="insert sweeps"', '', 3748606182745275, 3082);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select sweep_plans"', '', 4102645638207910, 9470);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="update sweep_txs"', '', 1433348093422572, 7784);
INSERT INTO public.metric_values VALUES ('ctrip_payment_confirmation_seconds', 'chain="anvil"', '1', 7716774306058283, 9);
INSERT INTO public.metric_values VALUES ('ctrip_payment_events_total', 'chain="anvil",event="payment.confirmed"', '', 923303110759947, 9);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="confirm",chain="anvil"', '50', 3883882923143578, 11);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="update sweeps"', '', 1310675967315137, 7016);
INSERT INTO public.metric_values VALUES ('ctrip_payment_events_total', 'chain="anvil",event="payment.paid"', '', 5577491069204400, 9);
INSERT INTO public.metric_values VALUES ('ctrip_payment_finality_seconds', 'chain="anvil"', '1', 4805623156755225, 9);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="delete sweep_plans"', '', 3978347226464624, 9);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="insert sweep_plans"', '', 4767996649955465, 11);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="insert sweep_txs"', '', 4026770394703581, 10);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="insert sweeps"', '', 8874947252303808, 10);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select sweep_plans"', '', 4474606270844797, 19);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="update sweep_txs"', '', 4869725983372228, 28);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="update sweeps"', '', 8503112036204581, 28);
INSERT INTO public.metric_values VALUES ('ctrip_node_calls_total', 'chain="anvil",node="127.0.0.1:43155",method="eth_estimateGas"', '', 8027427004553087, 15);
INSERT INTO public.metric_values VALUES ('ctrip_node_calls_total', 'chain="anvil",node="127.0.0.1:43155",method="eth_feeHistory"', '', 7218708651141198, 548);
INSERT INTO public.metric_values VALUES ('ctrip_node_calls_total', 'chain="anvil",node="127.0.0.1:43155",method="eth_gasPrice"', '', 690508684619077, 13);
INSERT INTO public.metric_values VALUES ('ctrip_node_calls_total', 'chain="anvil",node="127.0.0.1:43155",method="eth_maxPriorityFeePerGas"', '', 4208233352801220, 13);
INSERT INTO public.metric_values VALUES ('ctrip_node_calls_total', 'chain="anvil",node="127.0.0.1:43155",method="eth_sendRawTransaction"', '', 8003836223959305, 11);
INSERT INTO public.metric_values VALUES ('ctrip_sweep_transactions_total', 'chain="anvil",kind="native",event="signed"', '', 8804137169789070, 4);
INSERT INTO public.metric_values VALUES ('ctrip_payment_settlement_seconds', 'chain="anvil"', 'sum', 6552737390357431, 1);
INSERT INTO public.metric_values VALUES ('ctrip_payment_events_total', 'chain="anvil",event="payment.settled"', '', 539173241696888, 6);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="delete payment_history"', '', 6212796909707710, 142);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="delete payments"', '', 5871143135463333, 1044);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="delete sweeps"', '', 9006827077450, 165);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="delete transfers"', '', 470674371344432, 603);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="delete webhook_attempts"', '', 4827357193876866, 223);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="delete webhooks"', '', 8136239090332202, 2677);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="insert archived_payments"', '', 6981175325151274, 1344);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="insert webhook_attempts"', '', 3338915586742232, 5334);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select webhook_endpoints"', '', 445930073749316, 2123);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select webhooks"', '', 369654284303388, 28862);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="update webhooks"', '', 1349972779631500, 18104);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select webhook_endpoints"', '', 4114999668276795, 7);
INSERT INTO public.metric_values VALUES ('ctrip_payment_settlement_seconds', 'chain="anvil"', '1', 1378547943052326, 6);
INSERT INTO public.metric_values VALUES ('ctrip_sweep_fees_native_total', 'chain="anvil"', '', 5057835056755496, 728981);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="sweep",chain="anvil"', '50', 3604329917670806, 7);
INSERT INTO public.metric_values VALUES ('ctrip_scan_range_blocks', 'chain="anvil"', '10', 504505826365564, 8);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="with webhooks"', '', 8918273047334553, 11037);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="insert webhook_attempts"', '', 4519973106883543, 23);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="with webhooks"', '', 6450911939701504, 15);
INSERT INTO public.metric_values VALUES ('ctrip_job_start_seconds', 'job="send-webhooks"', '10', 2824323235729398, 6);
INSERT INTO public.metric_values VALUES ('ctrip_webhook_attempt_duration_seconds', 'endpoint="default"', '5', 3336135574706808, 23);
INSERT INTO public.metric_values VALUES ('ctrip_webhook_attempt_duration_seconds', 'endpoint="default"', 'sum', 8307685019747668, 26);
INSERT INTO public.metric_values VALUES ('ctrip_webhook_attempts_total', 'endpoint="default",result="2xx"', '', 2473420528548562, 22);
INSERT INTO public.metric_values VALUES ('ctrip_webhook_delay_seconds', 'endpoint="default"', 'sum', 7485658442547718, 10095);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="send-webhooks",chain=""', '50', 4456722377021922, 4);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select webhooks"', '', 7138143772819460, 60);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="update webhooks"', '', 5799697808283623, 30);
INSERT INTO public.metric_values VALUES ('ctrip_sweep_cost_ratio', 'chain="anvil"', '1', 8188711782247059, 3);
INSERT INTO public.metric_values VALUES ('ctrip_job_start_seconds', 'job="send-webhooks"', 'sum', 2009061394078477, 68);
INSERT INTO public.metric_values VALUES ('ctrip_sweep_transactions_total', 'chain="anvil",kind="native",event="final"', '', 6335230120076319, 3);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="send-webhooks",chain=""', 'sum', 2330826375198162, 115);
INSERT INTO public.metric_values VALUES ('ctrip_webhook_delay_seconds', 'endpoint="default"', '100', 4939552738475194, 2);
INSERT INTO public.metric_values VALUES ('ctrip_webhook_delay_seconds', 'endpoint="default"', '500', 7689861628318140, 9);
INSERT INTO public.metric_values VALUES ('ctrip_job_runs_total', 'job="send-webhooks",chain="",outcome="ok"', '', 5784802355609939, 3);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select webhook_attempts"', '', 8015231796186661, 439);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="delete payment_history"', '', 4528229731922345, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="delete payments"', '', 2104501635118475, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="delete sweeps"', '', 6889257065634604, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="delete transfers"', '', 5847901782673482, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="delete webhook_attempts"', '', 3794484009417510, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="delete webhooks"', '', 1688584263275448, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="insert archived_payments"', '', 8004153527077095, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select webhook_attempts"', '', 1922630942370569, 2);
INSERT INTO public.metric_values VALUES ('ctrip_job_start_seconds', 'job="archive"', '50', 4821134980164558, 1);
INSERT INTO public.metric_values VALUES ('ctrip_job_start_seconds', 'job="archive"', 'sum', 477990876580298, 30);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="archive",chain=""', '50', 7340709315303903, 1);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="archive",chain=""', 'sum', 6353600134049798, 29);
INSERT INTO public.metric_values VALUES ('ctrip_job_runs_total', 'job="archive",chain="",outcome="ok"', '', 2623232096028292, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="insert archived_transfers"', '', 2817083334242074, 874);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="insert archived_transfers"', '', 7038473087042277, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="insert nodes"', '', 5902254216103122, 448);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="insert nodes"', '', 2903153420810280, 1);
INSERT INTO public.metric_values VALUES ('ctrip_scan_range_blocks', 'chain="anvil"', '2', 1908409020816072, 2);
INSERT INTO public.metric_values VALUES ('ctrip_payment_events_total', 'chain="anvil",event="payment.expired"', '', 63348362069164, 3);
INSERT INTO public.metric_values VALUES ('ctrip_payment_events_total', 'chain="anvil",event="payment.late"', '', 1019417422871457, 1);
INSERT INTO public.metric_values VALUES ('ctrip_payment_flags_total', 'chain="anvil",flag="late"', '', 1101287047162682, 1);
INSERT INTO public.metric_values VALUES ('ctrip_node_request_duration_seconds', 'chain="anvil",node="127.0.0.1:43155"', '10', 1161350828371198, 3);
INSERT INTO public.metric_values VALUES ('ctrip_sweep_transactions_total', 'chain="anvil",kind="token",event="signed"', '', 8111802815390269, 2);
INSERT INTO public.metric_values VALUES ('ctrip_sweep_transactions_total', 'chain="anvil",kind="topup",event="signed"', '', 348551193843715, 2);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="sweep",chain="anvil"', '100', 7111969447762629, 2);
INSERT INTO public.metric_values VALUES ('ctrip_sweep_transactions_total', 'chain="anvil",kind="token",event="final"', '', 3665307007406398, 2);
INSERT INTO public.metric_values VALUES ('ctrip_sweep_transactions_total', 'chain="anvil",kind="topup",event="final"', '', 1504405710098757, 2);
INSERT INTO public.metric_values VALUES ('ctrip_webhook_delay_seconds', 'endpoint="default"', '1000', 1660003365707956, 10);
INSERT INTO public.metric_values VALUES ('ctrip_payment_flags_total', 'chain="anvil",flag="multiple"', '', 1177773267532399, 2);
INSERT INTO public.metric_values VALUES ('ctrip_payments_created_total', 'chain="anvil",token="USDT"', '', 5844865904054361, 5);
INSERT INTO public.metric_values VALUES ('ctrip_payment_flags_total', 'chain="anvil",flag="overpaid"', '', 5709141072380466, 2);
INSERT INTO public.metric_values VALUES ('ctrip_payment_events_total', 'chain="anvil",event="payment.partially_paid"', '', 5481089707628963, 2);
INSERT INTO public.metric_values VALUES ('ctrip_payment_flags_total', 'chain="anvil",flag="underpaid"', '', 4790150791226818, 3);
INSERT INTO public.metric_values VALUES ('ctrip_payment_detection_seconds', 'chain="anvil"', 'sum', 1208789826262057, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="delete archived_transfers"', '', 1551349079983798, 146);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="delete doubts"', '', 8331348150945624, 367);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="update doubts"', '', 4899621568972486, 122);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="delete archived_transfers"', '', 5985498787307325, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="delete doubts"', '', 4010386827299812, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="update doubts"', '', 6018766095660274, 1);
INSERT INTO public.metric_values VALUES ('ctrip_payment_events_total', 'chain="anvil",event="payment.failed"', '', 3938186589693799, 1);
INSERT INTO public.metric_values VALUES ('ctrip_payment_flags_total', 'chain="anvil",flag="reorged"', '', 1736563377964574, 1);
INSERT INTO public.metric_values VALUES ('ctrip_reorganisation_depth_blocks', 'chain="anvil"', '10', 7886766927983536, 1);
INSERT INTO public.metric_values VALUES ('ctrip_reorganisation_depth_blocks', 'chain="anvil"', 'sum', 7785531650328114, 6);
INSERT INTO public.metric_values VALUES ('ctrip_reorganisations_total', 'chain="anvil"', '', 7968049492696701, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="insert webhook_endpoints"', '', 3694577364604268, 176);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="insert webhook_endpoints"', '', 5581604440980041, 1);
INSERT INTO public.metric_values VALUES ('ctrip_webhook_attempts_total', 'endpoint="default",result="4xx"', '', 5501522754369657, 1);
INSERT INTO public.metric_values VALUES ('ctrip_webhook_dead_letters_total', 'endpoint="default"', '', 498523166065107, 1);
INSERT INTO public.metric_values VALUES ('ctrip_webhook_delay_seconds', 'endpoint="default"', '50', 4570248839801216, 1);
INSERT INTO public.metric_values VALUES ('ctrip_job_start_seconds', 'job="sweep"', '10', 2588295977159224, 1);
INSERT INTO public.metric_values VALUES ('ctrip_sweep_transactions_total', 'chain="anvil",kind="deploy",event="signed"', '', 1523500603015950, 1);
INSERT INTO public.metric_values VALUES ('ctrip_sweep_transactions_total', 'chain="anvil",kind="deploy",event="final"', '', 7524517507509364, 1);
INSERT INTO public.metric_values VALUES ('ctrip_database_statement_seconds_total', 'statement="select sweep_authorizations"', '', 6369493228321357, 370);
INSERT INTO public.metric_values VALUES ('ctrip_database_statements_total', 'statement="select sweep_authorizations"', '', 1305191707324615, 1);
INSERT INTO public.metric_values VALUES ('ctrip_sweep_transactions_total', 'chain="anvil",kind="batch",event="signed"', '', 2715655526699403, 1);
INSERT INTO public.metric_values VALUES ('ctrip_sweep_transactions_total', 'chain="anvil",kind="batch",event="final"', '', 242428244999834, 1);
INSERT INTO public.metric_values VALUES ('ctrip_payment_events_total', 'chain="anvil",event="payment.wrong_token"', '', 1788828794672858, 1);
INSERT INTO public.metric_values VALUES ('ctrip_payment_flags_total', 'chain="anvil",flag="wrong_token"', '', 1410430546748850, 1);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="sweep",chain="anvil"', '60000', 584803275660757, 1);
INSERT INTO public.metric_values VALUES ('ctrip_sweep_waiting_deposits', 'chain="anvil",currency="ETH",reason="too_small"', 'level', 4293313927794167, 1);
INSERT INTO public.metric_values VALUES ('ctrip_sweep_waiting_value', 'chain="anvil",currency="ETH",reason="too_small"', 'level', 4628510990675494, 10);
INSERT INTO public.metric_values VALUES ('ctrip_job_start_seconds', 'job="send-webhooks"', '25', 251859569568443, 1);
INSERT INTO public.metric_values VALUES ('ctrip_job_duration_seconds', 'job="send-webhooks",chain=""', '10', 6672552180872759, 3);
INSERT INTO public.metric_values VALUES ('ctrip_job_runs_total', 'job="send-webhooks",chain="",outcome="unavailable"', '', 2409094081076910, 4);
INSERT INTO public.nodes VALUES (31337, '177814452b955f01343477fb471359e1', 0, 0, NULL, NULL, NULL, NULL, 'override', NULL, 1796063815142, NULL, 0, 0, 0, 0, 0);
INSERT INTO public.payment_history VALUES ('01a22dbe-e25e-7308-80d3-7d4bebc85e8b', 1, 'payment.detected', 'pending', 'detected', '1.5 of 1.5 ETH arrived', 1796063814, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e27d-7777-b1da-ba6ba4788452', 1, 'payment.detected', 'pending', 'detected', '12.5 of 12.5 USDT arrived', 1796063814, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e25e-7308-80d3-7d4bebc85e8b', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1796063814, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e25e-7308-80d3-7d4bebc85e8b', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1796063814, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e27d-7777-b1da-ba6ba4788452', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1796063814, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e27d-7777-b1da-ba6ba4788452', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1796063814, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e27d-7777-b1da-ba6ba4788452', 4, 'payment.settled', 'paid', 'settled', 'the money is in the treasury', 1796063814, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e25e-7308-80d3-7d4bebc85e8b', 4, 'payment.settled', 'paid', 'settled', 'the money is in the treasury', 1796063814, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e5a0-71e6-9332-90666f56b2c6', 1, 'payment.partially_paid', 'pending', 'pending', '0.1 of 0.4 ETH so far', 1796063815, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e570-730c-b6c0-854b46695902', 1, 'payment.expired', 'pending', 'expired', 'the deadline passed without enough', 1796063815, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e589-7234-9219-38d6ed67d13c', 1, 'payment.expired', 'pending', 'expired', 'the deadline passed without enough', 1796063815, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e5a0-71e6-9332-90666f56b2c6', 2, 'payment.expired', 'pending', 'expired', 'the deadline passed without enough', 1796063815, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e589-7234-9219-38d6ed67d13c', 2, 'payment.late', 'expired', 'expired', '0.2 of 0.2 ETH so far', 1796063815, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e5a0-71e6-9332-90666f56b2c6', 3, 'payment.detected', 'expired', 'detected', 'the rest was paid in cash', 1796063815, 'root@vm');
INSERT INTO public.payment_history VALUES ('01a22dbe-e5a0-71e6-9332-90666f56b2c6', 4, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1796063815, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e5a0-71e6-9332-90666f56b2c6', 5, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1796063815, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e5a0-71e6-9332-90666f56b2c6', 6, 'payment.settled', 'paid', 'settled', 'the money is in the treasury', 1796063815, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e916-75e8-a858-c4114795f4a8', 1, 'payment.detected', 'pending', 'detected', '0.3 of 0.3 ETH arrived', 1796063816, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e916-75e8-a858-c4114795f4a8', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1796063816, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e916-75e8-a858-c4114795f4a8', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1796063816, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-e916-75e8-a858-c4114795f4a8', 4, 'payment.failed', 'paid', 'failed', 'money that had been final vanished from the chain', 1796063816, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-ea2a-73ea-a46d-7bda819937c9', 1, 'payment.failed', 'pending', 'failed', 'out of stock', 1796063816, 'root@vm');
INSERT INTO public.payment_history VALUES ('01a22dbe-eac8-721b-9987-91bd5ee05300', 1, 'payment.detected', 'pending', 'detected', '5 of 5 USDT arrived', 1796063816, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-eae7-745c-8e80-48765d301c91', 1, 'payment.detected', 'pending', 'detected', '6.25 of 6.25 USDT arrived', 1796063816, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-eac8-721b-9987-91bd5ee05300', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1796063816, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-eac8-721b-9987-91bd5ee05300', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1796063816, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-eae7-745c-8e80-48765d301c91', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1796063816, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-eae7-745c-8e80-48765d301c91', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1796063816, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-eac8-721b-9987-91bd5ee05300', 4, 'payment.settled', 'paid', 'settled', 'the money is in the treasury', 1796063816, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-eae7-745c-8e80-48765d301c91', 4, 'payment.settled', 'paid', 'settled', 'the money is in the treasury', 1796063816, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-ed82-74de-a5e0-5e02a2f4eea1', 1, 'payment.detected', 'pending', 'detected', '0.00001 of 0.00001 ETH arrived', 1796063817, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-ed9f-70ff-84df-fd8462bbc88d', 1, 'payment.detected', 'pending', 'detected', '2.5 of 2 ETH arrived', 1796063817, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-ed82-74de-a5e0-5e02a2f4eea1', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1796063817, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-ed82-74de-a5e0-5e02a2f4eea1', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1796063817, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-ed9f-70ff-84df-fd8462bbc88d', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1796063817, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-ed9f-70ff-84df-fd8462bbc88d', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1796063817, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-ee90-772f-a0dc-315b2fe39448', 1, 'payment.detected', 'pending', 'detected', '7 of 7 USDT arrived', 1796063817, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-eead-719b-8df5-6157cc7febf6', 1, 'payment.detected', 'pending', 'detected', '0.7 of 0.7 ETH arrived', 1796063817, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-eecb-72e7-b5da-7cc00caa43a4', 1, 'payment.partially_paid', 'pending', 'pending', '2 of 9 USDT so far', 1796063817, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-eee9-74bc-8b7d-78888cff36e1', 1, 'payment.wrong_token', 'pending', 'pending', 'money in another currency than ETH came', 1796063817, NULL);
INSERT INTO public.payment_history VALUES ('01a22dbe-ee90-772f-a0dc-315b2fe39448', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1796063817, NULL);
INSERT INTO public.payments VALUES ('01a22dbe-e206-745c-894a-55a73398f51a', 'pending', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 1, '0x0d3eb21b6b21833a4939cfff4810e9ae0758e12c', 250000000000000000, 250000000000000000, 0, 0, '', 0, 3, NULL, 'WATCHED', '{}', NULL, NULL, '971a7a6b9ff13cf5b1325e282fb2df9897e12d5b22e2a78adfba89223545af18', 1796150222, 1796755022, 1796063814, 1796063814, 0, 0, 0, 0, 1, NULL, 0, 0, 90, 1796067471, 13, NULL, 0);
INSERT INTO public.payments VALUES ('01a22dbe-e25e-7308-80d3-7d4bebc85e8b', 'settled', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 2, '0xe42f4612e154153b68e241e8fde337e0c4dd6bbd', 1500000000000000000, 1500000000000000000, 1500000000000000000, 0, '', 4, 3, 15, 'ORDER-1', '{}', NULL, 'key-1', 'fe9486d861121b08bdb281feca683e95f6d53387ac4da4b3d1ea2673f2855b95', 1796150224, 1796755024, 1796063814, 1796063814, 0, 1, 0, 5, 2, NULL, 0, 0, 90, 1796067471, 14, NULL, 0);
INSERT INTO public.payments VALUES ('01a22dbe-e27d-7777-b1da-ba6ba4788452', 'settled', 'anvil', 31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, '21c27a0f47d0c7f9', 3, '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 12500000, 12500000, 13500000, 0, 'overpaid,multiple', 4, 3, 17, 'ORDER-2', '{"customer":"77"}', NULL, NULL, 'f70a6b8359207dd5354e6a3dcf5ab818454b9b136daf8b6fb1417149b769725f', 1796150224, 1796755024, 1796063814, 1796063814, 0, 1, 0, 7, 3, NULL, 0, 0, 90, 1796067471, 14, NULL, 0);
INSERT INTO public.payments VALUES ('01a22dbe-e570-730c-b6c0-854b46695902', 'expired', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 4, '0x1454168e82efa260f49a6f86612cc6414ba633e9', 100000000000000000, 100000000000000000, 0, 0, '', 1, 3, NULL, 'UNPAID', '{}', NULL, NULL, '8681184c90fc8e902f8311c3312ad3564921ed3a33a84b9b2b4815cad5af58a7', 1796063864, 1796668664, 1796063815, 1796063815, 1, 0, 0, 1, 4, NULL, 0, 0, 90, 1796067471, 32, NULL, 0);
INSERT INTO public.payments VALUES ('01a22dbe-e589-7234-9219-38d6ed67d13c', 'expired', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 5, '0x4fb070ef70961d204961c69b954b99808b9694bc', 200000000000000000, 200000000000000000, 200000000000000000, 200000000000000000, 'underpaid,late', 2, 3, NULL, 'LATE', '{}', NULL, NULL, '6a8ef8b88346a77ba31cf810bc3a46cb86392eae05c9a7e832a523bedcaf274d', 1796063864, 1796668664, 1796063815, 1796063815, 1, 0, 0, 2, 5, NULL, 0, 0, 90, 1796067471, 32, NULL, 0);
INSERT INTO public.payments VALUES ('01a22dbe-e5a0-71e6-9332-90666f56b2c6', 'settled', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 6, '0x603049dcd328d58c9053ebe34f1692c0fac683f8', 400000000000000000, 400000000000000000, 100000000000000000, 0, 'manual', 6, 3, 33, 'PART', '{}', NULL, NULL, '54ab58f10972eee30e62f26086c2a51fb0f3959b081297bcb0e2317e55480430', 1796063864, 1796668664, 1796063815, 1796063815, 1, 1, 0, 6, 6, 100000000000000000, 0, 0, 90, 1796067471, 32, NULL, 0);
INSERT INTO public.payments VALUES ('01a22dbe-e916-75e8-a858-c4114795f4a8', 'failed', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 7, '0x3eb84b6a7b4707c20b6bca41b537055b61e84764', 300000000000000000, 300000000000000000, 0, 0, 'reorged', 4, 3, NULL, 'LOST', '{}', NULL, NULL, '399753d7e1a7d58dd61f8d1ca5e979b63082a12a804b3ee1c2c45df7523df22e', 1796153846, 1796758646, 1796063815, 1796063816, 0, 0, 1, 4, 7, NULL, 0, 1, 90, 1796067471, 48, NULL, 0);
INSERT INTO public.payments VALUES ('01a22dbe-ea2a-73ea-a46d-7bda819937c9', 'failed', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 8, '0xa642b057f48020e850581a05fe2dde506eabd50d', 3000000000000000000, 3000000000000000000, 0, 0, 'manual', 1, 3, NULL, 'CANCELLED', '{}', NULL, NULL, 'b0b7f466dcbd6207058c211813843be50ccddecce428c8c0375ff07727d91222', 1796153853, 1796758653, 1796063816, 1796063816, 0, 0, 0, 1, 8, NULL, 1, 0, 90, 1796067471, 61, NULL, 0);
INSERT INTO public.payments VALUES ('01a22dbe-eac8-721b-9987-91bd5ee05300', 'settled', 'anvil', 31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, '21c27a0f47d0c7f9', 9, '0x61e3a11876506c169a25c90a6f64fea5384d10f0', 5000000, 5000000, 5000000, 0, '', 4, 3, 64, 'BATCH', '{}', NULL, NULL, 'af02b047c28b9a6f66ff43580942200dc7d468fa83778e66452d47b46bba2a8d', 1796153853, 1796758653, 1796063816, 1796063816, 0, 1, 0, 5, 9, NULL, 0, 0, 90, 1796067471, 61, NULL, 0);
INSERT INTO public.payments VALUES ('01a22dbe-eae7-745c-8e80-48765d301c91', 'settled', 'anvil', 31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, '21c27a0f47d0c7f9', 10, '0xf51b647eda3277c35436f52c8a1de50308c08f9d', 6250000, 6250000, 6250000, 0, '', 4, 3, 66, 'BATCH', '{}', NULL, NULL, '1b712f4f7aea11b2945376f59b1e39ecb01cc6b9f078e57a8905ab92948776e0', 1796153853, 1796758653, 1796063816, 1796063816, 0, 1, 0, 4, 10, NULL, 0, 0, 90, 1796067471, 61, NULL, 0);
INSERT INTO public.payments VALUES ('01a22dbe-ed82-74de-a5e0-5e02a2f4eea1', 'paid', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 11, '0xc529e5f8d5b162bc5dc9a6c546295cb9c6f0f41f', 10000000000000, 10000000000000, 10000000000000, 0, '', 3, 3, 78, 'DUST', '{}', NULL, NULL, '2c8db9c9926794317abdfa9c7ab9d95637c6b00852477a637aaa3d9c0b635293', 1796153863, 1796758663, 1796063817, 1796063817, 0, 0, 1, 3, 11, NULL, 0, 0, 90, 1796067471, 77, NULL, 0);
INSERT INTO public.payments VALUES ('01a22dbe-ed9f-70ff-84df-fd8462bbc88d', 'paid', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 12, '0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543', 2000000000000000000, 2000000000000000000, 2500000000000000000, 0, 'overpaid,multiple', 3, 3, 80, 'OVERPAID', '{"customer":"78"}', NULL, NULL, 'b591e30f66f0b3c6e023353a9e7ac2700602ba0df03d79bc0a84743968d2dbed', 1796153863, 1796758663, 1796063817, 1796063817, 0, 0, 1, 3, 12, NULL, 0, 0, 90, 1796067471, 77, NULL, 0);
INSERT INTO public.payments VALUES ('01a22dbe-eead-719b-8df5-6157cc7febf6', 'detected', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 14, '0x20b3a8cbfcc2225b2f5fe64a9dc6bfe4c11d9df9', 700000000000000000, 700000000000000000, 700000000000000000, 0, '', 1, 3, 89, 'DETECTED', '{}', NULL, NULL, '2b84a17e3fc911df55ae4872fbd7f3c4ed287390973afd5d8888e0c040a382b9', 1796153869, 1796758669, 1796063817, 1796063817, 0, 0, 0, 1, 14, NULL, 0, 0, 90, 1796067471, 85, NULL, 0);
INSERT INTO public.payments VALUES ('01a22dbe-eecb-72e7-b5da-7cc00caa43a4', 'pending', 'anvil', 31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, '21c27a0f47d0c7f9', 15, '0x7f3aef3ebeb25314922827fa484a0fab326c5a35', 9000000, 9000000, 2000000, 0, 'underpaid', 1, 3, NULL, 'PART-2', '{}', NULL, NULL, '26fcb0fc388ac15f981ccf3cf9232584477d4630c4d8ea43d960677b2395809a', 1796153869, 1796758669, 1796063817, 1796063817, 0, 0, 0, 1, 15, NULL, 0, 0, 90, 1796067471, 85, NULL, 0);
INSERT INTO public.payments VALUES ('01a22dbe-eee9-74bc-8b7d-78888cff36e1', 'pending', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 16, '0x088540ab513bba4d2b3ab9d60c4daff33dcd07bb', 900000000000000000, 900000000000000000, 0, 0, 'wrong_token', 1, 3, NULL, 'WRONG-TOKEN', '{}', NULL, NULL, '276d1a6f023f68e32a9e4ea88b5faf48770c55f4602b41baf1f74bbbc204c1db', 1796153869, 1796758669, 1796063817, 1796063817, 0, 0, 0, 1, 16, NULL, 0, 0, 90, 1796067471, 85, NULL, 1);
INSERT INTO public.payments VALUES ('01a22dbe-ee90-772f-a0dc-315b2fe39448', 'confirmed', 'anvil', 31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, '21c27a0f47d0c7f9', 13, '0xf625ecb69e3ece7bfbb315fd9c1e68b76be23d88', 7000000, 7000000, 7000000, 0, '', 2, 3, 87, 'CONFIRMED', '{}', NULL, NULL, '20a8fe806a1f468b4bd496d6f581530084ed9488f45c8493588cf6ca39652f70', 1796153869, 1796758669, 1796063817, 1796063817, 0, 0, 0, 2, 13, NULL, 0, 0, 90, 1796067471, 85, NULL, 0);
INSERT INTO public.schema_migrations VALUES (1, 'initial', 'a38e16f1faf31d7d167e0c56d83f67b6f4932222b2bfc999e9d9b882685707af', 1796063811);
INSERT INTO public.schema_migrations VALUES (2, 'books', '2ff1c461f4d7c8bacd56858b9140604da56a802d7ba1cee112bcc984b129c678', 1796063811);
INSERT INTO public.schema_migrations VALUES (3, 'sweeping', '80cc65c142555f2c7dc0cdd01227860a6252fc90e297b18bb3889d2cf52f6b78', 1796063811);
INSERT INTO public.schema_migrations VALUES (4, 'origins', 'cbe8b10be1cc12258bdb50d42458be1f4eec39bf75a71ca10a90982f21550d44', 1796063811);
INSERT INTO public.schema_migrations VALUES (5, 'other_currencies', 'd95040bb3b2ab18bda9cf402d59b60f5c94f0fd237334849ef4d83c9a715c595', 1796063811);
INSERT INTO public.schema_migrations VALUES (6, 'doubts', '7da068817848dd46ecf7a49a22ca9cfe61e070b594fd45d346a887387c788261', 1796063811);
INSERT INTO public.schema_migrations VALUES (7, 'native_logs', 'b03473b704a8009aa9f773b394d64d028eff28272b25a3f18837d3f75d0bb17a', 1796063811);
INSERT INTO public.schema_migrations VALUES (8, 'light_verification', '40784c291829756c35c142d4dd53f5d6e6ca078b839c138a9fd64f30df94eecb', 1796063811);
INSERT INTO public.schema_migrations VALUES (9, 'node_oddities', '5bdb46aeff9c664260fb7a506040f686ecec5662de50a855530f38782fe8b7ce', 1796063811);
INSERT INTO public.schema_migrations VALUES (10, 'outbox', '8262df5f30f0f8ef127682b28d4c242b520317ddbd8fe7c29eecbd1db68be0f7', 1796063811);
INSERT INTO public.schema_migrations VALUES (11, 'telemetry', '65e6876a6856a31d449a354ebcce258c231ae78b55b7e40ceeaffb023d2e8cbb', 1796063811);
INSERT INTO public.status_counts VALUES ('payments', 'anvil', 'paid', 6653654568648644, 2);
INSERT INTO public.status_counts VALUES ('payments', 'anvil', 'failed', 2892238613434356, 2);
INSERT INTO public.status_counts VALUES ('webhooks', '', 'dead', 2410786353894177, 1);
INSERT INTO public.status_counts VALUES ('webhooks', '', 'delivered', 2134733923987969, 18);
INSERT INTO public.status_counts VALUES ('payments', 'anvil', 'pending', 1252037954539848, 3);
INSERT INTO public.status_counts VALUES ('payments', 'anvil', 'expired', 6397790568653153, 2);
INSERT INTO public.status_counts VALUES ('webhooks', '', 'pending', 5896075951147136, 22);
INSERT INTO public.status_counts VALUES ('payments', 'anvil', 'detected', 3377450591050798, 1);
INSERT INTO public.status_counts VALUES ('payments', 'anvil', 'confirmed', 2982673516909038, 1);
INSERT INTO public.status_counts VALUES ('payments', 'anvil', 'settled', 3780048094534200, 5);
INSERT INTO public.sweep_authorizations VALUES (31337, '0x44a2e54ae16dd2060de47124be27a07bf896a681', '0x0162edaaeb1c5c8e46b9a25c7032b2fc581ad5eb', 0, 1, '0x06188bcfaae543d65ba1dfe4a5cef98e2648f335245c09f33046db1baf17c0b8', '0x3c4e9ac4fc98cc140dd9ca30a8ab6dcd96400f5d881d7e5bcf6b95e453385f40');
INSERT INTO public.sweep_authorizations VALUES (31337, '0xdc9ea9daa388c3f77620fc90635f8e6dc2f3bd02', '0x0162edaaeb1c5c8e46b9a25c7032b2fc581ad5eb', 0, 1, '0xc51cec6e622d39d6905baa4f72d2b66e75c134614f1097e3a57b60021230b9fe', '0x2dbb2433b32b3885a2053d9dcc7c5c9db487fba45443bb8398e2f374f526393e');
INSERT INTO public.sweep_authorizations VALUES (31337, '0xdc4729d9fd7439d48e69b9a2691045edcbc9ad08', '0x0162edaaeb1c5c8e46b9a25c7032b2fc581ad5eb', 0, 1, '0xd9ea7221e1de530e4d8ef7a71ba62e2ff84f25f91c9f7b59036ff9e17e266705', '0x2e1910e1e7a6256ed2e730aa94090c51664439ff496908e2e47bcd70c4dc6fca');
INSERT INTO public.sweep_plans VALUES ('01a22dbe-ed82-74de-a5e0-5e02a2f4eea1', '', 'blocked', 'direct', 'worth less than its fee', 1796063817, 0, 0);
INSERT INTO public.sweep_txs VALUES (31337, '0xe7b9476ec528f979d90005051c07ecc969d505d5d8e42cffc26188e3a366c77e', 'native', 'final', '0x58a57ed9d8d624cbd12e2c467d34787555bb1b25', 0, '0x02f874827a69808463f0fe9b8463f0fe9b825208947e570000000000000000000000000000000000018806f03b53829c652880c080a09ad4bafb83c36e7746b746893ead03db661d35c68b8d1b0a73ad1d1edb6b6329a01f3437a01d0652c4bf6f893e2e03fad9fcb47f3b58dd732695cfaa8aa34ac5dd', 7, 1796063817, 8, '0xad6ae01a29609d10fb740e7d473550fa3dd78a694b96e6e5f144d8812abe7d10', 35211502263000, 1796063812, 1796063812);
INSERT INTO public.sweep_txs VALUES (31337, '0xbaa402fbf2163db0cc7b917c22b0cc5f212354dc60966ed3066a982bc0f3b00d', 'token', 'final', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 0, '0x02f8b2827a6980843b9aca00843fc7afeb83010151945fbdb2315678afecb367f032d93f642f64180aa380b844a9059cbb0000000000000000000000007e570000000000000000000000000000000000010000000000000000000000000000000000000000000000000000000000bebc20c001a064985e8cba7bc992c05f58c55959dbda65f84527112ecf42a506fd030b9db15aa0581c4fda4364073ba21cee01a0de7f0262729c275a223e71be6bdde2ffb777a7', 24, 1796063829, 25, '0x8c16a21586b2f95474b0823dd45870c1c0624adfebe2bcc574c1498e898900f4', 57336402996975, 1796063814, 1796063814);
INSERT INTO public.sweep_txs VALUES (31337, '0x28d00da5ecc308e9acefdd9a4d784e6863006a79aa90a9d26c6aceb3076c0f89', 'topup', 'final', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', 0, '0x02f872827a6980843b9aca0084410e9f27825208942f07c220dc62ce9531bc44b695a6d93578806d8d8641644366825780c080a0ccbe872a6e3567c92e7e819794149a95b5976e005151e0e0b6510e9cf35837c2a0734e0249d7afd7a8a685ee09ca31ed22004b384b51b050fe92088890abc2c155', 22, 1796063829, 24, '0xa54b48ee5ca8498058318831eb7bac3a52666794ed0cbe345a7c79db458e45f4', 21980718291000, 1796063814, 1796063814);
INSERT INTO public.sweep_txs VALUES (31337, '0xa06990d225db4360dd1a24938820eaeb880c2e0ba9ca5d10672d4aa6a45e3367', 'native', 'final', '0xe42f4612e154153b68e241e8fde337e0c4dd6bbd', 0, '0x02f874827a698084410e9f2784410e9f27825208947e570000000000000000000000000000000000018814d0fd34c3a688c880c001a07c877d0ee9409b85549009325b244b6cdfaba79f060a882a03d96a58f8ae7f83a07240ae6b4bc0f83af0685943d3e54a20f0495388493acd7e0222f894013185a5', 22, 1796063829, 23, '0xe84d00293ff2d93e62ec973f7d3138342a361aaf14a6a7b47abed232bcda7727', 22921023027000, 1796063814, 1796063814);
INSERT INTO public.sweep_txs VALUES (31337, '0xeafecb62c33b4cd69f69c17fc89af31605730f0d17fd0c5e27c3b722ab143bbc', 'token', 'final', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 1, '0x02f8b1827a6901843b9aca00843bfba37982b7d7945fbdb2315678afecb367f032d93f642f64180aa380b844a9059cbb0000000000000000000000007e5700000000000000000000000000000000000100000000000000000000000000000000000000000000000000000000000f4240c080a0d82668d0c41712724f1292312be5eb21cbb97ebccd21af26ab97edf38ad1cd6da076a8237bb9f62341334f62b84b810a487079867489067e60b70da8a1e3110df6', 42, 1796067441, 43, '0xd0d1d12648d6f57b05239335140ab07995b638c607c33b9f28c3dab63b61378e', 38125667305505, 1796063815, 1796063815);
INSERT INTO public.sweep_txs VALUES (31337, '0x67a37b40316aceff04b7293f41889e396f1348bbbf9516b741d3d19afbc86d32', 'native', 'final', '0x603049dcd328d58c9053ebe34f1692c0fac683f8', 0, '0x02f874827a6980843c1942d4843c1942d4825208947e5700000000000000000000000000000000000188016332366558016080c080a02e52090550906e8ff2aa0ed83bf8d93316bcc5adbdf11ccd42d3b94df4d18dcba07fa8277b864b1af0579fcaf6d55b6899c406646df84d1ca5404bc3968d02c964', 40, 1796067441, 41, '0xc1b14be105fcb70e09870509e5c39e13bff6f3e8ec9974cc5cc2de4777fc3cc7', 21174057828000, 1796063815, 1796063815);
INSERT INTO public.sweep_txs VALUES (31337, '0x1da45a50f89be8f1a3581b48266fc48a18af8bbe889e899e43ae4d564abe3aa9', 'topup', 'final', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', 1, '0x02f872827a6901843b9aca00843c1942d4825208942f07c220dc62ce9531bc44b695a6d93578806d8d861de9f08518a480c001a09c73defa9891c4a0a0997c7a4f51bfe2323bed72ab5fc04224a7637fee7924baa039e35c80b46fc476bcc1ecb07aebab0a94428b6dac83898b67b96fcf8f796716', 40, 1796067441, 42, '0x17d0121c1dce9b6fe0c18f747eb2024ab823a3968d2ca17de498f503b173ab88', 21088859799000, 1796063815, 1796063815);
INSERT INTO public.sweep_txs VALUES (31337, '0xe68b5ccbd40f6286b4b17acbc5da567d722ed6008a2c0b0bfe807e9fdc9f0edb', 'batch', 'final', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', 3, '0x04f90231827a6903843b9aca00843b9bb3228306ef74940162edaaeb1c5c8e46b9a25c7032b2fc581ad5eb80b90104eccb59e0000000000000000000000000000000000000000000000000000000000000006000000000000000000000000000000000000000000000000000000000000000c0000000000000000000000000000000000000000000000000000000000000c350000000000000000000000000000000000000000000000000000000000000000200000000000000000000000061e3a11876506c169a25c90a6f64fea5384d10f0000000000000000000000000f51b647eda3277c35436f52c8a1de50308c08f9d00000000000000000000000000000000000000000000000000000000000000010000000000000000000000005fbdb2315678afecb367f032d93f642f64180aa3c0f8bcf85c827a69940162edaaeb1c5c8e46b9a25c7032b2fc581ad5eb8001a05faa48438ae3e8527ca8da253e3d0e1e79bef3c4e5bf8805acbbf7309d7e1dc0a03cf3332ac005a5bab0ca2ee29dc618727911bf4961dedb09646d1a27129007ebf85c827a69940162edaaeb1c5c8e46b9a25c7032b2fc581ad5eb8080a0e5085e5d05a5d4717e3de45b8a943f0ef748ed74efc4aa196fcfdedc3cb263c6a0506ef54f55848ea59e53fc67972c592f1e1eda6599e0e7f06dec7ced216ab88b01a03b6e1259c2e2e826919dc151d866d0cfb76cebc4bb50e70f2b0ee1659cc46826a06a31a4765becd24c57336e690bd378eb6170bbd4aa30adf7d7bb5e89189c1860', 71, 1796067458, 72, '0x82435d204e0f76763a1ae7b5077532e9e495678cb6b3bba13ca90bf456833c48', 91330179549505, 1796063816, 1796063816);
INSERT INTO public.sweep_txs VALUES (31337, '0xb2967cf0862fb245bb85dd91fec69827bfa6e16daecf7e1a493b3191ac5a671d', 'deploy', 'final', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', 2, '0x02f90820827a6902843b9aca00843b9e3ad08307229f944e59b44847b379578588920ca78fbf26c0b4956c80b907b1000000000000000000000000000000000000000000000000000000000000000060c0346100ba57601f61077138819003918201601f19168301916001600160401b038311848410176100be578084926020946040528339810103126100ba57516001600160a01b0381168082036100ba573060a0521561008a5760805260405161069e90816100d38239608051818181610392015281816104b50152610552015260a0518160d60152f35b60405162461bcd60e51b8152602060048201526008602482015267747265617375727960c01b6044820152606490fd5b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe608080604052600436101561001c575b50361561001a575f80fd5b005b5f3560e01c90816361d027b31461050a575080637cd83b55146102aa5763eccb59e014610049575f61000f565b3461027e5760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261027e5760043567ffffffffffffffff811161027e57610098903690600401610576565b9060243567ffffffffffffffff811161027e576100b9903690600401610576565b90916044359173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000163003610282576040519260208401947f7cd83b550000000000000000000000000000000000000000000000000000000086528260648601604060248801525284608481015f5b858110610245575061017b9250836044830152037fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe08101865285610605565b8160011b917f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff81160361021857600182018092116102185780603f6101c1920490610646565b9061afc8820180921161021857818102918183041490151715610218575f5b8581106101e957005b805f806102016101fc6001958b896105a7565b6105e4565b61020a86610653565b888289519288f150016101e0565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b915082359073ffffffffffffffffffffffffffffffffffffffff821680920361027e57908152602092830192879291019060010161013c565b5f80fd5b7f894d8b27000000000000000000000000000000000000000000000000000000005f5260045ffd5b3461027e5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261027e5760043567ffffffffffffffff811161027e576102f9903690600401610576565b90602435915f5b8181106103e757478015158581610346575b5061031957005b60207f1ed033bc10f1dd641f4df398853976d2b76ee062cce863301929fe8ee8336faa91604051908152a1005b9050604051602081019181831067ffffffffffffffff8411176103ba5782845f9493859460405284815261037984610653565b519273ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001690f182610312565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b806103f86101fc60019385876105a7565b60205f809261040689610653565b604051838101907f70a0823100000000000000000000000000000000000000000000000000000000825230602482015260248152610445604482610605565b51918afa601f3d1116610502575b80610460575b5001610300565b5f80916104716101fc85888a6105a7565b908260405160208101927fa9059cbb00000000000000000000000000000000000000000000000000000000845273ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001660248301526044820152604481526104ee606482610605565b6104f78b610653565b51928af15085610459565b505f51610453565b3461027e575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261027e5760209073ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b9181601f8401121561027e5782359167ffffffffffffffff831161027e576020808501948460051b01011161027e57565b91908110156105b75760051b0190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b3573ffffffffffffffffffffffffffffffffffffffff8116810361027e5790565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff8211176103ba57604052565b9190820180921161021857565b6106625a91603f810490610646565b90619c408201809211610218571061067657565b7fdd629f86000000000000000000000000000000000000000000000000000000005f5260045ffd0000000000000000000000007e57000000000000000000000000000000000001c001a04f3acf54bd685d6232efd844f6c4774c016cc178fad6d0b34adc35eaebf531eda0438f30cfa75527af5be466606fec9af8bd42b47b64a2a9a66ed719c95b57a6af', 61, 1796067453, 62, '0xb1ef43deab93d12f5c9f31a1b20d9363951ceb726201fe3fd9e8139f6fb38a91', 419816213263135, 1796063816, 1796063816);
INSERT INTO public.sweep_txs VALUES (31337, '0x1917f60088ae3b990cefcb522d5eec62cd82512c3946442e3fcfd8f1dc235769', 'native', 'broadcast', '0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543', 0, '0x02f874827a6980843b9adc8a843b9adc8a825208947e570000000000000000000000000000000000018822b1b5a7aafee7b080c001a0b59498b93caffb567bc492548282756b5d5c7ca87eb192ab24d4990a29d5a283a01606cd6013b641b664672c2484ed9975560f593b73b38bc64bef9be7024a870a', 90, 1796067471, NULL, NULL, NULL, 1796063817, 1796063817);
INSERT INTO public.sweeps VALUES ('01a22dbe-ec30-7102-b68f-5f3ff064ec7c', 31337, '01a22dbe-eac8-721b-9987-91bd5ee05300', 'batch', 'final', '0x61e3a11876506c169a25c90a6f64fea5384d10f0', '0x7e57000000000000000000000000000000000001', '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, 5000000, '0xe68b5ccbd40f6286b4b17acbc5da567d722ed6008a2c0b0bfe807e9fdc9f0edb', 72, '0x82435d204e0f76763a1ae7b5077532e9e495678cb6b3bba13ca90bf456833c48', 45665089774753, '', 1796063816, 1796063816);
INSERT INTO public.sweeps VALUES ('01a22dbe-ec30-7102-b68f-5f4060551058', 31337, '01a22dbe-eae7-745c-8e80-48765d301c91', 'batch', 'final', '0xf51b647eda3277c35436f52c8a1de50308c08f9d', '0x7e57000000000000000000000000000000000001', '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, 6250000, '0xe68b5ccbd40f6286b4b17acbc5da567d722ed6008a2c0b0bfe807e9fdc9f0edb', 72, '0x82435d204e0f76763a1ae7b5077532e9e495678cb6b3bba13ca90bf456833c48', 45665089774752, '', 1796063816, 1796063816);
INSERT INTO public.sweeps VALUES ('01a22dbe-efe9-75d0-8502-0ed4dceb0c73', 31337, '01a22dbe-ed9f-70ff-84df-fd8462bbc88d', 'native', 'broadcast', '0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543', '0x7e57000000000000000000000000000000000001', NULL, 'ETH', 18, 2499978999900334000, '0x1917f60088ae3b990cefcb522d5eec62cd82512c3946442e3fcfd8f1dc235769', NULL, NULL, NULL, '', 1796063817, 1796063817);
INSERT INTO public.sweeps VALUES ('01a22dbe-e7f6-703a-bef4-acf29f1425b2', 31337, '01a22dbe-e27d-7777-b1da-ba6ba4788452', 'token', 'final', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', '0x7e57000000000000000000000000000000000001', '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, 1000000, '0xeafecb62c33b4cd69f69c17fc89af31605730f0d17fd0c5e27c3b722ab143bbc', 43, '0xd0d1d12648d6f57b05239335140ab07995b638c607c33b9f28c3dab63b61378e', 38125667305505, '', 1796063815, 1796063815);
INSERT INTO public.sweeps VALUES ('01a22dbe-e7db-7319-ae34-44d414454282', 31337, '01a22dbe-e5a0-71e6-9332-90666f56b2c6', 'native', 'final', '0x603049dcd328d58c9053ebe34f1692c0fac683f8', '0x7e57000000000000000000000000000000000001', NULL, 'ETH', 18, 99978825942172000, '0x67a37b40316aceff04b7293f41889e396f1348bbbf9516b741d3d19afbc86d32', 41, '0xc1b14be105fcb70e09870509e5c39e13bff6f3e8ec9974cc5cc2de4777fc3cc7', 21174057828000, '', 1796063815, 1796063815);
INSERT INTO public.sweeps VALUES ('01a22dbe-e7e0-706b-a849-1c3749facd1d', 31337, '01a22dbe-e27d-7777-b1da-ba6ba4788452', 'topup', 'final', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', NULL, 'ETH', 18, 32890599839908, '0x1da45a50f89be8f1a3581b48266fc48a18af8bbe889e899e43ae4d564abe3aa9', 42, '0x17d0121c1dce9b6fe0c18f747eb2024ab823a3968d2ca17de498f503b173ab88', 21088859799000, '', 1796063815, 1796063815);
INSERT INTO public.sweeps VALUES ('01a22dbe-e3b4-761b-98cb-dfd1b4449b8a', 31337, '01a22dbe-e27d-7777-b1da-ba6ba4788452', 'token', 'final', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', '0x7e57000000000000000000000000000000000001', '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, 12500000, '0xbaa402fbf2163db0cc7b917c22b0cc5f212354dc60966ed3066a982bc0f3b00d', 25, '0x8c16a21586b2f95474b0823dd45870c1c0624adfebe2bcc574c1498e898900f4', 57336402996975, '', 1796063814, 1796063814);
INSERT INTO public.sweeps VALUES ('01a22dbe-e39f-762d-b4cf-e34eeedbb1d2', 31337, '01a22dbe-e27d-7777-b1da-ba6ba4788452', 'topup', 'final', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', NULL, 'ETH', 18, 71898883326551, '0x28d00da5ecc308e9acefdd9a4d784e6863006a79aa90a9d26c6aceb3076c0f89', 24, '0xa54b48ee5ca8498058318831eb7bac3a52666794ed0cbe345a7c79db458e45f4', 21980718291000, '', 1796063814, 1796063814);
INSERT INTO public.sweeps VALUES ('01a22dbe-e39b-762b-9129-37268e7969e5', 31337, '01a22dbe-e25e-7308-80d3-7d4bebc85e8b', 'native', 'final', '0xe42f4612e154153b68e241e8fde337e0c4dd6bbd', '0x7e57000000000000000000000000000000000001', NULL, 'ETH', 18, 1499977078976973000, '0xa06990d225db4360dd1a24938820eaeb880c2e0ba9ca5d10672d4aa6a45e3367', 23, '0xe84d00293ff2d93e62ec973f7d3138342a361aaf14a6a7b47abed232bcda7727', 22921023027000, '', 1796063814, 1796063814);
INSERT INTO public.token_facts VALUES (31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 1, 6, 1796063811);
INSERT INTO public.transfers VALUES (31337, '0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4', -1, '01a22dbe-e25e-7308-80d3-7d4bebc85e8b', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xe42f4612e154153b68e241e8fde337e0c4dd6bbd', 1500000000000000000, 15, '0xbd7aa99c86c79e95bd04d341c11f043f990fdfce72a146a1bf942c6aa173e4ef', 1796063824, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec', 0, '01a22dbe-e27d-7777-b1da-ba6ba4788452', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 12500000, 17, '0xb7e743cd6abe8c4d86f349bca8d4da00728b9b55f9cbfcfc633e8d10adb17b64', 1796063824, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0xf09fb4860cf8a20bd4950e944370d1942f06d7ef64786e3d3f4ce1883a5b5282', 0, '01a22dbe-e27d-7777-b1da-ba6ba4788452', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 1000000, 32, '0x5510024699f833d0f58484973922ea7aadc45dfec74ebf7d2d3c418cdd60317c', 1796063834, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x91c7fafae00dcdf32643955343a24af236287b28d9c64611881e8caef3a1142e', -1, '01a22dbe-e589-7234-9219-38d6ed67d13c', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x4fb070ef70961d204961c69b954b99808b9694bc', 200000000000000000, 35, '0x2b31cdca2877afec9cdb953f67983855cc97ddf0cc84feebcd3a673033b45804', 1796067436, 'late', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829', -1, '01a22dbe-e5a0-71e6-9332-90666f56b2c6', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x603049dcd328d58c9053ebe34f1692c0fac683f8', 100000000000000000, 33, '0xb2792ccbcbf8ca7b5807dc3c2953b179d1f83ae1c375e89a7d21891510298c29', 1796063835, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x4f5e9c47fca4b2386930129a0d2c6f145cd2de40689c3cd592e15b73f6caca76', -1, '01a22dbe-e916-75e8-a858-c4114795f4a8', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x3eb84b6a7b4707c20b6bca41b537055b61e84764', 300000000000000000, 56, '0xb75438ba18efddc958ee63b3a39cd492ea1d6d70998b4f4a36cf4c6d009542b0', 1796067454, 'counts', 'final', 1);
INSERT INTO public.transfers VALUES (31337, '0xcbc83ebd114016291c11469ed594dfd325132495ceaa30f2b40e2e4472899fd1', 0, '01a22dbe-eac8-721b-9987-91bd5ee05300', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x61e3a11876506c169a25c90a6f64fea5384d10f0', 5000000, 64, '0x39dedb435538be4ea79979540de73ae11715a9a6f72fe5d14ee360de4a3fe054', 1796067453, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x8313908f3f06456037608194a48570b6e122a90b6f1c082744d8a06177597052', 0, '01a22dbe-eae7-745c-8e80-48765d301c91', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xf51b647eda3277c35436f52c8a1de50308c08f9d', 6250000, 66, '0x2e81037369e636402dd0b3bdc4c2887f38854ef3fc6c0c8d35767ae17bd0eab6', 1796067453, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x3240023d0a248e74ec01ef26acdd323768ab0b146fd1864113d459d3e1a1b963', -1, '01a22dbe-ed82-74de-a5e0-5e02a2f4eea1', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xc529e5f8d5b162bc5dc9a6c546295cb9c6f0f41f', 10000000000000, 78, '0x5f4113d3fbe922f8c2eee8bbb6aa8df494d9b14d3887eabbda4e11801ae0166f', 1796067464, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x6c67c3c20a752575fd6448f564924feb15879a56f885ad5038fd146665a1634d', -1, '01a22dbe-ed9f-70ff-84df-fd8462bbc88d', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543', 1000000000000000000, 79, '0x4bf1f8af8a65f64149b6f7e41437778deab9952139bb5d6caccc70ccf6041b6f', 1796067464, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0xc6ae22ca852e6bf8d7ad99ebbeb95640fc39dcb868fe0d05a73519ab7914b0ce', -1, '01a22dbe-ed9f-70ff-84df-fd8462bbc88d', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543', 1500000000000000000, 80, '0x5d8c9f046e1b367b64251a801b6773d910603ddd59fe78b977c42bb8c39cb0d3', 1796067464, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0xe922799f99c1ea9fedf8484d2429e56c40b20f49b273dd35db990f116f14a126', -1, '01a22dbe-eead-719b-8df5-6157cc7febf6', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x20b3a8cbfcc2225b2f5fe64a9dc6bfe4c11d9df9', 700000000000000000, 89, '0x8a37bbe22fd837ee4049c0794fe5fc2482c91a169f87cabcb8e26e3955934d0f', 1796067470, 'counts', 'seen', 0);
INSERT INTO public.transfers VALUES (31337, '0x5361a09e2d9d67d2dae1d2d7c7a89a29222dbbe23ca27b244e5c1becae3d4c11', 0, '01a22dbe-eecb-72e7-b5da-7cc00caa43a4', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x7f3aef3ebeb25314922827fa484a0fab326c5a35', 2000000, 89, '0x8a37bbe22fd837ee4049c0794fe5fc2482c91a169f87cabcb8e26e3955934d0f', 1796067470, 'counts', 'seen', 0);
INSERT INTO public.transfers VALUES (31337, '0x07d6cdc862c4c3472f6d47b39e107be51dc261ea1f32d020ba75bc4577c1a3f9', 1, '01a22dbe-eee9-74bc-8b7d-78888cff36e1', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x088540ab513bba4d2b3ab9d60c4daff33dcd07bb', 2000000, 89, '0x8a37bbe22fd837ee4049c0794fe5fc2482c91a169f87cabcb8e26e3955934d0f', 1796067470, 'wrong_token', 'seen', 0);
INSERT INTO public.transfers VALUES (31337, '0x9311737fa9cbfe133058e3b6dee7c062eb824fa762c8e28f78a976da7eedb478', 0, '01a22dbe-ee90-772f-a0dc-315b2fe39448', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xf625ecb69e3ece7bfbb315fd9c1e68b76be23d88', 7000000, 87, '0x81200f08dcc357ce22be4d1725d48b11e7c25a24db88785da7e45b48bb37291f', 1796067469, 'counts', 'confirmed', 0);
INSERT INTO public.unissued_windows VALUES (0, '21c27a0f47d0c7f9', 0, '\x58a57ed9d8d624cbd12e2c467d34787555bb1b250d3eb21b6b21833a4939cfff4810e9ae0758e12ce42f4612e154153b68e241e8fde337e0c4dd6bbd2f07c220dc62ce9531bc44b695a6d93578806d8d1454168e82efa260f49a6f86612cc6414ba633e94fb070ef70961d204961c69b954b99808b9694bc603049dcd328d58c9053ebe34f1692c0fac683f83eb84b6a7b4707c20b6bca41b537055b61e84764a642b057f48020e850581a05fe2dde506eabd50d61e3a11876506c169a25c90a6f64fea5384d10f0f51b647eda3277c35436f52c8a1de50308c08f9dc529e5f8d5b162bc5dc9a6c546295cb9c6f0f41f0cc809982990ad21fab2c8fe6d2aa4ee82ec5543f625ecb69e3ece7bfbb315fd9c1e68b76be23d8820b3a8cbfcc2225b2f5fe64a9dc6bfe4c11d9df97f3aef3ebeb25314922827fa484a0fab326c5a35088540ab513bba4d2b3ab9d60c4daff33dcd07bb66e665004e2fac8d15cd8eb3841c8bad010e9ad7d0861feaf6eb6ba70d033fb1d5b6751cf403dbff1bf35cd18ba074dc21715906e7679f7c49ad5361d0496f875215faf5e6e0a3028652dd0fce2433437a373a60182982229ba40777d1517e4d963752549336cfd5f2a66f82d67631c797f12a21fb994035f9bb054a6d3dd90b4efc3d3d2ac918097b99a4dbb912492657528d2bdbed775f560d4ca515ed96e507034f2c8e37e8dc693cffdb2562c3404ec1c3d80e1fdb9fd816084fd38ba6ec89d5239743629f431afb9b09cd5d7da9f9e89d8ad27cc37c5a648d1407f9dc693ff7c2264c8986a532ee6532e9da379fb4ca98bcafddbd1530a28f9cf92df50db01ffd6925a7b84322fce86003b3b701976633a8b6a7455bb1509b45813431735111ab10e7fb4042aef501630873cd5bf265685319113fd2a802ef08dc15cec7cebdfd72ac6cabc33e022721181e96131829f86206ac63bc351b6e8c4ada18a878265dcdb8bbbee1bc7e6521f269a3a2d8178e65bdb0a4a7d26891b7fd524703a3b2929de26b5ae154243d3202106b0e48a0b31dd707cfb02cbc8706fe88c676630a796b759ebd3b01288ff014a4eb8ea9f8ea033498163f33ed23f86f8e72507a26748dc0a450590d7c679b45bc58f8f693b218f39d9d0844fea8650ead0d86c0ab4fef34d5f7279e4c6d1019bb086c7ccdbbfba72bec28df8988fe9f0f3ff3845345ec163c9fe9a9999407c1315831bcf79f2956461f4f6d4c68f7a548f4431ec271b95b8bdf86c85147c3bbbc5a4f45595caf924fe42f22ee0c09a958253d7095ec984c95db2e1100eaf6dbb786ae0938e3f5c1861b01d344fe6c8afa35500c3d9d50073ee8adda7a9862eb32595b60757dc9a186eb86f2ad41ba5d1ca8667709e52bc233d7ba7b2556f65ab1a9ec9992dc5de8200226e5992a48cf7a62be8e5f36d55bac60989a5f14dc94ba8232e858247b6747b1df249b26a8814e695e38e0dec3bdef7236d201fe28c706ca66a70ead922047d460a2c09a7f089513bd97e42cc3e71c49be3e3743dc26bc3111185cbb4595e09e0b75b2f5f6874493ab3f5fad309bbbdcecff3da72f5892eeda603b165e7cba5d66805289f73553e86ee74e0eefba44058797e77008208ab704cd953d28e335aca04ac4d53417399e09c5d7779c150227b5669a3db8ff9c27a2ced6bebce588887f03cab8a590e152d94b884457edf8218c4360ed56ba337c8ad9247247dc17bda33feaf19503380a613882bf522b30e7e96ce9e4e077fd300dc07ae24783fb08b61894765a180bd14968d08677b770c2a13852255a01bd90944fb46c160083d9a86fbb92a12411d7c38be41a12ba335c73f17060034529a5554f03ff3a6a18adb42640503fc5f4983ebd505e0a88e184b91251433885b12f0dbc4b19ed88409748350593c21ca72c78a5c1dc02d90714fd2e71ee10958db7f637eb2cb71cbc4b1730f55db6d67fb682c6452c752c46587a49a651eb891dfaf72614e17f6fe50240ad54cdf964386b935248515ae1709324ad31ebe9dce2aaa27f5f8be2e4927814c46a21d458eff1c623fe9b371e1127b723694ed832dfc630b821d5172fe612f356e702d85116a2b71145cfb8ff8f2c9bf184dcb7ae4d82446276e3944b7f3eb326f63f6d8e770450842510d784f4ba6a1d0507f279a661da4c9f5db9cb0e93db018feebdc211f4435782d13964bb3a7d56c08016cea78bda245d46d3e0d5166a2e7449278d0b2a4ebb7849cd7bdb787dda33a5b7abde3d7e25011855c6d4bdb255c526a165017046616857ce7cfe42b3c23ec170fdc0d5f42c806a1895c591ce70393c52c4ccc87969be17bbc00ee0155339b1edb98e5a05597e04ba2923ff36dd405c9d16c373d946d0badd1c587477a52fbd9d7f062d4e850e1919a1990db983553da2550aff1135a5bd831453de304e93c06494da59486bb6b9db9030fccb838928dd037b4357735a27d65ee9492bfff40a2445894e60dd61c26659f6b34677fcace1f7000bf4900047394717eb48a0d088f64e8d487f581cb76bba74d05a4f01e7af0ca01bfabc91287c85cb23fe6cd236aabfba95069e7420076f63c7ee443800b7cb35ac7c7645cd2ee1584704de149bd8c6dab1dc1acbb1339e228763f7f860fdd6afcf4204f8c4a4c4110210996d58b0ad4cd664defa501e89e1fd71c848267119cfb79fa4ca1ba0ac4cfba664b047e8817d2ece13d5328a75496ba85356ae19378efd493c79048797a3f79e7be5b3629303a7be79145184cab9f6478a427019e1862d1a822aa7454ad01609cac8d690c87ffb2386d69ef9a6f145d1fd7345fc59cef6b90e86b017bea97cedf070311e90747c89bc121c64f13f76733e8666550f35f018d3027de55e40cd8dd30d69d3972032e56d5bed3e7ec0ff6464cffdd7bf3870de3f71efd36bbb622d55881d06f2e8f51ec0b440f23d4d818bd1fc6dbf55af6513ade2ae8983c0fc0fefeee85c5866e72d1ebd2432aa75a706be812a5fc6f8bd355887da86485522d9d63ef369d7a04ff9a0cafa17bc5f3ac84a6b18986d76a89d9c7d6e0203eedde4444f6ae01060fbb45531a863c69b86032216c5893cafe7f76cecad64c22543172661d893d78eed858f74c706388468d2ed75f8843f82dc3777352a9ce8eac383eb5f82a2c5f34b82bcc48e41debe512f9ffb070fe02ff6231d06ff71bcc67703845405ce927a1e0fa0be44ec1ac90f050e476aaa852fa4c4a6b9b87b8a24cf253f522ca678e42b60d57049c766a5ea116f62060aebf6396006b3b84edb857bef6d71bcbd4932d8a4c24e6ae0529af1b522ad05654393674675ec8bd56411a61b79bbbec48a51bb9189ae131e0a515d54387734d3f1d235bc8ee725bb3ff7d8e033e18af9d1ab527a708275b4c8318be180e770a6b1856ae57f03bd80d5bad8a51873a9681e061d200a7ea0cc0fb3e3acbaa357954f3fd7bb3ca155623bb387984841749e6d7084376c2d1d3bd6f9b4ab8e7b1b1ae94ec44ded489828a0c19a8f976c48aebad630d1e127c35c00089f21f5ddd5a5070439bbc68bd79dd4c4112750534594f1253ad57cfcd7a19189740bb6a6ffab8d0c84143521ab16e6fea0cc8733f274461a8934413c6e806a73ee659534ca0b90874806faab18f54dc6d6c30dd92d175f683f5e3b93d62bbeee7dc0b353138e2a2e60234de5d2f12a82f6c8464d9589bf41295a93211705fc163b4e500f5ea3dccb15bcff2c5aaec990e7d7e2682751a79553549b71de867434c473eef0ecc107459ade1b133ce6fa8fee89671973464e19330da78ec9b0a2175440a84b0f3d88fe8872cced1318c722c6aa52af3f5b849a75c2cabb15a4fb90e3a8164348d94687359b48bb910f4d24e6237065df456c98fbb2714386ca7ff36e02d3cdb4fb2c5eec23a49f57c67d450973264761c97bb3024a9162a1dbba8943efcaaff73b66664a4178c10d335a8cac71ec326e6b0700c25fd3feede13af0fb33aed2e2ec6c5a2bc53642b3a04dafb42ae43764491dcdc89d438852c8fddebfe451f109a41e9c53f4918a2c2f21a7f0480a7e1abb3302185e3fca172b6eeffee9fdc88bf096129f7c42d6189fefe8f615f937c92be65d66a31a8adc2e8fb8ae82df77a5a31d12ca2610fb3d7de76f8a6eb72a5ecafad87e7e9a4b79dee12924915a94644d214e598f8f50005a9cedafe4d3b0bfd0fcb07d935b9a00f8e340f7299169709fa2ebffc85f28b57dfbc0820e33fa604a8045dc7d5b1e0faeb530f62bb089c02809d2c5ac19f24c76137567fcefb2f95f4f60d6d4768f216d157c81875a9581d8b36225b70089c2e347fdfe47c40e5eedc570adaf7fb746cff98f3bf3bb1b6a0e175be09034a6d591e0668511f88782721bd1f079919da1546fad298414508903f22d5c11c0b7e71079dd257f86abe73b2ffef4067be4bcda3faebabf102a5f01ae8fb71aa2ae4041a04365c336f65cd323574ab45d0fe819e15dc46f0d28bf2a5dca38b2aa1a89acb609486217332ab0525ffb30c70bd046feea5a8ee5995f7b4eefb6f216932beb5d6d6b2d37f7d82aac06a3582ba45ba9580ae04035c386d241147871a3c5e2595d99c1aadaf595bcbf726c0b6fc8eddc0bd4a70770d9f74e634580f0ebf7c7938272fff4ed4ef9c4280772c7cc35d8ff92966f3392d1c23d2bb8aeb4274ff353ab3d7a0266609bc8d3f34fcda64b5e87831afaaf29abdb57235e87e6286e2f330989cac8e1eb1f2d0bd5f04995ee5c80d11ff865c4cce932021801679ccce5ee642368cc3aa3d5528fdddbeb5d67f70462b9e291279792728d9a85fcf0df3e63cc7958e27b7420ea2b1a48aad03fb80245faa3f3a81ec37c9f66959d8e39d8793e304dc81dec97fa4a937cba975f544a454dc8eeb1c5cab64ade948f48fbca75c12dfd2b6ad6318a67d76cb0c35203fb59bcdc6b4bd15c0b6d1dc4c4b3adbc93e61f0db45a271d5ad725f9bf5dc45d41f3ba24742b500f50bca747d5d5e3b2a38007d1610603f27449cd8a97cc8e7be907dd554659f8310092b9b782f585af0f74ea57dd2ba2b073023addd5b777d532a56da3c1d23d05929f3e94dc750757a65d05ad04b5e8d1e90ed6d9700254ce3bfcde80329a7ddb2cae2c64831d67af1f812bd328f84393c68172aa10c13197d936cfd608a33aab6b05bf8c4c204d0e6b1e5ae1616f2762a274b02aa9373a9b5349c4a11f9200036071a8275b75fb066b5d3f208f37ee26e61bc84aa12ffa9accfe547145f6f771d157e413be8ccd44aee6c1cd333bd71cefe3760b5ec287ff9962b610e8ceb4414071aea3c630912d707ebb022109b94c9a2e20c85ada4b7c2f56e0e97157fc30c40a176cfb8e26e15770dbdb74247652975ea5f3dffa207923bc10a87fc7640cc7c15a9156a641669c7709223f5ee0bd8864a21693709b59a84687c1ee09f363cff1ae37d2128dda342dfae6cb973ccd4093470a225616418ffedf94a386f0e8fddce7b866dba721e604fb46cb341f901bf62242ecf99472f080640df9df0da3d68621b12e36cb724edd88fbfdb4eeb9718c366f5beec114ffda21ecb84b13d195d3d071419c4ff1f53be6ca4a02e001fa1894f2c67169a11ba4f0b7c936dc856c5871ea8059d46e6eac8fd9bd4a44bce1c273dd169a31c8555e52a23c4473c1a677b59e9fb59cb9af5bbf6fa2f6436081b7faa6693d811c4f37d1fd6cc230eb6364476d832e84955425470f30079468b2834fce98af91e3b1f13a4755aeb2476f943b734617440be88e4ba6b743ac79246137fed3dd92044359823a13f75e0ceedc2ca4b8aa936415f195cc3be4008a95a4d9810d737b1bbfdf15aa0ebe08f7ed670f8faa9ffb4963ba12f2ec3378a93a55ea8012e2e986ddb17d4f54ce272ba63fe247b86e79a532046ac2d1162933fa07941def70378b3dade2a1dd37eb8551583e79e6f6a89ce481f33b5a5f07cd00885855a637c882a5453d689ab6d3ec8331baed8bbe5789608a4631ac566db954cdaf6ec41bb69228e14f810a9d471b8c90ec260afb5dfa686480644f8ceae21dc99ca545c8bb588a13ded990522e33c635c4223a73d426d82c83c815ac7e3c9096c626eea65ea021f8f9dab9560ca0772cdd5d6a9fef523a281da8bb7659d9ca4c8b5dd90b32c2a7ae1d4c66cd767c3b68b4c767ab7ed8b6c706e3d59bd7b0566802f109dc2b58611c347473e9f3cf18af45d463e0db15d6714e096515e2a806b584db2e7558bb5b0c8b78477fb3623dfb58e5955a0b39cea478ccfc730193d574f10ccc0d44a91f310f88f7a171fed8fc631c3ee41477a4368dffefa41e6719f94a23b267ade008d73769b7e4c0a2c402ad2cf9ea6e4c1a4dc57440732c40f10d966c63b4d1cd56804d1686ffd4a5c79020817f1bccaf5a361d82a0393390c470daca7bd1475fd5541094ba817b8225ef908ff0b6daf3a9e87934ad678ee75554178cfd4d80978b6df270693331e000c87d4151a7f0024e0fc3dd39ba76452f4f967e52481e4e7dea60cb2cb858ee19b1762606b2129fe9e65b72f4c8b84a50a1623d25d8aa9235a4901fddfff503e50cfa9799dbb5b5f86d9e8f49289b3af04d8d38b11c93d03a150f368f9aa842c5414693dc8e3e2e34776d580c08848f71b74a837b1a4001ecb2fc8c4163bba5cdcf7fdbc3938f4d042cb0f249747cb396cdc0ee46de321cb2e8bd46be90f3e056f4f0adc110866967cb304a4c2c46f5d6ef68d8f8dca77ddd599f955edfea66d6e02a419677e6e0b01a83d2a36c5529c29e626fbb784f8506e313a31f82be6928e1e57ac27edafbcfa2c059f7c78863b8f8a8300d366ae06a5ce04ee8dca71ad93ac10f70d9489b478a494b311f4509150023f3e0db1117a6282b9b891d13a8c7937505ad499b1ccad37600d0c0c5c635bdd67b43e600e8a3947248870eb272d371906c12097b8cc21f689018f293eeadc665066e6fa854719b91f1de026a166ec6d2c830e0aeca40e309fb21a95e24bafcec80be92082cfe864b4ddfadd809c6f0c0d95965292062e646c82bc6ca0525111f8cb7bdd09e39d60610c40afe70b0844cd955cccf4fb9e657d63867771fba4d90387d0714c63e3ab9d10aac1dbad980b5bb42afe44d2610930421b7e06ed3a10fc98a04642a4df29fad55923ad260e55698d77abe3499ead2eeb96b42992ccc60c045521d112a512cabfd422bdcc7adcba2281cda8e83b25eb78bf8179385fb24c880a0e070bf0bdfd33472b21c42e71ad852277edc3b7e005767052e96162ab40c44f831ead070ed1b0855bc16be3e8eac9721fb782f765271788292f610c9ef5a182f76a4f43680a06875801be1e26a023ec9fc9e24b8788b1b91adebc3776797b32090ad58ed97e0655671c0a587722e68c16f60090e679f4ff5f7c790130275517a9261e595657e010030e66909bc5ca7b11ccbcc90bb561386ee49986de57d395ebeb50d4bad41669a8be167f2849caac6bfafe6b6454fc9c9889926088d26805f28cc552856c7bf5e77740723ae02122ad936521b0c9bcf3084bab6c98e9d43f8b22fa6abc3950473d75b68c3b00a152e7ed6a3f6526b211df84dee59a185449bfb226f0cb53484d3efffdbe236720055864b5a4a911f979043ae1f90fe45afc716f41daac576f12c7cd21da399e0b5fe20e7c316dff7dc26926332acf722591de63e68339d53334211815fc8b6698c576eec6dda2402937bf42c22fd2cad88c2a5ced504d8f5f02755a7d5ac967113076a98f4d1916927463bba80331bd8027d61826edbb4ba751efe476e1181e1e885aec1d2e1def1a0d8d91fbfe189d8767e5ecd176b594d6f14fc09023a8dae354fe545090251ffd15c9416b68f97b9f5c9c24beae4975d640dce9e9769253d2ffeb3150dcea429541cc674efcabf88c948b0689bd68db48311e21c57d19e7a3f8e79001fe22e54d6acfa0141b7c29f0c335d34a664cb7c26186a63ca1cba1beac254f0dccb5a65e82d2ed3e4a5d65d340ccbed267e954390e26b79488777cd9bb1a6e03a01f7d935a7be447bd95a47b86dbd09382f0dc97052861c8d3fe46a66514b90f5929525736684826f0b6c3aef9b392e0a5b8dfc8d4ddcc32dd6935a18c2d8e9c67e79e688a0165c0fb36311706155d65ecb47e767c12728fba43cb3750a1142513eaba3396a97992c6cd7702fe4cc283f70b433bfb285e30067b4a7e59946a15d7c805fc40ed50d218f61e919136ddcefa53159263302f6b30257dda4ce44c14cb6ef325aaca3528bcdce78b2f672121b4382bad9613c664ba4803283c07708573364acae3eecfd21ef5833b6f17b13099b9fd9ac2edac339b9b7ad20af5d6fed15c28178668845228410257e3d0bf5973655f69ccb3506ef557e52114ed0ce6b5ac40b71205f34809dda0f48e65ee1f277970acbfe7a24dbb3bb65447cc232758e8a63228c3c4a91101e740b2ab88e5b2e730f7c6b15b4116d533f3bc159402dbe149eb7f2aff0576c4a595de73d5e7fcdebdd2d4a021fc671c6b21bfeb16cec63f6a3c020e8db39d655e83171972ba88e8d99af594aaf3c13e986bc71041178c6da777b1538f18e03eebc2c161c75ad9e0a62a92cde342154464360247273af19c3994c14c0cb474bb4407bafbb1a99eac7da6a91d391b1f8b45b9f7e988a544184be558717388aa89808edc25486dd401707e519b0cc8981ccf62bda0fec5bee78f635b71c72e52dbc99ee6c5acdac1143d7bd9d21b07578c727dc2e3e8f3df1603c0ce1859291dd3538ac2809c10a72176e6fc475fcaf25e324c16d7aefc3d709f0548bf633f712cb7ccf17cf35b23bfb00006be2b6c088488f4631fae16ad4d779834f3e25f60f1d11445baae012e12ae12587297afb9dcc9419c360a36a069d4e71036d21bf65620167eddfbae5325df7f77570183236f41119eb8b72de43c187f785a70c6ce04afaafa8c75f2aca4ea541f787749d247234aed6747e9ce1e7736bd00dc17d4aef5225f5257d746a5b2767143fca0eb499a4cd0d717884fae10c8b272681feee513d5711af4887d7eb07b1af6cbeaac4844132232a9f6a777bc0bde8c7d678e3f48504797ecbd8170a711d1dc24e88478225764fdfcc851dfdb278da4160d2dc1e35a6cb93fa8bb5c2b872edf36fe4727a7f76e9206b6ed30f7e87adab10221a887d438271cd22b0cb0b68abbe8e0113caf89e4f37c115d332b4a4f9f2fe992675302ccda188f3ec4dc121ce4fcbab4594fb96e85a271e32ba438cec97a4d7cc0446b69142c67fe66f4ae8c0318c8b4f25f49175e74927ec5353ad7ce9ab5fb40e5486ff737840dac970a23ac47116f5ed6285d5395467d4ddf08afbee3e5cb7f8506d94ad24a7791a45f084bee9e3d4d8364db0270d66a2330b57194c686522beb9329c26bc2fd850502afe54cf9308f1470c69805041b668743078206f3401e79dd04baef393f4f0ba395bf8bead3fbd8edcc28500255d7c73cb99ac3bce6d480d1563e7c84858475ede9a64266fb778824cfce56c45b965a932af2ecc798532feae68200b86ddabf2997bafb3d22ed91063eff835807675664497f481cc0b2697d1188344622f50464200d607995b7915300b278a40ac390b2b1d701775f6aeb5bf4cdc568ed2bf1b3c386d077ac45b415ff5fd4dcdf8e4e2c4e12e43eb848c1f14d023e82b4b70a6a9941d9633ee7dc0dc1faa50392ccd7c50edb418eaf243cb08b596fce1ea36d0976815b7633beb8ba4971a5804d35c92cc0e30721e43238eece63aba4d9296df37838a9b6e6b35a773babb1744af1858dc7dc94f5f2100a6465aca11e52643976db8064c2c1fe32d9d83eac0ceda406cc13deb4cfb886dc57c65e0aec9a1deefad9d524fbc39aaaf07a7931761d13b3a2252539e3cbd2f90d0542adef06458d863c1ab88d7994a5ad9f5a26a60512e41854106a2d1a848d9cd34278729958ba3a52fbc96dd64496d204f4ece7aad7351959d10a23d3fbd0451953f3c07c8ab845e45dd6b7462e2171031a8311c3beb25e7dbe4c22c348697fcf9645b49ee7f100ad0608f56d38be78f5ec2101844a1aab6712ae0694cf1bf9c53e148f1533e825b9002edfa36c0aabc5aed7bd46a3b825f6e626d2444b6c91d4d6113aa4afb498571bc6ff311920dd69ab1b5fca1a6e133473ff2ef7ce04d17c7c22413dfbdfd744f683b992ba5caa7a023d6f66b14157420f3615e3997d094d93501195057fb01071fc1974411015ffdb8326719bf7382aca6ba7437eec34417544570deff3dbf7ba8671f4bfbe3907411f18e9796ecfb738a35d5165cdd3024e0e365134506a4cd7483641a8b25ab86bd646c2dc82e1bb9c5bdb8a86589246f56ba65c1a720839406729330a3b2e83e3dc8f8a9947c8c3c0df00c4aaac3c6cf36dbe228bfcc746346d9635b91e741225725a672558af51c808a1eb9f46de7d546728a9906454b958a142293cf4f7e138a170fd5b32cbdaad9e89e0a213a3b77001f8da27f06f2fd3442aba08696b9114f673a9dffac7ae183321fb350f22a0e29e5a709661e2dff7e06870dd23a6a7ecff39a8cc1a1d80a6f42a8d93f075e4c5276f0b613faf8e1fdf9c17ae6e7460b0295bc4c1a411514973e38451d0ce25186ad1388350cb2afcc211c4dbe56a962dd15d980f1613ae083e78a99e8c7f55082af25c8e089d0fb9609edb1daadde69c67d097f7b2935cab966a4337fbc22258c850c65436f247e8a13493e8b1178ff96e7f3807bc8bdf81d0558fc4e1039065749fd7ecd1634c6500c5e829efa784eef3bbeaec5b0c6b27458be2674bcb34fb4e28a8a461eaa53c9e44a56243ef1f4dd1dce897f2daed01df34080a13ceaf9db2d30e255315ebfe34df7770c75468c141c7a25caaedd9a24c5c5924cf929679a8ae1bc4741e0c52d8cfa351411b5ff6a71476406fb1891e2dfc7c5c8115a1a3c6874c54e5cb9f537919c7bdc02a2307939ee2d907053efcdf0e76555382e25e09b14b71b717688a74728406154414ad24982e83e29a33523da06c49d9bab566ccc895a9d7bdd00991a0b267ddd8dc0461cfdb06de884cc6c4f25d7b196a379be6ba452b71a22dae11dec234b84c0fb5ccde2e461b535b7b0725cff9d08ab839758f51c4ba11423353b25651305567e3c05cd1ddd0ceb50ed6c23d4655cbde10045a1e88059a0b19c6c740dab8d780319122812f92fd75932ff563b774ff5ee5f5cbba07f0089aa69ea0334ac558bb598d5385b4574a45585200e1ff32205c9fd2f0752171a66fb197b786538f944f5e0707fa61a81c632410110ef471b8964f9c5df0aaa3b240cee1f0f18afa380446769ed4aeacdee07a3575f393f258de42302b001d78283616e042e9f97c27d6303d8850476f4053dc8a5d62e96d9f8422514aa122d67f43e29f2364ecbb2da362e48c181c4108073d85d98179c8bcd09ab08ae8a77af636740d9cb596217e5505a7696a3230a8eb2a7dd5bab528f8519b995efecdf5c54d227a34152ca6e6d1717d7e059617c976b660801752b9fd930a350caf32442dddf7c5c92e26ffd242420b554eeadddea0787ce161f234f1d76050c63922528b473400ecbe658eef3768256ab107726c5d0d0a1499930a93315e0b0cf642d2e89448e267dcd81bd725fe84c0158283029650fae59fe4c5c8c7f4101659914f0d4c9453ecee9b0621f9aebac8cdd1e6f52cf82ebb59964d72d30e959da16080e68fe6f9289b34afde18b8fa95d4a1f59c9dc3c7505938d3497012c6b240eb536309503bc6d45bee8819b3db90c920a569c8a1a4072d3a7218bf0a306eee9a380318d5dcd659d0add4e32c4546457855de4ab3d53bc1353a99c54d2ac03ebf259a464160da4763870ffc9cd47561e5767d819607b7e9bfaeea72b6f4da194592b2008dcf68fb63ce3fd7b7566ed9a09daafca8c71d859705e01b033a6799eaa0988304079b9e90a6929795b15640082c71057837ad64acddd7980ffc4c354573b4dfaee8c359af11ffd4d8bd01b79a0a155dbcd3f24527b2b26fc837917d9bb7114ed4814fd1e5d789c788127c2cd2a144b284ee15ba29f133f933492f51f459d1120aa89c8ae2ba52f777b71a8780da215b1714b5b4a6a5f9c468820430e73e669d36c6781753af00454ac2ff8435c4bf8f29168fd7ffd4022feacb5d4ca496969079b72ba1c1e138ac2c23b2de49f5ff330cc81b18b17639cd266643ae23c58f36469cf17de0e06369516e02c72b560476370020f2f43c3599626c9160000c64e153a6eea7e55414e2febf728028065e302e787b6300cfecccc29b68e1412e93c16a1291096d765e2b65ffa368622cf943ebae12d12e9c7fe3758412c950fc2d9b2054c19e768ce3b5303d94bdd2c0ddd07029f893639ed2073bbc604d890b56feb043f26aea8e6823af6a8200563c75a867573d43ec866b3b68c764767d66190b358a189f650dcb4754ac846fb441a1b75525601656fd8c827f186ea82fef2c0fd40fdf15925a84a1ff9027e7f44fe9ffe77e14c1e3b91d5367aef39f96834428a9bf279b26f374a1999c623faffbfc2223e83e252736f047367c7336059ac9608790e801056b6025f4f48134087a496466aeacf4b53f7a4239ebd0dc06265913329616288f3e38e58e9226afc80d2ad6449cb0191a4e63e6be0cfb87262e193362ca536c2b6d7bf1611a8ef01fce1cf356de97944fd1c91209d0decf2fab9af4344453c2efa7943329b24627cf6da3d79241a3861c0f1be91106b7d26a38f89ef6bd3a14bc7e4f2582b2c37f9c55b09e9ed22cf148f996029d5ec47b4a66c36805199b71feacff424a27c7d5334279a91962ad68b4cfcd06292d869160a187417dbedac12611ff2abd4ff4a9db6fcd0c607ccca68e5f335d2a7282e16e06d1dce63d5d5379b68977aa3fcc3218f9c8dbfc60ddcbcf746b3ed7b3144f97ad6452de423ec24e337eae6986fc6ca9a739802c9d4d3e7dc8ab78eb5947f8e38a61a7362b305e20a78d87ba0daf6fbcf8ae80f05d84e695a8d49eaa9a5bd6965a80a4a444d955350c177ffdd551efcdbfaa1e03eae288a6d1ed70aedf2271e6ddbc1aeb6d3b2135b58b49ed0cf8e430d41ab45eec537cac688848d93042bc0a5fd5097ec6ea420670a7c67dc8d5b5560262186b8e83dd74086a2d58d47d1a29047ffa899f30474fbd471ecc4f0cde8caab49636d4d8e0d0612a0d7d766a51a3926f31e7001578092a806c0c544cdc6a041e1496aa9344d3c46f2d60038ea4684bfbae90ab21ba2e065b6af4b45f88d5d96a6d5300b19908068ec876d0202d0a383335e5dab01491c783d0d76491e9812d14b229948e71eabbbc62c866b2a035ef0d8d52681657a6331639752f54105d9f5f9747fa7841f7af3d7eb76d27992563a9847fa58a0aeb206ece228c0cf96de2f9c145f39a46bf58422ea9bf8f328c0916069fce0ae754cd52709211193b8b8b7d969378fc280f71af2b6e910495d1c124db9ced612bec47fd0f68fd2a1ce803e2d05193548d901b90d0a030c1abf949f4f623d0a1917a5166491b0c40191c803762228794a56b13cbfe732c8d53e88a09175d9b643d5a33fb29617dc8a00135f8b36999444c867a60315c3063637045f60875740c21601a6dd0afd803f1d07c939c3c179b468520702831c7139018f25d1c88def2044db20248d09957ce1344e7e0aad2e12c38fdcbaaa4a582cc008b9c5e9749634f4c89f15c4985204f8250d6d4524f353e8b533b070998f0c6520612b827f64b1bf60c5c8e632d6db8109c1eb1680a6c4099d23b94daf9788afa5412ba445db692b028190c65ad23852145074e35084458de05734ea11309bc830a04b0d3d3865bcf75aa5bda0adf8de3f708917781ca94a9b6ee7ece294b1eda251d6bbdac6955967f19f8ad408669af5fb42fe9ab5745d88757d25ca7de7673515b90696b1b20ae160de5b22ce2d406865f36c7a89d6bd52b25fa8ec11a898742b759249fe8da94e62d0da52a10d59d4f32960d7a5914492ed426b79395205462ad3f93f8aca278f6f558e867832b59190a5298810c9c0ef74634720e945097cf73558aa088827d9d0b2d7d36830fe60ba7e522ea91a6b771efcc11ac13e87d79a4dd9933ff9abdf3277e95e38317db5366702b95d1f4a72a3d38a2c33bc068c2ebe1c8845eba65801131e40a90a8f4851cbbd10e362330270d9c1df8a027f4ab6da2ddc1b76d222e06af482d1a90d49a2dd5d42b2011494738c7e4f73f90de6223872884a530e31c17a08b3edf6806c79f0a769c652894bc5fe9b1d9c722dff23f0b3aaed14fdad990038f2aeb541b59d0652371cc8c3ae07f26ab4c1663a160bc61830cc950be5259ae9b8131d25eec872447fe87d1a1c7ed7415fd04ce444319e24734f22dff03c8f279039c2e3139146237440d87e26158b22f63421e6176ccbc1c70dd2b902de543c3d2c00884042d8c1be7e8130166f68a587cdeec9789a0e512b7fb9fc6b3a822249e618416f41e5254091ba95f84df2186291f45ed0bafb27d8aac564e574de021b81df337011d5ff894e905f5d1360398db66ee91de6dfc8210041c747f31f7bfbe2afc28e15cd3cd41e83150be6c2dac28193f45dc552ac7c3aabc3da8b7a308655c52c96c0d63c01b346e5dca0693de89ed84c24546997c22c245c434a0bb65cecfdfc8f9922765d6a858902ca35c8f3cd2777978b8675132ef1b42a5d3edf47b9eff27fde611c4a248c0ddfdc2d6df74138dab99f4559ccc3fc40f6a75431dc8e42820da5b8f7ae2ca53d9e108e8ff305068ab4b076cf065d3d929f9fed7fd71ab50abe13fc3c11079a316155fc12959bf7115e2f7e6acaca93533f6151b248cd9df7cf3d59f93b70bbc3558c9fae024195143b693d67cb3fafeab0a631c121564531683e7e7e69b9cbca571633d11be310f6cc5dd1d622e8e70fbc9f4893b68c6ea3115e91a766e9f0a8d5aeffa346dcb7f123c5ae6e0cf18f4aaae07648b55282f9a7a9609ba026dd9f27fffa7dfeba2b947fd36c2ae46c7f3a415fff273ffe5640db6772c504d9ca3ace7b45491219fa7dd2e765edb77531b9a1f84ad06309daffa204e9c7aae1ad97900a51fe04941db24cd19e0ea4da86025b460d9da769fb2e463eccdb12a5ebafead08d98a2d018198e8bf13927228455348736fd5df3ec85d9d08aeabd506db1208bcdd604fd65d612a23dcec258eb598e82bc3c6c49ba1610eb8cb74fbb4d3db4fcae8a5e7ceea1f5e18afeaa00f235ae96bf03d1db72d9ef62d9ae5e15a061274f550aaa6f781a72ac0ea468ba3c9e6993cfa238ac5c43ec87242738ef6d589d28ce3fb276437bc496b377c8f985faeb1183bbe94d0796394985692b201e6d482931e2867fc092f9bbb00e8149093fc63a0da47d71c91d83559007eb41655a9a0575fd9aea5cc90232fd062b349009563100c8c7a4646f98183b84f040e1077101d73bc2f667933fb94b7a5a677f226f684c88fab09580d8fff3e0cda4358bfed80d0419b00d23897bd17885baeac08301b58d7356fe2b9f3427daeb92462a98de5b0c404a795a9a5052a94c1acb93847184bb69487fe7eb482195c51a560a564bddf9d97673a8edf132eb04666952f7e31aaacf92bfbca8ee87911f7e02ecc8859d3cf8b00aedc27ede181aad501fe382571df71825fb00ee80c3f0c45fafcfc0272195cc726388f14e708f11c37d71e03827c3ec0ba653d425e56d1bc1ee862551b949f9e6a38b0c608b8f03ce54dc074f4153defdd319532326686ce37996c4f8054e4f48e92e5ba8bbffa9bce49464d32f10ff3c4722b0d4f9cc711a7874e93e92857a37d10d2b9b40a06b7f7f711ba7a31b46e4e1ff6aaab5c5b6049843fdc18de314411a5fdc8af1760796cc44958d50e3c7f39d4b620cfd0a9a764d807fc98530dbceb08ad68ca1023cead4414a5479fd0f40a358e860b0f6ae12973d4253c088ee9dd33e76426e22edfdd84efa5f66a035664d6058faf0198bfba497e7714413aad1cc3d715d636e3f25243982a55368b850fea0fb7ba7f72098f07f43bc43374ee909cf76d5cd12a850aa5a75633b7eb227134b4c1b0bf76306af31e6cb4948ae442954ba629b261a8d812c0e400f10dcab4f02304d813fea75acee8a3b7a9ccde1fef35d78f7b3e1ce45ad365a488d696b06e94216ccfc10153ace1f2758fa2edc3375531cd9153658b5ec4819890ecef11ff36ff867dac2c51d10e30291cccf5636bd7ee28f0200338f27e99f9eb8b81e9d6fc763544de95d313cc6bac2aeb1437096b442a7e50fd35d3b671f25f473edaf50ef0cacc6da3b3ab4bcfdeb4caf79e415608e207ce497fdd5772554606c4b0779a6a0352f70bc545d67ec5ef6b279532a900c9e8d9bd3c5be750963a87c34c2d3eab5d7aacb8d3d8489de0d4001d0ccdbaf20a6dcf8e25b91a6b232c4eb948bccc1edb46fdae72b6763b28f4f9912621c458e0419d5ccb9df6e949308450ef9bfbf21d030b304777e4033ab3fa1acedd87fb6687209664d48c436665cac4e76162b5e45e03e231b52391368be1264ee1ca5c13c2f4fa12023798abaafe5312ae881b74370a296c74267f42aa0f3be3ed540e0dc9ab53a0a871c8412e6072d1b28bfd9bbb9c2c146ce6b2b2e402f437155ad14842c9cb2d58998f07adef928d689754d3673709f3315586e3b71e6b6373ed3630a971fe0d1e826dd912c763e5360f90ca63bd9a8a200d96544438be57a476864496589d31ef6d6ecadb0bf2bc671b4911a96c55a2b504c23cc90926a85cc7ec31197c86a57bacc1e5a5e96c166b48090d0c57f9238f1b24dce50407a293bf260c8cfb492609849b516fe6b0ce9bb2d11c9191479b59e77cd7f762276d8f3aac3e6670cfcc0b4d08b0a995acf2de8dbac06a974c0337db72d344cd76523db5bcadc6e05056b172e35ae8760fc452dbbe46005df77b4c6d3dc2ff3dbb2c306750e4de05ee3f2cd28c0420029718351474cf56b2182fc553cb2a0d25c6793486b90ab3a57f09d4d77bb819ff97243a7bf122d73751e8ef6a3be8b73c3c6429a8d84f1fc8f508fb8fb565d056d6bbca98babbc8db7cee7e15f390d4115d4f2c6dbe5816e09db0e1062e36377f6d3df05d8563e3cde3f64b9c78a199a7d26075bca7aa1370f3c62b14e4e1f3f7979a060309541c49779af6b016141b9f7f7b13eda0be3b50677ec1bb3b9a82e72380195b8c26d1b9427cdb543010ba5876e4775c1f906c1f87caca5e6a78d040e8674031836f8159eb467c576093151229bf945e9e7d3b522738fac3a62107a8931cfa058ea78a366a0d1ece81c0cae6c90102ef8f01594b19fb359c6076ff22bd82b6d804a5b5119bf43655eb826f68538b0b2ddec65a1be72bae806a6075e7d520f57ffaa165a68f3f16d2a77ccb50787790c0e4502451423aecf921fba135deaa0acd6be18bc53410e21b3ed319d367f8c7a7dca1d06dd2ab14db878945531b64292e060e34dd2ef4c683a9cad3b1529fe46d029847d30f434857be97f731dd159c7a8e7a53d03ccdd574f49b279f9908923a4457b5b7692f9ec4e658520e8535d00d3237f7e797152013552303eb60fb6b68101253ca032ca73fe8ca7f75fdecf10e20c20d4a320fcb8df43e449224b5efdf7cf291199ee21f9b70fe6b01b53eaca339c195272de64a8b867f74802df8fa3b57c9427a8272f0500e130a0f4bd1f8185a06323b731b649fb6d14e82abdfbba396cfc8bb1be2638298ee7e392b908a546417ab252d3748367e79398e91ed5aa167e61aa9d2c6eb7186fcfa0a89e38634be1cdda1b1d2941a06a8755ff7130ca2cb1c4709550eb3d4f378502731b969b28598988e695967459bd7114574065833bb9d1fe5588f1ded66ad62b6f7a46f2cffbeabfd09fdd0925a2482c9e0ee16abcc39a7dd967d90010179371e1715fc8abb2d2a388c3a890cbc0c2a9e752e9cb55c2fdfe8d92c34fa26fb07049aee8cb547b48e64712eebc2f6725bebef0bb099e83c3535c974267c48617e594d2b9f244917603bc28f312f4019667d92554f49372458732d74710fccd2e349849ec80be9d1a899189349c225e1fd595d454632c668fb0d03b40eb4cab8b3a10f831ded461f04e8914b109addeabb21a0298014df6e73fe2be0c80d2b47a3933eefec76c859be87bbb089c3f9a1fcf7ba03f83ca7d58277787645b9c8b322f339295c6c96560f1386141b35cf64782a9922205c04a0fe8bbf2e55b74659b8e428f9a4f84251e8c78a9920811d3cd15389ff9d83963e2e838ebcaba4dbcdb461b18939d2624cf84c818124d4d9cb558a82e56ac6e122273d20a4a8d563f5fa059f40a37c478d42a1c3d28f29f3371051562aa9a0901555f33bd2272548c4a2a031db6f5b8e7419618514dfa498b50eb166e15e4d6eacc50ce5b42f054bccda83cf668026ba7f78545329ff235fb8991cd308457830a79e29c95290ff9c3bd1578ba02f27d7d40bdf53f17310f228d8ba7be19319363a7e870b566e20b9d081c9a639249e143956fededab73cb845e46545eb9a485f9c3d1b819adc5c917c1f8af24bc52489dcf54cb3140eee321a2fb3850611286a4823acff54f1ee582c629d82ac1f63152679a67b15ddd5f78d578d1ea314390a748807182fbf2c82f85abd8bb692dd8a776cbd7d3d1d188cc483005a3124318fab56ad37006933042bd4687551f773c928832e18b6813dc25868ab0a96326c712bd724e55e569829fd17c6b7d0359122dc8122902fa47ebbf514eda7971e5a3088283c5681884cbe48c466ad604736b93d3cf55241fe58798869c82a0e71e44d9feb0d7859599a5f62d776949387a41d6e0c90ad0253de64acd19ef7aab369e11ac6734ba39d272d1399e0d9ef818e034466aa26b64ce9e8ed1b68078be4376ed9c8f0d0dd0f229dd2d18a3d19e6b318ad7d3afb4e8ce225233a54dcfffba4df3a437c2156c24b744373d82daaf03c424a0ab3b648c226e74a3afc987b84823e49b5013bf48b4e29de608d0323447596756546c3a22575f9237656b9e7d4c45b713b4b6a1dffd2bd0e1bbd3372dfca67b7fb2e7d70f7182100fa10b38a3bd84bd11a86736e314877a002be2ed39c950d2405925cec74061be40c581c1e2c6e7446c9691ec8ea5114170e20e6ef1f76bf3cefd917caaa12572742210f7b380db9d07ab9e9f44da71621d91b3a46938e26f840f6c7b983fd6768039f1f5b1150051864ee77af59a9c00fef68dd62eea8258617042fcdebee82e7a226bcc8a39587e56ec3417e8d79ec1cfbb55a25a6c1c5c77db1b7cc397027f45223f007d1f675369f30f8d1a5b28d9095afa41f137081b9ae5f739d4ef255a8a1e2cf9bfd049d43c2ffcb88a670252f9a925a78e0368b834a6ce1dc6ec84850f7f4acf7ae731303dd845d57263e3b3560dfb1e926d93dd8737a120ffa4c126e32ec0a9ff3a1595f8e2ffb3670300d4e974cecc605adebe56d655d9a26fb1fd44e006246368bbf41b6ceca761ff4a461907abe48731c2046f97ce2505a30356d16369b02fa361af7c711af8f081d9eb727f66d78c0a9f8893eda9baa6e6bb48a4df953fe656b515edc040f21f65a3f6031bf45791d7f3353f4a42565c12702f804934cc939e7d74d986b9c0d56ba3d9367e144c61d3d162bfbc7c964dba9e8b92144734a4d283815dc84fca9abdd6efb82873eed52d25b2e3089fe0c39a6ee9d31ecf756c9668b0876462db1e883d18926576d4792a3ab663d9fa9e3fd0c79df74a9d9f58aff69b2a97bfb126d260416fbc536fa177ff1d9e49661759c26c1cbc21af7d1b1ad266d95bd9a2f995349791469dd85dfe9f0feb13f2b78af43b732b14d4c10c7a7427d92a5dbe4048797b2d7b75098d969c960ece445791a985f0b0dca9d51fc8431bbe715e1dccb4345efed3e9f4e752581bee60631faf2463bba4374df99ea633c96f53483eefaef5615a503d1dce5b8b3a233e8d3dbd56a6ed45eac6787c7baa3c18b9b17ad02212893a7466c172f62c571f268a68d87a7813e4695eb1231c89f25a74cffaa4166d1d56d2706a19f3476a0a357654bf5d013de0970a88685adbc8b2d4dc6384270a44a7b6ae9a335692564479aa39bb3edf2ae4817124615be8f3cbd95e1bc5523d6b0dd661df4d03bc60437d62917e7ca5cd6d962b6b6963e17a2332ee1d33df22f5be66666b4c2dc12943cd1970302e118f01fd834df8e2941420457a7a683faaa15fc405c9c79f99e75da8c95598408a97ed9cf92330a62efd44e76fba9ed545b7022ffd24c85a5b6cc351f7e5620acea91cc6c3a574eb837273dc198d262c4a9ba5abc3452cab1e815f312a0c892c6a6418f1f41159835d028eef5ed49c70fe0f6162c48e30930b95cb7cf40ecf6d8a180ef3bb3878d3b7146a941a3daf434f637e1f6cc749d95eb2fed6a8ae3c208589cea5e06220573c3dbbb79bdf2a1b9dfb698bd87084bd5a4df9a149ad87ae870947cb6aa74acbc77618baa6977e81e97a84e92fcfb997c1a7a02ebf419876f4099b2c25cde95d40bfd91e01c9f00ebc0a63a4b3f441d286271fdb675d5faacd4e0be4f18d83a4974f41bc7df96ea92fee08947d62cf11faa0c21b7e0204a8f6da17521d4e69ca756bbd71f49e6a9b533449f8d0c5fbb61f7b290d2eaa6e96d99e1c02f99d10a2d3d2204bd8e20c0c3c1f2c03a512d7f92f5f1dc5f3b86ae58ba24a7017cfd91bce45322139530652588890ce429f1d9712c499dd7dae3bb25d2fc6cae561df8a478de4858b35fe022898d1568073780d3dc8e7afe22b6f0d9845c94301b9c5e68993994e6d20fb0f143d67c70a19d3590798050c9663e28a721c40c5c887293c074e292b7703d9d953cdcb29ed1820a026787485d6a973254289588fbe3332e6897fab515650472a00ce2762adfb43e790bad6665fa66188f285b6daf4182632a01f6d5953e12b35c688393a7c3034b02fa80956b20bb380a3611f3ce4c852356b09abd316a8f52a177e7b878cf4231dd7dea42d4924c586af3f3165643d73123698239540bb239b1685f551dbec00e6b0a281d22789b2b16be7f0b04adbc36ebfc54fbedd5d29e8e17bff7d5ee3db0dde183c2d852a1f101f3e7f0f7c45b146bb0d0d323bca79c7a12975703c549365613e2105d514cb973043e23cad6d97435c95388974db941bcd3c4edc935e7dfb77778a5c4e24bba64aaefe258ba336ecc9fa1b98465fbeb55f320cb879c26eec2d38fa2640867d0a25f2c881f32ea9fd6deab9730c2203822a249621452057b2d4cdc330fd243c6f3de4486b7b988afaddf82ff7f05e2e42d9b2ff468ee9ed1f039bcf21966fcd029fb41a4899b93d77b5e632c1f40317b4f06cef092c018974b907c0c4ff788fbbbb6e64107d40e93fd44fee9670509c9ca2e1830af7a94dec6db57906aa0eba8d7bd97d910ce653f20532ef16a77eaa626414cb9e8d0ca8f20065dead1434430eddd009651831d667ce98ed820b2b697890fcf6677c3d89b4ea8a05b1690d7174676f837bff2c8accd9fb4fdbdf778c4a9341c47c355cb58569a30ee43594fd535cf5fc6a5f15d5901268ecf551fd2c9893df19501ce8a609bfbc5d350ac9a84cff055ba2bb0fe674425065d1f498ab034b7ad99d8c5e225755145f461ea100a121372d7ab35b7b35b7209570a402f545f0214c9f78e24b7b925ae26450d7e0c27a6450164afc8726af8477e71434c60d2fdfe4923ce33cb9e8af60f78af556cf269691c6f2ac8b3684759c9b0609419b2686840f03c7d1049d7299fcdca6991fbf757de352ed05845ed7efc615b59f67139d7982b5e730f4ce5299267d291b419bb4c3fcad6f707050a05c9cdc710057817f446d90d9a7763ba46240eb9af023c9a5a53e35052ba4058fbc93ea202d1089e21418369ed15957e405e59f7342101866a22065be877860c4f72533c5cb4670ae4bd8f7f62ea7980b777181786e4e5e7a585ff7238bba1b3af3e2814b5b8602cddc3199c451c93126abe11c772ee464a2f59e91513a20b7081bf90a60c2d8d42c08383371e2ca8e716867d27064d9456e2697eafe68349f4b1167066c9200c592a7ad0895db650f931497d0d7e2184bcfd548eb9af3d358f336f7f7b2a6c46329af63c819b381bc235a8c52dd54769014e5b9fda1d4f2a6d87096b03b3cd476a2562d8c9f2712b6f47034aae808f8f627eb572b72ae1ff9ea3d91f4fa80d2f003fba09a0a8c7850b8d0c6c1c16bb84b7c563c5e537283194830542a886de62bb389c1acad745310482be84e8c842787d86b36f0f32049a65472a922587fa1961c8113f00ee4eb741ea88c274a6100f77e6a0c2a90093519a91e4dd9199c1213b65f9f55106522f0358454db49c0aa8643fe7f978a92935c17ba68a80c357cd859ee30a10593ed13967fb103daaa5e4fb9be8a56942a6afe0c5c296196a7927c79ddf6628f556e840d69d871e7bb0b5422822439a28fffb12548c79c1591ea6851a3fc95859b95ee90e58d543c1b1b5085885baa575927705b3bbf395e8db79ad78e87c587712e929d06dc992bc6358cb9b77c2c2ac7ca7dd1e0821368ad29c81e5c43765acb95160ccbfa08ec7a956732bf9ce96e8b2d9936b473e8520a9366f79730509fe4eca2ed8b0e8e1f92888085c7885d3938f929ffa82b50f450df3f59b5291b655b3e286788c9623c74e789293bc0883ebb40821478d8cefdf1250f8fe88038cb202a498808d6690355b35eaad4c94e4cb96f82949040acdc1f0e256cec2713c6568bea425cad35187a7fa769865b840ef22112c4458919466b86eaf186df558c80fa909f9a15d307125fcd7b82d25c68b302e86be3f66749cc2f9df824310c095c40e9280e670a9766ddf25980fff05cb2833bf59454d5acc321a953240e46b962e0400a405e830852a76511c4134981ff6474e0104b7fb386e83a9d5d6463b19985d90503330ec84fafc0b09993daa52583e8740b396c0dd03a7b03525ce578f285a30aeb2a82bf2d3207329b8b3ce5263d3e3091f9c1008794c283ebe9f661299e39487c665f9ebee554dc8e78b37b50757b003aa6e0ac6981e1c904aabe5d91958ad8c55d78f3fedaaa8f23d940312082e3064c7b2aee52fc9201ba419b93e3aaab0f0901fcb101b242355e1690998e3801663acd83f3d1f842d3eeb23dc8168a4b618002c7f7abd41402c3af30f6287b1a972586eafb6abf5372feb9bc19f9728defaa07f6b10b4ca5cf6dd07548df079927be9c6726c13b39de5d2072ea618873e80aec64d445dba4e59a0b42395dd94fe7807487c527b05161f79e6f0b193c40eabd65ac837084578664a28b37811a7dc4d375201115d26187b05d23346a16b94716ce83ae84f54f6a9aec1c12288ffd434eb1b080232121c14b54317497e156f013549f62051a7e21c67dec00779abc8cb0ee2ae6b10f01e896f60d4bd5a7ebca4b64eba7071c7f8390a21d4eda108177449e3a3c79a9e0e38709645c56c0abc830ddb095c337fde17dd84505019d3f5836562eeeea79d9012cd144a3d2e2b0da40a14ec6296ac98e36302a62225cd98a8c322f5e7947d33c4d22799134eecd714a2128befa088b7e2bf2e77a5476c5cee59ebe87c5d9804a02dd643240f6444c8ce87483787819f376a60cd8fe397f05c42f31f836688a5ac1565b585490611cd3ab296e5c5a90e7462e08887cf8fb972a73d0380133c45c6674bbe1b9f9fdd0e554d25e4f39298f4d3b4b33de98e8d8e65b9304b0183466a99157c93f5c056c584b05498134eeec1a6768abfe009b3ed2cc67adb8130c7bf507a046e2319e068d1644803c4751048b8b28f845e7864370a9e467dcfcde2de68325e2e819a738750e4161567b6a1b75d72b7ac32ed21cff7f7063a554aee6315fbf8ff41f3687f4b0029a035710e44d080eb0e132d4ce576b1f4dfc8e795a90eb45dcfff8c95f6a0fc880ea3c4ce6cde298cbb92ef8a7a3a8706eb7405d5d73ca3c8201fcf154a5bfab1237b88998020336a49d1b41dca77213c58164100c3bb48fc1a9f83fd5b6148226869cd6b81e8d4b12e2b16c68429bb766c5051905e7ba3618e4664a0d33b0872c035c869950bb88b22de81c075c526385c3499a662bcbe80ccbdcd0dcce6e7472ec706b80589f8b2f9abfdaed886f98e6a10224268988f838665f94d926c30be78f8eacc35002fae8cfd4720664e1dc79222713859c09c2e89995c148fc14b45ba766b1ce914707a88a5d23d1865fc0557f0e2b0522529bc34e269caa3182338645ef6c6756fd13b74705b0834fb872d05bee041f1491ee6997b756e41a4cf4b5c624bc090879d64d67296d4abcc5fcc16947cf8b066057fe4e87beb7160c57e44d525e3723d6e791c8e5d37ecf2f40eab63086b3cd27eb4b40b24feb94d222e3c3bf4f69d4e0cb0b1e4a5b1febc03d2aca33495636c7d2c0271dc033890484f4654a823bdcfb96dc3a91710a1b355b80dd9403808c0c8437bba6b83978ffe2484a78116883aecbfb3379362bac2fd6c35de00736d455356ae66ee4cf26ee6943bf1c6862098af98cd568e6e1b62bb06be4f337ceb9d2c63676e1cafccc9fdb98b153efc0f0884b1ebc8983962294c63f9f0a9bb0f397ec478a096b76f9dc23f328a135f0b753e1c8ff985afd5b02d10c4c545698e78ae9651011affa73ba684f88159b7a200bc4bc5f55911a9e8c3964f636701bd3a119084168baf2149d88fa53906aaaed586adb1a5ea17ea1ddf395ef22c04dc00faf0e04740df9b4e9a3e320f77102edc778024eae6cdc2e0ec6932e3c7493ac9160fdc2da9b4a1c18d5e6daac77689c342f6a10d11a1df7550c912aefe7c58b1604c6749306ee8e50b9db382d90fc8718857b3bc6589365957dba2ae200cbbb84a7fec2e9f24723f9f7d60275daabd0aeac7fecf24c2c0cf3717078e45d54aefd4cb23d55001e81ef22a169ebed612a59531ff6a64ccdcb43f2285d24c14f0a5a20c481720d065b83fd7b6925b54be3523086e8fd0e2416bb1789877f8d11ffd77effd6a2b3e043f40468c640105581a7a562abb6a1181cfea0136a024642ef480260d7e94b0bf4ef670caeab29f579898af76f8327b3495bd2ab4e959454f1b97b4e929cab7493a3c4da5bc03f806f0afe47c50fb51a190a8a5280161c4f5371584b7fdbf1edea0e8c979c597eca82f28679e8cdf7b4d32d4af96ae3d91842e6e3efb8a434e6333a0822073e01886f9f04ddd76949c109bb603cfb45ef1290536deae2b7c7bceb8fc91e93dfa36342710836e8b9ed9c5649efa4933d65c02f9a2991cd87af4a0dd2abee9efb2b815c10b337b79ba899ac4582a4b9b273dc18db60e4c6fa3629e7117866a1e0b8d23dad69a0945e22027f76461c0e7c237636ee668a87b3eb65b4625e1ddeb9efb3f506c8a8e45411792613f1ba5c8e5d1800857596f37918c5a4b768e7c3cd6fdc4f2ef17da1b7c49d184b8a299a475f11cc849fe5db18d6b579b8629c1702311d191fbf7a42a32d8e3089af41575ab63bfe89593a72512d0a24a2e202a0f7bff8eb94532960fcaf1e1d333bfa10a87377c47910382a2e7352977fde93e703c0040cf3ecc29e49599cdac867e6d2176d5d3185e8ace12d3181119618e15d9780ea22efd312cdba496a71932213bc32ad9d245234efe446208887a73dfbc4788f74f62a253f3e751ff63f0f236d26620ef36f3050df6fb5bbdb1e0908c42ce50c6f4b31d3c90e467a4dbbedc6ecc9077642343ceb5e5a34871c8677305d9c80015d5eb1cce0ce3b85e38ba7405e7151ec0c33286fdc8266bacee56a14221bd262b3fb35cb151eb66ac74f789ab005b25c46364e48243647e4098707f575be27bff70c72ee05ba2b45d603f9cc0457053361f92b3d6d63cc12d80d43753f93429fe193062062e62fcb3c0a313bed18c7cb70466cb55aad02a641bee1902f3a652d0c071efcfe39d2f48a841e80996523a27caad211c82c7fbaaaefc10aab3bc9d8ea7c1a6f061fe2cdc762868043f2e6dd0aa0d99601e1bb469e0ea543073e4de5ecc5c02b27bf92d50ebd24a5be2e789d0bc2de21f6cbc4cec20df3170611badb216176493b57c063d9578cfd2851b7c8085d844d4cb0263502b37b68e24ff89e43485419f3a94700b0f0f8eefc51a0759248c1cc2e4a05bd1557c916d9106d5cf9c5884593766eaa37dca8a987b2dea22a5e8393476f3f4ca5a1523067c4c17e8fcce0c46a909cfc42825062ecc757f626eb8420196428d2173426585970f5712bea11c5dacd8c1aa0450d347c10a7450cd03935425f60d58ef835520b304316c52e865d8f2735b67131c2ef7106c40704f2f8d4b968ac1c450e3ee5374e8131500c4e681d089c01d0d9b06b438b208da351daf20110b053a0deb4f58a7a2ea8631b59857b5969bfb80e856f31527a251d194a554be690aa51524d969d74ed1b011a43ca1760ca86b168d469d3eb185f90c25fbcbd3feff57d1b13472c1c15bf253fd8f91f1faf07f33b1be42dce0fb289d4c986366a2f7bb8b6f6c794cfb0afedf611394bf4109ff77f71d990db8b73807b200704aafec1d7bee29b7dafb9380b17246527d5276baade85d4fa98ed404639af17244af0e27b5811f833fb26cda13f33c4971a7361757ce1d26af63b1302080fb3a0bc7ac567d6cef93f0c8fabee45e988d4247ecfb32f9f89a6fccbc7a68b5160fb728a2189359b0b34cdefbb1f2a57c71a744d3d8a2a2b7929a02a5158bb4b94eabfe37f14c40b9fceb99fe4d7ab52def41ab08c3808442a24ddeb70ab83e4aa68808b8fefad93452b2efa7a4fb4b81092981d004433bfe0043ea7104732fc1e8556d0b308f2af1d6e565cd07e3ff0c0442c97c592f0baade907e3c28a21a1eb6664cf9dd4b700a55ccba28cc5d280a2ecf547e31af585fa69991619ee18993b4bc4fce95ef13ead4850402cc338517538a681d493672eea45d5062b1d38c96ddd9186fefc416f55ffd6fa7ed579a910a822aa46c9aa8355a6788f58d47f6eef2ed8c732d63de7b1ae6f36f238ee503680c795b4fa80dc4aa237f6a15a76c5a6625a14699b63dff0bf0cb32982e875f185cffa90ebb5fe98b8e6b2678226d3c1b37c320eb47f201d57296c1b5029879d91fdf7db2b1206f208d17b01f6fa77e3a0bdd755ca85a38a3290b4827e10bcf03e60417f35b6ffc9e6070c34bd08efbf0c8c40175bf5f2908c3142f1cc55110532275d8aae436df126d87a1256e2bcf460078eba4512882e37828cabb3c4402863fe5a4f4ad6378d9d43fe84a153a94e0474169e0528c643674a9ab93e2fc913ac2a2575aa4969f3709b42930571143fad784f003e751d000a1b41748c05493ad9cf164ac3e8b2988452ede45b088ee7bead54f964d3cd45ec195f25eb19806490e7064d66912f75b75f56864fa4640c221c63dc4adfc4fc34a822a62c345698b6b2cf048309239f6e18dc85be6025592ba474350d76d97064e8bffb841c105c7226ada17901476516941e8200b8e67747b23b1896d2f6dc60319ff4846b0a8b40157828c057915e61a168cd05dc77e0fda4d8fc096c833733992b9075bc4b37fb70eb71f27ff3d487e8572461133dcb62e7b821bdc2022681cc0ecbeb647be3b820352c1e4a4fee3b817b8a0ab3c38628a7f6b53b6217b1178ed8b2932cab4b1a650df01f06f70d4e58c3177fec4e8b02f13d5d623e3ae8051da91c861a1fa12dac1ceab8da424de477a553d41e908017a2842a3d13234ec69da894ed36ed02519305d8da478003dad6eecf3b607f687e94c508c21780e3bc47984d2c318932953c737440ba76011add8c3ce38a55954d6d226e31db6a9628010ea3cb782acd2dee14e2536cb18b24ae13a098f0115939d641dc85140e40dce239d733eac16794bfbb2466cb303ffbe6e7cdee81e2cf911139eec761e77b89a5269c1ae85f5f8f978ef809173542fb949275c3f04d3c0cfbe374fb4bf142f815e3dbcdfc3184900d3fddd5465bf880f1767838d620e177c8c4722db887d67a31000d2aa51c79ad55b230ff5137ad4d023ce07de3c1f0d6063377441080eb1abdca77279dbca5cc9fb5a45084b176adb6666477d8949d5d2f7a42ec64b04413ce854d221530ec2a96239417823e12b6f71046cb1960ba2162ebd16c06ae69ae5158bea8340c6b46c3c361c34dea437f215c4dbe712d91720b20502a98c7386b8b9e6a14daa2ee8cada3c034b6d317a46fcdfb7bc3c11c8d573471cc78d738c644a2e54ae16dd2060de47124be27a07bf896a681dc9ea9daa388c3f77620fc90635f8e6dc2f3bd02dc4729d9fd7439d48e69b9a2691045edcbc9ad085dde22af74a000ec3af74b4b7399ce144143de83ec8ff3b2d85089d65dbb5a356e58ffd2677a11f3c288db9351518977d4ee8da6d35976393a0e44fe2be0616dd19b1d6786e7f2b92e1926dfd12d085349d2433cf9787a7e2997c7d36d193d22f202efe156630310cd05ceea985610cf6d9435489385681cfa55d3d9b89087a90e17bed536db01d015b9347b675b283e4ef0da1c703e0a96465e748681e55d5a4cad0e8f37fe97505c7fb400f2d1debb00be4bd3efe4a84d6ac15ccd64ca71503bee604231df5979caaa18c0fafecc0edfed8bbcc6c9e37e25e0b969ead3ec12fa5ab53aff8b1909bc3c4c57144d55a0ee82856025c2a9b65f25ea0e14afcc9373001942468f7ef0bde802b3f884cafea41475be8c6277358859db01f2f4f0f91dde90c46c1699522e38a134ddd5c60b0cc1cdac9d3360345e848ebb704144f5804456c227354c985461c9f3408ecb2d7ba4abf7c9e27be6bbae8e26484187c5cbe1d18cbd77885da48e2622bfc89a256f419eecc860d7306010dc9a885dce77140ef377dae75aed74d62799235d1acc5d30f8ed406e08334119ce85731bca5e1c9017224e0414bf25cacbf82aa2301de500390168afc001980bb8804ef5ac04851202093f3258b995563c479db0dadf0663d74d9d0c6994bacef12b58790ae4b71cd3711c2da6a72a27cbcf43e0b83c13f57493763f0dc5dd8cf23067cd0135926792c0bacc09eaa1de606addccd98ff09fac44ab39a12f76a812f3f0bfb7623ea3b9b79cf880440bb66371a6c429d7fb72cfff21465fe2832d3ea54979819d06fd72622c8190710a0c3e714b7a7bcc1a81327f1cf8479695e2d0e007857e195c135ddc2eb2efb2a5c79682c96a23b542765bdbeab483d95fd8c065ead8a9b45bc51a086b4c094a860b269f893f4f2e275646a4d1c75e1d930ee284053e57ae259406c9aa2c9bd5204098d06b81b8978f076e48f741cb28fb588481fff9d7dbe1b7f5b31e55ae6e8c36b4f661fe10c9537a91792baaaf5c616aa19f836880370586f3db4360e472315d87c3af4daec5b811f719da935f59269b731d6536c678ab966af557846e2d261e0581218ad2b1014f1fc683b6b9deaf2d2f18ac92d1f5427b971c69f0d4be1212171d020f125ba915887451172cf12557844e5483e3176cd01e525d1af6b312f91001111cf109b58dd1a9668f941a6c37dff033cf5e7f27dc2f67a4f36b0ecd4d86f2153aba7a3f3e707427036454ee26e8c92eb17fbc5e60ded5db8548418f0f87c324f03b3aca58c94b144df2f20ca229667d32e7150a176124bf925b130439831551db1f35b93a5a96f98fff95570c5d457f798dfb5d65c1a96198c74951ce69ba4d787c6331ba572686ef1d38e33d3b6f6280800319c4510eabd9103aff578a67a19903885457862067c21c13b1112aeb83cfe2610dcca637313fbf61ec08f4557fac10456ca57593b2be172075e4ccff2d2a87100305d930a13c221702458967c0dca2584a5a7886ec78c6d73281d3f128778dd639d0c90b409ddfd51745e07117e8ab4d973535f5eff33560b8bfe54933d803abb5d98034b88ada9477c1206809e53950ee3fb77fb4b2bb43a8851681fa56bb334e2588bfff76cbccd5338321470aef7004164c4993daf56eb69c1797976a09e2763e7afe6b13af6dded9cccfe3db9cffbebd7ae2931de34a1945aa9ca7fee3d96c7558ae32803d9a86be51421d9301418b0749bb046071d202483e7e049b490d30c2f08c1347d30f662e4e3dc913428e8e3f0269a05f8ac76361e3e6c5ff32b71d22f42ddd683e87c0889e35e514678da2d52d2011978c68bc1a7685949112e11f8f06e09dd411a3eb0ff2b956bc18187d6535fbd427335c7de67ab112fb255b1f244d2b8603b7665d592c09230d147292d0a3e57380472d15ec920d3dc219205c1a247d5a129573e4af1370e36ec7daa2bb80bab49464a710274229e6d2ad852911eb5a910f65a45d7866ffc43d4f0fc21a91387887a8b971fbcc82b6b664f380e54b435edbf3dec6fee6f271eade38ed479cc0371ec6409cc486cd172e0d49e6bdcdc84f89899fd222050eaad8deb0ea4600b27f8f4ba3428c8e61ea121e997a32dd6cc0d743c252ca2f10b987d5ef2c55b85bdfd53131c7318c88fe8d0fe89cb7de39ffdf56163124174ed2f2c39bbeafc04bdf8fb63589c3fecac9c9b2670557ebc9367e8447415c23b0aa617d1d58760833d879e65af52f8cff65a59330fbd7a754bb386337bd811d24ad5e658eeee41df3af23b0b0efa2e578f19ab1bd48a2eeaa61e4aa217aad0752134a80beffe86c4cd6143f47b8ac55132015d04035f967721e6820c628cc37e59b3f3f8d8fb6ad2c05bb4939fde6222dc5a5856ded1b1e9dd8a1180067441dc3d015febbc07ca103a32e00f6a556b391f6f18f9023b4b50274f1f5cd3c97f4e383bcd344d923b13ff67500a146bb8e62064bbc7ae12a8bfd84bf499e5068728c2603dce2467ccf5d526b36c497dbfe9e97a85b36395a8a5c251ac58dc2dbdbe64b79ec40016986bd9e533901660075696ae8918892fc176a267d2795262d47526cfb666ba4cd6dac09ad5df85d90af81864aad8a4c02c2e72431173d5fb22ae04f1f17fdd233d42a49ca99aa27c58a5204958b02f3c8966df0fcdab6f64653a4d60ef9da38c78b9f0b2b854ecde4f5501108409c5349bb0c182539620be7f2bc16365c07ff99c404d8c1f872ab68cd3f079a862ce72bea2bfa0ff97a74327be98f0d62b1fc2c39c5288d3b86f5f479e4c48a53e5283464a6366a1a47fb2b141c2682a3b19dfce820caec61b3b22d7f30fd3093bbdb620b4ce6a8fc900c59698072fd1189d255ce5679a2e6692a3a33d3b0f9e1978f39f7e5e6fd1d6311ab819a261f2d7981ec0a91f3d04eef714a4bb57deff6445c96b1c87fd424c435cea753989e9e1482892bfa9ff77d0dea41526dfaa5b2e458437fc67c7cd6bf7ae3c028a4e77f2097b9b96527f4f2aed1c73851c6b9f49bc74f90e320eb5666338f429c83437bea9c3a7bab7898be9826d591c89ee46e06cf925f71396083910e66c55ead39d293bfcb7f71e7665edc24b6870346925657afbf120e4ce7b838229a1db4c662eb18898e966b7916b399ee976741777946d9474b486e745c9fa82dbdc4174c77aa8b54e8656b373261ceb74d770dd47569ea9609eed27ff24cc5c3ad284bc022b854448300fc4a074bb51bd89228e5c5b7cc17aa3ca93fa5b0e3489f55376b45e8d1856ae1653a42aba80e90fe519f720ab1d23acca8323e94cbd84806eb86a79381f8015de456623f3e7f494abe1a6d2d40b46cb27677347b9c20c7d5f60d4b5a2214cf7891de3165645efae45ceb3cfec2d14148369ee9d8bb6f7ddc7f8d05e5067195e917708e002ab614ef4e292c8f9957f8cf11098c4c065c82cf7d51b568b9dbaba12747b13cabc046acee9b2e29a98b1767ab135f526d73e5f67ca4398444bf28fccfb1725059d6b33ba80e9aad625282852ddd0b8d59de38641143a3c39425c973f9e10b25a79cd256dca0895510d3cc31f7b42548c164e8ffd9ae3c0992fc1f44d136305bba14d3fb5f93c77a4dc498638424770ffd715cc1ac00082c95899a11d96f3fd0714231e9a88120df382123729949b286026ebe9f613a1d1393f49fcead403c86c48e6c69786e7fa4c0d79d78fc392ec9b02a77410eec2d61eae954cbe311d9baa12a016bfedaa80285d542ba0e765f78bf246ffb32b90f522c8f4e043412ee4f9c9b552a51d5eb7e7dc3c0b8d95025c52f21edbb51b41232bd38520a22f5a4b0e4d17bc1862c919f7da0e79167d2b64cff8f234018c24443a551fdca0fb45c812aa1aa4cc299da88afd65a6dfcd1c18ef9dd90faff0d7727a192f5b64a4e15ca8c56273a4b74ffcf7873f9749285392e995c00147be72355063b1ae7f32d7f3c0615a292342cd4e4eece6fa8ffe9ca8bfe98887f8e533b64b082ca86b2f020882486ea9739e753ab87747d37729e12963729c395064c4986b153e964ea8cd22db5aa9e8c03f8a023de14bebd2739a9bca47f2df32316cf9684eee8efb42bda006f430ba3d55d148f39d5334fb1d2d19f96a412c15a5e5e893b70b252dbb5a5809cfc262e5f59d00e616e59e3d08b6ecd1fa20e79a4ac1e0bfbf51b9653f8f36d2f14f7c520a7abf05f047abd4c017804156ca354c691f938cc32a9d4dc73919fe4a140b22a0af13eb0cf6ee6076621bdf9bac285336b9d1369c193896ac890c12b50816c2be0855590c1c81a52349c08c33570fb6413bf76dc75b3f5cca0c56a5592b5ed45bcc5ab9d48e15c5a02edd591db7ffb13b4b8383bf76dd6070a9ef0ad1d397843b214f5f2928dd69efcddf87c845b103c8aeaf895a69f52d40ce0ad481dd83b772f5d885c7503fae3397d1af66b3a7285a522d13c371b507048ea3b9985ea262a23fef302cac9f0c864d95a5463e2e420b9537c984827beb0b0883c3d75bc0c5aa86f0240cd7c15b153ada2385c3dfc0ffe7f18cb0cc5b257d6edfeff45ffea568d8073ce19ab898cd8ff098862c9ab883e86f125f3cbd99901a99048c3a5dc1d92d3ab8b4f7574db7e20fc5e1e0f1d21a2d63e666e0b0c40dabd50eab154822c977c85d855a0172e148e6ea3b6679fef9f8d544ee075d5f18a8362110b4e9b459eb61f5398bfbdc65d769a1cf9bf75e25c98e68f697aa2e1b17c74202018a550cd8367960a0b1fb73ceae62d3d0565c8e474a64adad370a822d0cbc4580c211d820d2cc4280197daa9bc7393327062498984a5403fa4f6a3fffe335e74601ce011157580c123cd7b2217c9ecffd0dd2875d44c1db951ae73d60c5cc54866a5abd5575eb20ae1b856dc78e459caaa647e0376b2ad21ac7028321b61c7ce70513274d00236e0aa4b8a209b3abc3321a66cc2a8d390ce691933f352ed292a2779bf92e24c13981ca1d09afb3f219653a2c0e59c52cc020eb6cb399c4412e3912045ce4d4ae67155187934f5fcfb686bd3212e6ceeea6bebbbdc0318f97d71bc3448ff3fa6952acaa99956c5d8c9c10279a358e157e8a22990e14f3aaec3f8ca5981395bf9df3d81117f5d265513c88902768da5923081fc03aa64286a6aeba9696f9bc194d21ccb3da9d41fc7e5718bc5ac060b781ba4e91775d41fe2d615a8d5a47886f291ea1fc85761de2ea97b8e1da5594f5c4425f9ef7811153cbd2e3e67670eaab69f892d4a21da2b99ce796ca3c805d4e47617f5e0ad4470a01ca6c86aa9bd02e190e5d851ff390a8cd48e7c4fd7054061fb936da05720190fb1b622b818a1ec209df62b8c419d8daa9e03c0ab4cfa9575b229c4f9b2af1ba95a38f18a1c8344a081cc5a29ea4a2869661c41f8499878437a0d5cbb6c01dcc9f6e165732a3d9d5d7663866b6fb538a23ba100b9f8b01335a16cc0c2514762239dd0c3479dd8b3e6aa97dbf6ef7979c66bcd55913f23725d8a4ce64293a526e28ee986c8534c8e77c96210b6d4114c34a0aee970e9c51be407fa78d589ac2dfbf62a6e45ef5b0c44248fa7a2f3');
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e25e-7308-80d3-7d4bebc85e8b', 'msg_01a22dbe-e25e-843d-ae5f-de37a63edb01', 1, 1796063814987, 5, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e27d-7777-b1da-ba6ba4788452', 'msg_01a22dbe-e27d-808c-a898-0be83fc8707b', 1, 1796063814988, 5, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e25e-7308-80d3-7d4bebc85e8b', 'msg_01a22dbe-e25e-8e6a-a93e-bf162f7e38d7', 1, 1796063814994, 0, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e27d-7777-b1da-ba6ba4788452', 'msg_01a22dbe-e27d-85b1-addc-1c7ebce42052', 1, 1796063814994, 0, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e25e-7308-80d3-7d4bebc85e8b', 'msg_01a22dbe-e25e-8ce8-a864-bbe9c47d03df', 1, 1796063814997, 0, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e27d-7777-b1da-ba6ba4788452', 'msg_01a22dbe-e27d-8f88-acb8-0b8535767e53', 1, 1796063814997, 0, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e25e-7308-80d3-7d4bebc85e8b', 'msg_01a22dbe-e25e-899b-a2c2-2fa73d6ed20a', 1, 1796063815000, 0, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e27d-7777-b1da-ba6ba4788452', 'msg_01a22dbe-e27d-87bd-a62c-ec6de39cc15a', 1, 1796063815000, 0, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e570-730c-b6c0-854b46695902', 'msg_01a22dbe-e570-85a2-a176-c7c19f904960', 1, 1796063815909, 3, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e589-7234-9219-38d6ed67d13c', 'msg_01a22dbe-e589-8fea-a4da-5a88ffdd008c', 1, 1796063815910, 4, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e5a0-71e6-9332-90666f56b2c6', 'msg_01a22dbe-e5a0-88df-aaf5-0819d1d285ed', 1, 1796063815909, 3, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e589-7234-9219-38d6ed67d13c', 'msg_01a22dbe-e589-8548-a220-ea1a596ba363', 1, 1796063815917, 0, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e5a0-71e6-9332-90666f56b2c6', 'msg_01a22dbe-e5a0-8e17-a32b-896bffc6600d', 1, 1796063815916, 0, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e5a0-71e6-9332-90666f56b2c6', 'msg_01a22dbe-e5a0-8847-ac36-5b58b250c33e', 1, 1796063815920, 0, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e5a0-71e6-9332-90666f56b2c6', 'msg_01a22dbe-e5a0-83e5-a870-7571efd8fead', 1, 1796063815923, 0, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e5a0-71e6-9332-90666f56b2c6', 'msg_01a22dbe-e5a0-85ae-ae8b-be68782f98a9', 1, 1796063815926, 0, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e5a0-71e6-9332-90666f56b2c6', 'msg_01a22dbe-e5a0-8b6b-acb5-88aedb67d850', 1, 1796063815928, 0, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-e916-75e8-a858-c4114795f4a8', 'msg_01a22dbe-e916-8c58-a366-60caaba1c065', 1, 1796063816299, 2, 410, '127.0.0.1', '', 'HTTP 410');
INSERT INTO public.webhook_attempts VALUES ('01a22dbe-ea2a-73ea-a46d-7bda819937c9', 'msg_01a22dbe-ea2a-80c3-ae56-d7584e32755c', 1, 1796063816299, 2, 200, '127.0.0.1', '', NULL);
INSERT INTO public.webhook_endpoints VALUES ('127.0.0.1:39299/#03bf46ce', 'disabled', 1, 1796063816299, 0, 0, '', 'HTTP 410');
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e25e-843d-ae5f-de37a63edb01', '01a22dbe-e25e-7308-80d3-7d4bebc85e8b', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-30T18:36:54Z","data":{"payment_id":"01a22dbe-e25e-7308-80d3-7d4bebc85e8b","seq":1,"status":"detected","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}],"transfers_count":1}}', 'delivered', 1, 1796063814316, 1796063814988, 1796063814988, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e27d-808c-a898-0be83fc8707b', '01a22dbe-e27d-7777-b1da-ba6ba4788452', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-30T18:36:54Z","data":{"payment_id":"01a22dbe-e27d-7777-b1da-ba6ba4788452","seq":1,"status":"detected","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":1,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}],"transfers_count":1}}', 'delivered', 1, 1796063814320, 1796063814988, 1796063814988, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e25e-8e6a-a93e-bf162f7e38d7', '01a22dbe-e25e-7308-80d3-7d4bebc85e8b', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-30T18:36:54Z","data":{"payment_id":"01a22dbe-e25e-7308-80d3-7d4bebc85e8b","seq":2,"status":"confirmed","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}],"transfers_count":1}}', 'delivered', 1, 1796063814361, 1796063814994, 1796063814994, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e25e-8ce8-a864-bbe9c47d03df', '01a22dbe-e25e-7308-80d3-7d4bebc85e8b', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-30T18:36:54Z","data":{"payment_id":"01a22dbe-e25e-7308-80d3-7d4bebc85e8b","seq":3,"status":"paid","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}],"transfers_count":1}}', 'delivered', 1, 1796063814505, 1796063814997, 1796063814997, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e27d-8f88-acb8-0b8535767e53', '01a22dbe-e27d-7777-b1da-ba6ba4788452', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-30T18:36:54Z","data":{"payment_id":"01a22dbe-e27d-7777-b1da-ba6ba4788452","seq":3,"status":"paid","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":6,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}],"transfers_count":1}}', 'delivered', 1, 1796063814512, 1796063814997, 1796063814997, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e25e-899b-a2c2-2fa73d6ed20a', '01a22dbe-e25e-7308-80d3-7d4bebc85e8b', 4, 'payment.settled', NULL, '{"type":"payment.settled","timestamp":"2026-11-30T18:36:54Z","data":{"payment_id":"01a22dbe-e25e-7308-80d3-7d4bebc85e8b","seq":4,"status":"settled","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":16,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}],"transfers_count":1}}', 'delivered', 1, 1796063814751, 1796063815000, 1796063815000, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e27d-87bd-a62c-ec6de39cc15a', '01a22dbe-e27d-7777-b1da-ba6ba4788452', 4, 'payment.settled', NULL, '{"type":"payment.settled","timestamp":"2026-11-30T18:36:54Z","data":{"payment_id":"01a22dbe-e27d-7777-b1da-ba6ba4788452","seq":4,"status":"settled","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":14,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}],"transfers_count":1}}', 'delivered', 1, 1796063814743, 1796063815000, 1796063815000, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e27d-85b1-addc-1c7ebce42052', '01a22dbe-e27d-7777-b1da-ba6ba4788452', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-30T18:36:54Z","data":{"payment_id":"01a22dbe-e27d-7777-b1da-ba6ba4788452","seq":2,"status":"confirmed","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":6,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}],"transfers_count":1}}', 'delivered', 1, 1796063814511, 1796063814994, 1796063814994, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e589-8548-a220-ea1a596ba363', '01a22dbe-e589-7234-9219-38d6ed67d13c', 2, 'payment.late', NULL, '{"type":"payment.late","timestamp":"2026-11-30T18:36:55Z","data":{"payment_id":"01a22dbe-e589-7234-9219-38d6ed67d13c","seq":2,"status":"expired","flags":["underpaid","late"],"address":"0x4fb070eF70961D204961c69B954B99808b9694BC","amount":"0.2","amount_raw":"200000000000000000","received":"0.2","received_raw":"200000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LATE","metadata":{},"transfers":[{"tx_hash":"0x91c7fafae00dcdf32643955343a24af236287b28d9c64611881e8caef3a1142e","log_index":null,"block_number":35,"amount_raw":"200000000000000000"}],"transfers_count":1}}', 'delivered', 1, 1796063815314, 1796063815917, 1796063815917, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e5a0-8e17-a32b-896bffc6600d', '01a22dbe-e5a0-71e6-9332-90666f56b2c6', 2, 'payment.expired', NULL, '{"type":"payment.expired","timestamp":"2026-11-30T18:36:55Z","data":{"payment_id":"01a22dbe-e5a0-71e6-9332-90666f56b2c6","seq":2,"status":"expired","flags":["underpaid"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}],"transfers_count":1}}', 'delivered', 1, 1796063815189, 1796063815917, 1796063815917, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e5a0-8847-ac36-5b58b250c33e', '01a22dbe-e5a0-71e6-9332-90666f56b2c6', 3, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-30T18:36:55Z","data":{"payment_id":"01a22dbe-e5a0-71e6-9332-90666f56b2c6","seq":3,"status":"detected","flags":["manual"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}],"transfers_count":1}}', 'delivered', 1, 1796063815393, 1796063815920, 1796063815920, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e5a0-83e5-a870-7571efd8fead', '01a22dbe-e5a0-71e6-9332-90666f56b2c6', 4, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-30T18:36:55Z","data":{"payment_id":"01a22dbe-e5a0-71e6-9332-90666f56b2c6","seq":4,"status":"confirmed","flags":["manual"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}],"transfers_count":1}}', 'delivered', 1, 1796063815397, 1796063815923, 1796063815923, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e5a0-85ae-ae8b-be68782f98a9', '01a22dbe-e5a0-71e6-9332-90666f56b2c6', 5, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-30T18:36:55Z","data":{"payment_id":"01a22dbe-e5a0-71e6-9332-90666f56b2c6","seq":5,"status":"paid","flags":["manual"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}],"transfers_count":1}}', 'delivered', 1, 1796063815596, 1796063815926, 1796063815926, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e5a0-8b6b-acb5-88aedb67d850', '01a22dbe-e5a0-71e6-9332-90666f56b2c6', 6, 'payment.settled', NULL, '{"type":"payment.settled","timestamp":"2026-11-30T18:36:55Z","data":{"payment_id":"01a22dbe-e5a0-71e6-9332-90666f56b2c6","seq":6,"status":"settled","flags":["manual"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":16,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}],"transfers_count":1}}', 'delivered', 1, 1796063815833, 1796063815928, 1796063815928, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e570-85a2-a176-c7c19f904960', '01a22dbe-e570-730c-b6c0-854b46695902', 1, 'payment.expired', NULL, '{"type":"payment.expired","timestamp":"2026-11-30T18:36:55Z","data":{"payment_id":"01a22dbe-e570-730c-b6c0-854b46695902","seq":1,"status":"expired","flags":[],"address":"0x1454168e82efA260f49a6F86612cc6414Ba633e9","amount":"0.1","amount_raw":"100000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"UNPAID","metadata":{},"transfers":[],"transfers_count":0}}', 'delivered', 1, 1796063815183, 1796063815910, 1796063815910, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e589-8fea-a4da-5a88ffdd008c', '01a22dbe-e589-7234-9219-38d6ed67d13c', 1, 'payment.expired', NULL, '{"type":"payment.expired","timestamp":"2026-11-30T18:36:55Z","data":{"payment_id":"01a22dbe-e589-7234-9219-38d6ed67d13c","seq":1,"status":"expired","flags":[],"address":"0x4fb070eF70961D204961c69B954B99808b9694BC","amount":"0.2","amount_raw":"200000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LATE","metadata":{},"transfers":[],"transfers_count":0}}', 'delivered', 1, 1796063815187, 1796063815910, 1796063815910, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e5a0-88df-aaf5-0819d1d285ed', '01a22dbe-e5a0-71e6-9332-90666f56b2c6', 1, 'payment.partially_paid', NULL, '{"type":"payment.partially_paid","timestamp":"2026-11-30T18:36:55Z","data":{"payment_id":"01a22dbe-e5a0-71e6-9332-90666f56b2c6","seq":1,"status":"pending","flags":["underpaid"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}],"transfers_count":1}}', 'delivered', 1, 1796063815117, 1796063815910, 1796063815910, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e916-8993-ae14-862865851af3', '01a22dbe-e916-75e8-a858-c4114795f4a8', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-30T18:36:56Z","data":{"payment_id":"01a22dbe-e916-75e8-a858-c4114795f4a8","seq":3,"status":"paid","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0x4f5e9c47fca4b2386930129a0d2c6f145cd2de40689c3cd592e15b73f6caca76","log_index":null,"block_number":56,"amount_raw":"300000000000000000"}],"transfers_count":1}}', 'pending', 0, 1796063816095, 1796063816095, NULL, NULL, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e916-8836-ab1c-3e6d6a6dc6f0', '01a22dbe-e916-75e8-a858-c4114795f4a8', 4, 'payment.failed', NULL, '{"type":"payment.failed","timestamp":"2026-11-30T18:36:56Z","data":{"payment_id":"01a22dbe-e916-75e8-a858-c4114795f4a8","seq":4,"status":"failed","flags":["reorged"],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LOST","metadata":{},"transfers":[],"transfers_count":0}}', 'pending', 0, 1796063816164, 1796063816164, NULL, NULL, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e916-8c58-a366-60caaba1c065', '01a22dbe-e916-75e8-a858-c4114795f4a8', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-30T18:36:56Z","data":{"payment_id":"01a22dbe-e916-75e8-a858-c4114795f4a8","seq":1,"status":"detected","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0x4f5e9c47fca4b2386930129a0d2c6f145cd2de40689c3cd592e15b73f6caca76","log_index":null,"block_number":56,"amount_raw":"300000000000000000"}],"transfers_count":1}}', 'dead', 1, 1796063816047, 1796063816299, 1796063816299, 410, 'HTTP 410', NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-ea2a-80c3-ae56-d7584e32755c', '01a22dbe-ea2a-73ea-a46d-7bda819937c9', 1, 'payment.failed', NULL, '{"type":"payment.failed","timestamp":"2026-11-30T18:36:56Z","data":{"payment_id":"01a22dbe-ea2a-73ea-a46d-7bda819937c9","seq":1,"status":"failed","flags":["manual"],"address":"0xa642b057F48020e850581a05Fe2Dde506EabD50D","amount":"3","amount_raw":"3000000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"CANCELLED","metadata":{},"transfers":[],"transfers_count":0}}', 'delivered', 1, 1796063816261, 1796063816299, 1796063816299, 200, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-e916-8281-ab3f-68da878e2a73', '01a22dbe-e916-75e8-a858-c4114795f4a8', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-30T18:36:56Z","data":{"payment_id":"01a22dbe-e916-75e8-a858-c4114795f4a8","seq":2,"status":"confirmed","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0x4f5e9c47fca4b2386930129a0d2c6f145cd2de40689c3cd592e15b73f6caca76","log_index":null,"block_number":56,"amount_raw":"300000000000000000"}],"transfers_count":1}}', 'pending', 0, 1796063816092, 1796064155980, NULL, NULL, 'not sent: 127.0.0.1:39299/#03bf46ce has answered 410 Gone; ''ctrip webhooks enable 127.0.0.1:39299/#03bf46ce'' sends to it again', NULL, '', 2, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-eac8-84e9-a865-cb99a11c7c17', '01a22dbe-eac8-721b-9987-91bd5ee05300', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-30T18:36:56Z","data":{"payment_id":"01a22dbe-eac8-721b-9987-91bd5ee05300","seq":2,"status":"confirmed","flags":[],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"5","amount_raw":"5000000","received":"5","received_raw":"5000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":3,"reference":"BATCH","metadata":{},"transfers":[{"tx_hash":"0xcbc83ebd114016291c11469ed594dfd325132495ceaa30f2b40e2e4472899fd1","log_index":0,"block_number":64,"amount_raw":"5000000"}],"transfers_count":1}}', 'pending', 0, 1796063816540, 1796063816540, NULL, NULL, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-eac8-8a79-a7ec-11e0702c87b9', '01a22dbe-eac8-721b-9987-91bd5ee05300', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-30T18:36:56Z","data":{"payment_id":"01a22dbe-eac8-721b-9987-91bd5ee05300","seq":3,"status":"paid","flags":[],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"5","amount_raw":"5000000","received":"5","received_raw":"5000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":8,"reference":"BATCH","metadata":{},"transfers":[{"tx_hash":"0xcbc83ebd114016291c11469ed594dfd325132495ceaa30f2b40e2e4472899fd1","log_index":0,"block_number":64,"amount_raw":"5000000"}],"transfers_count":1}}', 'pending', 0, 1796063816688, 1796063816688, NULL, NULL, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-eae7-8afd-a383-8f4dca2de372', '01a22dbe-eae7-745c-8e80-48765d301c91', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-30T18:36:56Z","data":{"payment_id":"01a22dbe-eae7-745c-8e80-48765d301c91","seq":2,"status":"confirmed","flags":[],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"6.25","amount_raw":"6250000","received":"6.25","received_raw":"6250000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":6,"reference":"BATCH","metadata":{},"transfers":[{"tx_hash":"0x8313908f3f06456037608194a48570b6e122a90b6f1c082744d8a06177597052","log_index":0,"block_number":66,"amount_raw":"6250000"}],"transfers_count":1}}', 'pending', 0, 1796063816694, 1796063816694, NULL, NULL, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-eae7-8118-a069-c025ad6daa90', '01a22dbe-eae7-745c-8e80-48765d301c91', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-30T18:36:56Z","data":{"payment_id":"01a22dbe-eae7-745c-8e80-48765d301c91","seq":3,"status":"paid","flags":[],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"6.25","amount_raw":"6250000","received":"6.25","received_raw":"6250000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":6,"reference":"BATCH","metadata":{},"transfers":[{"tx_hash":"0x8313908f3f06456037608194a48570b6e122a90b6f1c082744d8a06177597052","log_index":0,"block_number":66,"amount_raw":"6250000"}],"transfers_count":1}}', 'pending', 0, 1796063816695, 1796063816695, NULL, NULL, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-eac8-8d32-a31e-0aeaf02f9708', '01a22dbe-eac8-721b-9987-91bd5ee05300', 4, 'payment.settled', NULL, '{"type":"payment.settled","timestamp":"2026-11-30T18:36:56Z","data":{"payment_id":"01a22dbe-eac8-721b-9987-91bd5ee05300","seq":4,"status":"settled","flags":[],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"5","amount_raw":"5000000","received":"5","received_raw":"5000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":14,"reference":"BATCH","metadata":{},"transfers":[{"tx_hash":"0xcbc83ebd114016291c11469ed594dfd325132495ceaa30f2b40e2e4472899fd1","log_index":0,"block_number":64,"amount_raw":"5000000"}],"transfers_count":1}}', 'pending', 0, 1796063816909, 1796063816909, NULL, NULL, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-eae7-8d62-a3a0-54b65af7c609', '01a22dbe-eae7-745c-8e80-48765d301c91', 4, 'payment.settled', NULL, '{"type":"payment.settled","timestamp":"2026-11-30T18:36:56Z","data":{"payment_id":"01a22dbe-eae7-745c-8e80-48765d301c91","seq":4,"status":"settled","flags":[],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"6.25","amount_raw":"6250000","received":"6.25","received_raw":"6250000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":12,"reference":"BATCH","metadata":{},"transfers":[{"tx_hash":"0x8313908f3f06456037608194a48570b6e122a90b6f1c082744d8a06177597052","log_index":0,"block_number":66,"amount_raw":"6250000"}],"transfers_count":1}}', 'pending', 0, 1796063816915, 1796063816915, NULL, NULL, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-eae7-8f40-a81a-5200bef24fa9', '01a22dbe-eae7-745c-8e80-48765d301c91', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-30T18:36:56Z","data":{"payment_id":"01a22dbe-eae7-745c-8e80-48765d301c91","seq":1,"status":"detected","flags":[],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"6.25","amount_raw":"6250000","received":"6.25","received_raw":"6250000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":1,"reference":"BATCH","metadata":{},"transfers":[{"tx_hash":"0x8313908f3f06456037608194a48570b6e122a90b6f1c082744d8a06177597052","log_index":0,"block_number":66,"amount_raw":"6250000"}],"transfers_count":1}}', 'pending', 0, 1796063816499, 1796064156383, NULL, NULL, 'not sent: 127.0.0.1:39299/#03bf46ce has answered 410 Gone; ''ctrip webhooks enable 127.0.0.1:39299/#03bf46ce'' sends to it again', NULL, '', 2, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-ed82-8f49-a465-35eff62a65d3', '01a22dbe-ed82-74de-a5e0-5e02a2f4eea1', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-30T18:36:57Z","data":{"payment_id":"01a22dbe-ed82-74de-a5e0-5e02a2f4eea1","seq":2,"status":"confirmed","flags":[],"address":"0xC529e5f8D5b162BC5dC9A6C546295cB9c6F0F41F","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x3240023d0a248e74ec01ef26acdd323768ab0b146fd1864113d459d3e1a1b963","log_index":null,"block_number":78,"amount_raw":"10000000000000"}],"transfers_count":1}}', 'pending', 0, 1796063817230, 1796063817230, NULL, NULL, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-ed82-8c1b-a69e-c6b2fa9a7917', '01a22dbe-ed82-74de-a5e0-5e02a2f4eea1', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-30T18:36:57Z","data":{"payment_id":"01a22dbe-ed82-74de-a5e0-5e02a2f4eea1","seq":3,"status":"paid","flags":[],"address":"0xC529e5f8D5b162BC5dC9A6C546295cB9c6F0F41F","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x3240023d0a248e74ec01ef26acdd323768ab0b146fd1864113d459d3e1a1b963","log_index":null,"block_number":78,"amount_raw":"10000000000000"}],"transfers_count":1}}', 'pending', 0, 1796063817234, 1796063817234, NULL, NULL, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-ed9f-805b-ac36-312f47b64064', '01a22dbe-ed9f-70ff-84df-fd8462bbc88d', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-30T18:36:57Z","data":{"payment_id":"01a22dbe-ed9f-70ff-84df-fd8462bbc88d","seq":2,"status":"confirmed","flags":["overpaid","multiple"],"address":"0x0cc809982990ad21Fab2c8FE6d2AA4ee82Ec5543","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x6c67c3c20a752575fd6448f564924feb15879a56f885ad5038fd146665a1634d","log_index":null,"block_number":79,"amount_raw":"1000000000000000000"},{"tx_hash":"0xc6ae22ca852e6bf8d7ad99ebbeb95640fc39dcb868fe0d05a73519ab7914b0ce","log_index":null,"block_number":80,"amount_raw":"1500000000000000000"}],"transfers_count":2}}', 'pending', 0, 1796063817238, 1796063817238, NULL, NULL, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-ed9f-8c3c-a168-882f86da7480', '01a22dbe-ed9f-70ff-84df-fd8462bbc88d', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-30T18:36:57Z","data":{"payment_id":"01a22dbe-ed9f-70ff-84df-fd8462bbc88d","seq":3,"status":"paid","flags":["overpaid","multiple"],"address":"0x0cc809982990ad21Fab2c8FE6d2AA4ee82Ec5543","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x6c67c3c20a752575fd6448f564924feb15879a56f885ad5038fd146665a1634d","log_index":null,"block_number":79,"amount_raw":"1000000000000000000"},{"tx_hash":"0xc6ae22ca852e6bf8d7ad99ebbeb95640fc39dcb868fe0d05a73519ab7914b0ce","log_index":null,"block_number":80,"amount_raw":"1500000000000000000"}],"transfers_count":2}}', 'pending', 0, 1796063817239, 1796063817239, NULL, NULL, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-ee90-8a3c-a68b-63213d91d467', '01a22dbe-ee90-772f-a0dc-315b2fe39448', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-30T18:36:57Z","data":{"payment_id":"01a22dbe-ee90-772f-a0dc-315b2fe39448","seq":1,"status":"detected","flags":[],"address":"0xf625ECb69e3eCe7bFBb315fd9c1E68B76BE23D88","amount":"7","amount_raw":"7000000","received":"7","received_raw":"7000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":4,"reference":"CONFIRMED","metadata":{},"transfers":[{"tx_hash":"0x9311737fa9cbfe133058e3b6dee7c062eb824fa762c8e28f78a976da7eedb478","log_index":0,"block_number":87,"amount_raw":"7000000"}],"transfers_count":1}}', 'pending', 0, 1796063817505, 1796063843316, NULL, NULL, 'not sent: 127.0.0.1:39299/#03bf46ce has answered 410 Gone; ''ctrip webhooks enable 127.0.0.1:39299/#03bf46ce'' sends to it again', NULL, '', 1, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-ee90-8c4d-ae62-fedca1246091', '01a22dbe-ee90-772f-a0dc-315b2fe39448', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-30T18:36:57Z","data":{"payment_id":"01a22dbe-ee90-772f-a0dc-315b2fe39448","seq":2,"status":"confirmed","flags":[],"address":"0xf625ECb69e3eCe7bFBb315fd9c1E68B76BE23D88","amount":"7","amount_raw":"7000000","received":"7","received_raw":"7000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":4,"reference":"CONFIRMED","metadata":{},"transfers":[{"tx_hash":"0x9311737fa9cbfe133058e3b6dee7c062eb824fa762c8e28f78a976da7eedb478","log_index":0,"block_number":87,"amount_raw":"7000000"}],"transfers_count":1}}', 'pending', 0, 1796063817555, 1796063817555, NULL, NULL, NULL, NULL, '', 0, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-eead-8bde-a1e7-02a5aa82a593', '01a22dbe-eead-719b-8df5-6157cc7febf6', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-30T18:36:57Z","data":{"payment_id":"01a22dbe-eead-719b-8df5-6157cc7febf6","seq":1,"status":"detected","flags":[],"address":"0x20B3a8CBfcC2225b2F5FE64a9DC6Bfe4c11d9df9","amount":"0.7","amount_raw":"700000000000000000","received":"0.7","received_raw":"700000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":2,"reference":"DETECTED","metadata":{},"transfers":[{"tx_hash":"0xe922799f99c1ea9fedf8484d2429e56c40b20f49b273dd35db990f116f14a126","log_index":null,"block_number":89,"amount_raw":"700000000000000000"}],"transfers_count":1}}', 'pending', 0, 1796063817509, 1796063842993, NULL, NULL, 'not sent: 127.0.0.1:39299/#03bf46ce has answered 410 Gone; ''ctrip webhooks enable 127.0.0.1:39299/#03bf46ce'' sends to it again', NULL, '', 1, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-eecb-807f-addc-5b9f89cb9c11', '01a22dbe-eecb-72e7-b5da-7cc00caa43a4', 1, 'payment.partially_paid', NULL, '{"type":"payment.partially_paid","timestamp":"2026-11-30T18:36:57Z","data":{"payment_id":"01a22dbe-eecb-72e7-b5da-7cc00caa43a4","seq":1,"status":"pending","flags":["underpaid"],"address":"0x7f3AeF3ebeb25314922827fA484a0fAB326c5a35","amount":"9","amount_raw":"9000000","received":"2","received_raw":"2000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":0,"reference":"PART-2","metadata":{},"transfers":[{"tx_hash":"0x5361a09e2d9d67d2dae1d2d7c7a89a29222dbbe23ca27b244e5c1becae3d4c11","log_index":0,"block_number":89,"amount_raw":"2000000"}],"transfers_count":1}}', 'pending', 0, 1796063817511, 1796063843116, NULL, NULL, 'not sent: 127.0.0.1:39299/#03bf46ce has answered 410 Gone; ''ctrip webhooks enable 127.0.0.1:39299/#03bf46ce'' sends to it again', NULL, '', 1, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-eee9-85a9-aa0e-46c4d1729ae0', '01a22dbe-eee9-74bc-8b7d-78888cff36e1', 1, 'payment.wrong_token', NULL, '{"type":"payment.wrong_token","timestamp":"2026-11-30T18:36:57Z","data":{"payment_id":"01a22dbe-eee9-74bc-8b7d-78888cff36e1","seq":1,"status":"pending","flags":["wrong_token"],"address":"0x088540aB513Bba4D2b3AB9D60C4dafF33dcD07Bb","amount":"0.9","amount_raw":"900000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"WRONG-TOKEN","metadata":{},"transfers":[],"transfers_count":0,"other_transfers":[{"tx_hash":"0x07d6cdc862c4c3472f6d47b39e107be51dc261ea1f32d020ba75bc4577c1a3f9","log_index":1,"block_number":89,"amount_raw":"2000000","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3"}],"other_transfers_count":1}}', 'pending', 0, 1796063817512, 1796063843245, NULL, NULL, 'not sent: 127.0.0.1:39299/#03bf46ce has answered 410 Gone; ''ctrip webhooks enable 127.0.0.1:39299/#03bf46ce'' sends to it again', NULL, '', 1, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-eac8-8596-a83a-bbc01f5dc2a1', '01a22dbe-eac8-721b-9987-91bd5ee05300', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-30T18:36:56Z","data":{"payment_id":"01a22dbe-eac8-721b-9987-91bd5ee05300","seq":1,"status":"detected","flags":[],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"5","amount_raw":"5000000","received":"5","received_raw":"5000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":3,"reference":"BATCH","metadata":{},"transfers":[{"tx_hash":"0xcbc83ebd114016291c11469ed594dfd325132495ceaa30f2b40e2e4472899fd1","log_index":0,"block_number":64,"amount_raw":"5000000"}],"transfers_count":1}}', 'pending', 0, 1796063816494, 1796064149508, NULL, NULL, 'not sent: 127.0.0.1:39299/#03bf46ce has answered 410 Gone; ''ctrip webhooks enable 127.0.0.1:39299/#03bf46ce'' sends to it again', NULL, '', 2, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-ed9f-83f7-a26d-7a08078f3bbd', '01a22dbe-ed9f-70ff-84df-fd8462bbc88d', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-30T18:36:57Z","data":{"payment_id":"01a22dbe-ed9f-70ff-84df-fd8462bbc88d","seq":1,"status":"detected","flags":["overpaid","multiple"],"address":"0x0cc809982990ad21Fab2c8FE6d2AA4ee82Ec5543","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x6c67c3c20a752575fd6448f564924feb15879a56f885ad5038fd146665a1634d","log_index":null,"block_number":79,"amount_raw":"1000000000000000000"},{"tx_hash":"0xc6ae22ca852e6bf8d7ad99ebbeb95640fc39dcb868fe0d05a73519ab7914b0ce","log_index":null,"block_number":80,"amount_raw":"1500000000000000000"}],"transfers_count":2}}', 'pending', 0, 1796063817184, 1796064157732, NULL, NULL, 'not sent: 127.0.0.1:39299/#03bf46ce has answered 410 Gone; ''ctrip webhooks enable 127.0.0.1:39299/#03bf46ce'' sends to it again', NULL, '', 2, 0, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22dbe-ed82-8845-a1d7-e90a6516c018', '01a22dbe-ed82-74de-a5e0-5e02a2f4eea1', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-30T18:36:57Z","data":{"payment_id":"01a22dbe-ed82-74de-a5e0-5e02a2f4eea1","seq":1,"status":"detected","flags":[],"address":"0xC529e5f8D5b162BC5dC9A6C546295cB9c6F0F41F","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x3240023d0a248e74ec01ef26acdd323768ab0b146fd1864113d459d3e1a1b963","log_index":null,"block_number":78,"amount_raw":"10000000000000"}],"transfers_count":1}}', 'pending', 0, 1796063817180, 1796064158966, NULL, NULL, 'not sent: 127.0.0.1:39299/#03bf46ce has answered 410 Gone; ''ctrip webhooks enable 127.0.0.1:39299/#03bf46ce'' sends to it again', NULL, '', 2, 0, NULL, NULL);
ALTER TABLE ONLY public.address_filter
    ADD CONSTRAINT address_filter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.archived_payments
    ADD CONSTRAINT archived_payments_chain_id_address_key UNIQUE (chain_id, address);
ALTER TABLE ONLY public.archived_payments
    ADD CONSTRAINT archived_payments_derivation_index_key UNIQUE (derivation_index);
ALTER TABLE ONLY public.archived_payments
    ADD CONSTRAINT archived_payments_idempotency_key_key UNIQUE (idempotency_key);
ALTER TABLE ONLY public.archived_payments
    ADD CONSTRAINT archived_payments_number_key UNIQUE (number);
ALTER TABLE ONLY public.archived_payments
    ADD CONSTRAINT archived_payments_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.archived_transfers
    ADD CONSTRAINT archived_transfers_pkey PRIMARY KEY (chain_id, tx_hash, log_index);
ALTER TABLE ONLY public.chains
    ADD CONSTRAINT chains_pkey PRIMARY KEY (chain_id);
ALTER TABLE ONLY public.checkpoints
    ADD CONSTRAINT checkpoints_pkey PRIMARY KEY (chain_id, block_number);
ALTER TABLE ONLY public.counters
    ADD CONSTRAINT counters_pkey PRIMARY KEY (name);
ALTER TABLE ONLY public.doubts
    ADD CONSTRAINT doubts_pkey PRIMARY KEY (chain_id, from_block);
ALTER TABLE ONLY public.job_runs
    ADD CONSTRAINT job_runs_pkey PRIMARY KEY (job, chain);
ALTER TABLE ONLY public.metric_values
    ADD CONSTRAINT metric_values_pkey PRIMARY KEY (name, labels, part, shard);
ALTER TABLE ONLY public.moved
    ADD CONSTRAINT moved_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.nodes
    ADD CONSTRAINT nodes_pkey PRIMARY KEY (chain_id, node);
ALTER TABLE ONLY public.oddities
    ADD CONSTRAINT oddities_pkey PRIMARY KEY (chain_id, kind);
ALTER TABLE ONLY public.payment_history
    ADD CONSTRAINT payment_history_pkey PRIMARY KEY (payment_id, seq);
ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_chain_id_address_key UNIQUE (chain_id, address);
ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_derivation_index_key UNIQUE (derivation_index);
ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_idempotency_key_key UNIQUE (idempotency_key);
ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_number_key UNIQUE (number);
ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.schema_migrations
    ADD CONSTRAINT schema_migrations_pkey PRIMARY KEY (version);
ALTER TABLE ONLY public.status_counts
    ADD CONSTRAINT status_counts_pkey PRIMARY KEY (subject, chain, status, shard);
ALTER TABLE ONLY public.sweep_authorizations
    ADD CONSTRAINT sweep_authorizations_pkey PRIMARY KEY (chain_id, address, sweeper, nonce);
ALTER TABLE ONLY public.sweep_plans
    ADD CONSTRAINT sweep_plans_pkey PRIMARY KEY (payment_id, token);
ALTER TABLE ONLY public.sweep_txs
    ADD CONSTRAINT sweep_txs_pkey PRIMARY KEY (chain_id, tx_hash);
ALTER TABLE ONLY public.sweeps
    ADD CONSTRAINT sweeps_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.token_facts
    ADD CONSTRAINT token_facts_pkey PRIMARY KEY (chain_id, token);
ALTER TABLE ONLY public.transfers
    ADD CONSTRAINT transfers_pkey PRIMARY KEY (chain_id, tx_hash, log_index);
ALTER TABLE ONLY public.unissued_money
    ADD CONSTRAINT unissued_money_pkey PRIMARY KEY (chain_id, address, token);
ALTER TABLE ONLY public.unissued_windows
    ADD CONSTRAINT unissued_windows_pkey PRIMARY KEY (first_index);
ALTER TABLE ONLY public.webhook_attempts
    ADD CONSTRAINT webhook_attempts_pkey PRIMARY KEY (payment_id, message_id, number);
ALTER TABLE ONLY public.webhook_endpoints
    ADD CONSTRAINT webhook_endpoints_pkey PRIMARY KEY (endpoint);
ALTER TABLE ONLY public.webhooks
    ADD CONSTRAINT webhooks_payment_id_seq_endpoint_key UNIQUE (payment_id, seq, endpoint);
ALTER TABLE ONLY public.webhooks
    ADD CONSTRAINT webhooks_pkey PRIMARY KEY (id);
CREATE INDEX archived_transfers_block ON public.archived_transfers USING btree (chain_id, block_number);
CREATE INDEX archived_transfers_payment ON public.archived_transfers USING btree (payment_id);
CREATE INDEX payments_asked ON public.payments USING btree (chain_id, asked_block) WHERE (asked_block IS NOT NULL);
CREATE INDEX payments_chain_status ON public.payments USING btree (chain, status);
CREATE INDEX payments_created ON public.payments USING btree (chain_id, created_at);
CREATE INDEX payments_pending ON public.payments USING btree (chain_id, expires_at) WHERE (status = 'pending'::text);
CREATE INDEX payments_pending_native ON public.payments USING btree (chain_id, expires_at) WHERE ((status = 'pending'::text) AND (token IS NULL));
CREATE INDEX payments_reference ON public.payments USING btree (reference) WHERE (reference IS NOT NULL);
CREATE INDEX payments_status ON public.payments USING btree (status, id);
CREATE INDEX payments_sweep_due ON public.payments USING btree (chain_id, derivation_index) WHERE (sweep_due = 1);
CREATE INDEX payments_watched ON public.payments USING btree (chain_id, watch_until);
CREATE INDEX payments_watched_native ON public.payments USING btree (chain_id, watch_until) WHERE (token IS NULL);
CREATE INDEX sweep_txs_created ON public.sweep_txs USING btree (created_at);
CREATE UNIQUE INDEX sweep_txs_nonce ON public.sweep_txs USING btree (chain_id, sender, nonce) WHERE (state = ANY (ARRAY['signed'::text, 'broadcast'::text, 'mined'::text, 'final'::text]));
CREATE INDEX sweep_txs_open ON public.sweep_txs USING btree (chain_id, sender, nonce) WHERE (state = ANY (ARRAY['signed'::text, 'broadcast'::text, 'mined'::text, 'replaced'::text]));
CREATE INDEX sweeps_payment ON public.sweeps USING btree (payment_id);
CREATE INDEX sweeps_tx ON public.sweeps USING btree (chain_id, tx_hash);
CREATE INDEX transfers_block ON public.transfers USING btree (chain_id, block_number);
CREATE INDEX transfers_payment ON public.transfers USING btree (payment_id);
CREATE INDEX transfers_young ON public.transfers USING btree (chain_id, block_number) WHERE ((depth <> 'final'::text) AND (orphaned = 0));
CREATE INDEX unissued_money_index ON public.unissued_money USING btree (derivation_index);
CREATE INDEX webhook_attempts_ended ON public.webhook_attempts USING btree (ended_ms);
CREATE INDEX webhooks_claimed ON public.webhooks USING btree (claimed_by) WHERE (claimed_by IS NOT NULL);
CREATE INDEX webhooks_created ON public.webhooks USING btree (created_at_ms, payment_id, seq, endpoint);
CREATE INDEX webhooks_dead ON public.webhooks USING btree (created_at_ms, payment_id, seq, endpoint) WHERE (state = 'dead'::text);
CREATE INDEX webhooks_due ON public.webhooks USING btree (next_attempt_ms, id) WHERE ((state = 'pending'::text) AND (claimed_by IS NULL));
CREATE INDEX webhooks_due_own ON public.webhooks USING btree (next_attempt_ms, id) WHERE ((state = 'pending'::text) AND (claimed_by IS NULL) AND ((url IS NOT NULL) OR (endpoint <> ''::text)));
CREATE INDEX webhooks_pending ON public.webhooks USING btree (created_at_ms) WHERE ((state = 'pending'::text) AND (created_at_ms >= 0));
CREATE UNIQUE INDEX webhooks_position ON public.webhooks USING btree ("position") WHERE ("position" > 0);
CREATE INDEX webhooks_unnumbered ON public.webhooks USING btree (created_at_ms, payment_id, seq) WHERE ("position" IS NULL);
CREATE INDEX webhooks_waiting ON public.webhooks USING btree (payment_id, endpoint, seq) WHERE (state = 'pending'::text);
CREATE TRIGGER payments_counted_delete AFTER DELETE ON public.payments REFERENCING OLD TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION public.count_payments();
CREATE TRIGGER payments_counted_insert AFTER INSERT ON public.payments REFERENCING NEW TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION public.count_payments();
CREATE TRIGGER payments_counted_update AFTER UPDATE OF status, chain ON public.payments FOR EACH ROW WHEN (((old.status <> new.status) OR (old.chain <> new.chain))) EXECUTE FUNCTION public.count_payment_change();
CREATE TRIGGER webhooks_counted_delete AFTER DELETE ON public.webhooks REFERENCING OLD TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION public.count_webhooks();
CREATE TRIGGER webhooks_counted_insert AFTER INSERT ON public.webhooks REFERENCING NEW TABLE AS counted FOR EACH STATEMENT EXECUTE FUNCTION public.count_webhooks();
CREATE TRIGGER webhooks_counted_update AFTER UPDATE OF state ON public.webhooks FOR EACH ROW WHEN ((old.state <> new.state)) EXECUTE FUNCTION public.count_webhook_change();
ALTER TABLE ONLY public.archived_transfers
    ADD CONSTRAINT archived_transfers_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.archived_payments(id);
ALTER TABLE ONLY public.checkpoints
    ADD CONSTRAINT checkpoints_chain_id_fkey FOREIGN KEY (chain_id) REFERENCES public.chains(chain_id);
ALTER TABLE ONLY public.doubts
    ADD CONSTRAINT doubts_chain_id_fkey FOREIGN KEY (chain_id) REFERENCES public.chains(chain_id);
ALTER TABLE ONLY public.payment_history
    ADD CONSTRAINT payment_history_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);
ALTER TABLE ONLY public.sweep_plans
    ADD CONSTRAINT sweep_plans_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);
ALTER TABLE ONLY public.sweeps
    ADD CONSTRAINT sweeps_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);
ALTER TABLE ONLY public.transfers
    ADD CONSTRAINT transfers_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);
ALTER TABLE ONLY public.webhook_attempts
    ADD CONSTRAINT webhook_attempts_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);
ALTER TABLE ONLY public.webhooks
    ADD CONSTRAINT webhooks_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);
