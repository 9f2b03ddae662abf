// SPDX-License-Identifier: MIT
// RLP: what is decoded encodes to the very bytes it came from, so there is one form of each item.
#include "evm/rlp.hpp"
#include "fuzz/input.hpp"

#include <algorithm>

using namespace ctrip;

namespace {

base::Bytes encoded(const evm::RlpItem& item);

evm::RlpList list_of(const evm::RlpItem& item)
{
    evm::RlpList list;
    for (const evm::RlpItem& one : item.items) {
        if (one.is_list) {
            list.add_list(list_of(one));
        } else {
            list.add_bytes(one.bytes);
        }
    }
    return list;
}

base::Bytes encoded(const evm::RlpItem& item)
{
    return item.is_list ? list_of(item).encode() : evm::encode_rlp_bytes(item.bytes);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const base::ByteView bytes{data, size};
    if (const auto item = evm::decode_rlp(bytes)) {
        fuzz::require(std::ranges::equal(encoded(*item), bytes), "decoded and encoded again");
    }
    return 0;
}
