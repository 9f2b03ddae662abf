// SPDX-License-Identifier: MIT
#include "store/metrics/life_meter.hpp"

#include "meter/meter.hpp"
#include "payment/ledger.hpp"
#include "payment/payment.hpp"

#include <algorithm>
#include <optional>
#include <string>

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
void observe_since_detected(Database& database, Family family, const payment::Payment& payment,
                            base::UnixSeconds now_s)
{
    const auto row = database.query_row(
        "SELECT at FROM payment_history WHERE payment_id = $1 AND event = 'payment.detected' ORDER "
        "BY seq DESC LIMIT 1",
        {payment.id});
    if (row) {
        observe(database, family, payment.chain, now_s - row->integer(0));
    }
}

} // namespace

void count_step(Database& database, const payment::Payment& payment, const payment::Step& step,
                std::span<const payment::Booking> bookings, base::UnixSeconds now_s)
{
    if (database.meter() == nullptr) {
        return;
    }
    database.after_commit([meter = database.meter(), chain = payment.chain, event = step.event] {
        meter->counter(Family::payment_events, {chain, payment::to_string(event)}).add();
    });
    switch (step.event) {
    case Event::detected:
        observe(database, Family::payment_detection, payment.chain, now_s - payment.created_at_s);
        if (const auto block_s = newest_block_time(bookings)) {
            observe(database, Family::block_detection, payment.chain, now_s - *block_s);
        }
        return;
    case Event::confirmed:
        observe_since_detected(database, Family::payment_confirmation, payment, now_s);
        return;
    case Event::paid:
        observe_since_detected(database, Family::payment_finality, payment, now_s);
        return;
    case Event::settled:
        observe_since_detected(database, Family::payment_settlement, payment, now_s);
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

void count_new_flags(Database& database, const payment::Payment& payment, payment::Flags flags)
{
    if (database.meter() == nullptr) {
        return;
    }
    const std::vector<std::string_view> before = payment.flags.names();
    for (const std::string_view flag : flags.names()) {
        if (std::find(before.begin(), before.end(), flag) == before.end()) {
            database.after_commit([meter = database.meter(), chain = payment.chain, flag] {
                meter->counter(Family::payment_flags, {chain, flag}).add();
            });
        }
    }
}

} // namespace ctrip::store
