// SPDX-License-Identifier: MIT
// Which senders and transactions of transfers are ctrip's own by its database.
#pragma once

#include "evm/address.hpp"
#include "evm/hash.hpp"
#include "store/database.hpp"

#include <set>
#include <span>

namespace ctrip::store {

class OwnSourceStore
{
public:
    OwnSourceStore(Database& database, evm::ChainId chain_id)
        : m_database(database), m_chain_id(chain_id)
    {
    }

    /// Those that are addresses of payments.
    [[nodiscard]] std::set<evm::Address> deposits(std::span<const evm::Address> addresses);
    /// Those that sent a stored transaction which was not replaced or dropped.
    [[nodiscard]] std::set<evm::Address> senders(std::span<const evm::Address> addresses);
    /// Those that are stored transactions.
    [[nodiscard]] std::set<evm::TxHash> txs(std::span<const evm::TxHash> hashes);

private:
    Database& m_database;
    evm::ChainId m_chain_id;
};

} // namespace ctrip::store
