// SPDX-License-Identifier: MIT
#include "job/archive/file.hpp"

#include "base/error.hpp"
#include "base/random.hpp"
#include "store/archive/archive_line.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace ctrip::job {

namespace {

using Json = nlohmann::ordered_json;

/// A payment with 100,000 transfers, the most that can be assessed, has about 60 MB.
constexpr LineFileFormat kArchiveFormat{.name = "ctrip-archive",
                                        .command = "ctrip archive",
                                        .line_bytes_max = std::size_t{256} * 1024 * 1024};

/// "ctrip-archive-20261122T040000Z-5f3a….jsonl.gz"
std::string new_name(base::UnixSeconds now_s)
{
    std::string time = base::to_rfc3339(now_s);
    std::erase_if(time, [](char c) { return c == '-' || c == ':'; });
    return fmt::format("{}-{}-{:016x}.jsonl.gz", kArchiveFormat.name, time, base::random_u64());
}

Json to_json(const ArchiveCounts& counts)
{
    Json json{{"payments", counts.payments}};
    for (std::size_t i = 0; i < counts.children.size(); ++i) {
        json[std::string{store::archive_children()[i].label}] = counts.children[i];
    }
    return json;
}

/// Whether the file's last line has these counts. One of an older version lacks tables that were
/// added since.
bool ends_with(const std::string& last_line, const ArchiveCounts& counts)
{
    const Json found = Json::parse(last_line, nullptr, false);
    Json expected = to_json(counts);
    for (std::size_t i = 0; i < counts.children.size(); ++i) {
        const store::ArchiveTable& table = store::archive_children()[i];
        const std::string label{table.label};
        if (table.later && counts.children[i] == 0 && found.contains("end") &&
            !found["end"].contains(label)) {
            expected.erase(label);
        }
    }
    return found == Json{{"end", expected}};
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
    : m_name(new_name(now_s)), m_path(fmt::format("{}/{}", folder, m_name)),
      m_file(m_path, kArchiveFormat.name,
             Json{{"file", m_name}, {"created_at", base::to_rfc3339(now_s)}}.dump())
{
}

void ArchiveFileWriter::add(const store::ArchiveRecord& record, std::string_view line)
{
    m_file.line(line);
    m_counts.add(record);
}

std::uint64_t ArchiveFileWriter::finish()
{
    return m_file.finish(to_json(m_counts).dump());
}

ArchiveFileReader::ArchiveFileReader(const std::string& path) : m_file(path, kArchiveFormat)
{
    const Json name = Json::parse(m_file.header(), nullptr, false).value("file", Json());
    if (!name.is_string() || !is_file_name(name.get_ref<const std::string&>())) {
        m_file.fail("'file' is not a file's name");
    }
    m_name = name.get<std::string>();
}

std::optional<store::ArchiveRecord> ArchiveFileReader::next()
{
    const bool is_payment = m_file.next(m_line, [this](const std::string& last_line) {
        if (!ends_with(last_line, m_counts)) {
            m_file.fail(
                "the counts are not those of the lines before: lines are missing or were added");
        }
    });
    if (!is_payment) {
        return std::nullopt;
    }
    try {
        store::ArchiveRecord record = store::parse_archive_line(m_line);
        m_counts.add(record);
        return record;
    } catch (const Error& error) {
        m_file.fail(error.what());
    }
}

} // namespace ctrip::job
