// SPDX-License-Identifier: MIT
// A file of lines that several processes append to and take from at once.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace ctrip::telemetry {

struct SpoolLimits
{
    std::size_t bytes_max = 256ULL << 10U;
    std::size_t bytes_kept = 64ULL << 10U;        ///< Of the newest, when bytes_max is reached.
    std::chrono::milliseconds append_wait{1'000}; ///< For other processes.
};

/// Only plain files are used: a link or a pipe of that name is left alone.
class SpoolFile
{
public:
    /// An empty `folder`: nothing is kept. The folder is made where it is missing.
    SpoolFile(const std::string& folder, std::string_view name, SpoolLimits limits);

    /// `lines`: whole ones, with their ends. False where they could not be written.
    bool append(std::string_view lines) const noexcept;

    /// The newest bytes_max bytes; the first line may be cut. Empty where it can't be read.
    [[nodiscard]] std::string read() const;

    /// Calls `change` with what is there, and keeps what it returns; does nothing where there is no
    /// file, or another process uses it for longer than `wait`. Where `change` throws, the file
    /// stays as it was. A process that is killed meanwhile may leave a line cut off, or lines
    /// twice.
    void rewrite(const std::function<std::string(const std::string&)>& change,
                 std::chrono::milliseconds wait = {}) const;

private:
    std::string m_folder;
    std::string m_path;
    SpoolLimits m_limits;
};

/// Calls `action` with each whole line of `text`, without its end.
template <typename Action>
void for_each_line(std::string_view text, const Action& action)
{
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        action(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

} // namespace ctrip::telemetry
