// SPDX-License-Identifier: MIT
#include "job/confirm/depth.hpp"

#include "job/shared/finality.hpp"

namespace ctrip::job {

payment::Depth depth_at(const store::NonfinalTransfer& transfer, const SeenHeads& seen,
                        config::FinalKind kind) noexcept
{
    using payment::Depth;
    const evm::BlockNumber block = transfer.booking.transfer.block_number;
    const std::uint64_t required = transfer.confirmations_required;
    if (depth_of(block, seen.head) < required) {
        return Depth::seen;
    }
    // Without a rule of its own, a chain's money is final where it is confirmed.
    const bool by_confirmations = kind == config::FinalKind::same_as_confirmations &&
                                  seen.final_head && depth_of(block, *seen.final_head) >= required;
    const bool final = by_confirmations || (seen.final_block && block <= *seen.final_block);
    return final ? Depth::final : Depth::confirmed;
}

} // namespace ctrip::job
