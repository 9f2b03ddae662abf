// SPDX-License-Identifier: MIT
// All fields of a header. Only for the sources of this folder: it shows the JSON library.
#pragma once

#include "rpc/parse/header_fields.hpp"
#include "rpc/proof_reader.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ctrip::rpc {

class FullHeaderFields
{
public:
    void read(std::string_view key, simdjson::ondemand::value value);
    /// BadReply where a field of BlockHeader is missing.
    [[nodiscard]] FullHeader finish();

private:
    [[nodiscard]] bool read_raw(std::string_view key, std::string_view text);
    void read_common(std::string_view key, std::string_view text);

    HeaderFields m_fields;
    evm::RawHeader m_raw;
    std::uint32_t m_seen = 0; ///< A bit for each field that every header has.
    bool m_odd = false;       ///< A field is malformed.
    bool m_has_bloom = false;
};

} // namespace ctrip::rpc
