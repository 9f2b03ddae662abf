// SPDX-License-Identifier: MIT
// Gas of sweeps on an EVM that is not Anvil's (which under-reports first sweeps): `node gas.js CONTRACTS SWEEPER_JSON SIZE…` prints
// gas per deposit for batches of so many first and second sweeps, beside the figures that are known, and fails where one is off by more
// than four percent, or where a deposit was not swept.
'use strict';

const fs = require('fs');
const path = require('path');
const {Common, Hardfork, Mainnet} = require('@ethereumjs/common');
const {createEOACode7702Tx, createFeeMarket1559Tx} = require('@ethereumjs/tx');
const util = require('@ethereumjs/util');
const {createVM, runTx} = require('@ethereumjs/vm');

const [contracts, sweeperFile, ...sizeWords] = process.argv.slice(2);
const artifact = (name) => JSON.parse(fs.readFileSync(path.join(contracts, `${name}.json`), 'utf8'));
const sweeperArtifact = JSON.parse(fs.readFileSync(sweeperFile, 'utf8'));
const common = new Common({chain: Mainnet, hardfork: Hardfork.Prague});
const chainId = 1n;
const sponsorKey = util.hexToBytes('0x' + '11'.repeat(32));
const sponsor = util.createAddressFromPrivateKey(sponsorKey);
const minter = util.createAddressFromString('0x' + '22'.repeat(20));
const treasury = util.createAddressFromString('0x7e57000000000000000000000000000000000001');
const sizes = sizeWords.map(Number);
// Measured elsewhere, on the same contract: the tokens' own code may differ by a little.
const known = {
    'OZ-like': {first: {1: 61699, 10: 34112, 100: 31352}, again: {1: 39199, 10: 13130, 100: 10922}},
    'USDT-like': {first: {1: 70716, 10: 37729, 100: 34429}, again: {1: 48216, 10: 16023, 100: 13383}},
    'native': {first: {1: 47828, 10: 29589, 100: 27764}, again: {1: 37285, 10: 14486, 100: 12205}},
};
const tolerance = 0.04;

const word = (value) => BigInt(value).toString(16).padStart(64, '0');
const list = (items) => word(items.length) + items.map(word).join('');

class Chain {
    static async create() {
        const chain = new Chain();
        chain.vm = await createVM({common});
        chain.nonce = 0n;
        await chain.vm.stateManager.putAccount(sponsor, util.createAccount({nonce: 0n, balance: 10n ** 24n}));
        await chain.vm.stateManager.putAccount(treasury, util.createAccount({nonce: 0n, balance: 1n}));
        return chain;
    }

    async send({to, data = '0x', value = 0n, gas = 30_000_000n, authorizations = []}) {
        const fields = {
            chainId, nonce: this.nonce, maxFeePerGas: 10n, maxPriorityFeePerGas: 0n, gasLimit: gas, to, value, data,
        };
        const tx = authorizations.length === 0
            ? createFeeMarket1559Tx(fields, {common})
            : createEOACode7702Tx({...fields, authorizationList: authorizations}, {common});
        const result = await runTx(this.vm, {tx: tx.sign(sponsorKey), skipBlockGasLimitValidation: true});
        this.nonce += 1n;
        if (result.execResult.exceptionError) {
            throw new Error(`a transaction failed: ${result.execResult.exceptionError.error}`);
        }
        return result;
    }

    async deploy(initcode) {
        return (await this.send({data: initcode})).createdAddress;
    }

    // Without transactions, whose signatures would take most of the time.
    async mint(contract, token, address) {
        const data = util.hexToBytes(`0x${selector(contract, 'mint')}${word(address.toString())}${word(1_000_000)}`);
        await this.vm.evm.runCall({caller: minter, to: token, data, gasLimit: 1_000_000n});
    }

    async give(address) {
        const account = await this.vm.stateManager.getAccount(address) || util.createAccount({});
        account.balance += 10n ** 15n;
        await this.vm.stateManager.putAccount(address, account);
    }

    async call(to, data) {
        const result = await this.vm.evm.runCall({to, data: util.hexToBytes(data), gasLimit: 10_000_000n});
        return BigInt(util.bytesToHex(result.execResult.returnValue));
    }
}

const selector = (contract, name) => {
    const ids = artifact(contract).methodIdentifiers;
    return ids[Object.keys(ids).find((signature) => signature.startsWith(name + '('))];
};
const balanceOf = (address) => `0x70a08231${word(address.toString())}`;

async function sweep(chain, sweeper, token, deposits, authorizations) {
    const tokens = token ? [token.toString()] : [];
    const tail = list(deposits.map((deposit) => deposit.address.toString()));
    const data = '0x' + sweeperArtifact.methodIdentifiers['sweepMany(address[],address[],uint256)'] + word(96)
        + word(96 + tail.length / 2) + word(100_000) + tail + list(tokens);
    const result = await chain.send({to: sweeper, data, authorizations});
    for (const {address} of deposits) {
        const left = token ? await chain.call(token, balanceOf(address)) : (await chain.vm.stateManager.getAccount(address)).balance;
        if (left !== 0n) {
            throw new Error(`${left} are left on ${address}`);
        }
    }
    return Number(result.totalGasSpent) / deposits.length;
}

async function measure(kind, size) {
    const chain = await Chain.create();
    const sweeper = await chain.deploy(sweeperArtifact.initcode + word(treasury.toString()));
    const contract = {'OZ-like': 'OzToken', 'USDT-like': 'UsdtLike'}[kind];
    const token = contract && await chain.deploy(artifact(contract).bytecode);
    const deposits = Array.from({length: size}, (_, i) => {
        const key = util.hexToBytes('0x' + word(1000 + i));
        return {key, address: util.createAddressFromPrivateKey(key)};
    });
    const fund = async () => {
        for (const {address} of [...deposits, ...(token ? [{address: treasury}] : [])]) {
            await (token ? chain.mint(contract, token, address) : chain.give(address));
        }
    };
    await fund();
    const authorizations = deposits.map(({key}) => util.eoaCode7702SignAuthorization(
        {chainId: '0x1', address: sweeper.toString(), nonce: '0x'}, key));
    const first = await sweep(chain, sweeper, token, deposits, authorizations);
    await fund();
    return {first, again: await sweep(chain, sweeper, token, deposits, [])};
}

async function main() {
    let bad = 0;
    console.log('gas per deposit    N      first      known      again      known');
    for (const kind of Object.keys(known)) {
        for (const size of sizes) {
            const gas = await measure(kind, size);
            const cells = ['first', 'again'].map((which) => {
                const expected = known[kind][which][size];
                if (expected && Math.abs(gas[which] - expected) > tolerance * expected) {
                    bad += 1;
                }
                return `${gas[which].toFixed(0).padStart(11)}${String(expected || '-').padStart(11)}`;
            });
            console.log(`${kind.padEnd(15)}${String(size).padStart(5)}${cells.join('')}`);
        }
    }
    if (bad !== 0) {
        console.error(`${bad} figures are off by more than ${100 * tolerance} %`);
        process.exit(1);
    }
}

main().catch((error) => {
    console.error(error);
    process.exit(1);
});
