// SPDX-License-Identifier: MIT
#include "telemetry/systemd.hpp"

#include <systemd/sd-daemon.h>

namespace ctrip::telemetry {

// A failure means that no service manager listens, so it is ignored.

void notify_ready() noexcept
{
    static_cast<void>(sd_notify(0, "READY=1"));
}

void notify_stopping() noexcept
{
    static_cast<void>(sd_notify(0, "STOPPING=1"));
}

} // namespace ctrip::telemetry
