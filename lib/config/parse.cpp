// SPDX-License-Identifier: MIT
#include "config/parse.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/url.hpp"
#include "config/chain_reader.hpp"
#include "config/notation.hpp"
#include "config/secrets.hpp"
#include "config/section_reader.hpp"
#include "config/variables.hpp"
#include "config/well_known.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace ctrip::config {

namespace {

constexpr evm::ChainId kAnvilChainId = 31'337;

Chain anvil()
{
    Chain chain;
    chain.name = "anvil";
    chain.chain_id = kAnvilChainId;
    chain.rpc_urls = {"http://127.0.0.1:8545"};
    return chain;
}

/// A document and its tree, which must live as long as the fields that refer to them.
struct Parsed
{
    Document document;
    Value root;
};

Parsed parse_document(Document document)
{
    Value root = parse_yaml(document.file, document.text);
    return {std::move(document), std::move(root)};
}

Environment find_environment(const std::optional<Section>& top, const Variables& variables)
{
    if (const auto variable = variables.find("ENV")) {
        if (variable->value != "development" && variable->value != "production") {
            variable->fail("must be development or production; where ENV has another use here, "
                           "CTRIP_ENV wins over it");
        }
        return variable->value == "production" ? Environment::production : Environment::development;
    }
    const std::optional<Field> field = top ? top->find("environment") : std::nullopt;
    return field ? read_environment(*field) : Environment::development;
}

/// The file is a list, or a map with the list under `chains`.
std::vector<Chain> read_chains_file(const Sources& sources, const std::string& path,
                                    Environment environment)
{
    const Parsed parsed = parse_document(sources.read_document(path));
    const Field whole{parsed.document.file, "", parsed.root};
    if (parsed.root.kind == ValueKind::list) {
        return read_chains(Field{parsed.document.file, "chains", parsed.root}, environment);
    }
    const Section section{whole, {"chains"}};
    return read_chains(section.require("chains", "the list of chains"), environment);
}

/// Empty if none are configured.
std::vector<Chain> find_chains(const Sources& sources, const std::optional<Section>& top,
                               const Variables& variables, Environment environment)
{
    const std::optional<Field> list = top ? top->find("chains") : std::nullopt;
    const std::optional<Field> file = top ? top->find("chains_file") : std::nullopt;
    if (list && file) {
        file->fail("and chains are both given; keep one");
    }
    if (const auto variable = variables.find("CHAINS_YAML_PATH")) {
        return read_chains_file(sources, variable->value, environment);
    }
    if (file) {
        return read_chains_file(sources, beside(file->file(), file->text()), environment);
    }
    return list ? read_chains(*list, environment) : std::vector<Chain>{};
}

void apply_rpc_url(Config& config, const Variables& variables)
{
    const std::optional<Variable> variable = variables.find("RPC_URL");
    if (!variable) {
        return;
    }
    if (const auto problem = http_url_problem(variable->value)) {
        variable->fail(*problem);
    }
    if (config.chains.size() != 1) {
        variable->fail(fmt::format("can't say for which of {} chains it is; put the URL under the "
                                   "chain's rpc_urls and unset the variable",
                                   config.chains.size()));
    }
    if (config.environment == Environment::production && !config.chains.front().allow_plain_http &&
        base::is_plain_http(variable->value)) {
        variable->fail(kPlainNode);
    }
    config.chains.front().rpc_urls = {variable->value};
}

void replace_if_given(SecretSource& source, SecretSource other)
{
    if (other.given()) {
        source = std::move(other);
    }
}

void apply_variables(Config& config, const Variables& variables)
{
    if (const auto url = variables.find("DATABASE_URL")) {
        if (const auto problem = database_url_problem(url->value)) {
            url->fail(*problem);
        }
        config.database.url = url->value;
        config.database.origin = "environment variable " + url->name;
    }
    if (const auto url = variables.find("WEBHOOK_URL")) {
        if (const auto problem = webhook_url_problem(url->value)) {
            url->fail(*problem);
        }
        if (config.environment == Environment::production && !config.webhooks.allow_plain_http &&
            base::is_plain_http(url->value)) {
            url->fail(kPlainWebhook);
        }
        config.webhooks.url = url->value;
    }
    replace_if_given(config.wallet.mnemonic, variables.find_secret("MNEMONIC"));
    replace_if_given(config.wallet.passphrase, variables.find_secret("MNEMONIC_PASSPHRASE"));
    replace_if_given(config.sweeping.sponsor_key, variables.find_secret("PRIVATE_KEY"));
    replace_if_given(config.webhooks.secret, variables.find_secret("WEBHOOK_SECRET"));
    SecretSource general = variables.find_secret("SECRET_KEY");
    if (general.given() && config.environment == Environment::production &&
        is_default_secret(general.value->expose_text())) {
        throw Error{ErrorKind::config,
                    fmt::format("environment variable {} is a default that everybody knows; use "
                                "your own, as 'openssl rand -hex 32' prints",
                                general.origin)};
    }
    if (!config.webhooks.secret.given()) {
        config.webhooks.secret = std::move(general);
    }
}

SecretSource default_secret(std::string_view text)
{
    return {
        .value = base::Secret{text}, .credential = {}, .file = {}, .origin = "development default"};
}

bool is_local(const Config& config)
{
    return std::all_of(config.chains.begin(), config.chains.end(),
                       [](const Chain& chain) { return chain.chain_id == kAnvilChainId; });
}

/// Well-known keys are defaults on Anvil only: on any other chain, an operator who forgot to
/// configure their own would be robbed.
void apply_local_keys(Config& config)
{
    SecretSource& mnemonic = config.wallet.mnemonic;
    if (!config.wallet.xpub && !mnemonic.given()) {
        // Not Anvil's own mnemonic, whose first addresses hold money and send transactions; this
        // one's are unused.
        mnemonic = default_secret(kDevelopmentMnemonic);
    }
    const bool is_trial = mnemonic.value && is_well_known_mnemonic(mnemonic.value->expose_text());
    if (is_trial && !config.sweeping.sponsor_key.given()) {
        config.sweeping.sponsor_key = default_secret(kDevelopmentSponsorKey);
    }
}

void apply_development_defaults(Config& config)
{
    if (config.chains.empty()) {
        config.chains.push_back(anvil());
    }
    if (config.database.url.empty()) {
        config.database.url = "sqlite:ctrip.db";
    }
    if (!config.webhooks.secret.given()) {
        config.webhooks.secret = default_secret(kDevelopmentWebhookSecret);
    }
    if (config.file.empty()) {
        config.webhooks.allow_private_addresses = true;
    }
    if (is_local(config)) {
        apply_local_keys(config);
    }
}

[[noreturn]] void fail_missing(const Config& config, std::string_view message)
{
    const std::string place = config.file.empty() ? "configuration" : config.file;
    throw Error{ErrorKind::config, fmt::format("{}: {}", place, message)};
}

void check_complete(const Config& config)
{
    if (config.chains.empty()) {
        fail_missing(config, "no chains are configured; list them under chains");
    }
    if (config.database.url.empty()) {
        fail_missing(config, "no database is configured; set database.url or DATABASE_URL");
    }
    if (!config.wallet.xpub && !config.wallet.mnemonic.given()) {
        fail_missing(config, "no wallet is configured; set wallet.xpub or wallet.mnemonic_file, "
                             "which 'ctrip wallet new' and 'ctrip wallet xpub' make");
    }
    for (const WebhookEndpoint& endpoint : config.webhooks.endpoints) {
        if (!endpoint.secret.given() && !config.webhooks.secret.given()) {
            fail_missing(config,
                         fmt::format("webhooks.endpoints: '{}' needs a secret to sign with; "
                                     "set its secret_file, or webhooks.secret_file",
                                     endpoint.name));
        }
    }
    if (config.webhooks.url && !config.webhooks.secret.given()) {
        fail_missing(config,
                     "webhooks.url needs a secret to sign with; set webhooks.secret_file or "
                     "WEBHOOK_SECRET");
    }
}

/// A token's contract keeps what it is sent.
void check_treasury(const Config& config)
{
    for (const Chain& chain : config.chains) {
        std::vector<Token> tokens = chain.tokens;
        if (chain.native.contract) {
            tokens.push_back(*chain.native.contract);
        }
        for (const Token& token : tokens) {
            if (token.address == config.treasury) {
                fail_missing(config, fmt::format("treasury is the contract of {} on chain '{}'; "
                                                 "what is sent there is lost",
                                                 token.symbol, chain.name));
            }
        }
    }
}

/// Checks values that are already known; secrets in files are checked when they are loaded.
void check_values(const Config& config)
{
    if (config.environment != Environment::production) {
        return;
    }
    if (config.wallet.mnemonic.value) {
        static_cast<void>(load_mnemonic(config));
    }
    if (config.sweeping.sponsor_key.value) {
        static_cast<void>(load_sponsor_key(config));
    }
    const base::UnixSeconds now_s = base::SystemClock{}.now_s();
    if (config.webhooks.secret.value) {
        static_cast<void>(load_webhook_secrets(config, now_s));
    }
}

} // namespace

