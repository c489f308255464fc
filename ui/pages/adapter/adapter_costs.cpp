// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/adapter/adapter_costs.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStyle>
#include <QtWidgets/QVBoxLayout>

#include "core/base/platform/process.h"
#include "kernels/include/matmul.h"
#include "ui/models/words.h"
#include "ui/shell/theme.h"
#include "ui/widgets/memory_bar.h"

namespace lora::ui {

namespace {

QLabel* caption(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("muted", true);
    label->setFont(Theme::instance().small_font());
    return label;
}

QLabel* figure(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setFont(Theme::instance().title_font());
    return label;
}

/// Empty where all is kept.
QString recompute_words(Recompute mode) {
    if (mode == Recompute::off) return {};
    return mode == Recompute::full ? AdapterCosts::tr("recomputing layers")
                                   : AdapterCosts::tr("recomputing feed-forward");
}

}  // namespace

AdapterCosts::AdapterCosts(QWidget* parent)
    : QFrame(parent),
      parameters_(figure(this)),
      parameters_share_(caption({}, this)),
      file_(figure(this)),
      memory_(caption({}, this)),
      remedy_(new QLabel(this)),
      bar_(new MemoryBar(this)) {
    setProperty("card", true);
    setAccessibleName(tr("What the adapter costs"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(24);
    const auto block = [&](QLabel* above, QLabel* middle, QLabel* below, int width) {
        auto* column = new QVBoxLayout;
        column->setSpacing(0);
        column->addWidget(above);
        column->addWidget(middle);
        column->addWidget(below);
        column->addStretch(1);
        middle->setMinimumWidth(width);  // nothing jumps when a number gets wider
        row->addLayout(column);
    };
    block(caption(tr("Trainable parameters"), this), parameters_, parameters_share_, 128);
    block(caption(tr("Adapter file"), this), file_, caption(tr("safetensors, float32"), this), 112);
    parameters_->setObjectName(QStringLiteral("trainable_parameters"));
    parameters_->setToolTip(tr("Numbers that training changes. The base model's own stay as they are."));
    file_->setObjectName(QStringLiteral("adapter_file_size"));
    file_->setToolTip(tr("Size of adapter_model.safetensors, which other tools load."));

    auto* column = new QVBoxLayout;
    column->setSpacing(4);
    memory_->setObjectName(QStringLiteral("memory_needed"));
    column->addWidget(memory_);
    column->addWidget(bar_);
    remedy_->setWordWrap(true);
    remedy_->setObjectName(QStringLiteral("memory_remedy"));
    column->addWidget(remedy_);
    row->addLayout(column, 1);
}

void AdapterCosts::show_costs(const BaseModel& base, const std::vector<AdapterTarget>& targets,
                              const RunSpec& spec) {
    const ModelGeometry& geometry = base.geometry();
    const int64_t trainable = trainable_parameters(targets, geometry);
    const double share = geometry.parameters > 0
                             ? static_cast<double>(trainable) / static_cast<double>(geometry.parameters)
                             : 0;
    parameters_->setText(count_words(trainable));
    parameters_->setAccessibleName(tr("%1 trainable parameters").arg(grouped_words(trainable)));
    //: %1 is a share: 0.36 % of the base model's parameters
    parameters_share_->setText(tr("%1 of the base").arg(share_words(share)));
    const auto file_bytes = static_cast<double>(targets.empty() ? 0 : adapter_file_bytes(targets, geometry));
    file_->setText(bytes_words(file_bytes));
    file_->setAccessibleName(tr("Adapter file of %1").arg(file_->text()));

    // As the engine chooses: where bfloat16 is native, products alone are rounded to it.
    const bool narrow = spec.training.dtype == "bfloat16" && !kernels::multiplies(kernels::Factors::bfloat16);
    const Computation computation{false, narrow ? 2 : 4, base.weight_bytes()};
    const auto plan = [&](Recompute mode) {
        return plan_memory(geometry, targets, spec.data.max_seq_length, spec.training.per_device_batch_size,
                           computation, mode);
    };
    const uint64_t available = available_memory_bytes();
    const RecomputeChoice chosen = choose_recompute(spec.training.activation_recompute, plan, available);
    bar_->set_plan(chosen.plan, available);
    const QString used = recompute_words(chosen.mode);
    memory_->setText(tr("Memory: %1, for batches of %2 × %3 tokens")
                         .arg(bar_->sentence())
                         .arg(spec.training.per_device_batch_size)
                         .arg(grouped_words(spec.data.max_seq_length)) +
                     (used.isEmpty() ? QString() : QStringLiteral(" · ") + used));
    memory_->setToolTip(used.isEmpty() ? QString()
                                       : tr("What is recomputed is not kept in memory; the backward pass makes it "
                                            "again. It takes longer and learns the same."));
    const std::string remedy = cheapest_remedy(chosen, plan, available, spec.data.max_seq_length,
                                               spec.training.per_device_batch_size);
    const MemoryBar::Level level = bar_->level();
    QString words = QString::fromStdString(remedy);
    if (level == MemoryBar::Level::tight && words.isEmpty())
        words = tr("It fits, but leaves little for other programs.");
    remedy_->setText(words);
    remedy_->setVisible(!words.isEmpty());
    remedy_->setProperty("role", level == MemoryBar::Level::too_much ? "bad" : "warn");
    remedy_->style()->unpolish(remedy_);
    remedy_->style()->polish(remedy_);
}

}  // namespace lora::ui
