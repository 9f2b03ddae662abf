// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "base/random.hpp"
#include "evm/amount.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <random>

using namespace ctrip;
using evm::Amount;
using evm::UnitsError;

namespace {

const std::string kMaxDecimal =
    "115792089237316195423570985008687907853269984665640564039457584007913129639935";
const std::string kTooLarge =
    "115792089237316195423570985008687907853269984665640564039457584007913129639936";
const Amount kMax = Amount::from_be_bytes(base::Bytes(32, 0xff));

Amount power_of_two(unsigned exponent)
{
    Amount power{1};
    for (unsigned i = 0; i < exponent; ++i) {
        power += power;
    }
    return power;
}

void check_range_error(const std::function<void()>& operation)
{
    try {
        operation();
        FAIL("nothing was thrown");
    } catch (const Error& error) {
        CHECK((error.kind() == ErrorKind::request));
        CHECK(std::string{error.what()}.find('\n') == std::string::npos);
    }
}

} // namespace

TEST_CASE("decimal text becomes an amount up to 2^256-1", "[evm][amount]")
{
    CHECK(Amount::from_decimal("0") == Amount{});
    CHECK(Amount::from_decimal("18446744073709551615") == Amount{~0ULL});
    CHECK(Amount::from_decimal("18446744073709551616") == Amount{~0ULL} + Amount{1});
    CHECK(Amount::from_decimal(kMaxDecimal) == kMax);
    CHECK(Amount::from_decimal("000" + kMaxDecimal) == kMax);
    CHECK(Amount::from_decimal("007") == Amount{7});
    for (const auto& text :
         {std::string{}, std::string{"-1"}, std::string{"+1"}, std::string{"1.0"},
          std::string{" 1"}, std::string{"1 "}, std::string{"0x1"}, std::string{"1e3"}, kTooLarge,
          std::string(79, '9'), std::string{"1\0", 2}}) {
        CAPTURE(text);
        CHECK_FALSE(Amount::from_decimal(text).has_value());
    }
}

TEST_CASE("an amount prints as decimal text", "[evm][amount]")
{
    CHECK(Amount{}.to_decimal() == "0");
    CHECK(Amount{10}.to_decimal() == "10");
    CHECK(kMax.to_decimal() == kMaxDecimal);
}

TEST_CASE("quantities of nodes are read and written", "[evm][amount]")
{
    CHECK(Amount::from_quantity("0x0") == Amount{});
    CHECK(Amount::from_quantity("0x1b4") == Amount{0x1b4});
    CHECK(Amount::from_quantity("0x1B4") == Amount{0x1b4});
    CHECK(Amount::from_quantity("0x00ff") == Amount{255});
    CHECK(Amount::from_quantity("0x" + std::string(64, 'f')) == kMax);
    for (const auto& text :
         {std::string{}, std::string{"0x"}, std::string{"1b4"}, std::string{"0xg"},
          std::string{"0X1"}, std::string{"0x "}, "0x0" + std::string(64, 'f')}) {
        CAPTURE(text);
        CHECK_FALSE(Amount::from_quantity(text).has_value());
    }
    CHECK(Amount{}.to_quantity() == "0x0");
    CHECK(Amount{0x1b4}.to_quantity() == "0x1b4");
    CHECK(kMax.to_quantity() == "0x" + std::string(64, 'f'));
}

TEST_CASE("bytes are most significant first", "[evm][amount]")
{
    const Amount amount = Amount::from_be_bytes(base::Bytes{1, 0});
    CHECK(amount == Amount{256});
    CHECK(amount.to_be_bytes()[30] == 1);
    CHECK(amount.to_minimal_bytes() == base::Bytes{1, 0});
    CHECK(Amount{}.to_minimal_bytes().empty());
    CHECK(kMax.to_minimal_bytes() == base::Bytes(32, 0xff));
    CHECK(Amount::from_be_bytes({}) == Amount{});
}

TEST_CASE("addition carries over all limbs and throws where it would wrap", "[evm][amount]")
{
    for (const unsigned bits : {64U, 128U, 192U}) {
        CAPTURE(bits);
        const Amount power = power_of_two(bits);
        CHECK((power - Amount{1}) + Amount{1} == power);
        CHECK(power > power - Amount{1});
    }
    CHECK(kMax + Amount{} == kMax);
    CHECK((kMax - Amount{1}) + Amount{1} == kMax);
    check_range_error([] { static_cast<void>(kMax + Amount{1}); });
    check_range_error([] { static_cast<void>(kMax + kMax); });
}

