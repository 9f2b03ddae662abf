// SPDX-License-Identifier: MIT
// `show ID --proof FILE`: what proves a payment's transfers to somebody who trusts neither this
// host nor its nodes, but the hashes of the blocks. Format: docs/payment-proof.md.
#pragma once

#include "base/clock.hpp"
#include "config/config.hpp"
#include "payment/booking.hpp"
#include "payment/deposit.hpp"
#include "rpc/proof_reader.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace ctrip::job {

struct PaymentProof
{
    std::string json; ///< One document, with a line break at its end.
    std::size_t transfers = 0;
    std::size_t proved = 0;
    /// Why the first transfer that is not proved is not; empty where all are.
    std::string why_not;
};

struct ProofContext
{
    const config::Chain& chain; ///< The payment's.
    store::Database& database;
    const base::Clock& clock;
    rpc::ProofReader& nodes;
};

/// The payment that is proved; amounts in the currency's smallest unit.
struct ProvedPayment
{
    const payment::Deposit& deposit;
    const std::string& chain; ///< Its name when the payment was made.
    evm::Amount amount;       ///< That was asked for.
    evm::Amount received;
};

/// Proves the payer's transfers in the payment's currency that are on the chain. Error{request}
/// where there are none, Error{unavailable} where no node answers.
[[nodiscard]] PaymentProof prove_payment(const ProofContext& context, const ProvedPayment& payment,
                                         const std::vector<payment::Booking>& bookings);

} // namespace ctrip::job
