// SPDX-License-Identifier: MIT
// Notations of values in a configuration. Pure.
#pragma once

#include "config/config.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::config {

/// "0.5%", "5%" or "0": at most 6 digits after the point, at most 100%. Nothing for anything else.
[[nodiscard]] std::optional<Fraction> parse_percent(std::string_view text);

/// The problem of an http or https URL, as a phrase that begins with "must"; nothing if it is
/// valid. Checks the syntax only.
[[nodiscard]] std::optional<std::string> http_url_problem(std::string_view url);

/// The same for the URL of a webhook, wherever it comes from: also without user name, password and
/// backslash.
[[nodiscard]] std::optional<std::string> webhook_url_problem(std::string_view url);

/// The same for a database URL.
[[nodiscard]] std::optional<std::string> database_url_problem(std::string_view url);

/// A token of RFC 9110, section 5.6.2.
[[nodiscard]] bool is_header_name(std::string_view text) noexcept;

/// Whether a URL contains a password: scheme://user:password@host, or a password option of libpq.
[[nodiscard]] bool holds_password(std::string_view url);

/// "127.0.0.1:9180", "[::1]:9180".
[[nodiscard]] std::optional<ListenPlace> parse_listen(std::string_view text);

/// Whether a text can be sent as a bearer token (RFC 6750): letters, digits and -._~+/ with = at
/// its end.
[[nodiscard]] bool is_bearer_token(std::string_view text) noexcept;

/// "500MiB": digits and KiB, MiB, GiB or TiB, below 2^63 bytes. Nothing for anything else.
[[nodiscard]] std::optional<std::uint64_t> parse_size(std::string_view text);

/// Digits with at most one point, with digits on both sides of it.
[[nodiscard]] bool is_decimal(std::string_view text);

/// Compares by value, ignoring leading and trailing zeros: "1.50" equals "01.5". Both must be
/// decimals.
[[nodiscard]] std::strong_ordering compare_decimals(std::string_view a, std::string_view b);

/// "xpub" and 107 more characters of base58. Does not check the checksum; wallet/ does.
[[nodiscard]] bool looks_like_xpub(std::string_view text);

/// Digits only, without a sign; nothing if above `max`.
[[nodiscard]] std::optional<std::uint64_t> parse_whole_number(std::string_view text,
                                                              std::uint64_t max);

} // namespace ctrip::config
