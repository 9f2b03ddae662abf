// SPDX-License-Identifier: MIT
// Trie proofs: whatever the nodes, a proof holds only if its first node hashes to the root, and of
// two proofs under one root that hold for a key both say the same.
#include "crypto/keccak256.hpp"
#include "evm/trie.hpp"
#include "fuzz/input.hpp"

#include <vector>

using namespace ctrip;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    fuzz::Input input{data, size};
    const std::size_t key_size = input.byte() % 33;
    const auto key = input.bytes(key_size);
    std::vector<base::Bytes> nodes;
    while (!input.rest().empty() && nodes.size() < 8) {
        const std::size_t high = input.byte() * std::size_t{256};
        const std::size_t length = high + input.byte();
        const auto bytes = input.bytes(length);
        nodes.emplace_back(bytes.begin(), bytes.end());
    }
    if (nodes.empty()) {
        return 0;
    }
    // Roots of one's own: the nodes are looked at instead of being refused by their hash.
    const evm::Word root = crypto::keccak256(nodes.front());
    const evm::TrieAnswer answer = evm::look_up(root, key, nodes);
    fuzz::require(answer.proved || !answer.item, "nothing is known without a proof");
    fuzz::require(!answer.item || !answer.item->empty(), "an item is not empty");
    const std::vector<base::Bytes> again(nodes.rbegin(), nodes.rend());
    const evm::TrieAnswer other = evm::look_up(root, key, again);
    fuzz::require(!other.proved || !answer.proved || other.item == answer.item, "one truth");
    fuzz::require(!evm::look_up(evm::Word{}, key, nodes).proved, "no root");

    // What the nodes would be as a list is proved by its own paths.
    std::erase_if(nodes, [](const base::Bytes& item) { return item.empty(); });
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto found =
            evm::look_up(evm::trie_root(nodes), evm::trie_key(i), evm::prove_item(nodes, i));
        fuzz::require(found.proved && found.item == nodes[i], "each item is proved");
    }
    static_cast<void>(evm::account_of(root, evm::Address{}, nodes));
    return 0;
}
