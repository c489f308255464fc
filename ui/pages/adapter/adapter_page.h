// SPDX-License-Identifier: GPL-3.0-or-later
// Where one paints which modules of which layers learn, and sees at once what that costs.
#pragma once

#include <QtGui/QUndoStack>

#include "ui/models/rank_grid.h"
#include "ui/services/services.h"
#include "ui/shell/page.h"

class QStackedWidget;

namespace lora::ui {

class AdapterCosts;
class AdapterSettings;
class ChipRow;
class EmptyState;
class LayerMap;

class AdapterPage : public Page {
    Q_OBJECT
  public:
    AdapterPage(Services& services, QWidget* parent);
    QList<QAction*> palette_actions() override;
    bool take_dropped(const QString& path) override;
    void shown() override;
    bool settled() const override;

  private:
    QWidget* build_work();
    /// Shows the draft; nothing is changed by it.
    void follow();
    void show_empty(const QString& sentence, const QString& button, const QString& page);
    void show_live();
    void preset(int value);
    /// Everything that changes the draft goes through here and can be undone.
    void commit(const QString& what, const AdapterSpec& after, int merge_id = -1);
    void commit_grid(const QString& what, const RankGrid& grid, int merge_id = -1);
    std::shared_ptr<const BaseModel> model() const;

    QUndoStack undo_;
    QAction *go_on_, *undo_action_, *redo_action_, *all_linear_;
    QStackedWidget* stack_;
    EmptyState* empty_;
    QString empty_leads_to_;
    ChipRow* presets_;
    LayerMap* map_;
    AdapterSettings* settings_;
    AdapterCosts* costs_;
    int brush_rank_ = 16;
    double alpha_ = 32;
    QString followed_project_;
};

Page* make_adapter_page(Services& services, QWidget* parent);

}  // namespace lora::ui
