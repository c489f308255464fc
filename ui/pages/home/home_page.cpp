// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/home/home_page.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QRegularExpression>
#include <QtGui/QActionGroup>
#include <QtGui/QKeySequence>
#include <QtWidgets/QFrame>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

#include "ui/pages/home/found_card.h"
#include "ui/pages/home/project_card.h"
#include "ui/services/localized.h"
#include "ui/services/services.h"
#include "ui/shell/language.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

namespace lora::ui {
namespace {

class HomePage : public Page {
    Q_OBJECT
  public:
    HomePage(Services& services, QWidget* parent)
        : Page(QStringLiteral("home"), tr("Home"), QStringLiteral("home"), services, parent) {
        const Theme& theme = Theme::instance();
        new_ = new QAction(theme.icon(QStringLiteral("plus")), tr("New project"), this);
        new_->setShortcut(QKeySequence::New);
        //: a button: open a project
        open_ = new QAction(theme.icon(QStringLiteral("folder")), tr("Open"), this);
        open_->setShortcut(QKeySequence::Open);
        open_->setToolTip(tr("Open a project's folder"));
        demo_ = new QAction(theme.icon(QStringLiteral("play"), Role::on_accent), tr("Try the demo"), this);
        connect(new_, &QAction::triggered, this, &HomePage::make_project);
        connect(open_, &QAction::triggered, this, &HomePage::open_project);
        connect(demo_, &QAction::triggered, this, &HomePage::open_demo);
        set_primary_action(new_);
        set_secondary_actions({open_});
        set_menu_actions({language_menu()->menuAction()});
        build();
        connect(&this->services().projects, &ProjectService::opened, this, &HomePage::refresh);
        refresh();
    }

    QList<QAction*> palette_actions() override { return {open_, demo_}; }
    void shown() override { refresh(); }
    bool settled() const override {
        return !services().found.is_looking() && std::all_of(cards_.begin(), cards_.end(), [](const ProjectCard* card) { return card->loaded(); });
    }
    bool take_dropped(const QString& path) override {
        if (!QFileInfo::exists(path + QStringLiteral("/project.json"))) return false;
        enter(path);
        return true;
    }

  private:
    QMenu* language_menu() {
        //: Keep the English word beside yours, so that who cannot read the language finds the way out.
        auto* menu = new QMenu(tr("Language"), this);
        auto* one_of_them = new QActionGroup(menu);
        const auto add = [&](const QString& name, const QString& choice) {
            QAction* action = menu->addAction(name);
            action->setCheckable(true);
            action->setChecked(services().settings.language() == choice);
            one_of_them->addAction(action);
            connect(action, &QAction::triggered, this, [this, choice] { services().settings.set_language(choice); });
        };
        add(tr("As the system"), QStringLiteral("system"));
        for (const Language& language : languages())
            add(language.name, language.code);
        return menu;
    }

    void build() {
        auto* column = new QVBoxLayout(body());
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(16);
        welcome_ = new QLabel(tr("Welcome. LoRA Studio teaches a language model from your examples, on this computer alone: it works "
                                 "without a network and sends nothing anywhere."),
                              body());
        welcome_->setObjectName(QStringLiteral("welcome"));
        welcome_->setWordWrap(true);
        column->addWidget(welcome_);
        column->addWidget(demo_card());
        found_ = new FoundCard(services().found, body());
        column->addWidget(found_);
        recent_title_ = new QLabel(tr("Recent projects"), body());
        recent_title_->setFont(Theme::instance().heading_font());
        column->addWidget(recent_title_);
        auto* scroll = new QScrollArea(body());
        scroll->setWidgetResizable(true);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setFocusPolicy(Qt::NoFocus);
        scroll->setAccessibleName(tr("Recent projects"));
        auto* inside = new QWidget(scroll);
        grid_ = new QGridLayout(inside);
        grid_->setContentsMargins(0, 0, 0, 0);
        grid_->setSpacing(16);
        scroll->setWidget(inside);
        column->addWidget(scroll, 1);
        empty_ = new QLabel(tr("No project yet. A project keeps one job together: its base model, its data and its runs."), inside);
        empty_->setProperty("muted", true);
        empty_->setWordWrap(true);
    }

    QFrame* demo_card() {
        const Theme& theme = Theme::instance();
        auto* card = new QFrame(body());
        card->setProperty("card", true);
        auto* picture = new QLabel(card);
        picture->setScaledContents(true);
        picture->setPixmap(QIcon(QStringLiteral(":/icons/app.svg")).pixmap(QSize(96, 96), devicePixelRatioF()));
        demo_card_ = card;
        demo_picture_ = picture;
        picture->setAccessibleName(tr("LoRA Studio"));
        auto* title = new QLabel(tr("Teach a small model a bank's house style"), card);
        title->setFont(theme.heading_font());
        auto* words = new QLabel(tr("200 examples, a base model that comes with the program, and about five minutes of training on "
                                    "this machine. Nothing leaves it."),
                                 card);
        words->setProperty("muted", true);
        words->setWordWrap(true);
        auto* button = new QPushButton(demo_->icon(), demo_->text(), card);
        button->setProperty("primary", true);
        button->setIconSize({20, 20});
        button->setMinimumHeight(40);
        button->setAccessibleName(demo_->text());
        connect(button, &QPushButton::clicked, demo_, &QAction::trigger);
        auto* text = new QVBoxLayout;
        text->setSpacing(4);
        text->addStretch();
        text->addWidget(title);
        text->addWidget(words);
        text->addStretch();
        auto* row = new QHBoxLayout(card);
        row->setContentsMargins(24, 16, 24, 16);
        row->setSpacing(24);
        row->addWidget(picture);
        row->addLayout(text, 1);
        row->addWidget(button);
        return card;
    }

