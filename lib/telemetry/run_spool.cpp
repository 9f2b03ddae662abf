// SPDX-License-Identifier: MIT
#include "telemetry/run_spool.hpp"

#include "base/text.hpp"

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

namespace ctrip::telemetry {

namespace {

using store::JobRun;

constexpr std::size_t kSpoolBytesMax = 256ULL << 10U;
constexpr std::size_t kSpoolBytesKept = 64ULL << 10U;
constexpr std::size_t kMessageBytesMax = 1'000;
constexpr std::chrono::milliseconds kLockWait{1'000};
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

    /// The last kSpoolBytesMax.
    [[nodiscard]] std::string read() const
    {
        const off_t size = std::max<off_t>(lseek(m_descriptor, 0, SEEK_END), 0);
        std::string text(std::min<std::size_t>(static_cast<std::size_t>(size), kSpoolBytesMax),
                         '\0');
        const off_t begin = size - static_cast<off_t>(text.size());
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

    /// `text` is the end of what is there. A process that is killed in between leaves lines twice,
    /// and one that is cut off.
    [[nodiscard]] bool keep(std::string_view text) const
    {
        const auto size = static_cast<ssize_t>(text.size());
        return pwrite(m_descriptor, text.data(), text.size(), 0) == size &&
               ftruncate(m_descriptor, size) == 0;
    }

    [[nodiscard]] bool append(std::string_view text) const
    {
        const off_t size = lseek(m_descriptor, 0, SEEK_END);
        const bool is_whole =
            write(m_descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size());
        // On a full disk nothing of it stays; else the line that is cut off is passed over.
        return (is_whole || ftruncate(m_descriptor, size) == 0) && is_whole;
    }

private:
    int m_descriptor = -1;
};

std::string line_of(const std::string& installation, const JobRun& run)
{
    std::string message = run.message.substr(0, kMessageBytesMax);
    std::replace_if(
        message.begin(), message.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; },
        ' ');
    return nlohmann::ordered_json{{"installation", installation},
                                  {"job", run.job},
                                  {"chain", run.chain},
                                  {"started_ms", run.started_ms},
                                  {"duration_ms", run.duration_ms},
                                  {"exit_code", run.exit_code},
                                  {"run_id", run.run_id},
                                  {"message", message}}
               .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) +
           "\n";
}

/// None for a line that is cut off or not one of ours.
std::optional<std::pair<std::string, JobRun>> parse_line(std::string_view line)
{
    const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) {
        return std::nullopt;
    }
    try {
        JobRun run;
        run.job = json.at("job").get<std::string>();
        run.chain = json.at("chain").get<std::string>();
        run.started_ms = json.at("started_ms").get<std::int64_t>();
        run.duration_ms = std::max<std::int64_t>(json.at("duration_ms").get<std::int64_t>(), 0);
        run.exit_code = json.at("exit_code").get<int>();
        run.message = json.at("message").get<std::string>();
        run.run_id = json.at("run_id").get<std::string>();
        if (!base::is_printable_utf8(run.message) ||
            !base::is_printable_utf8(run.job + run.chain + run.run_id)) {
            return std::nullopt;
        }
        return std::pair{json.at("installation").get<std::string>(), std::move(run)};
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

/// What belongs to this installation, and the lines of the others.
std::pair<std::vector<JobRun>, std::string> parted(const std::string& text,
                                                   const std::string& installation)
{
    std::pair<std::vector<JobRun>, std::string> parts;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = std::string_view{text}.substr(begin, end - begin);
        begin = end + 1;
        auto parsed = parse_line(line);
        if (parsed && parsed->first == installation) {
            parts.first.push_back(std::move(parsed->second));
        } else if (parsed) {
            parts.second.append(line).append("\n");
        }
    }
    std::stable_sort(parts.first.begin(), parts.first.end(),
                     [](const JobRun& a, const JobRun& b) { return a.started_ms < b.started_ms; });
    return parts;
}

} // namespace

RunSpool::RunSpool(std::string folder, std::string installation)
    : m_folder(std::move(folder)), m_installation(std::move(installation))
{
}

std::string RunSpool::path() const
{
    return m_folder + "/runs.jsonl";
}

bool RunSpool::add(const JobRun& run) const noexcept
{
    if (m_folder.empty()) {
        return false;
    }
    try {
        std::error_code ignored; // Opening the file fails then.
        std::filesystem::create_directories(m_folder, ignored);
        const LockedFile file{path(), O_RDWR | O_CREAT, kLockWait};
        if (!file.is_open()) {
            return false;
        }
        const std::string line = line_of(m_installation, run);
        std::string before = file.read();
        if (before.size() + line.size() <= kSpoolBytesMax) {
            return file.append(line);
        }
        const std::size_t cut = before.find('\n', before.size() - kSpoolBytesKept);
        before.erase(0, cut == std::string::npos ? before.size() : cut + 1);
        return file.keep(before + line);
    } catch (const std::exception&) {
        return false;
    }
}

std::vector<JobRun> RunSpool::all() const
{
    if (m_folder.empty()) {
        return {};
    }
    const LockedFile file{path(), O_RDONLY, kLockWait};
    return file.is_open() ? parted(file.read(), m_installation).first : std::vector<JobRun>{};
}

void RunSpool::take(const std::function<void(const std::vector<JobRun>&)>& store) const
{
    if (m_folder.empty() || access(path().c_str(), F_OK) != 0) {
        return;
    }
    const LockedFile file{path(), O_RDWR, {}};
    if (!file.is_open()) {
        return;
    }
    const auto [runs, others] = parted(file.read(), m_installation);
    if (runs.empty()) {
        return;
    }
    store(runs);
    static_cast<void>(file.keep(others));
}

} // namespace ctrip::telemetry
