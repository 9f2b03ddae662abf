// SPDX-License-Identifier: MIT
// `scan`: finds transfers to payments in the blocks from the stored cursor to the chain's head.
#pragma once

#include "job/shared/chain_job.hpp"
#include "wallet/deposit_addresses.hpp"

#include <cstddef>
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
    /// The account of the deposit addresses, to watch those that were never given out; may be
    /// empty. Null where this host can't read it, or its keys are public.
    std::function<const wallet::AccountXpub*()> find_account;
};

struct ScanReport
{
    std::uint64_t blocks = 0;
    std::optional<evm::BlockNumber> from; ///< First block read; none where there was nothing new.
    evm::BlockNumber to = 0;              ///< The cursor after the run.
    std::uint64_t transfers = 0;          ///< Newly booked.
    std::size_t token_differences = 0;    ///< Configured tokens that contradict their contracts.
    std::uint64_t orphaned_payments = 0;  ///< Payments of which a reorg orphaned transfers.
};

/// Reads up to the head, and on while new blocks came meanwhile, for at most 1,000 heads. Each
/// range of blocks is one database transaction with the cursor; after an interruption the next run
/// goes on from there. Follows reorgs down to the oldest checkpoint. Error{unavailable} where a
/// reorg is deeper, or the nodes contradict each other.
[[nodiscard]] ScanReport scan(const ChainJob& job, const ScanOptions& options = {});

} // namespace ctrip::job
