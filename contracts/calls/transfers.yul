// SPDX-License-Identifier: MIT
// Tries many token transfers, each on the state as it is. Run by eth_call as the code of an address that has none (a state
// override), while each owner has the code of transfer.yul; nobody deploys it.
//
// Input: a word, the gas of one trial; then entries of 92 bytes: owner, token, recipient, and the amount's word.
// Output: for each entry the eight words with which transfer.yul reverts; zeros where it was not run to its end.
{
    let each := calldataload(0)
    let out := 0x80
    for { let at := 32 } lt(at, calldatasize()) { at := add(at, 92) } {
        // CALL passes on 63 of 64 parts of what is left (EIP-150).
        if lt(gas(), add(add(each, div(each, 60)), 60000)) { break }
        calldatacopy(0, add(at, 20), 72)
        // It is undone by its revert: the next one finds balances and warm slots (EIP-2929) as this one did.
        if call(each, shr(96, calldataload(at)), 0, 0, 72, out, 256) {
            calldatacopy(out, calldatasize(), 256) // Not our code: nothing counts.
        }
        out := add(out, 256)
    }
    return(0x80, mul(div(sub(calldatasize(), 32), 92), 256))
}
