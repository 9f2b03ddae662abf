// SPDX-License-Identifier: MIT
#include "job/sweep/limits/send_refusal.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using evm::Amount;

TEST_CASE("what a transaction costs is read from nodes' words", "[job][send_refusal]")
{
    CHECK(job::named_cost("insufficient funds for gas * price + value: balance 7, tx cost 9, "
                          "overshot 2") == Amount{9});
    CHECK(job::named_cost("insufficient funds for gas * price + value: balance 7, queued cost 5, "
                          "tx cost 9, overshot 7") == Amount{9});
    CHECK(job::named_cost("insufficient funds for gas * price + value: address "
                          "0x00000000000000000000000000000000c01d57a6 have 7 want 9") == Amount{9});
    CHECK(job::named_cost("Lack of funds (7) for max fee (9)") == Amount{9});
    for (const char* const none : {"insufficient funds", "want", "want more", "tx cost -9", ""}) {
        CHECK_FALSE(job::named_cost(none).has_value());
    }
}

TEST_CASE("caps are read from nodes' words", "[job][send_refusal]")
{
    CHECK(job::named_fee_cap("tx fee (2.50 ether) exceeds the configured cap (1.00 ether)") ==
          Amount{1'000'000'000'000'000'000});
    CHECK_FALSE(job::named_fee_cap("exceeds the configured cap").has_value());
    CHECK_FALSE(job::named_fee_cap("cap (0 ether)").has_value());
    CHECK(job::named_gas("intrinsic gas too low: gas 21000, minimum needed 22020") ==
          Amount{22'020});
    CHECK(job::named_gas("insufficient gas for floor data cost: gas 21000, minimum needed 40000") ==
          Amount{40'000});
    CHECK_FALSE(job::named_gas("intrinsic gas too low").has_value());
    CHECK(job::named_size("oversized data: transaction size 131204, limit 131072") ==
          Amount{131'072});
    CHECK_FALSE(job::named_size("oversized data").has_value());
}
