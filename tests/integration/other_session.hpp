// SPDX-License-Identifier: MIT
// A second session of a test's database, at work in a thread of its own.
#pragma once

#include "integration/fresh_database.hpp"
#include "store/database.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace ctrip::test {

class OtherSession
{
public:
    /// Begins at once, on a connection of its own.
    OtherSession(const FreshDatabase& fresh, std::function<void(store::Database&)> work);
    OtherSession(const OtherSession&) = delete;
    OtherSession& operator=(const OtherSession&) = delete;
    ~OtherSession();

    /// PostgreSQL: true as soon as it waits for a lock, false where it has ended without.
    [[nodiscard]] bool waits_for_lock();
    /// At its end; what went wrong, or nothing.
    [[nodiscard]] std::string join();

private:
    std::unique_ptr<store::Database> m_observer;
    std::unique_ptr<store::Database> m_database;
    std::atomic<bool> m_ended = false;
    std::string m_error;
    std::thread m_thread;
};

/// Within a DbTransaction on PostgreSQL: how many of these rows no other session holds. They are
/// held from then on.
[[nodiscard]] std::size_t free_rows(store::Database& database, std::string_view table,
                                    std::string_view column, const store::Value& value);

} // namespace ctrip::test
