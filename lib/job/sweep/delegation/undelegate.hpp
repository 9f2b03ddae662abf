// SPDX-License-Identifier: MIT
// `wallet undelegate`: takes the delegation of deposits back (EIP-7702).
#pragma once

#include "job/shared/chain_job.hpp"
#include "job/sweep/delegation/undelegation.hpp"
#include "job/sweep/types.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ctrip::job {

struct UndelegateOptions
{
    std::vector<std::string> asked; ///< Ids of payments and addresses, as given.
    /// Signed elsewhere, instead of `asked`.
    std::vector<SignedUndelegation> signed_elsewhere;
    bool dry_run = false; ///< Nothing is signed, stored or sent.
    std::chrono::milliseconds wait{20'000};
};

enum class Undelegation : std::uint8_t
{
    refused,
    planned,   ///< Of a dry run.
    under_way, ///< Its transaction is sent and not mined yet.
    done,      ///< It has no code any more; its transaction may not be final yet.
};
[[nodiscard]] std::string_view to_string(Undelegation state) noexcept;

struct UndelegateEntry
{
    std::string asked;
    Undelegation state = Undelegation::refused;
    std::string why; ///< It is refused.
    std::optional<evm::Address> address;
    std::uint32_t index = 0;
    std::uint64_t nonce = 0;              ///< Of the account.
    std::optional<evm::Address> delegate; ///< Whose code the address runs.
    std::optional<evm::TxHash> tx;        ///< The newest that takes it back.
};

struct UndelegateReport
{
    std::vector<UndelegateEntry> entries;
    std::uint64_t distrusted = 0; ///< As in SweepReport.

    [[nodiscard]] std::uint64_t refused() const;
};

/// Ends the delegation of those that are deposits of this wallet, delegated, and without a sweep
/// under way; the others are refused, each with its reason. The sponsor pays. The transaction is
/// stored before it is sent, and followed by every later sweep of the chain. Error{request} where
/// gas costs too much now, or the sponsor has too little; Error{config} where a key is missing.
[[nodiscard]] UndelegateReport undelegate(const ChainJob& job, const SweepKeys& keys,
                                          const UndelegateOptions& options);

} // namespace ctrip::job
