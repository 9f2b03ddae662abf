// SPDX-License-Identifier: MIT
// Says whether a request may go to a URL from outside (a webhook's): checks its form, and that its
// host is no machine of our own network.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::http {

/// Checks the text only: http or https, a host, no user info, a valid port, no control characters
/// or spaces, at most kUrlBytesMax bytes. Returns what is wrong, without quoting the URL.
[[nodiscard]] std::optional<std::string> check_url_syntax(const std::string& url);

inline constexpr std::size_t kUrlBytesMax = 2'048;

/// True for an IP literal (without brackets) that is reachable from the Internet: not private,
/// shared (RFC 6598), loopback, link-local, multicast, unspecified, reserved or for documentation,
/// also when such an IPv4 address is wrapped in IPv6 (mapped, compatible, NAT64, 6to4, Teredo).
/// False for what is no IP address.
[[nodiscard]] bool is_public_address(const std::string& literal);

enum class PrivateAddresses : std::uint8_t
{
    refused,
    allowed,
};

enum class UrlVerdict : std::uint8_t
{
    allowed,
    refused,      ///< By its form, or by an address that is not public: permanent.
    unresolvable, ///< The name has no address at the moment.
};

struct GuardedUrl
{
    UrlVerdict verdict = UrlVerdict::refused;
    std::string error; ///< One line, without the URL's secrets; empty where allowed.
    /// All of the host's, in the resolver's order: for Request::connect_to, so that what was
    /// checked is what is connected to.
    std::vector<std::string> addresses;
};

/// The IP literals that a host name resolves to, or why there are none.
struct Resolution
{
    std::vector<std::string> addresses;
    std::string error;
};

/// Called from a thread of its own, which may end after the caller's timeout.
using Resolver = std::function<Resolution(const std::string& host)>;

/// By getaddrinfo, which has no timeout.
[[nodiscard]] Resolution resolve_by_system(const std::string& host);

/// Resolves the host, once, and checks each of its addresses. One that is not public refuses the
/// URL, because the owner of the name controls their order. Waits for the resolver for at most
/// `timeout_ms`.
[[nodiscard]] GuardedUrl guard_url(const std::string& url, PrivateAddresses policy,
                                   std::int64_t timeout_ms = 5'000,
                                   const Resolver& resolver = resolve_by_system);

} // namespace ctrip::http
