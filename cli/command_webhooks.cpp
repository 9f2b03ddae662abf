// SPDX-License-Identifier: MIT
// `ctrip webhooks`. Manual: man/ctrip-webhooks.1. Work: lib/job/webhooks.cpp and
// lib/store/outbox/message_log.cpp.
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/payment_text.hpp"
#include "cli/progress.hpp"
#include "cli/since.hpp"
#include "cli/webhooks/message_text.hpp"
#include "cli/webhooks/sending.hpp"
#include "config/webhook_rotation.hpp"
#include "job/webhooks.hpp"
#include "payment/status.hpp"
#include "store/outbox/endpoint_store.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace ctrip::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMessagesMax = 10'000;

/// Which messages; the options that several subcommands share.
struct ChoiceOptions
{
    std::string state;
    std::string payment;
    std::string endpoint;
    std::string type;
    std::string since;
    std::string until;
    std::vector<std::string> chains;
};

struct WebhooksOptions
{
    OptionParser* list = nullptr;
    OptionParser* show = nullptr;
    OptionParser* retry = nullptr;
    OptionParser* replay = nullptr;
    OptionParser* test = nullptr;
    OptionParser* enable = nullptr;
    OptionParser* rotate = nullptr;
    ChoiceOptions choice;
    std::uint64_t limit = 50;
    std::string after;
    std::string id;
    std::vector<std::string> ids;
    bool dead = false;
    bool dry_run = false;
    std::string url;
    std::string endpoint; ///< To enable, or to rotate.
    std::string keep = "24h";
    bool key_pair = false; ///< Of Ed25519.
    bool json = false;
};

job::OutboxDesk desk_of(Session& session, store::MessageLog& messages)
{
    return {
        .messages = messages, .clock = session.clock(), .usual_url = session.config().webhooks.url};
}

std::string checked_type(const std::string& type)
{
    if (payment::parse_event(type)) {
        return type;
    }
    const auto near = base::nearest(type, payment::event_names());
    throw Error{ErrorKind::usage,
                fmt::format("--type can't be '{}'{}; it is one of {}", type,
                            near ? fmt::format("; did you mean '{}'?", *near) : "",
                            base::join(payment::event_names(), ", "))};
}

job::MessageChoice choice_of(const ChoiceOptions& options, Session& session)
{
    const base::UnixSeconds now_s = session.clock().now_s();
    job::MessageChoice choice;
    store::MessageFilter& filter = choice.filter;
    if (!options.state.empty()) {
        filter.states = {options.state};
    }
    if (!options.payment.empty()) {
        filter.payment_id = checked_id("--payment", options.payment, ErrorKind::request);
    }
    if (!options.type.empty()) {
        filter.event = checked_type(options.type);
    }
    if (!options.since.empty()) {
        filter.since_ms = since_of(options.since, now_s) * 1000;
    }
    if (!options.until.empty()) {
        filter.before_ms = since_of(options.until, now_s, "--until") * 1000;
    }
    if (filter.since_ms && filter.before_ms && *filter.since_ms >= *filter.before_ms) {
        throw Error{ErrorKind::usage, "--since is not before --until: no message can be chosen"};
    }
    for (const std::string& name : options.chains) {
        filter.chain_ids.push_back(config::find_chain(session.config(), name).chain_id);
    }
    if (!options.endpoint.empty()) {
        choice.endpoint = job::endpoint_name(options.endpoint);
    }
    return choice;
}

ExitCode run_list(const WebhooksOptions& options, Session& session)
{
    store::MessageLog messages{session.database()};
    job::MessageChoice choice = choice_of(options.choice, session);
    if (!options.after.empty()) {
        const auto after = messages.find(options.after);
        if (!after) {
            throw Error{ErrorKind::request,
                        fmt::format("--after: there is no message '{}'", options.after)};
        }
        choice.filter.after = store::MessagePlace::of(*after);
    }
    choice.filter.max = options.limit + 1; // One extra shows whether there is a next page.
    MessageList list{.messages = job::find_messages(desk_of(session, messages), choice),
                     .endpoints = store::EndpointStore{session.database()}.all(),
                     .next = {},
                     .usual_url = session.config().webhooks.url};
    if (list.messages.size() > options.limit) {
        list.messages.resize(options.limit);
        list.next = list.messages.back().id;
    }
    Output& out = session.out();
    if (options.json) {
        out.line(messages_json(list));
    } else {
        out.text(messages_text(list, out.color()));
    }
    return ExitCode::ok;
}

