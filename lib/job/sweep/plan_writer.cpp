// SPDX-License-Identifier: MIT
#include "job/sweep/plan_writer.hpp"

#include "job/sweep/due.hpp"
#include "job/sweep/sweep_levels.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace ctrip::job {

void SweepPlanWriter::report(const SweepPlanEntry& entry)
{
    SweepReport& report = m_context.report;
    const auto [place, is_new] =
        m_places.try_emplace({entry.payment_id, entry.token}, report.plan.size());
    if (is_new) {
        report.plan.push_back(entry);
    } else {
        report.plan[place->second] = entry;
    }
}

void SweepPlanWriter::write(const SweepPlanPage& page)
{
    std::vector<std::string> ids;
    for (const SweepPlanEntry& entry : page.entries) {
        ids.push_back(entry.payment_id);
    }
    std::map<Key, store::SweepPlan> stored;
    for (store::SweepPlan& plan : m_context.plans.of_payments(ids)) {
        stored.emplace(Key{plan.payment_id, plan.token}, std::move(plan));
    }
    for (const SweepPlanEntry& entry : page.entries) {
        if (entry.decision != SweepDecision::done) {
            m_kept.insert(entry.payment_id);
        }
    }
    for (std::size_t i = 0; i < page.entries.size(); ++i) {
        const SweepPlanEntry& entry = page.entries[i];
        const auto found = stored.find({entry.payment_id, entry.token});
        const store::SweepPlan* const known = found == stored.end() ? nullptr : &found->second;
        if (entry.decision == SweepDecision::done) {
            if (!m_kept.contains(entry.payment_id)) {
                m_context.queue.clear(page.payments[i]);
            }
            if (known != nullptr) {
                m_context.plans.remove(entry.payment_id, entry.token);
            }
            continue;
        }
        const store::SweepPlan plan =
            plan_to_store(entry, known, m_context.job.clock.now_s(), entry.searched_to);
        if (known == nullptr || plan != *known) {
            m_context.plans.put(plan);
        }
        if (plan.state == store::SweepPlanState::blocked &&
            (known == nullptr || !known->says_the_same(plan))) {
            Blocked& blocked = m_blocked[std::string{reason_label(plan.reason)}];
            if (blocked.deposits++ == 0) {
                blocked.payment_id = plan.payment_id;
                blocked.reason = plan.reason;
            }
        }
    }
}

void SweepPlanWriter::log_blocked()
{
    for (const auto& [label, blocked] : m_blocked) {
        m_context.job.log.warning("deposits can't be swept now",
                                  {{"event", "sweep.waiting"},
                                   {"chain", m_context.job.chain.name},
                                   {"deposits", fmt::to_string(blocked.deposits)},
                                   {"payment", blocked.payment_id},
                                   {"reason", blocked.reason}});
    }
    m_blocked.clear();
}

} // namespace ctrip::job
