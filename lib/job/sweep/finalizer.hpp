// SPDX-License-Identifier: MIT
// Stores the outcome of a sweep's transaction once its block is final: by its events and by
// balances, never by its status.
#pragma once

#include "job/sweep/context.hpp"
#include "job/sweep/slot.hpp"

#include <set>
#include <span>
#include <string>
#include <vector>

namespace ctrip::job {

class SweepFinalizer
{
public:
    explicit SweepFinalizer(SweepContext& context) : m_context(context) {}

    struct Finalizing
    {
        const store::SweepTx* tx = nullptr;
        const rpc::Receipt* receipt = nullptr;
    };
    /// Finds the sweeps of these with a Transfer event of the token, but a balance that did not
    /// fall. To be called before finalize(), for all that are finalized next.
    void look_at_balances(std::span<const Finalizing> all);

    /// `tx` is one of the slot's, stored as mined with its fee. Each of its sweeps and its payment
    /// are written in a database transaction of their own, the slot's transactions last: a run
    /// after a crash finds the sweeps that are left.
    void finalize(SweepSlot slot, store::SweepTx& tx, const rpc::Receipt& receipt);

private:
    [[nodiscard]] evm::Amount whole_fee(const store::SweepTx& tx, const rpc::Receipt& receipt);
    void count_final(const store::SweepTx& tx);
    void finalize(store::Sweep& sweep, const rpc::Receipt& receipt, bool is_unmoved);
    /// Whether the address received some of the token in this block.
    [[nodiscard]] bool has_received(const store::Sweep& sweep, evm::BlockNumber block);
    void log_final(const store::Sweep& sweep) const;
    void count_cost(const store::Sweep& sweep) const;
    void add_native_sweeps(std::vector<store::Sweep>& sweeps, const rpc::Receipt& receipt);

    SweepContext& m_context;
    std::set<std::string> m_unmoved; ///< Ids of sweeps, by look_at_balances().
};

} // namespace ctrip::job
