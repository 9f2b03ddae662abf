// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// Version 2 of the Sweeper (Sweeper.sol): the same guarantees, no gas constant in its bytecode, and
/// transfers by EIP-3009.
///
/// EIP-7702 delegation target for deposit EOAs, and the batch entry point that drives them.
///
/// This code runs in two places:
///  * as itself (the singleton), when the sponsor calls sweepMany() or transferMany();
///  * in the context of a deposit EOA that delegated to it, when anyone calls sweep() on that EOA.
///
/// The only place value can go is `treasury`, which lives in the bytecode (immutable), not in storage:
/// no storage, no owner, no delegatecall, no selfdestruct, no approve, no free-form call, no upgrade.
/// So every function may be called by anyone.
///
/// `gasPerCall`: the gas limit of each call of a token or of the treasury. `margin`: gas that has to
/// be left beside it for what CALL itself charges (two cold accesses, value, a new account) and for
/// this code between two calls. Both come from the caller: what they have to be differs by chain and
/// by fork (EIP-8037, EIP-8038). Too little of either leaves money where it is, and moves it nowhere
/// else.
contract SweeperV2 {
    /// A signed transfer to the treasury (EIP-3009): the arguments of transferWithAuthorization
    /// without its recipient.
    struct Transfer {
        address from;
        uint256 value;
        uint256 validAfter;
        uint256 validBefore;
        bytes32 nonce;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    address payable public immutable treasury;
    address private immutable self = address(this);

    /// Logged by the deposit EOA itself (log.address == deposit) so native sweeps can be reconciled.
    event NativeSwept(uint256 amount);
    error NotEnoughGas();
    error SingletonOnly();

    constructor(address payable treasury_) {
        require(treasury_ != address(0), "treasury");
        treasury = treasury_;
    }

    /// Native currency may keep arriving after delegation; this must fit the 2300 gas stipend.
    receive() external payable {}

    function version() external pure returns (uint256) {
        return 2;
    }

    /// Move the whole balance of each token, then the whole native balance, to the treasury.
    /// Never reverts because of a token: revert, false, no return value, junk, no code, burning all
    /// gas are all skipped. Reverts only with NotEnoughGas (see _requireGas), or with a Panic where
    /// gasPerCall or margin is so large that reckoning with it overflows; nothing has moved then.
    function sweep(address[] calldata tokens, uint256 gasPerCall, uint256 margin) external {
        for (uint256 i = 0; i < tokens.length; ++i) {
            uint256 amount = _balanceOfThis(tokens[i], gasPerCall, margin);
            if (amount != 0) {
                bytes memory data = abi.encodeWithSignature("transfer(address,uint256)", treasury, amount);
                _call(tokens[i], 0, data, gasPerCall, margin);
            }
        }
        uint256 value = address(this).balance;
        if (value != 0 && _call(treasury, value, "", gasPerCall, margin)) emit NativeSwept(value);
    }

    /// Call sweep(tokens, gasPerCall, margin) on each deposit. A failing deposit does not stop the others.
    function sweepMany(address[] calldata deposits, address[] calldata tokens, uint256 gasPerCall, uint256 margin)
        external
    {
        _requireSingleton();
        bytes memory data = abi.encodeCall(this.sweep, (tokens, gasPerCall, margin));
        // One margin more for the code before the first call, so that the last one can be given its own.
        uint256 gasPerDeposit = (2 * tokens.length + 1) * (gasPerCall + gasPerCall / 63 + margin) + margin;
        for (uint256 i = 0; i < deposits.length; ++i) {
            _call(deposits[i], 0, data, gasPerDeposit, margin);
        }
    }

    /// Move what was signed away by EIP-3009 to the treasury, and nowhere else: the recipient is not
    /// an argument, so a signature for another one fails. One that fails (used, expired, paused,
    /// blacklisted, not for the treasury) does not stop the others.
    function transferMany(address token, Transfer[] calldata transfers, uint256 gasPerCall, uint256 margin) external {
        _requireSingleton();
        for (uint256 i = 0; i < transfers.length; ++i) {
            Transfer calldata one = transfers[i];
            bytes memory data = abi.encodeWithSignature(
                "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)",
                one.from,
                treasury,
                one.value,
                one.validAfter,
                one.validBefore,
                one.nonce,
                one.v,
                one.r,
                one.s
            );
            _call(token, 0, data, gasPerCall, margin);
        }
    }

    /// A deposit EOA must never be made to call arbitrary addresses.
    function _requireSingleton() private view {
        if (address(this) != self) revert SingletonOnly();
    }

    /// token.balanceOf(address(this)), or 0 for anything that does not answer with a full word.
    function _balanceOfThis(address token, uint256 gasLimit, uint256 margin) private view returns (uint256 amount) {
        _requireGas(gasLimit, margin);
        bytes memory data = abi.encodeWithSignature("balanceOf(address)", address(this));
        assembly ("memory-safe") {
            // Yul evaluates right to left: staticcall first, then returndatasize
            if and(gt(returndatasize(), 0x1f), staticcall(gasLimit, token, add(data, 0x20), mload(data), 0x00, 0x20)) {
                amount := mload(0x00)
            }
        }
    }

    /// A call whose outcome is only reported; no return data is copied (no return bomb).
    function _call(address to, uint256 value, bytes memory data, uint256 gasLimit, uint256 margin)
        private
        returns (bool ok)
    {
        _requireGas(gasLimit, margin);
        assembly ("memory-safe") {
            ok := call(gasLimit, to, value, add(data, 0x20), mload(data), 0x00, 0x00)
        }
    }

    /// Revert unless the next call can be given the whole of gasLimit. Failures are tolerated, so
    /// without this eth_estimateGas would settle on a gas limit at which the outer transaction succeeds
    /// while transfers silently run out of gas. EIP-150 passes on at most 63/64 of what is left; margin
    /// covers what CALL itself charges.
    function _requireGas(uint256 gasLimit, uint256 margin) private view {
        if (gasleft() < gasLimit + gasLimit / 63 + margin) revert NotEnoughGas();
    }
}
