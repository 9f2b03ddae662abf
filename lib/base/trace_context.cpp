// SPDX-License-Identifier: MIT
#include "base/trace_context.hpp"

#include "base/random.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace ctrip::base {

namespace {

constexpr std::size_t kTraceDigits = 32;
constexpr std::size_t kSpanDigits = 16;

/// An id of zeros is invalid.
std::uint64_t random_part()
{
    return std::max<std::uint64_t>(random_u64(), 1);
}

bool is_valid_id(std::string_view digits)
{
    return digits.find_first_not_of("0123456789abcdef") == std::string_view::npos &&
           digits.find_first_not_of('0') != std::string_view::npos;
}

} // namespace

std::optional<SpanContext> root_span(std::string_view id)
{
    std::string digits{id};
    std::erase(digits, '-');
    if (digits.size() != kTraceDigits || !is_valid_id(digits) ||
        !is_valid_id(std::string_view{digits}.substr(kTraceDigits - kSpanDigits))) {
        return std::nullopt;
    }
    std::string span = digits.substr(kTraceDigits - kSpanDigits);
    return SpanContext{std::move(digits), std::move(span)};
}

SpanContext new_span_in(const std::string& trace_id)
{
    return {trace_id, fmt::format("{:016x}", random_part())};
}

SpanContext new_trace()
{
    return new_span_in(fmt::format("{:016x}{:016x}", random_part(), random_part()));
}

std::string traceparent(const SpanContext& span)
{
    return fmt::format("00-{}-{}-01", span.trace_id, span.span_id);
}

} // namespace ctrip::base
