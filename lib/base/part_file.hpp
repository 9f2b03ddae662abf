// SPDX-License-Identifier: MIT
// A file that gets its name when it is whole and on disk, and never takes the place of another.
#pragma once

#include <string>

namespace ctrip::base {

/// Until publish() it has a name of its own, "PATH.xxxxxx.part", which the destructor removes; a
/// killed process leaves that behind, and it is in nobody's way. Only its owner can read it.
class PartFile
{
public:
    /// descriptor() is negative where it could not be made, and errno says why.
    explicit PartFile(std::string path);
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;
    ~PartFile();

    [[nodiscard]] int descriptor() const noexcept { return m_descriptor; }
    [[nodiscard]] const std::string& path() const noexcept { return m_path; }
    /// What it is called until then.
    [[nodiscard]] const std::string& part() const noexcept { return m_part; }

    /// Brings content and name to disk. Zero, or an errno: EEXIST where there is such a file.
    [[nodiscard]] int publish();

private:
    std::string m_path;
    std::string m_part;
    int m_descriptor = -1;
    bool m_published = false;
};

} // namespace ctrip::base
