// SPDX-License-Identifier: MIT
#include "job/shared/address_window.hpp"

#include <algorithm>

namespace ctrip::job {

store::AddressWindow address_window(const wallet::AccountXpub& account, std::uint64_t from,
                                    std::uint64_t to, bool is_lost)
{
    store::AddressWindow window{.wallet_id = account.fingerprint_hex(),
                                .first_index = from,
                                .is_lost = is_lost,
                                .addresses = {}};
    const std::uint64_t end = std::min(to, from + kWindowMax);
    for (std::uint64_t index = from; index < end; ++index) {
        window.addresses.push_back(account.address(static_cast<std::uint32_t>(index)));
    }
    return window;
}

} // namespace ctrip::job
