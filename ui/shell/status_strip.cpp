// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/status_strip.h"

#include <QtCore/QTimer>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>

#include "core/base/platform/process.h"
#include "ui/models/run_words.h"
#include "ui/models/words.h"
#include "ui/services/localized.h"
#include "ui/services/services.h"
#include "ui/shell/elided_label.h"
#include "ui/shell/theme.h"

namespace lora::ui {
namespace {

QFrame* divider(QWidget* parent) {
    auto* line = new QFrame(parent);
    line->setObjectName(QStringLiteral("status-divider"));
    line->setFixedSize(1, 16);
    return line;
}

QProgressBar* small_bar(QWidget* parent, const QString& name) {
    auto* bar = new QProgressBar(parent);
    bar->setTextVisible(false);
    bar->setRange(0, 1000);
    bar->setFixedWidth(72);
    bar->setAccessibleName(name);
    return bar;
}

/// What the worker would use here: the widest instruction set that its kernels know.
QString this_machine() {
    const auto sets = instruction_sets();
    const auto has = [&](const char* name) { return std::find(sets.begin(), sets.end(), name) != sets.end(); };
    const QString kernels = has("amx_bf16")  ? QStringLiteral("AMX")
                            : has("avx512f") ? QStringLiteral("AVX-512")
                            : has("avx2")    ? QStringLiteral("AVX2")
                                             //: kernels for any processor, without AVX
                                             : StatusStrip::tr("portable");
    const int cores = usable_cores();
    return cores == 1 ? StatusStrip::tr("CPU · %1 · 1 thread").arg(kernels)
                      : StatusStrip::tr("CPU · %1 · %2 threads").arg(kernels).arg(cores);
}

bool is_live(RunState state) { return state == RunState::running || state == RunState::paused; }

}  // namespace

QString gigabytes(double bytes) {
    const double value = bytes / 1e9;
    return decimal_words(value, 'f', value < 9.95 ? 1 : 0);
}

StatusStrip::StatusStrip(Services& services, QWidget* parent) : QFrame(parent), services_(services) {
    setObjectName(QStringLiteral("status"));
    setFixedHeight(32);
    setAccessibleName(tr("Status"));
    const QFont small = Theme::instance().small_font();
    device_ = new QLabel(this_machine(), this);
    memory_text_ = new QLabel(this);
    memory_bar_ = small_bar(this, tr("Memory of the worker"));
    message_ = new ElidedLabel(this);
    message_->setProperty("muted", true);
    job_ = new QToolButton(this);
    job_->setAccessibleName(tr("Running job"));
    job_->setToolTip(tr("Show the run"));
    job_bar_ = small_bar(this, tr("Progress of the run"));
    for (QWidget* widget : {static_cast<QWidget*>(device_), static_cast<QWidget*>(memory_text_),
                            static_cast<QWidget*>(message_), static_cast<QWidget*>(job_)})
        widget->setFont(small);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 8, 0);
    row->setSpacing(12);
    row->addWidget(device_);
    row->addWidget(divider(this));
    row->addWidget(memory_bar_);
    row->addWidget(memory_text_);
    row->addWidget(divider(this));
    row->addWidget(message_, 1);
    row->addWidget(job_bar_);
    row->addWidget(job_);

    connect(job_, &QToolButton::clicked, this, &StatusStrip::job_clicked);
    connect(&services.runs, &RunService::current_changed, this, &StatusStrip::follow_run);
    connect(&services.runs, &RunService::current_view_changed, this, &StatusStrip::follow_run);
    connect(&services.session, &SessionClient::memory_changed, this, [this](double bytes) {
        session_bytes_ = bytes;
        show_memory();
    });
    connect(&services.session, &SessionClient::state_changed, this, [this] {
        if (!services_.session.is_running()) session_bytes_ = 0;
        show_memory();
    });
    follow_run();
}

void StatusStrip::say(const QString& sentence) {
    message_->set_full_text(sentence);
    QTimer::singleShot(6000, message_, [label = message_, sentence] {
        if (label->full_text() == sentence) label->set_full_text({});
    });
}

void StatusStrip::follow_run() {
    RunWatcher* watcher = services_.runs.current_watcher();
    const bool there = watcher != nullptr;
    const bool live = there && is_live(watcher->view().state);
    job_->setVisible(there);
    job_bar_->setVisible(live);
    run_bytes_ = 0;
    if (there) {
        const RunView& run = watcher->view();
        const QString folder = QString(run.path).section(QLatin1Char('/'), -1);
        const QString steps = run.total_steps > 0 ? QStringLiteral("%1/%2").arg(run.step).arg(run.total_steps) : QString();
        QString words = folder;
        if (live) {
            job_bar_->setValue(run.total_steps > 0 ? static_cast<int>(1000 * run.step / run.total_steps) : 0);
            words += QStringLiteral("  ") + (steps.isEmpty() ? phase_words(run.phase) : steps);
            if (run.state == RunState::paused) words = tr("%1, paused").arg(words);
            if (!run.steps.empty()) run_bytes_ = run.steps.back().memory_bytes;
        } else {
            words += QStringLiteral("  ") + state_words(run.state);
        }
        job_->setText(words);
        job_->setAccessibleName(tr("Run %1").arg(words));
        if (!run.device.isEmpty() && live)
            device_->setText(QStringList{localized(run.device), run.kernels, run.dtype}
                                 .filter(QRegularExpression(QStringLiteral(".")))
                                 .join(QStringLiteral(" · ")));
        else
            device_->setText(this_machine());
    }
    show_memory();
}

void StatusStrip::show_memory() {
    const double total = static_cast<double>(total_memory_bytes());
    const double used = run_bytes_ + session_bytes_;
    const double share = total > 0 ? used / total : 0;
    memory_bar_->setValue(static_cast<int>(1000 * std::min(1.0, share)));
    memory_bar_->setProperty("level", share > 0.95 ? "bad" : share > 0.8 ? "warn" : "");
    memory_bar_->style()->unpolish(memory_bar_);
    memory_bar_->style()->polish(memory_bar_);
    memory_text_->setText(used > 0 ? tr("%1 of %2 GB").arg(gigabytes(used), gigabytes(total))
                                   : tr("no worker, %1 GB").arg(gigabytes(total)));
    memory_text_->setToolTip(tr("Memory that the worker uses, of all that this machine has"));
}

}  // namespace lora::ui
