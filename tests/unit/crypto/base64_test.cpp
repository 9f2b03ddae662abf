// SPDX-License-Identifier: MIT
#include "crypto/base64.hpp"
#include "unit/vectors.hpp"

#include <utility>

using namespace ctrip;

TEST_CASE("base64 is that of RFC 4648 in both directions", "[crypto][base64]")
{
    const std::pair<const char*, const char*> cases[]{
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
    };
    for (const auto& [plain, encoded] : cases) {
        CAPTURE(plain);
        const base::ByteView bytes = test::view_of(plain);
        CHECK(crypto::encode_base64(bytes) == encoded);
        CHECK(crypto::decode_base64(encoded) == base::Bytes{bytes.begin(), bytes.end()});
    }
    const base::Bytes high{0xfb, 0xff, 0xfe};
    CHECK(crypto::encode_base64(high) == "+//+");
    CHECK(crypto::decode_base64("+//+") == high);
}

TEST_CASE("text that is not exactly base64 is refused", "[crypto][base64]")
{
    for (const char* text : {"Zg",   "Zg=",  "Zg===", "Zm9",          "Z",    "=",       "==",
                             "===",  "====", "Zm9v=", "Zm9vYg==Zm9v", "Z===", "Zm8=\n",  " Zm8=",
                             "Zm 8", "Zm9-", "Zm9_",  "Zh==",         "Zm9=", "Zg==Zg=="}) {
        CAPTURE(text);
        CHECK_FALSE(crypto::decode_base64(text).has_value());
    }
}
