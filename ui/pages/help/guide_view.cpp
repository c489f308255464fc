// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/help/guide_view.h"

#include <QtGui/QAbstractTextDocumentLayout>
#include <QtGui/QDesktopServices>
#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtGui/QTextBlock>
#include <QtGui/QTextFrame>
#include <QtWidgets/QScrollBar>

#include <algorithm>
#include <cmath>

#include "ui/pages/help/guide.h"
#include "ui/pages/help/guide_style.h"
#include "ui/shell/theme.h"

namespace lora::ui {
namespace {

constexpr int margin = 24;
constexpr int widest_text = 760;  ///< longer lines are hard to follow with the eye

}  // namespace

GuideView::GuideView(QWidget* parent) : QTextBrowser(parent) {
    setOpenLinks(false);
    connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
        if (url.scheme().isEmpty())
            Q_EMIT link_followed(url.toString());
        else
            QDesktopServices::openUrl(url);
    });
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        const int at = verticalScrollBar()->value();
        render();
        verticalScrollBar()->setValue(at);
    });
}

GuideView::~GuideView() = default;

void GuideView::show_page(const GuidePage& page, const QString& anchor) {
    markdown_ = page.markdown;
    marked_.clear();
    moveCursor(QTextCursor::Start);
    render();
    go_to(anchor);
}

void GuideView::render() {
    // What is set into the document may bring or take the scroll bar, and with it another width.
    rendering_ = true;
    for (int tries = 0; tries < 3 && (tries == 0 || rendered_width_ != text_width()); ++tries)
        render_once();
    rendering_ = false;
}

void GuideView::render_once() {
    rendered_width_ = text_width();
    const int block = std::max(0, textCursor().blockNumber());
    // Made apart and put in place whole: a document on screen is laid out anew at each change.
    auto fresh = std::make_unique<QTextDocument>();
    fresh->setUndoRedoEnabled(false);
    fresh->setIndentWidth(20);
    fresh->setDefaultFont(Theme::instance().body_font());
    fresh->setMarkdown(markdown_, QTextDocument::MarkdownDialectGitHub);
    scale_pictures(*fresh);
    style_guide(*fresh);
    setDocument(fresh.get());
    shown_ = std::move(fresh);
    if (const QTextBlock same = document()->findBlockByNumber(block); same.isValid()) setTextCursor(QTextCursor(same));
    fit_margins();
    mark_words(marked_);
}

void GuideView::go_to(const QString& anchor) {
    QTextBlock found = document()->begin();
    if (!anchor.isEmpty())
        for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
            if (block.blockFormat().headingLevel() > 0 && anchor_of(block.text().simplified()) == anchor) {
                found = block;
                break;
            }
    setTextCursor(QTextCursor(found));
    if (anchor.isEmpty() || found == document()->begin()) return verticalScrollBar()->setValue(0);
    verticalScrollBar()->setValue(verticalScrollBar()->value() + cursorRect().top() - margin);
}

void GuideView::mark_words(const QStringList& words) {
    marked_ = words;
    QList<QTextEdit::ExtraSelection> marks;
    QTextCharFormat format;
    format.setBackground(Theme::instance().colour(Role::selected));
    for (const QString& word : words)
        for (QTextCursor at = document()->find(word); !at.isNull(); at = document()->find(word, at))
            marks.push_back({at, format});
    setExtraSelections(marks);
}

int GuideView::text_width() const { return std::max(120, std::min(widest_text, viewport()->width() - 2 * margin)); }

void GuideView::fit_margins() {
    QTextFrameFormat format = document()->rootFrame()->frameFormat();
    format.setMargin(margin);
    format.setRightMargin(std::max(margin, viewport()->width() - margin - text_width()));
    document()->rootFrame()->setFrameFormat(format);
}

void GuideView::scale_pictures(QTextDocument& document) const {
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
        for (auto it = block.begin(); !it.atEnd(); ++it) {
            const QTextImageFormat format = it.fragment().charFormat().toImageFormat();
            if (!format.isValid()) continue;
            QImage picture(QStringLiteral(":/guide/") + format.name());
            if (picture.isNull()) {
                qWarning("The guide lacks %s", qPrintable(format.name()));
                continue;
            }
            const int width = std::min(picture.width(), static_cast<int>(std::lround(text_width() * devicePixelRatioF())));
            picture = picture.convertToFormat(QImage::Format_RGB32).scaledToWidth(width, Qt::SmoothTransformation);
            QPainter painter(&picture);
            painter.setPen(QPen(Theme::instance().colour(Role::line), 2 * std::max(1.0, width / static_cast<double>(text_width()))));
            painter.drawRect(picture.rect());
            painter.end();
            // Pixels of a dense screen are not the document's: the picture fills the column on any.
            picture.setDevicePixelRatio(std::max(1.0, width / static_cast<double>(text_width())));
            document.addResource(QTextDocument::ImageResource, QUrl(format.name()), picture);
        }
}

/// Nothing is fetched from anywhere: scale_pictures gave the document all that it has.
QVariant GuideView::loadResource(int, const QUrl&) { return {}; }

void GuideView::resizeEvent(QResizeEvent* event) {
    QTextBrowser::resizeEvent(event);
    if (rendering_) return;
    if (text_width() == rendered_width_) return fit_margins();
    const double share = verticalScrollBar()->maximum() > 0
                             ? static_cast<double>(verticalScrollBar()->value()) / verticalScrollBar()->maximum()
                             : 0;
    render();
    // The sizes are known once the document is laid out for the new width.
    document()->documentLayout()->documentSize();
    verticalScrollBar()->setValue(static_cast<int>(std::lround(share * verticalScrollBar()->maximum())));
}

}  // namespace lora::ui
