// SPDX-License-Identifier: MIT
// Light verification: what a block's header proves, whichever node shows it. A header proves itself
// by its hash, the receipts and transactions by its roots, balances by its state root.
#pragma once

#include "base/hex.hpp"
#include "evm/address.hpp"
#include "evm/hash.hpp"
#include "evm/header_rlp.hpp"
#include "evm/transaction_rlp.hpp"
#include "evm/transfer.hpp"
#include "evm/trie.hpp"
#include "rpc/block_header.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace ctrip::rpc {

struct MinedTransaction
{
    std::optional<evm::TxHash> hash;
    std::optional<evm::RawTransaction> fields; ///< None: a field is missing or malformed.
};

/// A header with all the fields that its hash is made of.
struct FullHeader
{
    BlockHeader header;
    /// None where the node leaves out a field, or sends one that is malformed. Not yet compared
    /// with the hash.
    std::optional<evm::RawHeader> raw;
    bool has_bloom = true; ///< False: the bloom is missing or malformed; the receipts tell it.
    std::vector<evm::TxHash> tx_hashes;         ///< As the node says; empty where one is malformed.
    std::vector<MinedTransaction> transactions; ///< Where they were asked for in full.
};

/// What was proved on a chain at least once: from then on an answer that does not hold is refused.
struct Provable
{
    bool headers = false;
    bool receipts = false;
    bool transactions = false;

    friend bool operator==(const Provable&, const Provable&) noexcept = default;
};

enum class Proof : std::uint8_t
{
    proved,
    refuted, ///< What the header proves contradicts the transfer.
    refused, ///< The chain was proved before, and now no node shows what the header proves.
    open,    ///< Can't be proved: nothing is known.
};

struct TransferProof
{
    Proof proof = Proof::open;
    std::string why; ///< What differs, or what is missing; empty where proved.
    /// Of a proved event: how many events of its token the block has from its sender to its
    /// recipient. As many may be booked.
    std::size_t copies = 0;
    bool is_at_index = false; ///< And that the event is the block's log of the transfer's index.
};

struct ProofRequest
{
    std::span<const evm::Transfer> transfers;
    /// For each transfer the native money that was booked to its recipient in its block; read for
    /// those that only a balance shows.
    std::vector<evm::Amount> native_sums;
    /// Headers that were read already, by number; they save a call.
    std::map<evm::BlockNumber, FullHeader> headers;
    /// Fee-on-transfer tokens: the booked amount may be below the event's.
    std::vector<evm::Address> partial_tokens;
    Provable known;         ///< Of the chain, from earlier runs.
    std::int64_t now_s = 0; ///< Unix time: missing receipts of an old block are no refusal.
};

struct ProofReport
{
    std::vector<TransferProof> proofs; ///< One for each transfer, in order.
    Provable learnt;                   ///< `known`, and what was proved now.
};

/// A trie's item with the path to it.
struct ItemEvidence
{
    std::size_t index = 0;
    base::Bytes item; ///< As the trie has it.
    evm::TrieProof nodes;
};

/// An account at the ends of a block and of the one before.
struct AccountEvidence
{
    evm::Address address;
    evm::RawHeader before_header;
    evm::TrieProof before;
    evm::TrieProof after;
    evm::AccountState before_state;
    evm::AccountState after_state;
};

/// All that proves one transfer to somebody who trusts its block's hash.
struct TransferEvidence
{
    TransferProof proof;
    std::optional<evm::RawHeader> header; ///< Its hash is the block's.
    std::optional<ItemEvidence> receipt;
    std::optional<ItemEvidence> transaction;
    std::optional<AccountEvidence> account; ///< Of transfers that no receipt shows.
    std::size_t log_position = 0;           ///< Of an event: its place in the receipt's logs.
};

class ProofReader
{
public:
    ProofReader() = default;
    ProofReader(const ProofReader&) = delete;
    ProofReader& operator=(const ProofReader&) = delete;
    virtual ~ProofReader() = default;

    /// As BlockSource::headers(), with all fields, and those of `with_transactions` also with their
    /// transactions; the same number of calls.
    [[nodiscard]] virtual std::vector<std::optional<FullHeader>>
    full_headers(std::span<const evm::BlockNumber> numbers,
                 const std::set<evm::BlockNumber>& with_transactions) = 0;

    /// Asks one node, and others in turn for what it does not prove. For each block one call for
    /// its receipts (where a node has no eth_getBlockReceipts, one for each transaction), one for
    /// what the request's headers lack, and three for a balance. Never throws for what nodes
    /// answer; Error{unavailable} where none does.
    [[nodiscard]] virtual ProofReport prove(const ProofRequest& request) = 0;

    /// The evidence of each transfer, in order, with the same calls.
    [[nodiscard]] virtual std::vector<TransferEvidence> evidence(const ProofRequest& request) = 0;
};

} // namespace ctrip::rpc
