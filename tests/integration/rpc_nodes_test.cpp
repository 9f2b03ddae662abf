// SPDX-License-Identifier: MIT
// Several nodes of one chain: pauses, heads, and what is remembered of them.
#include "integration/fake_node.hpp"
#include "integration/fresh_database.hpp"
#include "integration/node_memory_fake.hpp"
#include "integration/rpc_fixture.hpp"
#include "rpc/client/json_rpc_chain_client.hpp"

#include <catch2/catch.hpp>

#include <atomic>

using namespace ctrip;
using namespace ctrip::test;
using nlohmann::json;

namespace {

/// Whose head is made in this second.
constexpr std::int64_t kNowMs = 1'700'000'100'000;

/// A node that says `reply` to everything while it is out of order.
class MoodyNode
{
public:
    explicit MoodyNode(FakeChain chain = chain_with_payments())
        : node([this, chain = std::move(chain)](const std::string&, const std::string& body) {
              FakeReply good;
              good.body = chain.answer_body(body);
              return out_of_order ? reply : good;
          })
    {
    }

    std::atomic<bool> out_of_order = false;
    FakeReply reply{.body = "<html>"};
    FakeNode node;
};

struct Stage
{
    Stage() { clock.ms = kNowMs; }

    /// One run: the number of the head.
    std::uint64_t run(const std::vector<std::string>& urls)
    {
        auto options = options_for(urls);
        options.memory = &memory;
        options.clock = &clock;
        rpc::JsonRpcChainClient client{options, kLog};
        return client.head().number;
    }

    [[nodiscard]] std::int64_t pause_ms(const std::string& url)
    {
        return memory.find(rpc::node_key(url)).paused_until_ms - clock.ms;
    }

    StoppedClock clock;
    FakeMemory memory;
};

} // namespace

