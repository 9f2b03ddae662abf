// SPDX-License-Identifier: MIT
#include "evm/payment_uri.hpp"

#include <fmt/format.h>

namespace ctrip::evm {

std::string to_string(const PaymentUri& uri)
{
    const std::string to = uri.to.to_checksum();
    const std::string amount = uri.amount.to_decimal();
    if (!uri.token) {
        return fmt::format("ethereum:{}@{}?value={}", to, uri.chain_id, amount);
    }
    return fmt::format("ethereum:{}@{}/transfer?address={}&uint256={}", uri.token->to_checksum(),
                       uri.chain_id, to, amount);
}

} // namespace ctrip::evm
