// SPDX-License-Identifier: MIT
// What many addresses hold. Run by eth_call as the code of an address that has none (a state override); nobody deploys it.
//
// Input: entries of 40 bytes, an owner and a token (zero: none).
// Output: three words for each entry:
//   the owner's native balance;
//   token.balanceOf(owner), or zero;
//   the first 23 bytes of the owner's code, which is all of it where it is a delegation (EIP-7702), then 1 where the token
//   answered with one word (bit 64), then the size of the code (the lowest 64 bits).
{
    let out := 0x80
    mstore(0, shl(224, 0x70a08231)) // balanceOf(address)
    for { let at := 0 } lt(at, calldatasize()) { at := add(at, 40) } {
        let owner := shr(96, calldataload(at))
        let token := shr(96, calldataload(add(at, 20)))
        extcodecopy(owner, 0x40, 0, 23) // The 9 bytes after them stay zero.
        let about := or(mload(0x40), extcodesize(owner))
        mstore(out, balance(owner))
        if token {
            mstore(4, owner)
            // One that takes all gas it is given must not take that of the others.
            if and(eq(returndatasize(), 32), staticcall(300000, token, 0, 36, 0x60, 32)) {
                mstore(add(out, 32), mload(0x60))
                about := or(about, shl(64, 1))
            }
        }
        mstore(add(out, 64), about)
        out := add(out, 96)
    }
    return(0x80, sub(out, 0x80))
}
