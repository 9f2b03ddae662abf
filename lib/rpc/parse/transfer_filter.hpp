// SPDX-License-Identifier: MIT
// Selects the transfers that are kept from a reply.
#pragma once

#include "evm/address.hpp"
#include "evm/transfer.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace ctrip::rpc {

/// A transfer and the index of its transaction in the block, to sort by.
struct Candidate
{
    evm::Transfer transfer;
    std::uint64_t tx_index = 0;
};

struct TransferFilter
{
    std::vector<evm::Address> tokens;
    std::function<bool(const evm::Address&)> may_be_ours; ///< Empty: any address.
    bool blooms = false; ///< Also read the blooms of full blocks, which is slower.

    [[nodiscard]] bool wants(const evm::Address& to) const
    {
        return !may_be_ours || may_be_ours(to);
    }
};

} // namespace ctrip::rpc
