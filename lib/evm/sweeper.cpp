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

} // namespace

base::Bytes sweeper_initcode(const Address& treasury)
{
    base::Bytes code = from_artifact(sweeper_code().initcode);
    const Word word = to_word(treasury);
    code.insert(code.end(), word.begin(), word.end());
    return code;
}

Address sweeper_address(const Address& treasury)
{
    return create2_address(kDeterministicDeployer, kSalt,
                           crypto::keccak256(sweeper_initcode(treasury)));
}

base::Bytes sweeper_runtime(const Address& treasury)
{
    const SweeperCode artifact = sweeper_code();
    base::Bytes code = from_artifact(artifact.runtime);
    put(code, artifact.treasury, treasury);
    put(code, artifact.self, sweeper_address(treasury));
    return code;
}

bool is_sweeper_code(base::ByteView code)
{
    const SweeperCode artifact = sweeper_code();
    if (artifact.treasury.empty() || code.size() < artifact.treasury.front() + Word{}.size()) {
        return false;
    }
    Word word{};
    std::copy_n(code.begin() + static_cast<std::ptrdiff_t>(artifact.treasury.front()), word.size(),
                word.begin());
    const std::optional<Address> treasury = decode_address(word);
    const base::Bytes expected = treasury ? sweeper_runtime(*treasury) : base::Bytes{};
    return std::equal(code.begin(), code.end(), expected.begin(), expected.end());
}

base::Bytes sweeper_deploy_data(const Address& treasury)
{
    base::Bytes data(kSalt.begin(), kSalt.end());
    const base::Bytes code = sweeper_initcode(treasury);
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

std::uint64_t sweeper_gas_reserve(std::uint64_t tokens, std::uint64_t gas_per_call)
{
    // The same formula as in sweepMany and _requireGas.
    constexpr std::uint64_t per_call = 45'000;
    constexpr std::uint64_t of_call = 40'000;
    const std::uint64_t per_deposit =
        (2 * tokens + 1) * (gas_per_call + gas_per_call / 63 + per_call);
    return per_deposit + per_deposit / 63 + of_call;
}

} // namespace ctrip::evm
