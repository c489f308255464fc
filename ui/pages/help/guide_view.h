// SPDX-License-Identifier: GPL-3.0-or-later
// One page of the guide on screen: Markdown in the theme's type and colours, pictures as wide as there is room.
#pragma once

#include <QtWidgets/QTextBrowser>

#include <memory>

namespace lora::ui {

struct GuidePage;

class GuideView : public QTextBrowser {
    Q_OBJECT
  public:
    explicit GuideView(QWidget* parent = nullptr);
    ~GuideView() override;
    /// Shows a page from its beginning, or from the heading that `anchor` names.
    void show_page(const GuidePage& page, const QString& anchor);
    /// Marks these words wherever they stand; none: no marks.
    void mark_words(const QStringList& words);

  Q_SIGNALS:
    /// A link within the guide ("judging.md#compare") was followed. Those to the outside open in the system's browser.
    void link_followed(const QString& target);

  protected:
    QVariant loadResource(int type, const QUrl& name) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void render();
    void render_once();
    void scale_pictures(QTextDocument& document) const;
    void go_to(const QString& anchor);
    int text_width() const;
    void fit_margins();
    std::unique_ptr<QTextDocument> shown_;
    QString markdown_;
    QStringList marked_;
    bool rendering_ = false;
    int rendered_width_ = 0;  ///< text_width() that pictures were scaled for
};

}  // namespace lora::ui
