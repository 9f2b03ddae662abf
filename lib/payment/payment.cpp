// SPDX-License-Identifier: MIT
#include "payment/payment.hpp"

namespace ctrip::payment {

std::uint64_t Payment::confirmations(std::optional<evm::BlockNumber> head) const noexcept
{
    if (!detected_in_block || !head || *head < *detected_in_block) {
        return 0;
    }
    return *head - *detected_in_block + 1;
}

} // namespace ctrip::payment
