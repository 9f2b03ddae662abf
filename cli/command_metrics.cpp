// SPDX-License-Identifier: MIT
// `ctrip metrics`. Manual: man/ctrip-metrics.1. Work: lib/telemetry/metrics.cpp.
#include "base/error.hpp"
#include "base/new_file.hpp"
#include "cli/commands.hpp"
#include "job/findings.hpp"
#include "telemetry/metrics.hpp"

#include <fmt/format.h>

namespace ctrip::cli {

namespace {

struct MetricsOptions
{
    std::string textfile;
    bool openmetrics = false;
};

ExitCode run(const MetricsOptions& options, Session& session)
{
    const bool is_file = !options.textfile.empty();
    if (is_file && options.openmetrics) {
        throw_usage("metrics", "--textfile and --openmetrics exclude each other: node_exporter "
                               "reads Prometheus' text format");
    }
    telemetry::MetricsSnapshot snapshot =
        telemetry::read_metrics(session.database(), session.clock(), CTRIP_VERSION);
    if (const auto disk = job::disk_space(session.disk_path())) {
        snapshot.disk_free_bytes = disk->free_bytes;
    }
    const std::string text = options.openmetrics ? telemetry::to_openmetrics_text(snapshot)
                                                 : telemetry::to_prometheus_text(snapshot);
    if (is_file) {
        const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
        base::write_shared_file(fmt::format("{}/ctrip.prom", options.textfile),
                                {bytes, text.size()});
    } else {
        session.out().text(text);
    }
    return ExitCode::ok;
}

} // namespace

Command add_metrics(OptionParser& root)
{
    const auto options = std::make_shared<MetricsOptions>();
    auto* app =
        root.add_subcommand("metrics", "Print the metrics, or write them for node_exporter");
    app->add_option("--textfile", options->textfile,
                    "Write DIR/ctrip.prom instead, for node_exporter's textfile collector")
        ->type_name("DIR");
    app->add_flag("--openmetrics", options->openmetrics,
                  "Print OpenMetrics instead of Prometheus' text format");
    return {app, [options](Session& session) { return run(*options, session); }};
}

} // namespace ctrip::cli
