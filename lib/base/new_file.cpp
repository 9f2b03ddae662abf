// SPDX-License-Identifier: MIT
#include "base/new_file.hpp"

#include "base/error.hpp"
#include "base/part_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace ctrip::base {

namespace {

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

} // namespace

void write_new_file(const std::string& path, ByteView content)
{
    PartFile file{path};
    if (file.descriptor() < 0) {
        fail(file.part(), errno);
    }
    write_all(file.descriptor(), content, file.part());
    if (const int reason = file.publish(); reason != 0) {
        fail(path, reason);
    }
}

void replace_file(const std::string& path, ByteView content)
{
    std::error_code problem;
    const std::string target = std::filesystem::canonical(path, problem).string();
    if (problem) {
        fail(path, problem.value());
    }
    PartFile file{target};
    if (file.descriptor() < 0) {
        fail(file.part(), errno);
    }
    write_all(file.descriptor(), content, file.part());
    if (const int reason = file.replace(); reason != 0) {
        fail(target, reason);
    }
}

void write_shared_file(const std::string& path, ByteView content)
{
    PartFile file{path};
    if (file.descriptor() < 0) {
        fail(path, errno);
    }
    write_all(file.descriptor(), content, file.part());
    if (const int reason = file.share(); reason != 0) {
        fail(path, reason);
    }
}

} // namespace ctrip::base
