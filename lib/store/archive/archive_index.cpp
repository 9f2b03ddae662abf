// SPDX-License-Identifier: MIT
#include "store/archive/archive_index.hpp"

#include "base/error.hpp"
#include "store/sql_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace ctrip::store {

ArchivedPayment to_archived(const Row& row)
{
    return {.id = row.text(0),
            .chain_id = row.unsigned_integer(1),
            .address = row.address(2),
            .derivation_index = row.integer(3),
            .number = row.integer(4),
            .idempotency_key = row.optional_text(5),
            .file = row.text(6)};
}

std::string where_archived(const ArchivedPayment& archived)
{
    return fmt::format("is archived in '{0}'; 'ctrip archive --restore {0} {1}' brings it back",
                       archived.file, archived.id);
}

std::optional<ArchivedPayment> ArchiveIndex::find(std::string_view id)
{
    const auto row = m_database.query_row(
        fmt::format("SELECT {} FROM archived_payments WHERE id = $1", kArchivedColumns), {id});
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
    constexpr std::size_t kKeysPerQuery = 500;
    for (std::size_t begin = 0; begin < keys.size(); begin += kKeysPerQuery) {
        std::vector<Value> values;
        const std::string these =
            append_list(values, keys.subspan(begin, std::min(kKeysPerQuery, keys.size() - begin)));
        // All of them: asked for one, PostgreSQL would walk through the table until it met it.
        const Rows rows = m_database.query(
            fmt::format("SELECT {} FROM archived_payments WHERE idempotency_key IN {}",
                        kArchivedColumns, these),
            values);
        if (!rows.empty()) {
            return to_archived(rows.front());
        }
    }
    return std::nullopt;
}

std::vector<ArchivedPayment> ArchiveIndex::at_addresses(evm::ChainId chain_id,
                                                        std::span<const evm::Address> addresses)
{
    std::vector<ArchivedPayment> archived;
    const Rows rows = m_database.archived_payments_at(kArchivedColumns, chain_id, addresses);
    std::transform(rows.begin(), rows.end(), std::back_inserter(archived), to_archived);
    return archived;
}

bool ArchiveIndex::keep(const evm::Transfer& transfer, const ArchivedPayment& archived)
{
    return m_database.execute(
               "INSERT INTO archived_transfers (chain_id, tx_hash, log_index, payment_id, token, "
               "from_address, to_address, amount, block_number, block_hash, block_time) VALUES "
               "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (chain_id, tx_hash, "
               "log_index) DO UPDATE SET payment_id = excluded.payment_id, token = "
               "excluded.token, from_address = excluded.from_address, to_address = "
               "excluded.to_address, amount = excluded.amount, block_number = "
               "excluded.block_number, block_hash = excluded.block_hash, block_time = "
               "excluded.block_time WHERE archived_transfers.block_hash <> excluded.block_hash",
               {archived.chain_id, transfer.tx_hash, transfer.log_index, archived.id,
                transfer.token, transfer.from, transfer.to, transfer.amount, transfer.block_number,
                transfer.block_hash, transfer.block_time_s}) != 0;
}

void ArchiveIndex::forget_above(evm::ChainId chain_id, evm::BlockNumber ancestor)
{
    m_database.execute("DELETE FROM archived_transfers WHERE chain_id = $1 AND block_number > $2",
                       {chain_id, ancestor});
}

} // namespace ctrip::store
