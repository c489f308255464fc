// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/data/data_page.h"

#include <QtConcurrent/QtConcurrentRun>
#include <QtCore/QFileInfo>
#include <QtCore/QFutureWatcher>
#include <QtCore/QSignalBlocker>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

#include "ui/models/column_peek.h"
#include "ui/models/data_checks.h"
#include "ui/models/draft_command.h"
#include "ui/models/example_table.h"
#include "ui/models/words.h"
#include "ui/pages/data/example_view.h"
#include "ui/pages/data/files_panel.h"
#include "ui/services/localized.h"
#include "ui/shell/theme.h"
#include "ui/widgets/check_list.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/fold_panel.h"
#include "ui/widgets/length_histogram.h"

namespace lora::ui {

namespace {

enum Side { nothing, work };
enum MergeId { merge_limit = 11, merge_holdout };
constexpr int smallest_limit = 16;

QString examples_filter() {
    return DataPage::tr("Examples (*.jsonl *.json *.ndjson *.txt);;All files (*)");
}

QString format_words(const Dataset& dataset) {
    const QString columns = [&dataset] {
        QStringList names;
        for (const std::string& name : dataset.columns)
            names << QString::fromStdString(name);
        return names.join(QStringLiteral(", "));
    }();
    const QString format = format_name(dataset.format);
    return columns.isEmpty() ? DataPage::tr("Detected: %1").arg(format)
                             : DataPage::tr("Detected: %1\nColumns: %2").arg(format, columns);
}

}  // namespace

Page* make_data_page(Services& services, QWidget* parent) {
    return new DataPage(services, parent);
}

DataPage::DataPage(Services& services, QWidget* parent)
    : Page(QStringLiteral("data"), tr("Data"), QStringLiteral("data"), services, parent) {
    add_ = new QAction(tr("Add data…"), this);
    add_->setToolTip(tr("JSONL, JSON or plain text"));
    go_on_ = new QAction(tr("Continue to Adapter"), this);
    connect(add_, &QAction::triggered, this, &DataPage::add_files);
    connect(go_on_, &QAction::triggered, this, [this] { Q_EMIT navigate(QStringLiteral("adapter")); });
    undo_action_ = undo_.createUndoAction(this, tr("Undo"));
    undo_action_->setShortcut(QKeySequence::Undo);
    redo_action_ = undo_.createRedoAction(this, tr("Redo"));
    redo_action_->setShortcut(QKeySequence::Redo);
    for (QAction* action : {undo_action_, redo_action_})
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    set_menu_actions({undo_action_, redo_action_});

    auto* column = new QVBoxLayout(body());
    column->setContentsMargins(0, 0, 0, 0);
    stack_ = new QStackedWidget(this);
    column->addWidget(stack_);
    empty_ = new EmptyState(QStringLiteral("data"), {}, {}, stack_);
    connect(empty_, &EmptyState::activated, this, [this] {
        if (empty_leads_to_.isEmpty())
            add_files();
        else
            Q_EMIT navigate(empty_leads_to_);
    });
    stack_->addWidget(empty_);
    stack_->addWidget(build_work());

    connect(&services.data, &DataService::changed, this, &DataPage::follow);
    connect(&services.base, &BaseService::changed, this, &DataPage::follow);
    connect(&services.projects, &ProjectService::draft_changed, this, &DataPage::follow);
    connect(&services.projects, &ProjectService::opened, this, [this] {
        undo_.clear();
        mapping_offered_for_.clear();
        follow();
    });
    follow();
}

QWidget* DataPage::build_work() {
    auto* all = new QWidget(stack_);
    auto* row = new QHBoxLayout(all);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    files_ = new FilesPanel(all);
    files_->setFixedWidth(232);
    row->addWidget(files_);
    table_ = new ExampleTable(this);
    view_ = new ExampleView(*table_, all);
    row->addWidget(view_, 1);
    FoldPanel* panel = build_checks();
    row->addWidget(panel);

    connect(files_, &FilesPanel::add_files, this, &DataPage::add_files);
    connect(files_, &FilesPanel::remove_files, this, [this](const QStringList& paths) {
        DataSpec after = spec();
        std::erase_if(after.paths,
                      [&](const std::string& path) { return paths.contains(QString::fromStdString(path)); });
        if (after.paths.empty()) {
            after.mapping = {};
            after.skip_broken_rows = false;
        }
        commit(
            paths.size() == 1 ? tr("remove %1").arg(QFileInfo(paths.front()).fileName()) : tr("remove files"),
            after);
    });
    connect(files_, &FilesPanel::mapping_wanted, this, [this] { offer_mapping(true); });
    connect(files_, &FilesPanel::mapping_chosen, this, [this](const ColumnMapping& mapping) {
        DataSpec after = spec();
        after.mapping = mapping;
        files_->hide_mapping();
        commit(tr("choose columns"), after);
    });
    connect(files_, &FilesPanel::holdout_changed, this, [this](double share) {
        DataSpec after = spec();
        after.eval_fraction = share;
        commit(tr("change the hold-out"), after, merge_holdout);
    });
    connect(files_, &FilesPanel::holdout_file_wanted, this, [this] {
        services().choices->open_files(this, tr("Choose the hold-out"), examples_filter(), false,
                                       [self = QPointer(this)](const QStringList& files) {
                                           if (self && !files.isEmpty()) self->hold_out(files);
                                       });
    });
    connect(files_, &FilesPanel::holdout_file_removed, this, [this] { hold_out({}); });
    connect(view_, &ExampleView::cancel_requested, this, [this] { services().data.cancel(); });
    return all;
}

FoldPanel* DataPage::build_checks() {
    auto* panel = new FoldPanel(tr("Checks"), 292, stack_);
    QVBoxLayout* content = panel->content();
    checks_ = new CheckList(panel);
    content->addWidget(checks_);
    connect(checks_, &CheckList::activated, this, &DataPage::act);
    content->addSpacing(16);
    auto* heading = new QLabel(tr("Lengths"), panel);
    heading->setFont(Theme::instance().heading_font());
    content->addWidget(heading);
    histogram_ = new LengthHistogram(panel);
    content->addWidget(histogram_);
    auto* line = new QHBoxLayout;
    auto* label = new QLabel(tr("Limit"), panel);
    const QString why =
        tr("Longest example in tokens (max_seq_length). Longer ones are cut; memory grows with it. 1,024 is "
           "the default.");
    label->setToolTip(why);
    limit_ = new QSpinBox(panel);
    limit_->setRange(smallest_limit, 1 << 20);
    limit_->setSingleStep(64);
    limit_->setSuffix(tr(" tokens"));
    limit_->setGroupSeparatorShown(true);
    limit_->setKeyboardTracking(false);
    limit_->setAccessibleName(tr("Limit in tokens"));
    limit_->setObjectName(QStringLiteral("limit"));
    limit_->setToolTip(why);
    limit_->setAccessibleDescription(why);
    label->setBuddy(limit_);
    line->addWidget(label);
    line->addWidget(limit_, 1);
    content->addLayout(line);
    limit_note_ = new QLabel(panel);
    limit_note_->setWordWrap(true);
    limit_note_->setProperty("muted", true);
    limit_note_->setFont(Theme::instance().small_font());
    content->addWidget(limit_note_);
    content->addStretch(1);
    const auto take = [this](int tokens) {
        if (tokens == spec().max_seq_length) return;
        DataSpec after = spec();
        after.max_seq_length = tokens;
        commit(tr("set the limit to %1").arg(grouped_words(tokens)), after, merge_limit);
    };
    connect(limit_, &QSpinBox::valueChanged, this, take);
    connect(histogram_, &LengthHistogram::limit_changed, this, take);
    connect(histogram_, &LengthHistogram::limit_dragged, this, [this](int tokens) {
        const QSignalBlocker quiet(limit_);
        limit_->setValue(tokens);
        limit_note_->setText(tr("%1 examples are longer and would be cut.")
                                 .arg(grouped_words(histogram_->longer_than_limit())));
    });
    panel->set_open(services().settings.value(QStringLiteral("data/panel_open"), true).toBool());
    connect(panel, &FoldPanel::open_changed, this,
            [this](bool open) { services().settings.set_value(QStringLiteral("data/panel_open"), open); });
    return panel;
}

QList<QAction*> DataPage::palette_actions() {
    return {add_, go_on_, undo_action_, redo_action_};
}

bool DataPage::take_dropped(const QString& path) {
    static const QStringList endings{QStringLiteral("json"), QStringLiteral("jsonl"),
                                     QStringLiteral("ndjson"), QStringLiteral("txt")};
    const QFileInfo info(path);
    if (!info.isFile() || !endings.contains(info.suffix().toLower())) return false;
    add_paths({path});
    return true;
}

bool DataPage::settled() const {
    const auto state = services().data.state();
    if (state == DataService::State::reading) return false;
    return state != DataService::State::read || !services().base.tokenizer();
}

DataSpec DataPage::spec() const {
    return services().projects.draft().data;
}

void DataPage::commit(const QString& what, const DataSpec& after, int merge_id) {
    // Only what this page edits: undoing here must not take back what the Train page set meanwhile.
    const auto change_to = [](const DataSpec& wanted) {
        return [wanted](RunSpec& draft) {
            if (draft.data.paths != wanted.paths) draft.data.sha256.clear();
            draft.data.paths = wanted.paths;
            draft.data.eval_paths = wanted.eval_paths;
            draft.data.mapping = wanted.mapping;
            draft.data.skip_broken_rows = wanted.skip_broken_rows;
            draft.data.eval_fraction = wanted.eval_fraction;
            draft.data.max_seq_length = wanted.max_seq_length;
        };
    };
    undo_.push(new DraftCommand(services().projects, what, change_to(after), change_to(spec()), merge_id));
}

void DataPage::add_files() {
    if (!services().projects.is_open()) return Q_EMIT navigate(QStringLiteral("home"));
    services().choices->open_files(this, tr("Add data"), examples_filter(), true,
                                   [self = QPointer(this)](const QStringList& files) {
                                       if (self && !files.isEmpty()) self->add_paths(files);
                                   });
}

void DataPage::add_paths(const QStringList& paths) {
    if (!services().projects.is_open()) return;
    DataSpec after = spec();
    for (const QString& path : paths) {
        const std::string absolute = QFileInfo(path).absoluteFilePath().toStdString();
        if (std::find(after.paths.begin(), after.paths.end(), absolute) == after.paths.end())
            after.paths.push_back(absolute);
    }
    if (after.paths == spec().paths) return;
    commit(paths.size() == 1 ? tr("add %1").arg(QFileInfo(paths.front()).fileName()) : tr("add files"),
           after);
}

void DataPage::hold_out(const QStringList& paths) {
    DataSpec after = spec();
    after.eval_paths.clear();
    for (const QString& path : paths)
        after.eval_paths.push_back(QFileInfo(path).absoluteFilePath().toStdString());
    commit(paths.isEmpty() ? tr("hold out a share") : tr("hold out %1").arg(QFileInfo(paths.front()).fileName()), after);
}

void DataPage::act(const QString& action) {
    if (action.startsWith(QStringLiteral("show:"))) return view_->show_row(action.mid(5).toInt());
    if (action == QStringLiteral("map_columns")) return offer_mapping(true);
    if (action == QStringLiteral("base")) return Q_EMIT navigate(QStringLiteral("base"));
    DataSpec after = spec();
    after.skip_broken_rows = action == QStringLiteral("keep_rest");
    commit(after.skip_broken_rows ? tr("keep the rest") : tr("require all rows"), after);
}

void DataPage::offer_mapping(bool asked) {
    const DataSpec now = spec();
    if (now.paths.empty()) return;
    if (services().data.dataset() && services().data.state() != DataService::State::failed)
        return files_->offer_mapping(services().data.dataset()->columns, now.mapping, asked);
    // Which file it is that fits no format is in the error; the rows of all have to look alike anyway.
    peek_columns(now.paths.back(), this, [this, now, asked](const std::vector<std::string>& columns) {
        if (spec().paths == now.paths) files_->offer_mapping(columns, now.mapping, asked);
    });
}

void DataPage::follow() {
    const bool open = services().projects.is_open();
    if (!open || !services().projects.has_data()) {
        empty_leads_to_ = open ? QString() : QStringLiteral("home");
        empty_->set_sentence(
            open ? tr("Bring examples of what the model should say: JSONL, JSON or plain text.")
                 : tr("No project is open."));
        empty_->set_button(open ? add_->text() : tr("Go to Home"));
        stack_->setCurrentIndex(nothing);
        set_primary_action(add_);
        set_secondary_actions({});
        set_step_state(StepState::not_yet);
        set_truth(open ? tr("No data yet") : tr("No project is open"));
        shown_.reset();
        return;
    }
    stack_->setCurrentIndex(work);
    const auto state = services().data.state();
    const bool usable = state == DataService::State::read || state == DataService::State::tokenised;
    set_primary_action(usable ? go_on_ : add_);
    set_secondary_actions(usable ? QList<QAction*>{add_} : QList<QAction*>{});
    set_step_state(usable                                ? StepState::done
                   : state == DataService::State::failed ? StepState::attention
                                                         : StepState::not_yet);
    files_->show_spec(spec());
    follow_content();
    follow_lengths();
    follow_checks();
    say_truth();
}

void DataPage::follow_content() {
    const DataService& data = services().data;
    const auto state = data.state();
    const bool failed = state == DataService::State::failed;
    const auto dataset = failed ? nullptr : data.dataset();
    if (dataset != shown_ || data.tokenised() != shown_tokens_) {
        const bool other_data = dataset != shown_;
        shown_ = dataset;
        shown_tokens_ = data.tokenised();
        table_->set_data(shown_, shown_tokens_, data.refused());
        view_->refresh(services().base.tokenizer());
        if (other_data) find_duplicates();
    }
    if (state == DataService::State::reading)
        view_->show_progress(tr("Reading the files"), data.progress());
    else if (state == DataService::State::read && services().base.tokenizer())
        view_->show_progress(tr("Counting tokens"), data.progress());
    else
        view_->hide_progress();
    if (dataset)
        files_->show_format(format_words(*dataset));
    else
        files_->show_format(failed ? tr("Not recognised") : tr("Being read"));
    const QString paths = QString::fromStdString(spec().paths.back());
    if (failed && is_unknown_columns(data.error()) && mapping_offered_for_ != paths) {
        mapping_offered_for_ = paths;
        offer_mapping(false);
    } else if (dataset) {
        mapping_offered_for_.clear();
    }
}

void DataPage::find_duplicates() {
    duplicates_.clear();
    if (!shown_) return;
    auto* watcher = new QFutureWatcher<std::vector<int>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, of = shown_] {
        watcher->deleteLater();
        if (of != shown_) return;
        duplicates_ = watcher->result();
        follow_checks();
    });
    watcher->setFuture(QtConcurrent::run([dataset = shown_] { return duplicate_rows(*dataset); }));
}

