// SPDX-License-Identifier: MIT
#include "evm/trie.hpp"

#include "base/check.hpp"
#include "crypto/keccak256.hpp"
#include "evm/rlp.hpp"

#include <algorithm>
#include <utility>

namespace ctrip::evm {

namespace {

constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kBranchItems = 17;
constexpr std::size_t kPairItems = 2;
/// Keccak of no bytes.
constexpr Word kEmptyCodeHash{0xc5, 0xd2, 0x46, 0x01, 0x86, 0xf7, 0x23, 0x3c, 0x92, 0x7e, 0x7d,
                              0xb2, 0xdc, 0xc7, 0x03, 0xc0, 0xe5, 0x00, 0xb6, 0x53, 0xca, 0x82,
                              0x27, 0x3b, 0x7b, 0xfa, 0xd8, 0x04, 0x5d, 0x85, 0xa4, 0x70};

using Nibbles = std::vector<std::uint8_t>;
using NibbleView = std::span<const std::uint8_t>;

Nibbles nibbles_of(base::ByteView bytes)
{
    Nibbles nibbles;
    nibbles.reserve(2 * bytes.size());
    for (const std::uint8_t byte : bytes) {
        nibbles.push_back(byte >> 4U);
        nibbles.push_back(byte & 0x0fU);
    }
    return nibbles;
}

/// The compact form of a path (appendix C): a flag for leaves, one for an odd length, the nibbles.
base::Bytes compact(NibbleView path, bool is_leaf)
{
    const bool is_odd = path.size() % 2 != 0;
    const unsigned flags = (is_leaf ? 0x20U : 0U) | (is_odd ? 0x10U : 0U);
    base::Bytes out{static_cast<std::uint8_t>(is_odd ? flags | path.front() : flags)};
    for (std::size_t i = is_odd ? 1 : 0; i < path.size(); i += 2) {
        out.push_back(static_cast<std::uint8_t>(path[i] << 4U | path[i + 1]));
    }
    return out;
}

struct TrieEntry
{
    Nibbles path;
    base::ByteView item;
};

/// Builds a trie out of entries that are sorted by path, from the leaves up.
class TrieBuilder
{
public:
    /// `proved`: the path whose nodes are collected, root last; empty: none.
    explicit TrieBuilder(std::span<const TrieEntry> entries, Nibbles proved = {})
        : m_entries(entries), m_proved(std::move(proved))
    {
    }

    [[nodiscard]] base::Bytes root() { return node(0, m_entries.size(), 0); }
    [[nodiscard]] TrieProof take_proof()
    {
        std::reverse(m_proof.begin(), m_proof.end());
        return std::move(m_proof);
    }

private:
    /// The RLP of the node over the entries [first, last), whose paths agree in `depth` nibbles.
    base::Bytes node(std::size_t first, std::size_t last, std::size_t depth);
    base::Bytes branch(std::size_t first, std::size_t last, std::size_t depth);
    /// How a node refers to the one below it: by hash, or by its RLP if that is shorter.
    static void add_child(RlpList& list, base::ByteView child);
    void collect(std::size_t first, std::size_t last, std::size_t depth, base::ByteView encoded);

