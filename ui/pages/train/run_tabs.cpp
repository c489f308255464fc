// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/run_tabs.h"

#include "core/contract/run_folder.h"
#include "ui/models/log_tail.h"
#include "ui/models/run_words.h"
#include "ui/models/samples_model.h"
#include "ui/services/localized.h"
#include "ui/shell/theme.h"

namespace lora::ui {
namespace {

QPlainTextEdit* make_text(QWidget* parent, const QString& id, const QString& name) {
    auto* text = new QPlainTextEdit(parent);
    text->setReadOnly(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setTabChangesFocus(true);
    text->setObjectName(id);
    text->setAccessibleName(name);
    text->setFrameShape(QFrame::NoFrame);
    text->setFont(Theme::instance().monospace_font());
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    return text;
}

QString kind_words(const QString& kind) {
    //: a checkpoint: the best of the run by its hold-out loss, the last one, or any other
    if (kind == QLatin1String("best")) return RunTabs::tr("best");
    if (kind == QLatin1String("last")) return RunTabs::tr("last");
    return kind == QLatin1String("regular") ? RunTabs::tr("regular") : kind;
}

}  // namespace

RunTabs::RunTabs(QWidget* parent) : QTabWidget(parent) {
    setObjectName(QStringLiteral("run_tabs"));
    setAccessibleName(tr("Details of the run"));
    setDocumentMode(true);
    samples_ = new SamplesModel(this);
    table_ = new QTableView(this);
    table_->setObjectName(QStringLiteral("samples"));
    table_->setAccessibleName(tr("Samples: a column a prompt, a row a step, the newest first"));
    table_->setModel(samples_);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setWordWrap(true);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setTabKeyNavigation(false);
    table_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->setShowGrid(false);
    table_->setAlternatingRowColors(false);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    auto* holder = new QStackedWidget(this);
    auto* empty = new QLabel(
        tr("No samples yet. Sample now, or give sample prompts in the settings, and the answers come "
           "here as the adapter changes."),
        holder);
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    holder->addWidget(empty);
    holder->addWidget(table_);
    connect(samples_, &QAbstractItemModel::modelReset, holder,
            [this, holder] { holder->setCurrentIndex(samples_->rowCount() > 0 ? 1 : 0); });
    addTab(holder, tr("Samples"));
    addTab(make_spec_tab(), tr("What runs"));
    log_ = make_text(this, QStringLiteral("log"), tr("Log of the run"));
    addTab(log_, tr("Log"));
    connect(this, &QTabWidget::currentChanged, this, &RunTabs::read_log);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        for (auto* text : {spec_, log_})
            text->setFont(Theme::instance().monospace_font());
    });
}

QWidget* RunTabs::make_spec_tab() {
    auto* holder = new QWidget(this);
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 4, 0, 0);
    auto* head = new QHBoxLayout;
    head->addWidget(new QLabel(tr("The exact spec of this run, as its folder keeps it"), holder), 1);
    auto* copy = new QPushButton(tr("Copy"), holder);
    copy->setObjectName(QStringLiteral("copy_spec"));
    copy->setAccessibleName(tr("Copy the spec"));
    copy->setToolTip(tr("Copies spec.json; lora-worker train --spec runs it again"));
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(spec_->toPlainText()); });
    head->addWidget(copy);
    column->addLayout(head);
    spec_ = make_text(holder, QStringLiteral("spec"), tr("The spec that runs"));
    column->addWidget(spec_, 1);
    return holder;
}

void RunTabs::set_run(const RunView& run) {
    if (run.path != run_path_) {
        run_path_ = run.path;
        log_->clear();
        spec_->clear();
    }
    samples_->set_samples(run.samples);
    const QString spec = QString::fromStdString(to_pretty_text(to_json(run.spec)));
    if (spec_->toPlainText() != spec) spec_->setPlainText(spec);
    QStringList lines;
    if (!run.device.isEmpty())
        lines
            << tr("Device: %1, kernels: %2, numbers: %3").arg(localized(run.device), run.kernels, run.dtype);
    for (const auto& checkpoint : run.checkpoints)
        lines << tr("Checkpoint of step %1 (%2): %3")
                     .arg(checkpoint.step)
                     .arg(kind_words(checkpoint.kind), checkpoint.path);
    for (const auto& warning : run.warnings)
        lines << tr("Warning: %1").arg(warning_words(warning));
    if (!run.crash_report.isEmpty()) lines << tr("The worker crashed. Its report: %1").arg(run.crash_report);
    if (run.failure) lines << tr("Failed: %1").arg(localized(*run.failure));
    events_text_ = lines.join(u'\n');
    read_log();
}

void RunTabs::read_log() {
    if (run_path_.isEmpty() || currentWidget() != log_ || reading_) return;
    reading_ = true;
    const QString path = QString::fromStdString(RunFolder{run_path_.toStdString()}.log().string());
    read_log_tail_later(path, this, [this](const QString& tail) {
        reading_ = false;
        const QString text =
            tail.isEmpty() ? events_text_ : events_text_ + QStringLiteral("\n\nlog.txt\n") + tail;
        if (log_->toPlainText() == text) return;
        auto* bar = log_->verticalScrollBar();
        const bool at_end = bar->value() >= bar->maximum() - 2;
        const int position = bar->value();
        log_->setPlainText(text);
        bar->setValue(at_end ? bar->maximum() : position);
    });
}

}  // namespace lora::ui
