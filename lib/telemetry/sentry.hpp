// SPDX-License-Identifier: MIT
// Error reports as Sentry's envelopes (https://develop.sentry.dev/sdk/data-model/envelopes/), for
// Sentry and what speaks its protocol. A report says no more than the log.
#pragma once

#include "base/clock.hpp"
#include "telemetry/export_spool.hpp"
#include "telemetry/otlp.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::telemetry {

/// "https://KEY@HOST[:PORT][/PATH]/PROJECT"; an old DSN's secret behind the key is ignored.
struct SentryDsn
{
    std::string envelope_url;
    std::string key;
};
[[nodiscard]] std::optional<SentryDsn> parse_dsn(const std::string& text);

struct ErrorReport
{
    std::string subject; ///< Reports of the same one are one issue: "defect/scan/bsc".
    bool is_defect = false;
    std::string message; ///< One line, as in the log.
    std::int64_t at_ms = 0;
    // Of the run; empty: there is none.
    std::string job;
    std::string chain;
    std::string run_id;
};

[[nodiscard]] nlohmann::ordered_json to_json(const ErrorReport& report);

/// One event of `occurrences` reports.
[[nodiscard]] std::string envelope(const ErrorReport& report, std::uint64_t occurrences,
                                   const OtlpResource& resource, std::int64_t now_ms);

struct SentryTarget
{
    SentryDsn dsn;
    OtlpResource resource;
    std::int64_t timeout_ms = 10'000;
};

/// When which subject was last sent. In the state folder.
class ReportLimiter
{
public:
    ReportLimiter(const std::string& folder, std::string installation);

    struct Record
    {
        std::int64_t sent_ms = 0;
        std::uint64_t skipped = 0; ///< Reports since then.
    };
    /// By subject.
    using Records = std::map<std::string, Record>;

    [[nodiscard]] Records read() const;
    void write(const Records& records) const;

private:
    SpoolFile m_file;
    std::string m_installation;
};

/// A defect is sent once an hour, what needs a person once a day, and at most kEventsPerHour events
/// in an hour; the rest is counted and told with the next.
inline constexpr std::int64_t kDefectPauseMs = 3'600'000;
inline constexpr std::int64_t kFindingPauseMs = 24 * kDefectPauseMs;
inline constexpr std::size_t kEventsPerHour = 20;

/// Sends the spool's defects and `findings`, as far as the limits allow. What was sent, or counted
/// for later, leaves the spool. Stops at the first request that fails.
[[nodiscard]] ExportReport send_reports(const ExportSpool& spool, const ReportLimiter& limiter,
                                        const std::vector<ErrorReport>& findings,
                                        const SentryTarget& target, const base::Clock& clock);

} // namespace ctrip::telemetry
