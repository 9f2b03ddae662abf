// SPDX-License-Identifier: MIT
// Webhook messages for people: found by what they are, with each attempt, and sent again by hand.
#pragma once

#include "evm/hash.hpp"
#include "store/database.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

struct LoggedMessage
{
    std::string id;
    std::string payment_id;
    std::uint64_t seq = 0;
    std::string event;
    std::string endpoint;           ///< Name of the configured endpoint; empty: the usual one.
    std::optional<std::string> url; ///< The payment's own.
    std::string state;              ///< pending, delivered, dead or skipped
    std::uint64_t attempts = 0;
    bool replayed = false;
    bool is_under_way = false; ///< A run of send-webhooks has it.
    std::int64_t created_ms = 0;
    std::int64_t next_attempt_ms = 0; ///< While it is pending.
    std::optional<std::int64_t> attempted_ms;
    std::optional<int> last_status;
    std::optional<std::string> last_error;
};

struct LoggedAttempt
{
    std::uint64_t number = 1;
    std::int64_t ended_ms = 0;
    std::int64_t duration_ms = 0;
    std::optional<int> status;
    std::optional<std::string> address;
    std::string answer;
    std::optional<std::string> error;
};

/// A position in the order of creation; of the same time, in each payment's own order.
struct MessagePlace
{
    std::int64_t created_ms = 0;
    std::string payment_id;
    std::uint64_t seq = 0;
    std::string endpoint;

    [[nodiscard]] static MessagePlace of(const LoggedMessage& message)
    {
        return {message.created_ms, message.payment_id, message.seq, message.endpoint};
    }
};

enum class MessageOrder : std::uint8_t
{
    newest_first,
    oldest_first,
};

struct MessageFilter
{
    std::vector<std::string_view> states; ///< Empty: any.
    std::optional<std::string> payment_id;
    std::optional<std::string> event;
    std::vector<evm::ChainId> chain_ids;   ///< Empty: any.
    std::optional<std::int64_t> since_ms;  ///< Created at or after.
    std::optional<std::int64_t> before_ms; ///< Created before.
    MessageOrder order = MessageOrder::newest_first;
    std::optional<MessagePlace> after; ///< Continue behind it.
    std::size_t max = 500;
};

class MessageLog
{
public:
    explicit MessageLog(Database& database) : m_database(database) {}

    [[nodiscard]] std::vector<LoggedMessage> find(const MessageFilter& filter);
    [[nodiscard]] std::optional<LoggedMessage> find(std::string_view id);
    /// What is sent, byte for byte.
    [[nodiscard]] std::string body(std::string_view id);
    /// In their order. Older ones may have been deleted.
    [[nodiscard]] std::vector<LoggedAttempt> attempts(const LoggedMessage& message);

    /// Makes those of these messages that no run has due now, with a whole retry schedule before
    /// them; those that were delivered, or all if `is_replay`, are marked as replayed. Skipped ones
    /// stay. Returns the ids of those that were changed.
    [[nodiscard]] std::vector<std::string> send_again(std::span<const std::string> ids,
                                                      bool is_replay, std::int64_t now_ms);

private:
    Database& m_database;
};

} // namespace ctrip::store
