// SPDX-License-Identifier: MIT
// `ctrip list`. Manual: man/ctrip-list.1. Work: lib/store/payment_store.cpp.
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/payment_text.hpp"
#include "cli/since.hpp"
#include "cli/sweep_list.hpp"
#include "cli/table.hpp"
#include "payment/payment.hpp"
#include "payment/render.hpp"
#include "store/chain_store.hpp"
#include "store/payment_store.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>

namespace ctrip::cli {

namespace {

constexpr std::uint64_t kLimitMax = 10'000;

struct ListOptions
{
    std::vector<std::string> statuses;
    std::vector<std::string> chains;
    std::string reference;
    std::string since;
    std::uint64_t limit = 50;
    std::string after;
    bool sweeps = false;
    bool json = false;
};

payment::Status status_of(const std::string& name)
{
    if (const auto status = payment::parse_status(name)) {
        return *status;
    }
    const auto near = base::nearest(name, payment::status_names());
    throw Error{ErrorKind::usage,
                fmt::format("--status can't be '{}'{}; it is one of {}", name,
                            near ? fmt::format("; did you mean '{}'?", *near) : "",
                            base::join(payment::status_names(), ", "))};
}

store::PaymentFilter filter_of(const ListOptions& options, Session& session)
{
    store::PaymentFilter filter;
    for (const std::string& name : options.statuses) {
        filter.statuses.push_back(status_of(name));
    }
    for (const std::string& name : options.chains) {
        filter.chain_ids.push_back(config::find_chain(session.config(), name).chain_id);
    }
    if (!options.reference.empty()) {
        filter.reference = options.reference;
    }
    if (!options.since.empty()) {
        filter.since_s = since_of(options.since, session.clock().now_s());
    }
    if (!options.after.empty()) {
        filter.after = checked_id("--after", options.after, ErrorKind::request);
    }
    filter.limit = options.limit + 1; // One extra row shows whether there is a next page.
    return filter;
}

void print_json(Session& session, const std::vector<payment::Payment>& payments,
                const std::string& next)
{
    std::map<evm::ChainId, std::optional<evm::BlockNumber>> heads;
    Output& out = session.out();
    out.text(R"({"payments":[)");
    for (const payment::Payment& payment : payments) {
        if (!heads.contains(payment.chain_id)) {
            heads[payment.chain_id] =
                store::ChainStore{session.database(), session.clock()}.head(payment.chain_id);
        }
        out.text(&payment == &payments.front() ? "" : ",");
        out.text(payment::to_json(payment, heads[payment.chain_id]));
    }
    out.line(fmt::format(R"(],"next":{}}})", next.empty() ? "null" : nlohmann::json(next).dump()));
}

void print_table(Session& session, const std::vector<payment::Payment>& payments,
                 const std::string& next)
{
    Output& out = session.out();
    if (payments.empty()) {
        out.line("no payments");
        return;
    }
    Table table{{{"ID"},
                 {"STATUS"},
                 {"CHAIN"},
                 {"RECEIVED", Align::right},
                 {"AMOUNT", Align::right},
                 {"TOKEN"},
                 {"CREATED"},
                 {"FLAGS"},
                 {"REFERENCE"}},
                out.color()};
    for (const payment::Payment& payment : payments) {
        table.add({{payment.id},
                   {std::string{payment::to_string(payment.status)}, ink_of(payment.status)},
                   {payment.chain},
                   {evm::format_units(payment.received, payment.decimals)},
                   {evm::format_units(payment.amount, payment.decimals)},
                   {payment.symbol},
                   {base::to_rfc3339(payment.created_at_s)},
                   {payment.flags.to_text(), Ink::yellow},
                   {payment.reference.value_or("")}});
    }
    out.text(table.text());
    if (!next.empty()) {
        out.line(fmt::format("there are more: add --after {}", next));
    }
}

ExitCode run_sweeps(const ListOptions& options, Session& session)
{
    std::vector<evm::ChainId> chain_ids;
    for (const std::string& name : options.chains) {
        chain_ids.push_back(config::find_chain(session.config(), name).chain_id);
    }
    std::optional<std::string> after;
    if (!options.after.empty()) {
        after = checked_id("--after", options.after, ErrorKind::request);
    }
    store::SweepStore store{session.database(), session.clock()};
    std::vector<store::Sweep> sweeps = store.list(chain_ids, after, options.limit + 1);
    std::string next;
    if (sweeps.size() > options.limit) {
        sweeps.resize(options.limit);
        next = sweeps.back().id;
    }
    const std::vector<store::SweepPlan> plans =
        after ? std::vector<store::SweepPlan>{}
              : store::SweepPlanStore{session.database()}.list(chain_ids, options.limit);
    const SweepList list{.sweeps = sweeps, .plans = plans, .next = next};
    Output& out = session.out();
    if (options.json) {
        out.line(sweeps_json(list));
    } else {
        out.text(sweeps_text(list, out.color()));
    }
    return ExitCode::ok;
}

ExitCode run(const ListOptions& options, Session& session)
{
    if (options.sweeps) {
        return run_sweeps(options, session);
    }
    std::vector<payment::Payment> payments =
        store::PaymentStore{session.database()}.list(filter_of(options, session));
    std::string next;
    if (payments.size() > options.limit) {
        payments.resize(options.limit);
        next = payments.back().id;
    }
    if (options.json) {
        print_json(session, payments, next);
    } else {
        print_table(session, payments, next);
    }
    return ExitCode::ok;
}

} // namespace

Command add_list(OptionParser& root)
{
    const auto options = std::make_shared<ListOptions>();
    auto* app = root.add_subcommand("list", "List payments, newest first");
    auto* sweeps = app->add_flag("--sweeps", options->sweeps,
                                 "List sweeps and sweep plans instead of payments");
    app->add_option("--status", options->statuses, "Limit to this status (repeatable)")
        ->type_name("STATUS")
        ->one_value_per_use()
        ->excludes(sweeps);
    app->add_option("--chain", options->chains, "Limit to this chain (repeatable)")
        ->type_name("NAME")
        ->one_value_per_use();
    app->add_option("--reference", options->reference,
                    "Limit to payments with exactly this reference")
        ->type_name("TEXT")
        ->excludes(sweeps);
    app->add_option("--since", options->since,
                    "Limit to payments created since: 2026-11-22, 24h, 7d")
        ->type_name("TIME")
        ->excludes(sweeps);
    app->add_option("--limit", options->limit, "List at most this many")
        ->type_name("N")
        ->range(std::uint64_t{1}, kLimitMax)
        ->capture_default_str();
    app->add_option("--after", options->after,
                    "Continue after this id: 'next' of the previous list")
        ->type_name("ID");
    app->add_flag("--json", options->json, "Print JSON");
    return {app, [options](Session& session) { return run(*options, session); }};
}

} // namespace ctrip::cli
