// SPDX-License-Identifier: MIT
#include "store/own_source_store.hpp"

#include "store/sql_list.hpp"

#include <string>
#include <vector>

namespace ctrip::store {

namespace {

/// The first column of all rows that `sql` finds for the chain and these items; its list begins at
/// the second value.
template <typename Item, typename Read>
std::set<Item> found_among(Database& database, evm::ChainId chain_id, const std::string& sql,
                           std::span<const Item> items, const Read& read)
{
    std::set<Item> found;
    by_fixed_lists({chain_id}, items, [&](const std::vector<Value>& values) {
        for (const Row& row : database.query(sql, values)) {
            found.insert(read(row));
        }
    });
    return found;
}

evm::Address address_in(const Row& row)
{
    return row.address(0);
}

} // namespace

std::set<evm::Address> OwnSourceStore::deposits(std::span<const evm::Address> addresses)
{
    static const std::string sql =
        "SELECT address FROM payments WHERE chain_id = $1 AND address IN " +
        places(2, kFixedListPlaces);
    return found_among(m_database, m_chain_id, sql, addresses, address_in);
}

std::set<evm::Address> OwnSourceStore::senders(std::span<const evm::Address> addresses)
{
    // The condition on state is that of the index on sender and nonce.
    static const std::string sql =
        "SELECT DISTINCT sender FROM sweep_txs WHERE chain_id = $1 AND state IN ('signed', "
        "'broadcast', 'mined', 'final') AND sender IN " +
        places(2, kFixedListPlaces);
    return found_among(m_database, m_chain_id, sql, addresses, address_in);
}

std::set<evm::TxHash> OwnSourceStore::txs(std::span<const evm::TxHash> hashes)
{
    static const std::string sql =
        "SELECT tx_hash FROM sweep_txs WHERE chain_id = $1 AND tx_hash IN " +
        places(2, kFixedListPlaces);
    return found_among(m_database, m_chain_id, sql, hashes,
                       [](const Row& row) { return row.tx_hash(0); });
}

} // namespace ctrip::store
