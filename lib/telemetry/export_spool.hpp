// SPDX-License-Identifier: MIT
// Files of JSON objects that wait to be sent to a collector. Runs only append; `telemetry flush`
// sends.
#pragma once

#include "telemetry/spool_file.hpp"

#include <nlohmann/json_fwd.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::telemetry {

class ExportSpool
{
public:
    /// `installation`: whose objects these are, as RunSpool has it.
    ExportSpool(const std::string& folder, std::string_view name, SpoolLimits limits,
                std::string installation);

    /// False where they could not be written.
    bool add(std::span<const nlohmann::ordered_json> objects) const noexcept;

    struct Entry
    {
        std::string line;   ///< As it is in the file.
        std::string object; ///< JSON text.
    };
    /// This installation's, the oldest first; lines that are not ours are passed over.
    [[nodiscard]] std::vector<Entry> all() const;
    /// Those that were sent or given up. Lines that are nobody's go too.
    void remove(std::span<const Entry> done) const;

private:
    SpoolFile m_file;
    std::string m_installation;
};

/// Spans, in the state folder: 8 MiB at most, the newest 4 MiB at least. Waits for other processes
/// for 100 ms: a run is not held up for spans.
[[nodiscard]] ExportSpool span_spool(const std::string& folder, std::string installation);
/// Defects, in the state folder: 256 KiB at most.
[[nodiscard]] ExportSpool defect_spool(const std::string& folder, std::string installation);

} // namespace ctrip::telemetry
