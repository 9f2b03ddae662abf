// SPDX-License-Identifier: MIT
// Signs for tests what Anvil signs for nobody: `node sign.js` reads {key, tx, authorizations} as JSON from standard input and prints the raw
// transaction. Each authorization has key, chainId, address, nonce; "malleate" turns its s over, "changed" is put into it after signing.
'use strict';

const {Common, Hardfork, Mainnet} = require('@ethereumjs/common');
const {createEOACode7702Tx, createFeeMarket1559Tx} = require('@ethereumjs/tx');
const util = require('@ethereumjs/util');

const order = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141n;
const quantity = (value) => (BigInt(value) === 0n ? '0x' : util.bigIntToHex(BigInt(value)));

function authorization({key, chainId, address, nonce, malleate, changed}) {
    const made = util.eoaCode7702AuthorizationListBytesItemToJSON(util.eoaCode7702SignAuthorization(
        {chainId: quantity(chainId), address, nonce: quantity(nonce)}, util.hexToBytes(key)));
    if (malleate) {
        made.s = util.bigIntToHex(order - BigInt(made.s));
        made.yParity = BigInt(made.yParity === '0x' ? 0 : made.yParity) === 0n ? '0x1' : '0x';
    }
    return {...made, ...changed};
}

const input = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const common = new Common({chain: {...Mainnet, chainId: Number(input.tx.chainId)}, hardfork: Hardfork.Prague});
const list = (input.authorizations || []).map(authorization);
const tx = list.length === 0 ? createFeeMarket1559Tx(input.tx, {common})
    : createEOACode7702Tx({...input.tx, authorizationList: list}, {common});
console.log(util.bytesToHex(tx.sign(util.hexToBytes(input.key)).serialize()));
