// SPDX-License-Identifier: GPL-3.0-or-later
// Which words of one answer the other has not: the longest common subsequence of words decides.
#pragma once

#include <QtCore/QString>

#include <vector>

namespace lora::ui {

/// Characters [start, start + length) of a text.
struct TextRange {
    qsizetype start = 0, length = 0;
    bool operator==(const TextRange&) const = default;
};

/// Words (runs of letters and digits; every other visible character is a word of its own) in order.
std::vector<TextRange> split_words(const QString& text);

/// Ranges of `text` whose words are not in the longest common subsequence with `reference`, neighbours
/// joined. Equal texts give nothing. Beyond some thousand words the middle that differs is marked as a whole.
std::vector<TextRange> differing_words(const QString& reference, const QString& text);

}  // namespace lora::ui
