// SPDX-License-Identifier: MIT
// Follows the stored transactions of sweeps until they are final, also those signed on another
// host.
#pragma once

#include "job/sweep/context.hpp"
#include "job/sweep/finalizer.hpp"
#include "job/sweep/replacer.hpp"
#include "job/sweep/sender.hpp"
#include "job/sweep/slot.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace ctrip::job {

/// Polls receipts, resends transactions that no block has, also those that a reorg took out of one.
/// Final transactions, with a quorum those whose receipts it shows, go to the SweepFinalizer, stuck
/// ones to the SweepReplacer.
class SweepTracker
{
public:
    SweepTracker(SweepContext& context, SweepSender& sender)
        : m_context(context), m_sender(sender), m_finalizer(context), m_replacer(context, sender)
    {
    }

    /// Reads the newest head, and what is final by the quorum where that is another head.
    void look_at_head();
    /// Looks at all open transactions once, and sends those again that no block has. Returns the
    /// number of nonces without a mined transaction.
    std::size_t poll();
    /// Whether a transaction was found in another block, or in a block at all, since the last call.
    [[nodiscard]] bool take_mined();

private:
    /// Whether the slot has no mined transaction yet and was not dropped.
    bool step(SweepSlot slot, std::span<const std::optional<rpc::Receipt>> receipts);
    void prepare_final(std::span<store::SweepTx> open,
                       std::span<const std::optional<rpc::Receipt>> receipts);
    void set_mined(SweepSlot slot, store::SweepTx& tx, const rpc::Receipt& receipt);
    void update_native_amount(const store::SweepTx& tx);
    void update_funded_plans(const store::SweepTx& tx, store::SweepPlanState state);
    bool read_blocks(std::span<const store::SweepTx> open,
                     std::vector<std::optional<rpc::Receipt>>& receipts);
    [[nodiscard]] bool is_settled(std::span<const store::SweepTx> open, std::size_t place) const;
    void find_settled(std::span<const store::SweepTx> open);
    [[nodiscard]] std::map<evm::Address, std::uint64_t>
    used_nonces(std::span<const store::SweepTx> open);
    [[nodiscard]] std::vector<std::optional<rpc::Receipt>>
    receipts_of(std::span<const store::SweepTx> open);
    void send_again(std::span<store::SweepTx> open,
                    std::span<const std::optional<rpc::Receipt>> receipts);
    void unmine_lost(store::SweepTx& tx);
    void after_resend(SweepSlot slot, store::SweepTx& tx);

    SweepContext& m_context;
    SweepSender& m_sender;
    SweepFinalizer m_finalizer;
    SweepReplacer m_replacer;
    std::map<evm::TxHash, rpc::SendOutcome> m_outcomes; ///< Of what this poll sent again.
    /// Senders and nonces of this poll that need nothing.
    std::set<std::pair<evm::Address, std::uint64_t>> m_settled;
    std::optional<evm::BlockNumber> m_seen; ///< The head of the last poll; none: this is the first.
    /// Transactions whose receipts the quorum does not show: they are not final in this poll.
    std::set<evm::TxHash> m_disputed;
    bool m_mined = false;
    bool m_has_head = false;
};

} // namespace ctrip::job
