// SPDX-License-Identifier: MIT
// A payment: what a shop asked for, and its current state.
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

    evm::Amount amount;     ///< The amount asked for, in base units.
    evm::Amount amount_min; ///< The amount less the tolerance that applied at creation.
    evm::Amount received;   ///< Sum of the transfers in the right currency that are not orphaned,
                            ///< late ones too.
    evm::Amount received_late; ///< The part of `received` in blocks after the deadline.
    Flags flags;
    std::uint64_t seq = 0; ///< Number of the last event.
    std::uint64_t confirmations_required = 1;
    std::optional<evm::BlockNumber> detected_in_block; ///< Where the sum reached the due.

    std::optional<std::string> reference;
    Metadata metadata;
    std::optional<std::string> webhook_url;
    std::optional<std::string> idempotency_key;
    std::string request_digest; ///< Hash of the request, to tell a repeated request from another
                                ///< one with the same key.

    base::UnixSeconds expires_at_s = 0;
    base::UnixSeconds watch_until_s = 0; ///< Blocks up to this time are searched for its transfers.
    base::UnixSeconds created_at_s = 0;
    base::UnixSeconds updated_at_s = 0;

    bool deadline_read = false; ///< The scan has read past the deadline.
    /// The sum that had arrived when an operator accepted it as enough. None: not accepted.
    std::optional<evm::Amount> accepted;
    bool cancelled = false; ///< An operator cancelled it.
    bool vanished = false;  ///< A reorg orphaned final transfers, and no operator decided since.
    /// The block at which its native balance was last read; 0: never. None: not to be read, or no
    /// longer.
    std::optional<evm::BlockNumber> asked_block;
    base::UnixSeconds asked_time_s = 0; ///< That block's time.
    bool sweep_due = false;             ///< It may have final money to sweep.
    /// The chain's cursor when the payment was made, or the common ancestor of a later reorg if
    /// that is older. None: the chain was never scanned.
    std::optional<evm::BlockNumber> created_block;
    /// Transfers in another currency on the chain, as of the last assessment.
    std::uint64_t other_transfers = 0;
    /// Native money on its address that is not known to be a payer's, in wei.
    evm::Amount base_line;

    /// Blocks from detection to `head`, both counted; 0 while nothing is detected.
    [[nodiscard]] std::uint64_t confirmations(std::optional<evm::BlockNumber> head) const noexcept;
};

} // namespace ctrip::payment
