// SPDX-License-Identifier: MIT
#include "webhook/retry.hpp"

#include "base/check.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace ctrip::webhook {

namespace {

constexpr std::int64_t kSecondMs = 1'000;
constexpr std::int64_t kMinuteMs = 60 * kSecondMs;
constexpr std::int64_t kHourMs = 60 * kMinuteMs;

/// The delay after each failed attempt but the last. The first attempt is made at once.
constexpr std::array<std::int64_t, kAttemptsMax - 1> kDelaysMs{
    5 * kSecondMs, 5 * kMinuteMs, 30 * kMinuteMs, 2 * kHourMs,  5 * kHourMs,
    10 * kHourMs,  14 * kHourMs,  20 * kHourMs,   24 * kHourMs,
};
constexpr std::int64_t kRetryAfterMaxMs = 24 * kHourMs;
constexpr std::int64_t kJitterDivisor = 10;
static_assert(kDelayMaxMs == kDelaysMs.back() + kDelaysMs.back() / kJitterDivisor);
static_assert(kDelayMaxMs >= kRetryAfterMaxMs);

std::int64_t jitter_ms(std::int64_t delay_ms, double random) noexcept
{
    const std::int64_t span_ms = delay_ms / kJitterDivisor;
    return static_cast<std::int64_t>(static_cast<double>(span_ms) * std::clamp(random, 0.0, 1.0));
}

} // namespace

RetryDecision decide(const AttemptResult& result, std::uint64_t attempts, double random) noexcept
{
    CTRIP_CHECK(attempts > 0);
    if (result.status && *result.status >= 200 && *result.status < 300) {
        return {.verdict = Verdict::delivered};
    }
    if (result.status == kGone || attempts >= kAttemptsMax) {
        return {.verdict = Verdict::dead};
    }
    std::int64_t delay_ms = kDelaysMs[static_cast<std::size_t>(attempts - 1)];
    delay_ms += jitter_ms(delay_ms, random);
    if (result.retry_after_s) {
        // Clamped before it is multiplied: the header may hold any number.
        const std::int64_t asked_s =
            std::clamp<std::int64_t>(*result.retry_after_s, 0, kRetryAfterMaxMs / kSecondMs);
        delay_ms = std::max(delay_ms, asked_s * kSecondMs);
    }
    return {.verdict = Verdict::retry, .delay_ms = delay_ms};
}

} // namespace ctrip::webhook
