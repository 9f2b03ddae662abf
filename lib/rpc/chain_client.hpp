// SPDX-License-Identifier: MIT
// What ctrip asks a chain's nodes, as an interface: jobs see no JSON, no URLs and no failover.
#pragma once

#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"
#include "evm/transaction.hpp"
#include "evm/transfer.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::rpc {

struct BlockHeader
{
    evm::BlockNumber number = 0;
    evm::BlockHash hash;
    evm::BlockHash parent_hash;
    std::int64_t timestamp_s = 0;
    std::optional<evm::Amount> base_fee; ///< None: the chain has no EIP-1559 fees.
    std::uint64_t gas_limit = 0;         ///< Of all its transactions together.
};

enum class BlockTag : std::uint8_t
{
    latest,
    safe,
    finalized,
};

/// A NativeSwept event of the Sweeper contract, which the deposit itself logs.
struct NativeSweep
{
    evm::Address from;
    evm::Amount amount;
};

struct Receipt
{
    evm::TxHash tx_hash;
    evm::BlockNumber block_number = 0;
    evm::BlockHash block_hash;
    bool succeeded = false;
    std::uint64_t gas_used = 0;
    evm::Amount effective_gas_price;
    std::vector<evm::Transfer>
        token_transfers; ///< ERC-20 Transfer events of this transaction (block_time_s is 0).
    std::vector<evm::Transfer> empty_transfers; ///< Those of them that move nothing.
    std::vector<NativeSweep> native_sweeps;
    evm::Amount l1_fee; ///< What an OP-stack chain took for the data besides; else zero.

    /// Wei that its sender paid.
    [[nodiscard]] evm::Amount fee() const
    {
        return evm::Amount{gas_used} * effective_gas_price + l1_fee;
    }
};

/// A transaction as it was sent, mined or not.
struct Transaction
{
    evm::TxHash hash;
    evm::Address from;
    std::optional<evm::Address> to; ///< None: it creates a contract.
    evm::Amount value;
};

/// What read_blocks has to bring of a range.
struct ReadOptions
{
    bool native = false; ///< Read full blocks and match each transaction's recipient.
    std::vector<evm::Address>
        tokens; ///< Contracts whose Transfer events count; empty: no logs are asked for.
    std::vector<evm::Address> recipients; ///< Asks for events to these only; empty: to anybody.
    /// True where an address may be ours. Called for every recipient, so it must be quick; false
    /// positives are fine.
    std::function<bool(const evm::Address&)> may_be_ours;
};

/// A consecutive stretch of blocks as one endpoint shows it.
struct BlockRange
{
    BlockHeader first;
    BlockHeader last;
    /// Transfers that may be ours, by block and position, with block hash and time. Those of
    /// reverted transactions and of value zero are left out.
    std::vector<evm::Transfer> transfers;
};

/// A block of one branch.
struct BlockRef
{
    evm::BlockNumber number = 0;
    evm::BlockHash hash;
};

/// Consecutive blocks, and what contracts paid within them.
struct TracedBlocks
{
    std::vector<BlockHeader> headers;
    std::vector<evm::Transfer> transfers; ///< In order, with block, hash and time.
};

enum class SendOutcome : std::uint8_t
{
    accepted,      ///< Now in the node's pool.
    already_known, ///< In the pool or mined before: as good as accepted.
    nonce_too_low, ///< That nonce is used up: by this transaction or another, the receipt tells.
    underpriced,   ///< The pool wants a higher fee.
    insufficient_funds,
    gas_above_cap, ///< The chain allows no transaction with so much gas (EIP-7825, a block's
                   ///< limit).
    rejected,      ///< For any other reason.
};

struct SendResult
{
    SendOutcome outcome = SendOutcome::rejected;
    std::string message; ///< The node's words, where it refused.
};

struct CallRequest
{
    std::optional<evm::Address> from;
    evm::Address to;
    evm::Amount value;
    base::Bytes data;
    std::optional<std::uint64_t> gas{}; ///< None: as much as the node likes to give.
    std::vector<evm::SignedAuthorization>
        authorizations{}; ///< Of a transaction of type 4 (EIP-7702).
};

