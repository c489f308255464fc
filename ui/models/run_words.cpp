// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_words.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/models/words.h"
#include "ui/services/localized.h"

namespace lora::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(RunWords)
};

constexpr size_t window_steps = 10;  ///< one batch's loss says little; the mean of ten can be compared
constexpr size_t still_steps = 30;   ///< so many steps without movement are worth a word

double mean_loss(const RunView& run, size_t from, size_t count) {
    double sum = 0;
    for (size_t i = from; i < from + count; ++i)
        sum += run.steps[i].loss;
    return sum / static_cast<double>(count);
}

const EvaluationPoint* best_evaluation(const RunView& run) {
    const EvaluationPoint* best = nullptr;
    for (const auto& point : run.evaluations)
        if (!best || point.loss < best->loss) best = &point;
    return best;
}

/// Still where it began after `still_steps` more steps: a plateau that follows a fall is how training ends.
bool is_not_moving(const RunView& run) {
    const size_t count = run.steps.size();
    if (count < still_steps + window_steps) return false;
    const double first = mean_loss(run, 0, window_steps);
    const double earlier = mean_loss(run, count - still_steps - window_steps, window_steps);
    const double latest = mean_loss(run, count - window_steps, window_steps);
    if (!(first > 0) || !std::isfinite(latest)) return false;
    return latest > 0.95 * first && latest > 0.99 * earlier;
}

/// The hold-out loss rose at the last two evaluations and lies above the best by more than noise.
bool is_overfitting(const RunView& run) {
    const size_t count = run.evaluations.size();
    const auto* best = best_evaluation(run);
    if (count < 3 || !best) return false;
    const auto& e = run.evaluations;
    return e[count - 1].loss > e[count - 2].loss && e[count - 2].loss > e[count - 3].loss &&
           e[count - 1].loss > 1.02 * best->loss;
}

QString direction(const RunView& run) {
    const size_t count = run.steps.size();
    if (count < 2 * window_steps) {
        if (count < 6) return {};
        const size_t half = count / 2;
        return mean_loss(run, half, count - half) < mean_loss(run, 0, half) ? Words::tr("falling")
                                                                            : Words::tr("not falling yet");
    }
    const double earlier = mean_loss(run, count - 2 * window_steps, window_steps);
    const double latest = mean_loss(run, count - window_steps, window_steps);
    if (latest < 0.99 * earlier) return Words::tr("falling");
    if (latest > 1.02 * earlier) return Words::tr("rising");
    //: the loss neither falls nor rises
    return Words::tr("level");
}

QString steps_text(const RunView& run) {
    return run.total_steps > 0 ? Words::tr("%1 of %2 steps").arg(count_text(run.step), count_text(run.total_steps))
           : run.step == 1     ? Words::tr("1 step")
                               : Words::tr("%1 steps").arg(count_text(run.step));
}

/// "hold-out loss 2.41 → 1.32", as far as it is known.
QString hold_out_text(const RunView& run) {
    const auto* best = best_evaluation(run);
    if (!best) return {};
    if (!run.eval_loss_before) return Words::tr("best hold-out loss %1").arg(loss_text(best->loss));
    return Words::tr("hold-out loss %1 → %2").arg(loss_text(*run.eval_loss_before), loss_text(best->loss));
}

}  // namespace

QString duration_text(double seconds) {
    if (!(seconds >= 0) || seconds > 1e9) return QStringLiteral("–");
    const auto whole = static_cast<int64_t>(std::llround(seconds));
    if (whole < 60) return Words::tr("%1 s").arg(whole);
    if (whole < 3600) return Words::tr("%1 min %2 s").arg(whole / 60).arg(whole % 60);
    if (whole < 86400) return Words::tr("%1 h %2 min").arg(whole / 3600).arg(whole % 3600 / 60);
    return Words::tr("%1 d %2 h").arg(whole / 86400).arg(whole % 86400 / 3600);
}

QString loss_text(double loss) {
    if (std::isnan(loss)) return QStringLiteral("NaN");
    if (std::isinf(loss)) return QStringLiteral("∞");
    const double size = std::abs(loss);
    const int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : size >= 0.01 ? 3 : 4;
    return decimal_words(loss, 'f', digits);
}

QString size_text(double bytes) {
    static const char* const units[] = {"B", "kB", "MB", "GB", "TB"};
    size_t unit = 0;
    while (bytes >= 1000 && unit + 1 < std::size(units))
        bytes /= 1000, ++unit;
    return decimal_words(bytes, 'f', unit == 0 || bytes >= 100 ? 0 : 1) + QLatin1Char(' ') +
           QLatin1String(units[unit]);
}

QString count_text(int64_t count) {
    return grouped_words(count);
}

QString short_fingerprint(const QString& sha256) {
    return sha256.left(12);
}

QString state_words(RunState state) {
    switch (state) {
        //: states of a run, in a table and after its name: run-0007, finished
        case RunState::not_started: return Words::tr("starting");
        case RunState::running: return Words::tr("running");
        case RunState::paused: return Words::tr("paused");
        case RunState::interrupted: return Words::tr("interrupted");
        case RunState::finished: return Words::tr("finished");
        case RunState::stopped: return Words::tr("stopped");
        case RunState::failed: return Words::tr("failed");
    }
    return {};
}

