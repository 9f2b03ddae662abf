// SPDX-License-Identifier: MIT
#include "crypto/web3_keystore.hpp"
#include "unit/vectors.hpp"

using namespace ctrip;
using crypto::KeystoreFault;
using nlohmann::json;

namespace {

json vectors()
{
    return test::load_vectors("web3_secret_storage.json");
}

/// The one that is opened in a millisecond.
json cheap()
{
    return vectors().at("vectors").at(2);
}

std::variant<base::Secret, KeystoreFault> open(const json& file, std::string_view password)
{
    return crypto::open_web3_keystore(file.dump(2), base::Secret{password});
}

std::optional<KeystoreFault> fault_of(const json& file, std::string_view password = "correct horse")
{
    const auto result = open(file, password);
    const auto* const fault = std::get_if<KeystoreFault>(&result);
    return fault == nullptr ? std::nullopt : std::optional{*fault};
}

/// The cheap file with one value changed, or taken out by a null.
json changed(const std::string& pointer, const json& value)
{
    json file = cheap().at("file");
    const json::json_pointer place{pointer};
    if (value.is_null()) {
        file.at(place.parent_pointer()).erase(place.back());
    } else {
        file[place] = value;
    }
    return file;
}

json with_costs(std::uint64_t n, std::uint64_t r, std::uint64_t p)
{
    json file = cheap().at("file");
    json& params = file.at("crypto").at("kdfparams");
    params["n"] = n;
    params["r"] = r;
    params["p"] = p;
    return file;
}

json with_rounds(std::uint64_t rounds)
{
    json file = vectors().at("vectors").at(3).at("file");
    file.at("Crypto").at("kdfparams").at("c") = rounds;
    return file;
}

} // namespace

TEST_CASE("published and other key files give their keys", "[crypto][web3_keystore]")
{
    const json all = vectors();
    for (const json& vector : all.at("vectors")) {
        INFO(vector.at("name"));
        const auto result = open(vector.at("file"), vector.at("password").get<std::string>());
        REQUIRE(std::holds_alternative<base::Secret>(result));
        const base::ByteView key = std::get<base::Secret>(result).expose();
        CHECK(base::to_hex_0x(key) == vector.at("key"));
    }
}

TEST_CASE("a wrong password or a changed file is told from a good one", "[crypto][web3_keystore]")
{
    const json file = cheap().at("file");
    CHECK_FALSE(fault_of(file).has_value());
    CHECK(fault_of(file, "Correct horse") == KeystoreFault::wrong_password);
    CHECK(fault_of(file, "") == KeystoreFault::wrong_password);
    for (const char* const place :
         {"/crypto/ciphertext", "/crypto/mac", "/crypto/kdfparams/salt"}) {
        INFO(place);
        std::string text = file.at(json::json_pointer{place});
        text[0] = text[0] == '0' ? '1' : '0';
        CHECK(fault_of(changed(place, text)) == KeystoreFault::wrong_password);
        CHECK(fault_of(changed(place, text.substr(2))) == KeystoreFault::wrong_password);
    }
    CHECK(fault_of(changed("/crypto/kdfparams/n", 2048)) == KeystoreFault::wrong_password);
}

