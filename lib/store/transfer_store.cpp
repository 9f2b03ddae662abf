// SPDX-License-Identifier: MIT
#include "store/transfer_store.hpp"

#include "store/payment_rows.hpp"
#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"

#include <fmt/format.h>

#include <array>

namespace ctrip::store {

namespace {

/// Per payment, and per recipient and block; more is dust sent to flood it.
constexpr std::uint64_t kBookingsMax = 100'000;

consteval std::size_t transfer_column(std::string_view column)
{
    return place_of(kTransfers, column);
}

} // namespace

bool TransferStore::book(const payment::Booking& booking, evm::ChainId chain_id)
{
    const evm::Transfer& transfer = booking.transfer;
    // The same transfer in another block, or orphaned before: it counts again, once, and its depth
    // starts over.
    static const std::string sql =
        upsert_into(kTransfers) +
        " WHERE transfers.orphaned = 1 OR transfers.block_hash <> excluded.block_hash";
    const std::uint64_t changed = m_database.execute(
        sql,
        row_of(kTransfers, {{transfer_column("chain_id"), chain_id},
                            {transfer_column("tx_hash"), transfer.tx_hash},
                            {transfer_column("log_index"), transfer.log_index},
                            {transfer_column("payment_id"), booking.payment_id},
                            {transfer_column("token"), transfer.token},
                            {transfer_column("from_address"), transfer.from},
                            {transfer_column("to_address"), transfer.to},
                            {transfer_column("amount"), transfer.amount},
                            {transfer_column("block_number"), transfer.block_number},
                            {transfer_column("block_hash"), transfer.block_hash},
                            {transfer_column("block_time"), transfer.block_time_s},
                            {transfer_column("standing"), payment::to_string(booking.standing)},
                            {transfer_column("depth"), payment::to_string(payment::Depth::seen)},
                            {transfer_column("orphaned"), false}}));
    return changed != 0;
}

std::vector<payment::Booking> TransferStore::of_transaction(evm::ChainId chain_id,
                                                            const evm::TxHash& hash)
{
    static const std::string sql =
        fmt::format("SELECT {} FROM transfers t WHERE t.chain_id = $1 AND t.tx_hash = $2 "
                    "ORDER BY t.log_index",
                    transfer_columns());
    return to_bookings(m_database.query(sql, {chain_id, hash}));
}

bool TransferStore::has(evm::ChainId chain_id, const evm::Transfer& transfer)
{
    return m_database
        .query_row("SELECT 1 FROM transfers WHERE chain_id = $1 AND tx_hash = $2 AND log_index = "
                   "$3 AND block_hash = $4 AND orphaned = 0 UNION ALL SELECT 1 FROM "
                   "archived_transfers WHERE chain_id = $1 AND tx_hash = $2 AND log_index = $3 AND "
                   "block_hash = $4 LIMIT 1",
                   {chain_id, transfer.tx_hash, transfer.log_index, transfer.block_hash})
        .has_value();
}

std::vector<payment::Booking> TransferStore::bookings(std::string_view payment_id)
{
    static const std::string sql =
        fmt::format("SELECT {} FROM transfers t WHERE t.payment_id = $1 "
                    "ORDER BY t.block_number, t.log_index, t.tx_hash LIMIT $2",
                    transfer_columns());
    std::vector<payment::Booking> bookings =
        to_bookings(m_database.query(sql, {payment_id, kBookingsMax + 1}));
    if (bookings.size() > kBookingsMax) {
        throw Error{
            ErrorKind::unavailable,
            fmt::format("payment '{}': has more than {} transfers; its status can't be computed",
                        payment_id, kBookingsMax)};
    }
    return bookings;
}

std::vector<std::string> TransferStore::orphan_above(evm::ChainId chain_id,
                                                     evm::BlockNumber ancestor)
{
    std::vector<std::string> ids;
    for (const Row& row :
         m_database.query("SELECT DISTINCT payment_id FROM transfers WHERE chain_id = $1 AND "
                          "block_number > $2 AND orphaned = 0 ORDER BY payment_id",
                          {chain_id, ancestor})) {
        ids.push_back(row.text(0));
        hold_payment(m_database, ids.back());
    }
    m_database.execute("UPDATE transfers SET orphaned = 1 WHERE chain_id = $1 AND block_number > "
                       "$2 AND orphaned = 0",
                       {chain_id, ancestor});
    return ids;
}

std::vector<NonfinalTransfer> TransferStore::young(evm::ChainId chain_id, evm::BlockNumber from,
                                                   std::size_t max)
{
    static const std::string sql = fmt::format(
        "SELECT {}, p.confirmations_required FROM transfers t JOIN payments p ON p.id = "
        "t.payment_id "
        "WHERE t.chain_id = $1 AND t.block_number >= $2 AND t.depth <> 'final' AND t.orphaned = 0 "
        "ORDER BY t.block_number LIMIT $3",
        transfer_columns());
    std::vector<NonfinalTransfer> young;
    for (const Row& row : m_database.query(sql, {chain_id, from, std::uint64_t{max}})) {
        young.push_back({to_booking(row), row.unsigned_integer(kTransfers.columns.size())});
    }
    return young;
}

TransferStore::BookedEvents TransferStore::events_like(evm::ChainId chain_id,
                                                       const evm::Transfer& transfer)
{
    BookedEvents booked;
    for (const Row& row : m_database.query(
             "SELECT depth FROM transfers WHERE chain_id = $1 AND block_number = $2 AND block_hash "
             "= $3 AND from_address = $4 AND to_address = $5 AND COALESCE(token, '') = $6 AND "
             "log_index >= 0 AND log_index < $7 AND orphaned = 0 LIMIT $8",
             {chain_id, transfer.block_number, transfer.block_hash, transfer.from, transfer.to,
              transfer.token ? transfer.token->to_hex() : std::string{}, evm::kInternalLogIndex,
              kBookingsMax})) {
        ++booked.all;
        booked.deeper += row.text(0) == payment::to_string(payment::Depth::seen) ? 0U : 1U;
    }
    return booked;
}

evm::Amount TransferStore::native_sum(evm::ChainId chain_id, const evm::Transfer& transfer)
{
    std::array<std::uint8_t, 32> ones{};
    ones.fill(0xff);
    const evm::Amount most = evm::Amount::from_be_bytes(ones);
    evm::Amount sum;
    for (const Row& row : m_database.query(
             "SELECT amount FROM transfers WHERE chain_id = $1 AND block_number = $2 AND "
             "block_hash = $3 AND to_address = $4 AND token IS NULL AND orphaned = 0 LIMIT $5",
             {chain_id, transfer.block_number, transfer.block_hash, transfer.to, kBookingsMax})) {
        const evm::Amount amount = row.amount(0);
        sum = amount > most - sum ? most : sum + amount;
    }
    return sum;
}

void TransferStore::set_depth(evm::ChainId chain_id, const evm::Transfer& transfer,
                              payment::Depth depth)
{
    // Only if the transfer is still in the block whose depth was computed: a scan may have handled
    // a reorg since.
    m_database.execute("UPDATE transfers SET depth = $1 WHERE chain_id = $2 AND tx_hash = $3 AND "
                       "log_index = $4 AND "
                       "block_hash = $5 AND orphaned = 0",
                       {payment::to_string(depth), chain_id, transfer.tx_hash, transfer.log_index,
                        transfer.block_hash});
}

} // namespace ctrip::store
