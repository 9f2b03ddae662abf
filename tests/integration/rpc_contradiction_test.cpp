// SPDX-License-Identifier: MIT
// Answers of nodes that contradict themselves for good, or leave something out: the chain is read
// on.
#include "integration/fake_node.hpp"
#include "integration/node_memory_fake.hpp"
#include "integration/rpc_fixture.hpp"
#include "rpc/client/json_rpc_chain_client.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <set>

using namespace ctrip;
using namespace ctrip::test;
using nlohmann::json;

namespace {

std::uint64_t height_in(const json& quantity)
{
    return std::stoull(quantity.get<std::string>(), nullptr, 16);
}

rpc::JsonRpcOptions patient_options(const FakeNode& node, FakeMemory& memory)
{
    auto options = options_for({node.url()});
    options.memory = &memory;
    return options;
}

rpc::ReadOptions both_currencies()
{
    auto options = tokens_only();
    options.native = true;
    return options;
}

std::vector<evm::BlockNumber> first_blocks(evm::BlockNumber last)
{
    std::vector<evm::BlockNumber> numbers;
    for (evm::BlockNumber number = 1; number <= last; ++number) {
        numbers.push_back(number);
    }
    return numbers;
}

} // namespace

TEST_CASE("heights without a block are passed over, and named", "[rpc][contradiction]")
{
    const std::set<std::uint64_t> gaps{1, 13, 14, 40, 59, 99};
    for (const auto& options : {native_only(), tokens_only(), both_currencies()}) {
        for (const std::uint64_t per_range : {7U, 20U, 200U}) {
            INFO(options.native << " " << options.tokens.size() << " " << per_range);
            FakeChain chain = chain_with_payments();
            std::erase_if(chain.logs, [&](const json& log) {
                return gaps.contains(height_in(log["blockNumber"]));
            });
            chain.bend = [&](const std::string& method, const json& params) {
                if (method != "eth_getBlockByNumber" || params[0] == "latest") {
                    return json();
                }
                const std::uint64_t number = height_in(params[0]);
                if (gaps.contains(number)) {
                    return json{{"result", nullptr}};
                }
                std::uint64_t parent = number - 1;
                while (gaps.contains(parent)) {
                    --parent;
                }
                json block = chain.block(number, params[1]);
                block["parentHash"] = FakeChain::hash_of(parent);
                return number > chain.head ? json() : json{{"result", block}};
            };
            FakeNode node{chain.handler()};
            FakeMemory memory;
            rpc::JsonRpcChainClient client{patient_options(node, memory), kLog};
            std::vector<rpc::BlockRange> ranges;
            CHECK(error_of([&] {
                      static_cast<void>(client.head());
                      ranges = read_all(client, 1, 100, per_range, options);
                  }) == "none");
            std::size_t natives = options.native ? 9 : 0; // Block 40 is none.
            std::size_t tokens = options.tokens.empty() ? 0 : 11;
            CHECK(transfers_of(ranges).size() == natives + tokens);
            REQUIRE_FALSE(ranges.empty());
            CHECK(ranges.front().first.number == 2);
            CHECK(ranges.back().last.number == 100);
            std::set<std::string> named;
            for (std::size_t i = 0; i < ranges.size(); ++i) {
                CHECK((i == 0 || ranges[i].first.parent_hash == ranges[i - 1].last.hash));
                for (const rpc::Oddity& oddity : ranges[i].oddities) {
                    named.insert(oddity.subject);
                }
            }
            CHECK((options.native ? named.contains("block 40") : true));
        }
    }
}

TEST_CASE("a block that a lagging replica does not show is no gap", "[rpc][contradiction]")
{
    std::atomic<int> asked = 0;
    FakeChain chain = chain_with_payments();
    chain.bend = [&](const std::string& method, const json& params) {
        return method == "eth_getBlockByNumber" && params[0] == "0x32" && ++asked < 100
                   ? json{{"result", nullptr}}
                   : json();
    };
    FakeNode node{chain.handler()};
    FakeMemory memory;
    rpc::JsonRpcChainClient client{patient_options(node, memory), kLog};
    CHECK_THAT(error_of([&] { static_cast<void>(read_all(client, 1, 60, 100, native_only())); }),
               Catch::Contains("lags: it has no block 50 yet"));
}

