// SPDX-License-Identifier: MIT
#include "store/schema/tables.hpp"

namespace ctrip::store {

namespace {

constexpr std::array kLasting{
    kCounters,     kChains,           kCheckpoints,         kDoubts,
    kNodes,        kPayments,         kTransfers,           kPaymentHistory,
    kWebhooks,     kWebhookAttempts,  kWebhookEndpoints,    kSweepTxs,
    kSweeps,       kSweepPlans,       kSweepAuthorizations, kJobRuns,
    kMetricValues, kArchivedPayments, kArchivedTransfers,   kUnissuedMoney,
    kOddities,     kChainLimits};

constexpr std::array<std::string_view, 6> kOthers{"address_filter",    "unissued_windows",
                                                  "token_facts",       "status_counts",
                                                  "schema_migrations", "moved"};

} // namespace

std::span<const Table> lasting_tables() noexcept
{
    return kLasting;
}

std::span<const std::string_view> other_tables() noexcept
{
    return kOthers;
}

} // namespace ctrip::store