TEST_CASE("subtraction throws below zero, saturating subtraction stops there", "[evm][amount]")
{
    CHECK(Amount{5} - Amount{5} == Amount{});
    check_range_error([] { static_cast<void>(Amount{5} - Amount{6}); });
    check_range_error([] { static_cast<void>(Amount{} - kMax); });
    CHECK(evm::saturating_sub(Amount{5}, Amount{4}) == Amount{1});
    CHECK(evm::saturating_sub(Amount{5}, Amount{6}) == Amount{});
    CHECK(evm::saturating_sub(kMax, kMax) == Amount{});
}

TEST_CASE("multiplication throws at 2^256", "[evm][amount]")
{
    const Amount half = power_of_two(128);
    CHECK((half - Amount{1}) * half == kMax - half + Amount{1});
    CHECK(kMax * Amount{1} == kMax);
    CHECK(kMax * Amount{} == Amount{});
    check_range_error([&] { static_cast<void>(half * half); });
    check_range_error([] { static_cast<void>(kMax * Amount{2}); });
}

TEST_CASE("a failed sum leaves the amount as it was", "[evm][amount]")
{
    Amount amount = kMax;
    CHECK_THROWS_AS(amount += Amount{1}, Error);
    CHECK(amount == kMax);
    amount = Amount{1};
    CHECK_THROWS_AS(amount -= Amount{2}, Error);
    CHECK(amount == Amount{1});
}

TEST_CASE("shares are rounded as their name says", "[evm][amount]")
{
    const struct
    {
        Amount value, numerator, denominator, floor, ceil;
    } cases[]{
        {10, 1, 3, 3, 4},
        {9, 1, 3, 3, 3},
        {0, 5, 7, 0, 0},
        {1, 1, 2, 0, 1},
        {5, 5, 100, 0, 1}, // 5 % of 5.
        {kMax, kMax, kMax, kMax, kMax},
        {kMax, 2, 2, kMax, kMax},
        {kMax, 1, 1, kMax, kMax},
        {kMax, kMax - Amount{1}, kMax, kMax - Amount{1}, kMax - Amount{1}},
    };
    for (const auto& [value, numerator, denominator, floor, ceil] : cases) {
        CAPTURE(value.to_decimal(), numerator.to_decimal(), denominator.to_decimal());
        CHECK(evm::mul_div_floor(value, numerator, denominator) == floor);
        CHECK(evm::mul_div_ceil(value, numerator, denominator) == ceil);
    }
    check_range_error([] { static_cast<void>(evm::mul_div_floor(kMax, 2, 1)); });
    check_range_error([] { static_cast<void>(evm::mul_div_ceil(kMax, 3, 2)); });
}

TEST_CASE("a share whose product passes 2^256 is exact where the quotient fits", "[evm][amount]")
{
    const Amount third = evm::mul_div_floor(kMax, 1, 3); // 2^256 - 1 is a multiple of 3.
    CHECK(evm::mul_div_ceil(third, 3, 1) == kMax);
    CHECK(evm::mul_div_floor(power_of_two(255), power_of_two(255), power_of_two(255)) ==
          power_of_two(255));
    // (2^255) * (2^256-1) / (2^255 - 1) is above the maximum even when cut.
    check_range_error([] {
        static_cast<void>(
            evm::mul_div_floor(power_of_two(255), kMax, power_of_two(255) - Amount{1}));
    });
}

TEST_CASE("random sums and differences undo each other", "[evm][amount]")
{
    const std::uint64_t seed = base::random_u64();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 500; ++i) {
        base::Bytes bytes(32);
        for (auto& byte : bytes) {
            byte = static_cast<std::uint8_t>(random());
        }
        const Amount a = Amount::from_be_bytes(bytes);
        const Amount b = kMax - a;
        REQUIRE(a + b == kMax);
        REQUIRE(kMax - b == a);
        REQUIRE(Amount::from_decimal(a.to_decimal()) == a);
        REQUIRE(Amount::from_quantity(a.to_quantity()) == a);
        REQUIRE((a <=> b) == (a.to_be_bytes() <=> b.to_be_bytes()));
    }
}

