// SPDX-License-Identifier: MIT
// Failures of wide questions, nodes without batches or with few topics, and answers that contradict
// themselves: the client gets on with all of them.
#include "integration/fake_node.hpp"
#include "integration/node_memory_fake.hpp"
#include "integration/rpc_fixture.hpp"
#include "rpc/client/json_rpc_chain_client.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <atomic>
#include <set>

using namespace ctrip;
using namespace ctrip::test;
using nlohmann::json;

namespace {

std::uint64_t height_of(const json& quantity)
{
    return std::stoull(quantity.get<std::string>(), nullptr, 16);
}

/// Blocks of the widest eth_getLogs call of a request.
std::uint64_t widest(const json& request)
{
    std::uint64_t blocks = 0;
    for (const json& call : request.is_array() ? request : json::array({request})) {
        if (call["method"] == "eth_getLogs" && call["params"][0].contains("fromBlock")) {
            const json& filter = call["params"][0];
            blocks =
                std::max(blocks, height_of(filter["toBlock"]) - height_of(filter["fromBlock"]) + 1);
        }
    }
    return blocks;
}

rpc::JsonRpcOptions sequential_options(const FakeNode& node, FakeMemory& memory)
{
    auto options = options_for({node.url()});
    options.in_flight_max = 1;
    options.memory = &memory;
    return options;
}

/// For a node that hangs: each of its unanswered questions takes this long.
rpc::JsonRpcOptions impatient_options(const FakeNode& node, FakeMemory& memory)
{
    auto options = sequential_options(node, memory);
    options.timeout_ms = 1'500;
    return options;
}

rpc::ReadOptions native_and_tokens()
{
    auto options = tokens_only();
    options.native = true;
    return options;
}

std::vector<evm::BlockNumber> numbers_to(evm::BlockNumber last)
{
    std::vector<evm::BlockNumber> numbers;
    for (evm::BlockNumber number = 1; number <= last; ++number) {
        numbers.push_back(number);
    }
    return numbers;
}

constexpr const char* kSomeError = R"({"jsonrpc":"2.0","id":null,"error":{"code":-32603,)"
                                   R"("message":"Internal server error"}})";

} // namespace

