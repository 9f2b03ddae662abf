// SPDX-License-Identifier: MIT
// Compiles the Sweeper with exactly these settings: `node compile.js SOLC_MODULE` prints the artifact that is kept beside it as
// Sweeper.json. The address of a Sweeper depends on every byte of its code, so nothing of this is changed without need: another
// code is another address, and authorizations that were signed for the old one are worth nothing.
'use strict';

const fs = require('fs');
const path = require('path');

const solc = require(path.resolve(process.argv[2]));
const source = fs.readFileSync(path.join(__dirname, 'Sweeper.sol'), 'utf8');
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
    sources: {'Sweeper.sol': {content: source}},
    settings: {...settings, outputSelection},
})));
for (const problem of output.errors || []) {
    console.error(problem.formattedMessage);
    if (problem.severity === 'error') {
        process.exit(1);
    }
}
// By name: the numbers of the compiler's syntax tree say nothing.
const contract = output.sources['Sweeper.sol'].ast.nodes.find((node) => node.name === 'Sweeper');
const nameOf = (id) => contract.nodes.find((node) => node.id === Number(id)).name;
const made = output.contracts['Sweeper.sol'].Sweeper;
console.log(JSON.stringify({
    compiler: solc.version().replace(/\.Emscripten.*/, ''),
    settings,
    abi: made.abi,
    methodIdentifiers: made.evm.methodIdentifiers,
    initcode: '0x' + made.evm.bytecode.object,
    runtime: '0x' + made.evm.deployedBytecode.object,
    immutables: Object.fromEntries(Object.entries(made.evm.deployedBytecode.immutableReferences)
        .map(([id, places]) => [nameOf(id), places.map((place) => place.start)])),
}, null, 1));
