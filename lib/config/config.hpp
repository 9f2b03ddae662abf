// SPDX-License-Identifier: MIT
// The checked configuration: ctrip.yaml, environment variables and defaults combined.
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
    production, ///< Refuses well-known keys, default, weak and inline secrets, unencrypted
                ///< connections to other hosts, and SQLite on a network.
};

/// An exact fraction: 0.5% is 5/1000. The denominator is never zero.
struct Fraction
{
    std::uint64_t numerator = 0;
    std::uint64_t denominator = 1;

    friend bool operator==(const Fraction&, const Fraction&) noexcept = default;
};

/// The source of a secret. Its file is not read before the secret is loaded, see
/// config/secrets.hpp.
struct SecretSource
{
    /// From an environment variable, inline, or a default.
    std::optional<base::Secret> value;
    std::string credential; ///< Otherwise this file of systemd, if it exists,
    std::string file;       ///< or this one.
    std::string origin;     ///< "ctrip.yaml:5: wallet.mnemonic_file" or "MNEMONIC", for messages.
    /// The source of the password of an encrypted secret (crypto/password_box.hpp,
    /// crypto/web3_keystore.hpp).
    std::shared_ptr<const SecretSource> password;

    [[nodiscard]] bool given() const noexcept { return value.has_value() || !file.empty(); }
};

struct Database
{
    /// "sqlite:///absolute/path", "sqlite:relative/path" or "postgresql://…"; may hold a password.
    std::string url;
    /// The PostgreSQL user's password; if not given, libpq looks in the URL, PGPASSFILE and the
    /// service file.
    SecretSource password;
    std::string origin;                ///< Where the URL was given, for messages; empty: a default.
    bool allow_plaintext = false;      ///< In production: PostgreSQL over a network without TLS.
    bool allow_other_encoding = false; ///< In production: an encoding other than UTF-8.
};

/// At least one of the two is given.
struct Wallet
{
    /// The xpub of the account m/44'/60'/account'. Only its form is checked here, not its checksum.
    std::optional<std::string> xpub;
    SecretSource mnemonic;
    SecretSource passphrase;              ///< BIP-39's; not given: the empty one.
    std::optional<std::uint32_t> account; ///< Below 2^31. None: the xpub's, else 0.
    /// Of wallets before this one, whose payments are still told and called paid.
    std::vector<std::string> former_xpubs;
    std::string account_origin; ///< "ctrip.yaml:5: wallet.account", for messages.
};

enum class SweepStrategy : std::uint8_t
{
    auto_,   ///< The cheaper of the possible strategies, for each deposit.
    batched, ///< Tokens only by the Sweeper contract (EIP-7702).
    direct,  ///< Each deposit by its own transaction.
};

struct Sweeping
{
    SecretSource sponsor_key;
    /// The highest fee per unit of gas, in wei. None: what is usual on each chain.
    std::optional<evm::Amount> max_fee_wei;
    /// A deposit is not swept while the fee is a larger fraction of it. None: every deposit is
    /// swept.
    std::optional<Fraction> max_cost = Fraction{5, 100};
    SweepStrategy strategy = SweepStrategy::auto_;
    /// The most that is spent on gas, top-ups included, on one chain within 24 hours, in wei. None:
    /// no limit.
    std::optional<evm::Amount> daily_gas_max_wei;
    std::size_t batch_max = 100; ///< The most deposits that one transaction sweeps.
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
    /// How long a payment's address is watched after its deadline.
    std::chrono::seconds watch_late{7 * 24 * 3600};
};

/// An endpoint beside the usual one. It gets a message of its own for each event that it takes.
struct WebhookEndpoint
{
    std::string name; ///< Lower-case letters, digits, - and _; unique.
    std::string url;
    std::vector<std::string> types;   ///< Events, as in "payment.paid". Empty: all.
    SecretSource secret;              ///< Not given: webhooks.secret.
    std::vector<std::string> headers; ///< "Name: value"
    std::chrono::seconds timeout{10};
    std::size_t concurrency = 8;         ///< Messages under way at once.
    std::optional<std::uint64_t> rate;   ///< Messages begun in a second, at most.
    std::string client_certificate_file; ///< PEM, with its key unless client_key_file is given.
    std::string client_key_file;
    std::string ca_file; ///< PEM; who signs the server's certificate. Empty: the system's.
};

