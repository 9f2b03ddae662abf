// SPDX-License-Identifier: MIT
#include "telemetry/run_spool.hpp"

#include "base/text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <optional>
#include <string_view>
#include <utility>

namespace ctrip::telemetry {

namespace {

using store::JobRun;

constexpr std::size_t kMessageBytesMax = 1'000;

std::string line_of(const std::string& installation, const JobRun& run)
{
    std::string message = run.message.substr(0, kMessageBytesMax);
    std::replace_if(
        message.begin(), message.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; },
        ' ');
    return nlohmann::ordered_json{{"installation", installation},
                                  {"job", run.job},
                                  {"chain", run.chain},
                                  {"started_ms", run.started_ms},
                                  {"duration_ms", run.duration_ms},
                                  {"exit_code", run.exit_code},
                                  {"run_id", run.run_id},
                                  {"message", message}}
               .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) +
           "\n";
}

/// None for a line that is cut off or not one of ours.
std::optional<std::pair<std::string, JobRun>> parse_line(std::string_view line)
{
    const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) {
        return std::nullopt;
    }
    try {
        JobRun run;
        run.job = json.at("job").get<std::string>();
        run.chain = json.at("chain").get<std::string>();
        run.started_ms = json.at("started_ms").get<std::int64_t>();
        run.duration_ms = std::max<std::int64_t>(json.at("duration_ms").get<std::int64_t>(), 0);
        run.exit_code = json.at("exit_code").get<int>();
        run.message = json.at("message").get<std::string>();
        run.run_id = json.at("run_id").get<std::string>();
        if (!base::is_printable_utf8(run.message) ||
            !base::is_printable_utf8(run.job + run.chain + run.run_id)) {
            return std::nullopt;
        }
        return std::pair{json.at("installation").get<std::string>(), std::move(run)};
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

/// What belongs to this installation, and the lines of the others.
std::pair<std::vector<JobRun>, std::string> parted(const std::string& text,
                                                   const std::string& installation)
{
    std::pair<std::vector<JobRun>, std::string> parts;
    for_each_line(text, [&](std::string_view line) {
        auto parsed = parse_line(line);
        if (parsed && parsed->first == installation) {
            parts.first.push_back(std::move(parsed->second));
        } else if (parsed) {
            parts.second.append(line).append("\n");
        }
    });
    std::stable_sort(parts.first.begin(), parts.first.end(),
                     [](const JobRun& a, const JobRun& b) { return a.started_ms < b.started_ms; });
    return parts;
}

} // namespace

RunSpool::RunSpool(const std::string& folder, std::string installation)
    : m_file(folder, "runs.jsonl", {}), m_installation(std::move(installation))
{
}

bool RunSpool::add(const JobRun& run) const noexcept
{
    try {
        return m_file.append(line_of(m_installation, run));
    } catch (const std::exception&) {
        return false;
    }
}

std::vector<JobRun> RunSpool::all() const
{
    return parted(m_file.read(), m_installation).first;
}

void RunSpool::take(const std::function<void(const std::vector<JobRun>&)>& store) const
{
    m_file.rewrite([&](const std::string& text) {
        auto [runs, others] = parted(text, m_installation);
        if (runs.empty()) {
            return text;
        }
        store(runs);
        return std::move(others);
    });
}

} // namespace ctrip::telemetry
