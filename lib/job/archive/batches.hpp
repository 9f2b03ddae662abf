// SPDX-License-Identifier: MIT
// Reads a file of archived payments in batches, each small enough for one database transaction.
#pragma once

#include "job/archive/file.hpp"
#include "store/archive/archive_store.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace ctrip::job {

/// Payments of one database transaction: few enough that its locks block others only briefly.
inline constexpr std::size_t kPaymentsPerBatch = 200;

/// Fails as ArchiveFileReader does.
class ArchiveBatches
{
public:
    using Batch = std::vector<store::ArchiveStore::Written>;

    /// `ids`: only these payments; empty for all of the file.
    explicit ArchiveBatches(const std::string& path, std::set<std::string> ids = {});

    /// The name that the file was given when it was written.
    [[nodiscard]] const std::string& file_name() const noexcept { return m_file.name(); }
    /// At most kPaymentsPerBatch payments; none is added to a batch that has 16 MiB of lines. Empty
    /// at the end of the file, after its counts were checked.
    [[nodiscard]] Batch next();

private:
    ArchiveFileReader m_file;
    std::set<std::string> m_ids;
    bool m_has_ended = false;
};

} // namespace ctrip::job