/// Signs messages to payments' own URLs on this host.
struct WebhookSecretFor
{
    std::string host; ///< Lower case; with ":port" for this port only.
    SecretSource secret;
};

struct Webhooks
{
    std::optional<std::string> url; ///< For payments without their own URL.
    SecretSource secret;
    bool allow_private_addresses = false;
    bool allow_plain_http = false;  ///< In production: http URLs of other hosts.
    bool allow_weak_secret = false; ///< In production: a secret below 24 bytes.
    bool body_signature = true;     ///< Send X-Webhook-Signature too, which has no time in it.
    std::chrono::seconds timeout{10};
    std::chrono::seconds keep{std::chrono::days{30}}; ///< How long attempts are kept.
    std::vector<WebhookEndpoint> endpoints;
    std::vector<WebhookSecretFor> secret_for;
};

struct ListenPlace
{
    std::string host = "127.0.0.1"; ///< An address or a name, IPv6 without brackets.
    std::uint16_t port = 9180;      ///< 0: chosen by the system.
};

struct Health
{
    ListenPlace listen;
    SecretSource metrics_token; ///< Without it anybody may read /metrics.
    // From when on /health says that a person is needed. A span of 0: never.
    /// Without a success of scan, confirm or send-webhooks; sweep has six times as long.
    std::chrono::seconds stalled_after = std::chrono::minutes{10};
    /// Age of the newest block that scan has read. None: 10 minutes, or 50 of the chain's blocks if
    /// that is longer; in development never.
    std::optional<std::chrono::seconds> lag_after;
    std::chrono::seconds backlog_after = std::chrono::hours{1}; ///< Age of a message that waits.
    std::chrono::seconds doubt_after = std::chrono::hours{1};   ///< Age of a doubted block.
    std::chrono::seconds sweep_after = std::chrono::hours{1};   ///< Age of an open sweep.
    std::uint64_t disk_free_bytes = 500ULL << 20U;              ///< Below it.
};

/// What is sent to collectors. Nothing unless it is configured.
struct Telemetry
{
    /// Of an OpenTelemetry collector; "/v1/traces" is added. None: no spans are made.
    std::optional<std::string> otlp_url;
    SecretSource otlp_headers;         ///< Lines "Name: value".
    bool traceparent_to_nodes = false; ///< Requests to nodes name their spans.
    SecretSource sentry_dsn;           ///< Not given: no error reports are made.
    bool allow_plain_http = false;     ///< In production: http URLs of other hosts.
};

struct Token
{
    std::string symbol;
    evm::Address address;
    unsigned decimals = 0;
    /// Fee-on-transfer token: compare its events with the change of the balance, and book the
    /// smaller amount.
    bool verify_balance = false;
    evm::Amount min_value; ///< Base units: a deposit that holds less is not swept.
};

struct NativeCurrency
{
    std::string symbol = "ETH";
    unsigned decimals = 18;
    evm::Amount min_value; ///< Base units: a deposit that holds less is not swept.
    /// The contract through which the native currency is a token as well, as on Celo; it is not
    /// among the chain's tokens. It has as many decimals or fewer.
    std::optional<Token> contract;
};

/// A payment of `amount_min` (whole units, decimal text) or more is confirmed at `depth` blocks,
/// the transfer's block counted.
struct ConfirmationStep
{
    std::string amount_min;
    std::uint64_t depth = 1;
};

/// Ascending in amount and depth; the first step begins at "0".
struct Confirmations
{
    std::vector<ConfirmationStep> steps{{.amount_min = "0", .depth = 1}};

    /// The depth that a payment of `amount` base units of a currency with `decimals` needs.
    [[nodiscard]] std::uint64_t confirmations_for(const evm::Amount& amount,
                                                  unsigned decimals) const;
};

enum class FinalKind : std::uint8_t
{
    same_as_confirmations, ///< A confirmed payment is paid.
    safe,                  ///< At or below the node's block of this tag.
    finalized,
    depth,
};

