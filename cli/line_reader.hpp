// SPDX-License-Identifier: MIT
// Reads a file or standard input line by line, with a bound on each line.
#pragma once

#include <cstddef>
#include <cstdio>
#include <memory>
#include <string>

namespace ctrip::cli {

class LineReader
{
public:
    /// "-" is standard input. Throws Error{request} if the file can't be opened.
    LineReader(const std::string& file, std::size_t line_bytes_max);

    /// Reads the next line, without its line end; false at the end of the file. Throws
    /// Error{request} for a line above the bound and for a read error.
    [[nodiscard]] bool next(std::string& line);
    /// The number of the line that next() read last, from 1.
    [[nodiscard]] std::size_t number() const noexcept { return m_number; }

private:
    struct Close
    {
        void operator()(std::FILE* file) const noexcept;
    };

    std::string m_name;
    std::size_t m_line_bytes_max;
    std::unique_ptr<std::FILE, Close> m_file;
    std::size_t m_number = 0;
};

} // namespace ctrip::cli
