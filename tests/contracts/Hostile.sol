// SPDX-License-Identifier: MIT
// Tokens and callers that mean the Sweeper harm. Not for any real chain.
pragma solidity 0.8.30;

import "./TestTokens.sol";

/// Burns every unit of gas that it is given when a chosen account transfers.
contract GasBurner {
    mapping(address => uint256) public balanceOf;
    mapping(address => bool) public bad;
    event Transfer(address indexed from, address indexed to, uint256 value);

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    function setBad(address account) external {
        bad[account] = true;
    }

    function transfer(address to, uint256 value) external returns (bool) {
        if (bad[msg.sender]) {
            assembly {
                invalid()
            }
        }
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
        emit Transfer(msg.sender, to, value);
        return true;
    }
}

/// Answers a transfer with a megabyte.
contract ReturnBomb {
    function balanceOf(address) external pure returns (uint256) {
        return 1;
    }

    function transfer(address, uint256) external pure {
        assembly {
            return(0, 1000000)
        }
    }
}

/// Says that it moved, and moves nothing.
contract LyingToken {
    mapping(address => uint256) public balanceOf;
    event Transfer(address indexed from, address indexed to, uint256 value);

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    function transfer(address to, uint256 value) external returns (bool) {
        emit Transfer(msg.sender, to, value);
        return true;
    }
}

/// Says that it moved, without an event, and moves nothing.
contract QuietToken {
    uint8 public constant decimals = 18;
    mapping(address => uint256) public balanceOf;
    event Transfer(address indexed from, address indexed to, uint256 value);

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    function freeze(address account) external {}

    function transfer(address, uint256) external pure returns (bool) {
        return true;
    }
}

/// A caller's "token": it is called by the deposit, and tries all that a thief would.
contract EvilToken {
    address immutable thief;
    OzToken immutable real;
    uint256 public attempts;

    constructor(address realToken) {
        thief = msg.sender;
        real = OzToken(realToken);
    }

    function balanceOf(address account) external view returns (uint256) {
        return real.balanceOf(account);
    }

    function transfer(address, uint256 value) external returns (bool) {
        ++attempts;
        try real.transferFrom(msg.sender, thief, value) returns (bool) {} catch {}
        address[] memory tokens = new address[](1);
        tokens[0] = address(real);
        address[] memory deposits = new address[](1);
        deposits[0] = thief;
        (bool ok, ) = msg.sender.call(abi.encodeWithSignature("sweep(address[],uint256)", tokens, uint256(50000)));
        (ok, ) = msg.sender.call(abi.encodeWithSignature("sweepMany(address[],address[],uint256)", deposits, tokens, 1));
        (ok, ) = msg.sender.call(abi.encodeWithSignature("transfer(address,uint256)", thief, value));
        (ok, ) = msg.sender.call(abi.encodeWithSignature("approve(address,uint256)", thief, value));
        return true;
    }
}

/// Pays with no more gas than the stipend.
contract StipendPayer {
    function pay(address payable to) external payable {
        to.transfer(msg.value);
    }
}
