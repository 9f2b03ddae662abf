// SPDX-License-Identifier: MIT
// Names of the locks that runs hold: one for each job and chain, and one for each place of
// send-webhooks. `migrate copy` takes all of them, so that no job runs meanwhile.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::job {

/// `chain`: empty where the job is not by chain.
[[nodiscard]] std::string lock_name(std::string_view job, std::string_view chain);

/// Of `migrate copy`.
inline constexpr std::string_view kCopyLock = "copy";

/// The locks of all jobs that write. That of `migrate copy` is the first, so that a second copy
/// fails early.
[[nodiscard]] std::vector<std::string> all_lock_names(const std::set<std::string>& chains);

} // namespace ctrip::job