TEST_CASE("what a key file asks for and ctrip lacks is named", "[crypto][web3_keystore]")
{
    const struct
    {
        const char* place;
        json value;
        KeystoreFault expected;
    } cases[]{
        {"/version", 1, KeystoreFault::other_version},
        {"/version", 4, KeystoreFault::other_version},
        {"/version", -3, KeystoreFault::other_version},
        {"/version", "3", KeystoreFault::other_version},
        {"/version", nullptr, KeystoreFault::malformed},
        {"/crypto", nullptr, KeystoreFault::malformed},
        {"/crypto", "text", KeystoreFault::malformed},
        {"/crypto/cipher", "aes-128-cbc", KeystoreFault::other_algorithm},
        {"/crypto/cipher", nullptr, KeystoreFault::malformed},
        {"/crypto/kdf", "argon2id", KeystoreFault::other_algorithm},
        {"/crypto/kdf", 7, KeystoreFault::malformed},
        {"/crypto/kdfparams", nullptr, KeystoreFault::malformed},
        {"/crypto/kdfparams/salt", "0g", KeystoreFault::malformed},
        {"/crypto/kdfparams/dklen", 31, KeystoreFault::malformed},
        {"/crypto/kdfparams/n", 1000, KeystoreFault::malformed},
        {"/crypto/kdfparams/n", 1, KeystoreFault::malformed},
        {"/crypto/kdfparams/n", 1024.0, KeystoreFault::malformed},
        {"/crypto/kdfparams/r", -8, KeystoreFault::malformed},
        {"/crypto/kdfparams/p", nullptr, KeystoreFault::malformed},
        {"/crypto/cipherparams", json::array(), KeystoreFault::malformed},
        {"/crypto/cipherparams/iv", "00", KeystoreFault::malformed},
        {"/crypto/ciphertext", "", KeystoreFault::malformed},
        {"/crypto/ciphertext", std::string(66, '0'), KeystoreFault::malformed},
        {"/crypto/mac", nullptr, KeystoreFault::malformed},
    };
    for (const auto& [place, value, expected] : cases) {
        INFO(place << " " << value);
        CHECK(fault_of(changed(place, value)) == expected);
    }
    json other_prf = with_rounds(1);
    other_prf.at("Crypto").at("kdfparams").at("prf") = "hmac-sha512";
    CHECK(fault_of(other_prf) == KeystoreFault::other_algorithm);
}

TEST_CASE("costs beyond the bounds are refused before they are paid", "[crypto][web3_keystore]")
{
    constexpr auto kRefused = KeystoreFault::refused_cost;
    constexpr std::uint64_t kHuge = std::uint64_t{1} << 63U;
    CHECK(fault_of(with_costs(std::uint64_t{1} << 21U, 8, 1)) == kRefused); // 2 GiB.
    CHECK(fault_of(with_costs(std::uint64_t{1} << 18U, 8, 9)) == kRefused);
    CHECK(fault_of(with_costs(std::uint64_t{1} << 25U, 1, 1)) == kRefused);
    CHECK(fault_of(with_costs(kHuge, 8, 1)) == kRefused);
    CHECK(fault_of(with_costs(2, kHuge, kHuge)) == kRefused);
    // RFC 7914's own bound on n.
    CHECK(fault_of(with_costs(std::uint64_t{1} << 16U, 1, 1)) == kRefused);
    CHECK(fault_of(with_costs(std::uint64_t{1} << 15U, 1, 1)) == KeystoreFault::wrong_password);
    CHECK(fault_of(vectors().at("refused").at(0).at("file")) == kRefused);
    CHECK(fault_of(with_rounds(10'000'001)) == kRefused);
    CHECK(fault_of(with_rounds(0)) == KeystoreFault::malformed);
    CHECK(fault_of(with_rounds(999)) == KeystoreFault::wrong_password);
}

TEST_CASE("other texts are no key files", "[crypto][web3_keystore]")
{
    CHECK(crypto::is_web3_keystore(" \n{\"version\": 3}"));
    CHECK_FALSE(crypto::is_web3_keystore(std::string(64, '0')));
    CHECK_FALSE(crypto::is_web3_keystore(""));
    for (const char* const text : {"{", "{}", "{\"version\": 3", "{\"version\": 3}", "[]", ""}) {
        INFO(text);
        const auto result = crypto::open_web3_keystore(text, base::Secret{std::string_view{"x"}});
        REQUIRE(std::holds_alternative<KeystoreFault>(result));
        CHECK(std::get<KeystoreFault>(result) == KeystoreFault::malformed);
    }
}
