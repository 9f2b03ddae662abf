// SPDX-License-Identifier: MIT
// Counts of what nodes showed that contradicts itself: one row for each chain and kind.
#pragma once

#include "base/clock.hpp"
#include "evm/hash.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// Runs count together while the next one that sees it comes within this time.
inline constexpr std::int64_t kOddityForgottenMs = 24LL * 3'600'000;

struct Oddity
{
    evm::ChainId chain_id = 0;
    std::string kind; ///< Name of an rpc::OddityKind.
    std::uint64_t total = 0;
    std::uint64_t runs = 0; ///< That saw it, each within a day of the one before.
    std::string subject;    ///< The last one.
    std::int64_t seen_ms = 0;
};

class OddityStore
{
public:
    OddityStore(Database& database, const base::Clock& clock) : m_database(database), m_clock(clock)
    {
    }

    /// Adds what one run saw and returns the new counts. Within a DbTransaction.
    Oddity add(evm::ChainId chain_id, std::string_view kind, std::uint64_t count,
               std::string_view subject);
    /// Ordered by chain and kind.
    [[nodiscard]] std::vector<Oddity> all();

private:
    Database& m_database;
    const base::Clock& m_clock;
};

} // namespace ctrip::store
