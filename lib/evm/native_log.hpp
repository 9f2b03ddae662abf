// SPDX-License-Identifier: MIT
// Transfer events by which a chain logs moves of its native currency. They look like a token's.
#pragma once

#include "evm/address.hpp"

#include <algorithm>
#include <array>

namespace ctrip::evm {

/// SYSTEM_ADDRESS of EIP-7708: the address of a log for each native transfer, by a transaction's
/// value, a call or a self-destruction.
inline constexpr Address kNativeLogAddress{{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                            0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                                            0xff, 0xff, 0xff, 0xff, 0xff, 0xfe}};

/// The same of chains that had it before: ZKsync's L2BaseToken, Polygon's MRC20, Metis'
/// MVM_Coinbase.
inline constexpr std::array<Address, 3> kOwnNativeLogAddresses{
    Address{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x0a}},
    Address{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0x10}},
    Address{{0xde, 0xad, 0xde, 0xad, 0xde, 0xad, 0xde, 0xad, 0xde, 0xad,
             0xde, 0xad, 0xde, 0xad, 0xde, 0xad, 0xde, 0xad, 0x00, 0x00}}};

[[nodiscard]] inline bool logs_native_money(const Address& contract) noexcept
{
    return contract == kNativeLogAddress ||
           std::find(kOwnNativeLogAddresses.begin(), kOwnNativeLogAddresses.end(), contract) !=
               kOwnNativeLogAddresses.end();
}

} // namespace ctrip::evm
