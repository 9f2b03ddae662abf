// SPDX-License-Identifier: MIT
#include "evm/sweeper.hpp"
#include "evm/transaction.hpp"
#include "unit/vectors.hpp"

using namespace ctrip;

namespace {

evm::Address address(const char* text)
{
    const auto parsed = evm::Address::parse(text);
    REQUIRE(parsed);
    return *parsed;
}

} // namespace

TEST_CASE("a Sweeper's address follows from its code and its treasury alone", "[evm][sweeper]")
{
    // Made by two other implementations, from the same code.
    CHECK(
        evm::sweeper_address(address("0x00000000000000000000000000000000c01d57a6")).to_checksum() ==
        "0x4b9c0e5AbC02014F0211698066131a9E86dC4AeE");
    CHECK(evm::kDeterministicDeployer.to_checksum() ==
          "0x4e59b44847b379578588920cA78FbF26c0B4956C");
}

TEST_CASE("the code on the chain holds the treasury and the contract's own address",
          "[evm][sweeper]")
{
    const evm::Address treasury = address("0x00000000000000000000000000000000c01d57a6");
    const std::string runtime = base::to_hex(evm::sweeper_runtime(treasury));
    CHECK(runtime.size() == 2 * 1694);
    const auto count = [&](const std::string& text) {
        std::size_t found = 0;
        for (auto at = runtime.find(text); at != std::string::npos;
             at = runtime.find(text, at + 1)) {
            ++found;
        }
        return found;
    };
    CHECK(count("00000000000000000000000000000000c01d57a6") == 3);
    CHECK(count("4b9c0e5abc02014f0211698066131a9e86dc4aee") == 1);
    const base::Bytes deployment = evm::sweeper_deploy_data(treasury);
    CHECK(deployment.size() == 32 + evm::sweeper_initcode(treasury).size());
    CHECK(std::all_of(deployment.begin(), deployment.begin() + 32,
                      [](std::uint8_t byte) { return byte == 0; }));
}

TEST_CASE("a delegation is exactly 0xef0100 and an address", "[evm][sweeper]")
{
    const evm::Address target = address("0x4b9c0e5AbC02014F0211698066131a9E86dC4AeE");
    const base::Bytes code = evm::delegation_code(target);
    CHECK(evm::decode_delegation(code) == target);
    CHECK_FALSE(evm::decode_delegation({}));
    CHECK_FALSE(evm::decode_delegation(base::ByteView{code}.first(22)));
    base::Bytes longer = code;
    longer.push_back(0);
    CHECK_FALSE(evm::decode_delegation(longer));
    for (const std::size_t place : {0U, 1U, 2U}) {
        base::Bytes other = code;
        other[place] ^= 1;
        CHECK_FALSE(evm::decode_delegation(other));
    }
}

TEST_CASE("what a batch holds back grows with its tokens and the gas of their calls",
          "[evm][sweeper]")
{
    // (2 * 1 + 1) * (100,000 + 1,587 + 45,000) = 439,761, a 63rd of it more, and 40,000.
    CHECK(evm::sweeper_gas_reserve(1, 100'000) == 439'761 + 6'980 + 40'000);
    CHECK(evm::sweeper_gas_reserve(2, 100'000) > evm::sweeper_gas_reserve(1, 100'000));
}

TEST_CASE("a Sweeper's code is known for any treasury, and no other code is", "[evm][sweeper]")
{
    const base::Bytes code = evm::sweeper_runtime(evm::Address{{0x12, 0x34}});
    CHECK(evm::is_sweeper_code(code));
    CHECK_FALSE(evm::is_sweeper_code({}));
    base::Bytes other = code;
    other.back() ^= 1U;
    CHECK_FALSE(evm::is_sweeper_code(other));
    CHECK_FALSE(evm::is_sweeper_code(base::ByteView{code}.first(code.size() - 1)));
}
