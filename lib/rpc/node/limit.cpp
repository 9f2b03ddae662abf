// SPDX-License-Identifier: MIT
#include "rpc/node/limit.hpp"

#include <algorithm>

namespace ctrip::rpc {

namespace {

constexpr std::uint64_t kAnswersToGrow = 20;
constexpr std::uint64_t kAnswersToGrowMax = std::uint64_t{20} * 1'024;

} // namespace

Limit::Limit(std::uint64_t configured, std::optional<std::uint64_t> learnt) noexcept
    : m_configured(std::max<std::uint64_t>(1, configured)),
      m_value(std::clamp<std::uint64_t>(learnt.value_or(m_configured), 1, m_configured)),
      m_known(m_value), m_wanted(kAnswersToGrow)
{
}

void Limit::refused(std::uint64_t asked, std::optional<std::uint64_t> hint) noexcept
{
    const std::uint64_t less = hint && *hint < asked ? *hint : asked / 2;
    m_value = std::max<std::uint64_t>(1, std::min(m_value, less));
    m_known = std::min(m_known, m_value);
    m_in_row = 0;
    if (m_grown) {
        m_grown = false;
        m_wanted = std::min(2 * m_wanted, kAnswersToGrowMax);
    }
}

void Limit::took(std::uint64_t asked) noexcept
{
    m_known = std::max(m_known, std::min(asked, m_value));
    if (m_value == m_configured || asked < m_value || ++m_in_row < m_wanted) {
        return;
    }
    m_value = std::min(2 * m_value, m_configured);
    m_in_row = 0;
    m_grown = true;
}

} // namespace ctrip::rpc
