// SPDX-License-Identifier: MIT
#include "cli/line_reader.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

namespace ctrip::cli {

namespace {

[[noreturn]] void failed(const std::string& name)
{
    throw Error{ErrorKind::request,
                fmt::format("batch '{}': {}", name, std::generic_category().message(errno))};
}

} // namespace

void LineReader::Close::operator()(std::FILE* file) const noexcept
{
    if (file != stdin) {
        static_cast<void>(std::fclose(file)); // Opened for reading: no data can be lost.
    }
}

LineReader::LineReader(const std::string& file, std::size_t line_bytes_max)
    : m_name(file), m_line_bytes_max(line_bytes_max),
      m_file(file == "-" ? stdin : std::fopen(file.c_str(), "re"))
{
    if (!m_file) {
        failed(m_name);
    }
}

bool LineReader::next(std::string& line)
{
    line.clear();
    ++m_number;
    for (int c = getc_unlocked(m_file.get()); c != EOF; c = getc_unlocked(m_file.get())) {
        if (c == '\n') {
            return true;
        }
        if (line.size() == m_line_bytes_max) {
            throw Error{ErrorKind::request,
                        fmt::format("line {}: longer than {} bytes; one request a line is expected",
                                    m_number, m_line_bytes_max)};
        }
        line.push_back(static_cast<char>(c));
    }
    if (std::ferror(m_file.get()) != 0) {
        failed(m_name);
    }
    return !line.empty(); // The last line may have no line end.
}

} // namespace ctrip::cli
