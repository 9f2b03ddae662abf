// SPDX-License-Identifier: MIT
// The sweeps that are stored, and the lines that are exported, for planned transactions. Pure.
#pragma once

#include "base/log.hpp"
#include "config/config.hpp"
#include "job/sweep/offline/offline_file.hpp"
#include "job/sweep/sender.hpp"
#include "payment/deposit.hpp"
#include "store/sweep_store.hpp"

#include <string_view>

namespace ctrip::job {

struct SweepRoute
{
    const config::Chain& chain;
    const evm::Address& treasury;
};

/// What the planned transaction `draft` moves of this payment: `value` in base units of the
/// payment's currency, or the draft's own value where that is native money or gas money.
[[nodiscard]] store::Sweep planned_sweep(const SweepRoute& route, const payment::Deposit& payment,
                                         const evm::Amount& value, const TxDraft& draft);
/// The sweep of a transaction that was signed elsewhere.
[[nodiscard]] store::Sweep imported_sweep(const SweepRoute& route, const payment::Deposit& payment,
                                          const OfflineSweep& signed_sweep);
/// The line to export for signing a planned transaction elsewhere, without its nonce.
[[nodiscard]] OfflineSweep exported_sweep(const SweepRoute& route, const payment::Deposit& payment,
                                          const evm::Amount& value, const TxDraft& draft);

/// For a log line about a sweep that the transaction `hash` carries. `event`: as in
/// base/log_events.hpp.
[[nodiscard]] base::LogFields sweep_fields(const config::Chain& chain, const store::Sweep& sweep,
                                           const evm::TxHash& hash, std::string_view event);

} // namespace ctrip::job
