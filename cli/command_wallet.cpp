// SPDX-License-Identifier: MIT
// `ctrip wallet`. Manual: man/ctrip-wallet.1.
#include "base/error.hpp"
#include "cli/commands.hpp"
#include "wallet/deposit_addresses.hpp"
#include "wallet/mnemonic.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ctrip::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint32_t kIndexMax = (1U << 31U) - 1;

struct Options
{
    CLI::App* make = nullptr;
    CLI::App* show_xpub = nullptr;
    CLI::App* address = nullptr;
    std::size_t words = 24;
    std::uint32_t index = 0;
    std::string xpub;
    bool json = false;
};

ExitCode run_new(const Options& options, Session& session)
{
    const wallet::Mnemonic mnemonic = wallet::Mnemonic::generate(options.words);
    session.log().info("whoever has these words has the money: keep them on paper, and in a file "
                       "of mode 0600 only where ctrip "
                       "sweeps; they are shown this once");
    Output& out = session.out();
    out.line(options.json ? Json{{"mnemonic", mnemonic.expose()}}.dump() : mnemonic.expose());
    return ExitCode::ok;
}

ExitCode run_xpub(const Options& options, Session& session)
{
    const wallet::AccountXpub& account = session.account();
    session.out().line(
        options.json
            ? Json{{"xpub", account.serialize()}, {"fingerprint", account.fingerprint_hex()}}.dump()
            : account.serialize());
    return ExitCode::ok;
}

wallet::AccountXpub parse_xpub(const std::string& text)
{
    try {
        return wallet::AccountXpub::parse(text);
    } catch (const Error& error) {
        // It came with the command, not from the configuration.
        throw Error{ErrorKind::request, fmt::format("--xpub: {}", error.what())};
    }
}

ExitCode run_address(const Options& options, Session& session)
{
    std::optional<wallet::AccountXpub> given;
    if (!options.xpub.empty()) {
        given.emplace(parse_xpub(options.xpub));
    }
    const wallet::AccountXpub& account = given ? *given : session.account();
    const std::string address = account.address(options.index).to_checksum();
    const Json json{{"index", options.index},
                    {"address", address},
                    {"derivation_path", account.derivation_path(options.index)}};
    session.out().line(options.json ? json.dump() : address);
    return ExitCode::ok;
}

ExitCode run(const Options& options, Session& session)
{
    if (options.make->parsed()) {
        return run_new(options, session);
    }
    return options.show_xpub->parsed() ? run_xpub(options, session) : run_address(options, session);
}

} // namespace

Command add_wallet(CLI::App& root)
{
    const auto options = std::make_shared<Options>();
    auto* app =
        root.add_subcommand("wallet", "Makes a mnemonic, prints its account xpub, an address");
    app->require_subcommand(0, 1);
    options->make =
        app->add_subcommand("new", "Makes a mnemonic; needs no configuration and stores nothing");
    options->make->add_option("--words", options->words, "How many: 12, 15, 18, 21 or 24")
        ->type_name("N")
        ->check(CLI::IsMember(std::set<std::size_t>{12, 15, 18, 21, 24}))
        ->capture_default_str();
    options->show_xpub = app->add_subcommand(
        "xpub", "Prints the account xpub, which makes addresses and spends nothing");
    options->address = app->add_subcommand("address", "Prints the deposit address with an index");
    options->address->add_option("--index", options->index, "Which one, from 0")
        ->type_name("I")
        ->check(CLI::Range(std::uint32_t{0}, kIndexMax))
        ->required();
    options->address
        ->add_option("--xpub", options->xpub, "Of this account instead of the configured one")
        ->type_name("XPUB");
    for (CLI::App* sub : {options->make, options->show_xpub, options->address}) {
        sub->add_flag("--json", options->json, "Print JSON");
    }
    return {app, [options](Session& session) { return run(*options, session); }};
}

} // namespace ctrip::cli
