// SPDX-License-Identifier: MIT
#include "cli/keys/address_mark.hpp"

#include "base/error.hpp"
#include "cli/state_folder.hpp"
#include "store/unissued_store.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <string>

namespace ctrip::cli {

std::unique_ptr<store::HighWaterMark> open_address_mark(Session& session)
{
    const std::string wallet = session.account().fingerprint_hex();
    if (session.database().engine() == "sqlite") {
        const auto path = config::sqlite_path(session.config().database.url);
        if (!path || path->starts_with(":")) {
            return nullptr;
        }
        const std::filesystem::path folder = std::filesystem::path{*path}.parent_path();
        return std::make_unique<store::HighWaterMark>(
            (folder / fmt::format("addresses-given-out.{}", wallet)).string(), *path);
    }
    const std::string folder = state_folder();
    try {
        if (folder.empty()) {
            throw Error{ErrorKind::config, "there is no state folder; set STATE_DIRECTORY"};
        }
        std::error_code ignored; // Opening the file says what is wrong.
        std::filesystem::create_directories(folder, ignored);
        return std::make_unique<store::HighWaterMark>(
            fmt::format("{}/addresses-given-out.{}.{:x}", folder, wallet,
                        store::UnissuedStore{session.database()}.database_id()),
            std::string{});
    } catch (const Error& error) {
        session.log().warning(fmt::format(
            "{}; without it a failover that lost commits is not noticed here", error.what()));
        return nullptr;
    }
}

} // namespace ctrip::cli
