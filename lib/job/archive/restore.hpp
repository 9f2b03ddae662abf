// SPDX-License-Identifier: MIT
// `archive --restore`: restores archived payments from a file.
#pragma once

#include "job/archive/types.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ctrip::job {

struct RestoreOptions
{
    std::string file;
    std::vector<std::string> ids; ///< Empty: all that are in the file.
    bool late_counts = false;     ///< Whether late transfers that arrived meanwhile count.
    /// As in OwnSources.
    std::span<const evm::Address> own_addresses = {};
    bool every_sender_is_own = false;
};

struct RestoreReport
{
    std::uint64_t payments = 0;  ///< Brought back.
    std::uint64_t present = 0;   ///< Were in the database already.
    std::uint64_t elsewhere = 0; ///< Were archived in another file than this one.
    std::uint64_t transfers = 0; ///< Arrived while their payment was archived; booked now.
};

/// Checks the whole file before it changes anything: Error{request} where it is damaged, cut off or
/// not of this database, Error{not_found} where an id is not in it. Safe to repeat. The caller
/// holds the job's lock.
[[nodiscard]] RestoreReport restore(const ArchiveJob& job, const RestoreOptions& options);

} // namespace ctrip::job
