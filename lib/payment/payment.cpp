// SPDX-License-Identifier: MIT
#include "payment/payment.hpp"

#include <fmt/format.h>

namespace ctrip::payment {

std::uint64_t Payment::confirmations(std::optional<evm::BlockNumber> head) const noexcept
{
    if (!detected_in_block || !head || *head < *detected_in_block) {
        return 0;
    }
    return *head - *detected_in_block + 1;
}

std::string derivation_path(const Payment& payment)
{
    return fmt::format("m/44'/60'/0'/0/{}", payment.derivation_index);
}

} // namespace ctrip::payment
