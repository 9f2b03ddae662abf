// SPDX-License-Identifier: MIT
#include "job/sweep/records.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using evm::Amount;
using store::SweepKind;
using store::SweepTxKind;

namespace {

constexpr evm::Address kDeposit{{1}};
constexpr evm::Address kTreasury{{2}};
constexpr evm::Address kToken{{3}};
constexpr evm::Address kSponsor{{4}};
constexpr Amount kBalance{1'000};

config::Chain chain_of()
{
    config::Chain chain;
    chain.chain_id = 7;
    chain.native.symbol = "ETH";
    chain.native.decimals = 18;
    return chain;
}

payment::Deposit payment_of(std::optional<evm::Address> token)
{
    payment::Deposit payment;
    payment.id = "id";
    payment.derivation_index = 5;
    payment.address = kDeposit;
    payment.token = token;
    payment.symbol = token ? "USDT" : "ETH";
    payment.decimals = token ? 6 : 18;
    return payment;
}

/// Its own value is 900 wei.
job::TxDraft draft_of(SweepTxKind kind)
{
    job::TxDraft draft;
    draft.kind = kind;
    draft.from = kind == SweepTxKind::topup || kind == SweepTxKind::batch ? kSponsor : kDeposit;
    draft.value = 900;
    draft.gas = 21'000;
    draft.price = {.base_fee = Amount{5}, .priority_fee = 2, .max_fee = 9};
    return draft;
}

} // namespace

TEST_CASE("a planned transaction is stored with what it moves, and from where to where",
          "[job][records]")
{
    const config::Chain chain = chain_of();
    const struct
    {
        const char* what;
        SweepTxKind tx;
        std::optional<evm::Address> token; ///< Of the payment.
        SweepKind kind;
        evm::Address from;
        evm::Address to;
        bool moves_token;
        Amount amount;
    } cases[]{
        {"native money, less its fee", SweepTxKind::native, std::nullopt, SweepKind::native,
         kDeposit, kTreasury, false, 900},
        {"a token", SweepTxKind::token, kToken, SweepKind::token, kDeposit, kTreasury, true,
         kBalance},
        {"a token in a batch", SweepTxKind::batch, kToken, SweepKind::batch, kDeposit, kTreasury,
         true, kBalance},
        {"gas money for a token's deposit", SweepTxKind::topup, kToken, SweepKind::topup, kSponsor,
         kDeposit, false, 900},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.what)
        {
            const store::Sweep sweep =
                job::planned_sweep({.chain = chain, .treasury = kTreasury}, payment_of(one.token),
                                   kBalance, draft_of(one.tx));
            CHECK(sweep.chain_id == 7);
            CHECK(sweep.payment_id == "id");
            CHECK(sweep.kind == one.kind);
            CHECK(sweep.state == store::SweepState::signed_);
            CHECK(sweep.from == one.from);
            CHECK(sweep.to == one.to);
            CHECK(sweep.token.has_value() == one.moves_token);
            CHECK(sweep.symbol == (one.moves_token ? "USDT" : "ETH"));
            CHECK(sweep.decimals == (one.moves_token ? 6 : 18));
            CHECK(sweep.amount == one.amount);
        }
    }
}

TEST_CASE("an exported transaction that comes back is stored as one that was planned here",
          "[job][records]")
{
    const config::Chain chain = chain_of();
    const job::SweepRoute route{.chain = chain, .treasury = kTreasury};
    const struct
    {
        SweepTxKind tx;
        std::optional<evm::Address> token;
        Amount amount;
    } cases[]{{SweepTxKind::native, std::nullopt, 900}, {SweepTxKind::token, kToken, kBalance}};
    for (const auto& one : cases) {
        DYNAMIC_SECTION(store::to_string(one.tx))
        {
            const payment::Deposit payment = payment_of(one.token);
            const job::TxDraft draft = draft_of(one.tx);
            const job::OfflineSweep line = job::exported_sweep(route, payment, kBalance, draft);
            CHECK(line.index == 5);
            CHECK(line.treasury == kTreasury);
            CHECK(line.amount == one.amount);
            CHECK(line.gas == 21'000);
            CHECK(line.max_fee == Amount{9});
            CHECK(line.priority_fee == Amount{2});
            const store::Sweep back = job::imported_sweep(route, payment, line);
            const store::Sweep here = job::planned_sweep(route, payment, kBalance, draft);
            CHECK(back.kind == here.kind);
            CHECK(back.from == here.from);
            CHECK(back.to == here.to);
            CHECK(back.token == here.token);
            CHECK(back.amount == here.amount);
        }
    }
}

TEST_CASE("on a chain without a base fee a legacy transaction is exported", "[job][records]")
{
    const config::Chain chain = chain_of();
    job::TxDraft draft = draft_of(SweepTxKind::native);
    draft.price.base_fee.reset();
    const job::OfflineSweep line = job::exported_sweep({.chain = chain, .treasury = kTreasury},
                                                       payment_of(std::nullopt), kBalance, draft);
    CHECK_FALSE(line.priority_fee);
}
