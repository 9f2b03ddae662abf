// SPDX-License-Identifier: MIT
// Moves closed payments out of the database, once they are written to a file.
#pragma once

#include "base/clock.hpp"
#include "payment/status.hpp"
#include "store/archive/archive_record.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

/// Which payments are closed for good: settled or expired, unchanged and not watched since
/// `before_s`, and nothing of theirs still under way: no message, no transaction, no transfer that
/// is not final, nothing to be swept. What failed is an operator's to decide.
struct ArchiveChoice
{
    base::UnixSeconds before_s = 0;
    std::vector<evm::ChainId> chain_ids; ///< Empty: any.
};

/// A place in the order in which payments are archived, to go on behind it. As it is made: before
/// the first.
struct ArchivePlace
{
    payment::Status status = payment::Status::settled; ///< These first, then the expired ones.
    std::string id;
};

class ArchiveStore
{
public:
    ArchiveStore(Database& database, const base::Clock& clock);

    [[nodiscard]] std::uint64_t count_closed(const ArchiveChoice& choice);
    /// The next closed payments, at most `max`; `place` moves behind them. Empty at the end.
    [[nodiscard]] std::vector<ArchiveRecord> next_closed(const ArchiveChoice& choice,
                                                         ArchivePlace& place, std::size_t max);

    /// A payment as it was written to a file.
    struct Written
    {
        ArchiveRecord record;
        std::string line;
    };
    /// Takes payments out of the database, those alone that are still closed and still exactly what
    /// was written; how many. Makes its own DbTransaction and may be called again.
    std::uint64_t move_out(std::span<const Written> written, const ArchiveChoice& choice,
                           std::string_view file);

private:
    [[nodiscard]] std::vector<ArchiveRecord> read(std::span<const std::string> ids,
                                                  std::string_view for_update);
    [[nodiscard]] std::set<std::string> closed_of(const ArchiveChoice& choice,
                                                  std::span<const std::string> ids);
    Database& m_database;
    const base::Clock& m_clock;
};

} // namespace ctrip::store
