// SPDX-License-Identifier: MIT
#include "store/engine/postgres_route.hpp"

#include "base/text.hpp"
#include "base/url.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace ctrip::store {

namespace {

bool is_encrypted(const PostgresRoute& route)
{
    constexpr std::array<std::string_view, 3> kSure{"require", "verify-ca", "verify-full"};
    return std::find(kSure.begin(), kSure.end(), route.sslmode) != kSure.end() ||
           route.gssencmode == "require";
}

/// A socket's folder or abstract name, no name at all (the usual socket), or loopback.
bool is_this_machine(std::string_view host)
{
    return host.empty() || host.front() == '/' || host.front() == '@' || base::is_loopback(host);
}

} // namespace

PostgresRoute route_of(const std::string& url)
{
    // libpq tells the values that count of a connection only. This one ends before its first
    // packet, because the last option has no such value.
    const std::array keywords{"dbname", "target_session_attrs", static_cast<const char*>(nullptr)};
    const std::array values{url.c_str(), "none", static_cast<const char*>(nullptr)};
    const std::unique_ptr<PGconn, decltype(&PQfinish)> connection{
        PQconnectStartParams(keywords.data(), values.data(), 1), &PQfinish};
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options{
        PQconninfo(connection.get()), &PQconninfoFree};
    PostgresRoute route;
    if (!options) {
        return route;
    }
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
        const std::string_view keyword = option->keyword;
        std::string* const value = keyword == "host"         ? &route.hosts
                                   : keyword == "hostaddr"   ? &route.addresses
                                   : keyword == "sslmode"    ? &route.sslmode
                                   : keyword == "gssencmode" ? &route.gssencmode
                                                             : nullptr;
        if (value != nullptr && option->val != nullptr) {
            *value = option->val;
        }
    }
    return route;
}

std::optional<std::string> exposed_host(const PostgresRoute& route)
{
    if (is_encrypted(route)) {
        return std::nullopt;
    }
    const std::vector<std::string> hosts = base::split(route.hosts, ',');
    const std::vector<std::string> addresses = base::split(route.addresses, ',');
    for (std::size_t i = 0; i < std::max(hosts.size(), addresses.size()); ++i) {
        const bool has_address = i < addresses.size() && !addresses[i].empty();
        const std::string host = has_address        ? addresses[i]
                                 : i < hosts.size() ? hosts[i]
                                                    : std::string{};
        if (!is_this_machine(host)) {
            return host;
        }
    }
    return std::nullopt;
}

} // namespace ctrip::store
