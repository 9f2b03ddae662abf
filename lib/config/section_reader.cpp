// SPDX-License-Identifier: MIT
#include "config/section_reader.hpp"

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/url.hpp"
#include "config/notation.hpp"
#include "config/secret_reader.hpp"
#include "config/telemetry.hpp"
#include "config/webhook_reader.hpp"
#include "config/well_known.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>

namespace ctrip::config {

namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr seconds kSpanMax = hours{24 * 365};
constexpr unsigned kGweiDecimals = 9;
constexpr std::uint64_t kAccountMax = (std::uint64_t{1} << 31U) - 1; // BIP-32: hardened.
constexpr std::size_t kFormerMax = 100;
constexpr std::uint64_t kBatchMax = 1'000; // Nodes accept no transaction above 128 KiB.

void read_password(SecretSource& secret, const Section& section, const std::string& key,
                   const ReadContext& context)
{
    if (const auto file = section.find(key)) {
        secret.password = std::make_shared<SecretSource>(read_file_name(*file, context));
    }
}

/// Whether a key that is false by default is true.
bool is_allowed(const Section& section, std::string_view key)
{
    const std::optional<Field> field = section.find(key);
    return field && field->boolean();
}

void read_database(Database& database, const Field& field, const ReadContext& context)
{
    const Section section{
        field, {"url", "password", "password_file", "allow_plaintext", "allow_other_encoding"}};
    const Field url =
        section.require("url", "where the database is, as in sqlite:///var/lib/ctrip/ctrip.db");
    if (const auto problem = database_url_problem(url.text())) {
        url.fail(*problem);
    }
    if (holds_password(url.text())) {
        refuse_exposed(url, context);
    }
    database.url = url.text();
    database.origin = url.origin();
    database.allow_plaintext = is_allowed(section, "allow_plaintext");
    database.allow_other_encoding = is_allowed(section, "allow_other_encoding");
    database.password = read_secret(section, "password", context);
    const std::optional<std::string> path = sqlite_path(database.url);
    if (path && path->front() != '/') {
        // Relative to the configuration file, so that every command finds the same database from
        // any working directory.
        const std::string seen = beside(field.file(), *path);
        database.url = (seen.front() == '/' ? "sqlite://" : "sqlite:") + seen;
    }
}

std::string read_xpub(const Field& field, Environment environment)
{
    const std::string& xpub = field.text();
    if (xpub.starts_with("xprv")) {
        field.fail("is a private key (xprv) and can spend; give the xpub that 'ctrip wallet xpub' "
                   "prints, and count the xprv as exposed");
    }
    if (!looks_like_xpub(xpub)) {
        field.fail("must be an account xpub, 111 characters that begin with xpub, as 'ctrip wallet "
                   "xpub' prints it");
    }
    if (environment == Environment::production && is_well_known_xpub(xpub)) {
        field.fail("belongs to a mnemonic that everybody knows; make your own with 'ctrip wallet "
                   "new'");
    }
    return xpub;
}

void read_wallet(Wallet& wallet, const Field& field, const ReadContext& context)
{
    const Section section{field,
                          {"xpub", "former_xpubs", "account", "mnemonic", "mnemonic_file",
                           "mnemonic_password_file", "passphrase", "passphrase_file"}};
    if (const auto xpub = section.find("xpub")) {
        wallet.xpub = read_xpub(*xpub, context.environment);
    }
    if (const auto former = section.find("former_xpubs")) {
        for (const Field& xpub : former->list(kFormerMax)) {
            wallet.former_xpubs.push_back(read_xpub(xpub, context.environment));
        }
    }
    wallet.mnemonic = read_secret(section, "mnemonic", context);
    read_password(wallet.mnemonic, section, "mnemonic_password_file", context);
    wallet.passphrase = read_secret(section, "passphrase", context);
    read_password(wallet.passphrase, section, "mnemonic_password_file", context);
    if (const auto account = section.find("account")) {
        wallet.account = static_cast<std::uint32_t>(account->whole_number(0, kAccountMax));
        wallet.account_origin = account->origin();
    }
}

evm::Amount read_gwei(const Field& field)
{
    const evm::UnitsResult wei = evm::parse_units(field.text(), kGweiDecimals);
    if (wei.error || wei.amount.is_zero()) {
        field.fail(fmt::format("must be gwei, above 0, with at most {} digits behind the point, as "
                               "in 50 or 0.1, not {}",
                               kGweiDecimals, in_quotes(field.text())));
    }
    return wei.amount;
}

std::optional<Fraction> read_max_cost(const Field& field)
{
    if (field.text() == "off") {
        return std::nullopt;
    }
    const std::optional<Fraction> share = parse_percent(field.text());
    if (!share || share->numerator == 0) {
        field.fail(fmt::format("must be a share above 0% and up to 100%, as in 5%, or off, not {}",
                               in_quotes(field.text())));
    }
    return share;
}

SweepStrategy read_strategy(const Field& field)
{
    return field.word<SweepStrategy>({{"auto", SweepStrategy::auto_},
                                      {"batched", SweepStrategy::batched},
                                      {"direct", SweepStrategy::direct}});
}

/// Wei of an amount in whole units of the native currency.
evm::Amount read_ether(const Field& field)
{
    constexpr unsigned decimals = 18;
    const evm::UnitsResult value = evm::parse_units(field.text(), decimals);
    if (value.error || value.amount.is_zero()) {
        field.fail(
            fmt::format("must be an amount above 0 in whole units of the native currency, as "
                        "in 0.5, not {}",
                        in_quotes(field.text())));
    }
    return value.amount;
}

void read_sweeping(Sweeping& sweeping, const Field& field, const ReadContext& context)
{
    const Section section{field,
                          {"sponsor_key_file", "sponsor_key_password_file", "max_fee_gwei",
                           "max_cost", "daily_gas_max", "strategy", "batch_max"}};
    if (const auto file = section.find("sponsor_key_file")) {
        sweeping.sponsor_key = read_file_name(*file, context);
    }
    read_password(sweeping.sponsor_key, section, "sponsor_key_password_file", context);
    if (const auto max_fee = section.find("max_fee_gwei")) {
        sweeping.max_fee_wei = read_gwei(*max_fee);
    }
    if (const auto max_cost = section.find("max_cost")) {
        sweeping.max_cost = read_max_cost(*max_cost);
    }
    if (const auto daily = section.find("daily_gas_max")) {
        sweeping.daily_gas_max_wei = read_ether(*daily);
    }
    if (const auto strategy = section.find("strategy")) {
        sweeping.strategy = read_strategy(*strategy);
    }
    if (const auto batch_max = section.find("batch_max")) {
        sweeping.batch_max = batch_max->whole_number(1, kBatchMax);
    }
}

Fraction read_tolerance(const Field& field)
{
    const std::optional<Fraction> share = parse_percent(field.text());
    if (!share || share->numerator >= share->denominator) {
        field.fail(fmt::format("must be 0 or a share below 100% with at most 6 digits behind the "
                               "point, as in 0.5%, not {}",
                               in_quotes(field.text())));
    }
    return *share;
}

void read_payments(Payments& payments, const Field& field)
{
    const Section section{field, {"expires_in", "underpayment_tolerance", "late", "watch_late"}};
    if (const auto expires_in = section.find("expires_in")) {
        if (base::is_bare_number(expires_in->text())) {
            expires_in->fail(
                fmt::format("{} has no unit; write {}s for seconds, or {}m for minutes",
                            expires_in->text(), expires_in->text(), expires_in->text()));
        }
        payments.expires_in = expires_in->duration(seconds{1}, kSpanMax);
    }
    if (const auto tolerance = section.find("underpayment_tolerance")) {
        payments.underpayment_tolerance = read_tolerance(*tolerance);
    }
    if (const auto late = section.find("late")) {
        payments.late = late->word<LatePolicy>({{"review", LatePolicy::review},
                                                {"accept", LatePolicy::accept},
                                                {"reject", LatePolicy::reject}});
    }
    if (const auto watch_late = section.find("watch_late")) {
        payments.watch_late = watch_late->duration(seconds{0}, kSpanMax);
    }
}

ListenPlace read_listen(const Field& field)
{
    const std::optional<ListenPlace> place = parse_listen(field.text());
    if (!place) {
        field.fail(fmt::format("must be host:port, as in 127.0.0.1:9180 or [::1]:9180, not {}",
                               in_quotes(field.text())));
    }
    return *place;
}

void read_health(Health& health, const Field& field, const ReadContext& context)
{
    const Section section{field,
                          {"listen", "metrics_token_file", "stalled_after", "lag_after",
                           "backlog_after", "doubt_after", "sweep_after", "disk_free"}};
    if (const auto listen = section.find("listen")) {
        health.listen = read_listen(*listen);
    }
    if (const auto file = section.find("metrics_token_file")) {
        health.metrics_token = read_file_name(*file, context);
    }
    const auto read_span = [&](const char* key, seconds& span) {
        if (const auto found = section.find(key)) {
            span = found->duration(seconds{0}, kSpanMax);
        }
    };
    read_span("stalled_after", health.stalled_after);
    read_span("backlog_after", health.backlog_after);
    read_span("doubt_after", health.doubt_after);
    read_span("sweep_after", health.sweep_after);
    if (const auto lag = section.find("lag_after")) {
        health.lag_after = lag->duration(seconds{0}, kSpanMax);
    }
    if (const auto free = section.find("disk_free")) {
        const auto bytes = parse_size(free->text());
        if (!bytes) {
            free->fail(fmt::format("must be a size, as in 500MiB or 2GiB, not {}",
                                   in_quotes(free->text())));
        }
        health.disk_free_bytes = *bytes;
    }
}

} // namespace

