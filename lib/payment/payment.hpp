// SPDX-License-Identifier: MIT
// A payment: what a shop asked for, and what is known about it.
#pragma once

#include "base/clock.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"
#include "payment/deposit.hpp"
#include "payment/metadata.hpp"
#include "payment/status.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ctrip::payment {

struct Payment : Deposit
{
    Status status = Status::pending;
    std::string chain;

    evm::Amount amount; ///< What was asked, in base units.
    evm::Amount
        amount_min; ///< What is enough: the amount less the tolerance that held when it was asked.
    evm::Amount received; ///< Sum of the canonical transfers in the right currency, late ones too.
    evm::Amount received_late; ///< The part of it that lies in blocks after the deadline.
    Flags flags;
    std::uint64_t seq = 0; ///< Number of the last event.
    std::uint64_t confirmations_required = 1;
    std::optional<evm::BlockNumber> detected_in_block; ///< Where the sum first was enough.

    std::optional<std::string> reference;
    Metadata metadata;
    std::optional<std::string> webhook_url;
    std::optional<std::string> idempotency_key;
    std::string
        request_digest; ///< Hash of the request, to tell the same one from another under one key.

    base::UnixSeconds expires_at_s = 0;
    base::UnixSeconds watch_until_s = 0; ///< Blocks up to this time are searched for its money.
    base::UnixSeconds created_at_s = 0;
    base::UnixSeconds updated_at_s = 0;

    bool deadline_read = false; ///< The scan has read past the deadline.
    /// What an operator took as enough: the sum that had arrived when he did.
    std::optional<evm::Amount> accepted;
    bool cancelled = false; ///< An operator gave it up.
    bool vanished = false;  ///< Money that had been final left the chain, and no operator has
                            ///< decided since.
    /// The block at which its native balance was last asked for, 0 before the first time. None: it
    /// is not to be asked for, or no more.
    std::optional<evm::BlockNumber> asked_block;
    base::UnixSeconds asked_time_s = 0; ///< That block's time.
    bool sweep_due = false;             ///< Final money waits to be swept.

    /// Blocks from detection to `head`, both counted; 0 while nothing is detected.
    [[nodiscard]] std::uint64_t confirmations(std::optional<evm::BlockNumber> head) const noexcept;
};

} // namespace ctrip::payment