QString phase_words(const QString& phase) {
    if (phase == QLatin1String("loading_model")) return Words::tr("Loading the model");
    if (phase == QLatin1String("preparing_data")) return Words::tr("Preparing the data");
    if (phase == QLatin1String("training")) return Words::tr("Training");
    if (phase == QLatin1String("evaluating")) return Words::tr("Evaluating");
    if (phase == QLatin1String("sampling")) return Words::tr("Writing samples");
    if (phase == QLatin1String("saving")) return Words::tr("Saving a checkpoint");
    return phase;
}

QString warning_words(const RunWarning& warning) {
    const QString what = localized(warning.what);
    return warning.hint.isEmpty() ? what : QStringLiteral("%1: %2").arg(what, localized(warning.hint));
}

std::optional<double> recent_loss(const RunView& run) {
    if (run.steps.empty()) return {};
    const size_t count = std::min(window_steps, run.steps.size());
    return mean_loss(run, run.steps.size() - count, count);
}

QString both_parts(const QString& first, const QString& second) {
    if (first.isEmpty() || second.isEmpty()) return first + second;
    //: two parts of a sentence: "Loss 1.84, falling; 41 of 120 steps"
    return Words::tr("%1; %2").arg(first, second);
}

QString truth_of(const RunView& run) {
    const auto loss = recent_loss(run);
    switch (run.state) {
        case RunState::not_started:
            return Words::tr("The worker is starting");
        case RunState::running:
            if (!loss) return run.phase.isEmpty() ? Words::tr("The worker is starting") : phase_words(run.phase);
            return both_parts(direction(run).isEmpty()
                            ? Words::tr("Loss %1").arg(loss_text(*loss))
                            : Words::tr("Loss %1, %2").arg(loss_text(*loss), direction(run)),
                        run.seconds_left >= 0
                            //: %1 is "41 of 120 steps", %2 a duration: 2 min 10 s
                            ? Words::tr("%1, %2 left").arg(steps_text(run), duration_text(run.seconds_left))
                            : steps_text(run));
        case RunState::paused:
            return Words::tr("Paused after %1").arg(steps_text(run));
        case RunState::interrupted:
            return Words::tr("Interrupted after %1").arg(steps_text(run));
        case RunState::failed:
            return Words::tr("Stopped by an error after %1").arg(steps_text(run));
        case RunState::stopped:
            return both_parts(Words::tr("Stopped after %1").arg(steps_text(run)), hold_out_text(run));
        case RunState::finished: {
            const QString steps =
                run.steps.empty()
                    ? steps_text(run)
                    //: %1 is "120 of 120 steps", %2 a duration
                    : Words::tr("%1 in %2").arg(steps_text(run), duration_text(run.steps.back().seconds));
            // What was learnt comes first: the end of a long line is cut.
            //: %1 is "hold-out loss 4.25 → 1.71; 120 of 120 steps in 1 min 38 s"
            return Words::tr("Finished: %1").arg(both_parts(hold_out_text(run), steps));
        }
    }
    return {};
}

Trouble trouble_of(const RunView& run) {
    using Kind = Trouble::Kind;
    const QString last_good =
        run.checkpoints.empty() ? Words::tr("No checkpoint was written before.")
                                : Words::tr("The last good checkpoint is of step %1; Compare and Export can use it.")
                                      .arg(count_text(run.checkpoints.back().step));
    if (run.state == RunState::failed) {
        const QString what = run.failure ? localized(*run.failure) : Words::tr("The run failed");
        return {
            Kind::failed, true, what + QStringLiteral(". ").mid(what.endsWith(u'.') ? 1 : 0) + last_good, {}};
    }
    if (run.state == RunState::interrupted) {
        const bool crashed = !run.crash_report.isEmpty(), again = run.checkpoints.empty();
        QString text = crashed ? again ? Words::tr("The worker crashed before its first checkpoint. Resume starts again from step 0.")
                                       : Words::tr("The worker crashed in mid-run. Resume goes on from the checkpoint of step %1 as if "
                                            "nothing had happened.")
                       : again ? Words::tr("The worker ended before its first checkpoint. Resume starts again from step 0.")
                               : Words::tr("The worker ended in mid-run. Resume goes on from the checkpoint of step %1 as if "
                                    "nothing had happened.");
        if (!again) text = text.arg(count_text(run.checkpoints.back().step));
        if (crashed) text += QLatin1Char(' ') + Words::tr("Log, below, names its report.");
        return {Kind::interrupted, false, text, Trouble::Remedy::resume};
    }
    if (run.state == RunState::running || run.state == RunState::paused) {
        const auto stop = Trouble::Remedy::stop;
        if (is_overfitting(run))
            return {Kind::overfitting, false,
                    Words::tr("The hold-out loss has been rising since step %1: the adapter is learning its "
                       "examples by heart. "
                       "Stop now and use the best checkpoint, or train for fewer epochs.")
                        .arg(count_text(best_evaluation(run)->step)),
                    stop};
        if (is_not_moving(run))
            return {Kind::not_moving, false,
                    Words::tr("The loss has not moved for %1 steps: the learning rate (%2) may be too small. "
                       "Stop, raise it threefold and start again.")
                        .arg(still_steps)
                        .arg(plain_words(run.spec.training.learning_rate)),
                    stop};
        if (!run.last_rejection.isEmpty())
            return {Kind::rejected,
                    false,
                    Words::tr("The worker refused the last request: %1").arg(localized(run.last_rejection)),
                    {}};
    }
    if (!run.warnings.empty()) return {Kind::warning, false, warning_words(run.warnings.back()), {}};
    return {};
}

}  // namespace lora::ui
