// SPDX-License-Identifier: MIT
#include "integration/fake_node.hpp"
#include "integration/rpc_fixture.hpp"
#include "rpc/client/json_rpc_chain_client.hpp"

#include <catch2/catch.hpp>

#include <atomic>

using namespace ctrip;
using namespace ctrip::test;
using nlohmann::json;

namespace {

/// Answers eth_chainId as it should be and everything else with `reply`.
FakeNode::Handler only_chain_id(const FakeReply& reply)
{
    return [reply](const std::string&, const std::string& body) {
        if (body.find("eth_chainId") == std::string::npos) {
            return reply;
        }
        FakeReply good;
        good.body = FakeChain{}.answer_body(body);
        return good;
    };
}

} // namespace

TEST_CASE("a node that answers nonsense is passed over, and named when it was the last",
          "[rpc][failover]")
{
    FakeReply html{.body = "<html>busy</html>"};
    FakeReply garbage{.body = "garbage"};
    FakeReply nothing{};
    FakeReply truncated{.body = R"([{"jsonrpc":"2.0","id":0,"result":{"number":"0x1)"};
    FakeReply unclosed{.body = R"([{"jsonrpc":"2.0","id":0,"result":null})"};
    FakeReply two{.body = R"({"jsonrpc":"2.0","id":0,"result":"0x1"}{"a":1})"};
    FakeReply wrong_id{.body = R"({"jsonrpc":"2.0","id":7,"result":"0x1"})"};
    FakeReply no_result{.body = R"({"jsonrpc":"2.0","id":0})"};
    FakeReply empty_batch{.body = "[]"};
    FakeReply wrong_type{.body = R"({"jsonrpc":"2.0","id":0,"result":17})"};
    FakeReply no_number{.body = R"({"jsonrpc":"2.0","id":0,"result":"0xzz"})"};
    FakeReply bad_gateway{.status = 502, .body = "<html>"};
    FakeReply forbidden{.status = 403, .body = "{}"};
    FakeReply quota{.status = 402, .body = "{}"};
    FakeReply huge{.body = std::string(200'000, ' ')};
    FakeReply refusing{
        .body =
            R"({"jsonrpc":"2.0","id":0,"error":{"code":-32000,"message":"header\nnot found"}})"};
    const struct
    {
        const FakeReply& reply;
        std::string words;
    } cases[]{
        {html, "answered with something that is not JSON (HTML?)"},
        {garbage, "answered with something that is not JSON"},
        {nothing, "answered with nothing"},
        {truncated, "answered with broken or cut-off JSON"},
        {unclosed, "answered with broken or cut-off JSON"},
        {two, "answered with "},
        {wrong_id, "answered with an id that was not asked for"},
        {no_result, "answered with neither result nor error"},
        {empty_batch, "did not answer each call of a batch"},
        {wrong_type, "answered with JSON of another shape than was asked for"},
        {no_number, "answered with something that is not a number"},
        {bad_gateway, "answered with HTTP status 502"},
        {forbidden, "refuses access (HTTP 403); is the key in its URL right?"},
        {quota, "its quota is used up (HTTP 402)"},
        {huge, "the answer is larger than 100000 bytes"},
        {refusing, "refuses: header?not found"},
    };
    FakeNode good{[](const std::string&, const std::string& body) {
        FakeChain chain;
        chain.bend = [](const std::string& method, const json&) {
            return method == "eth_getTransactionCount" ? json{{"result", "0x2a"}} : json();
        };
        FakeReply reply;
        reply.body = chain.answer_body(body);
        return reply;
    }};
    for (const auto& [reply, words] : cases) {
        INFO(words);
        FakeNode bad{only_chain_id(reply)};
        auto options = options_for({bad.url() + "/SECRET"});
        options.reply_bytes_max = 100'000;
        rpc::JsonRpcChainClient alone{options, kLog};
        const std::string error =
            error_of([&] { static_cast<void>(alone.nonce(address(kOurs), false)); });
        CHECK_THAT(error, Catch::StartsWith("unavailable: chain 'bsc': node " + bad.url() +
                                            "/…: " + words));
        options.rpc_urls.push_back(good.url());
        rpc::JsonRpcChainClient both{options, kLog};
        CHECK(both.nonce(address(kOurs), true) == 42);
        const int asked = bad.requests();
        CHECK(both.nonce(address(kOurs), true) == 42);
        CHECK(bad.requests() == asked);
    }
}

TEST_CASE("a chain id is looked at before anything else is asked", "[rpc][failover]")
{
    FakeChain mainnet;
    mainnet.chain_id = 1;
    FakeNode wrong{mainnet.handler()};
    FakeNode right{FakeChain{}.handler()};
    std::string closed;
    {
        FakeNode node{FakeChain{}.handler()};
        closed = node.url();
    }
    rpc::JsonRpcChainClient both{options_for({wrong.url(), right.url()}), kLog};
    CHECK(both.head().number == 100);
    CHECK(wrong.requests() == 1);

    rpc::JsonRpcChainClient alone{options_for({wrong.url()}), kLog};
    CHECK(error_of([&] { alone.check_chain_id(); }) ==
          "config: chain 'bsc': node " + wrong.url() +
              ": is chain 1, not 56; fix rpc_urls or chain_id");
    rpc::JsonRpcChainClient with_dead{options_for({closed, wrong.url()}), kLog};
    CHECK_THAT(error_of([&] { with_dead.check_chain_id(); }), Catch::StartsWith("config: "));
    rpc::JsonRpcChainClient dead{options_for({closed}), kLog};
    CHECK(error_of([&] { dead.check_chain_id(); }) ==
          "unavailable: chain 'bsc': node " + closed + ": cannot be reached: Connection refused");
    rpc::JsonRpcChainClient fine{options_for({right.url()}), kLog};
    CHECK(error_of([&] { fine.check_chain_id(); }) == "none");
}

TEST_CASE("a node that hangs is given up after the timeout", "[rpc][failover]")
{
    FakeReply hang{.hangs = true};
    FakeNode hanging{only_chain_id(hang)};
    FakeNode good{chain_with_payments().handler()};
    auto options = options_for({hanging.url(), good.url()});
    options.timeout_ms = 300;
    rpc::JsonRpcChainClient client{options, kLog};
    CHECK(transfers_of(read_all(client, 1, 100, 10, native_only())).size() == 10);
    options.rpc_urls.pop_back();
    rpc::JsonRpcChainClient alone{options, kLog};
    CHECK_THAT(error_of([&] { static_cast<void>(alone.send_raw(base::Bytes{1})); }),
               Catch::EndsWith("gave no answer in time") && Catch::StartsWith("unavailable: "));
}

TEST_CASE("a cut-off connection is tried once more, a rate limit waited for", "[rpc][failover]")
{
    const FakeReply cut{.body = "[", .announced_bytes = 50};
    const FakeReply limited{.status = 429, .headers = {"Retry-After: 1"}};
    const FakeReply limited_long{.status = 429, .headers = {"Retry-After: 6"}};
    const FakeReply limited_in_body{
        .body =
            R"({"jsonrpc":"2.0","id":null,"error":{"code":-32005,"message":"Too Many Requests"}})"};
    const struct
    {
        const FakeReply& reply;
        int times;
        bool works;
    } cases[]{
        {cut, 1, true},      {cut, 2, false},          {limited, 2, true},
        {limited, 3, false}, {limited_long, 1, false}, {limited_in_body, 1, true},
    };
    for (const auto& one : cases) {
        std::atomic<int> left = one.times;
        const FakeChain chain;
        FakeNode node{[&](const std::string&, const std::string& body) {
            if (body.find("eth_chainId") == std::string::npos && left-- > 0) {
                return one.reply;
            }
            FakeReply good;
            good.body = chain.answer_body(body);
            return good;
        }};
        rpc::JsonRpcChainClient client{options_for({node.url()}), kLog};
        INFO(one.reply.status << " " << one.times);
        CHECK((error_of([&] { static_cast<void>(client.head()); }) == "none") == one.works);
    }
}

TEST_CASE("a reading goes on with the next node where the first one broke, and repeats nothing",
          "[rpc][failover]")
{
    FakeChain breaking = chain_with_payments();
    breaking.bend = [](const std::string& method, const json& params) {
        const bool late = method == "eth_getBlockByNumber" &&
                          std::stoull(params[0].get<std::string>(), nullptr, 16) > 50;
        return late ? json{{"result", "nonsense"}} : json();
    };
    FakeNode first{breaking.handler()};
    FakeNode second{chain_with_payments().handler()};
    rpc::JsonRpcChainClient client{options_for({first.url(), second.url()}), kLog};
    const auto ranges = read_all(client, 1, 100, 10, native_only());
    REQUIRE(ranges.size() == 10);
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        CHECK(ranges[i].first.number == 10 * i + 1);
    }
    CHECK(second.requests() > 1);
}

TEST_CASE("a node that lags is an error or passed over, never an empty answer", "[rpc][failover]")
{
    FakeChain behind = chain_with_payments();
    behind.head = 90;
    FakeNode lagging{behind.handler()};
    FakeNode good{chain_with_payments().handler()};
    for (const bool native : {false, true}) {
        const auto what = native ? native_only() : tokens_only();
        rpc::JsonRpcChainClient alone{options_for({lagging.url()}), kLog};
        CHECK_THAT(error_of([&] { static_cast<void>(read_all(alone, 1, 100, 50, what)); }),
                   Catch::StartsWith("unavailable: ") && Catch::Contains("lags: it has no block"));
        rpc::JsonRpcChainClient both{options_for({lagging.url(), good.url()}), kLog};
        CHECK(transfers_of(read_all(both, 1, 100, 50, what)).size() == (native ? 10U : 12U));
    }
    rpc::JsonRpcChainClient alone{options_for({lagging.url()}), kLog};
    CHECK_FALSE(alone.header(91).has_value());
    CHECK(alone.header(90)->number == 90);
}

TEST_CASE("answers that contradict each other are asked for again, then refused",
          "[rpc][read_blocks]")
{
    const auto chain_id = [] {
        return std::pair{std::string{"eth_getBlockByNumber"}, std::string{"0x32"}};
    };
    const auto bend_block = [&](const char* field) {
        return [=](const std::string& method, const json& params) {
            const bool meant = std::pair{method, params.empty() || !params[0].is_string()
                                                     ? ""
                                                     : params[0].get<std::string>()} == chain_id();
            if (!meant) {
                return json();
            }
            json block = chain_with_payments().block(0x32, params[1]);
            block[field] = FakeChain::hash_of(7, 'x');
            return json{{"result", block}};
        };
    };
    const auto bend_receipt = [](const json& change) {
        return [=](const std::string& method, const json& params) {
            if (method != "eth_getTransactionReceipt") {
                return json();
            }
            json receipt =
                FakeChain{}.answer({{"method", method}, {"params", params}, {"id", 0}})["result"];
            receipt.merge_patch(change);
            return json{{"result", change.is_null() ? json() : receipt}};
        };
    };
    auto all = tokens_only();
    all.native = true;
    FakeChain plain = chain_with_payments();
    plain.logs.push_back(FakeChain::transfer_log(0x32, 9, kToken, kOurs, 5));
    const struct
    {
        decltype(FakeChain::bend) bend;
        const rpc::ReadOptions& what;
        std::string words;
    } cases[]{
        {bend_block("parentHash"), all, "does not follow the block"},
        {bend_receipt(json()), all, "has no receipt"},
        {bend_receipt({{"blockHash", FakeChain::hash_of(7, 'x')}}), all,
         "gives a receipt of another block"},
        {bend_receipt({{"transactionHash", FakeChain::hash_of(7, 'x')}}), all,
         "the receipt of another transaction"},
    };
    for (const auto& one : cases) {
        INFO(one.words);
        FakeChain chain = plain;
        chain.bend = one.bend;
        FakeNode node{chain.handler()};
        rpc::JsonRpcChainClient client{options_for({node.url()}), kLog};
        CHECK_THAT(
            error_of([&] { static_cast<void>(read_all(client, 0x2a, 0x40, 100, one.what)); }),
            Catch::StartsWith("unavailable: ") && Catch::Contains(one.words));
    }
}

TEST_CASE("a receipt that comes a little later is waited for", "[rpc][read_blocks]")
{
    std::atomic<int> asked = 0;
    FakeChain chain = chain_with_payments();
    chain.bend = [&](const std::string& method, const json&) {
        return method == "eth_getTransactionReceipt" && asked++ == 0 ? json{{"result", nullptr}}
                                                                     : json();
    };
    FakeNode node{chain.handler()};
    rpc::JsonRpcChainClient client{options_for({node.url()}), kLog};
    CHECK(transfers_of(read_all(client, 1, 15, 100, native_only())).size() == 1);
    CHECK(asked == 2);
}

TEST_CASE("the only node is asked again where it fails in passing", "[rpc][failover]")
{
    const FakeChain chain = chain_with_payments();
    std::atomic<int> asked = 0;
    FakeNode node{[&](const std::string&, const std::string& body) {
        FakeReply reply{.body = chain.answer_body(body)};
        if (++asked % 3 != 0) {
            return reply;
        }
        const json calls = json::parse(body);
        json answers = json::array();
        for (const json& call : calls.is_array() ? calls : json::array({calls})) {
            answers.push_back({{"jsonrpc", "2.0"},
                               {"id", call["id"]},
                               {"error", {{"code", -32603}, {"message", "internal error"}}}});
        }
        reply.body = calls.is_array() ? answers.dump() : answers[0].dump();
        return reply;
    }};
    auto options = options_for({node.url()});
    options.in_flight_max = 1;
    rpc::JsonRpcChainClient client{options, kLog};
    for (evm::BlockNumber number = 1; number <= 20; ++number) {
        CHECK(client.header(number)->number == number);
        CHECK(client.headers(std::vector{number, number + 1}).size() == 2);
    }
    CHECK(asked >= 60);
}
