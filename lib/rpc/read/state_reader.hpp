// SPDX-License-Identifier: MIT
// Reads the state at a block from one node: many balances at once, in the cheapest way that the
// node supports, and single past balances.
#pragma once

#include "http/client.hpp"
#include "rpc/node/node_pool.hpp"
#include "rpc/node/response_check.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/parse/text.hpp"
#include "rpc/read/balance_batch.hpp"
#include "rpc/read/state_exchange.hpp"
#include "rpc/read/wide_reader.hpp"
#include "rpc/state_source.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ctrip::rpc {

/// For one node. NodeFailure if the node fails, or has another block than the given one.
class StateReader
{
public:
    StateReader(Node& node, const JsonRpcOptions& options, http::Client& client,
                JsonParser& parser);

    /// None: the node does not have that state, or does not tell one of the balances. Finds the
    /// node's best way if it is not known yet: a way is trusted once it has returned balances that
    /// were also read one by one.
    [[nodiscard]] std::optional<std::vector<evm::Amount>>
    balances(const StateAt& at, std::span<const evm::Address> addresses);

    /// Single balances, each at its own block; none where the node does not have that state, or
    /// refuses it and not the others. A node that shows the same at blocks where it can hardly be
    /// is asked about transactions that changed balances; one that ignores the block parameter has
    /// no state but that of its newest block.
    [[nodiscard]] std::vector<std::optional<evm::Amount>>
    past_balances(const BlockRef& seen, std::span<const StateSource::PastBalanceQuery> queries);

    /// The sum that the owner sent, by the block's Transfer events.
    [[nodiscard]] evm::Amount token_sent(const BlockRef& block,
                                         const StateSource::TokenBalanceQuery& query);

private:
    enum class Outcome : std::uint8_t
    {
        answered,
        not_this_way, ///< Refused, or answered with something else.
        no_state,     ///< Of one address at least; the node may have that of others.
    };
    struct BalanceReply
    {
        Outcome outcome = Outcome::answered;
        std::vector<evm::Amount> balances;
    };

    [[nodiscard]] BalanceReply balances_by(BalanceWay way, const StateAt& at,
                                           std::span<const evm::Address> addresses);
    [[nodiscard]] bool is_trusted(BalanceWay way, const StateAt& at,
                                  std::span<const evm::Address> addresses);
    [[nodiscard]] std::optional<std::vector<evm::Amount>>
    balances_as_told(const StateAt& at, std::span<const evm::Address> addresses);
    [[nodiscard]] bool ignores_block() const;
    /// Whether `block` is the node's newest.
    [[nodiscard]] bool is_newest(const evm::BlockHash& block);
    void look_for_past_state(const BlockRef& seen,
                             std::span<const StateSource::PastBalanceQuery> queries,
                             const std::vector<std::optional<evm::Amount>>& balances);
    [[nodiscard]] std::vector<std::optional<evm::Amount>>
    ask_past_balances(const BlockRef& seen, std::span<const StateSource::PastBalanceQuery> queries);
    void fill_from_wide(std::span<const StateSource::PastBalanceQuery> queries,
                        std::vector<std::optional<evm::Amount>>& balances);
    [[nodiscard]] bool has_multicall();

    Node& m_node;
    const JsonRpcOptions& m_options;
    http::Client& m_client;
    JsonParser& m_parser;
    StateExchange m_exchange;
};

} // namespace ctrip::rpc
