// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/text.hpp"
#include "unit/vectors.hpp"
#include "wallet/mnemonic.hpp"

#include <set>

using namespace ctrip;
using test::bytes_of;
using wallet::Mnemonic;

namespace {

const char* const kJunk = "test test test test test test test test test test test junk";

/// The message of the Error{config} that parsing throws; empty where it throws none.
std::string error_of(std::string_view text)
{
    try {
        static_cast<void>(Mnemonic::parse(text));
        return {};
    } catch (const Error& error) {
        CHECK((error.kind() == ErrorKind::config));
        return error.what();
    }
}

} // namespace

TEST_CASE("mnemonics have the published entropy and seed", "[wallet][mnemonic]")
{
    const auto file = test::load_vectors("bip39_bip32_bip44.json");
    REQUIRE(file["vectors"].size() == 5);
    for (const auto& vector : file["vectors"]) {
        DYNAMIC_SECTION(vector["name"].get<std::string>())
        {
            const auto mnemonic = Mnemonic::parse(vector["mnemonic"].get<std::string>());
            CHECK(mnemonic.expose() == vector["mnemonic"].get<std::string>());
            CHECK(base::to_hex_0x(mnemonic.entropy().expose()) == vector["entropy"]);
            CHECK(
                base::to_hex_0x(mnemonic.seed(vector["passphrase"].get<std::string>()).expose()) ==
                vector["seed"]);
            CHECK(Mnemonic::from_entropy(bytes_of(vector["entropy"])).expose() ==
                  vector["mnemonic"].get<std::string>());
            CHECK(base::split(mnemonic.expose(), ' ').size() == vector["words"].get<std::size_t>());
        }
    }
}

TEST_CASE("a mnemonic that is not one is refused", "[wallet][mnemonic]")
{
    const auto file = test::load_vectors("bip39_bip32_bip44.json");
    REQUIRE(file["invalidMnemonics"].size() == 4);
    for (const auto& vector : file["invalidMnemonics"]) {
        CAPTURE(vector["why"]);
        CHECK_FALSE(error_of(vector["mnemonic"].get<std::string>()).empty());
    }
}

TEST_CASE("the error about a mnemonic says which word, by its number alone", "[wallet][mnemonic]")
{
    const std::string unknown =
        error_of("test test test test tset test test test test test test junk");
    CHECK(unknown.find("word 5 of 12") != std::string::npos);
    CHECK(unknown.find("tset") == std::string::npos);
    const std::string checksum =
        error_of("test test test test test test test test test test test test");
    CHECK(checksum.find("checksum") != std::string::npos);
    CHECK(checksum.find("test") == std::string::npos);
    CHECK(error_of("test").find("1 word;") != std::string::npos);
    CHECK(error_of("").find("0 words") != std::string::npos);
    CHECK(error_of("averyveryverylongwordthatisnoword test test test test test test test test test "
                   "test junk")
              .find("word 1 of 12") != std::string::npos);
}

TEST_CASE("the number of words must be one of five", "[wallet][mnemonic]")
{
    for (std::size_t count = 0; count <= 40; ++count) {
        std::string text;
        for (std::size_t i = 0; i < count; ++i) {
            text += "zoo ";
        }
        const bool possible = count >= 12 && count <= 24 && count % 3 == 0;
        CAPTURE(count);
        // All of them "zoo" has a wrong checksum, at each of the five lengths.
        CHECK((error_of(text).find("must have") == std::string::npos) == possible);
    }
}

TEST_CASE("blanks and case in a mnemonic do not matter", "[wallet][mnemonic]")
{
    CHECK(Mnemonic::parse("  Test\ttest test\n test TEST test test\r\ntest test test  test junk\n")
              .expose() == kJunk);
}

TEST_CASE("new mnemonics are valid, of the length asked for, and new", "[wallet][mnemonic]")
{
    for (const std::size_t words : {12U, 15U, 18U, 21U, 24U}) {
        CAPTURE(words);
        std::set<std::string> seen;
        for (int i = 0; i < 20; ++i) {
            const auto mnemonic = Mnemonic::generate(words);
            CHECK(base::split(mnemonic.expose(), ' ').size() == words);
            CHECK(error_of(mnemonic.expose()).empty());
            CHECK(mnemonic.entropy().size() == words / 3 * 4);
            seen.insert(std::string{mnemonic.expose()});
        }
        CHECK(seen.size() == 20);
    }
    for (const std::size_t words : {0U, 9U, 11U, 13U, 25U, 27U}) {
        CHECK_THROWS_AS(Mnemonic::generate(words), Error);
    }
}

TEST_CASE("entropy of every length makes the reference's words", "[wallet][mnemonic]")
{
    // From the vectors of the specification's reference implementation.
    CHECK(Mnemonic::from_entropy(base::Bytes(24, 0x7f)).expose() ==
          "legal winner thank year wave sausage worth useful legal winner thank year wave sausage "
          "worth "
          "useful legal will");
    CHECK(Mnemonic::from_entropy(base::Bytes(32, 0xff)).expose() ==
          "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo "
          "zoo vote");
    CHECK(Mnemonic::from_entropy(base::Bytes(16, 0x80)).expose() ==
          "letter advice cage absurd amount doctor acoustic avoid letter advice cage above");
}

TEST_CASE("a passphrase counts the same in every normal form of Unicode", "[wallet][mnemonic]")
{
    const auto mnemonic = Mnemonic::parse(kJunk);
    const auto composed = mnemonic.seed("\xc3\x85");     // U+00C5
    const auto decomposed = mnemonic.seed("A\xcc\x8a");  // A, U+030A
    const auto angstrom = mnemonic.seed("\xe2\x84\xab"); // U+212B
    CHECK(composed.expose_text() == decomposed.expose_text());
    CHECK(composed.expose_text() == angstrom.expose_text());
    CHECK(composed.expose_text() != mnemonic.seed("A").expose_text());
    CHECK(composed.expose_text() != mnemonic.seed().expose_text());
}

TEST_CASE("a passphrase that is not UTF-8 is refused without repeating it", "[wallet][mnemonic]")
{
    const auto mnemonic = Mnemonic::parse(kJunk);
    try {
        static_cast<void>(mnemonic.seed("secret\xff"));
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK((error.kind() == ErrorKind::config));
        CHECK(std::string{error.what()}.find("secret") == std::string::npos);
    }
}

TEST_CASE("the mnemonics that everybody knows are known", "[wallet][mnemonic]")
{
    CHECK(Mnemonic::parse(kJunk).is_well_known());
    CHECK(Mnemonic::parse("TEST test test test test test test test test test test  JUNK")
              .is_well_known());
    CHECK(Mnemonic::from_entropy(base::Bytes(16)).is_well_known());
    CHECK(Mnemonic::from_entropy(base::Bytes(32)).is_well_known());
    CHECK(Mnemonic::parse(
              "candy maple cake sugar pudding cream honey rich smooth crumble sweet treat")
              .is_well_known());
    CHECK(Mnemonic::parse(
              "myth like bonus scare over problem client lizard pioneer submit female collect")
              .is_well_known());
    CHECK_FALSE(Mnemonic::generate(12).is_well_known());
}
