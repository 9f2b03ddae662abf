// SPDX-License-Identifier: MIT
#include "base/random.hpp"
#include "unit/vectors.hpp"
#include "wallet/base58.hpp"

#include <random>

using namespace ctrip;

TEST_CASE("Base58Check is Bitcoin's", "[wallet][base58]")
{
    // The address of the key in the Bitcoin wiki's example: version 0, then its hash.
    const auto payload = base::from_hex("00010966776006953d5567439e5e39f86a0d273bee").value();
    const char* const text = "16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM";
    CHECK(wallet::encode_base58check(payload).expose_text() == text);
    const auto decoded = wallet::decode_base58check(text);
    REQUIRE(decoded.has_value());
    CHECK(base::to_hex(decoded->expose()) == base::to_hex(payload));
}

TEST_CASE("what was encoded is decoded again, leading zeros and all", "[wallet][base58]")
{
    const std::uint64_t seed = base::random_u64();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (std::size_t size = 0; size <= 80; ++size) {
        base::Bytes payload(size);
        for (std::size_t i = size % 5; i < size; ++i) {
            payload[i] = static_cast<std::uint8_t>(random());
        }
        const auto decoded =
            wallet::decode_base58check(wallet::encode_base58check(payload).expose_text());
        REQUIRE(decoded.has_value());
        REQUIRE(base::to_hex(decoded->expose()) == base::to_hex(payload));
    }
}

TEST_CASE("text with a wrong character, checksum or length is refused", "[wallet][base58]")
{
    for (const std::string& text : {std::string{}, std::string{"1"}, std::string{"111"},
                                    std::string{"16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvN"},
                                    std::string{"16UwLL9Risc3QfPqBUvKofHmBQ7wMtjv"},
                                    std::string{"06UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM"},
                                    std::string{"l6UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM"},
                                    std::string{"116UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM"},
                                    std::string{" 16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM"},
                                    std::string(129, '1'), std::string(100'000, 'z')}) {
        CAPTURE(text.substr(0, 50));
        CHECK_FALSE(wallet::decode_base58check(text).has_value());
    }
}
