// SPDX-License-Identifier: MIT
#include "job/shared/own_address.hpp"

#include "base/check.hpp"
#include "payment/deposit.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <utility>

namespace ctrip::job {

AddressOwner owner_of(const wallet::AccountXpub& account, std::string_view account_id,
                      std::string_view wallet_id, std::uint32_t index, const evm::Address& address)
{
    if (account.address(index) == address) {
        return AddressOwner::wallet;
    }
    return payment::is_same_wallet(wallet_id, account_id) ? AddressOwner::mismatch
                                                          : AddressOwner::another_wallet;
}

OwnAddresses::OwnAddresses(std::vector<wallet::AccountXpub> accounts)
    : m_accounts(std::move(accounts))
{
    CTRIP_CHECK(!m_accounts.empty());
    for (const wallet::AccountXpub& account : m_accounts) {
        m_ids.push_back(account.wallet_id());
    }
}

AddressOwner OwnAddresses::owner_of(std::string_view wallet_id, std::uint32_t index,
                                    const evm::Address& address) const
{
    for (std::size_t i = 1; i < m_accounts.size(); ++i) {
        if (payment::is_same_wallet(m_ids[i], wallet_id)) {
            return job::owner_of(m_accounts[i], m_ids[i], wallet_id, index, address);
        }
    }
    return job::owner_of(m_accounts.front(), m_ids.front(), wallet_id, index, address);
}

std::string why_not_own(AddressOwner owner, std::uint32_t index)
{
    if (owner == AddressOwner::another_wallet) {
        return "its address is another wallet's than the configured one; name that wallet's xpub "
               "in wallet.former_xpubs";
    }
    return fmt::format("its address is not the one that the wallet has at index {}; its row was "
                       "changed outside ctrip",
                       index);
}

} // namespace ctrip::job
