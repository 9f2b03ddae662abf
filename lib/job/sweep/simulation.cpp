// SPDX-License-Identifier: MIT
#include "job/sweep/simulation.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::job {

namespace {

using store::SweepTxKind;

/// Why the deposit's money would not arrive, by the events of the simulated call; empty where it
/// would. Native currency and gas money arrive if the call succeeds.
std::string reason_against(const SweepPlanEntry& entry, const TxDraft& draft,
                           const evm::Address& treasury, const rpc::SimulatedCall& call)
{
    if (!call.succeeded) {
        return fmt::format("simulated, it fails: {}", call.error);
    }
    if (draft.kind == SweepTxKind::native || draft.kind == SweepTxKind::topup) {
        return {};
    }
    const bool moves = std::any_of(call.token_transfers.begin(), call.token_transfers.end(),
                                   [&](const evm::Transfer& transfer) {
                                       return transfer.token == entry.token &&
                                              transfer.from == entry.address &&
                                              transfer.to == treasury && !transfer.amount.is_zero();
                                   });
    return moves ? std::string{} : "simulated, it moves nothing";
}

std::vector<rpc::SimulatedCall> run(rpc::ChainClient& client,
                                    const std::vector<rpc::CallRequest>& calls, bool& has_events)
{
    std::optional<std::vector<rpc::SimulatedCall>> simulated = client.simulate(calls);
    has_events = simulated.has_value();
    if (simulated) {
        return std::move(*simulated);
    }
    std::vector<rpc::SimulatedCall> results;
    for (const rpc::CallOutcome& outcome : client.try_calls(calls)) {
        rpc::SimulatedCall& result = results.emplace_back();
        result.succeeded = outcome.succeeded;
        result.error = outcome.error;
    }
    return results;
}

} // namespace

void simulate(SweepContext& context, SweepPlanPage& page)
{
    if (page.txs.empty()) {
        return;
    }
    std::vector<rpc::CallRequest> calls;
    for (const PlannedTx& planned : page.txs) {
        calls.push_back(planned.draft.as_call());
    }
    bool has_events = false;
    const std::vector<rpc::SimulatedCall> results = run(context.job.client, calls, has_events);
    std::vector<PlannedTx> kept;
    for (std::size_t i = 0; i < page.txs.size(); ++i) {
        bool good = true;
        for (const std::size_t place : page.txs[i].places) {
            SweepPlanEntry& entry = page.entries[place];
            const std::string reason =
                has_events || !results[i].succeeded
                    ? reason_against(entry, page.txs[i].draft, context.keys.treasury, results[i])
                    : std::string{};
            if (!reason.empty()) {
                good = false;
                entry.decision = SweepDecision::wait;
                entry.reason = reason;
            }
        }
        if (good) {
            kept.push_back(std::move(page.txs[i]));
            continue;
        }
        for (const std::size_t place : page.txs[i].places) {
            SweepPlanEntry& entry = page.entries[place];
            if (entry.decision == SweepDecision::sweep) {
                entry.decision = SweepDecision::wait;
                entry.reason = "its batch waits for one of its deposits";
            }
        }
    }
    page.txs = std::move(kept);
}

} // namespace ctrip::job
