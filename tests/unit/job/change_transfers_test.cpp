// SPDX-License-Identifier: MIT
#include "job/scan/change_transfers.hpp"
#include "payment/deposit.hpp"

#include <catch2/catch.hpp>

#include <utility>
#include <vector>

using namespace ctrip;
using evm::Amount;

TEST_CASE("a change of the balance becomes what the traces tell of it, and the rest",
          "[job][change_transfers]")
{
    payment::Deposit deposit;
    deposit.address = {{1}};
    const rpc::BlockHeader block{.number = 7, .hash = {{7}}, .timestamp_s = 70};
    const auto traced = [](std::uint8_t tx, std::uint8_t to, std::uint64_t amount) {
        evm::Transfer transfer;
        transfer.tx_hash = {{tx}};
        transfer.log_index = evm::kInternalLogIndex;
        transfer.to = {{to}};
        transfer.amount = Amount{amount};
        return transfer;
    };
    // Transaction 9 is booked; 8 was, and left the chain.
    const std::vector<payment::Booking> bookings{
        {.transfer = traced(9, 1, 50), .payment_id = ""},
        {.transfer = traced(8, 1, 50), .payment_id = "", .orphaned = true}};
    using Amounts = std::vector<std::pair<bool, std::uint64_t>>; // By a trace or not.
    const struct
    {
        const char* what;
        std::vector<evm::Transfer> traces;
        Amounts expected;
    } cases[]{
        {"no traces", {}, {{false, 100}}},
        {"less than came", {traced(2, 1, 99)}, {{true, 99}, {false, 1}}},
        {"all that came", {traced(2, 1, 60), traced(3, 1, 40)}, {{true, 60}, {true, 40}}},
        {"more than came", {traced(2, 1, 60), traced(3, 1, 41)}, {{false, 100}}},
        {"another's", {traced(2, 5, 100)}, {{false, 100}}},
        {"booked before", {traced(9, 1, 50)}, {{false, 100}}},
        {"booked before, and orphaned", {traced(8, 1, 100)}, {{true, 100}}},
    };
    for (const auto& [what, traces, expected] : cases) {
        INFO(what);
        const job::BalanceHit hit{.payment = &deposit,
                                  .created_at_s = 0,
                                  .bookings = bookings,
                                  .mismatch = {},
                                  .search = {},
                                  .transfers = {}};
        const auto transfers =
            job::transfers_of(hit, {.block = 7, .amount = Amount{100}}, block, traces);
        REQUIRE(transfers.size() == expected.size());
        for (std::size_t i = 0; i < expected.size(); ++i) {
            CHECK(transfers[i].is_balance_change() == !expected[i].first);
            CHECK(transfers[i].amount == Amount{expected[i].second});
            CHECK((transfers[i].to == deposit.address));
        }
        if (!expected.back().first) {
            CHECK(
                (transfers.back().tx_hash == evm::balance_change_key(deposit.address, block.hash)));
            CHECK(transfers.back().block_number == 7);
            CHECK(transfers.back().block_time_s == 70);
        }
    }
}
