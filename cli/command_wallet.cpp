// SPDX-License-Identifier: MIT
// `ctrip wallet`. Manual: man/ctrip-wallet.1. Work: lib/wallet/mnemonic.cpp and hd_key.cpp.
#include "base/error.hpp"
#include "base/secret.hpp"
#include "cli/commands.hpp"
#include "cli/wallet/undelegate.hpp"
#include "cli/wallet/wallet_commands.hpp"
#include "wallet/deposit_addresses.hpp"
#include "wallet/mnemonic.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ctrip::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint32_t kIndexMax = (1U << 31U) - 1;
constexpr std::uint32_t kPresignMax = 10'000'000;

struct WalletOptions
{
    OptionParser* make = nullptr;
    OptionParser* show_xpub = nullptr;
    OptionParser* address = nullptr;
    OptionParser* verify = nullptr;
    OptionParser* presign = nullptr;
    OptionParser* import = nullptr;
    OptionParser* undelegate = nullptr;
    OptionParser* sign = nullptr;
    OptionParser* encrypt = nullptr;
    std::size_t words = 24;
    std::uint32_t index = 0;
    std::string xpub;
    std::string expected; ///< The address to verify.
    PresignArguments presigning;
    ImportArguments importing;
    UndelegateArguments undelegating;
    SignArguments signing;
    EncryptArguments encrypting;
    bool json = false;
};

ExitCode run_new(const WalletOptions& options, Session& session)
{
    base::hide_memory();
    const wallet::Mnemonic mnemonic = wallet::Mnemonic::generate(options.words);
    session.log().info(
        "these words control the money of all deposits: keep them on paper, and in a file of mode "
        "0600 only on the host that sweeps; they are not shown again");
    Output& out = session.out();
    out.line(options.json ? Json{{"mnemonic", mnemonic.expose()}}.dump() : mnemonic.expose());
    return ExitCode::ok;
}

ExitCode run_xpub(const WalletOptions& options, Session& session)
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
        // The xpub came from the command line: a request error, not a configuration error.
        throw Error{ErrorKind::request, fmt::format("--xpub: {}", error.what())};
    }
}

std::optional<wallet::AccountXpub> given_account(const WalletOptions& options)
{
    return options.xpub.empty() ? std::nullopt : std::optional{parse_xpub(options.xpub)};
}

ExitCode run_address(const WalletOptions& options, Session& session)
{
    const std::optional<wallet::AccountXpub> given = given_account(options);
    const wallet::AccountXpub& account = given ? *given : session.account();
    const std::string address = account.address(options.index).to_checksum();
    const Json json{{"index", options.index},
                    {"address", address},
                    {"derivation_path", account.derivation_path(options.index)}};
    session.out().line(options.json ? json.dump() : address);
    return ExitCode::ok;
}

/// Lets a shop check that an address is its wallet's before showing it to a customer.
ExitCode run_verify(const WalletOptions& options, Session& session)
{
    const auto expected = evm::Address::parse(options.expected);
    if (!expected) {
        throw Error{ErrorKind::request,
                    fmt::format("--address: '{}' is not an address, or its case does not fit its "
                                "checksum (EIP-55)",
                                options.expected)};
    }
    const std::optional<wallet::AccountXpub> given = given_account(options);
    const wallet::AccountXpub& account = given ? *given : session.account();
    const evm::Address address = account.address(options.index);
    if (address != *expected) {
        throw Error{ErrorKind::request,
                    fmt::format("{} is not the address with index {} of this wallet, which is {}; "
                                "do not give it to a payer",
                                expected->to_checksum(), options.index, address.to_checksum())};
    }
    const Json json{{"index", options.index},
                    {"address", address.to_checksum()},
                    {"derivation_path", account.derivation_path(options.index)},
                    {"verified", true}};
    session.out().line(options.json ? json.dump()
                                    : fmt::format("{} belongs to this wallet: it is {}",
                                                  address.to_checksum(),
                                                  account.derivation_path(options.index)));
    return ExitCode::ok;
}

ExitCode run(const WalletOptions& options, Session& session)
{
    if (options.make->parsed()) {
        return run_new(options, session);
    }
    if (options.show_xpub->parsed()) {
        return run_xpub(options, session);
    }
    if (options.verify->parsed()) {
        return run_verify(options, session);
    }
    if (options.presign->parsed()) {
        return run_presign(options.presigning, session);
    }
    if (options.import->parsed()) {
        return run_import(options.importing, session);
    }
    if (options.undelegate->parsed()) {
        return run_undelegate(options.undelegating, session);
    }
    if (options.encrypt->parsed()) {
        return run_encrypt(options.encrypting, session);
    }
    return options.sign->parsed() ? run_sign(options.signing, session)
                                  : run_address(options, session);
}

void add_presign(OptionParser& wallet, WalletOptions& options)
{
    PresignArguments& arguments = options.presigning;
    options.presign = wallet.add_subcommand(
        "presign", "Sign authorizations for the Sweeper with the mnemonic; needs no network");
    options.presign->add_option("--chain", arguments.chain, "Sign for this chain")
        ->type_name("NAME")
        ->required();
    options.presign->add_option("--from", arguments.from, "Start at this index")
        ->type_name("I")
        ->range(std::uint32_t{0}, kIndexMax)
        ->capture_default_str();
    options.presign->add_option("--count", arguments.count, "Sign this many")
        ->type_name("N")
        ->range(std::uint32_t{1}, kPresignMax)
        ->required();
    options.presign
        ->add_option("--nonce", arguments.nonce,
                     "Sign for this account nonce; 0 if the addresses never sent")
        ->type_name("N")
        ->capture_default_str();
    options.presign
        ->add_option("--version", arguments.version, "Sign for this version of the Sweeper: 1 or 2")
        ->type_name("N")
        ->range(std::uint32_t{1}, std::uint32_t{2})
        ->capture_default_str();
    options.presign->add_option("--out", arguments.out, "Write this new file")
        ->type_name("FILE")
        ->required();
    options.presign->add_flag("--json", arguments.json, "Print JSON");
}

