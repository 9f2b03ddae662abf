// SPDX-License-Identifier: MIT
// What is wrong with an installation, by what its database, its disk and the runs that could not be
// recorded say. No node and no shop is asked. For /health; each finding says what to do.
#pragma once

#include "base/clock.hpp"
#include "config/config.hpp"
#include "store/database.hpp"
#include "store/run_store.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ctrip::job {

struct Finding
{
    /// Whether a person is needed: else the jobs may still mend it by themselves.
    bool needs_person = false;
    std::string text; ///< One sentence without a full stop at its end.
    /// What it is about, the same as long as the problem lasts: "job/scan/bsc", "disk".
    std::string subject;
};

/// Free space where the database or the state folder is.
struct DiskSpace
{
    std::string path;
    std::uint64_t free_bytes = 0;
};

/// Of the nearest existing folder of `path`. None where that can't be read.
[[nodiscard]] std::optional<DiskSpace> disk_space(const std::string& path);

struct FindingsInput
{
    store::Database& database;
    const config::Config& config;
    const base::Clock& clock;
    std::span<const store::JobRun> unrecorded; ///< The oldest first.
    std::optional<DiskSpace> disk;
};

/// Those that need a person first. Throws Error{unavailable} where the database can't be read.
[[nodiscard]] std::vector<Finding> find_problems(const FindingsInput& input);

} // namespace ctrip::job
