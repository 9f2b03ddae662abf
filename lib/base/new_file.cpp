// SPDX-License-Identifier: MIT
#include "base/new_file.hpp"

#include "base/error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace ctrip::base {

namespace {

class Descriptor
{
public:
    explicit Descriptor(int value) noexcept : m_value(value) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (m_value >= 0) {
            ::close(m_value);
        }
    }
    [[nodiscard]] int get() const noexcept { return m_value; }

private:
    int m_value;
};

[[noreturn]] void fail(const std::string& path, int error)
{
    if (error == EEXIST) {
        throw Error{ErrorKind::request,
                    fmt::format("file '{}': there is one already; name another", path)};
    }
    throw Error{ErrorKind::unavailable,
                fmt::format("file '{}': can't be made: {}", path, std::strerror(error))};
}

void write_all(int descriptor, ByteView content, const std::string& path)
{
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            fail(path, errno);
        }
        content = content.subspan(static_cast<std::size_t>(written));
    }
}

/// Removes a name when it goes out of use.
struct Part
{
    std::string path;
    ~Part() { ::unlink(path.c_str()); }
};

} // namespace

void write_new_file(const std::string& path, ByteView content)
{
    const std::string part_path = path + ".part";
    const Descriptor file{::open(part_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)};
    if (file.get() < 0) {
        fail(part_path, errno);
    }
    const Part part{part_path};
    write_all(file.get(), content, part_path);
    if (::fsync(file.get()) != 0) {
        fail(part_path, errno);
    }
    // Unlike a rename, it never takes the place of a file that is there.
    if (::link(part_path.c_str(), path.c_str()) != 0) {
        fail(path, errno);
    }
    const std::filesystem::path folder = std::filesystem::path{path}.parent_path();
    const Descriptor directory{
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (directory.get() < 0 || ::fsync(directory.get()) != 0) {
        fail(path, errno);
    }
}

} // namespace ctrip::base
