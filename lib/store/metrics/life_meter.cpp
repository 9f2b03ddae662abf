// SPDX-License-Identifier: MIT
#include "store/metrics/life_meter.hpp"

#include "meter/meter.hpp"
#include "meter/tracer.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace ctrip::store {

namespace {

using meter::Family;
using payment::Event;

void observe(Database& database, Family family, const std::string& chain, std::int64_t seconds)
{
    database.after_commit([meter = database.meter(), family, chain, seconds] {
        meter->histogram(family, {chain}).observe(seconds);
    });
}

/// The block that made the money enough, or a later one.
std::optional<base::UnixSeconds> newest_block_time(std::span<const payment::Booking> bookings)
{
    std::optional<base::UnixSeconds> newest;
    for (const payment::Booking& booking : bookings) {
        if (!booking.orphaned && booking.standing == payment::Standing::counts) {
            newest = std::max(newest.value_or(0), booking.transfer.block_time_s);
        }
    }
    return newest;
}

/// From the newest detection of the payment, which a reorg may have made again.
void observe_since_detected(Database& database, Family family, const LifeStep& step)
{
    const auto row = database.query_row(
        "SELECT at FROM payment_history WHERE payment_id = $1 AND event = 'payment.detected' ORDER "
        "BY seq DESC LIMIT 1",
        {step.payment_id});
    if (row) {
        observe(database, family, step.chain, step.now_s - row->integer(0));
    }
}

/// A span of the payment's trace: from the step before this one, or its creation, to now.
void trace_step(Database& database, const LifeStep& step)
{
    meter::Tracer* const tracer = database.meter()->tracer();
    const std::optional<base::SpanContext> root =
        tracer == nullptr ? std::nullopt : base::root_span(step.payment_id);
    if (!root) {
        return;
    }
    const Rows newest = database.query(
        "SELECT at FROM payment_history WHERE payment_id = $1 ORDER BY seq DESC LIMIT 2",
        {step.payment_id});
    constexpr std::int64_t kUsPerSecond = 1'000'000;
    const std::int64_t since_s = newest.size() > 1 ? newest[1].integer(0) : step.created_at_s;
    meter::Span span{
        .name = std::string{payment::to_string(step.event)},
        .context = base::new_span_in(root->trace_id),
        .parent_id = root->span_id,
        .link = tracer->run(),
        .start_us = std::min(since_s * kUsPerSecond, tracer->now_us()),
        .end_us = 0,
        .attributes = {{"ctrip.payment", step.payment_id}, {"ctrip.chain", step.chain}},
        .error = {}};
    database.after_commit([tracer, span = std::move(span)]() mutable {
        span.end_us = tracer->now_us();
        tracer->add(std::move(span));
    });
}

} // namespace

void count_step(Database& database, const LifeStep& step)
{
    if (database.meter() == nullptr) {
        return;
    }
    trace_step(database, step);
    database.after_commit([meter = database.meter(), chain = step.chain, event = step.event] {
        meter->counter(Family::payment_events, {chain, payment::to_string(event)}).add();
    });
    switch (step.event) {
    case Event::detected:
        observe(database, Family::payment_detection, step.chain, step.now_s - step.created_at_s);
        if (const auto block_s = newest_block_time(step.bookings)) {
            observe(database, Family::block_detection, step.chain, step.now_s - *block_s);
        }
        return;
    case Event::confirmed:
        observe_since_detected(database, Family::payment_confirmation, step);
        return;
    case Event::paid:
        observe_since_detected(database, Family::payment_finality, step);
        return;
    case Event::settled:
        observe_since_detected(database, Family::payment_settlement, step);
        return;
    case Event::partially_paid:
    case Event::expired:
    case Event::late:
    case Event::reverted:
    case Event::failed:
    case Event::wrong_token:
    case Event::received_after_end:
        return;
    }
}

void count_new_flags(Database& database, const std::string& chain, payment::Flags before,
                     payment::Flags after)
{
    if (database.meter() == nullptr) {
        return;
    }
    const std::vector<std::string_view> known = before.names();
    for (const std::string_view flag : after.names()) {
        if (std::find(known.begin(), known.end(), flag) == known.end()) {
            database.after_commit([meter = database.meter(), chain, flag] {
                meter->counter(Family::payment_flags, {chain, flag}).add();
            });
        }
    }
}

} // namespace ctrip::store
