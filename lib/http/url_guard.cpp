// SPDX-License-Identifier: MIT
#include "http/url_guard.hpp"

#include "base/url.hpp"
#include "http/client.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netdb.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <span>
#include <string_view>
#include <thread>
#include <vector>

namespace ctrip::http {

namespace {

struct Ipv4Range
{
    std::uint32_t first;
    unsigned prefix;
};

constexpr std::uint32_t ipv4(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d)
{
    return (a << 24U) | (b << 16U) | (c << 8U) | d;
}

// The ranges of IANA's special-purpose registry that are not globally reachable, and 224.0.0.0 and
// all above it.
constexpr std::array<Ipv4Range, 16> kNotPublicV4{{
    {ipv4(0, 0, 0, 0), 8},       // "This network", RFC 791.
    {ipv4(10, 0, 0, 0), 8},      // Private, RFC 1918.
    {ipv4(100, 64, 0, 0), 10},   // Shared by carriers, RFC 6598.
    {ipv4(127, 0, 0, 0), 8},     // Loopback.
    {ipv4(169, 254, 0, 0), 16},  // Link-local; clouds hand out credentials here.
    {ipv4(172, 16, 0, 0), 12},   // Private.
    {ipv4(192, 0, 0, 0), 24},    // IETF protocol assignments.
    {ipv4(192, 0, 2, 0), 24},    // Documentation, RFC 5737.
    {ipv4(192, 31, 196, 0), 24}, // AS112.
    {ipv4(192, 52, 193, 0), 24}, // AMT.
    {ipv4(192, 88, 99, 0), 24},  // 6to4 relays.
    {ipv4(192, 168, 0, 0), 16},  // Private.
    {ipv4(198, 18, 0, 0), 15},   // Benchmarks, RFC 2544.
    {ipv4(198, 51, 100, 0), 24}, // Documentation.
    {ipv4(203, 0, 113, 0), 24},  // Documentation.
    {ipv4(224, 0, 0, 0), 3},     // Multicast, reserved, broadcast.
}};

bool is_public_v4(std::uint32_t address)
{
    return std::none_of(kNotPublicV4.begin(), kNotPublicV4.end(), [&](const Ipv4Range& range) {
        const std::uint32_t mask = ~std::uint32_t{0} << (32U - range.prefix);
        return (address & mask) == range.first;
    });
}

using Ipv6 = std::array<std::uint8_t, 16>;

bool has_prefix(const Ipv6& address, std::span<const std::uint8_t> prefix, unsigned bits)
{
    for (unsigned i = 0; i < bits; ++i) {
        const unsigned mask = 0x80U >> (i % 8);
        if ((address[i / 8] & mask) != (prefix[i / 8] & mask)) {
            return false;
        }
    }
    return true;
}

std::uint32_t v4_at(const Ipv6& address, std::size_t place)
{
    return ipv4(address[place], address[place + 1], address[place + 2], address[place + 3]);
}

bool is_public_v6(const Ipv6& address)
{
    constexpr std::array<std::uint8_t, 12> nat64{0x00, 0x64, 0xff, 0x9b};
    if (has_prefix(address, nat64, 96)) {
        return is_public_v4(v4_at(address, 12)); // The gateway connects to that IPv4 address.
    }
    // Only 2000::/3 is given out for global unicast. All else is refused by that: unspecified,
    // loopback, IPv4-mapped and -compatible, the local NAT64 64:ff9b:1::/48, unique local fc00::/7,
    // link-local fe80::/10, multicast ff00::/8.
    if ((address[0] & 0xe0U) != 0x20U) {
        return false;
    }
    constexpr std::array<std::uint8_t, 3> ietf{0x20, 0x01, 0x00}; // 2001::/23, Teredo among them.
    constexpr std::array<std::uint8_t, 4> documentation{0x20, 0x01, 0x0d, 0xb8};
    constexpr std::array<std::uint8_t, 3> documentation_new{0x3f, 0xff,
                                                            0x00}; // 3fff::/20, RFC 9637.
    constexpr std::array<std::uint8_t, 2> six_to_four{0x20, 0x02};
    return !has_prefix(address, ietf, 23) && !has_prefix(address, documentation, 32) &&
           !has_prefix(address, documentation_new, 20) && !has_prefix(address, six_to_four, 16);
}

/// What is wrong with the text of a URL; none if it may be one.
std::optional<std::string> check_text(const std::string& text)
{
    if (text.empty()) {
        return "it is empty";
    }
    if (text.size() > kUrlBytesMax) {
        return fmt::format("it is longer than {} bytes", kUrlBytesMax);
    }
    const bool odd = std::any_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte <= 0x20 || byte == 0x7f || c == '\\';
    });
    return odd ? std::optional{"it has a space, backslash or control character in it"}
               : std::nullopt;
}

