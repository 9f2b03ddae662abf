// SPDX-License-Identifier: MIT
#include "config/notation.hpp"
#include "config/secrets.hpp"
#include "parsing.hpp"
#include "paths.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

using namespace ctrip;
using config::Environment;
using test::parse;
using test::parse_error;
using test::parse_without_file;
using test::World;

namespace {

const std::string kXpub =
    "xpub6DyUKdwoLWmUJ4Tn9Bbsdtx7B5Ws18mEN19e5HT52ikE53FiUheSQXrZUNPovqfyKmw4579A1Mm3GXXKM39N64uooB"
    "fJ4tNAzFsEbodRTx4";
const std::string kAnvilXpub =
    "xpub6Ce9NcJvTk36xtLSrJLZqE7wtgA5deCeYs7rSQtreh4cj6ByPtrg9sD7V2FNFLPnf8heNP3FGkeV9qwfzvZNSd54Jo"
    "NXVsXFYSYwHsnJxqP";

const std::string kBsc = "chains:\n"
                         "  - name: bsc\n"
                         "    chain_id: 56\n"
                         "    rpc_urls: [https://a.example, https://b.example]\n"
                         "    native: {symbol: BNB, decimals: 18}\n"
                         "    confirmations: 15\n";
const std::string kTwoChains = kBsc + "  - name: eth\n"
                                      "    chain_id: 1\n"
                                      "    rpc_url: https://c.example\n"
                                      "    confirmations: 12\n";
const std::string kProduction = "environment: production\n"
                                "database: {url: \"sqlite:///var/lib/ctrip/ctrip.db\"}\n"
                                "wallet: {xpub: " +
                                kXpub + "}\n" + kBsc;

std::string text_of(const config::SecretSource& source)
{
    return source.value ? std::string{source.value->expose_text()} : "no value";
}

} // namespace

