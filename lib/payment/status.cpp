// SPDX-License-Identifier: MIT
#include "payment/status.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace ctrip::payment {

namespace {

constexpr std::array<std::string_view, 7> kStatusNames{"pending", "detected", "confirmed", "paid",
                                                       "settled", "expired",  "failed"};
constexpr std::array<std::string_view, 7> kFlagNames{
    "underpaid", "overpaid", "late", "multiple", "reorged", "wrong_token", "manual"};
constexpr std::array<std::string_view, 11> kEventNames{
    "payment.partially_paid", "payment.detected",          "payment.confirmed",
    "payment.paid",           "payment.settled",           "payment.expired",
    "payment.late",           "payment.reverted",          "payment.failed",
    "payment.wrong_token",    "payment.received_after_end"};

} // namespace

std::string_view to_string(Status status) noexcept
{
    return kStatusNames[static_cast<std::size_t>(status)];
}

std::string_view to_string(Flag flag) noexcept
{
    return kFlagNames[static_cast<std::size_t>(flag)];
}

std::string_view to_string(Event event) noexcept
{
    return kEventNames[static_cast<std::size_t>(event)];
}

std::optional<Status> parse_status(std::string_view name) noexcept
{
    const auto* const found = std::find(kStatusNames.begin(), kStatusNames.end(), name);
    if (found == kStatusNames.end()) {
        return std::nullopt;
    }
    return static_cast<Status>(found - kStatusNames.begin());
}

std::optional<Event> parse_event(std::string_view name) noexcept
{
    const auto* const found = std::find(kEventNames.begin(), kEventNames.end(), name);
    if (found == kEventNames.end()) {
        return std::nullopt;
    }
    return static_cast<Event>(found - kEventNames.begin());
}

const std::vector<std::string>& event_names()
{
    static const std::vector<std::string> names(kEventNames.begin(), kEventNames.end());
    return names;
}

const std::vector<std::string>& status_names()
{
    static const std::vector<std::string> names(kStatusNames.begin(), kStatusNames.end());
    return names;
}

std::vector<std::string_view> Flags::names() const
{
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < kFlagNames.size(); ++i) {
        if (has(static_cast<Flag>(i))) {
            names.push_back(kFlagNames[i]);
        }
    }
    return names;
}

std::string Flags::to_text() const
{
    std::string text;
    for (const std::string_view name : names()) {
        text += text.empty() ? "" : ",";
        text += name;
    }
    return text;
}

std::optional<Flags> Flags::from_text(std::string_view text)
{
    Flags flags;
    for (const std::string& name : base::split(text, ',')) {
        const auto* const found = std::find(kFlagNames.begin(), kFlagNames.end(), name);
        if (found == kFlagNames.end()) {
            return std::nullopt;
        }
        flags.set(static_cast<Flag>(found - kFlagNames.begin()));
    }
    return flags;
}

} // namespace ctrip::payment
