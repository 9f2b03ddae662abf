// SPDX-License-Identifier: MIT
// Compiles BenchToken.sol with the tests' solc and prints its bytecode and selectors as JSON.
const fs = require('fs');
const path = require('path');
const solc = require(path.join(__dirname, '..', 'node_modules', 'solc'));

const file = path.join(__dirname, 'BenchToken.sol');
const output = JSON.parse(solc.compile(JSON.stringify({
    language: 'Solidity',
    sources: {'BenchToken.sol': {content: fs.readFileSync(file, 'utf8')}},
    settings: {
        optimizer: {enabled: true, runs: 200},
        outputSelection: {'*': {'*': ['evm.bytecode.object', 'evm.methodIdentifiers']}},
    },
})));
const errors = (output.errors || []).filter((error) => error.severity === 'error');
if (errors.length > 0) {
    console.error(errors.map((error) => error.formattedMessage).join('\n'));
    process.exit(1);
}
const {evm} = output.contracts['BenchToken.sol'].BenchToken;
console.log(JSON.stringify({bytecode: evm.bytecode.object, selectors: evm.methodIdentifiers}));
