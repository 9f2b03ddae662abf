// SPDX-License-Identifier: MIT
#include "job/archive.hpp"

#include "base/check.hpp"
#include "job/archive/batches.hpp"
#include "job/archive/file.hpp"
#include "store/archive/archive_line.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace ctrip::job {

namespace {

using store::ArchiveRecord;
using store::ArchiveStore;

class Archive
{
public:
    Archive(const ArchiveJob& job, const ArchiveOptions& options)
        : m_job(job), m_options(options), m_store(job.database, job.clock)
    {
    }

    ArchiveReport run();

private:
    void write();
    void move_out();

    const ArchiveJob& m_job;
    const ArchiveOptions& m_options;
    ArchiveStore m_store;
    std::uint64_t m_written = 0;
    ArchiveReport m_report;
};

ArchiveReport Archive::run()
{
    if (m_options.dry_run) {
        m_report.payments = m_store.count_closed(m_options.choice);
        return m_report;
    }
    write();
    if (m_written > 0) {
        move_out();
    }
    if (m_report.left > 0) {
        m_job.log.warning("payments changed while they were archived, and were not archived",
                          {{"payments", fmt::to_string(m_report.left)}});
    }
    return m_report;
}

void Archive::write()
{
    // Counting reads as many rows as finding them, so only where progress is shown.
    const std::uint64_t total = m_job.on_progress ? m_store.count_closed(m_options.choice) : 0;
    std::optional<ArchiveFileWriter> file;
    store::ArchivePlace place;
    while (true) {
        const std::vector<ArchiveRecord> page =
            m_store.next_closed(m_options.choice, place, kPaymentsPerBatch);
        if (page.empty()) {
            break;
        }
        if (!file) {
            file.emplace(m_options.folder, m_job.clock.now_s());
        }
        for (const ArchiveRecord& record : page) {
            file->add(record, store::to_archive_line(record));
        }
        m_written = file->counts().payments;
        m_job.tell("written", m_written, total);
    }
    if (file) {
        m_report.bytes = file->finish();
        m_report.file = file->path();
    }
}

/// Reads the payments back from the file instead of keeping them: memory stays bounded, and nothing
/// is deleted that can't be read back.
void Archive::move_out()
{
    ArchiveFileReader whole{m_report.file};
    std::uint64_t read = 0;
    while (whole.next()) {
        ++read;
    }
    CTRIP_CHECK(read == m_written);

    ArchiveBatches file{m_report.file};
    for (ArchiveBatches::Batch batch = file.next(); !batch.empty(); batch = file.next()) {
        const std::uint64_t moved = m_store.move_out(batch, m_options.choice, file.file_name());
        m_report.payments += moved;
        m_report.left += batch.size() - moved;
        m_job.tell("moved out", m_report.payments + m_report.left, m_written);
    }
}

} // namespace

ArchiveReport archive(const ArchiveJob& job, const ArchiveOptions& options)
{
    return Archive{job, options}.run();
}

} // namespace ctrip::job
