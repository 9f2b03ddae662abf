// SPDX-License-Identifier: MIT
// How libpq would reach a server: whether others could listen.
#pragma once

#include <optional>
#include <string>

namespace ctrip::store {

/// The values of libpq's options, after the URL, PG… variables and the service file.
struct PostgresRoute
{
    std::string hosts;     ///< "host": separated by commas; empty ones are the local socket.
    std::string addresses; ///< "hostaddr": of the hosts, in their order; empty ones are looked up.
    std::string sslmode;
    std::string gssencmode;
};

/// Connects to nothing. An option that libpq refuses leaves all values empty: connecting fails by
/// it, and says why.
[[nodiscard]] PostgresRoute route_of(const std::string& url);

/// The first host that may be reached without encryption and is not this machine, by what is
/// written alone: a name that only a resolver knows may be any machine. Pure.
[[nodiscard]] std::optional<std::string> exposed_host(const PostgresRoute& route);

} // namespace ctrip::store
