// SPDX-License-Identifier: MIT
#include "config/secrets.hpp"
#include "config/well_known.hpp"
#include "crypto/base64.hpp"
#include "parsing.hpp"
#include "unit/vectors.hpp"

using namespace ctrip;
using test::error_of;

namespace {

constexpr base::UnixSeconds kNow = 1'795'312'800; // 2026-11-22T02:00:00Z

config::SecretSource source_of(std::string_view text)
{
    return {.value = base::Secret{text}, .credential = {}, .file = {}, .origin = "TEST"};
}

std::vector<std::string> webhook_secrets(std::string_view text)
{
    config::Config config;
    config.webhooks.secret = source_of(text);
    std::vector<std::string> secrets;
    for (const base::Secret& secret : config::load_webhook_secrets(config, kNow)) {
        secrets.emplace_back(secret.expose_text());
    }
    return secrets;
}

} // namespace

TEST_CASE("a secret that nobody configured says where to put it", "[config][secrets]")
{
    const config::Config config;
    CHECK(error_of([&] { static_cast<void>(config::load_mnemonic(config)); }).first ==
          "no mnemonic is configured; set wallet.mnemonic_file in ctrip.yaml, or MNEMONIC");
    CHECK_THAT(error_of([&] { static_cast<void>(config::load_sponsor_key(config)); }).first,
               Catch::Contains("sweeping.sponsor_key_file") && Catch::Contains("PRIVATE_KEY"));
    CHECK((error_of([&] {
               static_cast<void>(config::load_webhook_secrets(config, kNow));
           }).second == ErrorKind::config));
}

TEST_CASE("white space at the end of a secret does not count", "[config][secrets]")
{
    config::Config config;
    config.wallet.mnemonic = source_of("a b c \r\n\n");
    CHECK(config::load_mnemonic(config).expose_text() == "a b c");
    config.wallet.mnemonic = source_of(" \n");
    CHECK_THAT(error_of([&] { static_cast<void>(config::load_mnemonic(config)); }).first,
               Catch::StartsWith("TEST: the mnemonic is empty"));
}

TEST_CASE("a passphrase is taken as it stands, without one line end", "[config][secrets]")
{
    config::Config config;
    CHECK(config::load_passphrase(config).empty());
    for (const auto& [text, expected] :
         {std::pair{" a  b ", " a  b "}, std::pair{"a \n", "a "}, std::pair{"a\r\n", "a"},
          std::pair{" ", " "}, std::pair{"\t\n", "\t"}}) {
        config.wallet.passphrase = source_of(text);
        CHECK(config::load_passphrase(config).expose_text() == expected);
    }
    for (const char* text : {"a\nb", "a\n\n", "\na", "a\rb"}) {
        config.wallet.passphrase = source_of(text);
        CHECK_THAT(error_of([&] { static_cast<void>(config::load_passphrase(config)); }).first,
                   Catch::Contains("more than one line"));
    }
    config.wallet.passphrase = source_of("\n");
    CHECK_THAT(error_of([&] { static_cast<void>(config::load_passphrase(config)); }).first,
               Catch::StartsWith("TEST: the mnemonic's passphrase is empty"));
}

TEST_CASE("a sponsor key is 64 digits, with or without 0x", "[config][secrets]")
{
    const std::string digits = std::string(63, '0') + "f";
    config::Config config;
    for (const std::string& text : {digits, "0x" + digits, "0X" + digits, digits + "\n"}) {
        config.sweeping.sponsor_key = source_of(text);
        const base::Secret key = config::load_sponsor_key(config);
        REQUIRE(key.size() == 32);
        CHECK(key.expose()[31] == 0x0f);
    }
    for (const std::string& text :
         {digits + "0", digits.substr(1), "0x0x" + digits, std::string("x")}) {
        config.sweeping.sponsor_key = source_of(text);
        const std::string message =
            error_of([&] { static_cast<void>(config::load_sponsor_key(config)); }).first;
        CHECK_THAT(message, Catch::Contains("64 hexadecimal digits"));
        CHECK_THAT(message, !Catch::Contains(digits.substr(1)));
    }
}

