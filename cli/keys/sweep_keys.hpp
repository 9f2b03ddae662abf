// SPDX-License-Identifier: MIT
// Loads the keys for sweeping that are configured on this host.
#pragma once

#include "cli/session.hpp"
#include "job/sweep.hpp"

#include <optional>

namespace ctrip::cli {

/// Owns the keys. Keep it no longer than one run, since they are in memory.
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
    where_configured, ///< The mnemonic is read if one is configured.
    required,         ///< Error{config} if none is configured.
};

/// Throws Error{config} if no treasury follows from the configuration or a key is not valid.
[[nodiscard]] OwnedSweepKeys open_sweep_keys(Session& session, DepositKeyNeed need);
/// The configured sponsor's key; nothing if none is configured. Throws Error{config} if it is not
/// valid.
[[nodiscard]] std::optional<wallet::Signer> open_sponsor(const config::Config& config);
/// The configured treasury, else the sponsor's address. Throws Error{config} if there is neither.
[[nodiscard]] evm::Address treasury_of(const config::Config& config,
                                       const std::optional<wallet::Signer>& sponsor);

} // namespace ctrip::cli
