// SPDX-License-Identifier: MIT
#include "integration/archive_fixture.hpp"

#include "store/payment_store.hpp"
#include "store/schema/table_sql.hpp"
#include "store/sweep_store.hpp"
#include "store/transfer_store.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::test {

namespace {

std::string text_of(const store::Value& value)
{
    if (const auto* const number = std::get_if<std::int64_t>(&value.variant())) {
        return fmt::to_string(*number);
    }
    const auto* const text = std::get_if<std::string>(&value.variant());
    return text == nullptr ? "NULL" : fmt::format("'{}'", *text);
}

void insert_step(store::Database& database, const payment::Payment& payment, int seq,
                 std::string_view state)
{
    const bool first = seq == 1;
    database.execute(
        "INSERT INTO payment_history (payment_id, seq, event, status_from, status_to, reason, at) "
        "VALUES ($1, $2, $3, 'pending', $4, 'it \"came\" – 漢', 950)",
        {payment.id, seq, first ? "payment.detected" : "payment.expired",
         first ? "detected" : "expired"});
    database.execute(
        "INSERT INTO webhooks (id, payment_id, seq, event, url, body, state, attempts, "
        "created_at_ms, next_attempt_ms, attempted_ms, last_status, last_error) VALUES ($1, $2, "
        "$3, $4, $5, '{\"a\": 1}', $6, 3, 950000, 960000, 960000, $7, $8)",
        {fmt::format("msg_{}-{}", payment.id, seq), payment.id, seq,
         first ? "payment.detected" : "payment.expired",
         first ? store::Value{} : store::Value{"https://shop.example/hooks"}, state,
         first ? store::Value{200} : store::Value{},
         first ? store::Value{} : store::Value{"no answer"}});
}

void insert_sweep(FreshDatabase& fresh, const payment::Payment& payment, std::uint64_t n)
{
    store::Sweep sweep;
    sweep.chain_id = kChain;
    sweep.payment_id = payment.id;
    sweep.state = store::SweepState::final;
    sweep.from = payment.address;
    sweep.to = address_of(7'000'000);
    sweep.symbol = "ETH";
    sweep.amount = *evm::Amount::from_decimal("115792089237316195423570985008687907853269984665640"
                                              "564039457584007913129639935");
    sweep.tx_hash = tx_of(2'000'000 + n);
    sweep.block_number = 12;
    sweep.block_hash = block_of(12);
    sweep.fee = evm::Amount{20'000};
    sweep.created_at_s = 960;
    store::SweepStore{fresh.database(), fresh.clock}.insert(sweep);
}

} // namespace

payment::Payment insert_closed(FreshDatabase& fresh, std::uint64_t n)
{
    payment::Payment payment = payment_of(n);
    payment.status = n % 2 == 1 ? payment::Status::settled : payment::Status::expired;
    payment.seq = 2;
    payment.revision = 2;
    payment.received = 100;
    payment.detected_in_block = 10;
    payment.reference = "ORDER \"1\"";
    payment.metadata = {{"customer", "77"}, {"a", "ü"}};
    payment.idempotency_key = fmt::format("key-{}", n);
    payment.updated_at_s = 1'000;
    payment.deadline_read = true;
    payment.swept = n % 2 == 1;
    store::Database& database = fresh.database();
    store::DbTransaction transaction{database};
    store::PaymentStore payments{database};
    store::TransferStore transfers{database};
    payments.insert({{payment}});
    const payment::Booking booking = booking_of(payment, n);
    transfers.book(booking, kChain);
    transfers.set_depth(kChain, booking.transfer, payment::Depth::final);
    insert_step(database, payment, 1, "delivered");
    insert_step(database, payment, 2, "dead");
    insert_sweep(fresh, payment, n);
    transaction.commit();
    return payment;
}

std::vector<std::string> payment_rows(store::Database& database)
{
    std::vector<std::string> rows;
    const auto add = [&](const store::ArchiveTable& table) {
        for (const store::Row& row : database.query(store::select_from(table.table))) {
            std::string text{table.table.name};
            for (const store::Value& value : row.values()) {
                text += " " + text_of(value);
            }
            rows.push_back(std::move(text));
        }
    };
    add(store::archive_payments());
    std::for_each(store::archive_children().begin(), store::archive_children().end(), add);
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::uint64_t count_rows(store::Database& database, const std::string& table)
{
    return database.query_row("SELECT COUNT(*) FROM " + table)->unsigned_integer(0);
}

store::ArchiveChoice all_closed(const FreshDatabase& fresh)
{
    return {.before_s = fresh.clock.now_s(), .chain_ids = {}};
}

} // namespace ctrip::test
