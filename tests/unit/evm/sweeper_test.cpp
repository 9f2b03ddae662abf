// SPDX-License-Identifier: MIT
#include "evm/sweeper.hpp"
#include "evm/transaction.hpp"
#include "unit/vectors.hpp"

using namespace ctrip;
using evm::SweeperVersion;

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
    // Version 1's was made by two other implementations, version 2's by ethereumjs, from the same
    // code. Deposits have delegated to them: they never change.
    const evm::Address treasury = address("0x00000000000000000000000000000000c01d57a6");
    CHECK(evm::sweeper_address(treasury, SweeperVersion::v1).to_checksum() ==
          "0x4b9c0e5AbC02014F0211698066131a9E86dC4AeE");
    CHECK(evm::sweeper_address(treasury, SweeperVersion::v2).to_checksum() ==
          "0xCacdC173c66CF9d6a743f84a5151DD76835732C6");
    CHECK(evm::kDeterministicDeployer.to_checksum() ==
          "0x4e59b44847b379578588920cA78FbF26c0B4956C");
    for (const SweeperVersion version : evm::kSweeperVersions) {
        const evm::Address at = evm::sweeper_address(treasury, version);
        CHECK(evm::sweeper_version_at(at, treasury) == version);
        CHECK_FALSE(evm::sweeper_version_at(at, evm::Address{{1}}));
    }
    CHECK_FALSE(evm::sweeper_version_at(treasury, treasury));
}

TEST_CASE("the code on the chain holds the treasury and the contract's own address",
          "[evm][sweeper]")
{
    const evm::Address treasury = address("0x00000000000000000000000000000000c01d57a6");
    const struct
    {
        SweeperVersion version;
        std::size_t size;
        std::size_t treasuries;
        const char* self;
    } cases[]{{SweeperVersion::v1, 1694, 3, "4b9c0e5abc02014f0211698066131a9e86dc4aee"},
              {SweeperVersion::v2, 2248, 4, "cacdc173c66cf9d6a743f84a5151dd76835732c6"}};
    for (const auto& one : cases) {
        const std::string runtime = base::to_hex(evm::sweeper_runtime(treasury, one.version));
        CHECK(runtime.size() == 2 * one.size);
        const auto count = [&](const std::string& text) {
            std::size_t found = 0;
            for (auto at = runtime.find(text); at != std::string::npos;
                 at = runtime.find(text, at + 1)) {
                ++found;
            }
            return found;
        };
        CHECK(count("00000000000000000000000000000000c01d57a6") == one.treasuries);
        CHECK(count(one.self) == 1);
        const base::Bytes deployment = evm::sweeper_deploy_data(treasury, one.version);
        CHECK(deployment.size() == 32 + evm::sweeper_initcode(treasury, one.version).size());
        CHECK(std::all_of(deployment.begin(), deployment.begin() + 32,
                          [](std::uint8_t byte) { return byte == 0; }));
    }
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
    const evm::SweeperGas gas{.per_call = 100'000, .margin = 50'000};
    CHECK(evm::sweeper_gas_reserve(SweeperVersion::v1, 1, gas) == 439'761 + 6'980 + 40'000);
    // (2 * 1 + 1) * (100,000 + 1,587 + 50,000) + 50,000 = 504,761, a 63rd of it more, and 50,000.
    CHECK(evm::sweeper_gas_reserve(SweeperVersion::v2, 1, gas) == 504'761 + 8'012 + 50'000);
    CHECK(evm::transfer_gas_reserve(gas) == 100'000 + 1'587 + 50'000);
    for (const SweeperVersion version : evm::kSweeperVersions) {
        CHECK(evm::sweeper_gas_reserve(version, 2, gas) >
              evm::sweeper_gas_reserve(version, 1, gas));
    }
}

TEST_CASE("a Sweeper's code is known for any treasury, and no other code is", "[evm][sweeper]")
{
    CHECK_FALSE(evm::sweeper_version_of({}));
    for (const SweeperVersion version : evm::kSweeperVersions) {
        const base::Bytes code = evm::sweeper_runtime(evm::Address{{0x12, 0x34}}, version);
        CHECK(evm::sweeper_version_of(code) == version);
        base::Bytes other = code;
        other.back() ^= 1U;
        CHECK_FALSE(evm::sweeper_version_of(other));
        CHECK_FALSE(evm::sweeper_version_of(base::ByteView{code}.first(code.size() - 1)));
    }
}
