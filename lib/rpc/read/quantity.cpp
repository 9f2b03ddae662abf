// SPDX-License-Identifier: MIT
#include "rpc/read/quantity.hpp"

#include "rpc/node/node_failure.hpp"

namespace ctrip::rpc {

evm::Amount require_amount(std::string_view quantity)
{
    const auto amount = evm::Amount::from_quantity(quantity);
    if (!amount) {
        throw NodeFailure{NodeFault::broken, "answered with something that is not a number"};
    }
    return *amount;
}

std::uint64_t require_quantity(std::string_view quantity)
{
    const auto value = require_amount(quantity).to_u64();
    if (!value) {
        throw NodeFailure{NodeFault::broken, "answered with a number that is too large"};
    }
    return *value;
}

} // namespace ctrip::rpc
