// SPDX-License-Identifier: MIT
// The fee for a transaction's bytes on another chain, which rollups of the OP stack take beside
// that for gas.
#pragma once

#include "evm/signed_tx.hpp"
#include "rpc/chain_client.hpp"

namespace ctrip::job {

class DataFeeOracle
{
public:
    /// Asks whether the chain has one: the predeployed contract GasPriceOracle
    /// (0x420000000000000000000000000000000000000F).
    explicit DataFeeOracle(rpc::ChainClient& client);

    /// Wei: what it says now, and half as much again since the price moves until the transaction is
    /// mined; zero where the chain has none. Error{unavailable} where it does not answer.
    [[nodiscard]] evm::Amount fee_of(const evm::AnyTx& tx);

private:
    rpc::ChainClient& m_client;
    bool m_exists = false;
};

} // namespace ctrip::job
