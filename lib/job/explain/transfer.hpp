// SPDX-License-Identifier: MIT
// What one transfer to a payment's address means, in plain words.
#pragma once

#include "job/explain/types.hpp"
#include "payment/booking.hpp"
#include "store/archive/archive_index.hpp"

#include <string>
#include <vector>

namespace ctrip::payment {
struct Payment;
}

namespace ctrip::job {

struct TransferCase
{
    const config::Chain& chain;
    const payment::Payment& payment;
    const evm::Transfer& transfer;             ///< As the chain has it, with its block.
    const payment::Booking* booking = nullptr; ///< As the ledger has it; null where it does not.
    evm::BlockNumber head = 0;
};

struct TransferVerdict
{
    std::string word;
    std::string next;
    std::vector<std::string> sentences;
    NamedFacts facts;
};

[[nodiscard]] TransferVerdict judge_transfer(const ExplainContext& context, const TransferCase& of);
[[nodiscard]] TransferVerdict archived_verdict(const store::ArchivedPayment& archived);

/// The one that needs an operator more; an empty one needs none.
[[nodiscard]] TransferVerdict worse_of(const TransferVerdict& a, const TransferVerdict& b);

} // namespace ctrip::job