    std::span<const TrieEntry> m_entries;
    Nibbles m_proved;
    TrieProof m_proof;
};

void TrieBuilder::add_child(RlpList& list, base::ByteView child)
{
    if (child.size() < kHashBytes) {
        list.add_encoded(child);
    } else {
        list.add_bytes(crypto::keccak256(child));
    }
}

/// Keeps a node on the proved path, unless it is inlined in the one above.
void TrieBuilder::collect(std::size_t first, std::size_t last, std::size_t depth,
                          base::ByteView encoded)
{
    const bool on_path =
        !m_proved.empty() &&
        std::any_of(m_entries.begin() + static_cast<std::ptrdiff_t>(first),
                    m_entries.begin() + static_cast<std::ptrdiff_t>(last),
                    [&](const TrieEntry& entry) { return entry.path == m_proved; });
    if (on_path && (depth == 0 || encoded.size() >= kHashBytes)) {
        m_proof.emplace_back(encoded.begin(), encoded.end());
    }
}

base::Bytes TrieBuilder::node(std::size_t first, std::size_t last, std::size_t depth)
{
    base::Bytes encoded;
    const NibbleView path = NibbleView{m_entries[first].path}.subspan(depth);
    if (last - first == 1) {
        encoded =
            RlpList{}.add_bytes(compact(path, true)).add_bytes(m_entries[first].item).encode();
    } else {
        // Sorted: what the first and the last have in common, all have.
        const NibbleView other = NibbleView{m_entries[last - 1].path}.subspan(depth);
        const auto end = std::mismatch(path.begin(), path.end(), other.begin(), other.end()).first;
        const auto common = static_cast<std::size_t>(end - path.begin());
        if (common == 0) {
            encoded = branch(first, last, depth);
        } else {
            RlpList list;
            list.add_bytes(compact(path.first(common), false));
            // A branch below an extension is never the root, so its depth is above zero.
            const base::Bytes child = branch(first, last, depth + common);
            collect(first, last, depth + common, child);
            add_child(list, child);
            encoded = list.encode();
        }
    }
    collect(first, last, depth, encoded);
    return encoded;
}

base::Bytes TrieBuilder::branch(std::size_t first, std::size_t last, std::size_t depth)
{
    RlpList list;
    base::ByteView own;
    if (m_entries[first].path.size() == depth) {
        own = m_entries[first++].item;
    }
    for (std::uint8_t nibble = 0; nibble < kBranchItems - 1; ++nibble) {
        std::size_t end = first;
        while (end < last && m_entries[end].path[depth] == nibble) {
            ++end;
        }
        if (end == first) {
            list.add_bytes({});
        } else {
            add_child(list, node(first, end, depth + 1));
        }
        first = end;
    }
    list.add_bytes(own);
    return list.encode();
}

std::vector<TrieEntry> entries_of(std::span<const base::Bytes> items)
{
    std::vector<TrieEntry> entries;
    entries.reserve(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) {
        entries.push_back({.path = nibbles_of(trie_key(i)), .item = items[i]});
    }
    std::sort(entries.begin(), entries.end(),
              [](const TrieEntry& a, const TrieEntry& b) { return a.path < b.path; });
    return entries;
}

/// Walks from the root towards a key, over nodes that a proof holds.
class TrieWalk
{
public:
    TrieWalk(const Word& root, Nibbles path, std::span<const base::Bytes> proof)
        : m_wanted(root), m_path(std::move(path)), m_rest(m_path), m_proof(proof)
    {
    }

    [[nodiscard]] TrieAnswer run();

private:
    enum class Step : std::uint8_t
    {
        down,   ///< To m_next.
        found,  ///< m_item.
        absent, ///< The trie has no such key.
        malformed,
    };

    [[nodiscard]] std::optional<base::ByteView> wanted_node();
    [[nodiscard]] Step step(const RlpItem& node);
    [[nodiscard]] Step step_branch(const RlpItem& node);
    [[nodiscard]] Step step_pair(const RlpItem& node);
    [[nodiscard]] Step found(const RlpItem& item);

