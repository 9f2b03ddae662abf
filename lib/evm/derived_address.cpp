// SPDX-License-Identifier: MIT
#include "evm/derived_address.hpp"

#include "evm/rlp.hpp"

#include <algorithm>

namespace ctrip::evm {

namespace {

Address last_twenty_bytes(const crypto::Digest& digest) noexcept
{
    Address address;
    std::copy(digest.begin() + 12, digest.end(), address.bytes.begin());
    return address;
}

} // namespace

Address address_of_public_key(const std::array<std::uint8_t, 65>& key) noexcept
{
    return last_twenty_bytes(crypto::keccak256(base::ByteView{key}.subspan(1)));
}

Address create_address(const Address& deployer, std::uint64_t nonce)
{
    return last_twenty_bytes(
        crypto::keccak256(RlpList{}.add_bytes(deployer.bytes).add_number(nonce).encode()));
}

Address create2_address(const Address& deployer, const Word& salt,
                        const crypto::Digest& initcode_hash)
{
    std::array<std::uint8_t, 85> input{0xff};
    auto* end = std::copy(deployer.bytes.begin(), deployer.bytes.end(), input.begin() + 1);
    end = std::copy(salt.begin(), salt.end(), end);
    std::copy(initcode_hash.begin(), initcode_hash.end(), end);
    return last_twenty_bytes(crypto::keccak256(input));
}

} // namespace ctrip::evm
