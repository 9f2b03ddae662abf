// SPDX-License-Identifier: MIT
// JSON-RPC 2.0 as text: the calls ctrip makes, batches of them, and what a node's error means.
#pragma once

#include "rpc/block_header.hpp"
#include "rpc/block_source.hpp"
#include "rpc/call_request.hpp"
#include "rpc/state_source.hpp"
#include "rpc/tx_pool.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::rpc {

// keccak256("Transfer(address,address,uint256)")
inline constexpr std::string_view kTransferTopic =
    "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

/// One call; `params` is the JSON array of its arguments.
struct Call
{
    std::string_view method;
    std::string params;
};

/// The body of a POST: a single object for one call (all nodes accept it), else a batch. A call's
/// id is `first_id` plus its index.
[[nodiscard]] std::string to_body(std::span<const Call> calls, std::size_t first_id = 0);

/// A block as an argument: its number in hexadecimal, or "latest".
[[nodiscard]] std::string to_tag(std::optional<evm::BlockNumber> at);

enum class Transactions : std::uint8_t
{
    hashes,
    full,
};

[[nodiscard]] Call call_block(evm::BlockNumber number, Transactions transactions);
[[nodiscard]] Call call_block(BlockTag tag);
[[nodiscard]] Call call_receipt(const evm::TxHash& hash);
[[nodiscard]] Call call_balance(const evm::Address& address,
                                std::optional<evm::BlockNumber> at = std::nullopt);
[[nodiscard]] Call call_nonce(const evm::Address& address, bool pending);
[[nodiscard]] Call call_nonce(const evm::Address& address, evm::BlockNumber block);
/// eth_call or eth_estimateGas.
[[nodiscard]] Call call_contract(std::string_view method, const CallRequest& request);
[[nodiscard]] Call call_code(const evm::Address& address);
/// eth_simulateV1 of these calls, all in one block.
[[nodiscard]] Call call_simulation(std::span<const CallRequest> requests);
/// eth_feeHistory of this one block, with the median priority fee.
[[nodiscard]] Call call_fee_history(evm::BlockNumber block);

/// Which events are requested: Transfer events of a token that one of `owners` sent, or NativeSwept
/// events that one of them logged.
struct SentFilter
{
    std::optional<evm::Address> token; ///< None: NativeSwept.
};
/// eth_getLogs; at most kRecipientTopicsMax owners.
[[nodiscard]] Call call_sent_logs(evm::BlockNumber from, evm::BlockNumber to,
                                  const SentFilter& filter, std::span<const evm::Address> owners);
[[nodiscard]] Call call_token_balance(const StateSource::TokenBalanceQuery& query,
                                      std::optional<evm::BlockNumber> at = std::nullopt);

/// Nodes accept at most 1,000 topics in one position, some far fewer; for more recipients, events
/// to any address are requested.
inline constexpr std::size_t kRecipientTopicsMax = 1'000;

[[nodiscard]] Call call_block_by_hash(const evm::BlockHash& hash, Transactions transactions);
[[nodiscard]] Call call_block_receipts(evm::BlockNumber number);
[[nodiscard]] Call call_raw_transaction(const evm::TxHash& hash);
/// eth_getProof of the account alone (EIP-1186).
[[nodiscard]] Call call_account_proof(const evm::Address& address, evm::BlockNumber at);
[[nodiscard]] Call call_transaction(const evm::TxHash& hash);
/// eth_getLogs of one block by its hash: ERC-20 Transfer events of `tokens` to any address, or all
/// logs.
[[nodiscard]] Call call_block_transfer_logs(const evm::BlockHash& block,
                                            std::span<const evm::Address> tokens);
[[nodiscard]] Call call_block_logs(const evm::BlockHash& block);

/// eth_getLogs for ERC-20 Transfer events of `tokens` to `recipients` in [from, to]; to any address
/// if there are none.
[[nodiscard]] Call call_transfer_logs(evm::BlockNumber from, evm::BlockNumber to,
                                      std::span<const evm::Address> tokens,
                                      std::span<const evm::Address> recipients);

/// The error of a JSON-RPC reply.
struct NodeError
{
    std::int64_t code = 0;
    std::string message; ///< One printable line of at most 400 bytes.
    /// Seconds to wait before the next request, where the node names them.
    std::optional<std::int64_t> backoff_s{};
    bool of_request = false; ///< One error for all calls of a batch.
};

/// Returns a node's text as one printable ASCII line of at most 400 bytes.
[[nodiscard]] std::string to_safe_line(std::string_view words);

/// The node asks for fewer requests. Decided by the message: apart from 429, providers use the same
/// codes for other errors.
[[nodiscard]] bool is_rate_limit(const NodeError& error);
[[nodiscard]] bool is_unknown_method(const NodeError& error);
/// The node does not have the block, or does not support the tag.
[[nodiscard]] bool is_unknown_block(const NodeError& error);
/// The node no longer has the block's state, or never had it; another node may have it.
[[nodiscard]] bool is_missing_state(const NodeError& error);
/// The node no longer has the block: EIP-4444 (code 4444), EIP-1474's -32001 (resource not found),
/// and the words of nodes that prune.
[[nodiscard]] bool is_pruned(const NodeError& error);
/// An error of a bad moment: the node, its index or the replica behind a load balancer does not
/// have the newest blocks yet, or a handler crashed. Says nothing about the request.
[[nodiscard]] bool is_passing(const NodeError& error);
/// is_passing(), or an internal error without a reason (code -32603): asked again, the node may
/// answer.
[[nodiscard]] bool may_pass(const NodeError& error);
/// The request asks for too much: too many blocks, results or topics, or for too long.
[[nodiscard]] bool is_about_size(const NodeError& error);
/// The request names too many topics or addresses.
[[nodiscard]] bool is_about_topics(const NodeError& error);
/// The error is about its own call, whichever calls are asked with it.
[[nodiscard]] bool is_of_call(const NodeError& error);
/// The call itself would fail on the chain, whichever node is asked.
[[nodiscard]] bool is_failing_call(const NodeError& error);
/// What eth_sendRawTransaction's error means for the transaction.
[[nodiscard]] SendOutcome classify_send_error(const NodeError& error);

} // namespace ctrip::rpc
