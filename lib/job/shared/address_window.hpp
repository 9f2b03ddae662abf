// SPDX-License-Identifier: MIT
// Addresses of a wallet that were never given out, to be watched.
#pragma once

#include "store/unissued_store.hpp"
#include "wallet/deposit_addresses.hpp"

#include <cstdint>

namespace ctrip::job {

/// The most addresses of one window. Each takes about 30 microseconds to derive.
inline constexpr std::uint64_t kWindowMax = 1'200;

/// The addresses [from, to) of the account, at most kWindowMax of them. `is_lost`: they were passed
/// over by 'migrate restored'; otherwise they are the next ones.
[[nodiscard]] store::AddressWindow address_window(const wallet::AccountXpub& account,
                                                  std::uint64_t from, std::uint64_t to,
                                                  bool is_lost);

} // namespace ctrip::job
