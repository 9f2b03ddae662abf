// SPDX-License-Identifier: MIT
// Splits a URL into its parts, by libcurl's parser: another one could read another host out of the
// same text than the one that is connected to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace ctrip::base {

/// As the client that sends the request reads them: an IPv4 address in any notation is dotted.
struct Url
{
    std::string scheme; ///< In lower case.
    bool has_user_info = false;
    std::string host;                ///< An IPv6 address stands in brackets, without its zone.
    std::string zone;                ///< Of an IPv6 address; empty: none.
    std::optional<std::string> port; ///< As it is written, without leading zeros.
    std::string path;                ///< "/" where there is none.
    std::string query;
    std::string fragment;

    /// "host" or "host:port".
    [[nodiscard]] std::string host_and_port() const;
};

enum class UrlFault : std::uint8_t
{
    none,
    no_authority, ///< No "://", or a third slash behind it, which only some readers accept.
    bad_scheme,
    user_info, ///< Where it is refused.
    bad_host,  ///< None, or with characters that no host has.
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
    UrlFault fault = UrlFault::none; ///< Otherwise `url` is empty.

    [[nodiscard]] bool valid() const noexcept { return fault == UrlFault::none; }
};

/// Of any scheme. Pure.
[[nodiscard]] ParsedUrl parse_url(const std::string& text, UrlOptions options = {});

} // namespace ctrip::base
