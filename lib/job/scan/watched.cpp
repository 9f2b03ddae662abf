// SPDX-License-Identifier: MIT
#include "job/scan/watched.hpp"

#include "store/address_filter.hpp"
#include "store/payment_store.hpp"

#include <memory>
#include <utility>

namespace ctrip::job {

namespace {

/// Up to this many watched addresses, eth_getLogs is filtered by recipient; nodes accept 1,000
/// topics a position.
constexpr std::size_t kRecipientsMax = 500;

} // namespace

rpc::ReadOptions watched_at(const ChainJob& job, TokenCheck& tokens, UnissuedWatch& unissued,
                            base::UnixSeconds time_s)
{
    rpc::ReadOptions options;
    options.tokens = tokens.watched(time_s);
    unissued.prepare();
    std::vector<evm::Address> watched =
        store::PaymentStore{job.database}.watched(job.chain.chain_id, time_s, kRecipientsMax + 1);
    if (watched.size() <= kRecipientsMax) {
        options.recipients = std::move(watched);
        const std::vector<evm::Address> nearest = unissued.nearest();
        options.recipients.insert(options.recipients.end(), nearest.begin(), nearest.end());
    }
    // Shared: std::function needs a copyable callable, and the filter may take megabytes.
    const auto filter =
        std::make_shared<store::AddressFilter>(store::AddressFilter::load(job.database));
    unissued.add_to(*filter);
    options.may_be_ours = [filter](const evm::Address& address) {
        return filter->may_contain(address);
    };
    return options;
}

} // namespace ctrip::job
