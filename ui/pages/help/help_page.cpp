// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/help/help_page.h"

#include <QtGui/QKeySequence>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QVBoxLayout>

#include "ui/pages/help/glossary.h"
#include "ui/services/services.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"

namespace lora::ui {
namespace {

class HelpPage : public Page {
    Q_OBJECT
  public:
    HelpPage(Services& services, QWidget* parent)
        : Page(QStringLiteral("help"), tr("Help"), QStringLiteral("help"), services, parent) {
        search_ = new QLineEdit(body());
        search_->setPlaceholderText(tr("Find a word"));
        search_->setAccessibleName(tr("Find a word in Help"));
        search_->setClearButtonEnabled(true);
        topics_ = new QListWidget(body());
        topics_->setAccessibleName(tr("Topics"));
        topics_->addItems({tr("Words"), tr("Keyboard"), tr("Where files live"), tr("About and licences")});
        topics_->setCurrentRow(0);
        text_ = new QTextBrowser(body());
        text_->setAccessibleName(tr("Help text"));
        text_->setOpenExternalLinks(true);
        text_->document()->setDocumentMargin(16);
        auto* left = new QVBoxLayout;
        left->setSpacing(8);
        left->addWidget(search_);
        left->addWidget(topics_, 1);
        auto* row = new QHBoxLayout(body());
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(16);
        row->addLayout(left, 1);
        row->addWidget(text_, 3);
        connect(search_, &QLineEdit::textChanged, this, [this] {
            topics_->setCurrentRow(0);
            render();
        });
        connect(topics_, &QListWidget::currentRowChanged, this, &HelpPage::render);
        connect(&Theme::instance(), &Theme::changed, this, &HelpPage::render);
        find_ = new QAction(Theme::instance().icon(QStringLiteral("search")), tr("Find a word"), this);
        find_->setShortcut(QKeySequence::Find);
        find_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(find_, &QAction::triggered, search_, [this] { search_->setFocus(Qt::ShortcutFocusReason); });
        addAction(find_);
        set_truth(tr("What the words mean, the keys, and where your files are"));
        render();
    }
    QList<QAction*> palette_actions() override { return {find_}; }

  private:
    void render() {
        const int topic = std::max(0, topics_->currentRow());
        const QString muted = Theme::instance().colour(Role::text_muted).name(), accent = Theme::instance().colour(Role::accent).name();
        text_->document()->setDefaultStyleSheet(
            QStringLiteral("h2 { font-size: 20px; } h3 { font-size: 15px; margin-top: 14px; margin-bottom: 2px; } "
                           "p { margin-top: 2px; margin-bottom: 2px; } .m { color: %1; } td { padding: 4px 24px 4px 0; } a { color: %2; }")
                .arg(muted, accent));
        text_->setHtml(topic == 0 ? words() : topic == 1 ? keys() : topic == 2 ? files() : about());
    }

    QString words() const {
        const QString wanted = search_->text().trimmed();
        QString html = QStringLiteral("<h2>%1</h2>").arg(tr("Words"));
        for (const GlossaryEntry& entry : glossary()) {
            if (!wanted.isEmpty() && !entry.word.contains(wanted, Qt::CaseInsensitive) && !entry.meaning.contains(wanted, Qt::CaseInsensitive))
                continue;
            html += QStringLiteral("<h3>%1</h3><p>%2</p>").arg(entry.word.toHtmlEscaped(), entry.meaning.toHtmlEscaped());
            QStringList more;
            if (!entry.default_value.isEmpty()) more << tr("Default: %1.").arg(entry.default_value);
            if (!entry.why.isEmpty()) more << entry.why;
            if (!more.isEmpty()) html += QStringLiteral("<p class='m'>%1</p>").arg(more.join(QLatin1Char(' ')).toHtmlEscaped());
        }
        return html;
    }

    QString keys() const {
        QString html = QStringLiteral("<h2>%1</h2><table>").arg(tr("Keyboard"));
        const auto row = [&](const QString& key, const QString& what) {
            html += QStringLiteral("<tr><td><b>%1</b></td><td>%2</td></tr>").arg(key, what);
        };
        row(tr("Ctrl+K"), tr("Find every action, page, run and setting"));
        row(tr("Ctrl+1 … Ctrl+9"), tr("Pages, in the order of the rail"));
        row(tr("Ctrl+Enter"), tr("The page's main action, top right"));
        row(tr("Ctrl+N, Ctrl+O"), tr("New project, open a project (on Home)"));
        row(tr("F1"), tr("This page"));
        row(tr("F6"), tr("Into the rail; arrow keys move within it"));
        row(tr("Tab, Shift+Tab"), tr("From control to control in reading order"));
        row(tr("Arrow keys, Space"), tr("Move and paint in the grid of layers and modules; Shift extends"));
        row(tr("+, −, 0"), tr("Zoom in a plot, out, and show all; Left and Right move its cursor"));
        row(tr("Ctrl+Q"), tr("Close the window; a run goes on"));
        return html + QStringLiteral("</table>");
    }

    QString files() const {
        const ServicePaths& paths = services().paths;
        QString html = QStringLiteral("<h2>%1</h2><table>").arg(tr("Where files live"));
        const auto row = [&](const QString& what, const QString& where) {
            html += QStringLiteral("<tr><td>%1</td><td><code>%2</code></td></tr>").arg(what, where.toHtmlEscaped());
        };
        row(tr("Your projects"), paths.projects_folder);
        row(tr("This project"), services().projects.is_open() ? services().projects.folder() : tr("none is open"));
        row(tr("Its runs"), tr("runs/run-0001 … within the project"));
        row(tr("Index of projects and runs"), paths.database);
        row(tr("Settings of the window"), paths.settings_file);
        row(tr("Base model that comes along"), paths.default_base);
        row(tr("The worker"), paths.worker_program);
        return html + QStringLiteral("</table><p>%1</p><p>%2</p>")
                          .arg(tr("A run is a folder: what was asked (spec.json), what happened (events.jsonl), its checkpoints and its result. "
                                  "Copy or archive it as it is."),
                               tr("The index can be rebuilt from the folders: lora-studio --rebuild-index. Nothing is sent anywhere."));
    }

    QString about() const {
        return QStringLiteral("<h2>LoRA Studio %1</h2><p>%2</p><h3>%3</h3><p>%4</p><p>%5</p>")
            .arg(QStringLiteral(LORA_STUDIO_VERSION),
                 tr("Trains low-rank adapters for language models on this machine, with or without a GPU."), tr("Licences"),
                 tr("The window is free software under the GNU General Public License, version 3 or later; the worker, the core and the "
                    "kernels are under the Apache License 2.0."),
                 tr("It stands on Qt (LGPL-3.0), QCustomPlot (GPL-3.0), LibTorch (BSD-3-Clause), SQLite (public domain) with SQLiteCpp (MIT), "
                    "nlohmann/json (MIT), PCRE2 (BSD), spdlog (MIT), CLI11 (BSD-3-Clause) and OpenSSL (Apache-2.0). The base model that comes "
                    "along, SmolLM2-135M-Instruct, is under the Apache License 2.0."));
    }

    QLineEdit* search_;
    QListWidget* topics_;
    QTextBrowser* text_;
    QAction* find_;
};

}  // namespace

Page* make_help_page(Services& services, QWidget* parent) { return new HelpPage(services, parent); }

}  // namespace lora::ui

#include "help_page.moc"
