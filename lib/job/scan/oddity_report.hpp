// SPDX-License-Identifier: MIT
// Collects what a run passed over because nodes contradict themselves, names it once, and counts
// the runs.
#pragma once

#include "job/shared/chain_job.hpp"
#include "rpc/oddity.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ctrip::job {

class OddityReport
{
public:
    explicit OddityReport(const ChainJob& job) : m_job(job) {}

    void add(const std::vector<rpc::Oddity>& oddities);

    /// Logs one warning for each kind and stores the counts, in a DbTransaction. Afterwards it is
    /// empty. Does nothing, and asks nothing of the database, where nothing was passed over.
    void finish();

private:
    struct Kind
    {
        std::uint64_t count = 0;
        std::string first;
        std::string last;
    };

    const ChainJob& m_job;
    std::map<rpc::OddityKind, Kind> m_kinds;
};

} // namespace ctrip::job
