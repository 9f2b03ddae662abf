// SPDX-License-Identifier: MIT
// Whether a stored address is the one that the wallet has at its index. It is derived again: a
// process with write access to the database could have replaced it. Pure: no I/O.
#pragma once

#include "evm/address.hpp"
#include "wallet/deposit_addresses.hpp"

#include <cstdint>
#include <string_view>

namespace ctrip::job {

enum class AddressOwner : std::uint8_t
{
    wallet,         ///< The configured account has this address at this index.
    another_wallet, ///< The row names another account; the address can't be checked.
    mismatch,       ///< The row names this account, whose address at this index is another.
};

/// `account_id`: the account's wallet_id(). The others are those of a payment's row.
[[nodiscard]] AddressOwner owner_of(const wallet::AccountXpub& account, std::string_view account_id,
                                    std::string_view wallet_id, std::uint32_t index,
                                    const evm::Address& address);

} // namespace ctrip::job
