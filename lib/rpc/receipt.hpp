// SPDX-License-Identifier: MIT
// A transaction as nodes show it, and its receipt once it is mined.
#pragma once

#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"
#include "evm/transfer.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace ctrip::rpc {

/// A NativeSwept event of the Sweeper contract, which the deposit itself logs.
struct NativeSweep
{
    evm::Address from;
    evm::Amount amount;
};

struct Receipt
{
    evm::TxHash tx_hash;
    evm::BlockNumber block_number = 0;
    evm::BlockHash block_hash;
    bool succeeded = false;
    std::uint64_t gas_used = 0;
    evm::Amount effective_gas_price;
    std::vector<evm::Transfer>
        token_transfers; ///< ERC-20 Transfer events of this transaction (block_time_s is 0).
    std::vector<evm::Transfer> empty_transfers; ///< Those of them that move nothing.
    std::vector<NativeSweep> native_sweeps;
    evm::Amount l1_fee; ///< The OP-stack's separate fee for data; else zero.

    /// Wei that its sender paid.
    [[nodiscard]] evm::Amount fee() const
    {
        return evm::Amount{gas_used} * effective_gas_price + l1_fee;
    }
};

/// A transaction as it was sent, mined or not.
struct Transaction
{
    evm::TxHash hash;
    evm::Address from;
    std::optional<evm::Address> to; ///< None: it creates a contract.
    evm::Amount value;
};

} // namespace ctrip::rpc
