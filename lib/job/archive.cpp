// SPDX-License-Identifier: MIT
#include "job/archive.hpp"

#include "base/check.hpp"
#include "job/archive/file.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <optional>
#include <utility>

namespace ctrip::job {

namespace {

using store::ArchiveRecord;
using store::ArchiveStore;

/// A database transaction of so many payments holds others up for a blink only.
constexpr std::size_t kPaymentsPerWork = 200;
constexpr std::size_t kBytesPerWork = 16 * 1024 * std::size_t{1024};

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
    void tell(std::string_view what, std::uint64_t done, std::uint64_t total);

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
        m_job.log.warning("payments changed while they were archived, and were left as they are",
                          {{"payments", fmt::to_string(m_report.left)}});
    }
    return m_report;
}

void Archive::tell(std::string_view what, std::uint64_t done, std::uint64_t total)
{
    if (m_job.on_progress) {
        m_job.on_progress(what, done, total);
    }
}

void Archive::write()
{
    // Counting them reads as much as finding them, so only for a person who waits.
    const std::uint64_t total = m_job.on_progress ? m_store.count_closed(m_options.choice) : 0;
    std::optional<ArchiveFileWriter> file;
    store::ArchivePlace place;
    while (true) {
        const std::vector<ArchiveRecord> page =
            m_store.next_closed(m_options.choice, place, kPaymentsPerWork);
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
        tell("written", m_written, total);
    }
    if (file) {
        m_report.bytes = file->finish();
        m_report.file = file->path();
    }
}

/// Reads what was written instead of remembering it: memory stays small, and nothing is deleted
/// that could not be read back.
void Archive::move_out()
{
    ArchiveFileReader whole{m_report.file};
    std::uint64_t read = 0;
    while (whole.next()) {
        ++read;
    }
    CTRIP_CHECK(read == m_written);

    ArchiveFileReader file{m_report.file};
    std::vector<ArchiveStore::Written> batch;
    std::size_t bytes = 0;
    bool more = true;
    while (more) {
        std::optional<ArchiveRecord> record = file.next();
        more = record.has_value();
        if (more) {
            bytes += file.line().size();
            batch.push_back({std::move(*record), file.line()});
        }
        if (!batch.empty() &&
            (!more || batch.size() == kPaymentsPerWork || bytes >= kBytesPerWork)) {
            const std::uint64_t moved = m_store.move_out(batch, m_options.choice, file.name());
            m_report.payments += moved;
            m_report.left += batch.size() - moved;
            batch.clear();
            bytes = 0;
            tell("moved out", m_report.payments + m_report.left, m_written);
        }
    }
}

} // namespace

ArchiveReport archive(const ArchiveJob& job, const ArchiveOptions& options)
{
    return Archive{job, options}.run();
}

} // namespace ctrip::job
