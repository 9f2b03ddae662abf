// SPDX-License-Identifier: MIT
// Whether a stored address is the one that the wallet has at its index. It is derived again: a
// process with write access to the database could have replaced it. Pure: no I/O.
#pragma once

#include "evm/address.hpp"
#include "wallet/deposit_addresses.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

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

/// The configured account, and those that were configured before and still have payments.
class OwnAddresses
{
public:
    /// `accounts` is not empty; the first is the configured one.
    explicit OwnAddresses(std::vector<wallet::AccountXpub> accounts);

    [[nodiscard]] AddressOwner owner_of(std::string_view wallet_id, std::uint32_t index,
                                        const evm::Address& address) const;

private:
    std::vector<wallet::AccountXpub> m_accounts;
    std::vector<std::string> m_ids; ///< The wallet_id() of each.
};

/// Gives them at the first need, since a mnemonic takes milliseconds. Null where this host can't
/// know them; empty: the same.
using FindOwnAddresses = std::function<const OwnAddresses*()>;

/// Why nothing is told of a payment whose address has this owner, which is not the wallet.
[[nodiscard]] std::string why_not_own(AddressOwner owner, std::uint32_t index);

} // namespace ctrip::job
