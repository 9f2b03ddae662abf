// SPDX-License-Identifier: MIT
// What a node's words say about a transaction that it refused. Pure.
#pragma once

#include "evm/amount.hpp"
#include "rpc/tx_pool.hpp"

#include <optional>
#include <string_view>

namespace ctrip::job {

/// For the note of a sweep whose transaction no node took.
[[nodiscard]] std::string_view why_refused(rpc::SendOutcome outcome) noexcept;

/// "… exceeds the configured cap (1.00 ether)" (geth): in wei.
[[nodiscard]] std::optional<evm::Amount> named_fee_cap(std::string_view message);
/// "… balance 7, tx cost 9, overshot 2" and "… have 7 want 9" (geth, Erigon, Nethermind): what the
/// transaction costs in all, in wei.
[[nodiscard]] std::optional<evm::Amount> named_cost(std::string_view message);
/// "intrinsic gas too low: gas 21000, minimum needed 22020" (geth): the second.
[[nodiscard]] std::optional<evm::Amount> named_gas(std::string_view message);
/// "transaction size 131204, limit 131072" (geth): the second, in bytes.
[[nodiscard]] std::optional<evm::Amount> named_size(std::string_view message);

} // namespace ctrip::job
