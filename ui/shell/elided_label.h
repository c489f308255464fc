// SPDX-License-Identifier: GPL-3.0-or-later
// One line of text that shortens with an ellipsis instead of pushing its neighbours; the whole is under the cursor.
#pragma once

#include <QtWidgets/QLabel>

namespace lora::ui {

class ElidedLabel : public QLabel {
    Q_OBJECT
  public:
    explicit ElidedLabel(QWidget* parent = nullptr, Qt::TextElideMode mode = Qt::ElideRight)
        : QLabel(parent), mode_(mode) {
        setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        setMinimumWidth(40);
        setTextFormat(Qt::PlainText);
    }
    const QString& full_text() const { return full_; }
    void set_full_text(const QString& text) {
        full_ = text;
        setAccessibleName(text);
        elide();
    }
    QSize sizeHint() const override {
        return {fontMetrics().horizontalAdvance(full_) + 2, QLabel::sizeHint().height()};
    }

  protected:
    void resizeEvent(QResizeEvent* event) override {
        QLabel::resizeEvent(event);
        elide();
    }

  private:
    void elide() {
        const QString shown = fontMetrics().elidedText(full_, mode_, std::max(0, contentsRect().width()));
        setText(shown.isEmpty() && !full_.isEmpty() ? full_.left(1) : shown);
        setToolTip(shown == full_ ? QString() : full_);
    }
    Qt::TextElideMode mode_;
    QString full_;
};

}  // namespace lora::ui
