// SPDX-License-Identifier: MIT
// What providers refuse, and answers without what a node should have.
#include "integration/fake_node.hpp"
#include "integration/node_memory_fake.hpp"
#include "integration/rpc_fixture.hpp"
#include "rpc/client/json_rpc_chain_client.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <atomic>
#include <mutex>
#include <set>

using namespace ctrip;
using namespace ctrip::test;
using nlohmann::json;

namespace {

std::uint64_t number_of(const json& quantity)
{
    return std::stoull(quantity.get<std::string>(), nullptr, 16);
}

/// Blocks that an eth_getLogs call asks for; of one block by its hash 0.
std::uint64_t blocks_of(const json& params)
{
    const json& filter = params[0];
    return filter.contains("blockHash")
               ? 0
               : number_of(filter["toBlock"]) - number_of(filter["fromBlock"]) + 1;
}

rpc::JsonRpcOptions one_at_a_time(const FakeNode& node, FakeMemory& memory)
{
    auto options = options_for({node.url()});
    options.in_flight_max = 1; // What is under way when a range is refused would be counted later.
    options.memory = &memory;
    return options;
}

} // namespace

TEST_CASE("each provider's way to refuse a range is understood, and what it takes is remembered",
          "[rpc][limits]")
{
    const struct
    {
        int status;
        std::int64_t code;
        std::string words; ///< {0} and {1}: the first and the last block that would do.
        std::uint64_t limit;
        std::set<std::uint64_t> refused; ///< Sizes of ranges.
        std::uint64_t learnt;
    } cases[]{
        // Alchemy, Infura: the offered range is taken at once.
        {200, -32600, "this block range should work: [{0:#x}, {1:#x}]", 10, {60}, 10},
        {200,
         -32602,
         "Log response size exceeded. this block range should work: [{0:#x}, {1:#x}]",
         30,
         {60},
         30},
        {200,
         -32005,
         "query returned more than 10000 results. Try with this block range [{0:#x}, {1:#x}].",
         20,
         {60},
         20},
        {200, -32005, "query timeout exceeded", 20, {60, 30}, 15},
        {200, -32602, "range 60 exceeds limit of 50", 50, {60}, 50},
        // QuickNode
        {413, -32614, "eth_getLogs is limited to a 5 range", 5, {60}, 5},
        // Ankr, Chainstack, Erigon: no number, or none of blocks.
        {200, -32600, "block range is too wide", 20, {60, 30}, 15},
        {200, -32000, "Block range limit exceeded.", 50, {60}, 30},
        {200,
         -32000,
         "query block range exceeds server limit, narrow your filter: 40",
         40,
         {60},
         40},
        {200, -32000, "query returns too many logs, narrow your filter: 20 logs", 50, {60}, 30},
        // Geth, BSC's Geth, publicnode, coreth
        {200, -32602, "exceed maximum block range 40", 40, {60}, 40},
        {200, -32000, "exceed maximum block range: 40", 40, {60}, 40},
        {200,
         -32000,
         "requested too many blocks from {0} to 60, maximum is set to 40",
         40,
         {60},
         40},
        // Reth; and when it offered the range that it had refused
        {200,
         -32602,
         "query exceeds max results 20000, retry with the range {0}-{1}",
         40,
         {60},
         40},
        {200, -32602, "query exceeds max results 20000, retry with the range 1-60", 50, {60}, 30},
    };
    for (const auto& one : cases) {
        INFO(one.words);
        std::mutex mutex;
        std::set<std::uint64_t> refused;
        bool refuses_now = false;
        FakeChain chain = chain_with_payments();
        chain.bend = [&](const std::string& method, const json& params) {
            if (method != "eth_getLogs" || blocks_of(params) <= one.limit) {
                return json();
            }
            refused.insert(blocks_of(params));
            refuses_now = true;
            const std::uint64_t from = number_of(params[0]["fromBlock"]);
            const std::string words =
                fmt::format(fmt::runtime(one.words), from, from + one.limit - 1);
            return json{{"error", {{"code", one.code}, {"message", words}}}};
        };
        FakeNode node{[&](const std::string&, const std::string& body) {
            const std::lock_guard lock{mutex};
            refuses_now = false;
            FakeReply reply;
            reply.body = chain.answer_body(body);
            reply.status = refuses_now ? one.status : 200;
            return reply;
        }};
        FakeMemory memory;
        {
            rpc::JsonRpcChainClient client{one_at_a_time(node, memory), kLog};
            CHECK(transfers_of(read_all(client, 1, 60, 100, tokens_only())).size() == 7);
        }
        CHECK(refused == one.refused);
        CHECK(memory.find(rpc::node_key(node.url())).logs_blocks_max == one.learnt);
        refused.clear();
        rpc::JsonRpcChainClient next{one_at_a_time(node, memory), kLog};
        CHECK(transfers_of(read_all(next, 1, 60, 100, tokens_only())).size() == 7);
        CHECK(refused.empty());
    }
}

