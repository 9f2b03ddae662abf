// SPDX-License-Identifier: MIT
// The file of archived payments: a LineFile with a line for each payment, and in the last line the
// number of rows of each table.
#pragma once

#include "base/clock.hpp"
#include "job/shared/line_file.hpp"
#include "store/archive/archive_record.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::job {

/// How many rows a file holds.
struct ArchiveCounts
{
    std::uint64_t payments = 0;
    std::array<std::uint64_t, store::kArchiveChildren> children{};

    void add(const store::ArchiveRecord& record);
    friend bool operator==(const ArchiveCounts&, const ArchiveCounts&) = default;
};

class ArchiveFileWriter
{
public:
    /// Creates a file with a new, unique name in this folder.
    ArchiveFileWriter(const std::string& folder, base::UnixSeconds now_s);

    void add(const store::ArchiveRecord& record, std::string_view line);
    /// Writes the counts and syncs the file to disk. Returns its size in bytes.
    std::uint64_t finish();

    [[nodiscard]] const std::string& name() const noexcept { return m_name; } ///< Without folder.
    [[nodiscard]] const std::string& path() const noexcept { return m_path; }
    [[nodiscard]] const ArchiveCounts& counts() const noexcept { return m_counts; }

private:
    std::string m_name;
    std::string m_path;
    LineFileWriter m_file;
    ArchiveCounts m_counts;
};

/// Every failure is Error{request} that names file and line.
class ArchiveFileReader
{
public:
    explicit ArchiveFileReader(const std::string& path);

    /// The name that the file was given when it was written, whatever it is called now.
    [[nodiscard]] const std::string& name() const noexcept { return m_name; }
    /// The next payment, checked; none at the end, after the counts were checked.
    [[nodiscard]] std::optional<store::ArchiveRecord> next();
    /// The text that next() read last.
    [[nodiscard]] const std::string& line() const noexcept { return m_line; }

private:
    LineFileReader m_file;
    std::string m_name;
    std::string m_line;
    ArchiveCounts m_counts;
};

} // namespace ctrip::job