TEST_CASE("a transaction that two blocks show counts in the block of its receipt",
          "[rpc][contradiction]")
{
    for (const std::uint64_t shown : {30U, 28U, 35U, 55U}) { // Its own is block 30.
        INFO(shown);
        FakeChain chain = chain_with_payments();
        const auto before = chain.transactions;
        chain.transactions = [&, before](std::uint64_t number) {
            json list = before(number);
            if (number == shown) {
                list.push_back(FakeChain::transaction(30, 2, kOurs, "0x7"));
            }
            return list;
        };
        FakeNode node{chain.handler()};
        FakeMemory memory;
        rpc::JsonRpcChainClient client{patient_options(node, memory), kLog};
        std::vector<rpc::BlockRange> ranges;
        CHECK(error_of([&] { ranges = read_all(client, 1, 60, 20, native_only()); }) == "none");
        std::set<evm::TxHash> hashes;
        for (const evm::Transfer& transfer : transfers_of(ranges)) {
            hashes.insert(transfer.tx_hash);
            if (transfer.tx_hash.to_hex() == FakeChain::hash_of(30'002, 't')) {
                CHECK(transfer.block_number == 30);
                CHECK(transfer.block_hash.to_hex() == FakeChain::hash_of(30));
                CHECK(transfer.block_time_s == 1'700'000'030);
            }
        }
        CHECK(hashes.size() == 6);
        std::size_t oddities = 0;
        for (const rpc::BlockRange& range : ranges) {
            oddities += range.oddities.size();
        }
        CHECK(oddities == (shown == 30 ? 0U : 1U));
    }
}

TEST_CASE("a receipt without a status holds up its own transfer alone", "[rpc][contradiction]")
{
    FakeChain chain = chain_with_payments();
    chain.bend = [&](const std::string& method, const json& params) {
        if (method != "eth_getTransactionReceipt") {
            return json();
        }
        json receipt = chain.receipt_of(params[0]);
        receipt.erase("gasUsed");
        if (params[0] == FakeChain::hash_of(30'002, 't')) {
            receipt.erase("status");
        }
        return json{{"result", receipt}};
    };
    FakeNode node{chain.handler()};
    FakeMemory memory;
    rpc::JsonRpcChainClient client{patient_options(node, memory), kLog};
    const auto ranges = read_all(client, 1, 60, 100, native_only());
    CHECK(transfers_of(ranges).size() == 5);
    REQUIRE(ranges[0].oddities.size() == 1);
    CHECK(ranges[0].oddities[0].kind == rpc::OddityKind::receipt_without_status);
    const evm::TxHash hash = *evm::TxHash::parse(FakeChain::hash_of(30'002, 't'));
    CHECK_FALSE(client.receipts({&hash, 1}).front().has_value());
}

TEST_CASE("an event with another block's hash counts if its receipt is of the block",
          "[rpc][contradiction]")
{
    for (const bool receipt_agrees : {true, false}) {
        INFO(receipt_agrees);
        const std::string other = FakeChain::hash_of(28, 'o');
        FakeChain chain = chain_with_payments();
        for (json& log : chain.logs) {
            if (log["blockNumber"] == "0x1c") {
                log["blockHash"] = other;
            }
        }
        chain.bend = [&](const std::string& method, const json& params) {
            if (method != "eth_getTransactionReceipt" || receipt_agrees) {
                return json();
            }
            json receipt = chain.receipt_of(params[0]);
            receipt["blockHash"] = other;
            return json{{"result", receipt}};
        };
        FakeNode node{chain.handler()};
        FakeMemory memory;
        rpc::JsonRpcChainClient client{patient_options(node, memory), kLog};
        std::vector<rpc::BlockRange> ranges;
        CHECK(error_of([&] { ranges = read_all(client, 1, 60, 100, tokens_only()); }) == "none");
        const auto found = transfers_of(ranges);
        CHECK(found.size() == (receipt_agrees ? 7U : 6U));
        for (const evm::Transfer& transfer : found) {
            CHECK(transfer.block_hash.to_hex() == FakeChain::hash_of(transfer.block_number));
        }
        REQUIRE(ranges.size() == 1);
        REQUIRE(ranges[0].oddities.size() == 1);
        CHECK(ranges[0].oddities[0].kind == rpc::OddityKind::log_of_other_block);
    }
}

TEST_CASE("null is no logs, and pruned is no block", "[rpc][contradiction]")
{
    for (const char* words :
         {"pruned history unavailable", "Requested resource not found.", "missing trie node 12ab",
          "header not found", "state 0x1234 is not available"}) {
        INFO(words);
        FakeChain chain = chain_with_payments();
        chain.bend = [&](const std::string& method, const json& params) {
            if (method == "eth_getLogs" &&
                chain.logs_of(height_in(params[0]["fromBlock"]), height_in(params[0]["toBlock"]))
                    .empty()) {
                return json{{"result", nullptr}};
            }
            return method == "eth_getBlockByNumber" && height_in(params[0]) < 10
                       ? json{{"error", {{"code", -32000}, {"message", words}}}}
                       : json();
        };
        FakeNode node{chain.handler()};
        FakeMemory memory;
        auto options = patient_options(node, memory);
        options.logs_blocks_max = 2;
        rpc::JsonRpcChainClient client{options, kLog};
        std::vector<std::optional<rpc::BlockHeader>> headers;
        CHECK(error_of([&] { headers = client.headers(first_blocks(12)); }) == "none");
        REQUIRE(headers.size() == 12);
        CHECK_FALSE(headers[8]);
        CHECK(headers[9]);
        CHECK(transfers_of(read_all(client, 20, 60, 100, tokens_only())).size() == 4);
    }
}
