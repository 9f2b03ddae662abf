// SPDX-License-Identifier: MIT
#include "cli/table.hpp"

#include "base/check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ctrip::cli {

namespace {

constexpr std::string_view kGap = "  ";

std::string_view code_of(Ink ink) noexcept
{
    switch (ink) {
    case Ink::plain:
        return "";
    case Ink::bold:
        return "\033[1m";
    case Ink::dim:
        return "\033[2m";
    case Ink::red:
        return "\033[31m";
    case Ink::green:
        return "\033[32m";
    case Ink::yellow:
        return "\033[33m";
    case Ink::cyan:
        return "\033[36m";
    }
    return "";
}

std::string spaces(std::size_t wanted, std::size_t used)
{
    return std::string(wanted > used ? wanted - used : 0, ' ');
}

} // namespace

std::string paint(std::string_view text, Ink ink, bool color)
{
    return color && ink != Ink::plain ? fmt::format("{}{}\033[0m", code_of(ink), text)
                                      : std::string{text};
}

Ink ink_of(payment::Status status) noexcept
{
    switch (status) {
    case payment::Status::pending:
        return Ink::plain;
    case payment::Status::detected:
        return Ink::yellow;
    case payment::Status::confirmed:
        return Ink::cyan;
    case payment::Status::paid:
    case payment::Status::settled:
        return Ink::green;
    case payment::Status::expired:
        return Ink::dim;
    case payment::Status::failed:
        return Ink::red;
    }
    return Ink::plain;
}

std::size_t width_of(std::string_view utf8) noexcept
{
    return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U;
    }));
}

Table::Table(std::vector<Column> columns, bool color)
    : m_columns(std::move(columns)), m_color(color)
{
}

void Table::add(std::vector<Cell> cells)
{
    CTRIP_CHECK(cells.size() == m_columns.size());
    m_rows.push_back(std::move(cells));
}

std::string Table::line(const std::vector<Cell>& cells,
                        const std::vector<std::size_t>& widths) const
{
    std::string out;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const bool last = i + 1 == cells.size();
        const std::string filling = spaces(widths[i], width_of(cells[i].text));
        const bool right = m_columns[i].align == Align::right;
        out += right ? filling : "";
        out += paint(cells[i].text, cells[i].ink, m_color);
        out += right || last ? "" : filling;
        out += last ? "" : kGap;
    }
    out.erase(out.find_last_not_of(' ') + 1); // No trailing blanks.
    return out + "\n";
}

std::string Table::text() const
{
    std::vector<Cell> titles;
    std::vector<std::size_t> widths;
    for (const Column& column : m_columns) {
        titles.push_back({column.title, Ink::bold});
        widths.push_back(width_of(column.title));
    }
    for (const std::vector<Cell>& row : m_rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            widths[i] = std::max(widths[i], width_of(row[i].text));
        }
    }
    std::string out = line(titles, widths);
    for (const std::vector<Cell>& row : m_rows) {
        out += line(row, widths);
    }
    return out;
}

void Sheet::add(std::string label, std::string value, Ink ink)
{
    m_lines.push_back({std::move(label), {std::move(value), ink}});
}

std::string Sheet::text() const
{
    std::size_t widest = 0;
    for (const Line& line : m_lines) {
        widest = std::max(widest, width_of(line.label));
    }
    std::string out;
    for (const auto& [label, value] : m_lines) {
        out += fmt::format("{}{}{}{}\n", paint(label, Ink::dim, m_color),
                           spaces(widest, width_of(label)), kGap,
                           paint(value.text, value.ink, m_color));
    }
    return out;
}

} // namespace ctrip::cli
