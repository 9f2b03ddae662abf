// SPDX-License-Identifier: MIT
#include "job/shared/finality.hpp"

#include <algorithm>

namespace ctrip::job {

namespace {

std::optional<evm::BlockNumber> block_at_depth(std::uint64_t depth, evm::BlockNumber head)
{
    return head + 1 >= depth ? std::optional{head + 1 - depth} : std::nullopt;
}

std::optional<evm::BlockNumber> tagged_block(const ChainJob& job, rpc::BlockTag tag,
                                             const rpc::BlockHeader& head)
{
    const std::optional<rpc::BlockHeader> header =
        job.chain.quorum > 1 ? job.client.lowest_header(tag, job.chain.quorum)
                             : job.client.header(tag);
    if (!header) {
        job.log.warning(
            "the node does not say which block is final; set the chain's 'final' to a depth",
            {{"chain", job.chain.name}});
        return std::nullopt;
    }
    return std::min(header->number, head.number);
}

} // namespace

std::uint64_t depth_of(evm::BlockNumber block, evm::BlockNumber head) noexcept
{
    return block > head ? 0 : head - block + 1;
}

std::optional<evm::BlockNumber> final_block(const ChainJob& job, const rpc::BlockHeader& head)
{
    const config::Final& rule = job.chain.final_at;
    switch (rule.kind) {
    case config::FinalKind::safe:
        return tagged_block(job, rpc::BlockTag::safe, head);
    case config::FinalKind::finalized:
        return tagged_block(job, rpc::BlockTag::finalized, head);
    case config::FinalKind::depth:
        return block_at_depth(rule.depth, head.number);
    case config::FinalKind::same_as_confirmations:
        return block_at_depth(job.chain.confirmations.steps.back().depth, head.number);
    }
    return std::nullopt;
}

} // namespace ctrip::job
