// SPDX-License-Identifier: MIT
// A page of deposits, what is decided on each, and the transactions that follow.
#pragma once

#include "job/sweep/decision.hpp"
#include "job/sweep/sender.hpp"
#include "job/sweep/types.hpp"
#include "payment/deposit.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::job {

/// A transaction of a plan, and whose money it moves.
struct PlannedTx
{
    TxDraft draft;
    std::vector<std::size_t> places; ///< Indexes of the payments in the plan.
};

/// One decision for each payment, in order.
struct SweepPlanPage
{
    std::vector<payment::Deposit> payments;
    std::vector<SweepPlanEntry> entries;
    std::vector<PlannedTx> txs;
    /// Indexes of payments whose money is in the ledger and not on the address.
    std::vector<std::size_t> missing;
};

void decide(SweepPlanEntry& entry, SweepVerdict verdict);
void decide(SweepPlanEntry& entry, SweepDecision decision, std::string reason = {});
/// Decides to wait, for a reason that is specific to this deposit and may last.
void back_off(SweepPlanEntry& entry, std::string reason);
/// Decides to wait for a signature: the key of its address is on another host.
void wait_for_key(SweepPlanEntry& entry, std::string_view chain);

} // namespace ctrip::job
