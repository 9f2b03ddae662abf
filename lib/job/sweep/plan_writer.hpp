// SPDX-License-Identifier: MIT
// Stores what was decided on each deposit, and reports it.
#pragma once

#include "job/sweep/context.hpp"
#include "job/sweep/plan_page.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace ctrip::job {

class SweepPlanWriter
{
public:
    explicit SweepPlanWriter(SweepContext& context) : m_context(context) {}

    /// To be called before each round of planning.
    void begin() { m_kept.clear(); }
    /// Adds the decision to the report; it replaces an earlier one on the same money.
    void report(const SweepPlanEntry& entry);
    /// Stores why each deposit of the page waits. A payment is not due any more once all its
    /// currencies are done in one round.
    void write(const SweepPlanPage& page);
    /// Logs the deposits that write() found newly blocked, or for another reason: a line for each
    /// kind of reason, which names one of them.
    void log_blocked();

private:
    struct Blocked
    {
        std::uint64_t deposits = 0;
        std::string payment_id;
        std::string reason;
    };

    /// A payment's id, and one currency on its address.
    using Key = std::pair<std::string, std::optional<evm::Address>>;

    SweepContext& m_context;
    std::map<Key, std::size_t> m_places;      ///< Index in the report's plan.
    std::map<std::string, Blocked> m_blocked; ///< By the label of the reason.
    std::set<std::string> m_kept;             ///< Ids of payments that stay due in this round.
};

} // namespace ctrip::job
