// SPDX-License-Identifier: MIT
// What one transaction may need and cost on a chain, as its nodes turned out to see it.
#pragma once

#include "base/clock.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"
#include "store/database.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ctrip::store {

/// The names are stored: add, never rename.
enum class ChainLimit : std::uint8_t
{
    tx_gas_max,     ///< Gas of one transaction.
    tx_fee_max,     ///< Wei that one transaction may cost.
    tx_size_max,    ///< Bytes of one signed transaction.
    fee_beside_gas, ///< Wei that a transaction costs beside its gas.
    gas_percent,    ///< Gas that a transaction needs, in percent of the node's estimate.
};

inline constexpr std::size_t kChainLimitCount = 5;

[[nodiscard]] std::string_view to_string(ChainLimit limit) noexcept;

class ChainLimitStore
{
public:
    ChainLimitStore(Database& database, evm::ChainId chain_id)
        : m_database(database), m_chain_id(chain_id)
    {
    }

    using Values = std::array<std::optional<evm::Amount>, kChainLimitCount>; ///< By ChainLimit.
    /// What was learnt at `since_s` or later.
    [[nodiscard]] Values learnt_since(base::UnixSeconds since_s);
    void put(ChainLimit limit, const evm::Amount& value, base::UnixSeconds now_s);

private:
    Database& m_database;
    evm::ChainId m_chain_id;
};

} // namespace ctrip::store
