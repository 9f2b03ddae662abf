// SPDX-License-Identifier: MIT
#include "cli/wallet/wallet_commands.hpp"

#include "base/error.hpp"
#include "base/new_file.hpp"
#include "base/text.hpp"
#include "cli/keys/account.hpp"
#include "cli/keys/sweep_keys.hpp"
#include "cli/line_reader.hpp"
#include "cli/node.hpp"
#include "cli/progress.hpp"
#include "cli/table.hpp"
#include "cli/terminal.hpp"
#include "config/secrets.hpp"
#include "crypto/password_box.hpp"
#include "evm/sweeper.hpp"
#include "job/shared/node_memory.hpp"
#include "job/sweep.hpp"
#include "wallet/mnemonic.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <memory>

namespace ctrip::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kIndexes = 1ULL << 31U;

/// Offline signatures stay valid, so their treasury must not depend on the sponsor configured now.
evm::Address explicit_treasury(Session& session)
{
    if (!session.config().treasury) {
        throw Error{ErrorKind::config, "no treasury is configured; set treasury"};
    }
    return *session.config().treasury;
}

Json to_json(const job::OfflineSweep& sweep)
{
    return {{"chain_id", sweep.chain_id},
            {"payment_id", sweep.payment_id},
            {"from", sweep.from.to_checksum()},
            {"to", sweep.treasury.to_checksum()},
            {"token", sweep.symbol},
            {"amount", evm::format_units(sweep.amount, sweep.decimals)},
            {"amount_raw", sweep.amount.to_decimal()},
            {"fee_wei", sweep.fee_max().to_decimal()}};
}

void show(const config::Config& config, const std::vector<job::OfflineSweep>& sweeps, Output& out)
{
    Table table{
        {{"CHAIN"}, {"FROM"}, {"TO"}, {"AMOUNT", Align::right}, {"FEE AT MOST", Align::right}},
        out.color()};
    for (const job::OfflineSweep& sweep : sweeps) {
        const auto chain =
            std::find_if(config.chains.begin(), config.chains.end(),
                         [&](const auto& one) { return one.chain_id == sweep.chain_id; });
        const bool is_known = chain != config.chains.end();
        table.add(
            {{is_known ? chain->name : std::to_string(sweep.chain_id)},
             {sweep.from.to_checksum()},
             {sweep.treasury.to_checksum()},
             {fmt::format("{} {}", evm::format_units(sweep.amount, sweep.decimals), sweep.symbol)},
             {is_known
                  ? fmt::format("{} {}", evm::format_units(sweep.fee_max(), chain->native.decimals),
                                chain->native.symbol)
                  : sweep.fee_max().to_decimal()}});
    }
    out.text(table.text());
}

/// Asks at the terminal unless --yes was given. Throws Error{request} without a yes.
void require_consent(const SignArguments& arguments, std::size_t count)
{
    if (arguments.yes) {
        return;
    }
    if (!ask_consent(fmt::format("sign these {}?", count))) {
        throw Error{ErrorKind::request,
                    "not confirmed, so nothing was signed; in a script, give --yes"};
    }
}

} // namespace

ExitCode run_presign(const PresignArguments& arguments, Session& session)
{
    const config::Chain& chain = config::find_chain(session.config(), arguments.chain);
    if (std::uint64_t{arguments.from} + arguments.count > kIndexes) {
        throw Error{ErrorKind::request,
                    fmt::format("--from and --count go beyond the last index, {}", kIndexes - 1)};
    }
    const evm::Address treasury = explicit_treasury(session);
    const auto version = static_cast<evm::SweeperVersion>(arguments.version);
    const wallet::AccountKey account = open_account_key(session.config());
    ProgressLine progress{"presign", session.clock(), session.shows_progress(), "addresses"};
    job::presign(account,
                 {.chain_id = chain.chain_id,
                  .treasury = treasury,
                  .from = arguments.from,
                  .count = arguments.count,
                  .nonce = arguments.nonce,
                  .version = version},
                 arguments.out,
                 [&](std::uint64_t done, std::uint64_t total) { progress.show(done, total); });
    const std::string sweeper = evm::sweeper_address(treasury, version).to_checksum();
    const Json json{{"chain", chain.name},      {"chain_id", chain.chain_id},
                    {"sweeper", sweeper},       {"treasury", treasury.to_checksum()},
                    {"from", arguments.from},   {"count", arguments.count},
                    {"nonce", arguments.nonce}, {"file", arguments.out}};
    session.out().line(
        arguments.json
            ? json.dump()
            : fmt::format("signed {} authorizations from index {} on, for the Sweeper {} on {} "
                          "(chain {}), which pays only {}; they are in {}",
                          arguments.count, arguments.from, sweeper, chain.name, chain.chain_id,
                          treasury.to_checksum(), arguments.out));
    return ExitCode::ok;
}

