// SPDX-License-Identifier: MIT
#include "cli/webhooks/sending.hpp"

#include "config/secrets.hpp"

#include <chrono>

namespace ctrip::cli {

namespace {

using std::chrono::milliseconds;

webhook::DeliveryOptions delivery_options(const config::Config& config)
{
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

webhook::SigningKeys keys_of(const config::Config& config, const config::SecretSource& source,
                             const base::Clock& clock)
{
    return webhook::SigningKeys{config::load_webhook_secrets(config, source, clock.now_s())};
}

} // namespace

std::vector<job::NamedEndpoint> named_endpoints(const config::Config& config)
{
    std::vector<job::NamedEndpoint> endpoints;
    for (const config::WebhookEndpoint& one : config.webhooks.endpoints) {
        endpoints.push_back(
            {.name = one.name,
             .url = one.url,
             .types = one.types,
             .limits = {.under_way_max = one.concurrency, .rate = one.rate.value_or(0)}});
    }
    return endpoints;
}

store::Subscribers subscribers(const config::Config& config)
{
    return job::subscribers_of(named_endpoints(config), config.webhooks.url.has_value());
}

std::unique_ptr<webhook::Delivery> make_delivery(const config::Config& config,
                                                 const base::Clock& clock)
{
    const config::Webhooks& webhooks = config.webhooks;
    const config::SecretSource& usual = webhooks.secret.given() || webhooks.endpoints.empty()
                                            ? webhooks.secret
                                            : webhooks.endpoints.front().secret;
    auto delivery = std::make_unique<webhook::Delivery>(keys_of(config, usual, clock),
                                                        delivery_options(config), clock);
    for (const config::WebhookEndpoint& one : webhooks.endpoints) {
        delivery->add_endpoint(
            one.name, {.keys = keys_of(config, one.secret.given() ? one.secret : usual, clock),
                       .timeout_ms = milliseconds{one.timeout}.count(),
                       .headers = one.headers,
                       .tls = {.certificate = one.client_certificate_file,
                               .key = one.client_key_file,
                               .authorities = one.ca_file}});
    }
    for (const config::WebhookSecretFor& one : webhooks.secret_for) {
        delivery->add_host_keys(one.host, keys_of(config, one.secret, clock));
    }
    return delivery;
}

} // namespace ctrip::cli
