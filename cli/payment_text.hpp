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

/// The payment id as stored, in lower case. `name`: the option or argument it came from, for the
/// error. Throws Error of `kind` if `text` is not a UUID.
[[nodiscard]] std::string checked_id(std::string_view name, std::string_view text, ErrorKind kind);

/// The EIP-681 payment link.
[[nodiscard]] std::string uri_of(const payment::Payment& payment);

/// What the payer needs: amount, address, link, deadline.
[[nodiscard]] std::string created_text(const payment::Payment& payment, bool color);

/// The payment, then its transfers, history, sweeps and webhook messages.
[[nodiscard]] std::string shown_text(const payment::Payment& payment,
                                     std::optional<evm::BlockNumber> head,
                                     const payment::Details& details, bool color);

} // namespace ctrip::cli