TEST_CASE("a sponsor key may be a JSON key file with a password", "[config][secrets]")
{
    const nlohmann::json vector =
        test::load_vectors("web3_secret_storage.json").at("vectors").at(2);
    nlohmann::json file = vector.at("file");
    config::Config config;
    const auto use = [&](std::string_view password) {
        config.sweeping.sponsor_key = source_of("\n" + file.dump(1) + "\n");
        config.sweeping.sponsor_key.password =
            std::make_shared<config::SecretSource>(source_of(password));
    };
    const auto message = [&] {
        const auto [text, kind] =
            error_of([&] { static_cast<void>(config::load_sponsor_key(config)); });
        CHECK(kind == ErrorKind::config);
        CHECK_THAT(text, Catch::StartsWith("TEST: "));
        return text;
    };
    use("correct horse\n");
    CHECK(base::to_hex_0x(config::load_sponsor_key(config).expose()) == vector.at("key"));
    config.environment = config::Environment::production;
    CHECK_THAT(message(), Catch::Contains("Anvil prints for everybody"));
    use("wrong horse");
    CHECK_THAT(message(), Catch::Contains("does not open the key file"));
    CHECK_THAT(message(), !Catch::Contains("wrong horse"));
    config.sweeping.sponsor_key.password = nullptr;
    CHECK_THAT(message(), Catch::Contains("sweeping.sponsor_key_password_file"));
    file["version"] = 1;
    use("correct horse");
    CHECK_THAT(message(), Catch::Contains("another version than 3"));
    file["version"] = 3;
    file["crypto"]["cipher"] = "aes-256-gcm";
    use("correct horse");
    CHECK_THAT(message(), Catch::Contains("another algorithm"));
    file["crypto"]["cipher"] = "aes-128-ctr";
    file["crypto"]["kdfparams"]["n"] = 1U << 30U;
    use("correct horse");
    CHECK_THAT(message(), Catch::Contains("1 GiB"));
    file.erase("crypto");
    use("correct horse");
    CHECK_THAT(message(), Catch::Contains("not a key file"));
}

TEST_CASE("webhook secrets come a line each, the newest first", "[config][secrets]")
{
    CHECK(webhook_secrets("one") == std::vector<std::string>{"one"});
    CHECK(webhook_secrets("new\n\n  old \r\n") == std::vector<std::string>{"new", "old"});
    CHECK(webhook_secrets("1\n2\n3\n4\n").size() == 4);
    CHECK_THAT(error_of([] { webhook_secrets("1\n2\n3\n4\n5"); }).first,
               Catch::Contains("more than 4 webhook secrets"));
}

TEST_CASE("a webhook secret with a time is used until then", "[config][secrets]")
{
    CHECK(webhook_secrets("new\nold until 2026-11-22T02:00:01Z") ==
          std::vector<std::string>{"new", "old"});
    CHECK(webhook_secrets("new\nold until 2026-11-22T02:00:00Z") ==
          std::vector<std::string>{"new"});
    CHECK(webhook_secrets("1\n2\n3\n4\n5 until 2020-01-01").size() == 4);
    // What is no time belongs to the secret.
    CHECK(webhook_secrets("wait until dawn") == std::vector<std::string>{"wait until dawn"});
    CHECK_THAT(error_of([] { webhook_secrets("old until 2020-01-01T00:00:00Z"); }).first,
               Catch::Contains("the times of all webhook secrets are over"));
}

TEST_CASE("production refuses a default among several webhook secrets", "[config][secrets]")
{
    config::Config config;
    config.webhooks.secret = source_of("0a1b2c0a1b2c0a1b2c0a1b2c\nchangeme");
    CHECK(config::load_webhook_secrets(config, kNow).size() == 2);
    config.environment = config::Environment::production;
    CHECK_THAT(
        error_of([&] { static_cast<void>(config::load_webhook_secrets(config, kNow)); }).first,
        Catch::Contains("a default that everybody knows"));
}

TEST_CASE("production refuses a webhook secret that can be guessed", "[config][secrets]")
{
    const struct
    {
        std::string secret;
        bool is_taken;
    } cases[]{
        {std::string(23, 'k'), false},
        {std::string(24, 'k'), true},
        {"whsec_" + crypto::encode_base64(base::Bytes(23, 7)), false},
        {"whsec_" + crypto::encode_base64(base::Bytes(24, 7)), true},
        {std::string(24, 'n') + "\n" + std::string(23, 'o'), false}, // Also while it is replaced.
    };
    for (const auto& [secret, is_taken] : cases) {
        INFO(secret);
        config::Config config;
        config.webhooks.secret = source_of(secret);
        const auto message = [&] {
            return error_of([&] { static_cast<void>(config::load_webhook_secrets(config, kNow)); })
                .first;
        };
        CHECK(message() == "no error"); // In development.
        config.environment = config::Environment::production;
        if (is_taken) {
            CHECK(message() == "no error");
            continue;
        }
        CHECK_THAT(message(), Catch::StartsWith("TEST: the webhook secret has 23 bytes") &&
                                  Catch::Contains("webhooks.allow_weak_secret"));
        config.webhooks.allow_weak_secret = true;
        CHECK(message() == "no error");
    }
}

