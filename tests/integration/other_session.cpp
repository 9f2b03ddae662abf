// SPDX-License-Identifier: MIT
#include "integration/other_session.hpp"

#include <fmt/format.h>

#include <chrono>
#include <exception>
#include <utility>

namespace ctrip::test {

OtherSession::OtherSession(const FreshDatabase& fresh, std::function<void(store::Database&)> work)
    : m_observer(fresh.open()), m_database(fresh.open()), m_thread([this, work = std::move(work)] {
          try {
              work(*m_database);
          } catch (const std::exception& error) {
              m_error = error.what();
          }
          m_ended = true;
      })
{
}

OtherSession::~OtherSession()
{
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

bool OtherSession::waits_for_lock()
{
    while (!m_ended) {
        const auto row = m_observer->query_row(
            "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
            "pg_backend_pid() AND wait_event_type = 'Lock'");
        if (row->integer(0) > 0) {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{2});
    }
    return false;
}

std::string OtherSession::join()
{
    m_thread.join();
    return m_error;
}

std::size_t free_rows(store::Database& database, std::string_view table, std::string_view column,
                      const store::Value& value)
{
    return database
        .query(fmt::format("SELECT 1 FROM {} WHERE {} = $1{}", table, column,
                           database.for_update_skip_locked()),
               {value})
        .size();
}

} // namespace ctrip::test
