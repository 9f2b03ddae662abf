// SPDX-License-Identifier: MIT
#include "job/archive/file.hpp"

#include "base/error.hpp"
#include "base/random.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace ctrip::job {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFormat = "ctrip-archive";
constexpr int kVersion = 1;
/// A payment with 100,000 transfers has about 60 MB; with more it can't be judged.
constexpr std::size_t kLine_bytes_max = 256 * 1024 * std::size_t{1024};
constexpr std::string_view kEnd = R"({"end":)";

/// "ctrip-archive-20261122T040000Z-5f3a….jsonl.gz"
std::string new_name(base::UnixSeconds now_s)
{
    std::string time = base::to_rfc3339(now_s);
    std::erase_if(time, [](char c) { return c == '-' || c == ':'; });
    return fmt::format("{}-{}-{:016x}.jsonl.gz", kFormat, time, base::random_u64());
}

Json to_json(const ArchiveCounts& counts)
{
    Json json{{"payments", counts.payments}};
    for (std::size_t i = 0; i < counts.children.size(); ++i) {
        json[std::string{store::archive_children()[i].label}] = counts.children[i];
    }
    return Json{{"end", std::move(json)}};
}

bool is_file_name(const std::string& name)
{
    return !name.empty() && name.size() <= 100 && std::all_of(name.begin(), name.end(), [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '.';
    });
}

} // namespace

void ArchiveCounts::add(const store::ArchiveRecord& record)
{
    ++payments;
    for (std::size_t i = 0; i < children.size(); ++i) {
        children[i] += record.children[i].size();
    }
}

ArchiveFileWriter::ArchiveFileWriter(const std::string& folder, base::UnixSeconds now_s)
    : m_name(new_name(now_s)), m_path(fmt::format("{}/{}", folder, m_name)), m_file(m_path)
{
    m_file.line(Json{{"format", kFormat},
                     {"version", kVersion},
                     {"file", m_name},
                     {"created_at", base::to_rfc3339(now_s)}}
                    .dump());
}

void ArchiveFileWriter::add(const store::ArchiveRecord& record, std::string_view line)
{
    m_file.line(line);
    m_counts.add(record);
}

std::uint64_t ArchiveFileWriter::finish()
{
    m_file.line(to_json(m_counts).dump());
    return m_file.finish();
}

ArchiveFileReader::ArchiveFileReader(const std::string& path) : m_file(path, kLine_bytes_max)
{
    read_header();
}

void ArchiveFileReader::fail(std::string_view what) const
{
    throw Error{ErrorKind::request,
                fmt::format("file '{}', line {}: {}", m_file.path(), m_file.line_number(), what)};
}

void ArchiveFileReader::read_header()
{
    const bool is_there = m_file.next(m_line);
    const Json json = Json::parse(m_line, nullptr, false);
    if (!is_there || !json.is_object() || json.value("format", Json()) != Json(kFormat)) {
        throw Error{ErrorKind::request,
                    fmt::format("file '{}': not a file of 'ctrip archive'", m_file.path())};
    }
    if (json.value("version", Json()) != Json(kVersion)) {
        fail(fmt::format("this program reads version {} of the format; use the program that wrote "
                         "the file, or a newer one",
                         kVersion));
    }
    const Json name = json.value("file", Json());
    if (!name.is_string() || !is_file_name(name.get_ref<const std::string&>())) {
        fail("'file' is not a file's name");
    }
    m_name = name.get<std::string>();
}

bool ArchiveFileReader::is_end()
{
    if (!m_line.starts_with(kEnd)) {
        return false;
    }
    if (Json::parse(m_line, nullptr, false) != to_json(m_counts)) {
        fail("the counts are not those of the lines before: lines are missing or were added");
    }
    std::string behind;
    if (m_file.next(behind)) {
        fail("something stands behind the last line");
    }
    return true;
}

std::optional<store::ArchiveRecord> ArchiveFileReader::next()
{
    if (!m_file.next(m_line)) {
        throw Error{ErrorKind::request, fmt::format("file '{}', line {}: the file is cut off here",
                                                    m_file.path(), m_file.line_number() + 1)};
    }
    if (is_end()) {
        return std::nullopt;
    }
    try {
        store::ArchiveRecord record = store::parse_archive_line(m_line);
        m_counts.add(record);
        return record;
    } catch (const Error& error) {
        fail(error.what());
    }
}

} // namespace ctrip::job
