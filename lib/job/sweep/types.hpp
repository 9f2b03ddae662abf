// SPDX-License-Identifier: MIT
// Options, keys and report of `ctrip sweep`.
#pragma once

#include "base/clock.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "job/sweep/decision.hpp"
#include "job/sweep/gas_price.hpp"
#include "job/sweep/offline/offline_file.hpp"
#include "wallet/deposit_addresses.hpp"
#include "wallet/signer.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ctrip::job {

struct SweepOptions
{
    bool dry_run = false; ///< Plan only: nothing is signed, stored or sent.
    /// Moves what is left of gas money, and no deposit; the largest share of it that its fee may
    /// be.
    std::optional<config::Fraction> reclaim_max_cost;
    bool simulate = false; ///< Simulates each transaction on the node first.
    /// Deposits' transactions are not signed but left in the report, to be signed elsewhere; gas
    /// money for them is sent.
    bool export_unsigned = false;
    /// Signed elsewhere: of these, those of the chain are stored and sent.
    const std::vector<OfflineSweep>* signed_sweeps = nullptr;
    std::chrono::milliseconds wait{20'000}; ///< How long to wait for receipts within this run.
};

/// The keys that a sweep signs with.
struct SweepKeys
{
    const wallet::AccountXpub& account; ///< Of the deposits.
    /// Null: they are on another host. Then deposits are swept by authorizations that were signed
    /// there, or not at all.
    const wallet::AccountKey* deposits = nullptr;
    const wallet::Signer* sponsor =
        nullptr; ///< Null: none is configured, so nothing can be topped up or batched.
    evm::Address treasury;
};

/// One deposit in the plan.
struct SweepPlanEntry
{
    std::string payment_id;
    evm::Address address;
    std::optional<evm::Address> token;
    std::string symbol; ///< Of the money to be swept.
    unsigned decimals = 0;
    evm::Amount value;    ///< Base units on the address.
    evm::Amount fee;      ///< The highest fee of moving it, in wei, top-up included.
    std::string strategy; ///< "batched" or "direct"; empty where none is possible.
    SweepDecision decision = SweepDecision::wait;
    std::string reason; ///< Why it waits, or how much gas money it gets; empty for "sweep".
    /// It waits for a reason that may last, so it is checked at growing intervals.
    bool backs_off = false;
    bool is_gone = false; ///< At the final block nothing of it was there.
    /// The last block in which foreign sweeps of it were searched; none: they were not.
    std::optional<evm::BlockNumber> searched_to;
};

/// Deposits of one currency that can't be swept now, for one kind of reason.
struct WaitingGroup
{
    std::string currency; ///< A symbol of the configuration, or "other".
    std::string reason;   ///< See job/sweep/sweep_levels.
    std::uint64_t deposits = 0;
    std::int64_t micros = 0; ///< In millionths of a whole unit.
};

struct SweepReport
{
    std::vector<SweepPlanEntry> plan;
    std::optional<GasOutlook> gas;      ///< Of a dry run.
    std::vector<OfflineSweep> exported; ///< To be signed elsewhere.
    std::uint64_t sent = 0;             ///< Transactions signed and sent by this run.
    std::uint64_t replaced = 0; ///< Transactions that this run replaced by ones that pay more.
    std::uint64_t settled = 0;  ///< Payments whose sweep became final.
    std::uint64_t open = 0;     ///< Transactions still under way.
    /// Of a run that reclaims: deposits with so little gas money left that moving it costs more.
    std::optional<std::uint64_t> not_worth_it;
    std::uint64_t refused = 0;         ///< Signed elsewhere and refused; the log has the reason.
    std::vector<WaitingGroup> waiting; ///< All of the chain, not only those this run looked at.
    /// Since when the oldest transaction that is not mined is under way; none: all are mined.
    std::optional<base::UnixSeconds> unmined_since_s;
    std::uint64_t failed = 0; ///< Sweeps that turned out to have moved nothing.
    /// Stored transactions that ctrip did not sign, or would not sign now; the log names them.
    std::uint64_t distrusted = 0;
    /// Ids of payments whose address is not the wallet's at their index; the log names them.
    std::set<std::string> not_ours;
};

} // namespace ctrip::job
