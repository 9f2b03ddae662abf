// SPDX-License-Identifier: MIT
// When a webhook message is tried again, and when it is given up. Pure: no clock, no randomness of
// its own.
#pragma once

#include <cstdint>
#include <optional>

namespace ctrip::webhook {

/// Attempts that a message gets before it becomes a dead letter.
inline constexpr std::uint64_t kAttemptsMax = 10;

/// Its answer means that the endpoint wants no message any more.
inline constexpr int kGone = 410;

/// No delay that decide() gives is longer: 24 hours and the jitter.
inline constexpr std::int64_t kDelayMaxMs = std::int64_t{24} * 3'600'000 * 11 / 10;

/// The result of an attempt: an HTTP status, or none if no answer came.
struct AttemptResult
{
    std::optional<int> status;
    std::optional<std::int64_t> retry_after_s; ///< From the answer's Retry-After.
};

enum class Verdict : std::uint8_t
{
    delivered, ///< 2xx.
    retry,
    dead, ///< The last attempt, or 410 Gone.
};

struct RetryDecision
{
    Verdict verdict = Verdict::retry;
    std::int64_t delay_ms = 0; ///< From the attempt to the next one, for retry.
};

/// `attempts`: made so far, this one included, so at least 1. `random` in [0, 1) becomes a jitter
/// of up to +10 %, so that messages that failed together are not tried again together. Retry-After
/// can only lengthen the delay, and counts for at most 24 hours.
[[nodiscard]] RetryDecision decide(const AttemptResult& result, std::uint64_t attempts,
                                   double random) noexcept;

} // namespace ctrip::webhook
