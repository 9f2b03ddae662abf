// SPDX-License-Identifier: MIT
#include "config/webhook_reader.hpp"

#include "base/text.hpp"
#include "base/url.hpp"
#include "config/notation.hpp"
#include "config/secret_reader.hpp"
#include "payment/status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace ctrip::config {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kEndpointsMax = 100;
constexpr std::size_t kNameBytesMax = 32;
constexpr std::size_t kHeadersMax = 20;
constexpr std::size_t kHeaderBytesMax = 4'096;
constexpr std::string_view kNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789-_";
/// Set by ctrip, or by the HTTP client.
constexpr std::array<std::string_view, 9> kOwnHeaders{
    "content-type",        "content-length",    "webhook-id",
    "webhook-timestamp",   "webhook-signature", "webhook-replayed",
    "x-webhook-signature", "traceparent",       "host"};

/// Whether a key that is false by default is true.
bool allowed(const Section& section, std::string_view key)
{
    const std::optional<Field> field = section.find(key);
    return field && field->boolean();
}

std::string read_url(const Field& field, const Webhooks& webhooks, const ReadContext& context)
{
    std::string url = field.webhook_url();
    if (context.environment == Environment::production && !webhooks.allow_plain_http &&
        base::is_plain_http(url)) {
        field.fail(kPlainWebhook);
    }
    return url;
}

std::string read_name(const Field& field, const std::vector<WebhookEndpoint>& others)
{
    const std::string& name = field.text();
    if (name.size() > kNameBytesMax ||
        name.find_first_not_of(kNameCharacters) != std::string::npos || name == "default") {
        field.fail(
            fmt::format("must be a name of up to {} lower-case letters, digits, - and _, and "
                        "not 'default', which is webhooks.url",
                        kNameBytesMax));
    }
    if (std::any_of(others.begin(), others.end(),
                    [&](const WebhookEndpoint& other) { return other.name == name; })) {
        field.fail(fmt::format("'{}' is another endpoint's name too", name));
    }
    return name;
}

std::vector<std::string> read_types(const Field& field)
{
    std::vector<std::string> types;
    for (const Field& item : field.list(payment::event_names().size())) {
        const std::string& type = item.text();
        if (!payment::parse_event(type)) {
            const auto near = base::nearest(type, payment::event_names());
            item.fail(fmt::format("is no event{}; they are {}",
                                  near ? fmt::format("; did you mean '{}'?", *near) : "",
                                  base::join(payment::event_names(), ", ")));
        }
        types.push_back(type);
    }
    if (types.empty()) {
        field.fail("is empty, so the endpoint would get nothing; leave it out for all events");
    }
    return types;
}

std::vector<std::string> read_headers(const Field& field)
{
    if (field.value().kind != ValueKind::map || field.value().items.size() > kHeadersMax) {
        field.fail(fmt::format("must be a map of at most {} names and values", kHeadersMax));
    }
    std::vector<std::string> headers;
    for (const Value& item : field.value().items) {
        const Field value{field.file(), fmt::format("{}.{}", field.name(), item.key), item};
        const std::string name = base::to_lower(item.key);
        if (!is_header_name(item.key) ||
            std::find(kOwnHeaders.begin(), kOwnHeaders.end(), name) != kOwnHeaders.end()) {
            value.fail("must be the name of a header that ctrip does not set itself");
        }
        if (value.text().size() > kHeaderBytesMax) {
            value.fail(fmt::format("must have at most {} bytes", kHeaderBytesMax));
        }
        headers.push_back(item.key + ": " + value.text());
    }
    return headers;
}

std::string read_path(const Section& section, std::string_view key)
{
    const std::optional<Field> field = section.find(key);
    return field ? beside(field->file(), field->text()) : std::string{};
}

void read_tls(WebhookEndpoint& endpoint, const Section& section)
{
    endpoint.client_certificate_file = read_path(section, "client_certificate_file");
    endpoint.client_key_file = read_path(section, "client_key_file");
    endpoint.ca_file = read_path(section, "ca_file");
    const std::optional<Field> key = section.find("client_key_file");
    if (key && endpoint.client_certificate_file.empty()) {
        key->fail("is given without client_certificate_file");
    }
}

