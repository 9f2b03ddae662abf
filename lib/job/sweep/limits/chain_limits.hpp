// SPDX-License-Identifier: MIT
// What one transaction may need and cost on a chain: learnt from what nodes refused, and remembered
// for a week, so that the next run does not sign the same again.
#pragma once

#include "base/clock.hpp"
#include "evm/signed_tx.hpp"
#include "rpc/tx_pool.hpp"
#include "store/chain_limit_store.hpp"
#include "store/sweep_store.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ctrip::job {

class ChainLimits
{
public:
    ChainLimits(store::Database& database, evm::ChainId chain_id, const base::Clock& clock);

    /// `block_gas`: the gas limit of the newest block.
    [[nodiscard]] std::uint64_t gas_max(std::uint64_t block_gas) const;
    [[nodiscard]] const std::optional<evm::Amount>& fee_max() const
    {
        return at(store::ChainLimit::tx_fee_max);
    }
    /// Of a signed transaction, in bytes.
    [[nodiscard]] std::size_t size_max() const;
    /// Wei that a transaction costs beside its gas, by what nodes asked for; zero where none did.
    [[nodiscard]] evm::Amount fee_beside_gas() const;
    /// What a transaction needs of which a node estimates `gas`.
    [[nodiscard]] std::uint64_t needed_gas(std::uint64_t gas) const;

    struct Refused
    {
        const evm::AnyTx& tx;
        std::size_t size = 0;        ///< Signed, in bytes.
        bool sender_is_poor = false; ///< It has less than gas and value, or may have had.
    };
    /// Returns whether anything new was learnt, so that the next plan is another one.
    bool learn(const Refused& refused, const rpc::SendResult& answer);

private:
    [[nodiscard]] const std::optional<evm::Amount>& at(store::ChainLimit limit) const
    {
        return m_values[static_cast<std::size_t>(limit)];
    }
    bool set(store::ChainLimit limit, const evm::Amount& value);
    bool learn_beside_gas(const Refused& refused, const rpc::SendResult& answer);

    store::ChainLimitStore m_store;
    const base::Clock& m_clock;
    store::ChainLimitStore::Values m_values;
};

/// Wei that a transaction may cost: gas at its maximum fee, and its value.
[[nodiscard]] evm::Amount cost_of(const evm::AnyTx& tx);

} // namespace ctrip::job
