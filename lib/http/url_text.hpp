// SPDX-License-Identifier: MIT
// Which hosts are this machine: no proxy stands between us and them, and nothing is compressed for
// them.
#pragma once

#include <string>
#include <string_view>

namespace ctrip::http {

/// "localhost" and names below it, 127.0.0.0/8, ::1 (with or without brackets).
[[nodiscard]] bool is_loopback_host(std::string_view host) noexcept;

/// The same of a URL's host.
[[nodiscard]] bool is_loopback_url(const std::string& url);

/// A text of somebody else's without the parts of the URL that may be secret (user, password, and
/// what is long enough in path and query to be a key): servers repeat them in their errors.
[[nodiscard]] std::string hide_secrets(const std::string& url, std::string text);

} // namespace ctrip::http