TEST_CASE("an amount fits 64 bits up to 2^64-1", "[evm][amount]")
{
    CHECK(Amount{~0ULL}.to_u64() == ~0ULL);
    CHECK_FALSE((Amount{~0ULL} + Amount{1}).to_u64().has_value());
    CHECK_FALSE(kMax.to_u64().has_value());
    CHECK(Amount{1'000'000}.to_double() == 1e6);
    CHECK(kMax.to_double() == Approx(1.157920892373162e77));
}

TEST_CASE("whole units become base units", "[evm][amount]")
{
    const struct
    {
        const char* text;
        unsigned decimals;
        Amount expected;
    } good[]{
        {"12.50", 6, 12'500'000},
        {"0", 18, 0},
        {"0.000001", 6, 1},
        {"1.000", 2, 100}, // Zeros beyond the currency's digits say nothing.
        {"1", 0, 1},
        {"1.0", 0, 1},
        {"007.5", 1, 75},
        {"0", 255, 0},
        {"1", 18, 1'000'000'000'000'000'000},
    };
    for (const auto& [text, decimals, expected] : good) {
        CAPTURE(text, decimals);
        const auto result = evm::parse_units(text, decimals);
        CHECK_FALSE(result.error.has_value());
        CHECK(result.amount == expected);
    }
    CHECK(evm::parse_units(kMaxDecimal, 0).amount == kMax);
    CHECK_FALSE(evm::parse_units(kMaxDecimal, 0).error.has_value());
}

TEST_CASE("an amount in whole units says what is wrong with it", "[evm][amount]")
{
    const struct
    {
        std::string text;
        unsigned decimals;
        UnitsError expected;
    } bad[]{
        {"", 6, UnitsError::not_a_number},
        {".", 6, UnitsError::not_a_number},
        {".5", 6, UnitsError::not_a_number},
        {"5.", 6, UnitsError::not_a_number},
        {"-1", 6, UnitsError::not_a_number},
        {"+1", 6, UnitsError::not_a_number},
        {"1e3", 6, UnitsError::not_a_number},
        {"1,5", 6, UnitsError::not_a_number},
        {"1.2.3", 6, UnitsError::not_a_number},
        {" 1", 6, UnitsError::not_a_number},
        {"1\n", 6, UnitsError::not_a_number},
        {"nan", 6, UnitsError::not_a_number},
        {"0x10", 6, UnitsError::not_a_number},
        {"\xd9\xa1", 6, UnitsError::not_a_number}, // An Arabic digit.
        {"1.0000001", 6, UnitsError::too_many_decimals},
        {"0.1", 0, UnitsError::too_many_decimals},
        {"1.001", 2, UnitsError::too_many_decimals},
        {kTooLarge, 0, UnitsError::too_large},
        {kMaxDecimal, 1, UnitsError::too_large},
        {"1", 78, UnitsError::too_large},
        {"1", 255, UnitsError::too_large},
        {std::string(1000, '9'), 6, UnitsError::too_large},
    };
    for (const auto& [text, decimals, expected] : bad) {
        CAPTURE(text, decimals);
        const auto result = evm::parse_units(text, decimals);
        REQUIRE(result.error.has_value());
        CHECK((*result.error == expected));
    }
}

TEST_CASE("base units print as whole units without trailing zeros", "[evm][amount]")
{
    CHECK(evm::format_units(12'500'000, 6) == "12.5");
    CHECK(evm::format_units(0, 6) == "0");
    CHECK(evm::format_units(0, 0) == "0");
    CHECK(evm::format_units(1, 6) == "0.000001");
    CHECK(evm::format_units(1'000'000, 6) == "1");
    CHECK(evm::format_units(100, 0) == "100");
    CHECK(evm::format_units(kMax, 78) == "0." + kMaxDecimal);
    CHECK(evm::format_units(kMax, 77) == "1." + kMaxDecimal.substr(1));
    for (const unsigned decimals : {0U, 1U, 6U, 18U, 77U}) {
        CHECK(evm::parse_units(evm::format_units(kMax, decimals), decimals).amount == kMax);
    }
}
