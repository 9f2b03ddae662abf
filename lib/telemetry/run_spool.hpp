// SPDX-License-Identifier: MIT
// A file of the runs that ended before they could be written to the database: without a
// configuration, without a secret, without the database. The next run that can write takes them up.
#pragma once

#include "store/run_store.hpp"
#include "telemetry/spool_file.hpp"

#include <functional>
#include <string>
#include <vector>

namespace ctrip::telemetry {

/// Several processes may use the file at once (telemetry/spool_file.hpp).
class RunSpool
{
public:
    /// `folder`: where the file is, "runs.jsonl"; made where it is missing. Empty: nothing is kept.
    /// `installation`: whose runs these are, since one user may have several; the configuration's
    /// path.
    RunSpool(const std::string& folder, std::string installation);

    /// False where that could not be written. `run.chain` may be "*": every chain the job is for.
    bool add(const store::JobRun& run) const noexcept;

    /// This installation's runs, the oldest first. None where the file can't be read.
    [[nodiscard]] std::vector<store::JobRun> all() const;

    /// Calls `store` with this installation's runs, if there are any, and removes them from the
    /// file. Where `store` throws, they stay. A process that is killed between the two leaves them:
    /// `store` must take no run twice.
    void take(const std::function<void(const std::vector<store::JobRun>&)>& store) const;

private:
    SpoolFile m_file;
    std::string m_installation;
};

} // namespace ctrip::telemetry
