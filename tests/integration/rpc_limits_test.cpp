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
        rpc::JsonRpcChainClient next{one_at_a_time(node, memory), kLog};
        CHECK(next.headers(numbers).size() == 60);
        CHECK(refused == refusals);
    }
}

namespace {

enum class Hides
{
    nothing,
    in_range, ///< The index of ranges lags.
    of_block, ///< And that of blocks.
    altogether,
};

/// The node leaves out the logs of block `hidden`, in the first answer or in all.
FakeChain chain_that_hides(Hides hides, std::uint64_t hidden, bool for_ever,
                           std::atomic<int>& asked)
{
    FakeChain chain = chain_with_payments();
    chain.blooms = true;
    chain.bend = [chain, hides, hidden, for_ever, &asked](const std::string& method,
                                                          const json& params) {
        const bool by_range = method == "eth_getLogs" && blocks_of(params) > 0;
        const bool by_hash = method == "eth_getLogs" && !by_range;
        asked += by_range ? 1 : 0;
        if (!for_ever && asked > 1) {
            return json();
        }
        json kept = json::array();
        if (by_range && hides >= Hides::in_range) {
            for (const json& log : chain.logs) {
                const std::uint64_t number = number_of(log["blockNumber"]);
                if (number != hidden && number >= number_of(params[0]["fromBlock"]) &&
                    number <= number_of(params[0]["toBlock"])) {
                    kept.push_back(log);
                }
            }
            return json{{"result", kept}};
        }
        const bool hides_block = (by_hash && params[0]["blockHash"] == FakeChain::hash_of(hidden) &&
                                  hides >= Hides::of_block) ||
                                 (method == "eth_getBlockReceipts" &&
                                  number_of(params[0]) == hidden && hides == Hides::altogether);
        return hides_block ? json{{"result", kept}} : json();
    };
    chain.transactions = [plain = chain.transactions](std::uint64_t number) {
        json all = plain(number);
        if (all.empty()) { // A block with logs has transactions.
            all.push_back(FakeChain::transaction(number, 50, kTheirs, "0x1"));
        }
        return all;
    };
    return chain;
}

std::size_t tokens_in(std::vector<evm::Transfer> transfers)
{
    std::erase_if(transfers, [](const evm::Transfer& one) { return !one.token.has_value(); });
    return transfers.size();
}

} // namespace

