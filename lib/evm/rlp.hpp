// SPDX-License-Identifier: MIT
// Recursive Length Prefix, the encoding of transactions (Yellow Paper, appendix B).
#pragma once

#include "base/hex.hpp"
#include "evm/amount.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace ctrip::evm {

[[nodiscard]] base::Bytes encode_rlp_bytes(base::ByteView bytes);

/// Collects the items of a list in order.
class RlpList
{
public:
    RlpList& add_bytes(base::ByteView bytes);
    /// Big-endian without leading zeros; zero is the empty string.
    RlpList& add_number(const Amount& number);
    RlpList& add_list(const RlpList& list);
    /// An item that is RLP already.
    RlpList& add_encoded(base::ByteView item);

    [[nodiscard]] base::Bytes encode() const;

private:
    base::Bytes m_payload;
};

/// A decoded item: a string of bytes, or a list. Views the decoded input, which must live longer.
struct RlpItem
{
    bool is_list = false;
    base::ByteView bytes;       ///< Of a string.
    std::vector<RlpItem> items; ///< Of a list.
};

inline constexpr std::size_t kRlpDepthMax = 16;

/// Decodes one item that must be the whole input. Nothing if it is not canonical: a length longer
/// than needed or with leading zeros, a byte below 0x80 with a prefix, an item that overruns, bytes
/// after the end, or lists nested deeper than `depth_max`.
[[nodiscard]] std::optional<RlpItem> decode_rlp(base::ByteView input,
                                                std::size_t depth_max = kRlpDepthMax);

} // namespace ctrip::evm
