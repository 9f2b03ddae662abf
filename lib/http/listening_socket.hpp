// SPDX-License-Identifier: MIT
// The socket on which a server takes connections: bound by us, or taken over from a service
// manager.
#pragma once

#include <cstdint>
#include <string>

namespace ctrip::http {

/// A listening TCP socket, non-blocking; whoever calls closes it. `host`: a name or an IP literal
/// without brackets; an IPv6 wildcard takes IPv4 too. `port` 0: a free one. Error{unavailable} if
/// that fails, also where another socket listens there.
[[nodiscard]] int listen_on(const std::string& host, std::uint16_t port);

/// Error{config} unless `descriptor` is a listening stream socket of IPv4, IPv6 or a path.
void require_listening(int descriptor);

/// Where a socket listens: "http://127.0.0.1:9180", "http://[::1]:9180", or "unix:/run/ctrip.sock".
[[nodiscard]] std::string shown_address(int descriptor);

/// The TCP port that a socket listens on; 0: it is none of TCP.
[[nodiscard]] std::uint16_t port_of(int descriptor) noexcept;

} // namespace ctrip::http
