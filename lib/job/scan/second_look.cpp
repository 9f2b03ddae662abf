// SPDX-License-Identifier: MIT
#include "job/scan/second_look.hpp"

#include <algorithm>

namespace ctrip::job {

namespace {

constexpr std::uint64_t kTogetherMax = 1'000;
/// What one run reads again: some hundred calls.
constexpr std::uint64_t kBlocksMax = 100'000;
constexpr std::uint64_t kBlocksOfEverybodyMax = 5'000;

} // namespace

std::uint64_t second_look_depth(const config::Chain& chain) noexcept
{
    return chain.confirmations.steps.back().depth;
}

SecondLook plan_second_look(const ReadSoFar& read, evm::BlockNumber head, std::uint64_t depth,
                            bool is_named) noexcept
{
    const evm::BlockNumber done = read.second.value_or(read.cursor);
    if (head + 1 < depth) {
        return {};
    }
    const evm::BlockNumber due = std::min(read.cursor, head + 1 - depth);
    if (due <= done) {
        return {};
    }
    if (is_named && head - done <= kTogetherMax) {
        return {.how = SecondLook::How::same_call, .from = done + 1, .to = due};
    }
    if (due - done <= kTogetherMax) {
        return {.how = SecondLook::How::own_call, .from = done + 1, .to = due};
    }
    return {.how = SecondLook::How::at_end,
            .from = done + 1,
            .to = std::min(due, done + (is_named ? kBlocksMax : kBlocksOfEverybodyMax))};
}

std::vector<evm::Transfer> without_own_contract(const config::Chain& chain,
                                                std::vector<evm::Transfer> transfers,
                                                evm::BlockNumber first)
{
    if (chain.native.contract) {
        std::erase_if(transfers, [&](const evm::Transfer& transfer) {
            return transfer.block_number < first &&
                   transfer.token == chain.native.contract->address;
        });
    }
    return transfers;
}

} // namespace ctrip::job
