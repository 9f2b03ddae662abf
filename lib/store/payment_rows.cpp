// SPDX-License-Identifier: MIT
#include "store/payment_rows.hpp"

#include "payment/metadata.hpp"
#include "payment/payment.hpp"
#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace ctrip::store {

namespace {

/// Values were checked when they were written, so one of another form was written by another
/// program.
template <typename Parsed>
Parsed require(const std::optional<Parsed>& parsed, std::string_view id, std::string_view what)
{
    if (!parsed) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("database: payment '{}' has an unknown {}", id, what)};
    }
    return *parsed;
}

/// A column's position in a row of select_payments().
consteval std::size_t of(std::string_view column)
{
    return place_of(kPayments, column);
}

} // namespace

const std::string& payment_columns()
{
    static const std::string columns = column_list(kPayments);
    return columns;
}

const std::string& select_payments()
{
    static const std::string sql = select_from(kPayments);
    return sql;
}

payment::Payment to_payment(const Row& row)
{
    payment::Payment p;
    p.id = row.text(of("id"));
    p.status = require(payment::parse_status(row.text(of("status"))), p.id, "status");
    p.chain = row.text(of("chain"));
    p.chain_id = row.unsigned_integer(of("chain_id"));
    p.token = row.optional_address(of("token"));
    p.symbol = row.text(of("symbol"));
    p.decimals = static_cast<unsigned>(row.unsigned_integer(of("decimals")));
    p.wallet_id = row.text(of("wallet_id"));
    p.derivation_index = static_cast<std::uint32_t>(row.unsigned_integer(of("derivation_index")));
    p.address = row.address(of("address"));
    p.amount = row.amount(of("amount"));
    p.amount_min = row.amount(of("amount_min"));
    p.received = row.amount(of("received"));
    p.received_late = row.amount(of("received_late"));
    p.flags = require(payment::Flags::from_text(row.text(of("flags"))), p.id, "flag");
    p.seq = row.unsigned_integer(of("seq"));
    p.confirmations_required = row.unsigned_integer(of("confirmations_required"));
    p.detected_in_block = row.optional_unsigned(of("detected_in_block"));
    p.reference = row.optional_text(of("reference"));
    p.metadata = require(payment::metadata_from_json(row.text(of("metadata"))), p.id, "metadata");
    p.webhook_url = row.optional_text(of("webhook_url"));
    p.idempotency_key = row.optional_text(of("idempotency_key"));
    p.request_digest = row.text(of("request_digest"));
    p.expires_at_s = row.integer(of("expires_at"));
    p.watch_until_s = row.integer(of("watch_until"));
    p.created_at_s = row.integer(of("created_at"));
    p.updated_at_s = row.integer(of("updated_at"));
    p.deadline_read = row.boolean(of("deadline_read"));
    p.swept = row.boolean(of("swept"));
    p.sweep_due = row.boolean(of("sweep_due"));
    p.revision = row.unsigned_integer(of("revision"));
    if (!row.is_null(of("accepted"))) {
        p.accepted = row.amount(of("accepted"));
    }
    p.cancelled = row.boolean(of("cancelled"));
    p.vanished = row.boolean(of("vanished"));
    p.asked_block = row.optional_unsigned(of("asked_block"));
    p.asked_time_s = row.integer(of("asked_time"));
    return p;
}

std::vector<payment::Payment> to_payments(const Rows& rows)
{
    std::vector<payment::Payment> payments;
    payments.reserve(rows.size());
    std::transform(rows.begin(), rows.end(), std::back_inserter(payments), to_payment);
    return payments;
}

std::vector<Value> to_values(const payment::Payment& p, std::uint64_t number)
{
    std::vector<Value> row(kPayments.columns.size());
    row[of("id")] = p.id;
    row[of("status")] = payment::to_string(p.status);
    row[of("chain")] = p.chain;
    row[of("chain_id")] = p.chain_id;
    row[of("token")] = p.token;
    row[of("symbol")] = p.symbol;
    row[of("decimals")] = p.decimals;
    row[of("wallet_id")] = p.wallet_id;
    row[of("derivation_index")] = p.derivation_index;
    row[of("address")] = p.address;
    row[of("amount")] = p.amount;
    row[of("amount_min")] = p.amount_min;
    row[of("received")] = p.received;
    row[of("received_late")] = p.received_late;
    row[of("flags")] = p.flags.to_text();
    row[of("seq")] = p.seq;
    row[of("confirmations_required")] = p.confirmations_required;
    row[of("detected_in_block")] = p.detected_in_block;
    row[of("reference")] = p.reference;
    row[of("metadata")] = payment::metadata_to_json(p.metadata);
    row[of("webhook_url")] = p.webhook_url;
    row[of("idempotency_key")] = p.idempotency_key;
    row[of("request_digest")] = p.request_digest;
    row[of("expires_at")] = p.expires_at_s;
    row[of("watch_until")] = p.watch_until_s;
    row[of("created_at")] = p.created_at_s;
    row[of("updated_at")] = p.updated_at_s;
    row[of("deadline_read")] = p.deadline_read;
    row[of("swept")] = p.swept;
    row[of("sweep_due")] = p.sweep_due;
    row[of("revision")] = p.revision;
    row[of("accepted")] = p.accepted;
    row[of("cancelled")] = p.cancelled;
    row[of("vanished")] = p.vanished;
    row[of("asked_block")] = p.asked_block;
    row[of("asked_time")] = p.asked_time_s;
    row[of("number")] = number;
    return row;
}

const std::string& transfer_columns()
{
    static const std::string columns = column_list(kTransfers, "t.");
    return columns;
}

payment::Booking to_booking(const Row& row)
{
    payment::Booking booking;
    evm::Transfer& transfer = booking.transfer;
    transfer.tx_hash = row.tx_hash(place_of(kTransfers, "tx_hash"));
    transfer.log_index = row.integer(place_of(kTransfers, "log_index"));
    booking.payment_id = row.text(place_of(kTransfers, "payment_id"));
    transfer.token = row.optional_address(place_of(kTransfers, "token"));
    transfer.from = row.address(place_of(kTransfers, "from_address"));
    transfer.to = row.address(place_of(kTransfers, "to_address"));
    transfer.amount = row.amount(place_of(kTransfers, "amount"));
    transfer.block_number = row.unsigned_integer(place_of(kTransfers, "block_number"));
    transfer.block_hash = row.block_hash(place_of(kTransfers, "block_hash"));
    transfer.block_time_s = row.integer(place_of(kTransfers, "block_time"));
    booking.standing = require(payment::parse_standing(row.text(place_of(kTransfers, "standing"))),
                               booking.payment_id, "standing");
    booking.depth = require(payment::parse_depth(row.text(place_of(kTransfers, "depth"))),
                            booking.payment_id, "depth");
    booking.orphaned = row.boolean(place_of(kTransfers, "orphaned"));
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
