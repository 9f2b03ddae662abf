// Compiled once for the program's sources: its commands all define options.
#pragma once

#include "precompiled.hpp"

#include <CLI/CLI.hpp>
