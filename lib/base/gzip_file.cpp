// SPDX-License-Identifier: MIT
#include "base/gzip_file.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "base/part_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <limits>
#include <utility>

namespace ctrip::base {

namespace {

constexpr unsigned kBuffer_bytes = 256 * 1024;

[[noreturn]] void fail_writing(const std::string& path, int reason)
{
    throw Error{ErrorKind::unavailable,
                fmt::format("file '{}': {}; it was not written, and nothing was changed", path,
                            reason == 0 ? "can't be written" : std::strerror(reason))};
}

} // namespace

struct GzipWriter::Impl
{
    explicit Impl(std::string path) : file(std::move(path))
    {
        if (file.descriptor() < 0) {
            fail_writing(file.part(), errno);
        }
        give_to_owner_of_folder();
        // zlib closes the descriptor that it writes to, and a closed one can't be synced to disk.
        const int copy = fcntl(file.descriptor(), F_DUPFD_CLOEXEC, 0);
        stream = copy < 0 ? nullptr : gzdopen(copy, "wb");
        if (stream == nullptr) {
            const int reason = errno;
            if (copy >= 0) {
                close(copy);
            }
            fail_writing(file.part(), reason);
        }
        gzbuffer(stream, kBuffer_bytes);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl()
    {
        if (stream != nullptr) {
            gzclose_w(stream);
        }
    }

    /// What root writes into another user's folder is that user's: else their next run could not
    /// read it. Where the system refuses, root keeps it.
    void give_to_owner_of_folder() const
    {
        const std::filesystem::path folder = std::filesystem::path{file.path()}.parent_path();
        struct stat facts = {};
        if (geteuid() == 0 && ::stat(folder.empty() ? "." : folder.c_str(), &facts) == 0) {
            static_cast<void>(fchown(file.descriptor(), facts.st_uid, facts.st_gid) == 0);
        }
    }

    PartFile file;
    gzFile stream = nullptr;
};

GzipWriter::GzipWriter(std::string path) : m_impl(std::make_unique<Impl>(std::move(path))) {}

GzipWriter::~GzipWriter() = default;

void GzipWriter::line(std::string_view text)
{
    CTRIP_CHECK(m_impl->stream != nullptr);
    CTRIP_CHECK(text.size() < std::numeric_limits<unsigned>::max());
    errno = 0;
    const bool written = (text.empty() || gzwrite(m_impl->stream, text.data(),
                                                  static_cast<unsigned>(text.size())) != 0) &&
                         gzputc(m_impl->stream, '\n') != -1;
    if (!written) {
        fail_writing(m_impl->file.part(), errno);
    }
}

std::uint64_t GzipWriter::finish()
{
    Impl& impl = *m_impl;
    CTRIP_CHECK(impl.stream != nullptr);
    errno = 0;
    struct stat status = {};
    if (gzclose_w(std::exchange(impl.stream, nullptr)) != Z_OK ||
        fstat(impl.file.descriptor(), &status) != 0) {
        fail_writing(impl.file.part(), errno);
    }
    if (const int reason = impl.file.publish(); reason != 0) {
        fail_writing(impl.file.path(), reason);
    }
    return static_cast<std::uint64_t>(status.st_size);
}

struct GzipReader::Impl
{
    Impl(std::string name, std::size_t max)
        : path(std::move(name)), line_bytes_max(max), stream(gzopen(path.c_str(), "rbe"))
    {
        if (stream == nullptr) {
            throw Error{ErrorKind::request,
                        fmt::format("file '{}': {}", path,
                                    errno == 0 ? "can't be opened" : std::strerror(errno))};
        }
        gzbuffer(stream, kBuffer_bytes);
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl()
    {
        if (stream != nullptr) {
            gzclose_r(stream);
        }
    }

    [[noreturn]] void fail(std::string_view what) const
    {
        throw Error{ErrorKind::request,
                    fmt::format("file '{}', line {}: {}", path, line_number + 1, what)};
    }

    /// False at the end of the file.
    bool refill()
    {
        const int count = gzread(stream, buffer.data(), static_cast<unsigned>(buffer.size()));
        if (count <= 0) { // It returns the data that is left before it reports a truncated file.
            int code = Z_OK;
            const char* const text = gzerror(stream, &code);
            if (code == Z_BUF_ERROR) {
                fail("the file is cut off here");
            }
            if (count < 0 || (code != Z_OK && code != Z_STREAM_END)) {
                fail(fmt::format("the file is damaged here ({})",
                                 code == Z_ERRNO ? std::strerror(errno) : text));
            }
        }
        begin = 0;
        end = static_cast<std::size_t>(count);
        return end > 0;
    }

    std::string path;
    std::size_t line_bytes_max;
    gzFile stream;
    std::array<char, 64 * std::size_t{1024}> buffer{};
    std::size_t begin = 0; ///< Data that was read and not returned yet.
    std::size_t end = 0;
    std::uint64_t line_number = 0;
};

GzipReader::GzipReader(std::string path, std::size_t line_bytes_max)
    : m_impl(std::make_unique<Impl>(std::move(path), line_bytes_max))
{
}

GzipReader::~GzipReader() = default;

bool GzipReader::next(std::string& line)
{
    Impl& impl = *m_impl;
    line.clear();
    while (true) {
        if (impl.begin == impl.end && !impl.refill()) {
            if (!line.empty()) {
                impl.fail("the file is cut off here");
            }
            return false;
        }
        const char* const from = impl.buffer.data() + impl.begin;
        const std::size_t left = impl.end - impl.begin;
        const void* const found = std::memchr(from, '\n', left);
        const std::size_t count =
            found == nullptr ? left
                             : static_cast<std::size_t>(static_cast<const char*>(found) - from);
        if (line.size() + count > impl.line_bytes_max) {
            impl.fail(fmt::format("longer than {} bytes", impl.line_bytes_max));
        }
        line.append(from, count);
        impl.begin += count;
        if (found != nullptr) {
            ++impl.begin;
            ++impl.line_number;
            return true;
        }
    }
}

std::uint64_t GzipReader::line_number() const noexcept
{
    return m_impl->line_number;
}

const std::string& GzipReader::path() const noexcept
{
    return m_impl->path;
}

} // namespace ctrip::base