TEST_CASE("whatever fails on a wide question is asked in smaller ones", "[rpc][tolerance]")
{
    const struct
    {
        const char* what;
        FakeReply refusal;
    } cases[]{
        {"HTTP 502", {.status = 502, .body = "<html>Bad Gateway</html>"}},
        {"HTTP 503", {.status = 503, .body = ""}},
        {"HTTP 504", {.status = 504, .body = "upstream request timeout"}},
        {"HTTP 500", {.status = 500, .body = "internal error"}},
        {"HTTP 413", {.status = 413, .body = "<html>Payload Too Large"}},
        {"HTTP 524", {.status = 524, .body = "error code: 524"}},
        {"HTTP 400", {.status = 400, .body = "Bad Request"}},
        {"a page", {.body = "<html>busy</html>"}},
        {"nothing", {.body = ""}},
        {"cut-off JSON", {.body = R"([{"jsonrpc":"2.0","id":0,"resu)"}},
        {"a cut-off body", {.body = "[", .announced_bytes = 9'999}},
        {"no answer in time", {.hangs = true}},
        {"an error for all", {.body = kSomeError}},
    };
    for (const auto& one : cases) {
        INFO(one.what);
        const FakeChain chain = chain_with_payments();
        FakeNode node{[&](const std::string&, const std::string& body) {
            const json asked = json::parse(body);
            if (widest(asked) > 12 || (asked.is_array() && asked.size() > 7)) {
                return one.refusal;
            }
            FakeReply good;
            good.body = chain.answer_body(body);
            return good;
        }};
        FakeMemory memory;
        rpc::JsonRpcChainClient client{one.refusal.hangs ? impatient_options(node, memory)
                                                         : sequential_options(node, memory),
                                       kLog};
        std::size_t found = 0;
        CHECK(error_of([&] {
                  found = transfers_of(read_all(client, 1, 60, 100, native_and_tokens())).size();
              }) == "none");
        CHECK(found == 13);
        std::size_t headers = 0;
        CHECK(error_of([&] { headers = client.headers(numbers_to(60)).size(); }) == "none");
        CHECK(headers == 60);
    }
}

TEST_CASE("a call that fails in a batch without a reason is made by itself", "[rpc][tolerance]")
{
    const FakeChain chain = chain_with_payments();
    FakeNode node{[&](const std::string&, const std::string& body) {
        const json asked = json::parse(body);
        json answers = json::parse(chain.answer_body(body));
        for (std::size_t i = 0; asked.is_array() && i < answers.size(); ++i) {
            if (answers[i]["id"] == 5) {
                answers[i] = {{"id", 5}, {"error", {{"code", -32000}, {"message", "busy"}}}};
            }
        }
        FakeReply reply;
        reply.body = answers.dump();
        return reply;
    }};
    FakeMemory memory;
    rpc::JsonRpcChainClient client{sequential_options(node, memory), kLog};
    std::size_t headers = 0;
    CHECK(error_of([&] { headers = client.headers(numbers_to(20)).size(); }) == "none");
    CHECK(headers == 20);
}

TEST_CASE("a node that dies under a wide question is given up after a few requests",
          "[rpc][tolerance]")
{
    for (const bool hangs : {false, true}) {
        INFO(hangs);
        std::atomic<int> bad = 0;
        const FakeChain chain = chain_with_payments();
        FakeNode node{[&](const std::string&, const std::string& body) {
            FakeReply reply{.status = 502, .body = "Bad Gateway", .hangs = hangs};
            if (bad == 0 && widest(json::parse(body)) == 0) {
                reply = {.body = chain.answer_body(body)};
                return reply;
            }
            ++bad;
            return reply;
        }};
        FakeMemory memory;
        {
            rpc::JsonRpcChainClient client{
                hangs ? impatient_options(node, memory) : sequential_options(node, memory), kLog};
            CHECK_THAT(
                error_of([&] { static_cast<void>(read_all(client, 1, 60, 100, tokens_only())); }),
                Catch::StartsWith("unavailable: "));
        }
        CHECK(bad <= 3);
        CHECK_FALSE(memory.find(rpc::node_key(node.url())).logs_blocks_max);
        CHECK_FALSE(memory.find(rpc::node_key(node.url())).calls_max);
    }
}

TEST_CASE("a node without batches is asked call by call, and that is remembered",
          "[rpc][tolerance]")
{
    const struct
    {
        const char* what;
        FakeReply refusal;
    } cases[]{
        {"an error about batches",
         {.body = R"({"jsonrpc":"2.0","id":null,"error":{"code":-32600,)"
                  R"("message":"batch requests are disabled"}})"}},
        {"an error about anything", {.body = kSomeError}},
        {"an error with an id",
         {.body = R"({"jsonrpc":"2.0","id":0,"error":{"code":-32601,)"
                  R"("message":"Method not found"}})"}},
        {"an error in a list",
         {.body =
              R"([{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}}])"}},
        {"a single result", {.body = R"({"jsonrpc":"2.0","id":0,"result":null})"}},
        {"an empty list", {.body = "[]"}},
        {"HTTP 400", {.status = 400, .body = "cannot unmarshal array"}},
        {"HTTP 404", {.status = 404, .body = ""}},
        {"HTTP 422", {.status = 422, .body = "body must be an object"}},
        {"HTTP 500", {.status = 500, .body = "TypeError"}},
        {"a page", {.body = "<html>"}},
        {"a broken connection", {.body = "", .announced_bytes = 10}},
    };
    for (const auto& one : cases) {
        INFO(one.what);
        std::atomic<int> refused = 0;
        const FakeChain chain = chain_with_payments();
        FakeNode node{[&](const std::string&, const std::string& body) {
            if (json::parse(body).is_array()) {
                ++refused;
                return one.refusal;
            }
            FakeReply good;
            good.body = chain.answer_body(body);
            return good;
        }};
        FakeMemory memory;
        {
            rpc::JsonRpcChainClient client{sequential_options(node, memory), kLog};
            std::size_t found = 0;
            CHECK(error_of([&] {
                      found = transfers_of(read_all(client, 1, 60, 100, tokens_only())).size();
                      found += transfers_of(read_all(client, 1, 60, 100, native_only())).size();
                      found += client.headers(numbers_to(30)).size();
                  }) == "none");
            CHECK(found == 7 + 6 + 30);
        }
        CHECK(refused > 0);
        CHECK(memory.find(rpc::node_key(node.url())).calls_max == 1U);
        CHECK_FALSE(memory.find(rpc::node_key(node.url())).logs_blocks_max);
    }
}

TEST_CASE("what the operator sets is never exceeded", "[rpc][tolerance]")
{
    std::atomic<std::uint64_t> calls = 0;
    std::atomic<std::uint64_t> blocks = 0;
    const FakeChain chain = chain_with_payments();
    FakeNode node{[&](const std::string&, const std::string& body) {
        const json asked = json::parse(body);
        calls = std::max<std::uint64_t>(calls, asked.is_array() ? asked.size() : 1);
        blocks = std::max(blocks.load(), widest(asked));
        FakeReply good;
        good.body = chain.answer_body(body);
        return good;
    }};
    FakeMemory memory;
    auto options = sequential_options(node, memory);
    options.calls_max = 1;
    options.batch_max = 1;
    options.logs_blocks_max = 6;
    rpc::JsonRpcChainClient client{options, kLog};
    CHECK(transfers_of(read_all(client, 1, 100, 100, native_and_tokens())).size() == 22);
    CHECK(client.headers(numbers_to(30)).size() == 30);
    CHECK(calls == 1);
    CHECK(blocks == 6);
}

TEST_CASE("recipients are split for a node that takes few topics", "[rpc][tolerance]")
{
    for (const char* words : {"exceed max topics", "invalid params", "query not allowed"}) {
        INFO(words);
        std::atomic<int> refused = 0;
        FakeChain chain = chain_with_payments();
        chain.bend = [&](const std::string& method, const json& params) {
            const bool many = method == "eth_getLogs" && params[0].contains("topics") &&
                              params[0]["topics"].size() == 3 && params[0]["topics"][2].size() > 20;
            refused += many ? 1 : 0;
            return many ? json{{"error", {{"code", -32602}, {"message", words}}}} : json();
        };
        FakeNode node{chain.handler()};
        FakeMemory memory;
        auto what = tokens_only();
        what.recipients.clear();
        for (unsigned byte = 0x40; byte < 0x40 + 90; ++byte) {
            what.recipients.push_back(address(address_text(byte)));
        }
        what.recipients.push_back(address(kOurs));
        {
            rpc::JsonRpcChainClient client{sequential_options(node, memory), kLog};
            std::vector<evm::Transfer> found;
            CHECK(error_of([&] { found = transfers_of(read_all(client, 1, 60, 100, what)); }) ==
                  "none");
            CHECK(found.size() == 7);
        }
        CHECK(refused > 0);
        const auto facts = memory.find(rpc::node_key(node.url()));
        CHECK(facts.topics_max.value_or(1'000) <= 20);
        CHECK(facts.topics_max.value_or(0) >= 10); // One too low grows in the next runs.
        CHECK_FALSE(facts.logs_blocks_max);
    }
}

TEST_CASE("an error that passes is waited for and lowers no limit", "[rpc][tolerance]")
{
    for (const char* words :
         {"method handler crashed", "block range extends beyond current head block",
          "One of the blocks specified in filter (fromBlock, toBlock or blockHash) cannot be found",
          "block meta not found for block", "requested to block 60 after last accepted block 59",
          "no healthy upstream", "header not found"}) {
        INFO(words);
        std::atomic<int> refused = 0;
        FakeChain chain = chain_with_payments();
        chain.bend = [&](const std::string& method, const json&) {
            return method == "eth_getLogs" && ++refused <= 2
                       ? json{{"error", {{"code", -32000}, {"message", words}}}}
                       : json();
        };
        FakeNode node{chain.handler()};
        FakeMemory memory;
        {
            rpc::JsonRpcChainClient client{sequential_options(node, memory), kLog};
            CHECK(transfers_of(read_all(client, 1, 60, 100, tokens_only())).size() == 7);
        }
        CHECK(refused >= 3); // More where the machine is so slow that an answer is asked for again.
        CHECK_FALSE(memory.find(rpc::node_key(node.url())).logs_blocks_max);
    }
}

TEST_CASE("where nothing is answered no size is to blame", "[rpc][tolerance]")
{
    for (const char* words : {"method handler crashed", "something odd", "block range too wide"}) {
        INFO(words);
        FakeChain chain = chain_with_payments();
        chain.bend = [&](const std::string& method, const json&) {
            return method == "eth_getLogs" || method == "eth_getBlockReceipts"
                       ? json{{"error", {{"code", -32000}, {"message", words}}}}
                       : json();
        };
        FakeNode node{chain.handler()};
        FakeMemory memory;
        {
            rpc::JsonRpcChainClient client{sequential_options(node, memory), kLog};
            CHECK_THAT(
                error_of([&] { static_cast<void>(read_all(client, 1, 60, 100, tokens_only())); }),
                Catch::EndsWith(words));
        }
        const auto facts = memory.find(rpc::node_key(node.url()));
        CHECK_FALSE(facts.logs_blocks_max);
        CHECK_FALSE(facts.calls_max);
        CHECK_FALSE(facts.topics_max);
    }
}

TEST_CASE("what was learnt grows back in runs of a few blocks", "[rpc][tolerance]")
{
    const FakeChain chain = chain_with_payments();
    FakeNode node{chain.handler()};
    FakeMemory memory;
    rpc::NodeFacts facts;
    facts.logs_blocks_max = 1;
    facts.calls_max = 1;
    facts.topics_max = 1;
    memory.save(rpc::node_key(node.url()), {}, facts);
    for (int run = 0; run < 8; ++run) {
        rpc::JsonRpcChainClient client{sequential_options(node, memory), kLog};
        static_cast<void>(read_all(client, 1, 40, 100, tokens_only()));
    }
    facts = memory.find(rpc::node_key(node.url()));
    CHECK(facts.logs_blocks_max.value_or(1'000) >= 40);
    CHECK(facts.calls_max.value_or(100) > 2);
}
