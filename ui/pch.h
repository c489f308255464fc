// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled for the window: Qt Widgets and JSON are in nearly every file.
#pragma once

#include <QtWidgets/QtWidgets>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
