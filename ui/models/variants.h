// SPDX-License-Identifier: GPL-3.0-or-later
// What can answer a prompt in this project: the base, and every adapter that its runs left.
#pragma once

#include <QtCore/QString>

#include <vector>

#include "ui/services/run_service.h"

namespace lora::ui {

struct Variant {
    QString id;            ///< "base", or the adapter's folder
    QString name;          ///< "Base", "run-0007, result", "run-0007, step 40 (best)"
    QString adapter_path;  ///< empty for the base
    QString run_path;
    bool is_base() const { return adapter_path.isEmpty(); }
};

/// Adapters of one run: its result first, then its checkpoints, newest first.
std::vector<Variant> variants_of(const RunView& run);
/// The base first, then runs newest first.
std::vector<Variant> all_variants(RunService& runs);

}  // namespace lora::ui
