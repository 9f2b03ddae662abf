// SPDX-License-Identifier: MIT
#include "store/ledger_store.hpp"

#include "store/payment_rows.hpp"
#include "store/sql_list.hpp"

#include <fmt/format.h>

namespace ctrip::store {

std::vector<LedgerStore::Inflow> LedgerStore::inflows(std::span<const std::string> payment_ids,
                                                      evm::BlockNumber block)
{
    return sums_of(payment_ids, "t.orphaned = 0 AND t.block_number <= $1", {block});
}

std::vector<LedgerStore::Inflow>
LedgerStore::final_inflows(std::span<const std::string> payment_ids)
{
    return sums_of(payment_ids, "t.orphaned = 0 AND t.depth = 'final'", {});
}

std::vector<LedgerStore::Inflow> LedgerStore::sums_of(std::span<const std::string> payment_ids,
                                                      std::string_view condition,
                                                      std::vector<Value> values)
{
    if (payment_ids.empty()) {
        return {};
    }
    const std::string these = append_list(values, payment_ids);
    std::vector<Inflow> sums;
    for (const Row& row : m_database.query(
             fmt::format("SELECT t.payment_id, t.token, {} FROM transfers t "
                         "WHERE t.payment_id IN {} AND {} "
                         "AND NOT (t.token IS NULL AND EXISTS (SELECT 1 FROM sweep_txs s WHERE "
                         "s.chain_id = t.chain_id AND s.tx_hash = t.tx_hash AND s.kind = "
                         "'topup')) GROUP BY t.payment_id, t.token",
                         m_database.exact_sum("t.amount"), these, condition),
             values)) {
        sums.push_back(
            {.payment_id = row.text(0), .token = row.optional_address(1), .amount = row.amount(2)});
    }
    return sums;
}

std::vector<payment::Booking> LedgerStore::bookings(evm::ChainId chain_id,
                                                    const evm::TxHash& tx_hash)
{
    return to_bookings(m_database.query(
        fmt::format("SELECT {} FROM transfers t WHERE t.chain_id = $1 AND t.tx_hash = $2 "
                    "ORDER BY t.log_index",
                    transfer_columns()),
        {chain_id, tx_hash}));
}

} // namespace ctrip::store
