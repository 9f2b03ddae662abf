// SPDX-License-Identifier: MIT
// Sums of amounts that no integer of a database holds.
#include "store/engine/decimal_sum.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace ctrip;

namespace {

std::string sum_of(const std::vector<std::string>& amounts)
{
    store::DecimalSum sum;
    for (const std::string& amount : amounts) {
        REQUIRE(sum.add(amount));
    }
    return sum.to_text();
}

} // namespace

TEST_CASE("a sum is exact, whatever its length", "[store][decimal_sum]")
{
    const std::string most = // 2^256 - 1
        "115792089237316195423570985008687907853269984665640564039457584007913129639935";
    const std::string nines(39, '9');
    CHECK(sum_of({}) == "0");
    CHECK(sum_of({"0", "0"}) == "0");
    CHECK(sum_of({"18446744073709551615", "1"}) == "18446744073709551616");
    CHECK(sum_of({nines, "1"}) == "1" + std::string(39, '0'));
    CHECK(sum_of({"1" + std::string(39, '0'), "7"}) == "1" + std::string(38, '0') + "7");
    CHECK(sum_of({most, most, most}) ==
          "347376267711948586270712955026063723559809953996921692118372752023739388919805");
    CHECK(sum_of({std::string(78, '9'), std::string(78, '9')}) == "1" + std::string(77, '9') + "8");
}

TEST_CASE("what is no amount is not summed up", "[store][decimal_sum]")
{
    store::DecimalSum sum;
    REQUIRE(sum.add("5"));
    CHECK_FALSE(sum.add(""));
    CHECK_FALSE(sum.add("-1"));
    CHECK_FALSE(sum.add("1.5"));
    CHECK_FALSE(sum.add(std::string(79, '1')));
    CHECK_FALSE(sum.add("x" + std::string(40, '1')));
    CHECK(sum.to_text() == "5");
}
