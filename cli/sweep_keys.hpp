// SPDX-License-Identifier: MIT
// The keys of a sweep, as this host has them.
#pragma once

#include "cli/session.hpp"
#include "job/sweep.hpp"

#include <optional>

namespace ctrip::cli {

/// In memory no longer than a run lasts.
struct OwnedSweepKeys
{
    const wallet::AccountXpub& account;
    std::optional<wallet::AccountKey> deposits;
    std::optional<wallet::Signer> sponsor;
    evm::Address treasury;

    [[nodiscard]] job::SweepKeys view() const;
};

enum class DepositKeyNeed : std::uint8_t
{
    where_configured, ///< The mnemonic is read where one is configured.
    required,         ///< Error{config} where none is.
};

/// Error{config} where the treasury is not known, or where a key is not what it has to be.
[[nodiscard]] OwnedSweepKeys open_sweep_keys(Session& session, DepositKeyNeed need);
/// The configured sponsor; none where none is configured.
[[nodiscard]] std::optional<wallet::Signer> open_sponsor(const config::Config& config);
/// Configured, or the sponsor's.
[[nodiscard]] evm::Address treasury_of(const config::Config& config,
                                       const std::optional<wallet::Signer>& sponsor);

} // namespace ctrip::cli
