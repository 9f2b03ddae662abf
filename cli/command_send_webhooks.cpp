// SPDX-License-Identifier: MIT
// `ctrip send-webhooks`. Manual: man/ctrip-send-webhooks.1. Work: lib/job/send_webhooks.cpp.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "cli/webhooks/sending.hpp"
#include "job/send_webhooks.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ctrip::cli {

namespace {

struct SendWebhooksOptions
{
    bool json = false;
};

std::string as_json(const job::WebhookReport& report)
{
    nlohmann::ordered_json line;
    line["delivered"] = report.delivered;
    line["retried"] = report.retried;
    line["dead"] = report.dead;
    line["refused"] = report.refused;
    line["postponed"] = report.postponed;
    line["held"] = report.held;
    line["without_endpoint"] = report.without_endpoint;
    return line.dump();
}

std::string as_text(const job::WebhookReport& report)
{
    std::string text = fmt::format("{} delivered, {} to be tried again, {} given up",
                                   report.delivered, report.retried, report.dead);
    if (report.refused > 0) {
        text += fmt::format(", {} refused", report.refused);
    }
    if (report.postponed > 0) {
        text += fmt::format(", {} postponed", report.postponed);
    }
    if (report.held > 0) {
        text += fmt::format(", {} held back", report.held);
    }
    return text;
}

void work(const SendWebhooksOptions& options, Session& session, store::WebhookStore& store,
          const store::WebhookPlace& place)
{
    using std::chrono::milliseconds;
    const config::Webhooks& webhooks = session.config().webhooks;
    const std::unique_ptr<webhook::Delivery> delivery =
        make_delivery(session.config(), session.clock());
    const store::Subscribers subscribed = subscribers(session.config());
    store::EventFeed feed{session.database(), subscribed};
    store::EndpointStore endpoints{session.database()};
    const job::WebhookReport report =
        job::send_webhooks({.store = store,
                            .endpoints = endpoints,
                            .feed = webhooks.endpoints.empty() ? nullptr : &feed,
                            .place = place,
                            .delivery = *delivery,
                            .url = webhooks.url,
                            .named = named_endpoints(session.config()),
                            .clock = session.clock(),
                            .log = session.log(),
                            .own_addresses = [&session] { return session.own_addresses(); },
                            .meter = &session.meter(),
                            .keep_attempts_ms = milliseconds{webhooks.keep}.count()});
    const std::string text = as_text(report);
    session.report(options.json ? as_json(report) : text, text,
                   report.delivered + report.retried + report.dead + report.refused > 0);
    if (report.without_endpoint) {
        session.log().warning("messages are due and have no endpoint: set webhooks.url");
    }
    if (report.refused > 0) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("{} webhook messages are not what ctrip wrote and were not signed; "
                                "the log names them",
                                report.refused)};
    }
    if (report.postponed > 0) {
        throw Error{ErrorKind::config,
                    fmt::format("{} webhook messages wait: their payments' addresses are another "
                                "wallet's; name its xpub in wallet.former_xpubs",
                                report.postponed)};
    }
    if (report.retried + report.dead > 0) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("{} webhook messages were not delivered: {} will be tried again, "
                                "{} were given up",
                                report.retried + report.dead, report.retried, report.dead)};
    }
    if (report.held > 0) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("{} webhook messages are due and were not sent, since their "
                                "endpoints fail; 'ctrip webhooks list' names these",
                                report.held)};
    }
}

ExitCode run(const SendWebhooksOptions& options, Session& session)
{
    // The place is held until the last request ends, so that its next holder never sends at the
    // same time.
    store::WebhookStore store{session.database()};
    const std::optional<store::WebhookPlace> place = store.claim_place();
    if (!place) {
        session.log().error(fmt::format(
            "{} runs of send-webhooks are running, which is the limit; wait until one of them ends",
            store::kWebhookPlaces));
        return ExitCode::locked;
    }
    return session.run_shared_job("send-webhooks", [&] { work(options, session, store, *place); });
}

} // namespace

Command add_send_webhooks(OptionParser& root)
{
    const auto options = std::make_shared<SendWebhooksOptions>();
    auto* app = root.add_subcommand("send-webhooks", "Deliver the webhook messages that are due");
    app->add_flag("--json", options->json, "Print one JSON object");
    return {app, [options](Session& session) { return run(*options, session); }, "send-webhooks"};
}

} // namespace ctrip::cli
