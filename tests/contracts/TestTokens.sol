// SPDX-License-Identifier: MIT
// The tokens and payers of the tests. Not for any real chain.
pragma solidity 0.8.30;

import "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// A token that keeps the standard: transfer returns true.
contract OzToken is ERC20 {
    constructor() ERC20("Test USD", "TUSD") {}

    function mint(address to, uint256 value) external {
        _mint(to, value);
    }
}

/// The shape of Tether's TetherToken on Ethereum: six decimals, no return value, block list, pause, optional fee.
contract UsdtLike {
    string public name = "Tether USD";
    string public symbol = "USDT";
    uint256 public decimals = 6;
    address public owner;
    bool public paused;
    uint256 public basisPointsRate;
    uint256 public maximumFee;
    uint256 public totalSupply;
    mapping(address => uint256) public balanceOf;
    mapping(address => bool) public isBlackListed;

    event Transfer(address indexed from, address indexed to, uint256 value);

    constructor() {
        owner = msg.sender;
    }

    function transfer(address to, uint256 value) external {
        require(!paused);
        require(!isBlackListed[msg.sender]);
        uint256 fee = value * basisPointsRate / 10000;
        if (fee > maximumFee) fee = maximumFee;
        uint256 sendAmount = value - fee;
        balanceOf[msg.sender] -= value;
        balanceOf[to] += sendAmount;
        if (fee > 0) {
            balanceOf[owner] += fee;
            emit Transfer(msg.sender, owner, fee);
        }
        emit Transfer(msg.sender, to, sendAmount);
    }

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
        totalSupply += value;
        emit Transfer(address(0), to, value);
    }

    function setParams(uint256 basisPoints, uint256 maximum) external {
        basisPointsRate = basisPoints;
        maximumFee = maximum;
    }

    function addBlackList(address account) external {
        isBlackListed[account] = true;
    }

    function setPaused(bool value) external {
        paused = value;
    }
}

/// Returns false instead of reverting when the sender is frozen.
contract FalseToken {
    uint8 public constant decimals = 18;
    mapping(address => uint256) public balanceOf;
    mapping(address => bool) public frozen;

    event Transfer(address indexed from, address indexed to, uint256 value);

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
        emit Transfer(address(0), to, value);
    }

    function freeze(address account) external {
        frozen[account] = true;
    }

    function transfer(address to, uint256 value) external returns (bool) {
        if (frozen[msg.sender] || balanceOf[msg.sender] < value) return false;
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
        emit Transfer(msg.sender, to, value);
        return true;
    }
}

/// Pays many receivers in one transaction, as exchanges and multisends do.
contract Disperse {
    /// Native currency: internal transfers, which no block or receipt shows.
    function pay(address payable[] calldata to, uint256 each) external payable {
        for (uint256 i; i < to.length; ++i) {
            (bool ok,) = to[i].call{value: each}("");
            require(ok);
        }
    }

    /// Tokens that this contract holds: several Transfer events in one receipt. A token may return nothing.
    function payTokens(address token, address[] calldata to, uint256[] calldata values) external {
        for (uint256 i; i < to.length; ++i) {
            (bool ok,) = token.call(abi.encodeWithSignature("transfer(address,uint256)", to[i], values[i]));
            require(ok);
        }
    }

    /// Moves the value and takes it back by reverting.
    function boom(address payable to) external payable {
        (bool ok,) = to.call{value: msg.value}("");
        require(ok);
        revert("outer");
    }
}

/// A treasury whose receive() needs more than the 2300 gas of a plain send.
contract HeavyTreasury {
    uint256 public total;

    event Received(address indexed from, uint256 value);

    receive() external payable {
        total += msg.value;
        emit Received(msg.sender, msg.value);
    }
}

/// A treasury that refuses native currency.
contract RejectingTreasury {
    receive() external payable {
        revert("no");
    }
}

/// The shape of Circle's FiatToken (USDC): a token whose owners sign transfers that anybody sends (EIP-3009), with a pause and a
/// block list. Behind a proxy there, which costs about 3,000 gas a call more.
contract UsdcLike {
    string public name = "USD Coin";
    string public symbol = "USDC";
    string public version = "2";
    uint8 public constant decimals = 6;
    bytes32 public constant TRANSFER_WITH_AUTHORIZATION_TYPEHASH = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );
    uint256 public totalSupply;
    bool public paused;
    mapping(address => uint256) public balanceOf;
    mapping(address => bool) public isBlackListed;
    mapping(address => mapping(bytes32 => bool)) public authorizationState;
    bytes32 private separator;

    event Transfer(address indexed from, address indexed to, uint256 value);
    event AuthorizationUsed(address indexed authorizer, bytes32 indexed nonce);

    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        if (separator != 0) return separator;
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256(bytes(version)),
                block.chainid,
                address(this)
            )
        );
    }

    function transfer(address to, uint256 value) external returns (bool) {
        _transfer(msg.sender, to, value);
        return true;
    }

    function transferWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        require(block.timestamp > validAfter, "not yet valid");
        require(block.timestamp < validBefore, "expired");
        require(!authorizationState[from][nonce], "used");
        // FiatToken asks the code of an account that has some (ERC-1271), which the Sweeper has not.
        require(from.code.length == 0, "ERC-1271");
        bytes32 signed = keccak256(
            abi.encode(TRANSFER_WITH_AUTHORIZATION_TYPEHASH, from, to, value, validAfter, validBefore, nonce)
        );
        require(uint256(s) <= 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0, "s");
        address signer = ecrecover(keccak256(abi.encodePacked(hex"1901", DOMAIN_SEPARATOR(), signed)), v, r, s);
        require(signer == from && from != address(0), "invalid signature");
        authorizationState[from][nonce] = true;
        emit AuthorizationUsed(from, nonce);
        _transfer(from, to, value);
    }

    function _transfer(address from, address to, uint256 value) private {
        require(!paused, "paused");
        require(!isBlackListed[from] && !isBlackListed[to], "blacklisted");
        balanceOf[from] -= value;
        balanceOf[to] += value;
        emit Transfer(from, to, value);
    }

    function mint(address to, uint256 value) external {
        balanceOf[to] += value;
        totalSupply += value;
        emit Transfer(address(0), to, value);
    }

    function addBlackList(address account) external {
        isBlackListed[account] = true;
    }

    function setPaused(bool value) external {
        paused = value;
    }

    /// Another domain than its name and version make, as of bridged tokens that sign for another chain.
    function setSeparator(bytes32 value) external {
        separator = value;
    }
}
