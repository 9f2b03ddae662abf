// SPDX-License-Identifier: MIT
#include "telemetry/spool_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <system_error>
#include <thread>

namespace ctrip::telemetry {

namespace {

constexpr std::chrono::milliseconds kLockPause{10};
constexpr mode_t kSpoolMode = 0660; ///< Jobs of several users may share the folder by its group.

/// The file, open and locked against other processes.
class LockedFile
{
public:
    /// Waits for at most `wait`.
    LockedFile(const std::string& path, int flags, std::chrono::milliseconds wait)
        : m_descriptor(open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, kSpoolMode))
    {
        struct stat found = {};
        if (m_descriptor >= 0 && (fstat(m_descriptor, &found) != 0 || !S_ISREG(found.st_mode))) {
            close(m_descriptor); // A pipe would never end.
            m_descriptor = -1;
        }
        const auto end = std::chrono::steady_clock::now() + wait;
        while (m_descriptor >= 0 && flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
            if (std::chrono::steady_clock::now() >= end) {
                close(m_descriptor);
                m_descriptor = -1;
                return;
            }
            std::this_thread::sleep_for(kLockPause);
        }
    }
    LockedFile(const LockedFile&) = delete;
    LockedFile& operator=(const LockedFile&) = delete;
    ~LockedFile()
    {
        if (m_descriptor >= 0) {
            close(m_descriptor);
        }
    }

    [[nodiscard]] bool is_open() const noexcept { return m_descriptor >= 0; }

    [[nodiscard]] std::size_t size() const
    {
        return static_cast<std::size_t>(std::max<off_t>(lseek(m_descriptor, 0, SEEK_END), 0));
    }

    /// The last `bytes_max`.
    [[nodiscard]] std::string read(std::size_t bytes_max) const
    {
        const std::size_t all = size();
        std::string text(std::min(all, bytes_max), '\0');
        const auto begin = static_cast<off_t>(all - text.size());
        std::size_t got = 0;
        while (got < text.size()) {
            const ssize_t some = pread(m_descriptor, text.data() + got, text.size() - got,
                                       begin + static_cast<off_t>(got));
            if (some <= 0) {
                break;
            }
            got += static_cast<std::size_t>(some);
        }
        text.resize(got);
        return text;
    }

    /// `text` is made of what is there.
    [[nodiscard]] bool keep(std::string_view text) const
    {
        const auto size = static_cast<ssize_t>(text.size());
        return pwrite(m_descriptor, text.data(), text.size(), 0) == size &&
               ftruncate(m_descriptor, size) == 0;
    }

    [[nodiscard]] bool append(std::string_view text) const
    {
        const off_t before = lseek(m_descriptor, 0, SEEK_END);
        const bool is_whole =
            write(m_descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
        // On a full disk nothing of it stays; else the line that is cut off is passed over.
        return (is_whole || ftruncate(m_descriptor, before) == 0) && is_whole;
    }

private:
    int m_descriptor = -1;
};

} // namespace

SpoolFile::SpoolFile(const std::string& folder, std::string_view name, SpoolLimits limits)
    : m_folder(folder), m_limits(limits)
{
    if (!folder.empty()) {
        m_path = folder + "/" + std::string{name};
    }
}

bool SpoolFile::append(std::string_view lines) const noexcept
{
    if (m_path.empty()) {
        return false;
    }
    try {
        std::error_code ignored; // Opening the file fails then.
        std::filesystem::create_directories(m_folder, ignored);
        const LockedFile file{m_path, O_RDWR | O_CREAT, m_limits.append_wait};
        if (!file.is_open()) {
            return false;
        }
        if (file.size() + lines.size() <= m_limits.bytes_max) {
            return file.append(lines);
        }
        std::string kept = file.read(m_limits.bytes_kept);
        const std::size_t cut = kept.find('\n');
        kept.erase(0, cut == std::string::npos ? kept.size() : cut + 1);
        return file.keep(kept.append(lines));
    } catch (const std::exception&) {
        return false;
    }
}

std::string SpoolFile::read() const
{
    if (m_path.empty()) {
        return {};
    }
    const LockedFile file{m_path, O_RDONLY, m_limits.append_wait};
    return file.is_open() ? file.read(m_limits.bytes_max) : std::string{};
}

void SpoolFile::rewrite(const std::function<std::string(const std::string&)>& change,
                        std::chrono::milliseconds wait) const
{
    if (m_path.empty() || access(m_path.c_str(), F_OK) != 0) {
        return;
    }
    const LockedFile file{m_path, O_RDWR, wait};
    if (!file.is_open()) {
        return;
    }
    const std::string before = file.read(m_limits.bytes_max);
    const std::string after = change(before);
    if (after != before) {
        static_cast<void>(file.keep(after));
    }
}

} // namespace ctrip::telemetry
