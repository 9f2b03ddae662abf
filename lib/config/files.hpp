// SPDX-License-Identifier: MIT
// Opens and reads small regular files, and gives the fstat(2) data of the opened file.
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
    /// Nothing if it does not exist. Throws Error{config} "LABEL: 'PATH' …" if it can't be opened,
    /// is not a regular file, or is larger than `bytes_max`. Never blocks, also not on a pipe.
    [[nodiscard]] static std::optional<SmallFile>
    open(const std::string& label, const std::string& path, std::size_t bytes_max);
    SmallFile(const SmallFile&) = delete;
    SmallFile& operator=(const SmallFile&) = delete;
    SmallFile(SmallFile&& other) noexcept;
    SmallFile& operator=(SmallFile&&) = delete;
    ~SmallFile();

    [[nodiscard]] const FileFacts& facts() const noexcept { return m_facts; }

    /// Reads into `out` until it is full or the file ends; returns the number of bytes.
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
