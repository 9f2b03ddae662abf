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
consteval std::size_t payment_column(std::string_view column)
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
    p.id = row.text(payment_column("id"));
    p.status = require(payment::parse_status(row.text(payment_column("status"))), p.id, "status");
    p.chain = row.text(payment_column("chain"));
    p.chain_id = row.unsigned_integer(payment_column("chain_id"));
    p.token = row.optional_address(payment_column("token"));
    p.symbol = row.text(payment_column("symbol"));
    p.decimals = static_cast<unsigned>(row.unsigned_integer(payment_column("decimals")));
    p.wallet_id = row.text(payment_column("wallet_id"));
    p.derivation_index =
        static_cast<std::uint32_t>(row.unsigned_integer(payment_column("derivation_index")));
    p.address = row.address(payment_column("address"));
    p.amount = row.amount(payment_column("amount"));
    p.amount_min = row.amount(payment_column("amount_min"));
    p.received = row.amount(payment_column("received"));
    p.received_late = row.amount(payment_column("received_late"));
    p.flags = require(payment::Flags::from_text(row.text(payment_column("flags"))), p.id, "flag");
    p.seq = row.unsigned_integer(payment_column("seq"));
    p.confirmations_required = row.unsigned_integer(payment_column("confirmations_required"));
    p.detected_in_block = row.optional_unsigned(payment_column("detected_in_block"));
    p.reference = row.optional_text(payment_column("reference"));
    p.metadata = require(payment::metadata_from_json(row.text(payment_column("metadata"))), p.id,
                         "metadata");
    p.webhook_url = row.optional_text(payment_column("webhook_url"));
    p.idempotency_key = row.optional_text(payment_column("idempotency_key"));
    p.request_digest = row.text(payment_column("request_digest"));
    p.expires_at_s = row.integer(payment_column("expires_at"));
    p.watch_until_s = row.integer(payment_column("watch_until"));
    p.created_at_s = row.integer(payment_column("created_at"));
    p.updated_at_s = row.integer(payment_column("updated_at"));
    p.deadline_read = row.boolean(payment_column("deadline_read"));
    p.swept = row.boolean(payment_column("swept"));
    p.sweep_due = row.boolean(payment_column("sweep_due"));
    p.revision = row.unsigned_integer(payment_column("revision"));
    if (!row.is_null(payment_column("accepted"))) {
        p.accepted = row.amount(payment_column("accepted"));
    }
    p.cancelled = row.boolean(payment_column("cancelled"));
    p.vanished = row.boolean(payment_column("vanished"));
    p.asked_block = row.optional_unsigned(payment_column("asked_block"));
    p.asked_time_s = row.integer(payment_column("asked_time"));
    p.created_block = row.optional_unsigned(payment_column("created_block"));
    p.other_transfers = row.unsigned_integer(payment_column("other_transfers"));
    if (!row.is_null(payment_column("base_line"))) {
        p.base_line = row.amount(payment_column("base_line"));
    }
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
    row[payment_column("id")] = p.id;
    row[payment_column("status")] = payment::to_string(p.status);
    row[payment_column("chain")] = p.chain;
    row[payment_column("chain_id")] = p.chain_id;
    row[payment_column("token")] = p.token;
    row[payment_column("symbol")] = p.symbol;
    row[payment_column("decimals")] = p.decimals;
    row[payment_column("wallet_id")] = p.wallet_id;
    row[payment_column("derivation_index")] = p.derivation_index;
    row[payment_column("address")] = p.address;
    row[payment_column("amount")] = p.amount;
    row[payment_column("amount_min")] = p.amount_min;
    row[payment_column("received")] = p.received;
    row[payment_column("received_late")] = p.received_late;
    row[payment_column("flags")] = p.flags.to_text();
    row[payment_column("seq")] = p.seq;
    row[payment_column("confirmations_required")] = p.confirmations_required;
    row[payment_column("detected_in_block")] = p.detected_in_block;
    row[payment_column("reference")] = p.reference;
    row[payment_column("metadata")] = payment::metadata_to_json(p.metadata);
    row[payment_column("webhook_url")] = p.webhook_url;
    row[payment_column("idempotency_key")] = p.idempotency_key;
    row[payment_column("request_digest")] = p.request_digest;
    row[payment_column("expires_at")] = p.expires_at_s;
    row[payment_column("watch_until")] = p.watch_until_s;
    row[payment_column("created_at")] = p.created_at_s;
    row[payment_column("updated_at")] = p.updated_at_s;
    row[payment_column("deadline_read")] = p.deadline_read;
    row[payment_column("swept")] = p.swept;
    row[payment_column("sweep_due")] = p.sweep_due;
    row[payment_column("revision")] = p.revision;
    row[payment_column("accepted")] = p.accepted;
    row[payment_column("cancelled")] = p.cancelled;
    row[payment_column("vanished")] = p.vanished;
    row[payment_column("asked_block")] = p.asked_block;
    row[payment_column("asked_time")] = p.asked_time_s;
    row[payment_column("created_block")] = p.created_block;
    row[payment_column("base_line")] =
        p.base_line.is_zero() ? std::nullopt : std::optional{p.base_line};
    row[payment_column("other_transfers")] = p.other_transfers;
    row[payment_column("number")] = number;
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
