// SPDX-License-Identifier: MIT
// Metrics as text: Prometheus' format 0.0.4 and OpenMetrics 1.0. Pure.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ctrip::telemetry {

enum class MetricType : std::uint8_t
{
    gauge,
    counter, ///< The family's name ends in _total.
    histogram,
};

struct Sample
{
    std::string_view suffix; ///< Of a histogram: "_bucket", "_sum" or "_count".
    std::string labels;      ///< Without braces; empty: none.
    double value = 0;
    std::string exemplar; ///< "{trace_id=…} value time"; empty: none. For OpenMetrics only.
};

struct MetricFamily
{
    std::string name;
    std::string help;
    MetricType type = MetricType::gauge;
    std::vector<Sample> samples;
};

enum class TextFormat : std::uint8_t
{
    prometheus, ///< text/plain; version=0.0.4
    openmetrics ///< application/openmetrics-text; version=1.0.0
};

using LabelValue = std::pair<std::string_view, std::string_view>;
/// chain="bsc",status="paid": values are escaped.
[[nodiscard]] std::string labels_text(std::initializer_list<LabelValue> labels);

/// The shortest text that reads back as the same number; whole numbers without a point.
[[nodiscard]] std::string number_text(double value);

/// Families without samples are left out.
[[nodiscard]] std::string to_text(std::span<const MetricFamily> families, TextFormat format);

} // namespace ctrip::telemetry
