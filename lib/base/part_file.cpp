// SPDX-License-Identifier: MIT
#include "base/part_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <utility>

namespace ctrip::base {

namespace {

constexpr std::string_view kSuffix = ".part";

/// Some file systems lack this flag of renameat2(2); there, check first.
int rename_to_new(const char* from, const char* to)
{
    if (::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) {
        return 0;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return errno;
    }
    if (::access(to, F_OK) == 0) {
        return EEXIST;
    }
    return std::rename(from, to) == 0 ? 0 : errno;
}

/// A name is durable once its folder is on disk.
int sync_folder_of(const std::string& path)
{
    const std::filesystem::path folder = std::filesystem::path{path}.parent_path();
    const int descriptor =
        ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return errno;
    }
    // EINVAL: the file system can't sync a folder, and need not.
    const int reason = ::fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno;
    ::close(descriptor);
    return reason;
}

} // namespace

PartFile::PartFile(std::string path) : m_path(std::move(path)), m_part(m_path + ".XXXXXX")
{
    m_part += kSuffix;
    m_descriptor = ::mkostemps(m_part.data(), static_cast<int>(kSuffix.size()), O_CLOEXEC);
}

PartFile::~PartFile()
{
    if (m_descriptor < 0) {
        return;
    }
    ::close(m_descriptor);
    if (!m_published) {
        ::unlink(m_part.c_str());
    }
}

int PartFile::publish()
{
    if (::fsync(m_descriptor) != 0) {
        return errno;
    }
    if (const int reason = rename_to_new(m_part.c_str(), m_path.c_str()); reason != 0) {
        return reason;
    }
    m_published = true;
    return sync_folder_of(m_path);
}

int PartFile::replace()
{
    struct stat old = {};
    if (::stat(m_path.c_str(), &old) != 0 || ::fchown(m_descriptor, old.st_uid, old.st_gid) != 0 ||
        ::fchmod(m_descriptor, old.st_mode & 07777U) != 0 || ::fsync(m_descriptor) != 0 ||
        std::rename(m_part.c_str(), m_path.c_str()) != 0) {
        return errno;
    }
    m_published = true;
    return sync_folder_of(m_path);
}

int PartFile::share()
{
    constexpr mode_t kMode = 0644;
    if (::fchmod(m_descriptor, kMode) != 0 || std::rename(m_part.c_str(), m_path.c_str()) != 0) {
        return errno;
    }
    m_published = true;
    return 0;
}

} // namespace ctrip::base
