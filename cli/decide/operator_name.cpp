// SPDX-License-Identifier: MIT
#include "cli/decide/operator_name.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace ctrip::cli {

namespace {

constexpr std::size_t kNameBytesMax = 64;

std::string user_name(uid_t uid)
{
    std::array<char, 4'096> space{};
    passwd entry{};
    passwd* found = nullptr;
    if (getpwuid_r(uid, &entry, space.data(), space.size(), &found) != 0 || found == nullptr) {
        return fmt::format("uid {}", uid);
    }
    return found->pw_name;
}

std::string host_name()
{
    std::array<char, 256> name{}; // One more than POSIX allows a name to have, for the end.
    return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

/// The environment may hold any text.
std::string printable(std::string text)
{
    text.resize(std::min(text.size(), kNameBytesMax));
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return text;
}

} // namespace

std::string operator_name()
{
    // Only root may have it from sudo: another user could write any name there.
    const char* const caller = geteuid() == 0 ? std::getenv("SUDO_USER") : nullptr;
    const bool is_known = caller != nullptr && *caller != '\0';
    return fmt::format("{}@{}", printable(is_known ? caller : user_name(geteuid())),
                       printable(host_name()));
}

} // namespace ctrip::cli
