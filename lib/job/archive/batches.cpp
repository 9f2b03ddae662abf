// SPDX-License-Identifier: MIT
#include "job/archive/batches.hpp"

#include <optional>
#include <utility>

namespace ctrip::job {

namespace {

constexpr std::size_t kBytesPerBatch = std::size_t{16} * 1024 * 1024;

} // namespace

ArchiveBatches::ArchiveBatches(const std::string& path, std::set<std::string> ids)
    : m_file(path), m_ids(std::move(ids))
{
}

ArchiveBatches::Batch ArchiveBatches::next()
{
    Batch batch;
    std::size_t bytes = 0;
    while (!m_has_ended && batch.size() < kPaymentsPerBatch && bytes < kBytesPerBatch) {
        std::optional<store::ArchiveRecord> record = m_file.next();
        m_has_ended = !record;
        if (record && (m_ids.empty() || m_ids.contains(record->id()))) {
            bytes += m_file.line().size();
            batch.push_back({std::move(*record), m_file.line()});
        }
    }
    return batch;
}

} // namespace ctrip::job
