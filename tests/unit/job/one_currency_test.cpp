// SPDX-License-Identifier: MIT
#include "evm/native_log.hpp"
#include "job/shared/one_currency.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using evm::Amount;
using evm::Transfer;

namespace {

const evm::Address kContract{{0x47}};
const evm::Address kOther{{0x48}};
const evm::Address kDeposit{{0x01}};

config::Chain chain_with(unsigned decimals)
{
    config::Chain chain;
    chain.native.contract = config::Token{.symbol = "USDC",
                                          .address = kContract,
                                          .decimals = decimals,
                                          .verify_balance = false,
                                          .min_value = {}};
    return chain;
}

Transfer transfer(std::int64_t log_index, const std::optional<evm::Address>& token,
                  const Amount& amount)
{
    Transfer one;
    one.tx_hash = evm::TxHash{{0x0a}};
    one.log_index = log_index;
    one.token = token;
    one.to = kDeposit;
    one.amount = amount;
    return one;
}

} // namespace

TEST_CASE("an event of the native currency's contract is native money in its base units",
          "[job][one_currency]")
{
    const config::Chain chain = chain_with(6);
    const auto all =
        job::in_one_currency(chain, {transfer(4, kContract, 5'000'000), transfer(5, kOther, 7)});
    REQUIRE(all.size() == 2);
    CHECK_FALSE(all[0].token);
    CHECK(all[0].log_index == 4);
    CHECK(all[0].amount == Amount{5'000'000'000'000'000'000});
    CHECK(all[1].token == kOther);
    CHECK(all[1].amount == Amount{7});

    // The nodes of a quorum are asked for the event that the chain has.
    const Transfer event = job::as_event(chain, all[0]);
    CHECK(event.token == kContract);
    CHECK(event.amount == Amount{5'000'000});
    const Transfer value = job::as_event(chain, transfer(evm::kNativeLogIndex, std::nullopt, 9));
    CHECK_FALSE(value.token);
    CHECK(value.amount == Amount{9});
}

TEST_CASE("a value that the chain logs as well counts once", "[job][one_currency]")
{
    const config::Chain chain = chain_with(18);
    const Transfer value = transfer(evm::kNativeLogIndex, std::nullopt, 9);
    const Transfer log = transfer(0, kContract, 9);
    CHECK(job::in_one_currency(chain, {value, log}).size() == 1);
    // A second event of the same amount is another transfer.
    CHECK(job::in_one_currency(chain, {value, log, transfer(1, kContract, 9)}).size() == 2);
    CHECK(job::in_one_currency(chain, {value, transfer(0, kContract, 8)}).size() == 2);
    Transfer elsewhere = log;
    elsewhere.tx_hash = evm::TxHash{{0x0b}};
    CHECK(job::in_one_currency(chain, {value, elsewhere}).size() == 2);
}

TEST_CASE("without native.same_as a token is a token", "[job][one_currency]")
{
    const auto all = job::in_one_currency({}, {transfer(0, kContract, 9)});
    REQUIRE(all.size() == 1);
    CHECK(all[0].token == kContract);
}

TEST_CASE("a chain's log of its native transfers is native money", "[job][one_currency]")
{
    const Transfer value = transfer(evm::kNativeLogIndex, std::nullopt, 9);
    const auto all = job::in_one_currency({}, {value, transfer(0, evm::kNativeLogAddress, 9),
                                               transfer(1, evm::kNativeLogAddress, 5)});
    REQUIRE(all.size() == 2);
    CHECK_FALSE(all[1].token);
    CHECK(all[1].amount == Amount{5});
    CHECK(job::as_event({}, all[1]).token == evm::kNativeLogAddress);
    CHECK_FALSE(job::as_event({}, value).token);
}
