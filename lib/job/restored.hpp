// SPDX-License-Identifier: MIT
// `migrate restored`: makes a database that was restored from a backup safe to go on with.
#pragma once

#include "base/clock.hpp"
#include "evm/hash.hpp"
#include "store/database.hpp"
#include "store/high_water_mark.hpp"
#include "wallet/deposit_addresses.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::job {

struct RestoredJob
{
    store::Database& database;
    const wallet::AccountXpub& account;
    const base::Clock& clock;
    store::HighWaterMark* mark = nullptr; ///< Null: none is kept.
};

struct RestoredReport
{
    /// The addresses [from, to) that customers may have and that are never given out.
    std::uint64_t skipped_from = 0;
    std::uint64_t skipped_to = 0;
    struct Chain
    {
        std::string name;
        std::optional<evm::BlockNumber> scan_from; ///< None: it was never scanned.
    };
    std::vector<Chain> chains;
};

/// Passes over `skip` addresses after the last one that is known to have been given out, by the
/// database or the mark, and keeps watch on the first 1,200 of them. Each chain's scan goes on from
/// its stored cursor, and numbers of events that shops may have read are left out. One database
/// transaction; repeated, it passes over as many again.
[[nodiscard]] RestoredReport go_on_restored(const RestoredJob& job, std::uint64_t skip);

} // namespace ctrip::job
