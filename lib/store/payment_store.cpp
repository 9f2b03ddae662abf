// SPDX-License-Identifier: MIT
#include "store/payment_store.hpp"

#include "base/check.hpp"
#include "base/uuid.hpp"
#include "store/payment_rows.hpp"
#include "store/sweep_store.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::store {

namespace {

constexpr std::uint64_t kIndexesMax = 1ULL << 31U; // BIP-32: higher ones are hardened.
constexpr std::size_t kRowsPerInsert = 2'000;
/// One text of a statement for any number of keys: the database compiles it once.
constexpr std::size_t kKeysPerQuery = 64;
constexpr std::uint64_t kBookingsMax = 100'000; // Of one payment; more is somebody's flood of dust.

std::vector<payment::Payment> to_payments(const Rows& rows)
{
    std::vector<payment::Payment> payments;
    payments.reserve(rows.size());
    std::transform(rows.begin(), rows.end(), std::back_inserter(payments), to_payment);
    return payments;
}

std::vector<payment::Booking> to_bookings(const Rows& rows)
{
    std::vector<payment::Booking> bookings;
    bookings.reserve(rows.size());
    std::transform(rows.begin(), rows.end(), std::back_inserter(bookings), to_booking);
    return bookings;
}

/// Appends " AND column IN ($n, …)" and its values.
template <typename Item, typename ToValue>
void append_in(std::string& sql, std::vector<Value>& values, std::string_view column,
               const std::vector<Item>& items, ToValue to_value)
{
    if (items.empty()) {
        return;
    }
    sql += fmt::format(" AND {} IN (", column);
    for (const Item& item : items) {
        values.push_back(to_value(item));
        sql += fmt::format("{}${}", &item == &items.front() ? "" : ", ", values.size());
    }
    sql += ")";
}

} // namespace

PaymentStore::PaymentStore(Database& database, const base::Clock& clock)
    : m_database(database), m_clock(clock)
{
}

std::uint64_t PaymentStore::take(std::string_view counter, std::uint64_t count)
{
    const auto row = m_database.query_row(
        "UPDATE counters SET value = value + $1 WHERE name = $2 RETURNING value", {count, counter});
    CTRIP_CHECK(row.has_value());
    return row->unsigned_integer(0) - count;
}

std::uint32_t PaymentStore::reserve_indexes(std::uint32_t count)
{
    const std::uint64_t first = take("derivation_index", count);
    if (first + count > kIndexesMax) {
        throw Error{ErrorKind::unavailable,
                    "wallet: all 2^31 addresses of the account are used; configure a new wallet"};
    }
    return static_cast<std::uint32_t>(first);
}

void PaymentStore::insert(std::span<const payment::Payment> payments)
{
    std::vector<std::string_view> columns(kPaymentColumns.begin(), kPaymentColumns.end());
    columns.emplace_back("number");
    std::uint64_t number = take("payment_number", payments.size());
    std::vector<std::vector<Value>> rows;
    rows.reserve(std::min(payments.size(), kRowsPerInsert));
    for (std::size_t i = 0; i < payments.size(); ++i) {
        rows.push_back(to_values(payments[i]));
        rows.back().emplace_back(number++);
        // As values a payment takes some kilobytes: a large batch is not turned into them at once.
        if (rows.size() == kRowsPerInsert || i + 1 == payments.size()) {
            m_database.insert_rows("payments", columns, rows);
            rows.clear();
        }
    }
}

std::optional<payment::Payment> PaymentStore::find(std::string_view id)
{
    static const std::string sql = select_payments() + " WHERE id = $1";
    const auto row = m_database.query_row(sql, {id});
    return row ? std::optional{to_payment(*row)} : std::nullopt;
}

std::optional<payment::Payment> PaymentStore::find_by_idempotency_key(std::string_view key)
{
    const auto row = m_database.query_row(select_payments() + " WHERE idempotency_key = $1", {key});
    return row ? std::optional{to_payment(*row)} : std::nullopt;
}

