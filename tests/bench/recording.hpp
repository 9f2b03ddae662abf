// SPDX-License-Identifier: MIT
// The replies that record.py wrote down, mapped into memory and found by block, transaction or log.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ctrip::bench {

struct RecordedLog
{
    std::string_view address;
    std::string_view topic0;
    std::string_view topic2;
    std::string_view text; ///< The whole JSON object. The next log's text follows after one comma.
};

/// Throws std::runtime_error where the folder holds no complete recording. All views live as long
/// as the object.
class Recording
{
public:
    explicit Recording(const std::string& folder);
    ~Recording();
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;

    [[nodiscard]] std::uint64_t last_block() const noexcept { return m_blocks.size() - 1; }
    /// JSON texts; empty where there is no such block or transaction.
    [[nodiscard]] std::string_view block(std::uint64_t number) const noexcept;
    [[nodiscard]] std::string_view header(std::uint64_t number) const noexcept;
    [[nodiscard]] std::string_view block_receipts(std::uint64_t number) const noexcept;
    [[nodiscard]] std::string_view receipt(std::string_view tx_hash) const;

    /// Positions in logs() where a block's logs begin; with last_block() + 1, where all end.
    [[nodiscard]] std::size_t logs_begin(std::uint64_t block) const
    {
        return m_logs_begin.at(block);
    }
    [[nodiscard]] const std::vector<RecordedLog>& logs() const noexcept { return m_logs; }

private:
    struct Block
    {
        std::string_view full;
        std::string_view header;
        std::string_view receipts;
    };

    void read_line(std::string_view line);

    std::string_view m_data;
    std::string_view m_index;
    std::vector<Block> m_blocks;
    std::unordered_map<std::string_view, std::string_view> m_receipts;
    std::vector<RecordedLog> m_logs;
    std::vector<std::size_t> m_logs_begin;
};

} // namespace ctrip::bench
