// SPDX-License-Identifier: MIT
#include "evm/digest.hpp"

#include "base/hex.hpp"
#include "crypto/keccak256.hpp"

namespace ctrip::evm {

std::string digest_hex(std::string_view text)
{
    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    return base::to_hex(crypto::keccak256({bytes, text.size()}));
}

} // namespace ctrip::evm
