// SPDX-License-Identifier: MIT
// Spans of one process, in memory, until the process writes them to the spool. Names and meanings
// are OpenTelemetry's (https://opentelemetry.io/docs/specs/otel/trace/).
#pragma once

#include "base/clock.hpp"
#include "base/trace_context.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ctrip::meter {

/// The numbers are those of OTLP.
enum class SpanKind : std::uint8_t
{
    internal = 1,
    client = 3, ///< A request to another program.
};

using SpanAttributes =
    std::vector<std::pair<std::string_view, std::variant<std::string, std::int64_t>>>;

struct Span
{
    std::string name; ///< No values in it: a collector groups by names.
    base::SpanContext context;
    std::string parent_id; ///< Empty: a root span.
    /// A span of another trace that caused it, or that it caused.
    std::optional<base::SpanContext> link;
    SpanKind kind = SpanKind::internal;
    std::int64_t start_us = 0; ///< Unix time in microseconds.
    std::int64_t end_us = 0;
    SpanAttributes attributes;
    std::string error; ///< What went wrong; empty: nothing, as far as is known.
};

/// Not thread-safe.
class Tracer
{
public:
    using Steady = std::chrono::steady_clock;

    explicit Tracer(const base::Clock& clock);

    /// Spans of the run with this id follow. Takes the time from the system's clock again.
    void enter_run(std::string_view run_id);
    /// The run's own span; none before the first.
    [[nodiscard]] const std::optional<base::SpanContext>& run() const noexcept { return m_run; }

    /// Unix time in microseconds; never goes back within a run.
    [[nodiscard]] std::int64_t time_us(Steady::time_point at) const;
    [[nodiscard]] std::int64_t now_us() const { return time_us(Steady::now()); }

    /// Beyond kSpansMax spans are counted and dropped.
    void add(Span&& span);
    /// A request that the run has made, from `began` to now.
    void add_request(std::string name, Steady::time_point began, SpanAttributes&& attributes,
                     std::string error = {});
    /// The same with a span that was named to the server already.
    void add_request(std::string name, const base::SpanContext& context, Steady::time_point began,
                     SpanAttributes&& attributes, std::string error = {});

    /// What was added since the last call.
    [[nodiscard]] std::vector<Span> take();
    /// Spans that were dropped since the last call.
    [[nodiscard]] std::int64_t take_dropped() { return std::exchange(m_dropped, 0); }

    static constexpr std::size_t kSpansMax = 5'000;

private:
    const base::Clock& m_clock;
    std::int64_t m_anchor_us;
    Steady::time_point m_anchor = Steady::now();
    std::optional<base::SpanContext> m_run;
    std::vector<Span> m_spans;
    std::int64_t m_dropped = 0;
};

} // namespace ctrip::meter
