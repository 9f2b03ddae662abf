// SPDX-License-Identifier: MIT
// Every counter, gauge and histogram that ctrip keeps in the database: name, meaning, labels, unit,
// buckets. man/ctrip-metrics.1 lists the same; a lint compares the two.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace ctrip::meter {

/// By subject, as the manual has them.
enum class Family : std::uint8_t
{
    job_runs,
    job_duration,
    job_skipped,
    job_start,
    payments_created,
    payments_refused,
    payment_creation,
    payment_events,
    payment_flags,
    payment_detection,
    block_detection,
    payment_confirmation,
    payment_finality,
    payment_settlement,
    scan_blocks,
    scan_transfers,
    scan_range,
    scan_proof,
    head_time,
    reorganisations,
    reorganisation_depth,
    node_calls,
    node_requests,
    node_request_duration,
    node_failures,
    node_pauses,
    node_disagreements,
    node_limit,
    node_received,
    node_sent,
    database_statements,
    database_time,
    database_slow,
    database_lock_waits,
    database_lock_wait_time,
    database_conflicts,
    database_failures,
    webhook_attempts,
    webhook_duration,
    webhook_delay,
    webhook_dead,
    webhook_replays,
    sweep_txs,
    sweep_fees,
    sweep_cost,
    sweep_waiting_value,
    sweep_waiting_deposits,
    sponsor_balance,
    sponsor_left,
};

enum class Kind : std::uint8_t
{
    counter,
    histogram,
    gauge, ///< As it was when a run last looked; whole numbers of 1/divisor.
};

struct FamilyFacts
{
    std::string_view name; ///< A counter's ends in _total.
    std::string_view help;
    Kind kind = Kind::counter;
    std::span<const std::string_view> labels = {};
    /// Upper bounds of a histogram's buckets but the last, in the unit that it is observed in.
    std::span<const std::int64_t> bounds = {};
    /// How many of that unit make the unit of the name: 1,000 where milliseconds are observed and
    /// seconds shown.
    std::int64_t divisor = 1;
};

/// A bucket without bound, a histogram's sum, and a gauge, as parts of a stored value.
inline constexpr std::string_view kInfinity = "+Inf";
inline constexpr std::string_view kSum = "sum";
inline constexpr std::string_view kLevel = "level";

[[nodiscard]] const FamilyFacts& facts_of(Family family) noexcept;
/// In the order of Family.
[[nodiscard]] std::span<const FamilyFacts> all_families() noexcept;

} // namespace ctrip::meter
