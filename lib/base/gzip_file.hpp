// SPDX-License-Identifier: MIT
// Lines of text in a gzip file: written so that the file is either whole and safely on disk or not
// there, and read one line at a time, whatever its size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace ctrip::base {

/// A new file that nobody but its owner can read. It gets its name in finish()
/// (base/part_file.hpp). Every failure is Error{unavailable} that names the file.
class GzipWriter
{
public:
    /// An existing file is never written over.
    explicit GzipWriter(std::string path);
    GzipWriter(const GzipWriter&) = delete;
    GzipWriter& operator=(const GzipWriter&) = delete;
    ~GzipWriter();

    /// `text` without a line end.
    void line(std::string_view text);
    /// Returns when content and name are safely on disk: the size of the file in bytes. Nothing may
    /// follow.
    std::uint64_t finish();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Reads what GzipWriter wrote, and the same unpacked. Every failure (no such file, damaged, cut
/// off, a line that is too long) is Error{request} that names file and line.
class GzipReader
{
public:
    GzipReader(std::string path, std::size_t line_bytes_max);
    GzipReader(const GzipReader&) = delete;
    GzipReader& operator=(const GzipReader&) = delete;
    ~GzipReader();

    /// False at the end, which was checked to be the true one (the checksum fits).
    [[nodiscard]] bool next(std::string& line);
    /// Of the line that was read last, from 1.
    [[nodiscard]] std::uint64_t line_number() const noexcept;
    [[nodiscard]] const std::string& path() const noexcept;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace ctrip::base
