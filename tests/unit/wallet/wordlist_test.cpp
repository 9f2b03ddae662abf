// SPDX-License-Identifier: MIT
#include "base/hex.hpp"
#include "crypto/hash.hpp"
#include "unit/vectors.hpp"
#include "wallet/wordlist.hpp"

using namespace ctrip;

TEST_CASE("the words are the English list of BIP-39", "[wallet][wordlist]")
{
    std::string all;
    for (std::size_t i = 0; i < wallet::kWordCount; ++i) {
        all += std::string{wallet::word_at(i)} + "\n";
    }
    // SHA-256 of english.txt in the specification's repository.
    CHECK(base::to_hex(crypto::sha256(test::view_of(all))) ==
          "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
}

TEST_CASE("each word is found at its place, and nothing else is", "[wallet][wordlist]")
{
    for (std::size_t i = 0; i < wallet::kWordCount; ++i) {
        REQUIRE(wallet::index_of_word(wallet::word_at(i)) == i);
    }
    for (const char* word : {"", "a", "abando", "abandonn", "zoology", "zzz", "Zoo", "zo"}) {
        CAPTURE(word);
        CHECK_FALSE(wallet::index_of_word(word).has_value());
    }
}
