// SPDX-License-Identifier: MIT
// Several nodes that must show the same.
#include "integration/fake_node.hpp"
#include "integration/rpc_fixture.hpp"
#include "rpc/client/json_rpc_chain_client.hpp"

#include <catch2/catch.hpp>

#include <array>

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
        CHECK(check.agreed);
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
        {"eth_getTransactionReceipt",
         {{"blockHash", other}},
         "yynn",
         "does not have its transaction"},
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
            differ += check.agreed ? 'n' : 'y';
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
        CHECK(client.check_transfers(transfers, {.quorum = 1, .partial_tokens = {}})[0].agreed ==
              (amount == 10));
        CHECK(
            client.check_transfers(transfers, {.quorum = 1, .partial_tokens = {address(kToken)}})[0]
                .agreed == (amount <= 10));
    }
}

TEST_CASE("a quorum with too few nodes is no quorum", "[rpc][quorum]")
{
    const FakeNode good{chain_with_payments().handler()};
    const FakeNode bad{
        [](const std::string&, const std::string&) { return FakeReply{.body = "<html>"}; }};
    rpc::JsonRpcChainClient two{options_for({bad.url(), good.url()}), kLog};
    CHECK_THAT(error_of([&] {
                   static_cast<void>(
                       two.check_transfers(booked(), {.quorum = 2, .partial_tokens = {}}));
               }),
               Catch::StartsWith("unavailable: chain 'bsc': only 1 of the 2 nodes") &&
                   Catch::Contains(bad.url()));
    const FakeNode third{chain_with_payments().handler()};
    rpc::JsonRpcChainClient client{options_for({bad.url(), good.url(), third.url()}), kLog};
    CHECK(client.check_transfers(booked(), {.quorum = 2, .partial_tokens = {}})[0].agreed);
}

TEST_CASE("what a node does not show holds up that transfer alone", "[rpc][quorum]")
{
    FakeChain behind = chain_with_payments();
    behind.head = 15; // Has the event's block, and not the other one.
    FakeChain forgetful = chain_with_payments();
    forgetful.bend = [](const std::string& method, const json& params) {
        const bool bends =
            method == "eth_getTransactionReceipt" && params[0] == FakeChain::hash_of(20'002, 't');
        return bends ? json{{"result", nullptr}} : json();
    };
    const FakeNode good{chain_with_payments().handler()};
    const FakeNode lagging{behind.handler()};
    const FakeNode without{forgetful.handler()};
    const struct
    {
        const FakeNode& other;
        std::string agreed;
        std::string words;
    } cases[]{{lagging, "ynnn", "no block 20"}, {without, "ynyy", "no receipt of it"}};
    for (const auto& one : cases) {
        INFO(one.words);
        rpc::JsonRpcChainClient client{options_for({one.other.url(), good.url()}), kLog};
        std::string agreed;
        const auto checks = client.check_transfers(booked(), {.quorum = 2, .partial_tokens = {}});
        for (const rpc::Agreement& check : checks) {
            agreed += check.agreed ? 'y' : 'n';
            CHECK_FALSE(check.refuted);
        }
        CHECK(agreed == one.agreed);
        CHECK_THAT(checks[1].difference, Catch::Contains(one.words));
        // A third node is asked about it, and about nothing else.
        const FakeNode third{chain_with_payments().handler()};
        rpc::JsonRpcChainClient three{options_for({one.other.url(), good.url(), third.url()}),
                                      kLog};
        for (const auto& check :
             three.check_transfers(booked(), {.quorum = 2, .partial_tokens = {}})) {
            CHECK(check.agreed);
        }
    }
}

TEST_CASE("a transfer is refuted by what all nodes of the quorum prove", "[rpc][quorum]")
{
    const FakeNode first{chain_with_payments().handler()};
    const FakeNode second{chain_with_payments().handler()};
    auto transfers = booked();
    transfers[0].log_index = 3; // The transaction has no such event, under whatever index.
    transfers[0].amount = evm::Amount{1};
    transfers[1].amount += evm::Amount{1}; // The transaction has another value.
    transfers[2].block_hash.bytes[5] ^= 1; // There is another block.
    transfers[3].block_time_s = 7;         // The block has another time.
    rpc::JsonRpcChainClient client{options_for({first.url(), second.url()}), kLog};
    const auto checks = client.check_transfers(transfers, {.quorum = 2, .partial_tokens = {}});
    for (const rpc::Agreement& check : checks) {
        INFO(check.difference);
        CHECK_FALSE(check.agreed);
        CHECK(check.refuted);
    }
}

TEST_CASE("with receipts alone no block is requested", "[rpc][quorum]")
{
    std::size_t blocks = 0;
    FakeChain chain = chain_with_payments();
    chain.bend = [&](const std::string& method, const json&) {
        blocks += method == "eth_getBlockByNumber" ? 1 : 0;
        return json();
    };
    const FakeNode node{chain.handler()};
    rpc::JsonRpcChainClient client{options_for({node.url()}), kLog};
    auto transfers = booked();
    transfers.resize(1);
    const rpc::QuorumOptions options{.quorum = 1, .partial_tokens = {}, .compares_blocks = false};
    CHECK(client.check_transfers(transfers, options)[0].agreed);
    CHECK(blocks == 0);
    transfers[0].block_hash.bytes[5] ^= 1;
    CHECK_FALSE(client.check_transfers(transfers, options)[0].agreed);
}

TEST_CASE("nodes vote on a block, and those with another one are passed over", "[rpc][quorum]")
{
    FakeChain forked = chain_with_payments();
    forked.bend = [plain = chain_with_payments()](const std::string& method, const json& params) {
        const bool bends = method == "eth_getBlockByNumber" && params[0] == "0x14";
        return bends ? changed(plain, method, params, {{"hash", FakeChain::hash_of(7, 'x')}})
                     : json();
    };
    FakeChain behind = chain_with_payments();
    behind.head = 15;
    const FakeNode fork{forked.handler()};
    const FakeNode good{chain_with_payments().handler()};
    const FakeNode lagging{behind.handler()};
    rpc::JsonRpcChainClient client{options_for({fork.url(), good.url(), lagging.url()}), kLog};
    const std::array blocks{rpc::KnownBlock{.number = 20,
                                            .hash = *evm::BlockHash::parse(FakeChain::hash_of(20)),
                                            .time_s = std::nullopt}};
    const auto votes = client.votes(blocks, 2);
    CHECK(votes[0].same == 1);
    CHECK(votes[0].other == 1);
    CHECK(votes[0].none == 1);
    CHECK_THAT(votes[0].difference, Catch::StartsWith("node " + fork.url() + " shows "));
    CHECK(client.header(20)->hash != blocks[0].hash);
    CHECK(client.keep_to(blocks[0]));
    CHECK(client.header(20)->hash == blocks[0].hash);
    auto unseen = blocks[0];
    unseen.hash.bytes[0] ^= 1;
    CHECK_FALSE(client.keep_to(unseen));
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
