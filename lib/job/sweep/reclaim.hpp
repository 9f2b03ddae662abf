// SPDX-License-Identifier: MIT
// `sweep --reclaim`: which deposits have gas money left that nothing needs any more.
#pragma once

#include "job/sweep/context.hpp"
#include "payment/deposit.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ctrip::job {

/// Reads them page by page, by the database alone.
class ReclaimPages
{
public:
    /// `fee_min`: deposits that hold no more wei than this by the ledger are counted in the report
    /// and left out.
    ReclaimPages(SweepContext& context, const evm::Amount& fee_min);

    /// The next deposits, in the chain's native currency; none: there are no more payments. May be
    /// empty before that.
    [[nodiscard]] std::optional<std::vector<payment::Deposit>> next();

private:
    SweepContext& m_context;
    evm::Amount m_fee_min;
    std::string m_after; ///< The last payment that was looked at.
};

} // namespace ctrip::job
