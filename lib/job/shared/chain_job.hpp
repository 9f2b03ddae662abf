// SPDX-License-Identifier: MIT
// Inputs of every job that works on one chain.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "config/config.hpp"
#include "job/shared/own_address.hpp"
#include "rpc/chain_client.hpp"
#include "store/database.hpp"

#include <span>

namespace ctrip::job {

struct ChainJob
{
    const config::Config& config;
    const config::Chain& chain;
    store::Database& database;
    rpc::ChainClient& client;
    const base::Clock& clock;
    const base::Log& log;
    FindOwnAddresses own_addresses = {};
    /// Treasury, sponsor and Sweeper, as far as this host knows them.
    std::span<const evm::Address> own_senders = {};
};

} // namespace ctrip::job
