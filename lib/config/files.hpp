// SPDX-License-Identifier: MIT
// Opening and reading small regular files, with what stat says of the very file that was opened.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace ctrip::config {

struct FileFacts
{
    mode_t mode = 0; ///< Permission bits only.
    uid_t owner = 0;
    std::size_t size = 0;
};

/// A regular file, open for reading. Symbolic links are followed.
class SmallFile
{
public:
    /// Nothing where it does not exist. Throws Error{config} "LABEL: 'PATH' …" where it can't be
    /// opened, is no regular file, or is larger than `bytes_max`. Never waits, as a pipe would make
    /// it.
    [[nodiscard]] static std::optional<SmallFile>
    open(const std::string& label, const std::string& path, std::size_t bytes_max);
    SmallFile(const SmallFile&) = delete;
    SmallFile& operator=(const SmallFile&) = delete;
    SmallFile(SmallFile&& other) noexcept;
    SmallFile& operator=(SmallFile&&) = delete;
    ~SmallFile();

    [[nodiscard]] const FileFacts& facts() const noexcept { return m_facts; }

    /// Fills `out` as far as the file goes, and says how far.
    [[nodiscard]] std::size_t read(std::span<std::uint8_t> out) const;

private:
    SmallFile(int descriptor, std::string name) : m_descriptor(descriptor), m_name(std::move(name))
    {
    }

    int m_descriptor;
    std::string m_name; ///< For messages.
    FileFacts m_facts;
};

} // namespace ctrip::config
