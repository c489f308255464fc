// SPDX-License-Identifier: GPL-3.0-or-later
// Where examples are brought in, looked at down to their tokens, and checked before anything is trained on
// them.
#pragma once

#include <QtGui/QUndoStack>

#include "ui/services/services.h"
#include "ui/shell/page.h"

class QLabel;
class QSpinBox;
class QStackedWidget;

namespace lora::ui {

class CheckList;
class EmptyState;
class ExampleTable;
class ExampleView;
class FilesPanel;
class FoldPanel;
class LengthHistogram;

class DataPage : public Page {
    Q_OBJECT
  public:
    DataPage(Services& services, QWidget* parent);
    QList<QAction*> palette_actions() override;
    bool take_dropped(const QString& path) override;
    bool settled() const override;

  private:
    QWidget* build_work();
    FoldPanel* build_checks();
    void follow();
    void follow_content();
    void follow_checks();
    void follow_lengths();
    void say_truth();
    void find_duplicates();
    void offer_mapping(bool asked);
    void add_files();
    void add_paths(const QStringList& paths);
    /// These files become the hold-out; none: a share of the examples does.
    void hold_out(const QStringList& paths);
    void act(const QString& action);
    void commit(const QString& what, const DataSpec& after, int merge_id = -1);
    DataSpec spec() const;

    QUndoStack undo_;
    QAction *add_, *go_on_, *undo_action_, *redo_action_;
    QStackedWidget* stack_;
    EmptyState* empty_;
    QString empty_leads_to_;
    FilesPanel* files_;
    ExampleTable* table_;
    ExampleView* view_;
    CheckList* checks_;
    LengthHistogram* histogram_;
    QSpinBox* limit_;
    QLabel* limit_note_;
    std::shared_ptr<const Dataset> shown_;
    std::shared_ptr<const std::vector<TokenizedExample>> shown_tokens_;
    std::vector<int> duplicates_;
    QString mapping_offered_for_;
};

Page* make_data_page(Services& services, QWidget* parent);

}  // namespace lora::ui
