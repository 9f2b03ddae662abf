// SPDX-License-Identifier: MIT
// A shop's request for a payment, from options or from a line of JSON, and the payment that is made
// of it after all of its parts were checked.
#pragma once

#include "config/config.hpp"
#include "payment/payment.hpp"

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::job {

/// As given; nothing is checked yet. An empty optional was not given.
struct PaymentRequest
{
    std::string chain;
    std::optional<std::string> token;  ///< Symbol or address; none: the native currency.
    std::optional<std::string> amount; ///< Whole units. Exactly one of the two amounts is given.
    std::optional<std::string> amount_raw; ///< Base units.
    std::optional<std::string> reference;
    std::optional<std::string> expires_in; ///< "30m"
    std::optional<std::string> idempotency_key;
    payment::Metadata metadata;
    std::optional<std::string> webhook_url;
};

inline constexpr std::size_t kRequestBytesMax = std::size_t{64} * 1024;
inline constexpr std::size_t kReferenceBytesMax = 255;
inline constexpr std::size_t kIdempotencyKeyBytesMax = 255;
inline constexpr std::size_t kMetadataEntriesMax = 50;
inline constexpr std::size_t kMetadataKeyBytesMax = 64;
inline constexpr std::size_t kMetadataValueBytesMax = 1'024;
inline constexpr std::chrono::hours kExpiresInMax{365 * 24};

/// Reads one JSON object whose keys are named as the options. Amounts are strings, so that no digit
/// is lost; `amount_raw` may be an integer below 2^64 and `expires_in` a whole number of seconds.
/// null counts as absent. Throws Error{request} that names the key for anything else: an unknown or
/// repeated key, a wrong type, more than kRequestBytesMax bytes.
[[nodiscard]] PaymentRequest parse_request(std::string_view json);

/// A payment without its id, its address and its times.
struct Draft
{
    payment::Payment payment;
    std::chrono::seconds expires_in{};
    std::string where; ///< Prefix of error messages: "line 3: "; empty for a single request.
};

/// Returns what is wrong with the form of a URL, without quoting it; none where it is right.
using UrlCheck = std::function<std::optional<std::string>(const std::string& url)>;

/// Throws Error{request} with what is wrong and what would be right.
[[nodiscard]] Draft draft_payment(const PaymentRequest& request, const config::Config& config,
                                  const UrlCheck& check_url);

} // namespace ctrip::job
