// SPDX-License-Identifier: MIT
// What deposits hold: by the node's balances, and by the ledger.
#pragma once

#include "job/sweep/context.hpp"
#include "payment/deposit.hpp"

#include <vector>

namespace ctrip::job {

/// Of one payment's address, in base units. Of the payment's currency at most what is final.
struct Holding
{
    evm::Amount native;
    evm::Amount token;      ///< Of the payment's token; zero for a native payment.
    bool has_answer = true; ///< False: the token has no balanceOf, or it reverts.
    evm::Amount booked{};   ///< Balance of the payment's currency by the ledger.
    bool is_gone = false;   ///< It is booked, and at the final block nothing was there.

    [[nodiscard]] evm::Amount& of(const payment::Deposit& payment)
    {
        return payment.token ? token : native;
    }
    [[nodiscard]] const evm::Amount& of(const payment::Deposit& payment) const
    {
        return payment.token ? token : native;
    }
};

/// In the order of the payments; balances are read in batches.
[[nodiscard]] std::vector<Holding> holdings_of(SweepContext& context,
                                               const std::vector<payment::Deposit>& payments);

} // namespace ctrip::job