    void refresh() {
        const auto projects = services().projects.recent();
        for (ProjectCard* card : cards_)
            card->deleteLater();
        cards_.clear();
        int at = 0;
        for (const ProjectRecord& project : projects) {
            const QString path = QString::fromStdString(project.path);
            auto* card = new ProjectCard(project, path == services().projects.folder(), grid_->parentWidget());
            connect(card, &QPushButton::clicked, this, [this, path] { enter(path); });
            connect(card, &ProjectCard::reveal_asked, this, [this, path] { services().choices->reveal(path); });
            connect(card, &ProjectCard::trash_asked, this, [this, path] { ask_trash(path); });
            grid_->addWidget(card, at / 3, at % 3);
            cards_.push_back(card);
            ++at;
        }
        for (int column = 0; column < 3; ++column)
            grid_->setColumnStretch(column, 1);
        grid_->addWidget(empty_, 0, 0, 1, 3);
        grid_->setRowStretch(at / 3 + 1, 1);
        empty_->setVisible(projects.empty());
        recent_title_->setVisible(!projects.empty());
        welcome_->setVisible(projects.empty());
        found_->setVisible(projects.empty());
        demo_picture_->setFixedSize(projects.empty() ? QSize(96, 96) : QSize(72, 72));
        demo_card_->setMinimumHeight(projects.empty() ? 160 : 112);
        if (projects.empty()) services().found.look();
        say();
    }

    void say() {
        const ProjectService& projects = services().projects;
        if (!projects.database_error())
            set_banner(BannerKind::warn, tr("The list of projects cannot be kept: %1").arg(localized(projects.database_error().error())));
        if (projects.is_open())
            set_truth(tr("%1 is open").arg(projects.name()));
        else
            set_truth(cards_.empty() ? tr("Start with the demo, or make a project of your own") : tr("No project is open"));
    }

    void enter(const QString& path) {
        take(services().projects.open(path));
    }

    void take(const Status& status) {
        if (!status) {
            set_banner(BannerKind::bad, localized(status.error()));
            return;
        }
        set_banner(BannerKind::info, {});
        const ProjectService& projects = services().projects;
        Q_EMIT navigate(!services().runs.run_folders().isEmpty() ? QStringLiteral("train")
                        : !projects.has_base()                   ? QStringLiteral("base")
                        : !projects.has_data()                   ? QStringLiteral("data")
                                                                 : QStringLiteral("adapter"));
    }

    void make_project() {
        services().choices->ask_text(this, tr("New project"), tr("What is the project called?"), tr("My adapter"), [this](const QString& name) {
            const QString clean = name.trimmed();
            if (clean.isEmpty()) return;
            QString folder_name = clean;
            folder_name.replace(QRegularExpression(QStringLiteral("[/\\\\:*?\"<>|]")), QStringLiteral("-"));
            const QString stem = services().projects.projects_folder() + QLatin1Char('/') + folder_name;
            QString folder = stem;
            for (int number = 2; QFileInfo::exists(folder); ++number)
                folder = QStringLiteral("%1 %2").arg(stem).arg(number);
            take(services().projects.create(folder, clean));
        });
    }

    void open_project() {
        services().choices->choose_folder(this, tr("Open a project"), services().projects.projects_folder(), [this](const QString& folder) {
            if (!folder.isEmpty()) enter(folder);
        });
    }

    void open_demo() { take(services().projects.open_demo(services().paths.default_base)); }

    void ask_trash(const QString& path) {
        services().choices->confirm(this, tr("Move this project to the trash?"),
                                    tr("%1 with its runs, checkpoints and data. You can bring it back from the trash.").arg(path),
                                    tr("Move to trash"), [this, path](bool yes) {
                                        if (!yes) return;
                                        const Status status = services().projects.trash(path);
                                        if (!status) set_banner(BannerKind::bad, localized(status.error()));
                                        refresh();
                                    });
    }

    QAction *new_, *open_, *demo_;
    QLabel *recent_title_ = nullptr, *empty_ = nullptr, *welcome_ = nullptr, *demo_picture_ = nullptr;
    QFrame* demo_card_ = nullptr;
    FoundCard* found_ = nullptr;
    QGridLayout* grid_ = nullptr;
    std::vector<ProjectCard*> cards_;
};

}  // namespace

Page* make_home_page(Services& services, QWidget* parent) { return new HomePage(services, parent); }

}  // namespace lora::ui

#include "home_page.moc"