Config parse(const Sources& sources)
{
    const Variables variables{sources.environment};
    Parsed parsed;
    std::optional<Section> top;
    Config config;
    if (sources.document) {
        config.file = sources.document->file;
        parsed = parse_document(*sources.document);
        if (parsed.root.kind != ValueKind::null) { // An empty file keeps all defaults.
            top.emplace(Field{parsed.document.file, "", parsed.root}, top_level_keys());
        }
    }
    config.environment = find_environment(top, variables);
    if (top) {
        read_sections(config, *top,
                      {.document = parsed.document,
                       .environment = config.environment,
                       .credentials_directory = variables.exactly("CREDENTIALS_DIRECTORY")});
    }
    config.chains = find_chains(sources, top, variables, config.environment);
    apply_variables(config, variables);
    if (config.environment == Environment::development) {
        apply_development_defaults(config);
    }
    check_complete(config);
    check_treasury(config);
    apply_rpc_url(config, variables);
    check_values(config);
    return config;
}

bool may_be_production(const Document& document)
{
    try {
        const Value root = parse_yaml(document.file, document.text);
        return std::any_of(root.items.begin(), root.items.end(), [](const Value& item) {
            return item.key == "environment" && item.text != "development";
        });
    } catch (const Error&) {
        return true;
    }
}

} // namespace ctrip::config
