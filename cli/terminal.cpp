// SPDX-License-Identifier: MIT
#include "cli/terminal.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>

namespace ctrip::cli {

namespace {

constexpr std::size_t kAnswerMax = 1024;
constexpr char kInterrupt = 0x03; // Control-C.

/// The controlling terminal, closed by the destructor.
class Terminal
{
public:
    Terminal() : m_descriptor(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)) {}
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;
    ~Terminal()
    {
        if (m_descriptor >= 0) {
            ::close(m_descriptor);
        }
    }

    [[nodiscard]] bool is_there() const noexcept { return m_descriptor >= 0; }

    void say(const std::string& words) const
    {
        std::size_t written = 0;
        while (written < words.size()) {
            const ssize_t now =
                ::write(m_descriptor, words.data() + written, words.size() - written);
            if (now <= 0) {
                return;
            }
            written += static_cast<std::size_t>(now);
        }
    }

    /// Reads one line and keeps its first kAnswerMax bytes. Unbuffered: no copy of a password stays
    /// in memory.
    [[nodiscard]] base::Secret line()
    {
        base::Secret answer = base::Secret::of_size(kAnswerMax);
        std::size_t size = 0;
        char byte = 0;
        while (::read(m_descriptor, &byte, 1) == 1 && byte != '\n') {
            if (byte == kInterrupt) {
                size = 0;
                m_interrupted = true;
                break;
            }
            if (size < kAnswerMax) {
                answer.expose_mutable()[size++] = static_cast<std::uint8_t>(byte);
            }
        }
        byte = 0;
        return base::Secret{answer.expose_text().substr(0, size)};
    }

    /// Whether Control-C ended the line.
    [[nodiscard]] bool interrupted() const noexcept { return m_interrupted; }
    [[nodiscard]] int descriptor() const noexcept { return m_descriptor; }

private:
    int m_descriptor;
    bool m_interrupted = false;
};

/// Turns echo off while it lives. Blocks signals, since one that ends the program would leave the
/// terminal without echo; Control-C ends the line instead.
class Mute
{
public:
    explicit Mute(int descriptor) : m_descriptor(descriptor)
    {
        sigset_t all;
        sigfillset(&all);
        pthread_sigmask(SIG_BLOCK, &all, &m_signals);
        m_was_set = tcgetattr(descriptor, &m_before) == 0;
        if (m_was_set) {
            termios mute = m_before;
            mute.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
            mute.c_cc[VEOL] = static_cast<cc_t>(kInterrupt);
            tcsetattr(descriptor, TCSAFLUSH, &mute);
        }
    }
    Mute(const Mute&) = delete;
    Mute& operator=(const Mute&) = delete;
    ~Mute()
    {
        if (m_was_set) {
            tcsetattr(m_descriptor, TCSAFLUSH, &m_before);
        }
        pthread_sigmask(SIG_SETMASK, &m_signals, nullptr);
    }

private:
    int m_descriptor;
    termios m_before{};
    sigset_t m_signals{};
    bool m_was_set = false;
};

} // namespace

std::optional<base::Secret> ask_password(const std::string& what)
{
    base::hide_memory();
    Terminal terminal;
    if (!terminal.is_there()) {
        return std::nullopt;
    }
    terminal.say(what + ": ");
    std::optional<base::Secret> answer;
    {
        const Mute mute{terminal.descriptor()};
        answer = terminal.line();
    }
    terminal.say("\n");
    if (terminal.interrupted()) {
        // End by the signal, so that the parent process sees the cause. SIG_DFL first: shells start
        // background processes with SIGINT ignored.
        static_cast<void>(std::signal(SIGINT, SIG_DFL));
        static_cast<void>(std::raise(SIGINT));
    }
    return answer->empty() ? std::nullopt : std::move(answer);
}

bool ask_consent(const std::string& question)
{
    Terminal terminal;
    if (!terminal.is_there()) {
        return false;
    }
    terminal.say(question + " [y/N] ");
    const base::Secret answer = terminal.line();
    return answer.expose_text() == "y" || answer.expose_text() == "yes";
}

} // namespace ctrip::cli
