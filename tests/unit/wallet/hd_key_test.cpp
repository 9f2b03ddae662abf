// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "unit/vectors.hpp"
#include "wallet/base58.hpp"
#include "wallet/hd_key.hpp"
#include "wallet/mnemonic.hpp"

#include <functional>

using namespace ctrip;
using wallet::ExtendedPrivateKey;
using wallet::ExtendedPublicKey;
using wallet::parse_path;

namespace {

ExtendedPrivateKey master_of(const nlohmann::json& vector)
{
    const auto mnemonic = wallet::Mnemonic::parse(vector["mnemonic"].get<std::string>());
    return ExtendedPrivateKey::from_seed(
        mnemonic.seed(vector.value("passphrase", std::string{})).expose());
}

std::string message_of(const std::function<void()>& operation)
{
    try {
        operation();
        return {};
    } catch (const Error& error) {
        CHECK((error.kind() == ErrorKind::config));
        return error.what();
    }
}

/// A serialized key with some of its bytes changed and the checksum made right again.
std::string changed(const std::string& serialized, const std::function<void(base::Bytes&)>& change)
{
    const auto payload = wallet::decode_base58check(serialized).value();
    base::Bytes bytes{payload.expose().begin(), payload.expose().end()};
    change(bytes);
    return std::string{wallet::encode_base58check(bytes).expose_text()};
}

// Test vector 1 of BIP-32: the master key of seed 000102…0f.
const char* const kMasterXpub =
    "xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8Y"
    "tGqsefD265TMg7usUDFdp6W1EGMcet8";
const char* const kMasterXprv =
    "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF"
    "5kejMRNNU3TGtRBeJgk33yuGBxrMPHi";

} // namespace

TEST_CASE("trees of keys are the published ones", "[wallet][hd_key]")
{
    const crypto::Secp256k1 curve;
    const auto file = test::load_vectors("bip39_bip32_bip44.json");
    for (const auto& vector : file["vectors"]) {
        DYNAMIC_SECTION(vector["name"].get<std::string>())
        {
            const auto master = master_of(vector);
            CHECK(master.serialize().expose_text() == vector["masterXprv"].get<std::string>());
            CHECK(base::to_hex_0x(master.to_public(curve).fingerprint()) ==
                  vector["masterFingerprint"]);

            const auto& expected = vector["account"];
            const auto account =
                master.derive(curve, parse_path(expected["path"].get<std::string>()));
            CHECK(account.serialize().expose_text() == expected["xprv"].get<std::string>());
            const auto account_public = account.to_public(curve);
            CHECK(account_public.serialize() == expected["xpub"]);
            CHECK(base::to_hex_0x(account_public.key().to_compressed()) == expected["publicKey"]);
            CHECK(base::to_hex_0x(account_public.position().parent_fingerprint) ==
                  expected["parentFingerprint"]);
            CHECK(account_public.derive(curve, 0).serialize() == vector["external"]["xpub"]);
        }
    }
}

TEST_CASE("child keys are the published ones on the private and on the public way",
          "[wallet][hd_key]")
{
    const crypto::Secp256k1 curve;
    const auto file = test::load_vectors("bip39_bip32_bip44.json");
    for (const auto& vector : file["vectors"]) {
        const auto master = master_of(vector);
        const auto external =
            ExtendedPublicKey::parse(vector["external"]["xpub"].get_ref<const std::string&>());
        REQUIRE(vector["addresses"].size() == 12);
        for (const auto& child : vector["addresses"]) {
            CAPTURE(vector["name"], child["path"]);
            const auto key = master.derive(curve, parse_path(child["path"].get<std::string>()));
            CHECK(base::to_hex_0x(key.key().expose()) == child["privateKey"]);
            const auto index = child["index"].get<std::uint32_t>();
            CHECK(base::to_hex_0x(external.derive_key(curve, index).to_compressed()) ==
                  child["publicKey"]);
            CHECK(external.derive(curve, index).serialize() == key.to_public(curve).serialize());
        }
    }
}

TEST_CASE("leading zeros of a private key are kept", "[wallet][hd_key]")
{
    const crypto::Secp256k1 curve;
    const auto file = test::load_vectors("bip39_bip32_bip44.json");
    const auto& children = file["leadingZeroChildKeys"];
    const auto master = master_of(children);
    const auto parent = master.derive(curve, parse_path(children["parent"].get<std::string>()));
    REQUIRE(children["vectors"].size() == 4);
    for (const auto& vector : children["vectors"]) {
        const auto child = parent.derive(curve, vector["index"].get<std::uint32_t>());
        CHECK(base::to_hex_0x(child.key().expose()) == vector["privateKey"]);
    }
    REQUIRE(file["leadingZeroHardenedParents"].size() == 2);
    for (const auto& vector : file["leadingZeroHardenedParents"]) {
        const auto key_at = [&](const char* path) {
            return base::to_hex_0x(
                master.derive(curve, parse_path(vector[path].get<std::string>())).key().expose());
        };
        CHECK(key_at("path") == vector["privateKey"]);
        CHECK(key_at("thenPath") == vector["thenPrivateKey"]);
    }
}

TEST_CASE("the first tree of BIP-32 grows as specified", "[wallet][hd_key]")
{
    const crypto::Secp256k1 curve;
    const auto seed = base::from_hex("000102030405060708090a0b0c0d0e0f").value();
    const auto master = ExtendedPrivateKey::from_seed(seed);
    CHECK(master.serialize().expose_text() == kMasterXprv);
    CHECK(master.to_public(curve).serialize() == kMasterXpub);
    CHECK(master.derive(curve, parse_path("m/0'")).to_public(curve).serialize() ==
          "xpub68Gmy5EdvgibQVfPdqkBBCHxA5htiqg55crXYuXoQRKfDBFA1WEjWgP6LHhwBZeNK1VTsfTFUHCdrfp1bgwQ"
          "9xv5ski8PX9rL2dZXvgGD"
          "nw");
    CHECK(master.derive(curve, parse_path("m/0'/1/2'/2/1000000000")).serialize().expose_text() ==
          "xprvA41z7zogVVwxVSgdKUHDy1SKmdb533PjDz7J6N6mV6uS3ze1ai8FHa8kmHScGpWmj4WggLyQjgPie1rFSruo"
          "UihUZREPSL39UNdE3BBDu7"
          "6");
}

