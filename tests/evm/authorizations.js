// SPDX-License-Identifier: MIT
// `node authorizations.js RAW` prints the authorizations of a raw transaction as JSON, as eth_call takes them, each with the "authority" that
// signed it (null where the signature is nobody's).
'use strict';

const {Common, Hardfork, Mainnet} = require('@ethereumjs/common');
const {createTxFromRLP} = require('@ethereumjs/tx');
const util = require('@ethereumjs/util');

function authority(item) {
    try {
        return util.eoaCode7702RecoverAuthority(item).toString();
    } catch {
        return null;
    }
}

const common = new Common({chain: {...Mainnet, chainId: 31337}, hardfork: Hardfork.Prague});
const tx = createTxFromRLP(util.hexToBytes(process.argv[2]), {common});
const quantity = (value) => (value === '0x' ? '0x0' : value);
console.log(JSON.stringify(tx.authorizationList.map((item) => {
    const {chainId, address, nonce, yParity, r, s} = util.eoaCode7702AuthorizationListBytesItemToJSON(item);
    return {chainId: quantity(chainId), address, nonce: quantity(nonce), yParity: quantity(yParity), r, s, authority: authority(item)};
})));
