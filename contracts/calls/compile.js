// SPDX-License-Identifier: MIT
// Compiles the programs of this folder: `node compile.js SOLC_MODULE` prints their code, which is kept in
// lib/rpc/read/wide_call.cpp.
'use strict';

const fs = require('fs');
const path = require('path');

const solc = require(path.resolve(process.argv[2]));
const codes = {};
for (const name of ['holdings', 'transfers', 'transfer', 'calls']) {
    const output = JSON.parse(solc.compile(JSON.stringify({
        language: 'Yul',
        sources: {[name]: {content: fs.readFileSync(path.join(__dirname, name + '.yul'), 'utf8')}},
        // Without PUSH0: not every chain has it.
        settings: {
            optimizer: {enabled: true, details: {yul: true}},
            evmVersion: 'paris',
            outputSelection: {'*': {'*': ['evm.bytecode.object']}},
        },
    })));
    const problems = (output.errors || []).filter((problem) => problem.severity === 'error');
    if (problems.length > 0) {
        console.error(problems.map((problem) => problem.formattedMessage).join('\n'));
        process.exit(1);
    }
    codes[name] = '0x' + Object.values(output.contracts[name])[0].evm.bytecode.object;
}
console.log(JSON.stringify(codes, null, 1));
