// SPDX-License-Identifier: MIT
#include "crypto/secp256k1.hpp"
#include "unit/vectors.hpp"

using namespace ctrip;
using test::bytes_of;
using test::word_of;

namespace {

crypto::PrivateKey key_of(const nlohmann::json& hex)
{
    return crypto::PrivateKey::from_bytes(bytes_of(hex)).value();
}

crypto::PrivateKey small_key(std::uint8_t value)
{
    base::Bytes bytes(32);
    bytes.back() = value;
    return crypto::PrivateKey::from_bytes(bytes).value();
}

/// The order of the curve (SEC 2), and half of it.
const char* const kOrder = "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
const char* const kHalfOrder = "0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0";

} // namespace

TEST_CASE("keys and signatures are the published ones", "[crypto][secp256k1]")
{
    const auto file = test::load_vectors("secp256k1_sign.json");
    const crypto::Secp256k1 curve;
    REQUIRE(file["vectors"].size() == 24);
    for (const auto& vector : file["vectors"]) {
        CAPTURE(vector["privateKey"], vector["hash"]);
        const auto key = key_of(vector["privateKey"]);
        const auto public_key = curve.public_key(key);
        CHECK(base::to_hex_0x(public_key.to_compressed()) == vector["publicKeyCompressed"]);
        CHECK(base::to_hex_0x(public_key.to_uncompressed()) == vector["publicKeyUncompressed"]);

        const auto signature = curve.sign(word_of(vector["hash"]), key);
        CHECK(signature.r == word_of(vector["r"]));
        CHECK(signature.s == word_of(vector["s"]));
        CHECK(signature.y_parity == vector["yParity"]);
        CHECK(signature.s <= word_of(kHalfOrder));
        const auto recovered = curve.recover(word_of(vector["hash"]), signature);
        CHECK((recovered && *recovered == public_key));
    }
}

TEST_CASE("bytes outside 1 to order - 1 are no private key", "[crypto][secp256k1]")
{
    const auto file = test::load_vectors("secp256k1_sign.json");
    REQUIRE(file["invalidPrivateKeys"].size() == 4);
    for (const auto& hex : file["invalidPrivateKeys"]) {
        CAPTURE(hex);
        CHECK_FALSE(crypto::PrivateKey::from_bytes(bytes_of(hex)).has_value());
    }
    auto last = bytes_of(kOrder);
    --last.back();
    CHECK(crypto::PrivateKey::from_bytes(last).has_value());
    CHECK_FALSE(crypto::PrivateKey::from_bytes(base::Bytes(31, 1)).has_value());
    CHECK_FALSE(crypto::PrivateKey::from_bytes(base::Bytes(33, 1)).has_value());
    CHECK_FALSE(crypto::PrivateKey::from_bytes({}).has_value());
}

TEST_CASE("a public key is read in both forms and in no other", "[crypto][secp256k1]")
{
    const crypto::Secp256k1 curve;
    const auto key = curve.public_key(small_key(7));
    CHECK(crypto::PublicKey::parse(key.to_compressed()) == key);
    CHECK(crypto::PublicKey::parse(key.to_uncompressed()) == key);

    auto hybrid = key.to_uncompressed();
    hybrid[0] = static_cast<std::uint8_t>(0x06 + (hybrid[64] & 1U));
    CHECK_FALSE(crypto::PublicKey::parse(hybrid).has_value());
    auto off_curve = key.to_uncompressed();
    off_curve[64] ^= 1U;
    CHECK_FALSE(crypto::PublicKey::parse(off_curve).has_value());
    auto no_root = key.to_compressed();
    std::fill(no_root.begin() + 1, no_root.end(), std::uint8_t{0});
    no_root[32] = 5; // 5^3 + 7 is no square modulo the field's prime.
    CHECK_FALSE(crypto::PublicKey::parse(no_root).has_value());
    CHECK_FALSE(crypto::PublicKey::parse({}).has_value());
    CHECK_FALSE(
        crypto::PublicKey::parse(base::ByteView{key.to_uncompressed()}.first(33)).has_value());
}

TEST_CASE("nothing is recovered from what no chain takes for a signature", "[crypto][secp256k1]")
{
    const crypto::Secp256k1 curve;
    const crypto::Digest digest{1, 2, 3};
    const auto key = small_key(9);
    const auto good = curve.sign(digest, key);
    REQUIRE(curve.recover(digest, good) == curve.public_key(key));

    auto bad = good;
    bad.y_parity = 2;
    CHECK_FALSE(curve.recover(digest, bad).has_value());
    bad = good;
    bad.r = {};
    CHECK_FALSE(curve.recover(digest, bad).has_value());
    bad = good;
    bad.s = {};
    CHECK_FALSE(curve.recover(digest, bad).has_value());
    bad = good;
    bad.r = word_of(kOrder);
    CHECK_FALSE(curve.recover(digest, bad).has_value());
    // The twin with s and parity turned round is a signature of the same key, but not a low one.
    bad = good;
    const auto high_s =
        evm::Amount::from_be_bytes(word_of(kOrder)) - evm::Amount::from_be_bytes(good.s);
    bad.s = high_s.to_be_bytes();
    bad.y_parity ^= 1U;
    CHECK_FALSE(curve.recover(digest, bad).has_value());
    // Exactly half the order is low, one more is not; whose signature it is does not matter.
    bad = good;
    bad.s = word_of(kHalfOrder);
    CHECK(curve.recover(digest, bad).has_value());
    bad.s.back() ^= 1U; // …a0 becomes …a1.
    CHECK_FALSE(curve.recover(digest, bad).has_value());
}

TEST_CASE("adding a tweak commutes with taking the public key", "[crypto][secp256k1]")
{
    const crypto::Secp256k1 curve;
    const auto key = small_key(3);
    const auto tweak = small_key(200);
    const auto sum = curve.add_tweak(key, tweak.expose());
    REQUIRE(sum.has_value());
    CHECK(sum->expose().back() == 203);
    CHECK(curve.add_tweak(curve.public_key(key), tweak.expose()) == curve.public_key(*sum));
}

TEST_CASE("a tweak that is no key, or makes the sum zero, gives nothing", "[crypto][secp256k1]")
{
    const crypto::Secp256k1 curve;
    const auto key = small_key(3);
    const auto order = bytes_of(kOrder);
    CHECK_FALSE(curve.add_tweak(key, order).has_value());
    CHECK_FALSE(curve.add_tweak(curve.public_key(key), order).has_value());
    auto opposite = order;
    opposite.back() = static_cast<std::uint8_t>(opposite.back() - 3);
    CHECK_FALSE(curve.add_tweak(key, opposite).has_value());
    CHECK_FALSE(curve.add_tweak(curve.public_key(key), opposite).has_value());
    CHECK_FALSE(curve.add_tweak(curve.public_key(key), base::Bytes(32)).has_value());
}
