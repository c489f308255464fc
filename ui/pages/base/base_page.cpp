// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/base/base_page.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QProgressBar>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include "ui/models/draft_command.h"
#include "ui/models/words.h"
#include "ui/pages/base/found_list.h"
#include "ui/pages/base/model_facts.h"
#include "ui/shell/elided_label.h"
#include "ui/shell/theme.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/fact_list.h"
#include "ui/widgets/refusal_panel.h"

namespace lora::ui {

namespace {

enum Side { nothing_chosen, opening, card };

QLabel* heading(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setFont(Theme::instance().heading_font());
    return label;
}

}  // namespace

Page* make_base_page(Services& services, QWidget* parent) {
    return new BasePage(services, parent);
}

BasePage::BasePage(Services& services, QWidget* parent)
    : Page(QStringLiteral("base"), tr("Base model"), QStringLiteral("base"), services, parent) {
    choose_ = new QAction(tr("Choose base model…"), this);
    choose_->setToolTip(tr("Open a GGUF file"));
    go_on_ = new QAction(tr("Continue to Data"), this);
    choose_folder_ = new QAction(tr("Choose folder…"), this);
    choose_folder_->setToolTip(tr("Open a Hugging Face folder: config.json, safetensors and tokenizer.json"));
    undo_action_ = undo_.createUndoAction(this, tr("Undo"));
    undo_action_->setShortcut(QKeySequence::Undo);
    undo_action_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    auto* redo = undo_.createRedoAction(this, tr("Redo"));
    redo->setShortcut(QKeySequence::Redo);
    redo->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    go_home_ = new QAction(tr("Go to Home"), this);
    connect(choose_, &QAction::triggered, this, &BasePage::choose_file);
    connect(choose_folder_, &QAction::triggered, this, &BasePage::choose_folder);
    connect(go_on_, &QAction::triggered, this, [this] { Q_EMIT navigate(QStringLiteral("data")); });
    connect(go_home_, &QAction::triggered, this, [this] { Q_EMIT navigate(QStringLiteral("home")); });
    set_menu_actions({undo_action_, redo});

    auto* row = new QHBoxLayout(body());
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(24);
    row->addWidget(build_choices());
    row->addWidget(build_card(), 1);

    connect(&services.base, &BaseService::changed, this, &BasePage::follow);
    connect(&services.projects, &ProjectService::draft_changed, this, &BasePage::follow);
    connect(&services.projects, &ProjectService::opened, this, [this] {
        undo_.clear();
        refusal_->hide();
        fill_recent();
        follow();
    });
    fill_recent();
    follow();
}

QWidget* BasePage::build_choices() {
    auto* side = new QWidget(this);
    side->setFixedWidth(280);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(heading(tr("Choose"), side));
    const QString included = QFileInfo::exists(services().paths.default_base)
                                 ? tr("Use SmolLM2-135M (included)")
                                 : tr("SmolLM2-135M is not installed");
    use_default_ = new QPushButton(included, side);
    use_default_->setToolTip(
        tr("A small chat model of 135 million parameters, Apache-2.0: trains on any machine"));
    use_default_->setEnabled(QFileInfo::exists(services().paths.default_base));
    auto* file = new QPushButton(tr("Choose file…"), side);
    file->setToolTip(tr("A GGUF file, as llama.cpp and Ollama use them"));
    auto* folder = new QPushButton(tr("Choose folder…"), side);
    folder->setToolTip(choose_folder_->toolTip());
    for (QPushButton* button : {use_default_, file, folder}) {
        button->setAutoDefault(false);
        button->setAccessibleName(button->text());
        button->setObjectName(button->text());
        column->addWidget(button);
    }
    connect(use_default_, &QPushButton::clicked, this, [this] { try_path(services().paths.default_base); });
    connect(file, &QPushButton::clicked, this, &BasePage::choose_file);
    connect(folder, &QPushButton::clicked, this, &BasePage::choose_folder);
    auto* hint = new QLabel(tr("Or drop a file or folder anywhere on the window."), side);
    hint->setWordWrap(true);
    hint->setProperty("muted", true);
    column->addWidget(hint);
    column->addSpacing(8);
    found_ = new FoundList(services().found, side);
    connect(found_, &FoundList::asked_for, this, &BasePage::try_path);
    column->addWidget(found_, 2);
    column->addSpacing(8);
    recent_title_ = heading(tr("Used before"), side);
    column->addWidget(recent_title_);
    recent_ = new QListWidget(side);
    recent_->setAccessibleName(tr("Base models used before"));
    recent_->setObjectName(QStringLiteral("recent_bases"));
    recent_->setTextElideMode(Qt::ElideMiddle);
    recent_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(recent_, 1);
    column->addStretch(0);
    connect(recent_, &QListWidget::itemActivated, this,
            [this](QListWidgetItem* item) { try_path(item->data(Qt::UserRole).toString()); });
    connect(recent_, &QListWidget::itemClicked, this,
            [this](QListWidgetItem* item) { try_path(item->data(Qt::UserRole).toString()); });
    return side;
}

QWidget* BasePage::build_card() {
    auto* side = new QWidget(this);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    refusal_ = new RefusalPanel(side);
    column->addWidget(refusal_);
    right_ = new QStackedWidget(side);
    column->addWidget(right_, 1);
    empty_ = new EmptyState(
        QStringLiteral("base"),
        tr("Choose the model that learns from your examples: a GGUF file or a Hugging Face folder."),
        use_default_->isEnabled() ? use_default_->text() : choose_->text(), right_);
    connect(empty_, &EmptyState::activated, this, [this] {
        if (use_default_->isEnabled())
            try_path(services().paths.default_base);
        else
            choose_file();
    });
    right_->addWidget(empty_);
    opening_ = new QLabel(right_);
    opening_->setAlignment(Qt::AlignCenter);
    right_->addWidget(opening_);

    auto* scroll = new QScrollArea(right_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* holder = new QWidget(scroll);
    auto* above_nothing = new QVBoxLayout(holder);
    above_nothing->setContentsMargins(0, 0, 0, 0);
    auto* frame = new QFrame(holder);
    above_nothing->addWidget(frame);
    above_nothing->addStretch(1);
    frame->setProperty("card", true);
    auto* facts = new QVBoxLayout(frame);
    facts->setContentsMargins(24, 20, 24, 20);
    facts->setSpacing(8);
    card_name_ = heading({}, frame);
    card_name_->setObjectName(QStringLiteral("model_name"));
    card_path_ = new ElidedLabel(frame, Qt::ElideMiddle);  // a cache's paths are longer than any window
    card_path_->setProperty("muted", true);
    facts->addWidget(card_name_);
    facts->addWidget(card_path_);
    facts->addSpacing(8);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(40);
    shape_ = new FactList(frame);
    shape_->setAccessibleName(tr("Shape of the model"));
    file_ = new FactList(frame);
    file_->setAccessibleName(tr("File, tokenizer and licence"));
    columns->addWidget(shape_, 2, Qt::AlignTop);
    columns->addWidget(file_, 3, Qt::AlignTop);
    facts->addLayout(columns);
    hashing_ = new QProgressBar(frame);
    hashing_->setTextVisible(false);
    hashing_->setRange(0, 1000);
    hashing_->setAccessibleName(tr("Fingerprint being computed"));
    facts->addWidget(hashing_);
    copy_fingerprint_ = new QPushButton(tr("Copy"), frame);
    copy_fingerprint_->setProperty("chip", true);
    copy_fingerprint_->setAutoDefault(false);
    copy_fingerprint_->setAccessibleName(tr("Copy fingerprint"));
    copy_fingerprint_->setObjectName(QStringLiteral("copy_fingerprint"));
    copy_fingerprint_->hide();
    connect(copy_fingerprint_, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(services().base.fingerprint()); });
    scroll->setWidget(holder);
    right_->addWidget(scroll);
    return side;
}

QList<QAction*> BasePage::palette_actions() {
    return {choose_, choose_folder_, go_on_};
}

bool BasePage::take_dropped(const QString& path) {
    const QFileInfo info(path);
    const bool model = info.isDir() ? QFileInfo::exists(QDir(path).filePath(QStringLiteral("config.json")))
                                    : info.suffix().compare(QStringLiteral("gguf"), Qt::CaseInsensitive) == 0 || is_blob(path);
    if (model) try_path(path);
    return model;
}

void BasePage::shown() {
    fill_recent();
    services().found.look();
}

bool BasePage::settled() const {
    return probing_.isEmpty() && !services().found.is_looking() && services().base.state() != BaseService::State::opening &&
           (services().base.state() != BaseService::State::ready || !services().base.fingerprint().isEmpty());
}

void BasePage::fill_recent() {
    recent_->clear();
    if (const Registry* registry = services().projects.registry()) {
        if (const auto bases = registry->bases())
            for (const BaseRecord& base : bases.value()) {
                const QString path = QString::fromStdString(base.path);
                if (!QFileInfo::exists(path)) continue;
                auto* item = new QListWidgetItem(
                    model_title(path, QString::fromStdString(base.name)) + QLatin1Char('\n') + tr("%1 parameters").arg(count_words(base.parameters)),
                    recent_);
                item->setData(Qt::UserRole, path);
                item->setToolTip(path_words(path));
            }
    }
    recent_->setVisible(recent_->count() > 0);
    recent_title_->setVisible(recent_->count() > 0);
}

void BasePage::need_project() {
    set_truth(tr("No project is open"));
    set_banner(BannerKind::info,
               tr("A base model is chosen for a project. Open one, or start the demo, on Home."), go_home_);
}

void BasePage::choose_file() {
    if (!services().projects.is_open()) return need_project();
    services().choices->open_files(this, tr("Choose a base model"), tr("GGUF models (*.gguf);;All files (*)"),
                                   false, [self = QPointer(this)](const QStringList& files) {
                                       if (self && !files.isEmpty()) self->try_path(files.front());
                                   });
}

void BasePage::choose_folder() {
    if (!services().projects.is_open()) return need_project();
    services().choices->choose_folder(this, tr("Choose a Hugging Face folder"), QDir::homePath(),
                                      [self = QPointer(this)](const QString& folder) {
                                          if (self && !folder.isEmpty()) self->try_path(folder);
                                      });
}

void BasePage::try_path(const QString& path) {
    if (!services().projects.is_open()) return need_project();
    const QString absolute = QFileInfo(path).absoluteFilePath();
    probing_ = absolute;
    refusal_->hide();
    set_truth(tr("Looking at %1").arg(QFileInfo(absolute).fileName()));
    services().base.probe(absolute,
                          [self = QPointer(this), absolute](Result<std::shared_ptr<const BaseModel>> model) {
                              if (!self || self->probing_ != absolute) return;
                              self->probing_.clear();
                              if (!model) {
                                  self->refusal_->set_error(absolute, model.error());
                                  self->follow();
                                  return;
                              }
                              self->take_base(absolute);
                          });
}

void BasePage::take_base(const QString& path) {
    BaseSpec base;
    base.path = path.toStdString();
    if (services().projects.draft().base.path != base.path)
        undo_.push(replace_part(services().projects, tr("choose %1").arg(QFileInfo(path).fileName()),
                                &RunSpec::base, base));
    follow();
}

void BasePage::follow() {
    const bool open = services().projects.is_open();
    const BaseService& base = services().base;
    const bool chosen = open && services().projects.has_base();
    const bool ready = chosen && base.state() == BaseService::State::ready;
    set_primary_action(ready ? go_on_ : choose_);
    set_secondary_actions(ready ? QList<QAction*>{choose_} : QList<QAction*>{});
    set_step_state(ready                                                ? StepState::done
                   : base.state() == BaseService::State::failed && open ? StepState::attention
                                                                        : StepState::not_yet);
    if (!open) {
        right_->setCurrentIndex(nothing_chosen);
        return need_project();
    }
    set_banner(BannerKind::info, {});
    if (!chosen) {
        found_->set_chosen({});
        right_->setCurrentIndex(nothing_chosen);
        set_truth(tr("No base model chosen yet"));
        return;
    }
    const QString path = QString::fromStdString(services().projects.draft().base.path);
    found_->set_chosen(path);
    if (base.state() == BaseService::State::failed) {
        right_->setCurrentIndex(nothing_chosen);
        refusal_->set_error(path, base.error());
        set_truth(tr("%1 cannot be used").arg(QFileInfo(path).fileName()));
        return;
    }
    if (!ready) {
        opening_->setText(tr("Reading the header of %1").arg(QFileInfo(path).fileName()));
        right_->setCurrentIndex(opening);
        set_truth(opening_->text());
        return;
    }
    const bool has_tokenizer = base.tokenizer() != nullptr;
    if (shown_path_ != path || tokenizer_shown_ != has_tokenizer) show_model(*base.model());
    show_fingerprint();
    right_->setCurrentIndex(card);
    set_truth(tr("%1 · %2 parameters · %3")
                  .arg(title_of(path, *base.model()), count_words(base.model()->geometry().parameters),
                       has_tokenizer ? tr("ready") : tr("no tokenizer found")));
}

QString BasePage::title_of(const QString& path, const BaseModel& model) const {
    const FoundModel* found = is_blob(path) ? services().found.find(path) : nullptr;
    return model_title(path, QString::fromStdString(found ? found->name : model.name()));
}

void BasePage::show_model(const BaseModel& model) {
    shown_path_ = QString::fromStdString(services().projects.draft().base.path);
    tokenizer_shown_ = services().base.tokenizer() != nullptr;
    card_name_->setText(title_of(shown_path_, model));
    card_path_->set_full_text(path_words(shown_path_));
    copy_fingerprint_->setParent(this);
    shape_->clear();
    file_->clear();
    for (const ModelFact& fact : shape_facts(model))
        shape_->set_fact(fact.name, fact.value, fact.why);
    for (const ModelFact& fact : file_facts(model, services().base.tokenizer().get()))
        file_->set_fact(fact.name, fact.value, fact.why);
    file_->set_fact(
        tr("Fingerprint"), {},
        tr("SHA-256 over the configuration and every weight: names this model whatever its file is called."),
        true);
    file_->set_companion(tr("Fingerprint"), copy_fingerprint_);
}

void BasePage::show_fingerprint() {
    const QString fingerprint = services().base.fingerprint();
    const double progress = services().base.fingerprint_progress();
    file_->set_fact(tr("Fingerprint"), fingerprint.isEmpty() ? tr("reading %1").arg(share_words(progress))
                                                             : fingerprint.left(16));
    copy_fingerprint_->setVisible(!fingerprint.isEmpty());
    hashing_->setVisible(fingerprint.isEmpty());
    hashing_->setValue(static_cast<int>(progress * 1000));
}

}  // namespace lora::ui
