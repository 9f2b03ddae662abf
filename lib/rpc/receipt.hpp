// SPDX-License-Identifier: MIT
// A transaction as nodes show it, and its receipt once it is mined.
#pragma once

#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"
#include "evm/transfer.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace ctrip::rpc {

/// A NativeSwept event of the Sweeper contract, logged by the deposit itself.
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
    /// ERC-20 Transfer events of the transaction, of amounts above zero; block_time_s is 0.
    std::vector<evm::Transfer> token_transfers;
    std::vector<evm::Transfer> empty_transfers; ///< Transfer events of amount zero.
    std::vector<NativeSweep> native_sweeps;
    std::optional<evm::Address> from; ///< None: the node leaves it out.
    /// The field whose value is missing or malformed, as "status"; empty: the receipt is complete.
    std::string_view missing;
    evm::Amount l1_fee; ///< The OP stack's separate fee for data, in wei; else zero.

    /// The whole fee that the sender paid, in wei.
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
