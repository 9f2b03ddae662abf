// SPDX-License-Identifier: MIT
// A small file outside the database with the first derivation index that was never given out. A
// database whose counter is lower was restored from a backup, or lost commits: it would give
// addresses out a second time.
#pragma once

#include <cstdint>
#include <string>

namespace ctrip::store {

class HighWaterMark
{
public:
    /// Opens the file, or creates it with the owner and the permissions of the file `like` (empty:
    /// of this user, 0600). Error{config} where it can't be opened, or its content is not a number.
    HighWaterMark(std::string path, const std::string& like);
    HighWaterMark(const HighWaterMark&) = delete;
    HighWaterMark& operator=(const HighWaterMark&) = delete;
    ~HighWaterMark();

    [[nodiscard]] const std::string& path() const noexcept { return m_path; }
    /// As it was when the file was opened; 0 for a new one.
    [[nodiscard]] std::uint64_t value() const noexcept { return m_value; }
    /// Raises it to at least `next_index` and returns after that is on disk. Error{unavailable}
    /// where it can't be written.
    void raise(std::uint64_t next_index);

private:
    [[nodiscard]] std::uint64_t read() const;

    std::string m_path;
    int m_file = -1;
    bool m_is_new = false;
    std::uint64_t m_value = 0;
};

} // namespace ctrip::store
