// SPDX-License-Identifier: MIT
// `node sender.js RAW` prints who signed a raw transaction, as JSON.
'use strict';

const {Common, Hardfork, Mainnet} = require('@ethereumjs/common');
const {createTxFromRLP} = require('@ethereumjs/tx');
const {hexToBytes} = require('@ethereumjs/util');

const common = new Common({chain: {...Mainnet, chainId: 31337}, hardfork: Hardfork.Prague});
console.log(JSON.stringify(createTxFromRLP(hexToBytes(process.argv[2]), {common}).getSenderAddress().toString()));
