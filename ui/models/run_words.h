// SPDX-License-Identifier: GPL-3.0-or-later
// What a run's numbers mean in words: the line of truth, durations, and trouble with what to do about it.
#pragma once

#include <QtCore/QString>

#include <optional>

#include "ui/services/run_service.h"

namespace lora::ui {

/// "2 min 10 s", "1 h 5 min", "8 s".
QString duration_text(double seconds);
/// "1.84", "0.0132", "12.3": three significant digits, and never in powers of ten within the range of losses.
QString loss_text(double loss);
/// "9.2 MB", "1.1 GB" (powers of ten, as disks are sold).
QString size_text(double bytes);
/// Whole numbers with thin groups: "12,480".
QString count_text(int64_t count);
/// First twelve characters of a fingerprint.
QString short_fingerprint(const QString& sha256);

/// "running", "stopped", …
QString state_words(RunState state);
/// "Loading the model", "Training", …; a phase that this window does not know as the worker calls it.
QString phase_words(const QString& phase);

QString warning_words(const RunWarning& warning);

/// Mean loss of the last few steps; empty before the first.
std::optional<double> recent_loss(const RunView& run);
/// Two parts of a sentence, "…; …", or the one that is not empty.
QString both_parts(const QString& first, const QString& second);
/// "Loss 1.84, falling; 41 of 120 steps, 2 min 10 s left".
QString truth_of(const RunView& run);

/// What a person should know and may do.
struct Trouble {
    enum class Kind { none, not_moving, overfitting, failed, interrupted, rejected, warning };
    enum class Remedy { none, stop, resume };
    Kind kind = Kind::none;
    bool bad = false;  ///< red rather than amber
    QString text;
    Remedy remedy = Remedy::none;
};
Trouble trouble_of(const RunView& run);

}  // namespace lora::ui
