// SPDX-License-Identifier: MIT
#include "fakes/fake_history.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace ctrip::fakes {

namespace {

constexpr std::uint64_t kPaymentsPerStepMax = 2;
constexpr std::uint64_t kBlocksPerStepMax = 12;
constexpr std::uint64_t kLieStepsMax = 4;

} // namespace

FakeHistory::FakeHistory(FakeChain& chain, FakeHistoryOptions options)
    : m_chain(chain), m_options(std::move(options)), m_random(m_options.seed)
{
    end_lie();
}

void FakeHistory::step()
{
    if (m_told && --m_told->steps_left == 0) {
        end_lie();
    }
    for (std::uint64_t count = below(kPaymentsPerStepMax + 1); count > 0; --count) {
        pay();
    }
    if (below(4) == 0) {
        reorganise();
    } else {
        m_chain.mine(1 + below(kBlocksPerStepMax));
    }
    m_highest = std::max(m_highest, m_chain.height());
    show_other_node();
    if (!m_told && below(3) == 0) {
        begin_lie();
    }
}

void FakeHistory::finish(std::size_t blocks)
{
    end_lie();
    m_chain.mine_to(std::max(m_highest, m_chain.height()) + blocks);
    m_highest = m_chain.height();
    show_other_node();
}

void FakeHistory::show_other_node()
{
    m_chain.other_nodes = {
        {.latest = m_chain.height(), .safe = std::nullopt, .finalized = std::nullopt}};
}

void FakeHistory::pay()
{
    const FakePayee& payee = m_options.payees[below(m_options.payees.size())];
    FakePayment payment{.to = payee.address, .amount = payee.due, .token = payee.token};
    if (below(2) == 0) { // A part, so that several add up to what is due, or do not.
        payment.amount = evm::mul_div_floor(payee.due, 1 + below(99), 100);
    }
    switch (below(5)) {
    case 0:
        payment.way = FakeWay::reverted;
        break;
    case 1:
        if (payee.token) {
            payment.way = FakeWay::only_event;
        } else if (m_options.internals) {
            payment.way = FakeWay::internal;
        }
        break;
    default:
        break;
    }
    m_played.push_back({m_chain.pay(payment), payment});
}

/// Never below the highest block that was ever there by more than the options say, however often
/// the chain gets shorter.
void FakeHistory::reorganise()
{
    const evm::BlockNumber floor = m_highest - std::min(m_highest, m_options.reorganised_max);
    const evm::BlockNumber height = m_chain.height();
    const std::uint64_t taken = height > floor ? 1 + below(height - floor) : 0;
    m_chain.reorganise(height - taken, 1 + below(taken + kBlocksPerStepMax),
                       below(2) == 0 ? Fate::lost : Fate::mined_again);
    m_reorganisations += taken > 0 ? 1 : 0;
}

void FakeHistory::begin_lie()
{
    const auto lie = static_cast<FakeLie>(below(4));
    m_told = {.lie = lie, .steps_left = static_cast<int>(1 + below(kLieStepsMax))};
    ++m_lies[lie];
    switch (lie) {
    case FakeLie::lagging_head:
        m_chain.shown_to = m_chain.height() - std::min(m_chain.height(), below(20));
        break;
    case FakeLie::refused_range:
        refuse_ranges();
        break;
    case FakeLie::withheld_log:
        for (const Played& played : m_played) {
            m_chain.withheld.insert(played.tx);
        }
        break;
    case FakeLie::wrong_receipt:
        for (const Played& played : m_played) {
            if (below(2) == 0) {
                m_chain.wrong_receipts.insert(played.tx);
                m_chain.disputed.insert(played.tx);
            }
        }
        break;
    }
}

void FakeHistory::end_lie()
{
    m_told.reset();
    m_chain.shown_to.reset();
    m_chain.on_call = {};
    m_chain.withheld.clear();
    m_chain.wrong_receipts.clear();
    m_chain.disputed.clear();
}

void FakeHistory::refuse_ranges()
{
    m_chain.on_call = [](std::string_view name) {
        if (name == "read_blocks" || name == "past_balances" || name == "balances_at") {
            throw Error{ErrorKind::unavailable, "the fake chain: the range is refused"};
        }
    };
}

std::map<evm::BlockNumber, evm::Amount> FakeHistory::arrived(const FakePayee& payee) const
{
    std::map<evm::BlockNumber, evm::Amount> sums;
    for (const auto& [tx, payment] : m_played) {
        const bool moves = payment.way == FakeWay::direct || payment.way == FakeWay::internal;
        if (moves && payment.to == payee.address && payment.token == payee.token) {
            if (const auto block = m_chain.block_with(tx)) {
                sums[block->number] += payment.amount;
            }
        }
    }
    return sums;
}

} // namespace ctrip::fakes
