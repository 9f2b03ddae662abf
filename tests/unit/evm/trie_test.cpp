// SPDX-License-Identifier: MIT
#include "crypto/keccak256.hpp"
#include "evm/rlp.hpp"
#include "evm/trie.hpp"
#include "unit/raw_json.hpp"

using namespace ctrip;
using test::bytes_of;
using test::word_of;

namespace {

/// Item i of a list of the vectors, see their "about".
std::vector<base::Bytes> list_of(const nlohmann::json& list)
{
    std::vector<base::Bytes> items;
    for (std::size_t i = 0; i < test::number_of(list["count"]); ++i) {
        const bool one_byte = list["one_byte"].get<bool>();
        base::Bytes item(one_byte ? 1 : 1 + i % 40, static_cast<std::uint8_t>(i % 256));
        item[0] = static_cast<std::uint8_t>(one_byte ? i + 1 : i % 250 + 1);
        items.push_back(item);
    }
    return items;
}

base::Bytes key_of(const evm::Address& address)
{
    const crypto::Digest digest = crypto::keccak256(address.bytes);
    return {digest.begin(), digest.end()};
}

struct ProofVector
{
    evm::Address address;
    evm::Word state_root;
    std::vector<base::Bytes> nodes;
    nlohmann::json result;
};

ProofVector proof_vector()
{
    const auto file = test::load_vectors("light_verification.json");
    const auto& proof = file["proofs"].at(0);
    return {.address = test::address_of(proof["params"][0]),
            .state_root = word_of(proof["state_root"]),
            .nodes = test::all_bytes_of(proof["result"]["accountProof"]),
            .result = proof["result"]};
}

} // namespace

TEST_CASE("the root of a list is the published one, and each item of it is proved", "[evm][trie]")
{
    const auto file = test::load_vectors("mined_blocks.json");
    REQUIRE(file["lists"].size() >= 10);
    for (const auto& list : file["lists"]) {
        CAPTURE(list["count"]);
        const auto items = list_of(list);
        const evm::Word root = word_of(list["root"]);
        CHECK(evm::trie_root(items) == root);
        for (std::size_t i = 0; i < items.size(); ++i) {
            const evm::TrieProof proof = evm::prove_item(items, i);
            const evm::TrieAnswer answer = evm::look_up(root, evm::trie_key(i), proof);
            REQUIRE(answer.proved);
            REQUIRE(answer.item == items[i]);
            CHECK(crypto::keccak256(proof.front()) == root);
        }
    }
}

TEST_CASE("a published proof of an item holds, inlined nodes or not", "[evm][trie]")
{
    const auto file = test::load_vectors("mined_blocks.json");
    for (const auto& list : file["lists"]) {
        const auto items = list_of(list);
        for (const auto& proof : list["proofs"]) {
            const std::size_t index = test::number_of(proof["index"]);
            CAPTURE(list["count"], index);
            const auto nodes = test::all_bytes_of(proof["nodes"]);
            const evm::TrieAnswer answer =
                evm::look_up(word_of(list["root"]), evm::trie_key(index), nodes);
            CHECK(answer.proved);
            CHECK(answer.item == items[index]);
            // Ours are the same without the inlined ones.
            for (const base::Bytes& node : evm::prove_item(items, index)) {
                CHECK(std::find(nodes.begin(), nodes.end(), node) != nodes.end());
            }
        }
    }
}

TEST_CASE("a list proves that it ends", "[evm][trie]")
{
    const std::vector<base::Bytes> items(200, base::Bytes(40, 7));
    const evm::Word root = evm::trie_root(items);
    // The nodes towards item 199 show that 200, its neighbour in the trie, is not there.
    const evm::TrieProof proof = evm::prove_item(items, 199);
    const evm::TrieAnswer answer = evm::look_up(root, evm::trie_key(200), proof);
    CHECK(answer.proved);
    CHECK_FALSE(answer.item.has_value());
    // Of a key elsewhere they show nothing.
    CHECK_FALSE(evm::look_up(root, evm::trie_key(3), proof).proved);
    CHECK(evm::look_up(evm::kEmptyTrieRoot, evm::trie_key(0), {}).proved);
    CHECK(evm::trie_root({}) == evm::kEmptyTrieRoot);
    CHECK(crypto::keccak256(evm::encode_rlp_bytes({})) == evm::kEmptyTrieRoot);
}

