// SPDX-License-Identifier: MIT
#include "job/sweep/plan_page.hpp"

#include <fmt/format.h>

#include <utility>

namespace ctrip::job {

void decide(SweepPlanEntry& entry, SweepVerdict verdict)
{
    entry.decision = verdict.decision;
    entry.reason = std::move(verdict.reason);
    entry.backs_off = verdict.backs_off;
}

void decide(SweepPlanEntry& entry, SweepDecision decision, std::string reason)
{
    decide(entry, {.decision = decision, .reason = std::move(reason), .backs_off = false});
}

void back_off(SweepPlanEntry& entry, std::string reason)
{
    decide(entry,
           {.decision = SweepDecision::wait, .reason = std::move(reason), .backs_off = true});
}

void wait_for_key(SweepPlanEntry& entry, std::string_view chain)
{
    back_off(entry,
             fmt::format("the key of its address is not on this host; 'ctrip sweep --chain {} "
                         "--export FILE' writes it out to be signed where the key is",
                         chain));
}

} // namespace ctrip::job
