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

} // namespace ctrip::http
