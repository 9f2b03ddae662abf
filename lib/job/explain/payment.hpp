// SPDX-License-Identifier: MIT
// Why a payment is not (yet) paid.
#pragma once

#include "job/explain/types.hpp"
#include "payment/payment.hpp"

namespace ctrip::job {

/// `chain`: none where the payment's chain is not configured any more.
[[nodiscard]] Explanation explain_payment(const ExplainContext& context,
                                          const payment::Payment& payment,
                                          const ExplainChain* chain);

} // namespace ctrip::job