ExitCode run_import(const ImportArguments& arguments, Session& session)
{
    std::unique_ptr<job::StoredNodeMemory> memory;
    std::unique_ptr<rpc::ChainClient> client;
    const auto client_of = [&](evm::ChainId chain_id) -> rpc::ChainClient& {
        for (const config::Chain& chain : session.config().chains) {
            if (chain.chain_id == chain_id) {
                memory = std::make_unique<job::StoredNodeMemory>(chain_id, session.database(),
                                                                 session.clock(), session.log());
                client = connect(session.config(), chain, session.log(), *memory, session.meter());
                return *client;
            }
        }
        throw Error{ErrorKind::request,
                    fmt::format("file '{}': it is for the chain {}, which is not configured",
                                arguments.file, chain_id)};
    };
    const job::ImportContext context{
        .account = session.account(),
        .treasury = treasury_of(session.config(), open_sponsor(session.config())),
        .database = session.database(),
        .clock = session.clock(),
        .client_of = client_of};
    ProgressLine progress{"import", session.clock(), session.shows_progress(), "addresses"};
    const job::ImportedAuthorizations imported = job::import_authorizations(
        context, arguments.file,
        [&](std::uint64_t done, std::uint64_t total) { progress.show(done, total); });
    const Json json{{"chain_id", imported.chain_id},
                    {"sweeper", imported.sweeper.to_checksum()},
                    {"from", imported.from},
                    {"count", imported.count},
                    {"new", imported.fresh}};
    session.out().line(arguments.json
                           ? json.dump()
                           : fmt::format("{} authorizations for the Sweeper {} on chain {}, {} of "
                                         "them new",
                                         imported.count, imported.sweeper.to_checksum(),
                                         imported.chain_id, imported.fresh));
    return ExitCode::ok;
}

namespace {

constexpr std::size_t kSecretMax = 4096;

base::Secret read_secret(const std::string& file, bool is_passphrase)
{
    LineReader reader{file, kSecretMax};
    std::string line;
    std::string more;
    const bool is_there = reader.next(line);
    // A passphrase may begin or end with blanks.
    base::Secret secret{is_passphrase ? std::string_view{line} : base::trim(line)};
    base::wipe(line.data(), line.size());
    while (reader.next(more)) {
        if (!base::trim(more).empty()) {
            throw Error{
                ErrorKind::request,
                fmt::format("{}: more than one line; a mnemonic, a passphrase or a key stands on "
                            "one",
                            file == "-" ? "standard input" : file)};
        }
    }
    if (!is_there || secret.empty()) {
        throw Error{ErrorKind::request,
                    fmt::format("{}: is empty", file == "-" ? "standard input" : file)};
    }
    return secret;
}

void require_plain(const base::Secret& secret)
{
    if (crypto::is_password_box(secret.expose_text())) {
        throw Error{ErrorKind::request, "it is encrypted already"};
    }
}

/// Refuses text that is neither a mnemonic nor a private key: else the mistake would show only when
/// the key is needed.
void require_key(const base::Secret& secret)
{
    if (secret.expose_text().find(' ') != std::string_view::npos) {
        static_cast<void>(wallet::Mnemonic::parse(secret.expose_text()));
    } else {
        static_cast<void>(wallet::Signer::parse("the secret", secret.expose_text()));
    }
}

base::Secret new_password(const std::string& file)
{
    if (!file.empty()) {
        return config::load_password_file(file);
    }
    std::optional<base::Secret> first = ask_password("new password");
    if (!first) {
        throw Error{ErrorKind::request, "no password was given; in a script, give --password-file"};
    }
    const std::optional<base::Secret> second = ask_password("repeat the new password");
    if (!second || second->expose_text() != first->expose_text()) {
        throw Error{ErrorKind::request, "the two passwords differ; nothing was written"};
    }
    return std::move(*first);
}

} // namespace

ExitCode run_encrypt(const EncryptArguments& arguments, Session& session)
{
    base::hide_memory();
    const base::Secret secret = read_secret(arguments.in, arguments.is_passphrase);
    require_plain(secret);
    if (!arguments.is_passphrase) {
        require_key(secret);
    }
    const base::Secret password = new_password(arguments.password_file);
    const std::string sealed = crypto::seal(secret, password) + "\n";
    base::write_new_file(arguments.out, base::Bytes(sealed.begin(), sealed.end()));
    session.out().line(
        fmt::format("encrypted; it is in {}. Configure that file, and remove the one "
                    "that is not encrypted",
                    arguments.out));
    return ExitCode::ok;
}

ExitCode run_sign(const SignArguments& arguments, Session& session)
{
    std::vector<job::OfflineSweep> sweeps =
        job::read_sweep_file(arguments.file, job::SweepFileState::unsigned_);
    const evm::Address treasury = explicit_treasury(session);
    Output& out = session.out();
    if (!arguments.json) {
        show(session.config(), sweeps, out);
    }
    const wallet::AccountKey account = open_account_key(session.config());
    std::vector<job::OfflineSweep> signed_sweeps = sweeps;
    job::sign_sweeps(session.config(), account, treasury, signed_sweeps);
    require_consent(arguments, sweeps.size());
    job::write_sweep_file(arguments.out, job::SweepFileState::signed_, signed_sweeps);
    if (arguments.json) {
        for (const job::OfflineSweep& sweep : sweeps) {
            out.line(to_json(sweep).dump());
        }
    } else {
        out.line(fmt::format("signed {} sweeps; they are in {}", sweeps.size(), arguments.out));
    }
    return ExitCode::ok;
}

} // namespace ctrip::cli
