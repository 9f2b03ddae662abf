// SPDX-License-Identifier: MIT
#include "recording.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <stdexcept>

namespace ctrip::bench {
namespace {

std::string_view map_file(const std::string& path)
{
    const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status = {};
    if (file < 0 || fstat(file, &status) != 0 || status.st_size == 0) {
        throw std::runtime_error("no recording: " + path);
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    void* memory = mmap(nullptr, size, PROT_READ, MAP_SHARED | MAP_POPULATE, file, 0);
    close(file);
    if (memory == MAP_FAILED) {
        throw std::runtime_error("cannot map " + path);
    }
    return {static_cast<const char*>(memory), size};
}

void unmap(std::string_view mapped)
{
    // munmap wants a plain pointer and changes nothing behind it.
    munmap(const_cast<char*>(mapped.data()), mapped.size());
}

std::uint64_t number(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw std::runtime_error("recording: not a number in the index: " + std::string(text));
    }
    return value;
}

constexpr std::size_t kFieldsMax = 7;

/// The words of a line; returns how many.
std::size_t split(std::string_view line, std::array<std::string_view, kFieldsMax>& fields)
{
    std::size_t count = 0;
    while (!line.empty() && count < kFieldsMax) {
        const std::size_t end = std::min(line.find(' '), line.size());
        fields[count++] = line.substr(0, end);
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return count;
}

} // namespace

Recording::Recording(const std::string& folder)
    : m_data(map_file(folder + "/data")), m_index(map_file(folder + "/index"))
{
    std::string_view rest = m_index;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        read_line(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    // Blocks behind the last log have none, and the end of the last block is an entry of its own.
    m_logs_begin.resize(m_blocks.size() + 1, m_logs.size());
}

Recording::~Recording()
{
    unmap(m_data);
    unmap(m_index);
}

void Recording::read_line(std::string_view line)
{
    std::array<std::string_view, kFieldsMax> fields;
    const std::size_t count = split(line, fields);
    if (count != 4 && count != kFieldsMax) {
        throw std::runtime_error("recording: unknown line in the index: " + std::string(line));
    }
    const std::string_view text =
        m_data.substr(number(fields[count - 2]), number(fields[count - 1]));
    if (fields[0] == "receipt") {
        m_receipts.emplace(fields[1], text);
        return;
    }
    const std::uint64_t block = number(fields[1]);
    if (fields[0] == "log") {
        m_logs_begin.resize(block + 1, m_logs.size());
        m_logs.push_back({fields[2], fields[3], fields[4], text});
        return;
    }
    if (block >= m_blocks.size()) {
        m_blocks.resize(block + 1);
    }
    Block& entry = m_blocks[block];
    (fields[0] == "block"    ? entry.full
     : fields[0] == "header" ? entry.header
                             : entry.receipts) = text;
}

std::string_view Recording::block(std::uint64_t number) const noexcept
{
    return number < m_blocks.size() ? m_blocks[number].full : std::string_view{};
}

std::string_view Recording::header(std::uint64_t number) const noexcept
{
    return number < m_blocks.size() ? m_blocks[number].header : std::string_view{};
}

std::string_view Recording::block_receipts(std::uint64_t number) const noexcept
{
    return number < m_blocks.size() ? m_blocks[number].receipts : std::string_view{};
}

std::string_view Recording::receipt(std::string_view tx_hash) const
{
    const auto found = m_receipts.find(tx_hash);
    return found == m_receipts.end() ? std::string_view{} : found->second;
}

} // namespace ctrip::bench
