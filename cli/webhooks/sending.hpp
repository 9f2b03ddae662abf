// SPDX-License-Identifier: MIT
// How webhook messages are sent, and to whom, by the configuration.
#pragma once

#include "base/clock.hpp"
#include "config/config.hpp"
#include "job/send_webhooks.hpp"
#include "webhook/delivery.hpp"

#include <memory>
#include <vector>

namespace ctrip::cli {

[[nodiscard]] std::vector<job::NamedEndpoint> named_endpoints(const config::Config& config);
[[nodiscard]] store::Subscribers subscribers(const config::Config& config);

/// Reads the secrets of all endpoints; of webhooks.secret only where one is configured, since named
/// endpoints may all have their own.
[[nodiscard]] std::unique_ptr<webhook::Delivery> make_delivery(const config::Config& config,
                                                               const base::Clock& clock);

} // namespace ctrip::cli
