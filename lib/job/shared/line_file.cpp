// SPDX-License-Identifier: MIT
#include "job/shared/line_file.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ctrip::job {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;
constexpr std::string_view kEnd = R"({"end":)";

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

std::uint64_t LineFileWriter::finish()
{
    return finish(fmt::to_string(m_lines));
}

std::uint64_t LineFileWriter::finish(std::string_view counts)
{
    m_file.line(fmt::format("{}{}}}", kEnd, counts));
    return m_file.finish();
}

LineFileReader::LineFileReader(const std::string& path, const LineFileFormat& format)
    : m_file(path, format.line_bytes_max)
{
    const bool is_there = m_file.next(m_header);
    const Json json = Json::parse(m_header, nullptr, false);
    if (!is_there || !json.is_object() || json.value("format", Json()) != Json(format.name)) {
        throw Error{ErrorKind::request,
                    fmt::format("file '{}': not a file of '{}'", path, format.command)};
    }
    if (json.value("version", Json()) != Json(kVersion)) {
        fail(fmt::format("this program reads version {} of the format; use the program that wrote "
                         "the file, or a newer one",
                         kVersion));
    }
}

bool LineFileReader::next(std::string& line)
{
    return next(line, [this](const std::string& last_line) {
        if (Json::parse(last_line, nullptr, false) != Json{{"end", m_lines}}) {
            fail("the number is not that of the lines before: lines are missing or were added");
        }
    });
}

bool LineFileReader::next(std::string& line, const CheckCounts& check)
{
    if (!m_file.next(line)) {
        throw Error{ErrorKind::request, fmt::format("file '{}', line {}: the file is cut off here",
                                                    m_file.path(), m_file.line_number() + 1)};
    }
    if (!line.starts_with(kEnd)) {
        ++m_lines;
        return true;
    }
    check(line);
    std::string behind;
    if (m_file.next(behind)) {
        fail("there is data after the last line");
    }
    return false;
}

void LineFileReader::fail(std::string_view what) const
{
    throw Error{ErrorKind::request,
                fmt::format("file '{}', line {}: {}", m_file.path(), m_file.line_number(), what)};
}

} // namespace ctrip::job
