// SPDX-License-Identifier: MIT
// Compiles the test contracts: `node compile.js OUT` writes OUT/<Contract>.json with abi, bytecode, methodIdentifiers.
// Skips the work when sources, compiler and this script are what they were.
'use strict';

const crypto = require('crypto');
const fs = require('fs');
const path = require('path');

const here = __dirname;
const modules = path.join(here, '..', 'node_modules');
const out = process.argv[2];
if (!out) {
    console.error('usage: node compile.js OUT');
    process.exit(64);
}

const names = fs.readdirSync(here).filter((name) => name.endsWith('.sol')).sort();
const sources = Object.fromEntries(
    names.map((name) => [name, {content: fs.readFileSync(path.join(here, name), 'utf8')}]));
const hash = crypto.createHash('sha256')
    .update(JSON.stringify(sources))
    .update(fs.readFileSync(__filename))
    .update(fs.readFileSync(path.join(here, '..', 'package-lock.json')))
    .digest('hex');
const stamp = path.join(out, '.sources-sha256');
if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === hash) {
    process.exit(0);
}

// Only now: loading the compiler takes a second.
const solc = require(path.join(modules, 'solc'));
const input = {
    language: 'Solidity',
    sources,
    settings: {
        optimizer: {enabled: true, runs: 200},
        evmVersion: 'paris', // Without PUSH0, so that the contracts run on chains without a base fee too.
        metadata: {bytecodeHash: 'none'},
        outputSelection: {'*': {'*': ['abi', 'evm.bytecode.object', 'evm.methodIdentifiers']}},
    },
};
const readImport = (name) => {
    const file = path.join(modules, name);
    return fs.existsSync(file) ? {contents: fs.readFileSync(file, 'utf8')} : {error: `${name}: no such file`};
};
const output = JSON.parse(solc.compile(JSON.stringify(input), {import: readImport}));
const problems = output.errors || [];
for (const problem of problems) {
    console.error(problem.formattedMessage);
}
if (problems.some((problem) => problem.severity === 'error')) {
    process.exit(1);
}

fs.mkdirSync(out, {recursive: true});
for (const name of names) {
    for (const [contract, made] of Object.entries(output.contracts[name])) {
        const artifact = {
            abi: made.abi,
            bytecode: '0x' + made.evm.bytecode.object,
            methodIdentifiers: made.evm.methodIdentifiers,
        };
        fs.writeFileSync(path.join(out, `${contract}.json`), JSON.stringify(artifact, null, 1) + '\n');
    }
}
fs.writeFileSync(stamp, hash);
