// SPDX-License-Identifier: MIT
#include "payment/deposit.hpp"

#include <fmt/format.h>

namespace ctrip::payment {

std::string derivation_path(const Deposit& deposit)
{
    return fmt::format("m/44'/60'/0'/0/{}", deposit.derivation_index);
}

} // namespace ctrip::payment
