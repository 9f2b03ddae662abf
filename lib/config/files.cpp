// SPDX-License-Identifier: MIT
#include "config/files.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace ctrip::config {

namespace {

[[noreturn]] void fail(const std::string& name, std::string_view what)
{
    throw Error{ErrorKind::config, fmt::format("{} {}", name, what)};
}

[[noreturn]] void fail_errno(const std::string& name, std::string_view what, int code)
{
    fail(name, fmt::format("{}: {}", what, std::generic_category().message(code)));
}

} // namespace

std::optional<SmallFile> SmallFile::open(const std::string& label, const std::string& path,
                                         std::size_t bytes_max)
{
    const std::string name =
        label.empty() ? fmt::format("'{}'", path) : fmt::format("{}: '{}'", label, path);
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        const int code = errno;
        if (code == ENOENT || code == ENOTDIR) {
            return std::nullopt;
        }
        fail_errno(name, "can't be opened", code);
    }
    SmallFile file{descriptor, name};
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0) {
        fail_errno(name, "can't be examined", errno);
    }
    if (!S_ISREG(status.st_mode)) {
        fail(name, "is not a regular file; name one");
    }
    file.m_facts = {.mode = status.st_mode & 07777U,
                    .owner = status.st_uid,
                    .size = static_cast<std::size_t>(status.st_size)};
    if (file.m_facts.size > bytes_max) {
        fail(name, fmt::format("is larger than {} bytes; is it the right file?", bytes_max));
    }
    return file;
}

SmallFile::SmallFile(SmallFile&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)), m_name(std::move(other.m_name)),
      m_facts(other.m_facts)
{
}

SmallFile::~SmallFile()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

std::size_t SmallFile::read(std::span<std::uint8_t> out) const
{
    std::size_t filled = 0;
    while (filled < out.size()) {
        const ssize_t count = ::read(m_descriptor, out.data() + filled, out.size() - filled);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            fail_errno(m_name, "can't be read", errno);
        }
        if (count == 0) {
            break;
        }
        filled += static_cast<std::size_t>(count);
    }
    return filled;
}

} // namespace ctrip::config
