// SPDX-License-Identifier: MIT
// What the fake chain shows of its blocks.
#include "base/error.hpp"
#include "fakes/fake_chain.hpp"

#include <algorithm>

namespace ctrip::fakes {

using evm::Transfer;

void FakeChain::append_transfers(const Block& block, const rpc::ReadOptions& options,
                                 std::vector<Transfer>& transfers) const
{
    const auto wanted = [&](const Transfer& transfer) {
        return !transfer.amount.is_zero() &&
               (!options.may_be_ours || options.may_be_ours(transfer.to));
    };
    for (const Mined& mined : block.txs) {
        if (options.native && mined.succeeded && mined.tx.to) {
            Transfer transfer;
            transfer.tx_hash = mined.tx.hash;
            transfer.from = mined.tx.from;
            transfer.to = *mined.tx.to;
            transfer.amount = mined.tx.value;
            transfer.block_number = block.header.number;
            transfer.block_hash = block.header.hash;
            transfer.block_time_s = block.header.timestamp_s;
            if (wanted(transfer)) {
                transfers.push_back(transfer);
            }
        }
        for (const Transfer& event : mined.events) {
            const auto is_in = [](const auto& list, const evm::Address& one) {
                return std::find(list.begin(), list.end(), one) != list.end();
            };
            if (is_in(options.tokens, *event.token) && wanted(event) &&
                (options.recipients.empty() || is_in(options.recipients, event.to))) {
                transfers.push_back(event);
            }
        }
    }
}

void FakeChain::read_blocks(evm::BlockNumber from, evm::BlockNumber to,
                            std::uint64_t blocks_per_range, const rpc::ReadOptions& options,
                            const std::function<bool(const rpc::BlockRange&)>& sink)
{
    asked("read_blocks");
    for (evm::BlockNumber first = from; first <= to; first += blocks_per_range) {
        const evm::BlockNumber last = std::min(to, first + blocks_per_range - 1);
        if (last > shown_height()) {
            throw Error{ErrorKind::unavailable, "the fake chain: the last block is not there"};
        }
        rpc::BlockRange range{.first = at(first), .last = at(last), .transfers = {}};
        rpc::ReadOptions again = options;
        again.native = false;
        const rpc::BlockSpan before = options.again.value_or(rpc::BlockSpan{1, 0});
        for (evm::BlockNumber number = before.from; first == from && number <= before.to;
             ++number) {
            append_block(number, again, range);
        }
        range.withheld.clear(); // They were told when they were read first.
        for (evm::BlockNumber number = first; number <= last; ++number) {
            append_block(number, options, range);
        }
        if (!sink(range)) {
            return;
        }
    }
}

/// Its transfers; where it is withheld, only those that are no events.
void FakeChain::append_block(evm::BlockNumber number, const rpc::ReadOptions& options,
                             rpc::BlockRange& range) const
{
    rpc::ReadOptions shown = options;
    if (!options.tokens.empty() && is_withheld(m_blocks[number])) {
        shown.tokens.clear();
        range.withheld.push_back({.number = number,
                                  .timestamp_s = at(number).timestamp_s,
                                  .is_claimed = true,
                                  .why = "the fake chain shows no logs of it"});
    }
    append_transfers(m_blocks[number], shown, range.transfers);
}

rpc::BlockRange FakeChain::read_doubted(const rpc::BlockRef& seen, evm::BlockNumber from,
                                        evm::BlockNumber to, const rpc::ReadOptions& options)
{
    asked("read_doubted");
    rpc::BlockRange range;
    const bool is_on_branch = seen.number <= shown_height() && at(seen.number).hash == seen.hash;
    for (evm::BlockNumber number = from; number <= to; ++number) {
        if (is_on_branch) {
            append_block(number, options, range);
        } else {
            range.withheld.push_back({.number = number, .why = "the fake chain lags"});
        }
    }
    return range;
}

bool FakeChain::is_withheld(const Block& block) const
{
    return std::any_of(block.txs.begin(), block.txs.end(), [this](const Mined& mined) {
        return !mined.events.empty() && withheld.contains(mined.tx.hash);
    });
}

} // namespace ctrip::fakes
