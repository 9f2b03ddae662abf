// SPDX-License-Identifier: MIT
#include "crypto/keccak256.hpp"

#include <bit>
#include <cstddef>
#include <cstring>

namespace ctrip::crypto {

namespace {

static_assert(std::endian::native == std::endian::little, "lanes are read as little-endian words");

constexpr std::size_t kRate = 136; // (1600 - 2 * 256) bits, in bytes.
constexpr std::size_t kRounds = 24;

using State = std::array<std::uint64_t, 25>;

constexpr std::array<std::uint64_t, kRounds> kRoundConstants{
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
    0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};

// Rotation and destination of each lane in the combined cycle of rho and pi (FIPS 202, 3.2.2 and
// 3.2.3).
constexpr std::array<int, 24> kRotations{1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                                         27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44};
constexpr std::array<std::size_t, 24> kLanes{10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
                                             15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1};

void theta(State& a) noexcept
{
    std::array<std::uint64_t, 5> parity{};
    for (std::size_t x = 0; x < 5; ++x) {
        parity[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    }
    for (std::size_t x = 0; x < 5; ++x) {
        const std::uint64_t d = parity[(x + 4) % 5] ^ std::rotl(parity[(x + 1) % 5], 1);
        for (std::size_t y = 0; y < 25; y += 5) {
            a[x + y] ^= d;
        }
    }
}

void rho_pi(State& a) noexcept
{
    std::uint64_t moving = a[1];
    for (std::size_t i = 0; i < 24; ++i) {
        const std::uint64_t displaced = a[kLanes[i]];
        a[kLanes[i]] = std::rotl(moving, kRotations[i]);
        moving = displaced;
    }
}

void chi(State& a) noexcept
{
    for (std::size_t y = 0; y < 25; y += 5) {
        const std::array<std::uint64_t, 5> row{a[y], a[y + 1], a[y + 2], a[y + 3], a[y + 4]};
        for (std::size_t x = 0; x < 5; ++x) {
            a[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
        }
    }
}

void permute(State& a) noexcept
{
    for (std::size_t round = 0; round < kRounds; ++round) {
        theta(a);
        rho_pi(a);
        chi(a);
        a[0] ^= kRoundConstants[round];
    }
}

void absorb(State& a, const std::uint8_t* block) noexcept
{
    for (std::size_t i = 0; i < kRate / 8; ++i) {
        std::uint64_t lane = 0;
        std::memcpy(&lane, block + 8 * i, 8);
        a[i] ^= lane;
    }
    permute(a);
}

} // namespace

Digest keccak256_with_padding(base::ByteView data, std::uint8_t padding) noexcept
{
    State state{};
    while (data.size() >= kRate) {
        absorb(state, data.data());
        data = data.subspan(kRate);
    }
    std::array<std::uint8_t, kRate> last{};
    if (!data.empty()) {
        std::memcpy(last.data(), data.data(), data.size());
    }
    last[data.size()] = padding;
    last[kRate - 1] |= 0x80U;
    absorb(state, last.data());
    Digest digest{};
    std::memcpy(digest.data(), state.data(), digest.size());
    return digest;
}

Digest keccak256(base::ByteView data) noexcept
{
    return keccak256_with_padding(data, 0x01);
}

} // namespace ctrip::crypto
