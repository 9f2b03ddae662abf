// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/hex.hpp"
#include "unit/vectors.hpp"
#include "wallet/nfkd.hpp"

using namespace ctrip;

TEST_CASE("passphrases are decomposed as published", "[wallet][nfkd]")
{
    const auto file = test::load_vectors("bip39_bip32_bip44.json");
    for (const auto& vector : file["vectors"]) {
        CAPTURE(vector["name"]);
        CHECK(base::to_hex_0x(wallet::to_nfkd(vector["passphrase"].get<std::string>()).expose()) ==
              vector["passphraseUtf8NfkdHex"]);
    }
}

TEST_CASE("marks come into canonical order and ASCII stays as it is", "[wallet][nfkd]")
{
    CHECK(wallet::to_nfkd("").empty());
    CHECK(wallet::to_nfkd("correct horse").expose_text() == "correct horse");
    CHECK(wallet::to_nfkd(std::string_view{"a\0b", 3}).expose_text() ==
          std::string_view{"a\0b", 3});
    // U+0307 (class 230) before U+0323 (class 220) changes places; a ligature falls apart.
    CHECK(wallet::to_nfkd("s\xcc\x87\xcc\xa3").expose_text() == "s\xcc\xa3\xcc\x87");
    CHECK(wallet::to_nfkd("\xef\xac\x81").expose_text() == "fi");
    // One code point becomes eighteen (U+FDFA): the worst case of expansion.
    CHECK(wallet::to_nfkd("\xef\xb7\xba").size() == 33);
}

TEST_CASE("what is not UTF-8, or too long, has no decomposition", "[wallet][nfkd]")
{
    CHECK_THROWS_AS(wallet::to_nfkd("\xff"), Error);
    CHECK_THROWS_AS(wallet::to_nfkd("\xc3"), Error);
    CHECK_THROWS_AS(wallet::to_nfkd("\xed\xa0\x80"), Error);
    CHECK_THROWS_AS(wallet::to_nfkd(std::string((1U << 20U) + 1, 'a')), Error);
}
