// SPDX-License-Identifier: MIT
#include "job/confirm/expiry.hpp"

#include "store/chain_store.hpp"

#include <algorithm>

namespace ctrip::job {

store::NativeMoney native_money(const config::Chain& chain) noexcept
{
    switch (chain.internal_transfers) {
    case config::InternalTransfers::auto_:
    case config::InternalTransfers::balances:
        return store::NativeMoney::asked_for;
    case config::InternalTransfers::traces:
    case config::InternalTransfers::off:
        break;
    }
    return store::NativeMoney::in_blocks;
}

store::EventTimes event_times(const ChainJob& job)
{
    const config::Chain& chain = job.chain;
    store::ChainStore chains{job.database, job.clock};
    const bool logs_are_read =
        chain.native_logs != config::NativeLogs::off &&
        (chain.native_logs == config::NativeLogs::on || chains.native_logs(chain.chain_id).after);
    store::EventTimes times{.deep_s = 0,
                            .pay_native = chain.native.contract.has_value() || logs_are_read};
    const auto state = chains.find(chain.chain_id);
    const std::uint64_t depth = chain.confirmations.steps.back().depth;
    if (!state || !state->cursor || state->cursor->block + 1 < depth) {
        return times;
    }
    const store::Cursor& cursor = *state->cursor;
    const auto overdue =
        store::PaymentDeadlines{job.database}.overdue(chain.chain_id, cursor.time_s, 1);
    if (depth <= 1 || overdue.empty()) {
        times.deep_s = cursor.time_s;
    } else if (const auto header = job.client.header(cursor.block + 1 - depth)) {
        times.deep_s = std::min(header->timestamp_s, cursor.time_s);
    }
    return times;
}

} // namespace ctrip::job
