// SPDX-License-Identifier: MIT
// Counts what a scan has read.
#pragma once

#include "job/scan.hpp"
#include "rpc/chain_client.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace ctrip::job {

/// Does nothing where the database has no meter. `chain` must outlive it.
class ScanMeter
{
public:
    ScanMeter(store::Database& database, const std::string& chain)
        : m_meter(database.meter()), m_chain(chain)
    {
    }

    void head(const rpc::BlockHeader& head) const;
    /// So many blocks that were read with these options: by what shows that nothing was left out.
    void read(std::uint64_t blocks, const rpc::ReadOptions& options) const;
    /// The same where nobody could be paid.
    void skipped(std::uint64_t blocks) const { proved("unwatched", blocks); }
    void reorganised(std::uint64_t depth) const;
    /// The whole run, also one that failed: what it read is stored.
    void finished(const ScanReport& report) const;

private:
    void proved(std::string_view proof, std::uint64_t blocks) const;

    meter::Meter* m_meter;
    const std::string& m_chain;
};

} // namespace ctrip::job