ExitCode run_show(const WebhooksOptions& options, Session& session)
{
    store::MessageLog messages{session.database()};
    const store::LoggedMessage message = job::find_message(messages, options.id);
    const ShownMessage shown{.message = message,
                             .body = messages.body(message.id),
                             .attempts = messages.attempts(message),
                             .usual_url = session.config().webhooks.url};
    Output& out = session.out();
    if (options.json) {
        out.line(message_json(shown));
    } else {
        out.text(message_text(shown, out.color()));
    }
    return ExitCode::ok;
}

/// `done`: what was made of the messages.
void print_sent_again(const WebhooksOptions& options, Session& session, const job::SentAgain& again,
                      std::string_view done)
{
    const std::uint64_t under_way = again.matched - again.sent_again;
    Output& out = session.out();
    if (options.json) {
        out.line(Json{{"matched", again.matched},
                      {"due", options.dry_run ? 0 : again.sent_again},
                      {"dry_run", options.dry_run}}
                     .dump());
    } else if (options.dry_run) {
        out.line(fmt::format("{} messages would be {}", again.matched, done));
    } else {
        out.line(fmt::format("{} messages are due now; the next 'ctrip send-webhooks' sends them",
                             again.sent_again));
    }
    if (!options.dry_run && under_way > 0) {
        session.log().warning(fmt::format(
            "{} of the messages are being sent at this moment and were left as they are",
            under_way));
    }
}

ExitCode run_retry(const WebhooksOptions& options, Session& session)
{
    store::MessageLog messages{session.database()};
    const job::OutboxDesk desk = desk_of(session, messages);
    const bool has_endpoint = !options.choice.endpoint.empty();
    if (options.ids.empty() != (options.dead || has_endpoint)) {
        throw_usage("webhooks retry", options.ids.empty()
                                          ? "give the ids of messages, --dead or --endpoint"
                                          : "give ids, or --dead and --endpoint; not both");
    }
    if (!options.ids.empty()) {
        print_sent_again(options, session, job::retry_messages(desk, options.ids), "sent again");
        return ExitCode::ok;
    }
    job::MessageChoice choice = choice_of(options.choice, session);
    choice.filter.states = {"dead"};
    if (!options.dead) { // All that an endpoint has not got yet.
        choice.filter.states.emplace_back("pending");
    }
    ProgressLine progress{"retry", session.clock(), session.shows_progress(), "messages"};
    const job::SentAgain again = job::send_again(
        desk, choice, /*is_replay=*/false, options.dry_run,
        [&](std::uint64_t done, std::uint64_t total) { progress.show(done, total); });
    print_sent_again(options, session, again, "sent again");
    return ExitCode::ok;
}

ExitCode run_replay(const WebhooksOptions& options, Session& session)
{
    store::MessageLog messages{session.database()};
    job::MessageChoice choice = choice_of(options.choice, session);
    choice.filter.states = {"delivered", "dead"};
    if (!choice.filter.before_ms) { // Not what is written meanwhile.
        choice.filter.before_ms = session.clock().now_ms();
    }
    ProgressLine progress{"replay", session.clock(), session.shows_progress(), "messages"};
    const job::SentAgain again = job::send_again(
        desk_of(session, messages), choice, /*is_replay=*/true, options.dry_run,
        [&](std::uint64_t done, std::uint64_t total) { progress.show(done, total); });
    print_sent_again(options, session, again, "sent again under the same ids, marked as replayed");
    return ExitCode::ok;
}

/// By default the usual endpoint; a URL is signed as a payment's own.
webhook::Message target_of(const std::string& written, const config::Webhooks& webhooks)
{
    webhook::Message message;
    if (written.find("://") != std::string::npos) {
        message.url = written;
        message.has_own_url = written != webhooks.url;
        return message;
    }
    const auto named =
        std::ranges::find(webhooks.endpoints, written, &config::WebhookEndpoint::name);
    if (named != webhooks.endpoints.end()) {
        message.url = named->url;
        message.endpoint = named->name;
        message.is_named = true;
        return message;
    }
    if (!written.empty()) {
        throw Error{ErrorKind::request,
                    fmt::format("'{}' is neither a URL nor the name of an endpoint in "
                                "webhooks.endpoints",
                                written)};
    }
    if (!webhooks.url) {
        throw_usage("webhooks test", "no webhooks.url is configured; give a URL or an endpoint's "
                                     "name");
    }
    message.url = *webhooks.url;
    return message;
}

