// SPDX-License-Identifier: MIT
#include "evm/transfer.hpp"

#include "crypto/keccak256.hpp"

namespace ctrip::evm {

TxHash balance_change_key(const Address& address, const BlockHash& block)
{
    base::Bytes bytes(address.bytes.begin(), address.bytes.end());
    bytes.insert(bytes.end(), block.bytes.begin(), block.bytes.end());
    return TxHash{crypto::keccak256(bytes)};
}

} // namespace ctrip::evm
