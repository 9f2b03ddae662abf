// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// The token of the benchmark's blocks: plain transfers, and calls that leave several Transfer events.
contract BenchToken {
    uint8 public constant decimals = 6;
    mapping(address => uint256) public balanceOf;

    event Transfer(address indexed from, address indexed to, uint256 value);

    constructor(address[] memory holders) {
        for (uint256 i; i < holders.length; ++i) {
            balanceOf[holders[i]] = 1e30;
            emit Transfer(address(0), holders[i], 1e30);
        }
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        move(to, amount);
        return true;
    }

    function batch(address[] calldata to, uint256 amount) external {
        for (uint256 i; i < to.length; ++i) {
            move(to[i], amount);
        }
    }

    function move(address to, uint256 amount) private {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
        emit Transfer(msg.sender, to, amount);
    }
}
