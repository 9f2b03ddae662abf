// SPDX-License-Identifier: MIT
// `sweep deploy`: puts the Sweeper contract on a chain.
#pragma once

#include "evm/sweeper.hpp"
#include "job/shared/chain_job.hpp"
#include "wallet/signer.hpp"

#include <chrono>
#include <optional>

namespace ctrip::job {

struct DeployOptions
{
    evm::Address treasury;
    evm::SweeperVersion version = evm::kSweeperVersions.front();
    std::chrono::milliseconds wait{0}; ///< How long the deployment's receipt is polled.
};

struct DeployReport
{
    evm::Address sweeper;
    bool was_there = false;             ///< Nothing had to be sent.
    std::optional<evm::TxHash> tx_hash; ///< Of the deployment.
    std::optional<evm::Amount> fee;     ///< Wei that it cost; none while no block has it.
    bool verified = false;              ///< Its code is there, byte for byte.
};

/// Deploys by the deterministic deployer; the sponsor pays. The transaction is stored before it is
/// sent, so that a run after a crash goes on with it.
/// Error{request} where the chain has no deterministic deployer, no EIP-7702, or other code at the
/// address.
[[nodiscard]] DeployReport deploy_sweeper(const ChainJob& job, const wallet::AccountXpub& account,
                                          const wallet::Signer& sponsor,
                                          const DeployOptions& options);

} // namespace ctrip::job
