// SPDX-License-Identifier: MIT
#include "config/notation.hpp"

#include "base/text.hpp"
#include "base/url.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <system_error>

namespace ctrip::config {

namespace {

constexpr std::size_t kUrlBytesMax = 2048;
constexpr std::size_t kPercentPlacesMax = 6;
constexpr std::size_t kXpubSize = 111;

bool all_digits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

struct Decimal
{
    std::string_view whole;    ///< Without leading zeros.
    std::string_view fraction; ///< Without trailing zeros.
};

Decimal normalized(std::string_view text)
{
    const std::size_t point = text.find('.');
    std::string_view whole = text.substr(0, point);
    std::string_view fraction =
        point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
    whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
    // npos + 1 is 0: only zeros become the empty text.
    fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
    return {whole, fraction};
}

/// The text between the scheme and the path.
std::string_view authority(std::string_view url)
{
    const std::size_t start = url.find("://");
    if (start == std::string_view::npos) {
        return {};
    }
    url.remove_prefix(start + 3);
    return url.substr(0, url.find_first_of("/?#"));
}

struct HostPort
{
    std::string_view host;
    std::optional<std::string_view> port;
};

std::optional<HostPort> split_host_port(std::string_view text)
{
    std::string_view host;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        host = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
        if (host.find_first_not_of("0123456789abcdefABCDEF:.%") != std::string_view::npos ||
            host.find(':') == std::string_view::npos) {
            return std::nullopt;
        }
    } else {
        const std::size_t end = std::min(text.find(':'), text.size());
        host = text.substr(0, end);
        text.remove_prefix(end);
        if (host.find_first_of("[]@\\\"'<>^`{|}") != std::string_view::npos) {
            return std::nullopt;
        }
    }
    if (host.empty() || (!text.empty() && text.front() != ':')) {
        return std::nullopt;
    }
    if (text.empty()) {
        return HostPort{host, std::nullopt};
    }
    return HostPort{host, text.substr(1)};
}

bool starts_with_scheme(std::string_view url, std::string_view scheme)
{
    return url.size() > scheme.size() && base::equal_but_case(url.substr(0, scheme.size()), scheme);
}

bool has_blank_or_control(std::string_view text)
{
    return text.find(' ') != std::string_view::npos || base::find_hidden(text).has_value();
}

} // namespace

std::optional<std::uint64_t> parse_whole_number(std::string_view text, std::uint64_t max)
{
    std::uint64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || !all_digits(text) || error != std::errc{} || stopped != end ||
        value > max) {
        return std::nullopt;
    }
    return value;
}

