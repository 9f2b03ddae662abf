// SPDX-License-Identifier: MIT
// Chains that log each move of native money (EIP-7708): there it is read by eth_getLogs, which
// spares the full blocks.
#pragma once

#include "evm/native_log.hpp"
#include "job/shared/chain_job.hpp"
#include "rpc/block_source.hpp"
#include "store/chain_store.hpp"

namespace ctrip::job {

class NativeLogs
{
public:
    explicit NativeLogs(const ChainJob& job) : m_job(job), m_chains(job.database, job.clock) {}

    /// Whether native money is read by its logs: by the configuration, or because the chain has
    /// shown one for each of the last few transfers that full blocks had. Never on a chain whose
    /// native currency is a token's contract, whose events are read anyway.
    [[nodiscard]] bool are_read();
    /// Turns `options` from full blocks to logs where are_read().
    void add_to(rpc::ReadOptions& options);

    /// Remembers what a range of full blocks up to `last` has shown. Within a DbTransaction.
    void learn(const rpc::NativeLogsSeen& seen, evm::BlockNumber last);
    /// Money came in `block` that no log told of: from now on full blocks are read. Within a
    /// DbTransaction.
    void refute(evm::BlockNumber block);

private:
    const ChainJob& m_job;
    store::ChainStore m_chains;
};

} // namespace ctrip::job
