// SPDX-License-Identifier: MIT
#include "base/child_process.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace ctrip::base {

namespace {

constexpr std::size_t kErrorBytesMax = 8'192;
constexpr std::size_t kChildReadBytes = 65'536;
constexpr int kSignalBase = 128;

[[noreturn]] void fail_child(const std::string& program, int error)
{
    throw Error{ErrorKind::unavailable,
                fmt::format("program '{}': can't be run: {}", program, std::strerror(error))};
}

std::optional<std::string> path_of(const std::string& program)
{
    const char* const path = std::getenv("PATH");
    for (const std::string& folder : split(path == nullptr ? "/usr/bin:/bin" : path, ':')) {
        std::string file = fmt::format("{}/{}", folder.empty() ? "." : folder, program);
        struct stat facts = {};
        if (::stat(file.c_str(), &facts) == 0 && S_ISREG(facts.st_mode) &&
            ::access(file.c_str(), X_OK) == 0) {
            return file;
        }
    }
    return std::nullopt;
}

class Descriptor
{
public:
    Descriptor() = default;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() { close(); }

    void set(int descriptor) noexcept { m_descriptor = descriptor; }
    [[nodiscard]] int get() const noexcept { return m_descriptor; }
    void close() noexcept
    {
        if (m_descriptor >= 0) {
            ::close(std::exchange(m_descriptor, -1));
        }
    }

private:
    int m_descriptor = -1;
};

struct Pipe
{
    explicit Pipe(const std::string& program)
    {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
            fail_child(program, errno);
        }
        out.set(ends[0]);
        in.set(ends[1]);
    }

    Descriptor out; ///< Read here.
    Descriptor in;
};

/// The environment of this process and the added variables; overwritten on destruction.
class ChildEnvironment
{
public:
    explicit ChildEnvironment(const std::vector<ChildVariable>& added)
    {
        for (char** entry = environ; *entry != nullptr; ++entry) {
            const std::string_view text{*entry};
            const std::string_view name = text.substr(0, text.find('='));
            if (std::none_of(added.begin(), added.end(),
                             [name](const ChildVariable& one) { return one.name == name; })) {
                m_entries.emplace_back(text);
            }
        }
        for (const ChildVariable& one : added) {
            std::string entry;
            entry.reserve(one.name.size() + 1 + one.value.size());
            entry.append(one.name).append("=").append(one.value.expose_text());
            m_entries.push_back(std::move(entry));
        }
        for (std::string& entry : m_entries) {
            m_pointers.push_back(entry.data());
        }
        m_pointers.push_back(nullptr);
    }
    ChildEnvironment(const ChildEnvironment&) = delete;
    ChildEnvironment& operator=(const ChildEnvironment&) = delete;
    ~ChildEnvironment()
    {
        for (std::string& entry : m_entries) {
            wipe(entry.data(), entry.size());
        }
    }

    [[nodiscard]] char** get() noexcept { return m_pointers.data(); }

private:
    std::vector<std::string> m_entries;
    std::vector<char*> m_pointers;
};

class SpawnActions
{
public:
    SpawnActions() { ::posix_spawn_file_actions_init(&m_actions); }
    SpawnActions(const SpawnActions&) = delete;
    SpawnActions& operator=(const SpawnActions&) = delete;
    ~SpawnActions() { ::posix_spawn_file_actions_destroy(&m_actions); }

    void open(int descriptor, const char* path, int flags)
    {
        ::posix_spawn_file_actions_addopen(&m_actions, descriptor, path, flags, 0);
    }
    void copy(int from, int to) { ::posix_spawn_file_actions_adddup2(&m_actions, from, to); }
    [[nodiscard]] const posix_spawn_file_actions_t* get() const noexcept { return &m_actions; }

private:
    posix_spawn_file_actions_t m_actions{};
};

/// Waits for the program on destruction, and ends it where nobody waited for it before.
class Child
{
public:
    explicit Child(pid_t pid) : m_pid(pid) {}
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    ~Child()
    {
        if (m_pid > 0) {
            ::kill(m_pid, SIGTERM);
            static_cast<void>(wait());
        }
    }

    [[nodiscard]] int wait() noexcept
    {
        int status = 0;
        while (::waitpid(m_pid, &status, 0) < 0 && errno == EINTR) {
        }
        m_pid = -1;
        return WIFSIGNALED(status) ? kSignalBase + WTERMSIG(status) : WEXITSTATUS(status);
    }

private:
    pid_t m_pid;
};

pid_t spawn(const std::string& path, const ChildProgram& program, const Pipe& output,
            const Pipe& error)
{
    SpawnActions actions;
    actions.open(STDIN_FILENO, "/dev/null", O_RDONLY);
    actions.copy(output.in.get(), STDOUT_FILENO);
    actions.copy(error.in.get(), STDERR_FILENO);
    std::vector<std::string> words{program.name};
    words.insert(words.end(), program.arguments.begin(), program.arguments.end());
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    ChildEnvironment environment{program.variables};
    pid_t pid = -1;
    if (const int reason = ::posix_spawn(&pid, path.c_str(), actions.get(), nullptr,
                                         arguments.data(), environment.get());
        reason != 0) {
        fail_child(program.name, reason);
    }
    return pid;
}

/// What `descriptor` has now; empty at its end, which closes it.
std::string_view read_some(Descriptor& descriptor, std::array<char, kChildReadBytes>& buffer)
{
    ssize_t size = -1;
    do {
        size = ::read(descriptor.get(), buffer.data(), buffer.size());
    } while (size < 0 && errno == EINTR);
    if (size <= 0) {
        descriptor.close();
        return {};
    }
    return {buffer.data(), static_cast<std::size_t>(size)};
}

} // namespace

std::optional<ChildEnd> run_child(const ChildProgram& program)
{
    const std::optional<std::string> path = path_of(program.name);
    if (!path) {
        return std::nullopt;
    }
    Pipe output{program.name};
    Pipe error{program.name};
    Child child{spawn(*path, program, output, error)};
    output.in.close();
    error.in.close();
    ChildEnd end;
    std::array<char, kChildReadBytes> buffer{};
    while (output.out.get() >= 0 || error.out.get() >= 0) {
        std::array<pollfd, 2> polled{pollfd{output.out.get(), POLLIN, 0},
                                     pollfd{error.out.get(), POLLIN, 0}};
        if (::poll(polled.data(), polled.size(), -1) < 0 && errno != EINTR) {
            fail_child(program.name, errno);
        }
        if (polled[0].revents != 0) {
            const std::string_view text = read_some(output.out, buffer);
            if (program.on_output && !text.empty()) {
                program.on_output(text);
            }
        }
        if (polled[1].revents != 0) {
            const std::string_view text = read_some(error.out, buffer);
            end.error.append(text.substr(0, kErrorBytesMax - end.error.size()));
        }
    }
    end.code = child.wait();
    return end;
}

} // namespace ctrip::base
