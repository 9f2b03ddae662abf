// SPDX-License-Identifier: MIT
#include "evm/abi.hpp"
#include "evm/sweeper.hpp"
#include "job/sweep/intent.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <string>
#include <vector>

using namespace ctrip;
using evm::Address;
using evm::Amount;
using store::SweepTxKind;

namespace {

constexpr Address kTreasury{{0x7e}};
constexpr Address kDeposit{{0xde}};
constexpr Address kToken{{0x70}};
constexpr Address kThief{{0x66}};
constexpr evm::ChainId kChain = 31'337;

struct Setting
{
    Setting()
    {
        chain.chain_id = kChain;
        config::Token token;
        token.address = kToken;
        chain.tokens = {token};
    }

    [[nodiscard]] job::SigningRules rules() const
    {
        return {.chain = chain, .treasury = kTreasury, .max_fee_wei = Amount{50'000'000'000}};
    }

    config::Chain chain;
};

/// What ctrip signs of this kind.
evm::Eip7702Tx intended(SweepTxKind kind)
{
    evm::Eip7702Tx tx{.chain_id = kChain, .max_fee = Amount{1}, .gas = 21'000, .to = kTreasury};
    switch (kind) {
    case SweepTxKind::native:
        tx.value = Amount{5};
        break;
    case SweepTxKind::token:
        tx.to = kToken;
        tx.data = evm::encode_transfer(kTreasury, Amount{5});
        break;
    case SweepTxKind::topup:
        tx.to = kDeposit;
        tx.value = Amount{5};
        break;
    case SweepTxKind::batch:
        tx.to = evm::sweeper_address(kTreasury);
        tx.data = evm::encode_sweep_many(std::vector{kDeposit}, std::vector{kToken}, Amount{9});
        tx.authorizations = {
            {.authorization = {.chain_id = kChain, .address = tx.to, .nonce = 0}, .signature = {}}};
        break;
    case SweepTxKind::deploy:
        tx.to = evm::kDeterministicDeployer;
        tx.data = evm::sweeper_deploy_data(kTreasury);
        break;
    }
    return tx;
}

std::vector<Address> deposits_of(SweepTxKind kind)
{
    return kind == SweepTxKind::deploy ? std::vector<Address>{} : std::vector{kDeposit};
}

constexpr std::array kKinds{SweepTxKind::native, SweepTxKind::token, SweepTxKind::topup,
                            SweepTxKind::batch, SweepTxKind::deploy};

} // namespace

TEST_CASE("what ctrip builds of each kind is intended", "[job][intent]")
{
    const Setting setting;
    for (const SweepTxKind kind : kKinds) {
        INFO(store::to_string(kind));
        CHECK(why_not_intended(intended(kind), kind, deposits_of(kind), setting.rules()).empty());
        CHECK(why_too_dear(intended(kind), kind, setting.rules()).empty());
    }
}

TEST_CASE("what is different in one thing is not intended", "[job][intent]")
{
    const Setting setting;
    using Tx = evm::Eip7702Tx;
    const struct
    {
        const char* what;
        std::vector<SweepTxKind> kinds;
        std::function<void(Tx&)> change;
    } cases[]{
        {"another recipient", {kKinds.begin(), kKinds.end()}, [](Tx& tx) { tx.to = kThief; }},
        {"another chain", {kKinds.begin(), kKinds.end()}, [](Tx& tx) { ++tx.chain_id; }},
        {"a list of accesses",
         {kKinds.begin(), kKinds.end()},
         [](Tx& tx) {
             tx.access_list = {{kThief, {}}};
         }},
        {"data", {kKinds.begin(), kKinds.end()}, [](Tx& tx) { tx.data.push_back(0); }},
        {"data of another length",
         {SweepTxKind::token, SweepTxKind::batch, SweepTxKind::deploy},
         [](Tx& tx) { tx.data.pop_back(); }},
        {"a value",
         {SweepTxKind::token, SweepTxKind::batch, SweepTxKind::deploy},
         [](Tx& tx) { tx.value = Amount{1}; }},
        {"a transfer to somebody else",
         {SweepTxKind::token},
         [](Tx& tx) { tx.data = evm::encode_transfer(kThief, Amount{5}); }},
        {"an approval",
         {SweepTxKind::token},
         [](Tx& tx) { tx.data = evm::encode_approve(kTreasury, Amount{5}); }},
        {"an authorization",
         {SweepTxKind::native, SweepTxKind::token, SweepTxKind::topup, SweepTxKind::deploy},
         [](Tx& tx) {
             tx.authorizations = {
                 {.authorization = {.chain_id = kChain, .address = kThief}, .signature = {}}};
         }},
        {"other code for an account",
         {SweepTxKind::batch},
         [](Tx& tx) { tx.authorizations.front().authorization.address = kThief; }},
        {"an authorization for every chain",
         {SweepTxKind::batch},
         [](Tx& tx) { tx.authorizations.front().authorization.chain_id = 0; }},
        {"another deposit",
         {SweepTxKind::batch},
         [](Tx& tx) {
             tx.data = evm::encode_sweep_many(std::vector{kThief}, std::vector{kToken}, Amount{9});
         }},
        {"one deposit more",
         {SweepTxKind::batch},
         [](Tx& tx) {
             tx.data = evm::encode_sweep_many(std::vector{kDeposit, kThief}, std::vector{kToken},
                                              Amount{9});
         }},
        {"a token that is not configured",
         {SweepTxKind::batch},
         [](Tx& tx) {
             tx.data =
                 evm::encode_sweep_many(std::vector{kDeposit}, std::vector{kThief}, Amount{9});
         }},
        {"the Sweeper of another treasury",
         {SweepTxKind::batch},
         [](Tx& tx) { tx.to = evm::sweeper_address(kThief); }},
        {"a deployment for another treasury",
         {SweepTxKind::deploy},
         [](Tx& tx) { tx.data = evm::sweeper_deploy_data(kThief); }},
    };
    for (const auto& [what, kinds, change] : cases) {
        for (const SweepTxKind kind : kinds) {
            INFO(what << ", " << store::to_string(kind));
            Tx tx = intended(kind);
            change(tx);
            CHECK_FALSE(why_not_intended(tx, kind, deposits_of(kind), setting.rules()).empty());
        }
    }
}

TEST_CASE("a transaction belongs to as many payments as its kind has", "[job][intent]")
{
    const Setting setting;
    const std::vector<Address> two{kDeposit, kThief};
    for (const SweepTxKind kind : kKinds) {
        INFO(store::to_string(kind));
        CHECK_FALSE(why_not_intended(intended(kind), kind, two, setting.rules()).empty());
        if (kind != SweepTxKind::deploy) {
            CHECK_FALSE(why_not_intended(intended(kind), kind, {}, setting.rules()).empty());
        }
    }
}

TEST_CASE("fee, gas and a top-up's value have bounds", "[job][intent]")
{
    const Setting setting;
    const auto why = [&](SweepTxKind kind, const evm::Eip7702Tx& tx) {
        return why_too_dear(tx, kind, setting.rules());
    };
    evm::Eip7702Tx tx = intended(SweepTxKind::topup);
    tx.max_fee = setting.rules().max_fee_wei;
    tx.gas = job::kTransferGasMax;
    tx.value = Amount{2 * job::kTransferGasMax} * tx.max_fee;
    CHECK(why(SweepTxKind::topup, tx).empty());
    SECTION("a wei more for a unit of gas")
    {
        tx.max_fee += Amount{1};
    }
    SECTION("one unit of gas more")
    {
        ++tx.gas;
    }
    SECTION("one wei more of gas money")
    {
        tx.value += Amount{1};
    }
    CHECK_FALSE(why(SweepTxKind::topup, tx).empty());
}
