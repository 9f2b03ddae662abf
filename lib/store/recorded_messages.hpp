// SPDX-License-Identifier: MIT
// What the tables of payments, history and transfers have of webhook messages.
#pragma once

#include "store/database.hpp"
#include "webhook/body_check.hpp"

#include <span>
#include <string>
#include <unordered_map>

namespace ctrip::store {

struct MessageRecord
{
    std::string fault; ///< Why there is no record of it; empty: there is one.
    webhook::RecordedMessage message;
};

/// By the message's id. A message without a payment, without its step of the history, or with
/// values that can't be read has a fault. Two statements for each 64 messages.
[[nodiscard]] std::unordered_map<std::string, MessageRecord>
find_message_records(Database& database, std::span<const std::string> ids);

} // namespace ctrip::store
