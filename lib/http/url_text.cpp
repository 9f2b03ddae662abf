// SPDX-License-Identifier: MIT
#include "http/url_text.hpp"

#include "http/client.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace ctrip::http {

namespace {

/// Scheme, user info, host with port, and the rest, as far as a URL has them.
struct UrlParts
{
    std::string_view scheme;
    bool has_user_info = false;
    std::string_view host_and_port;
    std::string_view more; ///< From the path on.
};

std::optional<UrlParts> split_url(std::string_view url)
{
    const std::size_t colon = url.find("://");
    if (colon == std::string_view::npos) {
        return std::nullopt;
    }
    UrlParts parts;
    parts.scheme = url.substr(0, colon);
    std::string_view authority = url.substr(colon + 3);
    const std::size_t end = authority.find_first_of("/?#");
    if (end != std::string_view::npos) {
        parts.more = authority.substr(end);
        authority = authority.substr(0, end);
    }
    const std::size_t at = authority.rfind('@');
    if (at != std::string_view::npos) {
        parts.has_user_info = true;
        authority.remove_prefix(at + 1);
    }
    parts.host_and_port = authority;
    return parts;
}

std::string_view host_of(std::string_view host_and_port)
{
    if (host_and_port.starts_with('[')) {
        return host_and_port.substr(0, host_and_port.find(']') + 1);
    }
    return host_and_port.substr(0, host_and_port.find(':'));
}

bool is_plain(std::string_view text, std::string_view also)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               also.find(c) != std::string_view::npos;
    });
}

bool is_host_and_port(std::string_view text)
{
    const std::string_view host = host_of(text);
    const std::string_view port = text.substr(host.size());
    return is_plain(host, ".-_:[]%") &&
           (port.empty() ||
            (port.front() == ':' && std::all_of(port.begin() + 1, port.end(),
                                                [](char c) { return c >= '0' && c <= '9'; })));
}

} // namespace

bool is_loopback_host(std::string_view host) noexcept
{
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    }
    std::array<char, 64> text{};
    if (host.size() >= text.size()) {
        return false;
    }
    std::transform(host.begin(), host.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    const std::string_view lower{text.data(), host.size()};
    if (lower == "localhost" || lower.ends_with(".localhost")) {
        return true;
    }
    in_addr v4{};
    if (inet_pton(AF_INET, text.data(), &v4) == 1) {
        return (ntohl(v4.s_addr) >> 24U) == 127;
    }
    in6_addr v6{};
    return inet_pton(AF_INET6, text.data(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

bool is_loopback_url(const std::string& url)
{
    const auto parts = split_url(url);
    return parts && is_loopback_host(host_of(parts->host_and_port));
}

std::string hide_secrets(const std::string& url, std::string text)
{
    constexpr std::size_t key_bytes_min = 8;
    const std::size_t scheme = url.find("://");
    const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
    const auto parts = split_url(url);
    const std::string_view shown = parts ? parts->host_and_port : std::string_view{};
    for (std::size_t from = begin; from < url.size();) {
        const std::size_t end = std::min(url.find_first_of("/?#&=@:", from), url.size());
        const std::string part = url.substr(from, end - from);
        // The host is no secret, and short words of a path ("v1", "mainnet") are everybody's.
        const bool secret = part.size() >= key_bytes_min && shown.find(part) == std::string::npos;
        for (std::size_t place = secret ? text.find(part) : std::string::npos;
             place != std::string::npos; place = text.find(part, place)) {
            text.replace(place, part.size(), "…");
        }
        from = end + 1;
    }
    return text;
}

std::string redact_url(const std::string& url)
{
    const auto parts = split_url(url);
    // What does not look like a URL may hold a secret anywhere.
    if (!parts || !is_plain(parts->scheme, "+-.") || !is_host_and_port(parts->host_and_port)) {
        return "…";
    }
    // A password with a slash in it makes its beginning look like the host.
    if (parts->more.find('@') != std::string_view::npos) {
        return std::string{parts->scheme} + "://…";
    }
    std::string text{parts->scheme};
    text += "://";
    text += parts->has_user_info ? "…@" : "";
    text += parts->host_and_port;
    text += parts->more.empty() || parts->more == "/" ? "" : "/…";
    return text;
}

} // namespace ctrip::http
