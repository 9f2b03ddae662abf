// SPDX-License-Identifier: MIT
// Logs the events of payments: one line each, after its commit.
#pragma once

#include "base/log.hpp"
#include "store/status_writer.hpp"

#include <string>

namespace ctrip::job {

/// For StatusWriter. `log` must live as long as the result. `actor`: who decided; empty: nobody
/// did.
[[nodiscard]] store::OnStatusChange log_changes(const base::Log& log, std::string chain,
                                                std::string actor = {});

} // namespace ctrip::job
