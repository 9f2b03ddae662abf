// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/hex.hpp"
#include "crypto/base64.hpp"
#include "crypto/ed25519.hpp"
#include "webhook/signature.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using webhook::SigningKeys;

namespace {

SigningKeys keys_of(const std::vector<std::string_view>& texts)
{
    std::vector<base::Secret> secrets;
    for (const std::string_view text : texts) {
        secrets.emplace_back(text);
    }
    return SigningKeys{secrets};
}

} // namespace

TEST_CASE("a message is signed as Standard Webhooks does it", "[webhook][signature]")
{
    // From the tests of the reference libraries, github.com/standard-webhooks/standard-webhooks.
    const SigningKeys keys = keys_of({"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"});
    CHECK(keys.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1'614'265'330, R"({"test": 2432232314})") ==
          "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST_CASE("while a secret rotates there is one signature for each, the newest first",
          "[webhook][signature]")
{
    const std::string newest = keys_of({"new"}).sign("msg_1", 1, "{}");
    const std::string oldest = keys_of({"old"}).sign("msg_1", 1, "{}");
    const SigningKeys both = keys_of({"new", "old"});
    CHECK(newest != oldest);
    CHECK(both.sign("msg_1", 1, "{}") == newest + " " + oldest);
    CHECK(both.sign_body("{}") == keys_of({"new"}).sign_body("{}"));
}

TEST_CASE("the body alone is signed in hex", "[webhook][signature]")
{
    // RFC 4231, test case 2.
    CHECK(keys_of({"Jefe"}).sign_body("what do ya want for nothing?") ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("id, time and body all count", "[webhook][signature]")
{
    const SigningKeys keys = keys_of({"secret"});
    const std::string one = keys.sign("msg_1", 1, "{}");
    CHECK(one == keys.sign("msg_1", 1, "{}"));
    CHECK(one != keys.sign("msg_2", 1, "{}"));
    CHECK(one != keys.sign("msg_1", 2, "{}"));
    CHECK(one != keys.sign("msg_1", 1, "{ }"));
}

TEST_CASE("a secret that says it is base64 and is not is a configuration error",
          "[webhook][signature]")
{
    for (const std::string& wrong : std::vector<std::string>{"whsec_", "whsec_!", "whsec_MfK"}) {
        CAPTURE(wrong);
        try {
            static_cast<void>(keys_of({"fine", wrong}));
            FAIL("taken");
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::config);
            const std::string told = error.what();
            CHECK((wrong == "whsec_" || told.find(wrong) == std::string::npos));
        }
    }
    CHECK_THROWS_AS(keys_of({}), Error);
    CHECK_NOTHROW(keys_of({"WHSEC_!"}));
}

TEST_CASE("a key of Ed25519 signs as RFC 8032 says, beside those of HMAC", "[webhook][signature]")
{
    // RFC 8032, section 7.1, test 3: the seed, the public key and the signature of "af82".
    base::Bytes seed(32);
    REQUIRE(
        base::decode_hex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", seed));
    const base::Bytes message{0xaf, 0x82};
    const auto public_key = crypto::ed25519_public_key(seed);
    CHECK(base::to_hex(public_key) ==
          "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
    CHECK(base::to_hex(crypto::ed25519_sign(seed, message)) ==
          "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
          "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");

    const std::string alone = "whsk_" + crypto::encode_base64(seed);
    base::Bytes pair = seed;
    pair.insert(pair.end(), public_key.begin(), public_key.end());
    const std::string both = "whsk_" + crypto::encode_base64(pair);
    const auto signed_by = [](const std::vector<std::string>& texts) {
        std::vector<base::Secret> secrets;
        for (const std::string& text : texts) {
            secrets.emplace_back(std::string_view{text});
        }
        const webhook::SigningKeys keys{secrets};
        return std::pair{keys.sign("msg_1", 1'795'312'800, "{}"), keys.sign_body("{}")};
    };
    const auto expected =
        "v1a," + crypto::encode_base64(crypto::ed25519_sign(
                     seed, base::ByteView{
                               reinterpret_cast<const std::uint8_t*>("msg_1.1795312800.{}"), 19}));
    CHECK(signed_by({alone}) == std::pair{expected, std::string{}});
    CHECK(signed_by({both}).first == expected);
    CHECK(signed_by({both, "secret"}).first == expected + " " + signed_by({"secret"}).first);
    CHECK(signed_by({both, "secret"}).second == signed_by({"secret"}).second);
    pair.back() ^= 1U;
    for (const std::string& wrong :
         {std::string{"whsk_"}, std::string{"whsk_????"}, "whsk_" + crypto::encode_base64(pair),
          "whsk_" + crypto::encode_base64(base::Bytes(31))}) {
        CHECK_THROWS_AS(signed_by({wrong}), Error);
    }
}
