// SPDX-License-Identifier: MIT
// Lines of text in a gzip file. A written file is either complete and on disk, or absent. Reading
// takes one line at a time, so that memory does not grow with the file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace ctrip::base {

/// A new file that only its owner can read. It gets its name in finish() (base/part_file.hpp).
/// Every failure is Error{unavailable} that names the file.
class GzipWriter
{
public:
    /// Never overwrites an existing file.
    explicit GzipWriter(std::string path);
    GzipWriter(const GzipWriter&) = delete;
    GzipWriter& operator=(const GzipWriter&) = delete;
    ~GzipWriter();

    /// `text` without a line end.
    void line(std::string_view text);
    /// Returns the size of the file in bytes, after content and name are on disk. No other call may
    /// follow.
    std::uint64_t finish();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Reads a file of GzipWriter, compressed or not. Every failure (no such file, damaged, truncated,
/// a line that is too long) is Error{request} that names file and line.
class GzipReader
{
public:
    GzipReader(std::string path, std::size_t line_bytes_max);
    GzipReader(const GzipReader&) = delete;
    GzipReader& operator=(const GzipReader&) = delete;
    ~GzipReader();

    /// False at the end of the file, after its checksum was verified.
    [[nodiscard]] bool next(std::string& line);
    /// The number of the last line that was read, from 1.
    [[nodiscard]] std::uint64_t line_number() const noexcept;
    [[nodiscard]] const std::string& path() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace ctrip::base