TEST_CASE("a wallet may have an account's number and a passphrase", "[config][parse]")
{
    const config::Config config = parse("wallet: {mnemonic: a, account: 2147483647,\n"
                                        "  passphrase_file: words, mnemonic_password_file: key}");
    CHECK(config.wallet.account == 2'147'483'647);
    CHECK(config.wallet.account_origin == "ctrip.yaml:1: wallet.account");
    CHECK(config.wallet.passphrase.file == "words");
    CHECK(config.wallet.passphrase.origin == "ctrip.yaml:2: wallet.passphrase_file");
    REQUIRE(config.wallet.passphrase.password);
    CHECK(config.wallet.passphrase.password->file == "key");
    CHECK_FALSE(parse("wallet: {mnemonic: a}").wallet.account.has_value());
    CHECK(parse("wallet: {mnemonic: a, account: 0}").wallet.account == 0);
    for (const char* number : {"2147483648", "-1", "0x1", "1.0", "0'"}) {
        CHECK_THAT(parse_error("wallet: {mnemonic: a, account: \"" + std::string{number} + "\"}"),
                   Catch::StartsWith("ctrip.yaml:1: wallet.account must be"));
    }
    const World world{{{"MNEMONIC_PASSPHRASE", "from there"}}};
    const config::Config other = parse("wallet: {mnemonic: a, passphrase: here}", world);
    CHECK(text_of(other.wallet.passphrase) == "from there");
    CHECK(other.wallet.passphrase.origin == "MNEMONIC_PASSPHRASE");
}

TEST_CASE("wallets of before are xpubs too", "[config][parse]")
{
    CHECK(parse("wallet: {mnemonic: a}").wallet.former_xpubs.empty());
    const config::Config config =
        parse("wallet: {mnemonic: a, former_xpubs: [" + kXpub + ", " + kAnvilXpub + "]}");
    CHECK(config.wallet.former_xpubs == std::vector{kXpub, kAnvilXpub});
    CHECK_THAT(parse_error("wallet:\n  mnemonic: a\n  former_xpubs: [" + kXpub + ", xpub6]"),
               Catch::StartsWith("ctrip.yaml:3: wallet.former_xpubs[1] must be an account xpub"));
    CHECK_THAT(parse_error("wallet: {former_xpubs: " + kXpub + "}"), Catch::Contains("list"));
}

TEST_CASE("without a file the development defaults stand", "[config][parse]")
{
    const config::Config config = parse_without_file();
    CHECK(config.file.empty());
    CHECK((config.environment == Environment::development));
    CHECK(config.database.url == "sqlite:ctrip.db");
    REQUIRE(config.chains.size() == 1);
    CHECK(config.chains[0].name == "anvil");
    CHECK(config.chains[0].chain_id == 31'337);
    CHECK(config.chains[0].rpc_urls == std::vector<std::string>{"http://127.0.0.1:8545"});
    CHECK(config.chains[0].native.symbol == "ETH");
    CHECK(config.chains[0].native.decimals == 18);
    CHECK(config.chains[0].confirmations.confirmations_for(1, 18) == 1);
    CHECK(config.payments.expires_in.count() == 1'800);
    CHECK(config.payments.watch_late.count() == 7 * 86'400);
    CHECK((config.payments.underpayment_tolerance.numerator == 0));
    CHECK(config.webhooks.allow_private_addresses);
    CHECK(config.webhooks.timeout.count() == 10);
    CHECK(config.health.listen.host == "127.0.0.1");
    CHECK(config.health.listen.port == 9180);
    CHECK_FALSE(config.sweeping.max_fee_wei);
    CHECK((config.sweeping.max_cost == config::Fraction{5, 100}));
    CHECK_FALSE(config.treasury.has_value());
    CHECK(text_of(config.wallet.mnemonic) == config::kDevelopmentMnemonic);
    CHECK(text_of(config.sweeping.sponsor_key) == config::kDevelopmentSponsorKey);
    CHECK(text_of(config.webhooks.secret) == config::kDevelopmentWebhookSecret);
}

TEST_CASE("an empty file is the same, but trusts no private webhook", "[config][parse]")
{
    const config::Config config = parse("# nothing yet\n");
    CHECK(config.file == "ctrip.yaml");
    CHECK(config.chains[0].name == "anvil");
    CHECK_FALSE(config.webhooks.allow_private_addresses);
}

TEST_CASE("every key of every section is taken", "[config][parse]")
{
    const config::Config config =
        parse("environment: production\n"
              "database: {url: \"postgresql://h/ctrip\"}\n"
              "wallet: {xpub: " +
              kXpub +
              ", mnemonic_file: /etc/ctrip/mnemonic}\n"
              "treasury: \"0x55d398326f99059fF775485246999027B3197955\"\n"
              "sweeping: {sponsor_key_file: /etc/ctrip/key, "
              "max_fee_gwei: 0.1, max_cost: 2.5%, daily_gas_max: 0.5, strategy: direct}\n"
              "payments: {expires_in: 1h30m, underpayment_tolerance: "
              "0.5%, late: accept, watch_late: 0}\n"
              "webhooks: {url: \"https://shop.example/hooks\", "
              "secret_file: /etc/ctrip/hook, allow_private_addresses: "
              "true, timeout: 30s}\n"
              "health: {listen: \"[::1]:9000\", metrics_token_file: token}\n" +
              kBsc);
    CHECK((config.environment == Environment::production));
    CHECK(config.database.url == "postgresql://h/ctrip");
    CHECK(config.wallet.xpub == kXpub);
    CHECK(config.wallet.mnemonic.file == "/etc/ctrip/mnemonic");
    CHECK(config.wallet.mnemonic.origin == "ctrip.yaml:3: wallet.mnemonic_file");
    CHECK(config.treasury->to_checksum() == "0x55d398326f99059fF775485246999027B3197955");
    CHECK(config.sweeping.sponsor_key.file == "/etc/ctrip/key");
    CHECK(config.sweeping.max_fee_wei == evm::Amount{100'000'000});
    CHECK((config.sweeping.max_cost == config::Fraction{25, 1'000}));
    CHECK(config.sweeping.daily_gas_max_wei == evm::Amount{500'000'000'000'000'000});
    CHECK((config.sweeping.strategy == config::SweepStrategy::direct));
    CHECK(config.payments.expires_in.count() == 5'400);
    CHECK((config.payments.underpayment_tolerance == config::Fraction{5, 1'000}));
    CHECK((config.payments.late == config::LatePolicy::accept));
    CHECK(config.payments.watch_late.count() == 0);
    CHECK(config.webhooks.url == "https://shop.example/hooks");
    CHECK(config.webhooks.secret.file == "/etc/ctrip/hook");
    CHECK(config.webhooks.allow_private_addresses);
    CHECK(config.webhooks.timeout.count() == 30);
    CHECK(config.health.listen.host == "::1");
    CHECK(config.health.listen.port == 9000);
    CHECK(config.health.metrics_token.file == "token");
    CHECK(parse("health: {metrics_token_file: /t}").health.listen.port == 9180);
    CHECK_FALSE(parse("sweeping: {max_cost: off}").sweeping.max_cost.has_value());
}

TEST_CASE("the example configuration parses", "[config][parse]")
{
    std::ifstream file{std::string{test::paths().source} + "/config/ctrip.example.yaml"};
    std::stringstream text;
    text << file.rdbuf();
    REQUIRE(text.str().size() > 100);
    const config::Config config = parse(text.str());
    CHECK((config.environment == Environment::production));
    CHECK(config.chains.size() >= 2);
}

TEST_CASE("what the YAML parser stumbles over is told in one line", "[config][parse]")
{
    using namespace std::string_literals;
    for (const std::string& yaml :
         {"databse: r{ul? \x9d}\n\0\nl:"s, "a: \"\\\r\""s, "\"\n\0"s, "a: [\n\x7f"s}) {
        const std::string message = parse_error(yaml);
        CAPTURE(message);
        CHECK(message.starts_with("ctrip.yaml:"));
        CHECK(message.find('\n') == std::string::npos);
    }
}

TEST_CASE("a wrong value names its line, its key and what to do", "[config][parse]")
{
    const struct
    {
        std::string yaml;
        const char* expected;
    } cases[]{
        {"- a\n", "ctrip.yaml:1: the file must be a map"},
        {"\ndatabse: {}\n", "ctrip.yaml:2: unknown key 'databse'; did you mean 'database'?"},
        {"zzzzzzzzz: 1\n", "ctrip.yaml:1: unknown key 'zzzzzzzzz'; known: environment, database"},
        {"wallet:\n  xpup: 1\n",
         "ctrip.yaml:2: unknown key 'xpup' under wallet; did you mean 'xpub'?"},
        {"wallet:\n", "ctrip.yaml:1: wallet has no value"},
        {"wallet: 1\n", "ctrip.yaml:1: wallet must be a map"},
        {"environment: prod\n",
         "ctrip.yaml:1: environment must be one of development, production, not 'prod'"},
        {"environment: productoin\n", "did you mean 'production'?"},
        {"environment: [a]\n", "environment must be a single value"},
        {"database: {}\n", "database.url is missing"},
        {"database: {url: ctrip.db}\n", "database.url must begin with sqlite:"},
        {"database: {url: \"sqlite://ctrip.db\"}\n", "three slashes"},
        {"wallet: {xpub: xpub123}\n", "wallet.xpub must be an account xpub"},
        {"wallet: {xpub: xprv123}\n", "wallet.xpub is a private key"},
        {"wallet: {mnemonic: a, mnemonic_file: b}\n", "wallet.mnemonic_file are both given"},
        {"treasury: 0x55d398326f99059fF775485246999027B3197955x\n", "treasury must be an address"},
        {"treasury: \"0x55D398326f99059fF775485246999027B3197955\"\n", "EIP-55 checksum"},
        {"treasury: \"0x0000000000000000000000000000000000000000\"\n", "the zero address"},
        {"treasury: \"\"\n", "treasury must not be empty"},
        {"sweeping: {max_fee_gwei: 0}\n", "sweeping.max_fee_gwei must be gwei, above 0"},
        {"sweeping: {max_fee_gwei: 0.0000000001}\n", "at most 9 digits"},
        {"sweeping: {daily_gas_max: 0}\n", "sweeping.daily_gas_max must be an amount above 0"},
        {"sweeping: {daily_gas_max: 5%}\n", "sweeping.daily_gas_max must be an amount above 0"},
        {"sweeping: {max_fee_gwei: -1}\n", "sweeping.max_fee_gwei must be gwei"},
        {"sweeping: {max_fee_gwei: 1e3}\n", "sweeping.max_fee_gwei must be gwei"},
        {"sweeping: {max_cost: 5}\n", "sweeping.max_cost must be a share above 0%"},
        {"sweeping: {max_cost: 0%}\n", "sweeping.max_cost must be a share above 0%"},
        {"sweeping: {max_cost: 101%}\n", "sweeping.max_cost must be a share above 0%"},
        {"sweeping: {batch_max: many}\n", "sweeping.batch_max"},
        {"sweeping: {batch_max: 0}\n", "sweeping.batch_max"},
        {"sweeping: {batch_max: 1001}\n", "sweeping.batch_max"},
        {"sweeping: {strategy: fast}\n", "must be one of auto, batched, direct"},
        {"payments: {expires_in: 0s}\n", "payments.expires_in must be a time like 90s"},
        {"payments: {expires_in: 30}\n", "30 has no unit; write 30s"},
        {"payments: {expires_in: 366d}\n", "from 1s to 365d"},
        {"payments: {expires_in: soon}\n", "not 'soon'"},
        {"payments: {watch_late: 366d}\n", "from 0s to 365d"},
        {"payments: {underpayment_tolerance: 100%}\n", "below 100%"},
        {"payments: {underpayment_tolerance: 0.0000001%}\n", "at most 6 digits"},
        {"payments: {underpayment_tolerance: 1}\n", "must be 0 or a share"},
        {"payments: {late: maybe}\n", "must be one of review, accept, reject"},
        {"webhooks: {url: \"ftp://a\"}\n", "webhooks.url must begin with http"},
        {"webhooks: {allow_private_addresses: yes}\n", "must be true or false, not 'yes'"},
        {"webhooks: {timeout: 0s}\n", "from 1s to 5m"},
        {"webhooks: {timeout: 301s}\n", "from 1s to 5m"},
        {"webhooks: {secret: a, secret_file: b}\n", "are both given"},
        {"health: {listen: 9180}\n", "health.listen must be host:port"},
        {"payments: {late: \"a\\u0007\"}\n", "without control characters"},
        {"chains_file: a\n" + kBsc, "ctrip.yaml:1: chains_file and chains are both given"},
    };
    for (const auto& [yaml, expected] : cases) {
        DYNAMIC_SECTION(yaml)
        {
            const std::string message = parse_error(yaml);
            CHECK_THAT(message, Catch::StartsWith("ctrip.yaml:"));
            CHECK_THAT(message, Catch::Contains(expected));
            CHECK(message.find('\n') == std::string::npos);
        }
    }
}

TEST_CASE("a value at its bound is taken", "[config][parse]")
{
    CHECK(parse("payments: {expires_in: 1s, watch_late: 365d}").payments.expires_in.count() == 1);
    CHECK(parse("payments: {expires_in: 365d}").payments.expires_in.count() == 365 * 86'400);
    CHECK(parse("webhooks: {timeout: 5m}").webhooks.timeout.count() == 300);
    CHECK((parse("sweeping: {max_cost: 100%}").sweeping.max_cost == config::Fraction{100, 100}));
    CHECK(parse("sweeping: {max_fee_gwei: 0.000000001}").sweeping.max_fee_wei == evm::Amount{1});
}

TEST_CASE("no error repeats a secret or a URL", "[config][parse]")
{
    for (const char* yaml :
         {"database: {url: \"mysql://u:hunter2@h\"}", "webhooks: {url: \"ftp://u:hunter2@h\"}",
          "wallet: {xpub: xprvhunter2}", "wallet: {xpub: hunter2}",
          "environment: production\nwallet: {mnemonic: hunter2}",
          "chains: [{name: a, chain_id: 1, confirmations: 1, rpc_url: \"ws://u:hunter2@h\"}]"}) {
        const std::string message = parse_error(yaml);
        CHECK_THAT(message, Catch::StartsWith("ctrip.yaml:"));
        CHECK_THAT(message, !Catch::Contains("hunter2"));
    }
    for (const char* name : {"DATABASE_URL", "WEBHOOK_URL", "RPC_URL", "ENV"}) {
        const std::string message = parse_error("", {.variables = {{name, "x://u:hunter2@h"}}});
        CHECK_THAT(message, Catch::Contains(name));
        CHECK_THAT(message, !Catch::Contains("hunter2"));
    }
}

TEST_CASE("the environment wins over the file", "[config][parse]")
{
    World world{.variables = {{"ENV", "development"},
                              {"DATABASE_URL", "sqlite:other.db"},
                              {"RPC_URL", "http://node.example"},
                              {"MNEMONIC", "some words"},
                              {"PRIVATE_KEY", "0x01"},
                              {"WEBHOOK_URL", "http://shop.example"},
                              {"WEBHOOK_SECRET", "s1"},
                              {"SECRET_KEY", "s2"}}};
    const config::Config config = parse(kProduction, world);
    CHECK((config.environment == Environment::development));
    CHECK(config.database.url == "sqlite:other.db");
    CHECK(config.chains[0].rpc_urls == std::vector<std::string>{"http://node.example"});
    CHECK(config.wallet.xpub == kXpub);
    CHECK(text_of(config.wallet.mnemonic) == "some words");
    CHECK(config.wallet.mnemonic.origin == "MNEMONIC");
    CHECK(text_of(config.sweeping.sponsor_key) == "0x01");
    CHECK(config.webhooks.url == "http://shop.example");
    CHECK(text_of(config.webhooks.secret) == "s1");
}

TEST_CASE("the prefix CTRIP_ wins over the bare name, and empty is unset", "[config][parse]")
{
    const World both{
        .variables = {{"DATABASE_URL", "sqlite:a"}, {"CTRIP_DATABASE_URL", "sqlite:b"}}};
    CHECK(parse_without_file(both).database.url == "sqlite:b");
    const World empty{.variables = {{"DATABASE_URL", "sqlite:a"}, {"CTRIP_DATABASE_URL", ""}}};
    CHECK(parse_without_file(empty).database.url == "sqlite:a");
    const World none{.variables = {{"DATABASE_URL", ""}, {"MNEMONIC", ""}, {"ENV", ""}}};
    CHECK(parse_without_file(none).database.url == "sqlite:ctrip.db");
    const World wrong{.variables = {{"CTRIP_DATABASE_URL", "x"}}};
    CHECK_THAT(parse_error("", wrong), Catch::Contains("CTRIP_DATABASE_URL must begin"));
}

TEST_CASE("SECRET_KEY signs webhooks where nothing else does", "[config][parse]")
{
    const World world{.variables = {{"SECRET_KEY", "general"}}};
    CHECK(text_of(parse_without_file(world).webhooks.secret) == "general");
    CHECK(text_of(parse("webhooks: {secret: own}", world).webhooks.secret) == "own");
    CHECK(parse("webhooks: {secret_file: own}", world).webhooks.secret.file == "own");
}

TEST_CASE("RPC_URL is for a single chain only", "[config][parse]")
{
    const World world{.variables = {{"RPC_URL", "http://node.example"}}};
    CHECK(parse_without_file(world).chains[0].rpc_urls.front() == "http://node.example");
    CHECK_THAT(parse_error("wallet: {mnemonic: a}\n" + kTwoChains, world),
               Catch::Contains("RPC_URL can't say for which of 2 chains"));
}

TEST_CASE("chains may lie in a file of their own", "[config][parse]")
{
    const std::string list =
        "- {name: a, chain_id: 31337, rpc_url: \"http://a\", confirmations: 1}";
    const World world{.files = {{"/etc/ctrip/chains.yaml", list},
                                {"/else/where.yaml", "chains:\n  " + list},
                                {"/bad.yaml", "chain: []\n"}},
                      .file = "/etc/ctrip/ctrip.yaml"};
    CHECK(parse("chains_file: chains.yaml", world).chains[0].name == "a");
    CHECK(parse("chains_file: /else/where.yaml", world).chains[0].name == "a");
    World variable = world;
    variable.variables = {{"CHAINS_YAML_PATH", "/else/where.yaml"}};
    CHECK(
        parse("chains: [{name: b, chain_id: 2, rpc_url: \"http://b\", confirmations: 1}]", variable)
            .chains[0]
            .name == "a");
    CHECK(test::parse_without_file(variable).chains[0].name == "a");
    CHECK_THAT(parse_error("chains_file: /bad.yaml", world),
               Catch::StartsWith("/bad.yaml:1: unknown key 'chain'; did you mean 'chains'?"));
    CHECK_THAT(parse_error("chains_file: none.yaml", world),
               Catch::Contains("/etc/ctrip/none.yaml"));
}

TEST_CASE("relative names in the file are seen from its folder", "[config][parse]")
{
    const World world{.variables = {{"CREDENTIALS_DIRECTORY", "/run/credentials/x"}},
                      .file = "/etc/ctrip/ctrip.yaml"};
    const config::Config config = parse("database: {url: \"sqlite:ctrip.db\"}\n"
                                        "wallet: {mnemonic_file: mnemonic}\n"
                                        "sweeping: {sponsor_key_file: /key}\n",
                                        world);
    CHECK(config.database.url == "sqlite:///etc/ctrip/ctrip.db");
    CHECK(config.wallet.mnemonic.credential == "/run/credentials/x/mnemonic");
    CHECK(config.wallet.mnemonic.file == "/etc/ctrip/mnemonic");
    CHECK(config.sweeping.sponsor_key.credential.empty());
    CHECK(config.sweeping.sponsor_key.file == "/key");
    const World near{.file = "conf/ctrip.yaml"};
    CHECK(parse("database: {url: \"sqlite:a.db\"}", near).database.url == "sqlite:conf/a.db");
}

TEST_CASE("well-known keys stand in on Anvil alone", "[config][parse]")
{
    CHECK_THAT(parse_error(kBsc), Catch::Contains("ctrip.yaml: no wallet is configured"));
    const config::Config own = parse("wallet: {mnemonic: my own words}");
    CHECK_FALSE(own.sweeping.sponsor_key.given());
    const config::Config elsewhere = parse("wallet: {mnemonic: my own words}\n" + kBsc);
    CHECK_FALSE(elsewhere.sweeping.sponsor_key.given());
    CHECK_FALSE(parse("wallet: {xpub: " + kXpub + "}").wallet.mnemonic.given());
}

TEST_CASE("production has no defaults for what holds money", "[config][parse]")
{
    CHECK((parse(kProduction).environment == Environment::production));
    CHECK_FALSE(parse(kProduction).webhooks.secret.given());
    const std::string head = "environment: production\n";
    CHECK_THAT(parse_error(head), Catch::Contains("no chains are configured"));
    CHECK_THAT(parse_error(head + kBsc), Catch::Contains("no database is configured"));
    CHECK_THAT(parse_error(head + kBsc + "database: {url: \"sqlite:x\"}"),
               Catch::Contains("no wallet is configured"));
    CHECK_THAT(parse_error(kProduction + "webhooks: {url: \"https://a\"}"),
               Catch::Contains("webhooks.url needs a secret"));
    const World world{.variables = {{"CTRIP_ENV", "production"}, {"ENV", "development"}}};
    const auto [message, kind] =
        test::error_of([&] { static_cast<void>(parse_without_file(world)); });
    CHECK(message == "configuration: no chains are configured; list them under chains");
}

TEST_CASE("production refuses what everybody knows", "[config][parse]")
{
    const struct
    {
        const char* name;
        std::string value;
        const char* expected;
    } cases[]{
        {"MNEMONIC", std::string{config::kDevelopmentMnemonic}, "everybody knows"},
        {"MNEMONIC", std::string{config::kAnvilMnemonic}, "everybody knows"},
        {"MNEMONIC", " Test test  test test test test test test test test test\tJUNK ",
         "everybody"},
        {"PRIVATE_KEY", std::string{config::kDevelopmentSponsorKey}, "Anvil"},
        {"PRIVATE_KEY", "0x2A871D0798F97D79848A013D4936A73BF4CC922C825D33C1CF7073DFF6D409C6",
         "Anvil"},
        {"PRIVATE_KEY", "0x01", "64 hexadecimal digits"},
        {"WEBHOOK_SECRET", std::string{config::kDevelopmentWebhookSecret}, "a default"},
        {"WEBHOOK_SECRET", "ChangeMe", "a default"},
        {"SECRET_KEY", "secret", "a default"},
    };
    for (const auto& [name, value, expected] : cases) {
        DYNAMIC_SECTION(name << " " << value)
        {
            const std::string message = parse_error(kProduction, {.variables = {{name, value}}});
            CHECK_THAT(message, Catch::Contains(name) && Catch::Contains(expected));
            // The same is fine in development, where it is read when it is needed.
            CHECK_NOTHROW(parse("", {.variables = {{name, value}}}));
        }
    }
    CHECK_THAT(parse_error("environment: production\nwallet: {xpub: " + kAnvilXpub + "}"),
               Catch::Contains("a mnemonic that everybody knows"));
    const World good{.variables = {{"MNEMONIC", "other words"},
                                   {"PRIVATE_KEY", std::string(64, '1')},
                                   {"WEBHOOK_SECRET", "0a1b2c3d0a1b2c3d0a1b2c3d"}}};
    CHECK_NOTHROW(parse(kProduction, good));
}

TEST_CASE("production refuses plain http to another host", "[config][parse]")
{
    const std::string chain = "chains:\n  - {name: bsc, chain_id: 56, confirmations: 1, ";
    const std::string head =
        "environment: production\ndatabase: {url: \"sqlite:///d\"}\nwallet: {xpub: " + kXpub +
        "}\n";
    const auto node = [&](const std::string& rest) {
        return parse_error(head + chain + rest + "}\n");
    };
    CHECK_THAT(node("rpc_url: \"http://a.example\""),
               Catch::StartsWith("ctrip.yaml:5: chains[0].rpc_url is plain http") &&
                   Catch::Contains("allow_plain_http"));
    CHECK_THAT(node("rpc_urls: [\"https://a.example\", \"http://10.0.0.1\"]"),
               Catch::StartsWith("ctrip.yaml:5: chains[0].rpc_urls[1] is plain http"));
    CHECK(node("rpc_url: \"http://127.0.0.1:8545\"") == "not a configuration error: no error");
    CHECK(node("rpc_url: \"http://a.example\", allow_plain_http: true") ==
          "not a configuration error: no error");
    CHECK_THAT(node("rpc_url: \"http://a.example\", allow_plain_http: false"),
               Catch::Contains("is plain http"));
    const std::string good = head + chain + "rpc_url: \"https://a.example\"}\n";
    const World variable{.variables = {{"RPC_URL", "http://a.example"}}};
    CHECK_THAT(parse_error(good, variable), Catch::Contains("RPC_URL is plain http"));
    const World file{.variables = {{"CHAINS_YAML_PATH", "c.yaml"}},
                     .files = {{"c.yaml", chain + "rpc_url: \"http://a.example\"}\n"}}};
    CHECK_THAT(parse_error(good, file), Catch::StartsWith("c.yaml:2: chains[0].rpc_url is plain"));
    const auto hook = [&](const std::string& keys, const World& world = {}) {
        return parse_error(good + "webhooks: {secret_file: /s" + keys + "}\n", world);
    };
    CHECK_THAT(hook(", url: \"http://shop.example\""),
               Catch::StartsWith("ctrip.yaml:6: webhooks.url is plain http") &&
                   Catch::Contains("webhooks.allow_plain_http"));
    CHECK(hook(", url: \"http://shop.example\", allow_plain_http: true") ==
          "not a configuration error: no error");
    CHECK(hook(", url: \"http://localhost/\"") == "not a configuration error: no error");
    const World url{.variables = {{"WEBHOOK_URL", "http://shop.example"}}};
    CHECK_THAT(hook("", url), Catch::Contains("WEBHOOK_URL is plain http"));
    CHECK(hook(", allow_plain_http: true", url) == "not a configuration error: no error");
    // Development takes them all.
    CHECK_NOTHROW(
        parse("webhooks: {url: \"http://shop.example\", secret: a}\nwallet: {mnemonic: a b}\n" +
              chain + "rpc_url: \"http://a.example\"}\n"));
}

TEST_CASE("a secret in the file is for development, in a file of one's own", "[config][parse]")
{
    CHECK_THAT(parse_error("environment: production\nwallet: {mnemonic: a b c}\n"),
               Catch::Contains("ctrip.yaml:2: wallet.mnemonic must not stand in this file in "
                               "production") &&
                   Catch::Contains("wallet.mnemonic_file"));
    const World open{.readable_by_others = true};
    for (const char* yaml : {"wallet: {mnemonic: a}", "webhooks: {secret: a}",
                             "database: {url: \"postgresql://u:p@h/d\"}"}) {
        INFO(yaml);
        const auto [message, kind] = test::error_of([&] { static_cast<void>(parse(yaml, open)); });
        CHECK((kind == ErrorKind::exposed_secret));
        CHECK_THAT(message, Catch::Contains("chmod 600 ctrip.yaml"));
        CHECK_NOTHROW(parse(yaml));
    }
    CHECK_NOTHROW(parse("database: {url: \"postgresql://u@h/d\"}", open));
}
