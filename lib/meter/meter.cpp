// SPDX-License-Identifier: MIT
#include "meter/meter.hpp"

#include "base/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace ctrip::meter {

namespace {

template <typename Values>
std::string labels_text(const FamilyFacts& facts, const Values& values)
{
    std::string text;
    auto value = values.begin();
    for (const std::string_view name : facts.labels) {
        text += fmt::format("{}{}=\"{}\"", text.empty() ? "" : ",", name, escaped_label(*value++));
    }
    return text;
}

template <typename Series>
std::string series_key(const Series& series, Family family,
                       std::initializer_list<std::string_view> labels)
{
    const FamilyFacts& facts = facts_of(family);
    CTRIP_CHECK(labels.size() == facts.labels.size());
    std::string key = labels_text(facts, labels);
    if (series.size() >= Meter::kSeriesMax && !series.contains(key)) {
        return labels_text(facts, std::vector<std::string_view>(labels.size(), "other"));
    }
    return key;
}

} // namespace

std::string labels_text(Family family, std::initializer_list<std::string_view> values)
{
    return labels_text(facts_of(family), values);
}

std::string escaped_label(std::string_view value)
{
    std::string text;
    for (const char c : value) {
        if (c == '\n') {
            text += "\\n";
            continue;
        }
        if (c == '"' || c == '\\') {
            text += '\\';
        }
        text += c;
    }
    return text;
}

void Histogram::observe(std::int64_t value) noexcept
{
    value = std::max<std::int64_t>(value, 0);
    const auto bound = std::lower_bound(m_bounds.begin(), m_bounds.end(), value);
    ++m_buckets[static_cast<std::size_t>(bound - m_bounds.begin())];
    m_sum += value;
}

Counter& Meter::counter(Family family, std::initializer_list<std::string_view> labels)
{
    CTRIP_CHECK(facts_of(family).kind == Kind::counter);
    Series<Counter>& series = m_counters[family];
    return series[series_key(series, family, labels)];
}

Histogram& Meter::histogram(Family family, std::initializer_list<std::string_view> labels)
{
    CTRIP_CHECK(facts_of(family).kind == Kind::histogram);
    Series<Histogram>& series = m_histograms[family];
    return series
        .try_emplace(series_key(series, family, labels), Histogram{facts_of(family).bounds})
        .first->second;
}

void Meter::set_gauge(Family family, std::initializer_list<std::string_view> labels,
                      std::int64_t value)
{
    const FamilyFacts& facts = facts_of(family);
    CTRIP_CHECK(facts.kind == Kind::gauge && labels.size() == facts.labels.size());
    Series<std::int64_t>& series = m_gauges[family];
    std::string key = labels_text(facts, labels);
    if (series.size() < kSeriesMax || series.contains(key)) {
        series[std::move(key)] = value;
    }
}

std::vector<Level> Meter::levels() const
{
    std::vector<Level> levels;
    for (const auto& [family, series] : m_gauges) {
        for (const auto& [labels, value] : series) {
            levels.push_back({facts_of(family).name, labels, value});
        }
    }
    std::sort(levels.begin(), levels.end(), [](const Level& left, const Level& right) {
        return std::tie(left.name, left.labels) < std::tie(right.name, right.labels);
    });
    return levels;
}

std::vector<Delta> Meter::deltas() const
{
    std::vector<Delta> deltas;
    for (const auto& [family, series] : m_counters) {
        for (const auto& [labels, counter] : series) {
            if (counter.m_value != 0) {
                deltas.push_back({facts_of(family).name, labels, {}, counter.m_value});
            }
        }
    }
    for (const auto& [family, series] : m_histograms) {
        for (const auto& [labels, histogram] : series) {
            for (std::size_t i = 0; i < histogram.m_buckets.size(); ++i) {
                if (histogram.m_buckets[i] != 0) {
                    deltas.push_back({facts_of(family).name, labels,
                                      i < histogram.m_bounds.size()
                                          ? fmt::to_string(histogram.m_bounds[i])
                                          : std::string{kInfinity},
                                      histogram.m_buckets[i]});
                }
            }
            if (histogram.m_sum != 0) {
                deltas.push_back(
                    {facts_of(family).name, labels, std::string{kSum}, histogram.m_sum});
            }
        }
    }
    std::sort(deltas.begin(), deltas.end(), [](const Delta& left, const Delta& right) {
        return std::tie(left.name, left.labels, left.part) <
               std::tie(right.name, right.labels, right.part);
    });
    return deltas;
}

void Meter::clear() noexcept
{
    for (auto& [family, series] : m_counters) {
        for (auto& [labels, counter] : series) {
            counter.m_value = 0;
        }
    }
    for (auto& [family, series] : m_histograms) {
        for (auto& [labels, histogram] : series) {
            std::fill(histogram.m_buckets.begin(), histogram.m_buckets.end(), 0);
            histogram.m_sum = 0;
        }
    }
    m_gauges.clear();
}

} // namespace ctrip::meter
