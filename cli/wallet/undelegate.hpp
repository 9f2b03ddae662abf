// SPDX-License-Identifier: MIT
// `ctrip wallet undelegate`.
#pragma once

#include "cli/session.hpp"

#include <string>
#include <vector>

namespace ctrip::cli {

struct UndelegateArguments
{
    std::string chain;
    std::vector<std::string> asked; ///< Ids of payments and addresses.
    std::vector<std::string> sign;  ///< "INDEX:NONCE" each.
    std::string out;
    std::string import_file;
    std::string wait = "20s";
    bool dry_run = false;
    bool json = false;
};
[[nodiscard]] ExitCode run_undelegate(const UndelegateArguments& arguments, Session& session);

} // namespace ctrip::cli
