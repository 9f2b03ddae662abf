// SPDX-License-Identifier: MIT
#include "job/sweep/slot.hpp"

#include "base/check.hpp"

#include <algorithm>

namespace ctrip::job {

using store::SweepTx;
using store::SweepTxState;

namespace {

constexpr base::UnixSeconds kDropAfter_s = 600;

} // namespace

std::size_t slot_size(std::span<const SweepTx> open)
{
    const auto end = std::find_if(open.begin() + 1, open.end(), [&](const SweepTx& tx) {
        return tx.sender != open.front().sender || tx.nonce != open.front().nonce;
    });
    return static_cast<std::size_t>(end - open.begin());
}

bool is_current(const SweepTx& tx) noexcept
{
    return tx.state == SweepTxState::signed_ || tx.state == SweepTxState::broadcast ||
           tx.state == SweepTxState::mined;
}

SlotStep next_step(std::span<const SweepTx> slot,
                   std::span<const std::optional<rpc::Receipt>> receipts,
                   const std::optional<evm::BlockNumber>& final)
{
    CTRIP_CHECK(slot.size() == receipts.size());
    for (std::size_t i = 0; i < slot.size(); ++i) {
        if (receipts[i]) {
            const bool is_final = final && receipts[i]->block_number <= *final;
            return {.action = is_final ? SlotAction::finalize : SlotAction::mark_mined, .place = i};
        }
    }
    const auto current = std::find_if(slot.begin(), slot.end(), is_current);
    if (current == slot.end()) {
        return {.action = SlotAction::wait};
    }
    return {.action = SlotAction::resend,
            .place = static_cast<std::size_t>(current - slot.begin())};
}

bool may_show_receipt_later(std::span<const SweepTx> slot, base::UnixSeconds now_s) noexcept
{
    const auto first =
        std::min_element(slot.begin(), slot.end(), [](const SweepTx& a, const SweepTx& b) {
            return a.created_at_s < b.created_at_s;
        });
    const base::UnixSeconds age_s = now_s - first->created_at_s;
    return age_s < kDropAfter_s && age_s > -kDropAfter_s;
}

} // namespace ctrip::job
