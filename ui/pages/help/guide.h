// SPDX-License-Identifier: GPL-3.0-or-later
// The user's guide as the program carries it: pages of docs/guide in the order of its README.md, and a search over them.
#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <vector>

namespace lora::ui {

/// What stands under one heading.
struct GuideSection {
    QString heading;
    QString anchor;  ///< as in links to it: "what-the-curve-says"
    int level = 1;   ///< 1: the page's own title
    QString text;    ///< plain, one line
};

struct GuidePage {
    QString id;  ///< the file's name without its ending; also in links
    QString title;
    QString markdown;
    std::vector<GuideSection> sections;
};

/// Splits Markdown into sections; the title is the first heading.
GuidePage make_guide_page(const QString& id, const QString& markdown);

/// The pages in the resources, read once.
const std::vector<GuidePage>& guide_pages();

/// Id of the guide's page for a page of the window ("train"); empty where none fits better than another.
QString guide_page_for(const QString& window_page_id);

/// "What the curve says" → "what-the-curve-says", as GitHub names headings.
QString anchor_of(const QString& heading);

/// A link within the guide, taken apart: "judging.md#compare" → page "judging", anchor "compare". Page empty: the same.
struct GuideLink {
    QString page, anchor;
};
GuideLink parse_guide_link(const QString& target);

struct GuideHit {
    QString page, page_title, heading, anchor;
    QString excerpt;  ///< a few words around the first place
    int score = 0;
};
/// Sections that hold every word of `query`, at its beginning or whole; best first: headings count more than text.
std::vector<GuideHit> search_guide(const std::vector<GuidePage>& pages, const QString& query);
/// The words of a query, in lower case.
QStringList query_words(const QString& query);

}  // namespace lora::ui
