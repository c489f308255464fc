// SPDX-License-Identifier: Apache-2.0
// The translations against the sources and against themselves: a string that a language lacks fails here by
// its name.
#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QMap>
#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtCore/QStandardPaths>
#include <QtCore/QTemporaryDir>
#include <QtCore/QXmlStreamReader>

#include <algorithm>

#include "tests/support/test_main.h"
#include "ui/services/core_messages.h"
#include "ui/shell/language.h"

using namespace lora;
using namespace lora::ui;

namespace {

struct Entry {
    QString context, source, comment, translation, state;
    QString name() const { return context + QStringLiteral(": ") + source; }
};

QString translation_file(const QString& code) {
    return QStringLiteral(LORA_SOURCE_DIR "/resources/translations/lora_studio_%1.ts").arg(code);
}

/// By context, source and disambiguation.
QMap<QString, Entry> read_entries(const QString& path) {
    QMap<QString, Entry> entries;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return entries;
    QXmlStreamReader xml(&file);
    Entry entry;
    QString context;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement()) {
            const auto name = xml.name();
            if (name == QLatin1String("name")) context = xml.readElementText();
            if (name == QLatin1String("message")) entry = {context, {}, {}, {}, {}};
            if (name == QLatin1String("source")) entry.source = xml.readElementText();
            if (name == QLatin1String("comment")) entry.comment = xml.readElementText();
            if (name == QLatin1String("translation")) {
                entry.state = xml.attributes().value(QLatin1String("type")).toString();
                entry.translation = xml.readElementText(QXmlStreamReader::IncludeChildElements);
            }
        }
        if (xml.isEndElement() && xml.name() == QLatin1String("message"))
            entries.insert(entry.context + u'\x1f' + entry.source + u'\x1f' + entry.comment, entry);
    }
    return xml.hasError() ? QMap<QString, Entry>() : entries;
}

QStringList all_of(const QString& text, const char* pattern) {
    const QRegularExpression expression{QLatin1String(pattern)};
    QStringList found;
    for (auto it = expression.globalMatch(text); it.hasNext();)
        found << it.next().captured(0);
    found.sort();
    return found;
}

/// What a translation must share with its source, and does not; empty where all is well.
QString disagreement(const Entry& entry, bool latin) {
    const QString &source = entry.source, &translation = entry.translation;
    QStringList placeholders = all_of(source, "%L?(\\d+|n)"), others = all_of(translation, "%L?(\\d+|n)");
    placeholders.removeDuplicates();
    others.removeDuplicates();
    if (placeholders != others) return QStringLiteral("placeholders");
    if (all_of(source, "</?[a-z][^>]*>") != all_of(translation, "</?[a-z][^>]*>"))
        return QStringLiteral("HTML tags");
    if (all_of(source, "&(?=\\w)").size() != all_of(translation, "&(?=\\w)").size())
        return QStringLiteral("mnemonic");
    if (all_of(source, "`[^`]+`") != all_of(translation, "`[^`]+`")) return QStringLiteral("`code`");
    if (all_of(source, "\\([^()]*\\*[^()]*\\)|;;") != all_of(translation, "\\([^()]*\\*[^()]*\\)|;;"))
        return QStringLiteral("file filter");
    if (source.count(u'\n') != translation.count(u'\n')) return QStringLiteral("line breaks");
    const auto ends = [](const QString& text, const QString& with) {
        return std::any_of(with.begin(), with.end(), [&](QChar letter) { return text.endsWith(letter); });
    };
    if (ends(source, QStringLiteral("…")) != ends(translation, QStringLiteral("…")))
        return QStringLiteral("trailing …");
    if (ends(source, QStringLiteral(":：")) != ends(translation, QStringLiteral(":：")))
        return QStringLiteral("trailing colon");
    const bool abbreviation = source.count(u' ') < 2;  // "No.", "%1 B": other languages shorten other words
    if (!abbreviation && ends(source, QStringLiteral(".。")) != ends(translation, QStringLiteral(".。")))
        return QStringLiteral("full stop");
    // A unit behind a number begins with a space, which Chinese does not set.
    if (latin && source.startsWith(u' ') != translation.startsWith(u' '))
        return QStringLiteral("leading space");
    return {};
}

/// All of them above the failure, whose own text Qt Test cuts short.
QByteArray listed(const QStringList& problems) {
    for (const QString& problem : problems)
        qInfo("%s", qPrintable(problem));
    return QByteArray::number(problems.size()) + " strings";
}

}  // namespace

