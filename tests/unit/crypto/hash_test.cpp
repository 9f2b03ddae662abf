// SPDX-License-Identifier: MIT
#include "crypto/hash.hpp"
#include "unit/vectors.hpp"

using namespace ctrip;
using base::to_hex;
using test::view_of;

TEST_CASE("SHA-256 and HASH160 give published digests", "[crypto][hash]")
{
    // FIPS 180-2, appendix B.1; NIST's empty message.
    CHECK(to_hex(crypto::sha256(view_of("abc"))) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(to_hex(crypto::sha256({})) ==
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    // The public key of private key 1; BIP-173 names the hash.
    const auto generator =
        base::from_hex("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798")
            .value();
    CHECK(to_hex(crypto::hash160(generator)) == "751e76e8199196d454941c45d1b3a323f1433bd6");
}

TEST_CASE("HMAC gives the digests of RFC 4231", "[crypto][hash]")
{
    const base::Bytes key_1(20, 0x0b);
    CHECK(to_hex(crypto::hmac_sha256(key_1, view_of("Hi There"))) ==
          "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    CHECK(to_hex(crypto::hmac_sha512(key_1, view_of("Hi There"))) ==
          "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
          "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854");
    CHECK(to_hex(crypto::hmac_sha256(view_of("Jefe"), view_of("what do ya want for nothing?"))) ==
          "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    // A key longer than a block is hashed first.
    const base::Bytes key_6(131, 0xaa);
    CHECK(to_hex(crypto::hmac_sha256(
              key_6, view_of("Test Using Larger Than Block-Size Key - Hash Key First"))) ==
          "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("HMAC takes an empty key and an empty message", "[crypto][hash]")
{
    CHECK(to_hex(crypto::hmac_sha256({}, {})) ==
          "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("PBKDF2 with HMAC-SHA512 gives known keys", "[crypto][hash]")
{
    CHECK(
        to_hex(crypto::pbkdf2_hmac_sha512(view_of("password"), view_of("salt"), 1, 64).expose()) ==
        "867f70cf1ade02cff3752599a3a53dc4af34c7a669815ae5d513554e1c8cf252"
        "c02d470a285a0501bad999bfe943c08f050235d7d68b1da55e63f73b60a57fce");
    CHECK(
        to_hex(crypto::pbkdf2_hmac_sha512(view_of("password"), view_of("salt"), 2, 64).expose()) ==
        "e1d9c16aa681708a45f5c7c4e215ceb66e011a2e9f0040713f18aefdb866d53c"
        "f76cab2868a39b9f7840edce4fef5a82be67335c77a6068e04112754f27ccf4e");
}

TEST_CASE("bytes are equal only when all of them are", "[crypto][hash]")
{
    CHECK(crypto::equal_in_constant_time(view_of("abc"), view_of("abc")));
    CHECK(crypto::equal_in_constant_time({}, {}));
    CHECK_FALSE(crypto::equal_in_constant_time(view_of("abc"), view_of("abd")));
    CHECK_FALSE(crypto::equal_in_constant_time(view_of("abc"), view_of("bbc")));
    CHECK_FALSE(crypto::equal_in_constant_time(view_of("abc"), view_of("ab")));
    CHECK_FALSE(crypto::equal_in_constant_time({}, view_of("a")));
}
