// SPDX-License-Identifier: MIT
#include "cli/state_folder.hpp"

#include <unistd.h>

#include <cstdlib>

namespace ctrip::cli {

namespace {

std::string variable(const char* name)
{
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string{} : std::string{value};
}

} // namespace

std::string state_folder()
{
    // systemd names several folders with colons between them.
    if (const std::string given = variable("STATE_DIRECTORY"); !given.empty()) {
        return given.substr(0, given.find(':'));
    }
    if (const std::string given = variable("XDG_STATE_HOME"); !given.empty()) {
        return given + "/ctrip";
    }
    if (geteuid() == 0) {
        return "/var/lib/ctrip";
    }
    const std::string home = variable("HOME");
    return home.empty() ? std::string{} : home + "/.local/state/ctrip";
}

} // namespace ctrip::cli
