// SPDX-License-Identifier: MIT
#include "job/confirm/canonical.hpp"

#include <catch2/catch.hpp>

#include <optional>
#include <vector>

using namespace ctrip;
using payment::Depth;
using payment::Standing;

TEST_CASE("a block that left the chain casts doubt, one that is not shown only if it was confirmed",
          "[job][canonical]")
{
    // The node has block 10 by the hash 1, and no block 11.
    const std::vector<std::optional<rpc::BlockHeader>> headers{
        rpc::BlockHeader{.number = 10, .hash = {{1}}}, std::nullopt};
    const job::CanonicalBlocks canonical{headers};
    const struct
    {
        const char* what;
        evm::BlockNumber block;
        std::uint8_t hash;
        Depth depth;
        Standing standing;
        std::optional<bool> has;
        bool doubt;
    } cases[]{
        {"kept", 10, 1, Depth::confirmed, Standing::counts, true, false},
        {"gone", 10, 2, Depth::seen, Standing::counts, false, true},
        {"gone and late", 10, 2, Depth::confirmed, Standing::late, false, true},
        {"gone, another currency", 10, 2, Depth::confirmed, Standing::wrong_token, false, false},
        {"not shown, seen", 11, 1, Depth::seen, Standing::counts, std::nullopt, false},
        {"not shown, confirmed", 11, 1, Depth::confirmed, Standing::counts, std::nullopt, true},
    };
    for (const auto& [what, block, hash, depth, standing, has, doubt] : cases) {
        INFO(what);
        payment::Booking booking{
            .transfer = {}, .payment_id = "", .standing = standing, .depth = depth};
        booking.transfer.block_number = block;
        booking.transfer.block_hash = {{hash}};
        CHECK(canonical.has(booking.transfer) == has);
        CHECK(canonical.has_hash(booking.transfer) == (has == true));
        CHECK(job::casts_doubt(booking, canonical) == doubt);
    }
}

TEST_CASE("a block whose time is another one is not the transfer's", "[job][canonical]")
{
    const std::vector<std::optional<rpc::BlockHeader>> headers{
        rpc::BlockHeader{.number = 10, .hash = {{1}}, .timestamp_s = 1'000}};
    const job::CanonicalBlocks canonical{headers};
    payment::Booking booking;
    booking.transfer.block_number = 10;
    booking.transfer.block_hash = {{1}};
    for (const std::int64_t time_s : {0, 1'000, 4'000}) {
        booking.transfer.block_time_s = time_s;
        CHECK(canonical.has(booking.transfer) == (time_s != 4'000));
        CHECK(canonical.has_hash(booking.transfer));
    }
}
