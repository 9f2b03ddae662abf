// SPDX-License-Identifier: MIT
// `confirm`: sets the depth of booked transfers, and expires payments whose deadline has passed.
#pragma once

#include "job/shared/chain_job.hpp"

#include <cstdint>

namespace ctrip::job {

struct ConfirmReport
{
    std::uint64_t confirmed = 0; ///< Payments that reached confirmed.
    std::uint64_t paid = 0;
    std::uint64_t expired = 0;
    std::uint64_t waiting = 0; ///< Transfers that are not final yet.
};

/// Raises a transfer's depth only if its block is still on the chain. At the end of the run,
/// Error{unavailable} where the nodes of the quorum differed or too few answered.
[[nodiscard]] ConfirmReport confirm(const ChainJob& job);

} // namespace ctrip::job
