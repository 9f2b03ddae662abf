// SPDX-License-Identifier: MIT
// Signs transfers by EIP-3009 with another implementation than ctrip's: reads {separator, transfers: [{key, from, to, value,
// validAfter, validBefore, nonce}]} as JSON from standard input, and prints [[v, r, s]…].
'use strict';

const {secp256k1} = require('@noble/curves/secp256k1.js');
const {keccak_256: keccak256} = require('@noble/hashes/sha3.js');

const word = (value) => BigInt(value).toString(16).padStart(64, '0');
const hash = (hex) => Buffer.from(keccak256(Buffer.from(hex, 'hex'))).toString('hex');
const type = Buffer.from(keccak256(Buffer.from('TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,'
    + 'uint256 validBefore,bytes32 nonce)'))).toString('hex');

const {separator, transfers} = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(transfers.map(({key, from, to, value, validAfter, validBefore, nonce}) => {
    const digest = hash('1901' + word(separator) + hash(type + [from, to, value, validAfter, validBefore, nonce].map(word).join('')));
    const made = secp256k1.sign(Buffer.from(digest, 'hex'), Buffer.from(word(key), 'hex'), {prehash: false, format: 'recovered'});
    return [27 + made[0], '0x' + Buffer.from(made.slice(1, 33)).toString('hex'), '0x' + Buffer.from(made.slice(33)).toString('hex')];
})));
