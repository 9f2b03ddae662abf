// SPDX-License-Identifier: MIT
// Merkle-Patricia tries (Yellow Paper, appendix D): the root of an indexed list, as a header has it
// of its transactions and receipts, inclusion proofs, and accounts under a state root (EIP-1186).
// Pure. Everything that comes from a node is bounded and checked; what is malformed is no proof.
#pragma once

#include "base/hex.hpp"
#include "evm/address.hpp"
#include "evm/amount.hpp"
#include "evm/hash.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ctrip::evm {

/// The RLP of the nodes from the root down to a key's place, without nodes that are inlined.
using TrieProof = std::vector<base::Bytes>;

/// A path has at most 64 nibbles, and each node on it takes one or more.
inline constexpr std::size_t kTrieProofNodesMax = 65;
/// Larger nodes are not decoded: a node of an account trie has a few hundred bytes.
inline constexpr std::size_t kTrieNodeBytesMax = 1U << 20U;

/// The root of a trie without items: Keccak of the RLP of an empty string.
inline constexpr Word kEmptyTrieRoot{
    0x56, 0xe8, 0x1f, 0x17, 0x1b, 0xcc, 0x55, 0xa6, 0xff, 0x83, 0x45, 0xe6, 0x92, 0xc0, 0xf8, 0x6e,
    0x5b, 0x48, 0xe0, 0x1b, 0x99, 0x6c, 0xad, 0xc0, 0x01, 0x62, 0x2f, 0xb5, 0xe3, 0x63, 0xb4, 0x21};

/// The key of an item of a list: the RLP of its index.
[[nodiscard]] base::Bytes trie_key(std::size_t index);

/// The root of a list of items, none of which is empty.
[[nodiscard]] Word trie_root(std::span<const base::Bytes> items);

/// The proof that the list of this root has items[index] at its index, which must exist.
[[nodiscard]] TrieProof prove_item(std::span<const base::Bytes> items, std::size_t index);

struct TrieAnswer
{
    bool proved = false;             ///< False: the proof does not hold, and nothing is known.
    std::optional<base::Bytes> item; ///< None, where proved: the trie has no such key.
};

/// What a proof says of a key. Nodes that are not on the key's path are skipped, as some nodes of
/// the network send them. Never throws for malformed input.
[[nodiscard]] TrieAnswer look_up(const Word& root, base::ByteView key,
                                 std::span<const base::Bytes> proof);

struct AccountState
{
    std::uint64_t nonce = 0;
    Amount balance;
    Word storage_root = kEmptyTrieRoot;
    Word code_hash{}; ///< Of an account that does not exist: of empty code.

    /// A contract, or an account that delegates to one (EIP-7702).
    [[nodiscard]] bool has_code() const noexcept;

    friend bool operator==(const AccountState&, const AccountState&) noexcept = default;
};

/// The account at the end of the block with this state root, by the accountProof of eth_getProof.
/// An account that is proved to be absent has nonce and balance zero and no code. None: the proof
/// does not hold.
[[nodiscard]] std::optional<AccountState> account_of(const Word& state_root, const Address& address,
                                                     std::span<const base::Bytes> proof);

} // namespace ctrip::evm