ExitCode run_test(const WebhooksOptions& options, Session& session)
{
    const config::Config& config = session.config();
    const std::unique_ptr<webhook::Delivery> delivery = make_delivery(config, session.clock());
    ShownTest test{.tested = job::test_endpoint(*delivery, target_of(options.url, config.webhooks),
                                                session.clock()),
                   .signatures = {}};
    const webhook::Attempt& attempt = test.tested.attempt;
    test.signatures = delivery->sign(test.tested.message, attempt.signed_at_s);
    Output& out = session.out();
    if (options.json) {
        out.line(test_json(test));
    } else {
        out.text(test_text(test, out.color()));
    }
    if (!attempt.error.empty()) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("the test message was not delivered: {}", attempt.error)};
    }
    return ExitCode::ok;
}

ExitCode run_enable(const WebhooksOptions& options, Session& session)
{
    const std::string endpoint = job::endpoint_name(options.endpoint);
    store::EndpointStore endpoints{session.database()};
    if (!endpoints.forget(endpoint)) {
        throw Error{ErrorKind::not_found,
                    fmt::format("endpoint '{}' does not fail and is not disabled; 'ctrip webhooks "
                                "list' names those that are",
                                endpoint)};
    }
    store::MessageLog messages{session.database()};
    // "host:port/#…" names one URL of a host; its messages are among the host's.
    job::MessageChoice choice;
    choice.endpoint = endpoint.substr(0, endpoint.find('/'));
    choice.filter.states = {"pending"};
    const job::SentAgain again = job::send_again(desk_of(session, messages), choice,
                                                 /*is_replay=*/false, /*dry_run=*/false,
                                                 [](std::uint64_t, std::uint64_t) {});
    print_sent_again(options, session, again, "sent again");
    return ExitCode::ok;
}

ExitCode run_rotate(const WebhooksOptions& options, Session& session)
{
    const auto keep = base::parse_duration(options.keep);
    if (!keep) {
        throw Error{ErrorKind::usage,
                    fmt::format("--keep can't be '{}'; write 1h, 24h or 7d", options.keep)};
    }
    const config::Config& config = session.config();
    const config::RotatedSecret rotated = config::rotate_webhook_secret(
        config, config::webhook_secret_of(config, options.endpoint),
        options.key_pair ? config::WebhookSecretKind::ed25519 : config::WebhookSecretKind::hmac,
        *keep, session.clock().now_s());
    const std::string until =
        rotated.old_until_s ? base::to_rfc3339(*rotated.old_until_s) : std::string{};
    session.log().info(
        until.empty()
            ? fmt::format("'{}' has the new secret; it is not shown again", rotated.file)
            : fmt::format("'{}' has the new secret, which is not shown again; messages are signed "
                          "with the old one too until {}",
                          rotated.file, until));
    // A shop verifies by the public key of Ed25519, and by the secret itself of HMAC.
    const std::string_view told =
        rotated.public_key.empty() ? rotated.secret.expose_text() : rotated.public_key;
    Output& out = session.out();
    if (options.json) {
        out.line(Json{{"endpoint", options.endpoint},
                      {rotated.public_key.empty() ? "secret" : "public_key", told},
                      {"old_until", until.empty() ? Json(nullptr) : Json(until)}}
                     .dump());
    } else {
        out.line(told);
    }
    return ExitCode::ok;
}

ExitCode run(const WebhooksOptions& options, Session& session)
{
    if (options.rotate->parsed()) {
        return run_rotate(options, session);
    }
    if (options.list->parsed()) {
        return run_list(options, session);
    }
    if (options.show->parsed()) {
        return run_show(options, session);
    }
    if (options.retry->parsed()) {
        return run_retry(options, session);
    }
    if (options.replay->parsed()) {
        return run_replay(options, session);
    }
    return options.test->parsed() ? run_test(options, session) : run_enable(options, session);
}

void add_endpoint(OptionParser& app, WebhooksOptions& options, const std::string& description)
{
    app.add_option("--endpoint", options.choice.endpoint, description)->type_name("ENDPOINT");
}

void add_span(OptionParser& app, WebhooksOptions& options)
{
    app.add_option("--type", options.choice.type, "Limit to events of this type")
        ->type_name("TYPE");
    app.add_option("--until", options.choice.until, "Limit to events before: 2026-11-22, 24h, 7d")
        ->type_name("TIME");
}

