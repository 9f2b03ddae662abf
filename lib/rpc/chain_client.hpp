// SPDX-License-Identifier: MIT
// All that a chain's nodes offer, without JSON, URLs and failover.
#pragma once

#include "rpc/block_source.hpp"
#include "rpc/proof_reader.hpp"
#include "rpc/quorum_reader.hpp"
#include "rpc/state_source.hpp"
#include "rpc/tx_pool.hpp"

namespace ctrip::rpc {

/// For code that needs several of the five interfaces; other code takes only the one that it needs.
/// They are virtual bases, so that a client can be composed of one implementation of each.
class ChainClient : public virtual BlockSource,
                    public virtual StateSource,
                    public virtual TxPool,
                    public virtual QuorumReader,
                    public virtual ProofReader
{};

} // namespace ctrip::rpc
