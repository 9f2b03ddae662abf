// SPDX-License-Identifier: MIT
#include "cli/decide/decision.hpp"

#include "base/error.hpp"
#include "cli/decide/operator_name.hpp"
#include "cli/payment_text.hpp"
#include "job/accept_cancel.hpp"
#include "payment/payment.hpp"
#include "payment/render.hpp"
#include "store/chain_store.hpp"
#include "store/payment_details.hpp"

#include <fmt/format.h>

namespace ctrip::cli {

namespace {

using Decide = job::Decided (*)(const job::DecisionDesk& desk,
                                const job::OperatorDecision& decision);

/// `done`: the past participle ("accepted") for the log line if the payment was so already.
ExitCode run_decision(const DecisionOptions& options, Session& session, Decide decide,
                      std::string_view done)
{
    job::check_reason(options.reason);
    const job::OperatorDecision decision{.payment_id =
                                             checked_id("ID", options.id, ErrorKind::not_found),
                                         .reason = options.reason,
                                         .actor = operator_name()};
    // On a terminal the payment is shown below.
    const base::Log* const log = session.log().is_unattended() ? &session.log() : nullptr;
    const job::Decided decided = decide({.config = session.config(),
                                         .database = session.database(),
                                         .clock = session.clock(),
                                         .log = log},
                                        decision);
    const payment::Payment& payment = decided.payment;
    if (decided.outcome == job::DecisionOutcome::already) {
        session.log().info(
            fmt::format("payment '{}' was {} before; nothing was changed", payment.id, done));
    }
    const auto head = store::ChainStore{session.database(), session.clock()}.head(payment.chain_id);
    Output& out = session.out();
    if (options.json) {
        out.line(payment::to_json(payment, head));
    } else {
        out.text(shown_text(payment, head,
                            store::details_of(session.database(), session.clock(), payment.id),
                            out.color()));
    }
    return ExitCode::ok;
}

} // namespace

std::shared_ptr<DecisionOptions> add_decision_options(OptionParser& app)
{
    auto options = std::make_shared<DecisionOptions>();
    app.add_option("id", options->id, "The payment's id")->type_name("ID")->required();
    app.add_option("--reason", options->reason, "Store this reason in the payment's history")
        ->type_name("TEXT")
        ->required();
    app.add_flag("--json", options->json, "Print JSON");
    return options;
}

ExitCode run_accept(const DecisionOptions& options, Session& session)
{
    return run_decision(options, session, job::accept_payment, "accepted");
}

ExitCode run_cancel(const DecisionOptions& options, Session& session)
{
    return run_decision(options, session, job::cancel_payment, "cancelled");
}

} // namespace ctrip::cli
