// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/run_plots.h"

#include <cmath>
#include <limits>

#include "ui/models/run_words.h"
#include "ui/models/words.h"
#include "ui/services/localized.h"
#include "ui/services/services.h"

namespace lora::ui {

RunPlots::RunPlots(Services& services, QWidget* parent) : QWidget(parent), services_(services) {
    loss_ = new LossPlot(this);
    loss_->setObjectName(QStringLiteral("loss_plot"));
    loss_->setMinimumSize(280, 160);
    const auto metric = [this](const QString& id, const QString& title, Role colour,
                               std::function<QString(double)> format) {
        auto* plot = new MetricPlot(title, colour, std::move(format), this);
        plot->setObjectName(id);
        metrics_.push_back(plot);
    };
    const auto plain = [](double value) { return decimal_words(value, 'g', 3); };
    metric(QStringLiteral("plot_learning_rate"), tr("Learning rate"), Role::series1, plain);
    metric(QStringLiteral("plot_grad_norm"), tr("Gradient norm"), Role::series4, plain);
    metric(QStringLiteral("plot_tokens_per_second"), tr("Tokens/s"), Role::series3,
           [](double value) { return count_text(std::llround(value)); });
    metric(QStringLiteral("plot_memory"), tr("Memory, GB"), Role::series5,
           [](double value) { return decimal_words(value, 'f', 2); });

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto* left = new QVBoxLayout;
    left->setSpacing(4);
    left->addWidget(make_tools());
    left->addWidget(loss_, 1);
    row->addLayout(left, 2);
    auto* right = new QVBoxLayout;
    right->setSpacing(4);
    for (auto* plot : metrics_)
        right->addWidget(plot, 1);
    row->addLayout(right, 1);

    link(loss_);
    for (auto* plot : metrics_)
        link(plot);
    loss_->set_smoothing(services_.settings.value(QStringLiteral("train/smoothing"), 0.8).toDouble());
    smoothing_->setValue(static_cast<int>(std::lround(loss_->smoothing() * 100)));
    log_scale_->setChecked(services_.settings.value(QStringLiteral("train/log_scale"), false).toBool());
}

QWidget* RunPlots::make_tools() {
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto* label = new QLabel(tr("Smoothing"), bar);
    smoothing_ = new QSlider(Qt::Horizontal, bar);
    smoothing_->setObjectName(QStringLiteral("smoothing"));
    smoothing_->setAccessibleName(tr("Smoothing of the loss curve"));
    smoothing_->setToolTip(tr("How much the strong curve evens out the steps. 0 shows each step as it was."));
    smoothing_->setRange(0, 99);
    smoothing_->setFixedWidth(110);
    smoothing_->setMinimumHeight(20);  // the knob is higher than the groove
    label->setBuddy(smoothing_);
    connect(smoothing_, &QSlider::valueChanged, this, [this](int value) {
        loss_->set_smoothing(value / 100.0);
        services_.settings.set_value(QStringLiteral("train/smoothing"), value / 100.0);
    });
    const auto button = [&](QAction* action, const QString& id) {
        auto* out = new QToolButton(bar);
        out->setDefaultAction(action);
        out->setObjectName(id);
        out->setAccessibleName(action->text());
        out->setFocusPolicy(Qt::StrongFocus);
        out->setAutoRaise(true);
        return out;
    };
    log_scale_ = new QAction(tr("Log scale"), this);
    log_scale_->setCheckable(true);
    log_scale_->setToolTip(
        tr("Draws the loss on a logarithmic axis: small changes late in a run become visible"));
    connect(log_scale_, &QAction::toggled, this, [this](bool on) {
        loss_->set_log_scale(on);
        services_.settings.set_value(QStringLiteral("train/log_scale"), on);
    });
    reset_ = new QAction(tr("Show all"), this);
    reset_->setToolTip(
        tr("Shows the whole run again. Drag zooms, the wheel zooms, Shift+drag pans, a double click or 0 "
           "shows all."));
    connect(reset_, &QAction::triggered, loss_, &PlotCanvas::show_all);

    auto* overlay = new QToolButton(bar);
    //: a button: draw other runs in the same plot
    overlay->setText(tr("Overlay"));
    overlay->setObjectName(QStringLiteral("overlay_runs"));
    overlay->setAccessibleName(tr("Draw other runs in the same plot"));
    overlay->setToolTip(tr("Draws the loss of other runs in the same plot"));
    overlay->setPopupMode(QToolButton::InstantPopup);
    overlay->setFocusPolicy(Qt::StrongFocus);
    overlay->setAutoRaise(true);
    overlay_menu_ = new QMenu(overlay);
    overlay->setMenu(overlay_menu_);
    connect(overlay_menu_, &QMenu::aboutToShow, this, &RunPlots::fill_overlay_menu);

    auto* save_button = new QToolButton(bar);
    save_button->setText(tr("Save"));
    save_button->setObjectName(QStringLiteral("save_plot"));
    save_button->setAccessibleName(tr("Save the plot"));
    save_button->setToolTip(tr("Saves the plot as a picture or its numbers as a table"));
    save_button->setPopupMode(QToolButton::InstantPopup);
    save_button->setFocusPolicy(Qt::StrongFocus);
    save_button->setAutoRaise(true);
    auto* menu = new QMenu(save_button);
    const auto add_save = [&](const QString& text, const QString& ending, const QString& filter) {
        auto* action = menu->addAction(text);
        action->setObjectName(QStringLiteral("save_") + ending);
        connect(action, &QAction::triggered, this, [this, ending, filter] { save(ending, filter); });
        return action;
    };
    save_png_ = add_save(tr("Save the loss plot as PNG…"), QStringLiteral("png"), tr("PNG picture (*.png)"));
    save_svg_ = add_save(tr("Save the loss plot as SVG…"), QStringLiteral("svg"), tr("SVG picture (*.svg)"));
    save_csv_ = add_save(tr("Save the run's numbers as CSV…"), QStringLiteral("csv"), tr("Table (*.csv)"));
    save_button->setMenu(menu);

    row->addWidget(label);
    row->addWidget(smoothing_);
    row->addWidget(button(log_scale_, QStringLiteral("log_scale")));
    row->addWidget(overlay);
    row->addStretch(1);
    row->addWidget(button(reset_, QStringLiteral("show_all")));
    row->addWidget(save_button);
    return bar;
}

void RunPlots::link(PlotCanvas* plot) {
    const auto others = [this, plot](auto&& each) {
        if (plot != loss_) each(static_cast<PlotCanvas*>(loss_));
        for (auto* other : metrics_)
            if (other != plot) each(static_cast<PlotCanvas*>(other));
    };
    connect(plot, &PlotCanvas::cursor_moved, this, [this](double step) {
        loss_->set_cursor(step);
        for (auto* other : metrics_)
            other->set_cursor(step);
    });
    connect(plot, &PlotCanvas::steps_shown, this, [others](double from, double to, bool follows) {
        others([&](PlotCanvas* other) {
            if (!follows)
                other->show_steps(from, to);
            else if (!other->follows())
                other->show_all();
        });
    });
}

void RunPlots::set_run(const RunView& run) {
    if (run.path != run_path_) {
        run_path_ = run.path;
        overlay_runs_.removeAll(run_path_);
        loss_->show_all();
    }
    loss_->set_run(run);
    std::vector<PlotPoint> rate, norm, speed, memory;
    for (const auto& step : run.steps) {
        const auto x = static_cast<double>(step.step);
        rate.push_back({x, step.learning_rate});
        norm.push_back({x, step.grad_norm});
        speed.push_back({x, step.tokens_per_second});
        memory.push_back({x, step.memory_bytes / 1e9});
    }
    metrics_[0]->set_points(std::move(rate));
    metrics_[1]->set_points(std::move(norm));
    metrics_[2]->set_points(std::move(speed));
    metrics_[3]->set_points(std::move(memory));
}

void RunPlots::fill_overlay_menu() {
    overlay_menu_->clear();
    for (const auto& folder : services_.runs.run_folders()) {
        if (folder == run_path_) continue;
        const auto* watcher = services_.runs.watch(folder);
        auto* action = overlay_menu_->addAction(
            watcher && !watcher->view().name.isEmpty() ? watcher->view().name : QFileInfo(folder).fileName());
        action->setCheckable(true);
        action->setChecked(overlay_runs_.contains(folder));
        connect(action, &QAction::toggled, this, [this, folder](bool on) {
            overlay_runs_.removeAll(folder);
            if (on) overlay_runs_ << folder;
            apply_overlays();
        });
    }
    if (overlay_menu_->isEmpty()) overlay_menu_->addAction(tr("No other run yet"))->setEnabled(false);
}

void RunPlots::apply_overlays() {
    std::vector<LossPlot::Overlay> overlays;
    for (const auto& folder : overlay_runs_) {
        const auto* watcher = services_.runs.watch(folder);
        if (!watcher) continue;
        LossPlot::Overlay overlay{watcher->view().name, {}};
        for (const auto& step : watcher->view().steps)
            overlay.loss.push_back({static_cast<double>(step.step), step.loss});
        overlays.push_back(std::move(overlay));
    }
    loss_->set_overlays(std::move(overlays));
}

void RunPlots::save(const QString& ending, const QString& filter) {
    const QString suggested =
        services_.projects.folder() + u'/' + QFileInfo(run_path_).fileName() +
        (ending == QLatin1String("csv") ? QStringLiteral(".") : QStringLiteral("-loss.")) + ending;
    services_.choices->save_file(
        this, tr("Save the plot"), suggested, filter, [this, ending](const QString& path) {
            if (path.isEmpty()) return;
            const QByteArray bytes = ending == QLatin1String("png")   ? loss_->png()
                                     : ending == QLatin1String("svg") ? loss_->svg()
                                                                      : loss_->csv();
            if (bytes.isEmpty()) return Q_EMIT failed(tr("The picture could not be drawn"));
            if (const Status saved = write_user_file(path, bytes); !saved)
                Q_EMIT failed(localized(saved.error()));
        });
}

}  // namespace lora::ui
