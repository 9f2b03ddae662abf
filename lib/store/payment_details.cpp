// SPDX-License-Identifier: MIT
#include "store/payment_details.hpp"

#include "payment/render.hpp"
#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"
#include "store/sweep_store.hpp"
#include "store/transfer_store.hpp"

namespace ctrip::store {

payment::Details details_of(Database& database, const base::Clock& clock,
                            std::string_view payment_id)
{
    payment::Details details;
    details.bookings = TransferStore{database}.bookings(payment_id);
    static const std::string history =
        select_from(kPaymentHistory) + " WHERE payment_id = $1 ORDER BY seq";
    for (const Row& row : database.query(history, {payment_id})) {
        details.history.push_back(
            {.seq = row.unsigned_integer(place_of(kPaymentHistory, "seq")),
             .event = payment::parse_event(row.text(place_of(kPaymentHistory, "event")))
                          .value_or(payment::Event::failed),
             .from = payment::parse_status(row.text(place_of(kPaymentHistory, "status_from")))
                         .value_or(payment::Status::failed),
             .to = payment::parse_status(row.text(place_of(kPaymentHistory, "status_to")))
                       .value_or(payment::Status::failed),
             .reason = row.text(place_of(kPaymentHistory, "reason")),
             .at_s = row.integer(place_of(kPaymentHistory, "at")),
             .actor = row.optional_text(place_of(kPaymentHistory, "actor"))});
    }
    for (const Sweep& sweep : SweepStore{database, clock}.of_payment(payment_id)) {
        details.sweeps.push_back({.kind = std::string{to_string(sweep.kind)},
                                  .state = std::string{to_string(sweep.state)},
                                  .tx_hash = sweep.tx_hash,
                                  .amount = sweep.amount,
                                  .decimals = sweep.decimals,
                                  .symbol = sweep.symbol,
                                  .fee = sweep.fee,
                                  .block_number = sweep.block_number,
                                  .created_at_s = sweep.created_at_s});
    }
    for (const Row& row : database.query(
             "SELECT id, seq, event, state, attempts, last_status, last_error, next_attempt_ms, "
             "attempted_ms, endpoint FROM webhooks WHERE payment_id = $1 ORDER BY seq, endpoint",
             {payment_id})) {
        const bool pending = row.text(3) == "pending";
        const bool delivered = row.text(3) == "delivered";
        const std::optional<std::int64_t> attempted_ms = row.optional_integer(8);
        details.webhooks.push_back(
            {.id = row.text(0),
             .seq = row.unsigned_integer(1),
             .event = row.text(2),
             .endpoint = row.text(9),
             .state = row.text(3),
             .attempts = row.unsigned_integer(4),
             .last_status =
                 row.is_null(5) ? std::nullopt : std::optional{static_cast<int>(row.integer(5))},
             .last_error = row.optional_text(6),
             .next_attempt_at_s = pending ? std::optional{row.integer(7) / 1000} : std::nullopt,
             .delivered_at_s =
                 delivered && attempted_ms ? std::optional{*attempted_ms / 1000} : std::nullopt});
    }
    return details;
}

} // namespace ctrip::store
