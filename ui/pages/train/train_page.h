// SPDX-License-Identifier: GPL-3.0-or-later
// Training: settings of the next run, and the current run live, with everything one may ask of it.
#pragma once

#include <memory>

#include "ui/models/run_words.h"
#include "ui/shell/page.h"

class QSplitter;
class QStackedWidget;

namespace lora::ui {

class KeyNumbers;
class RunPlots;
class RunTabs;
class TrainingSettings;

class TrainPage : public Page {
    Q_OBJECT
  public:
    TrainPage(Services& services, QWidget* parent);
    QList<QAction*> palette_actions() override;
    void shown() override;

  private:
    void make_actions();
    void make_body();
    void follow_run();
    void show_run(const RunView& run);
    void update_actions();
    void update_banner();
    void start();
    void resume();
    void wait_for_worker();
    void ask(ControlKind kind, const QString& busy);
    bool menu_starts_ = false;        ///< the menu offers to start a run
    bool offers_comparison_ = false;  ///< the run has ended with an adapter that learnt something
    const RunView* run() const;

    QAction *go_on_, *start_, *pause_, *resume_, *stop_, *checkpoint_, *sample_, *settings_, *remedy_;
    QStackedWidget* stack_ = nullptr;
    KeyNumbers* numbers_ = nullptr;
    RunPlots* plots_ = nullptr;
    RunTabs* tabs_ = nullptr;
    TrainingSettings* panel_ = nullptr;
    QString error_, asked_, remedy_page_;  ///< asked_: what was asked and is not yet answered
    RunState asked_in_ = RunState::not_started;
    Trouble::Remedy remedy_kind_ = Trouble::Remedy::none;
};

Page* make_train_page(Services& services, QWidget* parent);

}  // namespace lora::ui