/// What a call that is only tried gives.
struct CallOutcome
{
    bool succeeded = false;
    base::Bytes data;  ///< What it returned.
    std::string error; ///< The node's words, where it would fail.
};

struct EstimateOutcome
{
    std::optional<std::uint64_t> gas;
    std::string error; ///< The node's words, where the call would fail.
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

/// What gas cost in one block.
struct PastFee
{
    evm::BlockNumber block = 0;
    evm::Amount base_fee;
    std::optional<evm::Amount> priority_fee; ///< The median of its transactions.
};

struct FeeEstimate
{
    std::optional<evm::Amount> base_fee; ///< Of the latest block; none: legacy gas prices.
    evm::Amount priority_fee;            ///< eth_maxPriorityFeePerGas, where there is a base fee.
    evm::Amount gas_price;               ///< eth_gasPrice.
};

struct WitnessOptions
{
    std::uint64_t quorum = 1;
    /// Of these less may have been booked than the event says: what came with the recipient.
    std::vector<evm::Address> partial_tokens;
};

struct Testimony
{
    /// The first node that shows something else, and what; empty: all agree.
    std::string difference;

    [[nodiscard]] bool agreed() const noexcept { return difference.empty(); }
};

/// Every call throws Error{unavailable} where no endpoint gives a usable answer, and never returns
/// a guess. Nothing is asked of an endpoint before its eth_chainId was seen to be the configured
/// one.
class ChainClient
{
public:
    ChainClient() = default;
    ChainClient(const ChainClient&) = delete;
    ChainClient& operator=(const ChainClient&) = delete;
    virtual ~ChainClient() = default;

    /// Error{config} where the node is on another chain.
    virtual void check_chain_id() = 0;
    [[nodiscard]] virtual BlockHeader head() = 0;
    /// None: the node has no such block (yet), or does not know the tag.
    [[nodiscard]] virtual std::optional<BlockHeader> header(evm::BlockNumber number) = 0;
    [[nodiscard]] virtual std::optional<BlockHeader> header(BlockTag tag) = 0;
    /// One answer a number, in order, in batches.
    [[nodiscard]] virtual std::vector<std::optional<BlockHeader>>
    headers(std::span<const evm::BlockNumber> numbers) = 0;

    /// Reads each range [from, to] in turn, with requests of later ranges under way while `sink`
    /// has an earlier one. Ranges reach `sink` in order, each from one endpoint and shown to be
    /// consistent in itself: parent hashes link up where full blocks are read, events carry the
    /// hash of the block that the same endpoint gives, and the last block exists there (so an
    /// endpoint that lags fails instead of answering nothing). `sink` returns false to stop.
    /// Ends before `to` where the endpoint that had said a head of `to` fails, and the one that
    /// goes on has not come so far: ask for the head again.
    virtual void read_blocks(evm::BlockNumber from, evm::BlockNumber to,
                             std::uint64_t blocks_per_range, const ReadOptions& options,
                             const std::function<bool(const BlockRange&)>& sink) = 0;

    /// None: not mined, as far as the node knows.
    [[nodiscard]] virtual std::vector<std::optional<Receipt>>
    receipts(std::span<const evm::TxHash> hashes) = 0;

    /// At the end of block `at`; none: of the latest block.
    [[nodiscard]] virtual std::vector<evm::Amount>
    balances(std::span<const evm::Address> addresses,
             std::optional<evm::BlockNumber> at = std::nullopt) = 0;
    /// One owner's balances of ERC-20 tokens are asked by (token, owner) pairs.
    struct TokenBalanceQuery
    {
        evm::Address token;
        evm::Address owner;
    };
    [[nodiscard]] virtual std::vector<evm::Amount>
    token_balances(std::span<const TokenBalanceQuery> queries,
                   std::optional<evm::BlockNumber> at = std::nullopt) = 0;

