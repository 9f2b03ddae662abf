// SPDX-License-Identifier: MIT
#include "wallet/base58.hpp"

#include "crypto/hash.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace ctrip::wallet {

namespace {

constexpr std::string_view kAlphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::size_t kChecksumSize = 4;
constexpr std::size_t kBase58TextMax = 128;

std::array<std::uint8_t, kChecksumSize> checksum_of(base::ByteView payload)
{
    auto first = crypto::sha256(payload);
    const auto second = crypto::sha256(first);
    base::wipe(first.data(), first.size());
    std::array<std::uint8_t, kChecksumSize> checksum{};
    std::copy_n(second.begin(), kChecksumSize, checksum.begin());
    return checksum;
}

/// number = number * factor + carry, on digits below `radix`, most significant first.
void multiply_add(std::span<std::uint8_t> number, unsigned radix, unsigned factor, unsigned carry)
{
    for (auto digit = number.rbegin(); digit != number.rend(); ++digit) {
        carry += *digit * factor;
        *digit = static_cast<std::uint8_t>(carry % radix);
        carry /= radix;
    }
}

template <typename Range, typename Value>
std::size_t count_leading(const Range& range, Value value)
{
    return static_cast<std::size_t>(
        std::find_if(range.begin(), range.end(), [&](auto item) { return item != value; }) -
        range.begin());
}

/// `zeros` zero items, then `number` without its own leading zeros.
base::Secret with_leading(std::size_t zeros, base::ByteView number)
{
    const base::ByteView significant = number.subspan(count_leading(number, std::uint8_t{0}));
    base::Secret out = base::Secret::of_size(zeros + significant.size());
    std::copy(significant.begin(), significant.end(),
              out.expose_mutable().begin() + static_cast<std::ptrdiff_t>(zeros));
    return out;
}

} // namespace

base::Secret encode_base58check(base::ByteView payload)
{
    base::Secret bytes = base::Secret::of_size(payload.size() + kChecksumSize);
    const auto checksum = checksum_of(payload);
    const auto tail = std::copy(payload.begin(), payload.end(), bytes.expose_mutable().begin());
    std::copy(checksum.begin(), checksum.end(), tail);

    // A byte takes less than 1.4 digits.
    base::Secret digits = base::Secret::of_size(bytes.size() * 7 / 5 + 1);
    for (const std::uint8_t byte : bytes.expose()) {
        multiply_add(digits.expose_mutable(), 58, 256, byte);
    }
    base::Secret text =
        with_leading(count_leading(bytes.expose(), std::uint8_t{0}), digits.expose());
    for (std::uint8_t& digit : text.expose_mutable()) {
        digit = static_cast<std::uint8_t>(kAlphabet[digit]);
    }
    return text;
}

std::optional<base::Secret> decode_base58check(std::string_view text)
{
    if (text.size() > kBase58TextMax) {
        return std::nullopt;
    }
    base::Secret number = base::Secret::of_size(text.size());
    for (const char c : text) {
        const std::size_t digit = kAlphabet.find(c);
        if (digit == std::string_view::npos) {
            return std::nullopt;
        }
        multiply_add(number.expose_mutable(), 256, 58, static_cast<unsigned>(digit));
    }
    const base::Secret bytes = with_leading(count_leading(text, kAlphabet[0]), number.expose());
    if (bytes.size() < kChecksumSize) {
        return std::nullopt;
    }
    const base::ByteView payload = bytes.expose().first(bytes.size() - kChecksumSize);
    const auto checksum = checksum_of(payload);
    if (!std::equal(checksum.begin(), checksum.end(), bytes.expose().last(kChecksumSize).begin())) {
        return std::nullopt;
    }
    return base::Secret{payload};
}

} // namespace ctrip::wallet
