// SPDX-License-Identifier: MIT
// Balances, accounts, calls and traces over JSON-RPC.
#pragma once

#include "http/client.hpp"
#include "rpc/client/account_reader.hpp"
#include "rpc/client/json_rpc_connection.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/state_source.hpp"

#include <optional>
#include <span>
#include <vector>

namespace ctrip::rpc {

class JsonRpcStateSource : public virtual StateSource
{
public:
    explicit JsonRpcStateSource(JsonRpcConnection& connection);

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
    [[nodiscard]] std::vector<Account> accounts(std::span<const evm::Address> addresses) override;
    [[nodiscard]] std::vector<std::optional<std::uint64_t>>
    mined_nonces(std::span<const evm::Address> addresses) override;
    [[nodiscard]] std::vector<HeldFunds> holdings(std::span<const HoldingQuery> queries) override;
    [[nodiscard]] std::vector<TrialOutcome>
    try_transfers(std::span<const TransferQuery> queries) override;
    [[nodiscard]] std::vector<TrialOutcome> try_alike(std::span<const CallRequest> calls) override;
    [[nodiscard]] base::Bytes call(const CallRequest& call) override;
    [[nodiscard]] std::vector<CallOutcome> try_calls(std::span<const CallRequest> calls) override;
    [[nodiscard]] std::optional<std::vector<SimulatedCall>>
    simulate(std::span<const CallRequest> calls) override;

private:
    template <typename Ask>
    auto ask_accounts(const Ask& ask)
    {
        return m_connection.pool().ask([&](Node& node) {
            StateExchange state{node, m_connection.options(), m_client, m_parser};
            AccountReader reader{state, m_connection.exchange()};
            return ask(reader);
        });
    }

    JsonRpcConnection& m_connection;
    http::Client m_client; ///< For StateReader and TraceReader.
    JsonParser m_parser;
};

} // namespace ctrip::rpc
