// SPDX-License-Identifier: MIT
// The transactions of one nonce, and what to do about them next. Pure.
#pragma once

#include "rpc/chain_client.hpp"
#include "store/sweep_store.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace ctrip::job {

/// All stored transactions of one sender and nonce that may still be mined: at most one is signed,
/// broadcast or mined, the others were replaced.
using SweepSlot = std::span<store::SweepTx>;

/// The number of transactions at the front of `open` that share sender and nonce. `open` is not
/// empty and is sorted by these, as SweepStore::open() returns it.
[[nodiscard]] std::size_t slot_size(std::span<const store::SweepTx> open);

/// Signed, broadcast or mined: neither ended nor replaced.
[[nodiscard]] bool is_current(const store::SweepTx& tx) noexcept;

enum class SlotAction : std::uint8_t
{
    finalize, ///< Its block is final.
    mark_mined,
    resend, ///< No block has it, or none any more.
    wait,   ///< Only replaced ones: the one that replaced them was not among those polled.
};

struct SlotStep
{
    SlotAction action = SlotAction::wait;
    std::size_t place = 0; ///< Index in the slot of the transaction to act on.
};

/// `receipts`: one for each transaction of the slot. The first receipt decides, whatever is stored
/// as mined; without any, the step is about the current transaction. `final`: the newest final
/// block.
[[nodiscard]] SlotStep next_step(std::span<const store::SweepTx> slot,
                                 std::span<const std::optional<rpc::Receipt>> receipts,
                                 const std::optional<evm::BlockNumber>& final);

/// How long ago the first of the slot was signed; negative by a clock that was ahead.
[[nodiscard]] std::int64_t slot_age_s(std::span<const store::SweepTx> slot,
                                      base::UnixSeconds now_s) noexcept;

/// Whether a slot of that age, whose nonce is used and of which no receipt is shown, may be mined
/// all the same, and the node not show it yet: for 10 minutes, and for 2 where the nonce was used
/// at the final block already. False also where it was signed further ahead than that, by a clock
/// that was wrong.
[[nodiscard]] bool may_show_receipt_later(std::int64_t age_s, bool is_used_at_final) noexcept;

} // namespace ctrip::job
