// SPDX-License-Identifier: MIT
#include "cli/webhooks/delivery_options.hpp"

#include <chrono>

namespace ctrip::cli {

webhook::DeliveryOptions delivery_options(const config::Config& config)
{
    using std::chrono::milliseconds;
    const config::Webhooks& webhooks = config.webhooks;
    return {.private_addresses = webhooks.allow_private_addresses
                                     ? webhook::PrivateAddresses::allowed
                                     : webhook::PrivateAddresses::refused,
            .plain_http = config::refuses_plain_http(config) ? webhook::PlainHttp::refused
                                                             : webhook::PlainHttp::allowed,
            .body_signature = webhooks.body_signature,
            .timeout_ms = milliseconds{webhooks.timeout}.count(),
            .version = CTRIP_VERSION};
}

} // namespace ctrip::cli
