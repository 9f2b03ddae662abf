// SPDX-License-Identifier: MIT
#include "payment/metadata.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;

TEST_CASE("metadata comes back as it went, in its order", "[payment][metadata]")
{
    const payment::Metadata metadata{{"z", "1"}, {"a", "ü \"x\"\n"}, {"", ""}};
    const std::string text = payment::metadata_to_json(metadata);
    CHECK(text == R"({"z":"1","a":"ü \"x\"\n","":""})");
    CHECK(payment::metadata_from_json(text) == metadata);
    CHECK(payment::metadata_from_json("{}") == payment::Metadata{});
    for (const char* const wrong :
         {"", "[]", "null", "{\"a\":1}", "{\"a\":null}", "{\"a\":\"b\"", "{} {}"}) {
        CAPTURE(wrong);
        CHECK_FALSE(payment::metadata_from_json(wrong).has_value());
    }
}
