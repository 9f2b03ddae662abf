// SPDX-License-Identifier: MIT
// Deletes closed payments from the database after they were written to a file.
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

/// Which payments to archive: settled or expired, unchanged and not watched since `before_s`, and
/// with nothing under way: no pending message, no open transaction, no transfer that is not final,
/// nothing to sweep. Failed payments are never archived: an operator decides on them.
struct ArchiveChoice
{
    base::UnixSeconds before_s = 0;
    std::vector<evm::ChainId> chain_ids; ///< Empty: any.
};

/// A position in the order in which payments are archived. By default: before the first.
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
    /// The next closed payments after `place`, at most `max`; advances `place`. Empty at the end.
    [[nodiscard]] std::vector<ArchiveRecord> next_closed(const ArchiveChoice& choice,
                                                         ArchivePlace& place, std::size_t max);

    /// A payment as it was written to a file.
    struct Written
    {
        ArchiveRecord record;
        std::string line;
    };
    /// Deletes from the database those payments that are still closed and still equal to what was
    /// written; returns their number. Makes its own DbTransaction and may be repeated.
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
