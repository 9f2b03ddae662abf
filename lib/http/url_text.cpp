// SPDX-License-Identifier: MIT
#include "http/url_text.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "http/client.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ctrip::http {

namespace {

bool is_plain(std::string_view text, std::string_view also)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               also.find(c) != std::string_view::npos;
    });
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
    std::transform(host.begin(), host.end(), text.begin(),
                   [](char c) { return base::to_lower(c); });
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
    const base::ParsedUrl parsed = base::parse_url(url);
    return parsed.valid() && is_loopback_host(parsed.url.host);
}

std::string hide_secrets(const std::string& url, std::string text)
{
    constexpr std::size_t key_bytes_min = 8;
    const std::size_t scheme = url.find("://");
    const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
    const std::string shown = base::parse_url(url).url.host_and_port();
    for (std::size_t from = begin; from < url.size();) {
        const std::size_t end = std::min(url.find_first_of("/?#&=@:", from), url.size());
        const std::string part = url.substr(from, end - from);
        // The host is no secret, and neither are short parts of a path ("v1", "mainnet").
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
    const base::ParsedUrl parsed = base::parse_url(url);
    const base::Url& parts = parsed.url;
    // A text that is no URL may hold a secret anywhere.
    if (!parsed.valid() || !is_plain(parts.scheme, "+-.") || !is_plain(parts.host, ".-_:[]%")) {
        return "…";
    }
    // A password with a slash in it makes its beginning look like the host.
    const std::array<std::string_view, 3> more{parts.path, parts.query, parts.fragment};
    if (std::any_of(more.begin(), more.end(), [](std::string_view part) {
            return part.find('@') != std::string_view::npos;
        })) {
        return parts.scheme + "://…";
    }
    const bool bare = parts.path == "/" && parts.query.empty() && parts.fragment.empty();
    return fmt::format("{}://{}{}{}", parts.scheme, parts.has_user_info ? "…@" : "",
                       parts.host_and_port(), bare ? "" : "/…");
}

} // namespace ctrip::http
