// SPDX-License-Identifier: MIT
#include "integration/fake_node.hpp"
#include "integration/rpc_fixture.hpp"
#include "rpc/client/json_rpc_chain_client.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <numeric>

using namespace ctrip;
using namespace ctrip::test;
using nlohmann::json;

TEST_CASE("full blocks give the native transfers that may be ours, in order, in any batch size",
          "[rpc][read_blocks]")
{
    FakeNode node{chain_with_payments().handler()};
    for (const std::uint64_t per_range : {1U, 7U, 30U, 1000U}) {
        for (const std::size_t batch : {1U, 3U, 10U}) {
            INFO(per_range << " " << batch);
            auto options = options_for({node.url()});
            options.batch_max = batch;
            rpc::JsonRpcChainClient client{options, kLog};
            const auto ranges = read_all(client, 5, 95, per_range, native_only());
            CHECK(ranges.size() == (91 + per_range - 1) / per_range);
            CHECK(ranges.front().first.number == 5);
            CHECK(ranges.back().last.number == 95);
            for (std::size_t i = 1; i < ranges.size(); ++i) {
                CHECK(ranges[i].first.parent_hash == ranges[i - 1].last.hash);
            }
            const auto transfers = transfers_of(ranges);
            REQUIRE(transfers.size() == 9);
            for (std::size_t i = 0; i < 9; ++i) {
                CHECK(transfers[i].block_number == 10 * (i + 1));
                CHECK(transfers[i].block_hash.to_hex() == FakeChain::hash_of(10 * (i + 1)));
                CHECK(transfers[i].block_time_s ==
                      static_cast<std::int64_t>(1'700'000'000 + 10 * (i + 1)));
                CHECK(transfers[i].amount == evm::Amount{7});
                CHECK(transfers[i].log_index == evm::kNativeLogIndex);
                CHECK(transfers[i].to == address(kOurs));
                CHECK(transfers[i].from == address(address_text(0xee)));
                CHECK_FALSE(transfers[i].token.has_value());
            }
        }
    }
}

TEST_CASE("logs give the token transfers with their blocks' times, in ranges of any size",
          "[rpc][read_blocks]")
{
    FakeNode node{chain_with_payments().handler()};
    for (const std::uint64_t logs_blocks : {1U, 4U, 1000U}) {
        for (const bool native : {false, true}) {
            INFO(logs_blocks << " " << native);
            auto options = options_for({node.url()});
            options.logs_blocks_max = logs_blocks;
            rpc::JsonRpcChainClient client{options, kLog};
            auto what = tokens_only();
            what.native = native;
            const auto ranges = read_all(client, 1, 100, 40, what);
            CHECK(ranges.size() == 3);
            auto transfers = transfers_of(ranges);
            CHECK(transfers.size() == (native ? 22U : 12U));
            std::erase_if(transfers,
                          [](const evm::Transfer& one) { return !one.token.has_value(); });
            REQUIRE(transfers.size() == 12);
            for (std::size_t i = 0; i < transfers.size(); ++i) {
                const std::uint64_t number = 1 + 9 * i;
                CHECK(transfers[i].block_number == number);
                CHECK(transfers[i].amount == evm::Amount{number});
                CHECK(transfers[i].log_index == 4);
                CHECK(transfers[i].block_time_s ==
                      static_cast<std::int64_t>(1'700'000'000 + number));
                CHECK(transfers[i].token == address(kToken));
            }
        }
    }
}

TEST_CASE("what is not money of ours is left out", "[rpc][read_blocks]")
{
    FakeChain chain;
    chain.transactions = [](std::uint64_t) {
        return json::array({FakeChain::transaction(10, 1, kOurs, "0x7")});
    };
    const json good = FakeChain::transfer_log(10, 4, kToken, kOurs, 5);
    json other_token = good;
    other_token["address"] = address_text(0x44);
    json removed = good;
    removed["removed"] = true;
    json zero = FakeChain::transfer_log(10, 5, kToken, kOurs, 0);
    json erc721 = good;
    erc721["topics"].push_back("0x" + std::string(64, '1'));
    json other_event = good;
    other_event["topics"][0] = "0x" + std::string(64, 'd');
    json long_data = good;
    long_data["data"] = good["data"].get<std::string>() + std::string(64, '0');
    json dirty_topic = good;
    dirty_topic["topics"][2] = "0x1" + good["topics"][2].get<std::string>().substr(3);
    chain.logs = {other_token, removed, zero, erc721, other_event, long_data, dirty_topic, good};
    chain.bend = [](const std::string& method, const json& params) {
        json answer;
        if (method == "eth_getTransactionReceipt") {
            answer = json{
                {"result", FakeChain{}.answer(
                               {{"method", method}, {"params", params}, {"id", 0}})["result"]}};
            answer["result"]["status"] = "0x0";
        }
        return answer;
    };
    FakeNode node{chain.handler()};
    rpc::JsonRpcChainClient client{options_for({node.url()}), kLog};
    auto what = tokens_only();
    what.native = true;
    const auto transfers = transfers_of(read_all(client, 10, 10, 1, what));
    REQUIRE(transfers.size() == 1);
    CHECK(transfers[0].token == address(kToken));
    CHECK(transfers[0].amount == evm::Amount{5});
}

TEST_CASE("the sink can stop the reading, throw through it, and ask other questions",
          "[rpc][read_blocks]")
{
    FakeNode node{chain_with_payments().handler()};
    rpc::JsonRpcChainClient client{options_for({node.url()}), kLog};
    int calls = 0;
    client.read_blocks(1, 100, 10, native_only(), [&](const rpc::BlockRange& range) {
        CHECK(client.header(range.last.number)->hash == range.last.hash);
        return ++calls < 3;
    });
    CHECK(calls == 3);
    CHECK_THROWS_WITH(client.read_blocks(1, 100, 10, native_only(),
                                         [](const rpc::BlockRange&) -> bool {
                                             throw std::runtime_error{"full disk"};
                                         }),
                      "full disk");
    CHECK(read_all(client, 2, 1, 10, native_only()).empty());
    CHECK(client.head().number == 100);
}

TEST_CASE("with neither native nor tokens only the ends of ranges are read", "[rpc][read_blocks]")
{
    FakeNode node{chain_with_payments().handler()};
    rpc::JsonRpcChainClient client{options_for({node.url()}), kLog};
    const auto ranges = read_all(client, 1, 100, 40, {});
    REQUIRE(ranges.size() == 3);
    CHECK(ranges[1].first.number == 41);
    CHECK(ranges[1].last.number == 80);
    CHECK(node.requests() == 4);
}

TEST_CASE("a range of logs that is too big is halved until the node takes it", "[rpc][read_blocks]")
{
    for (const std::uint64_t limit : {50U, 7U, 1U, 0U}) {
        INFO(limit);
        std::atomic<int> refused = 0;
        FakeChain chain = chain_with_payments();
        chain.bend = [&](const std::string& method, const json& params) {
            if (method == "eth_getBlockReceipts") {
                return json{{"error", {{"code", -32601}, {"message", "no such method"}}}};
            }
            if (method == "eth_getLogs" &&
                std::stoull(params[0]["toBlock"].get<std::string>(), nullptr, 16) -
                        std::stoull(params[0]["fromBlock"].get<std::string>(), nullptr, 16) >=
                    limit) {
                ++refused;
                return json{{"error", {{"code", -32005}, {"message", "limit exceeded"}}}};
            }
            return json();
        };
        FakeNode node{chain.handler()};
        // One at a time: what is under way when a range is refused would be counted later.
        rpc::JsonRpcOptions options = options_for({node.url()});
        options.in_flight_max = 1;
        rpc::JsonRpcChainClient client{options, kLog};
        if (limit == 0) {
            CHECK(error_of(
                      [&] { static_cast<void>(read_all(client, 1, 100, 100, tokens_only())); }) ==
                  "unavailable: chain 'bsc': node " + node.url() + ": refuses: limit exceeded");
            continue;
        }
        CHECK(transfers_of(read_all(client, 1, 100, 100, tokens_only())).size() == 12);
        const int learnt = refused;
        CHECK(transfers_of(read_all(client, 1, 100, 100, tokens_only())).size() == 12);
        CHECK(refused - learnt <= 2); // After many answers a larger range is tried.
    }
}

TEST_CASE("blocks that are larger than the cap together are asked for in smaller batches",
          "[rpc][read_blocks]")
{
    FakeNode node{chain_with_payments().handler()};
    auto options = options_for({node.url()});
    options.reply_bytes_max = 8'000; // Some two blocks of this chain.
    rpc::JsonRpcChainClient client{options, kLog};
    CHECK(transfers_of(read_all(client, 1, 100, 50, native_only())).size() == 10);
    options.reply_bytes_max = 1'000;
    rpc::JsonRpcChainClient hopeless{options, kLog};
    CHECK_THAT(error_of([&] { static_cast<void>(read_all(hopeless, 1, 100, 50, native_only())); }),
               Catch::EndsWith("the answer is larger than 1000 bytes"));
}

TEST_CASE("tags that a node does not know are absent, not errors", "[rpc][headers]")
{
    const struct
    {
        json answer;
        std::string expected;
    } cases[]{
        {{{"result", nullptr}}, "absent"},
        {{{"error", {{"code", -39001}, {"message", "Unknown block"}}}}, "absent"},
        {{{"error", {{"code", -32000}, {"message", "finalized block not found"}}}}, "absent"},
        {{{"error",
           {{"code", -32602}, {"message", "invalid argument 0: hex string without 0x prefix"}}}},
         "absent"},
        {{{"error", {{"code", -32603}, {"message", "internal error"}}}}, "error"},
        {{{"result", FakeChain{}.block(9, false)}}, "9"},
    };
    for (const auto& one : cases) {
        FakeChain chain;
        chain.bend = [&](const std::string& method, const json& params) {
            return method == "eth_getBlockByNumber" && params[0] == "finalized" ? one.answer
                                                                                : json();
        };
        FakeNode node{chain.handler()};
        rpc::JsonRpcChainClient client{options_for({node.url()}), kLog};
        std::string seen = "error";
        static_cast<void>(error_of([&] {
            const auto header = client.header(rpc::BlockTag::finalized);
            seen = header ? std::to_string(header->number) : "absent";
        }));
        INFO(one.answer.dump());
        CHECK(seen == one.expected);
    }
}

TEST_CASE("many questions are asked in batches and answered in their order", "[rpc][batches]")
{
    FakeChain chain;
    chain.head = 5'000;
    chain.bend = [](const std::string& method, const json& params) {
        if (method == "eth_getBalance") {
            return json{{"result", "0x" + params[0].get<std::string>().substr(34)}};
        }
        return json();
    };
    FakeNode node{chain.handler()};
    rpc::JsonRpcChainClient client{options_for({node.url()}), kLog};
    std::vector<evm::BlockNumber> numbers(2'345);
    std::iota(numbers.begin(), numbers.end(), 2'700);
    const auto headers = client.headers(numbers);
    REQUIRE(headers.size() == numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        CHECK((headers[i] ? headers[i]->number : 0) == (numbers[i] <= 5'000 ? numbers[i] : 0));
    }
    CHECK(node.requests() == 1 + 24);
    std::vector<evm::Address> addresses(150);
    for (std::size_t i = 0; i < addresses.size(); ++i) {
        addresses[i].bytes[19] = static_cast<std::uint8_t>(i);
    }
    const auto balances = client.balances(addresses);
    REQUIRE(balances.size() == 150);
    for (std::size_t i = 0; i < balances.size(); ++i) {
        CHECK(balances[i] == evm::Amount{i});
    }
    CHECK(client.headers({}).empty());
}
