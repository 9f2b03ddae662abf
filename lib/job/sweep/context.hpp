// SPDX-License-Identifier: MIT
// State that the parts of one chain's sweep share.
#pragma once

#include "job/shared/chain_job.hpp"
#include "job/shared/quorum.hpp"
#include "job/shared/status_log.hpp"
#include "job/sweep/gas_price.hpp"
#include "job/sweep/intent.hpp"
#include "job/sweep/limits/chain_limits.hpp"
#include "job/sweep/limits/fee_beside_gas.hpp"
#include "job/sweep/types.hpp"
#include "meter/meter.hpp"
#include "store/status_writer.hpp"
#include "store/sweep_plan_store.hpp"
#include "store/sweep_queue.hpp"
#include "store/sweep_store.hpp"
#include "store/transfer_store.hpp"

#include <optional>
#include <string_view>

namespace ctrip::job {

struct SweepContext
{
    SweepContext(const ChainJob& chain_job, const SweepKeys& sweep_keys)
        : job(chain_job), keys(sweep_keys), transfers(job.database),
          statuses(job.database, job.clock, log_changes(job.log, job.chain.name)),
          queue(job.database), sweeps(job.database, job.clock), plans(job.database),
          quorum(job.client, job.chain, job.log),
          limits(job.database, job.chain.chain_id, job.clock), beside_gas(job.client, limits)
    {
    }

    [[nodiscard]] SigningRules rules() const
    {
        return {.chain = job.chain,
                .treasury = keys.treasury,
                .max_fee_wei = max_fee_wei(job.config.sweeping, job.chain.chain_id)};
    }

    /// Counts a transaction that was signed, became final, or was replaced; after the commit.
    void count_tx(store::SweepTxKind kind, std::string_view event) const
    {
        if (meter::Meter* const meter = job.database.meter()) {
            meter
                ->counter(meter::Family::sweep_txs, {job.chain.name, store::to_string(kind), event})
                .add();
        }
    }

    SweepContext(const SweepContext&) = delete; // beside_gas refers to limits.
    SweepContext& operator=(const SweepContext&) = delete;

    const ChainJob& job;
    const SweepKeys& keys;
    store::TransferStore transfers;
    store::StatusWriter statuses;
    store::SweepQueue queue;
    store::SweepStore sweeps;
    store::SweepPlanStore plans;
    QuorumCheck quorum;
    rpc::BlockHeader head;                 ///< As of the last poll.
    std::optional<evm::BlockNumber> final; ///< The newest final block.
    ChainLimits limits;
    FeeBesideGas beside_gas;
    /// Only gas money is moved, if its fee is no larger share of it than this.
    std::optional<config::Fraction> reclaim_max_cost;
    std::optional<evm::Amount> sponsor_balance; ///< As last read, in wei; none: it was not.
    bool plan_again = false;                    ///< A planned transaction could not be sent.
    SweepReport report;
};

} // namespace ctrip::job
