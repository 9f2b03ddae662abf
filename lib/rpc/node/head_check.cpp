// SPDX-License-Identifier: MIT
#include "rpc/node/head_check.hpp"

#include <algorithm>
#include <cstddef>

namespace ctrip::rpc {

namespace {

constexpr std::uint64_t kBlocksBehindMax = 3;
constexpr std::int64_t kSecondsBehindMax = 10;
constexpr std::int64_t kFutureMax_s = 3'600;
constexpr std::int64_t kClockErrorMax_s = 60;
constexpr std::int64_t kTimesApartMax_s = 60;
constexpr std::uint64_t kBlocksAheadMax = 100;
/// Heads that were read at the same moment differ by at most kBlocksApartMax, plus the most blocks
/// that a chain makes in the time between them.
constexpr std::uint64_t kBlocksPerSecondMax = 100;
constexpr std::uint64_t kBlocksApartMax = 500;

using Verdict = HeadJudgement::Verdict;

/// True if the heads differ by more blocks than the difference of their times allows.
bool contradict(const SeenHead& a, const SeenHead& b)
{
    const SeenHead& high = a.number >= b.number ? a : b;
    const SeenHead& low = a.number >= b.number ? b : a;
    const std::int64_t apart_s = std::clamp<std::int64_t>(high.time_s - low.time_s, 0, 1LL << 40U);
    return high.number - low.number >
           kBlocksApartMax + kBlocksPerSecondMax * static_cast<std::uint64_t>(apart_s);
}

class HeadComparison
{
public:
    HeadComparison(std::span<const SeenHead> heads, std::int64_t now_s)
        : m_heads(heads), m_now_s(now_s), m_judgements(heads.size())
    {
    }

    std::vector<HeadJudgement> judge()
    {
        refuse_future();
        while (refuse_most_contradicted()) {
        }
        find_behind();
        return std::move(m_judgements);
    }

private:
    [[nodiscard]] bool is_believed(std::size_t i) const
    {
        return m_judgements[i].verdict != Verdict::impossible;
    }

    /// The newest time of all accepted heads except `but`.
    [[nodiscard]] std::int64_t newest_but(std::size_t but) const
    {
        std::int64_t newest = 0;
        for (std::size_t i = 0; i < m_heads.size(); ++i) {
            if (i != but && is_believed(i)) {
                newest = std::max(newest, m_heads[i].time_s);
            }
        }
        return newest;
    }

    /// Whether another head, at least as high, has a time that the clock allows: blocks are ordered
    /// by time, so this one's is wrong.
    [[nodiscard]] bool is_later_than_above(std::size_t i) const
    {
        const std::int64_t latest_s = m_now_s + kClockErrorMax_s;
        return m_heads[i].time_s > latest_s &&
               std::any_of(m_heads.begin(), m_heads.end(), [&](const SeenHead& other) {
                   return other.number >= m_heads[i].number && other.time_s <= latest_s &&
                          m_heads[i].time_s > other.time_s + kTimesApartMax_s;
               });
    }

    void refuse_future()
    {
        for (std::size_t i = 0; i < m_heads.size() && m_heads.size() > 1; ++i) {
            const std::int64_t newest_s = std::max(m_now_s, newest_but(i));
            if (m_heads[i].time_s > newest_s + kFutureMax_s || is_later_than_above(i)) {
                m_judgements[i].verdict = Verdict::impossible;
            }
        }
    }

    bool refuse_most_contradicted()
    {
        std::size_t worst = 0;
        std::size_t worst_count = 0;
        for (std::size_t i = 0; i < m_heads.size(); ++i) {
            std::size_t count = 0;
            for (std::size_t k = 0; k < m_heads.size() && is_believed(i); ++k) {
                count += is_believed(k) && contradict(m_heads[i], m_heads[k]) ? 1U : 0U;
            }
            if (count > 0 && count >= worst_count) { // On a tie, the less preferred node.
                worst = i;
                worst_count = count;
            }
        }
        if (worst_count > 0) {
            m_judgements[worst].verdict = Verdict::impossible;
        }
        return worst_count > 0;
    }

    void find_behind()
    {
        std::size_t best = m_heads.size();
        for (std::size_t i = 0; i < m_heads.size(); ++i) {
            if (is_believed(i) && (best == m_heads.size() || further(i, best))) {
                best = i;
            }
        }
        for (std::size_t i = 0; i < m_heads.size() && best < m_heads.size(); ++i) {
            if (!is_believed(i)) {
                continue;
            }
            const std::uint64_t blocks = m_heads[best].number - m_heads[i].number;
            const std::int64_t seconds = time_of_best(best) - m_heads[i].time_s;
            if (blocks > kBlocksBehindMax && seconds > kSecondsBehindMax) {
                m_judgements[i] = {Verdict::behind, blocks, seconds};
            }
        }
    }

    [[nodiscard]] bool further(std::size_t i, std::size_t than) const
    {
        return m_heads[i].number > m_heads[than].number;
    }

    /// A single node with a block time in the future must not make all others count as behind.
    [[nodiscard]] std::int64_t time_of_best(std::size_t best) const
    {
        const std::int64_t time_s = m_heads[best].time_s;
        const bool alone = newest_but(best) + kSecondsBehindMax < time_s;
        return alone && time_s > m_now_s + kClockErrorMax_s ? m_now_s : time_s;
    }

    std::span<const SeenHead> m_heads;
    std::int64_t m_now_s;
    std::vector<HeadJudgement> m_judgements;
};

} // namespace

bool is_far_ahead(const SeenHead& high, const SeenHead& low) noexcept
{
    if (high.number <= low.number || high.number - low.number <= kBlocksBehindMax) {
        return false;
    }
    return high.number - low.number > kBlocksAheadMax ||
           high.time_s - low.time_s > kSecondsBehindMax;
}

std::vector<HeadJudgement> judge_heads(std::span<const SeenHead> heads, std::int64_t now_s)
{
    return HeadComparison{heads, now_s}.judge();
}

} // namespace ctrip::rpc
