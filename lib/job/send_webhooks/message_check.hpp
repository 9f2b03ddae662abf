// SPDX-License-Identifier: MIT
// Decides whether a claimed message may be signed: only what ctrip itself has written of a payment.
#pragma once

#include "job/send_webhooks/targets.hpp"
#include "job/shared/own_address.hpp"
#include "store/webhook_store.hpp"
#include "webhook/dispatcher.hpp"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <unordered_set>

namespace ctrip::job {

enum class MessageVerdict : std::uint8_t
{
    send,
    refuse,   ///< It is not what the payment's own rows say.
    postpone, ///< Nobody here knows whose address it tells.
};

struct MessageFinding
{
    MessageVerdict verdict = MessageVerdict::send;
    std::string why; ///< One line; empty for send.
};

/// Compares messages with what the tables have of their payments. Pure: no I/O.
class MessageJudge
{
public:
    /// `own`: null where this host can't know the wallet's addresses.
    explicit MessageJudge(const OwnAddresses* own) : m_own(own) {}

    [[nodiscard]] MessageFinding judge(std::string_view body, const store::MessageRecord& record);

private:
    [[nodiscard]] AddressOwner owner(const webhook::RecordedMessage& recorded);

    const OwnAddresses* m_own;
    std::unordered_set<std::string> m_known; ///< Indexes and addresses that were derived already.
};

/// Reads what the tables have of many messages at once, and judges them on a thread of its own, so
/// that deriving addresses delays no request.
class MessageCheck
{
public:
    MessageCheck(store::WebhookStore& store, FindOwnAddresses own_addresses,
                 const Targets& targets);
    MessageCheck(const MessageCheck&) = delete;
    MessageCheck& operator=(const MessageCheck&) = delete;
    ~MessageCheck();

    struct Finding : MessageFinding
    {
        std::string payment_id; ///< As the message's row has it.
    };

    /// Claimed messages, before their bodies are moved away.
    void add(std::span<const store::WebhookMessage> messages);
    /// Each message that was added, once. Waits until it is judged.
    [[nodiscard]] Finding finding(const webhook::Message& message);

private:
    struct Claimed
    {
        std::string payment_id;
        std::string endpoint;
        std::optional<std::string> url;
        std::future<MessageFinding> finding;
    };
    struct Task
    {
        std::string body;
        store::MessageRecord record;
        std::promise<MessageFinding> finding;
    };

    void work();

    store::WebhookStore& m_store;
    FindOwnAddresses m_own_addresses;
    const Targets& m_targets;
    std::unordered_map<std::string, Claimed> m_claimed; ///< By the message's id.
    std::optional<MessageJudge> m_judge;                ///< Of the thread, once that runs.

    std::mutex m_mutex; ///< Guards the next two.
    std::deque<Task> m_tasks;
    bool m_over = false;
    std::condition_variable m_changed;
    std::thread m_thread;
};

} // namespace ctrip::job
