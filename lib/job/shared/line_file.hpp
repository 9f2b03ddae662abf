// SPDX-License-Identifier: MIT
// Files that ctrip writes on one host and reads on another: a header line with format and version,
// JSON lines, and a last line with their counts, so that a truncated file is noticed. Compressed by
// gzip; plain files are read as well.
#pragma once

#include "base/gzip_file.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace ctrip::job {

/// Never overwrites a file. The new file is readable by its owner only, and gets its name when it
/// is complete. Every failure is Error{unavailable} that names the file.
class LineFileWriter
{
public:
    /// `header` is a JSON object; format and version are put before it.
    LineFileWriter(const std::string& path, std::string_view format, std::string_view header);

    void line(std::string_view json);
    /// Writes the last line with the number of lines, and syncs the file to disk. Returns its size
    /// in bytes.
    std::uint64_t finish();
    /// The same with other counts, a JSON value, in the last line.
    std::uint64_t finish(std::string_view counts);

private:
    base::GzipWriter m_file;
    std::uint64_t m_lines = 0;
};

/// What a LineFileReader reads.
struct LineFileFormat
{
    std::string_view name;
    std::string_view command; ///< The command that writes such files, for error messages.
    std::size_t line_bytes_max = std::size_t{64} * 1024;
};

/// Every failure is Error{request} that names file and line.
class LineFileReader
{
public:
    LineFileReader(const std::string& path, const LineFileFormat& format);

    /// The first line, a JSON object.
    [[nodiscard]] const std::string& header() const noexcept { return m_header; }
    /// Reads the next line, a JSON object as text. False at the last line, after its number of
    /// lines and the end of the file were checked.
    [[nodiscard]] bool next(std::string& line);
    /// The same for a file with other counts: `check` gets the last line, {"end": counts}, and
    /// calls fail() where they are wrong.
    using CheckCounts = std::function<void(const std::string& last_line)>;
    [[nodiscard]] bool next(std::string& line, const CheckCounts& check);
    [[noreturn]] void fail(std::string_view what) const;

private:
    base::GzipReader m_file;
    std::string m_header;
    std::uint64_t m_lines = 0;
};

} // namespace ctrip::job
