// SPDX-License-Identifier: MIT
// The state at a block: balances, accounts, results of calls, and internal transfers.
#pragma once

#include "base/hex.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/transfer.hpp"
#include "rpc/block_header.hpp"
#include "rpc/call_request.hpp"
#include "rpc/receipt.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// Consecutive blocks and their internal transfers.
struct TracedBlocks
{
    std::vector<BlockHeader> headers;
    std::vector<evm::Transfer> transfers; ///< In order, with block, hash and time.
};

/// The result of a call that is executed without being sent.
struct CallOutcome
{
    bool succeeded = false;
    base::Bytes data;  ///< The return data.
    std::string error; ///< The node's message, where the call would fail.
};

struct SimulatedCall
{
    bool succeeded = false;
    std::uint64_t gas_used = 0;
    std::string error;
    std::vector<evm::Transfer> token_transfers; ///< Without block and transaction.
    std::vector<NativeSweep> native_sweeps;
};

struct Account
{
    std::uint64_t nonce = 0; ///< Transactions mined.
    evm::Amount balance;
    base::Bytes code;
};

struct HoldingQuery
{
    evm::Address owner;
    std::optional<evm::Address> token; ///< None: native currency only.
};

struct HeldFunds
{
    evm::Amount native;
    std::optional<evm::Amount> token; ///< None: none was asked for, or it has no balanceOf.
};

/// A token's transfer(to, amount) by its owner.
struct TransferQuery
{
    evm::Address owner;
    evm::Address token;
    evm::Address to;
    evm::Amount amount;
};

/// Of a call that is tried and not made.
struct TrialOutcome
{
    std::optional<std::uint64_t> gas; ///< Of a transaction that makes it; none: it would fail.
    std::string error;  ///< Why it would fail: the node's message, or that it returns false.
    base::Bytes data{}; ///< What it returns, at least the first 128 bytes.
};

/// Every call throws Error{unavailable} if no node gives a usable answer; no default is returned
/// instead. A node is used only after its eth_chainId matched the configuration.
class StateSource
{
public:
    StateSource() = default;
    StateSource(const StateSource&) = delete;
    StateSource& operator=(const StateSource&) = delete;
    virtual ~StateSource() = default;

    /// At the end of block `at`; none: of the latest block.
    [[nodiscard]] virtual std::vector<evm::Amount>
    balances(std::span<const evm::Address> addresses,
             std::optional<evm::BlockNumber> at = std::nullopt) = 0;
    struct TokenBalanceQuery
    {
        evm::Address token;
        evm::Address owner;
    };
    /// Error{config} if a token has no balanceOf.
    [[nodiscard]] virtual std::vector<evm::Amount>
    token_balances(std::span<const TokenBalanceQuery> queries,
                   std::optional<evm::BlockNumber> at = std::nullopt) = 0;

    /// At the end of exactly this block, all from one node that has it. None: no node has its
    /// state.
    [[nodiscard]] virtual std::optional<std::vector<evm::Amount>>
    balances_at(const BlockRef& at, std::span<const evm::Address> addresses) = 0;
    struct PastBalanceQuery
    {
        evm::Address owner;
        std::optional<evm::Address> token; ///< None: native currency.
        evm::BlockNumber at = 0;
    };
    /// Each balance at the end of its query's block, from nodes that have the block `seen`, which
    /// must not be earlier. None where no node has that state (any more), or the token has no
    /// balanceOf.
    [[nodiscard]] virtual std::vector<std::optional<evm::Amount>>
    past_balances(const BlockRef& seen, std::span<const PastBalanceQuery> queries) = 0;
    /// The sum of the token's Transfer events in this block whose sender is the owner. Added to the
    /// difference of two balances it gives the amount received.
    [[nodiscard]] virtual evm::Amount token_sent(const BlockRef& block,
                                                 const TokenBalanceQuery& query) = 0;
    /// The internal transfers in the blocks [from, to] to addresses that may be ours. None: no node
    /// traces blocks (as far back as these).
    [[nodiscard]] virtual std::optional<TracedBlocks>
    internal_transfers(evm::BlockNumber from, evm::BlockNumber to,
                       const std::function<bool(const evm::Address&)>& may_be_ours) = 0;

    /// At the latest block, in order, all of it from one node. Many are read by a few calls, where
    /// the node supports state overrides; so are the next four.
    [[nodiscard]] virtual std::vector<Account>
    accounts(std::span<const evm::Address> addresses) = 0;
    /// The number of mined transactions of each. None where the node tells it only one by one.
    [[nodiscard]] virtual std::vector<std::optional<std::uint64_t>>
    mined_nonces(std::span<const evm::Address> addresses) = 0;
    /// At the latest block, in order, all of it from one node.
    [[nodiscard]] virtual std::vector<HeldFunds>
    holdings(std::span<const HoldingQuery> queries) = 0;
    /// One outcome for each, in order, each on the state of the latest block.
    [[nodiscard]] virtual std::vector<TrialOutcome>
    try_transfers(std::span<const TransferQuery> queries) = 0;
    /// The same of other calls without value, to contracts that do not look at their caller.
    [[nodiscard]] virtual std::vector<TrialOutcome>
    try_alike(std::span<const CallRequest> calls) = 0;
    /// Error{request} with the node's message if the call would revert.
    [[nodiscard]] virtual base::Bytes call(const CallRequest& call) = 0;
    /// One outcome for each call, in order, in batches: a call that would fail is an outcome too.
    [[nodiscard]] virtual std::vector<CallOutcome>
    try_calls(std::span<const CallRequest> calls) = 0;
    /// Executes the calls on the latest block, each on the state that the one before left
    /// (eth_simulateV1). None: the node does not support the method.
    [[nodiscard]] virtual std::optional<std::vector<SimulatedCall>>
    simulate(std::span<const CallRequest> calls) = 0;
};

} // namespace ctrip::rpc
