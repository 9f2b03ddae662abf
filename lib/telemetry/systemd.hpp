// SPDX-License-Identifier: MIT
// Tells systemd how a service is doing, where systemd started it.
#pragma once

namespace ctrip::telemetry {

/// READY=1: start-up is over. Does nothing outside of a systemd unit of Type=notify.
void notify_ready() noexcept;

/// STOPPING=1: the service is on its way out.
void notify_stopping() noexcept;

} // namespace ctrip::telemetry
