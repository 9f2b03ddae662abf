// SPDX-License-Identifier: MIT
#include "job/shared/lock_names.hpp"

#include "store/webhook_store.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace ctrip::job {

std::string lock_name(std::string_view job, std::string_view chain)
{
    return chain.empty() ? std::string{job} : fmt::format("{}-{}", job, chain);
}

std::vector<std::string> all_lock_names(const std::set<std::string>& chains)
{
    std::vector<std::string> names{std::string{kCopyLock}, lock_name("archive", ""),
                                   lock_name("telemetry", "")};
    for (const std::string& chain : chains) {
        for (const std::string_view job : {"scan", "confirm", "sweep"}) {
            names.push_back(lock_name(job, chain));
        }
    }
    for (std::int64_t place = 0; place < store::kWebhookPlaces; ++place) {
        names.push_back(store::webhook_place_lock(place));
    }
    return names;
}

} // namespace ctrip::job