std::vector<payment::Payment>
PaymentStore::find_by_idempotency_keys(std::span<const std::string_view> keys)
{
    static const std::string sql = [] {
        std::string text = select_payments() + " WHERE idempotency_key IN ($1";
        for (std::size_t n = 2; n <= kKeysPerQuery; ++n) {
            text += fmt::format(", ${}", n);
        }
        return text + ")";
    }();
    std::vector<payment::Payment> found;
    if (keys.size() == 1) {
        if (auto one = find_by_idempotency_key(keys.front())) {
            found.push_back(std::move(*one));
        }
        return found;
    }
    for (std::size_t begin = 0; begin < keys.size(); begin += kKeysPerQuery) {
        const auto some = keys.subspan(begin, std::min(kKeysPerQuery, keys.size() - begin));
        std::vector<Value> values(some.begin(), some.end());
        values.resize(kKeysPerQuery, some.back()); // The places left over say it again.
        for (const Row& row : m_database.query(sql, values)) {
            found.push_back(to_payment(row));
        }
    }
    return found;
}

std::vector<payment::Payment> PaymentStore::list(const PaymentFilter& filter)
{
    std::string sql = select_payments() + " WHERE 1 = 1";
    std::vector<Value> values;
    append_in(sql, values, "status", filter.statuses,
              [](payment::Status s) { return Value{payment::to_string(s)}; });
    append_in(sql, values, "chain_id", filter.chain_ids, [](evm::ChainId id) { return Value{id}; });
    const auto append = [&](std::string_view condition, Value value) {
        values.push_back(std::move(value));
        sql += fmt::format(" AND {} ${}", condition, values.size());
    };
    if (filter.reference) {
        append("reference =", *filter.reference);
    }
    if (filter.since_s) {
        append("created_at >=", *filter.since_s);
        // Says where in the order of making to end: without it all older payments are looked at.
        append("id >=", base::first_uuid_of(std::max<std::int64_t>(*filter.since_s, 0) * 1000));
    }
    // Identifiers begin with their time, so their order is the order of making. Of one chain they
    // are asked for as its index has them: a database would sort the whole chain, or walk through
    // all others.
    const bool one_chain = filter.chain_ids.size() == 1;
    if (filter.after) {
        append("id <", *filter.after);
        if (const auto made_ms = base::uuid_ms(*filter.after); made_ms && one_chain) {
            append("created_at <=", *made_ms / 1000);
        }
    }
    values.emplace_back(filter.limit);
    sql += fmt::format(" ORDER BY {}id DESC LIMIT ${}", one_chain ? "created_at DESC, " : "",
                       values.size());
    return to_payments(m_database.query(sql, values));
}

std::vector<payment::Booking> PaymentStore::bookings(std::string_view payment_id)
{
    static const std::string sql =
        fmt::format("SELECT {} FROM transfers t WHERE t.payment_id = $1 "
                    "ORDER BY t.block_number, t.log_index, t.tx_hash LIMIT $2",
                    transfer_columns());
    std::vector<payment::Booking> bookings =
        to_bookings(m_database.query(sql, {payment_id, kBookingsMax + 1}));
    if (bookings.size() > kBookingsMax) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("payment '{}': has more than {} transfers; it can't be judged",
                                payment_id, kBookingsMax)};
    }
    return bookings;
}

