// SPDX-License-Identifier: MIT
// Several nodes that must show the same.
#include "integration/fake_node.hpp"
#include "integration/rpc_fixture.hpp"
#include "rpc/client/json_rpc_chain_client.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using namespace ctrip::test;
using nlohmann::json;

namespace {

/// The event of block 10 and the native transfer of block 20, a contract's payment and a balance.
std::vector<evm::Transfer> booked()
{
    const auto hash = [](const std::string& text) { return *evm::BlockHash::parse(text); };
    evm::Transfer event{.tx_hash = *evm::TxHash::parse(FakeChain::hash_of(10'004, 't')),
                        .log_index = 4,
                        .token = address(kToken),
                        .from = address(address_text(0xee)),
                        .to = address(kOurs),
                        .amount = 10,
                        .block_number = 10,
                        .block_hash = hash(FakeChain::hash_of(10))};
    evm::Transfer native{.tx_hash = *evm::TxHash::parse(FakeChain::hash_of(20'002, 't')),
                         .log_index = evm::kNativeLogIndex,
                         .token = std::nullopt,
                         .from = address(address_text(0xee)),
                         .to = address(kOurs),
                         .amount = 7,
                         .block_number = 20,
                         .block_hash = hash(FakeChain::hash_of(20))};
    evm::Transfer internal = native;
    internal.log_index = evm::kInternalLogIndex + 3;
    evm::Transfer balance = native;
    balance.log_index = evm::kBalanceLogIndex;
    return {event, native, internal, balance};
}

json changed(const FakeChain& chain, const std::string& method, const json& params,
             const json& change)
{
    json answer = chain.result_of(method, params);
    answer["result"].merge_patch(change);
    return answer;
}

} // namespace

TEST_CASE("a quorum agrees where all its nodes show what was booked", "[rpc][quorum]")
{
    const FakeNode first{chain_with_payments().handler()};
    const FakeNode second{chain_with_payments().handler()};
    const FakeNode third{chain_with_payments().handler()};
    rpc::JsonRpcChainClient client{options_for({first.url(), second.url(), third.url()}), kLog};
    const auto transfers = booked();
    for (const auto& check :
         client.check_transfers(transfers, {.quorum = 2, .partial_tokens = {}})) {
        CHECK(check.difference.empty());
    }
    CHECK(second.requests() > 1);
    CHECK(third.requests() == 0);
    CHECK(client.check_transfers({}, {.quorum = 2, .partial_tokens = {}}).empty());
}

TEST_CASE("whatever a node shows otherwise is a difference that names it", "[rpc][quorum]")
{
    const std::string other = FakeChain::hash_of(7, 'x');
    const struct
    {
        std::string method;
        json change;
        std::string differ; ///< y where the nth transfer differs.
        std::string words;
    } cases[]{
        {"eth_getBlockByNumber", {{"hash", other}}, "yyyy", other + " as block 10"},
        {"eth_getTransactionReceipt", {{"status", "0x0"}}, "yynn", "a transaction that reverted"},
        {"eth_getTransactionReceipt", {{"blockHash", other}}, "yynn", "as its transaction's"},
        {"eth_getTransactionReceipt", {{"logs", json::array()}}, "ynnn", "no such event"},
        {"eth_getTransactionByHash", {{"value", "0x6"}}, "nynn", "a value of 6 instead of 7"},
        {"eth_getTransactionByHash", {{"to", kTheirs}}, "nynn", "another recipient"},
    };
    const FakeNode honest{chain_with_payments().handler()};
    for (const auto& one : cases) {
        INFO(one.words);
        FakeChain lying = chain_with_payments();
        lying.bend = [&, plain = chain_with_payments()](const std::string& method,
                                                        const json& params) {
            const bool bends = method == one.method && params[0] != "latest";
            return bends ? changed(plain, method, params, one.change) : json();
        };
        const FakeNode liar{lying.handler()};
        rpc::JsonRpcChainClient client{options_for({honest.url(), liar.url()}), kLog};
        const auto checks = client.check_transfers(booked(), {.quorum = 2, .partial_tokens = {}});
        std::string differ;
        for (const auto& check : checks) {
            differ += check.agreed() ? 'n' : 'y';
        }
        CHECK(differ == one.differ);
        const auto& first = checks[one.differ.find('y')].difference;
        CHECK_THAT(first, Catch::StartsWith("node " + liar.url() + " shows ") &&
                              Catch::Contains(one.words));
    }
}

TEST_CASE("less than the event is agreed only for tokens whose balances are verified",
          "[rpc][quorum]")
{
    const FakeNode node{chain_with_payments().handler()};
    rpc::JsonRpcChainClient client{options_for({node.url()}), kLog};
    for (const std::uint64_t amount : {9U, 10U, 11U}) {
        auto transfers = booked();
        transfers.resize(1);
        transfers[0].amount = amount;
        CHECK(client.check_transfers(transfers, {.quorum = 1, .partial_tokens = {}})[0].agreed() ==
              (amount == 10));
        CHECK(
            client.check_transfers(transfers, {.quorum = 1, .partial_tokens = {address(kToken)}})[0]
                .agreed() == (amount <= 10));
    }
}

TEST_CASE("a quorum with too few nodes is no quorum", "[rpc][quorum]")
{
    const FakeNode good{chain_with_payments().handler()};
    const FakeNode bad{
        [](const std::string&, const std::string&) { return FakeReply{.body = "<html>"}; }};
    FakeChain behind = chain_with_payments();
    behind.head = 15; // Has the event's block, and not the other one.
    const FakeNode lagging{behind.handler()};
    for (const FakeNode* other : {&bad, &lagging}) {
        rpc::JsonRpcChainClient client{options_for({other->url(), good.url()}), kLog};
        CHECK_THAT(error_of([&] {
                       static_cast<void>(
                           client.check_transfers(booked(), {.quorum = 2, .partial_tokens = {}}));
                   }),
                   Catch::StartsWith("unavailable: chain 'bsc': only 1 of the 2 nodes") &&
                       Catch::Contains(other->url()));
    }
    const FakeNode third{chain_with_payments().handler()};
    rpc::JsonRpcChainClient client{options_for({bad.url(), good.url(), third.url()}), kLog};
    CHECK(client.check_transfers(booked(), {.quorum = 2, .partial_tokens = {}})[0].agreed());
}

TEST_CASE("of what nodes call final the lowest counts", "[rpc][quorum]")
{
    const auto chain = [](const json& number) {
        FakeChain one = chain_with_payments();
        one.bend = [number](const std::string& method, const json& params) {
            const bool bends = method == "eth_getBlockByNumber" && params[0] == "finalized";
            return !bends             ? json()
                   : number.is_null() ? json{{"result", nullptr}}
                                      : json{{"result", FakeChain{}.block(number, false)}};
        };
        return one;
    };
    const FakeNode low{chain(50).handler()};
    const FakeNode high{chain(90).handler()};
    const FakeNode none{chain(json()).handler()};
    const auto lowest = [&](const FakeNode& first, const FakeNode& second, std::uint64_t quorum) {
        rpc::JsonRpcChainClient client{options_for({first.url(), second.url()}), kLog};
        const auto header = client.lowest_header(rpc::BlockTag::finalized, quorum);
        return header ? header->number : 0;
    };
    CHECK(lowest(high, low, 1) == 90);
    CHECK(lowest(high, low, 2) == 50);
    CHECK(lowest(low, high, 2) == 50);
    CHECK(lowest(high, none, 2) == 0);
}
