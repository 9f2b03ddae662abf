// SPDX-License-Identifier: MIT
#include "store/chain_limit_store.hpp"

#include <algorithm>

namespace ctrip::store {

namespace {

constexpr std::array<std::string_view, kChainLimitCount> kLimitNames{
    "tx_gas_max", "tx_fee_max", "tx_size_max", "fee_beside_gas", "gas_percent"};

} // namespace

std::string_view to_string(ChainLimit limit) noexcept
{
    return kLimitNames[static_cast<std::size_t>(limit)];
}

ChainLimitStore::Values ChainLimitStore::learnt_since(base::UnixSeconds since_s)
{
    Values values;
    for (const Row& row : m_database.query("SELECT name, value FROM chain_limits WHERE chain_id = "
                                           "$1 AND learnt_at >= $2",
                                           {m_chain_id, since_s})) {
        const auto* const found = std::find(kLimitNames.begin(), kLimitNames.end(), row.text(0));
        if (found != kLimitNames.end()) {
            values[static_cast<std::size_t>(found - kLimitNames.begin())] = row.amount(1);
        }
    }
    return values;
}

void ChainLimitStore::put(ChainLimit limit, const evm::Amount& value, base::UnixSeconds now_s)
{
    m_database.execute("INSERT INTO chain_limits (chain_id, name, value, learnt_at) VALUES ($1, "
                       "$2, $3, $4) ON CONFLICT (chain_id, name) DO UPDATE SET value = "
                       "excluded.value, learnt_at = excluded.learnt_at",
                       {m_chain_id, to_string(limit), value, now_s});
}

} // namespace ctrip::store
