// SPDX-License-Identifier: MIT
#include "telemetry/sentry.hpp"

#include "base/trace_context.hpp"
#include "base/url.hpp"
#include "telemetry/collector.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace ctrip::telemetry {

namespace {

using nlohmann::ordered_json;
using Records = ReportLimiter::Records;

constexpr std::int64_t kRecordLifeMs = 7 * kFindingPauseMs;
constexpr std::size_t kReportBytesMax = 1'000;
constexpr std::chrono::seconds kRecordWait{10};

/// None for a line that is not a report.
std::optional<ErrorReport> parse_report(std::string_view text)
{
    const auto json = nlohmann::json::parse(text, nullptr, false);
    try {
        return ErrorReport{.subject = json.at("subject").get<std::string>(),
                           .is_defect = json.at("is_defect").get<bool>(),
                           .message = json.at("message").get<std::string>(),
                           .at_ms = json.at("at_ms").get<std::int64_t>(),
                           .job = json.at("job").get<std::string>(),
                           .chain = json.at("chain").get<std::string>(),
                           .run_id = json.at("run_id").get<std::string>()};
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

/// What is known of one subject.
struct Subject
{
    ErrorReport newest;
    std::uint64_t count = 0;
    std::vector<ExportSpool::Entry> entries;
};

std::map<std::string, Subject> by_subject(const std::vector<ExportSpool::Entry>& entries,
                                          const std::vector<ErrorReport>& findings)
{
    std::map<std::string, Subject> subjects;
    const auto add = [&](const ErrorReport& report) -> Subject& {
        Subject& subject = subjects[report.subject];
        if (subject.count++ == 0 || report.at_ms >= subject.newest.at_ms) {
            subject.newest = report;
        }
        return subject;
    };
    for (const ExportSpool::Entry& entry : entries) {
        if (const auto report = parse_report(entry.object)) {
            add(*report).entries.push_back(entry);
        }
    }
    for (const ErrorReport& finding : findings) {
        add(finding);
    }
    return subjects;
}

std::size_t sent_since(const Records& records, std::int64_t since_ms)
{
    return static_cast<std::size_t>(
        std::count_if(records.begin(), records.end(),
                      [&](const auto& entry) { return entry.second.sent_ms > since_ms; }));
}

std::vector<std::string> headers_of(const SentryTarget& target)
{
    return {
        "Content-Type: application/x-sentry-envelope",
        fmt::format("X-Sentry-Auth: Sentry sentry_version=7, sentry_client=ctrip/{}, sentry_key={}",
                    target.resource.version, target.dsn.key)};
}

} // namespace

std::optional<SentryDsn> parse_dsn(const std::string& text)
{
    const base::ParsedUrl parsed = base::parse_url(text);
    const base::Url& url = parsed.url;
    const std::size_t begin = text.find("://");
    if (!parsed.valid() || !url.has_user_info || begin == std::string::npos ||
        (url.scheme != "https" && url.scheme != "http") || !url.query.empty()) {
        return std::nullopt;
    }
    constexpr std::size_t kSeparator = 3;
    std::string key = text.substr(begin + kSeparator);
    key.erase(key.find_first_of(":@"));
    const std::size_t slash = url.path.rfind('/');
    const std::string project = url.path.substr(slash + 1);
    const auto is_word = [](std::string_view word) {
        return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                   c == '-' || c == '_';
        });
    };
    if (!is_word(key) || !is_word(project)) {
        return std::nullopt;
    }
    return SentryDsn{.envelope_url =
                         fmt::format("{}://{}{}/api/{}/envelope/", url.scheme, url.host_and_port(),
                                     url.path.substr(0, slash), project),
                     .key = std::move(key)};
}

ordered_json to_json(const ErrorReport& report)
{
    return {{"subject", report.subject},
            {"is_defect", report.is_defect},
            {"message", report.message.substr(0, kReportBytesMax)},
            {"at_ms", report.at_ms},
            {"job", report.job},
            {"chain", report.chain},
            {"run_id", report.run_id}};
}

