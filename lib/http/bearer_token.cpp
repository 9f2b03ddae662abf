// SPDX-License-Identifier: MIT
#include "http/bearer_token.hpp"

#include "base/check.hpp"
#include "crypto/hash.hpp"

#include <algorithm>

namespace ctrip::http {

namespace {

constexpr std::string_view kScheme = "bearer ";

char lower(char letter) noexcept
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

base::ByteView bytes_of(std::string_view text) noexcept
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace

bool has_bearer_token(std::string_view authorization, const base::Secret& token) noexcept
{
    CTRIP_CHECK(!token.empty());
    const std::string_view scheme = authorization.substr(0, kScheme.size());
    if (!std::ranges::equal(scheme, kScheme, {}, lower)) { // A scheme's case does not matter.
        return false;
    }
    std::string_view sent = authorization.substr(kScheme.size());
    sent.remove_prefix(std::min(sent.find_first_not_of(' '), sent.size()));
    return crypto::equal_in_constant_time(bytes_of(sent), token.expose());
}

} // namespace ctrip::http
