// SPDX-License-Identifier: MIT
// `confirm`: says how deep booked transfers lie by now, and which deadlines have passed.
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

/// Believes a depth only after the transfer's block was seen to be still on the chain.
[[nodiscard]] ConfirmReport confirm(const ChainJob& job);

} // namespace ctrip::job
