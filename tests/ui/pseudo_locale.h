// SPDX-License-Identifier: Apache-2.0
// A language that nobody speaks: every text of ours in accented letters, longer by two fifths and in brackets. What shows
// plain letters never passed tr(); what does not fit would not fit in German either.
#pragma once

#include <QtCore/QRegularExpression>
#include <QtCore/QTranslator>

namespace lora::test {

class PseudoTranslator : public QTranslator {
  public:
    using QTranslator::QTranslator;
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char*, int) const override {
        // Qt's own words stay: they name keys, and its translations are not ours to test.
        const QByteArray whose(context);
        if (!whose.startsWith("lora::ui::") && !whose.endsWith("Words") && whose != "core") return {};
        return pseudo(QString::fromUtf8(source));
    }

    static QString pseudo(const QString& source) {
        // Placeholders, HTML, `code`, patterns of files and the name of the program are no words.
        static const QRegularExpression kept(QStringLiteral(
            "%L?\\d|%n|<[^>]+>|`[^`]+`|\\(\\*[^)]*\\)|;;|&\\w+;|\\b\\w*[a-z][A-Z]\\w*|\\b[A-Z]{2,}[\\w-]*|\\w+_\\w+|\\b\\d[\\w.-]*|\\w+\\.\\w+|\\w+/"));
        QString text;
        qsizetype from = 0;
        for (auto it = kept.globalMatch(source); it.hasNext();) {
            const auto one = it.next();
            text += accented(source.mid(from, one.capturedStart() - from)) + one.captured();
            from = one.capturedEnd();
        }
        text += accented(source.mid(from));
        const qsizetype more = std::max<qsizetype>(1, source.size() * 2 / 5 - 2);
        // A chain of files' kinds is cut at ";;" by the dialog: what is added must not stand behind its brackets.
        if (source.contains(QLatin1String("(*"))) return text;
        return QStringLiteral("[%1%2]").arg(text, QStringLiteral("·").repeated(static_cast<int>(more)));
    }

  private:
    static QString accented(const QString& text) {
        static const QString plain = QStringLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
        static const QString accents = QStringLiteral("ÂƁÇÐÉƑĜĤÎĴĶĻṀŇÖÞǪŔŠŢÛṼŴẊÝŽâƀçðéƒĝĥîĵķļɱňöþǫŕšţûṽŵẋýž");
        QString out = text;
        for (QChar& letter : out)
            if (const qsizetype at = plain.indexOf(letter); at >= 0) letter = accents[at];
        return out;
    }
};

}  // namespace lora::test
