// SPDX-License-Identifier: Apache-2.0
// Python's text functions over UTF-8, counted in code points.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lora::jinja {

/// str.isspace() of one code point.
bool is_python_space(char32_t c);
/// Case of ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic letters; others stay as they are.
std::string upper(std::string_view text);
std::string lower(std::string_view text);
/// First letter of the text upper, the rest lower.
std::string capitalize(std::string_view text);
/// str.title: every letter behind a character that is none upper, the rest lower.
std::string title(std::string_view text);
/// The filter title: the first character of every word upper, the rest lower; words end at white space and
/// brackets.
std::string title_words(std::string_view text);

enum class Side { left, right, both };
/// `characters` empty: white space.
std::string strip(std::string_view text, std::string_view characters, Side side);
/// `separator` empty: runs of white space. At most `max_splits` cuts where that is not negative, from the
/// left.
std::vector<std::string> split(std::string_view text, std::string_view separator, long max_splits);
/// The same from the right.
std::vector<std::string> split_right(std::string_view text, std::string_view separator, long max_splits);
std::vector<std::string> split_lines(std::string_view text, bool keep_ends);
/// At most `count` replacements where that is not negative.
std::string replace(std::string_view text, std::string_view from, std::string_view to, long count);
std::vector<std::string> characters(std::string_view text);

}  // namespace lora::jinja
