// SPDX-License-Identifier: MIT
// Notifies systemd of a service's state (sd_notify).
#pragma once

namespace ctrip::telemetry {

/// READY=1: start-up is complete. Does nothing outside of a systemd unit of Type=notify.
void notify_ready() noexcept;

/// STOPPING=1: the service is shutting down.
void notify_stopping() noexcept;

} // namespace ctrip::telemetry
