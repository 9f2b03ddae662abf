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
INSERT INTO "archived_payments" VALUES('01a22336-79b9-742f-bbb8-358df39db57b',31337,'0x58a57ed9d8d624cbd12e2c467d34787555bb1b25',0,0,'archived-1','ctrip-archive-20261128T173145Z-a94c7906d7b9d93c.jsonl.gz',1795887105);
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
INSERT INTO "archived_transfers" VALUES(31337,'0x627e8dfe13b7eae39a78abd6d9fc52c4a876b92e333f316a0226d3e35e058040',-1,'01a22336-79b9-742f-bbb8-358df39db57b',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x58a57ed9d8d624cbd12e2c467d34787555bb1b25','10000000000000000',14,'0x3592430dd01f0645e2ddb6eaabd8ad54682d50677a644cf942863677de2afd81',1795887115);
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
INSERT INTO "chains" VALUES(31337,'anvil',61,'0x1652a3b13f3c352f371fc94ccb4555ec348cac0163e70dc2c9d2b0769eb0a55b',1795890745,61,57,1795887111);
CREATE TABLE checkpoints (
    chain_id     INTEGER NOT NULL REFERENCES chains (chain_id),
    block_number INTEGER NOT NULL,
    block_hash   TEXT    NOT NULL CHECK (length(block_hash) = 66),
    block_time   INTEGER NOT NULL,
    PRIMARY KEY (chain_id, block_number)
) STRICT, WITHOUT ROWID;
INSERT INTO "checkpoints" VALUES(31337,1,'0xb8c1771b588232a4dc3c563d8749b829accac98ae4ef9083208652336d07e961',1795887102);
INSERT INTO "checkpoints" VALUES(31337,2,'0xa52d096f009eda74fd48ad71fcdeeb6256c6c165d9376b9b0ed850dd15c0299c',1795887102);
INSERT INTO "checkpoints" VALUES(31337,7,'0x775cea02214274ebc06c91e609a6a94c78dd7b7c843f495f468a48b68f89723a',1795887108);
INSERT INTO "checkpoints" VALUES(31337,13,'0x54c71c92d851797c1eaec14edf6ea31ca6cd29e5768a7f6ba67c517dc6a9f6c7',1795887113);
INSERT INTO "checkpoints" VALUES(31337,14,'0x3592430dd01f0645e2ddb6eaabd8ad54682d50677a644cf942863677de2afd81',1795887115);
INSERT INTO "checkpoints" VALUES(31337,17,'0x3a1143d77f746cc11dd6ff66acb75768dd7479eac2d5bab4213fbffbe0b442ce',1795887115);
INSERT INTO "checkpoints" VALUES(31337,22,'0x83f545aac7557132d8e25976b4fa7511fe6257de1a0e10b5f65d6a9a4c8639a2',1795887121);
INSERT INTO "checkpoints" VALUES(31337,30,'0x9d5e296612d07aa65c2146f8bc248675b19bd9cc30127c98e014e900a89b81c2',1795887127);
INSERT INTO "checkpoints" VALUES(31337,32,'0x7eb06b75929af3e7671bc9f4f94f0582a1de83c0ac7788f19aabaac6e2a7b0cf',1795887127);
INSERT INTO "checkpoints" VALUES(31337,34,'0xcf88ed91b711b3aef4b2be1ec736b185bd4281b209c5a6b5b4221151e2f2e173',1795890729);
INSERT INTO "checkpoints" VALUES(31337,35,'0x508ecccfebbc6654898e87e9b01ec19c18b39deb9a83e53ef871a845b19521eb',1795890730);
INSERT INTO "checkpoints" VALUES(31337,42,'0x9f59d9ef5e016ac860e11fea45d1433dcead803193dd54c0206783cf168313f0',1795890737);
INSERT INTO "checkpoints" VALUES(31337,48,'0x2c908953011ff1bc43c27af493cdc3079ae1ee96589dac41947ac17ceceacce6',1795890737);
INSERT INTO "checkpoints" VALUES(31337,56,'0x3e0fb0f0b764cdd8c924830390c121f4e65d8e500e910832d2fb3cbf00402c90',1795890742);
INSERT INTO "checkpoints" VALUES(31337,61,'0x1652a3b13f3c352f371fc94ccb4555ec348cac0163e70dc2c9d2b0769eb0a55b',1795890745);
CREATE TABLE counters (
    name  TEXT    PRIMARY KEY,
    value INTEGER NOT NULL CHECK (value >= 0)
) STRICT;
INSERT INTO "counters" VALUES('derivation_index',14);
INSERT INTO "counters" VALUES('payment_number',14);
CREATE TABLE job_runs (
    job         TEXT    NOT NULL,
    chain       TEXT    NOT NULL,                                              -- '' where a job is not by chain
    started_ms  INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    exit_code   INTEGER NOT NULL,
    message     TEXT    NOT NULL,
    PRIMARY KEY (job, chain)
) STRICT, WITHOUT ROWID;
INSERT INTO "job_runs" VALUES('archive','',1795887105051,76,0,'');
INSERT INTO "job_runs" VALUES('confirm','anvil',1795887111881,49,0,'');
INSERT INTO "job_runs" VALUES('scan','anvil',1795887132775,10,0,'');
INSERT INTO "job_runs" VALUES('send-webhooks','',1795887132598,95,69,'1 webhook messages were not delivered: 1 will be tried again, 0 were given up');
INSERT INTO "job_runs" VALUES('sweep','anvil',1795887112318,20181,0,'');
CREATE TABLE moved (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    state TEXT    NOT NULL CHECK (state IN ('arriving', 'left')),
    other TEXT    NOT NULL,                                                    -- the other database, without its credentials
    at    INTEGER NOT NULL
) STRICT;
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
INSERT INTO "payment_history" VALUES('01a22336-85c2-71bd-b3c4-e271ed4be1c2',1,'payment.detected','pending','detected','1.5 of 1.5 ETH arrived',1795887105);
INSERT INTO "payment_history" VALUES('01a22336-85c2-71bd-b3c4-e271ed4be1c2',2,'payment.confirmed','detected','confirmed','3 blocks deep',1795887105);
INSERT INTO "payment_history" VALUES('01a22336-85c2-71bd-b3c4-e271ed4be1c2',3,'payment.paid','confirmed','paid','final on the chain',1795887106);
INSERT INTO "payment_history" VALUES('01a22336-85c2-71bd-b3c4-e271ed4be1c2',4,'payment.settled','paid','settled','the money is in the treasury',1795887107);
INSERT INTO "payment_history" VALUES('01a22336-866b-73a2-9ea3-6ebf658a691f',1,'payment.detected','pending','detected','12.5 of 12.5 USDT arrived',1795887105);
INSERT INTO "payment_history" VALUES('01a22336-866b-73a2-9ea3-6ebf658a691f',2,'payment.confirmed','detected','confirmed','3 blocks deep',1795887106);
INSERT INTO "payment_history" VALUES('01a22336-866b-73a2-9ea3-6ebf658a691f',3,'payment.paid','confirmed','paid','final on the chain',1795887106);
INSERT INTO "payment_history" VALUES('01a22336-866b-73a2-9ea3-6ebf658a691f',4,'payment.settled','paid','settled','the money is in the treasury',1795887107);
INSERT INTO "payment_history" VALUES('01a22336-90e0-733c-928f-9ff85db2cb70',1,'payment.expired','pending','expired','the deadline passed without enough',1795887108);
INSERT INTO "payment_history" VALUES('01a22336-9151-748a-bfa6-32391d2d4bbf',1,'payment.expired','pending','expired','the deadline passed without enough',1795887108);
INSERT INTO "payment_history" VALUES('01a22336-9151-748a-bfa6-32391d2d4bbf',2,'payment.late','expired','expired','0.2 of 0.2 ETH so far',1795887109);
INSERT INTO "payment_history" VALUES('01a22336-91bd-7583-8c8c-dfd95f256066',1,'payment.partially_paid','pending','pending','0.1 of 0.4 ETH so far',1795887108);
INSERT INTO "payment_history" VALUES('01a22336-91bd-7583-8c8c-dfd95f256066',2,'payment.expired','pending','expired','the deadline passed without enough',1795887108);
INSERT INTO "payment_history" VALUES('01a22336-95e0-706d-be86-a6b707b57b2c',1,'payment.detected','pending','detected','0.3 of 0.3 ETH arrived',1795887109);
INSERT INTO "payment_history" VALUES('01a22336-95e0-706d-be86-a6b707b57b2c',2,'payment.confirmed','detected','confirmed','3 blocks deep',1795887109);
INSERT INTO "payment_history" VALUES('01a22336-95e0-706d-be86-a6b707b57b2c',3,'payment.paid','confirmed','paid','final on the chain',1795887109);
INSERT INTO "payment_history" VALUES('01a22336-95e0-706d-be86-a6b707b57b2c',4,'payment.failed','paid','failed','money that had been final vanished from the chain',1795887110);
INSERT INTO "payment_history" VALUES('01a22336-9992-71b5-b595-19577c4194bc',1,'payment.detected','pending','detected','0.00001 of 0.00001 ETH arrived',1795887110);
INSERT INTO "payment_history" VALUES('01a22336-9992-71b5-b595-19577c4194bc',2,'payment.confirmed','detected','confirmed','3 blocks deep',1795887110);
INSERT INTO "payment_history" VALUES('01a22336-9992-71b5-b595-19577c4194bc',3,'payment.paid','confirmed','paid','final on the chain',1795887110);
INSERT INTO "payment_history" VALUES('01a22336-9a1b-71c9-b49f-fe4eda81cba5',1,'payment.detected','pending','detected','2.5 of 2 ETH arrived',1795887110);
INSERT INTO "payment_history" VALUES('01a22336-9a1b-71c9-b49f-fe4eda81cba5',2,'payment.confirmed','detected','confirmed','3 blocks deep',1795887110);
INSERT INTO "payment_history" VALUES('01a22336-9a1b-71c9-b49f-fe4eda81cba5',3,'payment.paid','confirmed','paid','final on the chain',1795887110);
INSERT INTO "payment_history" VALUES('01a22336-9caa-702a-8be8-0e001958e39e',1,'payment.detected','pending','detected','7 of 7 USDT arrived',1795887111);
INSERT INTO "payment_history" VALUES('01a22336-9caa-702a-8be8-0e001958e39e',2,'payment.confirmed','detected','confirmed','3 blocks deep',1795887111);
INSERT INTO "payment_history" VALUES('01a22336-9d41-7239-8c13-4d9dc4713f4f',1,'payment.detected','pending','detected','0.7 of 0.7 ETH arrived',1795887111);
INSERT INTO "payment_history" VALUES('01a22336-9da1-7210-b129-d5690a02c176',1,'payment.partially_paid','pending','pending','2 of 9 USDT so far',1795887111);
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
    number                 INTEGER NOT NULL UNIQUE,
    UNIQUE (chain_id, address)
) STRICT;
INSERT INTO "payments" VALUES('01a22336-8517-76dc-805a-d5e1a954fa8c','pending','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',1,'0x0d3eb21b6b21833a4939cfff4810e9ae0758e12c','250000000000000000','250000000000000000','0','0','',0,3,NULL,'WATCHED','{}',NULL,NULL,'971a7a6b9ff13cf5b1325e282fb2df9897e12d5b22e2a78adfba89223545af18',1795973505,1796578305,1795887105,1795887105,0,0,0,0,1);
INSERT INTO "payments" VALUES('01a22336-85c2-71bd-b3c4-e271ed4be1c2','settled','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',2,'0xe42f4612e154153b68e241e8fde337e0c4dd6bbd','1500000000000000000','1500000000000000000','1500000000000000000','0','',4,3,15,'ORDER-1','{}',NULL,'key-1','fe9486d861121b08bdb281feca683e95f6d53387ac4da4b3d1ea2673f2855b95',1795973505,1796578305,1795887105,1795887107,0,1,0,4,2);
INSERT INTO "payments" VALUES('01a22336-866b-73a2-9ea3-6ebf658a691f','settled','anvil',31337,'0x5fbdb2315678afecb367f032d93f642f64180aa3','USDT',6,'21c27a0f47d0c7f9',3,'0x2f07c220dc62ce9531bc44b695a6d93578806d8d','12500000','12500000','13500000','0','overpaid,multiple,wrong_token',4,3,17,'ORDER-2','{"customer":"77"}',NULL,NULL,'f70a6b8359207dd5354e6a3dcf5ab818454b9b136daf8b6fb1417149b769725f',1795973505,1796578305,1795887105,1795887107,0,1,1,5,3);
INSERT INTO "payments" VALUES('01a22336-90e0-733c-928f-9ff85db2cb70','expired','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',4,'0x1454168e82efa260f49a6f86612cc6414ba633e9','100000000000000000','100000000000000000','0','0','',1,3,NULL,'UNPAID','{}',NULL,NULL,'8681184c90fc8e902f8311c3312ad3564921ed3a33a84b9b2b4815cad5af58a7',1795887138,1796491938,1795887108,1795887108,1,0,0,1,4);
INSERT INTO "payments" VALUES('01a22336-9151-748a-bfa6-32391d2d4bbf','expired','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',5,'0x4fb070ef70961d204961c69b954b99808b9694bc','200000000000000000','200000000000000000','200000000000000000','200000000000000000','underpaid,late',2,3,NULL,'LATE','{}',NULL,NULL,'6a8ef8b88346a77ba31cf810bc3a46cb86392eae05c9a7e832a523bedcaf274d',1795887138,1796491938,1795887108,1795887109,1,0,0,2,5);
INSERT INTO "payments" VALUES('01a22336-91bd-7583-8c8c-dfd95f256066','expired','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',6,'0x603049dcd328d58c9053ebe34f1692c0fac683f8','400000000000000000','400000000000000000','100000000000000000','0','underpaid',2,3,NULL,'PART','{}',NULL,NULL,'54ab58f10972eee30e62f26086c2a51fb0f3959b081297bcb0e2317e55480430',1795887138,1796491938,1795887108,1795887108,1,0,0,2,6);
INSERT INTO "payments" VALUES('01a22336-95e0-706d-be86-a6b707b57b2c','failed','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',7,'0x3eb84b6a7b4707c20b6bca41b537055b61e84764','300000000000000000','300000000000000000','0','0','reorged',4,3,NULL,'LOST','{}',NULL,NULL,'399753d7e1a7d58dd61f8d1ca5e979b63082a12a804b3ee1c2c45df7523df22e',1795973509,1796578309,1795887109,1795887110,0,0,1,3,7);
INSERT INTO "payments" VALUES('01a22336-9992-71b5-b595-19577c4194bc','paid','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',8,'0xa642b057f48020e850581a05fe2dde506eabd50d','10000000000000','10000000000000','10000000000000','0','',3,3,49,'DUST','{}',NULL,NULL,'2c8db9c9926794317abdfa9c7ab9d95637c6b00852477a637aaa3d9c0b635293',1795973510,1796578310,1795887110,1795887110,0,0,1,2,8);
INSERT INTO "payments" VALUES('01a22336-9a1b-71c9-b49f-fe4eda81cba5','paid','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',9,'0x61e3a11876506c169a25c90a6f64fea5384d10f0','2000000000000000000','2000000000000000000','2500000000000000000','0','overpaid,multiple',3,3,51,'OVERPAID','{"customer":"78"}',NULL,NULL,'b591e30f66f0b3c6e023353a9e7ac2700602ba0df03d79bc0a84743968d2dbed',1795973510,1796578310,1795887110,1795887110,0,0,1,2,9);
INSERT INTO "payments" VALUES('01a22336-9caa-702a-8be8-0e001958e39e','confirmed','anvil',31337,'0x5fbdb2315678afecb367f032d93f642f64180aa3','USDT',6,'21c27a0f47d0c7f9',10,'0xf51b647eda3277c35436f52c8a1de50308c08f9d','7000000','7000000','7000000','0','',2,3,58,'CONFIRMED','{}',NULL,NULL,'20a8fe806a1f468b4bd496d6f581530084ed9488f45c8493588cf6ca39652f70',1795973511,1796578311,1795887111,1795887111,0,0,0,2,10);
INSERT INTO "payments" VALUES('01a22336-9d41-7239-8c13-4d9dc4713f4f','detected','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',11,'0xc529e5f8d5b162bc5dc9a6c546295cb9c6f0f41f','700000000000000000','700000000000000000','700000000000000000','0','',1,3,60,'DETECTED','{}',NULL,NULL,'2b84a17e3fc911df55ae4872fbd7f3c4ed287390973afd5d8888e0c040a382b9',1795973511,1796578311,1795887111,1795887111,0,0,0,1,11);
INSERT INTO "payments" VALUES('01a22336-9da1-7210-b129-d5690a02c176','pending','anvil',31337,'0x5fbdb2315678afecb367f032d93f642f64180aa3','USDT',6,'21c27a0f47d0c7f9',12,'0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543','9000000','9000000','2000000','0','underpaid',1,3,NULL,'PART-2','{}',NULL,NULL,'26fcb0fc388ac15f981ccf3cf9232584477d4630c4d8ea43d960677b2395809a',1795973511,1796578311,1795887111,1795887111,0,0,0,1,12);
INSERT INTO "payments" VALUES('01a22336-9e08-7658-b61e-23a1c663e800','pending','anvil',31337,NULL,'ETH',18,'21c27a0f47d0c7f9',13,'0xf625ecb69e3ece7bfbb315fd9c1e68b76be23d88','900000000000000000','900000000000000000','0','0','wrong_token',0,3,NULL,'WRONG-TOKEN','{}',NULL,NULL,'276d1a6f023f68e32a9e4ea88b5faf48770c55f4602b41baf1f74bbbc204c1db',1795973511,1796578311,1795887111,1795887111,0,0,0,1,13);
CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at BIGINT NOT NULL);
INSERT INTO "schema_migrations" VALUES(1,'initial','b679324cbdcfe4a8a6ec8ce44d05fdd021c64458096b9d2e6cc41e5d8c6dc051',1795887102);
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
INSERT INTO "sweeps" VALUES('01a22336-892d-72f9-b38b-ff54b5d7c4fa',31337,'01a22336-85c2-71bd-b3c4-e271ed4be1c2','native','final','0xe42f4612e154153b68e241e8fde337e0c4dd6bbd','0x7e57000000000000000000000000000000000001',NULL,'ETH',18,'1499977078976973000',0,'0xa06990d225db4360dd1a24938820eaeb880c2e0ba9ca5d10672d4aa6a45e3367','0x02f874827a698084410e9f2784410e9f27825208947e570000000000000000000000000000000000018814d0fd34c3a688c880c001a07c877d0ee9409b85549009325b244b6cdfaba79f060a882a03d96a58f8ae7f83a07240ae6b4bc0f83af0685943d3e54a20f0495388493acd7e0222f894013185a5','22921023027000',23,'0x3faa148e2141ee43a82969c85b4590539ff3ca0ef3206df457c20fd6979323ee','22921023027000','',1795887106,1795887107);
INSERT INTO "sweeps" VALUES('01a22336-8932-738d-b18d-8283600d6cd3',31337,'01a22336-866b-73a2-9ea3-6ebf658a691f','topup','final','0xa0ee7a142d267c1f36714e4a8f75612f20a79720','0x2f07c220dc62ce9531bc44b695a6d93578806d8d',NULL,'ETH',18,'71898883326551',0,'0x28d00da5ecc308e9acefdd9a4d784e6863006a79aa90a9d26c6aceb3076c0f89','0x02f872827a6980843b9aca0084410e9f27825208942f07c220dc62ce9531bc44b695a6d93578806d8d8641644366825780c080a0ccbe872a6e3567c92e7e819794149a95b5976e005151e0e0b6510e9cf35837c2a0734e0249d7afd7a8a685ee09ca31ed22004b384b51b050fe92088890abc2c155','22921023027000',24,'0xdeb5fc79973564c6654ab5193016759f33aafd79b3b60f35d6c5ccdf5b60a937','21980718291000','',1795887106,1795887107);
INSERT INTO "sweeps" VALUES('01a22336-8a3d-7479-a3d3-ab62217fc62b',31337,'01a22336-866b-73a2-9ea3-6ebf658a691f','token','final','0x2f07c220dc62ce9531bc44b695a6d93578806d8d','0x7e57000000000000000000000000000000000001','0x5fbdb2315678afecb367f032d93f642f64180aa3','USDT',6,'12500000',0,'0xbaa402fbf2163db0cc7b917c22b0cc5f212354dc60966ed3066a982bc0f3b00d','0x02f8b2827a6980843b9aca00843fc7afeb83010151945fbdb2315678afecb367f032d93f642f64180aa380b844a9059cbb0000000000000000000000007e570000000000000000000000000000000000010000000000000000000000000000000000000000000000000000000000bebc20c001a064985e8cba7bc992c05f58c55959dbda65f84527112ecf42a506fd030b9db15aa0581c4fda4364073ba21cee01a0de7f0262729c275a223e71be6bdde2ffb777a7','70487489746011',25,'0x754213680307520f8792a11fe012eb820bca41455260369ed46da22a6cef938a','57336402996975','',1795887106,1795887107);
INSERT INTO "sweeps" VALUES('01a22336-a085-71fc-9533-7ff5aabd0d64',31337,'01a22336-866b-73a2-9ea3-6ebf658a691f','topup','broadcast','0xa0ee7a142d267c1f36714e4a8f75612f20a79720','0x2f07c220dc62ce9531bc44b695a6d93578806d8d',NULL,'ETH',18,'32511159767590',1,'0xb85a94035f8999fe09d4c896f15246a537e5180a69280fcbd49c4f8cb1b8b3f6','0x02f872827a6901843b9aca00843b9e3d22825208942f07c220dc62ce9531bc44b695a6d93578806d8d861d919821122680c001a0316e3122fb1f3ba896b30602dda08ba6619c13e743d78fe2ec61db7e698be808a015d6397a5f227f10c1be1a90edf01780a19569aebbaf430f5e7ca8d465648b36','21004747722000',NULL,NULL,NULL,'',1795887112,1795887112);
INSERT INTO "sweeps" VALUES('01a22336-a095-75b0-8c26-82b639ddf987',31337,'01a22336-9a1b-71c9-b49f-fe4eda81cba5','native','broadcast','0x61e3a11876506c169a25c90a6f64fea5384d10f0','0x7e57000000000000000000000000000000000001',NULL,'ETH',18,'2499978995252278000',0,'0x03863613dcfb8ecdd49092b2d8ec2f5180fcd8eb7c6c0bbd10b8b3b642739662','0x02f874827a6980843b9e3d22843b9e3d22825208947e570000000000000000000000000000000000018822b1b5a695f332f080c080a08aaa39087a3c1eb55ba7914dbc88fc2cd8faf7a26899ae16de53df0809d297baa0019cd9f4afeb44ed97f36ad31d575add155ee6c46ae57c13109247fa8ddf7336','21004747722000',NULL,NULL,NULL,'',1795887112,1795887112);
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
INSERT INTO "transfers" VALUES(31337,'0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4',-1,'01a22336-85c2-71bd-b3c4-e271ed4be1c2',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0xe42f4612e154153b68e241e8fde337e0c4dd6bbd','1500000000000000000',15,'0xc9be4978f25c4c1a8d4cddcc15fe8d0c0939b478892dc98230a2b4fb01e000ff',1795887115,'counts','final',0);
INSERT INTO "transfers" VALUES(31337,'0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec',0,'01a22336-866b-73a2-9ea3-6ebf658a691f','0x5fbdb2315678afecb367f032d93f642f64180aa3','0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x2f07c220dc62ce9531bc44b695a6d93578806d8d','12500000',17,'0x3a1143d77f746cc11dd6ff66acb75768dd7479eac2d5bab4213fbffbe0b442ce',1795887115,'counts','final',0);
INSERT INTO "transfers" VALUES(31337,'0x28d00da5ecc308e9acefdd9a4d784e6863006a79aa90a9d26c6aceb3076c0f89',-1,'01a22336-866b-73a2-9ea3-6ebf658a691f',NULL,'0xa0ee7a142d267c1f36714e4a8f75612f20a79720','0x2f07c220dc62ce9531bc44b695a6d93578806d8d','71898883326551',24,'0xdeb5fc79973564c6654ab5193016759f33aafd79b3b60f35d6c5ccdf5b60a937',1795887121,'wrong_token','final',0);
INSERT INTO "transfers" VALUES(31337,'0xf09fb4860cf8a20bd4950e944370d1942f06d7ef64786e3d3f4ce1883a5b5282',0,'01a22336-866b-73a2-9ea3-6ebf658a691f','0x5fbdb2315678afecb367f032d93f642f64180aa3','0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x2f07c220dc62ce9531bc44b695a6d93578806d8d','1000000',32,'0x7eb06b75929af3e7671bc9f4f94f0582a1de83c0ac7788f19aabaac6e2a7b0cf',1795887127,'counts','final',0);
INSERT INTO "transfers" VALUES(31337,'0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829',-1,'01a22336-91bd-7583-8c8c-dfd95f256066',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x603049dcd328d58c9053ebe34f1692c0fac683f8','100000000000000000',33,'0x63f09e93d19281742559c6e3871a05de1114e5ae52442b9522e2b61739f10e1d',1795887128,'counts','final',0);
INSERT INTO "transfers" VALUES(31337,'0x91c7fafae00dcdf32643955343a24af236287b28d9c64611881e8caef3a1142e',-1,'01a22336-9151-748a-bfa6-32391d2d4bbf',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x4fb070ef70961d204961c69b954b99808b9694bc','200000000000000000',35,'0x508ecccfebbc6654898e87e9b01ec19c18b39deb9a83e53ef871a845b19521eb',1795890730,'late','final',0);
INSERT INTO "transfers" VALUES(31337,'0x38e8a00f46d482277e8e0171d7007e8be2c8f99ee7098f56b386bd199cd9a46d',-1,'01a22336-95e0-706d-be86-a6b707b57b2c',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x3eb84b6a7b4707c20b6bca41b537055b61e84764','300000000000000000',43,'0x8e752c0ad576d182c8c4714d4f8bd3f710a098aad53c64c136018b863fddcde4',1795890737,'counts','final',1);
INSERT INTO "transfers" VALUES(31337,'0x540336fd949922ab05434b81a739c79c8c0f07d305a30718be5dbf3d2b7d947a',-1,'01a22336-9992-71b5-b595-19577c4194bc',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0xa642b057f48020e850581a05fe2dde506eabd50d','10000000000000',49,'0xf4e3c0ddf2e72336ff6427f0ccb9f743c6b7cce4f929ff1dd8d2e8cbbb5e245b',1795890737,'counts','final',0);
INSERT INTO "transfers" VALUES(31337,'0x5d53943a516007a6167a04bb46d61dd2b86e78eea1642de796673f1c44801c5a',-1,'01a22336-9a1b-71c9-b49f-fe4eda81cba5',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x61e3a11876506c169a25c90a6f64fea5384d10f0','1000000000000000000',50,'0x75e18eea66eaa019969c48368c7ec280657969e150783673c767bd7e0494f54e',1795890737,'counts','final',0);
INSERT INTO "transfers" VALUES(31337,'0x51279d3f9ed358dcb3a6bd882cbf3df8e0441c649277682b4bd0cf1ddcfa2c2e',-1,'01a22336-9a1b-71c9-b49f-fe4eda81cba5',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x61e3a11876506c169a25c90a6f64fea5384d10f0','1500000000000000000',51,'0xb92c55d9f99d86db65230998b75c83bb8cb0ca68d2d33d470a2f846575b16d48',1795890737,'counts','final',0);
INSERT INTO "transfers" VALUES(31337,'0x655cad979d18efd9e98dbe10da54a646c10ed2b405f59839b31f79e668d2cfd0',0,'01a22336-9caa-702a-8be8-0e001958e39e','0x5fbdb2315678afecb367f032d93f642f64180aa3','0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0xf51b647eda3277c35436f52c8a1de50308c08f9d','7000000',58,'0x257952f773de37fc8a78ce8e377c5c28dddd69cda495cc9776a3115724babb1b',1795890743,'counts','confirmed',0);
INSERT INTO "transfers" VALUES(31337,'0xee3f2a3f64b3af7458bcc6b390a8362963dbcc2f18186d92e2537d2b7fd2fbc7',-1,'01a22336-9d41-7239-8c13-4d9dc4713f4f',NULL,'0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0xc529e5f8d5b162bc5dc9a6c546295cb9c6f0f41f','700000000000000000',60,'0x349db7c29fa9b24d469bb0ed0bd96f63f9c498bee7e6ab8a3459fbf2e47bfa68',1795890744,'counts','seen',0);
INSERT INTO "transfers" VALUES(31337,'0x45efdac56deb79ae3ac83dccb47f63343c73c4c06524d42b2aed5d23d4519781',0,'01a22336-9da1-7210-b129-d5690a02c176','0x5fbdb2315678afecb367f032d93f642f64180aa3','0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0x0cc809982990ad21fab2c8fe6d2aa4ee82ec5543','2000000',60,'0x349db7c29fa9b24d469bb0ed0bd96f63f9c498bee7e6ab8a3459fbf2e47bfa68',1795890744,'counts','seen',0);
INSERT INTO "transfers" VALUES(31337,'0x9b0ed246826834decfd65db9d71a5ee792b2a7fa371a6505d968d482d80e7055',1,'01a22336-9e08-7658-b61e-23a1c663e800','0x5fbdb2315678afecb367f032d93f642f64180aa3','0x70997970c51812dc3a010c7d01b50e0d17dc79c8','0xf625ecb69e3ece7bfbb315fd9c1e68b76be23d88','2000000',60,'0x349db7c29fa9b24d469bb0ed0bd96f63f9c498bee7e6ab8a3459fbf2e47bfa68',1795890744,'wrong_token','seen',0);
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
INSERT INTO "webhooks" VALUES('msg_01a22336-86c4-75a3-a04a-7281c2c13c64','01a22336-85c2-71bd-b3c4-e271ed4be1c2',1,'payment.detected',NULL,'{"type":"payment.detected","timestamp":"2026-11-28T17:31:45Z","data":{"payment_id":"01a22336-85c2-71bd-b3c4-e271ed4be1c2","seq":1,"status":"detected","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}','delivered',1,1795887105732,1795887108168,1795887108168,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-86c5-7345-933e-f19c8717ba59','01a22336-866b-73a2-9ea3-6ebf658a691f',1,'payment.detected',NULL,'{"type":"payment.detected","timestamp":"2026-11-28T17:31:45Z","data":{"payment_id":"01a22336-866b-73a2-9ea3-6ebf658a691f","seq":1,"status":"detected","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":1,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}','delivered',1,1795887105733,1795887108168,1795887108168,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-8729-70f0-b966-b4f301466dfe','01a22336-85c2-71bd-b3c4-e271ed4be1c2',2,'payment.confirmed',NULL,'{"type":"payment.confirmed","timestamp":"2026-11-28T17:31:45Z","data":{"payment_id":"01a22336-85c2-71bd-b3c4-e271ed4be1c2","seq":2,"status":"confirmed","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":3,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}','delivered',1,1795887105833,1795887108185,1795887108185,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-88b0-73c9-82f9-1cfcad8f83fb','01a22336-85c2-71bd-b3c4-e271ed4be1c2',3,'payment.paid',NULL,'{"type":"payment.paid","timestamp":"2026-11-28T17:31:46Z","data":{"payment_id":"01a22336-85c2-71bd-b3c4-e271ed4be1c2","seq":3,"status":"paid","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}','delivered',1,1795887106224,1795887108198,1795887108198,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-88b1-7791-b4ee-79ba8c20b165','01a22336-866b-73a2-9ea3-6ebf658a691f',2,'payment.confirmed',NULL,'{"type":"payment.confirmed","timestamp":"2026-11-28T17:31:46Z","data":{"payment_id":"01a22336-866b-73a2-9ea3-6ebf658a691f","seq":2,"status":"confirmed","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":6,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}','delivered',1,1795887106225,1795887108185,1795887108185,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-88b1-7791-b4ee-79bbfc361b66','01a22336-866b-73a2-9ea3-6ebf658a691f',3,'payment.paid',NULL,'{"type":"payment.paid","timestamp":"2026-11-28T17:31:46Z","data":{"payment_id":"01a22336-866b-73a2-9ea3-6ebf658a691f","seq":3,"status":"paid","flags":[],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":6,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}','delivered',1,1795887106225,1795887108198,1795887108198,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-8d37-7220-bd84-023f291012ce','01a22336-85c2-71bd-b3c4-e271ed4be1c2',4,'payment.settled',NULL,'{"type":"payment.settled","timestamp":"2026-11-28T17:31:47Z","data":{"payment_id":"01a22336-85c2-71bd-b3c4-e271ed4be1c2","seq":4,"status":"settled","flags":[],"address":"0xe42f4612e154153B68e241e8FDe337e0c4dD6bBD","amount":"1.5","amount_raw":"1500000000000000000","received":"1.5","received_raw":"1500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":16,"reference":"ORDER-1","metadata":{},"transfers":[{"tx_hash":"0xe0d25f12a71cd421f0554a7c156cb69a711937ee22d53b7b4ff38aa0ad98c0f4","log_index":null,"block_number":15,"amount_raw":"1500000000000000000"}]}}','delivered',1,1795887107383,1795887108215,1795887108215,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-8d55-759e-ad27-0e8b54a38d38','01a22336-866b-73a2-9ea3-6ebf658a691f',4,'payment.settled',NULL,'{"type":"payment.settled","timestamp":"2026-11-28T17:31:47Z","data":{"payment_id":"01a22336-866b-73a2-9ea3-6ebf658a691f","seq":4,"status":"settled","flags":["wrong_token"],"address":"0x2F07c220dC62CE9531bC44B695A6D93578806d8d","amount":"12.5","amount_raw":"12500000","received":"12.5","received_raw":"12500000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":14,"reference":"ORDER-2","metadata":{"customer":"77"},"transfers":[{"tx_hash":"0x1c6c77d63aa740e6faba6a42e7090f43397f34f8cebabc1968e0161b269c23ec","log_index":0,"block_number":17,"amount_raw":"12500000"}]}}','delivered',1,1795887107413,1795887108220,1795887108220,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-9227-7104-bdb8-7f2705f65ea6','01a22336-91bd-7583-8c8c-dfd95f256066',1,'payment.partially_paid',NULL,'{"type":"payment.partially_paid","timestamp":"2026-11-28T17:31:48Z","data":{"payment_id":"01a22336-91bd-7583-8c8c-dfd95f256066","seq":1,"status":"pending","flags":["underpaid"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}','delivered',1,1795887108647,1795887109434,1795887109434,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-92bc-7759-b022-44c6be37e37e','01a22336-90e0-733c-928f-9ff85db2cb70',1,'payment.expired',NULL,'{"type":"payment.expired","timestamp":"2026-11-28T17:31:48Z","data":{"payment_id":"01a22336-90e0-733c-928f-9ff85db2cb70","seq":1,"status":"expired","flags":[],"address":"0x1454168e82efA260f49a6F86612cc6414Ba633e9","amount":"0.1","amount_raw":"100000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"UNPAID","metadata":{},"transfers":[]}}','delivered',1,1795887108796,1795887109435,1795887109435,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-92bd-76c2-8cf8-c927d33216de','01a22336-9151-748a-bfa6-32391d2d4bbf',1,'payment.expired',NULL,'{"type":"payment.expired","timestamp":"2026-11-28T17:31:48Z","data":{"payment_id":"01a22336-9151-748a-bfa6-32391d2d4bbf","seq":1,"status":"expired","flags":[],"address":"0x4fb070eF70961D204961c69B954B99808b9694BC","amount":"0.2","amount_raw":"200000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LATE","metadata":{},"transfers":[]}}','delivered',1,1795887108797,1795887109436,1795887109436,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-92be-7000-9a3e-042d771a787f','01a22336-91bd-7583-8c8c-dfd95f256066',2,'payment.expired',NULL,'{"type":"payment.expired","timestamp":"2026-11-28T17:31:48Z","data":{"payment_id":"01a22336-91bd-7583-8c8c-dfd95f256066","seq":2,"status":"expired","flags":["underpaid"],"address":"0x603049dcd328D58c9053eBE34F1692c0fac683f8","amount":"0.4","amount_raw":"400000000000000000","received":"0.1","received_raw":"100000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"PART","metadata":{},"transfers":[{"tx_hash":"0x6292f95da9aa6111047ed688521dc4306465ddb5d8c44bad401b2c740b278829","log_index":null,"block_number":33,"amount_raw":"100000000000000000"}]}}','delivered',1,1795887108798,1795887109449,1795887109449,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-945f-74f9-b3d4-2503b557856a','01a22336-9151-748a-bfa6-32391d2d4bbf',2,'payment.late',NULL,'{"type":"payment.late","timestamp":"2026-11-28T17:31:49Z","data":{"payment_id":"01a22336-9151-748a-bfa6-32391d2d4bbf","seq":2,"status":"expired","flags":["underpaid","late"],"address":"0x4fb070eF70961D204961c69B954B99808b9694BC","amount":"0.2","amount_raw":"200000000000000000","received":"0.2","received_raw":"200000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LATE","metadata":{},"transfers":[{"tx_hash":"0x91c7fafae00dcdf32643955343a24af236287b28d9c64611881e8caef3a1142e","log_index":null,"block_number":35,"amount_raw":"200000000000000000"}]}}','delivered',1,1795887109215,1795887109449,1795887109449,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-96ba-71f6-a238-7862d74e179e','01a22336-95e0-706d-be86-a6b707b57b2c',1,'payment.detected',NULL,'{"type":"payment.detected","timestamp":"2026-11-28T17:31:49Z","data":{"payment_id":"01a22336-95e0-706d-be86-a6b707b57b2c","seq":1,"status":"detected","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0x38e8a00f46d482277e8e0171d7007e8be2c8f99ee7098f56b386bd199cd9a46d","log_index":null,"block_number":43,"amount_raw":"300000000000000000"}]}}','dead',1,1795887109818,1795887110305,1795887110305,410,'HTTP 410',NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-9733-7767-9705-51b4666749dd','01a22336-95e0-706d-be86-a6b707b57b2c',2,'payment.confirmed',NULL,'{"type":"payment.confirmed","timestamp":"2026-11-28T17:31:49Z","data":{"payment_id":"01a22336-95e0-706d-be86-a6b707b57b2c","seq":2,"status":"confirmed","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0x38e8a00f46d482277e8e0171d7007e8be2c8f99ee7098f56b386bd199cd9a46d","log_index":null,"block_number":43,"amount_raw":"300000000000000000"}]}}','dead',1,1795887109939,1795887110306,1795887110306,410,'HTTP 410',NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-9733-7767-9705-51b5daaa8b7e','01a22336-95e0-706d-be86-a6b707b57b2c',3,'payment.paid',NULL,'{"type":"payment.paid","timestamp":"2026-11-28T17:31:49Z","data":{"payment_id":"01a22336-95e0-706d-be86-a6b707b57b2c","seq":3,"status":"paid","flags":[],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0.3","received_raw":"300000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"LOST","metadata":{},"transfers":[{"tx_hash":"0x38e8a00f46d482277e8e0171d7007e8be2c8f99ee7098f56b386bd199cd9a46d","log_index":null,"block_number":43,"amount_raw":"300000000000000000"}]}}','dead',1,1795887109939,1795887110314,1795887110314,410,'HTTP 410',NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-97de-77ac-9659-c9f6fdf9b18e','01a22336-95e0-706d-be86-a6b707b57b2c',4,'payment.failed',NULL,'{"type":"payment.failed","timestamp":"2026-11-28T17:31:50Z","data":{"payment_id":"01a22336-95e0-706d-be86-a6b707b57b2c","seq":4,"status":"failed","flags":["reorged"],"address":"0x3eb84b6a7B4707C20B6bca41b537055B61E84764","amount":"0.3","amount_raw":"300000000000000000","received":"0","received_raw":"0","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":0,"reference":"LOST","metadata":{},"transfers":[]}}','dead',1,1795887110110,1795887110340,1795887110340,410,'HTTP 410',NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-9a7c-71a0-a6da-9ebb1f578d3d','01a22336-9992-71b5-b595-19577c4194bc',1,'payment.detected',NULL,'{"type":"payment.detected","timestamp":"2026-11-28T17:31:50Z","data":{"payment_id":"01a22336-9992-71b5-b595-19577c4194bc","seq":1,"status":"detected","flags":[],"address":"0xa642b057F48020e850581a05Fe2Dde506EabD50D","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x540336fd949922ab05434b81a739c79c8c0f07d305a30718be5dbf3d2b7d947a","log_index":null,"block_number":49,"amount_raw":"10000000000000"}]}}','delivered',1,1795887110780,1795887111228,1795887111228,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-9a7d-7368-adf3-7a677ca15ede','01a22336-9a1b-71c9-b49f-fe4eda81cba5',1,'payment.detected',NULL,'{"type":"payment.detected","timestamp":"2026-11-28T17:31:50Z","data":{"payment_id":"01a22336-9a1b-71c9-b49f-fe4eda81cba5","seq":1,"status":"detected","flags":["overpaid","multiple"],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x5d53943a516007a6167a04bb46d61dd2b86e78eea1642de796673f1c44801c5a","log_index":null,"block_number":50,"amount_raw":"1000000000000000000"},{"tx_hash":"0x51279d3f9ed358dcb3a6bd882cbf3df8e0441c649277682b4bd0cf1ddcfa2c2e","log_index":null,"block_number":51,"amount_raw":"1500000000000000000"}]}}','delivered',1,1795887110781,1795887111228,1795887111228,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-9ae5-710a-b25b-af693a5151e6','01a22336-9992-71b5-b595-19577c4194bc',2,'payment.confirmed',NULL,'{"type":"payment.confirmed","timestamp":"2026-11-28T17:31:50Z","data":{"payment_id":"01a22336-9992-71b5-b595-19577c4194bc","seq":2,"status":"confirmed","flags":[],"address":"0xa642b057F48020e850581a05Fe2Dde506EabD50D","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x540336fd949922ab05434b81a739c79c8c0f07d305a30718be5dbf3d2b7d947a","log_index":null,"block_number":49,"amount_raw":"10000000000000"}]}}','delivered',1,1795887110885,1795887111232,1795887111232,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-9ae6-71f1-942b-4c7bb6a14d9b','01a22336-9992-71b5-b595-19577c4194bc',3,'payment.paid',NULL,'{"type":"payment.paid","timestamp":"2026-11-28T17:31:50Z","data":{"payment_id":"01a22336-9992-71b5-b595-19577c4194bc","seq":3,"status":"paid","flags":[],"address":"0xa642b057F48020e850581a05Fe2Dde506EabD50D","amount":"0.00001","amount_raw":"10000000000000","received":"0.00001","received_raw":"10000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":8,"reference":"DUST","metadata":{},"transfers":[{"tx_hash":"0x540336fd949922ab05434b81a739c79c8c0f07d305a30718be5dbf3d2b7d947a","log_index":null,"block_number":49,"amount_raw":"10000000000000"}]}}','delivered',1,1795887110886,1795887111248,1795887111248,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-9ae7-76bd-9655-671c44d89c23','01a22336-9a1b-71c9-b49f-fe4eda81cba5',2,'payment.confirmed',NULL,'{"type":"payment.confirmed","timestamp":"2026-11-28T17:31:50Z","data":{"payment_id":"01a22336-9a1b-71c9-b49f-fe4eda81cba5","seq":2,"status":"confirmed","flags":["overpaid","multiple"],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x5d53943a516007a6167a04bb46d61dd2b86e78eea1642de796673f1c44801c5a","log_index":null,"block_number":50,"amount_raw":"1000000000000000000"},{"tx_hash":"0x51279d3f9ed358dcb3a6bd882cbf3df8e0441c649277682b4bd0cf1ddcfa2c2e","log_index":null,"block_number":51,"amount_raw":"1500000000000000000"}]}}','delivered',1,1795887110887,1795887111233,1795887111233,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-9ae7-76bd-9655-671d2d8ca2cf','01a22336-9a1b-71c9-b49f-fe4eda81cba5',3,'payment.paid',NULL,'{"type":"payment.paid","timestamp":"2026-11-28T17:31:50Z","data":{"payment_id":"01a22336-9a1b-71c9-b49f-fe4eda81cba5","seq":3,"status":"paid","flags":["overpaid","multiple"],"address":"0x61e3A11876506C169a25c90a6f64fEA5384d10f0","amount":"2","amount_raw":"2000000000000000000","received":"2.5","received_raw":"2500000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":6,"reference":"OVERPAID","metadata":{"customer":"78"},"transfers":[{"tx_hash":"0x5d53943a516007a6167a04bb46d61dd2b86e78eea1642de796673f1c44801c5a","log_index":null,"block_number":50,"amount_raw":"1000000000000000000"},{"tx_hash":"0x51279d3f9ed358dcb3a6bd882cbf3df8e0441c649277682b4bd0cf1ddcfa2c2e","log_index":null,"block_number":51,"amount_raw":"1500000000000000000"}]}}','delivered',1,1795887110887,1795887111248,1795887111248,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-9e60-754c-8170-b97a75082948','01a22336-9caa-702a-8be8-0e001958e39e',1,'payment.detected',NULL,'{"type":"payment.detected","timestamp":"2026-11-28T17:31:51Z","data":{"payment_id":"01a22336-9caa-702a-8be8-0e001958e39e","seq":1,"status":"detected","flags":[],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"7","amount_raw":"7000000","received":"7","received_raw":"7000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":4,"reference":"CONFIRMED","metadata":{},"transfers":[{"tx_hash":"0x655cad979d18efd9e98dbe10da54a646c10ed2b405f59839b31f79e668d2cfd0","log_index":0,"block_number":58,"amount_raw":"7000000"}]}}','delivered',1,1795887111776,1795887132648,1795887132648,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-9e61-7360-b4d5-e3f5836d48c6','01a22336-9d41-7239-8c13-4d9dc4713f4f',1,'payment.detected',NULL,'{"type":"payment.detected","timestamp":"2026-11-28T17:31:51Z","data":{"payment_id":"01a22336-9d41-7239-8c13-4d9dc4713f4f","seq":1,"status":"detected","flags":[],"address":"0xC529e5f8D5b162BC5dC9A6C546295cB9c6F0F41F","amount":"0.7","amount_raw":"700000000000000000","received":"0.7","received_raw":"700000000000000000","chain":"anvil","chain_id":31337,"token":"ETH","token_address":null,"confirmations":2,"reference":"DETECTED","metadata":{},"transfers":[{"tx_hash":"0xee3f2a3f64b3af7458bcc6b390a8362963dbcc2f18186d92e2537d2b7fd2fbc7","log_index":null,"block_number":60,"amount_raw":"700000000000000000"}]}}','pending',1,1795887111777,1795887138055,1795887132659,500,'HTTP 500',NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-9e61-7360-b4d5-e3f615ccc215','01a22336-9da1-7210-b129-d5690a02c176',1,'payment.partially_paid',NULL,'{"type":"payment.partially_paid","timestamp":"2026-11-28T17:31:51Z","data":{"payment_id":"01a22336-9da1-7210-b129-d5690a02c176","seq":1,"status":"pending","flags":["underpaid"],"address":"0x0cc809982990ad21Fab2c8FE6d2AA4ee82Ec5543","amount":"9","amount_raw":"9000000","received":"2","received_raw":"2000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":0,"reference":"PART-2","metadata":{},"transfers":[{"tx_hash":"0x45efdac56deb79ae3ac83dccb47f63343c73c4c06524d42b2aed5d23d4519781","log_index":0,"block_number":60,"amount_raw":"2000000"}]}}','delivered',1,1795887111777,1795887132659,1795887132659,200,NULL,NULL);
INSERT INTO "webhooks" VALUES('msg_01a22336-9ef5-76c9-8367-b6ce675036b9','01a22336-9caa-702a-8be8-0e001958e39e',2,'payment.confirmed',NULL,'{"type":"payment.confirmed","timestamp":"2026-11-28T17:31:51Z","data":{"payment_id":"01a22336-9caa-702a-8be8-0e001958e39e","seq":2,"status":"confirmed","flags":[],"address":"0xF51B647eda3277c35436f52C8A1De50308C08f9D","amount":"7","amount_raw":"7000000","received":"7","received_raw":"7000000","chain":"anvil","chain_id":31337,"token":"USDT","token_address":"0x5FbDB2315678afecb367f032d93F642f64180aa3","confirmations":4,"reference":"CONFIRMED","metadata":{},"transfers":[{"tx_hash":"0x655cad979d18efd9e98dbe10da54a646c10ed2b405f59839b31f79e668d2cfd0","log_index":0,"block_number":58,"amount_raw":"7000000"}]}}','delivered',1,1795887111925,1795887132692,1795887132692,200,NULL,NULL);
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
COMMIT;