WebhookEndpoint read_endpoint(const Webhooks& webhooks, const Field& field,
                              const ReadContext& context)
{
    const Section section{field,
                          {"name", "url", "types", "secret", "secret_file", "headers", "timeout",
                           "concurrency", "rate", "client_certificate_file", "client_key_file",
                           "ca_file"}};
    WebhookEndpoint endpoint;
    endpoint.name =
        read_name(section.require("name", "a short name, as in erp"), webhooks.endpoints);
    endpoint.url = read_url(section.require("url", "where messages go"), webhooks, context);
    if (const auto types = section.find("types")) {
        endpoint.types = read_types(*types);
    }
    endpoint.secret = read_secret(section, "secret", context);
    if (const auto headers = section.find("headers")) {
        endpoint.headers = read_headers(*headers);
    }
    endpoint.timeout = webhooks.timeout;
    if (const auto timeout = section.find("timeout")) {
        endpoint.timeout = timeout->duration(seconds{1}, minutes{5});
    }
    if (const auto concurrency = section.find("concurrency")) {
        endpoint.concurrency = concurrency->whole_number(1, 64);
    }
    if (const auto rate = section.find("rate")) {
        endpoint.rate = rate->whole_number(1, 100'000);
    }
    read_tls(endpoint, section);
    return endpoint;
}

void read_endpoints(Webhooks& webhooks, const Field& field, const ReadContext& context)
{
    for (const Field& item : field.list(kEndpointsMax)) {
        webhooks.endpoints.push_back(read_endpoint(webhooks, item, context));
    }
}

void read_secret_for(Webhooks& webhooks, const Field& field, const ReadContext& context)
{
    if (field.value().kind != ValueKind::map || field.value().items.size() > kEndpointsMax) {
        field.fail(fmt::format("must be a map of at most {} hosts, each with a secret's file",
                               kEndpointsMax));
    }
    for (const Value& item : field.value().items) {
        const Field file{field.file(), fmt::format("{}.{}", field.name(), item.key), item};
        const base::ParsedUrl parsed = base::parse_url("https://" + item.key + "/");
        if (!parsed.valid() ||
            base::to_lower(parsed.url.host_and_port()) != base::to_lower(item.key)) {
            file.fail("must be a host, or host:port, as in shop.example");
        }
        static_cast<void>(file.text());
        webhooks.secret_for.push_back(
            {.host = base::to_lower(item.key), .secret = read_file_name(file, context)});
    }
}

} // namespace

void read_webhooks(Webhooks& webhooks, const Field& field, const ReadContext& context)
{
    const Section section{field,
                          {"url", "secret", "secret_file", "allow_private_addresses",
                           "allow_plain_http", "allow_weak_secret", "body_signature", "timeout",
                           "keep", "endpoints", "secret_for"}};
    webhooks.allow_private_addresses = allowed(section, "allow_private_addresses");
    webhooks.allow_plain_http = allowed(section, "allow_plain_http");
    webhooks.allow_weak_secret = allowed(section, "allow_weak_secret");
    if (const auto body_signature = section.find("body_signature")) {
        webhooks.body_signature = body_signature->boolean();
    }
    if (const auto url = section.find("url")) {
        webhooks.url = read_url(*url, webhooks, context);
    }
    webhooks.secret = read_secret(section, "secret", context);
    if (const auto timeout = section.find("timeout")) {
        webhooks.timeout = timeout->duration(seconds{1}, minutes{5});
    }
    if (const auto keep = section.find("keep")) {
        webhooks.keep = keep->duration(hours{1}, hours{24 * 3'650});
    }
    if (const auto endpoints = section.find("endpoints")) {
        read_endpoints(webhooks, *endpoints, context);
    }
    if (const auto secret_for = section.find("secret_for")) {
        read_secret_for(webhooks, *secret_for, context);
    }
}

} // namespace ctrip::config
