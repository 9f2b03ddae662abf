// SPDX-License-Identifier: MIT
#include "job/restored.hpp"

#include "base/error.hpp"
#include "job/shared/address_window.hpp"
#include "store/chain_store.hpp"
#include "store/outbox/event_feed.hpp"
#include "store/unissued_store.hpp"

#include <algorithm>

namespace ctrip::job {

namespace {

constexpr std::uint64_t kIndexesMax = 1ULL << 31U;

} // namespace

RestoredReport go_on_restored(const RestoredJob& job, std::uint64_t skip)
{
    store::UnissuedStore unissued{job.database};
    RestoredReport report;
    store::retry_conflicts([&] {
        report = {};
        store::DbTransaction transaction{job.database};
        report.skipped_from = unissued.next_index();
        const std::uint64_t known =
            std::max(report.skipped_from, job.mark != nullptr ? job.mark->value() : 0);
        report.skipped_to = known + skip;
        if (report.skipped_to >= kIndexesMax) {
            throw Error{ErrorKind::request,
                        "--skip passes over all addresses of the wallet; give a smaller number"};
        }
        unissued.raise_next_index(report.skipped_to);
        store::skip_event_numbers(job.database);
        if (report.skipped_to > report.skipped_from) {
            unissued.remove_next_window();
            // Customers have the first of them.
            unissued.set_window(
                address_window(job.account, report.skipped_from, report.skipped_to, true));
        }
        transaction.commit();
    });
    if (job.mark != nullptr) {
        job.mark->raise(report.skipped_to);
    }
    for (const store::ChainState& chain : store::ChainStore{job.database, job.clock}.all()) {
        report.chains.push_back(
            {.name = chain.name,
             .scan_from = chain.cursor ? std::optional{chain.cursor->block + 1} : std::nullopt});
    }
    return report;
}

} // namespace ctrip::job
