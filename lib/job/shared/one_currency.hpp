// SPDX-License-Identifier: MIT
// A native currency that is a token's contract as well (native.same_as), or that the chain logs
// (EIP-7708): the events are transfers of native money. Pure.
#pragma once

#include "config/config.hpp"
#include "evm/transfer.hpp"

#include <vector>

namespace ctrip::job {

/// The contract's or the log's events as transfers of native currency, in its base units, each
/// once: a chain may log a transaction's value by such an event too, which is left out. Others stay
/// as they are.
[[nodiscard]] std::vector<evm::Transfer> in_one_currency(const config::Chain& chain,
                                                         std::vector<evm::Transfer> transfers);

/// The event of which the transfer was made, or the transfer where it was not.
[[nodiscard]] evm::Transfer as_event(const config::Chain& chain, const evm::Transfer& transfer);

} // namespace ctrip::job
