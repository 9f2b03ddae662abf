// SPDX-License-Identifier: MIT
// Tries one token transfer by the account whose code it is: see transfers.yul. Always reverts, so that nothing of it lasts.
//
// Input: token, recipient, and the amount's word. Reverts with eight words:
//   the address of a contract that the account would create, which tells its nonce; zero where it can't;
//   whether the transfer's call succeeded;
//   the gas that the call took;
//   the size of its return data, and the first four words of that.
{
    let made := create(0, 0, 0)
    mstore(0, shl(224, 0xa9059cbb)) // transfer(address,uint256)
    mstore(4, shr(96, calldataload(20)))
    mstore(36, calldataload(40))
    let token := shr(96, calldataload(0))
    let before := gas()
    let moved := call(gas(), token, 0, 0, 68, 0, 0)
    let used := sub(before, gas())
    let size := returndatasize()
    mstore(0, made)
    mstore(32, moved)
    mstore(64, used)
    mstore(96, size)
    if gt(size, 128) { size := 128 }
    returndatacopy(128, 0, size)
    revert(0, 256)
}
