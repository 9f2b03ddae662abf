// SPDX-License-Identifier: MIT
#include "job/sweep/line_file.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ctrip::job {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;
constexpr std::size_t kLine_bytes_max = std::size_t{64} * 1024;

} // namespace

LineFileWriter::LineFileWriter(const std::string& path, std::string_view format,
                               std::string_view header)
    : m_file(path)
{
    Json first{{"format", format}, {"version", kVersion}};
    first.update(Json::parse(header));
    m_file.line(first.dump());
}

void LineFileWriter::line(std::string_view json)
{
    m_file.line(json);
    ++m_lines;
}

void LineFileWriter::finish()
{
    m_file.line(Json{{"end", m_lines}}.dump());
    static_cast<void>(m_file.finish());
}

LineFileReader::LineFileReader(const std::string& path, std::string_view format,
                               std::string_view what)
    : m_file(path, kLine_bytes_max)
{
    const bool is_there = m_file.next(m_header);
    const Json json = Json::parse(m_header, nullptr, false);
    if (!is_there || !json.is_object() || json.value("format", Json()) != Json(format)) {
        throw Error{ErrorKind::request, fmt::format("file '{}': not a file of '{}'", path, what)};
    }
    if (json.value("version", Json()) != Json(kVersion)) {
        fail(fmt::format("this program reads version {} of the format; use the program that wrote "
                         "the file, or a newer one",
                         kVersion));
    }
}

bool LineFileReader::next(std::string& line)
{
    if (!m_file.next(line)) {
        throw Error{ErrorKind::request, fmt::format("file '{}', line {}: the file is cut off here",
                                                    m_file.path(), m_file.line_number() + 1)};
    }
    if (!line.starts_with(R"({"end":)")) {
        ++m_lines;
        return true;
    }
    if (Json::parse(line, nullptr, false) != Json{{"end", m_lines}}) {
        fail("the number is not that of the lines before: lines are missing or were added");
    }
    if (m_file.next(line)) {
        fail("something stands behind the last line");
    }
    return false;
}

void LineFileReader::fail(std::string_view what) const
{
    throw Error{ErrorKind::request,
                fmt::format("file '{}', line {}: {}", m_file.path(), m_file.line_number(), what)};
}

} // namespace ctrip::job
