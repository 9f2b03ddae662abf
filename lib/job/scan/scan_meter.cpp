// SPDX-License-Identifier: MIT
#include "job/scan/scan_meter.hpp"

#include "meter/meter.hpp"

#include <algorithm>

namespace ctrip::job {

using meter::Family;

void ScanMeter::head(const rpc::BlockHeader& head) const
{
    if (m_meter != nullptr) {
        m_meter->set_gauge(Family::head_time, {m_chain}, head.timestamp_s);
    }
}

void ScanMeter::read(std::uint64_t blocks, const rpc::ReadOptions& options) const
{
    if (options.tokens.empty()) {
        proved("blocks", blocks);
        return;
    }
    const std::uint64_t checked = std::min(
        blocks, options.recipients.empty() ? rpc::kCheckedBlocksOfEverybody : rpc::kCheckedBlocks);
    proved("bloom", checked);
    proved("again", blocks - checked);
}

void ScanMeter::reorganised(std::uint64_t depth) const
{
    if (m_meter != nullptr) {
        m_meter->counter(Family::reorganisations, {m_chain}).add();
        m_meter->histogram(Family::reorganisation_depth, {m_chain})
            .observe(static_cast<std::int64_t>(depth));
    }
}

void ScanMeter::finished(const ScanReport& report) const
{
    if (m_meter != nullptr && report.blocks > 0) {
        const auto blocks = static_cast<std::int64_t>(report.blocks);
        m_meter->counter(Family::scan_blocks, {m_chain}).add(blocks);
        m_meter->counter(Family::scan_transfers, {m_chain})
            .add(static_cast<std::int64_t>(report.transfers));
        m_meter->histogram(Family::scan_range, {m_chain}).observe(blocks);
    }
}

void ScanMeter::proved(std::string_view proof, std::uint64_t blocks) const
{
    if (m_meter != nullptr && blocks > 0) {
        m_meter->counter(Family::scan_proof, {m_chain, proof})
            .add(static_cast<std::int64_t>(blocks));
    }
}

} // namespace ctrip::job
