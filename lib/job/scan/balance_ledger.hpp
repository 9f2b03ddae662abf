// SPDX-License-Identifier: MIT
// What the ledger says about the native balance of one address. Pure.
#pragma once

#include "job/scan/change_transfers.hpp"
#include "store/sweep_store.hpp"

#include <span>

namespace ctrip::job {

/// Native money that is on the chain by the ledger.
[[nodiscard]] bool is_native(const payment::Booking& booking);

/// The hit's base line and bookings, and what its mined sweeps moved and cost; a top-up that was
/// booked as well counts once.
[[nodiscard]] AddressLedger ledger_of(const BalanceHit& hit, std::span<const store::Sweep> sweeps);

} // namespace ctrip::job
