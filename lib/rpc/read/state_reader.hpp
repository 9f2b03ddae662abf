// SPDX-License-Identifier: MIT
// Reads what one node knows of the state behind a block: many balances at once by the cheapest way
// that it offers, and single balances of the past.
#pragma once

#include "http/client.hpp"
#include "rpc/node/node_pool.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/parse/text.hpp"
#include "rpc/read/balance_batch.hpp"
#include "rpc/state_source.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ctrip::rpc {

/// Which block is meant. With a hash: an answer counts only where the node shows this very block.
struct StateAt
{
    std::optional<evm::BlockNumber> number; ///< None: the latest.
    std::optional<evm::BlockHash> hash;
};

/// For one node. NodeFailure where the node fails, or shows another block than the one that is
/// meant.
class StateReader
{
public:
    StateReader(Node& node, const JsonRpcOptions& options, http::Client& client,
                JsonParser& parser);

    /// None: the node does not have that state. Finds out the node's best way where it is not known
    /// yet: a way is believed once it has reply balances that are known otherwise.
    [[nodiscard]] std::optional<std::vector<evm::Amount>>
    balances(const StateAt& at, std::span<const evm::Address> addresses);

    /// Single ones, each at its own block; none where the node does not have that state.
    [[nodiscard]] std::vector<std::optional<evm::Amount>>
    past_balances(const BlockRef& seen, std::span<const StateSource::PastBalanceQuery> queries);

    /// What the block's Transfer events say that the owner sent.
    [[nodiscard]] evm::Amount token_sent(const BlockRef& block,
                                         const StateSource::TokenBalanceQuery& query);

private:
    enum class Outcome : std::uint8_t
    {
        reply,
        not_this_way, ///< Refused, or answered with something else.
        no_state,
    };
    struct BalanceReply
    {
        Outcome outcome = Outcome::reply;
        std::vector<evm::Amount> balances;
    };
    using Answers = std::vector<Answer<HeaderOrText>>;

    [[nodiscard]] BalanceReply balances_by(BalanceWay way, const StateAt& at,
                                           std::span<const evm::Address> addresses);
    [[nodiscard]] bool is_trusted(BalanceWay way, const StateAt& at,
                                  std::span<const evm::Address> addresses);
    [[nodiscard]] bool has_multicall();
    [[nodiscard]] std::size_t calls_max() const;
    void refuse_size(std::size_t calls);
    [[nodiscard]] std::vector<Answers> exchange(const std::vector<std::vector<Call>>& requests);
    static void require_block(const Answers& answers, const StateAt& at);

    Node& m_node;
    const JsonRpcOptions& m_options;
    http::Client& m_client;
    JsonParser& m_parser;
};

} // namespace ctrip::rpc
