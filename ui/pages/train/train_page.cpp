// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/train/train_page.h"

#include <cmath>

#include "ui/pages/train/readiness_card.h"
#include "ui/pages/train/run_plots.h"
#include "ui/pages/train/run_tabs.h"
#include "ui/pages/train/training_settings.h"
#include "ui/services/localized.h"
#include "ui/services/services.h"
#include "ui/widgets/key_numbers.h"

namespace lora::ui {
namespace {

bool is_active(RunState state) {
    return state == RunState::running || state == RunState::paused;
}

}  // namespace

Page* make_train_page(Services& services, QWidget* parent) {
    return new TrainPage(services, parent);
}

TrainPage::TrainPage(Services& services, QWidget* parent)
    //: name of a page, a step of the job
    : Page(QStringLiteral("train"), tr("Train"), QStringLiteral("train"), services, parent) {
    make_actions();
    make_body();
    connect(&services.runs, &RunService::current_changed, this, &TrainPage::follow_run);
    connect(&services.runs, &RunService::current_view_changed, this, &TrainPage::follow_run);
    const auto refresh = [this] {
        update_actions();
        update_banner();
    };
    connect(&services.projects, &ProjectService::draft_changed, this, refresh);
    connect(&services.projects, &ProjectService::opened, this, &TrainPage::follow_run);
    connect(&services.base, &BaseService::changed, this, refresh);
    connect(&services.data, &DataService::changed, this, refresh);
    follow_run();
}

void TrainPage::make_actions() {
    const auto make = [this](const QString& id, const QString& icon, const QString& text,
                             const QString& tip) {
        auto* action = new QAction(text, this);
        action->setObjectName(id);
        action->setToolTip(tip);
        action->setIcon(Theme::instance().icon(icon));
        connect(&Theme::instance(), &Theme::changed, action,
                [action, icon] { action->setIcon(Theme::instance().icon(icon)); });
        return action;
    };
    start_ = make(QStringLiteral("start_training"), QStringLiteral("play"), tr("Start training"),
                  tr("Starts a new run with the settings at the right"));
    pause_ = make(QStringLiteral("pause_training"), QStringLiteral("pause"), tr("Pause"),
                  tr("Pauses after the current step; memory stays in use until you resume or stop"));
    resume_ = make(QStringLiteral("resume_training"), QStringLiteral("resume"), tr("Resume"),
                   tr("Goes on where the run left off"));
    stop_ = make(QStringLiteral("stop_training"), QStringLiteral("stop"), tr("Stop"),
                 tr("Ends the run after the current step and keeps the adapter as it is then"));
    checkpoint_ = make(QStringLiteral("checkpoint_now"), QStringLiteral("checkpoint"), tr("Checkpoint now"),
                       tr("Writes a checkpoint after the current step"));
    sample_ = make(QStringLiteral("sample_now"), QStringLiteral("sample"), tr("Sample now"),
                   tr("Lets the adapter as it is now answer the sample prompts"));
    settings_ = make(QStringLiteral("show_settings"), QStringLiteral("panel-right"), tr("Settings"),
                     tr("Shows or hides the settings of the next run"));
    settings_->setCheckable(true);
    go_on_ = new QAction(tr("Continue to Compare"), this);
    go_on_->setObjectName(QStringLiteral("continue_to_compare"));
    go_on_->setToolTip(tr("Puts the base and what it has learnt side by side"));
    connect(go_on_, &QAction::triggered, this, [this] { Q_EMIT navigate(QStringLiteral("compare")); });
    remedy_ = new QAction(this);
    remedy_->setObjectName(QStringLiteral("train_remedy"));
    connect(start_, &QAction::triggered, this, &TrainPage::start);
    connect(pause_, &QAction::triggered, this,
            [this] { ask(ControlKind::pause, tr("Pausing after this step")); });
    connect(resume_, &QAction::triggered, this, &TrainPage::resume);
    connect(stop_, &QAction::triggered, this,
            [this] { ask(ControlKind::stop, tr("Stopping after this step")); });
    connect(checkpoint_, &QAction::triggered, this, [this] { ask(ControlKind::checkpoint, {}); });
    connect(sample_, &QAction::triggered, this, [this] { ask(ControlKind::sample, {}); });
    connect(remedy_, &QAction::triggered, this, [this] {
        if (!remedy_page_.isEmpty())
            Q_EMIT navigate(remedy_page_);
        else if (remedy_kind_ == Trouble::Remedy::stop)
            stop_->trigger();
        else if (remedy_kind_ == Trouble::Remedy::resume)
            resume();
    });
}

void TrainPage::make_body() {
    auto* column = new QVBoxLayout(body());
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* split = new QSplitter(Qt::Horizontal, body());
    split->setChildrenCollapsible(false);
    column->addWidget(split, 1);

    stack_ = new QStackedWidget(split);
    auto* card = new ReadinessCard(services(), stack_);
    connect(card, &ReadinessCard::go, this, &Page::navigate);
    stack_->addWidget(card);

    auto* run_area = new QWidget(stack_);
    auto* run_column = new QVBoxLayout(run_area);
    run_column->setContentsMargins(0, 0, 0, 0);
    run_column->setSpacing(8);
    numbers_ = new KeyNumbers(run_area);
    numbers_->add(QStringLiteral("step"), tr("step"), QStringLiteral("0,000 of 0,000"),
                  tr("Steps done of all"));
    numbers_->add(QStringLiteral("loss"), tr("loss"), QStringLiteral("00.00"),
                  tr("Training loss, mean of the last ten steps"));
    numbers_->add(QStringLiteral("eval"), tr("hold-out loss"), QStringLiteral("00.00"),
                  tr("Loss on examples that the adapter does not train on; this is what counts"));
    numbers_->add(QStringLiteral("speed"), tr("tokens/s"), QStringLiteral("000,000"),
                  tr("Tokens a second, mean of the last ten steps"));
    numbers_->add(QStringLiteral("left"), tr("time left"), QStringLiteral("00 min 00 s"),
                  tr("Estimate from the last steps"));
    numbers_->add(QStringLiteral("memory"), tr("memory"), QStringLiteral("000.0 GB"),
                  tr("Memory of the worker"));
    run_column->addWidget(numbers_);
    auto* vertical = new QSplitter(Qt::Vertical, run_area);
    vertical->setChildrenCollapsible(false);
    plots_ = new RunPlots(services(), vertical);
    tabs_ = new RunTabs(vertical);
    tabs_->setMinimumHeight(96);
    vertical->addWidget(plots_);
    vertical->addWidget(tabs_);
    vertical->setStretchFactor(0, 3);
    vertical->setStretchFactor(1, 1);
    vertical->setSizes({420, 150});
    run_column->addWidget(vertical, 1);
    stack_->addWidget(run_area);

    panel_ = new TrainingSettings(services(), split);
    split->addWidget(stack_);
    split->addWidget(panel_);
    split->setStretchFactor(0, 1);
    split->setStretchFactor(1, 0);
    split->setSizes({760, 288});
    connect(settings_, &QAction::toggled, panel_, &QWidget::setVisible);
    settings_->setChecked(true);
    connect(plots_, &RunPlots::failed, this, [this](const QString& what) {
        error_ = what;
        update_banner();
    });
    set_secondary_actions({stop_, settings_});
    set_menu_actions({checkpoint_, sample_});
}

const RunView* TrainPage::run() const {
    auto* watcher = services().runs.current_watcher();
    return watcher ? &watcher->view() : nullptr;
}

QList<QAction*> TrainPage::palette_actions() {
    QList<QAction*> actions{start_, pause_, resume_, stop_, checkpoint_, sample_, settings_};
    return actions + plots_->actions_for_palette();
}

void TrainPage::shown() {
    follow_run();
}

void TrainPage::follow_run() {
    const RunView* view = run();
    stack_->setCurrentIndex(view ? 1 : 0);
    if (view) {
        if (!asked_.isEmpty() && (view->state != asked_in_ || !view->last_rejection.isEmpty()))
            asked_.clear();
        show_run(*view);
    } else {
        asked_.clear();
    }
    update_actions();
    update_banner();
}

void TrainPage::show_run(const RunView& view) {
    plots_->set_run(view);
    tabs_->set_run(view);
    const QString none = QStringLiteral("–");
    numbers_->set(QStringLiteral("step"),
                  view.total_steps > 0
                      ? tr("%1 of %2").arg(count_text(view.step), count_text(view.total_steps))
                      : count_text(view.step));
    const auto loss = recent_loss(view);
    numbers_->set(QStringLiteral("loss"), loss ? loss_text(*loss) : none);
    numbers_->set(QStringLiteral("eval"), !view.evaluations.empty() ? loss_text(view.evaluations.back().loss)
                                          : view.eval_loss_before   ? loss_text(*view.eval_loss_before)
                                                                    : none);
    const bool active = is_active(view.state);
    double speed = 0;
    const size_t count = std::min<size_t>(10, view.steps.size());
    for (size_t i = view.steps.size() - count; i < view.steps.size(); ++i)
        speed += view.steps[i].tokens_per_second;
    numbers_->set(QStringLiteral("speed"),
                  count ? count_text(std::llround(speed / static_cast<double>(count))) : none);
    numbers_->set(QStringLiteral("left"),
                  active && view.seconds_left >= 0 ? duration_text(view.seconds_left) : none);
    numbers_->set(QStringLiteral("memory"), view.steps.empty() || view.steps.back().memory_bytes <= 0
                                                ? none
                                                : size_text(view.steps.back().memory_bytes));
}

void TrainPage::update_actions() {
    const RunView* view = run();
    const RunState state = view ? view->state : RunState::finished;
    const bool active = view && is_active(state);
    const bool starting = view && state == RunState::not_started;
    const bool asked = !asked_.isEmpty();
    start_->setEnabled(!active && !starting && !first_missing_need(services()));
    pause_->setEnabled(view && state == RunState::running && !asked);
    resume_->setEnabled(view && (state == RunState::paused || state == RunState::interrupted || starting) &&
                        !asked);
    stop_->setEnabled(active && asked_.isEmpty());
    stop_->setVisible(active);
    checkpoint_->setEnabled(active);
    sample_->setEnabled(active);
    const bool ended = view && (state == RunState::finished || state == RunState::stopped);
    if (const bool learnt = ended && view->step > 0; learnt != offers_comparison_) {
        offers_comparison_ = learnt;
        set_secondary_actions(learnt ? QList<QAction*>{start_, settings_} : QList<QAction*>{stop_, settings_});
    }
    set_primary_action(offers_comparison_                                                        ? go_on_
                       : !view                                                                   ? start_
                       : state == RunState::running                                              ? pause_
                       : state == RunState::paused || state == RunState::interrupted || starting ? resume_
                                                                                                 : start_);
    // Where a button says it already, the menu does not.
    const bool menu_starts = primary_action() != start_ && !offers_comparison_;
    if (menu_starts != menu_starts_) {
        menu_starts_ = menu_starts;
        set_menu_actions(menu_starts ? QList<QAction*>{checkpoint_, sample_, start_}
                                     : QList<QAction*>{checkpoint_, sample_});
    }
    QString truth;
    if (view) {
        // The run by its folder alone: its name repeats the project, which the window's title says.
        truth = view->path.section(u'/', -1) + QStringLiteral(" · ") +
                both_parts(asked && !starting ? asked_ : QString(), truth_of(*view));
    } else if (const auto missing = first_missing_need(services())) {
        truth = missing->text;
    } else {
        truth = tr("Ready to start");
    }
    set_truth(truth);
    set_step_state(!view                                                         ? StepState::not_yet
                   : active || starting                                          ? StepState::current
                   : state == RunState::failed || state == RunState::interrupted ? StepState::attention
                                                                                 : StepState::done);
}

void TrainPage::update_banner() {
    remedy_page_.clear();
    remedy_kind_ = Trouble::Remedy::none;
    if (!error_.isEmpty()) return set_banner(BannerKind::bad, error_);
    const RunView* view = run();
    const auto missing = first_missing_need(services());
    if (missing && (!view || (!is_active(view->state) && view->state != RunState::not_started))) {
        remedy_page_ = missing->page_id;
        remedy_->setText(missing->button);
        return set_banner(BannerKind::warn, missing->text, remedy_);
    }
    const Trouble trouble = view ? trouble_of(*view) : Trouble{};
    if (trouble.kind == Trouble::Kind::none) return set_banner(BannerKind::info, {});
    remedy_kind_ = trouble.remedy;
    remedy_->setText(trouble.remedy == Trouble::Remedy::stop ? tr("Stop") : tr("Resume"));
    set_banner(trouble.bad ? BannerKind::bad : BannerKind::warn, trouble.text,
               trouble.remedy == Trouble::Remedy::none ? nullptr : remedy_);
}

void TrainPage::start() {
    error_.clear();
    RunSpec spec = services().projects.draft();
    if (spec.base.fingerprint.empty()) spec.base.fingerprint = services().base.fingerprint().toStdString();
    if (const auto dataset = services().data.dataset(); dataset && spec.data.sha256.empty())
        spec.data.sha256 = dataset->sha256;
    const auto started = services().runs.start(spec);
    if (!started)
        error_ = localized(started.error());
    else
        settings_->setChecked(false);
    if (error_.isEmpty()) wait_for_worker();
    follow_run();
}

/// A worker that never comes must not leave the page without a way on.
void TrainPage::wait_for_worker() {
    asked_ = tr("Starting");
    asked_in_ = RunState::not_started;
    QTimer::singleShot(20'000, this, [this] {
        if (asked_in_ != RunState::not_started) return;
        asked_.clear();
        follow_run();
    });
}

void TrainPage::resume() {
    error_.clear();
    const RunView* view = run();
    if (!view) return;
    if (view->state == RunState::paused) return ask(ControlKind::resume, tr("Resuming"));
    const Status resumed = services().runs.resume(view->path);
    if (!resumed) {
        error_ = localized(resumed.error());
    } else {
        asked_ = tr("Resuming");
        asked_in_ = view->state;
    }
    follow_run();
}

void TrainPage::ask(ControlKind kind, const QString& busy) {
    error_.clear();
    const RunView* view = run();
    if (!view) return;
    const RunState state = view->state;
    const Status asked = services().runs.control(view->path, kind);
    if (!asked) {
        error_ = localized(asked.error());
    } else if (!busy.isEmpty()) {
        asked_ = busy;
        asked_in_ = state;
    }
    update_actions();
    update_banner();
}

}  // namespace lora::ui
