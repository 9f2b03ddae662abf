// SPDX-License-Identifier: MIT
// A pending payment's deadline in plain words, and what keeps it from expiring.
#pragma once

#include "job/explain/types.hpp"

#include <string>
#include <vector>

namespace ctrip::job {

/// What of a payment decides when it expires.
struct DeadlineCase
{
    evm::ChainId chain_id = 0;
    std::string chain;
    bool is_token = false;
    base::UnixSeconds created_at_s = 0;
    base::UnixSeconds expires_at_s = 0;
};

/// About blocks that may have paid it, and whose logs no node has shown; empty if there are none.
/// `chain`: null where it is not configured any more.
[[nodiscard]] std::vector<std::string> doubt_sentences(const ExplainContext& context,
                                                       const DeadlineCase& payment,
                                                       const ExplainChain* chain);

/// The same, and whether the deadline has passed, and what the payment waits for before it expires.
[[nodiscard]] std::vector<std::string> deadline_sentences(const ExplainContext& context,
                                                          const DeadlineCase& payment,
                                                          const ExplainChain* chain);

} // namespace ctrip::job
