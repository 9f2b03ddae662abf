// SPDX-License-Identifier: MIT
#include "base/url.hpp"

#include "base/text.hpp"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <new>

namespace ctrip::base {

namespace {

struct Cleanup
{
    void operator()(CURLU* url) const noexcept { curl_url_cleanup(url); }
};
using Handle = std::unique_ptr<CURLU, Cleanup>;

std::optional<std::string> part_of(CURLU* url, CURLUPart part)
{
    char* text = nullptr;
    if (curl_url_get(url, part, &text, 0) != CURLUE_OK) {
        return std::nullopt;
    }
    std::string copy = text;
    curl_free(text);
    return copy;
}

UrlFault fault_of(CURLUcode code)
{
    switch (static_cast<int>(code)) {
    case CURLUE_OK:
        return UrlFault::none;
    case CURLUE_USER_NOT_ALLOWED:
        return UrlFault::user_info;
    case CURLUE_BAD_PORT_NUMBER:
        return UrlFault::bad_port;
    case CURLUE_BAD_SCHEME:
    case CURLUE_UNSUPPORTED_SCHEME:
        return UrlFault::bad_scheme;
    case CURLUE_NO_HOST:
    case CURLUE_BAD_HOSTNAME:
    case CURLUE_BAD_IPV6:
        return UrlFault::bad_host;
    case CURLUE_OUT_OF_MEMORY:
        throw std::bad_alloc{};
    default:
        return UrlFault::malformed;
    }
}

} // namespace

std::string Url::host_and_port() const
{
    return port ? host + ":" + *port : host;
}

ParsedUrl parse_url(const std::string& text, UrlOptions options)
{
    const std::size_t colon = text.find("://");
    if (colon == std::string::npos || text.compare(colon + 3, 1, "/") == 0) {
        return {.url = {}, .fault = UrlFault::no_authority};
    }
    const Handle handle{curl_url()};
    if (handle == nullptr) {
        throw std::bad_alloc{};
    }
    const unsigned flags =
        CURLU_NON_SUPPORT_SCHEME | (options.refuse_user_info ? unsigned{CURLU_DISALLOW_USER} : 0U);
    const UrlFault fault = fault_of(curl_url_set(handle.get(), CURLUPART_URL, text.c_str(), flags));
    if (fault != UrlFault::none) {
        return {.url = {}, .fault = fault};
    }
    CURLU* const url = handle.get();
    return {.url = {.scheme = part_of(url, CURLUPART_SCHEME).value_or(""),
                    .has_user_info = part_of(url, CURLUPART_USER).has_value(),
                    .host = part_of(url, CURLUPART_HOST).value_or(""),
                    .zone = part_of(url, CURLUPART_ZONEID).value_or(""),
                    .port = part_of(url, CURLUPART_PORT),
                    .path = part_of(url, CURLUPART_PATH).value_or("/"),
                    .query = part_of(url, CURLUPART_QUERY).value_or(""),
                    .fragment = part_of(url, CURLUPART_FRAGMENT).value_or("")},
            .fault = UrlFault::none};
}

bool is_loopback(std::string_view host)
{
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    }
    if (equal_but_case(host, "localhost")) {
        return true;
    }
    const std::string text{host};
    constexpr std::uint8_t kLoopback = 127;
    std::array<std::uint8_t, 4> four{};
    if (inet_pton(AF_INET, text.c_str(), four.data()) == 1) {
        return four[0] == kLoopback;
    }
    std::array<std::uint8_t, 16> sixteen{};
    if (inet_pton(AF_INET6, text.c_str(), sixteen.data()) != 1) {
        return false;
    }
    constexpr std::array<std::uint8_t, 16> kSelf{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    constexpr std::array<std::uint8_t, 13> kMapped{0, 0, 0, 0,    0,    0,        0,
                                                   0, 0, 0, 0xff, 0xff, kLoopback};
    return sixteen == kSelf || std::equal(kMapped.begin(), kMapped.end(), sixteen.begin());
}

bool is_plain_http(const std::string& url)
{
    const ParsedUrl parsed = parse_url(url);
    return parsed.valid() && parsed.url.scheme == "http" && !is_loopback(parsed.url.host);
}

} // namespace ctrip::base
