// SPDX-License-Identifier: MIT
#include "store/own_source_store.hpp"

#include "store/sql_list.hpp"

#include <string>
#include <vector>

namespace ctrip::store {

std::set<evm::Address> OwnSourceStore::deposits(std::span<const evm::Address> addresses)
{
    static const std::string sql =
        "SELECT address FROM payments WHERE chain_id = $1 AND address IN " +
        places(2, kFixedListPlaces);
    std::set<evm::Address> found;
    by_fixed_lists({m_chain_id}, addresses, [&](const std::vector<Value>& values) {
        for (const Row& row : m_database.query(sql, values)) {
            found.insert(row.address(0));
        }
    });
    return found;
}

std::set<evm::Address> OwnSourceStore::senders(std::span<const evm::Address> addresses)
{
    // The condition on state is that of the index on sender and nonce.
    static const std::string sql =
        "SELECT DISTINCT sender FROM sweep_txs WHERE chain_id = $1 AND state IN ('signed', "
        "'broadcast', 'mined', 'final') AND sender IN " +
        places(2, kFixedListPlaces);
    std::set<evm::Address> found;
    by_fixed_lists({m_chain_id}, addresses, [&](const std::vector<Value>& values) {
        for (const Row& row : m_database.query(sql, values)) {
            found.insert(row.address(0));
        }
    });
    return found;
}

std::set<evm::TxHash> OwnSourceStore::txs(std::span<const evm::TxHash> hashes)
{
    static const std::string sql =
        "SELECT tx_hash FROM sweep_txs WHERE chain_id = $1 AND tx_hash IN " +
        places(2, kFixedListPlaces);
    std::set<evm::TxHash> found;
    by_fixed_lists({m_chain_id}, hashes, [&](const std::vector<Value>& values) {
        for (const Row& row : m_database.query(sql, values)) {
            found.insert(row.tx_hash(0));
        }
    });
    return found;
}

} // namespace ctrip::store
