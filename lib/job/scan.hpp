// SPDX-License-Identifier: MIT
// `scan`: finds deposits in the blocks between the stored cursor and the chain's head.
#pragma once

#include "job/shared/chain_job.hpp"

#include <cstdint>
#include <functional>
#include <optional>

namespace ctrip::job {

struct ScanProgress
{
    std::uint64_t blocks_done = 0;
    std::uint64_t blocks_total = 0;
};

struct ScanOptions
{
    std::function<void(const ScanProgress&)> on_progress; ///< After each range; may be empty.
};

struct ScanReport
{
    std::uint64_t blocks = 0;
    std::optional<evm::BlockNumber> from; ///< First block read; none where there was nothing new.
    evm::BlockNumber to = 0;              ///< The cursor after the run.
    std::uint64_t transfers = 0;          ///< Newly booked.
    std::uint64_t orphaned_payments = 0;  ///< Payments that a reorganisation touched.
};

/// Reads up to the head as it was at the start, and on while new blocks came meanwhile. Each range
/// is one database transaction with the cursor; stopped anywhere, the next run goes on from there.
/// Follows reorganisations down to the oldest checkpoint.
[[nodiscard]] ScanReport scan(const ChainJob& job, const ScanOptions& options = {});

} // namespace ctrip::job
