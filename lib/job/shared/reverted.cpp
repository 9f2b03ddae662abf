// SPDX-License-Identifier: MIT
#include "job/shared/reverted.hpp"

#include <algorithm>

namespace ctrip::job {

void log_reverted(const ChainJob& job, store::StatusWriter& statuses)
{
    std::vector<std::string> ids = statuses.take_reverted();
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    for (const std::string& id : ids) {
        job.log.error("a transfer was reverted after it was final; see 'ctrip show' of the payment",
                      {{"chain", job.chain.name}, {"payment", id}});
    }
}

} // namespace ctrip::job
