// SPDX-License-Identifier: MIT
// Contracts that pay native money in the ways that no transaction's value shows, and some that only
// look as if they did. Not for any real chain.
pragma solidity 0.8.30;

/// Holds money and pays with it when it is told to.
contract SmartWallet {
    receive() external payable {}

    function pay(address payable to, uint256 value) external {
        (bool ok,) = to.call{value: value}("");
        require(ok);
    }

    /// Pays and takes it back, without a word to whoever called.
    function payAndRevert(address payable to, uint256 value) external {
        (bool ok,) = to.call{value: value}("");
        require(ok);
        revert("never mind");
    }

    /// The failure is swallowed: the transaction succeeds, and nobody is paid.
    function swallow(address payable to, uint256 value) external {
        try this.payAndRevert(to, value) {} catch {}
    }
}

/// Gives all it has away as it ends.
contract LastWill {
    constructor() payable {}

    function end(address payable heir) external {
        selfdestruct(heir);
    }
}

/// Ends before it has begun: all within the transaction that makes it.
contract StillBorn {
    constructor(address payable heir) payable {
        selfdestruct(heir);
    }
}

/// Runs code at an address within its own context: the trace repeats the value, which stays here.
contract Delegator {
    function look(address at) external payable {
        (bool ok,) = at.delegatecall("");
        require(ok);
    }
}

/// Takes a share of each transfer, and says in its event that all of it came.
contract FeeToken {
    uint8 public constant decimals = 6;
    uint256 public basisPoints;
    mapping(address => uint256) public balanceOf;

    event Transfer(address indexed from, address indexed to, uint256 value);

    function setFee(uint256 points) external {
        basisPoints = points;
    }

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    function transfer(address to, uint256 value) external returns (bool) {
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value - value * basisPoints / 10000;
        emit Transfer(msg.sender, to, value);
        return true;
    }

    /// The event alone.
    function pretend(address to, uint256 value) external {
        emit Transfer(msg.sender, to, value);
    }
}

/// What ctrip asks of Multicall3, by its ABI.
contract MulticallLike {
    struct Call3 {
        address target;
        bool allowFailure;
        bytes callData;
    }

    struct Result {
        bool success;
        bytes returnData;
    }

    function aggregate3(Call3[] calldata calls) external payable returns (Result[] memory results) {
        results = new Result[](calls.length);
        for (uint256 i; i < calls.length; ++i) {
            (results[i].success, results[i].returnData) = calls[i].target.call(calls[i].callData);
            require(results[i].success || calls[i].allowFailure);
        }
    }

    function getEthBalance(address account) external view returns (uint256) {
        return account.balance;
    }
}

/// Its issuer can take what an account holds, without an event.
contract IssuerToken {
    uint8 public constant decimals = 6;
    mapping(address => uint256) public balanceOf;

    event Transfer(address indexed from, address indexed to, uint256 value);

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    function wipe(address account) external {
        balanceOf[account] = 0;
    }

    function burn(address account, uint256 value) external {
        balanceOf[account] -= value;
        emit Transfer(account, address(0), value);
    }

    function transfer(address to, uint256 value) external returns (bool) {
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
        emit Transfer(msg.sender, to, value);
        return true;
    }
}

/// The native currency of Celo as a token: its precompiled contract moves native money between accounts, and lets only the contract
/// at this token's address do so. Made for an address, to which its code is copied.
contract CeloToken {
    uint8 public immutable decimals;
    uint256 public immutable unit;

    event Transfer(address indexed from, address indexed to, uint256 value);

    constructor() {
        decimals = 18;
        unit = 1;
    }

    function balanceOf(address account) external view returns (uint256) {
        return account.balance / unit;
    }

    function transfer(address to, uint256 value) external returns (bool) {
        (bool ok,) = address(0xfd).call(abi.encode(msg.sender, to, value * unit));
        require(ok);
        emit Transfer(msg.sender, to, value);
        return true;
    }
}
