// SPDX-License-Identifier: MIT
// What a chain charges for a transaction beside its gas: on rollups of the OP stack for its bytes
// (getL1Fee) and for the operator (getOperatorFee, since Isthmus), elsewhere by what nodes asked
// for (job/sweep/limits/chain_limits).
#pragma once

#include "evm/signed_tx.hpp"
#include "job/sweep/limits/chain_limits.hpp"
#include "rpc/chain_client.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>

namespace ctrip::job {

/// The contract is the predeployed GasPriceOracle (0x420000000000000000000000000000000000000F).
/// Whether the chain has it is read when it is first needed. Error{unavailable} where it does not
/// tell the fee of a transaction's bytes.
class FeeBesideGas
{
public:
    FeeBesideGas(rpc::ChainClient& client, const ChainLimits& limits)
        : m_client(client), m_limits(limits)
    {
    }

    /// The most wei that it may be: one and a half times the current fee for the bytes, since its
    /// price moves until the transaction is mined, and the operator's for its gas limit, or a
    /// quarter more than what a node asked for. Zero where the chain charges none.
    [[nodiscard]] evm::Amount most(const evm::AnyTx& tx);
    /// The operator's fee in wei for gas that was used; zero where there is none.
    [[nodiscard]] evm::Amount of_operator(std::uint64_t gas);
    /// Whether the chain is known to charge one.
    [[nodiscard]] bool is_charged();

private:
    [[nodiscard]] bool has_oracle();
    [[nodiscard]] evm::Amount for_bytes(const evm::AnyTx& tx);

    rpc::ChainClient& m_client;
    const ChainLimits& m_limits;
    std::optional<bool> m_has_oracle;
    std::map<std::size_t, evm::Amount> m_for_bytes;     ///< By 32 bytes of size.
    std::map<std::uint64_t, evm::Amount> m_of_operator; ///< By gas.
};

} // namespace ctrip::job
