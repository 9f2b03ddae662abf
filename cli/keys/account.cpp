// SPDX-License-Identifier: MIT
#include "cli/keys/account.hpp"

#include "base/error.hpp"
#include "config/secrets.hpp"
#include "wallet/mnemonic.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <optional>
#include <string>

namespace ctrip::cli {

namespace {

/// Whether this process can read the secret. A mnemonic that only the sweeping user can read is not
/// an error if an xpub is configured.
bool is_readable(const config::SecretSource& source)
{
    const auto opens = [](const std::string& file) {
        return !file.empty() && access(file.c_str(), R_OK) == 0;
    };
    return source.value.has_value() || opens(source.credential) || opens(source.file);
}

/// config knows the xpubs of the well-known mnemonics' first accounts; this derives any other.
void refuse_well_known(const wallet::AccountXpub& xpub)
{
    for (const std::string_view words : {config::kDevelopmentMnemonic, config::kAnvilMnemonic}) {
        const auto known =
            wallet::AccountKey::from_mnemonic(wallet::Mnemonic::parse(words), {}, xpub.account());
        if (known.xpub().serialize() == xpub.serialize()) {
            throw Error{ErrorKind::config,
                        "wallet.xpub belongs to a mnemonic that everybody knows; make your own "
                        "with 'ctrip wallet new'"};
        }
    }
}

std::optional<wallet::AccountXpub> configured_xpub(const config::Config& config)
{
    const config::Wallet& wallet = config.wallet;
    if (!wallet.xpub) {
        return std::nullopt;
    }
    wallet::AccountXpub xpub = wallet::AccountXpub::parse(*wallet.xpub);
    if (wallet.account && *wallet.account != xpub.account()) {
        throw Error{
            ErrorKind::config,
            fmt::format("{} is {}, and wallet.xpub is the one of account {}; correct one of "
                        "them, or take wallet.account out",
                        wallet.account_origin, *wallet.account, xpub.account())};
    }
    if (config.environment == config::Environment::production && xpub.account() != 0) {
        refuse_well_known(xpub);
    }
    return xpub;
}

} // namespace

wallet::AccountKey open_account_key(const config::Config& config)
{
    const std::optional<wallet::AccountXpub> xpub = configured_xpub(config);
    const base::Secret words = config::load_mnemonic(config);
    const base::Secret passphrase = config::load_passphrase(config);
    wallet::AccountKey key = wallet::AccountKey::from_mnemonic(
        wallet::Mnemonic::parse(words.expose_text()), passphrase.expose_text(),
        xpub ? xpub->account() : config.wallet.account.value_or(0));
    if (xpub && key.xpub().serialize() != xpub->serialize()) {
        const std::string with = config.wallet.passphrase.given()
                                     ? fmt::format(" with {}", config.wallet.passphrase.origin)
                                     : " without a passphrase";
        throw Error{
            ErrorKind::config,
            fmt::format("wallet.xpub belongs to another wallet than {}{}: money sent to its "
                        "addresses could not be swept; "
                        "print the right one with 'ctrip wallet xpub' after taking wallet.xpub out",
                        config.wallet.mnemonic.origin, with)};
    }
    return key;
}

wallet::AccountXpub open_account(const config::Config& config)
{
    const config::Wallet& wallet = config.wallet;
    std::optional<wallet::AccountXpub> xpub = configured_xpub(config);
    if (!xpub) {
        return open_account_key(config).xpub();
    }
    const bool can_be_read = is_readable(wallet.mnemonic) &&
                             (!wallet.passphrase.given() || is_readable(wallet.passphrase));
    // Only commands that sign decrypt an encrypted mnemonic: it may ask for a password.
    if (can_be_read && !needs_password(wallet)) {
        static_cast<void>(open_account_key(config));
    }
    return std::move(*xpub);
}

bool needs_password(const config::Wallet& wallet)
{
    return config::is_encrypted(wallet.mnemonic) || config::is_encrypted(wallet.passphrase);
}

} // namespace ctrip::cli
