// SPDX-License-Identifier: MIT
// The depth of a transfer, by the heads that a run of confirm has read. Pure: no I/O.
#pragma once

#include "config/config.hpp"
#include "payment/booking.hpp"
#include "store/transfer_store.hpp"

#include <optional>

namespace ctrip::job {

/// The heads by which one run computes the depth of all transfers.
struct SeenHeads
{
    evm::BlockNumber head = 0; ///< A transfer is confirmed by its depth below this block.
    /// The lowest head of the quorum, not above `head`. None: nothing is final by its depth.
    std::optional<evm::BlockNumber> final_head;
    std::optional<evm::BlockNumber> final_block; ///< The newest final one.
};

/// Final only where it is also as deep as its payment requires. `kind` is the chain's rule:
/// same_as_confirmations makes a transfer final once it has that depth under `final_head`.
[[nodiscard]] payment::Depth depth_at(const store::NonfinalTransfer& transfer,
                                      const SeenHeads& seen, config::FinalKind kind) noexcept;

} // namespace ctrip::job
