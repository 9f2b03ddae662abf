// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "unit/vectors.hpp"
#include "wallet/base58.hpp"
#include "wallet/deposit_addresses.hpp"

using namespace ctrip;
using wallet::AccountKey;
using wallet::AccountXpub;
using wallet::Mnemonic;

namespace {

AccountKey account_of(const nlohmann::json& vector)
{
    return AccountKey::from_mnemonic(Mnemonic::parse(vector["mnemonic"].get<std::string>()),
                                     vector.value("passphrase", std::string{}));
}

/// The file's first account, whose xpub is changed by `change` and gets a fresh checksum.
template <typename Change>
std::string changed_xpub(Change change)
{
    const auto file = test::load_vectors("bip39_bip32_bip44.json");
    const std::string xpub = file["vectors"][0]["account"]["xpub"];
    const auto payload = wallet::decode_base58check(xpub).value();
    base::Bytes bytes{payload.expose().begin(), payload.expose().end()};
    change(bytes);
    return std::string{wallet::encode_base58check(bytes).expose_text()};
}

std::string refusal_of(std::string_view xpub)
{
    try {
        static_cast<void>(AccountXpub::parse(xpub));
        return {};
    } catch (const Error& error) {
        CHECK((error.kind() == ErrorKind::config));
        return error.what();
    }
}

} // namespace

TEST_CASE("an account xpub gives the published addresses", "[wallet][deposit_addresses]")
{
    const auto file = test::load_vectors("bip39_bip32_bip44.json");
    for (const auto& vector : file["vectors"]) {
        const auto xpub = AccountXpub::parse(vector["account"]["xpub"].get<std::string>());
        CHECK(xpub.serialize() == vector["account"]["xpub"]);
        for (const auto& child : vector["addresses"]) {
            CAPTURE(vector["name"], child["path"]);
            const auto index = child["index"].get<std::uint32_t>();
            CHECK(xpub.address(index).to_checksum() == child["address"]);
            CHECK(xpub.derivation_path(index) == child["path"]);
        }
    }
}

TEST_CASE("a mnemonic gives the same account, and the key of each address",
          "[wallet][deposit_addresses]")
{
    const auto file = test::load_vectors("bip39_bip32_bip44.json");
    for (const auto& vector : file["vectors"]) {
        const auto account = account_of(vector);
        CHECK(account.xpub().serialize() == vector["account"]["xpub"]);
        for (const auto& child : vector["addresses"]) {
            CAPTURE(vector["name"], child["path"]);
            CHECK(base::to_hex_0x(
                      account.private_key(child["index"].get<std::uint32_t>()).expose()) ==
                  child["privateKey"]);
        }
    }
}

TEST_CASE("addresses whose private keys begin with zeros are the published ones",
          "[wallet][deposit_addresses]")
{
    const auto file = test::load_vectors("bip39_bip32_bip44.json");
    const auto& children = file["leadingZeroChildKeys"];
    const auto xpub = account_of(children).xpub();
    for (const auto& vector : children["vectors"]) {
        CHECK(xpub.address(vector["index"].get<std::uint32_t>()).to_checksum() ==
              vector["address"]);
    }
}

TEST_CASE("an index of 2^31 or above has no address", "[wallet][deposit_addresses]")
{
    const auto file = test::load_vectors("bip39_bip32_bip44.json");
    const auto account = account_of(file["vectors"][0]);
    for (const std::uint32_t index : {0x80000000U, 0xffffffffU}) {
        CHECK_THROWS_AS(account.xpub().address(index), Error);
        CHECK_THROWS_AS(account.private_key(index), Error);
    }
}

TEST_CASE("an xpub of another depth is refused with its depth", "[wallet][deposit_addresses]")
{
    const auto file = test::load_vectors("bip39_bip32_bip44.json");
    const std::string external =
        refusal_of(file["vectors"][0]["external"]["xpub"].get<std::string>());
    CHECK(external.find("depth 4") != std::string::npos);
    CHECK(external.find("depth 3") != std::string::npos);
    CHECK(refusal_of(changed_xpub([](auto& bytes) { bytes[4] = 2; })).find("depth 2") !=
          std::string::npos);
}

TEST_CASE("an xpub whose account number is not hardened is refused", "[wallet][deposit_addresses]")
{
    CHECK(refusal_of(changed_xpub([](auto& bytes) { bytes[9] = 0; })).find("hardened") !=
          std::string::npos);
}

TEST_CASE("a private key is refused as an xpub", "[wallet][deposit_addresses]")
{
    const auto file = test::load_vectors("bip39_bip32_bip44.json");
    const std::string xprv = file["vectors"][0]["account"]["xprv"];
    const std::string refusal = refusal_of(xprv);
    CHECK(refusal.find("private") != std::string::npos);
    CHECK(refusal.find(xprv.substr(0, 10)) == std::string::npos);
}

TEST_CASE("an account that is not the first says so in its paths", "[wallet][deposit_addresses]")
{
    const auto xpub = AccountXpub::parse(changed_xpub([](auto& bytes) { bytes[12] = 5; }));
    CHECK(xpub.derivation_path(7) == "m/44'/60'/5'/0/7");
}

TEST_CASE("a passphrase and an account's number give the addresses of other implementations",
          "[wallet][deposit_addresses]")
{
    struct Known
    {
        const char* mnemonic;
        const char* passphrase;
        std::uint32_t account;
        std::uint32_t index;
        const char* address;
    };
    constexpr const char* anvil = "test test test test test test test test test test test junk";
    constexpr const char* legal =
        "legal winner thank year wave sausage worth useful legal winner thank yellow";
    // By @noble/curves and @noble/hashes; Anvil prints the second one too.
    const std::vector<Known> known{
        {anvil, "", 0, 0, "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"},
        {anvil, "", 1, 0, "0x8C8d35429F74ec245F8Ef2f4Fd1e551cFF97d650"},
        {anvil, "", 2'147'483'647, 7, "0xe7B844d834B2d3B8272fE18299E83AE9e0173065"},
        {legal, "TREZOR", 3, 9, "0x6e2599fA00f97852C68B824254fb3D6476d5980e"},
        {legal, "пароль ㍍", 2, 1, "0x3Bf7CEC50Abf548aD2eF5539A1537D6a04Ca3191"},
    };
    for (const Known& one : known) {
        CAPTURE(one.address);
        const auto key =
            AccountKey::from_mnemonic(Mnemonic::parse(one.mnemonic), one.passphrase, one.account);
        const AccountXpub xpub = key.xpub();
        CHECK(xpub.address(one.index).to_checksum() == one.address);
        CHECK(xpub.account() == one.account);
        CHECK(xpub.wallet_id() ==
              xpub.fingerprint_hex() + (one.account == 0 ? "" : "/" + std::to_string(one.account)));
    }
}

TEST_CASE("an account has a short name that is its own", "[wallet][deposit_addresses]")
{
    const auto file = test::load_vectors("bip39_bip32_bip44.json");
    const auto name_of = [&](std::size_t i) {
        return AccountXpub::parse(file["vectors"][i]["account"]["xpub"].get<std::string>())
            .fingerprint_hex();
    };
    CHECK(name_of(0).size() == 16);
    CHECK(name_of(0) == name_of(0));
    CHECK(name_of(0) == account_of(file["vectors"][0]).xpub().fingerprint_hex());
    CHECK(name_of(0) != name_of(1));
}
