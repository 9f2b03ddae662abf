// SPDX-License-Identifier: MIT
#include "crypto/password_box.hpp"
#include "unit/vectors.hpp"

using namespace ctrip;
using crypto::BoxFault;

namespace {

constexpr crypto::ScryptCost kCheap{.log2_n = 4, .r = 8, .p = 1};

base::Secret secret(std::string_view text)
{
    return base::Secret{text};
}

std::optional<BoxFault> fault_of(std::string_view text, std::string_view password = "open")
{
    const auto result = crypto::open_box(text, secret(password));
    const auto* const fault = std::get_if<BoxFault>(&result);
    return fault == nullptr ? std::nullopt : std::optional{*fault};
}

base::ByteView bytes(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

} // namespace

TEST_CASE("scrypt gives what RFC 7914 says", "[crypto][password_box]")
{
    std::array<std::uint8_t, 64> out{};
    crypto::scrypt(bytes("password"), bytes("NaCl"), {.log2_n = 10, .r = 8, .p = 16}, out);
    CHECK(base::to_hex(out) == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                               "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
    crypto::scrypt(bytes("pleaseletmein"), bytes("SodiumChloride"), {.log2_n = 14, .r = 8, .p = 1},
                   out);
    CHECK(base::to_hex(out) == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                               "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887");
}

TEST_CASE("what was sealed is opened by its password and by no other", "[crypto][password_box]")
{
    const std::string box = crypto::seal(secret("legal winner"), secret("open"), kCheap);
    CHECK(crypto::is_password_box(box));
    CHECK(box.find("legal") == std::string::npos);
    const auto result = crypto::open_box(box + "\n", secret("open"));
    REQUIRE(std::holds_alternative<base::Secret>(result));
    CHECK(std::get<base::Secret>(result).expose_text() == "legal winner");
    CHECK(fault_of(box, "Open") == BoxFault::wrong_password);
    CHECK(fault_of(box, "") == BoxFault::wrong_password);
    CHECK(crypto::seal(secret("legal winner"), secret("open"), kCheap) != box);
}

TEST_CASE("every change of a box is noticed", "[crypto][password_box]")
{
    const std::string box = crypto::seal(secret("legal winner"), secret("open"), kCheap);
    for (std::size_t place = 0; place < box.size(); ++place) {
        std::string changed = box;
        changed[place] = changed[place] == 'A' ? 'B' : 'A';
        INFO(changed);
        CHECK(fault_of(changed).has_value());
    }
    for (std::size_t size = 0; size < box.size(); ++size) {
        CHECK(fault_of(box.substr(0, size)).has_value());
    }
    CHECK(fault_of(box + " more") == BoxFault::malformed);
}

TEST_CASE("a cost that no sane program asks for is not paid", "[crypto][password_box]")
{
    const std::string box = crypto::seal(secret("x"), secret("open"), kCheap);
    for (const char* const cost :
         {"scrypt 21 8 1", "scrypt 63 8 1", "scrypt 20 16 1", "scrypt 4 99 1", "scrypt 4 8 99",
          "scrypt 0 8 1", "scrypt 04 8 1", "scrypt -4 8 1", "scrypt 4 8 0", "argon2 4 8 1"}) {
        INFO(cost);
        CHECK(fault_of(replaced(box, "scrypt 4 8 1", cost)) == BoxFault::malformed);
    }
    CHECK(fault_of(replaced(box, " v1 ", " v2 ")) == BoxFault::malformed);
}

TEST_CASE("other texts are no boxes", "[crypto][password_box]")
{
    CHECK_FALSE(crypto::is_password_box("legal winner thank year"));
    CHECK_FALSE(crypto::is_password_box(""));
    CHECK(fault_of("ctrip-encrypted ") == BoxFault::malformed);
}
