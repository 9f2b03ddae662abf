// SPDX-License-Identifier: MIT
// Reads from one node what proves transfers of a few blocks, and keeps what holds.
#pragma once

#include "evm/receipt_rlp.hpp"
#include "rpc/parse/raw_block.hpp"
#include "rpc/proof_reader.hpp"
#include "rpc/read/exchange.hpp"
#include "rpc/verify/block_proof.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// One block and what is wanted of it.
struct BlockTask
{
    BlockRef block;
    bool wants_receipts = false;
    bool wants_transactions = false;
    std::set<evm::Address> accounts; ///< Of whose balances before and after the block.
    std::vector<std::size_t> places; ///< Of its transfers in the request.
    /// What nodes showed that does not hold, by its fingerprint, with the first that showed it.
    std::map<std::string, const Node*> disproofs;
};

/// Why something is not proved.
struct Lack
{
    enum class Kind : std::uint8_t
    {
        none,
        too_much,    ///< It takes more calls than ctrip makes, or is of a form that it can't check.
        missing,     ///< The node does not show it.
        contradicts, ///< It shows what does not hold.
    };
    Kind kind = Kind::none;
    std::string why;         ///< Continues the node's name.
    std::string fingerprint; ///< Of what contradicts: equal if two nodes show the same.
};

/// What one node shows of a block, as far as it holds. Receipts hold only under a header that
/// holds, and so on: a lack of the header is a lack of all.
struct ShownBlock
{
    FullHeader full;
    std::optional<evm::RawHeader> header;
    std::vector<evm::RawReceipt> receipts;
    std::vector<base::Bytes> receipt_items;
    std::vector<base::Bytes> transaction_items;
    std::map<evm::Address, AccountEvidence> accounts;
    Lack of_header;
    Lack of_receipts;
    Lack of_transactions;
    Lack of_state;
};

/// Nodes that were found not to have eth_getBlockReceipts.
using NodesWithoutReceipts = std::set<const Node*>;

class EvidenceReader
{
public:
    EvidenceReader(Node& node, Exchange& exchange, NodesWithoutReceipts& without)
        : m_node(node), m_exchange(exchange), m_without(without)
    {
    }

    /// One for each task, in order. `given`: headers that need not be asked for, by number;
    /// `known`: of the chain. NodeFailure as from Exchange::ask().
    [[nodiscard]] std::vector<ShownBlock> read(std::span<const BlockTask> tasks,
                                               const std::map<evm::BlockNumber, FullHeader>& given,
                                               const Provable& known);

private:
    struct Place
    {
        const BlockTask* task = nullptr;
        ShownBlock* shown = nullptr;
    };

    void read_headers(std::span<const Place> places,
                      const std::map<evm::BlockNumber, FullHeader>& given);
    void read_receipts(std::span<const Place> places, const Provable& known);
    void read_single_receipts(const Place& place);
    static void check_header(const Place& place);
    static void check_receipts(const Place& place);
    void check_transactions(const Place& place);
    [[nodiscard]] bool encode_transactions(const Place& place);
    void read_accounts(const Place& place);

    Node& m_node;
    Exchange& m_exchange;
    NodesWithoutReceipts& m_without;
};

} // namespace ctrip::rpc
