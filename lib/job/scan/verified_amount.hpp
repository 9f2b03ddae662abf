// SPDX-License-Identifier: MIT
// Tokens whose events may say more than came: of those that are configured so, the change of the
// balance is what counts.
#pragma once

#include "job/shared/chain_job.hpp"

namespace ctrip::job {

/// The range with the transfers of tokens that are marked verify_balance made as small as what
/// arrived: by recipient and block, the balance's change and what the recipient sent in that block.
/// The last transfers of a block are made smaller first; one of which nothing is left is left out.
///
/// Where no node has the state of that block any more, what is there now and was not booked before
/// is the most that counts, and the log says so.
[[nodiscard]] rpc::BlockRange with_verified_balances(const ChainJob& job,
                                                     const rpc::BlockRange& range);

} // namespace ctrip::job
