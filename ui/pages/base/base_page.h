// SPDX-License-Identifier: GPL-3.0-or-later
// Where the base model is chosen and shown for what it is, or refused with the reason.
#pragma once

#include <QtGui/QUndoStack>

#include "ui/services/services.h"
#include "ui/shell/page.h"

class QLabel;
class QListWidget;
class QListWidgetItem;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace lora::ui {

class ElidedLabel;
class EmptyState;
class FactList;
class FoundList;
class RefusalPanel;

class BasePage : public Page {
    Q_OBJECT
  public:
    BasePage(Services& services, QWidget* parent);
    QList<QAction*> palette_actions() override;
    bool take_dropped(const QString& path) override;
    void shown() override;
    bool settled() const override;

  private:
    QWidget* build_choices();
    QWidget* build_card();
    void follow();
    void show_model(const BaseModel& model);
    void show_fingerprint();
    void fill_recent();
    void choose_file();
    void choose_folder();
    /// Tries the path; only a model that can be used becomes the draft's base.
    void try_path(const QString& path);
    void take_base(const QString& path);
    void need_project();
    QString title_of(const QString& path, const BaseModel& model) const;

    QUndoStack undo_;
    QAction *choose_, *go_on_, *choose_folder_, *undo_action_, *go_home_;
    QPushButton* use_default_;
    QListWidget* recent_;
    QLabel* recent_title_;
    FoundList* found_;
    QStackedWidget* right_;
    EmptyState* empty_;
    RefusalPanel* refusal_;
    QLabel *card_name_, *opening_;
    ElidedLabel* card_path_;
    FactList *shape_, *file_;
    QPushButton* copy_fingerprint_;
    QProgressBar* hashing_;
    QString probing_, shown_path_;
    bool tokenizer_shown_ = false;
};

Page* make_base_page(Services& services, QWidget* parent);

}  // namespace lora::ui
