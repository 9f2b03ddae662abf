// SPDX-License-Identifier: MIT
#include "job/sweep/gas_price.hpp"
#include "unit/vectors.hpp"

using namespace ctrip;
using evm::Amount;

namespace {

evm::AnyTx tx_at(std::uint64_t max_fee, std::uint64_t tip)
{
    return evm::Eip1559Tx{.max_priority_fee = tip, .max_fee = max_fee};
}

job::GasPrice price(std::uint64_t base_fee, std::uint64_t tip, std::uint64_t max_fee)
{
    return {.base_fee = Amount{base_fee}, .priority_fee = tip, .max_fee = max_fee};
}

} // namespace

TEST_CASE("the price of now has room for three full blocks, and none above the cap",
          "[job][gas_price]")
{
    const auto now =
        job::price_now({.base_fee = Amount{100}, .priority_fee = 7, .gas_price = 107}, 1'000);
    CHECK(now.too_high.empty());
    CHECK(now.price.max_fee == Amount{157});
    CHECK(now.price.priority_fee == Amount{7});
    // At the cap, and one above it.
    const auto tight =
        job::price_now({.base_fee = Amount{100}, .priority_fee = 7, .gas_price = 107}, 107);
    CHECK(tight.too_high.empty());
    CHECK(tight.price.max_fee == Amount{107});
    CHECK_FALSE(job::price_now({.base_fee = Amount{100}, .priority_fee = 7, .gas_price = 107}, 106)
                    .too_high.empty());
    const auto all_tip =
        job::price_now({.base_fee = Amount{100}, .priority_fee = 2'000, .gas_price = 2'100}, 1'000);
    CHECK(all_tip.price.max_fee == Amount{1'000});
    CHECK(all_tip.price.priority_fee == Amount{1'000}); // No node takes a tip above the fee.
    const auto legacy =
        job::price_now({.base_fee = std::nullopt, .priority_fee = {}, .gas_price = 50}, 50);
    CHECK(legacy.too_high.empty());
    CHECK_FALSE(legacy.price.base_fee);
    CHECK(legacy.price.max_fee == Amount{50});
}

TEST_CASE("without max_fee_gwei the chain says how much gas may cost, whatever a node says",
          "[job][gas_price]")
{
    const auto limit = [](evm::ChainId chain_id) { return job::max_fee_wei({}, chain_id); };
    constexpr std::uint64_t gwei = 1'000'000'000;
    CHECK(limit(1) == Amount{50 * gwei});
    CHECK(limit(8453) == Amount{5 * gwei});
    CHECK(limit(137) == Amount{1'000 * gwei});
    CHECK(limit(31'337) == Amount{50 * gwei}); // One that is not known.
    config::Sweeping configured;
    configured.max_fee_wei = Amount{7};
    CHECK(job::max_fee_wei(configured, 137) == Amount{7});
}

TEST_CASE("a replacement pays an eighth more at least, rounded up, and never above the cap",
          "[job][gas_price]")
{
    CHECK(job::least_replacement(8) == Amount{9});
    CHECK(job::least_replacement(9) == Amount{11});
    CHECK(job::least_replacement(1) == Amount{2});
    // The price of now is less than an eighth more.
    const auto little = job::raised(tx_at(800, 80), price(500, 10, 700), 1'000);
    REQUIRE(little);
    CHECK(little->max_fee == Amount{900});
    CHECK(little->priority_fee == Amount{90});
    // It is more.
    const auto much = job::raised(tx_at(800, 80), price(5'000, 100, 7'600), 10'000);
    REQUIRE(much);
    CHECK(much->max_fee == Amount{7'600});
    CHECK(much->priority_fee == Amount{100});
    // Exactly the cap, and one less.
    CHECK(job::raised(tx_at(800, 80), price(500, 10, 700), 900));
    CHECK_FALSE(job::raised(tx_at(800, 80), price(500, 10, 700), 899));
    // All of it a tip: as native sweeps are.
    const auto all_tip = job::raised(tx_at(800, 800), price(500, 10, 700), 1'000);
    REQUIRE(all_tip);
    CHECK(all_tip->max_fee == Amount{900});
    CHECK(all_tip->priority_fee == Amount{900});
}
