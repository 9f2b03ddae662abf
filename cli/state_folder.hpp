// SPDX-License-Identifier: MIT
// The folder for what ctrip keeps on a host beside its database.
#pragma once

#include <string>

namespace ctrip::cli {

/// $STATE_DIRECTORY (its first part), else $XDG_STATE_HOME/ctrip, else root's /var/lib/ctrip, else
/// ~/.local/state/ctrip. Empty where there is none.
[[nodiscard]] std::string state_folder();

} // namespace ctrip::cli
