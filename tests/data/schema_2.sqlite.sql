BEGIN TRANSACTION;
CREATE TABLE address_filter (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    next_number INTEGER NOT NULL,                                              -- payments below it are in the filter
    capacity    INTEGER NOT NULL,
    bits        BLOB    NOT NULL
) STRICT;
CREATE TABLE archived_payments (
    id               TEXT    PRIMARY KEY CHECK (length(id) = 36),
    chain_id         INTEGER NOT NULL,
    address          TEXT    NOT NULL CHECK (length(address) = 42),
    derivation_index INTEGER NOT NULL UNIQUE CHECK (derivation_index BETWEEN 0 AND 2147483647),
    number           INTEGER NOT NULL UNIQUE,
    idempotency_key  TEXT    UNIQUE,
    file             TEXT    NOT NULL,                                         -- its name, without the folder
    archived_at      INTEGER NOT NULL,
    UNIQUE (chain_id, address)
) STRICT;
INSERT INTO "archived_payments" VALUES('01a2234d-41de-7795-919f-03f82ca1c8ef',31337,'0x58a57ed9d8d624cbd12e2c467d34787555bb1b25',0,0,'archived-1','ctrip-archive-20261128T175638Z-9e947938ee8534f7.jsonl.gz',1795888598);
CREATE TABLE archived_transfers (
    chain_id     INTEGER NOT NULL,
    tx_hash      TEXT    NOT NULL CHECK (length(tx_hash) = 66),
    log_index    INTEGER NOT NULL CHECK (log_index >= -1),
    payment_id   TEXT    NOT NULL REFERENCES archived_payments (id),
    token        TEXT             CHECK (length(token) = 42),
    from_address TEXT    NOT NULL CHECK (length(from_address) = 42),
    to_address   TEXT    NOT NULL CHECK (length(to_address) = 42),
    amount       TEXT    NOT NULL CHECK (length(amount) <= 78 AND amount GLOB '[1-9]*' AND amount NOT GLOB '*[^0-9]*'),
    block_number INTEGER NOT NULL,
    block_hash   TEXT    NOT NULL CHECK (length(block_hash) = 66),
    block_time   INTEGER NOT NULL,
    PRIMARY KEY (chain_id, tx_hash, log_index)
) STRICT;
INSERT INTO "archived_transfers" VALUES(31337,'0x627e8dfe13b7eae39a78abd6d9fc52c4a876b92e333f316a0226d3e35e058040',-1,'01a2234d-41de-7795-919f-03f82ca1c8ef',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x58a57ed9d8d624cbd12e2c467d34787555bb1b25','10000000000000000',14,'0x4baa92b16f8251e86bfc251ae4b864441a27525fa3bd68456460a517fd72188f',1795888608);
CREATE TABLE chains (
    chain_id     INTEGER PRIMARY KEY,
    name         TEXT    NOT NULL,
    cursor_block INTEGER,                     -- the last block that was read; NULL: never scanned
    cursor_hash  TEXT,
    cursor_time  INTEGER,
    head_block   INTEGER,                     -- the newest block that was seen
    final_block  INTEGER,                     -- the newest block that was seen to be final
    updated_at   INTEGER NOT NULL,
    CHECK ((cursor_block IS NULL) = (cursor_hash IS NULL) AND (cursor_block IS NULL) = (cursor_time IS NULL))
) STRICT;
INSERT INTO "chains" VALUES(31337,'anvil',75,'0xad0d5764f2bf265fcc54e960e5a0137301654999dc66b54bbb656ffea4d27ba1',1795892249,75,71,1795888604);
CREATE TABLE checkpoints (
    chain_id     INTEGER NOT NULL REFERENCES chains (chain_id),
    block_number INTEGER NOT NULL,
    block_hash   TEXT    NOT NULL CHECK (length(block_hash) = 66),
    block_time   INTEGER NOT NULL,
    PRIMARY KEY (chain_id, block_number)
) STRICT, WITHOUT ROWID;
INSERT INTO "checkpoints" VALUES(31337,0,'0x6af3e4d1c78116353e5ff9ca3d26463fb412e1cf6f0b3156f90e906e35ae0aa9',1795888595);
INSERT INTO "checkpoints" VALUES(31337,1,'0xf688b0efcc290429fbfdd2588f60deb33885b43e62b16d010f3c99d1f970d0c7',1795888595);
INSERT INTO "checkpoints" VALUES(31337,2,'0x4f3d02232f19a951a3b26926ec92ed608f1dda0de0c7e3fe8dbc9e7204946d38',1795888595);
INSERT INTO "checkpoints" VALUES(31337,7,'0x2403c6234fb897dd11340918def20b9adf4b8d18004e509fa5b2c216c1348ca3',1795888600);
INSERT INTO "checkpoints" VALUES(31337,13,'0x4d65134d07d7fb08e8c1c57b46a2d4fadd0f90f8aeb4c865fefe73873b84233c',1795888606);
INSERT INTO "checkpoints" VALUES(31337,14,'0x4baa92b16f8251e86bfc251ae4b864441a27525fa3bd68456460a517fd72188f',1795888608);
INSERT INTO "checkpoints" VALUES(31337,17,'0x0477abca0a767e17fc9c93e03df4b91daa1ffe845ae4ba2a383f16f0bbc05add',1795888608);
INSERT INTO "checkpoints" VALUES(31337,22,'0x7886b44a9e634280fc7655888b76f88dfdac32d15a6a439db081e4cbb05b4c58',1795888613);
INSERT INTO "checkpoints" VALUES(31337,30,'0x07904890eb7710786426599d49fd975afadef0ebd90b90c9c668cd13c033be17',1795888619);
INSERT INTO "checkpoints" VALUES(31337,32,'0x82d40eed2959332fb30ee10ce2135a0dca99367d326acdfaf2cf07068d1b6431',1795888619);
INSERT INTO "checkpoints" VALUES(31337,34,'0x7758480682fb2955f20cd2314b1682453766ca730f0d2cdb957b424a66eda615',1795892221);
INSERT INTO "checkpoints" VALUES(31337,35,'0x175ffe0c6030b077bbd070b78760b0ed5f7b7d5a97af5eff62a7b4d45d46fbad',1795892221);
INSERT INTO "checkpoints" VALUES(31337,40,'0x698ff2ed229422186409658f808639be9d63bdedb7090be7c6fe8934d17720cb',1795892227);
INSERT INTO "checkpoints" VALUES(31337,49,'0xb880a1bf6b69cfc798565864b647e4724b9c2866f4c67ebc7f2b50e4826ef417',1795892233);
INSERT INTO "checkpoints" VALUES(31337,56,'0xee4945eead78425decd5bbc8e3a107bfc0f6a3c6ad9a14d90c445889093419b9',1795892241);
INSERT INTO "checkpoints" VALUES(31337,62,'0xf16b965036b225c29dec1039f54e20c1700481e3e36a40a34f424bce1532aa91',1795892241);
INSERT INTO "checkpoints" VALUES(31337,70,'0xf74e5bdacd755507c627e4ccaac1a294ee8450981d5820d7268d9d3605ef43df',1795892247);
INSERT INTO "checkpoints" VALUES(31337,75,'0xad0d5764f2bf265fcc54e960e5a0137301654999dc66b54bbb656ffea4d27ba1',1795892249);
CREATE TABLE counters (
    name  TEXT    PRIMARY KEY,
    value INTEGER NOT NULL CHECK (value >= 0)
) STRICT;
INSERT INTO "counters" VALUES('derivation_index',15);
INSERT INTO "counters" VALUES('payment_number',15);
CREATE TABLE job_runs (
    job         TEXT    NOT NULL,
    chain       TEXT    NOT NULL,                                              -- '' where a job is not by chain
    started_ms  INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    exit_code   INTEGER NOT NULL,
    message     TEXT    NOT NULL,
    PRIMARY KEY (job, chain)
) STRICT, WITHOUT ROWID;
INSERT INTO "job_runs" VALUES('archive','',1795888598039,45,0,'');
INSERT INTO "job_runs" VALUES('confirm','anvil',1795888604991,21,0,'');
INSERT INTO "job_runs" VALUES('scan','anvil',1795888625580,6,0,'');
INSERT INTO "job_runs" VALUES('send-webhooks','',1795888625466,42,69,'1 webhook messages were not delivered: 1 will be tried again, 0 were given up');
INSERT INTO "job_runs" VALUES('sweep','anvil',1795888605264,20143,0,'');
CREATE TABLE moved (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    state TEXT    NOT NULL CHECK (state IN ('arriving', 'left')),
    other TEXT    NOT NULL,                                                    -- the other database, without its credentials
    at    INTEGER NOT NULL
) STRICT;
CREATE TABLE nodes (
    chain_id        INTEGER NOT NULL,
    node            TEXT    NOT NULL,  -- a hash of its URL, which may hold a secret
    paused_until_ms INTEGER NOT NULL,  -- it failed: not asked before, while there are others
    failures        INTEGER NOT NULL,  -- in a row
    logs_blocks_max INTEGER,           -- blocks of one eth_getLogs call; NULL: not learnt
    batch_max       INTEGER,           -- full blocks of one HTTP request
    calls_max       INTEGER,           -- other calls of one HTTP request
    requests_max    INTEGER,           -- HTTP requests under way
    balance_way     TEXT,              -- how it gives many balances at once
    trace_way       TEXT,              -- how it tells what a block's transactions did
    updated_ms      INTEGER NOT NULL,
    PRIMARY KEY (chain_id, node)
) STRICT, WITHOUT ROWID;
INSERT INTO "nodes" VALUES(31337,'5e55e73109c9545f1e81ec81760353ad',0,0,NULL,NULL,NULL,NULL,'override',NULL,1795888600592);
CREATE TABLE payment_history (
    payment_id  TEXT    NOT NULL REFERENCES payments (id),
    seq         INTEGER NOT NULL CHECK (seq >= 1),
    event       TEXT    NOT NULL,
    status_from TEXT    NOT NULL,
    status_to   TEXT    NOT NULL,
    reason      TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (payment_id, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO "payment_history" VALUES('01a2234d-4d30-7554-811a-db2844ecd3d8',1,'payment.detected','pending','detected','1.5 of 1.5 ETH arrived',1795888598);
INSERT INTO "payment_history" VALUES('01a2234d-4d30-7554-811a-db2844ecd3d8',2,'payment.confirmed','detected','confirmed','3 blocks deep',1795888598);
INSERT INTO "payment_history" VALUES('01a2234d-4d30-7554-811a-db2844ecd3d8',3,'payment.paid','confirmed','paid','final on the chain',1795888598);
INSERT INTO "payment_history" VALUES('01a2234d-4d30-7554-811a-db2844ecd3d8',4,'payment.settled','paid','settled','the money is in the treasury',1795888599);
INSERT INTO "payment_history" VALUES('01a2234d-4d79-737a-956b-83a24139f20c',1,'payment.detected','pending','detected','12.5 of 12.5 USDT arrived',1795888598);
INSERT INTO "payment_history" VALUES('01a2234d-4d79-737a-956b-83a24139f20c',2,'payment.confirmed','detected','confirmed','3 blocks deep',1795888598);
INSERT INTO "payment_history" VALUES('01a2234d-4d79-737a-956b-83a24139f20c',3,'payment.paid','confirmed','paid','final on the chain',1795888598);
INSERT INTO "payment_history" VALUES('01a2234d-4d79-737a-956b-83a24139f20c',4,'payment.settled','paid','settled','the money is in the treasury',1795888599);
INSERT INTO "payment_history" VALUES('01a2234d-54ff-7208-9d29-5e364698c1f9',1,'payment.expired','pending','expired','the deadline passed without enough',1795888600);
INSERT INTO "payment_history" VALUES('01a2234d-554e-759a-a084-db99087ee970',1,'payment.expired','pending','expired','the deadline passed without enough',1795888600);
INSERT INTO "payment_history" VALUES('01a2234d-554e-759a-a084-db99087ee970',2,'payment.late','expired','expired','0.2 of 0.2 ETH so far',1795888600);
INSERT INTO "payment_history" VALUES('01a2234d-5595-74d8-be68-337d3f6204fb',1,'payment.partially_paid','pending','pending','0.1 of 0.4 ETH so far',1795888600);
INSERT INTO "payment_history" VALUES('01a2234d-5595-74d8-be68-337d3f6204fb',2,'payment.expired','pending','expired','the deadline passed without enough',1795888600);
INSERT INTO "payment_history" VALUES('01a2234d-5595-74d8-be68-337d3f6204fb',3,'payment.detected','expired','detected','the rest was paid in cash',1795888601);
INSERT INTO "payment_history" VALUES('01a2234d-5595-74d8-be68-337d3f6204fb',4,'payment.confirmed','detected','confirmed','3 blocks deep',1795888601);
INSERT INTO "payment_history" VALUES('01a2234d-5595-74d8-be68-337d3f6204fb',5,'payment.paid','confirmed','paid','final on the chain',1795888601);
INSERT INTO "payment_history" VALUES('01a2234d-5595-74d8-be68-337d3f6204fb',6,'payment.settled','paid','settled','the money is in the treasury',1795888602);
INSERT INTO "payment_history" VALUES('01a2234d-5ff3-7097-afd9-a9519c1225d0',1,'payment.detected','pending','detected','0.3 of 0.3 ETH arrived',1795888603);
INSERT INTO "payment_history" VALUES('01a2234d-5ff3-7097-afd9-a9519c1225d0',2,'payment.confirmed','detected','confirmed','3 blocks deep',1795888603);
INSERT INTO "payment_history" VALUES('01a2234d-5ff3-7097-afd9-a9519c1225d0',3,'payment.paid','confirmed','paid','final on the chain',1795888603);
INSERT INTO "payment_history" VALUES('01a2234d-5ff3-7097-afd9-a9519c1225d0',4,'payment.failed','paid','failed','money that had been final vanished from the chain',1795888603);
INSERT INTO "payment_history" VALUES('01a2234d-623c-7577-9fef-97806e9bfffb',1,'payment.failed','pending','failed','out of stock',1795888603);
INSERT INTO "payment_history" VALUES('01a2234d-636b-77fe-bb20-9913365f102f',1,'payment.detected','pending','detected','0.00001 of 0.00001 ETH arrived',1795888604);
INSERT INTO "payment_history" VALUES('01a2234d-636b-77fe-bb20-9913365f102f',2,'payment.confirmed','detected','confirmed','3 blocks deep',1795888604);
INSERT INTO "payment_history" VALUES('01a2234d-636b-77fe-bb20-9913365f102f',3,'payment.paid','confirmed','paid','final on the chain',1795888604);
INSERT INTO "payment_history" VALUES('01a2234d-63bf-7343-bf77-a65fac7b0013',1,'payment.detected','pending','detected','2.5 of 2 ETH arrived',1795888604);
INSERT INTO "payment_history" VALUES('01a2234d-63bf-7343-bf77-a65fac7b0013',2,'payment.confirmed','detected','confirmed','3 blocks deep',1795888604);
INSERT INTO "payment_history" VALUES('01a2234d-63bf-7343-bf77-a65fac7b0013',3,'payment.paid','confirmed','paid','final on the chain',1795888604);
INSERT INTO "payment_history" VALUES('01a2234d-65b4-7162-8a22-af41486b6742',1,'payment.detected','pending','detected','7 of 7 USDT arrived',1795888604);
INSERT INTO "payment_history" VALUES('01a2234d-65b4-7162-8a22-af41486b6742',2,'payment.confirmed','detected','confirmed','3 blocks deep',1795888605);
INSERT INTO "payment_history" VALUES('01a2234d-660c-72cf-ae69-9069de5ff1f9',1,'payment.detected','pending','detected','0.7 of 0.7 ETH arrived',1795888604);
INSERT INTO "payment_history" VALUES('01a2234d-666d-713d-8510-dff7a3eff49a',1,'payment.partially_paid','pending','pending','2 of 9 USDT so far',1795888604);
CREATE TABLE payments (
    id                     TEXT    PRIMARY KEY CHECK (length(id) = 36),
    status                 TEXT    NOT NULL CHECK (status IN
        ('pending', 'detected', 'confirmed', 'paid', 'settled', 'expired', 'failed')),
    chain                  TEXT    NOT NULL,
    chain_id               INTEGER NOT NULL,
    token                  TEXT             CHECK (length(token) = 42),        -- NULL: the native currency
    symbol                 TEXT    NOT NULL,
    decimals               INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 77),
    wallet_id              TEXT    NOT NULL,
    derivation_index       INTEGER NOT NULL UNIQUE CHECK (derivation_index BETWEEN 0 AND 2147483647),
    address                TEXT    NOT NULL CHECK (length(address) = 42),
    amount                 TEXT    NOT NULL CHECK (length(amount) <= 78 AND amount GLOB '[1-9]*' AND amount NOT GLOB '*[^0-9]*'),
    amount_min             TEXT    NOT NULL CHECK (length(amount_min) <= 78 AND amount_min GLOB '[1-9]*' AND amount_min NOT GLOB '*[^0-9]*'),
    received               TEXT    NOT NULL CHECK (length(received) BETWEEN 1 AND 78 AND received NOT GLOB '*[^0-9]*'),
    received_late          TEXT    NOT NULL CHECK (length(received_late) BETWEEN 1 AND 78 AND received_late NOT GLOB '*[^0-9]*'),
    flags                  TEXT    NOT NULL,
    seq                    INTEGER NOT NULL,
    confirmations_required INTEGER NOT NULL CHECK (confirmations_required >= 1),
    detected_in_block      INTEGER,
    reference              TEXT,
    metadata               TEXT    NOT NULL,
    webhook_url            TEXT,
    idempotency_key        TEXT    UNIQUE,
    request_digest         TEXT    NOT NULL,
    expires_at             INTEGER NOT NULL,
    watch_until            INTEGER NOT NULL,
    created_at             INTEGER NOT NULL,
    updated_at             INTEGER NOT NULL,
    deadline_read          INTEGER NOT NULL CHECK (deadline_read IN (0, 1)),
    swept                  INTEGER NOT NULL CHECK (swept IN (0, 1)),
    sweep_due              INTEGER NOT NULL CHECK (sweep_due IN (0, 1)),
    revision               INTEGER NOT NULL,
    number                 INTEGER NOT NULL UNIQUE, accepted TEXT CHECK (length(accepted) <= 78 AND accepted GLOB '[1-9]*' AND accepted NOT GLOB '*[^0-9]*'), cancelled INTEGER NOT NULL DEFAULT 0 CHECK (cancelled IN (0, 1)), vanished INTEGER NOT NULL DEFAULT 0 CHECK (vanished IN (0, 1)), asked_block INTEGER, asked_time INTEGER NOT NULL DEFAULT 0,
    UNIQUE (chain_id, address)
) STRICT;
INSERT INTO "payments" VALUES('01a2234d-4c8b-72fd-a8da-e4eb09e828f9','pending','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',1,'0x0d3eb21b6b21833a4939cfff4810e9ae0758e12c','250000000000000000','250000000000000000','0','0','',0,3,NULL,'WATCHED','{}',NULL,NULL,'971a7a6b9ff13cf5b1325e282fb2df9897e12d5b22e2a78adfba89223545af18',1795975006,1796579806,1795888598,1795888598,0,0,0,0,1,NULL,0,0,75,1795892249);
INSERT INTO "payments" VALUES('01a2234d-4d30-7554-811a-db2844ecd3d8','settled','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',2,'0xe42f4612e154153b68e241e8fde337e0c4dd6bbd','1500000000000000000','1500000000000000000','1500000000000000000','0','',4,3,15,'ORDER-1','{}',NULL,'key-1','fe9486d861121b08bdb281feca683e95f6d53387ac4da4b3d1ea2673f2855b95',1795975008,1796579808,1795888598,1795888599,0,1,0,4,2,NULL,0,0,75,1795892249);
INSERT INTO "payments" VALUES('01a2234d-4d79-737a-956b-83a24139f20c','settled','anvil',31337,'0x5fbdb2315678afecb367f032d93f642f64180aa3','USDT',6,'21c27a0f47d0c7f9',3,'0x2f07c220dc62ce9531bc44b695a6d93578806d8d','12500000','12500000','13500000','0','overpaid,multiple',4,3,17,'ORDER-2','{"customer":"77"}',NULL,NULL,'f70a6b8359207dd5354e6a3dcf5ab818454b9b136daf8b6fb1417149b769725f',1795975008,1796579808,1795888598,1795888599,0,1,0,4,3,NULL,0,0,NULL,0);
INSERT INTO "payments" VALUES('01a2234d-54ff-7208-9d29-5e364698c1f9','expired','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',4,'0x1454168e82efa260f49a6f86612cc6414ba633e9','100000000000000000','100000000000000000','0','0','',1,3,NULL,'UNPAID','{}',NULL,NULL,'8681184c90fc8e902f8311c3312ad3564921ed3a33a84b9b2b4815cad5af58a7',1795888649,1796493449,1795888600,1795888600,1,0,0,1,4,NULL,0,0,75,1795892249);
INSERT INTO "payments" VALUES('01a2234d-554e-759a-a084-db99087ee970','expired','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',5,'0x4fb070ef70961d204961c69b954b99808b9694bc','200000000000000000','200000000000000000','200000000000000000','200000000000000000','underpaid,late',2,3,NULL,'LATE','{}',NULL,NULL,'6a8ef8b88346a77ba31cf810bc3a46cb86392eae05c9a7e832a523bedcaf274d',1795888649,1796493449,1795888600,1795888600,1,0,0,2,5,NULL,0,0,75,1795892249);
INSERT INTO "payments" VALUES('01a2234d-5595-74d8-be68-337d3f6204fb','settled','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',6,'0x603049dcd328d58c9053ebe34f1692c0fac683f8','400000000000000000','400000000000000000','100000000000000000','0','manual',6,3,33,'PART','{}',NULL,NULL,'54ab58f10972eee30e62f26086c2a51fb0f3959b081297bcb0e2317e55480430',1795888649,1796493449,1795888600,1795888602,1,1,0,5,6,'100000000000000000',0,0,75,1795892249);
INSERT INTO "payments" VALUES('01a2234d-5ff3-7097-afd9-a9519c1225d0','failed','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',7,'0x3eb84b6a7b4707c20b6bca41b537055b61e84764','300000000000000000','300000000000000000','0','0','reorged',4,3,NULL,'LOST','{}',NULL,NULL,'399753d7e1a7d58dd61f8d1ca5e979b63082a12a804b3ee1c2c45df7523df22e',1795978633,1796583433,1795888603,1795888603,0,0,1,3,7,NULL,0,1,75,1795892249);
INSERT INTO "payments" VALUES('01a2234d-623c-7577-9fef-97806e9bfffb','failed','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',8,'0xa642b057f48020e850581a05fe2dde506eabd50d','3000000000000000000','3000000000000000000','0','0','manual',1,3,NULL,'CANCELLED','{}',NULL,NULL,'b0b7f466dcbd6207058c211813843be50ccddecce428c8c0375ff07727d91222',1795978641,1796583441,1795888603,1795888603,0,0,0,1,8,NULL,1,0,75,1795892249);
INSERT INTO "payments" VALUES('01a2234d-636b-77fe-bb20-9913365f102f','paid','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',9,'0x61e3a11876506c169a25c90a6f64fea5384d10f0','10000000000000','10000000000000','10000000000000','0','',3,3,63,'DUST','{}',NULL,NULL,'2c8db9c9926794317abdfa9c7ab9d95637c6b00852477a637aaa3d9c0b635293',1795978641,1796583441,1795888604,1795888604,0,0,1,2,9,NULL,0,0,75,1795892249);
INSERT INTO "payments" VALUES('01a2234d-63bf-7343-bf77-a65fac7b0013','paid','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',10,'0xf51b647eda3277c35436f52c8a1de50308c08f9d','2000000000000000000','2000000000000000000','2500000000000000000','0','overpaid,multiple',3,3,65,'OVERPAID','{"customer":"78"}',NULL,NULL,'b591e30f66f0b3c6e023353a9e7ac2700602ba0df03d79bc0a84743968d2dbed',1795978641,1796583441,1795888604,1795888604,0,0,1,2,10,NULL,0,0,75,1795892249);
INSERT INTO "payments" VALUES('01a2234d-65b4-7162-8a22-af41486b6742','confirmed','anvil',31337,'0x5fbdb2315678afecb367f032d93f642f64180aa3','USDT',6,'21c27a0f47d0c7f9',11,'0xc529e5f8d5b162bc5dc9a6c546295cb9c6f0f41f','7000000','7000000','7000000','0','',2,3,72,'CONFIRMED','{}',NULL,NULL,'20a8fe806a1f468b4bd496d6f581530084ed9488f45c8493588cf6ca39652f70',1795978647,1796583447,1795888604,1795888605,0,0,0,2,11,NULL,0,0,NULL,0);
INSERT INTO "payments" VALUES('01a2234d-660c-72cf-ae69-9069de5ff1f9','detected','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',12,'0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543','700000000000000000','700000000000000000','700000000000000000','0','',1,3,74,'DETECTED','{}',NULL,NULL,'2b84a17e3fc911df55ae4872fbd7f3c4ed287390973afd5d8888e0c040a382b9',1795978647,1796583447,1795888604,1795888604,0,0,0,1,12,NULL,0,0,75,1795892249);
INSERT INTO "payments" VALUES('01a2234d-666d-713d-8510-dff7a3eff49a','pending','anvil',31337,'0x5fbdb2315678afecb367f032d93f642f64180aa3','USDT',6,'21c27a0f47d0c7f9',13,'0xf625ecb69e3ece7bfbb315fd9c1e68b76be23d88','9000000','9000000','2000000','0','underpaid',1,3,NULL,'PART-2','{}',NULL,NULL,'26fcb0fc388ac15f981ccf3cf9232584477d4630c4d8ea43d960677b2395809a',1795978647,1796583447,1795888604,1795888604,0,0,0,1,13,NULL,0,0,NULL,0);
INSERT INTO "payments" VALUES('01a2234d-66c5-7280-96f3-6c810a564b47','pending','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',14,'0x20b3a8cbfcc2225b2f5fe64a9dc6bfe4c11d9df9','900000000000000000','900000000000000000','0','0','wrong_token',0,3,NULL,'WRONG-TOKEN','{}',NULL,NULL,'276d1a6f023f68e32a9e4ea88b5faf48770c55f4602b41baf1f74bbbc204c1db',1795978647,1796583447,1795888604,1795888604,0,0,0,1,14,NULL,0,0,75,1795892249);
CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL);
INSERT INTO "schema_migrations" VALUES(1,'initial','b679324cbdcfe4a8a6ec8ce44d05fdd021c64458096b9d2e6cc41e5d8c6dc051',1795888595);
INSERT INTO "schema_migrations" VALUES(2,'books','94da7351edaee30cbeaad2e0894c3676e5aa8f73b1539a77a544c6dd4f34d63b',1795888595);
CREATE TABLE sweeps (
    id           TEXT    PRIMARY KEY,
    chain_id     INTEGER NOT NULL,
    payment_id   TEXT    NOT NULL REFERENCES payments (id),
    kind         TEXT    NOT NULL CHECK (kind IN ('native', 'token', 'topup')),
    state        TEXT    NOT NULL CHECK (state IN ('signed', 'broadcast', 'mined', 'final', 'failed', 'dropped')),
    from_address TEXT    NOT NULL CHECK (length(from_address) = 42),
    to_address   TEXT    NOT NULL CHECK (length(to_address) = 42),
    token        TEXT             CHECK (length(token) = 42),
    symbol       TEXT    NOT NULL,
    decimals     INTEGER NOT NULL,
    amount       TEXT    NOT NULL CHECK (length(amount) BETWEEN 1 AND 78 AND amount NOT GLOB '*[^0-9]*'),
    nonce        INTEGER NOT NULL,
    tx_hash      TEXT    NOT NULL CHECK (length(tx_hash) = 66),
    raw_tx       TEXT    NOT NULL,
    fee_max      TEXT    NOT NULL CHECK (length(fee_max) BETWEEN 1 AND 78 AND fee_max NOT GLOB '*[^0-9]*'),
    block_number INTEGER,
    block_hash   TEXT,
    fee          TEXT             CHECK (length(fee) BETWEEN 1 AND 78 AND fee NOT GLOB '*[^0-9]*'),
    note         TEXT    NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;
INSERT INTO "sweeps" VALUES('01a2234d-4f77-775c-b192-d9ba018ceb7b',31337,'01a2234d-4d30-7554-811a-db2844ecd3d8','native','final','0xe42f4612e154153b68e241e8fde337e0c4dd6bbd','0x7e57000000000000000000000000000000000001',NULL,'ETH',18,'1499977078976973000',0,'0xa06990d225db4360dd1a24938820eaeb880c2e0ba9ca5d10672d4aa6a45e3367','0x02f874827a698084410e9f2784410e9f27825208947e570000000000000000000000000000000000018814d0fd34c3a688c880c001a07c877d0ee9409b85549009325b244b6cdfaba79f060a882a03d96a58f8ae7f83a07240ae6b4bc0f83af0685943d3e54a20f0495388493acd7e0222f894013185a5','22921023027000',23,'0xb557851b95ef68d888db951ca27c61ddce60ba8bacf44f2cf3a251e62fa36be1','22921023027000','',1795888598,1795888599);
INSERT INTO "sweeps" VALUES('01a2234d-4f84-722a-8cf2-79f08bff054f',31337,'01a2234d-4d79-737a-956b-83a24139f20c','topup','final','0xa0ee7a142d267c1f36714e4a8f75612f20a79720','0x2f07c220dc62ce9531bc44b695a6d93578806d8d',NULL,'ETH',18,'71898883326551',0,'0x28d00da5ecc308e9acefdd9a4d784e6863006a79aa90a9d26c6aceb3076c0f89','0x02f872827a6980843b9aca0084410e9f27825208942f07c220dc62ce9531bc44b695a6d93578806d8d8641644366825780c080a0ccbe872a6e3567c92e7e819794149a95b5976e005151e0e0b6510e9cf35837c2a0734e0249d7afd7a8a685ee09ca31ed22004b384b51b050fe92088890abc2c155','22921023027000',24,'0x4733f421669d46d5431aab676058bfcd88908f2688a08dc9a888ad489e125404','21980718291000','',1795888598,1795888599);
INSERT INTO "sweeps" VALUES('01a2234d-5092-7102-b1ef-5d9b1d3700e2',31337,'01a2234d-4d79-737a-956b-83a24139f20c','token','final','0x2f07c220dc62ce9531bc44b695a6d93578806d8d','0x7e57000000000000000000000000000000000001','0x5fbdb2315678afecb367f032d93f642f64180aa3','USDT',6,'12500000',0,'0xbaa402fbf2163db0cc7b917c22b0cc5f212354dc60966ed3066a982bc0f3b00d','0x02f8b2827a6980843b9aca00843fc7afeb83010151945fbdb2315678afecb367f032d93f642f64180aa380b844a9059cbb0000000000000000000000007e570000000000000000000000000000000000010000000000000000000000000000000000000000000000000000000000bebc20c001a064985e8cba7bc992c05f58c55959dbda65f84527112ecf42a506fd030b9db15aa0581c4fda4364073ba21cee01a0de7f0262729c275a223e71be6bdde2ffb777a7','70487489746011',25,'0x00cb06a7d8244ac59f29f2dab488c7749cdae7c55d1f7ea1713b37584f08011f','57336402996975','',1795888599,1795888599);
INSERT INTO "sweeps" VALUES('01a2234d-5a71-75b7-a0be-f154b859da23',31337,'01a2234d-4d79-737a-956b-83a24139f20c','topup','final','0xa0ee7a142d267c1f36714e4a8f75612f20a79720','0x2f07c220dc62ce9531bc44b695a6d93578806d8d',NULL,'ETH',18,'32890599839908',1,'0x1da45a50f89be8f1a3581b48266fc48a18af8bbe889e899e43ae4d564abe3aa9','0x02f872827a6901843b9aca00843c1942d4825208942f07c220dc62ce9531bc44b695a6d93578806d8d861de9f08518a480c001a09c73defa9891c4a0a0997c7a4f51bfe2323bed72ab5fc04224a7637fee7924baa039e35c80b46fc476bcc1ecb07aebab0a94428b6dac83898b67b96fcf8f796716','21174057828000',41,'0x4a2ce3d127be1d62168271c918335305ed9cd4c4a1ac7da5ef7019315f00b108','21101533740000','',1795888601,1795888602);
INSERT INTO "sweeps" VALUES('01a2234d-5a88-72c2-8176-a52e0011f7b9',31337,'01a2234d-5595-74d8-be68-337d3f6204fb','native','final','0x603049dcd328d58c9053ebe34f1692c0fac683f8','0x7e57000000000000000000000000000000000001',NULL,'ETH',18,'99978825942172000',0,'0x67a37b40316aceff04b7293f41889e396f1348bbbf9516b741d3d19afbc86d32','0x02f874827a6980843c1942d4843c1942d4825208947e5700000000000000000000000000000000000188016332366558016080c080a02e52090550906e8ff2aa0ed83bf8d93316bcc5adbdf11ccd42d3b94df4d18dcba07fa8277b864b1af0579fcaf6d55b6899c406646df84d1ca5404bc3968d02c964','21174057828000',42,'0x0fe43b75b8f8372fa92f8d6b48ceda2108510692f5f47a8dcd22095efbec7e32','21174057828000','',1795888601,1795888602);
INSERT INTO "sweeps" VALUES('01a2234d-5ba3-722e-8bff-30cbb6092a01',31337,'01a2234d-4d79-737a-956b-83a24139f20c','topup','final','0xa0ee7a142d267c1f36714e4a8f75612f20a79720','0x2f07c220dc62ce9531bc44b695a6d93578806d8d',NULL,'ETH',18,'99571659730',2,'0x5c61fc6eadb07f895f98aa1f5088b0d8e39ecb0082c81f9111f50f7760caab51','0x02f871827a6902843bd8b1d9843c398b52825208942f07c220dc62ce9531bc44b695a6d93578806d8d85172eeef3d280c001a0dd355de543ad05fa977be748b3b134fcee384e2ee007e51c88f00fd3b9df07c7a00deb791ba6ded2db50b2aad0de1b3a6e6b98ce670dc05b2c88555e7ba4d00a06','21218487738000',43,'0xd1b49ddb918513e154773b48351e1078a98bb72abf1931fe1c84452a53890da8','21162965922000','',1795888602,1795888602);
INSERT INTO "sweeps" VALUES('01a2234d-5cb6-71b7-bbb1-3052b853ca9c',31337,'01a2234d-4d79-737a-956b-83a24139f20c','token','final','0x2f07c220dc62ce9531bc44b695a6d93578806d8d','0x7e57000000000000000000000000000000000001','0x5fbdb2315678afecb367f032d93f642f64180aa3','USDT',6,'1000000',1,'0x4cb4d620b3baacb8eba1367487abd7f0ec0723a29ccb6492748d0d3ee568ce12','0x02f8b1827a6901843bd8b1d9843c2d747b82b7d7945fbdb2315678afecb367f032d93f642f64180aa380b844a9059cbb0000000000000000000000007e5700000000000000000000000000000000000100000000000000000000000000000000000000000000000000000000000f4240c001a056b203971f13ff1ed270025158176ad08c8dfe1131ce1792335368d55f7accc9a04f4ae7694bfd0fab2dc3e032a5208123d1cb20bc6a58082cbf20ad82764be525','47515364802637',44,'0xc1a47a0863d8b3f3674824aa8ab70a3c97a00d95f3cd3bbd4ed46c6c21823102','38262215517610','',1795888602,1795888602);
INSERT INTO "sweeps" VALUES('01a2234d-6856-76b5-a8f4-c42cc1145465',31337,'01a2234d-63bf-7343-bf77-a65fac7b0013','native','broadcast','0xf51b647eda3277c35436f52c8a1de50308c08f9d','0x7e57000000000000000000000000000000000001',NULL,'ETH',18,'2499978999267058000',0,'0xe6fc04d03fde34b4354239f20955423075479be09195d2b7abf5280eb71ce83b','0x02f874827a6980843b9b5256843b9b5256825208947e570000000000000000000000000000000000018822b1b5a7853fe15080c001a0697ab19ede632502c307a9b1365ee24fb1c1858ec51ba071f460cc6dcf3c5470a04634dbec0bc5e206480f0d25d3674161bee7ec54c5e227853639110d2a1d2c58','21000732942000',NULL,NULL,NULL,'',1795888605,1795888605);
CREATE TABLE transfers (
    chain_id     INTEGER NOT NULL,
    tx_hash      TEXT    NOT NULL CHECK (length(tx_hash) = 66),
    log_index    INTEGER NOT NULL CHECK (log_index >= -1),                     -- -1: the transaction's own value
    payment_id   TEXT    NOT NULL REFERENCES payments (id),
    token        TEXT             CHECK (length(token) = 42),
    from_address TEXT    NOT NULL CHECK (length(from_address) = 42),
    to_address   TEXT    NOT NULL CHECK (length(to_address) = 42),
    amount       TEXT    NOT NULL CHECK (length(amount) <= 78 AND amount GLOB '[1-9]*' AND amount NOT GLOB '*[^0-9]*'),
    block_number INTEGER NOT NULL,
    block_hash   TEXT    NOT NULL CHECK (length(block_hash) = 66),
    block_time   INTEGER NOT NULL,
    standing     TEXT    NOT NULL CHECK (standing IN ('counts', 'late', 'wrong_token')),
    depth        TEXT    NOT NULL CHECK (depth IN ('seen', 'confirmed', 'final')),
    orphaned     INTEGER NOT NULL CHECK (orphaned IN (0, 1)),
    PRIMARY KEY (chain_id, tx_hash, log_index)
) STRICT;
INSERT INTO "transfers" VALUES(31337,'0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4',-1,'01a2234d-4d30-7554-811a-db2844ecd3d8',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0xe42f4612e154153b68e241e8fde337e0c4dd6bbd','1500000000000000000',15,'0x70ddd0d00f0b1aba74e662a8de699f64cc0e1f4cf784a3927eb9d6e5e76ab45f',1795888608,'counts','final',0);
INSERT INTO "transfers" VALUES(31337,'0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec',0,'01a2234d-4d79-737a-956b-83a24139f20c','0x5fbdb2315678afecb367f032d93f642f64180aa3','0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x2f07c220dc62ce9531bc44b695a6d93578806d8d','12500000',17,'0x0477abca0a767e17fc9c93e03df4b91daa1ffe845ae4ba2a383f16f0bbc05add',1795888608,'counts','final',0);
INSERT INTO "transfers" VALUES(31337,'0xf09fb4860cf8a20bd4950e944370d1942f06d7ef64786e3d3f4ce1883a5b5282',0,'01a2234d-4d79-737a-956b-83a24139f20c','0x5fbdb2315678afecb367f032d93f642f64180aa3','0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x2f07c220dc62ce9531bc44b695a6d93578806d8d','1000000',32,'0x82d40eed2959332fb30ee10ce2135a0dca99367d326acdfaf2cf07068d1b6431',1795888619,'counts','final',0);
INSERT INTO "transfers" VALUES(31337,'0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829',-1,'01a2234d-5595-74d8-be68-337d3f6204fb',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x603049dcd328d58c9053ebe34f1692c0fac683f8','100000000000000000',33,'0x30ee4a7439ab287d33906c45d73a9b2f2ace6b5f1bfe67c270e7d9bc3754f463',1795888620,'counts','final',0);
INSERT INTO "transfers" VALUES(31337,'0x91c7fafae00dcdf32643955343a24af236287b28d9c64611881e8caef3a1142e',-1,'01a2234d-554e-759a-a084-db99087ee970',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x4fb070ef70961d204961c69b954b99808b9694bc','200000000000000000',35,'0x175ffe0c6030b077bbd070b78760b0ed5f7b7d5a97af5eff62a7b4d45d46fbad',1795892221,'late','final',0);
INSERT INTO "transfers" VALUES(31337,'0xff270ca903fb32f8b9a50118ca24d2a8ca11d9e77dca51abb9e1e09d88710e71',-1,'01a2234d-5ff3-7097-afd9-a9519c1225d0',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x3eb84b6a7b4707c20b6bca41b537055b61e84764','300000000000000000',57,'0x6b92e5264f09c04c579b080b69cc28cb11eafa65f4bbf63ea3f930ebc7ed1a13',1795892241,'counts','final',1);
INSERT INTO "transfers" VALUES(31337,'0x736987c29dd13e768e6167417559714925353d1000aa0ee39edab1afeea565ac',-1,'01a2234d-636b-77fe-bb20-9913365f102f',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x61e3a11876506c169a25c90a6f64fea5384d10f0','10000000000000',63,'0x05dbc1cd846a855218a735bea76f8451cb57b14901ba4b6cc45fb22c832e0eb9',1795892242,'counts','final',0);
INSERT INTO "transfers" VALUES(31337,'0x99933d109867d070805b6cd3b2a8d92c370d4addce97cb2319249a9fd24b5445',-1,'01a2234d-63bf-7343-bf77-a65fac7b0013',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0xf51b647eda3277c35436f52c8a1de50308c08f9d','1000000000000000000',64,'0x6bad516bea9a739696514f25cc33afe849317c39b410d451c6d11b7a21970edf',1795892242,'counts','final',0);
INSERT INTO "transfers" VALUES(31337,'0xd3d119cb037adee54af9c51d90604a97d44e4076b73af35a37f9d8456c594180',-1,'01a2234d-63bf-7343-bf77-a65fac7b0013',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0xf51b647eda3277c35436f52c8a1de50308c08f9d','1500000000000000000',65,'0x06dd340ca5faf51bea8d3062728e23d576d36b54ec3c4b55774593e643198ff1',1795892242,'counts','final',0);
INSERT INTO "transfers" VALUES(31337,'0x981fe9586d7295b544309f17a632ffbe2e01c63de841f08ff0f3e1c628aeb3d2',0,'01a2234d-65b4-7162-8a22-af41486b6742','0x5fbdb2315678afecb367f032d93f642f64180aa3','0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0xc529e5f8d5b162bc5dc9a6c546295cb9c6f0f41f','7000000',72,'0xae47eabf1ceb3536e450d726dea632a25d38c7cccd867836d1c471e7d2af4af1',1795892247,'counts','confirmed',0);
INSERT INTO "transfers" VALUES(31337,'0x0bbb12fbff821d47f362f89f96dec706bd2c754314220f19ea9247034e92221e',-1,'01a2234d-660c-72cf-ae69-9069de5ff1f9',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543','700000000000000000',74,'0x3a9009b4e514c5e6e830e6a8545cb8f5ff22087258bbe7734a3bc8b37949dcaa',1795892248,'counts','seen',0);
INSERT INTO "transfers" VALUES(31337,'0x01b90455f76cd961a427572d17d7b85cb16b4adb50497446c1a36238305adfec',0,'01a2234d-666d-713d-8510-dff7a3eff49a','0x5fbdb2315678afecb367f032d93f642f64180aa3','0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0xf625ecb69e3ece7bfbb315fd9c1e68b76be23d88','2000000',74,'0x3a9009b4e514c5e6e830e6a8545cb8f5ff22087258bbe7734a3bc8b37949dcaa',1795892248,'counts','seen',0);
INSERT INTO "transfers" VALUES(31337,'0x68debb065ee65c09011eb30d1e384d660289d0f8d54f276b193b378819956b99',1,'01a2234d-66c5-7280-96f3-6c810a564b47','0x5fbdb2315678afecb367f032d93f642f64180aa3','0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x20b3a8cbfcc2225b2f5fe64a9dc6bfe4c11d9df9','2000000',74,'0x3a9009b4e514c5e6e830e6a8545cb8f5ff22087258bbe7734a3bc8b37949dcaa',1795892248,'wrong_token','seen',0);
CREATE TABLE webhooks (
    id              TEXT    PRIMARY KEY,
    payment_id      TEXT    NOT NULL REFERENCES payments (id),
    seq             INTEGER NOT NULL,
    event           TEXT    NOT NULL,
    url             TEXT,                                                      -- NULL: the configured one
    body            TEXT    NOT NULL,
    state           TEXT    NOT NULL CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts        INTEGER NOT NULL,
    created_at_ms   INTEGER NOT NULL,
    next_attempt_ms INTEGER NOT NULL,
    attempted_ms    INTEGER,
    last_status     INTEGER,
    last_error      TEXT,
    claimed_by      INTEGER          CHECK (claimed_by >= 0),                  -- the place of the run that delivers it; NULL: nobody
    UNIQUE (payment_id, seq)
) STRICT;
INSERT INTO "webhooks" VALUES('msg_01a2234d-4dd7-707d-932d-8c1e69b7b51c','01a2234d-4d30-7554-811a-db2844ecd3d8',1,'payment.detected',NULL,'{"type":"payment.detected","timestamp":"2026-11-28T17:56:38Z","data":{"payment_id":"01a2234d-4d30-7554-811a-db2844ecd3d8","seq":1,"status":"detected","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}','delivered',1,1795888598487,1795888600207,1795888600207,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-4de0-716f-a444-9d711827ad04','01a2234d-4d79-737a-956b-83a24139f20c',1,'payment.detected',NULL,'{"type":"payment.detected","timestamp":"2026-11-28T17:56:38Z","data":{"payment_id":"01a2234d-4d79-737a-956b-83a24139f20c","seq":1,"status":"detected","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":1,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}','delivered',1,1795888598496,1795888600207,1795888600207,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-4e39-7279-b17f-8d2843186327','01a2234d-4d30-7554-811a-db2844ecd3d8',2,'payment.confirmed',NULL,'{"type":"payment.confirmed","timestamp":"2026-11-28T17:56:38Z","data":{"payment_id":"01a2234d-4d30-7554-811a-db2844ecd3d8","seq":2,"status":"confirmed","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}','delivered',1,1795888598585,1795888600221,1795888600221,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-4f31-7688-9b2a-0a907163c1b9','01a2234d-4d30-7554-811a-db2844ecd3d8',3,'payment.paid',NULL,'{"type":"payment.paid","timestamp":"2026-11-28T17:56:38Z","data":{"payment_id":"01a2234d-4d30-7554-811a-db2844ecd3d8","seq":3,"status":"paid","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}','delivered',1,1795888598833,1795888600237,1795888600237,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-4f32-7521-8fe1-32e49d6d7f03','01a2234d-4d79-737a-956b-83a24139f20c',2,'payment.confirmed',NULL,'{"type":"payment.confirmed","timestamp":"2026-11-28T17:56:38Z","data":{"payment_id":"01a2234d-4d79-737a-956b-83a24139f20c","seq":2,"status":"confirmed","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":6,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}','delivered',1,1795888598834,1795888600221,1795888600221,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-4f32-7521-8fe1-32e54a1bc319','01a2234d-4d79-737a-956b-83a24139f20c',3,'payment.paid',NULL,'{"type":"payment.paid","timestamp":"2026-11-28T17:56:38Z","data":{"payment_id":"01a2234d-4d79-737a-956b-83a24139f20c","seq":3,"status":"paid","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":6,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}','delivered',1,1795888598834,1795888600237,1795888600237,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-52ba-714c-839f-a591277fd309','01a2234d-4d30-7554-811a-db2844ecd3d8',4,'payment.settled',NULL,'{"type":"payment.settled","timestamp":"2026-11-28T17:56:39Z","data":{"payment_id":"01a2234d-4d30-7554-811a-db2844ecd3d8","seq":4,"status":"settled","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":16,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}','delivered',1,1795888599738,1795888600247,1795888600247,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-52cc-740b-8608-8271be942cfe','01a2234d-4d79-737a-956b-83a24139f20c',4,'payment.settled',NULL,'{"type":"payment.settled","timestamp":"2026-11-28T17:56:39Z","data":{"payment_id":"01a2234d-4d79-737a-956b-83a24139f20c","seq":4,"status":"settled","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":14,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}','delivered',1,1795888599756,1795888600247,1795888600247,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-55f1-702a-a7f3-efd550e5c6c6','01a2234d-5595-74d8-be68-337d3f6204fb',1,'payment.partially_paid',NULL,'{"type":"payment.partially_paid","timestamp":"2026-11-28T17:56:40Z","data":{"payment_id":"01a2234d-5595-74d8-be68-337d3f6204fb","seq":1,"status":"pending","flags":["underpaid"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}','delivered',1,1795888600561,1795888602974,1795888602974,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-566c-73c9-ac9f-126a8bf00875','01a2234d-54ff-7208-9d29-5e364698c1f9',1,'payment.expired',NULL,'{"type":"payment.expired","timestamp":"2026-11-28T17:56:40Z","data":{"payment_id":"01a2234d-54ff-7208-9d29-5e364698c1f9","seq":1,"status":"expired","flags":[],"address":"0x1454168e82efA260f49a6F86612cc6414Ba633e9","amount":"0.1","amount_raw":"100000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"UNPAID","metadata":{},"transfers":[]}}','delivered',1,1795888600684,1795888602974,1795888602974,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-566d-76d0-96f8-7997d607e7a8','01a2234d-554e-759a-a084-db99087ee970',1,'payment.expired',NULL,'{"type":"payment.expired","timestamp":"2026-11-28T17:56:40Z","data":{"payment_id":"01a2234d-554e-759a-a084-db99087ee970","seq":1,"status":"expired","flags":[],"address":"0x4fb070eF70961D204961c69B954B99808b9694BC","amount":"0.2","amount_raw":"200000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LATE","metadata":{},"transfers":[]}}','delivered',1,1795888600685,1795888602974,1795888602974,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-566d-76d0-96f8-7998e6acf638','01a2234d-5595-74d8-be68-337d3f6204fb',2,'payment.expired',NULL,'{"type":"payment.expired","timestamp":"2026-11-28T17:56:40Z","data":{"payment_id":"01a2234d-5595-74d8-be68-337d3f6204fb","seq":2,"status":"expired","flags":["underpaid"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}','delivered',1,1795888600685,1795888602985,1795888602985,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-574c-710a-bf70-85f409698109','01a2234d-554e-759a-a084-db99087ee970',2,'payment.late',NULL,'{"type":"payment.late","timestamp":"2026-11-28T17:56:40Z","data":{"payment_id":"01a2234d-554e-759a-a084-db99087ee970","seq":2,"status":"expired","flags":["underpaid","late"],"address":"0x4fb070eF70961D204961c69B954B99808b9694BC","amount":"0.2","amount_raw":"200000000000000000","received":"0.2","received_raw":"200000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LATE","metadata":{},"transfers":[{"tx_hash":"0x91c7fafae00dcdf32643955343a24af236287b28d9c64611881e8caef3a1142e","log_index":null,"block_number":35,"amount_raw":"200000000000000000"}]}}','delivered',1,1795888600908,1795888602985,1795888602985,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-584e-715b-87a8-3a316b6183c3','01a2234d-5595-74d8-be68-337d3f6204fb',3,'payment.detected',NULL,'{"type":"payment.detected","timestamp":"2026-11-28T17:56:41Z","data":{"payment_id":"01a2234d-5595-74d8-be68-337d3f6204fb","seq":3,"status":"detected","flags":["manual"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}','delivered',1,1795888601166,1795888602992,1795888602992,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-584e-715b-87a8-3a329239c27b','01a2234d-5595-74d8-be68-337d3f6204fb',4,'payment.confirmed',NULL,'{"type":"payment.confirmed","timestamp":"2026-11-28T17:56:41Z","data":{"payment_id":"01a2234d-5595-74d8-be68-337d3f6204fb","seq":4,"status":"confirmed","flags":["manual"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}','delivered',1,1795888601166,1795888603004,1795888603004,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-5a16-7477-affa-370e5fc6f537','01a2234d-5595-74d8-be68-337d3f6204fb',5,'payment.paid',NULL,'{"type":"payment.paid","timestamp":"2026-11-28T17:56:41Z","data":{"payment_id":"01a2234d-5595-74d8-be68-337d3f6204fb","seq":5,"status":"paid","flags":["manual"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}','delivered',1,1795888601622,1795888603016,1795888603016,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-5ed4-71ac-81e6-2bc38e8faaac','01a2234d-5595-74d8-be68-337d3f6204fb',6,'payment.settled',NULL,'{"type":"payment.settled","timestamp":"2026-11-28T17:56:42Z","data":{"payment_id":"01a2234d-5595-74d8-be68-337d3f6204fb","seq":6,"status":"settled","flags":["manual"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":17,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}','delivered',1,1795888602836,1795888603028,1795888603028,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-60ab-7517-a527-851e906152fc','01a2234d-5ff3-7097-afd9-a9519c1225d0',1,'payment.detected',NULL,'{"type":"payment.detected","timestamp":"2026-11-28T17:56:43Z","data":{"payment_id":"01a2234d-5ff3-7097-afd9-a9519c1225d0","seq":1,"status":"detected","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0xff270ca903fb32f8b9a50118ca24d2a8ca11d9e77dca51abb9e1e09d88710e71","log_index":null,"block_number":57,"amount_raw":"300000000000000000"}]}}','dead',1,1795888603307,1795888603869,1795888603869,410,'HTTP 410',NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-612e-7143-89a6-460b1adf34d6','01a2234d-5ff3-7097-afd9-a9519c1225d0',2,'payment.confirmed',NULL,'{"type":"payment.confirmed","timestamp":"2026-11-28T17:56:43Z","data":{"payment_id":"01a2234d-5ff3-7097-afd9-a9519c1225d0","seq":2,"status":"confirmed","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0xff270ca903fb32f8b9a50118ca24d2a8ca11d9e77dca51abb9e1e09d88710e71","log_index":null,"block_number":57,"amount_raw":"300000000000000000"}]}}','dead',1,1795888603438,1795888603880,1795888603880,410,'HTTP 410',NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-612e-7143-89a6-460c7e5d99a8','01a2234d-5ff3-7097-afd9-a9519c1225d0',3,'payment.paid',NULL,'{"type":"payment.paid","timestamp":"2026-11-28T17:56:43Z","data":{"payment_id":"01a2234d-5ff3-7097-afd9-a9519c1225d0","seq":3,"status":"paid","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0xff270ca903fb32f8b9a50118ca24d2a8ca11d9e77dca51abb9e1e09d88710e71","log_index":null,"block_number":57,"amount_raw":"300000000000000000"}]}}','dead',1,1795888603438,1795888603888,1795888603888,410,'HTTP 410',NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-61aa-734e-af98-b08b5e5a7a3c','01a2234d-5ff3-7097-afd9-a9519c1225d0',4,'payment.failed',NULL,'{"type":"payment.failed","timestamp":"2026-11-28T17:56:43Z","data":{"payment_id":"01a2234d-5ff3-7097-afd9-a9519c1225d0","seq":4,"status":"failed","flags":["reorged"],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LOST","metadata":{},"transfers":[]}}','dead',1,1795888603562,1795888603904,1795888603904,410,'HTTP 410',NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-6282-77ac-a9c4-cdbfd8fa862a','01a2234d-623c-7577-9fef-97806e9bfffb',1,'payment.failed',NULL,'{"type":"payment.failed","timestamp":"2026-11-28T17:56:43Z","data":{"payment_id":"01a2234d-623c-7577-9fef-97806e9bfffb","seq":1,"status":"failed","flags":["manual"],"address":"0xa642b057F48020e850581a05Fe2Dde506EabD50D","amount":"3","amount_raw":"3000000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"CANCELLED","metadata":{},"transfers":[]}}','delivered',1,1795888603778,1795888603869,1795888603869,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-641e-7058-b1db-cb55fde5060e','01a2234d-636b-77fe-bb20-9913365f102f',1,'payment.detected',NULL,'{"type":"payment.detected","timestamp":"2026-11-28T17:56:44Z","data":{"payment_id":"01a2234d-636b-77fe-bb20-9913365f102f","seq":1,"status":"detected","flags":[],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x736987c29dd13e768e6167417559714925353d1000aa0ee39edab1afeea565ac","log_index":null,"block_number":63,"amount_raw":"10000000000000"}]}}','delivered',1,1795888604190,1795888604498,1795888604498,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-641f-7436-831d-56d6f94ba5b4','01a2234d-63bf-7343-bf77-a65fac7b0013',1,'payment.detected',NULL,'{"type":"payment.detected","timestamp":"2026-11-28T17:56:44Z","data":{"payment_id":"01a2234d-63bf-7343-bf77-a65fac7b0013","seq":1,"status":"detected","flags":["overpaid","multiple"],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x99933d109867d070805b6cd3b2a8d92c370d4addce97cb2319249a9fd24b5445","log_index":null,"block_number":64,"amount_raw":"1000000000000000000"},{"tx_hash":"0xd3d119cb037adee54af9c51d90604a97d44e4076b73af35a37f9d8456c594180","log_index":null,"block_number":65,"amount_raw":"1500000000000000000"}]}}','delivered',1,1795888604191,1795888604498,1795888604498,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-6499-715b-9429-a7d9e3036844','01a2234d-636b-77fe-bb20-9913365f102f',2,'payment.confirmed',NULL,'{"type":"payment.confirmed","timestamp":"2026-11-28T17:56:44Z","data":{"payment_id":"01a2234d-636b-77fe-bb20-9913365f102f","seq":2,"status":"confirmed","flags":[],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x736987c29dd13e768e6167417559714925353d1000aa0ee39edab1afeea565ac","log_index":null,"block_number":63,"amount_raw":"10000000000000"}]}}','delivered',1,1795888604313,1795888604513,1795888604513,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-649a-7564-8c98-0a62c7f2766e','01a2234d-636b-77fe-bb20-9913365f102f',3,'payment.paid',NULL,'{"type":"payment.paid","timestamp":"2026-11-28T17:56:44Z","data":{"payment_id":"01a2234d-636b-77fe-bb20-9913365f102f","seq":3,"status":"paid","flags":[],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x736987c29dd13e768e6167417559714925353d1000aa0ee39edab1afeea565ac","log_index":null,"block_number":63,"amount_raw":"10000000000000"}]}}','delivered',1,1795888604314,1795888604525,1795888604525,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-649a-7564-8c98-0a63ac08e8b0','01a2234d-63bf-7343-bf77-a65fac7b0013',2,'payment.confirmed',NULL,'{"type":"payment.confirmed","timestamp":"2026-11-28T17:56:44Z","data":{"payment_id":"01a2234d-63bf-7343-bf77-a65fac7b0013","seq":2,"status":"confirmed","flags":["overpaid","multiple"],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x99933d109867d070805b6cd3b2a8d92c370d4addce97cb2319249a9fd24b5445","log_index":null,"block_number":64,"amount_raw":"1000000000000000000"},{"tx_hash":"0xd3d119cb037adee54af9c51d90604a97d44e4076b73af35a37f9d8456c594180","log_index":null,"block_number":65,"amount_raw":"1500000000000000000"}]}}','delivered',1,1795888604314,1795888604513,1795888604513,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-649b-73c2-9b8a-49ef073c9e19','01a2234d-63bf-7343-bf77-a65fac7b0013',3,'payment.paid',NULL,'{"type":"payment.paid","timestamp":"2026-11-28T17:56:44Z","data":{"payment_id":"01a2234d-63bf-7343-bf77-a65fac7b0013","seq":3,"status":"paid","flags":["overpaid","multiple"],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x99933d109867d070805b6cd3b2a8d92c370d4addce97cb2319249a9fd24b5445","log_index":null,"block_number":64,"amount_raw":"1000000000000000000"},{"tx_hash":"0xd3d119cb037adee54af9c51d90604a97d44e4076b73af35a37f9d8456c594180","log_index":null,"block_number":65,"amount_raw":"1500000000000000000"}]}}','delivered',1,1795888604315,1795888604525,1795888604525,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-6705-719b-92ad-2bee920967af','01a2234d-65b4-7162-8a22-af41486b6742',1,'payment.detected',NULL,'{"type":"payment.detected","timestamp":"2026-11-28T17:56:44Z","data":{"payment_id":"01a2234d-65b4-7162-8a22-af41486b6742","seq":1,"status":"detected","flags":[],"address":"0xC529e5f8D5b162BC5dC9A6C546295cB9c6F0F41F","amount":"7","amount_raw":"7000000","received":"7","received_raw":"7000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":4,"reference":"CONFIRMED","metadata":{},"transfers":[{"tx_hash":"0x981fe9586d7295b544309f17a632ffbe2e01c63de841f08ff0f3e1c628aeb3d2","log_index":0,"block_number":72,"amount_raw":"7000000"}]}}','delivered',1,1795888604933,1795888625494,1795888625494,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-6705-719b-92ad-2befbb1708a1','01a2234d-660c-72cf-ae69-9069de5ff1f9',1,'payment.detected',NULL,'{"type":"payment.detected","timestamp":"2026-11-28T17:56:44Z","data":{"payment_id":"01a2234d-660c-72cf-ae69-9069de5ff1f9","seq":1,"status":"detected","flags":[],"address":"0x0cc809982990ad21Fab2c8FE6d2AA4ee82Ec5543","amount":"0.7","amount_raw":"700000000000000000","received":"0.7","received_raw":"700000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":2,"reference":"DETECTED","metadata":{},"transfers":[{"tx_hash":"0x0bbb12fbff821d47f362f89f96dec706bd2c754314220f19ea9247034e92221e","log_index":null,"block_number":74,"amount_raw":"700000000000000000"}]}}','pending',1,1795888604933,1795888630952,1795888625495,500,'HTTP 500',NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-6706-75e1-b2eb-47604ea79a28','01a2234d-666d-713d-8510-dff7a3eff49a',1,'payment.partially_paid',NULL,'{"type":"payment.partially_paid","timestamp":"2026-11-28T17:56:44Z","data":{"payment_id":"01a2234d-666d-713d-8510-dff7a3eff49a","seq":1,"status":"pending","flags":["underpaid"],"address":"0xf625ECb69e3eCe7bFBb315fd9c1E68B76BE23D88","amount":"9","amount_raw":"9000000","received":"2","received_raw":"2000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":0,"reference":"PART-2","metadata":{},"transfers":[{"tx_hash":"0x01b90455f76cd961a427572d17d7b85cb16b4adb50497446c1a36238305adfec","log_index":0,"block_number":74,"amount_raw":"2000000"}]}}','delivered',1,1795888604934,1795888625495,1795888625495,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a2234d-6751-729b-aca9-4ce2d159911f','01a2234d-65b4-7162-8a22-af41486b6742',2,'payment.confirmed',NULL,'{"type":"payment.confirmed","timestamp":"2026-11-28T17:56:45Z","data":{"payment_id":"01a2234d-65b4-7162-8a22-af41486b6742","seq":2,"status":"confirmed","flags":[],"address":"0xC529e5f8D5b162BC5dC9A6C546295cB9c6F0F41F","amount":"7","amount_raw":"7000000","received":"7","received_raw":"7000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":4,"reference":"CONFIRMED","metadata":{},"transfers":[{"tx_hash":"0x981fe9586d7295b544309f17a632ffbe2e01c63de841f08ff0f3e1c628aeb3d2","log_index":0,"block_number":72,"amount_raw":"7000000"}]}}','delivered',1,1795888605009,1795888625498,1795888625498,200,NULL,NULL);
CREATE INDEX payments_watched ON payments (chain_id, watch_until);
CREATE INDEX payments_watched_native ON payments (chain_id, watch_until) WHERE token IS NULL;
CREATE INDEX payments_created ON payments (chain_id, created_at);
CREATE INDEX payments_pending ON payments (chain_id, expires_at) WHERE status = 'pending';
CREATE INDEX payments_sweep_due ON payments (chain_id, derivation_index) WHERE sweep_due = 1;
CREATE INDEX payments_status ON payments (status, id);
CREATE INDEX payments_chain_status ON payments (chain, status);
CREATE INDEX payments_reference ON payments (reference) WHERE reference IS NOT NULL;
CREATE INDEX transfers_payment ON transfers (payment_id);
CREATE INDEX transfers_block ON transfers (chain_id, block_number);
CREATE INDEX transfers_young ON transfers (chain_id, block_number) WHERE depth <> 'final' AND orphaned = 0;
CREATE INDEX webhooks_due ON webhooks (next_attempt_ms, id) WHERE state = 'pending' AND claimed_by IS NULL;
CREATE INDEX webhooks_due_own ON webhooks (next_attempt_ms, id) WHERE state = 'pending' AND claimed_by IS NULL AND url IS NOT NULL;
CREATE INDEX webhooks_claimed ON webhooks (claimed_by) WHERE claimed_by IS NOT NULL;
CREATE INDEX webhooks_waiting ON webhooks (payment_id, seq) WHERE state = 'pending';
CREATE INDEX webhooks_dead ON webhooks (created_at_ms) WHERE state = 'dead';
CREATE UNIQUE INDEX sweeps_nonce ON sweeps (chain_id, from_address, nonce) WHERE state <> 'dropped';
CREATE INDEX sweeps_payment ON sweeps (payment_id);
CREATE INDEX sweeps_open ON sweeps (chain_id, created_at) WHERE state IN ('signed', 'broadcast', 'mined');
CREATE INDEX archived_transfers_payment ON archived_transfers (payment_id);
CREATE INDEX archived_transfers_block ON archived_transfers (chain_id, block_number);
CREATE INDEX payments_asked ON payments (chain_id, asked_block) WHERE asked_block IS NOT NULL;
CREATE INDEX payments_pending_native ON payments (chain_id, expires_at) WHERE status = 'pending' AND token IS NULL;
COMMIT;
