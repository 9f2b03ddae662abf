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
INSERT INTO public.archived_payments VALUES ('01a2234d-beda-7219-bd04-0b340283a591', 31337, '0x58a57ed9d8d624cbd12e2c467d34787555bb1b25', 0, 0, 'archived-1', 'ctrip-archive-20261128T175710Z-8d65e8686229fab4.jsonl.gz', 1795888630);
INSERT INTO public.archived_transfers VALUES (31337, '0x627e8dfe13b7eae39a78abd6d9fc52c4a876b92e333f316a0226d3e35e058040', -1, '01a2234d-beda-7219-bd04-0b340283a591', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x58a57ed9d8d624cbd12e2c467d34787555bb1b25', 10000000000000000, 14, '0xaabae227fefa3eafbdef5bec067dd1117fb6cbf71daf5c5e83e8dabf3fcd8968', 1795888640);
INSERT INTO public.chains VALUES (31337, 'anvil', 75, '0x0cb8c5c85a1a2e0d2a195f67c935d26eb0919e264f21f1b21cec49c145b13f17', 1795892281, 75, 71, 1795888637);
INSERT INTO public.checkpoints VALUES (31337, 1, '0x65c25259c101e250e3f4093897a485af8df9240936eb11eb6fa5d535119ce3a3', 1795888626);
INSERT INTO public.checkpoints VALUES (31337, 0, '0xc07540019d2b1b99ed79a4cb0b1cd53f5e36dd2f61e1a002cc96715d70764b23', 1795888626);
INSERT INTO public.checkpoints VALUES (31337, 2, '0x254b05fd85269d47b14855f4920a8cd4420dc7240a4e57d3c1948bfa6136f185', 1795888627);
INSERT INTO public.checkpoints VALUES (31337, 7, '0x2bb714b127d57a64799f6fc3499f95f1945b02099bce66f9b1ba1240b89f6f11', 1795888632);
INSERT INTO public.checkpoints VALUES (31337, 13, '0xd112cabef02b127c8bb51ece1f22907ea98e6658c3d325e01a1e5cce2bbcf2d4', 1795888638);
INSERT INTO public.checkpoints VALUES (31337, 14, '0xaabae227fefa3eafbdef5bec067dd1117fb6cbf71daf5c5e83e8dabf3fcd8968', 1795888640);
INSERT INTO public.checkpoints VALUES (31337, 17, '0x90084e81e87b3a8b7e102fab3f5adefd3c8185c9501818fa9627c27c5f807e4c', 1795888640);
INSERT INTO public.checkpoints VALUES (31337, 22, '0xc8708b88fffd770a564b967b2f45c2e732690a4eb97d4b5171b9058e4be8c280', 1795888645);
INSERT INTO public.checkpoints VALUES (31337, 30, '0x8af6938f628ac21e52be3ad5c430b16235dfb4be57a07e7d95bc5e02891a772c', 1795888651);
INSERT INTO public.checkpoints VALUES (31337, 32, '0x94715a2a8b4e897bdfceae2b719760055eafe1718398470f1d9b3d2a709a4604', 1795888652);
INSERT INTO public.checkpoints VALUES (31337, 34, '0x5d76b68a5d656092751c8a58abdd55749741f35f64fd98b1899e218111f5c3ec', 1795892253);
INSERT INTO public.checkpoints VALUES (31337, 35, '0x54aeae8fd200c24a416b39471f8c7111b12e2d40cb1230007d11e6a9bc3f09f3', 1795892254);
INSERT INTO public.checkpoints VALUES (31337, 40, '0x8b6ea711dba63d19051782c78f14082c4c5832c33727daaba24f08f4297a9dc2', 1795892259);
INSERT INTO public.checkpoints VALUES (31337, 49, '0xb68de6916dfe0b660d0e886288846f8694557b5867baf7c214b191e25f354fb0', 1795892265);
INSERT INTO public.checkpoints VALUES (31337, 56, '0xbd4565052890d2b4718d60fb9cb9d094e0f7f4c09d5d21cd62b4e2b8afb59762', 1795892273);
INSERT INTO public.checkpoints VALUES (31337, 62, '0xb6b4b37060d904be2f76ec5ae5d6f1c7297ff9bd72f48ae9aa4f9a26d4a809df', 1795892273);
INSERT INTO public.checkpoints VALUES (31337, 70, '0xabc13907118e02fafdb90ce4df8e5108fd7ab1834d819d7e0c0dd82f67ea7fcd', 1795892278);
INSERT INTO public.checkpoints VALUES (31337, 75, '0x0cb8c5c85a1a2e0d2a195f67c935d26eb0919e264f21f1b21cec49c145b13f17', 1795892281);
INSERT INTO public.counters VALUES ('derivation_index', 15);
INSERT INTO public.counters VALUES ('payment_number', 15);
INSERT INTO public.job_runs VALUES ('archive', '', 1795888630060, 41, 0, '');
INSERT INTO public.job_runs VALUES ('confirm', 'anvil', 1795888637860, 29, 0, '');
INSERT INTO public.job_runs VALUES ('sweep', 'anvil', 1795888638228, 20140, 0, '');
INSERT INTO public.job_runs VALUES ('send-webhooks', '', 1795888658437, 44, 69, '1 webhook messages were not delivered: 1 will be tried again, 0 were given up');
INSERT INTO public.job_runs VALUES ('scan', 'anvil', 1795888658562, 40, 0, '');
INSERT INTO public.nodes VALUES (31337, '58b0abf19a7d86095c2ce4c0dc3cc965', 0, 0, NULL, NULL, NULL, NULL, 'override', NULL, 1795888633050);
INSERT INTO public.payment_history VALUES ('01a2234d-ca82-745d-ac11-ff197a4409ba', 1, 'payment.detected', 'pending', 'detected', '1.5 of 1.5 ETH arrived', 1795888630);
INSERT INTO public.payment_history VALUES ('01a2234d-cac9-768b-888f-6a758ad0601c', 1, 'payment.detected', 'pending', 'detected', '12.5 of 12.5 USDT arrived', 1795888630);
INSERT INTO public.payment_history VALUES ('01a2234d-ca82-745d-ac11-ff197a4409ba', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795888630);
INSERT INTO public.payment_history VALUES ('01a2234d-ca82-745d-ac11-ff197a4409ba', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795888630);
INSERT INTO public.payment_history VALUES ('01a2234d-cac9-768b-888f-6a758ad0601c', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795888631);
INSERT INTO public.payment_history VALUES ('01a2234d-cac9-768b-888f-6a758ad0601c', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795888631);
INSERT INTO public.payment_history VALUES ('01a2234d-ca82-745d-ac11-ff197a4409ba', 4, 'payment.settled', 'paid', 'settled', 'the money is in the treasury', 1795888632);
INSERT INTO public.payment_history VALUES ('01a2234d-cac9-768b-888f-6a758ad0601c', 4, 'payment.settled', 'paid', 'settled', 'the money is in the treasury', 1795888632);
INSERT INTO public.payment_history VALUES ('01a2234d-d452-71fb-9616-de1a6bdba494', 1, 'payment.partially_paid', 'pending', 'pending', '0.1 of 0.4 ETH so far', 1795888633);
INSERT INTO public.payment_history VALUES ('01a2234d-d382-7595-aa47-f6c8307f9446', 1, 'payment.expired', 'pending', 'expired', 'the deadline passed without enough', 1795888633);
INSERT INTO public.payment_history VALUES ('01a2234d-d3dd-743d-8ef2-22184dbb1e4e', 1, 'payment.expired', 'pending', 'expired', 'the deadline passed without enough', 1795888633);
INSERT INTO public.payment_history VALUES ('01a2234d-d452-71fb-9616-de1a6bdba494', 2, 'payment.expired', 'pending', 'expired', 'the deadline passed without enough', 1795888633);
INSERT INTO public.payment_history VALUES ('01a2234d-d3dd-743d-8ef2-22184dbb1e4e', 2, 'payment.late', 'expired', 'expired', '0.2 of 0.2 ETH so far', 1795888633);
INSERT INTO public.payment_history VALUES ('01a2234d-d452-71fb-9616-de1a6bdba494', 3, 'payment.detected', 'expired', 'detected', 'the rest was paid in cash', 1795888633);
INSERT INTO public.payment_history VALUES ('01a2234d-d452-71fb-9616-de1a6bdba494', 4, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795888633);
INSERT INTO public.payment_history VALUES ('01a2234d-d452-71fb-9616-de1a6bdba494', 5, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795888633);
INSERT INTO public.payment_history VALUES ('01a2234d-d452-71fb-9616-de1a6bdba494', 6, 'payment.settled', 'paid', 'settled', 'the money is in the treasury', 1795888635);
INSERT INTO public.payment_history VALUES ('01a2234d-df25-715b-bab2-bea625450411', 1, 'payment.detected', 'pending', 'detected', '0.3 of 0.3 ETH arrived', 1795888635);
INSERT INTO public.payment_history VALUES ('01a2234d-df25-715b-bab2-bea625450411', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795888636);
INSERT INTO public.payment_history VALUES ('01a2234d-df25-715b-bab2-bea625450411', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795888636);
INSERT INTO public.payment_history VALUES ('01a2234d-df25-715b-bab2-bea625450411', 4, 'payment.failed', 'paid', 'failed', 'money that had been final vanished from the chain', 1795888636);
INSERT INTO public.payment_history VALUES ('01a2234d-e1f1-75ae-9518-a3fd7f1195f7', 1, 'payment.failed', 'pending', 'failed', 'out of stock', 1795888636);
INSERT INTO public.payment_history VALUES ('01a2234d-e321-77f2-b41c-c7b5201cd0fc', 1, 'payment.detected', 'pending', 'detected', '0.00001 of 0.00001 ETH arrived', 1795888636);
INSERT INTO public.payment_history VALUES ('01a2234d-e380-77f5-92c7-0e34b0b4ec9e', 1, 'payment.detected', 'pending', 'detected', '2.5 of 2 ETH arrived', 1795888636);
INSERT INTO public.payment_history VALUES ('01a2234d-e321-77f2-b41c-c7b5201cd0fc', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795888637);
INSERT INTO public.payment_history VALUES ('01a2234d-e321-77f2-b41c-c7b5201cd0fc', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795888637);
INSERT INTO public.payment_history VALUES ('01a2234d-e380-77f5-92c7-0e34b0b4ec9e', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795888637);
INSERT INTO public.payment_history VALUES ('01a2234d-e380-77f5-92c7-0e34b0b4ec9e', 3, 'payment.paid', 'confirmed', 'paid', 'final on the chain', 1795888637);
INSERT INTO public.payment_history VALUES ('01a2234d-e5bd-712f-8b39-4bc048fa1896', 1, 'payment.detected', 'pending', 'detected', '7 of 7 USDT arrived', 1795888637);
INSERT INTO public.payment_history VALUES ('01a2234d-e609-7236-a042-b8d53d927ba6', 1, 'payment.detected', 'pending', 'detected', '0.7 of 0.7 ETH arrived', 1795888637);
INSERT INTO public.payment_history VALUES ('01a2234d-e665-770e-ac0f-627dead24bda', 1, 'payment.partially_paid', 'pending', 'pending', '2 of 9 USDT so far', 1795888637);
INSERT INTO public.payment_history VALUES ('01a2234d-e5bd-712f-8b39-4bc048fa1896', 2, 'payment.confirmed', 'detected', 'confirmed', '3 blocks deep', 1795888637);
INSERT INTO public.payments VALUES ('01a2234d-cac9-768b-888f-6a758ad0601c', 'settled', 'anvil', 31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, '21c27a0f47d0c7f9', 3, '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 12500000, 12500000, 13500000, 0, 'overpaid,multiple', 4, 3, 17, 'ORDER-2', '{"customer":"77"}', NULL, NULL, 'f70a6b8359207dd5354e6a3dcf5ab818454b9b136daf8b6fb1417149b769725f', 1795975040, 1796579840, 1795888630, 1795888632, 0, 1, 0, 4, 3, NULL, 0, 0, NULL, 0);
INSERT INTO public.payments VALUES ('01a2234d-c9b8-705d-8335-ee3b0401f455', 'pending', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 1, '0x0d3eb21b6b21833a4939cfff4810e9ae0758e12c', 250000000000000000, 250000000000000000, 0, 0, '', 0, 3, NULL, 'WATCHED', '{}', NULL, NULL, '971a7a6b9ff13cf5b1325e282fb2df9897e12d5b22e2a78adfba89223545af18', 1795975038, 1796579838, 1795888630, 1795888630, 0, 0, 0, 0, 1, NULL, 0, 0, 75, 1795892281);
INSERT INTO public.payments VALUES ('01a2234d-ca82-745d-ac11-ff197a4409ba', 'settled', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 2, '0xe42f4612e154153b68e241e8fde337e0c4dd6bbd', 1500000000000000000, 1500000000000000000, 1500000000000000000, 0, '', 4, 3, 15, 'ORDER-1', '{}', NULL, 'key-1', 'fe9486d861121b08bdb281feca683e95f6d53387ac4da4b3d1ea2673f2855b95', 1795975040, 1796579840, 1795888630, 1795888632, 0, 1, 0, 4, 2, NULL, 0, 0, 75, 1795892281);
INSERT INTO public.payments VALUES ('01a2234d-d382-7595-aa47-f6c8307f9446', 'expired', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 4, '0x1454168e82efa260f49a6f86612cc6414ba633e9', 100000000000000000, 100000000000000000, 0, 0, '', 1, 3, NULL, 'UNPAID', '{}', NULL, NULL, '8681184c90fc8e902f8311c3312ad3564921ed3a33a84b9b2b4815cad5af58a7', 1795888682, 1796493482, 1795888632, 1795888633, 1, 0, 0, 1, 4, NULL, 0, 0, 75, 1795892281);
INSERT INTO public.payments VALUES ('01a2234d-e665-770e-ac0f-627dead24bda', 'pending', 'anvil', 31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, '21c27a0f47d0c7f9', 13, '0xf625ecb69e3ece7bfbb315fd9c1e68b76be23d88', 9000000, 9000000, 2000000, 0, 'underpaid', 1, 3, NULL, 'PART-2', '{}', NULL, NULL, '26fcb0fc388ac15f981ccf3cf9232584477d4630c4d8ea43d960677b2395809a', 1795978678, 1796583478, 1795888637, 1795888637, 0, 0, 0, 1, 13, NULL, 0, 0, NULL, 0);
INSERT INTO public.payments VALUES ('01a2234d-e5bd-712f-8b39-4bc048fa1896', 'confirmed', 'anvil', 31337, '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, '21c27a0f47d0c7f9', 11, '0xc529e5f8d5b162bc5dc9a6c546295cb9c6f0f41f', 7000000, 7000000, 7000000, 0, '', 2, 3, 72, 'CONFIRMED', '{}', NULL, NULL, '20a8fe806a1f468b4bd496d6f581530084ed9488f45c8493588cf6ca39652f70', 1795978678, 1796583478, 1795888637, 1795888637, 0, 0, 0, 2, 11, NULL, 0, 0, NULL, 0);
INSERT INTO public.payments VALUES ('01a2234d-d3dd-743d-8ef2-22184dbb1e4e', 'expired', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 5, '0x4fb070ef70961d204961c69b954b99808b9694bc', 200000000000000000, 200000000000000000, 200000000000000000, 200000000000000000, 'underpaid,late', 2, 3, NULL, 'LATE', '{}', NULL, NULL, '6a8ef8b88346a77ba31cf810bc3a46cb86392eae05c9a7e832a523bedcaf274d', 1795888682, 1796493482, 1795888632, 1795888633, 1, 0, 0, 2, 5, NULL, 0, 0, 75, 1795892281);
INSERT INTO public.payments VALUES ('01a2234d-d452-71fb-9616-de1a6bdba494', 'settled', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 6, '0x603049dcd328d58c9053ebe34f1692c0fac683f8', 400000000000000000, 400000000000000000, 100000000000000000, 0, 'manual', 6, 3, 33, 'PART', '{}', NULL, NULL, '54ab58f10972eee30e62f26086c2a51fb0f3959b081297bcb0e2317e55480430', 1795888682, 1796493482, 1795888632, 1795888635, 1, 1, 0, 5, 6, 100000000000000000, 0, 0, 75, 1795892281);
INSERT INTO public.payments VALUES ('01a2234d-df25-715b-bab2-bea625450411', 'failed', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 7, '0x3eb84b6a7b4707c20b6bca41b537055b61e84764', 300000000000000000, 300000000000000000, 0, 0, 'reorged', 4, 3, NULL, 'LOST', '{}', NULL, NULL, '399753d7e1a7d58dd61f8d1ca5e979b63082a12a804b3ee1c2c45df7523df22e', 1795978665, 1796583465, 1795888635, 1795888636, 0, 0, 1, 3, 7, NULL, 0, 1, 75, 1795892281);
INSERT INTO public.payments VALUES ('01a2234d-e1f1-75ae-9518-a3fd7f1195f7', 'failed', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 8, '0xa642b057f48020e850581a05fe2dde506eabd50d', 3000000000000000000, 3000000000000000000, 0, 0, 'manual', 1, 3, NULL, 'CANCELLED', '{}', NULL, NULL, 'b0b7f466dcbd6207058c211813843be50ccddecce428c8c0375ff07727d91222', 1795978673, 1796583473, 1795888636, 1795888636, 0, 0, 0, 1, 8, NULL, 1, 0, 75, 1795892281);
INSERT INTO public.payments VALUES ('01a2234d-e321-77f2-b41c-c7b5201cd0fc', 'paid', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 9, '0x61e3a11876506c169a25c90a6f64fea5384d10f0', 10000000000000, 10000000000000, 10000000000000, 0, '', 3, 3, 63, 'DUST', '{}', NULL, NULL, '2c8db9c9926794317abdfa9c7ab9d95637c6b00852477a637aaa3d9c0b635293', 1795978673, 1796583473, 1795888636, 1795888637, 0, 0, 1, 2, 9, NULL, 0, 0, 75, 1795892281);
INSERT INTO public.payments VALUES ('01a2234d-e380-77f5-92c7-0e34b0b4ec9e', 'paid', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 10, '0xf51b647eda3277c35436f52c8a1de50308c08f9d', 2000000000000000000, 2000000000000000000, 2500000000000000000, 0, 'overpaid,multiple', 3, 3, 65, 'OVERPAID', '{"customer":"78"}', NULL, NULL, 'b591e30f66f0b3c6e023353a9e7ac2700602ba0df03d79bc0a84743968d2dbed', 1795978673, 1796583473, 1795888636, 1795888637, 0, 0, 1, 2, 10, NULL, 0, 0, 75, 1795892281);
INSERT INTO public.payments VALUES ('01a2234d-e609-7236-a042-b8d53d927ba6', 'detected', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 12, '0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543', 700000000000000000, 700000000000000000, 700000000000000000, 0, '', 1, 3, 74, 'DETECTED', '{}', NULL, NULL, '2b84a17e3fc911df55ae4872fbd7f3c4ed287390973afd5d8888e0c040a382b9', 1795978678, 1796583478, 1795888637, 1795888637, 0, 0, 0, 1, 12, NULL, 0, 0, 75, 1795892281);
INSERT INTO public.payments VALUES ('01a2234d-e6bd-7529-99c8-44c5ec91a306', 'pending', 'anvil', 31337, NULL, 'ETH', 18, '21c27a0f47d0c7f9', 14, '0x20b3a8cbfcc2225b2f5fe64a9dc6bfe4c11d9df9', 900000000000000000, 900000000000000000, 0, 0, 'wrong_token', 0, 3, NULL, 'WRONG-TOKEN', '{}', NULL, NULL, '276d1a6f023f68e32a9e4ea88b5faf48770c55f4602b41baf1f74bbbc204c1db', 1795978678, 1796583478, 1795888637, 1795888637, 0, 0, 0, 1, 14, NULL, 0, 0, 75, 1795892281);
INSERT INTO public.schema_migrations VALUES (1, 'initial', 'a38e16f1faf31d7d167e0c56d83f67b6f4932222b2bfc999e9d9b882685707af', 1795888627);
INSERT INTO public.schema_migrations VALUES (2, 'books', '2ff1c461f4d7c8bacd56858b9140604da56a802d7ba1cee112bcc984b129c678', 1795888627);
INSERT INTO public.sweeps VALUES ('01a2234d-cd16-71a6-afcb-9cfe71775970', 31337, '01a2234d-ca82-745d-ac11-ff197a4409ba', 'native', 'final', '0xe42f4612e154153b68e241e8fde337e0c4dd6bbd', '0x7e57000000000000000000000000000000000001', NULL, 'ETH', 18, 1499977078976973000, 0, '0xa06990d225db4360dd1a24938820eaeb880c2e0ba9ca5d10672d4aa6a45e3367', '0x02f874827a698084410e9f2784410e9f27825208947e570000000000000000000000000000000000018814d0fd34c3a688c880c001a07c877d0ee9409b85549009325b244b6cdfaba79f060a882a03d96a58f8ae7f83a07240ae6b4bc0f83af0685943d3e54a20f0495388493acd7e0222f894013185a5', 22921023027000, 23, '0x8a19de526a39031f45268f9f06be687feab6acd84b59eb20e045f1266b0f6722', 22921023027000, '', 1795888631, 1795888632);
INSERT INTO public.sweeps VALUES ('01a2234d-cd18-738c-aac3-beeec60721c5', 31337, '01a2234d-cac9-768b-888f-6a758ad0601c', 'topup', 'final', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', NULL, 'ETH', 18, 71898883326551, 0, '0x28d00da5ecc308e9acefdd9a4d784e6863006a79aa90a9d26c6aceb3076c0f89', '0x02f872827a6980843b9aca0084410e9f27825208942f07c220dc62ce9531bc44b695a6d93578806d8d8641644366825780c080a0ccbe872a6e3567c92e7e819794149a95b5976e005151e0e0b6510e9cf35837c2a0734e0249d7afd7a8a685ee09ca31ed22004b384b51b050fe92088890abc2c155', 22921023027000, 24, '0xdfd455445ce6acad11255c6df2b78cdf86825f531597c597faf0b984062fe8d9', 21980718291000, '', 1795888631, 1795888632);
INSERT INTO public.sweeps VALUES ('01a2234d-ce1c-7534-b84e-fb259ea48b9f', 31337, '01a2234d-cac9-768b-888f-6a758ad0601c', 'token', 'final', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', '0x7e57000000000000000000000000000000000001', '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, 12500000, 0, '0xbaa402fbf2163db0cc7b917c22b0cc5f212354dc60966ed3066a982bc0f3b00d', '0x02f8b2827a6980843b9aca00843fc7afeb83010151945fbdb2315678afecb367f032d93f642f64180aa380b844a9059cbb0000000000000000000000007e570000000000000000000000000000000000010000000000000000000000000000000000000000000000000000000000bebc20c001a064985e8cba7bc992c05f58c55959dbda65f84527112ecf42a506fd030b9db15aa0581c4fda4364073ba21cee01a0de7f0262729c275a223e71be6bdde2ffb777a7', 70487489746011, 25, '0x76b7912a0f1b8bf80d8d5cc6aaaa105eb47296bd249931dbf673ecb6a061c65f', 57336402996975, '', 1795888631, 1795888632);
INSERT INTO public.sweeps VALUES ('01a2234d-d8c9-756e-a52f-414bd0b63e2d', 31337, '01a2234d-cac9-768b-888f-6a758ad0601c', 'topup', 'final', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', NULL, 'ETH', 18, 32890599839908, 1, '0x1da45a50f89be8f1a3581b48266fc48a18af8bbe889e899e43ae4d564abe3aa9', '0x02f872827a6901843b9aca00843c1942d4825208942f07c220dc62ce9531bc44b695a6d93578806d8d861de9f08518a480c001a09c73defa9891c4a0a0997c7a4f51bfe2323bed72ab5fc04224a7637fee7924baa039e35c80b46fc476bcc1ecb07aebab0a94428b6dac83898b67b96fcf8f796716', 21174057828000, 41, '0x14a40d11d4608549c7c427120a50546d6d796179c924a7dabbfa3426f227506b', 21101533740000, '', 1795888634, 1795888635);
INSERT INTO public.sweeps VALUES ('01a2234d-d8cc-76cd-b70d-91939367539e', 31337, '01a2234d-d452-71fb-9616-de1a6bdba494', 'native', 'final', '0x603049dcd328d58c9053ebe34f1692c0fac683f8', '0x7e57000000000000000000000000000000000001', NULL, 'ETH', 18, 99978825942172000, 0, '0x67a37b40316aceff04b7293f41889e396f1348bbbf9516b741d3d19afbc86d32', '0x02f874827a6980843c1942d4843c1942d4825208947e5700000000000000000000000000000000000188016332366558016080c080a02e52090550906e8ff2aa0ed83bf8d93316bcc5adbdf11ccd42d3b94df4d18dcba07fa8277b864b1af0579fcaf6d55b6899c406646df84d1ca5404bc3968d02c964', 21174057828000, 42, '0x0858d6b3f59b7242facba82cd5b592a21b37528f80f8306e614b7af87d0f1cf6', 21174057828000, '', 1795888634, 1795888635);
INSERT INTO public.sweeps VALUES ('01a2234d-d9d9-7681-819a-794e13da4430', 31337, '01a2234d-cac9-768b-888f-6a758ad0601c', 'topup', 'final', '0xa0ee7a142d267c1f36714e4a8f75612f20a79720', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', NULL, 'ETH', 18, 99571659730, 2, '0x5c61fc6eadb07f895f98aa1f5088b0d8e39ecb0082c81f9111f50f7760caab51', '0x02f871827a6902843bd8b1d9843c398b52825208942f07c220dc62ce9531bc44b695a6d93578806d8d85172eeef3d280c001a0dd355de543ad05fa977be748b3b134fcee384e2ee007e51c88f00fd3b9df07c7a00deb791ba6ded2db50b2aad0de1b3a6e6b98ce670dc05b2c88555e7ba4d00a06', 21218487738000, 43, '0x30f9d4930923773c0ed8d4751acf2fd180ec94eb9213c19c5b9732305cf2542c', 21162965922000, '', 1795888634, 1795888635);
INSERT INTO public.sweeps VALUES ('01a2234d-dade-74cd-891b-d8dfb35b9021', 31337, '01a2234d-cac9-768b-888f-6a758ad0601c', 'token', 'final', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', '0x7e57000000000000000000000000000000000001', '0x5fbdb2315678afecb367f032d93f642f64180aa3', 'USDT', 6, 1000000, 1, '0x4cb4d620b3baacb8eba1367487abd7f0ec0723a29ccb6492748d0d3ee568ce12', '0x02f8b1827a6901843bd8b1d9843c2d747b82b7d7945fbdb2315678afecb367f032d93f642f64180aa380b844a9059cbb0000000000000000000000007e5700000000000000000000000000000000000100000000000000000000000000000000000000000000000000000000000f4240c001a056b203971f13ff1ed270025158176ad08c8dfe1131ce1792335368d55f7accc9a04f4ae7694bfd0fab2dc3e032a5208123d1cb20bc6a58082cbf20ad82764be525', 47515364802637, 44, '0x2b4ca451dcb4d6427d61a48bbf91ba9910ad8cab1f648a1e82119e640e8728c3', 38262215517610, '', 1795888634, 1795888635);
INSERT INTO public.sweeps VALUES ('01a2234d-e922-7307-8a4a-e15b424abe08', 31337, '01a2234d-e380-77f5-92c7-0e34b0b4ec9e', 'native', 'broadcast', '0xf51b647eda3277c35436f52c8a1de50308c08f9d', '0x7e57000000000000000000000000000000000001', NULL, 'ETH', 18, 2499978999267058000, 0, '0xe6fc04d03fde34b4354239f20955423075479be09195d2b7abf5280eb71ce83b', '0x02f874827a6980843b9b5256843b9b5256825208947e570000000000000000000000000000000000018822b1b5a7853fe15080c001a0697ab19ede632502c307a9b1365ee24fb1c1858ec51ba071f460cc6dcf3c5470a04634dbec0bc5e206480f0d25d3674161bee7ec54c5e227853639110d2a1d2c58', 21000732942000, NULL, NULL, NULL, '', 1795888638, 1795888638);
INSERT INTO public.transfers VALUES (31337, '0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4', -1, '01a2234d-ca82-745d-ac11-ff197a4409ba', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xe42f4612e154153b68e241e8fde337e0c4dd6bbd', 1500000000000000000, 15, '0x91734668d4e1db8a8d88879ce52fdcaa26076b8cec0a55d30d1ad82c89a787e3', 1795888640, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec', 0, '01a2234d-cac9-768b-888f-6a758ad0601c', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 12500000, 17, '0x90084e81e87b3a8b7e102fab3f5adefd3c8185c9501818fa9627c27c5f807e4c', 1795888640, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0xf09fb4860cf8a20bd4950e944370d1942f06d7ef64786e3d3f4ce1883a5b5282', 0, '01a2234d-cac9-768b-888f-6a758ad0601c', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x2f07c220dc62ce9531bc44b695a6d93578806d8d', 1000000, 32, '0x94715a2a8b4e897bdfceae2b719760055eafe1718398470f1d9b3d2a709a4604', 1795888652, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x91c7fafae00dcdf32643955343a24af236287b28d9c64611881e8caef3a1142e', -1, '01a2234d-d3dd-743d-8ef2-22184dbb1e4e', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x4fb070ef70961d204961c69b954b99808b9694bc', 200000000000000000, 35, '0x54aeae8fd200c24a416b39471f8c7111b12e2d40cb1230007d11e6a9bc3f09f3', 1795892254, 'late', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829', -1, '01a2234d-d452-71fb-9616-de1a6bdba494', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x603049dcd328d58c9053ebe34f1692c0fac683f8', 100000000000000000, 33, '0x96a85d40ff22311a13aaeada72452b6aea153fe7b03a004ef82898cd3dfe5092', 1795888652, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0xff270ca903fb32f8b9a50118ca24d2a8ca11d9e77dca51abb9e1e09d88710e71', -1, '01a2234d-df25-715b-bab2-bea625450411', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x3eb84b6a7b4707c20b6bca41b537055b61e84764', 300000000000000000, 57, '0x40b8799cba2d49ace4d41272c6b4ea97aed017e2413f5b0f3e2ab59627c78a3f', 1795892273, 'counts', 'final', 1);
INSERT INTO public.transfers VALUES (31337, '0x736987c29dd13e768e6167417559714925353d1000aa0ee39edab1afeea565ac', -1, '01a2234d-e321-77f2-b41c-c7b5201cd0fc', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x61e3a11876506c169a25c90a6f64fea5384d10f0', 10000000000000, 63, '0xaf097f3b2c0134f0da07845dde9fbe460d31a69981b6290671724f66f04a778e', 1795892273, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x99933d109867d070805b6cd3b2a8d92c370d4addce97cb2319249a9fd24b5445', -1, '01a2234d-e380-77f5-92c7-0e34b0b4ec9e', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xf51b647eda3277c35436f52c8a1de50308c08f9d', 1000000000000000000, 64, '0x09a1458f0d44766246ccf4943da15661924eab795ac0c0d42ff52d02acbb6212', 1795892273, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0xd3d119cb037adee54af9c51d90604a97d44e4076b73af35a37f9d8456c594180', -1, '01a2234d-e380-77f5-92c7-0e34b0b4ec9e', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xf51b647eda3277c35436f52c8a1de50308c08f9d', 1500000000000000000, 65, '0x01ffbce0086d2b76ccb023a77fb2b54c0ff6bb1a15ac0391f89f6b974f9a8965', 1795892273, 'counts', 'final', 0);
INSERT INTO public.transfers VALUES (31337, '0x0bbb12fbff821d47f362f89f96dec706bd2c754314220f19ea9247034e92221e', -1, '01a2234d-e609-7236-a042-b8d53d927ba6', NULL, '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543', 700000000000000000, 74, '0x1720e9cd1d505858b19059a6ac7bd3388672893662952e966f3ecbd75b350249', 1795892280, 'counts', 'seen', 0);
INSERT INTO public.transfers VALUES (31337, '0x01b90455f76cd961a427572d17d7b85cb16b4adb50497446c1a36238305adfec', 0, '01a2234d-e665-770e-ac0f-627dead24bda', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xf625ecb69e3ece7bfbb315fd9c1e68b76be23d88', 2000000, 74, '0x1720e9cd1d505858b19059a6ac7bd3388672893662952e966f3ecbd75b350249', 1795892280, 'counts', 'seen', 0);
INSERT INTO public.transfers VALUES (31337, '0x68debb065ee65c09011eb30d1e384d660289d0f8d54f276b193b378819956b99', 1, '01a2234d-e6bd-7529-99c8-44c5ec91a306', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0x20b3a8cbfcc2225b2f5fe64a9dc6bfe4c11d9df9', 2000000, 74, '0x1720e9cd1d505858b19059a6ac7bd3388672893662952e966f3ecbd75b350249', 1795892280, 'wrong_token', 'seen', 0);
INSERT INTO public.transfers VALUES (31337, '0x981fe9586d7295b544309f17a632ffbe2e01c63de841f08ff0f3e1c628aeb3d2', 0, '01a2234d-e5bd-712f-8b39-4bc048fa1896', '0x5fbdb2315678afecb367f032d93f642f64180aa3', '0x70997970c51812dc3a010c7d01b50e0d17dc79c8', '0xc529e5f8d5b162bc5dc9a6c546295cb9c6f0f41f', 7000000, 72, '0x092bf4e2ee62b3d5ad1ad0b9b0a5029fa8a0c74e67b3ec2826c1a5baebede89e', 1795892279, 'counts', 'confirmed', 0);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-cb42-71fd-96df-f016edefcaea', '01a2234d-ca82-745d-ac11-ff197a4409ba', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:57:10Z","data":{"payment_id":"01a2234d-ca82-745d-ac11-ff197a4409ba","seq":1,"status":"detected","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795888630594, 1795888632616, 1795888632616, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-cb49-710a-9769-d7b9814959f6', '01a2234d-cac9-768b-888f-6a758ad0601c', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:57:10Z","data":{"payment_id":"01a2234d-cac9-768b-888f-6a758ad0601c","seq":1,"status":"detected","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":1,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}', 'delivered', 1, 1795888630601, 1795888632616, 1795888632616, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-cbbe-75e1-ab04-25b2f34bd55b', '01a2234d-ca82-745d-ac11-ff197a4409ba', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:57:10Z","data":{"payment_id":"01a2234d-ca82-745d-ac11-ff197a4409ba","seq":2,"status":"confirmed","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795888630718, 1795888632624, 1795888632624, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-ccd6-765f-bdc7-620656af20f2', '01a2234d-ca82-745d-ac11-ff197a4409ba', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:57:10Z","data":{"payment_id":"01a2234d-ca82-745d-ac11-ff197a4409ba","seq":3,"status":"paid","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795888630998, 1795888632626, 1795888632626, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-ccdb-7046-8164-66475cb9a3a8', '01a2234d-cac9-768b-888f-6a758ad0601c', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:57:11Z","data":{"payment_id":"01a2234d-cac9-768b-888f-6a758ad0601c","seq":2,"status":"confirmed","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":6,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}', 'delivered', 1, 1795888631003, 1795888632624, 1795888632624, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-ccdc-71f0-b878-1aef8570145b', '01a2234d-cac9-768b-888f-6a758ad0601c', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:57:11Z","data":{"payment_id":"01a2234d-cac9-768b-888f-6a758ad0601c","seq":3,"status":"paid","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":6,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}', 'delivered', 1, 1795888631004, 1795888632636, 1795888632636, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-d0f8-7067-bad4-49a776ed716f', '01a2234d-ca82-745d-ac11-ff197a4409ba', 4, 'payment.settled', NULL, '{"type":"payment.settled","timestamp":"2026-11-28T17:57:12Z","data":{"payment_id":"01a2234d-ca82-745d-ac11-ff197a4409ba","seq":4,"status":"settled","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":16,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795888632056, 1795888632648, 1795888632648, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-d100-76c4-8c10-12e41ceff82b', '01a2234d-cac9-768b-888f-6a758ad0601c', 4, 'payment.settled', NULL, '{"type":"payment.settled","timestamp":"2026-11-28T17:57:12Z","data":{"payment_id":"01a2234d-cac9-768b-888f-6a758ad0601c","seq":4,"status":"settled","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":14,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}', 'delivered', 1, 1795888632064, 1795888632648, 1795888632648, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-d5dc-7314-827a-0619d371a18f', '01a2234d-d3dd-743d-8ef2-22184dbb1e4e', 2, 'payment.late', NULL, '{"type":"payment.late","timestamp":"2026-11-28T17:57:13Z","data":{"payment_id":"01a2234d-d3dd-743d-8ef2-22184dbb1e4e","seq":2,"status":"expired","flags":["underpaid","late"],"address":"0x4fb070eF70961D204961c69B954B99808b9694BC","amount":"0.2","amount_raw":"200000000000000000","received":"0.2","received_raw":"200000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LATE","metadata":{},"transfers":[{"tx_hash":"0x91c7fafae00dcdf32643955343a24af236287b28d9c64611881e8caef3a1142e","log_index":null,"block_number":35,"amount_raw":"200000000000000000"}]}}', 'delivered', 1, 1795888633308, 1795888635549, 1795888635549, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-d521-7301-abf0-b0af4409924d', '01a2234d-d452-71fb-9616-de1a6bdba494', 2, 'payment.expired', NULL, '{"type":"payment.expired","timestamp":"2026-11-28T17:57:13Z","data":{"payment_id":"01a2234d-d452-71fb-9616-de1a6bdba494","seq":2,"status":"expired","flags":["underpaid"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}', 'delivered', 1, 1795888633121, 1795888635549, 1795888635549, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-d66e-76ac-96a4-429d9c4a1584', '01a2234d-d452-71fb-9616-de1a6bdba494', 3, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:57:13Z","data":{"payment_id":"01a2234d-d452-71fb-9616-de1a6bdba494","seq":3,"status":"detected","flags":["manual"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}', 'delivered', 1, 1795888633454, 1795888635554, 1795888635554, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-d4cb-7316-b339-481263031491', '01a2234d-d452-71fb-9616-de1a6bdba494', 1, 'payment.partially_paid', NULL, '{"type":"payment.partially_paid","timestamp":"2026-11-28T17:57:13Z","data":{"payment_id":"01a2234d-d452-71fb-9616-de1a6bdba494","seq":1,"status":"pending","flags":["underpaid"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}', 'delivered', 1, 1795888633035, 1795888635542, 1795888635542, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-d51d-719e-b6b8-56511bf018c8', '01a2234d-d382-7595-aa47-f6c8307f9446', 1, 'payment.expired', NULL, '{"type":"payment.expired","timestamp":"2026-11-28T17:57:13Z","data":{"payment_id":"01a2234d-d382-7595-aa47-f6c8307f9446","seq":1,"status":"expired","flags":[],"address":"0x1454168e82efA260f49a6F86612cc6414Ba633e9","amount":"0.1","amount_raw":"100000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"UNPAID","metadata":{},"transfers":[]}}', 'delivered', 1, 1795888633117, 1795888635542, 1795888635542, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-d51f-7753-a523-99dcb02cf01d', '01a2234d-d3dd-743d-8ef2-22184dbb1e4e', 1, 'payment.expired', NULL, '{"type":"payment.expired","timestamp":"2026-11-28T17:57:13Z","data":{"payment_id":"01a2234d-d3dd-743d-8ef2-22184dbb1e4e","seq":1,"status":"expired","flags":[],"address":"0x4fb070eF70961D204961c69B954B99808b9694BC","amount":"0.2","amount_raw":"200000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LATE","metadata":{},"transfers":[]}}', 'delivered', 1, 1795888633119, 1795888635542, 1795888635542, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-d66f-733b-a8c6-0bc0f7ff023b', '01a2234d-d452-71fb-9616-de1a6bdba494', 4, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:57:13Z","data":{"payment_id":"01a2234d-d452-71fb-9616-de1a6bdba494","seq":4,"status":"confirmed","flags":["manual"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}', 'delivered', 1, 1795888633455, 1795888635555, 1795888635555, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-d865-7184-89fb-1f82e1441708', '01a2234d-d452-71fb-9616-de1a6bdba494', 5, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:57:13Z","data":{"payment_id":"01a2234d-d452-71fb-9616-de1a6bdba494","seq":5,"status":"paid","flags":["manual"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}', 'delivered', 1, 1795888633957, 1795888635557, 1795888635557, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-ddab-74fb-bcfe-9311b52488d8', '01a2234d-d452-71fb-9616-de1a6bdba494', 6, 'payment.settled', NULL, '{"type":"payment.settled","timestamp":"2026-11-28T17:57:15Z","data":{"payment_id":"01a2234d-d452-71fb-9616-de1a6bdba494","seq":6,"status":"settled","flags":["manual"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":17,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}', 'delivered', 1, 1795888635307, 1795888635561, 1795888635561, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-e0ee-7444-839d-25ae3ad0d16b', '01a2234d-df25-715b-bab2-bea625450411', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:57:16Z","data":{"payment_id":"01a2234d-df25-715b-bab2-bea625450411","seq":2,"status":"confirmed","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0xff270ca903fb32f8b9a50118ca24d2a8ca11d9e77dca51abb9e1e09d88710e71","log_index":null,"block_number":57,"amount_raw":"300000000000000000"}]}}', 'dead', 1, 1795888636142, 1795888636582, 1795888636582, 410, 'HTTP 410', NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-e0f0-73a5-a83a-ebe40e042403', '01a2234d-df25-715b-bab2-bea625450411', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:57:16Z","data":{"payment_id":"01a2234d-df25-715b-bab2-bea625450411","seq":3,"status":"paid","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0xff270ca903fb32f8b9a50118ca24d2a8ca11d9e77dca51abb9e1e09d88710e71","log_index":null,"block_number":57,"amount_raw":"300000000000000000"}]}}', 'dead', 1, 1795888636144, 1795888636584, 1795888636584, 410, 'HTTP 410', NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-e15a-73b5-bbd9-7c4c19cb4ba9', '01a2234d-df25-715b-bab2-bea625450411', 4, 'payment.failed', NULL, '{"type":"payment.failed","timestamp":"2026-11-28T17:57:16Z","data":{"payment_id":"01a2234d-df25-715b-bab2-bea625450411","seq":4,"status":"failed","flags":["reorged"],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LOST","metadata":{},"transfers":[]}}', 'dead', 1, 1795888636250, 1795888636586, 1795888636586, 410, 'HTTP 410', NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-e049-722c-aa4d-339a53a62fed', '01a2234d-df25-715b-bab2-bea625450411', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:57:15Z","data":{"payment_id":"01a2234d-df25-715b-bab2-bea625450411","seq":1,"status":"detected","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0xff270ca903fb32f8b9a50118ca24d2a8ca11d9e77dca51abb9e1e09d88710e71","log_index":null,"block_number":57,"amount_raw":"300000000000000000"}]}}', 'dead', 1, 1795888635977, 1795888636579, 1795888636579, 410, 'HTTP 410', NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-e243-73c7-8df5-2dacf48018ef', '01a2234d-e1f1-75ae-9518-a3fd7f1195f7', 1, 'payment.failed', NULL, '{"type":"payment.failed","timestamp":"2026-11-28T17:57:16Z","data":{"payment_id":"01a2234d-e1f1-75ae-9518-a3fd7f1195f7","seq":1,"status":"failed","flags":["manual"],"address":"0xa642b057F48020e850581a05Fe2Dde506EabD50D","amount":"3","amount_raw":"3000000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"CANCELLED","metadata":{},"transfers":[]}}', 'delivered', 1, 1795888636483, 1795888636580, 1795888636580, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-e425-71a8-b1aa-5f8237f33557', '01a2234d-e380-77f5-92c7-0e34b0b4ec9e', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:57:16Z","data":{"payment_id":"01a2234d-e380-77f5-92c7-0e34b0b4ec9e","seq":1,"status":"detected","flags":["overpaid","multiple"],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x99933d109867d070805b6cd3b2a8d92c370d4addce97cb2319249a9fd24b5445","log_index":null,"block_number":64,"amount_raw":"1000000000000000000"},{"tx_hash":"0xd3d119cb037adee54af9c51d90604a97d44e4076b73af35a37f9d8456c594180","log_index":null,"block_number":65,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795888636965, 1795888637290, 1795888637290, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-e47e-702c-9b40-bba0ff18b691', '01a2234d-e321-77f2-b41c-c7b5201cd0fc', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:57:17Z","data":{"payment_id":"01a2234d-e321-77f2-b41c-c7b5201cd0fc","seq":2,"status":"confirmed","flags":[],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x736987c29dd13e768e6167417559714925353d1000aa0ee39edab1afeea565ac","log_index":null,"block_number":63,"amount_raw":"10000000000000"}]}}', 'delivered', 1, 1795888637054, 1795888637296, 1795888637296, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-e480-73cc-953e-09176ea62842', '01a2234d-e321-77f2-b41c-c7b5201cd0fc', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:57:17Z","data":{"payment_id":"01a2234d-e321-77f2-b41c-c7b5201cd0fc","seq":3,"status":"paid","flags":[],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x736987c29dd13e768e6167417559714925353d1000aa0ee39edab1afeea565ac","log_index":null,"block_number":63,"amount_raw":"10000000000000"}]}}', 'delivered', 1, 1795888637056, 1795888637299, 1795888637299, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-e486-73d8-bac2-a12fe80da7f8', '01a2234d-e380-77f5-92c7-0e34b0b4ec9e', 3, 'payment.paid', NULL, '{"type":"payment.paid","timestamp":"2026-11-28T17:57:17Z","data":{"payment_id":"01a2234d-e380-77f5-92c7-0e34b0b4ec9e","seq":3,"status":"paid","flags":["overpaid","multiple"],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x99933d109867d070805b6cd3b2a8d92c370d4addce97cb2319249a9fd24b5445","log_index":null,"block_number":64,"amount_raw":"1000000000000000000"},{"tx_hash":"0xd3d119cb037adee54af9c51d90604a97d44e4076b73af35a37f9d8456c594180","log_index":null,"block_number":65,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795888637062, 1795888637299, 1795888637299, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-e421-74c1-93c5-718d7f5acc1c', '01a2234d-e321-77f2-b41c-c7b5201cd0fc', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:57:16Z","data":{"payment_id":"01a2234d-e321-77f2-b41c-c7b5201cd0fc","seq":1,"status":"detected","flags":[],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x736987c29dd13e768e6167417559714925353d1000aa0ee39edab1afeea565ac","log_index":null,"block_number":63,"amount_raw":"10000000000000"}]}}', 'delivered', 1, 1795888636961, 1795888637290, 1795888637290, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-e485-7502-a4ad-101bfd1971bd', '01a2234d-e380-77f5-92c7-0e34b0b4ec9e', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:57:17Z","data":{"payment_id":"01a2234d-e380-77f5-92c7-0e34b0b4ec9e","seq":2,"status":"confirmed","flags":["overpaid","multiple"],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x99933d109867d070805b6cd3b2a8d92c370d4addce97cb2319249a9fd24b5445","log_index":null,"block_number":64,"amount_raw":"1000000000000000000"},{"tx_hash":"0xd3d119cb037adee54af9c51d90604a97d44e4076b73af35a37f9d8456c594180","log_index":null,"block_number":65,"amount_raw":"1500000000000000000"}]}}', 'delivered', 1, 1795888637061, 1795888637296, 1795888637296, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-e752-70f2-b251-9e8e1c9cd4a2', '01a2234d-e665-770e-ac0f-627dead24bda', 1, 'payment.partially_paid', NULL, '{"type":"payment.partially_paid","timestamp":"2026-11-28T17:57:17Z","data":{"payment_id":"01a2234d-e665-770e-ac0f-627dead24bda","seq":1,"status":"pending","flags":["underpaid"],"address":"0xf625ECb69e3eCe7bFBb315fd9c1E68B76BE23D88","amount":"9","amount_raw":"9000000","received":"2","received_raw":"2000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":0,"reference":"PART-2","metadata":{},"transfers":[{"tx_hash":"0x01b90455f76cd961a427572d17d7b85cb16b4adb50497446c1a36238305adfec","log_index":0,"block_number":74,"amount_raw":"2000000"}]}}', 'delivered', 1, 1795888637778, 1795888658446, 1795888658446, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-e7b2-7572-8784-6dc96f7cd34c', '01a2234d-e5bd-712f-8b39-4bc048fa1896', 2, 'payment.confirmed', NULL, '{"type":"payment.confirmed","timestamp":"2026-11-28T17:57:17Z","data":{"payment_id":"01a2234d-e5bd-712f-8b39-4bc048fa1896","seq":2,"status":"confirmed","flags":[],"address":"0xC529e5f8D5b162BC5dC9A6C546295cB9c6F0F41F","amount":"7","amount_raw":"7000000","received":"7","received_raw":"7000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":4,"reference":"CONFIRMED","metadata":{},"transfers":[{"tx_hash":"0x981fe9586d7295b544309f17a632ffbe2e01c63de841f08ff0f3e1c628aeb3d2","log_index":0,"block_number":72,"amount_raw":"7000000"}]}}', 'delivered', 1, 1795888637874, 1795888658458, 1795888658458, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-e74c-76f7-bdb3-227a563a5d34', '01a2234d-e5bd-712f-8b39-4bc048fa1896', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:57:17Z","data":{"payment_id":"01a2234d-e5bd-712f-8b39-4bc048fa1896","seq":1,"status":"detected","flags":[],"address":"0xC529e5f8D5b162BC5dC9A6C546295cB9c6F0F41F","amount":"7","amount_raw":"7000000","received":"7","received_raw":"7000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":4,"reference":"CONFIRMED","metadata":{},"transfers":[{"tx_hash":"0x981fe9586d7295b544309f17a632ffbe2e01c63de841f08ff0f3e1c628aeb3d2","log_index":0,"block_number":72,"amount_raw":"7000000"}]}}', 'delivered', 1, 1795888637772, 1795888658446, 1795888658446, 200, NULL, NULL);
INSERT INTO public.webhooks VALUES ('msg_01a2234d-e751-7258-aaac-89181d0ece9f', '01a2234d-e609-7236-a042-b8d53d927ba6', 1, 'payment.detected', NULL, '{"type":"payment.detected","timestamp":"2026-11-28T17:57:17Z","data":{"payment_id":"01a2234d-e609-7236-a042-b8d53d927ba6","seq":1,"status":"detected","flags":[],"address":"0x0cc809982990ad21Fab2c8FE6d2AA4ee82Ec5543","amount":"0.7","amount_raw":"700000000000000000","received":"0.7","received_raw":"700000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":2,"reference":"DETECTED","metadata":{},"transfers":[{"tx_hash":"0x0bbb12fbff821d47f362f89f96dec706bd2c754314220f19ea9247034e92221e","log_index":null,"block_number":74,"amount_raw":"700000000000000000"}]}}', 'pending', 1, 1795888637777, 1795888663483, 1795888658446, 500, 'HTTP 500', NULL);
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
