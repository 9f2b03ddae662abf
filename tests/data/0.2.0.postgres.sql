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
CREATE TABLE public.job_runs (
    job text NOT NULL COLLATE pg_catalog."C",
    chain text NOT NULL COLLATE pg_catalog."C",
    started_ms bigint NOT NULL,
    duration_ms bigint NOT NULL,
    exit_code bigint NOT NULL,
    message text NOT NULL
);
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
    updated_ms bigint NOT NULL
);
CREATE TABLE public.payment_history (
    payment_id text NOT NULL COLLATE pg_catalog."C",
    seq bigint NOT NULL,
    event text NOT NULL COLLATE pg_catalog."C",
    status_from text NOT NULL COLLATE pg_catalog."C",
    status_to text NOT NULL COLLATE pg_catalog."C",
    reason text NOT NULL,
    at bigint NOT NULL,
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
    CONSTRAINT payments_accepted_check CHECK ((accepted > (0)::numeric)),
    CONSTRAINT payments_address_check CHECK ((length(address) = 42)),
    CONSTRAINT payments_amount_check CHECK ((amount > (0)::numeric)),
    CONSTRAINT payments_amount_min_check CHECK ((amount_min > (0)::numeric)),
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
    CONSTRAINT transfers_standing_check CHECK ((standing = ANY (ARRAY['counts'::text, 'late'::text, 'wrong_token'::text]))),
    CONSTRAINT transfers_to_address_check CHECK ((length(to_address) = 42)),
    CONSTRAINT transfers_token_check CHECK ((length(token) = 42)),
    CONSTRAINT transfers_tx_hash_check CHECK ((length(tx_hash) = 66))
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
    CONSTRAINT webhooks_claimed_by_check CHECK ((claimed_by >= 0)),
    CONSTRAINT webhooks_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'delivered'::text, 'dead'::text])))
);
INSERT INTO public.archived_payments VALUES ('01a22349-e44e-77ed-80b3-75ef55629d97', 31337, '0x58a57ed9d8d624cbd12e2c467d34787555bb1b25', 0, 0, 'archived-1', 'ctrip-archive-20261128T175314Z-50628b8a3f2b7bac.jsonl.gz', 1795888394);
INSERT INTO public.archived_transfers VALUES (31337, '0x627e8dfe13b7eae39a78abd6d9fc52c4a876b92e333f316a0226d3e35e058040', -1, '01a22349-e44e-77ed-80b3-75ef55629d97', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x58a57ed9d8d624cbd12e2c467d34787555bb1b25', 10000000000000000, 14, '0x019696f8b609769adf066aadec0632c4259b5ce4b40cdb91b0e6bc828a264638', 1795888405);
INSERT INTO public.chains VALUES (31337, 'anvil', 90, '0x3d31acbfe0179d96d3ce6f831c947a81351b70370978c9f858ab661e1c5d684f', 1795892137, 90, 86, 1795888487);
INSERT INTO public.checkpoints VALUES (31337, 1, '0x7cf839742aebd4856a40ac981ebcf8e09d43554c47fa1c6daf83cf4b61a1ad4f', 1795888369);
INSERT INTO public.checkpoints VALUES (31337, 0, '0x675c3fd8f58010c11942a079d9b1a5b39ae949a8bfc95cfaa24b9898f9b95721', 1795888369);
INSERT INTO public.checkpoints VALUES (31337, 2, '0x0c4247c99887d442afc82355ae18720d9e5034c5061fb1c3716f056c6fc4b505', 1795888375);
INSERT INTO public.checkpoints VALUES (31337, 7, '0x7e33b8c0a9b8b73bea34c74763a1fe1c5357e23e1baed54c9423ea1393a5dab6', 1795888385);
INSERT INTO public.checkpoints VALUES (31337, 13, '0x1c4005d397309c92a6076a737c9fa1fe43772cf09fec936e5585ce0cd596d24a', 1795888396);
INSERT INTO public.checkpoints VALUES (31337, 14, '0x019696f8b609769adf066aadec0632c4259b5ce4b40cdb91b0e6bc828a264638', 1795888405);
INSERT INTO public.checkpoints VALUES (31337, 17, '0xaadc60ea1420abd814ec5a3712d7ae320e43c56e6115e05353ca6e56fac5eb4b', 1795888408);
INSERT INTO public.checkpoints VALUES (31337, 22, '0x97bf59d8c125e101543940b476c0bfae6548ec48bc2816b8fc1ab47a23ebc595', 1795888418);
INSERT INTO public.checkpoints VALUES (31337, 30, '0x01886bec140761845b419061fe6ec7283b8958b7f6c1cc506a28bd5b10b2155e', 1795888428);
INSERT INTO public.checkpoints VALUES (31337, 32, '0xd7501942b5fed7f1523d66fa2eff7a787c713163626f2c108e36248b7c8c3a22', 1795888435);
INSERT INTO public.checkpoints VALUES (31337, 34, '0x4bde5091ae3e8a573013c1b5a380689daf854cda09ce0c10b0253e9c4626c337', 1795892045);
INSERT INTO public.checkpoints VALUES (31337, 35, '0xec95db8c79a4df1475f664300673931a0d34370b2c05603aaacd73596f055966', 1795892050);
INSERT INTO public.checkpoints VALUES (31337, 40, '0x104db2968e86e1cba3fad0be97ce747d92a8e77a84a3268b9584c6d4b73416b1', 1795892062);
INSERT INTO public.checkpoints VALUES (31337, 48, '0x45d604062a420e47d3a7e6bb1aa2e25cd7c7083749f72d1143a853f126429a14', 1795892070);
INSERT INTO public.checkpoints VALUES (31337, 55, '0xc1b62d90bc8e0f74c68aebcbc51deb7c106815221e47bd00182d86cc022f6725', 1795892083);
INSERT INTO public.checkpoints VALUES (31337, 61, '0xe1cb8c9a8a8f26de9ec241ea9d30856ab9e6269acf9e9f2aae03f14543b7be4a', 1795892083);
INSERT INTO public.checkpoints VALUES (31337, 66, '0xc69bbc9c8458725a3fa38f00d4b400a00746933273bd4ad69ddbc18e74f387af', 1795892092);
INSERT INTO public.checkpoints VALUES (31337, 71, '0xf57db5fd576687a02e2ae54618a3b03c9b14d37d590ec8834f75cac0ff654e24', 1795892099);
INSERT INTO public.checkpoints VALUES (31337, 77, '0xcec08b635e11cf1c54a6216aa523f8ed5ba8bcb3c083a6038526f8c7e69ddc12', 1795892109);
INSERT INTO public.checkpoints VALUES (31337, 85, '0xa39c9dcf30312d265b646cf24994fb91b8ecf1c6bf71ddc5476b574886bc5faf', 1795892125);
INSERT INTO public.checkpoints VALUES (31337, 90, '0x3d31acbfe0179d96d3ce6f831c947a81351b70370978c9f858ab661e1c5d684f', 1795892137);
INSERT INTO public.counters VALUES ('derivation_index', 17);
INSERT INTO public.counters VALUES ('payment_number', 17);
INSERT INTO public.job_runs VALUES ('archive', '', 1795888394125, 568, 0, '');
INSERT INTO public.job_runs VALUES ('confirm', 'anvil', 1795888488668, 177, 0, '');
INSERT INTO public.job_runs VALUES ('sweep', 'anvil', 1795888492944, 20075, 0, '');
INSERT INTO public.job_runs VALUES ('send-webhooks', '', 1795888513559, 97, 69, '1 webhook messages were not delivered: 1 will be tried again, 0 were given up');
INSERT INTO public.job_runs VALUES ('scan', 'anvil', 1795888514236, 60, 0, '');
INSERT INTO public.nodes VALUES (31337, '602614d80247409e6691a2064874953c', 0, 0, NULL, NULL, NULL, NULL, 'override', NULL, 1795888425599);
INSERT INTO public.payment_history VALUES ('01a2234a-3c14-74d2-a65f-5ff5847b3da5', 1, 'payment.detected', 'pending', 'detected', '1.5 of 1.5 ETH arrived', 1795888399);
INSERT INTO public.payment_history VALUES ('01a2234a-4035-7103-9f0a-e2711aeb6a61', 1, 'payment.detected', 'pending', 'detected', '12.5 of 12.5 USDT arrived', 1795888399);
INSERT INTO public.payment_history VALUES ('01a2234a-3c14-74d2-a65f-5ff5847b3da5', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795888400);
INSERT INTO public.payment_history VALUES ('01a2234a-3c14-74d2-a65f-5ff5847b3da5', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795888404);
INSERT INTO public.payment_history VALUES ('01a2234a-4035-7103-9f0a-e2711aeb6a61', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795888404);
INSERT INTO public.payment_history VALUES ('01a2234a-4035-7103-9f0a-e2711aeb6a61', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795888404);
INSERT INTO public.payment_history VALUES ('01a2234a-4035-7103-9f0a-e2711aeb6a61', 4, 'payment.settled', 'paid', 'settled', 'the money is in the treasury', 1795888411);
INSERT INTO public.payment_history VALUES ('01a2234a-3c14-74d2-a65f-5ff5847b3da5', 4, 'payment.settled', 'paid', 'settled', 'the money is in the treasury', 1795888412);
INSERT INTO public.payment_history VALUES ('01a2234a-a3ad-7525-bbf5-5089c815724c', 1, 'payment.partially_paid', 'pending', 'pending', '0.1 of 0.4 ETH so far', 1795888425);
INSERT INTO public.payment_history VALUES ('01a2234a-9bb8-71e4-8587-14c2e176695b', 1, 'payment.expired', 'pending', 'expired', 'the deadline passed without enough', 1795888426);
INSERT INTO public.payment_history VALUES ('01a2234a-a0a2-760c-adb2-c49805a9192b', 1, 'payment.expired', 'pending', 'expired', 'the deadline passed without enough', 1795888426);
INSERT INTO public.payment_history VALUES ('01a2234a-a3ad-7525-bbf5-5089c815724c', 2, 'payment.expired', 'pending', 'expired', 'the deadline passed without enough', 1795888426);
INSERT INTO public.payment_history VALUES ('01a2234a-a0a2-760c-adb2-c49805a9192b', 2, 'payment.late', 'expired', 'expired', '0.2 of 0.2 ETH so far', 1795888430);
INSERT INTO public.payment_history VALUES ('01a2234a-a3ad-7525-bbf5-5089c815724c', 3, 'payment.detected', 'expired', 'detected', 'the rest was paid in cash', 1795888431);
INSERT INTO public.payment_history VALUES ('01a2234a-a3ad-7525-bbf5-5089c815724c', 4, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795888431);
INSERT INTO public.payment_history VALUES ('01a2234a-a3ad-7525-bbf5-5089c815724c', 5, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795888437);
INSERT INTO public.payment_history VALUES ('01a2234a-a3ad-7525-bbf5-5089c815724c', 6, 'payment.settled', 'paid', 'settled', 'the money is in the treasury', 1795888442);
INSERT INTO public.payment_history VALUES ('01a2234a-f7a4-7516-8148-b7072395e60b', 1, 'payment.detected', 'pending', 'detected', '0.3 of 0.3 ETH arrived', 1795888448);
INSERT INTO public.payment_history VALUES ('01a2234a-f7a4-7516-8148-b7072395e60b', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795888448);
INSERT INTO public.payment_history VALUES ('01a2234a-f7a4-7516-8148-b7072395e60b', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795888448);
INSERT INTO public.payment_history VALUES ('01a2234a-f7a4-7516-8148-b7072395e60b', 4, 'payment.failed', 'paid', 'failed', 'money that had been final vanished from the chain', 1795888451);
INSERT INTO public.payment_history VALUES ('01a2234b-168c-73fb-9efc-2a021d5086df', 1, 'payment.failed', 'pending', 'failed', 'out of stock', 1795888453);
INSERT INTO public.payment_history VALUES ('01a2234b-29a0-7710-a719-145bb6163261', 1, 'payment.detected', 'pending', 'detected', '5 of 5 USDT arrived', 1795888459);
INSERT INTO public.payment_history VALUES ('01a2234b-2c91-7651-b0a6-75f46df41de7', 1, 'payment.detected', 'pending', 'detected', '6.25 of 6.25 USDT arrived', 1795888459);
INSERT INTO public.payment_history VALUES ('01a2234b-29a0-7710-a719-145bb6163261', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795888460);
INSERT INTO public.payment_history VALUES ('01a2234b-29a0-7710-a719-145bb6163261', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795888464);
INSERT INTO public.payment_history VALUES ('01a2234b-2c91-7651-b0a6-75f46df41de7', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795888464);
INSERT INTO public.payment_history VALUES ('01a2234b-2c91-7651-b0a6-75f46df41de7', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795888464);
INSERT INTO public.payment_history VALUES ('01a2234b-29a0-7710-a719-145bb6163261', 4, 'payment.settled', 'paid', 'settled', 'the money is in the treasury', 1795888469);
INSERT INTO public.payment_history VALUES ('01a2234b-2c91-7651-b0a6-75f46df41de7', 4, 'payment.settled', 'paid', 'settled', 'the money is in the treasury', 1795888469);
INSERT INTO public.payment_history VALUES ('01a2234b-6fee-769c-bf0a-e123ab75bc92', 1, 'payment.detected', 'pending', 'detected', '0.00001 of 0.00001 ETH arrived', 1795888478);
INSERT INTO public.payment_history VALUES ('01a2234b-7524-7494-937d-e569b4af0098', 1, 'payment.detected', 'pending', 'detected', '2.5 of 2 ETH arrived', 1795888478);
INSERT INTO public.payment_history VALUES ('01a2234b-6fee-769c-bf0a-e123ab75bc92', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795888479);
INSERT INTO public.payment_history VALUES ('01a2234b-6fee-769c-bf0a-e123ab75bc92', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795888479);
INSERT INTO public.payment_history VALUES ('01a2234b-7524-7494-937d-e569b4af0098', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795888479);
INSERT INTO public.payment_history VALUES ('01a2234b-7524-7494-937d-e569b4af0098', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795888479);
INSERT INTO public.payment_history VALUES ('01a2234b-8f8f-7366-83f8-f9d654eae2fc', 1, 'payment.detected', 'pending', 'detected', '7 of 7 USDT arrived', 1795888487);
INSERT INTO public.payment_history VALUES ('01a2234b-9359-72a7-8a65-fd832d6e8a98', 1, 'payment.detected', 'pending', 'detected', '0.7 of 0.7 ETH arrived', 1795888487);
INSERT INTO public.payment_history VALUES ('01a2234b-964d-7368-81c8-cc618af3e53e', 1, 'payment.partially_paid', 'pending', 'pending', '2 of 9 USDT so far', 1795888487);
INSERT INTO public.payment_history VALUES ('01a2234b-8f8f-7366-83f8-f9d654eae2fc', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795888488);
INSERT INTO public.payments VALUES ('01a2234a-4035-7103-9f0a-e2711aeb6a61', 'settled', 'anvil', 31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, '21c27a0f47d0c7f9', 3, '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 12500000, 12500000, 13500000, 0, 'overpaid,multiple', 4, 3, 17, 'ORDER-2', '{"customer":"77"}', NULL, NULL, 'f70a6b8359207dd5354e6a3dcf5ab818454b9b136daf8b6fb1417149b769725f', 1795974805, 1796579605, 1795888398, 1795888416, 0, 1, 0, 7, 3, NULL, 0, 0, NULL, 0);
INSERT INTO public.payments VALUES ('01a2234a-3439-76b2-9b6c-94c7b02111ea', 'pending', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 1, '0x0d3eb21b6b21833a4939cfff4810e9ae0758e12c', 250000000000000000, 250000000000000000, 0, 0, '', 0, 3, NULL, 'WATCHED', '{}', NULL, NULL, '971a7a6b9ff13cf5b1325e282fb2df9897e12d5b22e2a78adfba89223545af18', 1795974796, 1796579596, 1795888395, 1795888395, 0, 0, 0, 0, 1, NULL, 0, 0, 90, 1795892137);
INSERT INTO public.payments VALUES ('01a2234a-3c14-74d2-a65f-5ff5847b3da5', 'settled', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 2, '0xe42f4612e154153b68e241e8fde337e0c4dd6bbd', 1500000000000000000, 1500000000000000000, 1500000000000000000, 0, '', 4, 3, 15, 'ORDER-1', '{}', NULL, 'key-1', 'fe9486d861121b08bdb281feca683e95f6d53387ac4da4b3d1ea2673f2855b95', 1795974805, 1796579605, 1795888397, 1795888412, 0, 1, 0, 5, 2, NULL, 0, 0, 90, 1795892137);
INSERT INTO public.payments VALUES ('01a2234a-9bb8-71e4-8587-14c2e176695b', 'expired', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 4, '0x1454168e82efa260f49a6f86612cc6414ba633e9', 100000000000000000, 100000000000000000, 0, 0, '', 1, 3, NULL, 'UNPAID', '{}', NULL, NULL, '8681184c90fc8e902f8311c3312ad3564921ed3a33a84b9b2b4815cad5af58a7', 1795888465, 1796493265, 1795888421, 1795888426, 1, 0, 0, 1, 4, NULL, 0, 0, 90, 1795892137);
INSERT INTO public.payments VALUES ('01a2234a-a0a2-760c-adb2-c49805a9192b', 'expired', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 5, '0x4fb070ef70961d204961c69b954b99808b9694bc', 200000000000000000, 200000000000000000, 200000000000000000, 200000000000000000, 'underpaid,late', 2, 3, NULL, 'LATE', '{}', NULL, NULL, '6a8ef8b88346a77ba31cf810bc3a46cb86392eae05c9a7e832a523bedcaf274d', 1795888465, 1796493265, 1795888423, 1795888430, 1, 0, 0, 2, 5, NULL, 0, 0, 90, 1795892137);
INSERT INTO public.payments VALUES ('01a2234a-a3ad-7525-bbf5-5089c815724c', 'settled', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 6, '0x603049dcd328d58c9053ebe34f1692c0fac683f8', 400000000000000000, 400000000000000000, 100000000000000000, 0, 'manual', 6, 3, 33, 'PART', '{}', NULL, NULL, '54ab58f10972eee30e62f26086c2a51fb0f3959b081297bcb0e2317e55480430', 1795888465, 1796493265, 1795888423, 1795888442, 1, 1, 0, 6, 6, 100000000000000000, 0, 0, 90, 1795892137);
INSERT INTO public.payments VALUES ('01a2234b-29a0-7710-a719-145bb6163261', 'settled', 'anvil', 31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, '21c27a0f47d0c7f9', 9, '0x61e3a11876506c169a25c90a6f64fea5384d10f0', 5000000, 5000000, 5000000, 0, '', 4, 3, 64, 'BATCH', '{}', NULL, NULL, 'af02b047c28b9a6f66ff43580942200dc7d468fa83778e66452d47b46bba2a8d', 1795978483, 1796583283, 1795888458, 1795888469, 0, 1, 0, 5, 9, NULL, 0, 0, NULL, 0);
INSERT INTO public.payments VALUES ('01a2234b-2c91-7651-b0a6-75f46df41de7', 'settled', 'anvil', 31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, '21c27a0f47d0c7f9', 10, '0xf51b647eda3277c35436f52c8a1de50308c08f9d', 6250000, 6250000, 6250000, 0, '', 4, 3, 66, 'BATCH', '{}', NULL, NULL, '1b712f4f7aea11b2945376f59b1e39ecb01cc6b9f078e57a8905ab92948776e0', 1795978483, 1796583283, 1795888458, 1795888469, 0, 1, 0, 4, 10, NULL, 0, 0, NULL, 0);
INSERT INTO public.payments VALUES ('01a2234b-964d-7368-81c8-cc618af3e53e', 'pending', 'anvil', 31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, '21c27a0f47d0c7f9', 15, '0x7f3aef3ebeb25314922827fa484a0fab326c5a35', 9000000, 9000000, 2000000, 0, 'underpaid', 1, 3, NULL, 'PART-2', '{}', NULL, NULL, '26fcb0fc388ac15f981ccf3cf9232584477d4630c4d8ea43d960677b2395809a', 1795978525, 1796583325, 1795888485, 1795888487, 0, 0, 0, 1, 15, NULL, 0, 0, NULL, 0);
INSERT INTO public.payments VALUES ('01a2234a-f7a4-7516-8148-b7072395e60b', 'failed', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 7, '0x3eb84b6a7b4707c20b6bca41b537055b61e84764', 300000000000000000, 300000000000000000, 0, 0, 'reorged', 4, 3, NULL, 'LOST', '{}', NULL, NULL, '399753d7e1a7d58dd61f8d1ca5e979b63082a12a804b3ee1c2c45df7523df22e', 1795978470, 1796583270, 1795888445, 1795888451, 0, 0, 1, 4, 7, NULL, 0, 1, 90, 1795892137);
INSERT INTO public.payments VALUES ('01a2234b-168c-73fb-9efc-2a021d5086df', 'failed', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 8, '0xa642b057f48020e850581a05fe2dde506eabd50d', 3000000000000000000, 3000000000000000000, 0, 0, 'manual', 1, 3, NULL, 'CANCELLED', '{}', NULL, NULL, 'b0b7f466dcbd6207058c211813843be50ccddecce428c8c0375ff07727d91222', 1795978483, 1796583283, 1795888453, 1795888453, 0, 0, 0, 1, 8, NULL, 1, 0, 90, 1795892137);
INSERT INTO public.payments VALUES ('01a2234b-6fee-769c-bf0a-e123ab75bc92', 'paid', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 11, '0xc529e5f8d5b162bc5dc9a6c546295cb9c6f0f41f', 10000000000000, 10000000000000, 10000000000000, 0, '', 3, 3, 78, 'DUST', '{}', NULL, NULL, '2c8db9c9926794317abdfa9c7ab9d95637c6b00852477a637aaa3d9c0b635293', 1795978509, 1796583309, 1795888476, 1795888479, 0, 0, 1, 3, 11, NULL, 0, 0, 90, 1795892137);
INSERT INTO public.payments VALUES ('01a2234b-7524-7494-937d-e569b4af0098', 'paid', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 12, '0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543', 2000000000000000000, 2000000000000000000, 2500000000000000000, 0, 'overpaid,multiple', 3, 3, 80, 'OVERPAID', '{"customer":"78"}', NULL, NULL, 'b591e30f66f0b3c6e023353a9e7ac2700602ba0df03d79bc0a84743968d2dbed', 1795978509, 1796583309, 1795888477, 1795888479, 0, 0, 1, 3, 12, NULL, 0, 0, 90, 1795892137);
INSERT INTO public.payments VALUES ('01a2234b-9359-72a7-8a65-fd832d6e8a98', 'detected', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 14, '0x20b3a8cbfcc2225b2f5fe64a9dc6bfe4c11d9df9', 700000000000000000, 700000000000000000, 700000000000000000, 0, '', 1, 3, 89, 'DETECTED', '{}', NULL, NULL, '2b84a17e3fc911df55ae4872fbd7f3c4ed287390973afd5d8888e0c040a382b9', 1795978525, 1796583325, 1795888485, 1795888487, 0, 0, 0, 1, 14, NULL, 0, 0, 90, 1795892137);
INSERT INTO public.payments VALUES ('01a2234b-99d6-705a-a05e-cbd92b679e88', 'pending', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 16, '0x088540ab513bba4d2b3ab9d60c4daff33dcd07bb', 900000000000000000, 900000000000000000, 0, 0, 'wrong_token', 0, 3, NULL, 'WRONG-TOKEN', '{}', NULL, NULL, '276d1a6f023f68e32a9e4ea88b5faf48770c55f4602b41baf1f74bbbc204c1db', 1795978525, 1796583325, 1795888486, 1795888487, 0, 0, 0, 1, 16, NULL, 0, 0, 90, 1795892137);
INSERT INTO public.payments VALUES ('01a2234b-8f8f-7366-83f8-f9d654eae2fc', 'confirmed', 'anvil', 31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, '21c27a0f47d0c7f9', 13, '0xf625ecb69e3ece7bfbb315fd9c1e68b76be23d88', 7000000, 7000000, 7000000, 0, '', 2, 3, 87, 'CONFIRMED', '{}', NULL, NULL, '20a8fe806a1f468b4bd496d6f581530084ed9488f45c8493588cf6ca39652f70', 1795978525, 1796583325, 1795888484, 1795888488, 0, 0, 0, 2, 13, NULL, 0, 0, NULL, 0);
INSERT INTO public.schema_migrations VALUES (1, 'initial', 'a38e16f1faf31d7d167e0c56d83f67b6f4932222b2bfc999e9d9b882685707af', 1795888371);
INSERT INTO public.schema_migrations VALUES (2, 'books', '2ff1c461f4d7c8bacd56858b9140604da56a802d7ba1cee112bcc984b129c678', 1795888371);
INSERT INTO public.schema_migrations VALUES (3, 'sweeping', '80cc65c142555f2c7dc0cdd01227860a6252fc90e297b18bb3889d2cf52f6b78', 1795888371);
INSERT INTO public.sweep_authorizations VALUES (31337, '0x44a2e54ae16dd2060de47124be27a07bf896a681', '0x0162edaaeb1c5c8e46b9a25c7032b2fc581ad5eb', 0, 1, '0x06188bcfaae543d65ba1dfe4a5cef98e2648f335245c09f33046db1baf17c0b8', '0x3c4e9ac4fc98cc140dd9ca30a8ab6dcd96400f5d881d7e5bcf6b95e453385f40');
INSERT INTO public.sweep_authorizations VALUES (31337, '0xdc9ea9daa388c3f77620fc90635f8e6dc2f3bd02', '0x0162edaaeb1c5c8e46b9a25c7032b2fc581ad5eb', 0, 1, '0xc51cec6e622d39d6905baa4f72d2b66e75c134614f1097e3a57b60021230b9fe', '0x2dbb2433b32b3885a2053d9dcc7c5c9db487fba45443bb8398e2f374f526393e');
INSERT INTO public.sweep_authorizations VALUES (31337, '0xdc4729d9fd7439d48e69b9a2691045edcbc9ad08', '0x0162edaaeb1c5c8e46b9a25c7032b2fc581ad5eb', 0, 1, '0xd9ea7221e1de530e4d8ef7a71ba62e2ff84f25f91c9f7b59036ff9e17e266705', '0x2e1910e1e7a6256ed2e730aa94090c51664439ff496908e2e47bcd70c4dc6fca');
INSERT INTO public.sweep_plans VALUES ('01a2234b-6fee-769c-bf0a-e123ab75bc92', '', 'blocked', 'direct', 'worth less than its fee', 1795888493, 0, 0);
INSERT INTO public.sweep_txs VALUES (31337, '0xe7b9476ec528f979d90005051c07ecc969d505d5d8e42cffc26188e3a366c77e', 'native', 'final', '0x58a57ed9d8d624cbd12e2c467d34787555bb1b25', 0, '0x02f874827a69808463f0fe9b8463f0fe9b825208947e570000000000000000000000000000000000018806f03b53829c652880c080a09ad4bafb83c36e7746b746893ead03db661d35c68b8d1b0a73ad1d1edb6b6329a01f3437a01d0652c4bf6f893e2e03fad9fcb47f3b58dd732695cfaa8aa34ac5dd', 7, 1795888385, 8, '0x6bab0c33533357261624c99ede0c986932947a5426073e05a0092c549f7c4224', 35211502263000, 1795888384, 1795888390);
INSERT INTO public.sweep_txs VALUES (31337, '0xbaa402fbf2163db0cc7b917c22b0cc5f212354dc60966ed3066a982bc0f3b00d', 'token', 'final', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 0, '0x02f8b2827a6980843b9aca00843fc7afeb83010151945fbdb2315678afecb367f032d93f642f64180aa380b844a9059cbb0000000000000000000000007e570000000000000000000000000000000000010000000000000000000000000000000000000000000000000000000000bebc20c001a064985e8cba7bc992c05f58c55959dbda65f84527112ecf42a506fd030b9db15aa0581c4fda4364073ba21cee01a0de7f0262729c275a223e71be6bdde2ffb777a7', 24, 1795888421, 25, '0xaebdaf6abe08cc575caeb44232d8286f0639593fbcf0787d416f45fd76aadf19', 57336402996975, 1795888406, 1795888411);
INSERT INTO public.sweep_txs VALUES (31337, '0x28d00da5ecc308e9acefdd9a4d784e6863006a79aa90a9d26c6aceb3076c0f89', 'topup', 'final', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', 0, '0x02f872827a6980843b9aca0084410e9f27825208942f07c220dc62ce9531bc44b695a6d93578806d8d8641644366825780c080a0ccbe872a6e3567c92e7e819794149a95b5976e005151e0e0b6510e9cf35837c2a0734e0249d7afd7a8a685ee09ca31ed22004b384b51b050fe92088890abc2c155', 22, 1795888418, 24, '0x754529072dd1ee978f0915e27e99f3a4aeea1ec2c8fcbbfcc5aab55f14727c7e', 21980718291000, 1795888406, 1795888412);
INSERT INTO public.sweep_txs VALUES (31337, '0xa06990d225db4360dd1a24938820eaeb880c2e0ba9ca5d10672d4aa6a45e3367', 'native', 'final', '0xe42f4612e154153b68e241e8fde337e0c4dd6bbd', 0, '0x02f874827a698084410e9f2784410e9f27825208947e570000000000000000000000000000000000018814d0fd34c3a688c880c001a07c877d0ee9409b85549009325b244b6cdfaba79f060a882a03d96a58f8ae7f83a07240ae6b4bc0f83af0685943d3e54a20f0495388493acd7e0222f894013185a5', 22, 1795888418, 23, '0x125412bd72a368e4c9abe2097af8af1801ed2a0101c169bbdfe4ed0f49c1341e', 22921023027000, 1795888406, 1795888412);
INSERT INTO public.sweep_txs VALUES (31337, '0xeafecb62c33b4cd69f69c17fc89af31605730f0d17fd0c5e27c3b722ab143bbc', 'token', 'final', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 1, '0x02f8b1827a6901843b9aca00843bfba37982b7d7945fbdb2315678afecb367f032d93f642f64180aa380b844a9059cbb0000000000000000000000007e5700000000000000000000000000000000000100000000000000000000000000000000000000000000000000000000000f4240c080a0d82668d0c41712724f1292312be5eb21cbb97ebccd21af26ab97edf38ad1cd6da076a8237bb9f62341334f62b84b810a487079867489067e60b70da8a1e3110df6', 42, 1795892064, 43, '0x6e03276b88173aa1923aad27507e54e123dd8d7ae4835774fadc950a6731ad5a', 38125667305505, 1795888438, 1795888442);
INSERT INTO public.sweep_txs VALUES (31337, '0x67a37b40316aceff04b7293f41889e396f1348bbbf9516b741d3d19afbc86d32', 'native', 'final', '0x603049dcd328d58c9053ebe34f1692c0fac683f8', 0, '0x02f874827a6980843c1942d4843c1942d4825208947e5700000000000000000000000000000000000188016332366558016080c080a02e52090550906e8ff2aa0ed83bf8d93316bcc5adbdf11ccd42d3b94df4d18dcba07fa8277b864b1af0579fcaf6d55b6899c406646df84d1ca5404bc3968d02c964', 40, 1795892062, 41, '0xb0e5503e332b94c47fafec084231cdef044fb834b9811051e3a88df43bf7d043', 21174057828000, 1795888438, 1795888442);
INSERT INTO public.sweep_txs VALUES (31337, '0x1da45a50f89be8f1a3581b48266fc48a18af8bbe889e899e43ae4d564abe3aa9', 'topup', 'final', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', 1, '0x02f872827a6901843b9aca00843c1942d4825208942f07c220dc62ce9531bc44b695a6d93578806d8d861de9f08518a480c001a09c73defa9891c4a0a0997c7a4f51bfe2323bed72ab5fc04224a7637fee7924baa039e35c80b46fc476bcc1ecb07aebab0a94428b6dac83898b67b96fcf8f796716', 40, 1795892062, 42, '0x3ebc067d1ecb39d80bb23ee27ccbf14beccd75a9d48e82c50b55dc8a480b7222', 21088859799000, 1795888438, 1795888442);
INSERT INTO public.sweep_txs VALUES (31337, '0xe68b5ccbd40f6286b4b17acbc5da567d722ed6008a2c0b0bfe807e9fdc9f0edb', 'batch', 'final', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', 3, '0x04f90231827a6903843b9aca00843b9bb3228306ef74940162edaaeb1c5c8e46b9a25c7032b2fc581ad5eb80b90104eccb59e0000000000000000000000000000000000000000000000000000000000000006000000000000000000000000000000000000000000000000000000000000000c0000000000000000000000000000000000000000000000000000000000000c350000000000000000000000000000000000000000000000000000000000000000200000000000000000000000061e3a11876506c169a25c90a6f64fea5384d10f0000000000000000000000000f51b647eda3277c35436f52c8a1de50308c08f9d00000000000000000000000000000000000000000000000000000000000000010000000000000000000000005fbdb2315678afecb367f032d93f642f64180aa3c0f8bcf85c827a69940162edaaeb1c5c8e46b9a25c7032b2fc581ad5eb8001a05faa48438ae3e8527ca8da253e3d0e1e79bef3c4e5bf8805acbbf7309d7e1dc0a03cf3332ac005a5bab0ca2ee29dc618727911bf4961dedb09646d1a27129007ebf85c827a69940162edaaeb1c5c8e46b9a25c7032b2fc581ad5eb8080a0e5085e5d05a5d4717e3de45b8a943f0ef748ed74efc4aa196fcfdedc3cb263c6a0506ef54f55848ea59e53fc67972c592f1e1eda6599e0e7f06dec7ced216ab88b01a03b6e1259c2e2e826919dc151d866d0cfb76cebc4bb50e70f2b0ee1659cc46826a06a31a4765becd24c57336e690bd378eb6170bbd4aa30adf7d7bb5e89189c1860', 71, 1795892099, 72, '0xdf4790b3dfa10c43ebc6bd604ee7031d5da8594c09e2c800b0152289b839336f', 91330179549505, 1795888465, 1795888469);
INSERT INTO public.sweep_txs VALUES (31337, '0xb2967cf0862fb245bb85dd91fec69827bfa6e16daecf7e1a493b3191ac5a671d', 'deploy', 'final', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', 2, '0x02f90820827a6902843b9aca00843b9e3ad08307229f944e59b44847b379578588920ca78fbf26c0b4956c80b907b1000000000000000000000000000000000000000000000000000000000000000060c0346100ba57601f61077138819003918201601f19168301916001600160401b038311848410176100be578084926020946040528339810103126100ba57516001600160a01b0381168082036100ba573060a0521561008a5760805260405161069e90816100d38239608051818181610392015281816104b50152610552015260a0518160d60152f35b60405162461bcd60e51b8152602060048201526008602482015267747265617375727960c01b6044820152606490fd5b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe608080604052600436101561001c575b50361561001a575f80fd5b005b5f3560e01c90816361d027b31461050a575080637cd83b55146102aa5763eccb59e014610049575f61000f565b3461027e5760607ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261027e5760043567ffffffffffffffff811161027e57610098903690600401610576565b9060243567ffffffffffffffff811161027e576100b9903690600401610576565b90916044359173ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000163003610282576040519260208401947f7cd83b550000000000000000000000000000000000000000000000000000000086528260648601604060248801525284608481015f5b858110610245575061017b9250836044830152037fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe08101865285610605565b8160011b917f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff81160361021857600182018092116102185780603f6101c1920490610646565b9061afc8820180921161021857818102918183041490151715610218575f5b8581106101e957005b805f806102016101fc6001958b896105a7565b6105e4565b61020a86610653565b888289519288f150016101e0565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b915082359073ffffffffffffffffffffffffffffffffffffffff821680920361027e57908152602092830192879291019060010161013c565b5f80fd5b7f894d8b27000000000000000000000000000000000000000000000000000000005f5260045ffd5b3461027e5760407ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261027e5760043567ffffffffffffffff811161027e576102f9903690600401610576565b90602435915f5b8181106103e757478015158581610346575b5061031957005b60207f1ed033bc10f1dd641f4df398853976d2b76ee062cce863301929fe8ee8336faa91604051908152a1005b9050604051602081019181831067ffffffffffffffff8411176103ba5782845f9493859460405284815261037984610653565b519273ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001690f182610312565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b806103f86101fc60019385876105a7565b60205f809261040689610653565b604051838101907f70a0823100000000000000000000000000000000000000000000000000000000825230602482015260248152610445604482610605565b51918afa601f3d1116610502575b80610460575b5001610300565b5f80916104716101fc85888a6105a7565b908260405160208101927fa9059cbb00000000000000000000000000000000000000000000000000000000845273ffffffffffffffffffffffffffffffffffffffff7f00000000000000000000000000000000000000000000000000000000000000001660248301526044820152604481526104ee606482610605565b6104f78b610653565b51928af15085610459565b505f51610453565b3461027e575f7ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffc36011261027e5760209073ffffffffffffffffffffffffffffffffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b9181601f8401121561027e5782359167ffffffffffffffff831161027e576020808501948460051b01011161027e57565b91908110156105b75760051b0190565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b3573ffffffffffffffffffffffffffffffffffffffff8116810361027e5790565b90601f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0910116810190811067ffffffffffffffff8211176103ba57604052565b9190820180921161021857565b6106625a91603f810490610646565b90619c408201809211610218571061067657565b7fdd629f86000000000000000000000000000000000000000000000000000000005f5260045ffd0000000000000000000000007e57000000000000000000000000000000000001c001a04f3acf54bd685d6232efd844f6c4774c016cc178fad6d0b34adc35eaebf531eda0438f30cfa75527af5be466606fec9af8bd42b47b64a2a9a66ed719c95b57a6af', 61, 1795892083, 62, '0x055ef0ceff938450f9a2943ee0b27c7b911323055f8ea54028190c3d11498b3a', 419816213263135, 1795888456, 1795888461);
INSERT INTO public.sweep_txs VALUES (31337, '0x1917f60088ae3b990cefcb522d5eec62cd82512c3946442e3fcfd8f1dc235769', 'native', 'broadcast', '0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543', 0, '0x02f874827a6980843b9adc8a843b9adc8a825208947e570000000000000000000000000000000000018822b1b5a7aafee7b080c001a0b59498b93caffb567bc492548282756b5d5c7ca87eb192ab24d4990a29d5a283a01606cd6013b641b664672c2484ed9975560f593b73b38bc64bef9be7024a870a', 90, 1795892137, NULL, NULL, NULL, 1795888493, 1795888493);
INSERT INTO public.sweeps VALUES ('01a2234b-473c-71b7-8e41-3c332f0cfb4a', 31337, '01a2234b-29a0-7710-a719-145bb6163261', 'batch', 'final', '0x61e3a11876506c169a25c90a6f64fea5384d10f0', '0x7e57000000000000000000000000000000000001', '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, 5000000, '0xe68b5ccbd40f6286b4b17acbc5da567d722ed6008a2c0b0bfe807e9fdc9f0edb', 72, '0xdf4790b3dfa10c43ebc6bd604ee7031d5da8594c09e2c800b0152289b839336f', 45665089774753, '', 1795888465, 1795888469);
INSERT INTO public.sweeps VALUES ('01a2234b-4754-7153-9762-f492aba99429', 31337, '01a2234b-2c91-7651-b0a6-75f46df41de7', 'batch', 'final', '0xf51b647eda3277c35436f52c8a1de50308c08f9d', '0x7e57000000000000000000000000000000000001', '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, 6250000, '0xe68b5ccbd40f6286b4b17acbc5da567d722ed6008a2c0b0bfe807e9fdc9f0edb', 72, '0xdf4790b3dfa10c43ebc6bd604ee7031d5da8594c09e2c800b0152289b839336f', 45665089774752, '', 1795888465, 1795888469);
INSERT INTO public.sweeps VALUES ('01a2234b-b210-707c-b6d7-635346d791f6', 31337, '01a2234b-7524-7494-937d-e569b4af0098', 'native', 'broadcast', '0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543', '0x7e57000000000000000000000000000000000001', NULL, 'ETH', 18, 2499978999900334000, '0x1917f60088ae3b990cefcb522d5eec62cd82512c3946442e3fcfd8f1dc235769', NULL, NULL, NULL, '', 1795888493, 1795888493);
INSERT INTO public.sweeps VALUES ('01a2234a-dc3c-7182-a68a-8b6f0b6abffd', 31337, '01a2234a-4035-7103-9f0a-e2711aeb6a61', 'token', 'final', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', '0x7e57000000000000000000000000000000000001', '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, 1000000, '0xeafecb62c33b4cd69f69c17fc89af31605730f0d17fd0c5e27c3b722ab143bbc', 43, '0x6e03276b88173aa1923aad27507e54e123dd8d7ae4835774fadc950a6731ad5a', 38125667305505, '', 1795888438, 1795888442);
INSERT INTO public.sweeps VALUES ('01a2234a-dc14-7472-957f-9e26f58afae7', 31337, '01a2234a-a3ad-7525-bbf5-5089c815724c', 'native', 'final', '0x603049dcd328d58c9053ebe34f1692c0fac683f8', '0x7e57000000000000000000000000000000000001', NULL, 'ETH', 18, 99978825942172000, '0x67a37b40316aceff04b7293f41889e396f1348bbbf9516b741d3d19afbc86d32', 41, '0xb0e5503e332b94c47fafec084231cdef044fb834b9811051e3a88df43bf7d043', 21174057828000, '', 1795888438, 1795888442);
INSERT INTO public.sweeps VALUES ('01a2234a-dc18-73a9-b1af-a16bec592fe6', 31337, '01a2234a-4035-7103-9f0a-e2711aeb6a61', 'topup', 'final', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', NULL, 'ETH', 18, 32890599839908, '0x1da45a50f89be8f1a3581b48266fc48a18af8bbe889e899e43ae4d564abe3aa9', 42, '0x3ebc067d1ecb39d80bb23ee27ccbf14beccd75a9d48e82c50b55dc8a480b7222', 21088859799000, '', 1795888438, 1795888442);
INSERT INTO public.sweeps VALUES ('01a2234a-60d1-7792-94e2-54eb68c5f4bf', 31337, '01a2234a-4035-7103-9f0a-e2711aeb6a61', 'token', 'final', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', '0x7e57000000000000000000000000000000000001', '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, 12500000, '0xbaa402fbf2163db0cc7b917c22b0cc5f212354dc60966ed3066a982bc0f3b00d', 25, '0xaebdaf6abe08cc575caeb44232d8286f0639593fbcf0787d416f45fd76aadf19', 57336402996975, '', 1795888406, 1795888411);
INSERT INTO public.sweeps VALUES ('01a2234a-5fc5-76a1-9de0-32c11553e9c2', 31337, '01a2234a-4035-7103-9f0a-e2711aeb6a61', 'topup', 'final', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', NULL, 'ETH', 18, 71898883326551, '0x28d00da5ecc308e9acefdd9a4d784e6863006a79aa90a9d26c6aceb3076c0f89', 24, '0x754529072dd1ee978f0915e27e99f3a4aeea1ec2c8fcbbfcc5aab55f14727c7e', 21980718291000, '', 1795888406, 1795888412);
INSERT INTO public.sweeps VALUES ('01a2234a-5f94-7780-b7b6-6d974df5a52a', 31337, '01a2234a-3c14-74d2-a65f-5ff5847b3da5', 'native', 'final', '0xe42f4612e154153b68e241e8fde337e0c4dd6bbd', '0x7e57000000000000000000000000000000000001', NULL, 'ETH', 18, 1499977078976973000, '0xa06990d225db4360dd1a24938820eaeb880c2e0ba9ca5d10672d4aa6a45e3367', 23, '0x125412bd72a368e4c9abe2097af8af1801ed2a0101c169bbdfe4ed0f49c1341e', 22921023027000, '', 1795888406, 1795888412);
INSERT INTO public.transfers VALUES (31337, '0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4', -1, '01a2234a-3c14-74d2-a65f-5ff5847b3da5', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xe42f4612e154153b68e241e8fde337e0c4dd6bbd', 1500000000000000000, 15, '0x2f7e3455df50f3f7f9f2e839f762166e2f39aeadeb41bdb37b0b0aa590251065', 1795888408, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec', 0, '01a2234a-4035-7103-9f0a-e2711aeb6a61', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 12500000, 17, '0xaadc60ea1420abd814ec5a3712d7ae320e43c56e6115e05353ca6e56fac5eb4b', 1795888408, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0xf09fb4860cf8a20bd4950e944370d1942f06d7ef64786e3d3f4ce1883a5b5282', 0, '01a2234a-4035-7103-9f0a-e2711aeb6a61', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 1000000, 32, '0xd7501942b5fed7f1523d66fa2eff7a787c713163626f2c108e36248b7c8c3a22', 1795888435, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x91c7fafae00dcdf32643955343a24af236287b28d9c64611881e8caef3a1142e', -1, '01a2234a-a0a2-760c-adb2-c49805a9192b', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x4fb070ef70961d204961c69b954b99808b9694bc', 200000000000000000, 35, '0xec95db8c79a4df1475f664300673931a0d34370b2c05603aaacd73596f055966', 1795892050, 'late', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829', -1, '01a2234a-a3ad-7525-bbf5-5089c815724c', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x603049dcd328d58c9053ebe34f1692c0fac683f8', 100000000000000000, 33, '0xc966be012cc82c0538a37396ae07740b63e659ccc203d4427b208883042b9e3c', 1795888444, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x4f5e9c47fca4b2386930129a0d2c6f145cd2de40689c3cd592e15b73f6caca76', -1, '01a2234a-f7a4-7516-8148-b7072395e60b', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x3eb84b6a7b4707c20b6bca41b537055b61e84764', 300000000000000000, 56, '0x1fae91fdf90f1c788d66a070440a8351cbcd5ddf1303a33328e2ac0432eae86b', 1795892085, 'counts', 'final', 1);
INSERT INTO public.transfers VALUES (31337, '0xcbc83ebd114016291c11469ed594dfd325132495ceaa30f2b40e2e4472899fd1', 0, '01a2234b-29a0-7710-a719-145bb6163261', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x61e3a11876506c169a25c90a6f64fea5384d10f0', 5000000, 64, '0xffa8922d62c4640fce20189cd08447e3e50a0a3bedb0fcb4374018a49c6b8c7d', 1795892092, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x8313908f3f06456037608194a48570b6e122a90b6f1c082744d8a06177597052', 0, '01a2234b-2c91-7651-b0a6-75f46df41de7', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xf51b647eda3277c35436f52c8a1de50308c08f9d', 6250000, 66, '0xc69bbc9c8458725a3fa38f00d4b400a00746933273bd4ad69ddbc18e74f387af', 1795892092, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x3240023d0a248e74ec01ef26acdd323768ab0b146fd1864113d459d3e1a1b963', -1, '01a2234b-6fee-769c-bf0a-e123ab75bc92', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xc529e5f8d5b162bc5dc9a6c546295cb9c6f0f41f', 10000000000000, 78, '0xdf740b0c491d2b0b7c9ad47b912716a523a9ce67482d4380e1a9b8487c1b2406', 1795892120, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x6c67c3c20a752575fd6448f564924feb15879a56f885ad5038fd146665a1634d', -1, '01a2234b-7524-7494-937d-e569b4af0098', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543', 1000000000000000000, 79, '0xc3ccb7f19f7815dc4c09a73e6f5e4787d6a0eaadd12717f7a634211c45d64432', 1795892120, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0xc6ae22ca852e6bf8d7ad99ebbeb95640fc39dcb868fe0d05a73519ab7914b0ce', -1, '01a2234b-7524-7494-937d-e569b4af0098', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543', 1500000000000000000, 80, '0x9f322eae8f596e3bd708b1a4c444a1e8e8d0e5dda7161954c1333cb55f0931a7', 1795892120, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0xe922799f99c1ea9fedf8484d2429e56c40b20f49b273dd35db990f116f14a126', -1, '01a2234b-9359-72a7-8a65-fd832d6e8a98', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x20b3a8cbfcc2225b2f5fe64a9dc6bfe4c11d9df9', 700000000000000000, 89, '0x21f94045cba5197490f40ac4dce8e4244d58eb6260f40c1a92b22002020dc9f6', 1795892136, 'counts', 'seen', 0);
INSERT INTO public.transfers VALUES (31337, '0x5361a09e2d9d67d2dae1d2d7c7a89a29222dbbe23ca27b244e5c1becae3d4c11', 0, '01a2234b-964d-7368-81c8-cc618af3e53e', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x7f3aef3ebeb25314922827fa484a0fab326c5a35', 2000000, 89, '0x21f94045cba5197490f40ac4dce8e4244d58eb6260f40c1a92b22002020dc9f6', 1795892136, 'counts', 'seen', 0);
INSERT INTO public.transfers VALUES (31337, '0x07d6cdc862c4c3472f6d47b39e107be51dc261ea1f32d020ba75bc4577c1a3f9', 1, '01a2234b-99d6-705a-a05e-cbd92b679e88', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x088540ab513bba4d2b3ab9d60c4daff33dcd07bb', 2000000, 89, '0x21f94045cba5197490f40ac4dce8e4244d58eb6260f40c1a92b22002020dc9f6', 1795892136, 'wrong_token', 'seen', 0);
INSERT INTO public.transfers VALUES (31337, '0x9311737fa9cbfe133058e3b6dee7c062eb824fa762c8e28f78a976da7eedb478', 0, '01a2234b-8f8f-7366-83f8-f9d654eae2fc', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xf625ecb69e3ece7bfbb315fd9c1e68b76be23d88', 7000000, 87, '0xddefdc4052b6f6fd35f4042574e313c51d01c50690c3c4ca81e6d1bc48596f66', 1795892135, 'counts', 'confirmed', 0);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-44c0-74bd-b2a8-51c8c8cfe061', '01a2234a-3c14-74d2-a65f-5ff5847b3da5', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:53:19Z","data":{"payment_id":"01a2234a-3c14-74d2-a65f-5ff5847b3da5","seq":1,"status":"detected","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795888399552, 1795888420888, 1795888420888, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-4504-75fc-9b58-74f60c6910b9', '01a2234a-4035-7103-9f0a-e2711aeb6a61', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:53:19Z","data":{"payment_id":"01a2234a-4035-7103-9f0a-e2711aeb6a61","seq":1,"status":"detected","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":1,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}', 'delivered', 1, 1795888399620, 1795888420888, 1795888420888, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-499c-7078-9e45-6a4f972f8e2a', '01a2234a-3c14-74d2-a65f-5ff5847b3da5', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:53:20Z","data":{"payment_id":"01a2234a-3c14-74d2-a65f-5ff5847b3da5","seq":2,"status":"confirmed","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795888400796, 1795888420927, 1795888420927, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-58fd-759b-9d81-8edfc17ccabb', '01a2234a-3c14-74d2-a65f-5ff5847b3da5', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:53:24Z","data":{"payment_id":"01a2234a-3c14-74d2-a65f-5ff5847b3da5","seq":3,"status":"paid","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795888404733, 1795888420992, 1795888420992, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-598c-70d2-bf4f-6ec95f9409e6', '01a2234a-4035-7103-9f0a-e2711aeb6a61', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:53:24Z","data":{"payment_id":"01a2234a-4035-7103-9f0a-e2711aeb6a61","seq":2,"status":"confirmed","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":6,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}', 'delivered', 1, 1795888404876, 1795888420931, 1795888420931, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-59cb-72c1-9bfd-397a4e201222', '01a2234a-4035-7103-9f0a-e2711aeb6a61', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:53:24Z","data":{"payment_id":"01a2234a-4035-7103-9f0a-e2711aeb6a61","seq":3,"status":"paid","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":6,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}', 'delivered', 1, 1795888404939, 1795888420992, 1795888420992, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-751c-7671-8797-4a9a5ca74a0c', '01a2234a-4035-7103-9f0a-e2711aeb6a61', 4, 'payment.settled', NULL, '{"type":"payment.settled","timestamp":"2026-11-28T17:53:31Z","data":{"payment_id":"01a2234a-4035-7103-9f0a-e2711aeb6a61","seq":4,"status":"settled","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":14,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}', 'delivered', 1, 1795888411932, 1795888421092, 1795888421092, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-7631-722a-a459-ff9b448524ad', '01a2234a-3c14-74d2-a65f-5ff5847b3da5', 4, 'payment.settled', NULL, '{"type":"payment.settled","timestamp":"2026-11-28T17:53:32Z","data":{"payment_id":"01a2234a-3c14-74d2-a65f-5ff5847b3da5","seq":4,"status":"settled","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":16,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795888412209, 1795888421093, 1795888421093, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-bd80-771c-b42d-2d3907a208bb', '01a2234a-a0a2-760c-adb2-c49805a9192b', 2, 'payment.late', NULL, '{"type":"payment.late","timestamp":"2026-11-28T17:53:50Z","data":{"payment_id":"01a2234a-a0a2-760c-adb2-c49805a9192b","seq":2,"status":"expired","flags":["underpaid","late"],"address":"0x4fb070eF70961D204961c69B954B99808b9694BC","amount":"0.2","amount_raw":"200000000000000000","received":"0.2","received_raw":"200000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LATE","metadata":{},"transfers":[{"tx_hash":"0x91c7fafae00dcdf32643955343a24af236287b28d9c64611881e8caef3a1142e","log_index":null,"block_number":35,"amount_raw":"200000000000000000"}]}}', 'delivered', 1, 1795888430464, 1795888444297, 1795888444297, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-af88-74cd-8d37-a30921c5e241', '01a2234a-a3ad-7525-bbf5-5089c815724c', 2, 'payment.expired', NULL, '{"type":"payment.expired","timestamp":"2026-11-28T17:53:46Z","data":{"payment_id":"01a2234a-a3ad-7525-bbf5-5089c815724c","seq":2,"status":"expired","flags":["underpaid"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}', 'delivered', 1, 1795888426888, 1795888444299, 1795888444299, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-c24c-7789-9f46-2553df5a4c8a', '01a2234a-a3ad-7525-bbf5-5089c815724c', 3, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:53:51Z","data":{"payment_id":"01a2234a-a3ad-7525-bbf5-5089c815724c","seq":3,"status":"detected","flags":["manual"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}', 'delivered', 1, 1795888431692, 1795888444348, 1795888444348, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-a930-774f-8bc1-8744f7889bd5', '01a2234a-a3ad-7525-bbf5-5089c815724c', 1, 'payment.partially_paid', NULL, '{"type":"payment.partially_paid","timestamp":"2026-11-28T17:53:45Z","data":{"payment_id":"01a2234a-a3ad-7525-bbf5-5089c815724c","seq":1,"status":"pending","flags":["underpaid"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}', 'delivered', 1, 1795888425264, 1795888444253, 1795888444253, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-af0c-7545-a21e-60d1ef9c19b5', '01a2234a-9bb8-71e4-8587-14c2e176695b', 1, 'payment.expired', NULL, '{"type":"payment.expired","timestamp":"2026-11-28T17:53:46Z","data":{"payment_id":"01a2234a-9bb8-71e4-8587-14c2e176695b","seq":1,"status":"expired","flags":[],"address":"0x1454168e82efA260f49a6F86612cc6414Ba633e9","amount":"0.1","amount_raw":"100000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"UNPAID","metadata":{},"transfers":[]}}', 'delivered', 1, 1795888426764, 1795888444253, 1795888444253, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-af32-72d4-834f-4a3cf42bebba', '01a2234a-a0a2-760c-adb2-c49805a9192b', 1, 'payment.expired', NULL, '{"type":"payment.expired","timestamp":"2026-11-28T17:53:46Z","data":{"payment_id":"01a2234a-a0a2-760c-adb2-c49805a9192b","seq":1,"status":"expired","flags":[],"address":"0x4fb070eF70961D204961c69B954B99808b9694BC","amount":"0.2","amount_raw":"200000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LATE","metadata":{},"transfers":[]}}', 'delivered', 1, 1795888426802, 1795888444253, 1795888444253, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-c24f-7733-8601-ebcccd510c69', '01a2234a-a3ad-7525-bbf5-5089c815724c', 4, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:53:51Z","data":{"payment_id":"01a2234a-a3ad-7525-bbf5-5089c815724c","seq":4,"status":"confirmed","flags":["manual"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}', 'delivered', 1, 1795888431695, 1795888444416, 1795888444416, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-d8e6-72f3-bfaf-2f5596355e84', '01a2234a-a3ad-7525-bbf5-5089c815724c', 5, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:53:57Z","data":{"payment_id":"01a2234a-a3ad-7525-bbf5-5089c815724c","seq":5,"status":"paid","flags":["manual"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}', 'delivered', 1, 1795888437478, 1795888444462, 1795888444462, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234a-ec08-77cd-805e-49093ba4ff77', '01a2234a-a3ad-7525-bbf5-5089c815724c', 6, 'payment.settled', NULL, '{"type":"payment.settled","timestamp":"2026-11-28T17:54:02Z","data":{"payment_id":"01a2234a-a3ad-7525-bbf5-5089c815724c","seq":6,"status":"settled","flags":["manual"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":16,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}', 'delivered', 1, 1795888442376, 1795888444555, 1795888444555, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-05b8-7482-8991-ce344de308f3', '01a2234a-f7a4-7516-8148-b7072395e60b', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:54:08Z","data":{"payment_id":"01a2234a-f7a4-7516-8148-b7072395e60b","seq":2,"status":"confirmed","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0x4f5e9c47fca4b2386930129a0d2c6f145cd2de40689c3cd592e15b73f6caca76","log_index":null,"block_number":56,"amount_raw":"300000000000000000"}]}}', 'dead', 1, 1795888448952, 1795888454868, 1795888454868, 410, 'HTTP 410', NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-05d6-7545-928e-156c4251ea04', '01a2234a-f7a4-7516-8148-b7072395e60b', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:54:08Z","data":{"payment_id":"01a2234a-f7a4-7516-8148-b7072395e60b","seq":3,"status":"paid","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0x4f5e9c47fca4b2386930129a0d2c6f145cd2de40689c3cd592e15b73f6caca76","log_index":null,"block_number":56,"amount_raw":"300000000000000000"}]}}', 'dead', 1, 1795888448982, 1795888454928, 1795888454928, 410, 'HTTP 410', NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-0ea8-738a-acc0-d66343a10e69', '01a2234a-f7a4-7516-8148-b7072395e60b', 4, 'payment.failed', NULL, '{"type":"payment.failed","timestamp":"2026-11-28T17:54:11Z","data":{"payment_id":"01a2234a-f7a4-7516-8148-b7072395e60b","seq":4,"status":"failed","flags":["reorged"],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LOST","metadata":{},"transfers":[]}}', 'dead', 1, 1795888451240, 1795888455084, 1795888455084, 410, 'HTTP 410', NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-0261-77bb-bf59-37d7cb595ab6', '01a2234a-f7a4-7516-8148-b7072395e60b', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:54:08Z","data":{"payment_id":"01a2234a-f7a4-7516-8148-b7072395e60b","seq":1,"status":"detected","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0x4f5e9c47fca4b2386930129a0d2c6f145cd2de40689c3cd592e15b73f6caca76","log_index":null,"block_number":56,"amount_raw":"300000000000000000"}]}}', 'dead', 1, 1795888448097, 1795888454769, 1795888454769, 410, 'HTTP 410', NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-18e1-7566-8af7-f1af4ae2d949', '01a2234b-168c-73fb-9efc-2a021d5086df', 1, 'payment.failed', NULL, '{"type":"payment.failed","timestamp":"2026-11-28T17:54:13Z","data":{"payment_id":"01a2234b-168c-73fb-9efc-2a021d5086df","seq":1,"status":"failed","flags":["manual"],"address":"0xa642b057F48020e850581a05Fe2Dde506EabD50D","amount":"3","amount_raw":"3000000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"CANCELLED","metadata":{},"transfers":[]}}', 'delivered', 1, 1795888453857, 1795888454770, 1795888454770, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-3304-71d9-a86d-47a40b06ee71', '01a2234b-29a0-7710-a719-145bb6163261', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:54:20Z","data":{"payment_id":"01a2234b-29a0-7710-a719-145bb6163261","seq":2,"status":"confirmed","flags":[],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"5","amount_raw":"5000000","received":"5","received_raw":"5000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":3,"reference":"BATCH","metadata":{},"transfers":[{"tx_hash":"0xcbc83ebd114016291c11469ed594dfd325132495ceaa30f2b40e2e4472899fd1","log_index":0,"block_number":64,"amount_raw":"5000000"}]}}', 'delivered', 1, 1795888460548, 1795888474553, 1795888474553, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-414f-70c6-8fe5-8f36a48c5ea9', '01a2234b-2c91-7651-b0a6-75f46df41de7', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:54:24Z","data":{"payment_id":"01a2234b-2c91-7651-b0a6-75f46df41de7","seq":2,"status":"confirmed","flags":[],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"6.25","amount_raw":"6250000","received":"6.25","received_raw":"6250000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":6,"reference":"BATCH","metadata":{},"transfers":[{"tx_hash":"0x8313908f3f06456037608194a48570b6e122a90b6f1c082744d8a06177597052","log_index":0,"block_number":66,"amount_raw":"6250000"}]}}', 'delivered', 1, 1795888464207, 1795888474553, 1795888474553, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-40a0-7523-b7ad-bec1a881cd4c', '01a2234b-29a0-7710-a719-145bb6163261', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:54:24Z","data":{"payment_id":"01a2234b-29a0-7710-a719-145bb6163261","seq":3,"status":"paid","flags":[],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"5","amount_raw":"5000000","received":"5","received_raw":"5000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":8,"reference":"BATCH","metadata":{},"transfers":[{"tx_hash":"0xcbc83ebd114016291c11469ed594dfd325132495ceaa30f2b40e2e4472899fd1","log_index":0,"block_number":64,"amount_raw":"5000000"}]}}', 'delivered', 1, 1795888464032, 1795888474604, 1795888474604, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-4167-765a-95b5-8a986f1d72bf', '01a2234b-2c91-7651-b0a6-75f46df41de7', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:54:24Z","data":{"payment_id":"01a2234b-2c91-7651-b0a6-75f46df41de7","seq":3,"status":"paid","flags":[],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"6.25","amount_raw":"6250000","received":"6.25","received_raw":"6250000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":6,"reference":"BATCH","metadata":{},"transfers":[{"tx_hash":"0x8313908f3f06456037608194a48570b6e122a90b6f1c082744d8a06177597052","log_index":0,"block_number":66,"amount_raw":"6250000"}]}}', 'delivered', 1, 1795888464231, 1795888474605, 1795888474605, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-5720-7766-b869-3fe300bd505a', '01a2234b-29a0-7710-a719-145bb6163261', 4, 'payment.settled', NULL, '{"type":"payment.settled","timestamp":"2026-11-28T17:54:29Z","data":{"payment_id":"01a2234b-29a0-7710-a719-145bb6163261","seq":4,"status":"settled","flags":[],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"5","amount_raw":"5000000","received":"5","received_raw":"5000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":14,"reference":"BATCH","metadata":{},"transfers":[{"tx_hash":"0xcbc83ebd114016291c11469ed594dfd325132495ceaa30f2b40e2e4472899fd1","log_index":0,"block_number":64,"amount_raw":"5000000"}]}}', 'delivered', 1, 1795888469792, 1795888474669, 1795888474669, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-5774-778d-9575-ff8220f71036', '01a2234b-2c91-7651-b0a6-75f46df41de7', 4, 'payment.settled', NULL, '{"type":"payment.settled","timestamp":"2026-11-28T17:54:29Z","data":{"payment_id":"01a2234b-2c91-7651-b0a6-75f46df41de7","seq":4,"status":"settled","flags":[],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"6.25","amount_raw":"6250000","received":"6.25","received_raw":"6250000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":12,"reference":"BATCH","metadata":{},"transfers":[{"tx_hash":"0x8313908f3f06456037608194a48570b6e122a90b6f1c082744d8a06177597052","log_index":0,"block_number":66,"amount_raw":"6250000"}]}}', 'delivered', 1, 1795888469876, 1795888474679, 1795888474679, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-2fc2-75bc-be5b-983738dcbd37', '01a2234b-29a0-7710-a719-145bb6163261', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:54:19Z","data":{"payment_id":"01a2234b-29a0-7710-a719-145bb6163261","seq":1,"status":"detected","flags":[],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"5","amount_raw":"5000000","received":"5","received_raw":"5000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":3,"reference":"BATCH","metadata":{},"transfers":[{"tx_hash":"0xcbc83ebd114016291c11469ed594dfd325132495ceaa30f2b40e2e4472899fd1","log_index":0,"block_number":64,"amount_raw":"5000000"}]}}', 'delivered', 1, 1795888459714, 1795888474432, 1795888474432, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-2fd7-752c-8206-a5eb4abfa998', '01a2234b-2c91-7651-b0a6-75f46df41de7', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:54:19Z","data":{"payment_id":"01a2234b-2c91-7651-b0a6-75f46df41de7","seq":1,"status":"detected","flags":[],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"6.25","amount_raw":"6250000","received":"6.25","received_raw":"6250000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":1,"reference":"BATCH","metadata":{},"transfers":[{"tx_hash":"0x8313908f3f06456037608194a48570b6e122a90b6f1c082744d8a06177597052","log_index":0,"block_number":66,"amount_raw":"6250000"}]}}', 'delivered', 1, 1795888459735, 1795888474432, 1795888474432, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-7944-7217-bc7e-9346a1af1318', '01a2234b-6fee-769c-bf0a-e123ab75bc92', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:54:38Z","data":{"payment_id":"01a2234b-6fee-769c-bf0a-e123ab75bc92","seq":1,"status":"detected","flags":[],"address":"0xC529e5f8D5b162BC5dC9A6C546295cB9c6F0F41F","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x3240023d0a248e74ec01ef26acdd323768ab0b146fd1864113d459d3e1a1b963","log_index":null,"block_number":78,"amount_raw":"10000000000000"}]}}', 'delivered', 1, 1795888478532, 1795888483304, 1795888483304, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-7984-712e-9def-cb096ba69b27', '01a2234b-7524-7494-937d-e569b4af0098', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:54:38Z","data":{"payment_id":"01a2234b-7524-7494-937d-e569b4af0098","seq":1,"status":"detected","flags":["overpaid","multiple"],"address":"0x0cc809982990ad21Fab2c8FE6d2AA4ee82Ec5543","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x6c67c3c20a752575fd6448f564924feb15879a56f885ad5038fd146665a1634d","log_index":null,"block_number":79,"amount_raw":"1000000000000000000"},{"tx_hash":"0xc6ae22ca852e6bf8d7ad99ebbeb95640fc39dcb868fe0d05a73519ab7914b0ce","log_index":null,"block_number":80,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795888478596, 1795888483304, 1795888483304, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-7e15-70da-bffd-ee4401161167', '01a2234b-6fee-769c-bf0a-e123ab75bc92', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:54:39Z","data":{"payment_id":"01a2234b-6fee-769c-bf0a-e123ab75bc92","seq":2,"status":"confirmed","flags":[],"address":"0xC529e5f8D5b162BC5dC9A6C546295cB9c6F0F41F","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x3240023d0a248e74ec01ef26acdd323768ab0b146fd1864113d459d3e1a1b963","log_index":null,"block_number":78,"amount_raw":"10000000000000"}]}}', 'delivered', 1, 1795888479765, 1795888483388, 1795888483388, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-7ebc-77a7-8538-016b883ecc4c', '01a2234b-7524-7494-937d-e569b4af0098', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:54:39Z","data":{"payment_id":"01a2234b-7524-7494-937d-e569b4af0098","seq":2,"status":"confirmed","flags":["overpaid","multiple"],"address":"0x0cc809982990ad21Fab2c8FE6d2AA4ee82Ec5543","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x6c67c3c20a752575fd6448f564924feb15879a56f885ad5038fd146665a1634d","log_index":null,"block_number":79,"amount_raw":"1000000000000000000"},{"tx_hash":"0xc6ae22ca852e6bf8d7ad99ebbeb95640fc39dcb868fe0d05a73519ab7914b0ce","log_index":null,"block_number":80,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795888479932, 1795888483388, 1795888483388, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-7e37-7649-b407-84243236fd66', '01a2234b-6fee-769c-bf0a-e123ab75bc92', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:54:39Z","data":{"payment_id":"01a2234b-6fee-769c-bf0a-e123ab75bc92","seq":3,"status":"paid","flags":[],"address":"0xC529e5f8D5b162BC5dC9A6C546295cB9c6F0F41F","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x3240023d0a248e74ec01ef26acdd323768ab0b146fd1864113d459d3e1a1b963","log_index":null,"block_number":78,"amount_raw":"10000000000000"}]}}', 'delivered', 1, 1795888479799, 1795888483428, 1795888483428, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-7ec0-77ca-9390-17e6a5928534', '01a2234b-7524-7494-937d-e569b4af0098', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:54:39Z","data":{"payment_id":"01a2234b-7524-7494-937d-e569b4af0098","seq":3,"status":"paid","flags":["overpaid","multiple"],"address":"0x0cc809982990ad21Fab2c8FE6d2AA4ee82Ec5543","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x6c67c3c20a752575fd6448f564924feb15879a56f885ad5038fd146665a1634d","log_index":null,"block_number":79,"amount_raw":"1000000000000000000"},{"tx_hash":"0xc6ae22ca852e6bf8d7ad99ebbeb95640fc39dcb868fe0d05a73519ab7914b0ce","log_index":null,"block_number":80,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795888479936, 1795888483428, 1795888483428, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-9d4c-7097-981b-c9cadb0115a0', '01a2234b-8f8f-7366-83f8-f9d654eae2fc', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:54:47Z","data":{"payment_id":"01a2234b-8f8f-7366-83f8-f9d654eae2fc","seq":1,"status":"detected","flags":[],"address":"0xf625ECb69e3eCe7bFBb315fd9c1E68B76BE23D88","amount":"7","amount_raw":"7000000","received":"7","received_raw":"7000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":4,"reference":"CONFIRMED","metadata":{},"transfers":[{"tx_hash":"0x9311737fa9cbfe133058e3b6dee7c062eb824fa762c8e28f78a976da7eedb478","log_index":0,"block_number":87,"amount_raw":"7000000"}]}}', 'delivered', 1, 1795888487756, 1795888513620, 1795888513620, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-9d7c-70ef-8635-91e7e11a58a5', '01a2234b-964d-7368-81c8-cc618af3e53e', 1, 'payment.partially_paid', NULL, '{"type":"payment.partially_paid","timestamp":"2026-11-28T17:54:47Z","data":{"payment_id":"01a2234b-964d-7368-81c8-cc618af3e53e","seq":1,"status":"pending","flags":["underpaid"],"address":"0x7f3AeF3ebeb25314922827fA484a0fAB326c5a35","amount":"9","amount_raw":"9000000","received":"2","received_raw":"2000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":0,"reference":"PART-2","metadata":{},"transfers":[{"tx_hash":"0x5361a09e2d9d67d2dae1d2d7c7a89a29222dbbe23ca27b244e5c1becae3d4c11","log_index":0,"block_number":89,"amount_raw":"2000000"}]}}', 'delivered', 1, 1795888487804, 1795888513620, 1795888513620, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-a14d-759f-b208-2e6293384c79', '01a2234b-8f8f-7366-83f8-f9d654eae2fc', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:54:48Z","data":{"payment_id":"01a2234b-8f8f-7366-83f8-f9d654eae2fc","seq":2,"status":"confirmed","flags":[],"address":"0xf625ECb69e3eCe7bFBb315fd9c1E68B76BE23D88","amount":"7","amount_raw":"7000000","received":"7","received_raw":"7000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":4,"reference":"CONFIRMED","metadata":{},"transfers":[{"tx_hash":"0x9311737fa9cbfe133058e3b6dee7c062eb824fa762c8e28f78a976da7eedb478","log_index":0,"block_number":87,"amount_raw":"7000000"}]}}', 'delivered', 1, 1795888488781, 1795888513644, 1795888513644, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234b-9d66-72ca-8a63-0b4253fbdc8f', '01a2234b-9359-72a7-8a65-fd832d6e8a98', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:54:47Z","data":{"payment_id":"01a2234b-9359-72a7-8a65-fd832d6e8a98","seq":1,"status":"detected","flags":[],"address":"0x20B3a8CBfcC2225b2F5FE64a9DC6Bfe4c11d9df9","amount":"0.7","amount_raw":"700000000000000000","received":"0.7","received_raw":"700000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":2,"reference":"DETECTED","metadata":{},"transfers":[{"tx_hash":"0xe922799f99c1ea9fedf8484d2429e56c40b20f49b273dd35db990f116f14a126","log_index":null,"block_number":89,"amount_raw":"700000000000000000"}]}}', 'pending', 1, 1795888487782, 1795888518665, 1795888513620, 500, 'HTTP 500', NULL);
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
ALTER TABLE ONLY public.job_runs
    ADD CONSTRAINT job_runs_pkey PRIMARY KEY (job, chain);
ALTER TABLE ONLY public.moved
    ADD CONSTRAINT moved_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.nodes
    ADD CONSTRAINT nodes_pkey PRIMARY KEY (chain_id, node);
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
ALTER TABLE ONLY public.sweep_authorizations
    ADD CONSTRAINT sweep_authorizations_pkey PRIMARY KEY (chain_id, address, sweeper, nonce);
ALTER TABLE ONLY public.sweep_plans
    ADD CONSTRAINT sweep_plans_pkey PRIMARY KEY (payment_id, token);
ALTER TABLE ONLY public.sweep_txs
    ADD CONSTRAINT sweep_txs_pkey PRIMARY KEY (chain_id, tx_hash);
ALTER TABLE ONLY public.sweeps
    ADD CONSTRAINT sweeps_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.transfers
    ADD CONSTRAINT transfers_pkey PRIMARY KEY (chain_id, tx_hash, log_index);
ALTER TABLE ONLY public.webhooks
    ADD CONSTRAINT webhooks_payment_id_seq_key UNIQUE (payment_id, seq);
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
CREATE INDEX webhooks_claimed ON public.webhooks USING btree (claimed_by) WHERE (claimed_by IS NOT NULL);
CREATE INDEX webhooks_dead ON public.webhooks USING btree (created_at_ms) WHERE (state = 'dead'::text);
CREATE INDEX webhooks_due ON public.webhooks USING btree (next_attempt_ms, id) WHERE ((state = 'pending'::text) AND (claimed_by IS NULL));
CREATE INDEX webhooks_due_own ON public.webhooks USING btree (next_attempt_ms, id) WHERE ((state = 'pending'::text) AND (claimed_by IS NULL) AND (url IS NOT NULL));
CREATE INDEX webhooks_waiting ON public.webhooks USING btree (payment_id, seq) WHERE (state = 'pending'::text);
ALTER TABLE ONLY public.archived_transfers
    ADD CONSTRAINT archived_transfers_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.archived_payments(id);
ALTER TABLE ONLY public.checkpoints
    ADD CONSTRAINT checkpoints_chain_id_fkey FOREIGN KEY (chain_id) REFERENCES public.chains(chain_id);
ALTER TABLE ONLY public.payment_history
    ADD CONSTRAINT payment_history_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);
ALTER TABLE ONLY public.sweep_plans
    ADD CONSTRAINT sweep_plans_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);
ALTER TABLE ONLY public.sweeps
    ADD CONSTRAINT sweeps_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);
ALTER TABLE ONLY public.transfers
    ADD CONSTRAINT transfers_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);
ALTER TABLE ONLY public.webhooks
    ADD CONSTRAINT webhooks_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);