void DataPage::follow_checks() {
    const DataService& data = services().data;
    const DataSpec now = spec();
    const auto tokenizer = services().base.tokenizer();
    DataCheckInput input;
    input.state = data.state();
    input.progress = data.progress();
    input.dataset = shown_.get();
    input.holdout = data.holdout().get();
    input.table = table_;
    input.tokenizer = tokenizer.get();
    input.error = &data.error();
    input.duplicates = duplicates_;
    input.truncated = data.truncated();
    input.spec = &now;
    checks_->set_checks(data_checks(input));
}

void DataPage::follow_lengths() {
    std::vector<int64_t> lengths;
    if (shown_tokens_)
        for (const TokenizedExample& example : *shown_tokens_)
            lengths.push_back(example.full_length);
    const bool counted = !lengths.empty();
    const auto model = services().base.model();
    const bool ready = services().base.state() == BaseService::State::ready && model;
    const int largest = ready && model->geometry().context_length > smallest_limit
                            ? static_cast<int>(std::min<int64_t>(model->geometry().context_length, 1 << 20))
                            : 1 << 20;
    const QSignalBlocker quiet(limit_);
    limit_->setMaximum(std::max(largest, spec().max_seq_length));
    limit_->setValue(spec().max_seq_length);
    histogram_->set_limit(spec().max_seq_length, smallest_limit, limit_->maximum());
    histogram_->set_lengths(std::move(lengths));
    if (!counted)
        limit_note_->setText(ready ? tr("Lengths appear once the data is read.")
                                   : tr("Lengths are known once a base model is chosen."));
    else if (spec().max_seq_length > largest)
        limit_note_->setText(tr("The model was made for %1 tokens at most.").arg(grouped_words(largest)));
    else if (const int64_t longer = histogram_->longer_than_limit(); longer > 0)
        limit_note_->setText(longer == 1
                                 ? tr("1 example is longer and is cut.")
                                 : tr("%1 examples are longer and are cut.").arg(grouped_words(longer)));
    else
        limit_note_->setText(tr("Every example fits whole."));
}

