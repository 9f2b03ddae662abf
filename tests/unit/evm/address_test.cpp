// SPDX-License-Identifier: MIT
#include "evm/address.hpp"
#include "unit/vectors.hpp"

using namespace ctrip;
using evm::Address;

TEST_CASE("addresses print and read with the published checksums", "[evm][address]")
{
    const auto file = test::load_vectors("eip55_checksum.json");
    REQUIRE(file["vectors"].size() == 17);
    for (const auto& vector : file["vectors"]) {
        CAPTURE(vector["lower"]);
        const auto address = Address::parse(vector["lower"].get<std::string>());
        REQUIRE(address.has_value());
        CHECK(address->to_checksum() == vector["checksum"]);
        CHECK(address->to_hex() == vector["lower"]);
        CHECK((Address::parse(vector["checksum"].get<std::string>()) == address) ==
              vector["asGivenIsValid"].get<bool>());
    }
}

TEST_CASE("an address with a wrong checksum or form is refused", "[evm][address]")
{
    const auto file = test::load_vectors("eip55_checksum.json");
    REQUIRE(file["invalid"].size() == 12);
    for (const auto& vector : file["invalid"]) {
        CAPTURE(vector);
        CHECK_FALSE(Address::parse(vector["input"].get<std::string>()).has_value());
    }
}

TEST_CASE("an address in one case has no checksum to fail; 0X is refused", "[evm][address]")
{
    const auto file = test::load_vectors("eip55_checksum.json");
    REQUIRE(file["noChecksum"].size() == 4);
    for (const auto& vector : file["noChecksum"]) {
        CAPTURE(vector);
        const std::string input = vector["input"];
        const auto address = Address::parse(input);
        if (input.starts_with("0X")) {
            CHECK_FALSE(address.has_value());
        } else {
            REQUIRE(address.has_value());
            CHECK(address->to_checksum() == vector["checksum"]);
        }
    }
}

TEST_CASE("unchecked reading takes any case and nothing else", "[evm][address]")
{
    CHECK(Address::parse_unchecked("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD").has_value());
    CHECK_FALSE(Address::parse_unchecked("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe").has_value());
    CHECK_FALSE(Address::parse_unchecked("5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD").has_value());
    CHECK_FALSE(Address::parse_unchecked("").has_value());
}

TEST_CASE("only the address of zeros is zero", "[evm][address]")
{
    CHECK(Address{}.is_zero());
    CHECK_FALSE(Address::parse("0x0000000000000000000000000000000000000001")->is_zero());
}
