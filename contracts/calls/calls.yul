// SPDX-License-Identifier: MIT
// Tries many calls of one length, each on the state as it is. Run by eth_call as the code of an address that has none (a state
// override); nobody deploys it.
//
// Input: a word, the gas of one trial; a word, the size of an entry; then the entries: a contract's address and the call's data.
// Output: seven words for each entry, zeros where it was not run to its end:
//   whether the call succeeded;
//   the gas that it took;
//   the size of its return data, and the first four words of that.
{
    // A trial: called by itself with one entry. Always reverts, so that the next one finds the state as this one did.
    if eq(caller(), address()) {
        let size := sub(calldatasize(), 20)
        calldatacopy(0, 20, size)
        let before := gas()
        let done := call(gas(), shr(96, calldataload(0)), 0, 0, size, 0, 0)
        let used := sub(before, gas())
        size := returndatasize()
        mstore(0, done)
        mstore(32, used)
        mstore(64, size)
        mstore(96, 0)
        mstore(128, 0)
        mstore(160, 0)
        mstore(192, 0)
        if gt(size, 128) { size := 128 }
        returndatacopy(96, 0, size)
        revert(0, 224)
    }
    let each := calldataload(0)
    let length := calldataload(32)
    let begin := mul(div(add(length, 31), 32), 32)
    let out := begin
    for { let at := 64 } lt(at, calldatasize()) { at := add(at, length) } {
        // CALL passes on 63 of 64 parts of what is left (EIP-150).
        if lt(gas(), add(add(each, div(each, 60)), 60000)) { break }
        calldatacopy(0, at, length)
        pop(call(each, address(), 0, 0, length, out, 224))
        out := add(out, 224)
    }
    return(begin, mul(div(sub(calldatasize(), 64), length), 224))
}