TEST_CASE("production refuses a secret with a character that nobody sees", "[config][secrets]")
{
    const std::string key = std::string(63, '0') + "1";
    const std::string hook(30, 'k');
    const auto message_of = [](config::Config& config) {
        return error_of([&] {
                   config.webhooks.secret.given()
                       ? static_cast<void>(config::load_webhook_secrets(config, kNow))
                   : config.database.password.given()
                       ? static_cast<void>(config::load_database_password(config))
                   : config.sweeping.sponsor_key.given()
                       ? static_cast<void>(config::load_sponsor_key(config))
                       : static_cast<void>(config::load_mnemonic(config));
               })
            .first;
    };
    for (const char* hidden : {"\xe2\x80\x8b", "\xef\xbb\xbf", "\xc2\xa0", "\x01", "\x7f"}) {
        for (const auto& [name, text] :
             {std::pair{"webhook secret", hook + hidden + hook},
              std::pair{"webhook secret", hook + hidden},
              std::pair{"webhook secret", hidden + hook},
              std::pair{"database password", std::string{"pass"} + hidden},
              std::pair{"sponsor key", hidden + key},
              std::pair{"mnemonic", std::string{"word"} + hidden + " word"}}) {
            INFO(name);
            config::Config config;
            config.environment = config::Environment::production;
            const std::string_view kind{name};
            config::SecretSource& source = kind == "webhook secret" ? config.webhooks.secret
                                           : kind == "mnemonic"     ? config.wallet.mnemonic
                                           : kind == "sponsor key"  ? config.sweeping.sponsor_key
                                                                    : config.database.password;
            source = source_of(text);
            const std::string message = message_of(config);
            CHECK_THAT(message,
                       Catch::StartsWith("TEST: the " + std::string{name} + " has a character"));
            CHECK_THAT(message, !Catch::Contains("kkk") && !Catch::Contains(hidden));
            config.allow_hidden_characters = true;
            CHECK((message_of(config) == "no error") == (kind != "sponsor key"));
        }
    }
    config::Config config;
    config.environment = config::Environment::production;
    config.wallet.mnemonic = source_of("a\tb\r\nc\xe3\x80\x80"
                                       "d\r\n");
    CHECK(message_of(config) == "no error");
    config.webhooks.secret = source_of(hook + "\r\n" + hook + " x\r\n");
    CHECK(message_of(config) == "no error");
}

TEST_CASE("production refuses a password with a character that nobody sees", "[config][secrets]")
{
    const nlohmann::json vector =
        test::load_vectors("web3_secret_storage.json").at("vectors").at(2);
    config::Config config;
    config.environment = config::Environment::production;
    config.sweeping.sponsor_key = source_of(vector.at("file").dump(1));
    config.sweeping.sponsor_key.password =
        std::make_shared<config::SecretSource>(source_of("correct\xc2\xa0horse"));
    const auto message = [&] {
        return error_of([&] { static_cast<void>(config::load_sponsor_key(config)); }).first;
    };
    CHECK_THAT(message(), Catch::Contains("U+00A0 behind 7 bytes"));
    config.allow_hidden_characters = true;
    CHECK_THAT(message(), Catch::Contains("does not open"));
}

TEST_CASE("well-known mnemonics are known whatever their case and blanks", "[config][well_known]")
{
    CHECK(config::is_well_known_mnemonic(config::kAnvilMnemonic));
    CHECK(config::is_well_known_mnemonic("  LEGAL winner thank year wave sausage worth useful "
                                         "legal\nwinner thank yellow\n"));
    CHECK_FALSE(config::is_well_known_mnemonic(""));
    CHECK_FALSE(config::is_well_known_mnemonic("test test test test test test test test test test "
                                               "test"));
    CHECK_FALSE(config::is_well_known_mnemonic(std::string{config::kAnvilMnemonic} + " junk"));
    CHECK(config::is_well_known_key(*base::from_hex(config::kDevelopmentSponsorKey)));
    CHECK_FALSE(config::is_well_known_key(base::Bytes(32, 1)));
    CHECK_FALSE(config::is_well_known_key({}));
}

TEST_CASE("a metrics token can be sent, and can't be guessed", "[config][secrets]")
{
    config::Config config;
    CHECK_FALSE(config::load_metrics_token(config).has_value());
    config.health.metrics_token = source_of("0123456789abcde+\n");
    CHECK(config::load_metrics_token(config)->expose_text() == "0123456789abcde+");
    for (const auto& [text, expected] :
         {std::pair{"0123456789abcde", "has 15 characters, and below 16 it can be guessed"},
          std::pair{"0123456789 abcdef", "may have letters, digits and -._~+/ only"},
          std::pair{" ", "the metrics token is empty"}}) {
        config.health.metrics_token = source_of(text);
        const auto [message, kind] =
            error_of([&] { static_cast<void>(config::load_metrics_token(config)); });
        CHECK_THAT(message, Catch::StartsWith("TEST: ") && Catch::Contains(expected) &&
                                Catch::Contains("openssl rand -hex 32"));
        CHECK((kind == ErrorKind::config));
    }
}
