// SPDX-License-Identifier: MIT
#include "job/sweep/slot.hpp"

#include "base/check.hpp"

#include <algorithm>

namespace ctrip::job {

using store::SweepTx;
using store::SweepTxState;

namespace {

constexpr std::int64_t kDropAfter_s = 600;
constexpr std::int64_t kDropFinalAfter_s = 120;

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

std::int64_t slot_age_s(std::span<const SweepTx> slot, base::UnixSeconds now_s) noexcept
{
    const auto first =
        std::min_element(slot.begin(), slot.end(), [](const SweepTx& a, const SweepTx& b) {
            return a.created_at_s < b.created_at_s;
        });
    return now_s - first->created_at_s;
}

bool may_show_receipt_later(std::int64_t age_s, bool is_used_at_final) noexcept
{
    const std::int64_t limit_s = is_used_at_final ? kDropFinalAfter_s : kDropAfter_s;
    return age_s < limit_s && age_s > -kDropAfter_s;
}

} // namespace ctrip::job