class TestTranslations : public test::TestObject {
    Q_OBJECT
    static void each_language() {
        QTest::addColumn<QString>("code");
        for (const Language& language : languages())
            if (language.code != QLatin1String("en"))
                QTest::newRow(qPrintable(language.code)) << language.code;
    }

  private Q_SLOTS:
    void every_file_is_a_language_of_the_setting_and_the_other_way_round() {
        QStringList files = QDir(QStringLiteral(LORA_SOURCE_DIR "/resources/translations"))
                                .entryList({QStringLiteral("lora_studio_*.ts")}, QDir::Files, QDir::Name);
        QStringList wanted;
        for (const Language& language : languages())
            if (language.code != QLatin1String("en"))
                wanted << QStringLiteral("lora_studio_%1.ts").arg(language.code);
        wanted.sort();
        QCOMPARE(files, wanted);
    }

    void the_sentences_of_core_are_those_of_its_sources() {
        const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
        if (python.isEmpty()) QSKIP("there is no python3 here");
        QProcess process;
        process.start(python, {QStringLiteral(LORA_SOURCE_DIR "/resources/translations/core_messages.py"),
                               QStringLiteral("--check")});
        QVERIFY(process.waitForFinished(60000));
        const QByteArray said = process.readAllStandardOutput() + process.readAllStandardError();
        QVERIFY2(process.exitCode() == 0, said.constData());
        QVERIFY(core_messages().size() > 400);
    }

    void the_file_has_every_string_of_the_sources_and_no_other_data() { each_language(); }

    void the_file_has_every_string_of_the_sources_and_no_other() {
        QFETCH(QString, code);
        const QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("lora_studio_%1.ts").arg(code));
        QVERIFY(QFile::copy(translation_file(code), copy));
        QProcess update;
        update.start(QStringLiteral(LORA_SOURCE_DIR "/resources/translations/update.sh"),
                     {QStringLiteral(LORA_LUPDATE), copy});
        QVERIFY(update.waitForFinished(120000));
        const QByteArray said = update.readAllStandardOutput() + update.readAllStandardError();
        QVERIFY2(update.exitCode() == 0, said.constData());
        QVERIFY2(said.isEmpty(), said.constData());  // lupdate warns of a tr() outside any class
        const auto there = read_entries(translation_file(code)), wanted = read_entries(copy);
        QVERIFY(wanted.size() > 1000);
        QStringList problems;
        for (auto it = wanted.begin(); it != wanted.end(); ++it)
            if (!there.contains(it.key())) problems << QStringLiteral("new: ") + it->name();
        for (auto it = there.begin(); it != there.end(); ++it)
            if (!wanted.contains(it.key())) problems << QStringLiteral("gone: ") + it->name();
        QVERIFY2(problems.isEmpty(),
                 (listed(problems) + ": build the target update_translations").constData());
    }

    void every_string_is_translated_data() { each_language(); }

    void every_string_is_translated() {
        QFETCH(QString, code);
        QStringList problems;
        for (const Entry& entry : read_entries(translation_file(code)))
            if (!entry.state.isEmpty() || entry.translation.trimmed().isEmpty())
                problems << (entry.state.isEmpty() ? QStringLiteral("empty") : entry.state) +
                                QStringLiteral(": ") + entry.name();
        QVERIFY2(problems.isEmpty(), listed(problems).constData());
    }

    void a_translation_keeps_what_its_source_holds_data() { each_language(); }

    void a_translation_keeps_what_its_source_holds() {
        QFETCH(QString, code);
        QStringList problems;
        for (const Entry& entry : read_entries(translation_file(code))) {
            if (entry.translation.isEmpty()) continue;
            const QString what = disagreement(entry, !code.startsWith(QLatin1String("zh")));
            if (!what.isEmpty())
                problems << QStringLiteral("%1: %2\n    → %3").arg(what, entry.name(), entry.translation);
        }
        QVERIFY2(problems.isEmpty(), listed(problems).constData());
    }

    void the_program_carries_our_words_and_those_of_qt_data() { each_language(); }

    void the_program_carries_our_words_and_those_of_qt() {
        QFETCH(QString, code);
        apply_language(code);  // loads the resources, and warns of a missing one
        QVERIFY(QFile::exists(QStringLiteral(":/translations/lora_studio_%1.qm").arg(code)));
        QVERIFY(QFile::exists(QStringLiteral(":/translations/qtbase_%1.qm").arg(code)));
        QVERIFY(QCoreApplication::translate("QPlatformTheme", "Cancel") != QStringLiteral("Cancel"));
        apply_language(QStringLiteral("en"));
        QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), QStringLiteral("Cancel"));
    }
};

LORA_GUI_TEST_MAIN(TestTranslations)
#include "test_translations.moc"
