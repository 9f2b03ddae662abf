// SPDX-License-Identifier: MIT
#include "store/archive/archive_index.hpp"

#include "base/error.hpp"
#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"
#include "store/sql_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace ctrip::store {

namespace {

/// A column's position in a row of select_archived().
consteval std::size_t archived_payment_column(std::string_view column)
{
    return place_of(kArchivedPayments, column);
}

} // namespace

const std::string& select_archived()
{
    static const std::string sql = select_from(kArchivedPayments);
    return sql;
}

ArchivedPayment to_archived(const Row& row)
{
    return {.id = row.text(archived_payment_column("id")),
            .chain_id = row.unsigned_integer(archived_payment_column("chain_id")),
            .address = row.address(archived_payment_column("address")),
            .derivation_index = row.integer(archived_payment_column("derivation_index")),
            .number = row.integer(archived_payment_column("number")),
            .idempotency_key = row.optional_text(archived_payment_column("idempotency_key")),
            .file = row.text(archived_payment_column("file"))};
}

std::string where_archived(const ArchivedPayment& archived)
{
    return fmt::format("is archived in '{0}'; 'ctrip archive --restore {0} {1}' brings it back",
                       archived.file, archived.id);
}

std::optional<ArchivedPayment> ArchiveIndex::find(std::string_view id)
{
    const auto row = m_database.query_row(select_archived() + " WHERE id = $1", {id});
    return row ? std::optional{to_archived(*row)} : std::nullopt;
}

void ArchiveIndex::throw_no_payment(std::string_view id)
{
    if (const auto archived = find(id)) {
        throw Error{ErrorKind::not_found,
                    fmt::format("payment '{}' {}", id, where_archived(*archived))};
    }
    throw Error{ErrorKind::not_found,
                fmt::format("no payment has the id '{}'; 'ctrip list' shows those there are", id)};
}

std::optional<ArchivedPayment>
ArchiveIndex::find_by_idempotency_keys(std::span<const std::string_view> keys)
{
    std::optional<ArchivedPayment> found;
    by_chunks(keys, [&](std::span<const std::string_view> some) {
        std::vector<Value> values;
        const std::string these = append_list(values, some);
        // No LIMIT: with one, PostgreSQL scans the table until it finds a match.
        const Rows rows = found ? Rows{}
                                : m_database.query(fmt::format("{} WHERE idempotency_key IN {}",
                                                               select_archived(), these),
                                                   values);
        if (!rows.empty()) {
            found = to_archived(rows.front());
        }
    });
    return found;
}

std::vector<ArchivedPayment> ArchiveIndex::at_addresses(evm::ChainId chain_id,
                                                        std::span<const evm::Address> addresses)
{
    static const std::string columns = column_list(kArchivedPayments);
    std::vector<ArchivedPayment> archived;
    const Rows rows = m_database.archived_payments_at(columns, chain_id, addresses);
    std::transform(rows.begin(), rows.end(), std::back_inserter(archived), to_archived);
    return archived;
}

bool ArchiveIndex::keep(const evm::Transfer& transfer, const ArchivedPayment& archived)
{
    static const std::string sql = upsert_into(kArchivedTransfers) +
                                   " WHERE archived_transfers.block_hash <> excluded.block_hash";
    return m_database.execute(
               sql,
               row_of(kArchivedTransfers,
                      {{place_of(kArchivedTransfers, "chain_id"), archived.chain_id},
                       {place_of(kArchivedTransfers, "tx_hash"), transfer.tx_hash},
                       {place_of(kArchivedTransfers, "log_index"), transfer.log_index},
                       {place_of(kArchivedTransfers, "payment_id"), archived.id},
                       {place_of(kArchivedTransfers, "token"), transfer.token},
                       {place_of(kArchivedTransfers, "from_address"), transfer.from},
                       {place_of(kArchivedTransfers, "to_address"), transfer.to},
                       {place_of(kArchivedTransfers, "amount"), transfer.amount},
                       {place_of(kArchivedTransfers, "block_number"), transfer.block_number},
                       {place_of(kArchivedTransfers, "block_hash"), transfer.block_hash},
                       {place_of(kArchivedTransfers, "block_time"), transfer.block_time_s}})) != 0;
}

void ArchiveIndex::forget_above(evm::ChainId chain_id, evm::BlockNumber ancestor)
{
    m_database.execute("DELETE FROM archived_transfers WHERE chain_id = $1 AND block_number > $2",
                       {chain_id, ancestor});
}

} // namespace ctrip::store
