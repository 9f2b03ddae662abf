// SPDX-License-Identifier: MIT
// A payment as text for people.
#pragma once

#include "base/error.hpp"
#include "evm/transfer.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ctrip::payment {
struct Details;
struct Payment;
} // namespace ctrip::payment

namespace ctrip::cli {

/// The id of a payment as it is stored. `name` is what it was given as. Throws Error of `kind` for
/// anything that can't be one.
[[nodiscard]] std::string checked_id(std::string_view name, std::string_view text, ErrorKind kind);

/// The EIP-681 link of what is asked.
[[nodiscard]] std::string uri_of(const payment::Payment& payment);

/// What the payer has to know: amount, address, link, deadline.
[[nodiscard]] std::string created_text(const payment::Payment& payment, bool color);

/// Everything: the payment, then its transfers, history, sweeps and webhooks.
[[nodiscard]] std::string shown_text(const payment::Payment& payment,
                                     std::optional<evm::BlockNumber> head,
                                     const payment::Details& details, bool color);

} // namespace ctrip::cli
