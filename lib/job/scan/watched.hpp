// SPDX-License-Identifier: MIT
// What a scan looks for in blocks.
#pragma once

#include "job/scan/token_check.hpp"
#include "job/scan/unissued_watch.hpp"
#include "job/shared/chain_job.hpp"

namespace ctrip::job {

/// Tokens and recipients of the payments that are watched at chain time `time_s`, and of addresses
/// that were never given out. Transactions' values are not included: see ReadOptions::native.
[[nodiscard]] rpc::ReadOptions watched_at(const ChainJob& job, TokenCheck& tokens,
                                          UnissuedWatch& unissued, base::UnixSeconds time_s);

} // namespace ctrip::job
