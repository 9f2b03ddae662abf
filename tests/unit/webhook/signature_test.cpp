// SPDX-License-Identifier: MIT
#include "base/error.hpp"
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
