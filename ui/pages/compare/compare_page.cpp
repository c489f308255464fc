// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare/compare_page.h"

#include <QtCore/QRandomGenerator>

#include <algorithm>

#include "core/base/clock.h"
#include "ui/models/variants.h"
#include "ui/pages/compare/prompt_bar.h"
#include "ui/services/localized.h"
#include "ui/services/services.h"
#include "ui/widgets/answer_pane.h"

namespace lora::ui {
namespace {

constexpr size_t max_panes = 4;

std::optional<double> optional_number(const Json& json, const char* key) {
    const auto it = json.find(key);
    if (it == json.end() || !it->is_number()) return {};
    return it->get<double>();
}

QString text_of(const Json& json, const char* key) {
    const auto it = json.find(key);
    return it != json.end() && it->is_string() ? QString::fromStdString(it->get<std::string>()) : QString();
}

/// Why an answer ends where it does; empty where the model ended it.
QString end_words(const Answer& answer, const Sampling& sampling) {
    if (answer.finish_reason == QLatin1String("length"))
        return ComparePage::tr("Cut at %1 tokens").arg(sampling.max_new_tokens);
    return answer.finish_reason == QLatin1String("cancelled") ? ComparePage::tr("Stopped") : QString();
}

}  // namespace

Page* make_compare_page(Services& services, QWidget* parent) {
    return new ComparePage(services, parent);
}

ComparePage::ComparePage(Services& services, QWidget* parent)
    //: name of a page, a step of the job
    : Page(QStringLiteral("compare"), tr("Compare"), QStringLiteral("compare"), services, parent) {
    make_actions();
    make_body();
    add_pane();
    add_pane();
    connect(&services.runs, &RunService::list_changed, this, &ComparePage::refresh_variants);
    connect(&services.runs, &RunService::current_changed, this, &ComparePage::refresh_variants);
    connect(&services.runs, &RunService::current_view_changed, this, &ComparePage::refresh_variants);
    connect(&services.projects, &ProjectService::draft_changed, this, &ComparePage::update_state);
    connect(&services.projects, &ProjectService::opened, this, [this] {
        if (request_ != 0) this->services().session.cancel(request_);
        ++ticket_;
        request_ = 0;
        adapter_chosen_ = false;
        error_.clear();
        for (auto* pane : panes_)
            pane->start();
        current_ = {};
        refresh_variants();
        refresh_history();
        show_past(0);
    });
    refresh_variants();
    refresh_history();
    show_past(0);  // the page opens where it was
}

void ComparePage::make_actions() {
    const auto make = [this](const QString& id, const QString& icon, const QString& text,
                             const QString& tip) {
        auto* action = new QAction(Theme::instance().icon(icon), text, this);
        action->setObjectName(id);
        action->setToolTip(tip);
        connect(&Theme::instance(), &Theme::changed, action,
                [action, icon] { action->setIcon(Theme::instance().icon(icon)); });
        return action;
    };
    //: a button: send the prompt to every pane
    ask_ = make(QStringLiteral("ask_all"), QStringLiteral("send"), tr("Ask"),
                tr("Sends the prompt to every pane (Ctrl+Enter)"));
    again_ = make(QStringLiteral("again_with_another_seed"), QStringLiteral("shuffle"),
                  tr("Again with another seed"),
                  tr("Asks the same with a new seed: shows what is luck and what the adapter learnt"));
    probabilities_ = make(
        QStringLiteral("show_probabilities"), QStringLiteral("eye"), tr("Probabilities"),
        tr("Tints each token by how much likelier (vermilion) or unlikelier (blue) it is than to the base; "
           "numbers are under the cursor"));
    probabilities_->setCheckable(true);
    history_action_ = make(QStringLiteral("show_history"), QStringLiteral("panel-right"), tr("History"),
                           tr("Shows or hides earlier comparisons"));
    history_action_->setCheckable(true);
    add_pane_ = make(QStringLiteral("add_pane"), QStringLiteral("plus"), tr("Add a pane"),
                     tr("Compares one more, up to four"));
    export_ = make(QStringLiteral("export_comparison"), QStringLiteral("save"), tr("Export the comparison…"),
                   tr("Writes prompt, settings and answers to a Markdown or JSON file"));
    stop_ = make(QStringLiteral("stop_answers"), QStringLiteral("stop"), tr("Stop"),
                 tr("Stops the answers where they are"));
    go_ = new QAction(this);
    connect(ask_, &QAction::triggered, this, &ComparePage::send);
    connect(again_, &QAction::triggered, this, &ComparePage::again);
    connect(probabilities_, &QAction::toggled, this, [this](bool on) {
        for (auto* pane : panes_)
            pane->view()->set_show_probabilities(on);
    });
    connect(add_pane_, &QAction::triggered, this, &ComparePage::add_pane);
    connect(export_, &QAction::triggered, this, &ComparePage::export_comparison);
    connect(stop_, &QAction::triggered, this, [this] {
        if (request_ != 0) services().session.cancel(request_);
    });
    connect(go_, &QAction::triggered, this, [this] {
        Q_EMIT navigate(services().projects.has_base() ? QStringLiteral("train") : QStringLiteral("base"));
    });
}

void ComparePage::make_body() {
    auto* column = new QVBoxLayout(body());
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto* split = new QSplitter(Qt::Horizontal, body());
    split->setChildrenCollapsible(false);
    split->setHandleWidth(8);
    auto* main = new QWidget(split);
    auto* main_column = new QVBoxLayout(main);
    main_column->setContentsMargins(0, 0, 0, 0);
    main_column->setSpacing(8);
    // Four panes and the history may be wider than the window: the panes then scroll and can still be read.
    auto* area = new QScrollArea(main);
    area->setObjectName(QStringLiteral("panes"));
    area->setAccessibleName(tr("Answers side by side"));
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    pane_row_ = new QWidget;
    area->setWidget(pane_row_);
    auto* row = new QHBoxLayout(pane_row_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    bar_ = new PromptBar(services(), main);
    main_column->addWidget(area, 1);
    main_column->addWidget(bar_);
    auto* earlier = new QWidget(split);
    earlier->setMinimumWidth(200);
    auto* earlier_column = new QVBoxLayout(earlier);
    earlier_column->setContentsMargins(0, 0, 0, 0);
    earlier_column->setSpacing(8);
    auto* heading = new QLabel(tr("Earlier comparisons"), earlier);
    heading->setFont(Theme::instance().heading_font());
    history_ = new QListWidget(earlier);
    earlier_column->addWidget(heading);
    earlier_column->addWidget(history_, 1);
    history_->setObjectName(QStringLiteral("comparison_history"));
    history_->setAccessibleName(tr("Earlier comparisons, newest first"));
    history_->setToolTip(tr("Earlier comparisons, newest first; a click shows one again"));
    history_->setWordWrap(true);
    history_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    history_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    split->addWidget(main);
    split->addWidget(earlier);
    split->setStretchFactor(0, 1);
    split->setSizes({800, 220});
    column->addWidget(split, 1);
    connect(bar_, &PromptBar::send, this, &ComparePage::send);
    connect(bar_, &PromptBar::prompt_changed, this, &ComparePage::update_state);
    connect(bar_, &PromptBar::stop, stop_, &QAction::trigger);
    connect(history_, &QListWidget::itemActivated, this, [this] { show_past(history_->currentRow()); });
    connect(history_, &QListWidget::itemClicked, this, [this] { show_past(history_->currentRow()); });
    connect(history_action_, &QAction::toggled, earlier, &QWidget::setVisible);
    connect(history_action_, &QAction::toggled, this,
            [this](bool on) { services().settings.set_value(QStringLiteral("compare/history"), on); });
    const bool history_on = services().settings.value(QStringLiteral("compare/history"), false).toBool();
    earlier->setVisible(history_on);
    history_action_->setChecked(history_on);
    set_secondary_actions({probabilities_, add_pane_, history_action_});
    set_menu_actions({export_, stop_});
}

QList<QAction*> ComparePage::palette_actions() {
    return {ask_, again_, probabilities_, history_action_, add_pane_, export_, stop_};
}

void ComparePage::shown() {
    refresh_variants();
    refresh_history();
}

void ComparePage::add_pane() {
    if (panes_.size() >= max_panes) return;
    auto* pane = new AnswerPane(next_number_++, pane_row_);
    pane->set_variants(all_variants(services().runs));
    pane->view()->set_show_probabilities(probabilities_->isChecked());
    panes_.push_back(pane);
    static_cast<QHBoxLayout*>(pane_row_->layout())->addWidget(pane, 1);
    connect(pane, &AnswerPane::variant_chosen, this, [this, pane] {
        adapter_chosen_ = true;
        if (request_ == 0) pane->start();
        mark_differences();
    });
    connect(pane, &AnswerPane::remove_asked, this, [this, pane] { remove_pane(pane); });
    update_state();
}

void ComparePage::remove_pane(AnswerPane* pane) {
    if (panes_.size() <= 2 || request_ != 0) return;
    std::erase(panes_, pane);
    pane->deleteLater();
    pane->hide();
    current_ = {};
    mark_differences();
    update_state();
}

void ComparePage::refresh_variants() {
    if (request_ != 0) return;  // a pane keeps its name while it answers
    const auto variants = all_variants(services().runs);
    for (auto* pane : panes_)
        pane->set_variants(variants);
    choose_adapter_if_new();
    update_state();
}

/// The second pane shows the current run's adapter until the user chose something else.
void ComparePage::choose_adapter_if_new() {
    if (adapter_chosen_ || panes_.size() < 2) return;
    const auto* watcher = services().runs.current_watcher();
    if (!watcher) return;
    const auto variants = variants_of(watcher->view());
    if (variants.empty()) return;
    const QSignalBlocker blocker(panes_[1]);
    panes_[1]->choose(variants.front().id);
}

void ComparePage::refresh_history() {
    past_.clear();
    history_->clear();
    const auto bodies = services().projects.comparisons();
    for (auto it = bodies.rbegin(); it != bodies.rend(); ++it) {
        past_.push_back(comparison_from_json(*it));
        const auto& past = past_.back();
        const auto when = QDateTime::fromString(past.created, Qt::ISODateWithMs).toLocalTime();
        QString first = past.prompt.section(u'\n', 0, 0);
        auto* item =
            new QListWidgetItem(first + u'\n' + QLocale().toString(when, QLocale::ShortFormat), history_);
        item->setToolTip(past.prompt);
    }
}

void ComparePage::update_state() {
    const auto& projects = services().projects;
    const bool busy = request_ != 0;
    const bool has_base = projects.is_open() && projects.has_base();
    const bool has_adapter = !panes_.empty() && std::any_of(panes_.begin(), panes_.end(), [](AnswerPane* p) {
        return !p->variant().is_base();
    });
    for (auto* pane : panes_)
        pane->set_removable(panes_.size() > 2 && !busy);
    bar_->set_busy(busy);
    bar_->set_can_send(has_base, tr("Choose a base model first"));
    again_->setEnabled(has_base && !busy && !current_.prompt.isEmpty());
    ask_->setEnabled(has_base && !busy && !bar_->prompt().isEmpty());
    // What was asked already is asked again; anything else is asked first.
    set_primary_action(!current_.prompt.isEmpty() && bar_->prompt() == current_.prompt ? again_ : ask_);
    add_pane_->setEnabled(panes_.size() < max_panes && !busy);
    stop_->setEnabled(busy);
    export_->setEnabled(!busy && !current_.answers.empty());
    set_step_state(!past_.empty() ? StepState::done : StepState::not_yet);
    if (!error_.isEmpty())
        set_banner(BannerKind::bad, error_);
    else if (!has_base) {
        go_->setText(tr("Choose a base model"));
        set_banner(BannerKind::warn, tr("No base model is chosen yet, so nothing can answer."), go_);
    } else if (!has_adapter && all_variants(services().runs).size() < 2) {
        go_->setText(tr("Train one"));
        set_banner(BannerKind::info, tr("This project has no adapter yet: both panes show the base."), go_);
    } else {
        set_banner(BannerKind::info, {});
    }
    set_truth(
        busy ? tr("%1 panes are answering with seed %2").arg(asked_panes_.size()).arg(current_.sampling.seed)
        : current_.prompt.isEmpty()
            ? tr("Ask something: every pane gets the same prompt and seed")
            : tr("Same prompt, same seed %1; differing words are underlined")
                  .arg(current_.sampling.seed));
}

void ComparePage::again() {
    uint64_t seed = 0;
    do
        seed = QRandomGenerator::global()->bounded(1u, 1'000'000u);
    while (seed == bar_->sampling().seed);
    bar_->set_seed(seed);
    if (bar_->prompt().isEmpty()) bar_->set_question(current_);
    send();
}

void ComparePage::send() {
    if (request_ != 0 || bar_->prompt().isEmpty() || !services().projects.has_base()) return;
    error_.clear();
    announced_.clear();
    current_ = {QString::fromStdString(now_iso8601()), bar_->prompt(), bar_->system(), bar_->sampling(), {}};
    asked_panes_ = panes_;
    for (auto* pane : asked_panes_) {
        pane->start();
        current_.answers.push_back({pane->variant().name, pane->variant().adapter_path, {}, {}, {}, 0});
    }
    const int64_t ticket = ++ticket_;
    const QString base = QString::fromStdString(services().projects.draft().base.path);
    request_ = services().session.send(generate_request(current_, base, true), this,
                                       {[this, ticket](const Json& message) { on_message(ticket, message); },
                                        [this, ticket](const Json& message) { on_result(ticket, message); },
                                        [this, ticket](const Error& error) { on_error(ticket, error); }});
    update_state();
}

void ComparePage::on_message(int64_t ticket, const Json& message) {
    if (ticket != ticket_) return;
    const QString type = text_of(message, "type");
    if (type == QLatin1String("started")) {
        const Status checked = check_weights(current_, message, {}, services().base.fingerprint());
        if (!checked) return on_error(ticket, checked.error());
        for (size_t i = 0; i < asked_panes_.size(); ++i) {
            announced_.push_back(text_of(message["variants"][i], "weights_sha256"));
            asked_panes_[i]->set_weights(announced_.back());
        }
    } else if (type == QLatin1String("token")) {
        const auto index = message.find("variant");
        if (index == message.end() || !index->is_number_unsigned() ||
            index->get<size_t>() >= asked_panes_.size())
            return;
        asked_panes_[index->get<size_t>()]->view()->append({text_of(message, "text"),
                                                            optional_number(message, "logprob"),
                                                            optional_number(message, "base_logprob")});
    }
}

void ComparePage::on_result(int64_t ticket, const Json& message) {
    if (ticket != ticket_) return;
    const Status checked = check_weights(current_, message, announced_, services().base.fingerprint());
    if (!checked) return on_error(ticket, checked.error());
    request_ = 0;
    const Json& variants = message["variants"];
    for (size_t i = 0; i < asked_panes_.size(); ++i) {
        auto& answer = current_.answers[i];
        answer.text = text_of(variants[i], "text");
        answer.finish_reason = text_of(variants[i], "finish_reason");
        answer.weights_sha256 = text_of(variants[i], "weights_sha256");
        answer.tokens_per_second = optional_number(variants[i], "tokens_per_second").value_or(0);
        auto* pane = asked_panes_[i];
        pane->set_answer(answer);
        pane->set_note(end_words(answer, current_.sampling));
        if (answer.text.trimmed().isEmpty() && answer.finish_reason != QLatin1String("cancelled"))
            pane->set_note(tr("This pane has no answer: the model ended at once. Try another seed."), true);
    }
    mark_differences();
    if (const Status kept = services().projects.add_comparison(to_json(current_)); !kept)
        error_ = localized(kept.error());
    refresh_history();
    refresh_variants();
    update_state();
}

void ComparePage::on_error(int64_t ticket, const Error& error) {
    if (ticket != ticket_) return;
    ++ticket_;  // what still comes belongs to a failed question
    if (request_ != 0) services().session.cancel(request_);
    request_ = 0;
    error_ = localized(error);
    for (auto* pane : asked_panes_) {
        pane->start();  // words of which nobody can say whose they are do not stay
        pane->set_note(tr("No trustworthy answer: %1").arg(localized(error.what)), true);
    }
    current_.answers.clear();
    refresh_variants();
    update_state();
}

void ComparePage::mark_differences() {
    for (size_t i = 0; i < panes_.size(); ++i) {
        const QString& reference = panes_.front()->view()->answer();
        const QString& text = panes_[i]->view()->answer();
        panes_[i]->view()->set_differences(i == 0 || reference.isEmpty() || text.isEmpty()
                                               ? std::vector<TextRange>{}
                                               : differing_words(reference, text));
    }
}

void ComparePage::show_past(int row) {
    if (row < 0 || request_ != 0 || static_cast<size_t>(row) >= past_.size()) return;
    current_ = past_[static_cast<size_t>(row)];
    bar_->set_question(current_);
    while (panes_.size() < std::min(current_.answers.size(), max_panes))
        add_pane();
    adapter_chosen_ = true;
    for (size_t i = 0; i < panes_.size(); ++i) {
        panes_[i]->start();
        if (i >= current_.answers.size()) continue;
        const auto& answer = current_.answers[i];
        const QSignalBlocker blocker(panes_[i]);
        const bool base = answer.adapter_path.isEmpty();
        panes_[i]->show_variant({base ? QStringLiteral("base") : answer.adapter_path, answer.name, answer.adapter_path, {}});
        panes_[i]->set_answer(answer);
        QStringList notes{end_words(answer, current_.sampling)};
        if (!base && !QFileInfo::exists(answer.adapter_path))
            notes << tr("Answered by %1, which is no longer there").arg(answer.name);
        notes.removeAll(QString());
        panes_[i]->set_note(notes.join(u'\n'));
    }
    mark_differences();
    update_state();
}

void ComparePage::export_comparison() {
    const Comparison comparison = current_;
    services().choices->save_file(
        this, tr("Export the comparison"), services().projects.folder() + QStringLiteral("/comparison.md"),
        tr("Markdown (*.md);;JSON (*.json)"), [this, comparison](const QString& path) {
            if (path.isEmpty()) return;
            const QByteArray text = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive)
                                        ? QByteArray::fromStdString(to_pretty_text(to_json(comparison)))
                                        : to_markdown(comparison).toUtf8();
            const Status written = write_user_file(path, text);
            if (!written) error_ = localized(written.error());
            update_state();
        });
}

}  // namespace lora::ui
