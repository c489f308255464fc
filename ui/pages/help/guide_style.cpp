// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/help/guide_style.h"

#include <QtGui/QTextBlock>
#include <QtGui/QTextCursor>
#include <QtGui/QTextDocument>
#include <QtGui/QTextList>
#include <QtGui/QTextTable>

#include <vector>

#include "ui/shell/theme.h"

namespace lora::ui {
namespace {

constexpr double line_height_percent = 130;

bool is_code(const QTextBlock& block) { return block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage); }

QTextCharFormat char_format(const QTextCharFormat& was, const QTextBlock& block) {
    const Theme& theme = Theme::instance();
    QTextCharFormat format = was;
    const int level = block.blockFormat().headingLevel();
    if (level > 0) {
        format.clearProperty(QTextFormat::FontSizeAdjustment);
        const QFont font = level == 1 ? theme.title_font() : level == 2 ? theme.heading_font() : theme.body_font();
        format.setFontPointSize(0);
        format.clearProperty(QTextFormat::FontPointSize);
        format.setProperty(QTextFormat::FontPixelSize, font.pixelSize());
        format.setFontWeight(QFont::DemiBold);
    } else if (is_code(block) || was.fontFixedPitch()) {
        const QFont font = theme.monospace_font();
        format.setFontFamilies({font.family()});
        format.setFontFixedPitch(true);
        format.clearProperty(QTextFormat::FontPointSize);
        format.setProperty(QTextFormat::FontPixelSize, font.pixelSize());
    } else if (was.fontWeight() > QFont::Normal) {
        format.setFontWeight(QFont::DemiBold);
    }
    format.setForeground(theme.colour(was.isAnchor() ? Role::accent : Role::text));
    return format;
}

QTextBlockFormat block_format(const QTextBlock& block) {
    QTextBlockFormat format = block.blockFormat();
    const int level = format.headingLevel();
    format.setTopMargin(level == 2 ? 20 : level > 2 ? 14 : 0);
    format.setBottomMargin(level == 1 ? 12 : level > 1 ? 4 : block.textList() ? 3 : 10);
    format.setLineHeight(line_height_percent, QTextBlockFormat::ProportionalHeight);
    if (is_code(block)) {
        format.setLineHeight(0, QTextBlockFormat::SingleHeight);  // else the ground shows between the lines
        const bool last = !block.next().isValid() || !is_code(block.next());
        format.setBackground(Theme::instance().colour(Role::hover));
        format.setLeftMargin(0);
        format.setTextIndent(10);
        format.setBottomMargin(last ? 14 : 0);
    } else if (block.textList()) {
        const QTextBlock next = block.next();
        if (!next.isValid() || next.textList() == nullptr) format.setBottomMargin(10);
    }
    return format;
}

void style_table(QTextTable& table) {
    QTextTableFormat format = table.format();
    format.setBorder(1);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(Theme::instance().colour(Role::line));
    format.setBorderCollapse(true);
    format.setCellPadding(5);
    format.setCellSpacing(0);
    format.setTopMargin(4);
    format.setBottomMargin(14);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    table.setFormat(format);
    for (int row = 0; row < table.rows(); ++row)
        for (int column = 0; column < table.columns(); ++column) {
            QTextCursor cell = table.cellAt(row, column).firstCursorPosition();
            QTextBlockFormat block = cell.blockFormat();
            block.setBottomMargin(0);
            block.setTopMargin(0);
            cell.setBlockFormat(block);
            if (row > 0) continue;
            cell.setPosition(table.cellAt(row, column).lastPosition(), QTextCursor::KeepAnchor);
            QTextCharFormat head;
            head.setFontWeight(QFont::DemiBold);
            head.setForeground(Theme::instance().colour(Role::text_muted));
            cell.mergeCharFormat(head);
        }
}

struct Piece {
    int position, length;
    QTextCharFormat format;
};

}  // namespace

void style_guide(QTextDocument& document) {
    QTextCursor cursor(&document);
    cursor.beginEditBlock();
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        // Collected first: setting a format may join fragments.
        std::vector<Piece> pieces;
        for (auto it = block.begin(); !it.atEnd(); ++it)
            if (const QTextFragment piece = it.fragment(); piece.isValid() && !piece.charFormat().isImageFormat())
                pieces.push_back({piece.position(), piece.length(), char_format(piece.charFormat(), block)});
        for (const Piece& piece : pieces) {
            cursor.setPosition(piece.position);
            cursor.setPosition(piece.position + piece.length, QTextCursor::KeepAnchor);
            cursor.setCharFormat(piece.format);
        }
        cursor.setPosition(block.position());
        cursor.setBlockFormat(block_format(block));
    }
    for (QTextFrame* frame : document.rootFrame()->childFrames())
        if (auto* table = qobject_cast<QTextTable*>(frame)) style_table(*table);
    cursor.endEditBlock();
}

}  // namespace lora::ui
