// SPDX-License-Identifier: MIT
#include "job/send_webhooks/message_check.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "webhook/body_check.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <exception>
#include <utility>
#include <vector>

namespace ctrip::job {

namespace {

/// For fewer messages a thread costs more than it saves.
constexpr std::size_t kThreadMin = 4;

} // namespace

MessageFinding MessageJudge::judge(std::string_view body, const store::MessageRecord& record)
{
    if (!record.fault.empty()) {
        return {MessageVerdict::refuse, record.fault};
    }
    const webhook::RecordedMessage& recorded = record.message;
    try {
        std::string found = webhook::contradiction(body, recorded);
        if (!found.empty()) {
            return {MessageVerdict::refuse, std::move(found)};
        }
        switch (const AddressOwner one = owner(recorded)) {
        case AddressOwner::wallet:
            return {};
        case AddressOwner::another_wallet:
            return {MessageVerdict::postpone, why_not_own(one, recorded.derivation_index)};
        case AddressOwner::mismatch:
            return {MessageVerdict::refuse, why_not_own(one, recorded.derivation_index)};
        }
    } catch (const Error& error) { // A sum beyond 256 bits, an index beyond the last.
        return {MessageVerdict::refuse, error.what()};
    }
    CTRIP_CHECK(false);
}

AddressOwner MessageJudge::owner(const webhook::RecordedMessage& recorded)
{
    if (m_own == nullptr) {
        return AddressOwner::wallet;
    }
    std::string name = fmt::format("{} {} {}", recorded.wallet_id, recorded.derivation_index,
                                   recorded.address.to_hex());
    if (m_known.contains(name)) {
        return AddressOwner::wallet;
    }
    const AddressOwner found =
        m_own->owner_of(recorded.wallet_id, recorded.derivation_index, recorded.address);
    if (found == AddressOwner::wallet) {
        m_known.insert(std::move(name));
    }
    return found;
}

MessageCheck::MessageCheck(store::WebhookStore& store, FindOwnAddresses own_addresses,
                           const Targets& targets)
    : m_store(store), m_own_addresses(std::move(own_addresses)), m_targets(targets)
{
}

MessageCheck::~MessageCheck()
{
    if (m_thread.joinable()) {
        {
            const std::lock_guard lock{m_mutex};
            m_over = true;
        }
        m_changed.notify_one();
        m_thread.join();
    }
}

void MessageCheck::add(std::span<const store::WebhookMessage> messages)
{
    if (messages.empty()) {
        return;
    }
    if (!m_judge) {
        m_judge.emplace(m_own_addresses ? m_own_addresses() : nullptr);
    }
    std::vector<std::string> ids;
    for (const store::WebhookMessage& message : messages) {
        ids.push_back(message.id);
    }
    auto records = m_store.records(ids);
    std::deque<Task> tasks;
    for (const store::WebhookMessage& message : messages) {
        Task task{.body = message.body,
                  .record = {.fault = "its row is gone", .message = {}},
                  .finding = {}};
        const auto found = records.find(message.id);
        if (found != records.end()) {
            task.record = std::move(found->second);
        }
        if (task.record.fault.empty() &&
            (message.endpoint.empty() ? message.url != task.record.message.url
                                      : message.url.has_value())) {
            task.record.fault = "its URL is not the payment's";
        }
        m_claimed.insert_or_assign(message.id, Claimed{message.payment_id, message.endpoint,
                                                       message.url, task.finding.get_future()});
        tasks.push_back(std::move(task));
    }
    if (!m_thread.joinable()) {
        if (tasks.size() < kThreadMin) {
            for (Task& task : tasks) {
                task.finding.set_value(m_judge->judge(task.body, task.record));
            }
            return;
        }
        m_thread = std::thread{[this] { work(); }};
    }
    {
        const std::lock_guard lock{m_mutex};
        for (Task& task : tasks) {
            m_tasks.push_back(std::move(task));
        }
    }
    m_changed.notify_one();
}

void MessageCheck::work()
{
    while (true) {
        std::unique_lock lock{m_mutex};
        m_changed.wait(lock, [this] { return m_over || !m_tasks.empty(); });
        if (m_over) {
            return;
        }
        Task task = std::move(m_tasks.front());
        m_tasks.pop_front();
        lock.unlock();
        try {
            task.finding.set_value(m_judge->judge(task.body, task.record));
        } catch (...) {
            task.finding.set_exception(std::current_exception());
        }
    }
}

MessageCheck::Finding MessageCheck::finding(const webhook::Message& message)
{
    auto node = m_claimed.extract(message.id);
    CTRIP_CHECK(!node.empty());
    Claimed& claimed = node.mapped();
    Finding finding{claimed.finding.get(), std::move(claimed.payment_id)};
    // The message has the endpoint and URL of the moment when it was found due.
    if (finding.verdict == MessageVerdict::send &&
        m_targets.url_of(claimed.endpoint, claimed.url) != message.url) {
        finding.verdict = MessageVerdict::refuse;
        finding.why = "its URL was changed while it was sent";
    }
    return finding;
}

} // namespace ctrip::job