std::vector<std::string> top_level_keys()
{
    return {"environment", "database", "wallet",      "treasury",
            "sweeping",    "payments", "webhooks",    "health",
            "telemetry",   "chains",   "chains_file", "allow_hidden_characters"};
}

Environment read_environment(const Field& field)
{
    return field.word<Environment>(
        {{"development", Environment::development}, {"production", Environment::production}});
}

void read_sections(Config& config, const Section& top, const ReadContext& context)
{
    config.allow_hidden_characters = is_allowed(top, "allow_hidden_characters");
    if (const auto database = top.find("database")) {
        read_database(config.database, *database, context);
    }
    if (const auto wallet = top.find("wallet")) {
        read_wallet(config.wallet, *wallet, context);
    }
    if (const auto treasury = top.find("treasury")) {
        config.treasury = treasury->address();
        if (config.environment == Environment::production &&
            treasury->text() != config.treasury->to_checksum()) {
            treasury->fail(fmt::format("has no checksum, which shows a wrong digit; write it as "
                                       "{} if it is right",
                                       config.treasury->to_checksum()));
        }
    }
    if (const auto sweeping = top.find("sweeping")) {
        read_sweeping(config.sweeping, *sweeping, context);
    }
    if (const auto payments = top.find("payments")) {
        read_payments(config.payments, *payments);
    }
    if (const auto webhooks = top.find("webhooks")) {
        read_webhooks(config.webhooks, *webhooks, context);
    }
    if (const auto health = top.find("health")) {
        read_health(config.health, *health, context);
    }
    if (const auto telemetry = top.find("telemetry")) {
        read_telemetry(config.telemetry, *telemetry, context);
    }
}

std::string beside(const std::string& file, const std::string& path)
{
    const std::size_t slash = file.rfind('/');
    if (path.starts_with('/') || slash == std::string::npos) {
        return path;
    }
    return file.substr(0, slash + 1) + path;
}

} // namespace ctrip::config
