// SPDX-License-Identifier: MIT
// A chain asked through JSON-RPC over HTTP, with failover between its nodes.
#pragma once

#include "rpc/chain_client.hpp"
#include "rpc/node/head_watch.hpp"
#include "rpc/node/node_pool.hpp"
#include "rpc/parse/parser.hpp"
#include "rpc/read/exchange.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::rpc {

/// Not thread-safe. Nodes that failed stay passed over for the life of the object, so make one for
/// each run. What was learnt of the nodes goes into the memory of its options when it ends. The
/// sink of read_blocks may make other calls.
class JsonRpcChainClient final : public ChainClient
{
public:
    JsonRpcChainClient(JsonRpcOptions options, const base::Log& log);

    void check_chain_id() override;
    [[nodiscard]] BlockHeader head() override;
    [[nodiscard]] std::optional<BlockHeader> header(evm::BlockNumber number) override;
    [[nodiscard]] std::optional<BlockHeader> header(BlockTag tag) override;
    [[nodiscard]] std::vector<std::optional<BlockHeader>>
    headers(std::span<const evm::BlockNumber> numbers) override;
    void read_blocks(evm::BlockNumber from, evm::BlockNumber to, std::uint64_t blocks_per_range,
                     const ReadOptions& options,
                     const std::function<bool(const BlockRange&)>& sink) override;
    [[nodiscard]] std::vector<std::optional<Receipt>>
    receipts(std::span<const evm::TxHash> hashes) override;
    [[nodiscard]] std::vector<evm::Amount>
    balances(std::span<const evm::Address> addresses,
             std::optional<evm::BlockNumber> at = std::nullopt) override;
    [[nodiscard]] std::vector<evm::Amount>
    token_balances(std::span<const TokenBalanceQuery> queries,
                   std::optional<evm::BlockNumber> at = std::nullopt) override;
    [[nodiscard]] std::optional<std::vector<evm::Amount>>
    balances_at(const BlockRef& at, std::span<const evm::Address> addresses) override;
    [[nodiscard]] std::vector<std::optional<evm::Amount>>
    past_balances(const BlockRef& seen, std::span<const PastBalanceQuery> queries) override;
    [[nodiscard]] evm::Amount token_sent(const BlockRef& block,
                                         const TokenBalanceQuery& query) override;
    [[nodiscard]] std::optional<TracedBlocks>
    internal_transfers(evm::BlockNumber from, evm::BlockNumber to,
                       const std::function<bool(const evm::Address&)>& may_be_ours) override;
    [[nodiscard]] std::uint64_t nonce(const evm::Address& address, bool pending) override;
    [[nodiscard]] FeeEstimate fees() override;
    [[nodiscard]] std::uint64_t estimate_gas(const CallRequest& call) override;
    [[nodiscard]] base::Bytes call(const CallRequest& call) override;
    [[nodiscard]] std::vector<CallOutcome> try_calls(std::span<const CallRequest> calls) override;
    [[nodiscard]] std::vector<EstimateOutcome>
    try_estimates(std::span<const CallRequest> calls) override;
    [[nodiscard]] std::optional<std::vector<SimulatedCall>>
    simulate(std::span<const CallRequest> calls) override;
    [[nodiscard]] std::vector<Account> accounts(std::span<const evm::Address> addresses) override;
    [[nodiscard]] std::optional<std::vector<PastFee>>
    past_fees(std::span<const evm::BlockNumber> blocks) override;
    [[nodiscard]] std::vector<evm::Transfer> sent_tokens(const evm::Address& token,
                                                         std::span<const evm::Address> owners,
                                                         evm::BlockNumber from,
                                                         evm::BlockNumber to) override;
    [[nodiscard]] std::vector<evm::Transfer> native_sweeps(std::span<const evm::Address> owners,
                                                           evm::BlockNumber from,
                                                           evm::BlockNumber to) override;
    [[nodiscard]] SendResult send_raw(base::ByteView raw_tx) override;
    [[nodiscard]] std::optional<BlockHeader> lowest_header(BlockTag tag,
                                                           std::uint64_t quorum) override;
    [[nodiscard]] std::vector<Testimony> witness(std::span<const evm::Transfer> transfers,
                                                 const WitnessOptions& options) override;
    [[nodiscard]] std::optional<Transaction> transaction(const evm::TxHash& hash) override;

private:
    template <typename T>
    using Reader = Exchange::Reader<T>;

    template <typename T, typename Finish>
    auto ask(std::span<const Call> calls, Reader<T> reader, const Finish& finish)
    {
        return m_pool.ask(
            [&](Node& node) { return finish(m_exchange.ask<T>(node, calls, reader)); });
    }
    std::string ask_contract(std::string_view method, const CallRequest& request);
    [[nodiscard]] std::vector<Answer<std::string>> ask_tried(std::string_view method,
                                                             std::span<const CallRequest> calls);
    [[nodiscard]] std::vector<evm::Transfer> sent_logs(std::span<const evm::Address> owners,
                                                       evm::BlockNumber from, evm::BlockNumber to,
                                                       const SentFilter& filter);
    [[noreturn]] void throw_nonsense(std::string_view method) const;
    [[nodiscard]] evm::ChainId ask_chain_id(Node& node);
    [[nodiscard]] BlockHeader latest_of(Node& node);

    JsonRpcOptions m_options;
    Exchange m_exchange;
    NodePool m_pool;
    HeadWatch m_heads;
    std::optional<BlockHeader> m_head; ///< The last that head() gave.
    const Node* m_head_node = nullptr; ///< Who said it.
    http::Client m_state_client;       ///< For balances and traces.
    ReplyParser m_state_parser;
};

} // namespace ctrip::rpc
