// SPDX-License-Identifier: MIT
// Files that ctrip writes on one host and reads on another: a first line that says what it is, JSON
// lines, and a last line with their number, so that a file that was cut off is noticed. Packed by
// gzip; unpacked ones are read as well.
#pragma once

#include "base/gzip_file.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace ctrip::job {

/// Never written over, owner-only, and there only when it is whole.
class LineFileWriter
{
public:
    /// `header` is a JSON object; format and version are put before it.
    LineFileWriter(const std::string& path, std::string_view format, std::string_view header);

    void line(std::string_view json);
    void finish();

private:
    base::GzipWriter m_file;
    std::uint64_t m_lines = 0;
};

/// Every failure is Error{request} that names file and line.
class LineFileReader
{
public:
    /// `what` names the command that writes such files, for a file of another kind.
    LineFileReader(const std::string& path, std::string_view format, std::string_view what);

    /// The first line, a JSON object.
    [[nodiscard]] const std::string& header() const noexcept { return m_header; }
    /// The next line, a JSON object as text; false behind the last.
    [[nodiscard]] bool next(std::string& line);
    [[noreturn]] void fail(std::string_view what) const;

private:
    base::GzipReader m_file;
    std::string m_header;
    std::uint64_t m_lines = 0;
};

} // namespace ctrip::job
