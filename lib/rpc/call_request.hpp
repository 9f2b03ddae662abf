// SPDX-License-Identifier: MIT
// A contract call or transaction that a node executes or estimates without sending it.
#pragma once

#include "base/hex.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/transaction.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ctrip::rpc {

struct CallRequest
{
    std::optional<evm::Address> from;
    evm::Address to;
    evm::Amount value;
    base::Bytes data;
    std::optional<std::uint64_t> gas{}; ///< None: the node's own limit.
    std::vector<evm::SignedAuthorization>
        authorizations{}; ///< Of a transaction of type 4 (EIP-7702).
};

} // namespace ctrip::rpc