TEST_CASE("a node that failed is not asked until its pause ends, which grows with each failure",
          "[rpc][nodes]")
{
    Stage stage;
    MoodyNode bad;
    MoodyNode good;
    const std::vector<std::string> urls{bad.node.url(), good.node.url()};
    bad.out_of_order = true;
    std::int64_t least_ms = 10'000;
    for (int failures = 1; failures <= 9; ++failures) {
        INFO(failures);
        const int asked = bad.node.requests();
        CHECK(stage.run(urls) == 100);
        CHECK(bad.node.requests() > asked);
        CHECK(stage.memory.find(rpc::node_key(urls[0])).failures == failures);
        CHECK(stage.pause_ms(urls[0]) >= least_ms);
        CHECK(stage.pause_ms(urls[0]) <= least_ms * 5 / 4);
        const int asked_last = bad.node.requests();
        stage.clock.ms += least_ms - 1;
        CHECK(stage.run(urls) == 100);
        CHECK(bad.node.requests() == asked_last);
        stage.clock.ms += least_ms / 4 + 2;
        least_ms = std::min<std::int64_t>(2 * least_ms, 600'000);
    }
    bad.out_of_order = false;
    CHECK(stage.run(urls) == 100);
    CHECK(stage.memory.find(rpc::node_key(urls[0])) == rpc::NodeFacts{});
    const int changes = stage.memory.changes;
    CHECK(stage.run(urls) == 100);
    CHECK(stage.memory.changes == changes);
}

TEST_CASE("a node that says how long it wants to be left alone is", "[rpc][nodes]")
{
    const struct
    {
        FakeReply reply;
        std::int64_t least_s;
    } cases[]{
        {{.status = 402, .body = "{}"}, 3'600},
        {{.status = 429, .headers = {"Retry-After: 120"}}, 120},
        {{.status = 429, .headers = {"Retry-After: 864000"}}, 86'400},
        {{.body = R"({"jsonrpc":"2.0","id":0,"error":{"code":-32005,"message":)"
                  R"("project ID request rate exceeded","data":{"rate":{"allowed_rps":1,)"
                  R"("backoff_seconds":77,"current_rps":9}}}})"},
         77},
    };
    for (const auto& one : cases) {
        INFO(one.least_s);
        Stage stage;
        MoodyNode limited;
        limited.reply = one.reply;
        limited.out_of_order = true;
        const MoodyNode good;
        CHECK(stage.run({limited.node.url(), good.node.url()}) == 100);
        // The heads are asked side by side; a limit is met when it is the node's turn.
        if (stage.pause_ms(limited.node.url()) < 0) {
            auto options = options_for({limited.node.url()});
            options.memory = &stage.memory;
            options.clock = &stage.clock;
            rpc::JsonRpcChainClient alone{options, kLog};
            CHECK_THAT(error_of([&] { alone.check_chain_id(); }),
                       Catch::StartsWith("unavailable: "));
        }
        CHECK(stage.pause_ms(limited.node.url()) >= one.least_s * 1'000);
        CHECK(stage.pause_ms(limited.node.url()) <= one.least_s * 1'250);
    }
}

TEST_CASE("where all nodes are paused the one whose pause ends first is asked", "[rpc][nodes]")
{
    Stage stage;
    MoodyNode first;
    MoodyNode second;
    const std::vector<std::string> urls{first.node.url(), second.node.url()};
    const auto pause = [&](const std::string& url, std::int64_t ms) {
        rpc::NodeFacts facts;
        facts.paused_until_ms = stage.clock.ms + ms;
        facts.failures = 3;
        stage.memory.save(rpc::node_key(url), {}, facts);
    };
    pause(urls[0], 60'000);
    pause(urls[1], 30'000);
    CHECK(stage.run(urls) == 100);
    CHECK(first.node.requests() == 0);
    CHECK(stage.memory.find(rpc::node_key(urls[1])).failures == 0);
    // It answered, so the other one is still the one that is paused.
    second.out_of_order = true;
    CHECK(stage.run(urls) == 100);
    CHECK(first.node.requests() > 0);
    // A single node is always asked, and a pause of years is a wrong clock's.
    pause(urls[0], 60'000);
    CHECK(stage.run({urls[0]}) == 100);
    pause(urls[0], 365LL * 86'400'000);
    const int asked = first.node.requests();
    CHECK(stage.run(urls) == 100);
    CHECK(first.node.requests() > asked);
}

TEST_CASE("a node that is stuck or lags is passed over, one that lags a little is not",
          "[rpc][nodes]")
{
    const struct
    {
        std::uint64_t head;
        bool passed_over;
    } cases[]{{40, true}, {89, true}, {90, false}, {97, false}, {100, false}};
    for (const auto& one : cases) {
        INFO(one.head);
        Stage stage;
        FakeChain old = chain_with_payments();
        old.head = one.head;
        MoodyNode first{old};
        MoodyNode second;
        const std::vector<std::string> urls{first.node.url(), second.node.url()};
        CHECK(stage.run(urls) == (one.passed_over ? 100 : one.head));
        CHECK((stage.pause_ms(urls[0]) >= 10'000) == one.passed_over);
        CHECK(stage.memory.find(rpc::node_key(urls[1])) == rpc::NodeFacts{});
        if (one.passed_over) {
            const int asked = first.node.requests();
            CHECK(stage.run(urls) == 100);
            CHECK(first.node.requests() == asked);
        }
    }
}

TEST_CASE("a head that no other node is near does not keep a run from what the others have",
          "[rpc][nodes]")
{
    FakeChain lying = chain_with_payments();
    lying.bend = [](const std::string& method, const json& params) {
        if (method != "eth_getBlockByNumber" || params[0] != "latest") {
            return json();
        }
        json block = FakeChain{}.block(100, false);
        block["number"] = "0xc8";
        block["hash"] = FakeChain::hash_of(200);
        return json{{"result", block}};
    };
    MoodyNode liar{lying};
    MoodyNode honest;
    auto options = options_for({liar.node.url(), honest.node.url()});
    StoppedClock clock;
    clock.ms = kNowMs;
    options.clock = &clock;
    rpc::JsonRpcChainClient client{options, kLog};
    CHECK(client.head().number == 200);
    const auto ranges = read_all(client, 1, 200, 1'000, native_only());
    REQUIRE(ranges.size() == 1);
    CHECK(ranges[0].last.number == 100);
    CHECK(transfers_of(ranges).size() == 10);
    CHECK(client.head().number == 100);
}

TEST_CASE("the end of a reading is the block that the head was", "[rpc][nodes]")
{
    // Another block at the head's height, from another node than the one that said it.
    FakeChain forked = chain_with_payments();
    forked.bend = [](const std::string& method, const json& params) {
        if (method != "eth_getBlockByNumber" || params[0] != "0x64") {
            return json();
        }
        json block = FakeChain{}.block(100, params[1]);
        block["hash"] = FakeChain::hash_of(100, 'f');
        return json{{"result", block}};
    };
    FakeChain breaking = chain_with_payments();
    breaking.bend = [](const std::string& method, const json&) {
        return method == "eth_getLogs" || method == "eth_getBlockReceipts"
                   ? json{{"result", "nonsense"}}
                   : json();
    };
    MoodyNode first{breaking};
    MoodyNode other{forked};
    auto options = options_for({first.node.url(), other.node.url()});
    rpc::JsonRpcChainClient client{options, kLog};
    CHECK(client.head().hash.to_hex() == FakeChain::hash_of(100));
    CHECK_THAT(error_of([&] { static_cast<void>(read_all(client, 90, 100, 100, tokens_only())); }),
               Catch::Contains("has another block 100 than the node that said the head"));
}

TEST_CASE("a node that repeats its own URL does not get its secrets into an error", "[rpc][nodes]")
{
    const std::string secret = "0123456789abcdef";
    for (
        const auto& body :
        {R"({"jsonrpc":"2.0","id":0,"error":{"code":-32000,"message":"bad key 0123456789abcdef"}})",
         R"({"jsonrpc":"2.0","id":0,"error":{"code":-32000,"message":"execution reverted: 0123456789abcdef"}})"}) {
        FakeNode node{[&](const std::string&, const std::string& asked) {
            FakeReply reply;
            reply.body = asked.find("eth_chainId") == std::string::npos
                             ? body
                             : FakeChain{}.answer_body(asked);
            return reply;
        }};
        rpc::JsonRpcChainClient client{options_for({node.url() + "/v3/" + secret}), kLog};
        const rpc::CallRequest call{.from = {}, .to = address(kOurs), .value = {}, .data = {}};
        const std::string error = error_of([&] { static_cast<void>(client.call(call)); });
        CHECK_THAT(error, Catch::Contains("…") && !Catch::Contains(secret));
    }
}

TEST_CASE("a node that drips ends with the timeout, and one that pours is not read without end",
          "[rpc][nodes]")
{
    const struct
    {
        FakeReply reply;
        std::size_t bytes_max;
        std::string words;
    } cases[]{
        {{.drips = true}, 1'000'000, "gave no answer in time"},
        {{.body = "[" + std::string(10'000'000, ' ') + "]"},
         1'000'000,
         "the answer is larger than 1000000 bytes"},
        {{.body = "[" + std::string(10'000'000, ' ') + "]"},
         64'000'000,
         "did not answer each call of a batch"},
    };
    for (const auto& one : cases) {
        INFO(one.words);
        MoodyNode node;
        node.reply = one.reply;
        auto options = options_for({node.node.url()});
        options.timeout_ms = one.reply.drips ? 500 : 20'000;
        options.reply_bytes_max = one.bytes_max;
        rpc::JsonRpcChainClient client{options, kLog};
        client.check_chain_id();
        node.out_of_order = true;
        CHECK_THAT(error_of([&] { static_cast<void>(client.nonce(address(kOurs), false)); }),
                   Catch::StartsWith("unavailable: ") && Catch::Contains(one.words));
    }
}
