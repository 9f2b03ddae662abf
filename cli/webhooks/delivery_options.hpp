// SPDX-License-Identifier: MIT
// How webhook messages are sent, by the configuration.
#pragma once

#include "config/config.hpp"
#include "webhook/delivery.hpp"

namespace ctrip::cli {

[[nodiscard]] webhook::DeliveryOptions delivery_options(const config::Config& config);

} // namespace ctrip::cli
