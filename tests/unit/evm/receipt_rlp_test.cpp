// SPDX-License-Identifier: MIT
#include "evm/receipt_rlp.hpp"
#include "evm/trie.hpp"
#include "unit/raw_json.hpp"

using namespace ctrip;

namespace {

std::vector<base::Bytes> encoded(const std::vector<evm::RawReceipt>& receipts)
{
    std::vector<base::Bytes> items;
    for (const evm::RawReceipt& receipt : receipts) {
        items.push_back(evm::encode_receipt(receipt).value());
    }
    return items;
}

} // namespace

TEST_CASE("the receipts of a block have its root: with status, with state root, typed, deposits",
          "[evm][receipt_rlp]")
{
    std::size_t blocks = 0;
    const auto light = test::load_vectors("light_verification.json");
    for (const auto& vector : light["receipts"]) {
        const auto receipts = test::raw_receipts_of(vector["receipts"]);
        REQUIRE(receipts.problem.empty());
        CHECK(evm::trie_root(encoded(receipts.receipts)) == test::word_of(vector["receipts_root"]));
        ++blocks;
    }
    const auto mined = test::load_vectors("mined_blocks.json");
    const auto check = [&](const nlohmann::json& block) {
        const auto receipts = test::raw_receipts_of(block["receipts"]);
        REQUIRE(receipts.problem.empty());
        CHECK(evm::trie_root(encoded(receipts.receipts)) ==
              test::word_of(block["block"]["receiptsRoot"]));
        ++blocks;
    };
    check(mined["anvil"]);
    check(mined["chains"][0]);
    CHECK(blocks == 4);
}

TEST_CASE("a receipt's path to the root is the published one", "[evm][receipt_rlp]")
{
    const auto mined = test::load_vectors("mined_blocks.json")["anvil"];
    const auto items = encoded(test::raw_receipts_of(mined["receipts"]).receipts);
    for (const auto& proof : mined["proofs"]) {
        const std::size_t index = test::number_of(proof["index"]);
        CHECK(evm::prove_item(items, index) == test::all_bytes_of(proof["receipt"]));
    }
}

TEST_CASE("the bloom of the logs is the receipt's", "[evm][receipt_rlp]")
{
    std::size_t with_logs = 0;
    const auto light = test::load_vectors("light_verification.json");
    for (const auto& vector : light["receipts"]) {
        for (const evm::RawReceipt& receipt : test::raw_receipts_of(vector["receipts"]).receipts) {
            REQUIRE(receipt.bloom.has_value());
            CHECK(evm::bloom_of(receipt.logs) == *receipt.bloom);
            with_logs += receipt.logs.empty() ? 0 : 1;
        }
    }
    CHECK(with_logs > 0);
}

TEST_CASE("a receipt without status and state root can't be encoded", "[evm][receipt_rlp]")
{
    CHECK_FALSE(evm::encode_receipt({}).has_value());
    CHECK(evm::encode_receipt({.succeeded = true}).has_value());
    // A deposit of before Canyon: neither its nonce nor a version is encoded.
    const evm::RawReceipt old{
        .type = evm::kDepositType, .succeeded = true, .deposit_nonce = evm::Amount{5}};
    const evm::RawReceipt plain{.type = evm::kDepositType, .succeeded = true};
    CHECK(evm::encode_receipt(old) == evm::encode_receipt(plain));
    // Celo's has the base fee behind the logs.
    evm::RawReceipt celo{.type = evm::kCeloType, .succeeded = true};
    const base::Bytes before = *evm::encode_receipt(celo);
    celo.base_fee = evm::Amount{5};
    const base::Bytes after = *evm::encode_receipt(celo);
    CHECK(after.size() == before.size() + 1);
    CHECK(after.back() == 5);
}
