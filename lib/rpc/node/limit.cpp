// SPDX-License-Identifier: MIT
#include "rpc/node/limit.hpp"

#include <algorithm>

namespace ctrip::rpc {

namespace {

constexpr std::uint64_t kAnswersToGrow = 20;
constexpr std::uint64_t kAnswersToGrowMax = std::uint64_t{20} * 1'024;
constexpr std::uint64_t kGrowthBetweenRuns = 4;

} // namespace

Limit::Limit(std::uint64_t configured, std::optional<std::uint64_t> learnt) noexcept
    : m_configured(std::max<std::uint64_t>(1, configured)),
      m_was_learnt(learnt && *learnt < m_configured),
      m_value(std::clamp<std::uint64_t>(learnt.value_or(m_configured), 1, m_configured)),
      m_known(m_value), m_before(m_value), m_wanted(kAnswersToGrow)
{
}

std::optional<std::uint64_t> Limit::learnt(bool grows) const noexcept
{
    const bool raises = grows && m_at_limit && !m_refused && !m_unproved;
    const std::uint64_t next = raises ? kGrowthBetweenRuns * m_known : m_known;
    return next < m_configured ? std::optional{next} : std::nullopt;
}

void Limit::refused(std::uint64_t asked, std::optional<std::uint64_t> hint,
                    Refusal refusal) noexcept
{
    if (!m_unproved) {
        m_before = m_value;
        m_unproved = true;
        m_clear = false;
    }
    m_clear = m_clear || refusal == Refusal::clear || m_grown || m_was_learnt;
    const std::uint64_t less = hint && *hint < asked ? *hint : asked / 2;
    m_value = std::max<std::uint64_t>(1, std::min(m_value, less));
    m_in_row = 0;
    if (m_grown) {
        m_grown = false;
        m_wanted = std::min(2 * m_wanted, kAnswersToGrowMax);
    }
}

void Limit::took(std::uint64_t asked) noexcept
{
    if (m_unproved && asked >= m_value) {
        m_unproved = false;
        m_refused = true;
        m_certain = m_certain || m_clear;
        m_known = std::min(m_known, m_value);
    }
    m_known = m_unproved ? m_known : std::max(m_known, std::min(asked, m_value));
    m_at_limit = m_at_limit || asked >= m_value;
    if (m_value == m_configured || asked < m_value || ++m_in_row < m_wanted) {
        return;
    }
    m_value = std::min(2 * m_value, m_configured);
    m_in_row = 0;
    m_grown = true;
}

void Limit::take_back() noexcept
{
    if (m_unproved) {
        m_value = m_before;
        m_unproved = false;
        m_clear = false;
    }
}

} // namespace ctrip::rpc
