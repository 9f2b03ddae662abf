// SPDX-License-Identifier: MIT
// Reads accounts, what they hold, and whether transfers of tokens would succeed, from one node: by
// a few calls where it supports state overrides, else one by one.
#pragma once

#include "rpc/read/exchange.hpp"
#include "rpc/read/wide_reader.hpp"
#include "rpc/state_source.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace ctrip::rpc {

/// All at the latest block. NodeFailure if the node fails.
class AccountReader
{
public:
    AccountReader(StateExchange& state, Exchange& exchange)
        : m_state(state), m_wide(state), m_exchange(exchange)
    {
    }

    [[nodiscard]] std::vector<Account> accounts(std::span<const evm::Address> addresses);
    [[nodiscard]] std::vector<HeldFunds> holdings(std::span<const HoldingQuery> queries);
    [[nodiscard]] std::vector<TrialOutcome> try_transfers(std::span<const TransferQuery> queries);
    [[nodiscard]] std::vector<TrialOutcome> try_alike(std::span<const CallRequest> calls);

    /// None where the node tells it only one by one.
    [[nodiscard]] std::vector<std::optional<std::uint64_t>>
    nonces(std::span<const evm::Address> addresses);

private:
    [[nodiscard]] std::vector<TrialOutcome>
    outcomes_of(std::span<const CallRequest> requests,
                const std::vector<std::optional<Trial>>& trials, bool is_transfer);
    void estimate(std::span<const CallRequest> requests, const std::vector<std::size_t>& places,
                  bool is_transfer, std::vector<TrialOutcome>& outcomes);

    StateExchange& m_state;
    WideReader m_wide;
    Exchange& m_exchange;
};

/// The amount that balanceOf returned; none: it reverts, or returns anything but a word.
/// NodeFailure for an error that is not the call's own.
[[nodiscard]] std::optional<evm::Amount> token_amount_of(const Answer<std::string>& answer);

} // namespace ctrip::rpc
