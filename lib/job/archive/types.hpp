// SPDX-License-Identifier: MIT
// Inputs of archive() and restore().
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <functional>
#include <string_view>

namespace ctrip::job {

/// `what` is "written", "moved out", "checked" or "restored".
using ArchiveProgress =
    std::function<void(std::string_view what, std::uint64_t done, std::uint64_t total)>;

struct ArchiveJob
{
    store::Database& database;
    const base::Clock& clock;
    const base::Log& log;
    ArchiveProgress on_progress; ///< May be empty.

    void tell(std::string_view what, std::uint64_t done, std::uint64_t total) const
    {
        if (on_progress) {
            on_progress(what, done, total);
        }
    }
};

} // namespace ctrip::job