TEST_CASE("a limit that was lifted is found out again", "[rpc][limits]")
{
    std::atomic<std::uint64_t> largest = 0;
    FakeChain chain = chain_with_payments();
    chain.head = 5'000;
    chain.bend = [&](const std::string& method, const json& params) {
        if (method == "eth_getLogs") {
            largest = std::max(largest.load(), blocks_of(params));
        }
        return json();
    };
    FakeNode node{chain.handler()};
    FakeMemory memory;
    rpc::NodeFacts facts;
    facts.logs_blocks_max = 5;
    memory.save(rpc::node_key(node.url()), {}, facts);
    {
        rpc::JsonRpcChainClient client{one_at_a_time(node, memory), kLog};
        static_cast<void>(read_all(client, 1, 5'000, 500, tokens_only()));
    }
    CHECK(largest > 40);
    CHECK(memory.find(rpc::node_key(node.url())).logs_blocks_max.value_or(1'000) > 40);
}

TEST_CASE("the logs of a block that are too many are read from its receipts", "[rpc][limits]")
{
    for (const bool has_receipts : {true, false}) {
        INFO(has_receipts);
        FakeChain chain = chain_with_payments();
        chain.bend = [&](const std::string& method, const json& params) {
            const json error{{"error", {{"code", -32005}, {"message", "limit exceeded"}}}};
            if (method == "eth_getLogs" && blocks_of(params) > 0) {
                return error;
            }
            return method == "eth_getBlockReceipts" && !has_receipts ? error : json();
        };
        FakeNode node{chain.handler()};
        FakeMemory memory;
        rpc::JsonRpcChainClient client{one_at_a_time(node, memory), kLog};
        std::vector<evm::Transfer> found;
        const std::string error =
            error_of([&] { found = transfers_of(read_all(client, 1, 30, 30, tokens_only())); });
        if (!has_receipts) {
            CHECK(error ==
                  "unavailable: chain 'bsc': node " + node.url() + ": refuses: limit exceeded");
            continue;
        }
        REQUIRE(error == "none");
        REQUIRE(found.size() == 4);
        for (std::size_t i = 0; i < found.size(); ++i) {
            CHECK(found[i].block_number == 1 + 9 * i);
            CHECK(found[i].log_index == 4);
            CHECK(found[i].amount == evm::Amount{1 + 9 * i});
            CHECK(found[i].block_time_s == static_cast<std::int64_t>(1'700'000'001 + 9 * i));
        }
    }
}

TEST_CASE("a node that takes fewer calls at once gets fewer", "[rpc][limits]")
{
    const struct
    {
        FakeReply refusal;
        const char* what;
    } cases[]{
        {{.status = 413, .body = "<html>Payload Too Large"}, "HTTP 413"},
        {{.body = R"({"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":)"
                  R"("batch too large"}})"},
         "an error for all"},
        {{.body = R"([{"jsonrpc":"2.0","id":0,"error":{"code":-32600,"message":)"
                  R"("Batch size is too large"}}])"},
         "an error in place of the first"},
    };
    for (const auto& one : cases) {
        INFO(one.what);
        std::atomic<int> refused = 0;
        const FakeChain chain = chain_with_payments();
        FakeNode node{[&](const std::string&, const std::string& body) {
            const json asked = json::parse(body);
            FakeReply good;
            if (asked.is_array() && asked.size() > 7) {
                ++refused;
                return one.refusal;
            }
            good.body = chain.answer_body(body);
            return good;
        }};
        std::vector<evm::BlockNumber> numbers;
        for (evm::BlockNumber number = 1; number <= 60; ++number) {
            numbers.push_back(number);
        }
        FakeMemory memory;
        {
            rpc::JsonRpcChainClient client{one_at_a_time(node, memory), kLog};
            const auto headers = client.headers(numbers);
            CHECK(headers.back()->number == 60);
            CHECK(transfers_of(read_all(client, 1, 60, 100, native_only())).size() == 6);
        }
        const int refusals = refused;
        CHECK(refusals > 0);
        CHECK(memory.find(rpc::node_key(node.url())).calls_max.value_or(100) <= 7);
        CHECK(memory.find(rpc::node_key(node.url())).batch_max.value_or(10) <= 7);
        rpc::JsonRpcChainClient next{one_at_a_time(node, memory), kLog};
        CHECK(next.headers(numbers).size() == 60);
        CHECK(refused == refusals);
    }
}

TEST_CASE("an answer without logs is held against the block's bloom", "[rpc][limits]")
{
    enum class Hides
    {
        nothing,
        in_range, ///< The index of ranges lags.
        of_block, ///< And that of the block.
    };
    const struct
    {
        Hides hides;
        bool for_ever;
        std::string words; ///< Empty: all is found.
    } cases[]{
        {Hides::nothing, true, ""},
        {Hides::in_range, true, "left out logs of block 91 that it has"},
        {Hides::in_range, false, ""},
        {Hides::of_block, true, "shows no logs of block 91, whose bloom says that it has some"},
        {Hides::of_block, false, ""},
    };
    for (const auto& one : cases) {
        for (const bool native : {false, true}) {
            INFO(one.words << " " << one.for_ever << " " << native);
            std::atomic<int> asked = 0;
            FakeChain chain = chain_with_payments();
            chain.blooms = true;
            chain.bend = [&](const std::string& method, const json& params) {
                const bool range = method == "eth_getLogs" && blocks_of(params) > 0;
                asked += range ? 1 : 0;
                const bool bends = method == "eth_getLogs" && one.hides != Hides::nothing &&
                                   (one.for_ever || asked == 1) &&
                                   (range || one.hides == Hides::of_block);
                if (!bends) {
                    return json();
                }
                json kept = json::array();
                for (const json& log : chain.logs) {
                    const bool in =
                        range && number_of(log["blockNumber"]) != 91 &&
                        number_of(log["blockNumber"]) >= number_of(params[0]["fromBlock"]) &&
                        number_of(log["blockNumber"]) <= number_of(params[0]["toBlock"]);
                    if (in) {
                        kept.push_back(log);
                    }
                }
                return json{{"result", kept}};
            };
            FakeNode node{chain.handler()};
            rpc::JsonRpcChainClient client{options_for({node.url()}), kLog};
            auto what = tokens_only();
            what.native = native;
            std::vector<evm::Transfer> found;
            const std::string error =
                error_of([&] { found = transfers_of(read_all(client, 60, 100, 100, what)); });
            if (one.words.empty()) {
                CHECK(error == "none");
                std::erase_if(found, [](const evm::Transfer& t) { return !t.token.has_value(); });
                CHECK(found.size() == 5); // 64, 73, 82, 91, 100
            } else {
                CHECK_THAT(error, Catch::StartsWith("unavailable: ") && Catch::Contains(one.words));
            }
        }
    }
}

TEST_CASE("a bloom that fits somebody else's transfer costs one more question and nothing else",
          "[rpc][limits]")
{
    FakeChain chain;
    chain.blooms = true;
    // Not ours, though its bloom is not known to be without ours where nobody is named.
    chain.logs = {FakeChain::transfer_log(95, 1, kToken, kTheirs, 5)};
    FakeNode node{chain.handler()};
    rpc::JsonRpcChainClient client{options_for({node.url()}), kLog};
    auto what = tokens_only();
    what.recipients.clear();
    CHECK(transfers_of(read_all(client, 90, 100, 100, what)).empty());
    CHECK(client.head().number == 100);
}
