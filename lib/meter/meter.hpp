// SPDX-License-Identifier: MIT
// Counters, gauges and histograms of one process, in memory, until a run ends and stores them in
// the database. Passed by reference; no globals.
#pragma once

#include "meter/families.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::meter {

class Tracer;

/// What was counted since the last clear().
class Counter
{
public:
    void add(std::int64_t count = 1) noexcept { m_value += count; }
    [[nodiscard]] std::int64_t value() const noexcept { return m_value; }

private:
    friend class Meter;
    std::int64_t m_value = 0;
};

/// Observations since the last clear(), by bucket. Values are in the family's own unit; negative
/// ones, as a clock that was set back gives, count as 0.
class Histogram
{
public:
    void observe(std::int64_t value) noexcept;

private:
    friend class Meter;
    explicit Histogram(std::span<const std::int64_t> bounds)
        : m_bounds(bounds), m_buckets(bounds.size() + 1)
    {
    }

    std::span<const std::int64_t> m_bounds;
    std::vector<std::int64_t> m_buckets; ///< Not cumulative; the last: above every bound.
    std::int64_t m_sum = 0;
};

/// A change of one stored value.
struct Delta
{
    std::string_view name; ///< The family's.
    std::string labels;    ///< As Prometheus' text format writes them: job="scan",chain="bsc"
    std::string part;      ///< "" for a counter; "sum", a bucket's bound or "+Inf".
    std::int64_t value = 0;
};

/// A stored value that is replaced.
struct Level
{
    std::string_view name;
    std::string labels;
    std::int64_t value = 0;
};

/// Not thread-safe. A reference to a counter or histogram is valid as long as the Meter: resolve it
/// once where it is used often.
class Meter
{
public:
    Meter() = default;
    Meter(const Meter&) = delete;
    Meter& operator=(const Meter&) = delete;

    /// `labels`: one value for each label name of the family, in its order. From kSeriesMax sets of
    /// values in a family on, new sets are counted under "other".
    [[nodiscard]] Counter& counter(Family family, std::initializer_list<std::string_view> labels);
    [[nodiscard]] Histogram& histogram(Family family,
                                       std::initializer_list<std::string_view> labels);

    /// Only one process at a time may set a gauge with these labels. Beyond kSeriesMax sets of
    /// labels it is ignored.
    void set_gauge(Family family, std::initializer_list<std::string_view> labels,
                   std::int64_t value);

    /// All that is not zero, in the order of name, labels and part: two processes that add theirs
    /// to the database at once touch its rows in the same order.
    [[nodiscard]] std::vector<Delta> deltas() const;
    /// The gauges that were set, in the same order.
    [[nodiscard]] std::vector<Level> levels() const;
    /// Sets all to zero, after the deltas were stored, and forgets the gauges.
    void clear() noexcept;

    /// Where spans go beside what is counted; null: there are none. It must live as long.
    void set_tracer(Tracer* tracer) noexcept { m_tracer = tracer; }
    [[nodiscard]] Tracer* tracer() const noexcept { return m_tracer; }

    static constexpr std::size_t kSeriesMax = 200;

private:
    template <typename Kind>
    using Series = std::map<std::string, Kind, std::less<>>;

    std::map<Family, Series<Counter>> m_counters;
    std::map<Family, Series<Histogram>> m_histograms;
    std::map<Family, Series<std::int64_t>> m_gauges;
    Tracer* m_tracer = nullptr;
};

/// A stored value's labels: one value for each label name of the family, in its order.
[[nodiscard]] std::string labels_text(Family family,
                                      std::initializer_list<std::string_view> values);

/// A label's value as Prometheus' text format writes it between quotes.
[[nodiscard]] std::string escaped_label(std::string_view value);

} // namespace ctrip::meter