payment::Details PaymentStore::details(const payment::Payment& payment)
{
    payment::Details details;
    details.bookings = bookings(payment.id);
    for (const Row& row : m_database.query(
             "SELECT seq, event, status_from, status_to, reason, at FROM payment_history "
             "WHERE payment_id = $1 ORDER BY seq",
             {payment.id})) {
        details.history.push_back(
            {.seq = row.unsigned_integer(0),
             .event = payment::parse_event(row.text(1)).value_or(payment::Event::failed),
             .from = payment::parse_status(row.text(2)).value_or(payment::Status::failed),
             .to = payment::parse_status(row.text(3)).value_or(payment::Status::failed),
             .reason = row.text(4),
             .at_s = row.integer(5)});
    }
    for (const Sweep& sweep : SweepStore{m_database, m_clock}.of_payment(payment.id)) {
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
    for (const Row& row : m_database.query(
             "SELECT id, seq, event, state, attempts, last_status, last_error, next_attempt_ms, "
             "attempted_ms FROM webhooks WHERE payment_id = $1 ORDER BY seq",
             {payment.id})) {
        const bool pending = row.text(3) == "pending";
        const bool delivered = row.text(3) == "delivered";
        const std::optional<std::int64_t> attempted_ms = row.optional_integer(8);
        details.webhooks.push_back(
            {.id = row.text(0),
             .seq = row.unsigned_integer(1),
             .event = row.text(2),
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

std::optional<evm::BlockNumber> PaymentStore::head(evm::ChainId chain_id)
{
    const auto row =
        m_database.query_row("SELECT head_block FROM chains WHERE chain_id = $1", {chain_id});
    return row ? row->optional_unsigned(0) : std::nullopt;
}

std::vector<payment::Payment> PaymentStore::at_addresses(evm::ChainId chain_id,
                                                         std::span<const evm::Address> addresses)
{
    return to_payments(m_database.payments_at(payment_columns(), chain_id, addresses));
}

std::vector<evm::Address> PaymentStore::watched(evm::ChainId chain_id, base::UnixSeconds time_s,
                                                std::size_t max)
{
    std::vector<evm::Address> addresses;
    for (const Row& row : m_database.query(
             // Any of them will do, and the order makes the database take them from the index: it
             // would expect them everywhere, and read the table from its oldest end.
             "SELECT address FROM payments WHERE chain_id = $1 AND watch_until >= $2 "
             "ORDER BY watch_until LIMIT $3",
             {chain_id, time_s, std::uint64_t{max}})) {
        addresses.push_back(row.address(0));
    }
    return addresses;
}

bool PaymentStore::watches_native(evm::ChainId chain_id, base::UnixSeconds time_s)
{
    return m_database
        .query_row("SELECT 1 FROM payments WHERE chain_id = $1 AND token IS NULL AND watch_until "
                   ">= $2 ORDER BY watch_until LIMIT 1",
                   {chain_id, time_s})
        .has_value();
}

std::optional<base::UnixSeconds> PaymentStore::oldest_s(evm::ChainId chain_id)
{
    const auto row = m_database.query_row(
        "SELECT MIN(created_at) FROM payments WHERE chain_id = $1", {chain_id});
    return row ? row->optional_integer(0) : std::nullopt;
}

bool PaymentStore::book(const payment::Booking& booking, evm::ChainId chain_id)
{
    const evm::Transfer& transfer = booking.transfer;
    // The same transfer in another block, or orphaned before: it counts again, once, and begins at
    // the surface.
    const std::uint64_t changed = m_database.execute(
        "INSERT INTO transfers (chain_id, tx_hash, log_index, payment_id, token, from_address, "
        "to_address, amount, "
        "block_number, block_hash, block_time, standing, depth, orphaned) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'seen', 0) "
        "ON CONFLICT (chain_id, tx_hash, log_index) DO UPDATE SET block_number = "
        "excluded.block_number, "
        "block_hash = excluded.block_hash, block_time = excluded.block_time, payment_id = "
        "excluded.payment_id, "
        "token = excluded.token, from_address = excluded.from_address, to_address = "
        "excluded.to_address, "
        "amount = excluded.amount, standing = excluded.standing, depth = 'seen', orphaned = 0 "
        "WHERE transfers.orphaned = 1 OR transfers.block_hash <> excluded.block_hash",
        {chain_id, transfer.tx_hash, transfer.log_index, booking.payment_id, transfer.token,
         transfer.from, transfer.to, transfer.amount, transfer.block_number, transfer.block_hash,
         transfer.block_time_s, payment::to_string(booking.standing)});
    return changed != 0;
}

std::vector<std::string> PaymentStore::orphan_above(evm::ChainId chain_id,
                                                    evm::BlockNumber ancestor)
{
    std::vector<std::string> ids;
    for (const Row& row :
         m_database.query("SELECT DISTINCT payment_id FROM transfers WHERE chain_id = $1 AND "
                          "block_number > $2 AND orphaned = 0 ORDER BY payment_id",
                          {chain_id, ancestor})) {
        ids.push_back(row.text(0));
        hold(ids.back());
    }
    m_database.execute("UPDATE transfers SET orphaned = 1 WHERE chain_id = $1 AND block_number > "
                       "$2 AND orphaned = 0",
                       {chain_id, ancestor});
    return ids;
}

std::vector<YoungTransfer> PaymentStore::young_transfers(evm::ChainId chain_id,
                                                         evm::BlockNumber from, std::size_t max)
{
    static const std::string sql = fmt::format(
        "SELECT {}, p.confirmations_required FROM transfers t JOIN payments p ON p.id = "
        "t.payment_id "
        "WHERE t.chain_id = $1 AND t.block_number >= $2 AND t.depth <> 'final' AND t.orphaned = 0 "
        "ORDER BY t.block_number LIMIT $3",
        transfer_columns());
    std::vector<YoungTransfer> young;
    for (const Row& row : m_database.query(sql, {chain_id, from, std::uint64_t{max}})) {
        young.push_back({to_booking(row), row.unsigned_integer(kTransferColumnCount)});
    }
    return young;
}

void PaymentStore::set_depth(evm::ChainId chain_id, const evm::Transfer& transfer,
                             payment::Depth depth)
{
    // Only while it is the block that was judged: a scan may have followed a reorganisation
    // meanwhile.
    m_database.execute("UPDATE transfers SET depth = $1 WHERE chain_id = $2 AND tx_hash = $3 AND "
                       "log_index = $4 AND "
                       "block_hash = $5 AND orphaned = 0",
                       {payment::to_string(depth), chain_id, transfer.tx_hash, transfer.log_index,
                        transfer.block_hash});
}

std::vector<payment::Payment> PaymentStore::overdue(evm::ChainId chain_id, base::UnixSeconds time_s,
                                                    std::size_t max, NativeMoney native)
{
    const std::string_view asked =
        native == NativeMoney::asked_for
            ? " AND (token IS NOT NULL OR asked_block IS NULL OR asked_time > expires_at)"
            : "";
    return to_payments(m_database.query(
        fmt::format("{} WHERE chain_id = $1 AND status = 'pending' AND expires_at < $2{} "
                    "ORDER BY expires_at LIMIT $3",
                    select_payments(), asked),
        {chain_id, time_s, std::uint64_t{max}}));
}

void PaymentStore::set_deadline_read(std::string_view payment_id)
{
    m_database.execute("UPDATE payments SET deadline_read = 1 WHERE id = $1", {payment_id});
}

void PaymentStore::forget_deadline(std::string_view payment_id, base::UnixSeconds ancestor_time_s)
{
    m_database.execute("UPDATE payments SET deadline_read = 0 WHERE id = $1 AND deadline_read = 1 "
                       "AND status <> 'expired' AND expires_at >= $2",
                       {payment_id, ancestor_time_s});
}

std::vector<payment::Payment> PaymentStore::sweep_due(evm::ChainId chain_id,
                                                      std::uint64_t first_index, std::size_t max,
                                                      base::UnixSeconds now_s)
{
    return to_payments(m_database.query(
        // What failed after it was paid keeps its mark, and its money, until an operator decides.
        select_payments() + " WHERE chain_id = $1 AND sweep_due = 1 AND derivation_index >= $2 "
                            "AND status IN ('paid', 'settled') AND NOT EXISTS (SELECT 1 FROM "
                            "sweep_plans s WHERE s.payment_id = payments.id AND s.ask_at > $4) "
                            "ORDER BY derivation_index LIMIT $3",
        {chain_id, first_index, std::uint64_t{max}, now_s}));
}

void PaymentStore::mark_sweep_due(std::string_view payment_id)
{
    // Marked or not: a sweep that is deciding on it now must not clear what it has not seen.
    const std::uint64_t marked = m_database.execute(
        "UPDATE payments SET sweep_due = 1, revision = revision + 1 WHERE id = $1 AND "
        "status IN ('paid', 'settled') AND EXISTS (SELECT 1 FROM transfers t WHERE t.payment_id = "
        "payments.id AND t.depth = 'final' AND t.orphaned = 0 AND t.standing <> 'wrong_token')",
        {payment_id});
    if (marked > 0) {
        m_database.execute("UPDATE sweep_plans SET ask_at = 0 WHERE payment_id = $1", {payment_id});
    }
}

void PaymentStore::clear_sweep_due(const payment::Payment& payment)
{
    m_database.execute("UPDATE payments SET sweep_due = 0 WHERE id = $1 AND revision = $2",
                       {payment.id, payment.revision});
}

void PaymentStore::set_swept(std::string_view payment_id)
{
    m_database.execute("UPDATE payments SET swept = 1 WHERE id = $1", {payment_id});
}

} // namespace ctrip::store
