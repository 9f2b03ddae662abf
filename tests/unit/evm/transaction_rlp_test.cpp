// SPDX-License-Identifier: MIT
#include "crypto/keccak256.hpp"
#include "evm/transaction_rlp.hpp"
#include "evm/trie.hpp"
#include "unit/raw_json.hpp"

#include <set>

using namespace ctrip;

namespace {

std::vector<base::Bytes> checked_items(const rpc::FullHeader& block)
{
    std::vector<base::Bytes> items;
    for (const rpc::MinedTransaction& tx : block.transactions) {
        REQUIRE(tx.fields.has_value());
        items.push_back(evm::encode_transaction(*tx.fields).value());
        CHECK(crypto::keccak256(items.back()) == tx.hash->bytes);
    }
    return items;
}

} // namespace

TEST_CASE("transactions hash to their hashes and have their block's root", "[evm][transaction_rlp]")
{
    const auto mined = test::load_vectors("mined_blocks.json");
    std::set<int> types;
    for (const auto& block : {mined["anvil"]["block"], mined["chains"][0]["block"]}) {
        const rpc::FullHeader raw = test::raw_block_of(block);
        REQUIRE(raw.transactions.size() == block["transactions"].size());
        CHECK(evm::trie_root(checked_items(raw)) == test::word_of(block["transactionsRoot"]));
        for (const rpc::MinedTransaction& tx : raw.transactions) {
            types.insert(tx.fields->type);
        }
    }
    CHECK(types == std::set<int>{0, 1, 2, 4, 0x7e});
}

TEST_CASE("a blob transaction is encoded without its blobs", "[evm][transaction_rlp]")
{
    const auto blob = test::load_vectors("mined_blocks.json")["blob"];
    nlohmann::json block = test::load_vectors("mined_blocks.json")["amsterdam"];
    block["transactions"] = nlohmann::json::array({blob["json"]});
    const auto items = checked_items(test::raw_block_of(block));
    CHECK(items.at(0) == test::bytes_of(blob["raw"]));
}

TEST_CASE("transactions that ctrip signs are the same here", "[evm][transaction_rlp]")
{
    const evm::Eip1559Tx own{.chain_id = 1,
                             .nonce = 2,
                             .max_priority_fee = 3,
                             .max_fee = 4,
                             .gas = 5,
                             .to = evm::Address{{6}},
                             .value = 7,
                             .data = {8},
                             .access_list = {{.address = evm::Address{{9}}, .storage_keys = {{}}}}};
    const evm::Signature signature{};
    const evm::RawTransaction raw{.type = 2,
                                  .chain_id = 1,
                                  .nonce = 2,
                                  .max_priority_fee = 3,
                                  .max_fee = 4,
                                  .gas = 5,
                                  .to = evm::Address{{6}},
                                  .value = 7,
                                  .data = {8},
                                  .access_list = own.access_list};
    CHECK(evm::encode_transaction(raw) == evm::encode_signed(own, signature));
}

TEST_CASE("a type that is not known can't be encoded", "[evm][transaction_rlp]")
{
    for (const int type : {0x05, 0x06, 0x64, 0x76, 0x7f}) {
        evm::RawTransaction tx;
        tx.type = static_cast<std::uint8_t>(type);
        CHECK_FALSE(evm::encode_transaction(tx).has_value());
    }
}
