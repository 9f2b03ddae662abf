// SPDX-License-Identifier: MIT
#include "crypto/secp256k1.hpp"
#include "evm/derived_address.hpp"
#include "unit/vectors.hpp"

using namespace ctrip;
using test::address_of;
using test::bytes_of;

TEST_CASE("a public key has the published address", "[evm][derived_address]")
{
    const auto file = test::load_vectors("secp256k1_sign.json");
    for (const auto& vector : file["vectors"]) {
        const auto key = crypto::PublicKey::parse(bytes_of(vector["publicKeyCompressed"]));
        REQUIRE(key.has_value());
        CHECK(evm::address_of_public_key(key->to_uncompressed()).to_checksum() ==
              vector["address"]);
    }
}

TEST_CASE("contracts made by CREATE have the published addresses", "[evm][derived_address]")
{
    const auto file = test::load_vectors("create_create2.json");
    REQUIRE(file["create"].size() == 5);
    for (const auto& vector : file["create"]) {
        CAPTURE(vector);
        CHECK(evm::create_address(address_of(vector["from"]), test::number_of(vector["nonce"]))
                  .to_checksum() == vector["address"]);
    }
}

TEST_CASE("contracts made by CREATE2 have the published addresses", "[evm][derived_address]")
{
    const auto file = test::load_vectors("create_create2.json");
    REQUIRE(file["vectors"].size() == 4);
    for (const auto& vector : file["vectors"]) {
        CAPTURE(vector);
        const auto hash = crypto::keccak256(bytes_of(vector["initcode"]));
        CHECK(hash == test::word_of(vector["initcodeHash"]));
        CHECK(evm::create2_address(address_of(vector["deployer"]), test::word_of(vector["salt"]),
                                   hash)
                  .to_checksum() == vector["address"]);
    }
}
