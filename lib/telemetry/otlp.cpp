// SPDX-License-Identifier: MIT
#include "telemetry/otlp.hpp"

#include "telemetry/collector.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <tuple>
#include <utility>
#include <variant>

namespace ctrip::telemetry {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t kSpansPerRequest = 500;
constexpr std::size_t kTextBytesMax = 1'000;
constexpr int kStatusError = 2; ///< Status.StatusCode of the protocol.
/// Answers to a request that no repetition would change.
constexpr std::array<int, 4> kRefusals{400, 413, 415, 422};

std::string nanoseconds(std::int64_t time_us)
{
    constexpr std::int64_t ns_per_us = 1'000;
    return std::to_string(std::max<std::int64_t>(time_us, 0) * ns_per_us);
}

ordered_json text_attribute(std::string_view key, std::string_view value)
{
    return {{"key", key}, {"value", {{"stringValue", value.substr(0, kTextBytesMax)}}}};
}

/// 64-bit integers are text in the JSON of protobuf.
ordered_json attribute(std::string_view key, const std::variant<std::string, std::int64_t>& value)
{
    if (const auto* const text = std::get_if<std::string>(&value)) {
        return text_attribute(key, *text);
    }
    return {{"key", key}, {"value", {{"intValue", std::to_string(std::get<std::int64_t>(value))}}}};
}

/// How many of a request the collector did not take, and why.
std::pair<std::uint64_t, std::string> partial_success(const std::string& body)
{
    const auto json = nlohmann::json::parse(body, nullptr, false);
    if (!json.is_object() || !json.contains("partialSuccess") ||
        !json["partialSuccess"].is_object()) {
        return {};
    }
    const auto& partial = json["partialSuccess"];
    std::uint64_t rejected = 0;
    if (const auto found = partial.find("rejectedSpans"); found != partial.end()) {
        if (found->is_number_unsigned()) {
            rejected = found->get<std::uint64_t>();
        } else if (found->is_string()) {
            rejected = std::strtoull(found->get<std::string>().c_str(), nullptr, 10);
        }
    }
    return {rejected, partial.value("errorMessage", std::string{})};
}

std::string traces_url(std::string url)
{
    while (url.ends_with('/')) {
        url.pop_back();
    }
    return url + "/v1/traces";
}

} // namespace

ordered_json otlp_span(const meter::Span& span)
{
    ordered_json json{{"traceId", span.context.trace_id}, {"spanId", span.context.span_id}};
    if (!span.parent_id.empty()) {
        json["parentSpanId"] = span.parent_id;
    }
    json["name"] = span.name;
    json["kind"] = static_cast<int>(span.kind);
    json["startTimeUnixNano"] = nanoseconds(span.start_us);
    json["endTimeUnixNano"] = nanoseconds(std::max(span.start_us, span.end_us));
    for (const auto& [key, value] : span.attributes) {
        json["attributes"].push_back(attribute(key, value));
    }
    if (span.link) {
        json["links"] = ordered_json::array(
            {ordered_json{{"traceId", span.link->trace_id}, {"spanId", span.link->span_id}}});
    }
    if (!span.error.empty()) {
        json["status"] = {{"message", std::string_view{span.error}.substr(0, kTextBytesMax)},
                          {"code", kStatusError}};
    }
    return json;
}

std::string otlp_request(const OtlpResource& resource, std::span<const ExportSpool::Entry> spans)
{
    const ordered_json attributes =
        ordered_json::array({text_attribute("service.name", "ctrip"),
                             text_attribute("service.version", resource.version),
                             text_attribute("deployment.environment.name", resource.environment),
                             text_attribute("host.name", resource.host)});
    std::string list;
    for (const ExportSpool::Entry& span : spans) {
        list += list.empty() ? "" : ",";
        list += span.object;
    }
    const ordered_json scope{{"name", "ctrip"}, {"version", resource.version}};
    return fmt::format(R"({{"resourceSpans":[{{"resource":{{"attributes":{}}},)"
                       R"("scopeSpans":[{{"scope":{},"spans":[{}]}}]}}]}})",
                       attributes.dump(), scope.dump(), list);
}

ExportReport send_spans(const ExportSpool& spool, const OtlpTarget& target, const base::Log& log)
{
    Collector collector{target.resource.version, target.timeout_ms};
    const std::string url = traces_url(target.url);
    std::vector<std::string> headers = target.headers;
    headers.emplace_back("Content-Type: application/json");
    const std::vector<ExportSpool::Entry> all = spool.all();
    std::span<const ExportSpool::Entry> rest{all};
    ExportReport report;
    while (!rest.empty()) {
        const auto part = rest.first(std::min(rest.size(), kSpansPerRequest));
        const http::Response response =
            collector.post(url, headers, otlp_request(target.resource, part));
        const bool is_refused =
            std::find(kRefusals.begin(), kRefusals.end(), response.status) != kRefusals.end();
        report.problem = is_refused ? std::string{} : problem_of(response);
        if (!report.problem.empty()) {
            break;
        }
        std::uint64_t refused = is_refused ? part.size() : 0;
        std::string why = is_refused ? fmt::format("HTTP {}", response.status) : "";
        if (!is_refused) {
            std::tie(refused, why) = partial_success(response.body);
            refused = std::min<std::uint64_t>(refused, part.size());
        }
        if (refused > 0) {
            log.warning("the collector refused spans", {{"spans", std::to_string(refused)},
                                                        {"reason", why.substr(0, kTextBytesMax)}});
        }
        report.refused += refused;
        report.sent += part.size() - refused;
        spool.remove(part);
        rest = rest.subspan(part.size());
    }
    report.left = rest.size();
    return report;
}

} // namespace ctrip::telemetry
