// SPDX-License-Identifier: MIT
#include "store/payment_store.hpp"

#include "base/uuid.hpp"
#include "payment/payment.hpp"
#include "store/counters.hpp"
#include "store/payment_rows.hpp"
#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"
#include "store/sql_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace ctrip::store {

namespace {

constexpr std::uint64_t kIndexesMax = 1ULL << 31U; // BIP-32: higher ones are hardened.
constexpr std::size_t kRowsPerInsert = 2'000;

} // namespace

std::uint32_t PaymentStore::reserve_indexes(std::uint32_t count)
{
    const std::uint64_t first = take_from_counter(m_database, "derivation_index", count);
    if (first + count > kIndexesMax) {
        throw Error{ErrorKind::unavailable,
                    "wallet: all 2^31 addresses of the account are used; configure a new wallet"};
    }
    return static_cast<std::uint32_t>(first);
}

void PaymentStore::insert(std::span<const payment::Payment> payments)
{
    const std::vector<std::string_view> columns = column_names(kPayments);
    std::uint64_t number = take_from_counter(m_database, "payment_number", payments.size());
    std::vector<std::vector<Value>> rows;
    rows.reserve(std::min(payments.size(), kRowsPerInsert));
    for (std::size_t i = 0; i < payments.size(); ++i) {
        rows.push_back(to_values(payments[i], number++));
        // A payment's values take some kilobytes, so a large batch is converted in parts.
        if (rows.size() == kRowsPerInsert || i + 1 == payments.size()) {
            m_database.insert_rows(kPayments.name, columns, rows);
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

std::optional<evm::ChainId> PaymentStore::chain_of(std::string_view id)
{
    const auto row = m_database.query_row("SELECT chain_id FROM payments WHERE id = $1", {id});
    return row ? std::optional{row->unsigned_integer(0)} : std::nullopt;
}

std::optional<payment::Payment> PaymentStore::find_by_idempotency_key(std::string_view key)
{
    static const std::string sql = select_payments() + " WHERE idempotency_key = $1";
    const auto row = m_database.query_row(sql, {key});
    return row ? std::optional{to_payment(*row)} : std::nullopt;
}

std::vector<payment::Payment>
PaymentStore::find_by_idempotency_keys(std::span<const std::string_view> keys)
{
    static const std::string sql =
        select_payments() + " WHERE idempotency_key IN " + places(1, kFixedListPlaces);
    std::vector<payment::Payment> found;
    if (keys.size() == 1) {
        if (auto one = find_by_idempotency_key(keys.front())) {
            found.push_back(std::move(*one));
        }
        return found;
    }
    by_fixed_lists({}, keys, [&](const std::vector<Value>& values) {
        for (const Row& row : m_database.query(sql, values)) {
            found.push_back(to_payment(row));
        }
    });
    return found;
}

std::vector<payment::Payment> PaymentStore::list(const PaymentFilter& filter)
{
    std::string sql = select_payments() + " WHERE 1 = 1";
    std::vector<Value> values;
    if (!filter.statuses.empty()) {
        std::vector<std::string_view> names;
        std::transform(filter.statuses.begin(), filter.statuses.end(), std::back_inserter(names),
                       [](payment::Status status) { return payment::to_string(status); });
        sql += " AND status IN " + append_list(values, names);
    }
    if (!filter.chain_ids.empty()) {
        sql += " AND chain_id IN " + append_list(values, filter.chain_ids);
    }
    const auto append = [&](std::string_view condition, Value value) {
        values.push_back(std::move(value));
        sql += fmt::format(" AND {} ${}", condition, values.size());
    };
    if (filter.reference) {
        append("reference =", *filter.reference);
    }
    if (filter.since_s) {
        append("created_at >=", *filter.since_s);
        // Ends the walk through the index on id: without it all older payments are read.
        append("id >=", base::first_uuid_of(std::max<std::int64_t>(*filter.since_s, 0) * 1000));
    }
    // Ids begin with their time, so their order is the order of creation. For one chain, order by
    // the columns of its index: otherwise the database sorts the whole chain or walks through all
    // others.
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

std::vector<payment::Payment> PaymentStore::at_addresses(evm::ChainId chain_id,
                                                         std::span<const evm::Address> addresses)
{
    return to_payments(m_database.payments_at(payment_columns(), chain_id, addresses));
}

std::vector<std::string> PaymentStore::ids_at_addresses(evm::ChainId chain_id,
                                                        std::span<const evm::Address> addresses)
{
    std::vector<std::string> ids;
    for (const Row& row : m_database.payments_at("id", chain_id, addresses)) {
        ids.push_back(row.text(0));
    }
    return ids;
}

std::vector<evm::Address> PaymentStore::watched(evm::ChainId chain_id, base::UnixSeconds time_s,
                                                std::size_t max)
{
    std::vector<evm::Address> addresses;
    for (const Row& row : m_database.query(
             // Any order will do; this one makes PostgreSQL use the index. Without it, it expects
             // matches everywhere and reads the table from its oldest end.
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

std::vector<payment::Payment>
PaymentStore::page(evm::ChainId chain_id, const std::optional<evm::Address>& after, std::size_t max)
{
    // Every address sorts after the empty text.
    const Value behind = after ? Value{*after} : Value{""};
    return to_payments(m_database.query(
        select_payments() + " WHERE chain_id = $1 AND address > $2 ORDER BY address LIMIT $3",
        {chain_id, behind, std::uint64_t{max}}));
}

std::vector<payment::Payment> PaymentStore::of_ids(std::span<const std::string> ids)
{
    if (ids.empty()) {
        return {};
    }
    std::vector<Value> values;
    const std::string these = append_list(values, ids);
    return to_payments(m_database.query(
        fmt::format("{} WHERE id IN {} ORDER BY address", select_payments(), these), values));
}

std::vector<StoredAddress> PaymentStore::addresses(std::span<const std::string> ids)
{
    static const std::string sql =
        fmt::format("SELECT id, wallet_id, derivation_index, address, token, base_line, "
                    "created_block FROM payments WHERE id IN {}",
                    places(1, kFixedListPlaces));
    std::vector<StoredAddress> found;
    by_fixed_lists({}, ids, [&](const std::vector<Value>& values) {
        for (const Row& row : m_database.query(sql, values)) {
            found.push_back({.payment_id = row.text(0),
                             .wallet_id = row.text(1),
                             .index = static_cast<std::uint32_t>(row.unsigned_integer(2)),
                             .address = row.address(3),
                             .token = row.optional_address(4),
                             .base_line = row.optional_amount(5).value_or(evm::Amount{}),
                             .created_block = row.optional_unsigned(6)});
        }
    });
    return found;
}

} // namespace ctrip::store
