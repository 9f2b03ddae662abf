// SPDX-License-Identifier: MIT
#include "job/shared/oddity_words.hpp"

#include "rpc/oddity.hpp"

#include <algorithm>
#include <array>

namespace ctrip::job {

namespace {

using rpc::OddityKind;

struct OddityWords
{
    OddityKind kind;
    std::string_view what;
    std::string_view advice;
};

constexpr std::string_view kOtherNode =
    "put another node first in rpc_urls, or report it to the node's provider";

constexpr std::array<OddityWords, 5> kOddityWords{{
    {OddityKind::transaction_of_two_blocks,
     "a transaction is shown in another block than that of its receipt, which counts", kOtherNode},
    {OddityKind::receipt_without_status,
     "a receipt does not tell whether its transaction succeeded; what it paid is found by the "
     "balance of its recipient",
     "put a node first in rpc_urls whose receipts have a status, and leave internal_transfers on"},
    {OddityKind::log_of_other_block,
     "an event carries the hash of another block than the one at its height; it counts only if its "
     "receipt is of that block",
     kOtherNode},
    {OddityKind::missing_block, "the chain has heights without a block; they were passed over",
     "nothing is wrong on a chain with null rounds, as Filecoin; on another one put another node "
     "first in rpc_urls"},
    {OddityKind::log_numbers,
     "two nodes number the logs of a transaction differently; its events are booked once",
     "remove the node from rpc_urls that numbers logs by transaction instead of by block"},
}};

const OddityWords* words_of(std::string_view kind) noexcept
{
    const auto* const found =
        std::find_if(kOddityWords.begin(), kOddityWords.end(),
                     [&](const OddityWords& one) { return rpc::to_string(one.kind) == kind; });
    return found == kOddityWords.end() ? nullptr : found;
}

} // namespace

std::string_view what_of(std::string_view kind) noexcept
{
    const OddityWords* const words = words_of(kind);
    return words == nullptr ? "a node contradicts itself" : words->what;
}

std::string_view advice_of(std::string_view kind) noexcept
{
    const OddityWords* const words = words_of(kind);
    return words == nullptr ? kOtherNode : words->advice;
}

bool is_lasting(const store::Oddity& oddity, std::int64_t now_ms) noexcept
{
    return oddity.runs >= kLastingRuns && now_ms - oddity.seen_ms <= store::kOddityForgottenMs;
}

} // namespace ctrip::job
