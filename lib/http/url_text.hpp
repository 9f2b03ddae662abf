// SPDX-License-Identifier: MIT
// Which hosts are this machine (requests to them use no proxy and no compression), and URL secrets
// in texts.
#pragma once

#include <string>
#include <string_view>

namespace ctrip::http {

/// "localhost" and names below it, 127.0.0.0/8, ::1 (with or without brackets).
[[nodiscard]] bool is_loopback_host(std::string_view host) noexcept;

/// The same of a URL's host.
[[nodiscard]] bool is_loopback_url(const std::string& url);

/// Returns a server's text without the parts of `url` that may be secret (user, password, and parts
/// of path and query that are long enough to be a key): servers repeat them in their errors.
[[nodiscard]] std::string hide_secrets(const std::string& url, std::string text);

} // namespace ctrip::http