struct Final
{
    FinalKind kind = FinalKind::same_as_confirmations;
    /// For FinalKind::depth only; at least the highest of the confirmations.
    std::uint64_t depth = 0;
};

enum class InternalTransfers : std::uint8_t
{
    auto_,
    balances,
    traces,
    off,
};

/// Whether native transfers are read by the logs that EIP-7708 has of them.
enum class NativeLogs : std::uint8_t
{
    auto_, ///< Where the chain is shown to have them.
    on,
    off,
};

/// Whether `confirm` holds transfers against their blocks' headers.
enum class LightVerification : std::uint8_t
{
    auto_, ///< Where the chain's headers can be recomputed.
    off,
};

struct Chain
{
    std::string name;
    evm::ChainId chain_id = 0;
    std::vector<std::string> rpc_urls; ///< At least one, by preference; may contain credentials.
    bool allow_plain_http = false;     ///< In production: http URLs of other hosts.
    NativeCurrency native;
    Confirmations confirmations;
    Final final_at;
    InternalTransfers internal_transfers = InternalTransfers::auto_;
    NativeLogs native_logs = NativeLogs::auto_;
    std::uint64_t balances_per_run = 2'000; ///< The most balances that one scan reads.
    // Upper bounds of one request to a node, for nodes that do not say theirs.
    std::uint64_t blocks_per_call_max = 1'000; ///< Blocks of one eth_getLogs call.
    std::uint64_t batch_max = 100;             ///< Calls of one HTTP request; 1: no batches.
    std::uint64_t quorum = 1; ///< Nodes that must agree before a transfer is final; 1 … all.
    LightVerification light_verification = LightVerification::auto_;
    std::optional<evm::BlockNumber> start_block; ///< First block of the first scan; none: the head.
    std::vector<Token> tokens;
};

/// Asks the user for the password of `what`; nothing if there is no terminal.
using AskPassword = std::function<std::optional<base::Secret>(const std::string& what)>;

struct Config
{
    std::string file;   ///< The path of the file that was read; empty if only defaults are used.
    std::string notice; ///< A warning about the search for that file; empty: none.
    Environment environment = Environment::development;
    Database database;
    Wallet wallet;
    std::optional<evm::Address> treasury; ///< None: the sponsor's address.
    Sweeping sweeping;
    Payments payments;
    Webhooks webhooks;
    Health health;
    Telemetry telemetry;
    /// In production: secrets with characters that nobody sees.
    bool allow_hidden_characters = false;
    std::vector<Chain> chains; ///< At least one; names and ids are unique.
    AskPassword ask_password;  ///< Empty: passwords can't be asked for.
};

/// Why production does not take a plain http URL, and what allows it, behind its name.
inline constexpr std::string_view kPlainWebhook =
    "is plain http to another host in production, where the customers' data in a message can be "
    "read on the way; write https, or set webhooks.allow_plain_http: true";
inline constexpr std::string_view kPlainNode =
    "is plain http to another host in production, where a node's answers can be changed on the "
    "way; write https, or set the chain's allow_plain_http: true";

inline constexpr std::string_view kPlainCollector =
    "is plain http to another host in production, where customers' payments can be followed on the "
    "way; write https, or set telemetry.allow_plain_http: true";

/// Whether webhooks must not go to a plain http URL of another host.
[[nodiscard]] bool refuses_plain_http(const Config& config) noexcept;

/// Throws Error{request} that names the most similar and all configured chains.
[[nodiscard]] const Chain& find_chain(const Config& config, std::string_view name);

/// Whether this symbol or address is the native currency's own contract (native.same_as).
[[nodiscard]] bool is_native_contract(const Chain& chain, std::string_view symbol_or_address);

/// By symbol (exact, or ignoring case if that is unambiguous) or by address. Throws Error{request}
/// as find_chain.
[[nodiscard]] const Token& find_token(const Chain& chain, std::string_view symbol_or_address);

/// The path in a "sqlite:" URL; nothing for another database.
[[nodiscard]] std::optional<std::string> sqlite_path(std::string_view database_url);

} // namespace ctrip::config
