// SPDX-License-Identifier: MIT
#include "rpc/parse/raw_block.hpp"
#include "unit/raw_json.hpp"

using namespace ctrip;
using nlohmann::json;

namespace {

json anvil()
{
    return test::load_vectors("mined_blocks.json")["anvil"];
}

json receipt_with(const std::string& name, const json& value)
{
    json receipt = anvil()["receipts"][0];
    receipt[name] = value;
    return json::array({receipt});
}

} // namespace

TEST_CASE("an odd or missing field spoils the header's proof, not the header", "[rpc][raw_block]")
{
    const json block = anvil()["block"];
    for (const char* name : {"stateRoot", "extraData", "nonce", "miner", "mixHash", "difficulty"}) {
        CAPTURE(name);
        for (const json& odd : {json(nullptr), json("0x0g"), json(5), json::array({"0x1"}),
                                json::object({{"a", 1}})}) {
            json other = block;
            other[name] = odd;
            const rpc::FullHeader full = test::full_header_of(other);
            CHECK_FALSE(full.raw.has_value());
            CHECK(full.header.hash.to_hex() == block["hash"].get<std::string>());
        }
    }
    for (const json& odd : {json(nullptr), json("0x"), json("0x0"), json(false)}) {
        json other = block;
        other["logsBloom"] = odd;
        const rpc::FullHeader full = test::full_header_of(other);
        CHECK(full.raw.has_value());
        CHECK_FALSE(full.has_bloom);
    }
    json other = block;
    other["requestsHash"] = "0x12";
    CHECK_FALSE(test::full_header_of(other).raw.has_value());
    other.erase("hash");
    CHECK_THROWS_AS(test::full_header_of(other), rpc::BadReply);
}

TEST_CASE("the hashes of a block's transactions are read, all or none", "[rpc][raw_block]")
{
    json block = anvil()["block"];
    const auto read = [&] {
        rpc::JsonParser parser;
        std::string body = test::as_reply(block);
        return rpc::parse_full_headers(parser, body, 1).at(0).result->tx_hashes;
    };
    const std::string hash = "0x" + std::string(64, 'a');
    block["transactions"] = {hash, hash};
    CHECK(read().size() == 2);
    block["transactions"] = {hash, 7, hash};
    CHECK(read().empty());
    block["transactions"] = nullptr;
    CHECK(read().empty());
}

TEST_CASE("receipts are in the order of their transactions, whatever the node's",
          "[rpc][raw_block]")
{
    json receipts = anvil()["receipts"];
    const auto in_order = test::raw_receipts_of(receipts);
    std::reverse(receipts.begin(), receipts.end());
    const auto reversed = test::raw_receipts_of(receipts);
    REQUIRE(reversed.receipts.size() == in_order.receipts.size());
    for (std::size_t i = 0; i < receipts.size(); ++i) {
        CHECK(reversed.receipts[i].tx_hash == in_order.receipts[i].tx_hash);
    }
}

TEST_CASE("what a receipt's proof does not need may be missing or odd", "[rpc][raw_block]")
{
    const auto usable = [](const json& receipts) {
        return test::raw_receipts_of(receipts).problem.empty();
    };
    CHECK(usable(anvil()["receipts"]));
    for (const char* name : {"gasUsed", "effectiveGasPrice", "from", "root", "logsBloom",
                             "transactionHash", "blockHash"}) {
        CAPTURE(name);
        CHECK(usable(receipt_with(name, "odd")));
        CHECK(usable(receipt_with(name, nullptr)));
    }
    CHECK(test::raw_receipts_of(receipt_with("status", nullptr)).problem.empty());
    CHECK_FALSE(test::raw_receipts_of(receipt_with("status", "0x2")).receipts[0].succeeded);
    for (const char* name : {"logs", "cumulativeGasUsed"}) {
        CAPTURE(name);
        CHECK_FALSE(usable(receipt_with(name, "odd")));
        CHECK_FALSE(usable(receipt_with(name, nullptr)));
    }
    CHECK_FALSE(usable(receipt_with("type", "0x80")));
    CHECK_FALSE(usable(receipt_with("logs", json::array({json::object()}))));
    CHECK_FALSE(usable("no list"));
    CHECK_FALSE(usable(json::array({5})));
}

TEST_CASE("a missing sum of gas is that of the gas that was used", "[rpc][raw_block]")
{
    json receipts = anvil()["receipts"];
    evm::Amount before;
    for (json& receipt : receipts) {
        const auto sum =
            *evm::Amount::from_quantity(receipt["cumulativeGasUsed"].get<std::string>());
        receipt["gasUsed"] = (sum - before).to_quantity();
        receipt.erase("cumulativeGasUsed");
        before = sum;
    }
    const auto read = test::raw_receipts_of(receipts);
    CHECK(read.problem.empty());
    CHECK(read.receipts.back().cumulative_gas == before);
}

TEST_CASE("a transaction that can't be read keeps its hash", "[rpc][raw_block]")
{
    json block = anvil()["block"];
    json tx = block["transactions"][3];
    for (const char* name : {"value", "accessList", "nonce", "input", "r"}) {
        CAPTURE(name);
        json other = tx;
        other[name] = "odd";
        block["transactions"] = json::array({other});
        const auto read = test::raw_block_of(block).transactions.at(0);
        CHECK(read.hash.has_value());
        CHECK_FALSE(read.fields.has_value());
    }
    block["transactions"] = json::array({5, "0x12", json::object()});
    for (const rpc::MinedTransaction& read : test::raw_block_of(block).transactions) {
        CHECK_FALSE(read.hash.has_value());
    }
}

TEST_CASE("an account proof is complete or it is none", "[rpc][raw_block]")
{
    CHECK(test::account_nodes_of({{"accountProof", {"0xc0", "0xc1c0"}}}).complete);
    CHECK(test::account_nodes_of({{"accountProof", json::array()}}).complete);
    CHECK_FALSE(test::account_nodes_of(json::object()).complete);
    CHECK_FALSE(test::account_nodes_of({{"accountProof", {"0xc0", "0xc"}}}).complete);
    CHECK_FALSE(test::account_nodes_of({{"accountProof", "0xc0"}}).complete);
    CHECK_FALSE(test::account_nodes_of("0x").complete);
    const std::vector<std::string> many(1'000, "0xc0");
    const auto nodes = test::account_nodes_of({{"accountProof", many}});
    CHECK_FALSE(nodes.complete);
    CHECK(nodes.nodes.size() <= evm::kTrieProofNodesMax);
}
