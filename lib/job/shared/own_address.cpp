// SPDX-License-Identifier: MIT
#include "job/shared/own_address.hpp"

#include "payment/deposit.hpp"

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

} // namespace ctrip::job
