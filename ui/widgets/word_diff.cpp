// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/word_diff.h"

#include <QtCore/QStringView>

#include <algorithm>
#include <cstdint>

namespace lora::ui {
namespace {

/// A table of 16 million cells (32 MB) is the most that one comparison may take.
constexpr size_t max_table_cells = size_t(16) << 20;

QStringView view(const QString& text, const TextRange& range) {
    return QStringView(text).mid(range.start, range.length);
}

/// Marks the words of `b` that the longest common subsequence of a and b leaves out.
void mark(const std::vector<QStringView>& a, const std::vector<QStringView>& b, std::vector<bool>& differs,
          size_t offset) {
    const size_t rows = a.size(), columns = b.size();
    if (rows == 0 || columns == 0 || rows * columns > max_table_cells) {
        for (size_t i = 0; i < columns; ++i)
            differs[offset + i] = true;
        return;
    }
    std::vector<uint16_t> table((rows + 1) * (columns + 1), 0);
    const auto cell = [&](size_t i, size_t j) -> uint16_t& { return table[i * (columns + 1) + j]; };
    for (size_t i = rows; i-- > 0;)
        for (size_t j = columns; j-- > 0;)
            cell(i, j) = a[i] == b[j] ? static_cast<uint16_t>(cell(i + 1, j + 1) + 1)
                                      : std::max(cell(i + 1, j), cell(i, j + 1));
    size_t i = 0, j = 0;
    while (j < columns) {
        if (i < rows && a[i] == b[j]) {
            ++i, ++j;
        } else if (i < rows && cell(i + 1, j) >= cell(i, j + 1)) {
            ++i;
        } else {
            differs[offset + j++] = true;
        }
    }
}

}  // namespace

std::vector<TextRange> split_words(const QString& text) {
    std::vector<TextRange> words;
    const auto part_of_word = [&](qsizetype i) {
        return text[i].isLetterOrNumber() || text[i].isMark() || text[i].isSurrogate() || text[i] == u'_' ||
               (text[i] == u'\'' || text[i] == u'’');
    };
    for (qsizetype i = 0; i < text.size();) {
        if (text[i].isSpace()) {
            ++i;
            continue;
        }
        qsizetype end = i + 1;
        if (part_of_word(i))
            while (end < text.size() && part_of_word(end))
                ++end;
        words.push_back({i, end - i});
        i = end;
    }
    return words;
}

std::vector<TextRange> differing_words(const QString& reference, const QString& text) {
    const auto words_a = split_words(reference), words_b = split_words(text);
    std::vector<QStringView> a, b;
    for (const auto& word : words_a)
        a.push_back(view(reference, word));
    for (const auto& word : words_b)
        b.push_back(view(text, word));

    size_t head = 0;
    while (head < a.size() && head < b.size() && a[head] == b[head])
        ++head;
    size_t tail = 0;
    while (tail < a.size() - head && tail < b.size() - head &&
           a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
        ++tail;
    std::vector<bool> differs(b.size(), false);
    mark({a.begin() + static_cast<ptrdiff_t>(head), a.end() - static_cast<ptrdiff_t>(tail)},
         {b.begin() + static_cast<ptrdiff_t>(head), b.end() - static_cast<ptrdiff_t>(tail)}, differs, head);

    std::vector<TextRange> out;
    for (size_t i = 0; i < b.size(); ++i) {
        if (!differs[i]) continue;
        if (i > 0 && differs[i - 1])
            out.back().length = words_b[i].start + words_b[i].length - out.back().start;
        else
            out.push_back(words_b[i]);
    }
    return out;
}

}  // namespace lora::ui
