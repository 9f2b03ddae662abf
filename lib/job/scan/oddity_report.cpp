// SPDX-License-Identifier: MIT
#include "job/scan/oddity_report.hpp"

#include "job/shared/oddity_words.hpp"
#include "store/oddity_store.hpp"

#include <fmt/format.h>

#include <utility>

namespace ctrip::job {

void OddityReport::add(const std::vector<rpc::Oddity>& oddities)
{
    for (const rpc::Oddity& oddity : oddities) {
        Kind& kind = m_kinds[oddity.kind];
        if (kind.count++ == 0) {
            kind.first = oddity.subject;
        }
        kind.last = oddity.subject;
    }
}

void OddityReport::finish()
{
    if (m_kinds.empty()) {
        return;
    }
    std::vector<store::Oddity> stored;
    store::retry_conflicts([&] {
        stored.clear();
        store::DbTransaction transaction{m_job.database};
        store::OddityStore oddities{m_job.database, m_job.clock};
        for (const auto& [kind, seen] : m_kinds) {
            stored.push_back(
                oddities.add(m_job.chain.chain_id, rpc::to_string(kind), seen.count, seen.last));
        }
        transaction.commit();
    });
    std::size_t place = 0;
    for (const auto& [kind, seen] : m_kinds) {
        const store::Oddity& counts = stored[place++];
        if (kind == rpc::OddityKind::batch_transaction) {
            continue; // Nothing contradicts: it is only counted.
        }
        std::string text{what_of(counts.kind)};
        if (is_lasting(counts, m_job.clock.now_ms())) {
            text += fmt::format(" (in {} runs now); {}", counts.runs, advice_of(counts.kind));
        }
        m_job.log.warning(text, {{"chain", m_job.chain.name},
                                 {"first", seen.first},
                                 {"count", fmt::to_string(seen.count)}});
    }
    m_kinds.clear();
}

} // namespace ctrip::job
