// SPDX-License-Identifier: MIT
#include "rpc/node/node_failure.hpp"
#include "rpc/parse/answer.hpp"
#include "rpc/read/pending_range.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

using namespace ctrip;
using rpc::NodeFault;
using rpc::PendingRange;

namespace {

evm::BlockHash hash_of(evm::BlockNumber number, std::uint8_t branch = 0)
{
    evm::BlockHash hash;
    hash.bytes[0] = branch;
    hash.bytes[31] = static_cast<std::uint8_t>(number);
    return hash;
}

rpc::BlockHeader block(evm::BlockNumber number, std::uint8_t branch = 0)
{
    return {.number = number,
            .hash = hash_of(number, branch),
            .parent_hash = hash_of(number - 1, branch),
            .timestamp_s = static_cast<std::int64_t>(100 * number)};
}

rpc::Candidate native(evm::BlockNumber number, std::uint64_t tx_index, std::uint64_t amount)
{
    rpc::Candidate candidate{.transfer = {}, .tx_index = tx_index};
    candidate.transfer.tx_hash.bytes[0] = static_cast<std::uint8_t>(number);
    candidate.transfer.tx_hash.bytes[31] = static_cast<std::uint8_t>(tx_index);
    candidate.transfer.amount = evm::Amount{amount};
    candidate.transfer.block_number = number;
    candidate.transfer.block_hash = hash_of(number);
    candidate.transfer.block_time_s = static_cast<std::int64_t>(100 * number);
    return candidate;
}

rpc::Candidate event(evm::BlockNumber number, std::uint64_t tx_index, std::int64_t log_index,
                     std::uint64_t amount)
{
    rpc::Candidate candidate = native(number, tx_index, amount);
    candidate.transfer.log_index = log_index;
    candidate.transfer.token = evm::Address{};
    candidate.transfer.block_time_s = 0;
    return candidate;
}

/// Blocks 5 to 7 in full, with logs whose ends were requested.
PendingRange full_range()
{
    PendingRange range{.from = 5, .to = 7};
    range.blocks = {block(5), block(6), block(7)};
    range.headers = {block(7), block(5)};
    return range;
}

/// The same blocks by their logs alone.
PendingRange logs_range()
{
    PendingRange range{.from = 5, .to = 7};
    range.headers = {block(7), block(5)};
    return range;
}

std::vector<std::uint64_t> amounts(const rpc::BlockRange& range)
{
    std::vector<std::uint64_t> all;
    for (const evm::Transfer& transfer : range.transfers) {
        all.push_back(*transfer.amount.to_u64());
    }
    return all;
}

} // namespace

TEST_CASE("a finished range has its transfers by block and position, with block time",
          "[rpc][pending_range]")
{
    PendingRange range = full_range();
    range.natives = {native(6, 1, 3), native(5, 0, 1), native(6, 9, 0)}; // The last one reverted.
    range.tokens = {event(7, 2, 8, 7), event(6, 1, 5, 4), event(7, 2, 6, 6), event(7, 0, 9, 5),
                    event(6, 0, 7, 2)};
    const rpc::BlockRange finished = rpc::finish_range(range, nullptr);
    CHECK(finished.first.hash == hash_of(5));
    CHECK(finished.last.hash == hash_of(7));
    CHECK(amounts(finished) == std::vector<std::uint64_t>{1, 2, 3, 4, 5, 6, 7});
    for (const evm::Transfer& transfer : finished.transfers) {
        CHECK(transfer.block_time_s == static_cast<std::int64_t>(100 * transfer.block_number));
    }
}

TEST_CASE("without full blocks, headers of the ends and of blocks with events are enough",
          "[rpc][pending_range]")
{
    PendingRange range = logs_range();
    range.headers.push_back(block(6));
    range.tokens = {event(6, 0, 1, 1)};
    CHECK(amounts(rpc::finish_range(range, nullptr)) == std::vector<std::uint64_t>{1});
    CHECK(range.find_header(6) != nullptr);
    CHECK(range.find_header(8) == nullptr);

    PendingRange lacking = logs_range();
    lacking.tokens = {event(6, 0, 1, 1)};
    CHECK_THROWS_AS(rpc::finish_range(lacking, nullptr), rpc::BadReply);
}

TEST_CASE("a range that contradicts itself is not finished", "[rpc][pending_range]")
{
    const struct
    {
        const char* what;
        std::function<void(PendingRange&)> change;
        std::string error;
    } cases[]{
        {"a block of another branch", [](PendingRange& range) { range.blocks[1] = block(6, 1); },
         "block 6 does not follow the block 5 that it gave"},
        {"a header of another branch", [](PendingRange& range) { range.headers[0] = block(7, 1); },
         "gives two blocks 7: the chain has a reorg"},
        {"an event of another branch",
         [](PendingRange& range) {
             range.tokens = {event(6, 0, 1, 1)};
             range.tokens[0].transfer.block_hash = hash_of(6, 1);
         },
         "gives logs of another block 6: the chain has a reorg"},
    };
    for (const auto& [what, change, error] : cases) {
        DYNAMIC_SECTION(what)
        {
            PendingRange range = full_range();
            change(range);
            try {
                static_cast<void>(rpc::finish_range(range, nullptr));
                FAIL("was finished");
            } catch (const rpc::NodeFailure& failure) {
                CHECK(failure.fault() == NodeFault::inconsistent);
                CHECK(failure.what() == error);
            }
        }
    }
}

TEST_CASE("the last block must be the head that another node reported", "[rpc][pending_range]")
{
    const rpc::BlockHeader same = block(7);
    const rpc::BlockHeader other_branch = block(7, 1);
    const rpc::BlockHeader later = block(8, 1);
    for (const auto& make : {full_range, logs_range}) {
        PendingRange on_branch = make();
        CHECK(rpc::finish_range(on_branch, &same).last.number == 7);
        PendingRange earlier = make();
        CHECK(rpc::finish_range(earlier, &later).last.number == 7);
        PendingRange elsewhere = make();
        CHECK_THROWS_WITH(rpc::finish_range(elsewhere, &other_branch),
                          "has another block 7 than the node that said the head");
    }
}
