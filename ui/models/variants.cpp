// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/variants.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>

#include <algorithm>

namespace lora::ui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(VariantWords)
};

/// "run-0007, step 120 (best)"
QString checkpoint_words(const QString& run, const CheckpointRow& checkpoint) {
    const QString text = checkpoint.kind == QLatin1String("best")   ? Words::tr("%1, step %2 (best)")
                         : checkpoint.kind == QLatin1String("last") ? Words::tr("%1, step %2 (last)")
                                                                    : Words::tr("%1, step %2");
    return text.arg(run).arg(checkpoint.step);
}

}  // namespace

std::vector<Variant> variants_of(const RunView& run) {
    std::vector<Variant> out;
    const QString name = QFileInfo(run.path).fileName();
    // Stopped before its first step, a run has learnt nothing: its adapter is the base by another name.
    if (run.step > 0 && !run.adapter_path.isEmpty() && QFileInfo::exists(run.adapter_path))
        out.push_back({run.adapter_path, Words::tr("%1, result").arg(name), run.adapter_path, run.path});
    for (auto it = run.checkpoints.rbegin(); it != run.checkpoints.rend(); ++it) {
        const bool known =
            std::any_of(out.begin(), out.end(), [&](const Variant& v) { return v.id == it->path; });
        // keep-K removes old checkpoints; the event that announced them stays.
        if (known || !QFileInfo::exists(it->path)) continue;
        out.push_back(
            {it->path, checkpoint_words(name, *it), it->path, run.path});
    }
    return out;
}

std::vector<Variant> all_variants(RunService& runs) {
    //: the base model itself, without an adapter, as one of those that answer
    std::vector<Variant> out{{QStringLiteral("base"), Words::tr("Base"), {}, {}}};
    const QStringList folders = runs.run_folders();
    for (auto it = folders.rbegin(); it != folders.rend(); ++it)
        if (const auto* watcher = runs.watch(*it))
            for (auto& variant : variants_of(watcher->view()))
                out.push_back(std::move(variant));
    return out;
}

}  // namespace lora::ui
