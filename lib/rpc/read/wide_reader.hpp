// SPDX-License-Identifier: MIT
// What many accounts hold, and whether many transfers would succeed, by a few calls to one node
// (rpc/read/wide_call). What such a call leaves open has to be asked one by one.
#pragma once

#include "rpc/read/state_exchange.hpp"
#include "rpc/read/wide_call.hpp"

#include <optional>
#include <span>
#include <vector>

namespace ctrip::rpc {

/// For one node. NodeFailure if the node fails, or has another block than the given one.
class WideReader
{
public:
    explicit WideReader(StateExchange& exchange) : m_exchange(exchange) {}

    /// One for each query; none where the node does not answer such a call.
    [[nodiscard]] std::vector<std::optional<WideHolding>>
    holdings(const StateAt& at, std::span<const HoldingQuery> queries);
    /// The same on the state of the latest block; none also where the trial was not run to its end.
    [[nodiscard]] std::vector<std::optional<Trial>>
    transfers(std::span<const TransferQuery> queries);

    /// The same of calls whose data has one size.
    [[nodiscard]] std::vector<std::optional<Trial>> alike(std::span<const CallRequest> calls);

private:
    [[nodiscard]] bool may_ask() const;
    template <typename Query, typename Make, typename Read>
    [[nodiscard]] std::vector<std::optional<Trial>> trials(std::span<const Query> queries,
                                                           const Make& make, const Read& read);

    StateExchange& m_exchange;
};

} // namespace ctrip::rpc
