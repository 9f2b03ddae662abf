// SPDX-License-Identifier: MIT
// `node check_proof.js FILE` checks what `ctrip show --proof` wrote, by @ethereumjs and without a word from ctrip or a node: prints as JSON
// what is proved to have been paid, one entry for each transfer, each with the block hash that has to be trusted. Fails with a reason where
// something does not hold. See docs/payment-proof.md.
'use strict';

const fs = require('fs');
const {Common, Hardfork, Mainnet} = require('@ethereumjs/common');
const {createMPT, verifyMPTWithMerkleProof} = require('@ethereumjs/mpt');
const {RLP} = require('@ethereumjs/rlp');
const {createTxFromRLP} = require('@ethereumjs/tx');
const util = require('@ethereumjs/util');
const {keccak_256: keccak} = require('@noble/hashes/sha3.js');

const TRANSFER = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
const hex = (bytes) => util.bytesToHex(bytes);
const bytes = (text) => util.hexToBytes(text);
const number = (item) => (item.length === 0 ? 0n : BigInt(hex(item)));

function require_(condition, what) {
    if (!condition) {
        throw new Error(what);
    }
}

/// The item at `key` under `root`; null where the path proves that there is none.
async function lookUp(root, key, path) {
    return verifyMPTWithMerkleProof(await createMPT(), root, key, path.map(bytes));
}

/// The item at the index of a list that has this root.
async function listItem(root, entry, what) {
    const item = await lookUp(root, RLP.encode(entry.index), entry.path);
    require_(item !== null && hex(item) === entry.item, `the path of the ${what} does not lead to it`);
    return item;
}

function readBlocks(list) {
    const blocks = new Map();
    for (const block of list) {
        const raw = bytes(block.header);
        require_(hex(keccak(raw)) === block.hash, `the header of block ${block.number} has another hash`);
        const fields = RLP.decode(raw);
        require_(number(fields[8]) === BigInt(block.number), `block ${block.number} has another number`);
        blocks.set(block.hash, {parent: hex(fields[0]), state: fields[3], transactions: fields[4], receipts: fields[5]});
    }
    return blocks;
}

function decodeReceipt(item) {
    const [status, , , logs] = RLP.decode(item[0] < 0xc0 ? item.slice(1) : item);
    require_(number(status) === 1n, 'the transaction failed');
    return logs;
}

async function checkTransaction(document, transfer, block) {
    const item = await listItem(block.transactions, transfer.transaction, 'transaction');
    require_(hex(keccak(item)) === transfer.tx_hash, 'the transaction has another hash');
    require_(transfer.transaction.index === transfer.receipt.index, 'receipt and transaction have different places');
    const common = new Common({chain: {...Mainnet, chainId: document.payment.chain_id}, hardfork: Hardfork.Prague});
    return createTxFromRLP(item, {common});
}

async function checkEvent(document, transfer, block) {
    const logs = decodeReceipt(await listItem(block.receipts, transfer.receipt, 'receipt'));
    const [address, topics, data] = logs[transfer.receipt.log];
    require_(topics.length === 3 && hex(topics[0]) === TRANSFER, 'the log is no transfer');
    await checkTransaction(document, transfer, block);
    return {token: hex(address), to: hex(topics[2].slice(12)), amount: number(data)};
}

async function checkValue(document, transfer, block) {
    decodeReceipt(await listItem(block.receipts, transfer.receipt, 'receipt'));
    const tx = await checkTransaction(document, transfer, block);
    return {token: null, to: tx.to.toString(), amount: tx.value};
}

async function balanceOf(root, address, path) {
    const item = await lookUp(root, keccak(bytes(address)), path);
    return item === null ? 0n : number(RLP.decode(item)[1]);
}

async function checkBalance(document, transfer, block, blocks) {
    const {address, before, after} = transfer.account;
    require_(block.parent === before.block_hash, 'the earlier state is not that of the block before');
    const parent = blocks.get(before.block_hash);
    require_(parent !== undefined, 'the header of the block before is missing');
    const had = await balanceOf(parent.state, address.toLowerCase(), before.path);
    const has = await balanceOf(block.state, address.toLowerCase(), after.path);
    require_(String(had) === before.balance_raw && String(has) === after.balance_raw, 'the balances are others');
    require_(has - had >= BigInt(transfer.amount_raw), 'the balance grew by less');
    return {token: null, to: address.toLowerCase(), amount: BigInt(transfer.amount_raw)};
}

const checks = {event: checkEvent, value: checkValue, balance: checkBalance};

async function main() {
    const document = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
    require_(document.format === 'ctrip-payment-proof' && document.version === 1, 'not a proof of version 1');
    const blocks = readBlocks(document.blocks);
    const proved = [];
    for (const transfer of document.transfers.filter((one) => one.proved)) {
        const block = blocks.get(transfer.block_hash);
        require_(block !== undefined, `the header of block ${transfer.block_number} is missing`);
        const paid = await checks[transfer.kind](document, transfer, block, blocks);
        const token = transfer.token_address === null ? null : transfer.token_address.toLowerCase();
        require_(paid.token === token && paid.to === transfer.to.toLowerCase(), 'another token or recipient');
        require_(paid.amount === BigInt(transfer.amount_raw), 'another amount');
        proved.push({kind: transfer.kind, token: paid.token, to: paid.to, amount: String(paid.amount), block_hash: transfer.block_hash});
    }
    console.log(JSON.stringify(proved));
}

main().catch((error) => {
    console.error(`check_proof: ${error.message}`);
    process.exit(1);
});
