// SPDX-License-Identifier: MIT
// The locks that runs hold, by name: one run of a job on a chain at a time, and the places of
// send-webhooks. Whoever needs all jobs to stand still takes every one of them.
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

/// Every lock of every job that writes, that of `migrate copy` first: a second one ends early.
[[nodiscard]] std::vector<std::string> all_lock_names(const std::set<std::string>& chains);

} // namespace ctrip::job
