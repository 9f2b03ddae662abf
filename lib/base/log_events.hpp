// SPDX-License-Identifier: MIT
// The events that a log line may name in its field "event", each with the MESSAGE_ID that it has in
// systemd's journal (sd-journal, `journalctl MESSAGE_ID=…`). The explanations that `journalctl -x`
// shows are in packaging/systemd/ctrip.catalog. An id is never changed or given to another event.
#pragma once

#include <array>
#include <string_view>

namespace ctrip::base {

struct LogEvent
{
    std::string_view name;
    std::string_view journal_id; ///< 128 bits in hex, as sd-id128(3) writes them.
};

inline constexpr std::array<LogEvent, 25> kLogEvents{{
    {"payment.partially_paid", "4ba71ab7ac0544a5acc6be1805fdf179"},
    {"payment.detected", "0b8e90e9f6464d5faae85d0928398f9f"},
    {"payment.confirmed", "c4e08e67b822463b8e6980ee651011cb"},
    {"payment.paid", "a02bff2f31bf46af88b58ab4d47a9a78"},
    {"payment.settled", "25318bf27b884975a414f6b506d002db"},
    {"payment.expired", "87a152f460ca46fead3db70b0d99ed20"},
    {"payment.late", "e7fb3f46c9374388967dd69a83f614dc"},
    {"payment.reverted", "9d4615766cd44f919da536a3a434d6f9"},
    {"payment.failed", "9eb22b5a9059486a8d97fce60131d9b6"},
    {"payment.wrong_token", "3ddab6b5edb64e2fbd8eb596c8965f78"},
    {"payment.received_after_end", "3ce1b34701874c05a0cc76289bd7f38b"},
    {"sweep.sent", "0e8a1ab6642c4eb6b450d4a77def588b"},
    {"sweep.replaced", "d78217876fdc43859088f20a05dbb51a"},
    {"sweep.final", "f094cd4b002b48c8b06aab3ffd83b569"},
    {"sweep.failed", "4a8f8e618cb248dd9717f50a7dc5226e"},
    {"sweep.waiting", "088049f95d3b4e6c9517c078d371d249"},
    {"webhook.dead", "37c6f9aa9a1d4ac4b445af0491d64484"},
    {"endpoint.open", "0aa6453f95c440549031f0fbc96d793e"},
    {"endpoint.disabled", "e3aeb30e796349f198e62fd8bbacb7e9"},
    {"endpoint.back", "99359b3699404f87a85fcabd6f12bbae"},
    {"chain.reorg", "060fb4dbf2e240838de2dfc709984e97"},
    {"chain.doubt", "ce9562fc814247bcbf3bcbb2ea20d69f"},
    {"job.failed", "55cc5d616e734004a194cd4e28a64a15"},
    {"job.skipped", "17f11a8ac4ab40ad98b8d0c191fe710c"},
    {"job.done", "47691992bb284fea852b142abca8e5f5"},
}};

/// Empty for a name that is not in the list.
[[nodiscard]] constexpr std::string_view journal_id_of(std::string_view event) noexcept
{
    for (const LogEvent& one : kLogEvents) {
        if (one.name == event) {
            return one.journal_id;
        }
    }
    return {};
}

} // namespace ctrip::base
