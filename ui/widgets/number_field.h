// SPDX-License-Identifier: GPL-3.0-or-later
// Fields for numbers with a fraction: shown in the form of the language, and typed in that or as programs write them.
#pragma once

#include <QtGui/QDoubleValidator>
#include <QtWidgets/QDoubleSpinBox>

#include "ui/models/words.h"

namespace lora::ui {

/// Shows 32 as "32" and 0.05 as "0.05" or "0,05". Both work on the plain form within, hence the C locale.
class NumberBox : public QDoubleSpinBox {
  public:
    explicit NumberBox(QWidget* parent) : QDoubleSpinBox(parent) { setLocale(QLocale::c()); }
    QString textFromValue(double value) const override { return plain_words(value); }
    /// Room for every digit: the base class asks for that of the ends of the range alone, "0" and "1".
    QSize sizeHint() const override { return QDoubleSpinBox::sizeHint() + for_digits(); }
    QSize minimumSizeHint() const override { return QDoubleSpinBox::minimumSizeHint() + for_digits(); }
    double valueFromText(const QString& text) const override { return QDoubleSpinBox::valueFromText(as_plain_number(text)); }
    QValidator::State validate(QString& text, int& at) const override {
        QString plain = as_plain_number(text);
        return QDoubleSpinBox::validate(plain, at);
    }

  private:
    QSize for_digits() const { return {fontMetrics().horizontalAdvance(u'0') * (decimals() + 1), 0}; }
};

/// For a line that may also be typed as 2e-4.
class NumberValidator : public QDoubleValidator {
  public:
    NumberValidator(double min, double max, QObject* parent) : QDoubleValidator(min, max, 12, parent) {
        setLocale(QLocale::c());
    }
    State validate(QString& text, int& at) const override {
        QString plain = as_plain_number(text);
        return QDoubleValidator::validate(plain, at);
    }
};

}  // namespace lora::ui
