// SPDX-License-Identifier: MIT
#include "job/shared/status_log.hpp"

#include <algorithm>
#include <utility>

namespace ctrip::job {

store::OnStatusChange log_changes(const base::Log& log, std::string chain, std::string actor)
{
    return [&log, chain = std::move(chain),
            actor = std::move(actor)](const store::StatusChange& change) {
        std::string message{payment::to_string(change.event)};
        base::LogFields fields{{"event", message},
                               {"payment", change.payment_id},
                               {"status", std::string{payment::to_string(change.to)}}};
        if (!chain.empty()) {
            fields.emplace_back("chain", chain);
        }
        if (!change.reason.empty()) {
            fields.emplace_back("reason", change.reason);
        }
        if (!actor.empty()) {
            fields.emplace_back("by", actor);
        }
        std::replace(message.begin(), message.end(), '.', ' '); // "payment wrong_token"
        log.info(message, fields);
    };
}

} // namespace ctrip::job
