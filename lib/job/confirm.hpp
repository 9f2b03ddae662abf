// SPDX-License-Identifier: MIT
// `confirm`: sets the depth of booked transfers, and expires payments whose deadline has passed.
#pragma once

#include "job/shared/chain_job.hpp"

#include <cstdint>
#include <set>
#include <string>

namespace ctrip::job {

struct ConfirmReport
{
    std::uint64_t confirmed = 0; ///< Payments that reached confirmed.
    std::uint64_t paid = 0;
    std::uint64_t expired = 0;
    /// Payments that were left alone: their addresses are not the wallet's at their indexes.
    std::set<std::string> not_ours;
    std::uint64_t waiting = 0; ///< Transfers that are not final yet.
};

/// Where the wallet is readable, no depth is raised of a payment whose address is not the wallet's,
/// so that it is not confirmed or paid; the log names it.
/// Raises a transfer's depth only if its block is still on the chain, and on what `quorum` nodes
/// show; a token's event needs its receipt. A payment expires only if they show that nothing else
/// came. At the end of the run, Error{unavailable} where something was held back or too few nodes
/// answered.
[[nodiscard]] ConfirmReport confirm(const ChainJob& job);

} // namespace ctrip::job
