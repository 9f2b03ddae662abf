// SPDX-License-Identifier: MIT
#include "payment/deposit.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;

namespace {

std::string path_of(std::string wallet_id)
{
    payment::Deposit deposit;
    deposit.wallet_id = std::move(wallet_id);
    deposit.derivation_index = 7;
    return payment::derivation_path(deposit);
}

} // namespace

TEST_CASE("a deposit's path names the account that its wallet says", "[payment][deposit]")
{
    CHECK(path_of("0123456789abcdef") == "m/44'/60'/0'/0/7");
    CHECK(path_of("0123456789abcdef/3") == "m/44'/60'/3'/0/7");
    CHECK(path_of("0123456789abcdef/2147483647") == "m/44'/60'/2147483647'/0/7");
    CHECK(path_of("") == "m/44'/60'/0'/0/7");
}

TEST_CASE("two names of an account are compared by its fingerprint", "[payment][deposit]")
{
    CHECK(payment::is_same_wallet("0123456789abcdef", "0123456789abcdef"));
    CHECK(payment::is_same_wallet("0123456789abcdef/3", "0123456789abcdef/3"));
    CHECK(payment::is_same_wallet("0123456789abcdef", "0123456789abcdef/3")); // Of version 0.2.
    CHECK_FALSE(payment::is_same_wallet("0123456789abcdee/3", "0123456789abcdef/3"));
    CHECK_FALSE(payment::is_same_wallet("", "0123456789abcdef"));
}