std::optional<Fraction> parse_percent(std::string_view text)
{
    if (text == "0") {
        return Fraction{};
    }
    if (!text.ends_with('%')) {
        return std::nullopt;
    }
    text.remove_suffix(1);
    if (!is_decimal(text)) {
        return std::nullopt;
    }
    const Decimal decimal = normalized(text);
    if (decimal.fraction.size() > kPercentPlacesMax || decimal.whole.size() > 3) {
        return std::nullopt;
    }
    Fraction share{0, 100};
    for (const char digit : std::string{decimal.whole} + std::string{decimal.fraction}) {
        share.numerator = share.numerator * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    for (std::size_t i = 0; i < decimal.fraction.size(); ++i) {
        share.denominator *= 10;
    }
    if (share.numerator > share.denominator) {
        return std::nullopt;
    }
    return share;
}

std::optional<std::string> http_url_problem(std::string_view url)
{
    if (!starts_with_scheme(url, "http://") && !starts_with_scheme(url, "https://")) {
        return "must begin with http:// or https://";
    }
    if (url.size() > kUrlBytesMax) {
        return "must not be longer than 2048 bytes";
    }
    if (has_blank_or_control(url)) {
        return "must not hold blanks or control characters";
    }
    if (url.find('#') != std::string_view::npos) {
        return "must not have a fragment (#…)";
    }
    const base::ParsedUrl parsed = base::parse_url(std::string{url});
    // The parser accepts a colon without a port, as browsers do.
    const bool bare_colon = authority(url).ends_with(':');
    if (parsed.fault == base::UrlFault::bad_port || (parsed.valid() && bare_colon) ||
        parsed.url.port == "0") {
        return "must have a port from 1 to 65535 behind the colon, or no colon";
    }
    if (!parsed.valid()) {
        return "must name a host, as in https://host:port/path";
    }
    return std::nullopt;
}

std::optional<std::string> webhook_url_problem(std::string_view url)
{
    if (auto problem = http_url_problem(url)) {
        return problem;
    }
    if (url.find('\\') != std::string_view::npos) {
        return "must not hold a backslash";
    }
    const base::ParsedUrl parsed = base::parse_url(std::string{url}, {.refuse_user_info = true});
    if (parsed.fault == base::UrlFault::user_info) {
        return "must not hold a user name or password: the signature says who sends";
    }
    if (!parsed.valid() || parsed.url.host == "." ||
        parsed.url.host.find('%') != std::string::npos) {
        return "must name a host, as in https://host:port/path";
    }
    return std::nullopt;
}

std::optional<std::string> database_url_problem(std::string_view url)
{
    if (has_blank_or_control(url)) {
        return "must not hold blanks or control characters";
    }
    if (url.starts_with("postgresql://") || url.starts_with("postgres://")) {
        return std::nullopt;
    }
    if (!url.starts_with("sqlite:")) {
        return "must begin with sqlite: or postgresql://";
    }
    const std::optional<std::string> path = sqlite_path(url);
    if (!path || path->empty() || path->ends_with('/') || path->front() == ':' ||
        path->find_first_of("?#%") != std::string::npos) {
        return "must name a file: sqlite:///absolute/path (three slashes) or sqlite:relative/path";
    }
    return std::nullopt;
}

bool holds_password(std::string_view url)
{
    // libpq also accepts a password as an option.
    for (const std::string_view option :
         {"?password=", "&password=", "?sslpassword=", "&sslpassword="}) {
        if (url.find(option) != std::string_view::npos) {
            return true;
        }
    }
    const std::string_view place = authority(url);
    const std::size_t at = place.rfind('@');
    return at != std::string_view::npos && place.substr(0, at).find(':') != std::string_view::npos;
}

std::optional<ListenPlace> parse_listen(std::string_view text)
{
    const std::optional<HostPort> parts = split_host_port(text);
    if (!parts || !parts->port || has_blank_or_control(text) ||
        parts->host.find('/') != std::string_view::npos) {
        return std::nullopt;
    }
    const std::optional<std::uint64_t> port = parse_whole_number(*parts->port, 65'535);
    if (!port) {
        return std::nullopt;
    }
    return ListenPlace{.host = std::string{parts->host}, .port = static_cast<std::uint16_t>(*port)};
}

bool is_bearer_token(std::string_view text) noexcept
{
    constexpr std::string_view allowed =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/";
    const std::string_view body = text.substr(0, text.find_last_not_of('=') + 1);
    return !body.empty() && body.find_first_not_of(allowed) == std::string_view::npos;
}

std::optional<std::uint64_t> parse_size(std::string_view text)
{
    constexpr std::array<std::string_view, 4> units{"KiB", "MiB", "GiB", "TiB"};
    constexpr unsigned bits_per_unit = 10;
    constexpr std::uint64_t max = std::numeric_limits<std::int64_t>::max();
    std::uint64_t count = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
    const std::string_view name = text.substr(static_cast<std::size_t>(end - text.data()));
    const auto* const unit = std::find(units.begin(), units.end(), name);
    if (problem != std::errc{} || unit == units.end()) {
        return std::nullopt;
    }
    const auto bits = bits_per_unit * static_cast<unsigned>(unit - units.begin() + 1);
    return count > (max >> bits) ? std::nullopt : std::optional{count << bits};
}

bool is_decimal(std::string_view text)
{
    const std::size_t point = text.find('.');
    if (point == std::string_view::npos) {
        return !text.empty() && all_digits(text);
    }
    const std::string_view whole = text.substr(0, point);
    const std::string_view fraction = text.substr(point + 1);
    return !whole.empty() && !fraction.empty() && all_digits(whole) && all_digits(fraction);
}

std::strong_ordering compare_decimals(std::string_view a, std::string_view b)
{
    const Decimal left = normalized(a);
    const Decimal right = normalized(b);
    if (left.whole.size() != right.whole.size()) {
        return left.whole.size() <=> right.whole.size();
    }
    // Equal numbers of digits: their order as text is their order as numbers.
    if (left.whole != right.whole) {
        return left.whole <=> right.whole;
    }
    return left.fraction <=> right.fraction;
}

bool looks_like_xpub(std::string_view text)
{
    constexpr std::string_view kBase58 =
        "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    return text.starts_with("xpub") && text.size() == kXpubSize &&
           text.find_first_not_of(kBase58) == std::string_view::npos;
}

bool is_header_name(std::string_view text) noexcept
{
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return is_letter || (c >= '0' && c <= '9') || marks.find(c) != std::string_view::npos;
    });
}

} // namespace ctrip::config
