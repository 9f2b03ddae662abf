// SPDX-License-Identifier: MIT
// A bearer token (RFC 6750) in an Authorization header.
#pragma once

#include "base/secret.hpp"

#include <string_view>

namespace ctrip::http {

/// Whether the header's value is "Bearer TOKEN" with this token. How long that takes does not tell
/// how much of it is right.
[[nodiscard]] bool has_bearer_token(std::string_view authorization,
                                    const base::Secret& token) noexcept;

} // namespace ctrip::http