std::optional<std::string> check_parts(const base::ParsedUrl& parsed)
{
    switch (parsed.fault) {
    case base::UrlFault::none:
        break;
    case base::UrlFault::no_authority:
        return "it has no usable host, or does not begin with http:// or https://";
    case base::UrlFault::bad_scheme:
        return "its scheme is not http or https";
    case base::UrlFault::user_info:
        return "it has a user name or password in it";
    case base::UrlFault::bad_host:
        return "it has no usable host";
    case base::UrlFault::bad_port:
        return "its port is not 1 to 65535";
    case base::UrlFault::malformed:
        return "it is not a URL";
    }
    const base::Url& url = parsed.url;
    if (url.scheme != "http" && url.scheme != "https") {
        return "its scheme is not http or https";
    }
    if (url.host.empty() || url.host == "." || url.host.find('%') != std::string::npos) {
        return "it has no usable host";
    }
    if (url.port == "0") {
        return "its port is not 1 to 65535";
    }
    return std::nullopt;
}

struct Checked
{
    std::string host;
    std::optional<std::string> error;
};

Checked check(const std::string& text)
{
    if (auto error = check_text(text)) {
        return {.host = {}, .error = std::move(error)};
    }
    base::ParsedUrl parsed = base::parse_url(text, {.refuse_user_info = true});
    auto error = check_parts(parsed);
    return {.host = std::move(parsed.url.host), .error = std::move(error)};
}

/// getaddrinfo has no timeout, so it gets a thread of its own. After the timeout that thread goes
/// on alone; it shares ownership of the state that it writes to.
Resolution resolve(const std::string& host, std::int64_t timeout_ms, const Resolver& resolver)
{
    struct State
    {
        std::mutex mutex;
        std::condition_variable ready;
        std::optional<Resolution> resolution;
    };
    const auto state = std::make_shared<State>();
    std::thread([state, host, resolver] {
        Resolution resolution = resolver(host);
        const std::lock_guard lock{state->mutex};
        state->resolution = std::move(resolution);
        state->ready.notify_one();
    }).detach();
    std::unique_lock lock{state->mutex};
    if (!state->ready.wait_for(lock, std::chrono::milliseconds{timeout_ms},
                               [&] { return state->resolution.has_value(); })) {
        return {.addresses = {},
                .error = fmt::format("no answer from the resolver in {} ms", timeout_ms)};
    }
    return std::move(*state->resolution);
}

std::string without_brackets(const std::string& host)
{
    return host.starts_with('[') && host.ends_with(']') ? host.substr(1, host.size() - 2) : host;
}

} // namespace

bool is_public_address(const std::string& literal)
{
    in_addr v4{};
    if (inet_pton(AF_INET, literal.c_str(), &v4) == 1) {
        return is_public_v4(ntohl(v4.s_addr));
    }
    Ipv6 v6{};
    return inet_pton(AF_INET6, literal.c_str(), v6.data()) == 1 && is_public_v6(v6);
}

std::optional<std::string> check_url_syntax(const std::string& url)
{
    return check(url).error;
}

Resolution resolve_by_system(const std::string& host)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* found = nullptr;
    Resolution resolution;
    const int code = getaddrinfo(host.c_str(), nullptr, &hints, &found);
    if (code != 0) {
        resolution.error = gai_strerror(code);
        return resolution;
    }
    for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
        std::array<char, NI_MAXHOST> text{};
        if (getnameinfo(one->ai_addr, one->ai_addrlen, text.data(), text.size(), nullptr, 0,
                        NI_NUMERICHOST) == 0) {
            resolution.addresses.emplace_back(text.data());
        }
    }
    freeaddrinfo(found);
    return resolution;
}

GuardedUrl guard_url(const std::string& url, PrivateAddresses policy, std::int64_t timeout_ms,
                     const Resolver& resolver)
{
    const std::string shown = redact_url(url);
    const Checked checked = check(url);
    if (checked.error) {
        return {UrlVerdict::refused, fmt::format("url '{}': {}", shown, *checked.error), {}};
    }
    const std::string host = without_brackets(checked.host);
    const Resolution resolution = resolve(host, timeout_ms, resolver);
    if (resolution.addresses.empty()) {
        return {UrlVerdict::unresolvable,
                fmt::format("url '{}': its host cannot be resolved: {}", shown, resolution.error),
                {}};
    }
    for (const std::string& address : resolution.addresses) {
        if (policy == PrivateAddresses::refused && !is_public_address(address)) {
            return {UrlVerdict::refused,
                    fmt::format("url '{}': {} is a private, local or reserved address; set "
                                "webhooks.allow_private_addresses to allow it",
                                shown, address),
                    {}};
        }
    }
    return {UrlVerdict::allowed, {}, resolution.addresses};
}

} // namespace ctrip::http
