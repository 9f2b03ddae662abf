// SPDX-License-Identifier: MIT
// Which transfers are kept of a reply.
#pragma once

#include "evm/address.hpp"
#include "evm/transfer.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace ctrip::rpc {

/// A transfer and the place of its transaction in the block, which orders them.
struct Candidate
{
    evm::Transfer transfer;
    std::uint64_t tx_index = 0;
};

struct TransferFilter
{
    std::vector<evm::Address> tokens;
    std::function<bool(const evm::Address&)> may_be_ours; ///< Empty: everybody.
    bool blooms = false; ///< Read the blooms of full blocks, which costs some of the speed.

    [[nodiscard]] bool wants(const evm::Address& to) const
    {
        return !may_be_ours || may_be_ours(to);
    }
};

} // namespace ctrip::rpc
