// SPDX-License-Identifier: MIT
// What a copy of the database is compared by after it was written.
#pragma once

#include <cstdint>

namespace ctrip::store {

struct BackupFacts
{
    int schema_version = 0;
    std::uint64_t payments = 0;

    friend bool operator==(const BackupFacts&, const BackupFacts&) noexcept = default;
};

} // namespace ctrip::store
