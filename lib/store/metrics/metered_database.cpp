// SPDX-License-Identifier: MIT
#include "store/metrics/metered_database.hpp"

#include "meter/tracer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace ctrip::store {

namespace {

using meter::Family;
using Steady = std::chrono::steady_clock;

constexpr std::string_view kWordEnds = " (,\n";

/// The first word from `text` on, and what follows it.
std::pair<std::string_view, std::string_view> split_word(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(kWordEnds);
    if (begin == std::string_view::npos) {
        return {};
    }
    text.remove_prefix(begin);
    const std::size_t end = std::min(text.find_first_of(kWordEnds), text.size());
    return {text.substr(0, end), text.substr(end)};
}

std::string lower(std::string_view word)
{
    std::string text;
    for (const char c : word) {
        text += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    return text;
}

/// Names are made of letters and '_': anything else in this place is an expression.
bool is_name(std::string_view word)
{
    return !word.empty() && std::all_of(word.begin(), word.end(),
                                        [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

} // namespace

std::string statement_name(std::string_view sql)
{
    constexpr std::array<std::string_view, 3> before_table{"FROM", "INTO", "UPDATE"};
    auto [verb, rest] = split_word(sql);
    std::string_view word = verb;
    while (!word.empty() &&
           std::find(before_table.begin(), before_table.end(), word) == before_table.end()) {
        std::tie(word, rest) = split_word(rest);
    }
    const std::string_view table = split_word(rest).first;
    return is_name(table) ? fmt::format("{} {}", lower(verb), table) : lower(verb);
}

/// Counts a statement when it ends, however it ends.
class MeteredDatabase::Timer
{
public:
    Timer(MeteredDatabase& database, const Place& place) : m_database(database), m_place(place) {}
    Timer(const Timer&) = delete;
    Timer& operator=(const Timer&) = delete;
    ~Timer()
    {
        const auto took = Steady::now() - m_began;
        m_place.count->add();
        m_place.time_us->add(std::chrono::duration_cast<std::chrono::microseconds>(took).count());
        if (took >= kTracedStatement && m_database.m_counts.tracer() != nullptr) {
            trace(*m_database.m_counts.tracer());
        }
        if (took >= kSlowStatement) {
            tell(std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
        }
    }

private:
    void trace(meter::Tracer& tracer) noexcept
    {
        try {
            tracer.add_request(m_place.name, m_began,
                               {{"db.system.name", std::string{m_database.engine()}},
                                {"db.query.summary", m_place.name}});
        } catch (...) { // NOLINT(bugprone-empty-catch): no memory; the statement's result counts.
        }
    }

    void tell(std::int64_t took_ms) noexcept
    {
        try {
            m_database.m_counts.counter(Family::database_slow, {m_place.name}).add();
            m_database.m_log.warning(
                "a database statement was slow; EXPLAIN ANALYZE shows why",
                {{"statement", m_place.name}, {"duration_ms", fmt::to_string(took_ms)}});
        } catch (...) { // NOLINT(bugprone-empty-catch): no memory; the statement's result counts.
        }
    }

    MeteredDatabase& m_database;
    const Place& m_place;
    Steady::time_point m_began = Steady::now();
};

template <typename Action>
auto MeteredDatabase::timed(std::string_view sql, const Action& action)
{
    try {
        const Timer timer{*this, place_of_statement(sql)};
        return action();
    } catch (const Conflict&) {
        m_counts.counter(Family::database_conflicts, {}).add();
        throw;
    } catch (const Error&) {
        m_counts.counter(Family::database_failures, {}).add();
        throw;
    }
}

MeteredDatabase::MeteredDatabase(std::unique_ptr<Database> database, meter::Meter& meter,
                                 const base::Log& log)
    : m_inner(std::move(database)), m_counts(meter), m_log(log)
{
    set_meter(&meter);
}

Rows MeteredDatabase::query(std::string_view sql, std::span<const Value> values)
{
    return timed(sql, [&] { return m_inner->query(sql, values); });
}

std::uint64_t MeteredDatabase::execute(std::string_view sql, std::span<const Value> values)
{
    return timed(sql, [&] { return m_inner->execute(sql, values); });
}

void MeteredDatabase::insert_rows(std::string_view table, std::span<const std::string_view> columns,
                                  std::span<const std::vector<Value>> rows)
{
    timed(fmt::format("INSERT INTO {}", table),
          [&] { m_inner->insert_rows(table, columns, rows); });
}

Rows MeteredDatabase::rows_at(std::string_view table, std::string_view columns,
                              evm::ChainId chain_id, std::span<const evm::Address> addresses)
{
    return timed(fmt::format("SELECT FROM {}", table), [&] {
        return table == "payments" ? m_inner->payments_at(columns, chain_id, addresses)
                                   : m_inner->archived_payments_at(columns, chain_id, addresses);
    });
}

void MeteredDatabase::begin()
{
    const auto began = Steady::now();
    timed("BEGIN", [&] { m_work.emplace(*m_inner); });
    const auto took = Steady::now() - began;
    if (took >= kLockWait) {
        m_counts.counter(Family::database_lock_waits, {}).add();
        m_counts.counter(Family::database_lock_wait_time, {})
            .add(std::chrono::duration_cast<std::chrono::microseconds>(took).count());
    }
}

void MeteredDatabase::commit()
{
    timed("COMMIT", [&] { m_work->commit(); });
    m_work.reset();
}

const MeteredDatabase::Place& MeteredDatabase::place_of_statement(std::string_view sql)
{
    const auto known = m_places.find(sql);
    if (known != m_places.end()) {
        return known->second;
    }
    Place place{.name = statement_name(sql)};
    place.count = &m_counts.counter(Family::database_statements, {place.name});
    place.time_us = &m_counts.counter(Family::database_time, {place.name});
    return m_places.emplace(std::string{sql}, std::move(place)).first->second;
}

} // namespace ctrip::store
