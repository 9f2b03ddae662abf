// SPDX-License-Identifier: MIT
#include "rpc/client/json_rpc_state_source.hpp"

#include "base/error.hpp"
#include "rpc/client/answer_text.hpp"
#include "rpc/client/contract_calls.hpp"
#include "rpc/parse/simulation.hpp"
#include "rpc/parse/text.hpp"
#include "rpc/read/state_reader.hpp"
#include "rpc/read/trace_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace ctrip::rpc {

JsonRpcStateSource::JsonRpcStateSource(JsonRpcConnection& connection)
    : m_connection(connection),
      m_client({.connections_max = std::max<std::size_t>(1, connection.options().in_flight_max)})
{
}

std::vector<evm::Amount> JsonRpcStateSource::balances(std::span<const evm::Address> addresses,
                                                      std::optional<evm::BlockNumber> at)
{
    std::vector<evm::Amount> balances;
    const bool found = m_connection.pool().ask_in_turn([&](Node& node) {
        auto some = StateReader{node, m_connection.options(), m_client, m_parser}.balances(
            {.number = at, .hash = std::nullopt}, addresses);
        if (some) {
            balances = std::move(*some);
        }
        return some.has_value();
    });
    if (!found) {
        throw Error{
            ErrorKind::unavailable,
            fmt::format("chain '{}': no node has the state of block {}; add one that keeps it",
                        m_connection.options().chain, at.value_or(0))};
    }
    return balances;
}

std::optional<std::vector<evm::Amount>>
JsonRpcStateSource::balances_at(const BlockRef& at, std::span<const evm::Address> addresses)
{
    std::optional<std::vector<evm::Amount>> balances;
    static_cast<void>(m_connection.pool().ask_in_turn([&](Node& node) {
        balances = StateReader{node, m_connection.options(), m_client, m_parser}.balances(
            {.number = at.number, .hash = at.hash}, addresses);
        return balances.has_value();
    }));
    return balances;
}

std::vector<std::optional<evm::Amount>>
JsonRpcStateSource::past_balances(const BlockRef& seen, std::span<const PastBalanceQuery> queries)
{
    std::vector<std::optional<evm::Amount>> balances(queries.size());
    if (queries.empty()) {
        return balances;
    }
    static_cast<void>(m_connection.pool().ask_in_turn([&](Node& node) {
        std::vector<PastBalanceQuery> missing; // Queries that no earlier node could answer.
        std::vector<std::size_t> places;
        for (std::size_t i = 0; i < queries.size(); ++i) {
            if (!balances[i]) {
                missing.push_back(queries[i]);
                places.push_back(i);
            }
        }
        const PastState before = node.past_state;
        const auto some =
            StateReader{node, m_connection.options(), m_client, m_parser}.past_balances(seen,
                                                                                        missing);
        if (before != node.past_state && node.past_state == PastState::ignored) {
            m_connection.pool().warn(node, "answers with the latest state whatever block is asked "
                                           "for; its balances of the past are not used");
        }
        bool all = true;
        for (std::size_t i = 0; i < some.size(); ++i) {
            balances[places[i]] = some[i];
            all = all && some[i].has_value();
        }
        return all;
    }));
    return balances;
}

evm::Amount JsonRpcStateSource::token_sent(const BlockRef& block, const TokenBalanceQuery& query)
{
    return m_connection.pool().ask([&](Node& node) {
        return StateReader{node, m_connection.options(), m_client, m_parser}.token_sent(block,
                                                                                        query);
    });
}

std::optional<TracedBlocks>
JsonRpcStateSource::internal_transfers(evm::BlockNumber from, evm::BlockNumber to,
                                       const std::function<bool(const evm::Address&)>& may_be_ours)
{
    std::optional<TracedBlocks> traced;
    static_cast<void>(m_connection.pool().ask_in_turn([&](Node& node) {
        traced = TraceReader{node, m_connection.options(), m_client, m_parser}.read(from, to,
                                                                                    may_be_ours);
        return traced.has_value();
    }));
    return traced;
}

