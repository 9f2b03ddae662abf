// SPDX-License-Identifier: MIT
#include "job/sweep/decision.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using Catch::Matchers::Contains;
using evm::Amount;
using job::SweepDecision;

CATCH_REGISTER_ENUM(job::SweepDecision, job::SweepDecision::sweep, job::SweepDecision::top_up,
                    job::SweepDecision::wait, job::SweepDecision::done)

namespace {

constexpr evm::Address kToken{{3}};

payment::Deposit payment_of(bool is_swept)
{
    payment::Deposit payment;
    payment.wallet_id = "ours";
    payment.symbol = "ETH";
    payment.decimals = 2;
    payment.swept = is_swept;
    return payment;
}

} // namespace

TEST_CASE("what is no money of this run is told before its fee is asked for", "[job][decision]")
{
    const struct
    {
        const char* what;
        const char* wallet_id;
        bool is_swept;
        job::DepositFunds funds;
        const char* gas_too_high;
        std::optional<SweepDecision> decision; ///< None: the fee decides.
        const char* reason;
        bool backs_off;
    } cases[]{
        {"just min_value", "ours", false, {50, 50}, "", std::nullopt, "", false},
        {"a unit less than min_value",
         "ours",
         false,
         {49, 49},
         "",
         SweepDecision::wait,
         "below min_value (0.5 ETH)",
         true},
        {"a unit less than min_value, swept before",
         "ours",
         true,
         {49, 49},
         "",
         SweepDecision::done,
         "what is left is not worth its fee",
         false},
        {"new money after a sweep", "ours", true, {50, 50}, "", std::nullopt, "", false},
        {"another wallet's",
         "theirs",
         false,
         {50, 50},
         "",
         SweepDecision::wait,
         "its address belongs to another wallet than the configured one",
         true},
        {"swept, and nothing is expected",
         "ours",
         true,
         {50, 0},
         "",
         SweepDecision::done,
         "nothing is left on the address",
         false},
        {"swept, and gone at the final block",
         "ours",
         true,
         {0, 7, true},
         "",
         SweepDecision::done,
         "nothing is left on the address",
         false},
        {"never swept, and nothing is expected",
         "ours",
         false,
         {0, 0},
         "",
         SweepDecision::wait,
         "nothing is left on the address; 'ctrip show' tells where it went",
         true},
        {"never swept, and gone at the final block",
         "ours",
         false,
         {0, 7, true},
         "",
         SweepDecision::wait,
         "the ledger says that money is here, but the address is empty",
         true},
        {"swept, and a node that is behind",
         "ours",
         true,
         {0, 7},
         "",
         SweepDecision::wait,
         "the ledger says that money is here, but the address is empty",
         true},
        {"gas is too expensive",
         "ours",
         false,
         {50, 50},
         "gas costs 9 gwei now",
         SweepDecision::wait,
         "gas costs 9 gwei now",
         false},
        {"too little, whatever gas costs",
         "ours",
         false,
         {49, 49},
         "gas costs 9 gwei now",
         SweepDecision::wait,
         "below min_value (0.5 ETH)",
         true},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.what)
        {
            const auto verdict = job::verdict_before_fee(
                payment_of(one.is_swept), one.funds, 50,
                {.wallet_id = one.wallet_id, .gas_too_high = one.gas_too_high});
            REQUIRE(verdict.has_value() == one.decision.has_value());
            if (verdict) {
                CHECK(verdict->decision == *one.decision);
                CHECK(verdict->reason == one.reason);
                CHECK(verdict->backs_off == one.backs_off);
            }
        }
    }
}

