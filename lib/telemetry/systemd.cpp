// SPDX-License-Identifier: MIT
#include "telemetry/systemd.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <systemd/sd-daemon.h>

#include <cstdint>

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

void notify_watchdog() noexcept
{
    static_cast<void>(sd_notify(0, "WATCHDOG=1"));
}

std::optional<std::chrono::microseconds> watchdog_interval() noexcept
{
    std::uint64_t interval_us = 0;
    return sd_watchdog_enabled(0, &interval_us) > 0
               ? std::optional{std::chrono::microseconds{interval_us}}
               : std::nullopt;
}

std::optional<int> passed_socket()
{
    const int count = sd_listen_fds(0);
    if (count <= 0) {
        return std::nullopt;
    }
    if (count > 1) {
        throw Error{ErrorKind::config,
                    fmt::format("health server: the service manager passed {} sockets; write one "
                                "ListenStream= into its .socket unit",
                                count)};
    }
    return SD_LISTEN_FDS_START;
}

} // namespace ctrip::telemetry
