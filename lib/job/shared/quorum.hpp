// SPDX-License-Identifier: MIT
// The quorum check of a chain: money is confirmed, paid, settled, expired or taken back only on
// what `quorum` nodes show.
#pragma once

#include "base/error.hpp"
#include "base/log.hpp"
#include "config/config.hpp"
#include "rpc/quorum_reader.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::job {

/// For one run. Where too few nodes can be asked nothing is agreed, and finish() throws. With a
/// quorum of one (the default) only receipts of token events are requested.
class QuorumCheck
{
public:
    QuorumCheck(rpc::QuorumReader& nodes, const config::Chain& chain, const base::Log& log)
        : m_nodes(nodes), m_chain(chain), m_log(log)
    {
    }

    /// More than one node has to agree.
    [[nodiscard]] bool is_needed() const noexcept { return m_chain.quorum > 1; }

    /// The head from which depths count: the lowest head of the quorum's nodes, at most `head`.
    /// None where too few nodes answer: nothing becomes deeper.
    [[nodiscard]] std::optional<rpc::BlockHeader> head(const rpc::BlockHeader& head);

    enum class Asked : std::uint8_t
    {
        in_doubt, ///< With a quorum of one only events, by their receipts; others are agreed.
        all,      ///< What a header refutes: whether the nodes still show it, of any kind.
    };
    /// One result for each transfer. A transfer that is not agreed is logged as an error, but for
    /// one that is refuted.
    [[nodiscard]] std::vector<rpc::Agreement> check(std::span<const evm::Transfer> transfers,
                                                    Asked what = Asked::in_doubt);
    /// Whether `quorum` nodes show each of these receipts.
    [[nodiscard]] std::vector<bool> agreed(std::span<const rpc::Receipt> receipts);
    /// What the nodes show at these heights; empty where too few answer.
    [[nodiscard]] std::vector<rpc::BlockVotes> votes(std::span<const rpc::KnownBlock> blocks);
    /// The same balances by `quorum` nodes; empty where too few answer.
    [[nodiscard]] std::vector<rpc::NodeBalances>
    balances(const rpc::BlockRef& seen,
             std::span<const rpc::StateSource::PastBalanceQuery> queries);

    /// False where `ask` found too few nodes (Error{unavailable}), which finish() then tells.
    template <typename Ask>
    [[nodiscard]] bool tried(const Ask& ask)
    {
        try {
            ask();
            return true;
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::unavailable) {
                throw;
            }
            m_too_few = error.what();
            return false;
        }
    }

    /// Logs an error about something that is left as it is, because of what the nodes show.
    void hold_back(std::string_view what, base::LogFields fields);

    /// At the run's end: Error{unavailable} where something was held back or nodes were too few.
    void finish() const;

private:
    rpc::QuorumReader& m_nodes;
    const config::Chain& m_chain;
    const base::Log& m_log;
    std::string m_too_few;
    std::size_t m_held_back = 0;
};

} // namespace ctrip::job