TEST_CASE("extended keys survive being written and read", "[wallet][hd_key]")
{
    CHECK(ExtendedPublicKey::parse(kMasterXpub).serialize() == kMasterXpub);
    CHECK(ExtendedPublicKey::parse(std::string{" "} + kMasterXpub + "\n").serialize() ==
          kMasterXpub);
    CHECK(ExtendedPrivateKey::parse(kMasterXprv).serialize().expose_text() == kMasterXprv);
}

TEST_CASE("a broken xpub is refused with what is wrong", "[wallet][hd_key]")
{
    const auto refusal = [](const std::string& text) {
        return message_of([&] { static_cast<void>(ExtendedPublicKey::parse(text)); });
    };
    const std::string good = kMasterXpub;
    std::string mistyped = good;
    mistyped[50] = mistyped[50] == 'A' ? 'B' : 'A';
    const std::pair<std::string, const char*> cases[]{
        {"", "checksum"},
        {"xpub", "checksum"},
        {mistyped, "checksum"},
        {good.substr(0, good.size() - 1), "checksum"},
        {changed(good, [](auto& bytes) { bytes.pop_back(); }), "length"},
        {changed(good, [](auto& bytes) { bytes.push_back(0); }), "length"},
        {"16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM", "length"},
        // A testnet key ("tpub") and one of another address type ("zpub").
        {changed(good, [](auto& bytes) { std::copy_n("\x04\x35\x87\xcf", 4, bytes.begin()); }),
         "network"},
        {changed(good, [](auto& bytes) { std::copy_n("\x04\xb2\x47\x46", 4, bytes.begin()); }),
         "network"},
        {changed(good, [](auto& bytes) { bytes[45] = 0x04; }), "curve"},
        {changed(good, [](auto& bytes) { bytes[45] = 0x00; }), "curve"},
        {changed(
             good,
             [](auto& bytes) { std::fill(bytes.begin() + 46, bytes.end(), std::uint8_t{0xff}); }),
         "curve"},
        {changed(good, [](auto& bytes) { bytes[5] = 1; }), "master"},
        {changed(good, [](auto& bytes) { bytes[12] = 1; }), "master"},
    };
    for (const auto& [text, expected] : cases) {
        CAPTURE(text, expected);
        CHECK(refusal(text).find(expected) != std::string::npos);
    }
}

TEST_CASE("a private key where a public one belongs is refused and not repeated",
          "[wallet][hd_key]")
{
    const std::string message =
        message_of([] { static_cast<void>(ExtendedPublicKey::parse(kMasterXprv)); });
    CHECK(message.find("private") != std::string::npos);
    CHECK(message.find("xprv9") == std::string::npos);
}

TEST_CASE("a broken xprv is refused and not repeated", "[wallet][hd_key]")
{
    const std::string good = kMasterXprv;
    const std::string order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
    const std::pair<std::string, const char*> cases[]{
        {good + "1", "checksum"},
        {kMasterXpub, "public"},
        {changed(good, [](auto& bytes) { bytes[45] = 1; }), "range"},
        {changed(good,
                 [](auto& bytes) { std::fill(bytes.begin() + 45, bytes.end(), std::uint8_t{0}); }),
         "range"},
        {changed(good,
                 [&](auto& bytes) {
                     const auto key = base::from_hex(order).value();
                     std::copy(key.begin(), key.end(), bytes.begin() + 46);
                 }),
         "range"},
    };
    for (const auto& [text, expected] : cases) {
        const std::string message = message_of(
            [&, &broken = text] { static_cast<void>(ExtendedPrivateKey::parse(broken)); });
        CAPTURE(expected, message);
        CHECK(message.find(expected) != std::string::npos);
        CHECK(message.find(text) == std::string::npos);
    }
}

TEST_CASE("no key grows deeper than the format can say", "[wallet][hd_key]")
{
    const crypto::Secp256k1 curve;
    const auto deepest =
        ExtendedPublicKey::parse(changed(kMasterXpub, [](auto& bytes) { bytes[4] = 255; }));
    CHECK_THROWS_AS(deepest.derive(curve, 0), Error);
    const auto before =
        ExtendedPublicKey::parse(changed(kMasterXpub, [](auto& bytes) { bytes[4] = 254; }));
    CHECK(before.derive(curve, 0).position().depth == 255);
}

TEST_CASE("paths are child numbers behind an m", "[wallet][hd_key]")
{
    using Path = std::vector<std::uint32_t>;
    CHECK(parse_path("m").empty());
    CHECK(parse_path("m/0") == Path{0});
    CHECK(parse_path("m/44'/60h/0'/0/7") == Path{0x8000002c, 0x8000003c, 0x80000000, 0, 7});
    CHECK(parse_path("m/2147483647/2147483647'") == Path{0x7fffffff, 0xffffffff});
    for (const char* path : {"", "/", "m/", "n/0", "M/0", "0/1", "m/2147483648", "m/-1", "m/+1",
                             "m/1''", "m/x", "m//0", "m/0 ", "m/99999999999", "m/'"}) {
        CAPTURE(path);
        CHECK_THROWS_AS(parse_path(path), Error);
    }
}
