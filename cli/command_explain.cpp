// SPDX-License-Identifier: MIT
// `ctrip explain`. Manual: man/ctrip-explain.1. Work: lib/job/explain/payment.cpp
// and transaction.cpp.
#include "base/error.hpp"
#include "base/uuid.hpp"
#include "cli/commands.hpp"
#include "cli/node.hpp"
#include "cli/payment_text.hpp"
#include "job/explain.hpp"
#include "job/shared/node_memory.hpp"
#include "store/archive/archive_index.hpp"
#include "store/payment_store.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace ctrip::cli {

namespace {

using job::ExplainChain;
using job::Explanation;
using nlohmann::ordered_json;

constexpr std::size_t kHashDigits = 64;
constexpr std::size_t kSubjectShownMax = 80;

struct ExplainOptions
{
    std::string subject;
    std::vector<std::string> chains;
    bool json = false;
};

/// Accepts the hash with or without 0x, since wallets and block explorers show both.
std::optional<evm::TxHash> tx_hash_of(const std::string& text)
{
    return evm::TxHash::parse(text.size() == kHashDigits ? "0x" + text : text);
}

ordered_json as_json(const job::NamedFacts& facts)
{
    ordered_json object = ordered_json::object();
    for (const auto& [name, value] : facts) {
        std::visit(
            [&, &key = name](const auto& known) {
                if constexpr (std::is_same_v<std::decay_t<decltype(known)>, std::monostate>) {
                    object[key] = nullptr;
                } else {
                    object[key] = known;
                }
            },
            value);
    }
    return object;
}

std::string as_json(const Explanation& explanation)
{
    ordered_json object;
    object["subject"] = explanation.subject;
    object["verdict"] = explanation.verdict;
    object["facts"] = as_json(explanation.facts);
    if (!explanation.transfers.empty()) {
        object["facts"]["transfers"] = ordered_json::array();
        for (const job::NamedFacts& transfer : explanation.transfers) {
            object["facts"]["transfers"].push_back(as_json(transfer));
        }
    }
    object["sentences"] = explanation.sentences;
    object["next"] = explanation.next;
    return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string as_text(const Explanation& explanation)
{
    return fmt::format("{}\nNext: {}.\n", fmt::join(explanation.sentences, "\n"), explanation.next);
}

/// The chains and their node clients. No request is sent until a client is used.
struct Connections
{
    Connections(Session& session, const std::vector<const config::Chain*>& wanted)
    {
        for (const config::Chain* chain : wanted) {
            memories.push_back(std::make_unique<job::StoredNodeMemory>(
                chain->chain_id, session.database(), session.clock(), session.log()));
            clients.push_back(connect(session.config(), *chain, session.log(), *memories.back(),
                                      session.meter()));
            chains.push_back({.chain = *chain, .client = *clients.back()});
        }
    }

    std::vector<std::unique_ptr<job::StoredNodeMemory>> memories;
    std::vector<std::unique_ptr<rpc::ChainClient>> clients;
    std::vector<ExplainChain> chains;
};

Explanation explain_payment(const ExplainOptions& options, Session& session)
{
    if (!base::is_uuid(options.subject)) {
        throw Error{ErrorKind::usage,
                    fmt::format("ID|TX: '{}' is no payment's id, such as "
                                "0193a5c0-7d3e-7000-8000-000000000000, and no transaction's hash "
                                "of 64 digits",
                                options.subject.substr(0, kSubjectShownMax))};
    }
    const std::string id = checked_id("ID|TX", options.subject, ErrorKind::usage);
    const auto chain_id = store::PaymentStore{session.database()}.chain_of(id);
    if (!chain_id) {
        const auto archived = store::ArchiveIndex{session.database()}.find(id);
        throw Error{ErrorKind::not_found,
                    archived ? fmt::format("payment '{}' {}", id, store::where_archived(*archived))
                             : fmt::format("no payment has the id '{}'; 'ctrip list' shows those "
                                           "there are",
                                           id)};
    }
    std::vector<const config::Chain*> wanted = session.chains({});
    std::erase_if(wanted, [&](const config::Chain* chain) { return chain->chain_id != *chain_id; });
    const Connections connections{session, wanted};
    return job::explain_payment(
        {.config = session.config(), .database = session.database(), .clock = session.clock()}, id,
        wanted.empty() ? nullptr : &connections.chains.front());
}

ExitCode run(const ExplainOptions& options, Session& session)
{
    const std::optional<evm::TxHash> hash = tx_hash_of(options.subject);
    Explanation explanation;
    if (hash) {
        const Connections connections{session, session.chains(options.chains)};
        explanation = job::explain_tx(
            {.config = session.config(), .database = session.database(), .clock = session.clock()},
            connections.chains, *hash);
    } else if (!options.chains.empty()) {
        throw Error{ErrorKind::usage, "--chain goes with a transaction's hash: a payment has a "
                                      "chain of its own; see 'ctrip explain --help'"};
    } else {
        explanation = explain_payment(options, session);
    }
    if (options.json) {
        session.out().line(as_json(explanation));
    } else {
        session.out().text(as_text(explanation));
    }
    if (explanation.unreachable.empty()) {
        return ExitCode::ok;
    }
    session.out().flush();
    throw Error{ErrorKind::unavailable,
                fmt::format("{}; this explanation is based on the database alone",
                            fmt::join(explanation.unreachable, "; "))};
}

} // namespace

Command add_explain(OptionParser& root)
{
    const auto options = std::make_shared<ExplainOptions>();
    auto* app = root.add_subcommand(
        "explain", "Explain why a payment or transaction is not (yet) paid, and what to do");
    app->add_option("subject", options->subject, "A payment's id, or a transaction's hash")
        ->type_name("ID|TX")
        ->required();
    app->add_option("--chain", options->chains,
                    "Look for the transaction only on this chain (repeatable)")
        ->type_name("NAME")
        ->one_value_per_use();
    app->add_flag("--json", options->json, "Print JSON");
    return {app, [options](Session& session) { return run(*options, session); }};
}

} // namespace ctrip::cli
