// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/runs_page.h"

#include <QtWidgets/QHeaderView>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QTableView>

#include <algorithm>

#include "ui/pages/runs/runs_model.h"
#include "ui/services/localized.h"
#include "ui/services/services.h"
#include "ui/shell/page.h"
#include "ui/shell/theme.h"
#include "ui/widgets/empty_state.h"

namespace lora::ui {
namespace {

class RunsPage : public Page {
    Q_OBJECT
    /// "3 runs in bank support, 1 running"
    static QString runs_words(int rows, const QString& project, int running) {
        if (rows == 1) return (running > 0 ? tr("One run in %1, running") : tr("One run in %1")).arg(project);
        return running > 0 ? tr("%1 runs in %2, %3 running").arg(QString::number(rows), project, QString::number(running))
                           : tr("%1 runs in %2").arg(QString::number(rows), project);
    }

  public:
    RunsPage(Services& services, QWidget* parent)
        : Page(QStringLiteral("runs"), tr("Runs"), QStringLiteral("runs"), services, parent), model_(new RunsModel(services.runs, this)) {
        make_actions();
        table_ = new QTableView(body());
        table_->setModel(model_);
        table_->setAccessibleName(tr("Runs of this project"));
        table_->setSelectionBehavior(QAbstractItemView::SelectRows);
        table_->setSelectionMode(QAbstractItemView::SingleSelection);
        table_->setShowGrid(false);
        table_->setWordWrap(false);  // a file's name would break at its first hyphen
        table_->setTextElideMode(Qt::ElideMiddle);
        table_->setTabKeyNavigation(false);
        table_->verticalHeader()->hide();
        table_->verticalHeader()->setDefaultSectionSize(36);
        table_->horizontalHeader()->setHighlightSections(false);
        table_->horizontalHeader()->setStretchLastSection(true);
        const int widths[] = {230, 120, 90, 80, 140, 180, 160};
        for (int column = 0; column < RunsModel::column_count; ++column)
            table_->setColumnWidth(column, std::max(widths[column], table_->horizontalHeader()->sectionSizeHint(column)));
        empty_ = new EmptyState(QStringLiteral("runs"), tr("No run yet: a run is one training, kept with its curve and checkpoints."),
                                tr("Go to Train"), body());
        stack_ = new QStackedLayout(body());
        stack_->addWidget(table_);
        stack_->addWidget(empty_);
        connect(empty_, &EmptyState::activated, this, [this] { Q_EMIT navigate(QStringLiteral("train")); });
        connect(table_, &QTableView::activated, this, [this] { open_->trigger(); });
        connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this, &RunsPage::follow);
        connect(model_, &QAbstractItemModel::modelReset, this, &RunsPage::follow);
        connect(model_, &QAbstractItemModel::dataChanged, this, &RunsPage::follow);
        follow();
    }

    QList<QAction*> palette_actions() override { return {resume_, compare_, reveal_, trash_}; }
    void shown() override {
        if (!table_->currentIndex().isValid() && model_->rowCount() > 0) table_->selectRow(0);
        follow();
    }

  private:
    QAction* action(const QString& icon, const QString& text, void (RunsPage::*slot)(), Role role = Role::text) {
        auto* made = new QAction(Theme::instance().icon(icon, role), text, this);
        connect(made, &QAction::triggered, this, slot);
        return made;
    }

    void make_actions() {
        open_ = action(QStringLiteral("open"), tr("Open run"), &RunsPage::open_run, Role::on_accent);
        resume_ = action(QStringLiteral("resume"), tr("Resume"), &RunsPage::resume_run);
        //: a button: put this run's adapter beside the base on the Compare page
        compare_ = action(QStringLiteral("compare"), tr("Compare"), &RunsPage::compare_run);
        reveal_ = action(QStringLiteral("folder"), tr("Show the run's folder"), &RunsPage::reveal_run);
        trash_ = action(QStringLiteral("trash"), tr("Move run to trash"), &RunsPage::trash_run);
        trash_->setShortcut(QKeySequence::Delete);
        trash_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        set_primary_action(open_);
        set_secondary_actions({resume_, compare_});
        set_menu_actions({reveal_, trash_});
    }

    QString chosen() const { return model_->folder(table_->currentIndex().row()); }

    void follow() {
        stack_->setCurrentWidget(model_->rowCount() > 0 ? static_cast<QWidget*>(table_) : empty_);
        const RunView* run = model_->view(table_->currentIndex().row());
        const bool live = run && (run->state == RunState::running || run->state == RunState::paused);
        open_->setEnabled(run != nullptr);
        compare_->setEnabled(run && (!run->checkpoints.empty() || !run->adapter_path.isEmpty()));
        resume_->setEnabled(run && (run->state == RunState::interrupted || run->state == RunState::failed));
        resume_->setToolTip(resume_->isEnabled() ? tr("Go on from the last checkpoint") : tr("Only an interrupted run can be resumed"));
        reveal_->setEnabled(run != nullptr);
        trash_->setEnabled(run && !live);
        int running = 0;
        for (int row = 0; row < model_->rowCount(); ++row)
            if (const RunView* other = model_->view(row); other && other->state == RunState::running) ++running;
        const int rows = model_->rowCount();
        if (!services().projects.is_open())
            set_truth(tr("No project is open"));
        else if (rows == 0)
            set_truth(tr("No run yet in %1").arg(services().projects.name()));
        else
            set_truth(runs_words(rows, services().projects.name(), running));
    }

    void report(const Status& status) {
        if (status)
            set_banner(BannerKind::info, {});
        else
            set_banner(BannerKind::bad, localized(status.error()));
    }

    void open_run() {
        services().runs.set_current(chosen());
        Q_EMIT navigate(QStringLiteral("train"));
    }
    void compare_run() {
        services().runs.set_current(chosen());
        Q_EMIT navigate(QStringLiteral("compare"));
    }
    void resume_run() {
        const QString folder = chosen();
        const Status status = services().runs.resume(folder);
        report(status);
        if (!status) return;
        services().runs.set_current(folder);
        Q_EMIT navigate(QStringLiteral("train"));
    }
    void reveal_run() { services().choices->reveal(chosen()); }
    void trash_run() {
        const QString folder = chosen();
        services().choices->confirm(this, tr("Move this run to the trash?"),
                                    tr("%1 with its checkpoints. You can bring it back from the trash.").arg(folder),
                                    tr("Move to trash"), [this, folder](bool yes) {
                                        if (yes) report(services().runs.trash(folder));
                                    });
    }

    RunsModel* model_;
    QTableView* table_ = nullptr;
    EmptyState* empty_ = nullptr;
    QStackedLayout* stack_ = nullptr;
    QAction *open_, *resume_, *compare_, *reveal_, *trash_;
};

}  // namespace

Page* make_runs_page(Services& services, QWidget* parent) { return new RunsPage(services, parent); }

}  // namespace lora::ui

#include "runs_page.moc"
