// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "fakes/fake_history.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace ctrip;
using namespace ctrip::fakes;

namespace {

const evm::Address kToken{{0x70}};
const std::vector<FakePayee> kPayees{{.address = {{1}}, .due = evm::Amount{1'000}},
                                     {.address = {{2}}, .token = kToken, .due = evm::Amount{500}}};

/// All that a node of this history answered, step by step.
std::string told(std::uint64_t seed)
{
    FakeChain chain{{.seed = seed}};
    FakeHistory history{chain, {.seed = seed, .payees = kPayees, .internals = true}};
    std::string all;
    for (int step = 0; step < 60; ++step) {
        history.step();
        const rpc::BlockHeader head = chain.head();
        all += head.hash.to_hex();
        const rpc::ReadOptions options{.native = true, .tokens = {kToken}};
        try {
            chain.read_blocks(0, head.number, 1'000, options, [&](const rpc::BlockRange& range) {
                for (const evm::Transfer& one : range.transfers) {
                    all += one.tx_hash.to_hex() + one.block_hash.to_hex() + one.amount.to_decimal();
                }
                return true;
            });
        } catch (const Error& error) {
            all += error.what();
        }
    }
    history.finish(5);
    for (const FakePayee& payee : kPayees) {
        for (const auto& [block, amount] : history.arrived(payee)) {
            all += chain.at(block).hash.to_hex() + amount.to_decimal();
        }
    }
    return all;
}

} // namespace

TEST_CASE("a history is the same for the same seed, and another for another", "[fakes][history]")
{
    CHECK(told(1) == told(1));
    CHECK(told(1) != told(2));
}

TEST_CASE("a history plays every kind of event, and says what the chain holds", "[fakes][history]")
{
    FakeChain chain{{.seed = 3}};
    FakeHistory history{chain, {.seed = 3, .payees = kPayees, .internals = true}};
    for (int step = 0; step < 200; ++step) {
        history.step();
    }
    history.finish(5);
    CHECK(history.reorganisations() > 20);
    CHECK(history.lies().size() == 4);
    for (const FakePayee& payee : kPayees) {
        evm::Amount sum;
        for (const auto& [block, amount] : history.arrived(payee)) {
            sum += amount;
        }
        CHECK_FALSE(sum.is_zero());
        CHECK(sum == chain.balance(payee.address, payee.token));
    }
    // Nothing is withheld any more.
    CHECK(chain.head().hash == chain.at(chain.height()).hash);
    const rpc::ReadOptions options{.native = true, .tokens = {kToken}};
    bool read = false;
    chain.read_blocks(0, chain.height(), 100'000, options, [&](const rpc::BlockRange&) {
        read = true;
        return true;
    });
    CHECK(read);
}
