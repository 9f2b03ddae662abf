// SPDX-License-Identifier: MIT
// Why a payment is not (yet) paid.
#pragma once

#include "job/explain/types.hpp"

#include <string_view>

namespace ctrip::job {

/// `chain`: none where the payment's chain is not configured any more. Error{not_found} where no
/// payment has this id.
[[nodiscard]] Explanation explain_payment(const ExplainContext& context,
                                          std::string_view payment_id, const ExplainChain* chain);

} // namespace ctrip::job