std::vector<evm::Amount>
JsonRpcStateSource::token_balances(std::span<const TokenBalanceQuery> queries,
                                   std::optional<evm::BlockNumber> at)
{
    std::vector<Call> calls;
    for (const TokenBalanceQuery& query : queries) {
        calls.push_back(call_token_balance(query, at));
    }
    return m_connection.ask<std::string>(
        calls, &parse_strings, [&](std::vector<Answer<std::string>>&& answers) {
            std::vector<evm::Amount> amounts;
            for (std::size_t i = 0; i < answers.size(); ++i) {
                const auto amount = token_amount_of(answers[i]);
                if (!amount) {
                    throw Error{
                        ErrorKind::config,
                        fmt::format("chain '{}': token {}: has no balanceOf; fix its address",
                                    m_connection.options().chain, queries[i].token.to_checksum())};
                }
                amounts.push_back(*amount);
            }
            return amounts;
        });
}

base::Bytes JsonRpcStateSource::call(const CallRequest& call)
{
    auto bytes = base::from_hex_0x(ask_contract(m_connection, "eth_call", call));
    if (!bytes) {
        throw_not_hex(m_connection, "eth_call");
    }
    return std::move(*bytes);
}

std::vector<CallOutcome> JsonRpcStateSource::try_calls(std::span<const CallRequest> calls)
{
    std::vector<CallOutcome> outcomes;
    for (const Answer<std::string>& answer : try_contracts(m_connection, "eth_call", calls)) {
        if (answer.error) {
            outcomes.push_back({.succeeded = false, .data = {}, .error = answer.error->message});
            continue;
        }
        auto data = base::from_hex_0x(answer.result.value_or(""));
        if (!data) {
            throw_not_hex(m_connection, "eth_call");
        }
        outcomes.push_back({.succeeded = true, .data = std::move(*data), .error = {}});
    }
    return outcomes;
}

std::vector<Account> JsonRpcStateSource::accounts(std::span<const evm::Address> addresses)
{
    return ask_accounts([&](AccountReader& reader) { return reader.accounts(addresses); });
}

std::vector<std::optional<std::uint64_t>>
JsonRpcStateSource::mined_nonces(std::span<const evm::Address> addresses)
{
    return ask_accounts([&](AccountReader& reader) { return reader.nonces(addresses); });
}

std::vector<HeldFunds> JsonRpcStateSource::holdings(std::span<const HoldingQuery> queries)
{
    return ask_accounts([&](AccountReader& reader) { return reader.holdings(queries); });
}

std::vector<TrialOutcome> JsonRpcStateSource::try_transfers(std::span<const TransferQuery> queries)
{
    return ask_accounts([&](AccountReader& reader) { return reader.try_transfers(queries); });
}

std::vector<TrialOutcome> JsonRpcStateSource::try_alike(std::span<const CallRequest> calls)
{
    return ask_accounts([&](AccountReader& reader) { return reader.try_alike(calls); });
}

std::optional<std::vector<SimulatedCall>>
JsonRpcStateSource::simulate(std::span<const CallRequest> calls)
{
    const std::array simulation{call_simulation(calls)};
    using Simulated = std::optional<std::vector<SimulatedCall>>;
    return m_connection.ask<std::vector<SimulatedCall>>(
        simulation, &parse_simulations, [&](auto&& answers) -> Simulated {
            auto& answer = answers.front();
            if (answer.error) { // Nodes without the method refuse it in many ways.
                return std::nullopt;
            }
            if (!answer.result || answer.result->size() != calls.size()) {
                throw NodeFailure{NodeFault::broken,
                                  "simulated another number of calls than was asked for"};
            }
            return std::move(*answer.result);
        });
}

} // namespace ctrip::rpc
