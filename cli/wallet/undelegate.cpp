// SPDX-License-Identifier: MIT
#include "cli/wallet/undelegate.hpp"

#include "base/error.hpp"
#include "cli/keys/account.hpp"
#include "cli/keys/sweep_keys.hpp"
#include "cli/sweep/sweep_wait.hpp"
#include "cli/table.hpp"
#include "job/sweep.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace ctrip::cli {

namespace {

using Json = nlohmann::ordered_json;
using job::UndelegateEntry;
using job::UndelegateReport;
using job::Undelegation;

std::string report_json(const config::Chain& chain, const UndelegateReport& report)
{
    Json list = Json::array();
    for (const UndelegateEntry& entry : report.entries) {
        list.push_back({{"asked", entry.asked},
                        {"address", entry.address ? Json(entry.address->to_checksum()) : Json()},
                        {"index", entry.index},
                        {"nonce", entry.nonce},
                        {"delegate", entry.delegate ? Json(entry.delegate->to_checksum()) : Json()},
                        {"state", job::to_string(entry.state)},
                        {"reason", entry.why},
                        {"tx_hash", entry.tx ? Json(entry.tx->to_hex()) : Json()}});
    }
    return Json{
        {"chain", chain.name}, {"refused", report.refused()}, {"addresses", std::move(list)}}
        .dump();
}

std::string line_of(const UndelegateEntry& entry)
{
    const std::string address = entry.address ? entry.address->to_checksum() : entry.asked;
    const std::string tx = entry.tx ? entry.tx->to_hex() : "-";
    switch (entry.state) {
    case Undelegation::refused:
        return fmt::format("{}: refused: {}", entry.asked, entry.why);
    case Undelegation::planned:
        return fmt::format("{}: index {}, nonce {}, runs the code of {}: would be undelegated",
                           address, entry.index, entry.nonce, entry.delegate->to_checksum());
    case Undelegation::under_way:
        return fmt::format("{}: transaction {} is under way; 'ctrip sweep' follows it", address,
                           tx);
    case Undelegation::done:
        return fmt::format("{}: has no code any more (transaction {})", address, tx);
    }
    return {};
}

/// What to type on the host with the keys.
std::string sign_line(const config::Chain& chain, const UndelegateReport& report)
{
    std::string line;
    for (const UndelegateEntry& entry : report.entries) {
        if (entry.state == Undelegation::planned) {
            line += fmt::format(" --sign {}:{}", entry.index, entry.nonce);
        }
    }
    return line.empty() ? line
                        : fmt::format("where the keys are: ctrip wallet undelegate --chain {}{} "
                                      "--out FILE",
                                      chain.name, line);
}

void print_undelegation(const UndelegateArguments& arguments, const config::Chain& chain,
                        const UndelegateReport& report, Output& out)
{
    if (arguments.json) {
        out.line(report_json(chain, report));
        return;
    }
    for (const UndelegateEntry& entry : report.entries) {
        out.line(line_of(entry));
    }
    const std::string sign = sign_line(chain, report);
    if (!sign.empty()) {
        out.line(sign);
    }
}

ExitCode sign_offline(const UndelegateArguments& arguments, Session& session)
{
    if (arguments.out.empty() || !arguments.asked.empty()) {
        throw Error{ErrorKind::usage,
                    "--sign needs --out FILE, and an index and a nonce instead of payments"};
    }
    const config::Chain& chain = config::find_chain(session.config(), arguments.chain);
    std::vector<job::UndelegationRequest> requests;
    for (const std::string& text : arguments.sign) {
        requests.push_back(job::parse_undelegation(text));
    }
    job::write_undelegations(open_account_key(session.config()), chain.chain_id, requests,
                             arguments.out);
    session.out().line(
        arguments.json
            ? Json{{"chain", chain.name},
                   {"chain_id", chain.chain_id},
                   {"count", requests.size()},
                   {"file", arguments.out}}
                  .dump()
            : fmt::format("signed {} authorizations that end a delegation on {} (chain {}); they "
                          "are in {}",
                          requests.size(), chain.name, chain.chain_id, arguments.out));
    return ExitCode::ok;
}

} // namespace

ExitCode run_undelegate(const UndelegateArguments& arguments, Session& session)
{
    if (!arguments.sign.empty()) {
        return sign_offline(arguments, session);
    }
    if (!arguments.out.empty() || arguments.asked.empty() == arguments.import_file.empty()) {
        throw Error{ErrorKind::usage,
                    "name payments by id or address, or give --import FILE; --out is for --sign"};
    }
    const config::Chain& chain = config::find_chain(session.config(), arguments.chain);
    job::UndelegateOptions options{.asked = arguments.asked,
                                   .signed_elsewhere = {},
                                   .dry_run = arguments.dry_run,
                                   .wait = sweep_wait_of(arguments.wait)};
    if (!arguments.import_file.empty()) {
        options.signed_elsewhere =
            job::read_undelegations(session.account(), chain.chain_id, arguments.import_file);
    }
    const OwnedSweepKeys keys = open_sweep_keys(session, DepositKeyNeed::where_configured);
    return session.for_each_chain("sweep", {arguments.chain}, [&](const job::ChainJob& job) {
        const UndelegateReport report = job::undelegate(job, keys.view(), options);
        print_undelegation(arguments, job.chain, report, session.out());
        if (report.distrusted != 0) {
            throw Error{ErrorKind::unavailable,
                        fmt::format("chain '{}': {} rows of sweep_txs are not what ctrip signs and "
                                    "were not sent; the log names them",
                                    job.chain.name, report.distrusted)};
        }
        if (report.refused() != 0) {
            throw Error{ErrorKind::request,
                        fmt::format("chain '{}': {} of {} addresses were refused", job.chain.name,
                                    report.refused(), report.entries.size())};
        }
    });
}

} // namespace ctrip::cli