void DataPage::say_truth() {
    const DataService& data = services().data;
    const QString files = spec().paths.size() == 1
                              ? QFileInfo(QString::fromStdString(spec().paths.front())).fileName()
                              : tr("%1 files").arg(spec().paths.size());
    switch (data.state()) {
        case DataService::State::none:
            return set_truth(tr("%1, not read").arg(files));
        case DataService::State::reading:
            return set_truth(tr("Reading %1").arg(files));
        case DataService::State::failed:
            return set_truth(
                tr("%1 cannot be used: %2").arg(files, localized(data.error().what)));
        case DataService::State::read:
        case DataService::State::tokenised:
            break;
    }
    if (!shown_) return;
    const auto count = static_cast<int64_t>(shown_->examples.size());
    QStringList parts{count == 1 ? tr("1 example from %1").arg(files)
                                 : tr("%1 examples from %2").arg(grouped_words(count), files)};
    if (shown_tokens_) {
        int64_t tokens = 0;
        for (const TokenizedExample& example : *shown_tokens_)
            tokens += static_cast<int64_t>(example.ids.size());
        parts << tr("%1 tokens").arg(grouped_words(tokens));
    }
    if (!data.refused().empty()) parts << tr("%1 refused").arg(data.refused().size());
    set_truth(parts.join(QStringLiteral(" · ")));
}

}  // namespace lora::ui
