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
    CONSTRAINT payments_address_check CHECK ((length(address) = 42)),
    CONSTRAINT payments_amount_check CHECK ((amount > (0)::numeric)),
    CONSTRAINT payments_amount_min_check CHECK ((amount_min > (0)::numeric)),
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
    CONSTRAINT payments_token_check CHECK ((length(token) = 42))
);
CREATE TABLE public.schema_migrations (
    version integer NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at bigint NOT NULL
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
    nonce bigint NOT NULL,
    tx_hash text NOT NULL COLLATE pg_catalog."C",
    raw_tx text NOT NULL,
    fee_max numeric(78,0) NOT NULL,
    block_number bigint,
    block_hash text COLLATE pg_catalog."C",
    fee numeric(78,0),
    note text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    CONSTRAINT sweeps_amount_check CHECK ((amount >= (0)::numeric)),
    CONSTRAINT sweeps_fee_check CHECK ((fee >= (0)::numeric)),
    CONSTRAINT sweeps_fee_max_check CHECK ((fee_max >= (0)::numeric)),
    CONSTRAINT sweeps_from_address_check CHECK ((length(from_address) = 42)),
    CONSTRAINT sweeps_kind_check CHECK ((kind = ANY (ARRAY['native'::text, 'token'::text, 'topup'::text]))),
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
INSERT INTO public.archived_payments VALUES ('01a22336-fb6d-771b-bbd1-1b8a0c319f5d', 31337, '0x58a57ed9d8d624cbd12e2c467d34787555bb1b25', 0, 0, 'archived-1', 'ctrip-archive-20261128T173218Z-b1c9efe4992e37cf.jsonl.gz', 1795887138);
INSERT INTO public.archived_transfers VALUES (31337, '0x627e8dfe13b7eae39a78abd6d9fc52c4a876b92e333f316a0226d3e35e058040', -1, '01a22336-fb6d-771b-bbd1-1b8a0c319f5d', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x58a57ed9d8d624cbd12e2c467d34787555bb1b25', 10000000000000000, 14, '0x2dbf721794aaa41a4e384701c26764331f8dd64321ddb34fd7ff163e62c59be8', 1795887148);
INSERT INTO public.chains VALUES (31337, 'anvil', 61, '0x8995d11e858a64d0c2f4ea605e04dc65dfa2e1be2c08ca6fc0a732030f70dc3d', 1795890777, 61, 57, 1795887143);
INSERT INTO public.checkpoints VALUES (31337, 1, '0x1668a6ed788a95a3b20792fd468deb75a3b516793110e576cdbf04a53ff1b19b', 1795887134);
INSERT INTO public.checkpoints VALUES (31337, 2, '0x1728d00538926f00465fb3b635b145550861840803aba810787a4cca8f07b157', 1795887135);
INSERT INTO public.checkpoints VALUES (31337, 7, '0x26f2dbc2c24fa9595c346c4a513d50fb88e6f6818c460f5aa9f9921ef0002e9c', 1795887141);
INSERT INTO public.checkpoints VALUES (31337, 13, '0x17f2814e06fa63d08f8321d3f8072667f51267619659c0f416bbdc096b140a05', 1795887146);
INSERT INTO public.checkpoints VALUES (31337, 14, '0x2dbf721794aaa41a4e384701c26764331f8dd64321ddb34fd7ff163e62c59be8', 1795887148);
INSERT INTO public.checkpoints VALUES (31337, 17, '0xaafcd5384cb48fcee5d7114425647d83ab50c44ec1d93ec107b0c9daa6cf1722', 1795887148);
INSERT INTO public.checkpoints VALUES (31337, 22, '0xa96c08760a0879298c82830eb0443bba3cc2c52abc624ee817cd240c04fb918e', 1795887154);
INSERT INTO public.checkpoints VALUES (31337, 30, '0x2720586d98ba06cf37e031322963f223db9d755958d65d718c720cbb8e5c972e', 1795887159);
INSERT INTO public.checkpoints VALUES (31337, 32, '0x494c42a7466072252395ec346e0ab1006d8be3e83a31f47a17df8044bb7787ac', 1795887160);
INSERT INTO public.checkpoints VALUES (31337, 34, '0xfa45be6f6c9e239432018de7b8c5b13660dc2552fc1a8ee9646d9a68ead75eea', 1795890762);
INSERT INTO public.checkpoints VALUES (31337, 35, '0xab54881cbff6de978c27d00429cdadb754a13a5db3f07b3fd71e6f4d379a399b', 1795890762);
INSERT INTO public.checkpoints VALUES (31337, 42, '0x2e8604176627916678fc13c05eb942c50a183865531d8c6fae77bf2f79d0fd03', 1795890769);
INSERT INTO public.checkpoints VALUES (31337, 48, '0x1898dfe26a7deabcb2274e40e09620acb263dad62b06009d352d8c112984985f', 1795890769);
INSERT INTO public.checkpoints VALUES (31337, 56, '0x5d0c22124756a0a138360eddec369b21d9c35e487669a86ec545ee87c66f169a', 1795890774);
INSERT INTO public.checkpoints VALUES (31337, 61, '0x8995d11e858a64d0c2f4ea605e04dc65dfa2e1be2c08ca6fc0a732030f70dc3d', 1795890777);
INSERT INTO public.counters VALUES ('derivation_index', 14);
INSERT INTO public.counters VALUES ('payment_number', 14);
INSERT INTO public.job_runs VALUES ('archive', '', 1795887138097, 48, 0, '');
INSERT INTO public.job_runs VALUES ('confirm', 'anvil', 1795887143713, 23, 0, '');
INSERT INTO public.job_runs VALUES ('sweep', 'anvil', 1795887144248, 20128, 0, '');
INSERT INTO public.job_runs VALUES ('send-webhooks', '', 1795887164464, 19, 69, '1 webhook messages were not delivered: 1 will be tried again, 0 were given up');
INSERT INTO public.job_runs VALUES ('scan', 'anvil', 1795887164561, 10, 0, '');
INSERT INTO public.payment_history VALUES ('01a22337-06d8-701a-b88d-c59d5521707f', 1, 'payment.detected', 'pending', 'detected', '1.5 of 1.5 ETH arrived', 1795887138);
INSERT INTO public.payment_history VALUES ('01a22337-073e-7789-882a-28f15dc716c8', 1, 'payment.detected', 'pending', 'detected', '12.5 of 12.5 USDT arrived', 1795887138);
INSERT INTO public.payment_history VALUES ('01a22337-06d8-701a-b88d-c59d5521707f', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795887138);
INSERT INTO public.payment_history VALUES ('01a22337-06d8-701a-b88d-c59d5521707f', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795887139);
INSERT INTO public.payment_history VALUES ('01a22337-073e-7789-882a-28f15dc716c8', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795887139);
INSERT INTO public.payment_history VALUES ('01a22337-073e-7789-882a-28f15dc716c8', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795887139);
INSERT INTO public.payment_history VALUES ('01a22337-06d8-701a-b88d-c59d5521707f', 4, 'payment.settled', 'paid', 'settled', 'the money is in the treasury', 1795887140);
INSERT INTO public.payment_history VALUES ('01a22337-073e-7789-882a-28f15dc716c8', 4, 'payment.settled', 'paid', 'settled', 'the money is in the treasury', 1795887140);
INSERT INTO public.payment_history VALUES ('01a22337-110d-74c1-a348-2168221f86af', 1, 'payment.partially_paid', 'pending', 'pending', '0.1 of 0.4 ETH so far', 1795887141);
INSERT INTO public.payment_history VALUES ('01a22337-106f-7648-a7dd-b473e5b04a4a', 1, 'payment.expired', 'pending', 'expired', 'the deadline passed without enough', 1795887141);
INSERT INTO public.payment_history VALUES ('01a22337-10b4-7160-a2df-80373caade34', 1, 'payment.expired', 'pending', 'expired', 'the deadline passed without enough', 1795887141);
INSERT INTO public.payment_history VALUES ('01a22337-110d-74c1-a348-2168221f86af', 2, 'payment.expired', 'pending', 'expired', 'the deadline passed without enough', 1795887141);
INSERT INTO public.payment_history VALUES ('01a22337-10b4-7160-a2df-80373caade34', 2, 'payment.late', 'expired', 'expired', '0.2 of 0.2 ETH so far', 1795887141);
INSERT INTO public.payment_history VALUES ('01a22337-1400-7787-860c-d2690486af08', 1, 'payment.detected', 'pending', 'detected', '0.3 of 0.3 ETH arrived', 1795887142);
INSERT INTO public.payment_history VALUES ('01a22337-1400-7787-860c-d2690486af08', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795887142);
INSERT INTO public.payment_history VALUES ('01a22337-1400-7787-860c-d2690486af08', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795887142);
INSERT INTO public.payment_history VALUES ('01a22337-1400-7787-860c-d2690486af08', 4, 'payment.failed', 'paid', 'failed', 'money that had been final vanished from the chain', 1795887142);
INSERT INTO public.payment_history VALUES ('01a22337-1630-7725-a629-f60b9a258f22', 1, 'payment.detected', 'pending', 'detected', '0.00001 of 0.00001 ETH arrived', 1795887142);
INSERT INTO public.payment_history VALUES ('01a22337-1668-73ed-a09e-b60b68d9bd47', 1, 'payment.detected', 'pending', 'detected', '2.5 of 2 ETH arrived', 1795887142);
INSERT INTO public.payment_history VALUES ('01a22337-1630-7725-a629-f60b9a258f22', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795887142);
INSERT INTO public.payment_history VALUES ('01a22337-1630-7725-a629-f60b9a258f22', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795887142);
INSERT INTO public.payment_history VALUES ('01a22337-1668-73ed-a09e-b60b68d9bd47', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795887142);
INSERT INTO public.payment_history VALUES ('01a22337-1668-73ed-a09e-b60b68d9bd47', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795887142);
INSERT INTO public.payment_history VALUES ('01a22337-1939-74a5-8b00-666ad873bae5', 1, 'payment.detected', 'pending', 'detected', '7 of 7 USDT arrived', 1795887143);
INSERT INTO public.payment_history VALUES ('01a22337-199b-710f-850f-625a9fe4afef', 1, 'payment.detected', 'pending', 'detected', '0.7 of 0.7 ETH arrived', 1795887143);
INSERT INTO public.payment_history VALUES ('01a22337-19f4-734e-860b-968b140fce9c', 1, 'payment.partially_paid', 'pending', 'pending', '2 of 9 USDT so far', 1795887143);
INSERT INTO public.payment_history VALUES ('01a22337-1939-74a5-8b00-666ad873bae5', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795887143);
INSERT INTO public.payments VALUES ('01a22337-05d3-75df-adb2-0f6f749bae70', 'pending', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 1, '0x0d3eb21b6b21833a4939cfff4810e9ae0758e12c', 250000000000000000, 250000000000000000, 0, 0, '', 0, 3, NULL, 'WATCHED', '{}', NULL, NULL, '971a7a6b9ff13cf5b1325e282fb2df9897e12d5b22e2a78adfba89223545af18', 1795973538, 1796578338, 1795887138, 1795887138, 0, 0, 0, 0, 1);
INSERT INTO public.payments VALUES ('01a22337-110d-74c1-a348-2168221f86af', 'expired', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 6, '0x603049dcd328d58c9053ebe34f1692c0fac683f8', 400000000000000000, 400000000000000000, 100000000000000000, 0, 'underpaid', 2, 3, NULL, 'PART', '{}', NULL, NULL, '54ab58f10972eee30e62f26086c2a51fb0f3959b081297bcb0e2317e55480430', 1795887171, 1796491971, 1795887141, 1795887141, 1, 0, 0, 2, 6);
INSERT INTO public.payments VALUES ('01a22337-10b4-7160-a2df-80373caade34', 'expired', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 5, '0x4fb070ef70961d204961c69b954b99808b9694bc', 200000000000000000, 200000000000000000, 200000000000000000, 200000000000000000, 'underpaid,late', 2, 3, NULL, 'LATE', '{}', NULL, NULL, '6a8ef8b88346a77ba31cf810bc3a46cb86392eae05c9a7e832a523bedcaf274d', 1795887171, 1796491971, 1795887141, 1795887141, 1, 0, 0, 2, 5);
INSERT INTO public.payments VALUES ('01a22337-06d8-701a-b88d-c59d5521707f', 'settled', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 2, '0xe42f4612e154153b68e241e8fde337e0c4dd6bbd', 1500000000000000000, 1500000000000000000, 1500000000000000000, 0, '', 4, 3, 15, 'ORDER-1', '{}', NULL, 'key-1', 'fe9486d861121b08bdb281feca683e95f6d53387ac4da4b3d1ea2673f2855b95', 1795973538, 1796578338, 1795887138, 1795887140, 0, 1, 0, 4, 2);
INSERT INTO public.payments VALUES ('01a22337-073e-7789-882a-28f15dc716c8', 'settled', 'anvil', 31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, '21c27a0f47d0c7f9', 3, '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 12500000, 12500000, 13500000, 0, 'overpaid,multiple,wrong_token', 4, 3, 17, 'ORDER-2', '{"customer":"77"}', NULL, NULL, 'f70a6b8359207dd5354e6a3dcf5ab818454b9b136daf8b6fb1417149b769725f', 1795973538, 1796578338, 1795887138, 1795887140, 0, 1, 1, 5, 3);
INSERT INTO public.payments VALUES ('01a22337-106f-7648-a7dd-b473e5b04a4a', 'expired', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 4, '0x1454168e82efa260f49a6f86612cc6414ba633e9', 100000000000000000, 100000000000000000, 0, 0, '', 1, 3, NULL, 'UNPAID', '{}', NULL, NULL, '8681184c90fc8e902f8311c3312ad3564921ed3a33a84b9b2b4815cad5af58a7', 1795887170, 1796491970, 1795887140, 1795887141, 1, 0, 0, 1, 4);
INSERT INTO public.payments VALUES ('01a22337-1630-7725-a629-f60b9a258f22', 'paid', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 8, '0xa642b057f48020e850581a05fe2dde506eabd50d', 10000000000000, 10000000000000, 10000000000000, 0, '', 3, 3, 49, 'DUST', '{}', NULL, NULL, '2c8db9c9926794317abdfa9c7ab9d95637c6b00852477a637aaa3d9c0b635293', 1795973542, 1796578342, 1795887142, 1795887142, 0, 0, 1, 2, 8);
INSERT INTO public.payments VALUES ('01a22337-1400-7787-860c-d2690486af08', 'failed', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 7, '0x3eb84b6a7b4707c20b6bca41b537055b61e84764', 300000000000000000, 300000000000000000, 0, 0, 'reorged', 4, 3, NULL, 'LOST', '{}', NULL, NULL, '399753d7e1a7d58dd61f8d1ca5e979b63082a12a804b3ee1c2c45df7523df22e', 1795973541, 1796578341, 1795887141, 1795887142, 0, 0, 1, 3, 7);
INSERT INTO public.payments VALUES ('01a22337-1668-73ed-a09e-b60b68d9bd47', 'paid', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 9, '0x61e3a11876506c169a25c90a6f64fea5384d10f0', 2000000000000000000, 2000000000000000000, 2500000000000000000, 0, 'overpaid,multiple', 3, 3, 51, 'OVERPAID', '{"customer":"78"}', NULL, NULL, 'b591e30f66f0b3c6e023353a9e7ac2700602ba0df03d79bc0a84743968d2dbed', 1795973542, 1796578342, 1795887142, 1795887142, 0, 0, 1, 2, 9);
INSERT INTO public.payments VALUES ('01a22337-199b-710f-850f-625a9fe4afef', 'detected', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 11, '0xc529e5f8d5b162bc5dc9a6c546295cb9c6f0f41f', 700000000000000000, 700000000000000000, 700000000000000000, 0, '', 1, 3, 60, 'DETECTED', '{}', NULL, NULL, '2b84a17e3fc911df55ae4872fbd7f3c4ed287390973afd5d8888e0c040a382b9', 1795973543, 1796578343, 1795887143, 1795887143, 0, 0, 0, 1, 11);
INSERT INTO public.payments VALUES ('01a22337-19f4-734e-860b-968b140fce9c', 'pending', 'anvil', 31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, '21c27a0f47d0c7f9', 12, '0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543', 9000000, 9000000, 2000000, 0, 'underpaid', 1, 3, NULL, 'PART-2', '{}', NULL, NULL, '26fcb0fc388ac15f981ccf3cf9232584477d4630c4d8ea43d960677b2395809a', 1795973543, 1796578343, 1795887143, 1795887143, 0, 0, 0, 1, 12);
INSERT INTO public.payments VALUES ('01a22337-1a3d-7047-bdd0-31f47f1bdb90', 'pending', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 13, '0xf625ecb69e3ece7bfbb315fd9c1e68b76be23d88', 900000000000000000, 900000000000000000, 0, 0, 'wrong_token', 0, 3, NULL, 'WRONG-TOKEN', '{}', NULL, NULL, '276d1a6f023f68e32a9e4ea88b5faf48770c55f4602b41baf1f74bbbc204c1db', 1795973543, 1796578343, 1795887143, 1795887143, 0, 0, 0, 1, 13);
INSERT INTO public.payments VALUES ('01a22337-1939-74a5-8b00-666ad873bae5', 'confirmed', 'anvil', 31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, '21c27a0f47d0c7f9', 10, '0xf51b647eda3277c35436f52c8a1de50308c08f9d', 7000000, 7000000, 7000000, 0, '', 2, 3, 58, 'CONFIRMED', '{}', NULL, NULL, '20a8fe806a1f468b4bd496d6f581530084ed9488f45c8493588cf6ca39652f70', 1795973543, 1796578343, 1795887143, 1795887143, 0, 0, 0, 2, 10);
INSERT INTO public.schema_migrations VALUES (1, 'initial', 'a38e16f1faf31d7d167e0c56d83f67b6f4932222b2bfc999e9d9b882685707af', 1795887135);
INSERT INTO public.sweeps VALUES ('01a22337-0a15-706d-afb4-3d6f4757609f', 31337, '01a22337-06d8-701a-b88d-c59d5521707f', 'native', 'final', '0xe42f4612e154153b68e241e8fde337e0c4dd6bbd', '0x7e57000000000000000000000000000000000001', NULL, 'ETH', 18, 1499977078976973000, 0, '0xa06990d225db4360dd1a24938820eaeb880c2e0ba9ca5d10672d4aa6a45e3367', '0x02f874827a698084410e9f2784410e9f27825208947e570000000000000000000000000000000000018814d0fd34c3a688c880c001a07c877d0ee9409b85549009325b244b6cdfaba79f060a882a03d96a58f8ae7f83a07240ae6b4bc0f83af0685943d3e54a20f0495388493acd7e0222f894013185a5', 22921023027000, 23, '0x366afd42fbaf6b0ff2e4d9019539fdf8d0d743ef04973b1f163dd5049c398379', 22921023027000, '', 1795887139, 1795887140);
INSERT INTO public.sweeps VALUES ('01a22337-0a20-7056-9aa3-be5a2d623fbc', 31337, '01a22337-073e-7789-882a-28f15dc716c8', 'topup', 'final', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', NULL, 'ETH', 18, 71898883326551, 0, '0x28d00da5ecc308e9acefdd9a4d784e6863006a79aa90a9d26c6aceb3076c0f89', '0x02f872827a6980843b9aca0084410e9f27825208942f07c220dc62ce9531bc44b695a6d93578806d8d8641644366825780c080a0ccbe872a6e3567c92e7e819794149a95b5976e005151e0e0b6510e9cf35837c2a0734e0249d7afd7a8a685ee09ca31ed22004b384b51b050fe92088890abc2c155', 22921023027000, 24, '0xe698f1142dc2256e0e211a6c6dd271582eab016a11919f31e626c0203e6e94bd', 21980718291000, '', 1795887139, 1795887140);
INSERT INTO public.sweeps VALUES ('01a22337-0b26-7349-866e-47baf7876f61', 31337, '01a22337-073e-7789-882a-28f15dc716c8', 'token', 'final', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', '0x7e57000000000000000000000000000000000001', '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, 12500000, 0, '0xbaa402fbf2163db0cc7b917c22b0cc5f212354dc60966ed3066a982bc0f3b00d', '0x02f8b2827a6980843b9aca00843fc7afeb83010151945fbdb2315678afecb367f032d93f642f64180aa380b844a9059cbb0000000000000000000000007e570000000000000000000000000000000000010000000000000000000000000000000000000000000000000000000000bebc20c001a064985e8cba7bc992c05f58c55959dbda65f84527112ecf42a506fd030b9db15aa0581c4fda4364073ba21cee01a0de7f0262729c275a223e71be6bdde2ffb777a7', 70487489746011, 25, '0xa7c9c1da5f2cb8097b21877051891651ad0f44eb8f2cc1fcda8f1c9aa1456b13', 57336402996975, '', 1795887139, 1795887140);
INSERT INTO public.sweeps VALUES ('01a22337-1d4e-7708-a576-d5260c06bdac', 31337, '01a22337-073e-7789-882a-28f15dc716c8', 'topup', 'broadcast', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', NULL, 'ETH', 18, 32511159767590, 1, '0xb85a94035f8999fe09d4c896f15246a537e5180a69280fcbd49c4f8cb1b8b3f6', '0x02f872827a6901843b9aca00843b9e3d22825208942f07c220dc62ce9531bc44b695a6d93578806d8d861d919821122680c001a0316e3122fb1f3ba896b30602dda08ba6619c13e743d78fe2ec61db7e698be808a015d6397a5f227f10c1be1a90edf01780a19569aebbaf430f5e7ca8d465648b36', 21004747722000, NULL, NULL, NULL, '', 1795887144, 1795887144);
INSERT INTO public.sweeps VALUES ('01a22337-1d52-7154-a89f-49dbe759395a', 31337, '01a22337-1668-73ed-a09e-b60b68d9bd47', 'native', 'broadcast', '0x61e3a11876506c169a25c90a6f64fea5384d10f0', '0x7e57000000000000000000000000000000000001', NULL, 'ETH', 18, 2499978995252278000, 0, '0x03863613dcfb8ecdd49092b2d8ec2f5180fcd8eb7c6c0bbd10b8b3b642739662', '0x02f874827a6980843b9e3d22843b9e3d22825208947e570000000000000000000000000000000000018822b1b5a695f332f080c080a08aaa39087a3c1eb55ba7914dbc88fc2cd8faf7a26899ae16de53df0809d297baa0019cd9f4afeb44ed97f36ad31d575add155ee6c46ae57c13109247fa8ddf7336', 21004747722000, NULL, NULL, NULL, '', 1795887144, 1795887144);
INSERT INTO public.transfers VALUES (31337, '0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4', -1, '01a22337-06d8-701a-b88d-c59d5521707f', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xe42f4612e154153b68e241e8fde337e0c4dd6bbd', 1500000000000000000, 15, '0x2f9e10d2347680f5a0eda56e30207da50896bb76334ed42a9d68169c4d7bd3fb', 1795887148, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec', 0, '01a22337-073e-7789-882a-28f15dc716c8', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 12500000, 17, '0xaafcd5384cb48fcee5d7114425647d83ab50c44ec1d93ec107b0c9daa6cf1722', 1795887148, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x28d00da5ecc308e9acefdd9a4d784e6863006a79aa90a9d26c6aceb3076c0f89', -1, '01a22337-073e-7789-882a-28f15dc716c8', NULL, '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 71898883326551, 24, '0xe698f1142dc2256e0e211a6c6dd271582eab016a11919f31e626c0203e6e94bd', 1795887154, 'wrong_token', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0xf09fb4860cf8a20bd4950e944370d1942f06d7ef64786e3d3f4ce1883a5b5282', 0, '01a22337-073e-7789-882a-28f15dc716c8', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 1000000, 32, '0x494c42a7466072252395ec346e0ab1006d8be3e83a31f47a17df8044bb7787ac', 1795887160, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x91c7fafae00dcdf32643955343a24af236287b28d9c64611881e8caef3a1142e', -1, '01a22337-10b4-7160-a2df-80373caade34', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x4fb070ef70961d204961c69b954b99808b9694bc', 200000000000000000, 35, '0xab54881cbff6de978c27d00429cdadb754a13a5db3f07b3fd71e6f4d379a399b', 1795890762, 'late', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829', -1, '01a22337-110d-74c1-a348-2168221f86af', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x603049dcd328d58c9053ebe34f1692c0fac683f8', 100000000000000000, 33, '0x33fcf01c3d3e0605daa46aee52b7919c940fee68475fe05c03be02c80d898ae7', 1795887161, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x38e8a00f46d482277e8e0171d7007e8be2c8f99ee7098f56b386bd199cd9a46d', -1, '01a22337-1400-7787-860c-d2690486af08', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x3eb84b6a7b4707c20b6bca41b537055b61e84764', 300000000000000000, 43, '0xe0b924b1fdc5e373373e3ff1e8835336d04352ab0c0eaeb736e1d5865943a980', 1795890769, 'counts', 'final', 1);
INSERT INTO public.transfers VALUES (31337, '0x540336fd949922ab05434b81a739c79c8c0f07d305a30718be5dbf3d2b7d947a', -1, '01a22337-1630-7725-a629-f60b9a258f22', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xa642b057f48020e850581a05fe2dde506eabd50d', 10000000000000, 49, '0x5ef7218a819051dafe384bc590db9c0502e5ba9829fca4d565f98c48f07ee1d5', 1795890769, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x5d53943a516007a6167a04bb46d61dd2b86e78eea1642de796673f1c44801c5a', -1, '01a22337-1668-73ed-a09e-b60b68d9bd47', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x61e3a11876506c169a25c90a6f64fea5384d10f0', 1000000000000000000, 50, '0x70ed97d70252ef45b4fb595cb2a1cc891f6b257b88e4db23450c41adeefa9635', 1795890769, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x51279d3f9ed358dcb3a6bd882cbf3df8e0441c649277682b4bd0cf1ddcfa2c2e', -1, '01a22337-1668-73ed-a09e-b60b68d9bd47', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x61e3a11876506c169a25c90a6f64fea5384d10f0', 1500000000000000000, 51, '0x8cdf12d5e8248e8418b621572fa6531429529a1fa935259f97a5fe25d5b5764d', 1795890769, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0xee3f2a3f64b3af7458bcc6b390a8362963dbcc2f18186d92e2537d2b7fd2fbc7', -1, '01a22337-199b-710f-850f-625a9fe4afef', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xc529e5f8d5b162bc5dc9a6c546295cb9c6f0f41f', 700000000000000000, 60, '0x728c755c177cef4ea76a9de21c549d09cea3b76e5d6c353b0f16ce206a8c7d8f', 1795890776, 'counts', 'seen', 0);
INSERT INTO public.transfers VALUES (31337, '0x45efdac56deb79ae3ac83dccb47f63343c73c4c06524d42b2aed5d23d4519781', 0, '01a22337-19f4-734e-860b-968b140fce9c', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543', 2000000, 60, '0x728c755c177cef4ea76a9de21c549d09cea3b76e5d6c353b0f16ce206a8c7d8f', 1795890776, 'counts', 'seen', 0);
INSERT INTO public.transfers VALUES (31337, '0x9b0ed246826834decfd65db9d71a5ee792b2a7fa371a6505d968d482d80e7055', 1, '01a22337-1a3d-7047-bdd0-31f47f1bdb90', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xf625ecb69e3ece7bfbb315fd9c1e68b76be23d88', 2000000, 60, '0x728c755c177cef4ea76a9de21c549d09cea3b76e5d6c353b0f16ce206a8c7d8f', 1795890776, 'wrong_token', 'seen', 0);
INSERT INTO public.transfers VALUES (31337, '0x655cad979d18efd9e98dbe10da54a646c10ed2b405f59839b31f79e668d2cfd0', 0, '01a22337-1939-74a5-8b00-666ad873bae5', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xf51b647eda3277c35436f52c8a1de50308c08f9d', 7000000, 58, '0x1359db5574100dec177733d49f8b0b0115caff678828d91cf4595a860ddab439', 1795890775, 'counts', 'confirmed', 0);
INSERT INTO public.webhooks VALUES ('msg_01a22337-07a0-7003-b830-d44efea39d29', '01a22337-06d8-701a-b88d-c59d5521707f', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:32:18Z","data":{"payment_id":"01a22337-06d8-701a-b88d-c59d5521707f","seq":1,"status":"detected","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795887138720, 1795887140913, 1795887140913, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-07a4-7015-bef4-1c7dd72b7bbe', '01a22337-073e-7789-882a-28f15dc716c8', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:32:18Z","data":{"payment_id":"01a22337-073e-7789-882a-28f15dc716c8","seq":1,"status":"detected","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":1,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}', 'delivered', 1, 1795887138724, 1795887140913, 1795887140913, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-07f0-764d-97e0-b96f11b0c414', '01a22337-06d8-701a-b88d-c59d5521707f', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:32:18Z","data":{"payment_id":"01a22337-06d8-701a-b88d-c59d5521707f","seq":2,"status":"confirmed","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795887138800, 1795887140916, 1795887140916, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-0988-760e-b031-0fc8ae8fb243', '01a22337-06d8-701a-b88d-c59d5521707f', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:32:19Z","data":{"payment_id":"01a22337-06d8-701a-b88d-c59d5521707f","seq":3,"status":"paid","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795887139208, 1795887140920, 1795887140920, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-0999-7413-9c8f-cce6f8a82997', '01a22337-073e-7789-882a-28f15dc716c8', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:32:19Z","data":{"payment_id":"01a22337-073e-7789-882a-28f15dc716c8","seq":2,"status":"confirmed","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":6,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}', 'delivered', 1, 1795887139225, 1795887140916, 1795887140916, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-099a-7470-810c-87fc6ad1fe06', '01a22337-073e-7789-882a-28f15dc716c8', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:32:19Z","data":{"payment_id":"01a22337-073e-7789-882a-28f15dc716c8","seq":3,"status":"paid","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":6,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}', 'delivered', 1, 1795887139226, 1795887140918, 1795887140918, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-0d6c-733f-9698-fe852fe59992', '01a22337-06d8-701a-b88d-c59d5521707f', 4, 'payment.settled', NULL, '{"type":"payment.settled","timestamp":"2026-11-28T17:32:20Z","data":{"payment_id":"01a22337-06d8-701a-b88d-c59d5521707f","seq":4,"status":"settled","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":16,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795887140204, 1795887140922, 1795887140922, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-0d72-769a-8df8-db768b6173ba', '01a22337-073e-7789-882a-28f15dc716c8', 4, 'payment.settled', NULL, '{"type":"payment.settled","timestamp":"2026-11-28T17:32:20Z","data":{"payment_id":"01a22337-073e-7789-882a-28f15dc716c8","seq":4,"status":"settled","flags":["wrong_token"],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":14,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}', 'delivered', 1, 1795887140210, 1795887140922, 1795887140922, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-11b8-753d-8a52-8e0ca0d830c0', '01a22337-110d-74c1-a348-2168221f86af', 1, 'payment.partially_paid', NULL, '{"type":"payment.partially_paid","timestamp":"2026-11-28T17:32:21Z","data":{"payment_id":"01a22337-110d-74c1-a348-2168221f86af","seq":1,"status":"pending","flags":["underpaid"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}', 'delivered', 1, 1795887141304, 1795887141829, 1795887141829, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-120e-7013-a39a-804fb83934f3', '01a22337-110d-74c1-a348-2168221f86af', 2, 'payment.expired', NULL, '{"type":"payment.expired","timestamp":"2026-11-28T17:32:21Z","data":{"payment_id":"01a22337-110d-74c1-a348-2168221f86af","seq":2,"status":"expired","flags":["underpaid"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}', 'delivered', 1, 1795887141390, 1795887141832, 1795887141832, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-1321-7663-aaa4-bf8f9a5fcec8', '01a22337-10b4-7160-a2df-80373caade34', 2, 'payment.late', NULL, '{"type":"payment.late","timestamp":"2026-11-28T17:32:21Z","data":{"payment_id":"01a22337-10b4-7160-a2df-80373caade34","seq":2,"status":"expired","flags":["underpaid","late"],"address":"0x4fb070eF70961D204961c69B954B99808b9694BC","amount":"0.2","amount_raw":"200000000000000000","received":"0.2","received_raw":"200000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LATE","metadata":{},"transfers":[{"tx_hash":"0x91c7fafae00dcdf32643955343a24af236287b28d9c64611881e8caef3a1142e","log_index":null,"block_number":35,"amount_raw":"200000000000000000"}]}}', 'delivered', 1, 1795887141665, 1795887141832, 1795887141832, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-11ff-721d-bb93-e90bb905fb53', '01a22337-106f-7648-a7dd-b473e5b04a4a', 1, 'payment.expired', NULL, '{"type":"payment.expired","timestamp":"2026-11-28T17:32:21Z","data":{"payment_id":"01a22337-106f-7648-a7dd-b473e5b04a4a","seq":1,"status":"expired","flags":[],"address":"0x1454168e82efA260f49a6F86612cc6414Ba633e9","amount":"0.1","amount_raw":"100000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"UNPAID","metadata":{},"transfers":[]}}', 'delivered', 1, 1795887141375, 1795887141829, 1795887141829, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-120d-72da-9762-3cef7e5bc1f0', '01a22337-10b4-7160-a2df-80373caade34', 1, 'payment.expired', NULL, '{"type":"payment.expired","timestamp":"2026-11-28T17:32:21Z","data":{"payment_id":"01a22337-10b4-7160-a2df-80373caade34","seq":1,"status":"expired","flags":[],"address":"0x4fb070eF70961D204961c69B954B99808b9694BC","amount":"0.2","amount_raw":"200000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LATE","metadata":{},"transfers":[]}}', 'delivered', 1, 1795887141389, 1795887141829, 1795887141829, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-1487-77eb-8e05-6e8452af9126', '01a22337-1400-7787-860c-d2690486af08', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:32:22Z","data":{"payment_id":"01a22337-1400-7787-860c-d2690486af08","seq":1,"status":"detected","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0x38e8a00f46d482277e8e0171d7007e8be2c8f99ee7098f56b386bd199cd9a46d","log_index":null,"block_number":43,"amount_raw":"300000000000000000"}]}}', 'dead', 1, 1795887142023, 1795887142350, 1795887142350, 410, 'HTTP 410', NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-14c8-7231-8d6e-58f9ef9dd8ff', '01a22337-1400-7787-860c-d2690486af08', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:32:22Z","data":{"payment_id":"01a22337-1400-7787-860c-d2690486af08","seq":2,"status":"confirmed","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0x38e8a00f46d482277e8e0171d7007e8be2c8f99ee7098f56b386bd199cd9a46d","log_index":null,"block_number":43,"amount_raw":"300000000000000000"}]}}', 'dead', 1, 1795887142088, 1795887142356, 1795887142356, 410, 'HTTP 410', NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-14ca-7442-9f21-e42343657b83', '01a22337-1400-7787-860c-d2690486af08', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:32:22Z","data":{"payment_id":"01a22337-1400-7787-860c-d2690486af08","seq":3,"status":"paid","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0x38e8a00f46d482277e8e0171d7007e8be2c8f99ee7098f56b386bd199cd9a46d","log_index":null,"block_number":43,"amount_raw":"300000000000000000"}]}}', 'dead', 1, 1795887142090, 1795887142359, 1795887142359, 410, 'HTTP 410', NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-1555-76f8-8411-8fc6dcba5910', '01a22337-1400-7787-860c-d2690486af08', 4, 'payment.failed', NULL, '{"type":"payment.failed","timestamp":"2026-11-28T17:32:22Z","data":{"payment_id":"01a22337-1400-7787-860c-d2690486af08","seq":4,"status":"failed","flags":["reorged"],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LOST","metadata":{},"transfers":[]}}', 'dead', 1, 1795887142229, 1795887142365, 1795887142365, 410, 'HTTP 410', NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-17d2-7710-8445-611b5f29a087', '01a22337-1630-7725-a629-f60b9a258f22', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:32:22Z","data":{"payment_id":"01a22337-1630-7725-a629-f60b9a258f22","seq":2,"status":"confirmed","flags":[],"address":"0xa642b057F48020e850581a05Fe2Dde506EabD50D","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x540336fd949922ab05434b81a739c79c8c0f07d305a30718be5dbf3d2b7d947a","log_index":null,"block_number":49,"amount_raw":"10000000000000"}]}}', 'delivered', 1, 1795887142866, 1795887143126, 1795887143126, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-17d8-777c-87ff-52c174a73026', '01a22337-1630-7725-a629-f60b9a258f22', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:32:22Z","data":{"payment_id":"01a22337-1630-7725-a629-f60b9a258f22","seq":3,"status":"paid","flags":[],"address":"0xa642b057F48020e850581a05Fe2Dde506EabD50D","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x540336fd949922ab05434b81a739c79c8c0f07d305a30718be5dbf3d2b7d947a","log_index":null,"block_number":49,"amount_raw":"10000000000000"}]}}', 'delivered', 1, 1795887142872, 1795887143140, 1795887143140, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-1753-7764-a83a-80afbea9b0f0', '01a22337-1630-7725-a629-f60b9a258f22', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:32:22Z","data":{"payment_id":"01a22337-1630-7725-a629-f60b9a258f22","seq":1,"status":"detected","flags":[],"address":"0xa642b057F48020e850581a05Fe2Dde506EabD50D","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x540336fd949922ab05434b81a739c79c8c0f07d305a30718be5dbf3d2b7d947a","log_index":null,"block_number":49,"amount_raw":"10000000000000"}]}}', 'delivered', 1, 1795887142739, 1795887143120, 1795887143120, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-1754-74ac-b295-e0fcedcbfa51', '01a22337-1668-73ed-a09e-b60b68d9bd47', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:32:22Z","data":{"payment_id":"01a22337-1668-73ed-a09e-b60b68d9bd47","seq":1,"status":"detected","flags":["overpaid","multiple"],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x5d53943a516007a6167a04bb46d61dd2b86e78eea1642de796673f1c44801c5a","log_index":null,"block_number":50,"amount_raw":"1000000000000000000"},{"tx_hash":"0x51279d3f9ed358dcb3a6bd882cbf3df8e0441c649277682b4bd0cf1ddcfa2c2e","log_index":null,"block_number":51,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795887142740, 1795887143120, 1795887143120, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-17dc-72b3-9d71-66a79ea77244', '01a22337-1668-73ed-a09e-b60b68d9bd47', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:32:22Z","data":{"payment_id":"01a22337-1668-73ed-a09e-b60b68d9bd47","seq":2,"status":"confirmed","flags":["overpaid","multiple"],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x5d53943a516007a6167a04bb46d61dd2b86e78eea1642de796673f1c44801c5a","log_index":null,"block_number":50,"amount_raw":"1000000000000000000"},{"tx_hash":"0x51279d3f9ed358dcb3a6bd882cbf3df8e0441c649277682b4bd0cf1ddcfa2c2e","log_index":null,"block_number":51,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795887142876, 1795887143127, 1795887143127, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-17dd-7438-b62d-21d00ea17d65', '01a22337-1668-73ed-a09e-b60b68d9bd47', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:32:22Z","data":{"payment_id":"01a22337-1668-73ed-a09e-b60b68d9bd47","seq":3,"status":"paid","flags":["overpaid","multiple"],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x5d53943a516007a6167a04bb46d61dd2b86e78eea1642de796673f1c44801c5a","log_index":null,"block_number":50,"amount_raw":"1000000000000000000"},{"tx_hash":"0x51279d3f9ed358dcb3a6bd882cbf3df8e0441c649277682b4bd0cf1ddcfa2c2e","log_index":null,"block_number":51,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795887142877, 1795887143140, 1795887143140, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-1ac3-763e-9432-729e7406c2d2', '01a22337-1939-74a5-8b00-666ad873bae5', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:32:23Z","data":{"payment_id":"01a22337-1939-74a5-8b00-666ad873bae5","seq":1,"status":"detected","flags":[],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"7","amount_raw":"7000000","received":"7","received_raw":"7000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":4,"reference":"CONFIRMED","metadata":{},"transfers":[{"tx_hash":"0x655cad979d18efd9e98dbe10da54a646c10ed2b405f59839b31f79e668d2cfd0","log_index":0,"block_number":58,"amount_raw":"7000000"}]}}', 'delivered', 1, 1795887143619, 1795887164480, 1795887164480, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-1acd-75e2-a969-11b0f072d9d8', '01a22337-199b-710f-850f-625a9fe4afef', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:32:23Z","data":{"payment_id":"01a22337-199b-710f-850f-625a9fe4afef","seq":1,"status":"detected","flags":[],"address":"0xC529e5f8D5b162BC5dC9A6C546295cB9c6F0F41F","amount":"0.7","amount_raw":"700000000000000000","received":"0.7","received_raw":"700000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":2,"reference":"DETECTED","metadata":{},"transfers":[{"tx_hash":"0xee3f2a3f64b3af7458bcc6b390a8362963dbcc2f18186d92e2537d2b7fd2fbc7","log_index":null,"block_number":60,"amount_raw":"700000000000000000"}]}}', 'pending', 1, 1795887143629, 1795887169790, 1795887164480, 500, 'HTTP 500', NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-1ace-760e-aec5-5760c8ab880a', '01a22337-19f4-734e-860b-968b140fce9c', 1, 'payment.partially_paid', NULL, '{"type":"payment.partially_paid","timestamp":"2026-11-28T17:32:23Z","data":{"payment_id":"01a22337-19f4-734e-860b-968b140fce9c","seq":1,"status":"pending","flags":["underpaid"],"address":"0x0cc809982990ad21Fab2c8FE6d2AA4ee82Ec5543","amount":"9","amount_raw":"9000000","received":"2","received_raw":"2000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":0,"reference":"PART-2","metadata":{},"transfers":[{"tx_hash":"0x45efdac56deb79ae3ac83dccb47f63343c73c4c06524d42b2aed5d23d4519781","log_index":0,"block_number":60,"amount_raw":"2000000"}]}}', 'delivered', 1, 1795887143630, 1795887164480, 1795887164480, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a22337-1b35-76c5-a45f-001ab308d826', '01a22337-1939-74a5-8b00-666ad873bae5', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:32:23Z","data":{"payment_id":"01a22337-1939-74a5-8b00-666ad873bae5","seq":2,"status":"confirmed","flags":[],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"7","amount_raw":"7000000","received":"7","received_raw":"7000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":4,"reference":"CONFIRMED","metadata":{},"transfers":[{"tx_hash":"0x655cad979d18efd9e98dbe10da54a646c10ed2b405f59839b31f79e668d2cfd0","log_index":0,"block_number":58,"amount_raw":"7000000"}]}}', 'delivered', 1, 1795887143733, 1795887164482, 1795887164482, 200, NULL, NULL);
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
CREATE INDEX payments_chain_status ON public.payments USING btree (chain, status);
CREATE INDEX payments_created ON public.payments USING btree (chain_id, created_at);
CREATE INDEX payments_pending ON public.payments USING btree (chain_id, expires_at) WHERE (status = 'pending'::text);
CREATE INDEX payments_reference ON public.payments USING btree (reference) WHERE (reference IS NOT NULL);
CREATE INDEX payments_status ON public.payments USING btree (status, id);
CREATE INDEX payments_sweep_due ON public.payments USING btree (chain_id, derivation_index) WHERE (sweep_due = 1);
CREATE INDEX payments_watched ON public.payments USING btree (chain_id, watch_until);
CREATE INDEX payments_watched_native ON public.payments USING btree (chain_id, watch_until) WHERE (token IS NULL);
CREATE UNIQUE INDEX sweeps_nonce ON public.sweeps USING btree (chain_id, from_address, nonce) WHERE (state <> 'dropped'::text);
CREATE INDEX sweeps_open ON public.sweeps USING btree (chain_id, created_at) WHERE (state = ANY (ARRAY['signed'::text, 'broadcast'::text, 'mined'::text]));
CREATE INDEX sweeps_payment ON public.sweeps USING btree (payment_id);
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
ALTER TABLE ONLY public.sweeps
    ADD CONSTRAINT sweeps_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);
ALTER TABLE ONLY public.transfers
    ADD CONSTRAINT transfers_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);
ALTER TABLE ONLY public.webhooks
    ADD CONSTRAINT webhooks_payment_id_fkey FOREIGN KEY (payment_id) REFERENCES public.payments(id);
