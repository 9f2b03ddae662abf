// SPDX-License-Identifier: MIT
// Inputs of every job that works on one chain.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "config/config.hpp"
#include "job/shared/own_address.hpp"
#include "rpc/chain_client.hpp"
#include "store/database.hpp"

#include <functional>
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
    /// Treasury, sponsor and Sweeper, as far as this host knows them; may be empty. Called only
    /// where a transfer came: it may read the sponsor's key.
    std::function<std::span<const evm::Address>()> own_senders = {};
};

} // namespace ctrip::job
