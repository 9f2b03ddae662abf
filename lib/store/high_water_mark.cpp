// SPDX-License-Identifier: MIT
#include "store/high_water_mark.hpp"

#include "base/error.hpp"
#include "store/engine/sqlite_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>

namespace ctrip::store {

namespace {

constexpr mode_t kPrivate = S_IRUSR | S_IWUSR;
/// Digits and a line feed: always the same size, so that a write changes no metadata.
constexpr std::size_t kSize = 21;

[[noreturn]] void throw_config(const std::string& path, std::string_view what)
{
    throw Error{ErrorKind::config, fmt::format("{}: {}; it keeps addresses from being given out "
                                               "twice",
                                               path, what)};
}

void sync_folder(const std::string& path)
{
    const std::filesystem::path parent = std::filesystem::path{path}.parent_path();
    const int folder = open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_CLOEXEC);
    if (folder >= 0) {
        static_cast<void>(fsync(folder));
        close(folder);
    }
}

} // namespace

HighWaterMark::HighWaterMark(std::string path, const std::string& like) : m_path(std::move(path))
{
    m_file = open(m_path.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW);
    if (m_file < 0 && errno == ENOENT) {
        m_file = open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kPrivate);
        m_is_new = m_file >= 0;
    }
    if (m_file < 0) {
        throw_config(m_path, fmt::format("can't be opened for writing ({})", std::strerror(errno)));
    }
    if (m_is_new) {
        take_rights_of(m_file, like);
    }
    try {
        m_value = read();
    } catch (...) {
        close(m_file);
        throw;
    }
}

HighWaterMark::~HighWaterMark()
{
    close(m_file);
}

std::uint64_t HighWaterMark::read() const
{
    std::array<char, kSize + 1> text{};
    const ssize_t size = pread(m_file, text.data(), text.size(), 0);
    if (size == 0) {
        return 0; // It was created, and the process ended before it gave an address out.
    }
    std::uint64_t value = 0;
    const char* const end = text.data() + kSize - 1;
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (size != static_cast<ssize_t>(kSize) || error != std::errc{} || stop != end ||
        *end != '\n') {
        throw_config(m_path, "is damaged; remove it and run 'ctrip migrate restored'");
    }
    return value;
}

void HighWaterMark::raise(std::uint64_t next_index)
{
    const auto fail = [&] {
        throw Error{ErrorKind::unavailable,
                    fmt::format("{}: can't be written ({})", m_path, std::strerror(errno))};
    };
    if (flock(m_file, LOCK_EX) != 0) {
        fail();
    }
    if (read() < next_index) {
        const std::string text = fmt::format("{:020}\n", next_index);
        if (pwrite(m_file, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()) ||
            fdatasync(m_file) != 0) {
            fail();
        }
        if (m_is_new) {
            sync_folder(m_path);
            m_is_new = false;
        }
    }
    static_cast<void>(flock(m_file, LOCK_UN));
}

} // namespace ctrip::store
