// SPDX-License-Identifier: MIT
#include "store/metrics/life_meter.hpp"

#include "meter/meter.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
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

} // namespace

void count_step(Database& database, const LifeStep& step)
{
    if (database.meter() == nullptr) {
        return;
    }
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