std::string envelope(const ErrorReport& report, std::uint64_t occurrences,
                     const OtlpResource& resource, std::int64_t now_ms)
{
    const std::string id = base::new_trace().trace_id;
    const std::string message = report.message.substr(0, kReportBytesMax);
    ordered_json event{{"event_id", id},
                       {"timestamp", base::to_rfc3339_ms(report.at_ms)},
                       {"platform", "native"},
                       {"level", report.is_defect ? "fatal" : "error"},
                       {"logger", "ctrip"},
                       {"release", "ctrip@" + resource.version},
                       {"environment", resource.environment},
                       {"server_name", resource.host},
                       {"fingerprint", {report.subject}},
                       {"extra", {{"occurrences", occurrences}}}};
    if (report.is_defect) {
        event["exception"]["values"] =
            ordered_json::array({ordered_json{{"type", "Defect"}, {"value", message}}});
    } else {
        event["message"] = {{"formatted", message}};
    }
    for (const auto& [name, value] :
         {std::pair{"job", &report.job}, {"chain", &report.chain}, {"run_id", &report.run_id}}) {
        if (!value->empty()) {
            event["tags"][name] = *value;
        }
    }
    if (const auto run = base::root_span(report.run_id)) {
        event["contexts"]["trace"] = {{"trace_id", run->trace_id}, {"span_id", run->span_id}};
    }
    const std::string body = event.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
    const ordered_json head{{"event_id", id}, {"sent_at", base::to_rfc3339_ms(now_ms)}};
    const ordered_json item{
        {"type", "event"}, {"content_type", "application/json"}, {"length", body.size()}};
    return fmt::format("{}\n{}\n{}\n", head.dump(), item.dump(), body);
}

ReportLimiter::ReportLimiter(const std::string& folder, std::string installation)
    : m_file(folder, "reports.jsonl", {}), m_installation(std::move(installation))
{
}

Records ReportLimiter::read() const
{
    Records records;
    for_each_line(m_file.read(), [&](std::string_view line) {
        const auto json = nlohmann::json::parse(line, nullptr, false);
        try {
            if (json.at("installation") == m_installation) {
                records[json.at("subject").get<std::string>()] = {
                    .sent_ms = json.at("sent_ms").get<std::int64_t>(),
                    .skipped = json.at("skipped").get<std::uint64_t>()};
            }
        } catch (const nlohmann::json::exception&) { // NOLINT(bugprone-empty-catch): not ours.
        }
    });
    return records;
}

void ReportLimiter::write(const Records& records) const
{
    std::string ours;
    for (const auto& [subject, record] : records) {
        ours += ordered_json{{"installation", m_installation},
                             {"subject", subject},
                             {"sent_ms", record.sent_ms},
                             {"skipped", record.skipped}}
                    .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
        ours += '\n';
    }
    if (!ours.empty()) {
        static_cast<void>(m_file.append("")); // Makes the file.
    }
    m_file.rewrite(
        [&](const std::string& text) {
            std::string all;
            for_each_line(text, [&](std::string_view line) {
                const auto json = nlohmann::json::parse(line, nullptr, false);
                if (json.is_object() && json.contains("installation") &&
                    json["installation"] != m_installation) {
                    all.append(line).append("\n");
                }
            });
            return all + ours;
        },
        kRecordWait);
}

ExportReport send_reports(const ExportSpool& spool, const ReportLimiter& limiter,
                          const std::vector<ErrorReport>& findings, const SentryTarget& target,
                          const base::Clock& clock)
{
    Collector collector{target.resource.version, target.timeout_ms};
    const std::int64_t now_ms = clock.now_ms();
    Records records = limiter.read();
    std::erase_if(records, [&](const auto& entry) {
        // A time ahead of the clock was written by a clock that was wrong.
        return entry.second.sent_ms > now_ms || now_ms - entry.second.sent_ms > kRecordLifeMs;
    });
    ExportReport report;
    for (const auto& [name, subject] : by_subject(spool.all(), findings)) {
        ReportLimiter::Record& record = records[name];
        const std::int64_t pause_ms = subject.newest.is_defect ? kDefectPauseMs : kFindingPauseMs;
        const bool is_limited = now_ms - record.sent_ms < pause_ms ||
                                sent_since(records, now_ms - kDefectPauseMs) >= kEventsPerHour;
        if (is_limited) {
            // A finding that is still there is no new one.
            record.skipped += subject.entries.size();
            spool.remove(subject.entries);
            continue;
        }
        if (!report.problem.empty()) {
            report.left += subject.count;
            continue;
        }
        report.problem = problem_of(collector.post(
            target.dsn.envelope_url, headers_of(target),
            envelope(subject.newest, subject.count + record.skipped, target.resource, now_ms)));
        if (!report.problem.empty()) {
            report.left += subject.count;
            continue;
        }
        record = {.sent_ms = now_ms, .skipped = 0};
        spool.remove(subject.entries);
        ++report.sent;
    }
    std::erase_if(records, [](const auto& entry) {
        return entry.second.sent_ms == 0 && entry.second.skipped == 0;
    });
    limiter.write(records);
    return report;
}

} // namespace ctrip::telemetry