void add_list(OptionParser& webhooks, WebhooksOptions& options)
{
    options.list = webhooks.add_subcommand("list", "List messages, newest first, and the "
                                                   "endpoints that fail");
    options.list->add_option("--state", options.choice.state, "Limit to messages in this state")
        ->type_name("STATE")
        ->one_of({"pending", "dead", "delivered", "skipped"});
    options.list->add_option("--payment", options.choice.payment, "Limit to this payment's")
        ->type_name("ID");
    add_endpoint(*options.list, options, "Limit to this endpoint's: host:port, a URL or a name");
    options.list
        ->add_option("--since", options.choice.since, "Limit to events since: 2026-11-22, 24h, 7d")
        ->type_name("TIME");
    add_span(*options.list, options);
    options.list->add_option("--limit", options.limit, "List at most this many")
        ->type_name("N")
        ->range(std::uint64_t{1}, kMessagesMax)
        ->capture_default_str();
    options.list
        ->add_option("--after", options.after,
                     "Continue after this id: 'next' of the previous list")
        ->type_name("ID");
}

void add_show(OptionParser& webhooks, WebhooksOptions& options)
{
    options.show = webhooks.add_subcommand("show", "Show one message with each attempt");
    options.show->add_option("id", options.id, "The message's id")->type_name("ID")->required();
}

void add_retry(OptionParser& webhooks, WebhooksOptions& options)
{
    options.retry = webhooks.add_subcommand("retry", "Make messages due now, with all attempts "
                                                     "before them");
    options.retry->add_option("ids", options.ids, "The messages' ids")->type_name("ID");
    options.retry->add_flag("--dead", options.dead, "All that were given up");
    add_endpoint(*options.retry, options,
                 "All that this endpoint has not got: host:port, a URL or a name");
    options.retry->add_flag("--dry-run", options.dry_run, "Only count them");
}

void add_replay(OptionParser& webhooks, WebhooksOptions& options)
{
    options.replay = webhooks.add_subcommand(
        "replay", "Send all messages of a span of time again, under the same ids");
    options.replay
        ->add_option("--since", options.choice.since, "From this time on: 2026-11-22, 24h, 7d")
        ->type_name("TIME")
        ->required();
    add_span(*options.replay, options);
    add_endpoint(*options.replay, options, "Limit to this endpoint's: host:port, a URL or a name");
    options.replay->add_option("--chain", options.choice.chains, "Limit to this chain (repeatable)")
        ->type_name("NAME")
        ->one_value_per_use();
    options.replay->add_flag("--dry-run", options.dry_run, "Only count them");
}

void add_rotate(OptionParser& webhooks, WebhooksOptions& options)
{
    options.rotate = webhooks.add_subcommand("rotate", "Write a new secret for an endpoint, and "
                                                       "print what its shop verifies by");
    options.rotate
        ->add_option("endpoint", options.endpoint,
                     "An endpoint's name, a host of webhooks.secret_for, or default")
        ->type_name("ENDPOINT")
        ->required();
    options.rotate->add_option("--keep", options.keep, "Sign with the old one too for so long")
        ->type_name("SPAN")
        ->capture_default_str();
    options.rotate->add_flag("--key-pair", options.key_pair, "A key pair of Ed25519 (v1a) instead");
}

} // namespace

Command add_webhooks(OptionParser& root)
{
    const auto options = std::make_shared<WebhooksOptions>();
    auto* app = root.add_subcommand("webhooks", "Look at webhook messages, and send them again");
    app->add_flag("--json", options->json, "Print JSON");
    add_list(*app, *options);
    add_show(*app, *options);
    add_retry(*app, *options);
    add_replay(*app, *options);
    options->test = app->add_subcommand("test", "Send a signed test message, payment.test");
    options->test
        ->add_option("url", options->url,
                     "Where to: a URL or an endpoint's name; by default webhooks.url")
        ->type_name("URL");
    options->enable =
        app->add_subcommand("enable", "Send to an endpoint again that is disabled or open");
    options->enable->add_option("endpoint", options->endpoint, "As 'webhooks list' names it")
        ->type_name("ENDPOINT")
        ->required();
    add_rotate(*app, *options);
    return {app, [options](Session& session) { return run(*options, session); }};
}

} // namespace ctrip::cli