TEST_CASE("published account proofs hold", "[evm][trie]")
{
    const auto file = test::load_vectors("light_verification.json");
    REQUIRE(file["proofs"].size() == 4);
    for (const auto& proof : file["proofs"]) {
        const auto nodes = test::account_nodes_of(proof["result"]);
        REQUIRE(nodes.complete);
        const auto account = evm::account_of(word_of(proof["state_root"]),
                                             test::address_of(proof["params"][0]), nodes.nodes);
        REQUIRE(account.has_value());
        CHECK(account->balance ==
              *evm::Amount::from_quantity(proof["result"]["balance"].get<std::string>()));
        CHECK(account->nonce == 0);
        CHECK(account->code_hash == word_of(proof["result"]["codeHash"]));
        CHECK(account->storage_root == word_of(proof["result"]["storageHash"]));
        CHECK(account->has_code());
    }
}

TEST_CASE("an account that does not exist is proved to have nothing", "[evm][trie]")
{
    const ProofVector vector = proof_vector();
    // The path of the vector's account: others diverge from it.
    bool found = false;
    for (std::uint8_t i = 0; i < 255 && !found; ++i) {
        const evm::Address other{{i, 0xcc}};
        const auto account = evm::account_of(vector.state_root, other, vector.nodes);
        if (account) {
            found = true;
            CHECK(account->balance.is_zero());
            CHECK(account->nonce == 0);
            CHECK_FALSE(account->has_code());
            CHECK_FALSE(evm::look_up(vector.state_root, key_of(other), vector.nodes).item);
        }
    }
    CHECK(found);
    CHECK(evm::account_of(evm::kEmptyTrieRoot, vector.address, {})->balance.is_zero());
}

TEST_CASE("a proof with any other bit does not hold", "[evm][trie]")
{
    const ProofVector vector = proof_vector();
    for (std::size_t node = 0; node < vector.nodes.size(); ++node) {
        for (std::size_t byte = 0; byte < vector.nodes[node].size(); byte += 7) {
            auto nodes = vector.nodes;
            nodes[node][byte] ^= 1U;
            REQUIRE_FALSE(evm::account_of(vector.state_root, vector.address, nodes).has_value());
        }
    }
    auto cut = vector.nodes;
    cut.pop_back();
    CHECK_FALSE(evm::account_of(vector.state_root, vector.address, cut).has_value());
    CHECK_FALSE(evm::account_of(vector.state_root, vector.address, {}).has_value());
    CHECK_FALSE(evm::account_of(evm::Word{}, vector.address, vector.nodes).has_value());
    std::swap(cut[0], cut[1]);
    CHECK_FALSE(evm::account_of(vector.state_root, vector.address, cut).has_value());
    const std::vector<base::Bytes> many(evm::kTrieProofNodesMax + 1, vector.nodes[0]);
    CHECK_FALSE(evm::account_of(vector.state_root, vector.address, many).has_value());
}

TEST_CASE("malformed nodes are no proof, whatever their hash", "[evm][trie]")
{
    const evm::Address address{{1}};
    base::Bytes deep;
    for (int i = 0; i < 40; ++i) {
        deep.insert(deep.begin(), static_cast<std::uint8_t>(0xc0 + std::min(i, 54)));
    }
    base::Bytes account; // Three fields instead of four.
    {
        evm::RlpList list;
        list.add_number(1).add_number(2).add_number(3);
        account = list.encode();
    }
    const base::Bytes leaf_path = [&] {
        base::Bytes path{0x20};
        const base::Bytes key = key_of(address);
        path.insert(path.end(), key.begin(), key.end());
        return path;
    }();
    evm::RlpList branch;
    for (int i = 0; i < 17; ++i) {
        branch.add_bytes(base::Bytes(31, 1)); // No hash and no node.
    }
    const base::Bytes cases[]{
        {},
        {0xc0},
        {0x05},
        base::Bytes(70, 0xff),
        deep,
        branch.encode(),
        evm::RlpList{}.add_bytes({}).add_bytes(account).encode(),
        evm::RlpList{}.add_bytes(base::Bytes{0x40}).add_bytes(account).encode(),
        evm::RlpList{}.add_bytes(base::Bytes{0x01}).add_bytes(account).encode(),
        evm::RlpList{}.add_bytes(base::Bytes{0x00}).add_bytes(account).encode(),
        evm::RlpList{}.add_list({}).add_bytes(account).encode(),
        evm::RlpList{}.add_bytes(leaf_path).add_bytes(account).encode(),
        evm::RlpList{}.add_bytes(leaf_path).add_list({}).encode(),
        evm::RlpList{}.add_bytes(leaf_path).add_bytes(base::Bytes{0x05}).encode(),
    };
    for (const base::Bytes& node : cases) {
        CAPTURE(base::to_hex(node));
        const evm::Word root = crypto::keccak256(node);
        CHECK_FALSE(evm::account_of(root, address, std::vector<base::Bytes>{node}).has_value());
    }
    const base::Bytes large(evm::kTrieNodeBytesMax + 1, 0xc0);
    CHECK_FALSE(evm::account_of(crypto::keccak256(large), address, std::vector<base::Bytes>{large})
                    .has_value());
}
