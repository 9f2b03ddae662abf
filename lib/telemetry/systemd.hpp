// SPDX-License-Identifier: MIT
// What systemd tells a service, and is told of its state: sd_notify, sd_watchdog_enabled,
// sd_listen_fds.
#pragma once

#include <chrono>
#include <optional>

namespace ctrip::telemetry {

/// READY=1: start-up is complete. Does nothing outside of a systemd unit of Type=notify.
void notify_ready() noexcept;

/// STOPPING=1: the service is shutting down.
void notify_stopping() noexcept;

/// WATCHDOG=1: the service works.
void notify_watchdog() noexcept;

/// How often the service manager wants that at least; nothing if it does not watch.
[[nodiscard]] std::optional<std::chrono::microseconds> watchdog_interval() noexcept;

/// The socket that the service manager opened for this service (socket activation); nothing if it
/// opened none. Throws Error{config} for more than one.
[[nodiscard]] std::optional<int> passed_socket();

} // namespace ctrip::telemetry
