// SPDX-License-Identifier: MIT
// Takes back transfers that the nodes of the quorum prove not to be on the chain, although the scan
// did not see a reorg: a node had shown a block, a time or an event that does not exist.
#pragma once

#include "job/shared/chain_job.hpp"
#include "job/shared/quorum.hpp"
#include "store/status_writer.hpp"

#include <vector>

namespace ctrip::job {

struct RefutedTransfer
{
    evm::Transfer transfer;
    rpc::Agreement why;
};

/// Orphans the transfers, reassesses their payments, and moves the cursor back below them, so that
/// the scan reads these blocks again; in one database transaction. Does nothing where the quorum
/// does not show the cursor's block and a checkpoint below: then the scan follows a reorg.
void take_back(const ChainJob& job, QuorumCheck& quorum, store::StatusWriter& statuses,
               const std::vector<RefutedTransfer>& refuted, evm::BlockNumber head);

} // namespace ctrip::job
