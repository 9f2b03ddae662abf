// SPDX-License-Identifier: MIT
// The migrations that are embedded in the binary (migrations/<engine>/NNNN_name.{up,down}.sql).
#pragma once

#include <string_view>
#include <vector>

namespace ctrip::store {

struct Migration
{
    std::string_view engine; ///< "sqlite" or "postgres"
    int version = 0;         ///< From 1, without gaps.
    std::string_view name;
    std::string_view up;
    std::string_view down;
};

/// Ordered by engine and version. Defined in a generated file (cmake/embed_migrations.cmake).
[[nodiscard]] const std::vector<Migration>& embedded_migrations();

} // namespace ctrip::store
