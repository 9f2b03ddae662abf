// SPDX-License-Identifier: MIT
#include "base/random.hpp"
#include "crypto/keccak256.hpp"
#include "unit/vectors.hpp"

#include <openssl/evp.h>

#include <random>

using namespace ctrip;

TEST_CASE("Keccak-256 gives the published digests", "[crypto][keccak256]")
{
    const auto file = test::load_vectors("keccak256.json");
    REQUIRE(file["vectors"].size() == 10);
    for (const auto& vector : file["vectors"]) {
        CAPTURE(vector["keccak256"]);
        CHECK(crypto::keccak256(test::bytes_of(vector["inputHex"])) ==
              test::word_of(vector["keccak256"]));
    }
}

TEST_CASE("with SHA-3's padding byte the permutation agrees with OpenSSL on random input",
          "[crypto][keccak256]")
{
    const std::uint64_t seed = base::random_u64();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    // Every length up to three blocks, so that each edge of a block is met.
    for (std::size_t size = 0; size <= 3 * 136 + 1; ++size) {
        base::Bytes input(size);
        for (auto& byte : input) {
            byte = static_cast<std::uint8_t>(random());
        }
        crypto::Digest expected{};
        unsigned written = 0;
        REQUIRE(EVP_Digest(input.data(), input.size(), expected.data(), &written, EVP_sha3_256(),
                           nullptr) == 1);
        CAPTURE(size);
        REQUIRE(crypto::keccak256_with_padding(input, 0x06) == expected);
    }
}
