// SPDX-License-Identifier: MIT
// The L1 data fee, which rollups of the OP stack charge for a transaction's bytes, besides gas.
#pragma once

#include "evm/signed_tx.hpp"
#include "rpc/chain_client.hpp"

namespace ctrip::job {

class DataFeeOracle
{
public:
    /// Reads whether the chain has the oracle: the predeployed contract GasPriceOracle
    /// (0x420000000000000000000000000000000000000F).
    explicit DataFeeOracle(rpc::ChainClient& client);

    /// In wei: one and a half times the oracle's current fee, since the price moves until the
    /// transaction is mined; zero where the chain has no oracle. Error{unavailable} where it does
    /// not answer.
    [[nodiscard]] evm::Amount fee_of(const evm::AnyTx& tx);

private:
    rpc::ChainClient& m_client;
    bool m_exists = false;
};

} // namespace ctrip::job
