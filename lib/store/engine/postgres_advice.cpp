// SPDX-License-Identifier: MIT
#include "store/engine/postgres_advice.hpp"

#include "base/text.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace ctrip::store {

namespace {

constexpr std::string_view kReadOnly =
    "the server only reads, as a replica does; name all hosts in database.url, so that the one "
    "that writes is found";
constexpr std::string_view kLogin =
    "check user and password: PGPASSFILE, the service file or database.password_file";
constexpr std::string_view kNoDatabase =
    "make the database with 'createdb', then run 'ctrip migrate up'";
constexpr std::string_view kTooMany =
    "raise max_connections, or put pgbouncer in session mode before it";
constexpr std::string_view kRights = "grant this user its rights on the database";
constexpr std::string_view kUnreachable = "check that the server runs and can be reached";

struct Advice
{
    std::string_view state; ///< An SQLSTATE or its class.
    std::string_view what_to_do;
};

/// The first match applies.
constexpr std::array kAdvice{
    Advice{"25006", kReadOnly},
    Advice{"28", kLogin},
    Advice{"3D000", kNoDatabase},
    Advice{"42501", "grant this user its rights on the database's schema and tables"},
    Advice{"53100", "free disk space on the database's server, then run again"},
    Advice{"53200", "the database's server is short of memory"},
    Advice{"53300", kTooMany},
    Advice{"53", "the database's server is short of resources"},
    Advice{"55P03", "another process holds the row or table; run again"},
    Advice{"57014", "the statement took too long; look at what the server is busy with"},
    Advice{"57P", "the server ended the session, as it does when it restarts; run again"},
    Advice{"08", kUnreachable},
    Advice{"58", "the server's disk failed; see its log"},
    Advice{"XX", "the server's data is damaged; see its log, restore a backup"},
};

struct Words
{
    std::string_view part;
    ConnectAdvice advice;
};

/// English messages of libpq and the server. The first match applies, so the problem to solve first
/// is listed first.
constexpr std::array kConnectWords{
    Words{"definition of service",
          {ErrorKind::config, "name a service of the file PGSERVICEFILE (or ~/.pg_service.conf)"}},
    Words{"service file",
          {ErrorKind::config, "PGSERVICEFILE must name a file of services that can be read"}},
    Words{" value: \"", {ErrorKind::config, "write a value that libpq knows in database.url"}},
    Words{"invalid port number",
          {ErrorKind::config, "write a port from 1 to 65535 in database.url"}},
    Words{"invalid integer value", {ErrorKind::config, "write a number in database.url"}},
    Words{"too many c", {ErrorKind::unavailable, kTooMany}},
    Words{"remaining connection slots", {ErrorKind::unavailable, kTooMany}},
    Words{"no more connections allowed", {ErrorKind::unavailable, kTooMany}},
    Words{"certificate",
          {ErrorKind::unavailable, "check sslrootcert, and that the server's certificate is made "
                                   "for the host that database.url names"}},
    Words{"authentication failed", {ErrorKind::unavailable, kLogin}},
    Words{"no password supplied", {ErrorKind::unavailable, kLogin}},
    Words{"role \"", {ErrorKind::unavailable, kLogin}},
    Words{"pg_hba.conf",
          {ErrorKind::unavailable, "let this user come from this host in the server's "
                                   "pg_hba.conf"}},
    Words{"SSL", {ErrorKind::unavailable, "check sslmode and the server's certificate"}},
    Words{"permission denied", {ErrorKind::unavailable, kRights}},
    Words{"database \"", {ErrorKind::unavailable, kNoDatabase}},
    Words{"read-only", {ErrorKind::unavailable, kReadOnly}},
    Words{"hot standby", {ErrorKind::unavailable, kReadOnly}},
    Words{"the database system is",
          {ErrorKind::unavailable, "the server is starting or stopping; run again"}},
};

/// Whether the URL has no '@' but the one that ends the user part, as libpq reads it: an '@' in a
/// password that is not written %40 would make the end of the password a host or a database.
bool is_unambiguous(std::string_view url)
{
    std::string_view place = url.substr(url.find("://") + 3);
    place = place.substr(0, place.find('?'));
    const std::size_t at = place.find('@');
    return at == std::string_view::npos ||
           (at < place.find('/') && place.find('@', at + 1) == std::string_view::npos);
}

/// A port, or one for each of several hosts.
bool is_port(std::string_view text)
{
    const std::vector<std::string> parts = base::split(text, ',');
    return std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
        std::uint16_t port = 0;
        const char* const end = part.data() + part.size();
        const auto [stop, error] = std::from_chars(part.data(), end, port);
        return part.empty() || (error == std::errc{} && stop == end);
    });
}

} // namespace

std::string_view advice(std::string_view sqlstate)
{
    for (const Advice& advice : kAdvice) {
        if (sqlstate.starts_with(advice.state)) {
            return advice.what_to_do;
        }
    }
    return "see the message";
}

ConnectAdvice connect_advice(std::string_view words)
{
    for (const Words& known : kConnectWords) {
        if (words.find(known.part) != std::string_view::npos) {
            return known.advice;
        }
    }
    return {ErrorKind::unavailable, kUnreachable};
}

std::string one_line(std::string_view text)
{
    std::string line;
    for (const std::string& part : base::split(text, '\n')) {
        const std::string_view trimmed = base::trim(part);
        if (!trimmed.empty()) {
            line += line.empty() ? "" : "; ";
            line += trimmed;
        }
    }
    return line;
}

std::string public_name(const std::string& url)
{
    // libpq's message about a URL that it can't parse may quote the password, so it is not passed
    // on.
    const auto refuse = [] {
        throw Error{ErrorKind::config,
                    "database.url: libpq can't read it; write "
                    "postgresql://user@host:port/database?option=value, with %XX for what is not a "
                    "letter, a digit or one of -._~"};
    };
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options{
        PQconninfoParse(url.c_str(), nullptr), &PQconninfoFree};
    if (!options || !is_unambiguous(url)) {
        refuse();
    }
    std::map<std::string_view, std::string_view> values;
    for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val != nullptr) {
            values[option->keyword] = option->val;
        }
    }
    if (!is_port(values["port"])) { // user:password without a host.
        refuse();
    }
    std::string name{values.contains("host") ? values["host"] : values["hostaddr"]};
    if (!values["port"].empty()) {
        name += fmt::format(":{}", values["port"]);
    }
    if (values.contains("service") && name.empty()) {
        name = fmt::format("service {}", values["service"]);
    }
    return fmt::format("postgresql://{}/{}", name, values["dbname"]);
}

} // namespace ctrip::store
