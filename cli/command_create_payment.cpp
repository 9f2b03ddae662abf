// SPDX-License-Identifier: MIT
// `ctrip create-payment`. Manual: man/ctrip-create-payment.1. Work:
// lib/job/create_payment/request.cpp and lib/job/create_payment.cpp.
#include "base/error.hpp"
#include "base/url.hpp"
#include "cli/commands.hpp"
#include "cli/keys/address_mark.hpp"
#include "cli/line_reader.hpp"
#include "cli/payment_text.hpp"
#include "cli/qr.hpp"
#include "config/config.hpp"
#include "config/notation.hpp"
#include "job/create_payment.hpp"
#include "meter/meter.hpp"
#include "payment/payment.hpp"
#include "payment/render.hpp"
#include "store/chain_store.hpp"
#include "telemetry/run_recorder.hpp"

#include <fmt/format.h>

#include <exception>
#include <map>

namespace ctrip::cli {

namespace {

constexpr std::size_t kBatchLinesMax = 1'000'000;

struct CreatePaymentOptions
{
    job::PaymentRequest request;
    std::vector<std::string> metadata;
    std::string batch;
    bool json = false;
    bool qr = false;
};

payment::Metadata metadata_of(const std::vector<std::string>& pairs)
{
    payment::Metadata metadata;
    for (const std::string& pair : pairs) {
        const std::size_t sign = pair.find('=');
        if (sign == std::string::npos || sign == 0) {
            throw_usage("create-payment", "--metadata must be KEY=VALUE");
        }
        metadata.emplace_back(pair.substr(0, sign), pair.substr(sign + 1));
    }
    return metadata;
}

bool has_request(const CreatePaymentOptions& options)
{
    const job::PaymentRequest& request = options.request;
    return !request.chain.empty() || request.token || request.amount || request.amount_raw ||
           request.reference || request.expires_in || request.idempotency_key ||
           request.webhook_url || !options.metadata.empty();
}

void check_usage(const CreatePaymentOptions& options)
{
    if (options.batch.empty()) {
        if (options.request.chain.empty()) {
            throw_usage("create-payment", "--chain is missing");
        }
        if (options.request.amount.has_value() == options.request.amount_raw.has_value()) {
            throw_usage("create-payment",
                        options.request.amount
                            ? "--amount and --amount-raw exclude each other"
                            : "--amount (whole units) or --amount-raw (base units) is missing");
        }
        if (options.qr && options.json) {
            throw_usage("create-payment", "--qr and --json exclude each other");
        }
        return;
    }
    if (has_request(options)) {
        throw_usage(
            "create-payment",
            "--batch takes each payment's options from its line, not from the command line");
    }
    if (options.qr) {
        throw_usage("create-payment", "--batch and --qr exclude each other");
    }
}

job::Draft draft_of(const job::PaymentRequest& request, Session& session)
{
    const config::Config& config = session.config();
    const auto check_url = [&](const std::string& url) {
        if (config::refuses_plain_http(config) && base::is_plain_http(url)) {
            throw Error{ErrorKind::config, fmt::format("webhook_url {}", config::kPlainWebhook)};
        }
        return config::webhook_url_problem(url);
    };
    return job::draft_payment(request, config, check_url);
}

std::vector<job::Draft> read_batch(const std::string& file, Session& session)
{
    std::vector<job::Draft> drafts;
    LineReader reader{file, job::kRequestBytesMax};
    std::string line;
    while (reader.next(line)) {
        const std::string where = fmt::format("line {}: ", reader.number());
        if (drafts.size() == kBatchLinesMax) {
            throw Error{ErrorKind::request, fmt::format("{}a batch has at most {} lines; split it",
                                                        where, kBatchLinesMax)};
        }
        try {
            drafts.push_back(draft_of(job::parse_request(line), session));
        } catch (const Error& error) {
            throw Error{error.kind(), where + error.what()};
        }
        drafts.back().where = where;
    }
    return drafts;
}

std::vector<payment::Payment> create(std::span<const job::Draft> drafts, Session& session)
{
    const std::unique_ptr<store::HighWaterMark> mark = open_address_mark(session);
    return job::create_payments({.config = session.config(),
                                 .database = session.database(),
                                 .account = session.account(),
                                 .clock = session.clock(),
                                 .own_addresses = session.own_senders(),
                                 .mark = mark.get()},
                                drafts);
}

void print_json(const std::vector<payment::Payment>& payments, Session& session)
{
    std::map<evm::ChainId, std::optional<evm::BlockNumber>> heads;
    for (const payment::Payment& payment : payments) {
        if (!heads.contains(payment.chain_id)) {
            heads[payment.chain_id] =
                store::ChainStore{session.database(), session.clock()}.head(payment.chain_id);
        }
        session.out().line(payment::to_json(payment, heads[payment.chain_id]));
    }
}

/// A request that was refused is counted where there is a database to count in.
void count_refused(const Error& error, Session& session) noexcept
{
    const bool is_request = error.kind() == ErrorKind::request;
    if (!is_request && error.kind() != ErrorKind::config) {
        return;
    }
    try {
        session.meter()
            .counter(meter::Family::payments_refused, {is_request ? "request" : "config"})
            .add();
        telemetry::flush(session.database(), session.meter());
    } catch (const std::exception& failure) {
        session.log().debug("the refused request could not be counted",
                            {{"reason", failure.what()}});
    }
}

ExitCode create_and_print(const CreatePaymentOptions& options, Session& session)
{
    if (!options.batch.empty()) {
        print_json(create(read_batch(options.batch, session), session), session);
        return ExitCode::ok;
    }
    job::PaymentRequest request = options.request;
    request.metadata = metadata_of(options.metadata);
    const job::Draft draft = draft_of(request, session);
    const std::vector<payment::Payment> payments = create({&draft, 1}, session);
    Output& out = session.out();
    if (options.json) {
        print_json(payments, session);
        return ExitCode::ok;
    }
    if (options.qr) {
        out.text(draw_qr(uri_of(payments.front()), out.color()));
    }
    out.text(created_text(payments.front(), out.color()));
    return ExitCode::ok;
}

ExitCode run(const CreatePaymentOptions& options, Session& session)
{
    check_usage(options);
    try {
        return create_and_print(options, session);
    } catch (const Error& error) {
        count_refused(error, session);
        throw;
    }
}

void add_request_options(OptionParser& app, CreatePaymentOptions& options)
{
    job::PaymentRequest& request = options.request;
    app.add_option("--chain", request.chain, "Ask for payment on this chain")->type_name("NAME");
    app.add_option("--token", request.token,
                   "Ask for this token, by symbol or address; default: the native currency")
        ->type_name("SYMBOL");
    app.add_option("--amount", request.amount, "Set the amount in whole units, such as 12.50")
        ->type_name("AMOUNT");
    app.add_option("--amount-raw", request.amount_raw,
                   "Set the amount in base units (wei, or the token's smallest unit)")
        ->type_name("INTEGER");
    app.add_option("--reference", request.reference,
                   "Store your own reference, such as an order number")
        ->type_name("TEXT");
    app.add_option("--expires-in", request.expires_in, "Set the time to pay: 90s, 30m, 2h, 7d")
        ->type_name("SPAN");
    app.add_option("--idempotency-key", request.idempotency_key,
                   "Return the existing payment if this key and request are repeated")
        ->type_name("KEY");
    app.add_option("--metadata", options.metadata,
                   "Store this pair and send it in webhooks (repeatable)")
        ->type_name("KEY=VALUE")
        ->one_value_per_use();
    app.add_option("--webhook-url", request.webhook_url, "Send this payment's webhooks to this URL")
        ->type_name("URL");
}

} // namespace

Command add_create_payment(OptionParser& root)
{
    const auto options = std::make_shared<CreatePaymentOptions>();
    auto* app = root.add_subcommand("create-payment",
                                    "Reserve a deposit address, store the payment, print it");
    add_request_options(*app, *options);
    app->add_option("--batch", options->batch,
                    "Read one JSON request per line; - is standard input")
        ->type_name("FILE");
    app->add_flag("--json", options->json, "Print JSON");
    app->add_flag("--qr", options->qr, "Draw the payment link as a QR code");
    return {app, [options](Session& session) { return run(*options, session); }};
}

} // namespace ctrip::cli
