// SPDX-License-Identifier: GPL-3.0-or-later
// The pages, one registration line each, in the order of the rail.
#include "ui/shell/page.h"
#if __has_include("ui/pages/home/home_page.h")
#include "ui/pages/home/home_page.h"
#endif
#if __has_include("ui/pages/base/base_page.h")
#include "ui/pages/base/base_page.h"
#endif
#if __has_include("ui/pages/data/data_page.h")
#include "ui/pages/data/data_page.h"
#endif
#if __has_include("ui/pages/adapter/adapter_page.h")
#include "ui/pages/adapter/adapter_page.h"
#endif
#if __has_include("ui/pages/train/train_page.h")
#include "ui/pages/train/train_page.h"
#endif
#if __has_include("ui/pages/compare/compare_page.h")
#include "ui/pages/compare/compare_page.h"
#endif
#if __has_include("ui/pages/export/export_page.h")
#include "ui/pages/export/export_page.h"
#endif
#if __has_include("ui/pages/runs/runs_page.h")
#include "ui/pages/runs/runs_page.h"
#endif
#if __has_include("ui/pages/help/help_page.h")
#include "ui/pages/help/help_page.h"
#endif

namespace lora::ui {

const std::vector<PageEntry>& page_entries() {
    static const std::vector<PageEntry> entries{
#if __has_include("ui/pages/home/home_page.h")
        {PageEntry::Group::top, make_home_page},
#endif
#if __has_include("ui/pages/base/base_page.h")
        {PageEntry::Group::job, make_base_page},
#endif
#if __has_include("ui/pages/data/data_page.h")
        {PageEntry::Group::job, make_data_page},
#endif
#if __has_include("ui/pages/adapter/adapter_page.h")
        {PageEntry::Group::job, make_adapter_page},
#endif
#if __has_include("ui/pages/train/train_page.h")
        {PageEntry::Group::job, make_train_page},
#endif
#if __has_include("ui/pages/compare/compare_page.h")
        {PageEntry::Group::job, make_compare_page},
#endif
#if __has_include("ui/pages/export/export_page.h")
        {PageEntry::Group::job, make_export_page},
#endif
#if __has_include("ui/pages/runs/runs_page.h")
        {PageEntry::Group::bottom, make_runs_page},
#endif
#if __has_include("ui/pages/help/help_page.h")
        {PageEntry::Group::bottom, make_help_page},
#endif
    };
    return entries;
}

}  // namespace lora::ui
