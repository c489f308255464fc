// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/adapter/adapter_page.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

#include "ui/models/draft_command.h"
#include "ui/models/words.h"
#include "ui/pages/adapter/adapter_costs.h"
#include "ui/pages/adapter/adapter_settings.h"
#include "ui/services/localized.h"
#include "ui/shell/theme.h"
#include "ui/widgets/chip_row.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/fold_panel.h"
#include "ui/widgets/layer_map.h"

namespace lora::ui {

namespace {

enum Side { nothing, work };
enum MergeId { merge_alpha = 1, merge_dropout };

}  // namespace

Page* make_adapter_page(Services& services, QWidget* parent) {
    return new AdapterPage(services, parent);
}

AdapterPage::AdapterPage(Services& services, QWidget* parent)
    : Page(QStringLiteral("adapter"), tr("Adapter"), QStringLiteral("adapter"), services, parent) {
    go_on_ = new QAction(tr("Continue to Train"), this);
    connect(go_on_, &QAction::triggered, this, [this] { Q_EMIT navigate(QStringLiteral("train")); });
    undo_action_ = undo_.createUndoAction(this, tr("Undo"));
    undo_action_->setShortcut(QKeySequence::Undo);
    redo_action_ = undo_.createRedoAction(this, tr("Redo"));
    redo_action_->setShortcut(QKeySequence::Redo);
    for (QAction* action : {undo_action_, redo_action_})
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    all_linear_ = new QAction(tr("Paint all linear modules"), this);
    connect(all_linear_, &QAction::triggered, this,
            [this] { preset(static_cast<int>(GridPreset::all_linear)); });
    set_primary_action(go_on_);
    set_secondary_actions({undo_action_, redo_action_});

    auto* column = new QVBoxLayout(body());
    column->setContentsMargins(0, 0, 0, 0);
    stack_ = new QStackedWidget(this);
    column->addWidget(stack_);
    empty_ = new EmptyState(QStringLiteral("adapter"), {}, {}, stack_);
    connect(empty_, &EmptyState::activated, this, [this] { Q_EMIT navigate(empty_leads_to_); });
    stack_->addWidget(empty_);
    stack_->addWidget(build_work());

    connect(&services.base, &BaseService::changed, this, &AdapterPage::follow);
    connect(&services.projects, &ProjectService::draft_changed, this, &AdapterPage::follow);
    connect(&services.projects, &ProjectService::opened, this, [this] {
        undo_.clear();
        followed_project_.clear();
        follow();
    });
    follow();
}

QWidget* AdapterPage::build_work() {
    auto* all = new QWidget(stack_);
    auto* column = new QVBoxLayout(all);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    auto* upper = new QHBoxLayout;
    upper->setSpacing(8);
    auto* left = new QVBoxLayout;
    left->setSpacing(8);

    auto* above = new QHBoxLayout;
    presets_ = new ChipRow(ChipRow::Kind::actions, all);
    presets_->setAccessibleName(tr("Presets"));
    const auto add = [this](GridPreset preset, const QString& text, const QString& why) {
        presets_->add(static_cast<int>(preset), text, why);
    };
    add(GridPreset::all_linear, tr("All linear"),
        tr("Every linear module of every layer: the default, learns most."));
    add(GridPreset::attention, tr("Attention"),
        tr("q, k, v and o of every layer: how the model looks around."));
    add(GridPreset::feed_forward, tr("Feed-forward"),
        tr("gate, up and down of every layer: what the model knows."));
    add(GridPreset::last_third, tr("Last third"),
        tr("Only the layers nearest the output: style rather than knowledge."));
    add(GridPreset::query_and_value, tr("q and v"),
        tr("As in the first LoRA paper: small, and often enough."));
    //: a button: paint nothing
    add(GridPreset::clear, tr("Clear"), tr("Nothing painted. Undo brings it back."));
    connect(presets_, &ChipRow::clicked, this, &AdapterPage::preset);
    above->addWidget(presets_);
    above->addStretch(1);
    left->addLayout(above);

    map_ = new LayerMap(all);
    left->addWidget(map_, 1);
    auto* hint = new QLabel(
        tr("Drag to paint, right-drag to clear, Shift to extend. Keys: arrows, space, 1–8, + and −, 0."),
        all);
    hint->setProperty("muted", true);
    hint->setFont(Theme::instance().small_font());
    left->addWidget(hint);
    upper->addLayout(left, 1);
    settings_ = new AdapterSettings(all);
    upper->addWidget(settings_);
    column->addLayout(upper, 1);
    costs_ = new AdapterCosts(all);
    column->addWidget(costs_);

    settings_->panel()->set_open(
        services().settings.value(QStringLiteral("adapter/panel_open"), true).toBool());
    connect(settings_->panel(), &FoldPanel::open_changed, this,
            [this](bool open) { services().settings.set_value(QStringLiteral("adapter/panel_open"), open); });
    connect(map_, &LayerMap::painting, this, &AdapterPage::show_live);
    connect(map_, &LayerMap::stroke_finished, this,
            [this](const RankGrid&, const QString& what) { commit_grid(what, map_->grid()); });
    connect(settings_, &AdapterSettings::rank_chosen, this, [this](int rank) {
        brush_rank_ = rank;
        follow();
    });
    connect(settings_, &AdapterSettings::rank_for_all, this, [this] {
        RankGrid grid = map_->grid();
        for (int layer = 0; layer < grid.layers; ++layer)
            for (int at = 0; at < grid.columns(); ++at)
                if (grid.at(layer, at) > 0)
                    grid.paint(layer, at, brush_rank_, grid.alpha[grid.index(layer, at)]);
        commit_grid(tr("set rank %1 everywhere").arg(brush_rank_), grid);
    });
    connect(settings_, &AdapterSettings::alpha_changed, this, [this](double alpha) {
        alpha_ = alpha;
        RankGrid grid = map_->grid();
        for (size_t cell = 0; cell < grid.rank.size(); ++cell)
            if (grid.rank[cell] > 0) grid.alpha[cell] = alpha;
        commit_grid(tr("change alpha"), grid, merge_alpha);
    });
    connect(settings_, &AdapterSettings::dropout_changed, this, [this](double dropout) {
        AdapterSpec after = services().projects.draft().adapter;
        after.lora_dropout = dropout;
        commit(tr("change dropout"), after, merge_dropout);
    });
    connect(settings_, &AdapterSettings::rslora_changed, this, [this](bool on) {
        AdapterSpec after = services().projects.draft().adapter;
        after.use_rslora = on;
        commit(on ? tr("use rsLoRA") : tr("use plain scaling"), after);
    });
    connect(settings_, &AdapterSettings::forget_init_adapter, this, [this] {
        AdapterSpec after = services().projects.draft().adapter;
        after.init_adapter.clear();
        //: what Undo would take back, after the word Undo; as are "paint %1", "set rank %1 everywhere" and the like
        commit(tr("start fresh"), after);
    });
    return all;
}

QList<QAction*> AdapterPage::palette_actions() {
    return {go_on_, all_linear_, undo_action_, redo_action_};
}

bool AdapterPage::take_dropped(const QString& path) {
    if (!QFileInfo::exists(QDir(path).filePath(QStringLiteral("adapter_config.json")))) return false;
    if (!services().projects.is_open()) return true;
    AdapterSpec after = services().projects.draft().adapter;
    after.init_adapter = QFileInfo(path).absoluteFilePath().toStdString();
    commit(tr("go on from %1").arg(QFileInfo(path).fileName()), after);
    return true;
}

void AdapterPage::shown() {
    follow();
}

bool AdapterPage::settled() const {
    return services().base.state() != BaseService::State::opening;
}

std::shared_ptr<const BaseModel> AdapterPage::model() const {
    const bool ready = services().projects.is_open() && services().base.state() == BaseService::State::ready;
    return ready ? services().base.model() : nullptr;
}

void AdapterPage::show_empty(const QString& sentence, const QString& button, const QString& page) {
    empty_->set_sentence(sentence);
    empty_->set_button(button);
    empty_leads_to_ = page;
    stack_->setCurrentIndex(nothing);
    go_on_->setEnabled(false);
    set_banner(BannerKind::info, {});
    set_step_state(StepState::not_yet);
    set_truth(sentence);
}

void AdapterPage::follow() {
    if (!services().projects.is_open())
        return show_empty(tr("No project is open."), tr("Go to Home"), QStringLiteral("home"));
    const auto base = model();
    if (!base) {
        const bool opening = services().base.state() == BaseService::State::opening;
        return show_empty(opening ? tr("The base model is being read.")
                                  : tr("An adapter is painted over a base model: choose that first."),
                          opening ? QString() : tr("Choose base model"), QStringLiteral("base"));
    }
    const AdapterSpec& spec = services().projects.draft().adapter;
    if (followed_project_ != services().projects.folder()) {
        followed_project_ = services().projects.folder();
        brush_rank_ = spec.r;
        alpha_ = spec.lora_alpha;
    }
    stack_->setCurrentIndex(work);
    RankGrid grid = empty_grid(base->geometry());
    QString trouble;
    if (spec.target_modules.empty()) {
        trouble = tr("Nothing is painted, so there is nothing to train.");
    } else if (const auto targets = resolve_adapter(spec, base->geometry())) {
        grid = grid_from_targets(targets.value(), base->geometry());
    } else {
        trouble = localized(targets.error());
    }
    const auto painted =
        std::find_if(grid.alpha.begin(), grid.alpha.end(), [](double alpha) { return alpha > 0; });
    if (painted != grid.alpha.end()) alpha_ = *painted;
    const bool mixed = std::any_of(grid.alpha.begin(), grid.alpha.end(),
                                   [this](double alpha) { return alpha > 0 && alpha != alpha_; });
    map_->set_brush(brush_rank_, alpha_);
    map_->set_grid(grid);
    settings_->show_values(brush_rank_, alpha_, mixed, spec);
    if (trouble.isEmpty())
        set_banner(BannerKind::info, {});
    else
        set_banner(BannerKind::warn, trouble, all_linear_);
    go_on_->setEnabled(trouble.isEmpty());
    set_step_state(trouble.isEmpty() ? StepState::done : StepState::attention);
    show_live();
}

void AdapterPage::show_live() {
    const auto base = model();
    if (!base) return;
    const RunSpec& spec = services().projects.draft();
    const auto targets = targets_from_grid(map_->grid(), spec.adapter.use_rslora);
    costs_->show_costs(*base, targets, spec);
    if (targets.empty()) return set_truth(tr("Nothing is painted yet"));
    const int64_t trainable = trainable_parameters(targets, base->geometry());
    const double share = static_cast<double>(trainable) /
                         static_cast<double>(std::max<int64_t>(1, base->geometry().parameters));
    set_truth(tr("%1 · %2 trainable (%3)")
                  .arg(grid_words(map_->grid()), count_words(trainable), share_words(share)));
}

void AdapterPage::preset(int value) {
    if (!model()) return;
    RankGrid grid = map_->grid();
    apply_preset(grid, static_cast<GridPreset>(value), brush_rank_, alpha_);
    commit_grid(tr("apply a preset"), grid);
}

void AdapterPage::commit_grid(const QString& what, const RankGrid& grid, int merge_id) {
    const auto base = model();
    if (!base) return;
    AdapterSpec defaults = services().projects.draft().adapter;
    if (grid.painted() == 0) {
        defaults.r = brush_rank_;
        defaults.lora_alpha = alpha_;
    }
    commit(what, spec_from_grid(grid, base->geometry(), defaults), merge_id);
}

void AdapterPage::commit(const QString& what, const AdapterSpec& after, int merge_id) {
    undo_.push(replace_part(services().projects, what, &RunSpec::adapter, after, merge_id));
}

}  // namespace lora::ui
