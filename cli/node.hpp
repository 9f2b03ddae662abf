// SPDX-License-Identifier: MIT
// Creates the client of a chain's nodes from its configuration.
#pragma once

#include "base/log.hpp"
#include "config/config.hpp"
#include "meter/meter.hpp"
#include "rpc/chain_client.hpp"
#include "rpc/node_memory.hpp"

#include <memory>

namespace ctrip::cli {

/// Sends no request. The client keeps node failures and limits in `memory` and counts in `meter`;
/// both must outlive it.
[[nodiscard]] std::unique_ptr<rpc::ChainClient>
connect(const config::Config& config, const config::Chain& chain, const base::Log& log,
        rpc::NodeMemory& memory, meter::Meter& meter);

} // namespace ctrip::cli
