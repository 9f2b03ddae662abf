// SPDX-License-Identifier: MIT
// Splits a URL into its parts, by libcurl's parser: another parser could find another host in the
// same text than libcurl connects to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ctrip::base {

/// The parts as the HTTP client reads them: an IPv4 address in any notation becomes dotted.
struct Url
{
    std::string scheme; ///< In lower case.
    bool has_user_info = false;
    std::string host;                ///< An IPv6 address is in brackets, without its zone.
    std::string zone;                ///< Of an IPv6 address; empty: none.
    std::optional<std::string> port; ///< As it is written, without leading zeros.
    std::string path;                ///< "/" if there is none.
    std::string query;
    std::string fragment;

    /// "host" or "host:port".
    [[nodiscard]] std::string host_and_port() const;
};

enum class UrlFault : std::uint8_t
{
    none,
    no_authority, ///< No "://", or a third slash after it, which only some parsers accept.
    bad_scheme,
    user_info, ///< If UrlOptions refuses it.
    bad_host,  ///< Missing, or with invalid characters.
    bad_port,
    malformed, ///< Anything else.
};

struct UrlOptions
{
    bool refuse_user_info = false;
};

struct ParsedUrl
{
    Url url;
    UrlFault fault = UrlFault::none; ///< Unless none, `url` is empty.

    [[nodiscard]] bool valid() const noexcept { return fault == UrlFault::none; }
};

/// Accepts any scheme. Pure.
[[nodiscard]] ParsedUrl parse_url(const std::string& text, UrlOptions options = {});

/// "localhost", or an address of 127.0.0.0/8 or ::1, with or without brackets. Not a name that only
/// a resolver could tell.
[[nodiscard]] bool is_loopback(std::string_view host);

/// Whether what is sent to `url` crosses a network where it can be read and changed: plain http to
/// another host than this one. False for what is no URL.
[[nodiscard]] bool is_plain_http(const std::string& url);

} // namespace ctrip::base
