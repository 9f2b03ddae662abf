// SPDX-License-Identifier: MIT
#include "job/scan/second_look.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using job::SecondLook;

TEST_CASE("a block is due for the second look when it is as deep as the confirmations",
          "[job][second_look]")
{
    using How = SecondLook::How;
    const struct
    {
        const char* what;
        job::ReadSoFar read;
        evm::BlockNumber head;
        std::uint64_t depth;
        bool is_named;
        How how;
        evm::BlockNumber from;
        evm::BlockNumber to;
    } cases[]{
        {"one new block", {100, 97}, 101, 3, true, How::same_call, 98, 99},
        {"the first of a chain", {100, std::nullopt}, 101, 3, true, How::none, 0, 0},
        {"nothing is deep enough", {100, 98}, 100, 3, true, How::none, 0, 0},
        {"a chain that is shorter than the depth", {1, 0}, 2, 4, true, How::none, 0, 0},
        {"depth 1: what was read before", {100, 99}, 101, 1, true, How::same_call, 100, 100},
        {"only what was read before", {100, 90}, 500, 3, true, How::same_call, 91, 100},
        {"all of it a second time", {100, 0}, 102, 3, true, How::same_call, 1, 100},
        {"without names it is a call of its own", {100, 97}, 101, 3, false, How::own_call, 98, 99},
        {"too many blocks for one call", {5'000, 100}, 5'001, 3, true, How::at_end, 101, 4'999},
        {"1,000 blocks together", {1'099, 100}, 1'100, 3, true, How::same_call, 101, 1'098},
        {"so many that a run reads a part",
         {900'000, 100},
         900'010,
         3,
         true,
         How::at_end,
         101,
         100'100},
        {"the same without names", {9'000, 100}, 9'010, 3, false, How::at_end, 101, 5'100},
        {"1,001 blocks", {1'100, 100}, 1'101, 3, true, How::own_call, 101, 1'099},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.what)
        {
            const SecondLook look =
                job::plan_second_look(one.read, one.head, one.depth, one.is_named);
            CHECK((look.how == one.how));
            CHECK(look.from == one.from);
            CHECK(look.to == one.to);
        }
    }
}

TEST_CASE("the native currency's own contract is read a second time by nothing but values",
          "[job][second_look]")
{
    const evm::Address own{0x11};
    const evm::Address other{0x22};
    const auto at = [](const evm::Address& token, evm::BlockNumber block) {
        evm::Transfer transfer;
        transfer.token = token;
        transfer.block_number = block;
        return transfer;
    };
    const std::vector<evm::Transfer> all{at(own, 6), at(own, 7), at(other, 6), at(other, 7)};
    config::Chain chain;
    CHECK(job::without_own_contract(chain, all, 7).size() == 4);
    chain.native.contract = config::Token{};
    chain.native.contract->address = own;
    CHECK(job::without_own_contract(chain, all, 7).size() == 3);
    CHECK(job::without_own_contract(chain, all, 8).size() == 2);
}
