// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "rpc/client/json_rpc_chain_client.hpp"
#include "rpc/read/state_reader.hpp"
#include "rpc/read/trace_reader.hpp"

#include <fmt/format.h>

#include <utility>

namespace ctrip::rpc {

std::vector<evm::Amount> JsonRpcChainClient::balances(std::span<const evm::Address> addresses,
                                                      std::optional<evm::BlockNumber> at)
{
    std::vector<evm::Amount> balances;
    const bool told = m_pool.ask_in_turn([&](Node& node) {
        auto some = StateReader{node, m_options, m_state_client, m_state_parser}.balances(
            {.number = at, .hash = std::nullopt}, addresses);
        if (some) {
            balances = std::move(*some);
        }
        return some.has_value();
    });
    if (!told) {
        throw Error{
            ErrorKind::unavailable,
            fmt::format("chain '{}': no node has the state of block {}; add one that keeps it",
                        m_options.chain, at.value_or(0))};
    }
    return balances;
}

std::optional<std::vector<evm::Amount>>
JsonRpcChainClient::balances_at(const BlockRef& at, std::span<const evm::Address> addresses)
{
    std::optional<std::vector<evm::Amount>> balances;
    static_cast<void>(m_pool.ask_in_turn([&](Node& node) {
        balances = StateReader{node, m_options, m_state_client, m_state_parser}.balances(
            {.number = at.number, .hash = at.hash}, addresses);
        return balances.has_value();
    }));
    return balances;
}

std::vector<std::optional<evm::Amount>>
JsonRpcChainClient::past_balances(const BlockRef& seen, std::span<const PastBalanceQuery> queries)
{
    std::vector<std::optional<evm::Amount>> balances(queries.size());
    if (queries.empty()) {
        return balances;
    }
    static_cast<void>(m_pool.ask_in_turn([&](Node& node) {
        std::vector<PastBalanceQuery> missing; // What no node before has told.
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < queries.size(); ++i) {
            if (!balances[i]) {
                missing.push_back(queries[i]);
                places.push_back(i);
            }
        }
        const auto some =
            StateReader{node, m_options, m_state_client, m_state_parser}.past_balances(seen,
                                                                                       missing);
        bool all = true;
        for (std::size_t i = 0; i < some.size(); ++i) {
            balances[places[i]] = some[i];
            all = all && some[i].has_value();
        }
        return all;
    }));
    return balances;
}

evm::Amount JsonRpcChainClient::token_sent(const BlockRef& block, const TokenBalanceQuery& query)
{
    return m_pool.ask([&](Node& node) {
        return StateReader{node, m_options, m_state_client, m_state_parser}.token_sent(block,
                                                                                       query);
    });
}

std::optional<TracedBlocks>
JsonRpcChainClient::internal_transfers(evm::BlockNumber from, evm::BlockNumber to,
                                       const std::function<bool(const evm::Address&)>& may_be_ours)
{
    std::optional<TracedBlocks> traced;
    static_cast<void>(m_pool.ask_in_turn([&](Node& node) {
        traced = TraceReader{node, m_options, m_state_client, m_state_parser}.read(from, to,
                                                                                   may_be_ours);
        return traced.has_value();
    }));
    return traced;
}

} // namespace ctrip::rpc
