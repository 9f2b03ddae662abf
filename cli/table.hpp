// SPDX-License-Identifier: MIT
// Formats text for people: colours and aligned columns.
#pragma once

#include "payment/status.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::cli {

enum class Ink : std::uint8_t
{
    plain,
    bold,
    dim,
    red,
    green,
    yellow,
    cyan,
};

/// The text in the colour `ink`; unchanged if `color` is false.
[[nodiscard]] std::string paint(std::string_view text, Ink ink, bool color);

[[nodiscard]] Ink ink_of(payment::Status status) noexcept;

/// The number of code points, taken as the display width.
[[nodiscard]] std::size_t width_of(std::string_view utf8) noexcept;

struct Cell
{
    std::string text;
    Ink ink = Ink::plain;
};

enum class Align : std::uint8_t
{
    left,
    right,
};

class Table
{
public:
    struct Column
    {
        std::string title;
        Align align = Align::left;
    };

    Table(std::vector<Column> columns, bool color);

    /// Adds a row. It needs one cell per column.
    void add(std::vector<Cell> cells);
    /// A line of titles and one line per row, each with a line end.
    [[nodiscard]] std::string text() const;

private:
    [[nodiscard]] std::string line(const std::vector<Cell>& cells,
                                   const std::vector<std::size_t>& widths) const;

    std::vector<Column> m_columns;
    std::vector<std::vector<Cell>> m_rows;
    bool m_color;
};

/// "label      value" lines with the values in one column.
class Sheet
{
public:
    explicit Sheet(bool color) : m_color(color) {}

    void add(std::string label, std::string value, Ink ink = Ink::plain);
    [[nodiscard]] std::string text() const;

private:
    struct Line
    {
        std::string label;
        Cell value;
    };
    std::vector<Line> m_lines;
    bool m_color;
};

} // namespace ctrip::cli
