// SPDX-License-Identifier: MIT
#include "job/scan/traced_transfers.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::job {

rpc::BlockRange with_traced_transfers(const ChainJob& job, const rpc::BlockRange& range,
                                      const std::function<bool(const evm::Address&)>& may_be_ours)
{
    if (job.chain.internal_transfers != config::InternalTransfers::traces) {
        return range;
    }
    auto traced = job.client.internal_transfers(range.first.number, range.last.number, may_be_ours);
    if (!traced) {
        throw Error{ErrorKind::config,
                    fmt::format("chain '{}': no node traces blocks {} to {}; add one that does to "
                                "rpc_urls, or set internal_transfers to balances",
                                job.chain.name, range.first.number, range.last.number)};
    }
    if (traced->headers.front().hash != range.first.hash ||
        traced->headers.back().hash != range.last.hash) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("chain '{}': the nodes do not agree on the blocks {} to {}; run "
                                "again",
                                job.chain.name, range.first.number, range.last.number)};
    }
    rpc::BlockRange whole = range;
    whole.transfers.insert(whole.transfers.end(), traced->transfers.begin(),
                           traced->transfers.end());
    std::stable_sort(whole.transfers.begin(), whole.transfers.end(),
                     [](const evm::Transfer& a, const evm::Transfer& b) {
                         return a.block_number < b.block_number;
                     });
    return whole;
}

} // namespace ctrip::job