void add_import(OptionParser& wallet, WalletOptions& options)
{
    options.import = wallet.add_subcommand("import", "Check and import a file of 'wallet presign'");
    options.import
        ->add_option("FILE", options.importing.file, "The file that 'wallet presign' wrote")
        ->required();
    options.import->add_flag("--json", options.importing.json, "Print JSON");
}

void add_undelegate(OptionParser& wallet, WalletOptions& options)
{
    UndelegateArguments& arguments = options.undelegating;
    options.undelegate = wallet.add_subcommand(
        "undelegate", "Take the delegation of deposit addresses back (EIP-7702)");
    options.undelegate->add_option("PAYMENT", arguments.asked, "Payments' ids or addresses")
        ->type_name("PAYMENT");
    options.undelegate->add_option("--chain", arguments.chain, "On this chain")
        ->type_name("NAME")
        ->required();
    auto* sign = options.undelegate
                     ->add_option("--sign", arguments.sign,
                                  "Sign for this index and account nonce (repeatable); needs no "
                                  "network")
                     ->type_name("I:N")
                     ->one_value_per_use();
    options.undelegate->add_option("--out", arguments.out, "With --sign: write this new file")
        ->type_name("FILE");
    auto* import = options.undelegate
                       ->add_option("--import", arguments.import_file,
                                    "Send what --sign signed on another host")
                       ->type_name("FILE")
                       ->excludes(sign);
    options.undelegate
        ->add_flag("--dry-run", arguments.dry_run,
                   "Print what would be done, and what to sign; sign and send nothing")
        ->excludes(sign)
        ->excludes(import);
    options.undelegate->add_option("--wait", arguments.wait, "Wait at most this long for receipts")
        ->type_name("SPAN")
        ->capture_default_str();
    options.undelegate->add_flag("--json", arguments.json, "Print JSON");
}

void add_sign(OptionParser& wallet, WalletOptions& options)
{
    SignArguments& arguments = options.signing;
    options.sign = wallet.add_subcommand(
        "sign", "Sign a file of 'sweep --export' with the mnemonic; needs no network");
    options.sign->add_option("FILE", arguments.file, "The file that 'sweep --export' wrote")
        ->required();
    options.sign->add_option("--out", arguments.out, "Write this new file, for 'sweep --import'")
        ->type_name("FILE")
        ->required();
    options.sign->add_flag("--yes", arguments.yes, "Do not ask before signing");
    options.sign->add_flag("--json", arguments.json, "Print each signed sweep as one line of JSON");
}

void add_encrypt(OptionParser& wallet, WalletOptions& options)
{
    EncryptArguments& arguments = options.encrypting;
    options.encrypt =
        wallet.add_subcommand("encrypt", "Encrypt a mnemonic or private key with a password");
    options.encrypt
        ->add_option("--in", arguments.in, "Read the secret from this file; - is standard input")
        ->type_name("FILE")
        ->capture_default_str();
    options.encrypt->add_option("--out", arguments.out, "Write this new file")
        ->type_name("FILE")
        ->required();
    options.encrypt
        ->add_option("--password-file", arguments.password_file,
                     "Read the password from this file; default: ask at the terminal")
        ->type_name("FILE");
    options.encrypt->add_flag("--passphrase", arguments.is_passphrase,
                              "The secret is the passphrase of a mnemonic");
}

} // namespace

Command add_wallet(OptionParser& root)
{
    const auto options = std::make_shared<WalletOptions>();
    auto* app = root.add_subcommand(
        "wallet", "Create a mnemonic, print and verify addresses, sign for sweeps");
    options->make =
        app->add_subcommand("new", "Create a mnemonic; needs no configuration and stores nothing");
    options->make
        ->add_option("--words", options->words, "Use this many words: 12, 15, 18, 21 or 24")
        ->type_name("N")
        ->one_of({12, 15, 18, 21, 24})
        ->capture_default_str();
    options->show_xpub = app->add_subcommand(
        "xpub", "Print the account xpub, which derives addresses and cannot spend");
    options->address = app->add_subcommand("address", "Print the deposit address at an index");
    options->verify = app->add_subcommand(
        "verify", "Check whether an address belongs to the wallet; needs no network");
    options->verify->add_option("--address", options->expected, "Check this address")
        ->type_name("ADDRESS")
        ->required();
    for (OptionParser* sub : {options->address, options->verify}) {
        sub->add_option("--index", options->index, "Use the address at this index, from 0")
            ->type_name("I")
            ->range(std::uint32_t{0}, kIndexMax)
            ->required();
        sub->add_option("--xpub", options->xpub, "Use this account instead of the configured one")
            ->type_name("XPUB");
    }
    add_presign(*app, *options);
    add_import(*app, *options);
    add_undelegate(*app, *options);
    add_sign(*app, *options);
    add_encrypt(*app, *options);
    for (OptionParser* sub :
         {options->make, options->show_xpub, options->address, options->verify}) {
        sub->add_flag("--json", options->json, "Print JSON");
    }
    return {app, [options](Session& session) { return run(*options, session); }};
}

} // namespace ctrip::cli
