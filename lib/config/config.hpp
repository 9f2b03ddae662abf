// SPDX-License-Identifier: MIT
// The checked configuration: what ctrip.yaml, the environment and the defaults say together.
#pragma once

#include "base/secret.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::config {

enum class Environment : std::uint8_t
{
    development,
    production, ///< Refuses well-known keys, default secrets, inline secrets, and SQLite on a
                ///< network.
};

/// An exact share: 0.5% is 5/1000. The denominator is never zero.
struct Fraction
{
    std::uint64_t numerator = 0;
    std::uint64_t denominator = 1;

    friend bool operator==(const Fraction&, const Fraction&) noexcept = default;
};

/// Where a secret will come from. Nothing is read before it is loaded, see config/secrets.hpp.
struct SecretSource
{
    /// Given by an environment variable, inline, or as a default.
    std::optional<base::Secret> value;
    std::string credential; ///< Otherwise this file, where systemd has put one there,
    std::string file;       ///< or this one.
    std::string origin;     ///< "ctrip.yaml:5: wallet.mnemonic_file" or "MNEMONIC", for messages.
    /// Where the password comes from, should the secret be encrypted (crypto/password_box.hpp,
    /// crypto/web3_keystore.hpp).
    std::shared_ptr<const SecretSource> password;

    [[nodiscard]] bool given() const noexcept { return value.has_value() || !file.empty(); }
};

struct Database
{
    /// "sqlite:///absolute/path", "sqlite:relative/path" or "postgresql://…"; may hold a password.
    std::string url;
    /// Of a PostgreSQL user; where it is not given, libpq looks in the URL, PGPASSFILE and the
    /// service file.
    SecretSource password;
};

/// At least one of the two is given.
struct Wallet
{
    /// Of the account m/44'/60'/0'. Only its form is checked here, not its checksum.
    std::optional<std::string> xpub;
    SecretSource mnemonic;
};

enum class SweepStrategy : std::uint8_t
{
    auto_,   ///< What is cheaper and possible, for each deposit.
    batched, ///< Tokens by the Sweeper contract (EIP-7702) only.
    direct,  ///< Each deposit by a transaction of its own.
};

struct Sweeping
{
    SecretSource sponsor_key;
    evm::Amount max_fee_wei{50'000'000'000}; ///< The most that a unit of gas may cost.
    /// A deposit whose fee is a larger share of it waits. None: every deposit is swept.
    std::optional<Fraction> max_cost = Fraction{5, 100};
    SweepStrategy strategy = SweepStrategy::auto_;
    std::size_t batch_max = 100; ///< Deposits that one transaction sweeps.
};

enum class LatePolicy : std::uint8_t
{
    review, ///< An operator decides.
    accept,
    reject,
};

struct Payments
{
    std::chrono::seconds expires_in{30 * 60};
    Fraction underpayment_tolerance; ///< Below 1.
    LatePolicy late = LatePolicy::review;
    /// How long after its deadline a payment's address is still watched.
    std::chrono::seconds watch_late{7 * 24 * 3600};
};

struct Webhooks
{
    std::optional<std::string> url; ///< For payments that name none of their own.
    SecretSource secret;
    bool allow_private_addresses = false;
    std::chrono::seconds timeout{10};
};

struct Health
{
    std::string host = "127.0.0.1"; ///< An address or a name, IPv6 without brackets.
    std::uint16_t port = 9180;      ///< 0: the system chooses.
};

struct NativeCurrency
{
    std::string symbol = "ETH";
    unsigned decimals = 18;
    evm::Amount min_value; ///< Base units: a deposit that holds less is not swept.
};

struct Token
{
    std::string symbol;
    evm::Address address;
    unsigned decimals = 0;
    /// Its events are held against the change of the balance: what arrived counts, if less.
    bool verify_balance = false;
    evm::Amount min_value; ///< Base units: a deposit that holds less is not swept.
};

/// From `amount_min` (whole units, decimal text) on, a payment is confirmed at `depth` blocks, its
/// own counted.
struct ConfirmationStep
{
    std::string amount_min;
    std::uint64_t depth = 1;
};

/// Ascending in amount and depth; the first step begins at "0".
struct Confirmations
{
    std::vector<ConfirmationStep> steps{{.amount_min = "0", .depth = 1}};

    /// The depth asked of a payment of `amount` base units of a currency with `decimals`.
    [[nodiscard]] std::uint64_t confirmations_for(const evm::Amount& amount,
                                                  unsigned decimals) const;
};

enum class FinalKind : std::uint8_t
{
    same_as_confirmations, ///< Paid when confirmed.
    safe,                  ///< Under the node's block of this tag.
    finalized,
    depth,
};

struct Final
{
    FinalKind kind = FinalKind::same_as_confirmations;
    /// Counts where kind is depth; no smaller than any of the confirmations.
    std::uint64_t depth = 0;
};

enum class InternalTransfers : std::uint8_t
{
    auto_,
    balances,
    traces,
    off,
};

struct Chain
{
    std::string name;
    evm::ChainId chain_id = 0;
    std::vector<std::string> rpc_urls; ///< At least one, in the order to try; may hold credentials.
    NativeCurrency native;
    Confirmations confirmations;
    Final final_at;
    InternalTransfers internal_transfers = InternalTransfers::auto_;
    std::uint64_t balances_per_run = 2'000; ///< Addresses that one scan asks the balances of.
    std::uint64_t quorum = 1; ///< Nodes that must agree before money is final; at most as many as
                              ///< there are.
    std::optional<evm::BlockNumber> start_block; ///< Where a first scan begins; none: at the head.
    std::vector<Token> tokens;
};

/// Asks a person for the password of what is named; nothing where nobody is there.
using AskPassword = std::function<std::optional<base::Secret>(const std::string& what)>;

struct Config
{
    std::string file; ///< The path that was read; empty where the defaults stand alone.
    Environment environment = Environment::development;
    Database database;
    Wallet wallet;
    std::optional<evm::Address> treasury; ///< None: the sponsor's address.
    Sweeping sweeping;
    Payments payments;
    Webhooks webhooks;
    Health health;
    std::vector<Chain> chains; ///< At least one; names and ids are unique.
    AskPassword ask_password;  ///< Empty: nobody can be asked.
};

/// Throws Error{request} that names the nearest and all configured chains.
[[nodiscard]] const Chain& find_chain(const Config& config, std::string_view name);

/// By symbol (exact, then whatever its case where that is unambiguous) or by address. Throws
/// Error{request} as find_chain.
[[nodiscard]] const Token& find_token(const Chain& chain, std::string_view symbol_or_address);

/// The path behind "sqlite:", or nothing for another database.
[[nodiscard]] std::optional<std::string> sqlite_path(std::string_view database_url);

} // namespace ctrip::config