TEST_CASE("native money is swept where it is more than its fee, and the fee within max_cost",
          "[job][decision]")
{
    const config::Fraction five_percent{.numerator = 5, .denominator = 100};
    const struct
    {
        const char* what;
        std::uint64_t balance;
        std::uint64_t fee;
        std::optional<config::Fraction> max_cost;
        SweepDecision decision;
        const char* reason;
    } cases[]{
        {"a wei more than the fee", 101, 100, std::nullopt, SweepDecision::sweep, ""},
        {"exactly the fee", 100, 100, std::nullopt, SweepDecision::wait, "worth less than its fee"},
        {"a wei less", 99, 100, std::nullopt, SweepDecision::wait, "worth less than its fee"},
        {"a fee of 5 %", 2'000, 100, five_percent, SweepDecision::sweep, ""},
        {"a fee of a little more", 1'999, 100, five_percent, SweepDecision::wait,
         "its fee is more than max_cost of its value"},
        {"a fee that does not divide", 2'020, 101, five_percent, SweepDecision::sweep, ""},
        {"a fee of a wei more than 5 %", 2'019, 101, five_percent, SweepDecision::wait,
         "its fee is more than max_cost of its value"},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.what)
        {
            const auto fresh =
                job::native_verdict(payment_of(false), one.balance, one.fee, one.max_cost);
            CHECK(fresh.decision == one.decision);
            CHECK(fresh.reason == one.reason);
            CHECK(fresh.backs_off == (one.decision == SweepDecision::wait));
            // What is left after a sweep is not waited for.
            const auto rest =
                job::native_verdict(payment_of(true), one.balance, one.fee, one.max_cost);
            CHECK(rest.decision == (one.decision == SweepDecision::wait ? SweepDecision::done
                                                                        : SweepDecision::sweep));
            CHECK_FALSE(rest.backs_off);
        }
    }
}

TEST_CASE("a deposit pays the price of now, or a lower one that the next block can take",
          "[job][decision]")
{
    // A base fee of 80 may be 90 in the next block; with the tip 97.
    const job::GasPrice price{.base_fee = Amount{80}, .priority_fee = 7, .max_fee = 127};
    const job::GasPrice legacy{.base_fee = std::nullopt, .priority_fee = 50, .max_fee = 50};
    const struct
    {
        const char* what;
        job::GasPrice price;
        std::uint64_t for_gas;
        std::uint64_t max_fee; ///< 0: none.
    } cases[]{
        {"the whole price", price, 1'270, 127},
        {"more", price, 99'999, 127},
        {"a wei less", price, 1'269, 126},
        {"the lowest price", price, 970, 97},
        {"a wei less than the lowest", price, 969, 0},
        {"nothing", price, 0, 0},
        {"the whole price without a base fee", legacy, 500, 50},
        {"a wei less without a base fee", legacy, 499, 0},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.what)
        {
            const auto found = job::affordable_price(one.price, 10, one.for_gas);
            CHECK(found.has_value() == (one.max_fee != 0));
            if (found) {
                CHECK(found->max_fee == Amount{one.max_fee});
                CHECK(found->priority_fee == one.price.priority_fee);
            }
        }
    }
}

TEST_CASE("min_value is that of the payment's own currency", "[job][decision]")
{
    config::Chain chain;
    chain.native.min_value = 5;
    chain.tokens.push_back({});
    chain.tokens.back().address = kToken;
    chain.tokens.back().min_value = 9;
    payment::Deposit payment = payment_of(false);
    CHECK(job::min_value_of(chain, payment) == Amount{5});
    payment.token = kToken;
    CHECK(job::min_value_of(chain, payment) == Amount{9});
    payment.token = evm::Address{{4}}; // Not configured any more.
    CHECK(job::min_value_of(chain, payment).is_zero());
}

TEST_CASE("what rounding leaves of a token that was swept is not swept again", "[job][decision]")
{
    const struct
    {
        bool is_token;
        bool is_swept;
        unsigned decimals;
        std::uint64_t left;
        bool is_done;
    } cases[]{{true, true, 18, 1, true},   {true, true, 18, 10, true}, {true, true, 18, 11, false},
              {true, true, 6, 10, true},   {true, true, 5, 10, false}, // So much is money.
              {true, false, 18, 1, false}, // Nobody took the rest of it.
              {false, true, 18, 10, false}};
    for (const auto& [is_token, is_swept, decimals, left, is_done] : cases) {
        INFO(is_token << " " << is_swept << " " << decimals << " " << left);
        payment::Deposit payment = payment_of(is_swept);
        payment.decimals = decimals;
        payment.token = is_token ? std::optional{kToken} : std::nullopt;
        const auto verdict = job::verdict_before_fee(payment, {Amount{left}, Amount{left}}, {},
                                                     {.wallet_id = "ours", .gas_too_high = ""});
        CHECK((verdict && verdict->decision == SweepDecision::done) == is_done);
    }
}