    /// At the end of this very block, all from one node that shows it. None: no node has its state.
    [[nodiscard]] virtual std::optional<std::vector<evm::Amount>>
    balances_at(const BlockRef& at, std::span<const evm::Address> addresses) = 0;
    struct PastBalanceQuery
    {
        evm::Address owner;
        std::optional<evm::Address> token; ///< None: native money.
        evm::BlockNumber at = 0;
    };
    /// Each at the end of its block, from nodes that show `seen`, a later block or the same. None
    /// where no node has that state (any more), or the token no balanceOf.
    [[nodiscard]] virtual std::vector<std::optional<evm::Amount>>
    past_balances(const BlockRef& seen, std::span<const PastBalanceQuery> queries) = 0;
    /// What the Transfer events of this block say that the token's owner sent.
    [[nodiscard]] virtual evm::Amount token_sent(const BlockRef& block,
                                                 const TokenBalanceQuery& query) = 0;
    /// Native money that contracts paid in the blocks [from, to] to those who may be ours. None: no
    /// node traces blocks (as far back as these).
    [[nodiscard]] virtual std::optional<TracedBlocks>
    internal_transfers(evm::BlockNumber from, evm::BlockNumber to,
                       const std::function<bool(const evm::Address&)>& may_be_ours) = 0;

    /// Transactions sent and mined; `pending` counts those in the node's pool too.
    [[nodiscard]] virtual std::uint64_t nonce(const evm::Address& address, bool pending) = 0;
    [[nodiscard]] virtual FeeEstimate fees() = 0;
    /// Error{request} with the node's words where the call would revert.
    [[nodiscard]] virtual std::uint64_t estimate_gas(const CallRequest& call) = 0;
    [[nodiscard]] virtual base::Bytes call(const CallRequest& call) = 0;
    /// One outcome a call, in order, in batches: that it would fail is an answer here.
    [[nodiscard]] virtual std::vector<CallOutcome>
    try_calls(std::span<const CallRequest> calls) = 0;
    [[nodiscard]] virtual std::vector<EstimateOutcome>
    try_estimates(std::span<const CallRequest> calls) = 0;
    /// The calls in turn, each on the state that the one before left (eth_simulateV1), on the
    /// latest block. None: the node has no such method.
    [[nodiscard]] virtual std::optional<std::vector<SimulatedCall>>
    simulate(std::span<const CallRequest> calls) = 0;
    /// At the latest block, in order, all of it from one node.
    [[nodiscard]] virtual std::vector<Account>
    accounts(std::span<const evm::Address> addresses) = 0;
    /// Of these blocks (eth_feeHistory), in order, those that the node has. None: it has no such
    /// method.
    [[nodiscard]] virtual std::optional<std::vector<PastFee>>
    past_fees(std::span<const evm::BlockNumber> blocks) = 0;
    /// The Transfer events of a token in the blocks [from, to] whose sender is one of `owners`, by
    /// block and position, without block time.
    [[nodiscard]] virtual std::vector<evm::Transfer>
    sent_tokens(const evm::Address& token, std::span<const evm::Address> owners,
                evm::BlockNumber from, evm::BlockNumber to) = 0;
    /// The NativeSwept events in these blocks that were logged by one of `owners`; their recipient
    /// is not told.
    [[nodiscard]] virtual std::vector<evm::Transfer>
    native_sweeps(std::span<const evm::Address> owners, evm::BlockNumber from,
                  evm::BlockNumber to) = 0;
    [[nodiscard]] virtual SendResult send_raw(base::ByteView raw_tx) = 0;

    // What several nodes must agree on. Error{unavailable} where fewer than `quorum` answer.

    /// The lowest of the blocks that `quorum` nodes give for a tag; none where one of them gives
    /// none.
    [[nodiscard]] virtual std::optional<BlockHeader> lowest_header(BlockTag tag,
                                                                   std::uint64_t quorum) = 0;
    /// One testimony a transfer, in order: whether each of `quorum` nodes, which have its block,
    /// shows the same. That is the block's hash, a receipt of success in that block, and in it the
    /// event; of native money the transaction's recipient and value. What a contract paid and what
    /// a balance showed is known by its block alone.
    [[nodiscard]] virtual std::vector<Testimony> witness(std::span<const evm::Transfer> transfers,
                                                         const WitnessOptions& options) = 0;

    /// None: the node knows no such transaction, neither mined nor waiting.
    [[nodiscard]] virtual std::optional<Transaction> transaction(const evm::TxHash& hash) = 0;
};

} // namespace ctrip::rpc
