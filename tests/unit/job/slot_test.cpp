// SPDX-License-Identifier: MIT
#include "job/sweep/slot.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace ctrip;
using job::SlotAction;
using store::SweepTx;
using store::SweepTxState;

CATCH_REGISTER_ENUM(job::SlotAction, job::SlotAction::finalize, job::SlotAction::mark_mined,
                    job::SlotAction::resend, job::SlotAction::wait)

namespace {

constexpr evm::BlockNumber kFinal = 100;

SweepTx tx_of(SweepTxState state)
{
    SweepTx tx;
    tx.state = state;
    return tx;
}

/// Mined in this block; 0: no receipt.
std::optional<rpc::Receipt> receipt_in(evm::BlockNumber block)
{
    return block == 0 ? std::nullopt : std::optional{rpc::Receipt{.block_number = block}};
}

} // namespace

TEST_CASE("a nonce's next step follows from its receipts, and without any from its current "
          "transaction",
          "[job][slot]")
{
    const struct
    {
        const char* what;
        std::vector<SweepTxState> states;
        std::vector<evm::BlockNumber> mined_in; ///< 0: no receipt.
        SlotAction action;
        std::size_t place;
    } cases[]{
        {"in no block", {SweepTxState::broadcast}, {0}, SlotAction::resend, 0},
        {"never sent", {SweepTxState::signed_}, {0}, SlotAction::resend, 0},
        {"in no block any more", {SweepTxState::mined}, {0}, SlotAction::resend, 0},
        {"in the final block", {SweepTxState::mined}, {kFinal}, SlotAction::finalize, 0},
        {"in the block after it", {SweepTxState::mined}, {kFinal + 1}, SlotAction::mark_mined, 0},
        {"final when it is first seen", {SweepTxState::signed_}, {1}, SlotAction::finalize, 0},
        {"replaced, and the new one is in no block",
         {SweepTxState::replaced, SweepTxState::broadcast},
         {0, 0},
         SlotAction::resend,
         1},
        {"the new one is in a block",
         {SweepTxState::replaced, SweepTxState::broadcast},
         {0, kFinal + 1},
         SlotAction::mark_mined,
         1},
        {"the replaced one is in a block after all",
         {SweepTxState::replaced, SweepTxState::broadcast},
         {kFinal + 1, 0},
         SlotAction::mark_mined,
         0},
        {"the replaced one is final",
         {SweepTxState::replaced, SweepTxState::mined},
         {kFinal, 0},
         SlotAction::finalize,
         0},
        {"only replaced ones",
         {SweepTxState::replaced, SweepTxState::replaced},
         {0, 0},
         SlotAction::wait,
         0},
    };
    for (const auto& one : cases) {
        DYNAMIC_SECTION(one.what)
        {
            std::vector<SweepTx> slot;
            std::vector<std::optional<rpc::Receipt>> receipts;
            for (std::size_t i = 0; i < one.states.size(); ++i) {
                slot.push_back(tx_of(one.states[i]));
                receipts.push_back(receipt_in(one.mined_in[i]));
            }
            const job::SlotStep step = job::next_step(slot, receipts, kFinal);
            CHECK(step.action == one.action);
            CHECK(step.place == one.place);
        }
    }
}

TEST_CASE("nothing is final where no final block is known", "[job][slot]")
{
    const std::vector slot{tx_of(SweepTxState::mined)};
    const std::vector receipts{receipt_in(1)};
    CHECK(job::next_step(slot, receipts, std::nullopt).action == SlotAction::mark_mined);
    CHECK(job::next_step(slot, receipts, 0).action == SlotAction::mark_mined);
    CHECK(job::next_step(slot, receipts, 1).action == SlotAction::finalize);
}

TEST_CASE("a slot ends where sender or nonce changes", "[job][slot]")
{
    const auto tx_at = [](std::uint8_t sender, std::uint64_t nonce) {
        SweepTx tx;
        tx.sender = evm::Address{{sender}};
        tx.nonce = nonce;
        return tx;
    };
    const std::vector open{tx_at(1, 7), tx_at(1, 7), tx_at(1, 8), tx_at(2, 8)};
    CHECK(job::slot_size(open) == 2);
    CHECK(job::slot_size(std::span{open}.subspan(1)) == 1);
    CHECK(job::slot_size(std::span{open}.subspan(2)) == 1);
    CHECK(job::slot_size(std::span{open}.subspan(3)) == 1);
}

TEST_CASE("a slot is as old as its first transaction", "[job][slot]")
{
    std::vector<SweepTx> slot(2);
    slot[0].created_at_s = 1'300; // A replacement.
    slot[1].created_at_s = 1'000;
    CHECK(job::slot_age_s(slot, 1'600) == 600);
    CHECK(job::slot_age_s(slot, 900) == -100);
}

TEST_CASE("a nonce that is used is its own for ten minutes, or for two where that is final",
          "[job][slot]")
{
    CHECK(job::may_show_receipt_later(599, false));
    CHECK_FALSE(job::may_show_receipt_later(600, false));
    CHECK(job::may_show_receipt_later(119, true));
    CHECK_FALSE(job::may_show_receipt_later(120, true));
    // Not for years where it was signed by a clock that was ahead.
    CHECK(job::may_show_receipt_later(-599, false));
    CHECK_FALSE(job::may_show_receipt_later(-600, false));
    CHECK(job::may_show_receipt_later(-599, true));
    CHECK_FALSE(job::may_show_receipt_later(-600, true));
}