    Word m_wanted; ///< The hash of the next node.
    Nibbles m_path;
    NibbleView m_rest; ///< Of the path.
    std::span<const base::Bytes> m_proof;
    std::size_t m_used = 0;
    const RlpItem* m_next = nullptr;
    base::ByteView m_item;
};

std::optional<base::ByteView> TrieWalk::wanted_node()
{
    while (m_used < m_proof.size()) {
        const base::Bytes& node = m_proof[m_used++];
        if (node.size() <= kTrieNodeBytesMax && crypto::keccak256(node) == m_wanted) {
            return node;
        }
    }
    return std::nullopt;
}

TrieWalk::Step TrieWalk::found(const RlpItem& item)
{
    if (item.is_list) {
        return Step::malformed;
    }
    m_item = item.bytes;
    return item.bytes.empty() ? Step::absent : Step::found;
}

TrieWalk::Step TrieWalk::step_branch(const RlpItem& node)
{
    if (m_rest.empty()) {
        return found(node.items.back());
    }
    m_next = &node.items[m_rest.front()];
    m_rest = m_rest.subspan(1);
    return !m_next->is_list && m_next->bytes.empty() ? Step::absent : Step::down;
}

TrieWalk::Step TrieWalk::step_pair(const RlpItem& node)
{
    const RlpItem& head = node.items.front();
    if (head.is_list || head.bytes.empty()) {
        return Step::malformed;
    }
    Nibbles path = nibbles_of(head.bytes);
    const unsigned flags = path.front();
    const bool is_odd = (flags & 1U) != 0;
    if (flags > 3U || (!is_odd && path[1] != 0)) {
        return Step::malformed;
    }
    const NibbleView own = NibbleView{path}.subspan(is_odd ? 1 : 2);
    if (flags >= 2U) { // A leaf.
        return std::equal(own.begin(), own.end(), m_rest.begin(), m_rest.end())
                   ? found(node.items.back())
                   : Step::absent;
    }
    if (own.empty()) {
        return Step::malformed; // It would lead down without using up the path.
    }
    if (own.size() > m_rest.size() || !std::equal(own.begin(), own.end(), m_rest.begin())) {
        return Step::absent;
    }
    m_rest = m_rest.subspan(own.size());
    m_next = &node.items.back();
    return Step::down;
}

TrieWalk::Step TrieWalk::step(const RlpItem& node)
{
    if (!node.is_list) {
        return Step::malformed;
    }
    if (node.items.size() == kBranchItems) {
        return step_branch(node);
    }
    return node.items.size() == kPairItems ? step_pair(node) : Step::malformed;
}

TrieAnswer TrieWalk::run()
{
    for (;;) { // Bounded: each turn uses up a node of the proof.
        const auto encoded = wanted_node();
        const auto decoded = encoded ? decode_rlp(*encoded) : std::nullopt;
        if (!decoded) {
            return {};
        }
        const RlpItem* node = &*decoded;
        for (bool inlined = true; inlined;) { // Bounded by the depth that decode_rlp allows.
            switch (step(*node)) {
            case Step::malformed:
                return {};
            case Step::absent:
                return {.proved = true, .item = std::nullopt};
            case Step::found:
                return {.proved = true, .item = base::Bytes(m_item.begin(), m_item.end())};
            case Step::down:
                break;
            }
            inlined = m_next->is_list;
            node = m_next;
        }
        if (node->bytes.size() != kHashBytes) {
            return {};
        }
        std::copy(node->bytes.begin(), node->bytes.end(), m_wanted.begin());
    }
}

bool read_word(const RlpItem& item, Word& out)
{
    if (item.is_list || item.bytes.size() != out.size()) {
        return false;
    }
    std::copy(item.bytes.begin(), item.bytes.end(), out.begin());
    return true;
}

std::optional<Amount> read_amount(const RlpItem& item)
{
    if (item.is_list || item.bytes.size() > kHashBytes ||
        (!item.bytes.empty() && item.bytes.front() == 0)) {
        return std::nullopt;
    }
    Word word{};
    std::copy_backward(item.bytes.begin(), item.bytes.end(), word.end());
    return Amount::from_be_bytes(word);
}

} // namespace

base::Bytes trie_key(std::size_t index)
{
    return encode_rlp_bytes(Amount{index}.to_minimal_bytes());
}

Word trie_root(std::span<const base::Bytes> items)
{
    if (items.empty()) {
        return kEmptyTrieRoot;
    }
    const std::vector<TrieEntry> entries = entries_of(items);
    return crypto::keccak256(TrieBuilder{entries}.root());
}

TrieProof prove_item(std::span<const base::Bytes> items, std::size_t index)
{
    CTRIP_CHECK(index < items.size());
    const std::vector<TrieEntry> entries = entries_of(items);
    TrieBuilder builder{entries, nibbles_of(trie_key(index))};
    static_cast<void>(builder.root());
    return builder.take_proof();
}

TrieAnswer look_up(const Word& root, base::ByteView key, std::span<const base::Bytes> proof)
{
    if (proof.size() > kTrieProofNodesMax) {
        return {};
    }
    if (root == kEmptyTrieRoot) {
        return {.proved = true, .item = std::nullopt};
    }
    return TrieWalk{root, nibbles_of(key), proof}.run();
}

bool AccountState::has_code() const noexcept
{
    return code_hash != kEmptyCodeHash;
}

std::optional<AccountState> account_of(const Word& state_root, const Address& address,
                                       std::span<const base::Bytes> proof)
{
    const TrieAnswer answer = look_up(state_root, crypto::keccak256(address.bytes), proof);
    if (!answer.proved) {
        return std::nullopt;
    }
    AccountState account{.code_hash = kEmptyCodeHash};
    if (!answer.item) {
        return account;
    }
    constexpr std::size_t fields = 4;
    const auto decoded = decode_rlp(*answer.item);
    if (!decoded || !decoded->is_list || decoded->items.size() != fields) {
        return std::nullopt;
    }
    const auto nonce = read_amount(decoded->items[0]);
    const auto balance = read_amount(decoded->items[1]);
    if (!nonce || !nonce->to_u64() || !balance ||
        !read_word(decoded->items[2], account.storage_root) ||
        !read_word(decoded->items[3], account.code_hash)) {
        return std::nullopt;
    }
    account.nonce = *nonce->to_u64();
    account.balance = *balance;
    return account;
}

} // namespace ctrip::evm
