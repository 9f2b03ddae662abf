// SPDX-License-Identifier: MIT
#include "store/payment_rows.hpp"

#include "payment/render.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>

namespace ctrip::store {

namespace {

/// What the database holds was checked when it was written, so a value of another form was put
/// there by other hands.
template <typename Parsed>
Parsed require(const std::optional<Parsed>& parsed, const Row& row, std::string_view what)
{
    if (!parsed) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("database: payment '{}' has an unknown {}", row.text(0), what)};
    }
    return *parsed;
}

} // namespace

const std::string& payment_columns()
{
    static const std::string columns = fmt::format("{}", fmt::join(kPaymentColumns, ", "));
    return columns;
}

const std::string& select_payments()
{
    static const std::string sql = fmt::format("SELECT {} FROM payments", payment_columns());
    return sql;
}

payment::Payment to_payment(const Row& row)
{
    payment::Payment p;
    p.id = row.text(0);
    p.status = require(payment::parse_status(row.text(1)), row, "status");
    p.chain = row.text(2);
    p.chain_id = row.unsigned_integer(3);
    p.token = row.optional_address(4);
    p.symbol = row.text(5);
    p.decimals = static_cast<unsigned>(row.unsigned_integer(6));
    p.wallet_id = row.text(7);
    p.derivation_index = static_cast<std::uint32_t>(row.unsigned_integer(8));
    p.address = row.address(9);
    p.amount = row.amount(10);
    p.amount_min = row.amount(11);
    p.received = row.amount(12);
    p.received_late = row.amount(13);
    p.flags = require(payment::Flags::from_text(row.text(14)), row, "flag");
    p.seq = row.unsigned_integer(15);
    p.confirmations_required = row.unsigned_integer(16);
    p.detected_in_block = row.optional_unsigned(17);
    p.reference = row.optional_text(18);
    p.metadata = require(payment::metadata_from_json(row.text(19)), row, "metadata");
    p.webhook_url = row.optional_text(20);
    p.idempotency_key = row.optional_text(21);
    p.request_digest = row.text(22);
    p.expires_at_s = row.integer(23);
    p.watch_until_s = row.integer(24);
    p.created_at_s = row.integer(25);
    p.updated_at_s = row.integer(26);
    p.deadline_read = row.boolean(27);
    p.swept = row.boolean(28);
    p.sweep_due = row.boolean(29);
    p.revision = row.unsigned_integer(30);
    if (!row.is_null(31)) {
        p.accepted = row.amount(31);
    }
    p.cancelled = row.boolean(32);
    p.vanished = row.boolean(33);
    p.asked_block = row.optional_unsigned(34);
    p.asked_time_s = row.integer(35);
    return p;
}

std::vector<payment::Payment> to_payments(const Rows& rows)
{
    std::vector<payment::Payment> payments;
    payments.reserve(rows.size());
    std::transform(rows.begin(), rows.end(), std::back_inserter(payments), to_payment);
    return payments;
}

std::vector<Value> to_values(const payment::Payment& p)
{
    return {p.id,
            payment::to_string(p.status),
            p.chain,
            p.chain_id,
            p.token,
            p.symbol,
            p.decimals,
            p.wallet_id,
            p.derivation_index,
            p.address,
            p.amount,
            p.amount_min,
            p.received,
            p.received_late,
            p.flags.to_text(),
            p.seq,
            p.confirmations_required,
            p.detected_in_block,
            p.reference,
            payment::metadata_to_json(p.metadata),
            p.webhook_url,
            p.idempotency_key,
            p.request_digest,
            p.expires_at_s,
            p.watch_until_s,
            p.created_at_s,
            p.updated_at_s,
            p.deadline_read,
            p.swept,
            p.sweep_due,
            p.revision,
            p.accepted,
            p.cancelled,
            p.vanished,
            p.asked_block,
            p.asked_time_s};
}

const std::string& transfer_columns()
{
    static const std::string columns =
        "t.tx_hash, t.log_index, t.payment_id, t.token, t.from_address, t.to_address, t.amount, "
        "t.block_number, "
        "t.block_hash, t.block_time, t.standing, t.depth, t.orphaned";
    return columns;
}

payment::Booking to_booking(const Row& row)
{
    payment::Booking booking;
    evm::Transfer& transfer = booking.transfer;
    transfer.tx_hash = row.tx_hash(0);
    transfer.log_index = row.integer(1);
    booking.payment_id = row.text(2);
    transfer.token = row.optional_address(3);
    transfer.from = row.address(4);
    transfer.to = row.address(5);
    transfer.amount = row.amount(6);
    transfer.block_number = row.unsigned_integer(7);
    transfer.block_hash = row.block_hash(8);
    transfer.block_time_s = row.integer(9);
    booking.standing = require(payment::parse_standing(row.text(10)), row, "standing");
    booking.depth = require(payment::parse_depth(row.text(11)), row, "depth");
    booking.orphaned = row.boolean(12);
    return booking;
}

std::vector<payment::Booking> to_bookings(const Rows& rows)
{
    std::vector<payment::Booking> bookings;
    bookings.reserve(rows.size());
    std::transform(rows.begin(), rows.end(), std::back_inserter(bookings), to_booking);
    return bookings;
}

void hold_payment(Database& database, std::string_view payment_id)
{
    const std::string_view for_update = database.for_update();
    if (!for_update.empty()) {
        static_cast<void>(database.query(
            fmt::format("SELECT 1 FROM payments WHERE id = $1{}", for_update), {payment_id}));
    }
}

} // namespace ctrip::store
