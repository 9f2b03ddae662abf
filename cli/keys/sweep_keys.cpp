// SPDX-License-Identifier: MIT
#include "cli/keys/sweep_keys.hpp"

#include "base/error.hpp"
#include "cli/keys/account.hpp"
#include "config/secrets.hpp"
#include "store/payment_store.hpp"
#include "store/sweep_queue.hpp"

#include <fmt/format.h>

#include <utility>

namespace ctrip::cli {

namespace {

/// What lies on a payment's address is taken for its payer's money.
void refuse_deposit(Session& session, std::string_view name, const evm::Address& address)
{
    store::PaymentStore store{session.database()};
    for (const config::Chain& chain : session.config().chains) {
        for (const std::string& id : store.ids_at_addresses(chain.chain_id, {&address, 1})) {
            const auto deposit = store::SweepQueue{session.database()}.find(id);
            if (deposit && session.account().address(deposit->derivation_index) == address) {
                throw Error{ErrorKind::config,
                            fmt::format("{}: {} is the address of payment '{}'; give one that is "
                                        "no deposit of this wallet",
                                        name, address.to_checksum(), id)};
            }
        }
    }
}

} // namespace

job::SweepKeys OwnedSweepKeys::view() const
{
    return {.account = account,
            .deposits = deposits ? &*deposits : nullptr,
            .sponsor = sponsor ? &*sponsor : nullptr,
            .treasury = treasury};
}

std::optional<wallet::Signer> open_sponsor(const config::Config& config)
{
    if (!config.sweeping.sponsor_key.given()) {
        return std::nullopt;
    }
    const base::Secret bytes = config::load_sponsor_key(config);
    std::optional<crypto::PrivateKey> key = crypto::PrivateKey::from_bytes(bytes.expose());
    if (!key) {
        throw Error{ErrorKind::config,
                    fmt::format("{}: not a private key; give 64 hex digits of one",
                                config.sweeping.sponsor_key.origin)};
    }
    return wallet::Signer{std::move(*key)};
}

evm::Address treasury_of(const config::Config& config, const std::optional<wallet::Signer>& sponsor)
{
    if (!config.treasury && config.environment == config::Environment::production) {
        throw Error{ErrorKind::config, "no treasury is configured; set treasury (in production the "
                                       "sponsor's address is no default)"};
    }
    if (!config.treasury && !sponsor) {
        throw Error{ErrorKind::config,
                    "no treasury is configured; set treasury, or sweeping.sponsor_key_file, whose "
                    "address is then the default"};
    }
    return config.treasury ? *config.treasury : sponsor->address();
}

OwnedSweepKeys open_sweep_keys(Session& session, DepositKeyNeed need)
{
    const config::Config& config = session.config();
    std::optional<wallet::AccountKey> deposits;
    if (config.wallet.mnemonic.given()) {
        deposits.emplace(open_account_key(config));
    } else if (need == DepositKeyNeed::required) {
        throw Error{
            ErrorKind::config,
            "sweep has to sign, and wallet.xpub can only watch; give wallet.mnemonic_file (or "
            "MNEMONIC) on the host that sweeps, or see 'man ctrip-sweep' for sweeping without "
            "it"};
    }
    std::optional<wallet::Signer> sponsor = open_sponsor(config);
    const evm::Address treasury = treasury_of(config, sponsor);
    refuse_deposit(session, "treasury", treasury);
    if (sponsor && sponsor->address() != treasury) {
        refuse_deposit(session, "the sponsor key", sponsor->address());
    }
    return {.account = session.account(),
            .deposits = std::move(deposits),
            .sponsor = std::move(sponsor),
            .treasury = treasury};
}

} // namespace ctrip::cli
