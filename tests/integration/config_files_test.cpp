// SPDX-License-Identifier: MIT
// Configuration and secrets as they lie on a disk: search order, permissions, what is no plain
// file.
#include "base/error.hpp"
#include "config/load.hpp"
#include "config/secrets.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <utility>

using namespace ctrip;
namespace fs = std::filesystem;

namespace {

/// A folder of its own that goes away with the test, which works in it meanwhile.
class Folder
{
public:
    Folder() : m_before(fs::current_path())
    {
        std::string name = (fs::temp_directory_path() / "ctrip-config-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        m_path = name;
        fs::current_path(m_path);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder()
    {
        std::error_code ignored;
        fs::current_path(m_before, ignored);
        fs::remove_all(m_path, ignored);
    }

    [[nodiscard]] std::string path(const std::string& name) const { return m_path + "/" + name; }

    std::string write(const std::string& name, const std::string& text, mode_t mode = 0600) const
    {
        fs::create_directories(fs::path{path(name)}.parent_path());
        std::ofstream{path(name)} << text;
        REQUIRE(::chmod(path(name).c_str(), mode) == 0);
        return path(name);
    }

private:
    fs::path m_before;
    std::string m_path;
};

using Variables = std::map<std::string, std::string>;

config::EnvironmentLookup lookup(const Variables& variables)
{
    return [variables](const std::string& name) -> std::optional<std::string> {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional{found->second};
    };
}

/// As an ordinary user, on a machine without a configuration of its own.
config::Config load(const std::string& option, const Variables& variables = {},
                    const config::Search& search = {.user = 1'000, .system_file = "/none.yaml"})
{
    return config::load(option, lookup(variables), search);
}

std::pair<std::string, std::optional<ErrorKind>> error_of(const std::function<void()>& action)
{
    try {
        action();
    } catch (const Error& error) {
        return {error.what(), error.kind()};
    }
    return {"no error", std::nullopt};
}

std::string chain_named(const std::string& name)
{
    return "chains: [{name: " + name +
           ", chain_id: 31337, rpc_url: \"http://a\", confirmations: 1}]\n";
}

config::Config with_mnemonic_file(const std::string& path, const std::string& credential = "")
{
    config::Config config;
    config.wallet.mnemonic.file = path;
    config.wallet.mnemonic.credential = credential;
    config.wallet.mnemonic.origin = "ctrip.yaml:5: wallet.mnemonic_file";
    return config;
}

std::pair<std::string, std::optional<ErrorKind>> mnemonic_error(const config::Config& config)
{
    return error_of([&] { static_cast<void>(config::load_mnemonic(config)); });
}

} // namespace

TEST_CASE("the configuration is searched for in a fixed order", "[config][files]")
{
    const Folder folder;
    const Variables xdg{{"XDG_CONFIG_HOME", folder.path("xdg")}, {"HOME", folder.path("home")}};
    const Variables home{{"XDG_CONFIG_HOME", "relative"}, {"HOME", folder.path("home")}};
    folder.write("home/.config/ctrip/ctrip.yaml", chain_named("home"));
    CHECK(load("", home).chains[0].name == "home");
    folder.write("xdg/ctrip/ctrip.yaml", chain_named("xdg"));
    CHECK(load("", xdg).chains[0].name == "xdg");
    CHECK(load("", home).chains[0].name == "home");
    folder.write("ctrip.yaml", chain_named("here"));
    CHECK(load("", xdg).chains[0].name == "here");
    Variables named = xdg;
    named["CTRIP_CONFIG"] = folder.write("named.yaml", chain_named("named"));
    CHECK(load("", named).chains[0].name == "named");
    const std::string option = folder.write("option.yaml", chain_named("option"));
    CHECK(load(option, named).chains[0].name == "option");
    CHECK(load(option, named).file == option);
}

TEST_CASE("root takes no configuration that lies in the working folder", "[config][files]")
{
    const Folder folder;
    const Variables xdg{{"XDG_CONFIG_HOME", folder.path("xdg")}};
    const config::Search root{.user = 0, .system_file = folder.path("etc/ctrip.yaml")};
    CHECK(load("", xdg, root).file.empty());
    folder.write("ctrip.yaml", chain_named("here"));
    const auto [message, kind] = error_of([&] { static_cast<void>(load("", xdg, root)); });
    CHECK((kind == ErrorKind::config));
    CHECK_THAT(message, Catch::StartsWith("'ctrip.yaml' in the working folder is not taken") &&
                            Catch::Contains(root.system_file) && Catch::Contains("--config"));
    folder.write("etc/ctrip.yaml", chain_named("system"));
    const config::Config system = load("", xdg, root);
    CHECK(system.chains[0].name == "system");
    CHECK_THAT(system.notice,
               Catch::StartsWith("'ctrip.yaml' in the working folder is not taken") &&
                   Catch::Contains(root.system_file));
    folder.write("xdg/ctrip/ctrip.yaml", chain_named("xdg"));
    CHECK(load("", xdg, root).chains[0].name == "xdg");
    // By name it is.
    CHECK(load("ctrip.yaml", xdg, root).chains[0].name == "here");
    CHECK(load("", Variables{{"CTRIP_CONFIG", "./ctrip.yaml"}}, root).chains[0].name == "here");
    CHECK(load("ctrip.yaml", xdg, root).notice.empty());
}

TEST_CASE(
    "a configuration in the working folder does not take the place of the machine's production",
    "[config][files]")
{
    const Folder folder;
    const config::Search search{.user = 1'000, .system_file = folder.path("etc/ctrip.yaml")};
    folder.write("ctrip.yaml", chain_named("here"));
    folder.write("etc/ctrip.yaml", "environment: development\n" + chain_named("system"));
    CHECK(load("", Variables{}, search).chains[0].name == "here");
    CHECK(load("", Variables{}, search).notice.empty());
    folder.write("etc/ctrip.yaml", "environment: production\n");
    CHECK_THAT(error_of([&] { static_cast<void>(load("", Variables{}, search)); }).first,
               Catch::Contains(search.system_file + ": no chains are configured"));
    const Variables xdg{{"XDG_CONFIG_HOME", folder.path("xdg")}};
    folder.write("xdg/ctrip/ctrip.yaml", chain_named("xdg"));
    CHECK_THAT(load("", xdg, search).notice, Catch::Contains("configured for production"));
    CHECK(load("ctrip.yaml", Variables{}, search).chains[0].name == "here");
    // One that can't be read may say anything.
    folder.write("etc/ctrip.yaml", "environment: development\n", 0666);
    CHECK_FALSE(load("", xdg, search).notice.empty());
    folder.write("etc/ctrip.yaml", "environment: [");
    CHECK_FALSE(load("", xdg, search).notice.empty());
    // In its own folder it is found by its own name.
    fs::current_path(folder.path("etc"));
    folder.write("etc/ctrip.yaml", chain_named("system"));
    const config::Config own =
        load("", Variables{}, {.user = 0, .system_file = search.system_file});
    CHECK(own.file == search.system_file);
    CHECK(own.notice.empty());
}

TEST_CASE("a configuration that others can write is not read", "[config][files]")
{
    const Folder folder;
    const struct
    {
        const char* what;
        mode_t mode;
        uid_t owner;
        const char* said;
    } cases[]{
        {"by its group", 0660, ::geteuid(), "can be written by others (mode 0660)"},
        {"by everyone", 0602, ::geteuid(), "can be written by others (mode 0602)"},
        {"by another owner", 0600, 12'345, "belongs to another user (uid 12345)"},
    };
    for (const auto& [what, mode, owner, said] : cases) {
        INFO(what);
        const std::string file = folder.write("written.yaml", chain_named("anvil"), mode);
        if (::chown(file.c_str(), owner, static_cast<gid_t>(-1)) != 0) {
            continue; // Only root can give a file away.
        }
        const auto [message, kind] = error_of([&] { static_cast<void>(load(file)); });
        CHECK(message.find(said) != std::string::npos);
        CHECK(kind == ErrorKind::exposed_secret);
        REQUIRE(::chown(file.c_str(), ::geteuid(), static_cast<gid_t>(-1)) == 0);
    }
    CHECK(load(folder.write("read.yaml", chain_named("anvil"), 0644)).chains[0].name == "anvil");
}

TEST_CASE("root may name a configuration of the user in whose folder it is", "[config][files]")
{
    if (::geteuid() != 0) {
        WARN("not root, so no file can be given to another user");
        return;
    }
    const Folder folder;
    const std::string file = folder.write("theirs/ctrip.yaml", chain_named("theirs"));
    REQUIRE(::chown(file.c_str(), 12'345, 0) == 0);
    const auto kind_of = [](const std::function<void()>& action) {
        return error_of(action).second;
    };
    const auto by_name = [&] { static_cast<void>(load(file)); };
    CHECK(
        (kind_of(by_name) == ErrorKind::exposed_secret)); // In root's folder it is none of theirs.
    REQUIRE(::chown(folder.path("theirs").c_str(), 54'321, 0) == 0);
    CHECK((kind_of(by_name) == ErrorKind::exposed_secret));
    REQUIRE(::chown(folder.path("theirs").c_str(), 12'345, 0) == 0);
    CHECK(load(file).chains[0].name == "theirs");
    const Variables home{{"XDG_CONFIG_HOME", folder.path("xdg")}};
    const std::string found = folder.write("xdg/ctrip/ctrip.yaml", chain_named("found"));
    REQUIRE(::chown(found.c_str(), 12'345, 0) == 0);
    REQUIRE(::chown(folder.path("xdg/ctrip").c_str(), 12'345, 0) == 0);
    CHECK((kind_of([&] { static_cast<void>(load("", home)); }) == ErrorKind::exposed_secret));
}

TEST_CASE("a configuration that was named must be there", "[config][files]")
{
    const Folder folder;
    CHECK(error_of([&] { static_cast<void>(load("none.yaml")); }).first ==
          "'none.yaml' does not exist; correct --config");
    const auto [message, kind] = error_of([&] {
        static_cast<void>(load("", {{"CTRIP_CONFIG", "none.yaml"}}));
    });
    CHECK(message == "'none.yaml' does not exist; correct CTRIP_CONFIG");
    CHECK((kind == ErrorKind::config));
    const auto chains = error_of([&] {
        static_cast<void>(load("", {{"CHAINS_YAML_PATH", "none.yaml"}}));
    });
    CHECK(chains.first == "'none.yaml' does not exist; correct chains_file or CHAINS_YAML_PATH");
}

TEST_CASE("a configuration is a regular file of at most 1 MiB", "[config][files]")
{
    const Folder folder;
    CHECK_THAT(error_of([&] { static_cast<void>(load(".")); }).first,
               Catch::Contains("not a regular file"));
    REQUIRE(::mkfifo(folder.path("pipe").c_str(), 0600) == 0);
    CHECK_THAT(error_of([&] { static_cast<void>(load("pipe")); }).first,
               Catch::Contains("not a regular file"));
    const std::string comment = "#" + std::string((1U << 20U) - 1, ' ');
    folder.write("full.yaml", comment);
    CHECK_NOTHROW(load("full.yaml"));
    folder.write("large.yaml", comment + "\n");
    CHECK_THAT(error_of([&] { static_cast<void>(load("large.yaml")); }).first,
               Catch::Contains("larger than 1048576 bytes"));
}

TEST_CASE("a configuration with a secret must be closed to others", "[config][files]")
{
    const Folder folder;
    folder.write("open.yaml", "wallet: {mnemonic: a b c}\n", 0640);
    const auto [message, kind] = error_of([&] { static_cast<void>(load("open.yaml")); });
    CHECK((kind == ErrorKind::exposed_secret));
    CHECK_THAT(message, Catch::Contains("open.yaml:1: wallet.mnemonic") &&
                            Catch::Contains("chmod 600 open.yaml"));
    folder.write("closed.yaml", "wallet: {mnemonic: a b c}\n", 0600);
    CHECK_NOTHROW(load("closed.yaml"));
    folder.write("harmless.yaml", "payments: {late: accept}\n", 0644);
    CHECK_NOTHROW(load("harmless.yaml"));
}

TEST_CASE("a secret's file must be closed to group and others", "[config][files]")
{
    const Folder folder;
    for (const mode_t mode : {0600U, 0400U, 0700U}) {
        const auto config = with_mnemonic_file(folder.write("m", "a b c\n", mode));
        CHECK(config::load_mnemonic(config).expose_text() == "a b c");
        fs::remove(folder.path("m"));
    }
    for (const mode_t mode : {0640U, 0604U, 0620U, 0602U, 0610U, 0601U, 0644U}) {
        const std::string path = folder.write("m", "a b c\n", mode);
        const auto [message, kind] = mnemonic_error(with_mnemonic_file(path));
        INFO(mode);
        CHECK((kind == ErrorKind::exposed_secret));
        CHECK_THAT(message, Catch::Contains("chmod 600 " + path));
    }
}

TEST_CASE("a secret's file is judged behind its symbolic link", "[config][files]")
{
    const Folder folder;
    fs::create_symlink(folder.write("real", "a b c", 0600), folder.path("link"));
    CHECK(config::load_mnemonic(with_mnemonic_file(folder.path("link"))).expose_text() == "a b c");
    REQUIRE(::chmod(folder.path("real").c_str(), 0644) == 0);
    CHECK((mnemonic_error(with_mnemonic_file(folder.path("link"))).second ==
           ErrorKind::exposed_secret));
}

TEST_CASE("a secret's file must belong to its reader or to root", "[config][files]")
{
    if (::geteuid() != 0) {
        WARN("not root, so no file can be given to another user");
        return;
    }
    const Folder folder;
    const std::string path = folder.write("m", "a b c", 0600);
    REQUIRE(::chown(path.c_str(), 12'345, 0) == 0);
    const auto [message, kind] = mnemonic_error(with_mnemonic_file(path));
    CHECK((kind == ErrorKind::exposed_secret));
    CHECK_THAT(message, Catch::Contains("belongs to user 12345"));
}

TEST_CASE("a secret's file that is missing or no secret is a wrong configuration",
          "[config][files]")
{
    const Folder folder;
    const auto missing = mnemonic_error(with_mnemonic_file(folder.path("none")));
    CHECK((missing.second == ErrorKind::config));
    CHECK(missing.first == "ctrip.yaml:5: wallet.mnemonic_file: '" + folder.path("none") +
                               "' does not exist; put the mnemonic there");
    CHECK_THAT(mnemonic_error(with_mnemonic_file(folder.path("."))).first,
               Catch::Contains("not a regular file"));
    CHECK_THAT(mnemonic_error(with_mnemonic_file(folder.write("empty", "\n"))).first,
               Catch::Contains("is empty"));
    CHECK(config::load_mnemonic(with_mnemonic_file(folder.write("full", std::string(4096, 'a'))))
              .size() == 4096);
    CHECK_THAT(
        mnemonic_error(with_mnemonic_file(folder.write("large", std::string(4097, 'a')))).first,
        Catch::Contains("larger than 4096 bytes"));
}

TEST_CASE("an xpub needs no secret to exist", "[config][files]")
{
    const Folder folder;
    folder.write("ctrip.yaml", "wallet:\n"
                               "  xpub: "
                               "xpub6DyUKdwoLWmUJ4Tn9Bbsdtx7B5Ws18mEN19e5HT52ikE53FiUheSQXrZUNPovqf"
                               "yKmw4579A1Mm3GXXKM39N64uooBfJ4tNAzFsEbodRTx4\n"
                               "  mnemonic_file: none\n");
    const config::Config config = load("");
    CHECK(config.wallet.xpub.has_value());
    CHECK_THAT(mnemonic_error(config).first,
               Catch::Contains("ctrip.yaml:3: wallet.mnemonic_file: 'none' does not exist"));
}

TEST_CASE("a systemd credential comes before the file of that name", "[config][files]")
{
    const Folder folder;
    folder.write("ctrip.yaml", "wallet: {mnemonic_file: mnemonic}\n");
    folder.write("mnemonic", "from the file");
    const Variables variables{{"CREDENTIALS_DIRECTORY", folder.path("credentials")}};
    CHECK(config::load_mnemonic(load("", variables)).expose_text() == "from the file");
    folder.write("credentials/mnemonic", "from systemd", 0400);
    CHECK(config::load_mnemonic(load("", variables)).expose_text() == "from systemd");
    CHECK(config::load_mnemonic(load("")).expose_text() == "from the file");
    // An ACL for the service's user shows as a group's right to read root's file; others get none.
    REQUIRE(::chmod(folder.path("credentials/mnemonic").c_str(), 0440) == 0);
    if (::geteuid() == 0) {
        CHECK(config::load_mnemonic(load("", variables)).expose_text() == "from systemd");
    }
    REQUIRE(::chmod(folder.path("credentials/mnemonic").c_str(), 0444) == 0);
    CHECK((mnemonic_error(load("", variables)).second == ErrorKind::exposed_secret));
}

TEST_CASE("a local disk is no network file system, whatever of the path exists", "[config][files]")
{
    const Folder folder;
    CHECK_FALSE(config::network_file_system("/proc/none/of/this").has_value());
    CHECK_FALSE(config::network_file_system("/").has_value());
    CHECK_NOTHROW(config::network_file_system("none/x.db"));
    config::Config config;
    config.environment = config::Environment::production;
    config.database.url = "sqlite:///proc/x.db";
    CHECK_NOTHROW(config::check_database_location(config));
    config.database.url = "postgresql://h/d";
    CHECK_NOTHROW(config::check_database_location(config));
}
