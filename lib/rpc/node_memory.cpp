// SPDX-License-Identifier: MIT
#include "rpc/node_memory.hpp"

#include "evm/digest.hpp"

#include <cstddef>

namespace ctrip::rpc {

std::string node_key(const std::string& url)
{
    constexpr std::size_t digits = 32;
    return evm::digest_hex(url).substr(0, digits);
}

} // namespace ctrip::rpc
