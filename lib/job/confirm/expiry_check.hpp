// SPDX-License-Identifier: MIT
// What a quorum of nodes says before a payment expires.
#pragma once

#include "job/shared/chain_job.hpp"
#include "job/shared/quorum.hpp"
#include "store/chain_store.hpp"

#include <optional>
#include <set>
#include <span>
#include <string>

namespace ctrip::job {

/// Those of these overdue payments that may expire: `quorum` nodes show the cursor's block, with
/// its time, and on the payment's address not more of its currency than was booked. A payment whose
/// address has more is logged as an error; one whose balance a node does not tell waits. None: too
/// few nodes show the block or can be asked at all.
[[nodiscard]] std::optional<std::set<std::string>> may_expire(const ChainJob& job,
                                                              QuorumCheck& quorum,
                                                              const store::Cursor& cursor,
                                                              std::span<const std::string> ids);

} // namespace ctrip::job
