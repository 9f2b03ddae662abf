// SPDX-License-Identifier: MIT
// `ctrip migrate copy`: its options, and what it prints. Work: lib/job/migrate_copy.cpp.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/option_parser.hpp"
#include "cli/session.hpp"

#include <string>

namespace ctrip::cli {

struct MigrateCopyOptions
{
    std::string from; ///< Empty: the configured database. At most one of `from` and `to` is empty.
    std::string to;
    std::string wait = "60s";
    bool json = false;
};

/// Adds `copy` to `migrate`; the options are filled when the command line is parsed.
[[nodiscard]] OptionParser* add_migrate_copy(OptionParser& migrate, MigrateCopyOptions& options);

[[nodiscard]] ExitCode run_migrate_copy(const MigrateCopyOptions& options, Session& session);

} // namespace ctrip::cli
