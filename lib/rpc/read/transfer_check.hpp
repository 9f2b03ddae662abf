// SPDX-License-Identifier: MIT
// Compares booked transfers, and receipts of our own transactions, with one node's view.
#pragma once

#include "rpc/quorum_reader.hpp"
#include "rpc/read/exchange.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ctrip::rpc {

/// One node's word on one fact.
struct Vote
{
    enum class Kind : std::uint8_t
    {
        agrees,
        differs,
        unknown, ///< It does not show what is needed to tell.
    };
    Kind kind = Kind::agrees;
    bool refutes = false;                ///< It proves the opposite; see Agreement::refuted.
    std::string shows;                   ///< Continues "node X shows …"; empty if it agrees.
    std::optional<std::size_t> copies{}; ///< See Agreement::copies.
};

/// Counts the votes of several nodes on one fact.
class Tally
{
public:
    void add(const std::string& node, const Vote& vote);
    /// Whether further nodes need not be asked.
    [[nodiscard]] bool is_decided(std::uint64_t quorum) const noexcept;
    [[nodiscard]] Agreement result(std::uint64_t quorum) const;

private:
    std::size_t m_agree = 0;
    std::size_t m_differ = 0;
    std::size_t m_refute = 0;
    std::string m_difference;
    std::optional<std::size_t> m_copies;
};

/// One vote for each transfer, in order. NodeFailure only where the node as a whole can't be used.
[[nodiscard]] std::vector<Vote> votes_on_transfers(Node& node, Exchange& exchange,
                                                   std::span<const evm::Transfer> transfers,
                                                   const QuorumOptions& options);

/// The same for receipts, by block, outcome, events and fee.
[[nodiscard]] std::vector<Vote> votes_on_receipts(Node& node, Exchange& exchange,
                                                  std::span<const Receipt> receipts);

} // namespace ctrip::rpc