TEST_CASE("an answer without logs is compared with the block's bloom", "[rpc][limits]")
{
    const struct
    {
        Hides hides;
        std::uint64_t hidden;
        bool for_ever;
        bool is_named;
        std::size_t found; ///< Of the events in 64, 73, 82, 91, 100.
        bool is_withheld;
    } cases[]{
        {Hides::nothing, 91, true, true, 5, false},
        {Hides::in_range, 91, true, true, 5, false},
        {Hides::in_range, 91, false, true, 5, false},
        {Hides::of_block, 91, true, true, 5, false},
        {Hides::altogether, 91, true, true, 4, true},
        {Hides::altogether, 91, true, false, 4, true},
        // Older blocks are compared too where recipients are named.
        {Hides::of_block, 64, true, true, 5, false},
        {Hides::altogether, 64, true, true, 4, true},
        {Hides::altogether, 64, true, false, 4, false},
    };
    for (const auto& one : cases) {
        for (const bool native : {false, true}) {
            INFO(static_cast<int>(one.hides) << " " << one.hidden << " " << one.for_ever << " "
                                             << one.is_named << " " << native);
            std::atomic<int> asked = 0;
            const FakeChain chain = chain_that_hides(one.hides, one.hidden, one.for_ever, asked);
            FakeNode node{chain.handler()};
            rpc::JsonRpcChainClient client{options_for({node.url()}), kLog};
            auto what = tokens_only();
            what.native = native;
            if (!one.is_named) {
                what.recipients.clear();
            }
            const auto ranges = read_all(client, 60, 100, 100, what);
            REQUIRE(ranges.size() == 1);
            CHECK(tokens_in(transfers_of(ranges)) == one.found);
            REQUIRE(ranges[0].withheld.size() == (one.is_withheld ? 1 : 0));
            if (one.is_withheld) {
                CHECK(ranges[0].withheld[0].number == one.hidden);
                CHECK(ranges[0].withheld[0].is_claimed);
                CHECK(ranges[0].withheld[0].timestamp_s ==
                      1'700'000'000 + static_cast<std::int64_t>(one.hidden));
                CHECK_THAT(ranges[0].withheld[0].why, Catch::Contains("shows no logs by range"));
            }
        }
    }
}

TEST_CASE("events of blocks that were read before come with those of the new ones", "[rpc][limits]")
{
    for (const bool native : {false, true}) {
        const FakeChain chain = chain_with_payments();
        FakeNode node{chain.handler()};
        rpc::JsonRpcChainClient client{options_for({node.url()}), kLog};
        auto what = tokens_only();
        what.native = native;
        const auto numbers = [&] {
            std::vector<evm::BlockNumber> blocks;
            for (const evm::Transfer& one : transfers_of(read_all(client, 95, 100, 100, what))) {
                if (one.token) {
                    CHECK(one.block_time_s ==
                          1'700'000'000 + static_cast<std::int64_t>(one.block_number));
                    blocks.push_back(one.block_number);
                }
            }
            return blocks;
        };
        using Numbers = std::vector<evm::BlockNumber>;
        CHECK(numbers() == Numbers{100});
        const int before = node.requests();
        CHECK(numbers() == Numbers{100});
        const int plain = node.requests() - before;
        what.again = rpc::BlockSpan{.from = 80, .to = 83};
        CHECK(numbers() == Numbers{82, 91, 100}); // What is between comes with it.
        // What is known costs nothing.
        what.is_known = [](const evm::Transfer& one) { return one.block_number == 82; };
        CHECK(numbers() == Numbers{91, 100});
        what.is_known = [](const evm::Transfer&) { return true; };
        const int so_far = node.requests();
        CHECK(numbers() == Numbers{100});
        CHECK(node.requests() - so_far == plain);
        // A node that takes few blocks at once is asked for those that are due, and no others.
        what.is_known = {};
        auto few = options_for({node.url()});
        few.logs_blocks_max = 6;
        rpc::JsonRpcChainClient limited{few, kLog};
        CHECK(tokens_in(transfers_of(read_all(limited, 95, 100, 100, what))) == 2);
    }
}

TEST_CASE("a doubted block is asked for at one node after another", "[rpc][limits]")
{
    std::atomic<int> asked = 0;
    const FakeChain hiding = chain_that_hides(Hides::altogether, 91, true, asked);
    FakeChain good = hiding;
    good.bend = {};
    FakeChain blind = hiding; // It computes no blooms.
    blind.blooms = false;
    FakeChain behind = good;
    behind.head = 95;
    auto what = tokens_only();
    what.look = rpc::Look::doubted;
    const rpc::BlockRef cursor{.number = 100,
                               .hash = *evm::BlockHash::parse(FakeChain::hash_of(100))};
    const auto read = [&](const std::vector<const FakeChain*>& chains) {
        std::vector<std::unique_ptr<FakeNode>> nodes;
        std::vector<std::string> urls;
        for (const FakeChain* chain : chains) {
            nodes.push_back(std::make_unique<FakeNode>(chain->handler()));
            urls.push_back(nodes.back()->url());
        }
        rpc::JsonRpcChainClient client{options_for(urls), kLog};
        return client.read_doubted(cursor, 89, 93, what);
    };
    const struct
    {
        const char* what;
        std::vector<const FakeChain*> chains;
        bool is_shown;
    } cases[]{
        {"the only node hides it", {&hiding}, false},
        {"the next node has it", {&hiding, &good}, true},
        {"no bloom is no answer where another node has one", {&hiding, &blind}, false},
        {"a node that lags has no say", {&behind, &hiding}, false},
        {"a node that lags is passed over", {&behind, &good}, true},
    };
    for (const auto& one : cases) {
        INFO(one.what);
        const rpc::BlockRange range = read(one.chains);
        CHECK(range.transfers.size() == (one.is_shown ? 1 : 0));
        REQUIRE(range.withheld.size() == (one.is_shown ? 0 : 1));
        if (!one.is_shown) {
            CHECK(range.withheld[0].number == 91);
        }
    }
}

TEST_CASE("a bloom that fits somebody else's transfer costs one more question and nothing else",
          "[rpc][limits]")
{
    FakeChain chain = chain_with_payments();
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
