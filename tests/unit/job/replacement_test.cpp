// SPDX-License-Identifier: MIT
#include "job/sweep/replacement.hpp"

#include <catch2/catch.hpp>

#include <variant>

using namespace ctrip;
using evm::Amount;

namespace {

constexpr std::uint64_t kGas = 100;

evm::AnyTx tx_at(std::uint64_t max_fee, std::uint64_t tip, std::uint64_t value = 0)
{
    return evm::Eip1559Tx{.nonce = 7,
                          .max_priority_fee = tip,
                          .max_fee = max_fee,
                          .gas = kGas,
                          .value = Amount{value}};
}

job::GasPrice price(std::uint64_t base_fee, std::uint64_t tip, std::uint64_t max_fee)
{
    return {.base_fee = Amount{base_fee}, .priority_fee = tip, .max_fee = max_fee};
}

/// Of an EIP-1559 transaction: its maximum fee, its tip and its value.
void check_tx(const std::optional<evm::AnyTx>& tx, std::uint64_t max_fee, std::uint64_t tip,
              std::uint64_t value)
{
    REQUIRE(tx);
    const auto& plain = std::get<evm::Eip1559Tx>(*tx);
    CHECK(plain.max_fee == Amount{max_fee});
    CHECK(plain.max_priority_fee == Amount{tip});
    CHECK(plain.value == Amount{value});
    CHECK(plain.nonce == 7);
    CHECK(plain.gas == kGas);
}

} // namespace

TEST_CASE("a transaction is stuck below the base fee, or after three blocks and three minutes",
          "[job][replacement]")
{
    store::SweepTx stored;
    stored.signed_block = 50;
    stored.signed_time_s = 1'000;
    const struct
    {
        const char* what;
        evm::BlockNumber head;
        std::int64_t time_s;
        std::optional<Amount> base_fee;
        bool is_stuck;
    } cases[]{
        {"in the block at which it was signed", 50, 9'000, Amount{801}, false},
        {"the base fee is what it pays", 51, 1'012, Amount{800}, false},
        {"the base fee is a wei more", 51, 1'012, Amount{801}, true},
        {"three blocks and three minutes", 53, 1'180, Amount{800}, true},
        {"a block too few", 52, 1'180, Amount{800}, false},
        {"a second too few", 53, 1'179, Amount{800}, false},
        {"three blocks and three minutes, no base fee", 53, 1'180, std::nullopt, true},
        {"a second too few, no base fee", 53, 1'179, std::nullopt, false},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.what)
        {
            const rpc::BlockHeader head{
                .number = one.head, .timestamp_s = one.time_s, .base_fee = one.base_fee};
            CHECK(job::is_stuck(tx_at(800, 80), stored, head) == one.is_stuck);
        }
    }
}

TEST_CASE("each type of transaction takes a new price", "[job][replacement]")
{
    const job::GasPrice now = price(5, 2, 9);
    const evm::AnyTx legacy = job::with_price(evm::LegacyTx{.gas_price = 1}, now);
    CHECK(evm::max_fee_of(legacy) == Amount{9});
    const evm::AnyTx plain = job::with_price(tx_at(1, 1), now);
    CHECK(evm::max_fee_of(plain) == Amount{9});
    CHECK(evm::priority_fee_of(plain) == Amount{2});
    const evm::AnyTx delegating =
        job::with_price(evm::Eip7702Tx{.max_priority_fee = 1, .max_fee = 1}, now);
    CHECK(evm::max_fee_of(delegating) == Amount{9});
    CHECK(evm::priority_fee_of(delegating) == Amount{2});
}

TEST_CASE("a native sweep pays a higher fee from its value, and leaves nothing behind",
          "[job][replacement]")
{
    // 100 gas at 10 wei more are 1,000 wei.
    check_tx(job::native_replacement(tx_at(80, 80, 1'001), price(50, 3, 90)), 90, 90, 1);
    CHECK_FALSE(job::native_replacement(tx_at(80, 80, 1'000), price(50, 3, 90)));
    CHECK_FALSE(job::native_replacement(tx_at(80, 80, 999), price(50, 3, 90)));
}

TEST_CASE("a token's replacement pays what its sender has, as long as nodes and the next block "
          "take it",
          "[job][replacement]")
{
    // It replaces 80 wei with a tip of 8: nodes ask for 90.
    const struct
    {
        const char* what;
        std::uint64_t held;
        job::GasPrice price;
        std::uint64_t max_fee; ///< 0: none.
        std::uint64_t tip;
    } cases[]{
        {"enough for the whole price", kGas * 120, price(60, 9, 120), 120, 9},
        {"more than enough", kGas * 500, price(60, 9, 120), 120, 9},
        {"a wei too little for it", kGas * 120 - 1, price(60, 9, 120), 119, 9},
        {"just what nodes ask for", kGas * 90, price(60, 9, 120), 90, 9},
        {"a wei less than nodes ask for", kGas * 90 - 1, price(60, 9, 120), 0, 0},
        {"just the base fee", kGas * 100, price(100, 9, 150), 100, 9},
        {"a wei less than the base fee", kGas * 100 - 1, price(100, 9, 150), 0, 0},
        {"a tip above what it can pay", kGas * 95, price(60, 110, 120), 95, 95},
        {"nothing", 0, price(60, 9, 120), 0, 0},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.what)
        {
            const auto found = job::token_replacement_price(tx_at(80, 8), one.price, one.held);
            CHECK(found.has_value() == (one.max_fee != 0));
            if (found) {
                CHECK(found->max_fee == Amount{one.max_fee});
                CHECK(found->priority_fee == Amount{one.tip});
            }
        }
    }
}

TEST_CASE("a token's replacement on a chain without a base fee pays what nodes ask for",
          "[job][replacement]")
{
    const evm::AnyTx old = evm::LegacyTx{.gas_price = 80, .gas = kGas};
    const job::GasPrice now{.base_fee = std::nullopt, .priority_fee = 120, .max_fee = 120};
    const auto lower = job::token_replacement_price(old, now, kGas * 90);
    REQUIRE(lower);
    CHECK(lower->max_fee == Amount{90});
    CHECK_FALSE(job::token_replacement_price(old, now, kGas * 90 - 1));
}

TEST_CASE("signed transfers are signed again from two minutes before the first of them ends",
          "[job][replacement]")
{
    constexpr evm::Address treasury{{0x7e}};
    const auto batch_until = [](std::initializer_list<std::uint64_t> times) {
        evm::TransferManyCall call{.token = {{0x70}}, .transfers = {}, .gas = 1, .margin = 1};
        for (const std::uint64_t valid_before : times) {
            call.transfers.push_back({.transfer = {.valid_before = valid_before}, .signature = {}});
        }
        return evm::AnyTx{evm::Eip1559Tx{.data = evm::encode_transfer_many(call)}};
    };
    const rpc::BlockHeader head{.timestamp_s = 1'000};
    const struct
    {
        const char* what;
        evm::AnyTx tx;
        bool is_expiring;
    } cases[]{{"in two minutes and a second", batch_until({1'121, 1'121}), false},
              {"in two minutes", batch_until({1'120}), true},
              {"one of several", batch_until({9'999, 1'120}), true},
              {"before", batch_until({1}), true},
              {"another transaction", tx_at(100, 1), false}};
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.what)
        {
            CHECK(job::is_expiring(job::transfers_in(one.tx, treasury), head) == one.is_expiring);
        }
    }
}
