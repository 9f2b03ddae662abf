// SPDX-License-Identifier: MIT
#include "evm/abi.hpp"
#include "evm/sweeper.hpp"
#include "evm/transfer_authorization.hpp"
#include "job/sweep/intent.hpp"
#include "wallet/signer.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <string>
#include <vector>

using namespace ctrip;
using evm::Address;
using evm::Amount;
using evm::SweeperVersion;
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

/// A call of version 2.
base::Bytes sweep_of(const std::vector<Address>& deposits, const std::vector<Address>& tokens)
{
    return evm::encode_sweep_many(deposits, tokens, Amount{9}, Amount{8});
}

/// Transfers by EIP-3009; of whom is all that matters here.
base::Bytes transfers_of(const std::vector<Address>& deposits, const Address& token)
{
    evm::TransferManyCall call{.token = token, .transfers = {}, .gas = 9, .margin = 8};
    for (const Address& deposit : deposits) {
        call.transfers.push_back({.transfer = {.from = deposit, .value = 5}, .signature = {}});
    }
    return evm::encode_transfer_many(call);
}

wallet::Signer delegator(char digit = '7')
{
    return wallet::Signer::parse("test", std::string(64, digit));
}

/// Ends the delegation of that account.
evm::SignedAuthorization ending(evm::ChainId chain_id, std::uint64_t nonce)
{
    return delegator().sign(
        evm::Authorization{.chain_id = chain_id, .address = {}, .nonce = nonce});
}

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
        tx.to = evm::sweeper_address(kTreasury, SweeperVersion::v2);
        tx.data = sweep_of({kDeposit}, {kToken});
        tx.authorizations = {
            {.authorization = {.chain_id = kChain, .address = tx.to, .nonce = 0}, .signature = {}}};
        break;
    case SweepTxKind::deploy:
        tx.to = evm::kDeterministicDeployer;
        tx.data = evm::sweeper_deploy_data(kTreasury, SweeperVersion::v2);
        break;
    case SweepTxKind::undelegate:
        tx.to = {};
        tx.authorizations = {ending(kChain, 1)};
        break;
    }
    return tx;
}

std::vector<Address> deposits_of(SweepTxKind kind)
{
    if (kind == SweepTxKind::undelegate) {
        return {delegator().address()};
    }
    return kind == SweepTxKind::deploy ? std::vector<Address>{} : std::vector{kDeposit};
}

constexpr std::array kKinds{SweepTxKind::native, SweepTxKind::token,  SweepTxKind::topup,
                            SweepTxKind::batch,  SweepTxKind::deploy, SweepTxKind::undelegate};

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
         {SweepTxKind::token, SweepTxKind::batch, SweepTxKind::deploy, SweepTxKind::undelegate},
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
         [](Tx& tx) { tx.data = sweep_of({kThief}, {kToken}); }},
        {"one deposit more",
         {SweepTxKind::batch},
         [](Tx& tx) {
             tx.data = sweep_of({kDeposit, kThief}, {kToken});
         }},
        {"a token that is not configured",
         {SweepTxKind::batch},
         [](Tx& tx) { tx.data = sweep_of({kDeposit}, {kThief}); }},
        {"the other version's call",
         {SweepTxKind::batch},
         [](Tx& tx) {
             tx.data =
                 evm::encode_sweep_many(std::vector{kDeposit}, std::vector{kToken}, Amount{9});
         }},
        {"the other version's contract",
         {SweepTxKind::batch},
         [](Tx& tx) { tx.to = evm::sweeper_address(kTreasury, SweeperVersion::v1); }},
        {"an authorization for the other version",
         {SweepTxKind::batch},
         [](Tx& tx) {
             tx.authorizations.front().authorization.address =
                 evm::sweeper_address(kTreasury, SweeperVersion::v1);
         }},
        {"the Sweeper of another treasury",
         {SweepTxKind::batch},
         [](Tx& tx) { tx.to = evm::sweeper_address(kThief, SweeperVersion::v2); }},
        {"no authorization", {SweepTxKind::undelegate}, [](Tx& tx) { tx.authorizations.clear(); }},
        {"an end of a delegation on every chain",
         {SweepTxKind::undelegate},
         [](Tx& tx) { tx.authorizations.front() = ending(0, 1); }},
        {"an authorization that nobody signed",
         {SweepTxKind::undelegate},
         [](Tx& tx) { tx.authorizations.front().signature = {}; }},
        {"a delegation to code",
         {SweepTxKind::undelegate},
         [](Tx& tx) {
             tx.authorizations.front() = delegator().sign(
                 evm::Authorization{.chain_id = kChain,
                                    .address = evm::sweeper_address(kTreasury, SweeperVersion::v2),
                                    .nonce = 1});
         }},
        {"the account of somebody else",
         {SweepTxKind::undelegate},
         [](Tx& tx) {
             tx.authorizations.push_back(delegator('8').sign(
                 evm::Authorization{.chain_id = kChain, .address = {}, .nonce = 1}));
         }},
        {"an account twice",
         {SweepTxKind::undelegate},
         [](Tx& tx) { tx.authorizations.push_back(ending(kChain, 2)); }},
        {"a deployment for another treasury",
         {SweepTxKind::deploy},
         [](Tx& tx) { tx.data = evm::sweeper_deploy_data(kThief, SweeperVersion::v2); }},
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

