// SPDX-License-Identifier: GPL-3.0-or-later
// The left side of Help: a search field, and below it the contents or what was found.
#pragma once

#include <QtWidgets/QWidget>

#include <vector>

#include "ui/pages/help/guide.h"

class QLineEdit;
class QListWidget;
class QStackedWidget;
class QTreeWidget;
class QTreeWidgetItem;

namespace lora::ui {

class GuideFinder : public QWidget {
    Q_OBJECT
  public:
    explicit GuideFinder(QWidget* parent = nullptr);
    /// The pages listed and searched. Keeps what is searched for.
    void set_pages(std::vector<GuidePage> pages);
    const std::vector<GuidePage>& pages() const { return pages_; }
    /// Marks the page that is shown, with its headings below it.
    void set_current(const QString& page);
    void focus_search();
    void leave_search();
    QString query() const;
    int hits() const { return static_cast<int>(hits_.size()); }
    bool eventFilter(QObject* watched, QEvent* event) override;

  Q_SIGNALS:
    /// A page, a heading of it, or a hit was chosen. `opened`: with Enter or a click, so that the text may take the focus.
    void chosen(const QString& page, const QString& anchor, bool opened);
    void query_changed();

  private:
    void find();
    void choose(QTreeWidgetItem* item, bool opened);
    void open_hit(int row);
    QLineEdit* search_;
    QStackedWidget* stack_;
    QTreeWidget* contents_;
    QListWidget* found_;
    std::vector<GuidePage> pages_;
    std::vector<GuideHit> hits_;
};

}  // namespace lora::ui
