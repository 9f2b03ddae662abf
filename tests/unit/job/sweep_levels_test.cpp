// SPDX-License-Identifier: MIT
#include "job/sweep/sweep_levels.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <string>

using namespace ctrip;
using evm::Amount;

TEST_CASE("a reason becomes one of few labels, whatever amounts it names", "[job][sweep_levels]")
{
    const struct
    {
        std::string reason;
        std::string label;
    } cases[]{
        {"the sponsor 0xf39F has 0.001 ETH left, and 0.02 are needed; send it gas money",
         "sponsor"},
        {"needs 0.1 ETH of gas money, and no sponsor key is configured (sweeping.sponsor_key_file)",
         "sponsor"},
        {"the treasury refuses it: execution reverted", "treasury"},
        {"gas costs 90 gwei now, more than max_fee_gwei allows (50)", "gas_price"},
        {"below min_value (5 USDT)", "too_small"},
        {"worth less than its fee", "too_small"},
        {"its token 0x1 is not configured; put it back into the chain's tokens to sweep it",
         "token"},
        {"no authorization of its address was imported", "keys"},
        {"simulated, it fails: reverted", "simulation"},
        {"3 sweeps of it moved nothing within a week; look at it with 'ctrip show'", "failed"},
        {"nothing is left on the address; 'ctrip show' tells where it went", "missing"},
        {"the chain has no fees by EIP-1559, and so no EIP-7702", "sweeper"},
        {"its authorization is for version 2 of the Sweeper, which is not on this chain",
         "sweeper"},
        {"a reason of the future", "other"},
        {"", "other"},
    };
    for (const auto& [reason, label] : cases) {
        CAPTURE(reason);
        CHECK(job::reason_label(reason) == label);
    }
}

TEST_CASE("amounts become millionths of whole units, rounded down and bounded",
          "[job][sweep_levels]")
{
    CHECK(job::millionths(Amount{1'999'999'999'999}, 18) == 1);
    CHECK(job::millionths(Amount{12'500'000}, 6) == 12'500'000);
    CHECK(job::millionths(Amount{7}, 0) == 7'000'000);
    CHECK(job::millionths(Amount{7}, 2) == 70'000);
    CHECK(job::millionths(Amount{}, 18) == 0);
    const Amount largest = *Amount::from_quantity("0x" + std::string(64, 'f'));
    CHECK(job::millionths(largest, 18) == std::numeric_limits<std::int64_t>::max());
    CHECK(job::millionths(largest, 0) > 0);
}

TEST_CASE("a balance lasts as long as the fees of the last days say", "[job][sweep_levels]")
{
    constexpr std::int64_t week_s = 7 * 86'400;
    CHECK(job::lasts_s(Amount{700}, Amount{700}, week_s) == week_s);
    CHECK(job::lasts_s(Amount{100}, Amount{700}, week_s) == 86'400);
    CHECK(job::lasts_s(Amount{}, Amount{700}, week_s) == 0);
    CHECK(job::lasts_s(Amount{}, Amount{}, week_s) == 0);
    CHECK(job::lasts_s(Amount{1}, Amount{}, week_s) == 3'650LL * 86'400);
    CHECK(job::lasts_s(Amount{1'000'000}, Amount{1}, week_s) == 3'650LL * 86'400);
}
