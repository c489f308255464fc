// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/help/guide.h"

#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QRegularExpression>
#include <QtGui/QTextBlock>
#include <QtGui/QTextDocument>

#include <algorithm>

namespace lora::ui {
namespace {

constexpr int excerpt_before = 36, excerpt_length = 120;

QString read_resource(const QString& name) {
    QFile file(QStringLiteral(":/guide/") + name);
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("The guide lacks %s", qPrintable(name));
        return {};
    }
    return QString::fromUtf8(file.readAll());
}

/// Ids in the order in which README.md links them.
QStringList contents() {
    static const QRegularExpression link(QStringLiteral("^- \\[[^\\]]+\\]\\(([a-z0-9-]+)\\.md\\)"),
                                         QRegularExpression::MultilineOption);
    QStringList ids;
    for (auto it = link.globalMatch(read_resource(QStringLiteral("README.md"))); it.hasNext();)
        ids << it.next().captured(1);
    return ids;
}

/// Where `word` begins a word of `text` (both in lower case); -1: nowhere.
qsizetype find_word(const QString& text, const QString& word) {
    for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
        if (at == 0 || !text[at - 1].isLetterOrNumber()) return at;
    return -1;
}

QString excerpt_at(const QString& text, qsizetype at) {
    qsizetype from = std::max<qsizetype>(0, at - excerpt_before);
    if (from > 0) from = text.indexOf(QLatin1Char(' '), from) + 1;
    if (from > at) from = at;
    qsizetype to = std::min(text.size(), from + excerpt_length);
    if (to < text.size())
        if (const qsizetype space = text.lastIndexOf(QLatin1Char(' '), to); space > at) to = space;
    return (from > 0 ? QStringLiteral("… ") : QString()) + text.mid(from, to - from).trimmed() +
           (to < text.size() ? QStringLiteral(" …") : QString());
}

/// Scores a section for the words; 0: not all of them stand in it.
int score_of(const GuideSection& section, const QStringList& words, qsizetype& first_in_text) {
    const QString heading = section.heading.toLower(), text = section.text.toLower();
    int score = 0;
    first_in_text = -1;
    for (const QString& word : words) {
        const qsizetype in_heading = find_word(heading, word), in_text = find_word(text, word);
        if (in_heading < 0 && in_text < 0) return 0;
        if (in_heading >= 0) score += heading == word ? 60 : 30;
        if (in_text >= 0) {
            score += 5 + std::min<int>(8, static_cast<int>(text.count(word)));
            if (first_in_text < 0 || in_text < first_in_text) first_in_text = in_text;
        }
    }
    return score + (section.level == 1 ? 1 : 0);
}

}  // namespace

QString anchor_of(const QString& heading) {
    QString anchor;
    for (const QChar c : heading.toLower()) {
        if (c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_'))
            anchor += c;
        else if (c == QLatin1Char(' '))
            anchor += QLatin1Char('-');
    }
    return anchor;
}

GuidePage make_guide_page(const QString& id, const QString& markdown) {
    GuidePage page{id, {}, markdown, {}};
    QTextDocument document;
    document.setMarkdown(markdown, QTextDocument::MarkdownDialectGitHub);
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const QString text = block.text().remove(QChar::ObjectReplacementCharacter).simplified();
        if (const int level = block.blockFormat().headingLevel(); level > 0) {
            page.sections.push_back({text, anchor_of(text), level, {}});
            if (page.title.isEmpty()) page.title = text;
        } else if (!page.sections.empty() && !text.isEmpty()) {
            QString& whole = page.sections.back().text;
            whole += (whole.isEmpty() ? QString() : QStringLiteral(" ")) + text;
        }
    }
    return page;
}

const std::vector<GuidePage>& guide_pages() {
    static const std::vector<GuidePage> pages = [] {
        std::vector<GuidePage> read;
        for (const QString& id : contents())
            read.push_back(make_guide_page(id, read_resource(id + QStringLiteral(".md"))));
        return read;
    }();
    return pages;
}

QString guide_page_for(const QString& window_page_id) {
    static const QHash<QString, QString> pages{
        {QStringLiteral("home"), QStringLiteral("first-adapter")},
        {QStringLiteral("base"), QStringLiteral("base-model")},
        {QStringLiteral("data"), QStringLiteral("preparing-data")},
        {QStringLiteral("adapter"), QStringLiteral("layers-and-rank")},
        {QStringLiteral("train"), QStringLiteral("reading-the-plots")},
        {QStringLiteral("compare"), QStringLiteral("judging")},
        {QStringLiteral("export"), QStringLiteral("exporting")},
        {QStringLiteral("runs"), QStringLiteral("taking-it-back")},
    };
    return pages.value(window_page_id);
}

GuideLink parse_guide_link(const QString& target) {
    GuideLink link{target.section(QLatin1Char('#'), 0, 0), target.section(QLatin1Char('#'), 1)};
    if (link.page.endsWith(QStringLiteral(".md"))) link.page.chop(3);
    return link;
}

QStringList query_words(const QString& query) {
    static const QRegularExpression between(QStringLiteral("[^\\w-]+"), QRegularExpression::UseUnicodePropertiesOption);
    return query.toLower().split(between, Qt::SkipEmptyParts);
}

std::vector<GuideHit> search_guide(const std::vector<GuidePage>& pages, const QString& query) {
    const QStringList words = query_words(query);
    std::vector<GuideHit> hits;
    if (words.isEmpty()) return hits;
    for (const GuidePage& page : pages)
        for (const GuideSection& section : page.sections) {
            qsizetype first = -1;
            const int score = score_of(section, words, first);
            if (score == 0) continue;
            hits.push_back({page.id, page.title, section.heading, section.anchor,
                            excerpt_at(section.text, std::max<qsizetype>(0, first)), score});
        }
    std::stable_sort(hits.begin(), hits.end(), [](const GuideHit& a, const GuideHit& b) { return a.score > b.score; });
    return hits;
}

}  // namespace lora::ui
