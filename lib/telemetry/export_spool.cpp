// SPDX-License-Identifier: MIT
#include "telemetry/export_spool.hpp"

#include <nlohmann/json.hpp>

#include <exception>
#include <unordered_set>
#include <utility>

namespace ctrip::telemetry {

namespace {

constexpr std::chrono::seconds kRemovalWait{10};

/// Empty where `line` is cut off, or not a spool's.
std::pair<std::string, std::string> parse_entry(std::string_view line)
{
    const auto json = nlohmann::ordered_json::parse(line, nullptr, false);
    const bool is_ours = json.is_object() && json.contains("installation") &&
                         json["installation"].is_string() && json.contains("object") &&
                         json["object"].is_object();
    return is_ours ? std::pair{json["installation"].get<std::string>(), json["object"].dump()}
                   : std::pair<std::string, std::string>{};
}

} // namespace

ExportSpool::ExportSpool(const std::string& folder, std::string_view name, SpoolLimits limits,
                         std::string installation)
    : m_file(folder, name, limits), m_installation(std::move(installation))
{
}

bool ExportSpool::add(std::span<const nlohmann::ordered_json> objects) const noexcept
{
    try {
        std::string lines;
        for (const nlohmann::ordered_json& object : objects) {
            lines +=
                nlohmann::ordered_json{{"installation", m_installation}, {"object", object}}.dump(
                    -1, ' ', false, nlohmann::json::error_handler_t::replace);
            lines += '\n';
        }
        return lines.empty() || m_file.append(lines);
    } catch (const std::exception&) {
        return false;
    }
}

std::vector<ExportSpool::Entry> ExportSpool::all() const
{
    std::vector<Entry> entries;
    for_each_line(m_file.read(), [&](std::string_view line) {
        auto [installation, object] = parse_entry(line);
        if (!object.empty() && installation == m_installation) {
            entries.push_back({std::string{line}, std::move(object)});
        }
    });
    return entries;
}

void ExportSpool::remove(std::span<const Entry> done) const
{
    std::unordered_set<std::string_view> gone;
    for (const Entry& entry : done) {
        gone.insert(entry.line);
    }
    m_file.rewrite(
        [&](const std::string& text) {
            std::string kept;
            for_each_line(text, [&](std::string_view line) {
                if (!gone.contains(line) && !parse_entry(line).second.empty()) {
                    kept.append(line).append("\n");
                }
            });
            return kept;
        },
        kRemovalWait);
}

ExportSpool span_spool(const std::string& folder, std::string installation)
{
    constexpr std::size_t mebi = 1ULL << 20U;
    return {folder,
            "spans.jsonl",
            {.bytes_max = 8 * mebi,
             .bytes_kept = 4 * mebi,
             .append_wait = std::chrono::milliseconds{100}},
            std::move(installation)};
}

ExportSpool defect_spool(const std::string& folder, std::string installation)
{
    return {folder, "defects.jsonl", {}, std::move(installation)};
}

} // namespace ctrip::telemetry