TEST_CASE("both versions of the Sweeper and signed transfers are intended, each by its own call",
          "[job][intent]")
{
    const Setting setting;
    const Address first = evm::sweeper_address(kTreasury, SweeperVersion::v1);
    const Address second = evm::sweeper_address(kTreasury, SweeperVersion::v2);
    const base::Bytes old =
        evm::encode_sweep_many(std::vector{kDeposit}, std::vector{kToken}, Amount{9});
    const base::Bytes fresh = sweep_of({kDeposit}, {kToken});
    const base::Bytes transfers = transfers_of({kDeposit}, kToken);
    const Address& none = kThief;
    const struct
    {
        const char* what;
        Address to;
        base::Bytes data;
        Address authorized; ///< kThief: nothing.
        bool is_intended;
    } cases[]{
        {"version 1", first, old, none, true},
        {"version 1 and its authorization", first, old, first, true},
        {"version 1 and the other's authorization", first, old, second, false},
        {"version 2", second, fresh, none, true},
        {"version 2 and its authorization", second, fresh, second, true},
        {"version 2's call of version 1", first, fresh, none, false},
        {"signed transfers", second, transfers, none, true},
        {"signed transfers and an authorization", second, transfers, second, false},
        {"signed transfers by version 1", first, transfers, none, false},
        {"signed transfers by the token", kToken, transfers, none, false},
        {"another's signed transfer", second, transfers_of({kThief}, kToken), none, false},
        {"one signed transfer more", second, transfers_of({kDeposit, kThief}, kToken), none, false},
        {"no signed transfer", second, transfers_of({}, kToken), none, false},
        {"of a token that is not configured", second, transfers_of({kDeposit}, kThief), none,
         false},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.what)
        {
            evm::Eip7702Tx tx = intended(SweepTxKind::batch);
            tx.to = one.to;
            tx.data = one.data;
            tx.authorizations.clear();
            if (one.authorized != none) {
                tx.authorizations = {
                    {.authorization = {.chain_id = kChain, .address = one.authorized},
                     .signature = {}}};
            }
            CHECK(why_not_intended(tx, SweepTxKind::batch, std::vector{kDeposit}, setting.rules())
                      .empty() == one.is_intended);
        }
    }
    for (const SweeperVersion version : evm::kSweeperVersions) {
        evm::Eip7702Tx tx = intended(SweepTxKind::deploy);
        tx.data = evm::sweeper_deploy_data(kTreasury, version);
        CHECK(why_not_intended(tx, SweepTxKind::deploy, {}, setting.rules()).empty());
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
