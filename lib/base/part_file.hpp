// SPDX-License-Identifier: MIT
// A file that gets its name only when it is complete and on disk.
#pragma once

#include <string>

namespace ctrip::base {

/// Until publish() it is named "PATH.xxxxxx.part", and the destructor removes it. A killed process
/// leaves that file behind, which is harmless. Only its owner can read it.
class PartFile
{
public:
    /// On failure descriptor() is negative and errno is set.
    explicit PartFile(std::string path);
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;
    ~PartFile();

    [[nodiscard]] int descriptor() const noexcept { return m_descriptor; }
    [[nodiscard]] const std::string& path() const noexcept { return m_path; }
    /// Its temporary name.
    [[nodiscard]] const std::string& part() const noexcept { return m_part; }

    /// Syncs the content to disk and gives the file its name. Zero, or an errno: EEXIST if a file
    /// of that name exists.
    [[nodiscard]] int publish();
    /// The same in place of the file of that name, whose owner, group and mode it takes over. Zero,
    /// or an errno: ENOENT if there is none.
    [[nodiscard]] int replace();
    /// Gives the file its name in place of one that exists or not, readable by everybody, without a
    /// sync. Zero, or an errno.
    [[nodiscard]] int share();

private:
    std::string m_path;
    std::string m_part;
    int m_descriptor = -1;
    bool m_published = false;
};

} // namespace ctrip::base
