// SPDX-License-Identifier: MIT
// Foreign sweeps: transactions that this database does not have. Any account may call the Sweeper
// on a deposit that runs its code, another holder of a deposit's key may send any transaction, and
// a database that was restored from a backup has forgotten what was sent since.
#pragma once

#include "job/sweep/context.hpp"

#include <optional>
#include <vector>

namespace ctrip::job {

struct ForeignSearch
{
    bool is_booked = false; ///< Something was found.
    /// The last block that was searched; none where nothing was searched.
    std::optional<evm::BlockNumber> searched_to;
};

/// Searches final blocks for foreign sweeps of these deposits' currencies and books them; one to
/// the treasury is a sweep like any other. Native money that a deposit sent itself is found by its
/// past balances, or, where no node has these, by reading at most 2,000 blocks in a run. One result
/// for each deposit, in order.
[[nodiscard]] std::vector<ForeignSearch>
book_foreign_sweeps(SweepContext& context, const std::vector<payment::Deposit>& payments);

} // namespace ctrip::job
