// SPDX-License-Identifier: MIT
// The quorum check of a chain: `quorum` nodes must show the same before a transfer is final.
#pragma once

#include "base/log.hpp"
#include "config/config.hpp"
#include "rpc/quorum_reader.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::job {

/// For one run. With a quorum of one (the default) it makes no request.
class QuorumCheck
{
public:
    QuorumCheck(rpc::QuorumReader& nodes, const config::Chain& chain, const base::Log& log)
        : m_nodes(nodes), m_chain(chain), m_log(log)
    {
    }

    /// The head from which final depths count: the lowest head of the quorum's nodes, at most
    /// `head`. None where too few nodes answer: then nothing becomes final in this run, and
    /// finish() throws.
    [[nodiscard]] std::optional<rpc::BlockHeader> head(const rpc::BlockHeader& head);

    /// Returns for each transfer whether it may become final. A transfer on which the nodes differ
    /// is logged as an error.
    [[nodiscard]] std::vector<bool> agreed(std::span<const evm::Transfer> transfers);

    /// At the run's end: Error{unavailable} where the nodes differed or were too few.
    void finish() const;

private:
    rpc::QuorumReader& m_nodes;
    const config::Chain& m_chain;
    const base::Log& m_log;
    std::string m_too_few;
    std::size_t m_refused = 0;
};

} // namespace ctrip::job
