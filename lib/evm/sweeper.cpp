// SPDX-License-Identifier: MIT
#include "evm/sweeper.hpp"

#include "base/check.hpp"
#include "crypto/keccak256.hpp"
#include "evm/abi.hpp"
#include "evm/derived_address.hpp"
#include "evm/sweeper_code.hpp"

#include <algorithm>
#include <array>

namespace ctrip::evm {

namespace {

constexpr Word kSalt{};
constexpr std::array<std::uint8_t, 4> kTreasury{0x61, 0xd0, 0x27, 0xb3}; // treasury()
constexpr std::array<std::uint8_t, 3> kDelegationPrefix{0xef, 0x01, 0x00};

SweeperCode code_of(SweeperVersion version)
{
    switch (version) {
    case SweeperVersion::v1:
        return sweeper_code_v1();
    case SweeperVersion::v2:
        return sweeper_code_v2();
    }
    return {};
}

base::Bytes from_artifact(std::string_view hex)
{
    std::optional<base::Bytes> bytes = base::from_hex_0x(hex);
    CTRIP_CHECK(bytes.has_value());
    return std::move(*bytes);
}

void put(base::Bytes& code, std::span<const std::size_t> places, const Address& address)
{
    const Word word = to_word(address);
    for (const std::size_t place : places) {
        CTRIP_CHECK(place + word.size() <= code.size());
        std::copy(word.begin(), word.end(), code.begin() + static_cast<std::ptrdiff_t>(place));
    }
}

/// Whether the code is that of this version, for the treasury that it has at the first place.
bool is_code_of(SweeperVersion version, base::ByteView code)
{
    const SweeperCode artifact = code_of(version);
    if (artifact.treasury.empty() || code.size() < artifact.treasury.front() + Word{}.size()) {
        return false;
    }
    Word word{};
    std::copy_n(code.begin() + static_cast<std::ptrdiff_t>(artifact.treasury.front()), word.size(),
                word.begin());
    const std::optional<Address> treasury = decode_address(word);
    const base::Bytes expected = treasury ? sweeper_runtime(*treasury, version) : base::Bytes{};
    return std::equal(code.begin(), code.end(), expected.begin(), expected.end());
}

} // namespace

base::Bytes sweeper_initcode(const Address& treasury, SweeperVersion version)
{
    base::Bytes code = from_artifact(code_of(version).initcode);
    const Word word = to_word(treasury);
    code.insert(code.end(), word.begin(), word.end());
    return code;
}

Address sweeper_address(const Address& treasury, SweeperVersion version)
{
    return create2_address(kDeterministicDeployer, kSalt,
                           crypto::keccak256(sweeper_initcode(treasury, version)));
}

std::optional<SweeperVersion> sweeper_version_at(const Address& address, const Address& treasury)
{
    const auto* const found =
        std::find_if(kSweeperVersions.begin(), kSweeperVersions.end(), [&](SweeperVersion version) {
            return address == sweeper_address(treasury, version);
        });
    return found == kSweeperVersions.end() ? std::nullopt : std::optional{*found};
}

base::Bytes sweeper_runtime(const Address& treasury, SweeperVersion version)
{
    const SweeperCode artifact = code_of(version);
    base::Bytes code = from_artifact(artifact.runtime);
    put(code, artifact.treasury, treasury);
    put(code, artifact.self, sweeper_address(treasury, version));
    return code;
}

std::optional<SweeperVersion> sweeper_version_of(base::ByteView code)
{
    const auto* const found =
        std::find_if(kSweeperVersions.begin(), kSweeperVersions.end(),
                     [&](SweeperVersion version) { return is_code_of(version, code); });
    return found == kSweeperVersions.end() ? std::nullopt : std::optional{*found};
}

base::Bytes sweeper_deploy_data(const Address& treasury, SweeperVersion version)
{
    base::Bytes data(kSalt.begin(), kSalt.end());
    const base::Bytes code = sweeper_initcode(treasury, version);
    data.insert(data.end(), code.begin(), code.end());
    return data;
}

base::Bytes encode_treasury()
{
    return {kTreasury.begin(), kTreasury.end()};
}

std::optional<Address> decode_delegation(base::ByteView code)
{
    Address address;
    if (code.size() != kDelegationPrefix.size() + address.bytes.size() ||
        !std::equal(kDelegationPrefix.begin(), kDelegationPrefix.end(), code.begin())) {
        return std::nullopt;
    }
    const base::ByteView tail = code.subspan(kDelegationPrefix.size());
    std::copy(tail.begin(), tail.end(), address.bytes.begin());
    return address;
}

std::uint64_t sweeper_gas_reserve(SweeperVersion version, std::uint64_t tokens,
                                  const SweeperGas& gas)
{
    // The same formula as in sweepMany and _requireGas.
    const bool is_first = version == SweeperVersion::v1;
    const std::uint64_t per_call = is_first ? 45'000 : gas.margin;
    const std::uint64_t of_call = is_first ? 40'000 : gas.margin;
    const std::uint64_t before_first_call = is_first ? 0 : gas.margin;
    const std::uint64_t per_deposit =
        (2 * tokens + 1) * (gas.per_call + gas.per_call / 63 + per_call) + before_first_call;
    return per_deposit + per_deposit / 63 + of_call;
}

std::uint64_t transfer_gas_reserve(const SweeperGas& gas)
{
    return gas.per_call + gas.per_call / 63 + gas.margin;
}

} // namespace ctrip::evm
