// SPDX-License-Identifier: MIT
#include "evm/rlp.hpp"

#include <cstdint>
#include <utility>

namespace ctrip::evm {

namespace {

constexpr std::uint8_t kStringOffset = 0x80;
constexpr std::uint8_t kListOffset = 0xc0;
constexpr std::size_t kShortMax = 55;

void append(base::Bytes& out, base::ByteView bytes)
{
    out.insert(out.end(), bytes.begin(), bytes.end());
}

void append_header(base::Bytes& out, std::size_t size, std::uint8_t offset)
{
    if (size <= kShortMax) {
        out.push_back(static_cast<std::uint8_t>(offset + size));
        return;
    }
    const base::Bytes length = Amount{size}.to_minimal_bytes();
    out.push_back(static_cast<std::uint8_t>(offset + kShortMax + length.size()));
    append(out, length);
}

void append_string(base::Bytes& out, base::ByteView bytes)
{
    if (bytes.size() != 1 || bytes[0] >= kStringOffset) {
        append_header(out, bytes.size(), kStringOffset);
    }
    append(out, bytes);
}

/// Removes `size` bytes from the front of `input`; nothing if it has fewer.
std::optional<base::ByteView> take(base::ByteView& input, std::uint64_t size)
{
    if (size > input.size()) {
        return std::nullopt;
    }
    const base::ByteView taken = input.first(static_cast<std::size_t>(size));
    input = input.subspan(taken.size());
    return taken;
}

/// Removes the payload after a prefix byte from `input`. `field`: the prefix byte less the offset
/// of its kind.
std::optional<base::ByteView> take_payload(base::ByteView& input, std::size_t field)
{
    if (field <= kShortMax) {
        return take(input, field);
    }
    const auto length = take(input, field - kShortMax); // At most 8 bytes.
    if (!length || length->front() == 0) {
        return std::nullopt;
    }
    std::uint64_t size = 0;
    for (const std::uint8_t byte : *length) {
        size = (size << 8U) | byte;
    }
    if (size <= kShortMax) {
        return std::nullopt;
    }
    return take(input, size);
}

std::optional<RlpItem> take_item(base::ByteView& input, std::size_t depth_left);

std::optional<RlpItem> take_list(base::ByteView& input, std::size_t field, std::size_t depth_left)
{
    auto payload = take_payload(input, field);
    if (!payload || depth_left == 0) {
        return std::nullopt;
    }
    RlpItem list{.is_list = true, .bytes = {}, .items = {}};
    while (!payload->empty()) {
        auto item = take_item(*payload, depth_left - 1);
        if (!item) {
            return std::nullopt;
        }
        list.items.push_back(std::move(*item));
    }
    return list;
}

std::optional<RlpItem> take_item(base::ByteView& input, std::size_t depth_left)
{
    if (input.empty()) {
        return std::nullopt;
    }
    const std::uint8_t prefix = input.front();
    if (prefix < kStringOffset) {
        return RlpItem{.is_list = false, .bytes = *take(input, 1), .items = {}};
    }
    input = input.subspan(1);
    if (prefix >= kListOffset) {
        return take_list(input, prefix - std::size_t{kListOffset}, depth_left);
    }
    const auto bytes = take_payload(input, prefix - std::size_t{kStringOffset});
    if (!bytes || (bytes->size() == 1 && bytes->front() < kStringOffset)) {
        return std::nullopt;
    }
    return RlpItem{.is_list = false, .bytes = *bytes, .items = {}};
}

} // namespace

base::Bytes encode_rlp_bytes(base::ByteView bytes)
{
    base::Bytes out;
    append_string(out, bytes);
    return out;
}

RlpList& RlpList::add_bytes(base::ByteView bytes)
{
    append_string(m_payload, bytes);
    return *this;
}

RlpList& RlpList::add_number(const Amount& number)
{
    append_string(m_payload, number.to_minimal_bytes());
    return *this;
}

RlpList& RlpList::add_list(const RlpList& list)
{
    append(m_payload, list.encode());
    return *this;
}

RlpList& RlpList::add_encoded(base::ByteView item)
{
    append(m_payload, item);
    return *this;
}

base::Bytes RlpList::encode() const
{
    base::Bytes out;
    append_header(out, m_payload.size(), kListOffset);
    append(out, m_payload);
    return out;
}

std::optional<RlpItem> decode_rlp(base::ByteView input, std::size_t depth_max)
{
    auto item = take_item(input, depth_max);
    if (!item || !input.empty()) {
        return std::nullopt;
    }
    return item;
}

} // namespace ctrip::evm
