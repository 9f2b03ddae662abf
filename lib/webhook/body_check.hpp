// SPDX-License-Identifier: MIT
// Compares the body of a stored message with what the database has of its payment, so that a
// message that ctrip did not write is not signed. Pure.
#pragma once

#include "base/clock.hpp"
#include "evm/transfer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::webhook {

/// What the tables payments, payment_history and transfers have of one message.
struct RecordedMessage
{
    std::string payment_id;
    std::uint64_t seq = 0;
    std::optional<std::string> url; ///< The payment's own.

    // The step of the history.
    std::string event;
    std::string status;
    base::UnixSeconds at_s = 0;

    // The payment.
    std::string chain;
    evm::ChainId chain_id = 0;
    std::optional<evm::Address> token;
    std::string symbol;
    unsigned decimals = 0;
    std::string wallet_id;
    std::uint32_t derivation_index = 0;
    evm::Address address;
    evm::Amount amount;
    std::optional<std::string> reference;
    std::string metadata; ///< As payment::metadata_to_json() writes it.

    /// All that were ever booked on the payment, orphaned ones too.
    std::vector<evm::Transfer> transfers;
};

/// Empty if the body is one that ctrip may have written for this step; else the first difference.
/// Sums and transfers are those of the moment when it was written: each has to be booked, and their
/// sum is what was received.
[[nodiscard]] std::string contradiction(std::string_view body, const RecordedMessage& recorded);

} // namespace ctrip::webhook
