// SPDX-License-Identifier: MIT
// Turns changes of native balances into the transfers that are booked: by their transaction where a
// node traces blocks, else as a balance change in its block.
#pragma once

#include "job/scan/balance_search.hpp"
#include "job/shared/chain_job.hpp"
#include "payment/booking.hpp"
#include "store/chain_store.hpp"

#include <optional>
#include <vector>

namespace ctrip::payment {
struct Deposit;
}

namespace ctrip::job {

/// A payment whose address has more native money than the ledger says.
struct BalanceHit
{
    const payment::Deposit* payment = nullptr;
    base::UnixSeconds created_at_s = 0; ///< Of the payment.
    std::optional<evm::BlockNumber> created_block;
    evm::Amount base_line;
    std::vector<payment::Booking> bookings; ///< As of the comparison.
    BalanceMismatch mismatch;
    SearchResult search;
    std::vector<evm::Transfer> transfers; ///< To be booked.
};

/// The transfers as which one change of a hit's balance is booked: the block's named transfers to
/// the address, unless they exceed the change, and the rest as a balance change.
[[nodiscard]] std::vector<evm::Transfer>
transfers_of(const BalanceHit& hit, const Change& change, const rpc::BlockHeader& block,
             const std::vector<evm::Transfer>& named_transfers);

/// Fills in `transfers` of hits that have changes, from a node that has the cursor's block. Error
/// {unavailable} where it does not show the blocks of the changes.
void find_transfers(const ChainJob& job, const store::Cursor& cursor,
                    std::vector<BalanceHit>& hits);

} // namespace ctrip::job
