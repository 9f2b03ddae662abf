// SPDX-License-Identifier: MIT
#include "store/reorganisation_store.hpp"

#include "payment/ledger.hpp"
#include "store/payment_rows.hpp"
#include "store/sql_list.hpp"

#include <fmt/format.h>

#include <limits>
#include <map>
#include <set>

namespace ctrip::store {

std::vector<BookedBlock> ReorganisationStore::booked_blocks(evm::ChainId chain_id,
                                                            const BlockSpan& span, std::size_t max)
{
    constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();
    std::vector<BookedBlock> blocks;
    for (const Row& row : m_database.query(
             "SELECT block_number, block_hash FROM transfers WHERE chain_id = $1 AND block_number "
             "> $2 AND block_number < $3 AND orphaned = 0 UNION SELECT block_number, block_hash "
             "FROM archived_transfers WHERE chain_id = $1 AND block_number > $2 AND block_number < "
             "$3 ORDER BY 1, 2 LIMIT $4",
             {chain_id, span.above, span.below ? Value{*span.below} : Value{no_limit},
              std::uint64_t{max}})) {
        blocks.push_back({.number = row.unsigned_integer(0), .hash = row.block_hash(1)});
    }
    return blocks;
}

std::optional<BookedBlock> ReorganisationStore::newest_booked_block(evm::ChainId chain_id,
                                                                    evm::BlockNumber last)
{
    const auto row = m_database.query_row(
        "SELECT block_number, block_hash FROM transfers WHERE chain_id = $1 AND block_number <= $2 "
        "AND orphaned = 0 ORDER BY block_number DESC LIMIT 1",
        {chain_id, last});
    return row ? std::optional{BookedBlock{.number = row->unsigned_integer(0),
                                           .hash = row->block_hash(1)}}
               : std::nullopt;
}

std::vector<payment::Booking>
ReorganisationStore::final_from(evm::ChainId chain_id, evm::BlockNumber first, std::size_t max)
{
    static const std::string sql =
        fmt::format("SELECT {} FROM transfers t WHERE t.chain_id = $1 AND t.block_number >= $2 AND "
                    "t.depth = 'final' AND t.orphaned = 0 ORDER BY t.block_number LIMIT $3",
                    transfer_columns());
    return to_bookings(m_database.query(sql, {chain_id, first, std::uint64_t{max}}));
}

bool ReorganisationStore::has_confirmed_from(evm::ChainId chain_id, evm::BlockNumber first)
{
    return m_database
        .query_row("SELECT 1 FROM transfers WHERE chain_id = $1 AND block_number >= $2 AND depth "
                   "<> 'seen' AND orphaned = 0 LIMIT 1",
                   {chain_id, first})
        .has_value();
}

void ReorganisationStore::forget_asked_above(evm::ChainId chain_id, evm::BlockNumber block,
                                             base::UnixSeconds time_s)
{
    // What lay there before its payment was made may have left the chain: it is looked at anew.
    m_database.execute("UPDATE payments SET asked_block = CASE WHEN base_line IS NULL THEN "
                       "CAST($1 AS BIGINT) ELSE 0 END, asked_time = $2, base_line = NULL WHERE "
                       "chain_id = $3 AND asked_block > $1",
                       {block, time_s, chain_id});
}

void ReorganisationStore::lower_created_above(evm::ChainId chain_id, evm::BlockNumber block,
                                              base::UnixSeconds mined_at_s)
{
    // The creation time is there for the index; clocks differ by hours at most.
    m_database.execute("UPDATE payments SET created_block = $1 WHERE chain_id = $2 AND "
                       "created_at >= $3 AND created_block > $1",
                       {block, chain_id, mined_at_s - payment::kClockSkew_s});
}

std::vector<payment::Booking>
ReorganisationStore::nonfinal_transfers_of(std::span<const std::string> payment_ids)
{
    static const std::string sql =
        fmt::format("SELECT {} FROM transfers t WHERE t.payment_id IN {} AND t.depth <> 'final' "
                    "AND t.orphaned = 0",
                    transfer_columns(), places(1, kFixedListPlaces));
    std::vector<payment::Booking> bookings;
    by_fixed_lists({}, payment_ids, [&](const std::vector<Value>& values) {
        for (const Row& row : m_database.query(sql, values)) {
            bookings.push_back(to_booking(row));
        }
    });
    return bookings;
}

std::vector<std::string> ReorganisationStore::orphan(evm::ChainId chain_id,
                                                     std::span<const evm::Transfer> transfers)
{
    static const std::string_view condition =
        " WHERE chain_id = $1 AND tx_hash = $2 AND log_index = $3 AND block_hash = $4 AND "
        "orphaned = 0";
    static const std::string find = fmt::format("SELECT payment_id FROM transfers{}", condition);
    static const std::string orphan = fmt::format("UPDATE transfers SET orphaned = 1{}", condition);
    const auto key = [&](const evm::Transfer& transfer) {
        return std::vector<Value>{chain_id, transfer.tx_hash, transfer.log_index,
                                  transfer.block_hash};
    };
    std::set<std::string> ids;
    for (const evm::Transfer& transfer : transfers) {
        for (const Row& row : m_database.query(find, key(transfer))) {
            ids.insert(row.text(0));
        }
    }
    for (const std::string& id : ids) {
        hold_payment(m_database, id);
    }
    for (const evm::Transfer& transfer : transfers) {
        m_database.execute(orphan, key(transfer));
    }
    return {ids.begin(), ids.end()};
}

std::vector<std::string>
ReorganisationStore::orphan_elsewhere(evm::ChainId chain_id,
                                      std::span<const evm::Transfer> transfers)
{
    static const std::string sql =
        fmt::format("SELECT tx_hash, log_index, block_hash, payment_id FROM transfers WHERE "
                    "chain_id = $1 AND tx_hash IN {} AND orphaned = 0",
                    places(2, kFixedListPlaces));
    std::map<evm::TxHash, evm::BlockHash> blocks;
    for (const evm::Transfer& transfer : transfers) {
        blocks.insert_or_assign(transfer.tx_hash, transfer.block_hash);
    }
    std::vector<evm::TxHash> hashes;
    hashes.reserve(blocks.size());
    for (const auto& [tx_hash, block_hash] : blocks) {
        hashes.push_back(tx_hash);
    }
    struct Stray
    {
        evm::TxHash tx_hash;
        std::int64_t log_index = 0;
        std::string payment_id;
    };
    std::vector<Stray> strays;
    by_fixed_lists({Value{chain_id}}, std::span<const evm::TxHash>{hashes},
                   [&](const std::vector<Value>& values) {
                       for (const Row& row : m_database.query(sql, values)) {
                           if (blocks.at(row.tx_hash(0)) != row.block_hash(2)) {
                               strays.push_back({row.tx_hash(0), row.integer(1), row.text(3)});
                           }
                       }
                   });
    std::set<std::string> ids;
    for (const Stray& stray : strays) {
        m_database.execute("UPDATE transfers SET orphaned = 1 WHERE chain_id = $1 AND tx_hash = $2 "
                           "AND log_index = $3",
                           {chain_id, stray.tx_hash, stray.log_index});
        ids.insert(stray.payment_id);
    }
    return {ids.begin(), ids.end()};
}

} // namespace ctrip::store
