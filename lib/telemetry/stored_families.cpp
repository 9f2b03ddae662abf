// SPDX-License-Identifier: MIT
#include "telemetry/stored_families.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <tuple>

namespace ctrip::telemetry {

namespace {

using meter::FamilyFacts;

/// A bucket without bound.
constexpr std::int64_t kUnbounded = std::numeric_limits<std::int64_t>::max();

struct StoredHistogram
{
    std::map<std::int64_t, std::int64_t> buckets; ///< By bound; not cumulative.
    std::int64_t sum = 0;
};

double in_base_unit(std::int64_t value, const FamilyFacts& facts)
{
    return static_cast<double>(value) / static_cast<double>(facts.divisor);
}

std::optional<std::int64_t> parse_bound(std::string_view part)
{
    if (part == meter::kInfinity) {
        return kUnbounded;
    }
    std::int64_t bound = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), bound);
    const bool is_whole = error == std::errc{} && end == part.data() + part.size();
    return is_whole ? std::optional{bound} : std::nullopt;
}

std::string with_bound(const std::string& labels, std::int64_t bound, const FamilyFacts& facts)
{
    const std::string text = bound == kUnbounded ? std::string{meter::kInfinity}
                                                 : number_text(in_base_unit(bound, facts));
    return fmt::format("{}{}le=\"{}\"", labels, labels.empty() ? "" : ",", text);
}

using StoredRange = std::span<const store::StoredMetric>;

std::map<std::string, StoredHistogram> histograms_of(StoredRange stored, const FamilyFacts& facts)
{
    std::map<std::string, StoredHistogram> histograms;
    for (const store::StoredMetric& one : stored) {
        StoredHistogram& histogram = histograms[one.labels];
        if (one.part == meter::kSum) {
            histogram.sum += one.value;
        } else if (const auto bound = parse_bound(one.part)) {
            histogram.buckets[*bound] += one.value;
        }
    }
    for (auto& [labels, histogram] : histograms) {
        for (const std::int64_t bound : facts.bounds) {
            histogram.buckets.try_emplace(bound, 0);
        }
        histogram.buckets.try_emplace(kUnbounded, 0);
    }
    return histograms;
}

/// The last run of each job, by the labels of ctrip_job_duration_seconds.
std::map<std::string, const store::JobRun*> runs_by_labels(std::span<const store::JobRun> runs)
{
    std::map<std::string, const store::JobRun*> by_labels;
    for (const store::JobRun& run : runs) {
        if (!run.run_id.empty()) {
            by_labels.emplace(labels_text({{"job", run.job}, {"chain", run.chain}}), &run);
        }
    }
    return by_labels;
}

std::string exemplar_of(const store::JobRun& run)
{
    const auto seconds = [](std::int64_t ms) {
        return number_text(static_cast<double>(ms) / 1'000.0);
    };
    return fmt::format("{{trace_id=\"{}\"}} {} {}", run.run_id, seconds(run.duration_ms),
                       seconds(run.started_ms + run.duration_ms));
}

void add_histogram(MetricFamily& family, const std::string& labels,
                   const StoredHistogram& histogram, const FamilyFacts& facts,
                   const store::JobRun* exemplar)
{
    std::int64_t count = 0;
    for (const auto& [bound, observed] : histogram.buckets) {
        count += observed;
        Sample sample{.suffix = "_bucket",
                      .labels = with_bound(labels, bound, facts),
                      .value = static_cast<double>(count),
                      .exemplar = {}};
        if (exemplar != nullptr && exemplar->duration_ms <= bound) {
            sample.exemplar = exemplar_of(*exemplar);
            exemplar = nullptr;
        }
        family.samples.push_back(std::move(sample));
    }
    family.samples.push_back({"_sum", labels, in_base_unit(histogram.sum, facts), {}});
    family.samples.push_back({"_count", labels, static_cast<double>(count), {}});
}

struct ByName
{
    bool operator()(const store::StoredMetric& one, std::string_view name) const
    {
        return one.name < name;
    }
    bool operator()(std::string_view name, const store::StoredMetric& one) const
    {
        return name < one.name;
    }
};

} // namespace

std::vector<MetricFamily> stored_families(std::span<const store::StoredMetric> stored,
                                          std::span<const store::JobRun> runs)
{
    const auto exemplars = runs_by_labels(runs);
    std::vector<MetricFamily> families;
    for (const FamilyFacts& facts : meter::all_families()) {
        const auto [first, last] =
            std::equal_range(stored.begin(), stored.end(), facts.name, ByName{});
        const StoredRange of_family{first, last};
        MetricFamily family{.name = std::string{facts.name}, .help = std::string{facts.help}};
        if (facts.kind != meter::Kind::histogram) {
            family.type =
                facts.kind == meter::Kind::counter ? MetricType::counter : MetricType::gauge;
            for (const store::StoredMetric& one : of_family) {
                family.samples.push_back({{}, one.labels, in_base_unit(one.value, facts), {}});
            }
        } else {
            family.type = MetricType::histogram;
            const bool has_exemplars =
                facts.name == meter::facts_of(meter::Family::job_duration).name;
            for (const auto& [labels, histogram] : histograms_of(of_family, facts)) {
                const auto run = exemplars.find(labels);
                add_histogram(family, labels, histogram, facts,
                              has_exemplars && run != exemplars.end() ? run->second : nullptr);
            }
        }
        families.push_back(std::move(family));
    }
    return families;
}

} // namespace ctrip::telemetry
