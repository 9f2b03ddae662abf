// SPDX-License-Identifier: MIT
#include "telemetry/exposition.hpp"

#include "meter/meter.hpp"

#include <fmt/format.h>

#include <cmath>

namespace ctrip::telemetry {

namespace {

constexpr std::string_view kTotal = "_total";
/// Whole numbers up to here are exact.
constexpr double kExactMax = 9'007'199'254'740'992.0;

std::string_view name_of(MetricType type)
{
    switch (type) {
    case MetricType::gauge:
        return "gauge";
    case MetricType::counter:
        return "counter";
    case MetricType::histogram:
        return "histogram";
    }
    return "untyped";
}

/// The name in HELP and TYPE lines: OpenMetrics names a counter without its suffix.
std::string_view headed_name(const MetricFamily& family, TextFormat format)
{
    std::string_view name = family.name;
    if (format == TextFormat::openmetrics && family.type == MetricType::counter) {
        name.remove_suffix(kTotal.size());
    }
    return name;
}

void append_sample(std::string& text, const MetricFamily& family, const Sample& sample,
                   TextFormat format)
{
    text += family.name;
    text += sample.suffix;
    if (!sample.labels.empty()) {
        text += fmt::format("{{{}}}", sample.labels);
    }
    text += ' ';
    text += number_text(sample.value);
    if (format == TextFormat::openmetrics && !sample.exemplar.empty()) {
        text += " # ";
        text += sample.exemplar;
    }
    text += '\n';
}

} // namespace

std::string labels_text(std::initializer_list<LabelValue> labels)
{
    std::string text;
    for (const auto& [name, value] : labels) {
        text +=
            fmt::format("{}{}=\"{}\"", text.empty() ? "" : ",", name, meter::escaped_label(value));
    }
    return text;
}

std::string number_text(double value)
{
    if (std::trunc(value) == value && std::abs(value) <= kExactMax) {
        return fmt::to_string(static_cast<std::int64_t>(value));
    }
    return fmt::format("{}", value);
}

std::string to_text(std::span<const MetricFamily> families, TextFormat format)
{
    std::string text;
    for (const MetricFamily& family : families) {
        if (family.samples.empty()) {
            continue;
        }
        const std::string_view name = headed_name(family, format);
        text += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, family.help, name,
                            name_of(family.type));
        for (const Sample& sample : family.samples) {
            append_sample(text, family, sample, format);
        }
    }
    if (format == TextFormat::openmetrics) {
        text += "# EOF\n";
    }
    return text;
}

} // namespace ctrip::telemetry
