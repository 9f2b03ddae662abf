// SPDX-License-Identifier: MIT
// Compiles a Sweeper with exactly these settings: `node compile.js SOLC_MODULE CONTRACT` prints the artifact that is kept beside its
// source CONTRACT.sol as CONTRACT.json. The address of a Sweeper depends on every byte of its code, so a version that was released is
// never changed: another code is another address, and authorizations that were signed for the old one are worth nothing for it.
'use strict';

const fs = require('fs');
const path = require('path');

const solc = require(path.resolve(process.argv[2]));
const name = process.argv[3];
const file = `${name}.sol`;
const source = fs.readFileSync(path.join(__dirname, file), 'utf8');
const settings = {
    viaIR: true,
    optimizer: {enabled: true, runs: 1000000},
    evmVersion: 'prague',
    metadata: {appendCBOR: false, bytecodeHash: 'none'},
};
const outputSelection = {
    '*': {'*': ['abi', 'evm.bytecode.object', 'evm.deployedBytecode.object', 'evm.deployedBytecode.immutableReferences',
        'evm.methodIdentifiers'], '': ['ast']},
};
const output = JSON.parse(solc.compile(JSON.stringify({
    language: 'Solidity',
    sources: {[file]: {content: source}},
    settings: {...settings, outputSelection},
})));
for (const problem of output.errors || []) {
    console.error(problem.formattedMessage);
    if (problem.severity === 'error') {
        process.exit(1);
    }
}
// By name: the numbers of the compiler's syntax tree say nothing.
const contract = output.sources[file].ast.nodes.find((node) => node.name === name);
const nameOfImmutable = (id) => contract.nodes.find((node) => node.id === Number(id)).name;
const made = output.contracts[file][name];
console.log(JSON.stringify({
    compiler: solc.version().replace(/\.Emscripten.*/, ''),
    settings,
    abi: made.abi,
    methodIdentifiers: made.evm.methodIdentifiers,
    initcode: '0x' + made.evm.bytecode.object,
    runtime: '0x' + made.evm.deployedBytecode.object,
    immutables: Object.fromEntries(Object.entries(made.evm.deployedBytecode.immutableReferences)
        .map(([id, places]) => [nameOfImmutable(id), places.map((place) => place.start)])),
}, null, 1));
