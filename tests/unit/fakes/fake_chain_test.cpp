// SPDX-License-Identifier: MIT
// What tests of jobs rely on in their fake chain: a fake that is wrong proves nothing.
#include "base/error.hpp"
#include "evm/abi.hpp"
#include "fakes/fake_chain.hpp"
#include "wallet/signer.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <vector>

using namespace ctrip;
using fakes::FakeChain;
using fakes::FakeWay;
using rpc::SendOutcome;

namespace {

constexpr evm::Address kShop{{1}};
constexpr evm::Address kCoin{{2}};
constexpr evm::Amount kGwei{1'000'000'000};

wallet::Signer signer(char last)
{
    return wallet::Signer::parse("key", std::string(63, '0') + last);
}

wallet::SignedTx transfer(const wallet::Signer& by, std::uint64_t nonce, const evm::Amount& value,
                          const evm::Amount& max_fee = 2 * kGwei)
{
    return by.sign(evm::Eip1559Tx{.chain_id = 31'337,
                                  .nonce = nonce,
                                  .max_priority_fee = max_fee,
                                  .max_fee = max_fee,
                                  .gas = 21'000,
                                  .to = kShop,
                                  .value = value,
                                  .data = {},
                                  .access_list = {}});
}

std::vector<evm::Transfer> read(FakeChain& chain, evm::BlockNumber from, evm::BlockNumber to)
{
    std::vector<evm::Transfer> all;
    chain.read_blocks(from, to, 2,
                      {.native = true, .tokens = {kCoin}, .recipients = {}, .may_be_ours = {}},
                      [&](const rpc::BlockRange& range) {
                          all.insert(all.end(), range.transfers.begin(), range.transfers.end());
                          return true;
                      });
    return all;
}

} // namespace

TEST_CASE("the same calls give the same fake chain, another seed other hashes", "[fakes]")
{
    FakeChain one;
    FakeChain same;
    FakeChain other{{.seed = 2}};
    for (FakeChain* const chain : {&one, &same, &other}) {
        chain->pay({.to = kShop, .amount = 5});
        chain->mine(3);
    }
    CHECK(one.head().hash == same.head().hash);
    CHECK(one.head().hash != other.head().hash);
    CHECK(one.head().timestamp_s == 30);
    CHECK(read(one, 0, 3).at(0).tx_hash == read(same, 0, 3).at(0).tx_hash);
    CHECK(one.at(3).parent_hash == one.at(2).hash);
}

TEST_CASE("each way to pay the fake chain is seen where a real one shows it", "[fakes]")
{
    const struct
    {
        const char* what;
        FakeWay way;
        std::optional<evm::Address> token;
        std::size_t shown;
        std::size_t traced;
        std::uint64_t moved;
    } cases[]{
        {"native", FakeWay::direct, std::nullopt, 1, 0, 7},
        {"a token", FakeWay::direct, kCoin, 1, 0, 7},
        {"native, reverted", FakeWay::reverted, std::nullopt, 0, 0, 0},
        {"a token, reverted", FakeWay::reverted, kCoin, 0, 0, 0},
        {"from a contract", FakeWay::internal, std::nullopt, 0, 1, 7},
        {"a token that lies", FakeWay::only_event, kCoin, 1, 0, 0},
    };
    for (const auto& [what, way, token, shown, traced, moved] : cases) {
        DYNAMIC_SECTION(what)
        {
            FakeChain chain;
            chain.has_traces = true;
            chain.mine();
            const evm::TxHash hash =
                chain.pay({.to = kShop, .amount = 7, .token = token, .way = way});
            CHECK_FALSE(chain.has_mined(hash));
            chain.mine();
            CHECK(read(chain, 0, 2).size() == shown);
            CHECK(chain.internal_transfers(0, 2, [](const auto&) { return true; })
                      ->transfers.size() == traced);
            CHECK(chain.balance(kShop, token) == moved);
            CHECK(chain.balance(kShop, token, 1).is_zero());
            const auto receipt = chain.receipts(std::array{hash}).front();
            REQUIRE(receipt);
            CHECK(receipt->succeeded == (way != FakeWay::reverted));
        }
    }
}

TEST_CASE("the fake chain's other branch has other blocks, and the transactions that it is to have",
          "[fakes]")
{
    FakeChain chain;
    chain.mine(2);
    const evm::TxHash paid = chain.pay({.to = kShop, .amount = 7});
    chain.mine(2);
    const evm::BlockHash before = chain.at(3).hash;
    SECTION("mined again")
    {
        chain.reorganise(1, 3);
        CHECK(chain.receipts(std::array{paid}).front()->block_number == 2);
        CHECK(chain.balance(kShop) == 7);
    }
    SECTION("lost")
    {
        chain.reorganise(1, 3, fakes::Fate::lost);
        CHECK_FALSE(chain.receipts(std::array{paid}).front());
        CHECK(chain.balance(kShop).is_zero());
    }
    CHECK(chain.height() == 4);
    CHECK(chain.at(3).hash != before);
    CHECK(chain.at(2).parent_hash == chain.at(1).hash);
}

TEST_CASE("the fake chain judges what is sent as a node does", "[fakes]")
{
    FakeChain chain;
    const wallet::Signer rich = signer('1');
    chain.fund(rich.address(), evm::Amount{1'000'000} * kGwei);
    const auto outcome = [&](const wallet::SignedTx& tx) { return chain.send_raw(tx.raw).outcome; };
    CHECK(outcome(transfer(signer('2'), 0, 5)) == SendOutcome::insufficient_funds);
    CHECK(outcome(transfer(rich, 0, 5)) == SendOutcome::accepted);
    CHECK(outcome(transfer(rich, 0, 5)) == SendOutcome::already_known);
    CHECK(outcome(transfer(rich, 0, 6)) == SendOutcome::underpriced);
    CHECK(outcome(transfer(rich, 2, 5)) == SendOutcome::accepted);
    CHECK(chain.nonce(rich.address(), false) == 0);
    CHECK(chain.nonce(rich.address(), true) == 1); // 2 waits for what is missing.
    chain.counts_pool = false;
    CHECK(chain.nonce(rich.address(), true) == 0);
    CHECK(outcome(transfer(rich, 0, 6, 3 * kGwei)) == SendOutcome::accepted);
    chain.mine_sent();
    CHECK(chain.balance(kShop) == 6);
    CHECK(outcome(transfer(rich, 0, 9)) == SendOutcome::nonce_too_low);
    CHECK(chain.nonce(rich.address(), false) == 1);
    CHECK(chain.sent().size() == 7);
}

TEST_CASE("what reverts on the fake chain costs its gas and moves nothing", "[fakes]")
{
    FakeChain chain;
    const wallet::Signer rich = signer('1');
    chain.fund(rich.address(), evm::Amount{1'000'000} * kGwei);
    const wallet::SignedTx tx = transfer(rich, 0, 5);
    CHECK(chain.send_raw(tx.raw).outcome == SendOutcome::accepted);
    chain.revert(tx.hash);
    chain.mine_sent();
    const auto receipt = chain.receipts(std::array{tx.hash}).front();
    REQUIRE(receipt);
    CHECK_FALSE(receipt->succeeded);
    CHECK(chain.balance(kShop).is_zero());
    CHECK(chain.balance(rich.address()) + receipt->fee() == evm::Amount{1'000'000} * kGwei);
    CHECK(read(chain, 0, 1).empty());
}

TEST_CASE("a fake node that lags has no later blocks, and says so", "[fakes]")
{
    FakeChain chain;
    chain.mine(5);
    chain.shown_to = 3;
    CHECK(chain.head().number == 3);
    CHECK_FALSE(chain.header(4));
    CHECK_THROWS_AS(read(chain, 1, 4), Error);
}

TEST_CASE("a fake quorum is as far as its last node", "[fakes]")
{
    FakeChain chain;
    chain.mine(9);
    chain.finalized = 8;
    chain.other_nodes = {{.latest = 7, .safe = std::nullopt, .finalized = 3}};
    CHECK(chain.lowest_header(rpc::BlockTag::latest, 2)->number == 7);
    CHECK(chain.lowest_header(rpc::BlockTag::finalized, 2)->number == 3);
    CHECK_FALSE(chain.lowest_header(rpc::BlockTag::safe, 2));
    CHECK_THROWS_AS(chain.lowest_header(rpc::BlockTag::latest, 3), Error);
}
